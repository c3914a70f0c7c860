"""What editors get wrong: one fault each, as an edit of the shipped file, with the code it must be named by."""

from collections.abc import Callable
from dataclasses import dataclass

Edit = Callable[[str], str | bytes]


@dataclass(frozen=True)
class Fault:
    """`code` expected `below` lines under the first line that differs from the shipped file; None: no line at all."""

    name: str
    edit: Edit
    code: str
    below: int | None = 0


def swap(old: str, new: str) -> Edit:
    """The first occurrence replaced; an edit that finds nothing to break is a fault of the test."""

    def edit(text: str) -> str:
        assert old in text, f"not in the shipped file any more: {old}"
        return text.replace(old, new, 1)

    return edit


def within(start: str, old: str, new: str) -> Edit:
    """As `swap`, from the entry that begins with `start` on."""

    def edit(text: str) -> str:
        at = text.index(start)
        assert old in text[at:], f"not in the shipped file any more: {old}"
        return text[:at] + text[at:].replace(old, new, 1)

    return edit


def end(addition: str) -> Edit:
    return lambda text: text.rstrip("\n") + "\n" + addition


POLICE, D4U = "- id: police-112\n", "- id: d4u\n"
BOMB = "bomb:\n- &a [x, x]\n- &b [*a, *a, *a]\n- &c [*b, *b, *b]\n- [*c, *c, *c]\n"

FAULTS = [
    # the form of the file
    Fault("a tab", within(POLICE, "      kind: phone", "\t\tkind: phone"), "tab"),
    Fault("a missing quote", within(POLICE, 'number: "112"', 'number: "112'), "quote-open", None),
    Fault("a single quote left open", within(POLICE, "confidence: high", "confidence: 'high"), "quote-open", None),
    Fault("curly quotes in braces", swap('ko: "불법촬영"', "ko: “불법촬영”"), "odd-quotes"),
    Fault("curly quotes round a number", within(POLICE, 'number: "112"', "number: “112”"), "odd-quotes"),
    Fault("a full-width colon", within(POLICE, "confidence: high", "confidence：high"), "odd-colon"),
    Fault(
        "a colon in a text",
        within(POLICE, "  confidence: high", "  accessibility: one: two\n  confidence: high"),
        "colon-in-text",
    ),
    Fault("the indentation off", within(POLICE, "      kind: phone", "   kind: phone"), "indentation"),
    Fault(
        "a bracket left open",
        swap("emergency: [police-112, suicide-109, women-hotline-1366]", "emergency: [police-112, suicide-109"),
        "brackets",
    ),
    Fault("a control character", swap("경찰 긴급신고 112", "경찰 \x07긴급신고 112"), "bad-character"),
    Fault("CP949", lambda text: text.encode("cp949", "replace"), "not-utf8", None),
    Fault("UTF-16", lambda text: text.encode("utf-16"), "not-utf8", None),
    Fault("an empty file", lambda _: "", "empty"),
    Fault("only comments", lambda _: "# nothing\n", "empty"),
    Fault("a text instead of a file", lambda _: "hello\n", "not-directory"),
    Fault("a list instead of a file", lambda _: "- a\n- b\n", "not-directory"),
    Fault("a page of the web saved over it", lambda _: "<!DOCTYPE html>\n<html></html>\n", "not-directory"),
    Fault(
        "a key twice", within(POLICE, "  confidence: high", "  confidence: high\n  confidence: low"), "duplicate-key", 0
    ),
    Fault("a whole part twice", end("laws: []\n"), "duplicate-key"),
    Fault("an anchor that is used", end("bomb: &a [x]\nother: *a\n"), "alias"),
    Fault("an alias to nothing", within(POLICE, "confidence: high", "confidence: *high"), "alias"),
    Fault("a merge key", end("x: &a {b: c}\ny: {<<: *a}\n"), "alias"),
    Fault("a bomb", end(BOMB), "alias", 1),
    Fault("a tag", within(POLICE, "confidence: high", "confidence: !!python/object:os.system high"), "tag"),
    Fault("a custom tag", within(POLICE, "confidence: high", "confidence: !x high"), "tag"),
    Fault("too deep", end("deep: " + "[" * 40 + "]" * 40 + "\n"), "too-deep"),
    Fault("very deep", end("deep: " + "[" * 100_000 + "\n"), "too-deep", None),
    Fault("two documents", end("---\na: b\n"), "syntax"),
    # fields
    Fault("an unknown field", within(POLICE, "  cost: {free: true}", "  costs: {free: true}"), "unknown-field"),
    Fault("an unknown part", end("places: []\n"), "unknown-field"),
    Fault("a field missing", within(POLICE, "  confidence: high\n", ""), "missing", None),
    Fault(
        "half a translation",
        swap('title: {ko: "불법촬영", en: "Filmed without consent"}', 'title: {ko: "불법촬영"}'),
        "missing",
    ),
    Fault("an empty translation", swap('en: "Filmed without consent"', 'en: ""'), "empty-text"),
    Fault("a translation of spaces", swap('en: "Filmed without consent"', 'en: "  "'), "empty-text"),
    Fault(
        "a text without languages",
        swap('title: {ko: "불법촬영", en: "Filmed without consent"}', "title: 불법촬영"),
        "block-expected",
    ),
    Fault("an enumeration", within(POLICE, "      kind: phone", "      kind: telephone"), "not-in-list"),
    Fault(
        "an unknown need", within(POLICE, "needs: [report, evidence, shelter]", "needs: [report, proof]"), "not-in-list"
    ),
    Fault("an unknown situation in does_for", within(POLICE, "    deepfake: {", "    deepfakes: {"), "not-in-list"),
    Fault("a word for a list", within(POLICE, "needs: [report, evidence, shelter]", "needs: report"), "list-expected"),
    Fault("a list for a block", within(POLICE, "  cost: {free: true}", "  cost: [true]"), "block-expected"),
    Fault("a word for yes", within(POLICE, "  cost: {free: true}", "  cost: {free: 무료}"), "yes-no"),
    Fault("no channel left", within(POLICE, "  channels:\n", "  channels: []\n  former:\n"), "too-few"),
    Fault("four steps", swap("  avoid:\n", "  - text: {ko: 하나, en: one}\n  avoid:\n"), "too-many", None),
    Fault("a date that is none", swap("on: 2026-11-24", "on: 2026-13-24"), "date"),
    Fault("a date in another order", swap("on: 2026-11-24", "on: 24.11.2026"), "date"),
    Fault(
        "an age in words",
        within("- id: victim-lawyer\n", "  confidence:", "  ages: {minimum: nine}\n  confidence:"),
        "whole-number",
    ),
    Fault("an id with capitals", within(POLICE, "    - id: phone", "    - id: Phone Line"), "shape-id"),
    Fault("an address of the web without https", within(D4U, 'url: "https://', 'url: "htps://'), "shape-url"),
    Fault(
        "days the wrong way round",
        within(POLICE, "  confidence: high", "  valid_from: 2027-01-01\n  valid_until: 2026-01-01\n  confidence: high"),
        "days-order",
        None,
    ),
    # numbers and hours
    Fault("a number without its dash", within(D4U, 'number: "02-735-8994"', 'number: "027358994"'), "number-dashes"),
    Fault("full-width digits", within(POLICE, 'number: "112"', 'number: "１１２"'), "number-signs"),
    Fault("a placeholder", within(D4U, 'number: "02-735-8994"', 'number: "02-0000-0000"'), "number-placeholder"),
    Fault("an invented number", within(D4U, 'number: "02-735-8994"', 'number: "09-735-8994"'), "number-invalid"),
    Fault("an unknown short code", within(POLICE, 'number: "112"', 'number: "1999"'), "number-short"),
    Fault("a dead number", within(D4U, 'number: "02-735-8994"', 'number: "02-735-8894"'), "do-not-use"),
    Fault("a dead address", within(D4U, 'url: "https://d4u.stop.or.kr', 'url: "https://d4u.or.kr'), "do-not-use"),
    Fault("a phone without number", within(POLICE, '      number: "112"\n', ""), "channel-number", None),
    Fault("an hour past 24", within(POLICE, 'hours: "24/7"', 'hours: "Mo-Fr 09:00-25:00"'), "hours-past-midnight"),
    Fault("hours in Korean", within(POLICE, 'hours: "24/7"', 'hours: "평일 9시-6시"'), "hours-form"),
    Fault("days without hours", within(POLICE, 'hours: "24/7"', 'hours: "Mo-Fr"'), "hours-days-only"),
    # what the parts say of each other
    Fault("an id twice", swap("- id: women-hotline-1366\n", "- id: police-112\n"), "duplicate-id"),
    Fault("a channel id twice", within(POLICE, "    - id: text", "    - id: phone"), "duplicate-id"),
    Fault("a dead reference", swap("emergency: [police-112,", "emergency: [police-113,"), "dead-reference"),
    Fault(
        "a step to nowhere", swap("    resource: women-hotline-1366", "    resource: women-hotline"), "dead-reference"
    ),
    Fault("a law that is not there", swap("laws: [deepfake,", "laws: [deep_fake,"), "dead-reference"),
    Fault("a region's page gone", swap("- id: busan\n", "- id: seoul\n"), "page-missing", None),
    Fault(
        "a shelter's address",
        within(
            D4U,
            "  channels:\n",
            "  shelter: true\n  channels:\n    - id: visit-x\n"
            "      kind: visit\n      address: {ko: 어느 길 1, en: Some street 1}\n"
            "      checked: {on: 2026-11-22, by: Gyeot}\n",
        ),
        "shelter-address",
        4,
    ),
]

NUMBERS = 'number: "02-735-8994"'
CONFIDENCE = "  confidence: high"

FAULTS += [
    # copied from elsewhere
    Fault(
        "the marks of a merge",
        within(POLICE, CONFIDENCE, f"<<<<<<< HEAD\n{CONFIDENCE}\n=======\n>>>>>>> x"),
        "conflict",
    ),
    Fault("one mark of a merge left", within(POLICE, CONFIDENCE, f"=======\n{CONFIDENCE}"), "conflict"),
    Fault(
        "an indentation of hard spaces", within(POLICE, "      kind: phone", "\u00a0" * 6 + "kind: phone"), "odd-space"
    ),
    Fault("an ideographic space", within(POLICE, "      kind: phone", "\u3000\u3000kind: phone"), "odd-space"),
    Fault("an invisible sign in an id", within(POLICE, "id: police-112", "id: police\u200b-112"), "invisible"),
    Fault("an invisible sign in a number", within(D4U, NUMBERS, 'number: "02-735\u200b-8994"'), "invisible"),
    Fault("an invisible sign in a field", within(POLICE, CONFIDENCE, "  confidence\u200b: high"), "invisible"),
    Fault("a byte order mark within", swap("Filmed", "\ufeffFilmed"), "invisible"),
    Fault("an invisible sign as an escape", within(POLICE, 'number: "112"', 'number: "11\\u200b2"'), "invisible"),
    Fault("a nul", swap("Filmed", "Fil\x00med"), "bad-character"),
    Fault(
        "Latin-1",
        lambda text: text.replace("Filmed", "Filmé", 1).encode().replace("é".encode(), b"\xe9"),
        "not-utf8",
        None,
    ),
    Fault("UTF-16 without its mark", lambda text: text.encode("utf-16-le"), "not-utf8", None),
    Fault("a file of a word processor", lambda _: b"PK\x03\x04" + bytes(range(128, 256)), "not-utf8", None),
    Fault("half a file", lambda text: text[: text.index("Filmed")], "quote-open", None),
    # signs and spaces
    Fault("no space after a colon", within(POLICE, CONFIDENCE, "  confidence:high"), "colon-space"),
    Fault("no space after a dash", swap("- id: d4u\n", "-id: d4u\n"), "dash-space"),
    Fault("no dash before an entry", swap("- id: d4u\n", "  id: d4u\n"), "dash-missing"),
    Fault("no dash before a channel", within(POLICE, "    - id: text", "      id: text"), "dash-missing"),
    Fault("an equals sign", within(POLICE, CONFIDENCE, "  confidence = high"), "equals-sign"),
    Fault("a percent sign at the start", within(POLICE, CONFIDENCE, f"  note: %a\n{CONFIDENCE}"), "reserved-sign"),
    Fault("a backtick", within(POLICE, CONFIDENCE, "  confidence: `high`"), "reserved-sign"),
    Fault("a backslash", swap('en: "Filmed', 'en: "Filmed \\w'), "backslash"),
    Fault("a comma too many", swap("emergency: [police-112,", "emergency: [police-112,,"), "brackets"),
    Fault("no comma between languages", swap('ko: "불법촬영", en', 'ko: "불법촬영" en'), "brackets"),
    Fault("a brace left open", swap('en: "Filmed without consent"}', 'en: "Filmed without consent"'), "brackets"),
    Fault("a brace too many", swap('en: "Filmed without consent"}', 'en: "Filmed without consent"}}'), "brackets"),
    Fault("quotation marks within", swap('en: "Filmed without consent"', 'en: "Filmed "without" consent"'), "brackets"),
    Fault("an apostrophe within", swap('en: "Filmed without consent"', "en: 'It's filmed'"), "brackets"),
    Fault(
        "a colon within braces",
        within(POLICE, CONFIDENCE, f"  note: {{ko: 주의: 이것, en: a}}\n{CONFIDENCE}"),
        "brackets",
    ),
    Fault("a full-width comma", swap('ko: "불법촬영", en', 'ko: "불법촬영"， en'), "odd-comma"),
    Fault(
        "full-width braces",
        swap('{ko: "불법촬영", en: "Filmed without consent"}', '｛ko: "불법촬영"｝'),
        "odd-brackets",
    ),
    Fault("one space too few", within(POLICE, CONFIDENCE, " confidence: high"), "indentation"),
    Fault("two spaces too many", within(POLICE, CONFIDENCE, "    confidence: high"), "indentation"),
    Fault("a comma at the end of a line", within(POLICE, CONFIDENCE, "  confidence: high,"), "not-in-list"),
    Fault("no comma between ids", swap("emergency: [police-112, ", "emergency: [police-112 "), "shape-id"),
    # values
    Fault("a field of a near name", within(POLICE, "  channels:\n", "  chanels:\n"), "unknown-field"),
    Fault("a field in Korean", within(POLICE, "  name:", "  이름:"), "unknown-field"),
    Fault(
        "a language in capitals", swap('title: {ko: "불법촬영"', 'title: {KO: "x", ko: "불법촬영"'), "shape-language"
    ),
    Fault("a language by its name", within(POLICE, "languages: [", "languages: [english, "), "shape-language"),
    Fault("an empty value", within(POLICE, CONFIDENCE, "  confidence:"), "not-in-list"),
    Fault("a value in Korean", within(POLICE, CONFIDENCE, "  confidence: 높음"), "not-in-list"),
    Fault("a day in words", swap("on: 2026-11-24", "on: 2026년 11월 24일"), "date"),
    Fault("a day of the 13th month", swap("on: 2026-11-24", "on: 2026-13-40"), "date"),
    Fault("a year for a day", swap("on: 2026-11-24", "on: 2026"), "date"),
    Fault("a day with its time", swap("on: 2026-11-24", "on: 2026-11-24 10:00"), "date"),
    Fault("an age out of range", within(POLICE, CONFIDENCE, f"  ages: {{minimum: 999}}\n{CONFIDENCE}"), "range"),
    Fault("a number that lost its zero", swap('area_code: "02"', "area_code: 2"), "text-expected"),
    Fault("a number without quotes and dashes", within(D4U, NUMBERS, "number: 027358994"), "number-dashes"),
    Fault("two numbers in one", within(D4U, NUMBERS, 'number: "02-735-8994, 8995"'), "number-two"),
    Fault("brackets in a number", within(D4U, NUMBERS, 'number: "(02) 735-8994"'), "number-dashes"),
    Fault("long dashes in a number", within(D4U, NUMBERS, 'number: "02–735–8994"'), "number-signs"),
    Fault("12345678", within(D4U, NUMBERS, 'number: "02-1234-5678"'), "number-placeholder"),
    Fault("123-4567", within(D4U, NUMBERS, 'number: "02-123-4567"'), "number-placeholder"),
    Fault("010-0000-0000", within(D4U, NUMBERS, 'number: "010-0000-0000"'), "number-placeholder"),
    Fault("1234-5678", within(D4U, NUMBERS, 'number: "1234-5678"'), "number-placeholder"),
    Fault("an id with a space", within(POLICE, "    - id: phone", "    - id: phone line"), "shape-id"),
    Fault("hours with a tilde", within(POLICE, 'hours: "24/7"', 'hours: "Mo-Fr 09:00~18:00"'), "hours-form"),
    Fault("hours of the clock", within(POLICE, 'hours: "24/7"', 'hours: "Mo-Fr 9am-6pm"'), "hours-form"),
    Fault("75 minutes", within(POLICE, 'hours: "24/7"', 'hours: "Mo-Fr 09:00-18:75"'), "hours-form"),
    Fault("an address without its beginning", within(D4U, 'url: "https://', 'url: "www.'), "shape-url"),
]

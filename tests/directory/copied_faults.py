"""More of what editors get wrong: saved from a word processor, copied from a messenger, filled in by telephone."""

from tests.directory.faults import CONFIDENCE, D4U, NUMBERS, POLICE, Edit, Fault, swap, within

TITLE = 'title: {ko: "불법촬영", en: "Filmed without consent"}'
BOARD = '    - id: board\n      kind: board\n      url: "https://d4u.stop.or.kr/"'
NAME = '  name: {ko: "경찰 긴급신고 112", en: "Police emergency 112"}'
EVIDENCE = '  - {ko: "게시물의 전체 주소와 제목"'


def title(text: str) -> Edit:
    return swap(TITLE, f"title: {text}")


def number(text: str) -> Edit:
    return within(D4U, NUMBERS, f'number: "{text}"')


def hours(text: str) -> Edit:
    return within(POLICE, 'hours: "24/7"', f"hours: '{text}'")


def stamp(text: str) -> Edit:
    return within(POLICE, "checked: {on: 2026-11-22, by: Gyeot, how: public source}", f"checked: {text}")


def bullet(sign: str) -> Edit:
    return within("- id: image-sharing\n", EVIDENCE, EVIDENCE.replace("-", sign, 1))


COPIED = [
    # texts without quotation marks
    Fault("a comma in a bare text", title("{ko: 불법촬영, 유포, en: Filmed}"), "comma-in-text"),
    Fault("a comma in a bare text, English", title("{ko: 불법촬영, en: Filmed, shared}"), "comma-in-text"),
    Fault("a hash in braces", title("{ko: 불법촬영 #1, en: Filmed}"), "hash-cut"),
    Fault("a hash in a text", within(POLICE, NAME, "  name:\n    en: Police\n    ko: 경찰 #112"), "hash-cut", 2),
    Fault("a hash for a number", within(POLICE, NAME, "  name:\n    en: Police\n    ko: #112 경찰"), "hash-cut", 2),
    Fault(
        "a hash in an address",
        within(D4U, 'url: "https://d4u.stop.or.kr/"', "url: https://d4u.stop.or.kr/ #board"),
        "hash-cut",
    ),
    Fault("an ampersand at the start", title("{ko: &불법, en: Filmed}"), "reserved-sign"),
    Fault("a star at the start", title("{ko: *불법, en: Filmed}"), "reserved-sign"),
    Fault("a pipe at the start", title("{ko: |불법, en: Filmed}"), "reserved-sign"),
    Fault("no space in braces", within(POLICE, NAME, "  name: {ko:경찰, en:Police}"), "colon-space"),
    Fault("no space in braces, quoted", within(POLICE, NAME, '  name: {ko:"경찰", en:"Police"}'), "colon-space"),
    Fault("no space before true", within(POLICE, "cost: {free: true}", "cost: {free:true}"), "colon-space"),
    Fault("low quotation marks", title('{ko: „불법촬영“, en: "Filmed"}'), "odd-quotes"),
    Fault("full-width quotation marks", title('{ko: ＂불법촬영＂, en: "Filmed"}'), "odd-quotes"),
    Fault("a quotation mark at a name", within(POLICE, "  cost: {", '  "cost: {'), "quote-open"),
    # copied from elsewhere
    Fault("a hard space after a colon", within(POLICE, CONFIDENCE, "  confidence:\u00a0high"), "odd-space"),
    Fault("a star for a list", bullet("*"), "list-sign"),
    Fault("a middle dot for a list", bullet("·"), "list-sign"),
    Fault("a long dash for a list", bullet("–"), "list-sign"),
    Fault("a count for a list", within(POLICE, "    - id: phone", "    1. id: phone"), "list-sign"),
    Fault("a stray letter", within(POLICE, "  cost: {", "  ㅇ\n  cost: {"), "no-colon"),
    Fault(
        "a line of a messenger",
        within(POLICE, "  cost: {", "[상담] [오후 3:21] 번호 바뀌었대요\n  cost: {"),
        "no-colon",
    ),
    Fault("a sheet", lambda _: "id,name\nd4u,x\n", "not-directory"),
    Fault("null", lambda _: "null\n", "not-directory"),
    Fault("a soft hyphen", title('{ko: "불법촬영", en: "With\u00adout consent"}'), "invisible"),
    Fault("a joiner", title('{ko: "불법\u200d촬영", en: "Filmed"}'), "invisible"),
    # fields
    Fault("a text for an address", within(D4U, BOARD, f"{BOARD}\n      address: 서울 중구"), "address-form"),
    Fault("withheld misspelt", within(D4U, BOARD, f"{BOARD}\n      address: witheld"), "address-form"),
    Fault("nothing after a language", within(POLICE, NAME, "  name: {ko: , en: Police}"), "empty-text"),
    Fault("nothing after a list", within(POLICE, "needs: [report, evidence, shelter]", "needs:"), "empty-text"),
    Fault("a list for a text", within(POLICE, "how: public source", "how: called, by: [a]"), "duplicate-key"),
    Fault("a list for a number", within(D4U, NUMBERS, 'number: ["02-735-8994"]'), "text-one"),
    Fault("nobody checked", stamp('{on: 2026-11-22, by: ""}'), "empty-text"),
    Fault("no day of a check", stamp("{by: Gyeot}"), "missing"),
    Fault("how in Korean", stamp("{on: 2026-11-22, by: Gyeot, how: 전화}"), "not-in-list"),
    Fault("a source without address", within(D4U, "  sources:\n", "  sources:\n    - {url: }\n"), "empty-text"),
    Fault(
        "a region that there is not", within(POLICE, "kind: phone", "kind: phone\n      region: 서울"), "not-in-list"
    ),
    Fault(
        "an empty search word", within(D4U, 'also_called: ["디성센터"', 'also_called: ["", "디성센터"'), "empty-text"
    ),
    Fault(
        "days the wrong way round, at their line",
        within(POLICE, CONFIDENCE, f"  valid_from: 2027-01-01\n  valid_until: 2026-01-01\n{CONFIDENCE}"),
        "days-order",
        1,
    ),
    Fault("the 30th of February", swap("on: 2026-11-24", "on: 2026-02-30"), "date"),
    # numbers
    Fault("a letter O", number("02-735-89O4"), "number-letters"),
    Fault("an extension", number("02-735-8994 (내선 2)"), "number-letters"),
    Fault("a fax", number("02-735-8994 FAX"), "number-letters"),
    Fault("without dialling code in words", number("국번없이 1366"), "number-letters"),
    Fault("no area code", number("735-8994"), "number-no-area"),
    Fault("two numbers", number("02-735-8994/8995"), "number-two"),
    Fault("a range of numbers", number("02-735-8994~5"), "number-two"),
    Fault("both 82 and 0", number("+82-02-735-8994"), "number-country"),
    Fault("82 with spaces", number("+82 2 735 8994"), "number-country"),
    Fault("no line begins with 1199", number("1199-1234"), "number-dashes"),
    # hours
    Fault("hours with one digit", hours("Mo-Fr 9:00-18:00"), "hours-digits"),
    Fault("six in the evening as 6:00", hours("Mo-Fr 09:00-6:00"), "hours-digits"),
    Fault("six in the evening as 06:00", hours("Mo-Fr 09:00-06:00"), "hours-span"),
    Fault("opens when it closes", hours("Mo-Fr 10:00-10:00"), "hours-span"),
    Fault("a comma after the days", hours("Mo-Fr, 09:00-18:00"), "hours-comma"),
    Fault("days in small letters", hours("mo-fr 09:00-18:00"), "hours-small"),
    Fault("a day that no calendar has", hours("Mo-Fr 09:00-18:00; Feb 30 off"), "hours-no-such-day"),
    Fault("a lunch break by semicolon", hours("Mo-Fr 09:00-12:00; Mo-Fr 13:00-18:00"), "hours-cancelled"),
    Fault("an afternoon for every day", hours("Mo-Fr 09:00-12:00;13:00-18:00"), "hours-cancelled"),
    Fault("a remark in hours", hours('Mo-Fr 09:00-18:00 "점심 제외"'), "hours-comment"),
    Fault("never open", hours("PH off"), "hours-never"),
    Fault("round the clock in Korean", hours("24시간"), "hours-form"),
]

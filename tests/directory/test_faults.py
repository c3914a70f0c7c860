"""What editors get wrong. Each broken copy of the shipped file is refused with its own sentence, at its own line."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli import main
from bot.cli.words import lines
from bot.directory import DirectoryError, yamlfile
from bot.directory.loading import Located, load_located, loads
from bot.texts import Texts

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
NUMBER = '      number: "112"\n'
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
    Fault("the indentation off", within(POLICE, "      kind: phone", "   kind: phone"), "syntax"),
    Fault(
        "a bracket left open",
        swap("emergency: [police-112, suicide-109, women-hotline-1366]", "emergency: [police-112, suicide-109"),
        "syntax",
        2,
    ),
    Fault("a control character", swap("경찰 긴급신고 112", "경찰 \x07긴급신고 112"), "bad-character"),
    Fault("CP949", lambda text: text.encode("cp949", "replace"), "not-utf8", None),
    Fault("UTF-16", lambda text: text.encode("utf-16"), "not-utf8", None),
    Fault("an empty file", lambda _: "", "empty"),
    Fault("only comments", lambda _: "# nothing\n", "empty"),
    Fault("a text instead of a file", lambda _: "hello\n", "block-expected"),
    Fault("a list instead of a file", lambda _: "- a\n- b\n", "block-expected"),
    Fault("a page of the web saved over it", lambda _: "<!DOCTYPE html>\n<html></html>\n", "block-expected"),
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
    Fault("an id with capitals", within(POLICE, "    - id: phone", "    - id: Phone Line"), "shape"),
    Fault("an address of the web without https", within(D4U, 'url: "https://', 'url: "htps://'), "shape"),
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
    Fault("a phone without number", within(POLICE, NUMBER, ""), "channel-number", None),
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


def _broken(fault: Fault, text: str) -> bytes:
    broken = fault.edit(text)
    return broken if isinstance(broken, bytes) else broken.encode("utf-8")


def _first_difference(text: str, raw: bytes) -> int:
    old, new = text.split("\n"), raw.decode("utf-8").split("\n")
    return next((i for i, (a, b) in enumerate(zip(old, new, strict=False), 1) if a != b), min(len(old), len(new)))


@pytest.mark.parametrize("fault", FAULTS, ids=lambda f: f.name)
def test_a_broken_file_is_refused_with_its_own_sentence(
    fault: Fault, shipped_text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw = _broken(fault, shipped_text)
    file = tmp_path / "resources.yaml"
    file.write_bytes(raw)
    caught: list[DirectoryError] = []

    def watched(path: Path) -> Located:
        try:
            return load_located(path)
        except DirectoryError as error:
            caught.append(error)
            raise

    monkeypatch.setattr("bot.cli.check.load_located", watched)  # read once: the command and the test see the same error
    result = CliRunner().invoke(main, ["check", str(file), "--lang", "en"])
    assert isinstance(result.exception, SystemExit), result.exception
    assert result.exit_code == 1
    problems = caught[0].problems
    found = next((p for p in problems if p.code == fault.code), None)
    assert found is not None, [(p.code, p.line, p.place, p.params) for p in problems]
    if fault.below is not None:
        assert found.line == _first_difference(shipped_text, raw) + fault.below

    texts = Texts.load()
    assert all(f"problem.{p.code}" in texts.keys(language) for p in problems for language in ("ko", "en"))
    assert result.output.splitlines() == list(lines(caught[0], texts, "en"))
    for language in ("ko", "en"):
        for line, problem in zip(lines(caught[0], texts, language), problems, strict=True):
            said = line.rpartition("resources.yaml")[2]
            assert said.startswith(f":{problem.line}" if problem.line else ":")
            assert "{" not in said, "a gap that was never filled"
            assert language == "en" or any("가" <= sign <= "힣" for sign in said)


def test_there_are_at_least_forty_of_them() -> None:
    assert len({f.name for f in FAULTS}) == len(FAULTS) >= 40


def test_a_file_over_the_limit(shipped_text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yamlfile, "MAX_BYTES", 1000)
    with pytest.raises(DirectoryError) as caught:
        loads(shipped_text.encode())
    assert [p.code for p in caught.value.problems] == ["too-big"]


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    for path in (tmp_path / "none.yaml", tmp_path):
        result = CliRunner().invoke(main, ["check", str(path)])
        assert result.exit_code == 1
        assert isinstance(result.exception, SystemExit)


@pytest.mark.parametrize(
    "edit",
    [
        lambda text: text.replace("\n", "\r\n").encode(),
        lambda text: b"\xef\xbb\xbf" + text.encode(),
        lambda text: text.rstrip("\n").encode(),
        lambda text: text.replace("confidence: high", "confidence: high  # checked", 1).encode(),
    ],
    ids=["Windows line ends", "a byte order mark", "no last line end", "a comment"],
)
def test_what_editors_do_without_harm(edit: Callable[[str], bytes], shipped_text: str) -> None:
    assert loads(edit(shipped_text)) == loads(shipped_text.encode())


def test_every_fault_of_a_file_is_named_at_once(shipped_text: str) -> None:
    broken = shipped_text.replace('number: "112"', 'number: "112-"').replace("kind: visit", "kind: walk")
    with pytest.raises(DirectoryError) as caught:
        loads(broken.encode())
    assert {p.code for p in caught.value.problems} >= {"number-dashes", "not-in-list"}
    assert len(caught.value.problems) > 2


def test_a_fault_is_named_for_a_continuous_integration(shipped_text: str, tmp_path: Path) -> None:
    file = tmp_path / "resources.yaml"
    file.write_text(shipped_text.replace("kind: phone", "kind: telephone", 1), encoding="utf-8")
    result = CliRunner().invoke(main, ["check", str(file), "--format", "github", "--lang", "en"])
    assert result.output.startswith(f"::error file={file},line=")

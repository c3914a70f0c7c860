"""What can be served and leads nowhere, or was left in a text by copying: found at its line by `gyeot check`."""

import unicodedata
from pathlib import Path

import pytest

from bot.directory.hourslips import hour_slip
from bot.directory.loading import load_located, loads
from bot.directory.sense import sense
from bot.texts import Texts
from tests.directory.conftest import DAY, sensed
from tests.directory.copied_faults import BOARD, title
from tests.directory.faults import CONFIDENCE, D4U, POLICE, Edit, swap, within


def url(text: str) -> Edit:
    return within(D4U, 'url: "https://d4u.stop.or.kr/"', f'url: "{text}"')


def mail(text: str) -> Edit:
    return within(D4U, BOARD, f"    - id: mail\n      kind: email\n      {text}")


@pytest.mark.parametrize(
    ("edit", "code", "place"),
    [
        (title('{ko: "불법&nbsp;촬영", en: "Filmed"}'), "text-markup", "title.ko"),
        (title('{ko: "불법촬영", en: "Don&#39;t know"}'), "text-markup", "title.en"),
        (title('{ko: "불법촬영", en: "**Filmed** without"}'), "text-markup", "title.en"),
        (title('{ko: "불법촬영<br>", en: "Filmed"}'), "text-markup", "title.ko"),
        (title('{ko: "불법\ufffd촬영", en: "Filmed"}'), "text-lost", "title.ko"),
        (title('{ko: "????", en: "Filmed"}'), "text-lost", "title.ko"),
        (title('{ko: "불법촬영", en: "Donâ€™t"}'), "text-lost", "title.en"),
        (title('{ko: "불법촬영", en: "TODO"}'), "text-unwritten", "title.en"),
        (title('{ko: "번역 필요", en: "Filmed"}'), "text-unwritten", "title.ko"),
        (title('{ko: "불법촬영", en: "-"}'), "text-unwritten", "title.en"),
        (title('{ko: "Filmed without consent", en: "Filmed without consent"}'), "wrong-language", "title.ko"),
        (url("https://bit.ly/3abc"), "url-short", ".url"),
        (url("https://example.com/help"), "url-example", ".url"),
        (url("https://d4u.stop.or.kr."), "shape-url", ".url"),
        (url("https://d4u,stop.or.kr"), "shape-url", ".url"),
        (url("https://d4u.stop.or.kr@elsewhere.kr/"), "shape-url", ".url"),
        (url("https://192.168.0.1/"), "shape-url", ".url"),
        (mail("address: {ko: help.d4u.or.kr, en: help.d4u.or.kr}"), "email-form", ".address"),
        (mail("address: {ko: help@d4u.or.kr, en: halp@d4u.or.kr}"), "email-form", ".address"),
        (mail('url: "https://stop.or.kr"'), "email-form", ".kind"),
        (within(D4U, BOARD, '    - id: board\n      kind: board\n      number: "1366"'), "channel-url", ".kind"),
        (swap("interpreters: [en, zh]", "interpreters: [jp, zh]"), "language-unknown", "interpreters[0]"),
        (swap("interpreters: [en, zh]", "interpreters: [xx, zh]"), "language-unknown", "interpreters[0]"),
        (within(D4U, "  former_names:", '  former_numbers: ["112"]\n  former_names:'), "number-live", "former_numbers"),
        (within("retired:\n", "  numbers: [", '  numbers: ["112", '), "number-live", "numbers[0]"),
        (within(POLICE, "on: 2026-11-22", "on: 0206-11-22"), "date-old", "checked.on"),
        (swap("on: 2026-11-24", "on: 2062-11-24"), "edition-future", "edition.on"),
        (within(POLICE, CONFIDENCE, f"  closed_until: 2026-11-01\n{CONFIDENCE}"), "closed-over", "closed_until"),
        (within(POLICE, CONFIDENCE, f"  closed_until: 2206-11-01\n{CONFIDENCE}"), "closed-long", "closed_until"),
        (
            within(
                "- id: suicide-109\n", CONFIDENCE, f"  shelter: true\n  stops: {{ko: 101동 302호, en: a}}\n{CONFIDENCE}"
            ),
            "shelter-address",
            ".stops",
        ),
    ],
)
def test_it_is_found_at_its_field(edit: Edit, code: str, place: str, shipped_text: str, tmp_path: Path) -> None:
    problem, first = sensed(edit, code, shipped_text, tmp_path)
    assert place in problem.place
    assert problem.line
    assert -1 <= problem.line - first <= 2
    assert all(f"problem.{code}" in Texts.load().keys(language) for language in ("ko", "en"))


def test_a_place_pasted_twice_is_seen_by_its_name(shipped_text: str, tmp_path: Path) -> None:
    start = shipped_text.index(POLICE)
    end = shipped_text.index("\n- id:", start) + 1
    entry = shipped_text[start:end].replace("police-112", "police-113", 1)
    file = tmp_path / "resources.yaml"
    file.write_text(shipped_text[:end] + entry + shipped_text[end:], encoding="utf-8")
    assert [p.code for p in sense(load_located(file), DAY)] == ["same-name", "same-name"]


def test_hangul_in_pieces_is_read_as_if_it_were_whole(shipped_text: str) -> None:
    pieces = unicodedata.normalize("NFD", "불법촬영")
    assert loads(shipped_text.replace("불법촬영", pieces).encode()) == loads(shipped_text.encode())


@pytest.mark.parametrize(
    "expression",
    [
        "24/7",
        "00:00-24:00",
        "Mo-Fr 09:00-12:00, 13:00-18:00; PH off",
        "Mo-Fr 09:00-18:00, PH off",
        "Mo-Su 09:00-22:00; Sa-Su 10:00-18:00",
        "Mo-Fr 18:00-09:00",
        "Mo-Su 22:00-02:00",
        "Tu-Th unknown",
        "Mo-Fr 09:00-18:00; PH unknown",
        "Fr-Mo 09:00-18:00",
    ],
)
def test_hours_that_are_meant_are_taken(expression: str) -> None:
    assert hour_slip(expression) is None

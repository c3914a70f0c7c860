"""What comes off the printer: codes that phones read, every language drawn, nothing of the subject on neutral ones."""

import re
import subprocess
import sys
import zlib
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from click.testing import CliRunner, Result
from PIL import Image

from bot.answers.responder import Responder
from bot.cli.app import main
from bot.languages import Languages
from bot.printing.typesetting import fonts_of
from bot.sandbox.server import Sandbox
from tests.telegram.conftest import *  # noqa: F403  # `start`: the real bot against the sandbox

BOT = "gyeot_sandbox_bot"
SIZES = {"wallet": (210, 297), "leaflet": (168, 230), "poster": (317, 440)}  # mm, of the sheet with its cut marks
SUBJECT = re.compile(r"성|폭력|협박|영상|사진|딥페이크|sex|image|threat|violen|stalk|abuse", re.IGNORECASE)


def cards(folder: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["cards", "--bot", BOT, "-o", str(folder), "--lang", "en", *arguments])


def codes(picture: Path) -> list[str]:
    with Image.open(picture) as image:
        return [found.text for found in zxingcpp.read_barcodes(image.convert("L"))]


def pdf_text(file: Path) -> str:
    document = pypdfium2.PdfDocument(file)
    said = "\n".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return said.replace("\u2060", "")


def streams(file: Path) -> list[bytes]:
    found = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", file.read_bytes(), re.DOTALL)
    plain = []
    for stream in found:
        try:
            plain.append(zlib.decompress(stream))
        except zlib.error:
            plain.append(stream)
    return plain


@pytest.mark.parametrize(("sheet", "count"), [("wallet", 8), ("leaflet", 1), ("poster", 11)])
def test_every_code_on_a_sheet_is_read_and_leads_to_the_topic(tmp_path: Path, sheet: str, count: int) -> None:
    asked = ["--topic", "deepfake", "--region", "busan", "--language", "en"]
    assert cards(tmp_path, *asked, "--sheet", sheet, "--format", "png").exit_code == 0
    found = codes(tmp_path / f"{sheet}-deepfake-busan-en.png")
    assert found == [f"https://t.me/{BOT}?start=deepfake_busan_en"] * count


async def test_the_code_opens_the_topic_in_its_language(sandbox: Sandbox, start, tmp_path: Path) -> None:
    said = cards(tmp_path, "--topic", "deepfake", "--region", "busan", "--language", "en", "--format", "link").output
    person = sandbox.person("ko")
    await start()
    answer = await person.ask(f"/start {said.strip().partition('start=')[2]}")
    assert "it is not your fault" in answer["text"]
    assert "051-1366" in answer["text"]


@pytest.mark.parametrize("sheet", SIZES)
def test_a_sheet_is_vectors_in_printing_inks_with_its_fonts_in_it(tmp_path: Path, sheet: str) -> None:
    assert cards(tmp_path, "--topic", "grooming", "--language", "ko", "--sheet", sheet).exit_code == 0
    file = tmp_path / f"{sheet}-grooming-ko.pdf"
    document = pypdfium2.PdfDocument(file)
    size = tuple(round(side / 72 * 25.4) for side in document[0].get_size())
    assert (len(document), size) == (1, SIZES[sheet])
    document.close()
    everything = b"\n".join(streams(file))
    assert re.search(rb"/Subtype */Image", file.read_bytes()) is None
    assert re.search(rb"\d (?:rg|RG)\b", everything) is None  # red, green and blue are no inks
    assert re.search(rb"\d k\b|\d scn\b", everything) is not None
    assert b"NotoSansCJK" in file.read_bytes() + everything


def test_the_emergency_numbers_stand_on_every_sheet_and_the_edition_with_them(tmp_path: Path) -> None:
    assert cards(tmp_path, "--language", "ko", "--language", "en").exit_code == 0
    for file in tmp_path.glob("*.pdf"):
        said = pdf_text(file)
        assert all(number in said for number in ("112", "109", "1366")), file.name
        assert re.search(r"20\d\d-\d\d-\d\d", said), file.name


@pytest.mark.parametrize("language", sorted(Languages.load()))
def test_every_language_is_drawn_with_letters_of_its_own(tmp_path: Path, language: str) -> None:
    """A sign that none of the fonts has would be an empty box: fonts outside the list are not fallen back to."""
    assert cards(tmp_path, "--language", language, "--sheet", "leaflet").exit_code == 0
    (file,) = tmp_path.glob("*.pdf")
    fonts = b"\n".join([file.read_bytes(), *streams(file)])
    assert re.search(fonts_of(language)[0].replace(" ", "").encode(), fonts, re.IGNORECASE)
    said = pdf_text(file)
    assert "\ufffd" not in said
    assert "112" in said


@pytest.mark.parametrize("language", ["ko", "en"])
def test_a_neutral_sheet_says_nothing_of_the_subject_not_even_in_its_code(tmp_path: Path, language: str) -> None:
    assert cards(tmp_path, "--neutral", "--topic", "deepfake", "--language", language).exit_code == 0
    files = sorted(tmp_path.glob("*.pdf"))
    assert [f.name for f in files] == [f"{s}-neutral-{language}.pdf" for s in ("leaflet", "poster", "wallet")]
    for file in files:
        assert SUBJECT.search(pdf_text(file)) is None, file.name
    links = cards(tmp_path, "--neutral", "--topic", "deepfake", "--language", language, "--format", "link").output
    assert links.strip() == f"https://t.me/{BOT}?start={language}"


def test_a_sheet_for_migrants_names_the_lines_that_speak_the_language_and_who_has_not_read_it(
    tmp_path: Path, responder: Responder
) -> None:
    assert cards(tmp_path, "--language", "vi", "--sheet", "leaflet").exit_code == 0
    said = pdf_text(tmp_path / "leaflet-vi.pdf")
    assert "1577-1366" in said
    assert "베트남어 통역이 필요해요" in said
    assert "chưa được người bản ngữ" in said.replace("\r\n", " ")


def test_what_cannot_be_printed_is_said(tmp_path: Path) -> None:
    wrong = CliRunner().invoke(main, ["cards", "--bot", "no spaces", "-o", str(tmp_path), "--lang", "ko"])
    assert (wrong.exit_code, "사용자 이름" in wrong.output) == (1, True)
    unknown = cards(tmp_path, "--language", "xx")
    assert (unknown.exit_code, "xx" in unknown.output) == (1, True)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("missing", ["segno", "typst"])
def test_without_the_extra_a_link_is_made_and_printing_says_what_is_missing(tmp_path: Path, missing: str) -> None:
    """In a process of its own: what is imported already cannot be missed."""
    without = f"import sys; sys.modules[{missing!r}] = None; from bot.cli import main; main()"
    asked = ["cards", "--bot", BOT, "--language", "en", "--lang", "en", "-o", str(tmp_path / "cards")]
    for form, code, said in (("link", 0, "https://t.me/"), ("pdf", 1, "Error: ")):
        run = [sys.executable, "-c", without, *asked, "--format", form]
        done = subprocess.run(run, capture_output=True, text=True, timeout=60, check=False)
        assert (done.returncode, "Traceback" in done.stderr) == (code, False), done.stderr
        assert said in done.stdout + done.stderr


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_offline_pack_prints_whole(tmp_path: Path, language: str) -> None:
    file = tmp_path / "pack.pdf"
    result = CliRunner().invoke(main, ["export", "--format", "pdf", "--lang", language, "-o", str(file)])
    assert result.exit_code == 0, result.output
    said = pdf_text(file)
    assert all(number in said for number in ("112", "109", "1366", "1577-1366", "02-735-8994"))
    assert len(re.findall(r"\d+/\d+", said)) >= 15

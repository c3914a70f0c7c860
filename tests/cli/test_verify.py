"""`gyeot verify`: one stamp a call, true as far as a machine can tell, written into its own line."""

from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from bot.directory import load
from bot.directory.hours import SEOUL

SHIPPED = Path(__file__).parents[2] / "resources.yaml"
TODAY = f"{datetime.now(SEOUL).date()}"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "resources.yaml"
    path.write_bytes(SHIPPED.read_bytes())
    return path


def run(file: Path, *arguments: str, lang: str = "en") -> Result:
    return CliRunner().invoke(main, ["verify", *arguments, "--directory", str(file), "--lang", lang])


def refused(file: Path, *arguments: str, lang: str = "en") -> str:
    before = file.read_bytes()
    result = run(file, *arguments, lang=lang)
    assert result.exit_code != 0
    assert "Traceback" not in result.output
    assert file.read_bytes() == before
    return result.output


def stamps(file: Path) -> dict[str, str]:
    found = {f"{r.id} {c.id}": c.checked for r in load(file).resources for c in r.channels}
    return {key: f"{checked.on} {checked.by} {checked.how}" for key, checked in found.items()}


def test_a_call_is_stamped_and_the_line_is_shown(file: Path) -> None:
    before = stamps(file)
    result = run(file, "ksvrc", "phone", "--by", "곁 모임", "--how", "called")
    assert result.exit_code == 0, result.output
    after = stamps(file)
    assert after.pop("ksvrc phone") == f"{TODAY} 곁 모임 called"
    before.pop("ksvrc phone")
    assert after == before, "no other stamp has changed"
    shown = result.output.splitlines()
    line = int(shown[0].rpartition(":")[2])
    assert shown[2].removeprefix("+ ") == file.read_text(encoding="utf-8").splitlines()[line - 1]
    assert shown[1].startswith("-")


def test_several_channels_are_never_stamped_at_once(file: Path) -> None:
    said = refused(file, "ksvrc", "--by", "Kim's desk", "--how", "called")
    assert "gyeot verify ksvrc phone --by 'Kim'\"'\"'s desk' --how called" in said
    assert "gyeot verify ksvrc web" in said


def test_the_only_channel_needs_no_name_and_laws_have_none(file: Path) -> None:
    only = next(r for r in load(file).resources if len(r.channels) == 1 and r.channels[0].kind == "phone")
    assert run(file, only.id, "--by", "Moim", "--how", "called").exit_code == 0
    assert run(file, "deepfake", "--by", "Moim", "--how", "public source").exit_code == 0
    law = next(law for law in load(file).laws if law.id == "deepfake")
    assert f"{law.checked.on}" == TODAY
    assert "no channels" in refused(file, "deepfake", "phone", "--by", "Moim", "--how", "public source")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["polic-112", "--by", "a", "--how", "called"], "police-112"),
        (["ksvrc", "fax", "--by", "a", "--how", "called"], "gyeot verify ksvrc web"),
        (["ksvrc", "phone", "--by", "a", "--how", "phoned"], "'called'"),
        (["ksvrc", "phone", "--how", "called"], "--by"),
        (["ksvrc", "phone", "--by", "  ", "--how", "called"], "--by"),
        (["ksvrc", "phone", "--by", "a\nb", "--how", "called"], "--by"),
        (["ksvrc", "phone", "--by", "a", "--how", "called", "--on", "2099-01-01"], "2099-01-01"),
        (["ksvrc", "phone", "--by", "a", "--how", "called", "--on", "2020-01-01"], "newer stamp"),
        (["ksvrc", "phone", "--by", "a", "--how", "called", "--on", "soon"], "soon"),
        (["ksvrc", "web", "--by", "a", "--how", "called"], "no phone"),
        (["police-112", "phone", "--by", "a", "--how", "called"], "never dialled"),
        (["suicide-109", "phone", "--by", "a", "--how", "called"], "never dialled"),
    ],
)
def test_a_stamp_that_cannot_be_true_is_refused(file: Path, arguments: list[str], said: str) -> None:
    assert said in refused(file, *arguments)


def test_it_speaks_korean(file: Path) -> None:
    assert "아직 오지 않은 날" in refused(
        file, "ksvrc", "phone", "--by", "a", "--how", "called", "--on", "2099-01-01", lang="ko"
    )


def test_reading_a_page_is_not_calling_and_it_says_so(file: Path) -> None:
    assert "public source" in run(file, "ksvrc", "phone", "--by", "a", "--how", "public source").output
    assert "If you called" in run(file, "ksvrc", "phone", "--by", "a", "--how", "public source").output


def test_a_faulty_file_is_not_stamped(file: Path) -> None:
    file.write_text(file.read_text(encoding="utf-8").replace("kind: phone", "kind: fax", 1), encoding="utf-8")
    assert "resources.yaml:" in refused(file, "ksvrc", "phone", "--by", "a", "--how", "called")

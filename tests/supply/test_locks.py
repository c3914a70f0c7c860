"""What is installed is what was pinned: every line has its hashes, pip insists on them, an audit says what it knows."""

import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.supply import audit, sbom

ROOT = Path(__file__).parents[2]
LOCKS = sorted(ROOT.glob("requirements*.lock"))
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")


def pins(lock: Path) -> list[str]:
    """Each requirement with its hashes on one line; comments left out."""
    lines = re.sub(r"^ *#.*$", "", lock.read_text(), flags=re.MULTILINE).replace("\\\n", " ").splitlines()
    return [line for line in lines if line.strip()]


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.stem)
def test_every_pin_is_one_version_with_its_hashes(lock: Path) -> None:
    for pin in pins(lock):
        assert re.match(r"[A-Za-z0-9._-]+(\[[a-z,]+\])?==[^ ;]+ ", pin), pin[:60]
        assert HASH.search(pin), pin[:60]
    assert "//" not in lock.read_text()  # no address of anywhere
    assert not re.search(r"^-", lock.read_text(), re.MULTILINE)


def test_all_locks_are_audited_and_installed_with_their_hashes_only() -> None:
    assert [lock.name for lock in LOCKS] == sorted(audit.LOCKS)
    files = [ROOT / "Makefile", *ROOT.glob("Dockerfile*"), ROOT / ".ci/run"]
    installs = [line for f in files for line in f.read_text().splitlines() if re.search(r"install.*-r ", line)]
    assert installs
    assert all("--require-hashes" in line for line in installs)


def test_pip_refuses_a_package_that_was_changed(tmp_path: Path) -> None:
    wheel = tmp_path / "changed-1-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as package:
        package.writestr("changed-1.dist-info/METADATA", "Metadata-Version: 2.1\nName: changed\nVersion: 1\n")
        package.writestr("changed-1.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        package.writestr("changed-1.dist-info/RECORD", "")
    lock = tmp_path / "requirements.lock"
    lock.write_text(f"changed==1 --hash=sha256:{'0' * 64}\n")
    pip = [sys.executable, "-m", "pip", "--isolated", "--disable-pip-version-check", "install", "--no-index"]
    options = ["--find-links", str(tmp_path), "--target", str(tmp_path / "out"), "--require-hashes", "-r", str(lock)]
    run = subprocess.run([*pip, *options], capture_output=True, text=True, check=False)
    assert run.returncode != 0
    assert "DO NOT MATCH THE HASHES" in run.stderr


def answering(folder: Path, report: object, code: int = 0) -> list[str]:
    """A tool in pip-audit's place that says this."""
    tool = folder / "tool.py"
    tool.write_text(f"import sys; print({json.dumps(report)!r}); sys.exit({code})")
    return ["--tool", sys.executable, str(tool)]


SKIPPED = {"name": "a", "skip_reason": "not found"}
CLEAN = {"name": "b", "version": "1", "vulns": []}
BAD = {"name": "c", "version": "2", "vulns": [{"id": "GHSA-0000", "fix_versions": ["3"]}]}


@pytest.mark.parametrize(
    ("packages", "code", "strict", "said"),
    [
        ([SKIPPED, SKIPPED], 0, 1, "NOT AUDITED"),
        ([SKIPPED, CLEAN], 0, 1, "NOT FULLY AUDITED: the service knew 1 of 2"),
        ([CLEAN], 0, 0, "no known vulnerability in 1 packages"),
        ([CLEAN, BAD], 1, 1, "c 2 GHSA-0000"),
        ([SKIPPED, BAD], 1, 1, "c 2 GHSA-0000"),
        ([], 0, 1, "NOT AUDITED"),
    ],
)
def test_an_audit_calls_clean_only_what_was_looked_up(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], packages: list[object], code: int, strict: int, said: str
) -> None:
    tool = answering(tmp_path, {"dependencies": packages}, int(BAD in packages))
    assert audit.main([str(ROOT / "requirements.lock"), *tool]) == code
    assert said in capsys.readouterr().out
    assert audit.main([str(ROOT / "requirements.lock"), "--strict", *tool]) == strict


def test_an_audit_that_fails_is_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tool = tmp_path / "tool.py"
    tool.write_text("raise SystemExit('no way out')")
    assert audit.main([str(ROOT / "requirements.lock"), "--tool", sys.executable, str(tool)]) == 0
    assert "NOT AUDITED" in capsys.readouterr().out


def test_the_bill_of_materials_is_valid_and_is_the_locks(tmp_path: Path) -> None:
    text = sbom.write(tmp_path / "sbom.json").read_text()  # the tool itself checks it against the schema
    found = json.loads(text)
    assert (found["bomFormat"], found["metadata"]["component"]["name"]) == ("CycloneDX", "gyeot")
    names = {f"{c['name']}=={c['version']}" for c in found["components"]}
    runs = [ROOT / name for name in sbom.LOCKS]
    assert names == {re.split(r"[ ;]", pin)[0].split("[")[0] for lock in runs for pin in pins(lock)}
    assert all(c["externalReferences"][0]["hashes"] for c in found["components"])
    for part in (str(ROOT), str(Path.home()), "file:", str(tmp_path)):
        assert part not in text

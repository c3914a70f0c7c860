"""`gyeot fmt`: one layout; what the file says and every comment stay."""

import random
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from bot.directory.formatting import comments, formatted
from bot.directory.loading import loads

SHIPPED = Path(__file__).parents[2] / "resources.yaml"
SMALL = """\
# top
numbers:
    - {ko: "가",   en: 'b'}   # right


    # above
    - text: 02-735-8994


number: 112
old:   [ a,b ]
long: "one
  line"
"""


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["fmt", *arguments, "--lang", "en"])


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "resources.yaml"
    path.write_bytes(SHIPPED.read_bytes())
    return path


def test_twice_is_as_good_as_once_and_nothing_is_said_otherwise(file: Path) -> None:
    before = file.read_text(encoding="utf-8")
    assert run(str(file)).exit_code == 0
    after = file.read_text(encoding="utf-8")
    assert formatted(after) == after
    assert loads(after.encode()) == loads(before.encode())
    assert sorted(comments(after)) == sorted(comments(before))
    assert before.count("#") == after.count("#")


def test_what_is_laid_out_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "small.yaml"
    file.write_text(formatted(SMALL), encoding="utf-8")
    before = file.stat()
    assert "laid out already" in run(str(file)).output
    assert file.stat().st_ino == before.st_ino


def test_the_shipped_file_is_laid_out() -> None:
    assert run(str(SHIPPED), "--check").exit_code == 0, "run: gyeot fmt resources.yaml"


def test_check_writes_nothing_and_names_the_lines(tmp_path: Path) -> None:
    file = tmp_path / "small.yaml"
    file.write_text(SMALL, encoding="utf-8")
    result = run(str(file), "--check")
    assert result.exit_code == 1
    assert f"{file}:5" in result.output
    assert file.read_text(encoding="utf-8") == SMALL
    assert run(str(file)).exit_code == 0
    assert run(str(file), "--check").exit_code == 0


def test_what_it_sets_and_what_it_leaves() -> None:
    made = formatted(SMALL.replace("\n", "  \r\n").replace("one  \r", "one\r"))
    assert "\r" not in made
    assert all(line == line.rstrip() for line in made.splitlines())
    assert "\n\n\n" not in made
    assert "\n    - {ko: \"가\",   en: 'b'}   # right\n" in made, "indents and inner blanks are the editor's"
    assert "text: 02-735-8994" in made
    assert 'number: "112"' not in made, "a number that YAML takes for a sum is a fault for `gyeot check` to name"
    assert sorted(comments(made)) == ["# above", "# right", "# top"]


def test_numbers_written_bare_get_quotes() -> None:
    assert formatted('a:\n- number: 02-735-8994\n  former_numbers: [02-1-1, "3"]\n') == (
        'a:\n- number: "02-735-8994"\n  former_numbers: ["02-1-1", "3"]\n'
    )


def test_odd_edits_keep_what_is_said() -> None:
    """Blanks, blank lines, comments and line ends put in at random, as hands and editors do."""
    text = SHIPPED.read_text(encoding="utf-8")
    start = text.index("\nretired:") + 1
    lines, chance = text[start:].split("\n"), random.Random(7)
    for round in range(8):
        odd = []
        for line in lines:
            odd.append(line + (" " * 3 if line and chance.random() < 0.2 else ""))
            if chance.random() < 0.1:
                odd.append(chance.choice(["", "", "# note", "  # note"]))
        given = chance.choice(["\n", "\r\n"]).join(odd)
        made = formatted(given)
        assert formatted(made) == made, round
        assert sorted(comments(made)) == sorted(comments(given.replace("\r\n", "\n"))), round


def test_a_file_that_is_no_yaml_is_named_at_its_line(file: Path) -> None:
    before = "edition:\n\ton: 2026\n"
    file.write_text(before, encoding="utf-8")
    result = run(str(file))
    assert result.exit_code == 1
    assert "resources.yaml:2" in result.output
    assert "Traceback" not in result.output
    assert file.read_text(encoding="utf-8") == before

"""`gyeot check` as an editor, a hook and a workflow call it: what it prints, and how it ends."""

import json
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from bot.cli import main
from bot.cli.app import COMMANDS
from bot.cli.check import SHOWN, annotation, first_of_each
from bot.directory.problems import Level, Problem
from bot.texts import Texts

ROOT = Path(__file__).parents[2]
SHIPPED = (ROOT / "resources.yaml").read_text(encoding="utf-8")


def check(*arguments: str) -> tuple[int, list[str]]:
    result = CliRunner().invoke(main, ["check", *arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result.exit_code, result.output.splitlines()


def test_the_shipped_file_is_served_with_warnings_only() -> None:
    run = [sys.executable, "-m", "bot", "check", "resources.yaml", "--lang", "en"]
    done = subprocess.run(run, cwd=ROOT, capture_output=True, text=True, timeout=180, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    *_, summary, seen, sentences = done.stdout.splitlines()
    assert sentences.startswith("Sentences: ko ")
    assert re.match(r"resources\.yaml: .*\d+ places.*[Ww]arnings", summary)
    assert re.search(r"[\d,]{5,} combinations", seen)
    assert re.search(r"ko (\d+)/\1, en \1/\1", seen)


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two sentences that are never said, on a line each."""
    file = tmp_path_factory.mktemp("check") / "resources.yaml"
    broken = SHIPPED.replace('en: "I am sorry this happened to you;', 'en: "You are so brave;', 1)
    file.write_text(broken.replace('title: {ko: "불법촬영",', 'title: {ko: "몰카",', 1), encoding="utf-8")
    return file


def test_a_workflow_marks_each_problem_at_its_line(faulty: Path) -> None:
    code, said = check(str(faulty), "--lang", "ko", "--format", "github")
    assert code == 1
    errors = [x for x in said if x.startswith("::error ")]
    lines = faulty.read_text(encoding="utf-8").split("\n")
    line = next(i for i, text in enumerate(lines, 1) if "몰카" in text and "title" in text)
    assert len(errors) == 2
    assert all(re.match(r"::error file=[^,:]+resources\.yaml,line=\d+,col=\d+::situations\.", x) for x in errors)
    (word,) = [x for x in errors if "몰카" in x]
    assert f",line={line}," in word
    assert "situations.[illegal-filming].title.ko: " in word
    assert "불법촬영" in word, "what to write instead"
    assert any("brave" in x for x in errors)
    assert [x for x in said if x.startswith("::warning ")]


def test_what_a_workflow_reads_is_escaped() -> None:
    problem = Problem("unknown-field", "a", 3, 7, {"name": "100%\r\n::error ::", "near": ""})
    line = annotation(problem, Path("/x/a,b:c.yaml"), Texts.load(), "en")
    head, _, said = line.removeprefix("::error ").partition("::")
    assert head == "file=/x/a%2Cb%3Ac.yaml,line=3,col=7"
    assert "100%25%0D%0A::error ::" in said
    assert "\n" not in line
    for level, name in ((Level.WARNING, "warning"), (Level.NOTE, "notice")):
        said = annotation(Problem("date", level=level, file=Path("b.po")), Path("a.yaml"), Texts.load(), "ko")
        assert said.startswith(f"::{name} file=b.po,line=1::")


def test_one_warning_is_not_lost_among_fifty() -> None:
    many = tuple(Problem("button-label", level=Level.WARNING, line=i) for i in range(50))
    one = Problem("page-long", level=Level.WARNING)
    errors = tuple(Problem("date", line=i) for i in range(50))
    shown = first_of_each((*errors, *many, one))
    assert shown == [*errors, *many[:SHOWN], one]


def test_every_problem_can_be_said_in_every_language() -> None:
    texts = Texts.load()
    params = dict.fromkeys(re.findall(r"\{(\w+)\}", "".join(texts(k, "en") for k in texts.keys("en"))), "x")
    codes = [key for key in texts.keys("en") if key.startswith("problem.")]
    assert len(codes) > 100
    for code in codes:
        for language in ("ko", "en"):
            assert texts(code, language, **params)


def commands(text: str) -> list[list[str]]:
    """Every call of gyeot in a file of a hook or a workflow, as words."""
    return [shlex.split(x) for x in re.findall(r"(?:\.venv/bin/)?gyeot [a-z]+[^\n>]*", text)]


FILES = (".pre-commit-config.yaml", ".pre-commit-hooks.yaml", ".github/workflows/check.yml")


@pytest.mark.parametrize("name", FILES)
def test_hooks_and_workflows_call_what_there_is(name: str) -> None:
    text = "\n".join(
        x for x in (ROOT / name).read_text(encoding="utf-8").split("\n") if "name:" not in x and "#" not in x[:1]
    )
    assert yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))
    called = [words for words in commands(text) if words[0].endswith("gyeot")]
    assert called
    for _, command, *options in called:
        if command not in COMMANDS:
            continue
        help = CliRunner().invoke(main, [command, "--help"]).output
        for option in options:
            assert not option.startswith("--") or option in help, f"{name}: {command} {option}"
    assert any(words[1] == "check" for words in called)


def test_a_hook_runs_on_the_files_it_is_for() -> None:
    (repository,) = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))["repos"]
    files = {hook["id"]: hook["files"] for hook in repository["hooks"]}
    assert re.search(files["gyeot-check"], "resources.yaml")
    assert re.search(files["gyeot-check"], "locales/ko/phrases.yaml")
    assert not re.search(files["gyeot-check"], "bot/cli/check.py")
    (shared,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert re.search(shared["files"], "data/resources.yaml")


def test_the_workflow_is_pinned_and_may_do_little() -> None:
    flow = yaml.safe_load((ROOT / ".github/workflows/check.yml").read_text(encoding="utf-8"))
    steps = [step for job in flow["jobs"].values() for step in job["steps"]]
    assert all(re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", step["uses"]) for step in steps if "uses" in step)
    assert flow["permissions"] == {"contents": "read"}
    assert flow["jobs"]["note"]["permissions"] == {"contents": "read", "pull-requests": "write"}
    run = "\n".join(step.get("run", "") for step in steps)
    assert "${{" not in run, "what others typed must not become a part of a command"
    assert "--format github" in run
    targets = re.findall(r"make (\S+)", run)
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8").replace("$(VENV)", ".venv")
    assert all(re.search(rf"^{re.escape(target)}:", makefile, re.MULTILINE) for target in targets)


def test_editors_find_the_schema() -> None:
    first = SHIPPED.split("\n", 1)[0]
    found = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first)
    assert found is not None
    assert json.loads((ROOT / found[1]).read_text(encoding="utf-8"))["properties"]["resources"]

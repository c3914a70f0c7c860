"""The terminal: the same answer as on Telegram, and lines for machines."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli import main

KEYS = {"language", "kind", "urgent", "situations", "sure", "needs", "audience", "resources", "text", "buttons"}


def run(*arguments: str, given: str | None = None) -> str:
    result = CliRunner().invoke(main, list(arguments), input=given)
    assert result.exit_code == 0, result.output
    return result.output


def test_a_question_gets_places_steps_and_buttons() -> None:
    said = run("ask", "딥페이크 피해를 당했어요")
    assert "1366" in said
    assert "[지우기]" in said


def test_the_clock_decides_what_is_open() -> None:
    by_day = run("ask", "무료 변호사 상담 받고 싶어요", "--now", "2026-11-24 10:00")
    at_night = run("ask", "무료 변호사 상담 받고 싶어요", "--now", "2026-11-24 03:00")
    assert by_day != at_night
    assert "닫혀 있어요" in at_night


def test_why_names_what_was_understood() -> None:
    said = run("ask", "--why", "--lang", "en", "someone made a deepfake of me, i am 16")
    assert "situation: deepfake" in said
    assert "audience: minor" in said


def test_lines_in_lines_out_in_order() -> None:
    asked = [
        {"text": "he threatens to send my nudes to my family", "language_code": "en"},
        {"text": "죽고 싶어요"},
        {"text": "고마워요", "language_code": "ko"},
    ]
    said = run("ask", "--jsonl", given="\n".join(json.dumps(line, ensure_ascii=False) for line in asked) + "\n")
    answers = [json.loads(line) for line in said.splitlines()]
    assert [set(a) for a in answers] == [KEYS] * 3
    assert answers[0]["language"] == "en"
    assert answers[0]["situations"][0] == "sextortion"
    assert len(answers[0]["situations"]) <= 3
    assert answers[1]["urgent"] == "suicide"
    assert answers[1]["resources"][0] == "suicide-109"
    assert answers[2]["kind"] == "meta"
    assert all(isinstance(label, str) for row in answers[0]["buttons"] for label in row)


def test_a_line_that_is_none_is_named() -> None:
    result = CliRunner().invoke(main, ["ask", "--jsonl"], input='{"text": "a"}\n{"txt": 1}\n')
    assert result.exit_code != 0
    assert "line 2" in result.output


def test_a_broken_directory_is_reported_at_its_line(tmp_path: Path) -> None:
    broken = tmp_path / "resources.yaml"
    broken.write_text("edition:\n\ton: 2026-11-24\n", encoding="utf-8")
    result = CliRunner().invoke(main, ["ask", "딥페이크", "--directory", str(broken)], env={"LC_ALL": "ko_KR.UTF-8"})
    assert result.exit_code != 0
    assert "resources.yaml:2" in result.output
    assert "탭" in result.output
    assert "Traceback" not in result.output


@pytest.mark.parametrize("token", [None, "not-a-token"])
def test_run_refuses_in_plain_words_without_a_token(
    token: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    environment = {"LC_ALL": "en_GB.UTF-8", "GYEOT_TOKEN": token}
    result = CliRunner().invoke(main, ["run"], env=environment)
    assert result.exit_code == 1
    assert "GYEOT_TOKEN" in result.output
    assert token is None or token not in result.output

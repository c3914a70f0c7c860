"""Languages are data: a folder is a language, its example in the docs is one, and nothing in the code names one."""

import ast
import re
import shutil
from pathlib import Path

import pytest
import yaml
from pydantic import ValidationError

from bot.answers.responder import Responder
from bot.directory import load
from bot.directory.base import Text
from bot.languages import Language, Languages
from tests.test_pseudo import NOW, ROOT, pseudo

# What checks or measures the texts in the two languages that have to be there.
MEASURING = {"pagecheck.py", "linting.py"}


def test_no_language_is_named_in_what_decides() -> None:
    tags = set(Languages.load())
    for room in ("answers", "understanding", "telegram"):
        for path in (ROOT / "bot" / room).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Constant) and node.value in tags - {"id"}:
                    assert path.name in MEASURING, f"{path}:{node.lineno} names {node.value}"


def test_the_examples_in_the_docs_are_languages() -> None:
    found = re.findall(r"```yaml\n(.*?)```", (ROOT / "docs/translating.md").read_text("utf-8"), re.DOTALL)
    assert len(found) == 2
    for example in found:
        assert Language.model_validate(yaml.safe_load(example)).name == "Tiếng Việt"


def test_every_field_of_a_language_is_explained() -> None:
    text = (ROOT / "docs/translating.md").read_text("utf-8")
    for field in (*Language.model_fields, *Language.model_fields["written"].annotation.__args__[0].model_fields):
        assert text.count(f"{field}:") >= 2, field


@pytest.mark.parametrize("content", [{"name": ""}, {"name": "X", "letters": "a"}, {"name": "X", "answers": "some"}])
def test_a_file_with_a_fault_is_refused(content: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        Language.model_validate(content)


def test_a_language_half_there_is_spoken_and_says_what_is_english(tmp_path: Path) -> None:
    """Two sentences translated, nothing of the directory: the rest is English and says so, line by line."""
    locales = tmp_path / "locales"
    shutil.copytree(ROOT / "locales", locales)
    (locales / "de" / "LC_MESSAGES").mkdir(parents=True)
    (locales / "de" / "language.yaml").write_text("name: Deutsch\nanswers: everything\ncodes: [de]\n", "utf-8")
    head = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'
    lines = (
        'msgid "first.found"\nmsgstr "Das habe ich gefunden."\n\nmsgid "text.fallback"\nmsgstr "({language}) {text}"\n'
    )
    (locales / "de" / "LC_MESSAGES" / "bot.po").write_text(head + lines, "utf-8")
    responder = Responder.of(load(ROOT / "resources.yaml"), locales)
    message = responder.to_start("deepfake", language_code="de", chosen=None, now=NOW)
    assert message.language == "de"
    assert message.plain.startswith("Das habe ich gefunden.\n(Englisch) Scroll down")
    page = load(ROOT / "resources.yaml").situations[0]
    assert f"(Englisch) {page.acknowledge.en}" in message.plain
    assert "Deutsch" in [
        b.text
        for row in responder.to_command("language", language_code="de", chosen=None, now=NOW).buttons
        for b in row
    ]


def test_pseudo_keeps_gaps() -> None:
    assert pseudo("Copy {number}") == "⟦Çópý {number}~~~~~⟧"


def test_a_text_of_the_directory_may_be_in_any_language_but_not_in_a_slip_of_the_pen() -> None:
    assert Text.model_validate({"ko": "가", "en": "a", "zh-Hant": "甲"}).languages == ("ko", "en", "zh-Hant")
    for slip in ({"Vietnamese": "x"}, {"vi": ""}, {"ko_note": "x"}):
        with pytest.raises(ValidationError):
            Text.model_validate({"ko": "가", "en": "a", **slip})


def test_a_caption_in_another_language_is_answered_in_it_and_what_is_english_says_so(responder: Responder) -> None:
    message = responder.to_attachment(
        "photo", caption="họ đăng ảnh này của tôi lên mạng", language_code="vi", chosen=None, now=NOW
    )
    assert message.language == "vi"
    assert "(Tiếng Anh) Please keep the image" in message.plain

"""The profile a stranger sees: read first, written only where it differs, neutral."""

import asyncio
from pathlib import Path

import pytest
from click.testing import CliRunner
from pydantic import SecretStr

from bot.answers.wording import wordings
from bot.cli import main
from bot.languages import Languages
from bot.sandbox.profile import LONGEST
from bot.sandbox.server import Sandbox
from bot.settings import TelegramSettings
from bot.telegram.profile import COMMANDS, TEXTS, farewell, sync
from bot.texts import Texts

LANGUAGES = Languages.load()


async def test_it_looks_first_writes_what_differs_and_then_nothing(sandbox: Sandbox) -> None:
    settings = TelegramSettings(token=SecretStr(sandbox.token), api_url=sandbox.base_url)
    texts = Texts.load()

    planned = await sync(settings, texts, LANGUAGES)
    assert {change.field for change in planned} == {"name", "description", "short-description", "commands"}
    assert not any(method.startswith("setMy") for method, _ in sandbox.requests)

    assert await sync(settings, texts, LANGUAGES, apply=True) == planned
    before = len([1 for method, _ in sandbox.requests if method.startswith("setMy")])
    assert await sync(settings, texts, LANGUAGES, apply=True) == []
    assert len([1 for method, _ in sandbox.requests if method.startswith("setMy")]) == before


async def test_each_language_has_what_its_catalogue_has_under_the_code_that_telegram_knows(sandbox: Sandbox) -> None:
    settings = TelegramSettings(token=SecretStr(sandbox.token), api_url=sandbox.base_url)
    texts = Texts.load()
    planned = await sync(settings, texts, LANGUAGES)
    codes = {change.language for change in planned}
    assert {"", "ko", "vi", "zh", "tl", "ar"} <= codes, "fil is known to Telegram as tl, zh-Hans as zh"
    assert all(len(code) in (0, 2) for code in codes)
    for code in codes - {"", "ko"}:
        fields = {change.field for change in planned if change.language == code}
        assert fields == {"description", "short-description"}, "the name and the menu stay those of all others"


async def test_one_text_that_somebody_changed_by_hand_is_the_only_one_written(sandbox: Sandbox) -> None:
    settings = TelegramSettings(token=SecretStr(sandbox.token), api_url=sandbox.base_url)
    texts = Texts.load()
    await sync(settings, texts, LANGUAGES, apply=True)
    sandbox.requests.clear()
    sandbox.profile.texts["description", "vi"] = "by hand"
    assert [(c.field, c.language) for c in await sync(settings, texts, LANGUAGES, apply=True)] == [
        ("description", "vi")
    ]
    assert [method for method, _ in sandbox.requests if method.startswith("setMy")] == ["setMyDescription"]


def test_no_word_of_the_matter_stands_in_the_profile() -> None:
    texts = Texts.load()
    for language in (*texts.languages, *texts.bridges):
        keys = [f"profile.{field}" for field in TEXTS] + [f"command.{name}" for name in COMMANDS]
        for said in (texts(key, language) for key in keys if key in texts.keys(language)):
            assert all(wordings()[words].tells(said) is None for words in wordings())


@pytest.mark.parametrize(("key", "field"), [("description", "description"), ("short-description", "short_description")])
def test_what_telegram_limits_fits_in_every_language(key: str, field: str) -> None:
    texts = Texts.load()
    for language in (*texts.languages, *texts.bridges):
        assert len(texts(f"profile.{key}", language)) <= LONGEST[field]


def test_without_a_token_the_command_says_what_to_do(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("GYEOT_TOKEN", raising=False)
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, ["profile", "sync"])
    assert result.exit_code == 1
    assert "GYEOT_TOKEN" in result.output


async def test_a_bot_that_stops_leaves_the_numbers_that_go_on_answering_in_every_place(sandbox: Sandbox) -> None:
    settings, texts = TelegramSettings(token=SecretStr(sandbox.token), api_url=sandbox.base_url), Texts.load()
    await sync(settings, texts, LANGUAGES, apply=True)
    name = sandbox.profile.texts.get(("name", ""))
    await farewell(settings, texts, LANGUAGES, "112 · 109 · 1366", apply=True)
    assert sandbox.profile.texts.get(("name", "")) == name
    described = {key: said for key, said in sandbox.profile.texts.items() if key[0] != "name"}
    assert {"", "ko", "vi", "ar"} <= {language for _, language in described}
    assert all("112 · 109 · 1366" in said for said in described.values())
    assert await farewell(settings, texts, LANGUAGES, "112 · 109 · 1366") == []


async def test_the_last_message_is_shown_before_it_is_written(
    sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("GYEOT_TOKEN", sandbox.token)
    monkeypatch.setenv("GYEOT_API_URL", sandbox.base_url)
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    monkeypatch.chdir(tmp_path)
    result = await asyncio.to_thread(CliRunner().invoke, main, ["profile", "farewell"])
    assert result.exit_code == 0, result.output
    assert "112 · 109 · 1366" in result.output
    assert not any(method.startswith("setMy") for method, _ in sandbox.requests)

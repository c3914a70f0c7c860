"""The profile a stranger sees: read first, written only where it differs, neutral."""

from pydantic import SecretStr

from bot.sandbox.server import Sandbox
from bot.settings import TelegramSettings
from bot.telegram.profile import COMMANDS, sync
from bot.texts import Texts


async def test_it_looks_first_writes_what_differs_and_then_nothing(sandbox: Sandbox) -> None:
    settings = TelegramSettings(token=SecretStr(sandbox.token), api_url=sandbox.base_url)
    texts = Texts.load()

    planned = await sync(settings, texts, texts.languages)
    assert {change.field for change in planned} == {"name", "description", "short-description", "commands"}
    assert {change.language for change in planned} == {"", "ko"}
    assert not any(method.startswith("setMy") for method, _ in sandbox.requests)

    assert await sync(settings, texts, texts.languages, apply=True) == planned
    before = len([1 for method, _ in sandbox.requests if method.startswith("setMy")])
    assert await sync(settings, texts, texts.languages, apply=True) == []
    assert len([1 for method, _ in sandbox.requests if method.startswith("setMy")]) == before


def test_no_word_of_the_matter_stands_in_the_profile() -> None:
    texts = Texts.load()
    for language in texts.languages:
        said = [texts(f"profile.{field}", language) for field in ("name", "description", "short-description")]
        said += [texts(f"command.{name}", language) for name in COMMANDS]
        for word in ("성폭력", "성범죄", "피해", "딥페이크", "불법", "sexual", "abuse", "crime", "deepfake", "victim"):
            assert not any(word in line.lower() for line in said)

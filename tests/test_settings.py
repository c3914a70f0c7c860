"""Settings: checked at start, frozen, and never printed."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from pydantic import ValidationError

from bot.cli import main
from bot.settings import (
    CLASSES,
    SettingsError,
    described,
    directory_path,
    log_settings,
    metrics_settings,
    store_settings,
    telegram_settings,
    webhook_settings,
)

TOKEN = "1234567890:" + "AbC-d_e" * 5
CANARY = "canary-7731"


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for variable, _, _ in described("en"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.delenv("CREDENTIALS_DIRECTORY", raising=False)


def test_the_defaults_reach_telegram_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GYEOT_TOKEN", TOKEN)
    assert telegram_settings().api_url == "https://api.telegram.org"
    assert store_settings().database_url.startswith("sqlite+aiosqlite:///")
    assert log_settings().log_level == "INFO"
    assert metrics_settings().metrics_port is None


@pytest.mark.parametrize("given", ["http://127.0.0.1:9/bot", "http://127.0.0.1:9/bot/", "http://127.0.0.1:9/"])
def test_the_address_may_end_in_bot_or_not(monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    monkeypatch.setenv("GYEOT_TOKEN", TOKEN)
    monkeypatch.setenv("GYEOT_API_URL", given)
    assert telegram_settings().api_url == "http://127.0.0.1:9"


@pytest.mark.parametrize(
    ("variable", "value", "code"),
    [
        ("GYEOT_TOKEN", CANARY, "token-shape"),
        ("GYEOT_TOKEN", "", "missing"),
        ("GYEOT_API_URL", f"ftp://{CANARY}", "url"),
    ],
)
def test_a_fault_names_the_variable_and_never_the_value(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str, code: str
) -> None:
    monkeypatch.setenv("GYEOT_TOKEN", TOKEN)
    monkeypatch.setenv(variable, value)
    with pytest.raises(SettingsError) as error:
        telegram_settings()
    assert error.value.faults == [(variable, code)]
    assert CANARY not in repr(error.value)
    assert error.value.__cause__ is None


@pytest.mark.parametrize(
    ("variable", "value", "code"),
    [
        ("GYEOT_WEBHOOK_SECRET", "short", "secret-shape"),
        ("GYEOT_WEBHOOK_SECRET", "한" * 20, "secret-shape"),
        ("GYEOT_WEBHOOK_URL", "example.org", "url"),
        ("GYEOT_PORT", "many", "value"),
        ("GYEOT_PORT", "70000", "value"),
        ("GYEOT_HOST", "a b", "value"),
    ],
)
def test_faults_of_the_webhook(monkeypatch: pytest.MonkeyPatch, variable: str, value: str, code: str) -> None:
    monkeypatch.setenv("GYEOT_WEBHOOK_URL", "https://example.org/hook")
    monkeypatch.setenv(variable, value)
    with pytest.raises(SettingsError) as error:
        webhook_settings()
    assert error.value.faults == [(variable, code)]


def test_other_faults(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GYEOT_DATABASE_URL", "mysql://x")
    with pytest.raises(SettingsError):
        store_settings()
    monkeypatch.setenv("GYEOT_LOG_LEVEL", "everything")
    with pytest.raises(SettingsError):
        log_settings()


@pytest.mark.parametrize(("value", "fault"), [("hunter2", True), ("짧은 열쇠", True), ("x" * 16, False), ("  ", False)])
def test_a_secret_is_long_or_there_is_none(monkeypatch: pytest.MonkeyPatch, value: str, fault: bool) -> None:
    monkeypatch.setenv("GYEOT_SECRET", value)
    if not fault:
        assert store_settings().secret is not None
        return
    with pytest.raises(SettingsError) as error:
        store_settings()
    assert error.value.faults == [("GYEOT_SECRET", "secret-short")]
    assert value not in repr(error.value)


@pytest.mark.parametrize(("language", "said"), [("ko_KR.UTF-8", "16자 이상"), ("en_GB.UTF-8", "16 characters or more")])
def test_a_short_secret_is_refused_in_the_language_of_the_terminal(
    monkeypatch: pytest.MonkeyPatch, language: str, said: str
) -> None:
    monkeypatch.setenv("GYEOT_TOKEN", TOKEN)
    monkeypatch.setenv("GYEOT_SECRET", "hunter2")
    monkeypatch.setenv("LC_ALL", language)
    done = CliRunner().invoke(main, ["run"])
    assert done.exit_code == 1
    assert "GYEOT_SECRET" in done.output
    assert said in done.output
    assert "hunter2" not in done.output


def test_a_file_that_is_no_text_is_a_fault_of_the_file(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"GYEOT_TOKEN=\xff\xfe\n")
    with pytest.raises(SettingsError) as error:
        telegram_settings()
    assert error.value.faults == [(".env", "unreadable")]


def test_the_token_may_lie_in_a_credential(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "token").write_text(TOKEN + "\n")
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))
    assert telegram_settings().token.get_secret_value() == TOKEN


def test_settings_stay_as_they_were_read_and_hide_what_is_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GYEOT_TOKEN", TOKEN)
    settings = telegram_settings()
    assert TOKEN not in repr(settings) + str(settings)
    with pytest.raises(ValidationError):
        settings.api_url = "x"  # type: ignore[misc]


def test_the_shipped_directory_stands_in_where_none_was_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert directory_path().is_file()
    monkeypatch.setenv("GYEOT_DIRECTORY", str(tmp_path / "mine.yaml"))
    assert directory_path() == tmp_path / "mine.yaml"


def test_every_setting_is_described_in_both_languages() -> None:
    english, korean = list(described("en")), list(described("ko"))
    assert len(english) == len(korean) == sum(len(kind.model_fields) for kind in CLASSES)
    assert all(what for _, _, what in english)
    assert all(any("가" <= sign <= "힣" for sign in what) for _, _, what in korean)


@pytest.mark.parametrize("command", [["stats"], ["database", "upgrade"]])
@pytest.mark.parametrize(
    "url",
    [
        f"postgresql+asyncpg://gyeot:p@{CANARY}:{CANARY}@database/gyeot",
        f"postgresql+asyncpg://gyeot@database:{CANARY}/gyeot",
        f"sqlite+aiosqlite://{CANARY}",
    ],
)
def test_an_address_that_cannot_be_read_is_never_shown(
    monkeypatch: pytest.MonkeyPatch, command: list[str], url: str
) -> None:
    monkeypatch.setenv("GYEOT_DATABASE_URL", url)
    done = CliRunner().invoke(main, command)
    assert done.exit_code == 1
    assert "GYEOT_DATABASE_URL" in done.output
    assert CANARY not in done.output + str(done.exception)


@pytest.mark.parametrize(
    "url",
    [
        "sqlite+aiosqlite://",
        "sqlite+aiosqlite:////var/lib/gyeot/gyeot.db",
        "postgresql+asyncpg://gyeot:p%40s/s:w@database:5432/gyeot?ssl=require",
        "postgresql+asyncpg://gyeot@[2001:db8::1]:5432/gyeot",
        "postgresql+asyncpg:///gyeot?host=/run/postgresql",
    ],
)
def test_addresses_of_both_databases_are_taken(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("GYEOT_DATABASE_URL", url)
    assert store_settings().database_url == url

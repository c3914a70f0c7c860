"""Settings by environment or `.env`: one frozen class a concern, checked at start, never printed."""

import os
import re
from pathlib import Path
from typing import Annotated, TypeVar

from pydantic import AfterValidator, Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.paths import shipped_directory

_TOKEN = re.compile(r"\d{5,16}:[A-Za-z0-9_-]{30,64}")


class _Settings(BaseSettings):
    model_config = SettingsConfigDict(
        env_prefix="GYEOT_", env_file=".env", extra="ignore", frozen=True, hide_input_in_errors=True
    )


def _token(value: SecretStr) -> SecretStr:
    if not _TOKEN.fullmatch(value.get_secret_value()):
        raise ValueError("token-shape")
    return value


class TelegramSettings(_Settings):
    """How Telegram is reached."""

    token: Annotated[SecretStr, AfterValidator(_token)] = Field(description="The bot's token, from BotFather.")
    api_url: str = Field("https://api.telegram.org", description="Base URL of the Bot API.")

    @field_validator("api_url")
    @classmethod
    def _url(cls, value: str) -> str:
        value = value.rstrip("/").removesuffix("/bot")
        if not re.fullmatch(r"https?://[^\s/]+(/\S*)?", value):
            raise ValueError("url-shape")
        return value


class DirectorySettings(_Settings):
    """Which directory is served."""

    directory: Path = Field(Path("resources.yaml"), description="The directory file.")


class StoreSettings(_Settings):
    """Where the few rows are kept that are kept at all."""

    database_url: str = Field(
        "sqlite+aiosqlite:///var/gyeot.db", description="SQLAlchemy URL: sqlite+aiosqlite or postgresql+asyncpg."
    )
    secret: SecretStr | None = Field(None, description="Key of the hash under which a chosen language is kept.")

    @field_validator("database_url")
    @classmethod
    def _url(cls, value: str) -> str:
        if not value.startswith(("sqlite+aiosqlite://", "postgresql+asyncpg://")):
            raise ValueError("database-shape")
        return value


class LogSettings(_Settings):
    """How much is said about itself; never about anybody."""

    log_level: str = Field("INFO", description="DEBUG, INFO, WARNING or ERROR.")

    @field_validator("log_level")
    @classmethod
    def _level(cls, value: str) -> str:
        if value.upper() not in ("DEBUG", "INFO", "WARNING", "ERROR"):
            raise ValueError("level")
        return value.upper()


_S = TypeVar("_S", bound=_Settings)


class SettingsError(Exception):
    """A setting is missing or cannot be. `faults`: (variable, code of the sentence in the catalogues)."""

    def __init__(self, faults: list[tuple[str, str]]) -> None:
        super().__init__("settings")
        self.faults = faults


def telegram_settings() -> TelegramSettings:
    """Read them; raises SettingsError. A token may also lie in systemd's credentials folder as `token`."""
    folder = os.environ.get("CREDENTIALS_DIRECTORY")
    if folder and "GYEOT_TOKEN" not in os.environ and (Path(folder) / "token").is_file():
        return _read(TelegramSettings, token=(Path(folder) / "token").read_text().strip())
    return _read(TelegramSettings)


def store_settings() -> StoreSettings:
    """Read them; raises SettingsError."""
    return _read(StoreSettings)


def log_settings() -> LogSettings:
    """Read them; raises SettingsError."""
    return _read(LogSettings)


def directory_path() -> Path:
    """The file that is served: GYEOT_DIRECTORY; unset and not here, the edition that comes with this version."""
    chosen = DirectorySettings().directory
    if not chosen.exists() and "directory" not in DirectorySettings().model_fields_set:
        return shipped_directory()
    return chosen


def _read(kind: type[_S], **values: object) -> _S:
    try:
        return kind(**values)  # type: ignore[arg-type]  # what the environment does not hold
    except ValidationError as error:
        faults = []
        for detail in error.errors(include_input=False, include_url=False):
            name = "GYEOT_" + str(detail["loc"][0]).upper()
            code = "missing" if detail["type"] == "missing" else str(detail.get("ctx", {}).get("error", "value"))
            faults.append((name, code))
        raise SettingsError(faults) from None

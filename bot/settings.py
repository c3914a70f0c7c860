"""Settings by environment or `.env`: one frozen class a concern, checked at start, never printed."""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.paths import shipped_directory

PREFIX = "GYEOT_"
SECRET = 16  # characters of GYEOT_SECRET at least
LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")


class _Settings(BaseSettings):
    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_file=".env",
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
        env_ignore_empty=True,
        populate_by_name=True,
    )


def _shaped(pattern: str, code: str) -> AfterValidator:
    """The value matches the pattern; `code` names the sentence that says what is wrong and how to mend it."""

    def check(value: str | SecretStr) -> str | SecretStr:
        plain = value.get_secret_value() if isinstance(value, SecretStr) else value
        if not re.fullmatch(pattern, plain):
            raise ValueError(code)
        return value

    return AfterValidator(check)


def _long(least: int, code: str) -> AfterValidator:
    """The secret has so many characters, or none at all but blanks, which is no secret."""

    def check(value: SecretStr) -> SecretStr:
        if 0 < len(value.get_secret_value().strip()) < least:
            raise ValueError(code)
        return value

    return AfterValidator(check)


def _said(english: str, korean: str) -> Any:
    """What a setting is for, as the tables of the two READMEs say it."""
    return Field(description=english, json_schema_extra={"ko": korean})


_WEB = r"https?://[^\s/?#]+(/[^\s?#]*)?"
# A port that is none, as where a password holds an @, would be quoted by whoever parses the address later.
_DATABASE = (
    r"sqlite\+aiosqlite://(/\S*)?|postgresql\+asyncpg://([^@\s]*@)?(\[[^\]\s]*\]|[^]\[:/@?\s]*)(:\d+)?([/?]\S*)?"
)
_Base = Annotated[str, BeforeValidator(lambda value: str(value).rstrip("/").removesuffix("/bot")), _shaped(_WEB, "url")]
_Port = Annotated[int, Field(ge=0, le=65535)]
_Level = Annotated[str, BeforeValidator(lambda value: str(value).upper()), _shaped("|".join(LEVELS), "level")]


class TelegramSettings(_Settings):
    """How Telegram is reached."""

    token: Annotated[
        SecretStr,
        BeforeValidator(lambda value: value.strip() if isinstance(value, str) else value),
        _shaped(r"\d{5,16}:[A-Za-z0-9_-]{30,64}", "token-shape"),
        _said(
            "The bot's token, as BotFather gives it. Needed by `gyeot run`.",
            "BotFather가 준 봇 토큰. `gyeot run`에 필요해요.",
        ),
    ]
    api_url: Annotated[
        _Base,
        _said(
            "Base URL of the Bot API, for a local Bot API server.",
            "Bot API의 주소. 직접 운영하는 서버가 있을 때만 바꿔요.",
        ),
    ] = "https://api.telegram.org"


class WebhookSettings(_Settings):
    """How Telegram reaches the bot, with `gyeot run --webhook`."""

    webhook_url: Annotated[
        str,
        _shaped(_WEB, "url"),
        _said(
            "Public address that Telegram calls. Needed with `--webhook`.",
            "텔레그램이 부를 공개 주소. `--webhook`을 쓸 때 필요해요.",
        ),
    ]
    webhook_secret: Annotated[
        Annotated[SecretStr, _shaped(r"[A-Za-z0-9_-]{16,256}", "secret-shape")] | None,
        _said(
            "What Telegram shows with each call: 16 to 256 of A-Z a-z 0-9 _ -. Unset: made from the token.",
            "텔레그램이 부를 때마다 보여 주는 암호: 영문, 숫자, _ - 로 16~256자. 없으면 토큰으로 만들어요.",
        ),
    ] = None
    port: Annotated[_Port, _said("Port to listen on.", "기다릴 포트.")] = 8080
    host: Annotated[
        str,
        _shaped(r"[A-Za-z0-9_.:-]+", "value"),
        _said(
            "Address to listen on; the default is reachable from this machine alone, for a reverse proxy on it.",
            "기다릴 주소. 기본값은 이 컴퓨터 안(앞에 둔 프록시)에서만 닿아요.",
        ),
    ] = "127.0.0.1"


class MetricsSettings(_Settings):
    """How whoever runs the bot sees that it is well."""

    metrics_port: Annotated[
        _Port | None,
        _said(
            "Port on 127.0.0.1 for /healthz, /readyz and /metrics (Prometheus). Unset: none.",
            "127.0.0.1에서 /healthz, /readyz, /metrics(Prometheus)를 열 포트. 없으면 열지 않아요.",
        ),
    ] = None


class DirectorySettings(_Settings):
    """Which directory is served."""

    directory: Annotated[
        Path,
        _said(
            "The directory file. Unset and not there: the edition that comes with this version.",
            "안내 자료 파일. 정하지 않았고 파일도 없으면 함께 배포된 자료를 써요.",
        ),
    ] = Path("resources.yaml")


class StoreSettings(_Settings):
    """Where the few rows are kept that are kept at all."""

    database_url: Annotated[
        str,
        _shaped(_DATABASE, "database"),
        _said(
            "SQLAlchemy URL: sqlite+aiosqlite or postgresql+asyncpg.",
            "SQLAlchemy 주소: sqlite+aiosqlite 또는 postgresql+asyncpg.",
        ),
    ] = "sqlite+aiosqlite:///var/gyeot.db"
    secret: Annotated[
        Annotated[SecretStr, _long(SECRET, "secret-short")] | None,
        _said(
            "Key of the hash under which a chosen language is kept: 16 characters or more. Unset: made once and kept"
            " beside the database. A new one: chosen languages are forgotten, nothing else.",
            "고른 언어를 적어 둘 때 쓰는 해시의 열쇠. 16자 이상이에요. 없으면 한 번 만들어 데이터베이스 옆에 둬요."
            " 바꾸면 고른 언어만 잊혀요.",
        ),
    ] = None


class LogSettings(_Settings):
    """How much is said about itself; never about anybody."""

    log_level: Annotated[
        _Level, _said("DEBUG, INFO, WARNING or ERROR.", "DEBUG, INFO, WARNING, ERROR 가운데 하나.")
    ] = "INFO"


CLASSES: tuple[type[_Settings], ...] = (
    TelegramSettings,
    WebhookSettings,
    MetricsSettings,
    DirectorySettings,
    StoreSettings,
    LogSettings,
)
_S = TypeVar("_S", bound=_Settings)


class SettingsError(Exception):
    """A setting is missing or cannot be. `faults`: (variable, code of the sentence in the catalogues)."""

    def __init__(self, faults: list[tuple[str, str]]) -> None:
        super().__init__("settings")
        self.faults = faults


def described(language: str) -> Iterator[tuple[str, str, str]]:
    """(variable, default, what it is for) of every setting, in English or Korean: the tables in the READMEs."""
    for kind in CLASSES:
        for name, field in kind.model_fields.items():
            extra = field.json_schema_extra if isinstance(field.json_schema_extra, dict) else {}
            default = "" if field.is_required() or field.default is None else str(field.default)
            yield PREFIX + name.upper(), default, str(extra["ko"]) if language == "ko" else str(field.description)


def telegram_settings() -> TelegramSettings:
    """Read them; raises SettingsError."""
    return _read(TelegramSettings)


def webhook_settings() -> WebhookSettings:
    """Read them; raises SettingsError."""
    return _read(WebhookSettings)


def metrics_settings() -> MetricsSettings:
    """Read them; raises SettingsError."""
    return _read(MetricsSettings)


def store_settings() -> StoreSettings:
    """Read them; raises SettingsError."""
    return _read(StoreSettings)


def log_settings() -> LogSettings:
    """Read them; raises SettingsError."""
    return _read(LogSettings)


def directory_path() -> Path:
    """The file that is served: GYEOT_DIRECTORY; unset and not here, the edition that comes with this version."""
    settings = _read(DirectorySettings)
    if not settings.directory.exists() and "directory" not in settings.model_fields_set:
        return shipped_directory()
    return settings.directory


def _read(kind: type[_S]) -> _S:
    try:
        return kind(**_credentials(kind))
    except ValidationError as error:
        faults = []
        for detail in error.errors(include_input=False, include_url=False):
            name = PREFIX + str(detail["loc"][0]).upper()
            faults.append((name, _code(detail["type"], str(detail.get("ctx", {}).get("error", "")))))
        raise SettingsError(faults) from None
    except (UnicodeDecodeError, OSError):
        raise SettingsError([(".env", "unreadable")]) from None


def _code(kind: str, own: str) -> str:
    if kind == "missing":
        return "missing"
    return own if kind == "value_error" else "value"


def _credentials(kind: type[_Settings]) -> dict[str, Any]:
    """What systemd hands over (LoadCredential): a file named as the setting in the folder of credentials."""
    folder = os.environ.get("CREDENTIALS_DIRECTORY")
    if not folder:
        return {}
    files = {name: Path(folder) / name for name in kind.model_fields if PREFIX + name.upper() not in os.environ}
    return {name: file.read_text().strip() for name, file in files.items() if file.is_file()}

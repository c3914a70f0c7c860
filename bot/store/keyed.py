"""The keyed hash under which a chat's chosen language is kept: HMAC-SHA256 of the chat's number.

Numbers of chats are short: whoever holds the rows **and** the key can try them all. Without the key the rows say
nothing. A new key orphans the rows of the old one; they go when they expire.
"""

import hashlib
import hmac
import os
import secrets
from pathlib import Path

from bot.settings import SECRET, StoreSettings
from bot.store.sqlite import sqlite_file


def keyed(key: bytes, chat: int) -> str:
    """64 hexadecimal digits."""
    return hmac.digest(key, str(chat).encode(), hashlib.sha256).hex()


def given_key(settings: StoreSettings) -> bytes | None:
    """GYEOT_SECRET, or None where it is not set or blank. Its length was looked at where settings are read."""
    text = settings.secret.get_secret_value().strip() if settings.secret else ""
    return text.encode() or None


def key_file(database_url: str) -> Path:
    """Where a generated key is kept: beside the SQLite file, otherwise under `var/`."""
    file = sqlite_file(database_url)
    return file.with_suffix(".key") if file else Path("var/gyeot.key")


def kept_key(path: Path) -> bytes:
    """The key in this file, generated the first time, readable by the owner alone; raises OSError or ValueError."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not path.exists():
        _make(path)
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
    with os.fdopen(descriptor) as file:
        if os.fstat(descriptor).st_mode & 0o077:
            os.fchmod(descriptor, 0o600)
        text = file.read(1024).strip()
    if len(text) < 2 * SECRET:
        raise ValueError("key-file")
    return text.encode()


def _make(path: Path) -> None:
    # Written whole and then given its name: a crash or a second process never leaves half a key, nor two.
    fresh = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    descriptor = os.open(fresh, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    try:
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_hex(32) + "\n")
            file.flush()
            os.fsync(descriptor)
        try:
            os.link(fresh, path)
        except FileExistsError:
            return
    finally:
        fresh.unlink()

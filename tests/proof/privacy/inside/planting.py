"""Leaks made on purpose, in the real process: what the proof has to find. `place:encoding` each."""

import base64
import hashlib
import json
import logging
import os
import sqlite3
import subprocess
import sys
import tempfile
import threading
import unicodedata
from urllib.parse import quote, quote_from_bytes

ENCODINGS = {
    "utf-8": lambda t: t.encode(),
    "nfd": lambda t: unicodedata.normalize("NFD", t).encode(),
    "utf-16": lambda t: t.encode("utf-16-le"),
    "upper": lambda t: t.upper().encode(),
    "escapes": lambda t: json.dumps(t).encode(),
    "repr": lambda t: repr(t.encode()).encode(),
    "base64-0": lambda t: base64.b64encode(t.encode()),
    "base64-1": lambda t: base64.b64encode(b"x" + t.encode()),
    "base64-2": lambda t: base64.b64encode(b"xy" + t.encode()),
    "base64url": lambda t: base64.urlsafe_b64encode(t.encode()),
    "percent": lambda t: quote(t).encode(),
    "percent-all": lambda t: "".join(f"%{b:02x}" for b in t.encode()).encode(),
    "hex": lambda t: t.encode().hex().encode(),
    "entities": lambda t: t.encode("ascii", "xmlcharrefreplace"),
    "query": lambda t: quote_from_bytes(unicodedata.normalize("NFD", t).encode()).encode(),
    "md5": lambda t: hashlib.md5(t.encode()).hexdigest().encode(),
    "sha1": lambda t: base64.b64encode(hashlib.sha1(t.encode()).digest()),
    "sha256": lambda t: hashlib.sha256(t.encode()).hexdigest().encode(),
    "digest": lambda t: hashlib.sha256(t.encode()).digest(),
}
_children = []
_kept_open = []


def leak(place: str, data: bytes) -> None:
    """Write it there, as carelessly as programs do."""
    text = data.decode("latin-1")
    later = None
    match place:
        case "stdout":
            os.write(1, data + b"\n")
        case "stderr":
            os.write(2, data + b"\n")
        case "log":
            logging.getLogger("gyeot").warning("said", extra={"error": text})
        case "database":
            with sqlite3.connect("var/gyeot.db", timeout=5) as connection:
                connection.execute("INSERT OR REPLACE INTO edition VALUES (?, '2026-01-01', '{}')", (text,))
            connection.close()
        case "journals":
            later = _write("var/gyeot.db-journal2-wal", data)
        case "temp folders":
            later = _write(os.path.join(tempfile.gettempdir(), "x.tmp"), data)
        case "home":
            _write(os.path.expanduser("~/.cache/x"), data)
        case "working folder":
            _write("crash.txt", data)
        case "core":
            _write("core.1", data)
        case "names of files":
            _write("t-" + data.hex() if not text.isalnum() else "t-" + text, b"")
        case "elsewhere":
            path = _write(f"/dev/shm/planted-{os.getpid()}", data)
            later = path
        case "open files":
            file = tempfile.TemporaryFile()  # noqa: SIM115  # stays open: it has no name, and is found all the same
            file.write(data)
            file.flush()
            _kept_open.append(file)
        case "arguments":
            _child([sys.executable, "-S", "-c", "import time; time.sleep(3)", text.replace("\0", "")], None)
        case "environment":
            _child(["sleep", "3"], {**os.environ, "SAID": text.replace("\0", "")})
        case _:
            raise LookupError(place)
    if later:
        threading.Timer(0.4, lambda: os.path.exists(later) and os.unlink(later)).start()


def _write(path: str, data: bytes) -> str:
    os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
    with open(path, "wb") as file:
        file.write(data)
    return path


def _child(arguments: list[str], environment: dict[str, str] | None) -> None:
    _children.append(subprocess.Popen(arguments, env=environment))


def plant(handlers: type, leaks: list[str]) -> None:
    """From the first text on, once."""
    real, done = handlers.message, []

    async def message(self, update, context):
        text = update.effective_message.text if update.effective_message else None
        if text and not done:
            done.append(True)
            words, chat = " ".join(text.split()[:2]), str(update.effective_chat.id)
            for wanted in leaks:
                place, _, encoding = wanted.rpartition(":")
                of_id = encoding in ("md5", "sha1", "sha256", "digest")
                leak(place, ENCODINGS[encoding](chat if of_id else words))
        await real(self, update, context)

    handlers.message = message

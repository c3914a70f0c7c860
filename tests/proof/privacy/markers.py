"""Words that stand nowhere but in what a stranger sends: one of ASCII and one of Hangul a field."""

import base64
import hashlib
import json
import random
import string
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import quote

HASHES = ("md5", "sha1", "sha224", "sha256", "sha512", "blake2b", "blake2s")
_LETTERS = string.ascii_lowercase + string.digits


@dataclass(frozen=True, slots=True)
class Needle:
    """What is searched for: bytes, and of which field in which encoding they would be the trace."""

    field: str
    encoding: str
    bytes: bytes


@dataclass
class Markers:
    """One set. Asking for a field makes its markers; `values` are the whole texts that were sent in it."""

    seed: str
    values: dict[str, set[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._random = random.Random(self.seed)
        self._made: dict[tuple[str, str], str] = {}
        self._ids: set[int] = set()

    def ascii(self, name: str) -> str:
        """Eight letters and digits."""
        return self._once(name, "ascii", lambda: "q" + "".join(self._random.choices(_LETTERS, k=7)))

    def hangul(self, name: str) -> str:
        """Four syllables, composed (NFC)."""
        return self._once(name, "hangul", lambda: "".join(chr(self._random.randrange(0xAC00, 0xD7A4)) for _ in "1234"))

    def digits(self, name: str, count: int = 10) -> str:
        """Digits, the first and last not 0."""
        return self._once(
            name, "digits", lambda: str(self._random.randrange(10 ** (count - 1), 10**count - 9) // 10 * 10 + 7)
        )

    def text(self, name: str, around: str = "{}") -> str:
        """Both words, at the beginning; the whole is remembered for its hashes."""
        return self.sent(name, around.format(f"{self.ascii(name)} {self.hangul(name)}"))

    def sent(self, name: str, value: str) -> str:
        """Remember a whole value of the field."""
        self.values.setdefault(name, set()).add(value)
        return value

    def id(self) -> int:
        """The id of a new person, of 16 digits, within what Telegram allows (52 bits)."""
        found = self._random.randrange(1_100_000_000_000_000, 4_400_000_000_000_000)
        self._ids.add(found)
        return found

    def _once(self, name: str, sort: str, make: Callable[[], str]) -> str:
        if (name, sort) not in self._made:
            self._made[name, sort] = make()
        return self._made[name, sort]

    @property
    def fields(self) -> list[str]:
        """All that were asked for."""
        return sorted({name for name, _ in self._made} | self.values.keys() | ({"id"} if self._ids else set()))

    def needles(self) -> list[Needle]:
        """Everything to search for."""
        found = [Needle(name, how, what) for (name, _), word in self._made.items() for how, what in encoded(word)]
        for name, values in self.values.items():
            found += [Needle(name, how, what) for value in values for how, what in hashed(value)]
        found += [Needle("keyed hash", "hex", value.encode()) for value in self.values.get("keyed hash", ())]
        for id in self._ids:
            found += [Needle("id", how, what) for how, what in [*encoded(str(id)), *hashed(str(id)), *_integers(id)]]
        return list(dict.fromkeys(found))


def encoded(word: str) -> Iterator[tuple[str, bytes]]:
    """(name, bytes) of each way in which a word may be written down."""
    forms = {"": word, " NFD": unicodedata.normalize("NFD", word), " upper": word.upper()}
    for label, form in forms.items():
        if label and form == word:
            continue
        utf8 = form.encode()
        yield "utf-8" + label, utf8
        yield "utf-16-le" + label, form.encode("utf-16-le")
        yield "utf-16-be" + label, form.encode("utf-16-be")
        yield "hex" + label, utf8.hex().encode()
        yield "HEX" + label, utf8.hex().upper().encode()
        yield "%xx" + label, "".join(f"%{b:02x}" for b in utf8).encode()
        yield "%XX" + label, "".join(f"%{b:02X}" for b in utf8).encode()
        for shift in range(3):
            for sort, code in (("base64", base64.b64encode), ("base64url", base64.urlsafe_b64encode)):
                yield f"{sort} +{shift}{label}", _inner(code(b"\0" * shift + utf8), shift, len(utf8))
        if not form.isascii():
            yield "\\u" + label, json.dumps(form)[1:-1].encode()
            yield "\\U" + label, "".join(f"\\u{ord(c):04X}" for c in form).encode()
            yield "\\x" + label, "".join(f"\\x{b:02x}" for b in utf8).encode()
            yield "&#" + label, "".join(f"&#{ord(c)};" for c in form).encode()
            yield "quoted" + label, quote(form).encode()


def _inner(code: bytes, shift: int, length: int) -> bytes:
    """The characters of base64 that depend on the word alone, whatever stands before and after it."""
    return code[-(-shift * 8 // 6) : (shift + length) * 8 // 6]


def hashed(value: str) -> Iterator[tuple[str, bytes]]:
    """(name, bytes) of the plain hashes of a whole value."""
    for name in HASHES:
        digest = hashlib.new(name, value.encode()).digest()
        yield f"{name} raw", digest[:16]
        yield f"{name} hex", digest.hex()[:32].encode()
        yield f"{name} HEX", digest.hex().upper()[:32].encode()
        yield f"{name} base64", base64.b64encode(digest)[:20]
        yield f"{name} base64url", base64.urlsafe_b64encode(digest)[:20]


def _integers(id: int) -> Iterator[tuple[str, bytes]]:
    yield "integer", id.to_bytes(7, "big")
    yield "integer, little end first", id.to_bytes(7, "little")
    yield "integer hex", f"{id:x}".encode()

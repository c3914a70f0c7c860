"""Telegram's HTML, read as strictly as Telegram reads it: https://core.telegram.org/bots/api#html-style

Its reader is no HTML parser (an unknown `&name;` stays as it stands, any tag it does not know is refused, errors name
the byte), so a library for HTML would accept what Telegram refuses. Offsets and lengths count UTF-16 code units.
"""

import re
from dataclasses import dataclass, field

from bot.sandbox.reading import Json
from bot.sandbox.refusal import Refused, bad

KINDS = {
    **dict.fromkeys(("b", "strong"), "bold"),
    **dict.fromkeys(("i", "em"), "italic"),
    **dict.fromkeys(("u", "ins"), "underline"),
    **dict.fromkeys(("s", "strike", "del"), "strikethrough"),
    **dict.fromkeys(("tg-spoiler", "span"), "spoiler"),
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
}
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]+)|#([0-9]+)|([A-Za-z]+));?")
_NAME = re.compile(r"[^\s>]*")
_END = re.compile(r"([^\s>]*)\s*(>?)")
_ATTRIBUTE = re.compile(r"\s*([^\s=>]*)\s*")
_VALUE = re.compile(r"\s*(?:'([^']*)'|\"([^\"]*)\"|([A-Za-z0-9.-]*))")


def units(text: str) -> int:
    """Length in UTF-16 code units, as Telegram counts."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


@dataclass
class _Tag:
    name: str
    argument: str
    offset: int
    start: int


@dataclass
class _Reader:
    source: str
    text: str = ""
    offset: int = 0
    open: list[_Tag] = field(default_factory=list)
    entities: list[Json] = field(default_factory=list)

    def byte(self, at: int) -> int:
        return len(self.source[:at].encode())

    def put(self, text: str) -> None:
        self.text += text
        self.offset += units(text)

    def read(self) -> None:
        at = 0
        while at < len(self.source):
            char = self.source[at]
            if char == "&":
                decoded, at = _reference(self.source, at)
                self.put(decoded)
            elif char != "<":
                stop = next((i for i in range(at, len(self.source)) if self.source[i] in "&<"), len(self.source))
                self.put(self.source[at:stop])
                at = stop
            elif self.source.startswith("</", at):
                at = self._close(at)
            else:
                at = self._start(at)
        if self.open:
            name = self.open[-1].name
            raise _fault(f"Can't find end tag corresponding to start tag {name}")

    def _start(self, begin: int) -> int:
        byte = self.byte(begin)
        found = _NAME.match(self.source, begin + 1)
        assert found is not None  # noqa: S101  # the pattern matches the empty string
        name, at = found.group().lower(), found.end()
        if at >= len(self.source):
            raise _fault(f"Unclosed start tag at byte offset {byte}")
        if name not in KINDS:
            raise _fault(f'Unsupported start tag "{name}" at byte offset {byte}')
        argument, at = self._attributes(name, at, byte)
        if name == "span" and argument != "spoiler":
            raise _fault(f'Tag "span" must have class "tg-spoiler" at byte offset {byte}')
        self.open.append(_Tag(name, argument, self.offset, len(self.text)))
        return at

    def _attributes(self, tag: str, at: int, byte: int) -> tuple[str, int]:
        argument, source = "", self.source
        while True:
            while at < len(source) and source[at].isspace():
                at += 1
            if source.startswith(">", at):
                return argument, at + 1
            found = _ATTRIBUTE.match(source, at)
            key = found.group(1) if found else ""
            if not found or not key:
                raise _fault(f'Empty attribute name in the tag "{tag}" at byte offset {byte}')
            at = found.end()
            if tag == "blockquote" and key == "expandable" and source[at : at + 1] != "=":
                argument = "expandable"
                continue
            if not source.startswith("=", at):
                raise _fault(
                    f'Expected equal sign in declaration of an attribute of the tag "{tag}" at byte offset {byte}'
                )
            value = _VALUE.match(source, at + 1)
            assert value is not None  # noqa: S101  # the last branch matches the empty string
            at = value.end()
            if at >= len(source):
                raise _fault(f"Unclosed start tag at byte offset {byte}")
            if value.group(3) is not None and not (source[at].isspace() or source[at] == ">"):
                raise _fault(f"Unexpected end of name token at byte offset {self.byte(value.start(3))}")
            quoted = value.group(1) if value.group(1) is not None else value.group(2)
            argument = _argument(tag, key, _decode(quoted) if quoted is not None else value.group(3).lower(), argument)

    def _close(self, begin: int) -> int:
        byte = self.byte(begin)
        if not self.open:
            raise _fault(f"Unexpected end tag at byte offset {byte}")
        found = _END.match(self.source, begin + 2)
        assert found is not None  # noqa: S101  # the pattern matches the empty string
        name = found.group(1).lower()
        if not found.group(2):
            raise _fault(f"Unclosed end tag at byte offset {byte}")
        tag = self.open.pop()
        if name and name != tag.name:
            raise _fault(f'Unmatched end tag at byte offset {byte}, expected "</{tag.name}>", found "</{name}>"')
        if self.offset > tag.offset:
            self._entity(tag)
        return found.end()

    def _entity(self, tag: _Tag) -> None:
        entity: Json = {"type": KINDS[tag.name], "offset": tag.offset, "length": self.offset - tag.offset}
        if tag.name == "a":
            url = tag.argument or self.text[tag.start :]
            if not re.match(r"(https?|tg|mailto|tel|ton|tonsite):|[\w-]+(\.[\w-]+)+", url):
                return  # as Telegram does: the text stays, without a link
            entity["url"] = url if ":" in url else f"http://{url}/"
        elif tag.name == "blockquote" and tag.argument:
            entity["type"] = "expandable_blockquote"
        elif tag.name == "tg-emoji":
            if not tag.argument.isdigit() or int(tag.argument) == 0:
                raise _fault("Invalid custom emoji identifier specified")
            entity["custom_emoji_id"] = tag.argument
        self.entities.append(entity)


def _argument(tag: str, key: str, value: str, before: str) -> str:
    wanted = {"a": "href", "tg-emoji": "emoji-id"}.get(tag)
    if key == wanted:
        return value
    if tag == "span" and key == "class" and value.startswith("tg-"):
        return value[3:]
    return before


def _reference(source: str, at: int) -> tuple[str, int]:
    found = _REFERENCE.match(source, at)
    if found is None:
        return "&", at + 1
    hexadecimal, decimal, name = found.groups()
    if name is not None:
        # Only four names are known, with or without the semicolon; anything else is plain text.
        return (NAMED[name], found.end()) if name in NAMED else ("&", at + 1)
    code = int(hexadecimal, 16) if hexadecimal else int(decimal)
    if code == 0 or code >= 0x10FFFF:
        return "&", at + 1
    if 0xD800 <= code <= 0xDFFF:
        raise bad(
            "can't parse entities: Text contains invalid Unicode characters after decoding HTML entities,"
            " check for unmatched surrogate code units"
        )
    return chr(code), found.end()


def _decode(value: str) -> str:
    out, at = "", 0
    while at < len(value):
        if value[at] == "&":
            piece, at = _reference(value, at)
        else:
            piece, at = value[at], at + 1
        out += piece
    return out


def _fault(said: str) -> Refused:
    return bad(f"can't parse entities: {said}")


def parse_html(source: str) -> tuple[str, list[Json]]:
    """The text that is shown and its entities, sorted. Raises Refused with Telegram's description."""
    reader = _Reader(source)
    reader.read()
    return reader.text, sorted(reader.entities, key=lambda e: (e["offset"], -e["length"]))

"""Telegram's HTML, read as strictly as Telegram reads it: https://core.telegram.org/bots/api#html-style"""

from html import unescape
from html.parser import HTMLParser

TAGS = frozenset("b strong i em u ins s strike del code pre a blockquote tg-spoiler span tg-emoji".split())
LIMIT = 4096  # UTF-16 code units after parsing


class Refused(Exception):
    """The description Telegram gives with a 400."""


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.text: list[str] = []
        self.html: list[str] = []
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS:
            raise Refused(f'Bad Request: can\'t parse entities: Unsupported start tag "{tag}" at byte offset 0')
        self._open.append(tag)
        self.html.append(
            f"<{'b' if tag == 'strong' else tag}>" if tag in ("b", "strong", "i", "u", "s", "code") else ""
        )

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open[-1] != tag:
            raise Refused("Bad Request: can't parse entities: Unexpected end tag at byte offset 0")
        self._open.pop()
        self.html.append(
            f"</{'b' if tag == 'strong' else tag}>" if tag in ("b", "strong", "i", "u", "s", "code") else ""
        )

    def handle_data(self, data: str) -> None:
        if "<" in data:
            raise Refused('Bad Request: can\'t parse entities: Unsupported start tag "" at byte offset 0')
        self.text.append(data)

    def handle_entityref(self, name: str) -> None:
        self.text.append(unescape(f"&{name};") if name in ("lt", "gt", "amp", "quot") else f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.text.append(unescape(f"&#{name};"))

    def finish(self) -> str:
        self.close()
        if self._open:
            raise Refused(
                f"Bad Request: can't parse entities: Can't find end tag corresponding to start tag \"{self._open[-1]}\""
            )
        return "".join(self.text)


def parse(text: str, mode: str | None) -> str:
    """The text as it is shown. Raises Refused for markup or a length that Telegram refuses."""
    if mode not in (None, "HTML"):
        raise Refused("Bad Request: unsupported parse_mode")
    shown = text
    if mode == "HTML":
        reader = _Reader()
        reader.feed(text)
        shown = reader.finish()
    if not shown.strip():
        raise Refused("Bad Request: message text is empty")
    if len(shown.encode("utf-16-le")) // 2 > LIMIT:
        raise Refused("Bad Request: message is too long")
    return shown


def check_keyboard(markup: object) -> None:
    """Raise Refused for an inline keyboard that Telegram refuses."""
    if markup is None:
        return
    rows = markup.get("inline_keyboard") if isinstance(markup, dict) else None
    if not isinstance(rows, list):
        raise Refused("Bad Request: object expected as reply markup")
    if sum(len(row) for row in rows) > 100:
        raise Refused("Bad Request: reply markup is too long")
    for button in (button for row in rows for button in row):
        kinds = [k for k in ("callback_data", "url", "copy_text") if button.get(k)]
        if not button.get("text"):
            raise Refused("Bad Request: text buttons must have text")
        if len(kinds) != 1:
            raise Refused("Bad Request: inline keyboard button must have exactly one optional field")
        if len(str(button.get("callback_data", "")).encode()) > 64:
            raise Refused("Bad Request: BUTTON_DATA_INVALID")
        if "copy_text" in button and not 1 <= len(str(button["copy_text"].get("text", ""))) <= 256:
            raise Refused("Bad Request: BUTTON_COPY_TEXT_INVALID")
        if "url" in button and not str(button["url"]).startswith(("http://", "https://", "tg://", "mailto:", "tel:")):
            raise Refused("Bad Request: BUTTON_URL_INVALID")

"""Ways that lead nowhere although each field has the right form: a mailbox without @, a language that there is not."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from babel import Locale

from bot.directory.channels import Channel, ChannelKind
from bot.directory.models import Directory
from bot.directory.numbers import digits
from bot.directory.problems import Level
from bot.directory.yamlfile import Path_

Way = tuple[Path_, str, dict[str, str], Level]

_URL = re.compile(r"https?://[^\s/?#@,:]+\.[^\s/?#@,:]+(:\d+)?([/?#]\S*)?")
_HOST = re.compile(r"https?://([^\s/?#:]+)")
_ODD_URL = re.compile(r"\.\.|[.,;)\]>\"']$|^https?://[\d.]+(?:[/:]|$)")
_SHORTENERS = frozenset(
    "bit.ly me2.do naver.me t.co tinyurl.com goo.gl han.gl url.kr vo.la buly.kr is.gd ow.ly".split()
)
_EXAMPLES = re.compile(r"(^|\.)(example\.(com|org|net|kr)|localhost|test)$")
_MAILBOX = re.compile(r"[^\s@,;:<>()]+@[^\s@,;:<>().]+(\.[^\s@,;:<>().]+)+")
_MEANT = {
    "kr": "ko",
    "jp": "ja",
    "vn": "vi",
    "cn": "zh",
    "ch": "zh",
    "eng": "en",
    "kor": "ko",
    "tl": "fil",
}
_TAGS = frozenset(Locale("en").languages)
_EARLIEST = date(2015, 1, 1)  # nobody has looked before
_FAR = timedelta(days=730)


def ways(directory: Directory, today: date) -> Iterator[Way]:
    """Everything of the kind: place, code, params, level."""
    live = {digits(c.number) for r in directory.resources if not r.replaced_by for c in r.channels if c.number}
    for i, resource in enumerate(directory.resources):
        for j, channel in enumerate(resource.channels):
            place: Path_ = ("resources", i, "channels", j)
            yield from _channel(place, channel)
            yield from _days(place, channel.closed_until, today)
            if channel.checked.on < _EARLIEST:
                yield (*place, "checked", "on"), "date-old", {}, Level.ERROR
        yield from _days(("resources", i), resource.closed_until, today)
        yield from _gone(("resources", i, "former_numbers"), resource.former_numbers, live)
    for i, route in enumerate(directory.routes):
        if route.url and (code := _odd(route.url)):
            yield ("routes", i, "url"), code, {}, Level.ERROR
        if route.email and not _MAILBOX.fullmatch(route.email):
            yield ("routes", i, "email"), "email-form", {}, Level.ERROR
    for i, retired in enumerate(directory.retired):
        if not retired.names and not retired.numbers:
            yield ("retired", i), "retired-nothing", {}, Level.ERROR
        yield from _gone(("retired", i, "numbers"), retired.numbers, live)
    names = Counter(resource.name.ko for resource in directory.resources)
    for i, resource in enumerate(directory.resources):
        if names[resource.name.ko] > 1:
            yield ("resources", i, "name"), "same-name", {"found": resource.name.ko}, Level.ERROR
    if directory.edition.on > today + timedelta(days=1):  # it may be tomorrow already where the editor is
        yield ("edition", "on"), "edition-future", {}, Level.ERROR


def _channel(place: Path_, channel: Channel) -> Iterator[Way]:
    if channel.url and (code := _odd(channel.url)):
        yield (*place, "url"), code, {}, Level.ERROR
    if channel.kind is ChannelKind.EMAIL and not _mailbox(channel):
        yield (*place, "address" if channel.address else "kind"), "email-form", {}, Level.ERROR
    if channel.kind in (ChannelKind.WEB, ChannelKind.BOARD, ChannelKind.CHAT) and not (channel.url or channel.address):
        yield (*place, "kind"), "channel-url", {}, Level.ERROR
    for field in ("languages", "interpreters"):
        for k, tag in enumerate(getattr(channel, field)):
            if tag in _MEANT or tag.partition("-")[0] not in _TAGS:
                yield (*place, field, k), "language-unknown", {"id": tag, "near": _MEANT.get(tag, "")}, Level.ERROR


def _odd(url: str) -> str | None:
    """The code of what is wrong with a web address, or None."""
    if not _URL.fullmatch(url) or _ODD_URL.search(url):
        return "shape-url"
    found = _HOST.match(url)
    host = found[1].lower().removeprefix("www.") if found else ""
    if host in _SHORTENERS:
        return "url-short"
    return "url-example" if _EXAMPLES.search(host) else None


def _mailbox(channel: Channel) -> bool:
    """Whether its address is one mailbox, and the same one in every language."""
    if channel.address is None or isinstance(channel.address, str):
        return False
    said = set(channel.address.every())
    return len(said) == 1 and _MAILBOX.fullmatch(said.pop()) is not None


def _days(place: Path_, closed_until: date | None, today: date) -> Iterator[Way]:
    if closed_until and closed_until < today:
        yield (*place, "closed_until"), "closed-over", {}, Level.NOTE
    elif closed_until and closed_until > today + _FAR:
        yield (*place, "closed_until"), "closed-long", {}, Level.WARNING


def _gone(place: Path_, numbers: tuple[str, ...], live: set[str]) -> Iterator[Way]:
    """A number that is said to be gone and still stands at a place would send people away from help."""
    for k, number in enumerate(numbers):
        if not re.fullmatch(r"[\d-]+", number):
            yield (*place, k), "number-letters", {}, Level.ERROR
        elif digits(number) in live:
            yield (*place, k), "number-live", {"number": number}, Level.ERROR

"""Opening web addresses to see whether they are still there. Nothing is read but the first line of the answer.

Only `gyeot links` does this; the bot opens no address.
"""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

import aiohttp
from yarl import URL

AGENT = "gyeot-links"
AT_ONCE, PER_HOST = 16, 2
_REDIRECTS = 5
_GONE, _REFUSED = (404, 410), (401, 403, 405, 406, 429, 451)


async def fetch(
    urls: Iterable[str], timeout: float = 20.0, *, looked: Callable[[int], object] = lambda _: None
) -> Mapping[str, str]:
    """What became of each address. `timeout`: seconds for one attempt; `looked(1)` is called after each address.

    ok · moved (leads to another host) · gone (404, 410) · refused (turns machines away: look by hand) · failed (any
    other answer that is none) · tls · timeout · unreachable · odd (no address, or it leads round in circles)
    """
    all_at_once = asyncio.Semaphore(AT_ONCE)
    hosts: dict[str | None, asyncio.Semaphore] = defaultdict(lambda: asyncio.Semaphore(PER_HOST))
    settings = aiohttp.ClientTimeout(total=timeout)
    async with aiohttp.ClientSession(
        cookie_jar=aiohttp.DummyCookieJar(), headers={"User-Agent": AGENT}, timeout=settings
    ) as session:

        async def one(url: str) -> str:
            async with hosts[_host(url)], all_at_once:
                status = await _visit(session, "HEAD", url)
                # Many servers know no HEAD, or answer it wrongly; a page that cannot be reached is not asked again.
                if status not in ("ok", "moved", "tls", "unreachable"):
                    status = await _visit(session, "GET", url)
            looked(1)
            return status

        wanted = tuple(dict.fromkeys(urls))
        return dict(zip(wanted, await asyncio.gather(*(one(url) for url in wanted)), strict=True))


async def _visit(session: aiohttp.ClientSession, method: str, url: str) -> str:
    try:
        async with session.request(method, url, allow_redirects=True, max_redirects=_REDIRECTS) as answer:
            return _status(url, answer)
    except (aiohttp.ClientConnectorCertificateError, aiohttp.ClientConnectorSSLError):
        return "tls"
    except TimeoutError:
        return "timeout"
    except (aiohttp.InvalidURL, aiohttp.TooManyRedirects, ValueError):
        return "odd"
    except aiohttp.ClientConnectorError:
        return "unreachable"
    except (aiohttp.ClientError, OSError):
        return "failed"


def _status(url: str, answer: aiohttp.ClientResponse) -> str:
    if answer.status in _GONE:
        return "gone"
    if answer.status in _REFUSED:
        return "refused"
    if answer.status >= 400:
        return "failed"
    return "ok" if _plain(answer.url.host) == _plain(_host(url)) else "moved"


def _host(url: str) -> str | None:
    try:
        return URL(url).host
    except ValueError:
        return None


def _plain(host: str | None) -> str:
    return (host or "").lower().removeprefix("www.")

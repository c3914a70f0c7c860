"""`gyeot links`: addresses are opened once, flagged where something is wrong, and never stamped."""

import asyncio
import sqlite3
import threading
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from aiohttp import web
from click.testing import CliRunner, Result

from bot.cli import main
from bot.cli.fetching import fetch
from bot.directory.hours import SEOUL

SHIPPED = Path(__file__).parents[2] / "resources.yaml"


class Site:
    """A site on this machine, in a thread of its own: the command runs its own loop."""

    def __init__(self) -> None:
        self.seen: list[tuple[str, str, str, bool]] = []
        self.now: Counter[str] = Counter()
        self.most = 0
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever)
        self._thread.start()
        self._runner = asyncio.run_coroutine_threadsafe(self._start(), self._loop).result(10)
        self.port = self._runner.addresses[0][1]
        self.base = f"http://127.0.0.1:{self.port}"

    async def _start(self) -> web.AppRunner:
        app = web.Application()
        app.router.add_route("*", "/{page}", self._answer)
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        return runner

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        page = request.match_info["page"]
        self.seen.append((request.method, page, request.headers["User-Agent"], "Cookie" in request.headers))
        self.now["all"] += 1
        self.most = max(self.most, self.now["all"])
        try:
            return await self._page(page, request.method)
        finally:
            self.now["all"] -= 1

    async def _page(self, page: str, method: str) -> web.StreamResponse:
        if page.startswith("slow"):
            await asyncio.sleep(0.1)
        if page == "never":
            await asyncio.sleep(3)
        if page == "round":
            raise web.HTTPFound("/round")
        if page == "same":
            raise web.HTTPMovedPermanently("/well")
        if page == "elsewhere":
            raise web.HTTPFound(f"http://localhost:{self.port}/well")
        if page == "get-only" and method == "HEAD":
            return web.Response(status=501)
        status = {"gone": 404, "gone-too": 410, "shut": 403, "busy": 429, "broken": 500}.get(page, 200)
        response = web.Response(status=status, text="x" * 1000)
        response.set_cookie("a", "b")
        return response

    def stop(self) -> None:
        asyncio.run_coroutine_threadsafe(self._runner.cleanup(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()


@pytest.fixture
def site() -> Iterator[Site]:
    found = Site()
    yield found
    found.stop()


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GYEOT_DATABASE_URL", raising=False)
    path = tmp_path / "resources.yaml"
    path.write_bytes(SHIPPED.read_bytes())
    return path


def entry(file: Path, way: str, *sources: str) -> None:
    """Put a place with these addresses into the file."""
    lines = "".join(f'  - {{url: "{url}"}}\n' for url in sources)
    place = (
        "- id: a-place\n"
        "  name: {ko: 곳, en: Place}\n"
        "  does: {ko: 상담해요, en: Counselling}\n"
        f'  channels: [{{id: web, kind: web, url: "{way}", checked: {{on: 2026-11-22, by: Gyeot}}}}]\n'
        f"  confidence: low\n  sources:\n{lines}"
    )
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("\nresources:\n", f"\nresources:\n{place}", 1), encoding="utf-8")


def run(file: Path, *arguments: str, lang: str = "en") -> Result:
    given = ["links", "--only", "a-place", "--directory", str(file), "--lang", lang, *arguments]
    return CliRunner().invoke(main, given)


def test_what_became_of_each(site: Site) -> None:
    pages = "well same get-only elsewhere gone gone-too shut busy broken round never".split()
    tls = f"https://127.0.0.1:{site.port}/well"
    urls = [*(f"{site.base}/{page}" for page in pages), tls, "http://127.0.0.1:1/", "http://[bad/"]
    found = list(asyncio.run(fetch(urls, timeout=0.5)).values())
    assert found == ["ok"] * 3 + ["moved"] + ["gone"] * 2 + ["refused"] * 2 + [
        *("failed", "odd", "timeout", "tls", "unreachable", "odd")
    ]
    assert {agent for _, _, agent, _ in site.seen} == {"gyeot-links"}
    assert not any(cookie for *_, cookie in site.seen)
    assert next(m for m, page, *_ in site.seen if page == "well") == "HEAD"
    assert ("GET", "get-only") in {(m, page) for m, page, *_ in site.seen}


def test_one_host_is_not_crowded(site: Site) -> None:
    asyncio.run(fetch([f"{site.base}/slow{n}" for n in range(12)], timeout=5))
    assert site.most <= 2
    assert len(site.seen) == 12


def test_flagged_noted_and_on_the_call_list(site: Site, file: Path) -> None:
    entry(file, f"{site.base}/gone", f"{site.base}/well", f"{site.base}/elsewhere", "a printed list")
    before = file.read_bytes()
    database = file.parent / "gyeot.db"
    url = f"sqlite+aiosqlite:///{database}"
    env = {"GYEOT_DATABASE_URL": url}
    assert CliRunner().invoke(main, ["database", "upgrade"], env=env).exit_code == 0
    result = run(file, "--database", url)
    assert result.exit_code == 0, result.output
    assert "no such page" in result.output
    assert "leads to another site" in result.output
    assert "3 addresses opened, 2 to look at" in result.output
    assert file.read_bytes() == before, "a machine flags, and stamps nothing"
    connection = sqlite3.connect(database)
    rows = connection.execute("SELECT day, id, url, status FROM check_result ORDER BY url").fetchall()
    connection.close()
    today = f"{datetime.now(SEOUL).date()}"
    assert rows == [
        (today, "a-place", f"{site.base}/elsewhere", "moved"),
        (today, "a-place", f"{site.base}/gone", "gone"),
        (today, "a-place", f"{site.base}/well", "ok"),
    ]
    listed = CliRunner().invoke(main, ["due", "--directory", str(file), "--lang", "en", "--most", "0"], env=env).output
    assert "Place (a-place · web)\n   an address was flagged" in listed
    assert f"{site.base}/gone: says that there is no such page" in listed


def test_without_a_database_it_prints_and_makes_none(site: Site, file: Path) -> None:
    entry(file, f"{site.base}/shut", f"{site.base}/well")
    result = run(file, lang="ko")
    assert result.exit_code == 0, result.output
    assert "프로그램이 여는 것을 막아요" in result.output
    assert "데이터베이스가 없어서" in result.output
    assert [p.name for p in file.parent.iterdir()] == ["resources.yaml"]


def test_an_entry_that_is_not_there(file: Path) -> None:
    result = run(file)
    assert result.exit_code == 1
    assert "a-place" in result.output

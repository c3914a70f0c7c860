"""The chat page in a real browser: what a person at a phone or a desk sees, hears and can reach by keyboard."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, BrowserContext, Page, async_playwright, expect
from telegram.ext import Application

from bot.sandbox.server import Sandbox
from tests.sandbox.test_stock_bot import build

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync"
).split()
PHONE, DESK = (390, 844), (1280, 800)
Open = Callable[..., Awaitable[Page]]


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    if not CHROMIUM.exists():
        pytest.fail("/usr/bin/chromium is missing: `.ci/run` installs it (apt-get install chromium fonts-noto-cjk)")
    async with async_playwright() as playwright:
        found = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield found
        await found.close()


@pytest.fixture
async def bot(sandbox: Sandbox) -> AsyncIterator[Application[Any, Any, Any, Any, Any, Any]]:
    found = build(sandbox)
    async with found:
        await found.start()
        assert found.updater is not None
        await found.updater.start_polling(timeout=2)
        yield found
        await found.updater.stop()
        await found.stop()


@pytest.fixture
async def visit(sandbox: Sandbox, browser: Browser) -> AsyncIterator[Open]:
    """Open the page; whatever the browser complains about fails the test."""
    complaints: list[str] = []
    contexts: list[BrowserContext] = []

    async def go(lang: str = "ko", size: tuple[int, int] = PHONE, **more: Any) -> Page:
        viewport: Any = {"width": size[0], "height": size[1]}
        context = await browser.new_context(viewport=viewport, locale=lang, **more)
        contexts.append(context)
        page = await context.new_page()
        page.set_default_timeout(10_000)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None)
        page.on("request", lambda r: complaints.append(r.url) if not r.url.startswith(sandbox.page_url) else None)
        await page.goto(f"{sandbox.page_url}?lang={lang}")
        await expect(page.locator("#text")).to_be_focused()
        return page

    yield go
    for context in contexts:
        await context.close()
    assert not complaints


async def _write(page: Page, text: str) -> None:
    await page.locator("#text").fill(text)
    await page.keyboard.press("Enter")


@pytest.mark.usefixtures("bot")
async def test_a_conversation_at_a_phone(visit: Open) -> None:
    page = await visit(permissions=["clipboard-read", "clipboard-write"])
    await _write(page, "안녕")
    answer = page.locator("article:not(.mine)")
    await expect(answer.locator(".text b")).to_have_text("안녕")
    await expect(page.locator("article.mine .text")).to_have_text("안녕")
    await answer.get_by_role("button", name="복사").click()
    assert await page.evaluate("navigator.clipboard.readText()") == "1366"
    await expect(page.locator("#toast")).to_have_text("복사했어요: 1366")
    await answer.get_by_role("button", name="더").click()
    await expect(answer.locator(".text")).to_have_text("더 있어요")
    await expect(answer).to_be_focused()  # the pressed button is gone; the keyboard is not lost
    await expect(page.locator("#toast")).to_have_text("네")
    await answer.get_by_role("button", name="끝").click()
    await expect(answer).to_have_count(0)
    await expect(page.locator("#toast")).to_have_text("지워진 메시지: 1개")


@pytest.mark.usefixtures("bot")
async def test_by_keyboard_alone(visit: Open) -> None:
    page = await visit("en")
    await page.keyboard.type("hello")
    await page.keyboard.press("Shift+Enter")
    await page.keyboard.type("there")
    await page.keyboard.press("Enter")
    await expect(page.locator("article:not(.mine) .text")).to_have_text("hello\nthere")
    await page.keyboard.press("ArrowUp")
    await expect(page.locator("#about-to")).to_contain_text("Editing your message.")
    await page.keyboard.press("End")
    await page.keyboard.type("!")
    await page.keyboard.press("Enter")
    await expect(page.locator("article:not(.mine)").nth(1).locator(".text")).to_have_text("hello\nthere! (edited)")
    await expect(page.locator("article.mine .foot")).to_contain_text("edited")
    seen = []
    for _ in range(25):
        await page.keyboard.press("Shift+Tab")
        seen.append(await page.evaluate("document.activeElement.innerText || document.activeElement.id"))
    assert any(text.startswith("더") for text in seen)
    assert "Settings" in seen
    outline = await page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"


@pytest.mark.usefixtures("bot")
async def test_pictures_replies_and_commands(visit: Open, bot: Any) -> None:
    await bot.bot.set_my_commands([("start", "처음으로")], language_code="ko")
    page = await visit()
    await page.get_by_role("button", name="사진·파일 등 보내기").click()
    await page.get_by_role("group", name="사진·파일 등 보내기").get_by_role("button", name="사진").click()
    await expect(page.locator("article.mine .thing")).to_have_text("사진 · 시험용, 내용 없음")
    await expect(page.locator("article:not(.mine) .text")).to_have_text("photo:")
    await page.locator("article:not(.mine)").get_by_role("button", name="답장").click()
    await _write(page, "그럼요?")
    await expect(page.locator("article.mine .quoted")).to_have_text("photo:")
    await expect(page.locator("article:not(.mine) .text").nth(1)).to_have_text("그럼요? (to photo:)")
    await page.get_by_role("button", name="명령 목록").click()
    await page.get_by_role("button", name="/start 처음으로").click()
    await expect(page.locator("article:not(.mine) .text").nth(2)).to_have_text("시작")


async def test_what_is_written_is_never_markup(sandbox: Sandbox, visit: Open) -> None:
    page = await visit()
    await _write(page, "<img src=x onerror=alert(1)><b>굵게</b> https://example.org/?a=1.")
    mine = page.locator("article.mine .text")
    await expect(mine).to_contain_text("<img src=x onerror=alert(1)><b>굵게</b>")
    assert await mine.locator("img, b").count() == 0
    link = mine.locator("a")
    await expect(link).to_have_attribute("href", "https://example.org/?a=1")
    await expect(link).to_have_attribute("rel", "noopener noreferrer")
    assert sandbox.state.updates[-1]["message"]["from"]["language_code"] == "ko"


async def test_language_code_clock_and_somebody_new(sandbox: Sandbox, visit: Open) -> None:
    page = await visit()
    await _write(page, "하나")
    await expect(page.locator("article")).to_have_count(1)
    await page.get_by_role("button", name="설정").click()
    await page.get_by_label("텔레그램 앱의 언어").select_option("vi")
    await page.get_by_label("봇의 시각").fill("2026-10-03T03:00")
    await expect(page.locator("#clock-says")).to_contain_text("2026년 10월 3일")
    assert sandbox.now().isoformat().startswith("2026-10-02T18:00")  # three in the morning in Seoul
    await page.get_by_role("button", name="새 사람으로 시작").click()
    await expect(page.locator("article")).to_have_count(0)
    await _write(page, "둘")
    await expect(page.locator("article")).to_have_count(1)
    first, second = (update["message"]["from"] for update in sandbox.state.updates)
    assert first["id"] != second["id"]
    assert second["language_code"] == "vi"
    await page.get_by_role("button", name="지금 시각으로").click()
    await expect(page.locator("#clock-says")).to_have_text("실제 시각이에요.")
    await page.get_by_label("이 페이지의 말").select_option("en")
    await expect(page.locator("html")).to_have_attribute("lang", "en")
    await expect(page.get_by_role("heading", name="Settings")).to_be_visible()
    await page.reload()
    await expect(page.locator("article.mine .text")).to_have_text("둘")  # the same person as before


async def test_two_browsers_are_two_people(visit: Open) -> None:
    one, other = await visit(), await visit("en", DESK)
    await _write(one, "하나")
    await expect(one.locator("article")).to_have_count(1)
    await asyncio.sleep(0.2)
    assert await other.locator("article").count() == 0


async def test_a_line_about_the_directory(sandbox: Sandbox, visit: Open) -> None:
    page = await visit()
    await sandbox.announce({"ko": "다시 읽었어요.", "en": "Read again."})
    await expect(page.locator("#banner")).to_contain_text("다시 읽었어요.")
    late = await visit("en")
    await expect(late.locator("#banner")).to_contain_text("Read again.")
    await late.get_by_role("button", name="Close").click()
    await expect(late.locator("#banner")).to_be_hidden()


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("lang", ["ko", "en"])
async def test_axe_finds_nothing(sandbox: Sandbox, visit: Open, lang: str, size: tuple[int, int]) -> None:
    page = await visit(lang, size)
    words = {
        "ko": ("누가 제 사진을 퍼뜨렸어요", "사진·파일 등 보내기"),
        "en": ("somebody shared my photo", "Send a photo"),
    }
    await _write(page, words[lang][0])
    await expect(page.locator("article")).to_have_count(2)
    await page.get_by_role("button", name=words[lang][1]).click()
    await page.locator("#kinds button").first.click()
    await expect(page.locator("article")).to_have_count(4)
    await sandbox.announce({"ko": "다시 읽었어요.", "en": "Read again."})
    await page.locator("article.mine").first.get_by_role("button").click()
    await _axe(page)
    await page.locator("#menu").click()
    if size == PHONE:
        await page.locator("#settings-toggle").click()
    await expect(page.locator("#settings h2")).to_be_visible()
    await _axe(page)
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")


async def _axe(page: Page) -> None:
    found = await Axe().run(page)
    assert not found.response["violations"], found.generate_report()


async def test_other_sites_are_turned_away(sandbox: Sandbox, api: Any) -> None:
    import aiohttp

    async with aiohttp.ClientSession() as session:
        for headers in ({"Host": "evil.example"}, {"Origin": "https://evil.example"}):
            async with session.post(f"{sandbox.page_url}page/person", json={}, headers=headers) as answer:
                assert answer.status == 403
        async with session.get(sandbox.page_url) as answer:
            policy = answer.headers["Content-Security-Policy"]
            assert "default-src 'none'" in policy
            assert "unsafe" not in policy

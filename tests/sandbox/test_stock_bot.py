"""python-telegram-bot as it comes talks to the stand-in, by polling and by webhook, unchanged but for the base URL."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
import telegram
from telegram import CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions, Update
from telegram.error import BadRequest, Conflict, Forbidden, InvalidToken, RetryAfter
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    ContextTypes,
    MessageHandler,
    filters,
)

from bot.sandbox.server import Sandbox
from tests.sandbox.conftest import Receiver

Context = ContextTypes.DEFAULT_TYPE
Bot = Application[Any, Any, Any, Any, Any, Any]
KEYS = InlineKeyboardMarkup(
    [
        [InlineKeyboardButton("더", callback_data="more"), InlineKeyboardButton("끝", callback_data="end")],
        [InlineKeyboardButton("복사", copy_text=CopyTextButton("1366"))],
    ]
)


async def _echo(update: Update, _: Context) -> None:
    message = update.effective_message
    assert message is not None
    if message.text is None:
        kind = next(k for k in ("photo", "voice", "document", "location", "poll") if getattr(message, k))
        await message.reply_text(f"{kind}: {message.caption or ''}")
        return
    preview = LinkPreviewOptions(is_disabled=True)
    said = f"<b>{message.text}</b>" + (" (edited)" if update.edited_message else "")
    said += " (forwarded)" if message.forward_origin else ""
    said += f" (to {message.reply_to_message.text})" if message.reply_to_message else ""
    await message.reply_html(
        said, reply_markup=KEYS, disable_notification=True, link_preview_options=preview, do_quote=True
    )


async def _press(update: Update, _: Context) -> None:
    query = update.callback_query
    assert query is not None
    await query.answer("네")
    if query.data == "more":
        await query.edit_message_text("더 있어요", reply_markup=KEYS)
    else:
        await query.delete_message()


async def _member(update: Update, context: Context) -> None:
    change = update.my_chat_member
    assert change is not None
    if change.new_chat_member.status == "member" and change.chat.type != "private":
        await context.bot.send_message(change.chat.id, "여기서는 답하지 않아요.")
        await context.bot.leave_chat(change.chat.id)


def build(sandbox: Sandbox) -> Bot:
    bot: Bot = Application.builder().token(sandbox.token).base_url(sandbox.base_url).build()
    bot.add_handler(CommandHandler("start", lambda u, c: _said(u, "시작")))
    bot.add_handler(CallbackQueryHandler(_press))
    bot.add_handler(ChatMemberHandler(_member))
    bot.add_handler(MessageHandler(filters.ALL, _echo))
    return bot


async def _said(update: Update, text: str) -> None:
    assert update.effective_message is not None
    await update.effective_message.reply_text(text)


@pytest.fixture
async def polling(sandbox: Sandbox) -> AsyncIterator[Bot]:
    bot = build(sandbox)
    async with bot:
        await bot.start()
        assert bot.updater is not None
        await bot.updater.start_polling(timeout=2, allowed_updates=Update.ALL_TYPES)
        yield bot
        await bot.updater.stop()
        await bot.stop()


@pytest.mark.usefixtures("polling")
async def test_a_conversation(sandbox: Sandbox) -> None:
    person = sandbox.person(first_name="하나", username="hana")
    answer = await person.ask("안녕")
    assert answer["text"] == "안녕"
    assert answer["entities"] == [{"type": "bold", "offset": 0, "length": 2}]
    assert answer["reply_to_message"]["text"] == "안녕"
    assert answer["silent"]
    assert answer["preview"] is False
    assert person.copied(answer, "복사") == "1366"
    assert await person.toast(await person.press(answer, "더")) == "네"
    await person.until(lambda p: p.answers[0]["text"] == "더 있어요")
    await person.press(person.answers[0], "end")
    await person.until(lambda p: not p.answers)
    assert (await person.ask("/start"))["text"] == "시작"


@pytest.mark.usefixtures("polling")
async def test_every_way_of_writing(sandbox: Sandbox) -> None:
    person = sandbox.person()
    first = await person.send("하나")
    assert (await person.next_message())["text"] == "하나"
    await person.edit(first, "둘")
    assert (await person.next_message())["text"] == "둘 (edited)"
    await person.forward("셋")
    assert (await person.next_message())["text"] == "셋 (forwarded)"
    await person.reply(first, "넷")
    assert (await person.next_message())["text"] == "넷 (to 둘)"
    await person.send_photo("다섯")
    assert (await person.next_message())["text"] == "photo: 다섯"
    for send, kind in ((person.send_voice, "voice"), (person.send_location, "location"), (person.send_poll, "poll")):
        await send()
        assert (await person.next_message())["text"].startswith(kind)


@pytest.mark.usefixtures("polling")
async def test_added_to_a_group(sandbox: Sandbox) -> None:
    group = sandbox.group()
    await group.member("left", "member")
    await group.until(lambda g: g.chat.left)
    assert [m["text"] for m in group.answers] == ["여기서는 답하지 않아요."]


async def test_refusals_arrive_as_the_errors_they_are(
    sandbox: Sandbox, polling: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    person = sandbox.person()
    await person.ask("안녕")
    sandbox.fail("sendMessage", "429", retry_after=7)
    with pytest.raises(RetryAfter, match="Retry in 0:00:07"):
        await polling.bot.send_message(person.id, "x")
    sandbox.fail("sendMessage", "403")
    with pytest.raises(Forbidden):
        await polling.bot.send_message(person.id, "x")
    with pytest.raises(BadRequest, match='Unknown parameter "colour"'):
        await polling.bot.send_message(person.id, "x", api_kwargs={"colour": "red"})
    async with telegram.Bot(sandbox.token, base_url=sandbox.base_url) as second:
        with pytest.raises(Conflict):
            await second.get_updates(timeout=3)


async def test_a_wrong_token(sandbox: Sandbox) -> None:
    bot: Bot = Application.builder().token("1:" + "x" * 35).base_url(sandbox.base_url).updater(None).build()
    with pytest.raises(InvalidToken):
        await bot.initialize()
    await bot.bot.request.shutdown()


async def test_the_profile_is_kept(sandbox: Sandbox, polling: Bot) -> None:
    bot = polling.bot
    await bot.set_my_commands([("help", "도움")], language_code="ko")
    assert [c.command for c in await bot.get_my_commands(language_code="ko")] == ["help"]
    assert not await bot.get_my_commands()
    await bot.set_my_name("곁", language_code="ko")
    assert (await bot.get_my_name("ko")).name == "곁"
    assert (await bot.get_my_name("en")).name == "Gyeot"
    await bot.set_my_description("설명")
    assert (await bot.get_my_description()).description == "설명"
    await bot.set_my_short_description("짧게")
    assert (await bot.get_my_short_description()).short_description == "짧게"
    await bot.set_chat_menu_button()
    assert (await bot.get_chat_menu_button()).type == "default"
    person = sandbox.person(username="hana")
    await person.send("안녕")
    assert (await bot.get_chat(person.id)).username == "hana"
    assert await bot.send_chat_action(person.id, "typing")


async def test_by_webhook(sandbox: Sandbox, receiver: Receiver) -> None:
    bot = build(sandbox)
    async with bot:

        async def deliver(raw: dict[str, Any]) -> int:
            await bot.process_update(Update.de_json(raw, bot.bot))
            return 200

        receiver.take = deliver
        await bot.bot.set_webhook(receiver.url, secret_token="only-the-two-of-us")
        answer = await sandbox.person().ask("안녕")
        assert answer["text"] == "안녕"
        assert receiver.secrets == ["only-the-two-of-us"]
        info = await bot.bot.get_webhook_info()
        assert (info.url, info.last_error_date) == (receiver.url, None)

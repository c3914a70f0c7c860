"""What Telegram refuses is refused, with its status and its words: at the edge, over HTTP."""

from datetime import timedelta
from typing import Any

import pytest

from bot.sandbox.server import Sandbox
from tests.sandbox.conftest import Api

LONG = "가" * 4096


def key(**button: Any) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": "x", **button}]]}


SENDING: list[tuple[str, dict[str, Any], str]] = [
    ("4097 characters", {"text": LONG + "가"}, "message is too long"),
    ("4097 after parsing", {"text": f"<b>{LONG}</b>&lt;", "parse_mode": "HTML"}, "message is too long"),
    ("2049 surrogate pairs", {"text": "😀" * 2049}, "message is too long"),
    ("nothing", {"text": ""}, "message text is empty"),
    ("white space", {"text": " \n "}, "message text is empty"),
    ("only tags", {"text": "<b></b>", "parse_mode": "HTML"}, "message text is empty"),
    ("no text at all", {}, "message text is empty"),
    (
        "unknown tag",
        {"text": "가<br>", "parse_mode": "HTML"},
        'can\'t parse entities: Unsupported start tag "br" at byte offset 3',
    ),
    (
        "an address in angle brackets",
        {"text": "<a@b.c>", "parse_mode": "HTML"},
        'can\'t parse entities: Unsupported start tag "a@b.c" at byte offset 0',
    ),
    (
        "a lone bracket",
        {"text": "1 < 2", "parse_mode": "HTML"},
        'can\'t parse entities: Unsupported start tag "" at byte offset 2',
    ),
    (
        "unclosed",
        {"text": "<b>x", "parse_mode": "HTML"},
        "can't parse entities: Can't find end tag corresponding to start tag b",
    ),
    ("unclosed bracket", {"text": "x <b", "parse_mode": "HTML"}, "Unclosed start tag at byte offset 2"),
    (
        "crossed",
        {"text": "<b><i>x</b></i>", "parse_mode": "HTML"},
        'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"',
    ),
    ("end without start", {"text": "x</b>", "parse_mode": "HTML"}, "Unexpected end tag at byte offset 1"),
    (
        "span without its class",
        {"text": "<span>x</span>", "parse_mode": "HTML"},
        'Tag "span" must have class "tg-spoiler" at byte offset 0',
    ),
    ("attribute without value", {"text": "<a href>x</a>", "parse_mode": "HTML"}, "Expected equal sign"),
    ("half a surrogate", {"text": "&#xd800;", "parse_mode": "HTML"}, "invalid Unicode characters"),
    ("another markup", {"text": "x", "parse_mode": "BBCode"}, "unsupported parse_mode"),
    ("65 bytes of data", {"text": "x", "reply_markup": key(callback_data="가" * 21 + "ab")}, "BUTTON_DATA_INVALID"),
    ("no data", {"text": "x", "reply_markup": key(callback_data="")}, "BUTTON_DATA_INVALID"),
    ("257 to copy", {"text": "x", "reply_markup": key(copy_text={"text": "1" * 257})}, "BUTTON_COPY_TEXT_INVALID"),
    ("a URL that is none", {"text": "x", "reply_markup": key(url="javascript:1")}, "wrong HTTP URL"),
    ("a button that does nothing", {"text": "x", "reply_markup": key()}, "text buttons are unallowed"),
    ("a button with two jobs", {"text": "x", "reply_markup": key(url="https://a.b", callback_data="c")}, "exactly one"),
    (
        "101 buttons",
        {"text": "x", "reply_markup": {"inline_keyboard": [[{"text": "x", "callback_data": "y"}]] * 101}},
        "reply markup is too long",
    ),
    ("markup that is no object", {"text": "x", "reply_markup": []}, "object expected"),
    ("markup that is no JSON", {"text": "x", "reply_markup": "{"}, "can't parse reply_markup JSON object"),
    ("a field nobody knows", {"text": "x", "reply_markup": key(callbackdata="c")}, 'unknown field "callbackdata"'),
    ("a parameter nobody knows", {"text": "x", "disable_web_page_preview": True}, "unknown parameter"),
    ("a flag that is none", {"text": "x", "disable_notification": "perhaps"}, "must be a Boolean"),
    ("reply to nothing", {"text": "x", "reply_parameters": {"message_id": 99999}}, "message to be replied not found"),
    ("entity outside", {"text": "x", "entities": [{"type": "bold", "offset": 0, "length": 2}]}, "entity begins"),
]


@pytest.mark.parametrize(("given", "said"), [c[1:] for c in SENDING], ids=[c[0] for c in SENDING])
async def test_a_message_telegram_refuses(sandbox: Sandbox, api: Api, given: dict[str, Any], said: str) -> None:
    person = sandbox.person()
    await person.send("안녕")
    answer = await api("sendMessage", chat_id=person.id, **given)
    assert (answer.status, answer.said.startswith("Bad Request: "), said in answer.said) == (400, True, True), answer
    assert not person.answers


@pytest.mark.parametrize(
    ("given", "shown", "entities"),
    [
        ({"text": LONG}, LONG, []),
        ({"text": f"<b>{LONG}</b>", "parse_mode": "HTML"}, LONG, [("bold", 0, 4096)]),
        ({"text": "&nbsp;&lt;&amp;&#44032;", "parse_mode": "html"}, "&nbsp;<&가", []),
        ({"text": "😀<b>가</b>", "parse_mode": "HTML"}, "😀가", [("bold", 2, 1)]),
        ({"text": "<B><i>x</i>y</>", "parse_mode": "HTML"}, "xy", [("bold", 0, 2), ("italic", 0, 1)]),
        ({"text": " \n<u>x</u> ", "parse_mode": "HTML"}, "x", [("underline", 0, 1)]),
        ({"text": "<b>1</b>", "parse_mode": ""}, "<b>1</b>", []),
    ],
)
async def test_a_message_telegram_takes(
    sandbox: Sandbox, api: Api, given: dict[str, Any], shown: str, entities: list[tuple[str, int, int]]
) -> None:
    person = sandbox.person()
    await person.send("안녕")
    sent = (await api("sendMessage", chat_id=person.id, **given)).result
    assert sent["text"] == shown == person.answers[0]["text"]
    assert [(e["type"], e["offset"], e["length"]) for e in sent.get("entities", [])] == entities


async def test_exactly_the_largest_buttons_fit(sandbox: Sandbox, api: Api) -> None:
    person = sandbox.person()
    await person.send("안녕")
    rows = [[{"text": "a", "callback_data": "가" * 21 + "a"}, {"text": "b", "copy_text": {"text": "1" * 256}}]]
    sent = (await api("sendMessage", chat_id=person.id, text="x", reply_markup={"inline_keyboard": rows})).result
    assert sent["reply_markup"] == {"inline_keyboard": rows}
    assert person.copied(sent, "b") == "1" * 256


async def test_whom_the_bot_cannot_write_to(sandbox: Sandbox, api: Api) -> None:
    stranger, person, group = sandbox.person(), sandbox.person(), sandbox.group()
    await person.send("안녕")
    await person.block()
    await group.send("안녕")
    await api("leaveChat", chat_id=group.id)
    cases = {
        424242: (400, "Bad Request: chat not found"),
        "@nobody": (400, "Bad Request: chat not found"),
        "x": (400, "Bad Request: chat not found"),
        stranger.id: (403, "Forbidden: bot can't initiate conversation with a user"),
        person.id: (403, "Forbidden: bot was blocked by the user"),
        group.id: (403, "Forbidden: bot is not a member of the supergroup chat"),
    }
    for chat, expected in cases.items():
        answer = await api("sendMessage", chat_id=chat, text="x")
        assert (answer.status, answer.said) == expected
    await person.unblock()
    assert (await api("sendMessage", chat_id=person.id, text="x")).status == 200


async def test_edits(sandbox: Sandbox, api: Api) -> None:
    person = sandbox.person()
    mine = await person.send("안녕")
    sent = (await api("sendMessage", chat_id=person.id, text="<b>x</b>", parse_mode="HTML")).result
    here: dict[str, Any] = {"chat_id": person.id, "message_id": sent["message_id"]}
    assert "not modified" in (await api("editMessageText", **here, text="<b>x</b>", parse_mode="HTML")).said
    assert "not modified" in (await api("editMessageReplyMarkup", **here)).said
    assert (await api("editMessageText", **here, text="x")).status == 200  # the same words, no longer bold
    assert (await api("editMessageText", **here, text="x", reply_markup=key(callback_data="c"))).status == 200
    assert "not modified" in (await api("editMessageReplyMarkup", **here, reply_markup=key(callback_data="c"))).said
    changed = (await api("editMessageReplyMarkup", **here)).result
    assert "reply_markup" not in changed
    assert changed["edit_date"] >= changed["date"]
    other = {"chat_id": person.id, "message_id": mine["message_id"]}
    assert (await api("editMessageText", **other, text="y")).said == "Bad Request: message can't be edited"
    nothing = {"chat_id": person.id, "message_id": 99999}
    assert (await api("editMessageText", **nothing, text="y")).said == "Bad Request: message to edit not found"
    unnamed = await api("editMessageText", chat_id=person.id, text="y")
    assert unnamed.said == "Bad Request: message identifier is not specified"
    assert (await api("editMessageText", **here, text="<i>", parse_mode="HTML")).status == 400
    assert person.answers[0]["text"] == "x"


async def test_deleting_within_48_hours_only(sandbox: Sandbox, api: Api) -> None:
    person, other = sandbox.person(), sandbox.person()
    old = await person.send("어제보다 먼저")
    sandbox.clock.advance(timedelta(hours=47, minutes=59))
    new = await person.send("방금")
    foreign = await other.send("남의 것")
    sandbox.clock.advance(timedelta(minutes=1))
    alone = await api("deleteMessage", chat_id=person.id, message_id=old["message_id"])
    assert alone.said == "Bad Request: message can't be deleted for everyone"
    both = [old["message_id"], new["message_id"]]
    assert (await api("deleteMessages", chat_id=person.id, message_ids=both)).status == 400
    assert len(person.messages) == 2  # one that is too old keeps all the others
    ids = [new["message_id"], 77777, foreign["message_id"]]
    assert (await api("deleteMessages", chat_id=person.id, message_ids=ids)).result is True
    assert [m["text"] for m in person.messages] == ["어제보다 먼저"]
    assert len(other.messages) == 1
    gone = await api("deleteMessage", chat_id=person.id, message_id=new["message_id"])
    assert gone.said == "Bad Request: message to delete not found"


async def test_a_hundred_ids_at_once(sandbox: Sandbox, api: Api) -> None:
    person = sandbox.person()
    ids = [(await person.send("x"))["message_id"] for _ in range(101)]
    assert (await api("deleteMessages", chat_id=person.id, message_ids=ids)).status == 400
    assert (await api("deleteMessages", chat_id=person.id, message_ids=[])).status == 400
    assert (await api("deleteMessages", chat_id=person.id, message_ids=["x"])).status == 400
    assert (await api("deleteMessages", chat_id=person.id, message_ids=ids[:100])).status == 200
    assert len(person.messages) == 1


async def test_in_a_group_only_its_own_messages_go(sandbox: Sandbox, api: Api) -> None:
    group = sandbox.group()
    theirs = await group.send("안녕")
    own = (await api("sendMessage", chat_id=group.id, text="x")).result
    here = {"chat_id": group.id}
    refused = await api("deleteMessage", **here, message_id=theirs["message_id"])
    assert refused.said == "Bad Request: message can't be deleted"
    assert (await api("deleteMessage", **here, message_id=own["message_id"])).status == 200
    await group.member("member", "administrator")
    assert (await api("deleteMessage", **here, message_id=theirs["message_id"])).status == 200


async def test_a_press_is_answered_once_and_in_time(sandbox: Sandbox, api: Api) -> None:
    person = sandbox.person()
    await person.send("안녕")
    sent = (await api("sendMessage", chat_id=person.id, text="x", reply_markup=key(callback_data="c"))).result
    old = "query is too old and response timeout expired or query ID is invalid"
    query = await person.press(sent, "x")
    assert "MESSAGE_TOO_LONG" in (await api("answerCallbackQuery", callback_query_id=query, text="x" * 201)).said
    query = await person.press(sent, "x")
    assert (await api("answerCallbackQuery", callback_query_id=query, text="네")).result is True
    assert await person.toast(query) == "네"
    late = await person.press(sent, "c")
    sandbox.clock.advance(timedelta(seconds=151))
    for id in (query, "never", late):
        assert old in (await api("answerCallbackQuery", callback_query_id=id)).said
    with pytest.raises(LookupError):
        await person.press(sent, "no such label")


@pytest.mark.parametrize(
    ("method", "given", "said"),
    [
        ("sendChatAction", {"action": "dancing"}, "wrong parameter action in request"),
        ("leaveChat", {}, "chat member status can't be changed in private chats"),
        ("setMyCommands", {"commands": [{"command": "Großes", "description": "x"}]}, "BOT_COMMAND_INVALID"),
        ("setMyCommands", {"commands": [{"command": "a", "description": ""}]}, "BOT_COMMAND_DESCRIPTION_INVALID"),
        ("setMyCommands", {"commands": [{"command": "a", "description": "x"}] * 101}, "BOT_COMMANDS_TOO_MUCH"),
        ("setMyCommands", {"commands": [], "scope": {"type": "moon"}}, "unsupported type specified"),
        ("setMyName", {"name": "x" * 65}, "name is too long"),
        ("setMyDescription", {"description": "x" * 513}, "description is too long"),
        ("setMyShortDescription", {"short_description": "x" * 121}, "short description is too long"),
        ("setMyName", {"name": "x", "language_code": "korean"}, "LANG_CODE_INVALID"),
        ("setChatMenuButton", {"menu_button": {"type": "web_app", "text": "x"}}, '"web_app" must be'),
        ("getUpdates", {"allowed_updates": "message"}, "can't parse allowed_updates"),
        ("getUpdates", {"offset": "soon"}, "must be an Integer"),
    ],
)
async def test_other_refusals(sandbox: Sandbox, api: Api, method: str, given: dict[str, Any], said: str) -> None:
    person = sandbox.person()
    await person.send("안녕")
    in_chat = {"chat_id": person.id} if method in ("sendChatAction", "leaveChat") else {}
    answer = await api(method, **in_chat, **given)
    assert answer.status == 400
    assert said in answer.said


async def test_tokens_and_methods(sandbox: Sandbox, api: Api) -> None:
    assert (await api("getMe", token=sandbox.token + "x"))[::2] == (401, "Unauthorized")
    assert (await api("sendSmoke"))[::2] == (404, "Not Found: method not found")
    assert (await api("GETME")).result["is_bot"] is True
    assert (await api("close")).result is True
    assert (await api("logOut")).result is True
    assert (await api("getMe"))[::2] == (400, "Logged out")

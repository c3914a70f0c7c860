"""What a person notices in a private chat."""

import asyncio
from datetime import datetime

import pytest

from bot.directory.hours import SEOUL
from bot.sandbox.server import Sandbox
from tests.telegram.conftest import Start


def calls(sandbox: Sandbox, method: str) -> list[dict[str, str]]:
    return [given for name, given in sandbox.requests if name == method]


async def test_a_question_is_answered_silently_and_without_previews(sandbox: Sandbox, start: Start) -> None:
    await start()
    answer = await sandbox.person("ko").ask("단톡방에 내 얼굴 합성한 사진이 돌아요")
    assert answer["text"].startswith("곁이에요.")
    assert "1366" in answer["text"]
    assert answer["silent"]
    sent = calls(sandbox, "sendMessage")[0]
    assert '"is_disabled": true' in sent["link_preview_options"]


async def test_a_button_changes_the_same_message(sandbox: Sandbox, start: Start) -> None:
    await start()
    person = sandbox.person("en")
    answer = await person.ask("someone made a deepfake of me")
    before = answer["text"]
    await person.press(answer, "Removal")
    await person.until(lambda p: p.answers[0]["text"] != before)
    assert len(person.answers) == 1
    assert "Removal" in person.answers[0]["text"]


async def test_a_press_is_answered_before_the_page_changes(sandbox: Sandbox, start: Start) -> None:
    await start()
    person = sandbox.person("ko")
    answer = await person.ask("스토킹 당하고 있어요")
    await person.press(answer, "지역 고르기")
    await person.until(lambda p: "edit_date" in p.answers[0])
    order = [name for name, _ in sandbox.requests if name in ("answerCallbackQuery", "editMessageText")]
    assert order == ["answerCallbackQuery", "editMessageText"]


@pytest.mark.parametrize("command", ["/start", "/help", "/language", "/privacy", "/about", "/start deepfake_busan_en"])
async def test_every_command_has_an_answer(sandbox: Sandbox, start: Start, command: str) -> None:
    await start()
    answer = await sandbox.person("ko").ask(command)
    assert "112" in answer["text"]
    assert answer["reply_markup"]["inline_keyboard"]


async def test_a_deep_link_opens_its_topic_region_and_language(sandbox: Sandbox, start: Start) -> None:
    await start()
    answer = await sandbox.person("ko").ask("/start deepfake_busan_en")
    assert answer["text"].startswith("Here is what I found.")
    assert "1366" in answer["text"]


@pytest.mark.parametrize("kind", ["photo", "video", "voice", "document", "contact", "location", "sticker", "poll"])
async def test_nothing_sent_is_downloaded_and_everything_is_answered(sandbox: Sandbox, start: Start, kind: str) -> None:
    await start()
    person = sandbox.person("ko")
    answer = await person.next_answer(await person.send_kind(kind))
    assert "1366" in answer["text"]
    assert not calls(sandbox, "getFile")


async def test_a_caption_is_read(sandbox: Sandbox, start: Start) -> None:
    await start()
    person = sandbox.person("ko")
    answer = await person.next_answer(await person.send_kind("photo", caption="전남친이 이 영상을 뿌린다고 협박해요"))
    assert "사진은 여기로 보내지 말고" in answer["text"]
    assert any("삭제" in b["text"] for row in answer["reply_markup"]["inline_keyboard"] for b in row)


async def test_an_edited_message_changes_its_answer(sandbox: Sandbox, start: Start) -> None:
    await start()
    person = sandbox.person("ko")
    message = await person.send("안녕하세요")
    before = (await person.next_answer(message))["text"]
    await person.edit(message, "딥페이크 피해를 당했어요")
    await person.until(lambda p: p.answers[0]["text"] != before)
    assert len(person.answers) == 1


async def test_an_edit_whose_answer_is_forgotten_gets_a_new_one(sandbox: Sandbox, start: Start) -> None:
    first = await start()
    person = sandbox.person("ko")
    message = await person.send("안녕하세요")
    await person.next_answer(message)
    await first.stop()
    await start()
    await person.edit(message, "딥페이크 피해를 당했어요")
    await person.until(lambda p: len(p.answers) == 2)


async def test_a_reply_keeps_what_the_buttons_know(sandbox: Sandbox, start: Start) -> None:
    sandbox.clock.set(datetime(2026, 11, 24, 10, 0, tzinfo=SEOUL))  # when a free lawyer answers
    await start()
    person = sandbox.person("ko")
    answer = await person.ask("화장실에서 불법촬영 당했어요")
    reply = {k: v for k, v in answer.items() if k not in ("html", "silent")}
    message = await person.send("그럼 변호사는 어떻게 구해요?", reply_to_message=reply)
    followed = await person.next_answer(message)
    assert "132" in followed["text"]


async def test_a_language_chosen_by_hand_changes_the_page(sandbox: Sandbox, start: Start) -> None:
    await start()
    person = sandbox.person("ko")
    answer = await person.ask("/language")
    query = await person.press(answer, "English")
    assert await person.toast(query) == "I will answer in English from now on."
    await person.until(lambda p: p.answers[0]["text"].startswith("This is Gyeot."))


async def test_a_group_gets_one_neutral_line_and_the_bot_leaves(sandbox: Sandbox, start: Start) -> None:
    await start()
    group = sandbox.group()
    await group.send("여기 도와주는 봇인가요")
    await group.until(lambda g: g.chat.left)
    assert len(group.answers) == 1
    assert not any(word in group.answers[0]["text"] for word in ("성", "피해", "1366", "112"))


async def test_a_channel_is_left_without_a_word(sandbox: Sandbox, start: Start) -> None:
    await start()
    channel = sandbox.group(-100700, kind="channel")
    me = {"id": 1000000001, "is_bot": True, "first_name": "Gyeot"}
    rights = dict.fromkeys(
        "can_be_edited is_anonymous can_manage_chat can_delete_messages can_manage_video_chats can_restrict_members"
        " can_promote_members can_change_info can_invite_users can_post_stories can_edit_stories"
        " can_delete_stories".split(),
        False,
    )
    await sandbox.state.push(
        {
            "my_chat_member": {
                "chat": channel.chat.info,
                "from": channel.chat.person,
                "date": 1,
                "old_chat_member": {"user": me, "status": "left"},
                "new_chat_member": {"user": me, "status": "administrator", **rights},
            }
        }
    )
    await channel.until(lambda c: c.chat.left)
    assert not channel.answers


async def test_urgent_numbers_stand_first(sandbox: Sandbox, start: Start) -> None:
    await start()
    answer = await sandbox.person("ko").ask("죽고 싶어요")
    assert answer["text"].index("109") < 250
    answer = await sandbox.person("en").ask("he is outside my door with a knife right now")
    assert answer["text"].index("112") < 250


async def test_order_within_one_chat_is_kept(sandbox: Sandbox, start: Start) -> None:
    person = sandbox.person("ko")
    for text in ("/about", "/privacy", "/language"):
        await person.send(text)
    await start()
    await person.until(lambda p: len(p.answers) == 3)
    heads = [a["text"].split("\n\n")[1] for a in person.answers]
    assert heads[0].startswith("곁은 무엇인가요")
    assert heads[1].startswith("무엇이 남고")
    await asyncio.sleep(0)

"""In another language, and for somebody else, as it is seen in the chat."""

import re

from bot.answers.wording import wordings
from bot.sandbox.server import Sandbox
from tests.telegram.conftest import Start


async def test_somebody_who_writes_vietnamese_is_answered_in_it_and_can_go_on_in_korean(
    sandbox: Sandbox, start: Start
) -> None:
    await start()
    person = sandbox.person("en")
    answer = await person.ask("có người đăng ảnh của tôi lên mạng")
    assert answer["text"].startswith("Đây là Gyeot.")
    assert "1577-1366" in answer["text"]
    assert person.copied(answer, "Chép 1577-1366") == "1577-1366"
    await person.press(answer, "한국어")
    await person.until(lambda p: p.answers[0]["text"].startswith("곁이에요."))
    assert len(person.answers) == 1


async def test_a_phone_in_another_language_is_greeted_in_it_and_nothing_is_stored(
    sandbox: Sandbox, start: Start
) -> None:
    class Chosen:
        async def chosen_language(self, chat: int) -> str | None:
            return None

        async def choose_language(self, chat: int, language: str) -> None:
            raise AssertionError("nobody chose")

        async def forget(self, chat: int) -> None: ...
        async def count(self, outcome: object) -> None: ...
        async def did_not_work(self, resource: str) -> None: ...

    await start(store=Chosen())
    person = sandbox.person("th")
    answer = await person.ask("/start")
    assert answer["text"].startswith("นี่คือ Gyeot")
    await person.press(answer, "English")
    await person.until(lambda p: p.answers[0]["text"].startswith("This is Gyeot."))
    assert (await person.ask("someone filmed me"))["text"].startswith("Here is what I found.")


async def test_the_language_page_leads_to_every_language(sandbox: Sandbox, start: Start) -> None:
    await start()
    person = sandbox.person("ko")
    answer = await person.ask("/language")
    await person.press(answer, "العربية")
    await person.until(lambda p: "هنا" in p.answers[0]["text"])


async def test_a_place_is_sent_as_a_card_that_says_nothing_of_a_situation(sandbox: Sandbox, start: Start) -> None:
    await start()
    person = sandbox.person("ko")
    answer = await person.ask("친구가 딥페이크 피해를 당했어요")
    await person.press(answer, "다른 곳 더 보기")
    await person.until(lambda p: "다른 곳" in p.answers[0]["text"])
    place = next(
        button["text"]
        for row in person.answers[0]["reply_markup"]["inline_keyboard"]
        for button in row
        if button.get("callback_data", "").startswith("cko.0")
    )
    await person.press(person.answers[0], place)
    await person.until(lambda p: any(b["text"] == "보내기용 카드" for b in keys(p.answers[0])))
    page = person.answers[0]["text"]
    await person.press(person.answers[0], "보내기용 카드")
    await person.until(lambda p: len(p.answers) == 2)
    assert person.answers[0]["text"] == page, "the page it was asked for on stays"
    card = person.answers[1]
    assert "reply_markup" not in card
    assert card["silent"]
    name, rest = card["text"].split("\n", 1)
    assert name.startswith(place)
    assert wordings()["ko"].tells(rest) is None, "no word of what it is for"
    assert "딥페이크" not in card["text"]
    assert re.search(r"\d{2,4}-\d{3,4}|\b1\d{2,3}\b", rest), "a number"
    assert "한국어" in rest
    assert re.search(r"\d{4}-\d{2}-\d{2}", rest), "the day of the check"


async def test_erasing_takes_the_card_too(sandbox: Sandbox, start: Start) -> None:
    await start()
    person = sandbox.person("en")
    answer = await person.ask("1577-1366")
    await person.press(answer, "Card to forward")
    await person.until(lambda p: len(p.answers) == 2)
    card = person.answers[1]["message_id"]
    await person.press(person.answers[0], "Erase")
    await person.until(lambda p: all(m["message_id"] != card for m in p.messages))


async def test_somebody_else_is_asked_for_from_the_first_page_on(sandbox: Sandbox, start: Start) -> None:
    await start()
    person = sandbox.person("en")
    answer = await person.ask("/start")
    before = answer["text"]
    await person.press(answer, "I am asking for someone")
    await person.until(lambda p: p.answers[0]["text"] != before)
    helping = person.answers[0]
    assert "Believe, listen and ask what they want" in helping["text"]
    assert {"For parents and guardians", "For teachers"} <= {button["text"] for button in keys(helping)}
    await person.press(helping, "Sexual deepfakes")
    await person.until(lambda p: "What helps" in p.answers[0]["text"])
    assert "What harms" in person.answers[0]["text"]
    assert "For friends and partners" in {button["text"] for button in keys(person.answers[0])}


def keys(message: dict) -> list[dict]:
    return [button for row in message["reply_markup"]["inline_keyboard"] for button in row]

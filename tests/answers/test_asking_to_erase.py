"""A chat is emptied where that was asked for in so many words; otherwise a person loses the numbers they were given."""

from datetime import UTC, datetime

import pytest

from bot.answers.responder import Responder

NOW = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)


@pytest.mark.parametrize("text", [
    "지우기", "삭제해", "대화 지워줘", "대화 내용 전부 삭제해주세요", "erase", "delete this chat", "quick exit",
    "please erase my messages", "clear the conversation now",
])  # fmt: skip
def test_words_that_ask_for_nothing_else_empty_it_at_once(responder: Responder, text: str) -> None:
    assert responder.to_text(text, language_code=None, chosen=None, context=None, now=NOW).action == "erase"


@pytest.mark.parametrize(("text", "shown"), [
    ("내 사진 지워줘", "1366"),
    ("영상 좀 지워주세요", "1366"),
    ("delete my photos please", "1366"),
    ("지우기가 뭐예요", "48시간"),
    ("what does erase do", "48 hours"),
])  # fmt: skip
def test_whoever_wants_something_removed_or_explained_gets_that(responder: Responder, text: str, shown: str) -> None:
    message = responder.to_text(text, language_code=None, chosen=None, context=None, now=NOW)
    assert message.action is None
    assert shown in message.plain

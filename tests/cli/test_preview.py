"""`gyeot preview`: the very message that the bot sends, in each language."""

from datetime import UTC, datetime

import pytest
from click.testing import CliRunner

from bot.answers.responder import Responder
from bot.answers.state import Page, State
from bot.cli import main
from bot.vocabulary import Need, Situation


def states(language: str) -> list[tuple[str, State]]:
    return [
        ("deepfake", State(Page.ANSWER, language, situation=Situation.DEEPFAKE)),
        ("removal", State(Page.NEED, language, need=Need.REMOVAL)),
        ("d4u", State(Page.CARD, language, target="d4u")),
        ("paid_removers", State(Page.GUIDE, language, target="paid_removers")),
        ("possession_viewing", State(Page.LAW, language, target="possession_viewing")),
        ("stopncii", State(Page.ROUTE, language, target="stopncii")),
    ]


@pytest.mark.parametrize("language", ["ko", "en"])
def test_what_is_shown_is_what_is_sent(responder: Responder, language: str) -> None:
    for id, state in states(language):
        sent = responder.to_button(state.encode(), language_code=language, chosen=None, now=datetime.now(UTC))
        result = CliRunner().invoke(main, ["preview", id, "--lang", language])
        assert result.exit_code == 0, result.output
        assert sent.plain in result.output, id
        for row in sent.buttons:
            assert "  ".join(f"[{button.text}]" for button in row) in result.output, id


def test_both_languages_unless_one_is_asked_for() -> None:
    said = CliRunner().invoke(main, ["preview", "d4u"]).output
    assert "── ko · d4u" in said
    assert "── en · d4u" in said


def test_an_id_that_nothing_has() -> None:
    result = CliRunner().invoke(main, ["preview", "nosuch"])
    assert result.exit_code == 1
    assert "nosuch" in result.output

"""Every number and every gone name of the directory, as somebody types it, leads to its entry."""

from datetime import datetime

import pytest

from bot.answers.index import Index
from bot.answers.responder import Responder
from bot.answers.state import Page, State
from bot.texts import Texts
from bot.understanding.names import MIN_WORD, Names
from bot.understanding.normalise import normalise


@pytest.fixture(scope="module")
def names(index: Index) -> Names:
    return Names(index.names)


def test_every_number_is_known_however_it_is_spelled(index: Index, names: Names) -> None:
    for resource in index.directory.resources:
        for number in (c.number for c in resource.channels if c.number):
            for typed in (number, number.replace("-", ""), number.replace("-", " "), f"{number}번 맞나요?"):
                found = names.found(normalise(typed))
                assert found, typed
                held = index.resources.get(found[0])
                assert held is not None, f"{typed}: {found}"
                assert number in [c.number for c in held.channels], f"{typed}: {found}"


def test_every_gone_number_and_name_leads_to_what_replaced_it(index: Index, names: Names) -> None:
    for i, retired in enumerate(index.directory.retired):
        for gone in (*retired.names, *retired.numbers):
            assert f"retired:{i}" in names.found(normalise(gone)), gone
    for resource in index.directory.resources:
        for gone in (*resource.former_names, *resource.former_numbers):
            assert any(id.startswith("retired:") for id in names.found(normalise(gone))), f"{resource.id}: {gone}"


def test_every_other_name_of_a_place_leads_to_it(index: Index, names: Names) -> None:
    for resource in index.directory.resources:
        for name in resource.also_called:
            letters = "".join(ch for ch in name if ch.isalnum())
            if letters.isdecimal() or len(letters) < MIN_WORD:
                continue
            assert resource.id in names.found(normalise(name)), f"{resource.id}: {name}"


def test_a_name_and_nothing_else_opens_that_place(responder: Responder, index: Index, night: datetime) -> None:
    """Whatever else its words could mean: most hold the word for what happened."""
    names = Names(index.names)
    looked = 0
    for id, spellings in index.names.items():
        for spelling in spellings:
            if not names.whole(normalise(spelling)) or names.found(normalise(spelling)) != [id]:
                continue  # too short to be looked for, or of two entries
            looked += 1
            answer = responder.answer(spelling, State(Page.ANSWER, "ko"), night)
            kind, _, target = id.partition(":")
            meant = index.directory.retired[int(target)].replaced_by if kind == "retired" else id
            if meant in ("police-112", "suicide-109"):  # a call for help, typed in a hurry
                assert answer.message.resources[0] == meant, spelling
            elif kind == "route":
                name = index.routes[target].name.best(answer.message.language)[0]
                assert name in answer.message.plain or answer.understanding.topics, spelling
            else:
                assert answer.message.resources == (index.resources[meant].replaced_by or meant,), spelling
    assert looked > 400


def test_a_helpline_by_its_name_is_no_cry_for_help_but_109_stands_above_it(
    responder: Responder, index: Index, texts: Texts, night: datetime
) -> None:
    message = responder.answer("mental health hotline", State(Page.ANSWER, "en"), night).message
    assert message.resources == ("mental-health-1577-0199",)
    assert message.plain.index("109") < message.plain.index(index.resources["mental-health-1577-0199"].name.en)


def test_a_name_within_a_question_leaves_the_question_first(responder: Responder, night: datetime) -> None:
    for text in (
        "한국성폭력상담소에 합성 사진 삭제를 부탁해도 되나요?",
        "can the prosecutors office remove the video of me",
    ):
        message = responder.answer(text, State(Page.ANSWER, "ko"), night).message
        assert len(message.resources) == 3, text

"""From a reading to an answer: what comes first, what is asked, what differs for whom."""

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from bot.answers.compose import LANGUAGES, compose, page
from bot.answers.index import Index
from bot.answers.render import Message, render
from bot.answers.state import Page, State, decode
from bot.directory.numbers import digits
from bot.texts import Texts
from bot.understanding.types import Ranked, Understanding
from bot.vocabulary import Audience, Intent, Kind, Need, Region, Situation, Topic, Urgency

Ask = Callable[..., Message]


@pytest.fixture
def ask(index: Index, texts: Texts, night: datetime, rules: Any) -> Ask:
    """Answer a reading; every answer keeps the rules of the voice."""

    def answer(reading: Understanding, state: State | None = None) -> Message:
        known = state or State(Page.ANSWER, reading.language)
        message = render(compose(reading, index, known, night), texts)
        if message.action is None:
            urgent = reading.urgent or reading.urgent_maybe
            (rules.check_urgent if urgent else rules.check)(message)
        return message

    return answer


def reading(language: str = "ko", kind: Kind = Kind.HELP, **fields: Any) -> Understanding:
    return Understanding(language, kind, **fields)


def sure(situation: Situation, language: str = "ko", **fields: Any) -> Understanding:
    return reading(language, situations=(Ranked(situation, 0.95),), sure=True, **fields)


def below(message: Message) -> str:
    """What stands under the two neutral lines."""
    return message.plain.split("\n\n", 1)[1]


def copies(message: Message) -> list[str]:
    return [b.copy for row in message.buttons for b in row if b.copy]


def states(message: Message) -> list[State]:
    return [decode(b.data) for row in message.buttons for b in row if b.data and not b.data.startswith("x")]


class TestUrgent:
    @pytest.mark.parametrize("language", LANGUAGES)
    @pytest.mark.parametrize(("urgency", "number"), [(Urgency.DANGER, "112"), (Urgency.SUICIDE, "109")])
    def test_alone_it_is_first_and_short(self, ask: Ask, language: str, urgency: Urgency, number: str) -> None:
        message = ask(reading(language, urgent=urgency))
        assert number in below(message)[:120]
        assert copies(message)[0] == number
        assert len(message.plain) < 1200
        assert not re.search(r"^\d\. ", message.plain, re.MULTILINE)

    @pytest.mark.parametrize("urgency", Urgency)
    @pytest.mark.parametrize("situation", Situation)
    def test_with_a_situation_it_stands_above_the_answer(
        self, ask: Ask, index: Index, texts: Texts, situation: Situation, urgency: Urgency
    ) -> None:
        message = ask(sure(situation, urgent=urgency))
        number = "112" if urgency is Urgency.DANGER else "109"
        text = below(message)
        assert text.index(number) < text.index(texts("heading.now", "ko"))
        heard = [texts("suicide.ack", "ko") in text, index.situations[situation].acknowledge.ko in text]
        assert heard == [urgency is Urgency.SUICIDE, urgency is Urgency.DANGER], "one sentence acknowledges, never two"
        assert urgency is Urgency.SUICIDE or text.index(number) < text.index(index.situations[situation].acknowledge.ko)
        assert copies(message)[0] == number
        assert message.resources[0] in ("police-112", "suicide-109")

    def test_perhaps_urgent_moves_one_line_up_and_leaves_the_answer(self, ask: Ask) -> None:
        plain = ask(sure(Situation.STALKING))
        maybe = ask(sure(Situation.STALKING, urgent_maybe=Urgency.DANGER))
        assert "112" in below(maybe).split("\n\n")[0]
        assert below(maybe).split("\n\n", 1)[1] == below(plain)

    def test_it_comes_before_the_wish_to_erase_or_a_greeting(self, ask: Ask) -> None:
        for intent in Intent:
            message = ask(reading(kind=Kind.META, intent=intent, urgent=Urgency.SUICIDE))
            assert message.action is None
            assert "109" in below(message)[:120]

    def test_somebody_else_in_danger_is_spoken_of_as_somebody_else(self, ask: Ask) -> None:
        own = ask(reading(urgent=Urgency.SUICIDE))
        other = ask(reading(urgent=Urgency.SUICIDE, audiences=frozenset({Audience.HELPER})))
        assert below(own).split("\n")[0] != below(other).split("\n")[0]

    def test_it_comes_before_a_page_of_its_own(self, ask: Ask) -> None:
        message = ask(reading(topics=(Topic.DID_IT,), urgent=Urgency.SUICIDE))
        assert "109" in below(message)[:120]


class TestUnsure:
    @pytest.mark.parametrize("language", LANGUAGES)
    def test_it_asks_with_a_button_for_each_guess_and_still_helps(self, ask: Ask, language: str) -> None:
        guesses = (Situation.SEXTORTION, Situation.IMAGE_SHARING, Situation.GROOMING)
        message = ask(reading(language, situations=tuple(Ranked(s, 0.3) for s in guesses)))
        assert [s.situation for s in states(message)[:3]] == list(guesses)
        assert "1366" in message.plain
        assert message.resources
        assert message.outcome is not None
        assert message.outcome.result == "asked"

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_somebody_under_19_captures_no_image_and_learns_of_parents_first(
        self, ask: Ask, index: Index, texts: Texts, language: str
    ) -> None:
        guesses = (Ranked(Situation.SEXTORTION, 0.4), Ranked(Situation.GROOMING, 0.3))
        text = ask(reading(language, situations=guesses, audiences=frozenset({Audience.MINOR}))).plain
        assert texts("which.keep", language) not in text
        assert texts("which.keep-minor", language) in text
        note = index.audiences[Audience.MINOR].note.get(language) or "missing"
        assert text.index(note) < text.index(index.resources["women-hotline-1366"].name.best(language)[0])
        assert texts("which.keep", language) in ask(reading(language, situations=guesses)).plain

    @pytest.mark.parametrize("need", [Need.EVIDENCE, Need.REMOVAL])
    @pytest.mark.parametrize("situation", Situation)
    def test_where_screens_are_to_be_kept_somebody_under_19_reads_first_what_not_to(
        self, index: Index, texts: Texts, night: datetime, situation: Situation, need: Need
    ) -> None:
        for who in (frozenset({Audience.MINOR}), frozenset()):
            state = State(Page.NEED, "ko", situation=situation, need=need, audiences=who)
            said = texts("which.keep-minor", "ko") in render(page(index, state, night), texts).plain
            assert said is bool(who)

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_beside_109_nobody_is_acknowledged_twice(self, ask: Ask, texts: Texts, language: str) -> None:
        text = ask(reading(language, urgent=Urgency.SUICIDE, situations=(Ranked(Situation.STALKING, 0.4),))).plain
        assert texts("suicide.ack", language) in text
        assert texts("which.ack", language) not in text

    def test_the_guesses_are_one_a_row(self, ask: Ask) -> None:
        message = ask(reading(situations=(Ranked(Situation.STALKING, 0.4), Ranked(Situation.PARTNER_VIOLENCE, 0.3))))
        assert [len(row) for row in message.buttons[:2]] == [1, 1]

    def test_what_else_was_said_stays_in_the_buttons(self, ask: Ask) -> None:
        who = frozenset({Audience.MINOR})
        message = ask(reading(situations=(Ranked(Situation.DEEPFAKE, 0.3),), audiences=who, region=Region.BUSAN))
        assert states(message)[0].audiences == who
        assert states(message)[0].region is Region.BUSAN

    def test_nothing_understood_offers_every_situation_and_a_line_that_answers(self, ask: Ask) -> None:
        message = ask(reading(kind=Kind.UNKNOWN))
        assert {s.situation for s in states(message)} >= set(Situation)
        assert "1366" in message.plain
        assert message.outcome is not None
        assert message.outcome.result == "none"


class TestMeta:
    @pytest.mark.parametrize("language", LANGUAGES)
    @pytest.mark.parametrize("intent", [i for i in Intent if i is not Intent.ERASE])
    def test_each_has_an_answer(self, ask: Ask, intent: Intent, language: str) -> None:
        message = ask(reading(language, Kind.META, intent=intent))
        assert len(below(message)) > 30
        assert message.buttons

    def test_no_two_say_the_same_but_those_that_begin_again(self, ask: Ask) -> None:
        said = {intent: ask(reading(kind=Kind.META, intent=intent)).plain for intent in Intent}
        assert len(set(said.values())) == len(Intent)

    def test_to_erase_is_an_action_and_says_nothing(self, ask: Ask) -> None:
        assert ask(reading(kind=Kind.META, intent=Intent.ERASE, said=True)).action == "erase"
        assert ask(sure(Situation.DEEPFAKE, intent=Intent.ERASE, said=True)).action == "erase"

    def test_a_person_is_a_number_that_answers_now(self, ask: Ask) -> None:
        message = ask(reading(kind=Kind.META, intent=Intent.HUMAN))
        assert copies(message)

    def test_privacy_tells_of_telegram_too(self, ask: Ask) -> None:
        assert "텔레그램" in ask(reading(kind=Kind.META, intent=Intent.PRIVACY)).plain
        assert "Telegram" in ask(reading("en", Kind.META, intent=Intent.PRIVACY)).plain


class TestNamed:
    def test_a_place_that_is_named_is_shown_in_full(self, ask: Ask, index: Index) -> None:
        for id, resource in index.resources.items():
            if resource.replaced_by is None:
                message = ask(reading(mentions=(id,)))
                assert message.resources == (id,)
                assert resource.name.ko in message.plain

    def test_with_a_situation_the_named_place_comes_first(self, ask: Ask) -> None:
        message = ask(sure(Situation.DEEPFAKE, mentions=("kcsc-1377",)))
        assert message.resources[0] == "kcsc-1377"
        assert len(message.resources) == 3

    def test_what_is_gone_is_said_to_be_gone_and_by_what_it_was_replaced(self, ask: Ask, index: Index) -> None:
        for i, retired in enumerate(index.directory.retired):
            for language in LANGUAGES:
                message = ask(reading(language, mentions=(f"retired:{i}",)))
                assert below(message).startswith(retired.note.best(language)[0])
                assert message.resources[0] == retired.replaced_by

    def test_a_dead_number_is_found_by_its_name_and_never_offered(self, ask: Ask, index: Index) -> None:
        found = [id for id, names in index.names.items() if "1393" in names]
        assert found
        assert found[0].startswith("retired:")
        assert "1393" not in copies(ask(reading(mentions=(found[0],))))
        assert "109" in copies(ask(reading(mentions=(found[0],))))

    def test_no_dead_number_is_anywhere_to_copy(self, ask: Ask, index: Index) -> None:
        dead = {digits(n) for n in index.directory.do_not_use if digits(n)}
        for id in index.resources:
            assert not dead & {digits(n) for n in copies(ask(reading(mentions=(id,))))}

    def test_an_edition_that_has_lost_the_entry_still_answers(self, ask: Ask) -> None:
        for id in ("retired:999", "retired:x", "gone-long-ago", "route:gone"):
            assert ask(reading(mentions=(id,))).plain
            assert ask(sure(Situation.DEEPFAKE, mentions=(id,))).resources


class TestOwnPages:
    @pytest.mark.parametrize("language", LANGUAGES)
    @pytest.mark.parametrize("topic", [Topic.DID_IT, Topic.ACCUSED, Topic.WANT_TO_HELP])
    def test_whatever_happened_their_page_comes_first(
        self, ask: Ask, index: Index, topic: Topic, language: str
    ) -> None:
        guide = index.topics[topic]
        for message in (
            ask(reading(language, topics=(topic,))),
            ask(sure(Situation.DEEPFAKE, language, topics=(topic,))),
        ):
            assert guide.title.best(language)[0] in message.plain
            assert guide.text[0].best(language)[0] in message.plain
            assert message.resources
            assert index.situations[Situation.DEEPFAKE].acknowledge.best(language)[0] not in message.plain

    @pytest.mark.parametrize("topic", Topic)
    def test_every_topic_alone_has_an_answer(self, ask: Ask, index: Index, topic: Topic) -> None:
        message = ask(reading(topics=(topic,)))
        assert index.topics[topic].title.ko in message.plain

    @pytest.mark.parametrize("topic", [Topic.BODYCAM, Topic.PARENTS_TOLD, Topic.PAID_REMOVERS])
    def test_beside_a_situation_a_topic_is_a_line_and_a_button(self, ask: Ask, index: Index, topic: Topic) -> None:
        message = ask(sure(Situation.SEXTORTION, topics=(topic,)))
        assert index.topics[topic].text[0].ko in message.plain
        assert any(s.page is Page.GUIDE and s.target == index.topics[topic].id for s in states(message))


class TestForWhom:
    @pytest.mark.parametrize("situation", Situation)
    def test_somebody_under_19_gets_steps_of_their_own_and_hears_of_parents(
        self, ask: Ask, index: Index, situation: Situation
    ) -> None:
        page = index.situations[situation].minor
        for language, word in (("ko", "부모|보호자"), ("en", "parent|guardian")):
            message = ask(sure(situation, language, audiences=frozenset({Audience.MINOR})))
            assert page.note is not None
            assert page.note.best(language)[0] in message.plain
            assert re.search(word, message.plain)
            assert all(step.text.best(language)[0] in message.plain for step in page.now)

    @pytest.mark.parametrize("situation", Situation)
    def test_somebody_who_asks_for_another_reads_what_helps_and_what_harms(
        self, ask: Ask, index: Index, situation: Situation
    ) -> None:
        page = index.situations[situation]
        message = ask(sure(situation, audiences=frozenset({Audience.HELPER})))
        assert page.helper.helps[0].ko in message.plain
        assert page.helper.harms[0].ko in message.plain
        assert page.now[0].text.ko not in message.plain

    def test_the_buttons_for_both_are_gone_once_said(self, ask: Ask) -> None:
        message = ask(sure(Situation.DEEPFAKE, audiences=frozenset({Audience.MINOR, Audience.HELPER})))
        labels = " ".join(b.text for row in message.buttons for b in row)
        assert "19세" not in labels

    def test_a_man_gets_no_place_that_is_for_women_only(self, ask: Ask, index: Index) -> None:
        message = ask(sure(Situation.SEXTORTION, audiences=frozenset({Audience.MALE})))
        note = index.audiences[Audience.MALE].note.ko
        assert note in message.plain

    def test_what_was_said_is_kept_in_every_button_of_the_answer(self, ask: Ask) -> None:
        message = ask(sure(Situation.STALKING, audiences=frozenset({Audience.LGBTQ}), region=Region.JEJU))
        for state in states(message):
            assert Audience.LGBTQ in state.audiences
            if state.page is Page.NEED:
                assert state.region is Region.JEJU

    def test_a_reply_goes_on_from_what_the_message_was_about(self, ask: Ask) -> None:
        before = State(Page.ANSWER, "ko", Situation.DEEPFAKE, region=Region.DAEGU)
        message = ask(reading(needs=(Need.REMOVAL,)), before)
        assert message.outcome is not None
        assert (message.outcome.situation, message.outcome.need) == (Situation.DEEPFAKE, Need.REMOVAL)


class TestEnglish:
    @pytest.mark.parametrize("situation", Situation)
    def test_no_korean_but_names(self, ask: Ask, index: Index, situation: Situation) -> None:
        message = ask(sure(situation, "en"))
        names = {r.name.ko for r in index.directory.resources}
        text = message.plain
        for name in sorted(names, key=len, reverse=True):
            text = text.replace(name, "")
        korean = re.findall("[가-힣]+", text)
        assert not korean, korean

    def test_somebody_who_writes_english_gets_a_line_that_speaks_it(self, ask: Ask, index: Index) -> None:
        for situation in Situation:
            message = ask(sure(situation, "en"))
            channels = [c for id in message.resources for c in index.resources[id].channels]
            assert any("en" in c.languages or "en" in c.interpreters for c in channels), situation

    def test_the_buttons_are_in_english(self, ask: Ask) -> None:
        for row in ask(sure(Situation.GROOMING, "en")).buttons:
            for button in row:
                assert not re.search("[가-힣]", button.text) or "English" in button.text, button.text

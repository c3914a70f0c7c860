"""What a text is taken for, as the person who wrote it would notice."""

from time import process_time

import pytest

from bot.understanding import Engine, Hint
from bot.vocabulary import Audience, Intent, Kind, Need, Region, Situation, Urgency


@pytest.mark.parametrize(
    ("text", "situation"),
    [
        ("누가 제 얼굴로 딥페이크를 만들어서 텔레그램에 올렸어요", Situation.DEEPFAKE),
        ("someone made deepfake porn with my face", Situation.DEEPFAKE),
        ("화장실에서 몰카를 발견했어요", Situation.ILLEGAL_FILMING),
        ("전남친이 제 영상을 사이트에 올렸어요", Situation.IMAGE_SHARING),
        ("영상통화 녹화했다고 돈 안 보내면 가족한테 뿌린대요", Situation.SEXTORTION),
        ("he says he will send my nudes to my family unless i pay", Situation.SEXTORTION),
        ("부장이 회식 때마다 성희롱을 해요", Situation.WORKPLACE_HARASSMENT),
        ("my ex keeps following me and waits outside my office every day", Situation.STALKING),
        ("업소에서 빚 때문에 못 나가게 하고 성매매를 시켜요", Situation.TRAFFICKING),
    ],
)
def test_what_happened_comes_first(engine: Engine, text: str, situation: Situation) -> None:
    reading = engine.understand(text)
    assert reading.kind is Kind.HELP
    assert reading.situations[0].situation is situation
    assert len(reading.situations) <= 3


@pytest.mark.parametrize(
    "change",
    [
        str.upper,
        lambda text: text.replace(" ", ""),
        lambda text: "\u200b".join(text) + " 😭😭",
        lambda text: text.replace("요", "요ㅠㅠㅠㅠㅠㅠㅠ"),
    ],
    ids=["upper case", "no spaces", "invisible signs", "tears"],
)
def test_the_hand_that_types_does_not_matter(engine: Engine, change) -> None:  # type: ignore[no-untyped-def]
    reading = engine.understand(change("누가 제 얼굴로 딥페이크를 만들어서 텔레그램에 올렸어요"))
    assert reading.situations[0].situation is Situation.DEEPFAKE


def test_english_without_spaces_is_read_apart(engine: Engine) -> None:
    reading = engine.understand("someonemadefakenudesofmewithai")
    assert reading.language == "en"
    assert reading.situations[0].situation is Situation.DEEPFAKE
    assert engine.understand("iwanttokillmyself").urgent is Urgency.SUICIDE


@pytest.mark.parametrize(
    ("text", "urgent"),
    [
        ("죽고 싶어요", Urgency.SUICIDE),
        ("i want to kill myself", Urgency.SUICIDE),
        ("다리 난간에 올라와 있어요", Urgency.SUICIDE),
        ("지금 문 밖에서 칼 들고 문 두드려요", Urgency.DANGER),
        ("he is outside my door with a knife right now", Urgency.DANGER),
        ("배고파 죽겠어요", None),
        ("쪽팔려서 죽는 줄", None),
        ("i could kill for a coffee", None),
        ("i keep getting killed in this game", None),
    ],
)
def test_what_cannot_wait_is_told_from_how_people_talk(engine: Engine, text: str, urgent: Urgency | None) -> None:
    reading = engine.understand(text)
    assert reading.urgent is urgent
    if urgent is not None:
        assert reading.kind is Kind.HELP


@pytest.mark.parametrize(
    "text",
    [
        "죽고 싶은 건 아니고 그냥 영상만 지우고 싶어요",
        "예전엔 죽고 싶었는데 지금은 괜찮아요 상담만 받고 싶어요",
        "I don't want to hurt myself, I only want the video gone",
        "as a teenager I wanted to die because of it. I don't any more, but I'd like counselling",
    ],
)
def test_who_says_it_is_not_that_is_believed_and_has_the_line_at_the_top(engine: Engine, text: str) -> None:
    reading = engine.understand(text)
    assert (reading.urgent, reading.urgent_maybe) == (None, Urgency.SUICIDE)


@pytest.mark.parametrize(
    "text", ["죽고 싶지 않은데 오늘밤 약을 다 먹을 것 같아요", "i don't want to die but the pills are in my hand"]
)
def test_but_not_with_the_means_at_hand(engine: Engine, text: str) -> None:
    assert engine.understand(text).urgent is Urgency.SUICIDE


def test_a_page_of_text_is_read_in_a_moment(engine: Engine) -> None:
    """A long story costs as much as some short ones, not as its hundred sentences: nobody else waits for it."""
    sentence = "어제 친구들이 제 사진을 이상하게 합성해서 올렸다고 들었어요. "

    def cost(text: str) -> float:
        began = process_time()
        engine.understand(text)
        return process_time() - began

    cost(sentence)
    assert cost(sentence * 100) < 60 * max(min(cost(sentence) for _ in range(5)), 0.004)


def test_urgency_does_not_wait_for_a_situation(engine: Engine) -> None:
    reading = engine.understand("그냥 다 끝내고 싶어요 약 모아놨어요")
    assert reading.urgent is Urgency.SUICIDE


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("안녕하세요", Intent.GREET),
        ("지우기", Intent.ERASE),
        ("thank you so much", Intent.THANKS),
        ("erase", Intent.ERASE),
    ],
)
def test_words_to_the_bot_itself(engine: Engine, text: str, intent: Intent) -> None:
    reading = engine.understand(text)
    assert (reading.kind, reading.intent) == (Kind.META, intent)


@pytest.mark.parametrize("text", ["오늘 날씨 어때", "what's the weather tomorrow", "😀", "...", ""])
def test_what_it_is_not_for(engine: Engine, text: str) -> None:
    reading = engine.understand(text)
    assert reading.kind is Kind.UNKNOWN
    assert not reading.sure


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("전남친이 영상을 뿌렸어요", None),
        ("증거를 보여주면 되나요", None),
        ("여주 사는데 상담 받을 곳", Region.GYEONGGI),
        ("전남 목포에 쉼터 있나요", Region.JEONNAM),
        ("i live in Haeundae, where can i go", Region.BUSAN),
    ],
)
def test_a_town_is_a_word_of_its_own(engine: Engine, text: str, region: Region | None) -> None:
    assert engine.understand(text).region is region


@pytest.mark.parametrize(
    ("text", "audience"),
    [
        ("고2인데 누가 제 얼굴 합성했어요", Audience.MINOR),
        ("my daughter is 15 and someone asks her for photos", Audience.MINOR),
        ("부대에서 선임이 몸을 만져요", Audience.MILITARY),
        ("휠체어 타는데 성폭력 상담 받을 수 있나요", Audience.DISABLED),
    ],
)
def test_who_it_is_for(engine: Engine, text: str, audience: Audience) -> None:
    assert audience in engine.understand(text).audiences


def test_a_place_is_found_by_name_former_name_and_number(engine: Engine) -> None:
    assert engine.understand("what does D4U do").mentions == ("d4u",)
    assert engine.understand("디성센터 몇 시까지 해요").mentions == ("d4u",)
    assert engine.understand("1366").mentions == ("women-hotline-1366",)
    assert engine.understand("027358994").mentions == ("d4u",)
    assert engine.understand("13661366").mentions == ()
    assert engine.understand("add4use").mentions == ()


def test_a_follow_up_is_heard_as_a_need(engine: Engine) -> None:
    after = engine.understand("그럼 어떻게 지워요?", Hint(situation=Situation.DEEPFAKE))
    assert after.kind is Kind.HELP
    assert Need.REMOVAL in after.needs
    assert not after.sure  # whoever answers takes the situation from what was handed back


def test_a_new_matter_is_heard_in_spite_of_the_context(engine: Engine) -> None:
    reading = engine.understand("누가 매일 집 앞까지 따라와요", Hint(situation=Situation.DEEPFAKE))
    assert reading.situations[0].situation is Situation.STALKING


def test_a_sentence_that_does_not_matter_does_not_win(engine: Engine) -> None:
    text = (
        "어제는 비가 많이 와서 하루 종일 집에만 있었어요. 저녁에는 김치찌개를 끓여 먹고 드라마를 봤고요. "
        "고양이가 아파서 동물병원에도 다녀왔어요. "
        "그런데 전에 만나던 사람이 제 나체 사진을 사이트에 올린 걸 친구가 알려줬어요. "
        "내일은 회사에 일찍 나가야 해서 걱정이에요."
    )
    reading = engine.understand(text)
    assert reading.kind is Kind.HELP
    assert reading.situations[0].situation is Situation.IMAGE_SHARING


def test_the_reading_holds_nothing_of_the_text(engine: Engine) -> None:
    assert "qzxjk" not in repr(engine.understand("qzxjk 님이 제 사진을 퍼뜨렸어요"))


@pytest.mark.parametrize(
    ("text", "audience"),
    [
        ("어떡해 병원부터 가야 하나요", Audience.MILITARY),
        ("신부대기실에서 찍힌 것 같아요", Audience.MILITARY),
        ("변호사 선임은 어떻게 하나요", Audience.MILITARY),
        ("수사관이 연락을 안 줘요", Audience.MILITARY),
        ("여성청소년과에 신고하면 되나요", Audience.MINOR),
        ("불안장애가 생겼어요 상담 받고 싶어요", Audience.DISABLED),
        ("동성로에서 누가 치마 속을 찍었어요", Audience.LGBTQ),
    ],
)
def test_a_word_inside_another_says_nothing(engine: Engine, text: str, audience: Audience) -> None:
    assert audience not in engine.understand(text).audiences


@pytest.mark.parametrize("text", ["열여섯인데 누가 사진 달래요", "저 17인데 사진 뿌린대요", "15f someone has my nudes"])
def test_an_age_tells_a_minor(engine: Engine, text: str) -> None:
    assert Audience.MINOR in engine.understand(text).audiences


@pytest.mark.parametrize("text", ["1366", "02-735-8994"])
def test_a_number_typed_alone_asks_for_the_place(engine: Engine, text: str) -> None:
    reading = engine.understand(text)
    assert reading.kind is Kind.HELP
    assert reading.mentions


@pytest.mark.parametrize(
    "text",
    [
        "사진 뿌린대요",
        "전남친이 영상 뿌린다고 했어요",
        "he says he'll post it. he hasn't yet",
        "threatening to leak my nudes",
    ],
)
def test_threatened_is_not_shared(engine: Engine, text: str) -> None:
    assert engine.understand(text).situations[0].situation is Situation.SEXTORTION

"""What Gyeot never says is found wherever somebody writes it; what only sounds alike is left alone."""

import pytest

from bot.answers.wording import Wording, wordings

NEVER = {
    "ko": {
        "word": [
            "몰카를 신고하세요.",
            "리벤지포르노 피해",
            "음란물을 지워요.",
            "야동 사이트",
            "아동포르노",
            "범인을 찾아요.",
            "데이트폭력 상담",
            "피해 여성을 도와요.",
            "딥페이크 음란물",
            "성적 수치심을 느낀 분",
        ],
        "blame": [
            "왜 사진을 보내셨어요?",
            "왜 그런 사진을 찍었나요?",
            "왜 이제야 말하나요?",
            "조심하셨어야 해요.",
            "사진을 보내지 말았어야 했어요.",
            "당신 책임도 있어요.",
            "피해자의 잘못도 있어요.",
        ],
        "doubt": ["정말 그런 일이 있었나요?", "사실인가요?", "확실해요?", "진짜예요?"],
        "praise": ["용기를 내세요.", "용감하게 말해 주셨네요.", "대단하세요."],
        "promise": [
            "가해자는 반드시 처벌됩니다.",
            "꼭 처벌받아요.",
            "무조건 지워집니다.",
            "100% 삭제돼요.",
            "삭제를 보장해요.",
            "다 잘 될 거예요.",
            "걱정 마세요.",
            "우리가 지켜 드릴게요.",
        ],
        "claim": [
            "경찰에 알렸어요.",
            "경찰에 신고했습니다.",
            "신고가 접수되었습니다.",
            "경찰이 곧 도착해요.",
            "경찰이 출동하고 있어요.",
            "도움이 가고 있어요.",
            "상담사가 곧 연락드릴 거예요.",
            "영상을 모두 삭제했어요.",
            "영상이 삭제되었어요.",
            "대신 신고해 드렸어요.",
            "저희가 신고할게요.",
            "경찰에 전달됐어요.",
        ],
        "asks": ["사진을 여기로 보내 주세요.", "이름과 주소를 저에게 알려 주세요."],
        "paid": ["디지털장의사에게 맡기면 돼요.", "유료 삭제업체 안내"],
        "sign": ["힘내세요!", "힘내세요！", "힘내세요 ♥", "괜찮아요 😊", "괜찮아요 ^^", "힘들죠 ㅠㅠ"],
    },
    "en": {
        "word": [
            "This is revenge porn.",
            "leaked nudes",
            "child porn",
            "child pornography",
            "deepfake porn",
            "victim mentality",
            "The attackers will be there.",
            "Female victims can call.",
            "REVENGE-PORN",
        ],
        "blame": [
            "Why did you send it?",
            "Why didn’t you report earlier?",
            "You should have been more careful.",
            "You shouldn't have sent photos.",
            "It was partly your own fault.",
            "You are to blame.",
        ],
        "doubt": ["Are you sure?", "Did this really happen?", "Do you have proof?"],
        "praise": ["You are so brave.", "Thank you for your courage."],
        "promise": [
            "He will be punished.",
            "They will definitely be caught.",
            "We guarantee removal.",
            "We promise to help.",
            "Everything will be fine.",
            "Don't worry.",
            "We will delete it.",
        ],
        "claim": [
            "We have told the police.",
            "We've alerted the police.",
            "The police have been informed.",
            "Help is on the way.",
            "Help is coming.",
            "Someone will call you soon.",
            "Your report has been filed.",
            "The video has been deleted.",
            "We removed your images.",
            "The police were told.",
        ],
        "asks": ["Send us the link.", "Send your photo here.", "Tell me your name."],
        "paid": ["A reputation management firm can help.", "Hire a hacker."],
        "sign": ["Call now!", "We love you ♥", "Great 😊", "Call :)"],
    },
}
FINE = {
    "ko": [
        "당신 잘못이 아니에요.",
        "신고했다면 접수번호를 적어 두세요.",
        "삭제됐는지 확인하세요.",
        "이미 신고했어도 괜찮아요.",
        "반드시 처벌된다고 약속할 수는 없어요.",
        "저는 아무에게도 알리지 않았어요.",
        "사진을 저장하지 마세요.",
        "사진을 여기로 보내지 마세요.",
        "돈을 받고 지워 준다는 업체에 맡기지 않기",
        "통신매체이용음란죄는 2년 이하 징역이에요.",
    ],
    "en": [
        "It is not your fault.",
        "You are not to blame.",
        "If the video has been deleted, keep the address.",
        "Once it has been reported, ask for the number.",
        "Nobody can guarantee removal.",
        "I have told nobody.",
        "The Criminal Act punishes it.",
        "Do not send photos here.",
        "Firms that guarantee removal are often a fraud.",
        "Pornhub and Aylo sites",
    ],
}


@pytest.fixture(scope="module")
def rules() -> dict[str, Wording]:
    return dict(wordings())


@pytest.mark.parametrize(
    ("language", "kind", "sentence"),
    [(language, kind, s) for language, kinds in NEVER.items() for kind, sentences in kinds.items() for s in sentences],
)
def test_what_is_never_said_is_found(language: str, kind: str, sentence: str, rules: dict[str, Wording]) -> None:
    assert kind in {slip.kind for slip in rules[language].slips(sentence)}
    hidden = sentence[:2] + "\u200b" + sentence[2:]  # as an editor's copy and paste leaves it
    assert kind in {slip.kind for slip in rules[language].slips("앞 문장이에요. " + hidden)}


@pytest.mark.parametrize(("language", "sentence"), [(lang, s) for lang, sentences in FINE.items() for s in sentences])
def test_what_only_sounds_alike_is_left_alone(language: str, sentence: str, rules: dict[str, Wording]) -> None:
    assert list(rules[language].slips(sentence)) == []


def test_what_is_said_is_told_with_what_to_say_instead(rules: dict[str, Wording]) -> None:
    (slip,) = rules["ko"].slips("몰카를 찾아요.")
    assert (slip.found, slip.say) == ("몰카", "불법촬영, 불법촬영물")
    (slip,) = rules["en"].slips("It is child porn.")
    assert "child sexual abuse material" in slip.say


def test_a_list_of_what_not_to_do_may_quote_blame_but_no_word(rules: dict[str, Wording]) -> None:
    assert list(rules["ko"].slips("왜 보냈냐고 탓하기, 당신 책임이라고 말하기", quoting=True)) == []
    assert list(rules["ko"].slips("몰카라고 부르기", quoting=True))


@pytest.mark.parametrize(("language", "word"), [("ko", "협박"), ("ko", "성범죄"), ("en", "rape"), ("en", "Police")])
def test_a_first_line_tells_nothing(language: str, word: str, rules: dict[str, Wording]) -> None:
    assert rules[language].tells(f"곁 {word} 곁") == word

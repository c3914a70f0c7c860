"""A small directory with one of each kind of entry that an export could get wrong."""

from datetime import date
from typing import Any

from bot.directory import Directory
from bot.directory.exchange.asked import Asked
from bot.directory.models import Resource
from bot.texts import Texts

DAY = date(2026, 11, 24)
SECRET = "비밀로 12길 3"
SECRET_EN = "3 Secret-ro 12-gil"
DEAD = "1393"


def text(ko: str, en: str) -> dict[str, str]:
    return {"ko": ko, "en": en}


def channel(id: str, kind: str, **more: Any) -> dict[str, Any]:
    return {"id": id, "kind": kind, "checked": {"on": "2026-11-22", "by": "곁", "how": "public source"}, **more}


def place(id: str, *channels: dict[str, Any], **more: Any) -> Resource:
    return Resource.model_validate(
        {
            "id": id,
            "name": text(f"이름 {id}", f"Name {id}"),
            "does": text("상담해요.", "Counselling."),
            "channels": channels or (channel("phone", "phone", number="02-735-8994", hours="24/7"),),
            "confidence": "high",
            "sources": [{"url": "https://example.org/page?a=1&b=<2>", "date": "2026-01-02"}],
            **more,
        }
    )


PLACES = (
    place(
        "whole",
        channel(
            "phone",
            "phone",
            number="02-735-8994",
            hours="Mo-Fr 09:00-12:00,13:00-18:00; PH off",
            languages=["ko", "en"],
            interpreters=["vi"],
            from_abroad=True,
            note=text("첫 줄\n둘째 줄", "=SUM(A1) is no formula"),
        ),
        channel("short", "phone", number="1366", hours="24/7", from_abroad=False),
        channel("sms", "text", number="02-6348-1318"),
        channel("talk", "chat", url="https://example.org/chat", hours="Tu-Th unknown"),
        channel("door", "visit", address=text("서울 종로구 종로 38", "38 Jongno, Seoul"), region="seoul"),
        channel("desk", "visit", address=text("가까운 경찰서", "The nearest police station")),
        channel("mail", "email", address=text("help@example.org", "help@example.org")),
        serves={"situations": ["deepfake"], "audiences": ["minor"], "only": True, "regions": ["seoul"]},
        ages={"minimum": 9, "maximum": 18},
        cost={"free": True},
        identity={"needed": True, "text": text("신분증을 가져오세요.", "Bring an identity card.")},
        accessibility=text("승강기가 있어요.", "There is a lift."),
        documents=text("피해 화면", "The screens"),
        also_called=["다른 이름"],
        former_names=[f"자살예방 {DEAD}"],
    ),
    place(
        "shelter",
        channel("phone", "phone", number="02-2263-6464"),
        channel("door", "visit", address=text(SECRET, SECRET_EN)),
        shelter=True,
    ),
    place("withheld", channel("phone", "phone", number="02-338-5801"), channel("door", "visit", address="withheld")),
    place("low", confidence="low"),
    place("old", replaced_by="whole"),
    place("shut", closed_until="2027-01-31"),
    place("over", valid_until="2026-01-31"),
)


def small(shipped: Directory, *places: Resource) -> Directory:
    """The shipped pages over these places."""
    return shipped.model_copy(update={"resources": places or PLACES, "do_not_use": (DEAD,)})


def asked(shipped: Directory, language: str = "en", *places: Resource) -> Asked:
    return Asked(small(shipped, *places), Texts.load(), language, DAY)

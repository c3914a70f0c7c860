"""The published list: everything that is stored, column by column. The schema is held to it by a test."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

KEPT: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {
        "chosen_language.chat": {
            "en": "HMAC-SHA256 of the chat's number with GYEOT_SECRET; only where a language was chosen by hand",
            "ko": "대화 번호를 GYEOT_SECRET으로 HMAC-SHA256 한 값. 언어를 직접 고른 경우에만 있어요",
        },
        "chosen_language.language": {"en": "The language that was chosen", "ko": "고른 언어"},
        "chosen_language.expires": {
            "en": "When the row goes: the first of a month, at most 365 days after the last use",
            "ko": "지워지는 날. 마지막으로 쓴 때부터 365일 안의 어느 달 1일",
        },
        "answer_count.day": {"en": "The day (in Korea) that is counted", "ko": "센 날(한국 날짜)"},
        "answer_count.situation": {
            "en": "Id of the situation that was answered to, or empty",
            "ko": "답한 상황의 id, 또는 빈칸",
        },
        "answer_count.need": {"en": "Id of the need that was answered to, or empty", "ko": "답한 필요의 id, 또는 빈칸"},
        "answer_count.language": {"en": "Language of the answers", "ko": "답한 언어"},
        "answer_count.outcome": {"en": "answered, asked or none", "ko": "answered(답함), asked(되물음), none(못 찾음)"},
        "answer_count.number": {"en": "How many answers of this sort that day", "ko": "그날 그런 답의 수"},
        "did_not_work.day": {"en": "The day (in Korea) that is counted", "ko": "센 날(한국 날짜)"},
        "did_not_work.resource": {
            "en": "Id of the place in the directory whose number did not work",
            "ko": "연결되지 않는다고 한 기관의 id",
        },
        "did_not_work.number": {"en": "How often somebody said so that day", "ko": "그날 그렇게 알려 준 횟수"},
        "edition.hash": {"en": "Hash of the directory file that was served", "ko": "쓰인 디렉터리 파일의 해시"},
        "edition.day": {"en": "The day it was first served", "ko": "처음 쓰인 날"},
        "edition.counts": {"en": "How many entries of each sort it holds", "ko": "종류별 항목 수"},
        "check_result.day": {
            "en": "The day `gyeot links` looked at the addresses in the directory; gone after 90 days",
            "ko": "`gyeot links`가 안내 자료의 주소를 열어 본 날. 90일 뒤 지워져요",
        },
        "check_result.id": {"en": "Id of the entry in the directory", "ko": "안내 자료 항목의 id"},
        "check_result.url": {"en": "The address, as it stands in the directory", "ko": "안내 자료에 적힌 주소"},
        "check_result.status": {
            "en": "What became of it: ok, moved, gone, tls and the like",
            "ko": "결과: ok, moved, gone, tls 등",
        },
        "alembic_version.version_num": {"en": "Version of this schema", "ko": "이 표들의 버전"},
    }
)

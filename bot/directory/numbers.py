"""Korean phone numbers as people write them. Short codes are no E.164 numbers, so they have a list of their own."""

import re

import phonenumbers

# Each stands in the directory with its source. 110 to 1899 look alike: only these are let through.
SHORT_CODES = frozenset(
    "109 110 112 117 118 119 120 129 131 132 182 "
    "1301 1303 1330 1331 1332 1339 1345 1350 1366 1372 1377 1382 1388 1391 1393 1395".split()
)
_PLACEHOLDER = re.compile(r"(1234-?5678|0000-?0000|1111-?1111|(\d)\2{6,})$")
_SHAPE = re.compile(r"^(0\d{1,2}-\d{3,4}-\d{4}|1\d{3}-\d{4}|0\d{1,2}-1366|\d{3,4}|\+\d[\d-]{6,18})$")


def check_number(number: str) -> str:
    """Return the number unchanged if it can be dialled as written; raise ValueError saying what is wrong."""
    if not number.isascii():
        raise ValueError("write the number with plain digits 0-9 and '-', not with full-width signs")
    if not _SHAPE.fullmatch(number):
        raise ValueError("write the number with dashes, as it is dialled in Korea: 02-735-8994, 1577-1366, 1366")
    if _PLACEHOLDER.search(number):
        raise ValueError("this looks like a placeholder, not a real number")
    if is_short(number) or number.endswith("-1366"):
        if is_short(number) and number not in SHORT_CODES:
            raise ValueError("this short number is not on the list of known short codes")
        return number
    if number.startswith("1"):  # 15xx, 16xx, 18xx: nationwide numbers, not in libphonenumber's table for every prefix
        return number
    parsed = phonenumbers.parse(number, "KR")
    if not phonenumbers.is_valid_number(parsed):
        raise ValueError("this is not a valid Korean number (or, with +, not a valid number of that country)")
    return number


def is_short(number: str) -> bool:
    """Whether it is a three- or four-digit code such as 112 or 1366."""
    return number.isdecimal() and len(number) <= 4


def digits(number: str) -> str:
    """Only the digits: how two spellings of a number are compared."""
    return re.sub(r"\D", "", number)


def international(number: str) -> str | None:
    """The number as dialled from abroad, or None where it has no such form (short codes, 15xx lines)."""
    if number.startswith("+"):
        return number
    if not number.startswith("0"):
        return None
    return "+82-" + number[1:]

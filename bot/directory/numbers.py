"""Korean phone numbers as people write them. Short codes are no E.164 numbers, so they have a list of their own."""

import re

import phonenumbers

from bot.directory.problems import Unfit

# Each stands in the directory with its source. 110 to 1899 look alike: only these are let through.
SHORT_CODES = frozenset(
    "109 110 112 117 118 119 120 129 131 132 182 "
    "1301 1303 1330 1331 1332 1339 1345 1350 1366 1372 1377 1382 1388 1391 1393 1395".split()
)
# What stands where a number is still to be filled in: 1234-5678, 123-4567, one digit over and over, a count up or down.
_PLACEHOLDER = re.compile(r"(0?123-?4567|1234-?5678|2345-?6789|9876-?5432|8765-?4321|(\d)\2{2,3}-?\2{4}|000-?\d{4})$")
_SHAPE = re.compile(r"^(0\d{1,2}-\d{3,4}-\d{4}|1[568]\d{2}-\d{4}|0\d{1,2}-1366|\d{3,4}|\+(?!82-?0)\d[\d-]{6,18})$")


def check_number(number: str) -> str:
    """Return the number unchanged if it can be dialled as written; raise Unfit saying what is wrong."""
    if re.fullmatch(r"[0-9-]+", number) and is_placeholder(number):
        raise Unfit("number-placeholder")
    if not number.isascii() or not _SHAPE.fullmatch(number):
        raise Unfit(_misshapen(number))
    if is_short(number) or number.endswith("-1366"):
        if is_short(number) and number not in SHORT_CODES:
            raise Unfit("number-short")
        return number
    if number.startswith("1"):  # 15xx, 16xx, 18xx: nationwide numbers, not in libphonenumber's table for every prefix
        return number
    try:
        valid = phonenumbers.is_valid_number(phonenumbers.parse(number, "KR"))
    except phonenumbers.NumberParseException:  # a country code that there is not
        valid = False
    if not valid:
        raise Unfit("number-invalid")
    return number


def _misshapen(number: str) -> str:
    """What is wrong with what does not even look like a number."""
    if not number:
        return "empty-text"
    if number.startswith(("+82", "82-", "0082", "82 ")):
        return "number-country"
    if re.search(r"[^\W\d_]", number) or "(" in number.lstrip("("):
        return "number-letters"
    if not number.isascii() or not number.isprintable():
        return "number-signs"
    if len(re.findall(r"\d{3,4}-?\d{4}", number)) > 1 or re.search(r"\d{4}\s*[~,/]\s*\d", number):
        return "number-two"
    return "number-no-area" if re.fullmatch(r"[2-9]\d{2,3}-?\d{4}", number) else "number-dashes"


def is_placeholder(number: str) -> bool:
    """Whether it only stands where a number is still to be filled in (02-1234-5678, 010-0000-0000)."""
    return _PLACEHOLDER.search(number) is not None


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

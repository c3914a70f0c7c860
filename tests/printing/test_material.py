"""What may be printed: a sheet cannot say beside a number that it is closed, not certain or of elsewhere."""

from pathlib import Path

import pytest

from bot.directory import load
from bot.printing.material import Order, material
from bot.texts import Texts
from bot.vocabulary import Region, Situation
from tests.directory.exchanging import DAY, channel, place, small

SHIPPED = load(Path(__file__).parents[2] / "resources.yaml")
TEXTS = Texts.load()


@pytest.mark.parametrize(
    ("wrong", "printed"),
    [
        ({}, "02-735-8994"),
        ({"closed_until": "2027-01-31"}, "02-338-5801"),
        ({"confidence": "low"}, "02-338-5801"),
        ({"region": "seoul"}, "02-338-5801"),
        ({"region": "busan"}, "02-735-8994"),
    ],
)
def test_the_number_on_a_sheet_works_for_whom_it_is_made(wrong: dict[str, str], printed: str) -> None:
    one = place(
        "d4u",
        channel("first", "phone", number="02-735-8994", **wrong),
        channel("second", "phone", number="02-338-5801"),
    )
    order = Order("gyeot_bot", "ko", Situation.DEEPFAKE, Region.BUSAN)
    made = material(small(SHIPPED, one), TEXTS, order, DAY)
    assert [number.number for number in made.places] == [printed]

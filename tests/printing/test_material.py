"""What may be printed: a sheet cannot say beside a number that it is closed, not certain or of elsewhere."""

from pathlib import Path

import pytest

from bot.directory import load
from bot.printing.material import Order, material
from bot.texts import Texts
from bot.vocabulary import Audience, Region, Situation
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


def test_the_lines_of_a_language_stand_as_editors_rank_them() -> None:
    """The same order as in an answer: the immigration office last, whoever speaks as much."""
    ranked = next(page.resources for page in SHIPPED.audiences if page.id is Audience.FOREIGNER)
    speaking = channel("phone", "phone", number="02-735-8994", languages=["ko", "vi"])
    also = channel("phone", "phone", number="02-338-5801", languages=["ko", "vi"])
    directory = small(SHIPPED, place(ranked[-1], speaking), place(ranked[0], also))
    made = material(directory, TEXTS, Order("gyeot_bot", "vi"), DAY)
    assert [number.number for number in made.places] == ["02-338-5801", "02-735-8994"]

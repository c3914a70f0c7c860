"""What cannot wait: 112 or 109 first and short, everything else after it."""

from bot.answers.answer import Block, Listing, Paragraph
from bot.texts import Ui
from bot.understanding.types import Understanding
from bot.vocabulary import Audience, Urgency

_FIRST = {Urgency.DANGER: ("police-112",), Urgency.SUICIDE: ("suicide-109",)}


def urgent_blocks(reading: Understanding) -> list[Block]:
    """The lines above everything: three where it is urgent, one where that is not sure."""
    helper = "-helper" if Audience.HELPER in reading.audiences else ""
    if reading.urgent is Urgency.DANGER:
        return [Listing((Ui("danger.call" + helper), Ui("danger.silent"), Ui("danger.place")))]
    if reading.urgent is Urgency.SUICIDE:
        return [Paragraph(Ui("suicide.ack" + helper)), Listing((Ui("suicide.call" + helper), Ui("suicide.now")))]
    if reading.urgent_maybe is not None:
        return [Paragraph(Ui(f"maybe.{reading.urgent_maybe}"))]
    return []


def urgent_first(reading: Understanding) -> tuple[str, ...]:
    """The place that comes before all others."""
    return _FIRST[reading.urgent] if reading.urgent is not None else ()

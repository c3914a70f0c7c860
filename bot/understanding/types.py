"""What a text is about: plain values, without a word of what was written."""

from dataclasses import dataclass, field

from bot.vocabulary import Audience, Intent, Kind, Need, Region, Situation, Topic, Urgency


@dataclass(frozen=True, slots=True)
class Hint:
    """What is known beside the text: the app's language code, or the context a button or a reply hands back."""

    language: str | None = None
    situation: Situation | None = None
    needs: tuple[Need, ...] = ()
    audiences: frozenset[Audience] = frozenset()
    region: Region | None = None


@dataclass(frozen=True, slots=True)
class Ranked:
    """A situation with its calibrated probability, 0 to 1."""

    situation: Situation
    confidence: float


@dataclass(frozen=True, slots=True)
class Understanding:
    """A reading of one text. `situations`: best first, at most three; `sure`: the first may be shown alone."""

    language: str  # the language to answer in, a folder of locales/
    kind: Kind
    situations: tuple[Ranked, ...] = ()
    sure: bool = False
    needs: tuple[Need, ...] = ()
    audiences: frozenset[Audience] = frozenset()
    region: Region | None = None
    urgent: Urgency | None = None
    urgent_maybe: Urgency | None = None  # not sure: the line moves to the top, the answer stays as it is
    topics: tuple[Topic, ...] = ()
    intent: Intent | None = None  # only with Kind.META
    said: bool = False  # the intent is what the words say and nothing else, not what they were taken for
    mentions: tuple[str, ...] = ()  # ids of directory entries named in the text (names, former names, numbers)
    only: bool = False  # the text is such a name and nothing else
    written_in: str = (
        ""  # BCP 47 tag of the text's own language ("vi", "zh-Hans"), which may be one we do not answer in
    )
    because: tuple[str, ...] = field(
        default=(), compare=False
    )  # for `gyeot ask --why`: phrases and rules, never the text

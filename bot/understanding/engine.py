"""`Engine.understand`: a text -> what it is about. Pure and synchronous; nothing of the text outlives the call."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.paths import locales_folder
from bot.understanding import encoder, lexicon
from bot.understanding.language import answer_language, written_in
from bot.understanding.model import Model, NoModel, artefact, fingerprint
from bot.understanding.names import Names
from bot.understanding.normalise import normalise, parts
from bot.understanding.outputs import columns
from bot.understanding.types import Hint, Ranked, Understanding
from bot.understanding.urgency import judge as judge_urgency
from bot.understanding.urgency import of_parts
from bot.vocabulary import Audience, Intent, Kind, Need, Region, Situation, Topic

# Chosen with a look at the counts of `make evaluate` over all its questions but the fresh ones.
SURE, MARGIN = 0.42, 0.4  # the first situation's share, and its lead over the second
FAINT, CLEAR, STRONG = 0.05, 0.3, 0.6  # the situations' common share from which they are offered
LEAN = (0.0, 0.3, 0.3)  # towards meta and unknown, of which there are fewer phrases than people send
SPOKEN_NEED, READ_NEED = 0.1, 0.28
READ_TOPIC = 0.5
SPOKEN_AUDIENCE, READ_AUDIENCE = 0.05, 0.3
# Pieces of "anxiety disorder" are those of "disabled": the words have to be clearer there.
UNSPOKEN_AUDIENCE = {**dict.fromkeys(Audience, READ_AUDIENCE), Audience.DISABLED: 0.7}
# A page that takes the place of the situation's has to be meant; others are a button more.
SPOKEN_TOPIC = {Topic.DID_IT: 0.2, Topic.ACCUSED: 0.2, Topic.WANT_TO_HELP: 0.2}
REASONS = ("urgent", "quiet", "denied", "still", "maybe", "topics")  # sections of the lexicon that `--why` names
LONG = 140  # characters: read sentence by sentence too

_SITUATIONS, _NEEDS, _KINDS = columns("situation"), columns("need"), columns("kind")
_URGENT, _INTENTS, _TOPICS = columns("urgent"), columns("intent"), columns("topic")
_AUDIENCES = columns("audience")


class Engine:
    """Reads texts with one trained model."""

    def __init__(self, model: Model, words: lexicon.Lexicon, names: Names, locales: Path | None = None) -> None:
        self._model = model
        self._words = words
        self._names = names
        self._locales = locales

    @classmethod
    def load(
        cls,
        *,
        names: Mapping[str, Sequence[str]] | None = None,
        locales: Path | None = None,
        path: Path | None = None,
        stale: bool = False,
    ) -> "Engine":
        """Load the artefact; where there is none that fits, make it first (once, half a minute).

        `stale`: one made from earlier phrases will do for now, see `inputs`.
        """
        folder = locales or locales_folder()
        path = path or artefact()
        try:
            model = Model.load(path, None if stale else fingerprint(folder))
        except NoModel:
            from bot.understanding.train import train

            model = Model.load(train(locales=folder, out=path))
        return cls(model, lexicon.load(folder), Names(names or {}), locales)

    @property
    def semantic(self) -> bool:
        """Whether meaning is read beside letters."""
        return self._model.semantic

    @property
    def inputs(self) -> str:
        """The fingerprint of the phrases that it has learnt."""
        return self._model.inputs

    def renamed(self, names: Mapping[str, Sequence[str]]) -> "Engine":
        """The same reader with other names to recognise."""
        return Engine(self._model, self._words, Names(names), self._locales)

    def understand(self, text: str, hint: Hint = Hint()) -> Understanding:  # noqa: B008  # frozen
        """Read one text. What the hint holds is for whoever answers: it is not put among what the text says."""
        clean = self._model.spacing.restore(normalise(text))
        tag = written_in(clean, self._locales)
        language = answer_language(tag, hint.language, self._locales)
        chances = self._chances(clean)
        said = self._words.read(clean)
        urgent, perhaps = judge_urgency(chances[_URGENT], chances[_KINDS][0], said)
        mentions = tuple(self._names.found(clean))
        needs = self._needs(said, chances)
        told = said["intents"]
        kind = Kind.META if told and urgent is None else self._kind(clean, chances, urgent is not None)
        if mentions and not any(ch.isalpha() for ch in clean):
            kind = Kind.HELP  # a number typed alone
        if kind is not Kind.HELP and not told and needs and hint.situation is not None:
            kind = Kind.HELP  # "and how do I delete it", under an answer: it is about that answer
        intent = (Intent(told[0]) if told else self._intent(chances)) if kind is Kind.META else None
        if intent is Intent.ERASE and not told and said["things"]:
            kind, intent = Kind.HELP, None  # "delete my photo" asks for help, not for an empty chat
        topics = self._topics(said, chances) if kind is not Kind.META else ()
        situations = self._situations(chances, kind, bool(needs or topics))
        if kind is not Kind.HELP:
            needs = ()
        regions = said["regions"]
        return Understanding(
            language=language,
            kind=kind,
            situations=situations,
            sure=kind is Kind.HELP and _sure(situations),
            needs=needs or (hint.needs if kind is Kind.HELP else ()),
            audiences=self._audiences(said, chances),
            region=Region(regions[0]) if regions else hint.region,
            urgent=urgent,
            urgent_maybe=perhaps,
            topics=topics,
            intent=intent,
            said=bool(told),
            mentions=mentions,
            only=self._names.whole(clean),
            written_in=tag,
            because=tuple(f"{section}: {id}" for section in REASONS for id in said[section]),
        )

    def nearest(self, text: str, locales: Path | None = None, most: int = 3) -> list[str]:
        """The phrases most like the text, for `--why`: they are the editors' words. Takes a second or two."""
        from bot.understanding.nearest import nearest

        return nearest(normalise(text), self._model, locales or locales_folder(), most)

    def _chances(self, clean: str) -> NDArray[np.float64]:
        """Probabilities; of a long text also what its single parts say, so that what matters is not drowned."""
        whole = self._model.scores(clean)
        chances = self._model.judge(whole)
        pieces = parts(clean) if len(clean) > LONG else []
        if len(pieces) < 2:
            return chances
        each = np.array([self._model.scores(part, encoder.PART) for part in pieces])
        read = self._model.judge((0.5 * whole + 0.5 * each.max(axis=0)).astype(np.float32))
        alone = np.array([self._model.judge(scores)[_URGENT] for scores in each])
        read[_URGENT] = of_parts(chances[_URGENT], alone)
        read[_KINDS] = chances[_KINDS]
        return read

    def _situations(self, chances: NDArray[np.float64], kind: Kind, otherwise: bool) -> tuple[Ranked, ...]:
        """At most three. With nothing else to go by a weak guess is offered too; beside another kind a strong one."""
        shares = chances[_SITUATIONS]
        least = {Kind.HELP: CLEAR if otherwise else FAINT, Kind.UNKNOWN: STRONG, Kind.META: 1.0}[kind]
        if shares.sum() < least:
            return ()
        every = list(Situation)
        return tuple(Ranked(every[i], float(shares[i])) for i in np.argsort(-shares)[:3])

    def _topics(self, said: lexicon.Said, chances: NDArray[np.float64]) -> tuple[Topic, ...]:
        """Pages of their own: what the words say, and what the reader takes them for."""
        every = list(Topic)
        read = {topic: chances[column] for topic, column in zip(every, _TOPICS, strict=True)}
        found = [t for t in every if read[t] >= (SPOKEN_TOPIC.get(t, 0.02) if t in said["topics"] else READ_TOPIC)]
        return tuple(sorted(found, key=lambda t: -read[t]))

    def _audiences(self, said: lexicon.Said, chances: NDArray[np.float64]) -> frozenset[Audience]:
        """Who is spoken of: by the words where the reader does not doubt it, else as the reader takes it."""
        read = zip(Audience, chances[_AUDIENCES], strict=True)
        spoken = said["audiences"]
        return frozenset(
            a for a, chance in read if chance >= (SPOKEN_AUDIENCE if a in spoken else UNSPOKEN_AUDIENCE[a])
        )

    def _needs(self, said: lexicon.Said, chances: NDArray[np.float64]) -> tuple[Need, ...]:
        read = sorted(zip(Need, chances[_NEEDS], strict=True), key=lambda pair: -pair[1])
        return tuple(n for n, chance in read if chance >= (SPOKEN_NEED if n in said["needs"] else READ_NEED))[:3]

    def _kind(self, clean: str, chances: NDArray[np.float64], urgent: bool) -> Kind:
        if urgent:
            return Kind.HELP
        if not any(ch.isalnum() for ch in clean):
            return Kind.UNKNOWN
        return list(Kind)[int(np.argmax(np.log(chances[_KINDS] + 1e-9) + LEAN))]

    def _intent(self, chances: NDArray[np.float64]) -> Intent:
        return list(Intent)[int(np.argmax(chances[_INTENTS]))]


def _sure(situations: tuple[Ranked, ...]) -> bool:
    if not situations:
        return False
    first = situations[0].confidence
    second = situations[1].confidence if len(situations) > 1 else 0.0
    return first >= SURE and first - second >= MARGIN

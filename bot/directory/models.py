"""The schema of `resources.yaml`. A field that is absent means: nobody has a source for it."""

from datetime import date
from typing import Annotated

from pydantic import Field, StringConstraints

from bot.directory.base import Checked, Confidence, Dated, Id, Model, Source, Text, Word
from bot.directory.channels import Channel, Channels
from bot.vocabulary import Audience, Need, Region, Situation, Topic

Steps3 = Annotated[tuple["Step", ...], Field(max_length=3)]
Sources = Annotated[tuple[Source, ...], Field(min_length=1)]


class Step(Model):
    """One thing to do, one line, beginning with what to do; `resource` is where to do it."""

    text: Text
    resource: Id | None = None


class Serves(Model):
    """Whom and what a place is for. Empty: no limit known. Rank is decided by the pages' `resources`."""

    situations: tuple[Situation, ...] = ()
    needs: tuple[Need, ...] = ()
    audiences: tuple[Audience, ...] = ()  # made for these people
    only: bool = False  # True: for nobody but these audiences
    regions: tuple[Region, ...] = ()  # empty: the whole country
    regional_only: bool = False  # True: not shown until the person's region is known to be one of these


class Ages(Model):
    """Years, both included."""

    minimum: Annotated[int, Field(ge=0, le=120)] | None = None
    maximum: Annotated[int, Field(ge=0, le=120)] | None = None


class Identity(Model):
    """Whether the person's name or papers are asked for. `needed` None: no source says."""

    needed: bool | None = None
    text: Text | None = None  # one line, said before the step


class Parents(Model):
    """Whether parents (of a minor), a school or an employer are told. `told` None: no source says."""

    told: bool | None = None
    text: Text | None = None


class Cost(Model):
    free: bool | None = None
    text: Text | None = None


class Resource(Dated):
    """A place to turn to."""

    id: Id
    name: Text
    does: Text  # one line: what it does
    does_for: dict[Situation, Text] = {}  # one line for this situation, where it differs
    channels: Channels
    serves: Serves = Serves()
    ages: Ages = Ages()
    cost: Cost = Cost()
    identity: Identity = Identity()
    parents: Parents = Parents()
    stops: Text | None = None  # whether what was started there can be stopped
    note: Text | None = None  # what to know, one or two sentences
    also_called: tuple[Word, ...] = ()  # search words: other names and spellings
    former_names: tuple[Word, ...] = ()
    former_numbers: tuple[Word, ...] = ()  # dead numbers that people still type
    shelter: bool = False  # its address is never shown
    replaced_by: Id | None = None
    closed_until: date | None = None
    accessibility: Text | None = None
    documents: Text | None = None  # what to bring
    confidence: Confidence
    sources: Sources

    def channel(self, id: str) -> Channel | None:
        """The channel of that id, or None."""
        return next((c for c in self.channels if c.id == id), None)


class Law(Dated):
    """What the law says. `text` is the sentence shown; it says nothing about a person's own case."""

    id: Id
    title: Text
    article: Text
    text: Annotated[tuple[Text, ...], Field(min_length=1, max_length=6)]
    minors: Text | None = None  # what differs where the person harmed, or the one who did it, is a minor
    confidence: Confidence
    checked: Checked
    sources: Sources


class Route(Dated):
    """A way to have images taken down: a platform's own form, or a hash service."""

    id: Id
    name: Text
    url: Annotated[str, StringConstraints(pattern=r"^https://")] | None = None
    email: str | None = None
    for_whom: Text
    needed: Text  # what it asks of the person, identity included
    steps: Annotated[tuple[Text, ...], Field(max_length=4)] = ()
    how_long: Text | None = None
    note: Text | None = None
    minors: Text | None = None
    also_called: tuple[Word, ...] = ()
    situations: tuple[Situation, ...] = ()  # empty: any
    confidence: Confidence
    checked: Checked
    sources: Sources


class Difference(Model):
    """What differs for some people: a sentence, other steps, other places first."""

    note: Text | None = None
    now: Steps3 = ()
    resources: tuple[Id, ...] = ()


class Helper(Model):
    """For somebody who asks for another person: what helps, what harms."""

    helps: Annotated[tuple[Text, ...], Field(min_length=1, max_length=4)]
    harms: Annotated[tuple[Text, ...], Field(min_length=1, max_length=4)]
    resources: tuple[Id, ...] = ()


class SituationPage(Model):
    """The first answer to one situation."""

    id: Situation
    title: Text  # for buttons and headings, at most 24 Korean characters
    acknowledge: Text  # one sentence
    now: Annotated[tuple[Step, ...], Field(min_length=1, max_length=3)]
    avoid: Annotated[tuple[Text, ...], Field(max_length=3)] = ()
    evidence: Annotated[tuple[Text, ...], Field(max_length=5)] = ()
    laws: tuple[Id, ...] = ()
    routes: tuple[Id, ...] = ()
    guides: tuple[Id, ...] = ()
    resources: Annotated[tuple[Id, ...], Field(min_length=3)]  # best first
    minor: Difference
    helper: Helper


class NeedPage(Model):
    """The page of a need: what to know, what to do, who does it, for any situation."""

    id: Need
    title: Text
    intro: Text
    steps: Annotated[tuple[Step, ...], Field(min_length=1, max_length=4)]
    note: Text | None = None
    for_situation: dict[Situation, Text] = {}
    resources: Annotated[tuple[Id, ...], Field(min_length=1)]
    guides: tuple[Id, ...] = ()


class AudiencePage(Model):
    """What somebody of this group should know, and who is there for them."""

    id: Audience
    title: Text
    button: Text  # "만 19세 미만이에요" / "I am under 19"
    note: Text
    points: Annotated[tuple[Text, ...], Field(max_length=4)] = ()
    resources: tuple[Id, ...] = ()
    guides: tuple[Id, ...] = ()


class RegionPage(Model):
    id: Region
    title: Text
    area_code: Annotated[str, StringConstraints(pattern=r"^0\d{1,2}$")]
    resources: tuple[Id, ...] = ()


class Guide(Dated):
    """A page that answers one question (a procedure, a right, a fear)."""

    id: Id
    topic: Topic | None = None
    title: Text
    acknowledge: Text | None = None  # one sentence, where somebody asks this in distress
    text: Annotated[tuple[Text, ...], Field(min_length=1, max_length=7)]  # one point each
    avoid: Annotated[tuple[Text, ...], Field(max_length=3)] = ()
    laws: tuple[Id, ...] = ()
    resources: tuple[Id, ...] = ()
    confidence: Confidence
    checked: Checked
    sources: Sources


class Retired(Model):
    """A name or number that is gone but still typed, and what replaced it."""

    names: tuple[Word, ...] = ()
    numbers: tuple[Word, ...] = ()
    replaced_by: Id
    note: Text
    sources: Sources


class Edition(Model):
    """Whose directory this is and of which day."""

    on: date
    by: Text
    note: Text | None = None


class Directory(Model):
    """The whole file."""

    edition: Edition
    emergency: Annotated[tuple[Id, ...], Field(min_length=1)]  # shown when nothing else can be
    situations: tuple[SituationPage, ...]
    needs: tuple[NeedPage, ...]
    audiences: tuple[AudiencePage, ...]
    regions: tuple[RegionPage, ...]
    guides: tuple[Guide, ...]
    laws: tuple[Law, ...]
    routes: tuple[Route, ...]
    resources: tuple[Resource, ...]
    retired: tuple[Retired, ...] = ()
    do_not_use: tuple[str, ...] = ()  # numbers and addresses that must never stand in this file again

"""The offline pack: the whole directory of one day in one language, as sections."""

from collections.abc import Iterable, Iterator
from datetime import date

from bot.directory.base import Confidence, Text
from bot.directory.channels import Channel, ChannelKind
from bot.directory.exchange import facts, weekly
from bot.directory.exchange.packed import Listing, Pack, Place, Section, Way
from bot.directory.models import Directory, Guide, Law, Resource, Route, Step
from bot.directory.numbers import international
from bot.texts import Texts, language_name


def pack(directory: Directory, texts: Texts, language: str, day: date) -> Pack:
    """Everything that holds on that day (Asia/Seoul). Withheld addresses are not in it, nor are replaced places."""
    return _Packing(directory, texts, language, day).pack()


class _Packing:
    def __init__(self, directory: Directory, texts: Texts, language: str, day: date) -> None:
        self._directory, self._texts, self._language, self._day = directory, texts, language, day
        self._places = {resource.id: resource for resource in facts.working(directory, day)}

    def pack(self) -> Pack:
        edition = self._directory.edition
        notes = [
            self._say("pack.dated", day=f"{edition.on:%Y-%m-%d}", by=self._in(edition.by)),
            self._in(edition.note) if edition.note else "",
            self._say("pack.hours"),
        ]
        sections = (
            self._emergency(),
            *self._situations(),
            *self._regions(),
            *self._audiences(),
            self._all_places(),
            *self._rest(),
        )
        title = self._say("pack.title")
        return Pack(self._language, edition.on, title, tuple(filter(None, notes)), sections)

    def _emergency(self) -> Section:
        places = self._brief(self._directory.emergency)
        return Section("emergency", "emergency", self._say("pack.emergency"), (), tuple(places))

    def _situations(self) -> Iterator[Section]:
        for page in self._directory.situations:
            listings = (
                Listing(self._say("heading.now"), tuple(self._step(step) for step in page.now), numbered=True),
                Listing(self._say("heading.avoid"), self._all(page.avoid)),
                Listing(self._say("heading.keep"), self._all(page.evidence)),
                Listing(self._say("heading.helps"), self._all(page.helper.helps)),
                Listing(self._say("heading.harms"), self._all(page.helper.harms)),
            )
            filled = tuple(listing for listing in listings if listing.items)
            yield Section(page.id, "situation", self._in(page.title), filled, tuple(self._brief(page.resources)))

    def _regions(self) -> Iterator[Section]:
        for page in self._directory.regions:
            here = [r.id for r in self._places.values() if self._is_in(r, page.id)]
            ids = dict.fromkeys((*page.resources, *here))
            title = self._say("pack.region", region=self._in(page.title))
            yield Section(page.id, "region", title, (), tuple(self._brief(ids, page.id)))

    def _is_in(self, resource: Resource, region: str) -> bool:
        return region in resource.serves.regions or any(c.region == region for c in resource.channels)

    def _audiences(self) -> Iterator[Section]:
        for page in self._directory.audiences:
            listing = Listing(None, (self._in(page.note), *self._all(page.points)))
            places = tuple(self._brief(page.resources))
            yield Section(f"audience-{page.id}", "audience", self._in(page.title), (listing,), places)

    def _all_places(self) -> Section:
        places = tuple(self._whole(resource) for resource in self._places.values())
        return Section("places", "places", self._say("pack.places"), places=places)

    def _rest(self) -> Iterator[Section]:
        directory, day = self._directory, self._day
        routes = tuple(self._route(route) for route in directory.routes if route.holds(day))
        guides = tuple(self._page(guide, guide.text) for guide in directory.guides if guide.holds(day))
        laws = tuple(self._page(law, law.text) for law in directory.laws if law.holds(day))
        yield Section("routes", "routes", self._say("pack.routes"), routes)
        yield Section("guides", "guides", self._say("pack.guides"), guides)
        yield Section("laws", "laws", self._say("pack.laws"), (Listing(None, (self._say("law.no-advice"),)), *laws))

    def _brief(self, ids: Iterable[str], region: str | None = None) -> Iterator[Place]:
        for id in ids:
            resource = self._places.get(id)
            best = None if resource is None else self._best(resource, region)
            if resource is not None and best is not None:
                warning = self._say("place.low") if facts.low(resource, best) else None
                ways = (self._way(resource, best, whole=False),)
                yield Place(resource.id, self._in(resource.name), self._in(resource.does), ways, (), warning)

    def _best(self, resource: Resource, region: str | None) -> Channel | None:
        """The channel to name in a list: of this region, else nationwide; a phone before all else."""
        ways = [c for c in self._open(resource) if c.region in (None, region)]
        return min(ways, key=lambda c: (c.region != region, c.kind is not ChannelKind.PHONE), default=None)

    def _open(self, resource: Resource) -> list[Channel]:
        return [c for c in resource.channels if facts.answers(c, self._day) and self._reach(resource, c)]

    def _whole(self, resource: Resource) -> Place:
        identity = resource.identity.text
        notes = (
            self._in(identity) if identity else "",
            *(
                self._in(text) if text else ""
                for text in (
                    resource.cost.text,
                    resource.parents.text,
                    resource.stops,
                    resource.documents,
                    resource.accessibility,
                    resource.note,
                )
            ),
        )
        return Place(
            resource.id,
            self._in(resource.name),
            self._in(resource.does),
            tuple(self._way(resource, channel, whole=True) for channel in self._open(resource)),
            tuple(filter(None, notes)),
            self._say("place.low") if facts.low(resource) else None,
        )

    def _way(self, resource: Resource, channel: Channel, *, whole: bool) -> Way:
        spoken = ", ".join(language_name(tag, self._language) for tag in channel.languages)
        through = ", ".join(language_name(tag, self._language) for tag in channel.interpreters)
        abroad = international(channel.number) if channel.number and channel.from_abroad else None
        notes = [
            spoken,
            self._say("exchange.interpreters", languages=through) if through else "",
            self._say("place.from-abroad", number=abroad) if abroad and abroad != channel.number else "",
            self._say("place.not-from-abroad") if channel.from_abroad is False else "",
            self._in(channel.note) if channel.note else "",
            self._say("place.low") if facts.low(resource, channel) and not facts.low(resource) else "",
            facts.checked(channel, self._texts, self._language),
        ]
        return Way(
            facts.label(channel, self._texts, self._language),
            self._reach(resource, channel),
            weekly.words(channel.hours, self._texts, self._language),
            tuple(filter(None, notes)) if whole else (),
        )

    def _reach(self, resource: Resource, channel: Channel) -> str:
        told = facts.address(resource, channel)
        return channel.number or (self._in(told) if told else "") or channel.url or ""

    def _step(self, step: Step) -> str:
        return self._in(step.text)

    def _route(self, route: Route) -> Listing:
        texts = (route.for_whom, route.needed, *route.steps, route.how_long, route.note)
        said = tuple(self._in(text) for text in texts if text)
        reach = tuple(filter(None, (route.url, route.email)))
        return Listing(self._in(route.name), (*reach, *said, *self._certain(route.confidence)))

    def _page(self, page: Guide | Law, text: tuple[Text, ...]) -> Listing:
        article = f" ({self._in(page.article)})" if isinstance(page, Law) else ""
        avoid = page.avoid if isinstance(page, Guide) else ()
        minors = (page.minors,) if isinstance(page, Law) and page.minors else ()
        items = (*self._all(text), *self._all(minors), *self._all(avoid), *self._certain(page.confidence))
        return Listing(self._in(page.title) + article, items)

    def _certain(self, confidence: Confidence) -> tuple[str, ...]:
        return (self._say("place.low"),) if confidence is Confidence.LOW else ()

    def _all(self, texts: Iterable[Text]) -> tuple[str, ...]:
        return tuple(self._in(text) for text in texts)

    def _in(self, text: Text) -> str:
        """The text, marked where it is in another language."""
        said, language = text.best(self._language)
        if language == self._language:
            return said
        return self._say("text.fallback", text=said, language=language_name(language, self._language))

    def _say(self, key: str, **params: str) -> str:
        return self._texts(key, self._language, **params)

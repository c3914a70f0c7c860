"""The directory as JSON-LD in the words of schema.org, safe to stand inside a `<script>` of a page."""

import json
from typing import Any
from urllib.parse import urlsplit

from bot.directory.channels import Channel, ChannelKind
from bot.directory.exchange import facts, weekly
from bot.directory.exchange.asked import Asked
from bot.directory.exchange.hsds.rows import stable_id
from bot.directory.models import Resource
from bot.directory.numbers import international

Node = dict[str, Any]
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_UNSAFE = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
_HOLIDAYS = "https://schema.org/PublicHolidays"


def write(asked: Asked) -> str:
    """One `@graph`: the data set, and a node a place that people can turn to on the day asked for."""
    graph = [_dataset(asked)] + [_service(asked, r) for r in facts.working(asked.directory, asked.day)]
    text = json.dumps({"@context": "https://schema.org", "@graph": graph}, ensure_ascii=False, indent=1)
    for sign, escaped in _UNSAFE.items():
        text = text.replace(sign, escaped)
    return text + "\n"


def _dataset(asked: Asked) -> Node:
    edition = asked.directory.edition
    return _some(
        {
            "@type": "Dataset",
            "@id": f"urn:uuid:{stable_id('dataset')}",
            "name": asked.say("exchange.title"),
            "description": facts.said(edition.note, asked.language) or asked.say("exchange.title"),
            "dateModified": f"{edition.on:%Y-%m-%d}",
            "inLanguage": asked.language,
            "creator": {"@type": "Organization", "name": edition.by.best(asked.language)[0]},
        }
    )


def _service(asked: Asked, resource: Resource) -> Node:
    language = asked.language
    name = resource.name.best(language)[0]
    free = resource.cost.free
    return _some(
        {
            "@type": "GovernmentService" if _official(resource) else "Service",
            "@id": f"urn:uuid:{stable_id('service', resource.id)}",
            "identifier": resource.id,
            "name": name,
            "alternateName": [
                *(resource.name.best(other)[0] for other in asked.others),
                *facts.other_names(asked.directory, resource),
            ],
            "description": facts.sentences((resource.does.best(language)[0], facts.said(resource.note, language))),
            "disambiguatingDescription": facts.alert(asked.directory, resource, asked.day, asked.texts, language),
            "provider": {"@type": "Organization", "@id": f"urn:uuid:{stable_id('organization', resource.id)}"}
            | {"name": name},
            "serviceType": [
                page.title.best(language)[0]
                for page in asked.directory.needs
                if page.id in resource.serves.needs or resource.id in page.resources
            ],
            "audience": [
                {"@type": "Audience", "audienceType": page.title.best(language)[0]}
                for page in asked.directory.audiences
                if page.id in resource.serves.audiences
            ],
            "areaServed": _areas(asked, tuple(map(str, resource.serves.regions))),
            "isAccessibleForFree": free,
            "offers": {"@type": "Offer", "price": 0, "priceCurrency": "KRW"} if free else None,
            "availableChannel": [
                _channel(asked, resource, c)
                for c in resource.channels
                if facts.answers(c, asked.day) and _reachable(resource, c)
            ],
            "subjectOf": [_source(str(s.url), s.date) for s in resource.sources],
        }
    )


def _official(resource: Resource) -> bool:
    """Whether the place has a page of its own under go.kr, which only the government of Korea can have."""
    hosts = (urlsplit(c.url).hostname or "" for c in resource.channels if c.url)
    return any(host == "go.kr" or host.endswith(".go.kr") for host in hosts)


def _reachable(resource: Resource, channel: Channel) -> bool:
    return bool(channel.number or channel.url or facts.address(resource, channel))


def _channel(asked: Asked, resource: Resource, channel: Channel) -> Node:
    """One way to reach the place. Languages through an interpreter are not listed: the channel does not speak them."""
    told = facts.address(resource, channel)
    where = told.best(asked.language)[0] if told else None
    spoken: list[str | None] = [
        where if channel.kind is not ChannelKind.VISIT else None,
        facts.said(channel.note, asked.language),
        asked.say("place.low") if facts.low(resource, channel) else None,
        weekly.words(channel.hours, asked.texts, asked.language),
        facts.checked(channel, asked.texts, asked.language),
    ]
    contact = _contact(asked, channel) if channel.number else None
    return _some(
        {
            "@type": "ServiceChannel",
            "name": facts.label(channel, asked.texts, asked.language),
            "description": facts.sentences(spoken),
            "availableLanguage": list(channel.languages),
            "serviceUrl": channel.url,
            "servicePhone": contact if channel.kind is not ChannelKind.TEXT else None,
            "serviceSmsNumber": contact if channel.kind is ChannelKind.TEXT else None,
            "serviceLocation": _some({"@type": "Place", "address": where, "isAccessibleForFree": resource.cost.free})
            if channel.kind is ChannelKind.VISIT and where
            else None,
        }
    )


def _contact(asked: Asked, channel: Channel) -> Node:
    number = channel.number or ""
    return _some(
        {
            "@type": "ContactPoint",
            "contactType": facts.label(channel, asked.texts, asked.language),
            "telephone": (international(number) if channel.from_abroad else None) or number,
            "availableLanguage": list(channel.languages),
            "areaServed": _areas(asked, (channel.region,) if channel.region else ()),
            "hoursAvailable": _hours(channel.hours),
        }
    )


def _hours(expression: str | None) -> list[Node]:
    if expression is None:
        return []
    found = weekly.week(expression)
    times = [
        _times([f"https://schema.org/{_DAYS[day]}" for day in slot.days], slot.opens, slot.closes)
        for slot in found.slots
    ]
    if times and found.holidays == "off":  # opening and closing at one moment is how schema.org says "closed"
        times.append(_times([_HOLIDAYS], "00:00", "00:00"))
    return times


def _times(days: list[str], opens: str, closes: str) -> Node:
    return {"@type": "OpeningHoursSpecification", "dayOfWeek": days, "opens": opens, "closes": closes}


def _areas(asked: Asked, regions: tuple[str, ...]) -> Node | list[Node]:
    titles = {str(page.id): page.title.best(asked.language)[0] for page in asked.directory.regions}
    if not regions:
        return {"@type": "Country", "name": "KR"}
    return [{"@type": "AdministrativeArea", "name": titles.get(region, region)} for region in regions]


def _source(url: str, day: str | None) -> Node:
    if url.startswith(("http://", "https://")):
        return _some({"@type": "WebPage", "url": url, "datePublished": day})
    return _some({"@type": "CreativeWork", "name": url, "datePublished": day})


def _some(node: Node) -> Node:
    """Without what says nothing."""
    return {key: value for key, value in node.items() if value is not None and value != []}

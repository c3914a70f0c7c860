"""One place as an organization and the service that it offers."""

from collections.abc import Iterable, Iterator

from bot.directory.base import Text
from bot.directory.channels import Channel, ChannelKind
from bot.directory.exchange import facts
from bot.directory.exchange.asked import Asked
from bot.directory.exchange.hsds.channel import add_channel
from bot.directory.exchange.hsds.location import province
from bot.directory.exchange.hsds.rows import Rows, stable_id
from bot.directory.exchange.hsds.terms import add_term, attach, classify, note
from bot.directory.models import Resource
from bot.texts import language_name


def rows(asked: Asked) -> Rows:
    """All rows of the directory."""
    found = Rows()
    for resource in asked.directory.resources:
        add_service(found, asked, resource)
    return found


def add_service(rows: Rows, asked: Asked, resource: Resource) -> None:
    """Add the rows of one place. Who runs a service is not in the directory, so each has an organization of its own."""
    language = asked.language
    name, other = resource.name.best(language)[0], resource.name.best(asked.others[0])[0]
    url = _first(resource, ChannelKind.WEB, "url")
    email = _email(resource)
    said = facts.alert(asked.directory, resource, asked.day, asked.texts, language)
    shared = {
        "alternate_name": other if other != name else None,
        "email": email,
        "description": facts.sentences([resource.does.best(language)[0], said]),
    }
    organization = rows.add("organization", resource.id, name=name, website=url, **shared)
    service = rows.add(
        "service",
        resource.id,
        organization_id=organization,
        name=name,
        url=url,
        status=facts.status(resource, asked.day),
        interpretation_services=_interpreters(asked, resource),
        application_process=_process(asked, resource),
        fees_description=_fees(asked, resource),
        eligibility_description=_eligibility(asked, resource),
        minimum_age=resource.ages.minimum,
        maximum_age=resource.ages.maximum,
        assured_date=f"{min(c.checked.on for c in resource.channels):%Y-%m-%d}",
        alert=said,
        last_modified=f"{asked.directory.edition.on:%Y-%m-%d}T00:00:00+09:00",
        **{**shared, "description": _description(asked, resource, said)},
    )
    _around(rows, asked, resource, service)
    for channel in resource.channels:
        add_channel(rows, asked, resource, channel)
    _languages(rows, asked, resource, service)
    _marks(rows, asked, resource, service)
    classify(rows, asked, resource, service)


def _around(rows: Rows, asked: Asked, resource: Resource, service: str) -> None:
    """Where it serves, what it asks for, what it costs."""
    language = asked.language
    titles = {page.id: page.title.best(language)[0] for page in asked.directory.regions}
    for region in resource.serves.regions:
        rows.add("service_area", resource.id, region, service_id=service, name=titles.get(region, str(region)))
    if not resource.serves.regions:
        whole = asked.say("exchange.whole-country")
        rows.add("service_area", resource.id, "", service_id=service, name=whole, extent="KR", extent_type="text")
    papers: list[Text | None] = [resource.documents, resource.identity.text if resource.identity.needed else None]
    for i, text in enumerate(text for text in papers if text is not None):
        document = text.best(language)[0]
        rows.add("required_document", resource.id, str(i), service_id=service, document=document)
    if resource.cost.free is not None or resource.cost.text is not None:
        rows.add(
            "cost_option",
            resource.id,
            service_id=service,
            option=facts.said(resource.cost.text, language),
            currency="KRW",
            amount=0 if resource.cost.free else None,
            amount_description=_fees(asked, resource),
        )


def _languages(rows: Rows, asked: Asked, resource: Resource, service: str) -> None:
    spoken = dict.fromkeys(tag for channel in resource.channels for tag in channel.languages)
    for tag in spoken:
        name = language_name(tag, asked.language)
        where = [facts.label(c, asked.texts, asked.language) for c in resource.channels if tag in c.languages]
        everywhere = len(where) == len(resource.channels)
        rows.add(
            "language",
            resource.id,
            tag,
            service_id=service,
            name=name,
            code=tag,
            note=None if everywhere else asked.say("exchange.language-at", places=", ".join(dict.fromkeys(where))),
        )
    for tag in dict.fromkeys(tag for channel in resource.channels for tag in channel.interpreters):
        term = add_term(rows, asked, "interpreter", tag, language_name(tag, asked.language))
        attach(rows, ("service", service), "interpreter", (tag, term))


def _marks(rows: Rows, asked: Asked, resource: Resource, service: str) -> None:
    """What HSDS has no field for: the other language, further names, sources, what the place does for a situation."""
    link = ("service", service)
    note(rows, asked, link, "entry-id", resource.id)
    for language in asked.others:
        note(rows, asked, link, f"name-{language}", resource.name.best(language)[0])
        note(rows, asked, link, f"description-{language}", resource.does.best(language)[0])
    for name in facts.other_names(asked.directory, resource):
        note(rows, asked, link, "also-called", name, again=name)
    if facts.low(resource):
        note(rows, asked, link, "not-certain", "low")
    if resource.accessibility is not None:
        note(rows, asked, link, "accessibility", resource.accessibility.best(asked.language)[0])
    if resource.replaced_by is not None:
        note(rows, asked, link, "replaced-by", stable_id("service", resource.replaced_by))
    for source in resource.sources:
        told = f"{source.url} ({source.date})" if source.date else str(source.url)
        note(rows, asked, link, "source", told, again=told)


def _description(asked: Asked, resource: Resource, said: str | None) -> str:
    texts = (resource.does, resource.note)
    parts = [facts.said(text, asked.language) for text in texts]
    newest = max(resource.channels, key=lambda c: c.checked.on)
    return facts.sentences([*parts, said, facts.checked(newest, asked.texts, asked.language)])


def _process(asked: Asked, resource: Resource) -> str | None:
    """What is to be known before the step: identity, parents, whether it can be stopped, where to go."""
    identity = facts.said(resource.identity.text, asked.language)
    if identity is None and resource.identity.needed is not None:
        identity = asked.say("place.identity-needed" if resource.identity.needed else "place.identity-not")
    before = [identity, *(facts.said(t, asked.language) for t in (resource.parents.text, resource.stops))]
    return facts.sentences([*before, *_nowhere(asked, resource)]) or None


def _nowhere(asked: Asked, resource: Resource) -> Iterator[str]:
    """Doors that stand on no map ("the police station in charge"): told here, as they give no location."""
    for channel in resource.channels:
        told = facts.address(resource, channel)
        if channel.kind is ChannelKind.VISIT and told is not None and province(asked, resource, channel) is None:
            yield f"{facts.label(channel, asked.texts, asked.language)}: {told.best(asked.language)[0]}"


def _fees(asked: Asked, resource: Resource) -> str | None:
    free = resource.cost.free
    said = None if free is None else asked.say("place.free" if free else "place.paid")
    return facts.said(resource.cost.text, asked.language) or said


def _eligibility(asked: Asked, resource: Resource) -> str | None:
    audiences = [
        page.title.best(asked.language)[0] for page in asked.directory.audiences if page.id in resource.serves.audiences
    ]
    if not audiences:
        return None
    key = "exchange.only-for" if resource.serves.only else "exchange.made-for"
    return asked.say(key, audiences=", ".join(audiences))


def _interpreters(asked: Asked, resource: Resource) -> str | None:
    tags = dict.fromkeys(tag for channel in resource.channels for tag in channel.interpreters)
    names = ", ".join(language_name(tag, asked.language) for tag in tags)
    return asked.say("exchange.interpreters", languages=names) if names else None


def _first(resource: Resource, kind: ChannelKind, field: str) -> str | None:
    return next((getattr(c, field) for c in resource.channels if c.kind is kind and getattr(c, field)), None)


def _email(resource: Resource) -> str | None:
    mails: Iterable[Channel] = (c for c in resource.channels if c.kind is ChannelKind.EMAIL)
    told = (facts.address(resource, channel) for channel in mails)
    return next((text.ko for text in told if text is not None and "@" in text.ko), None)

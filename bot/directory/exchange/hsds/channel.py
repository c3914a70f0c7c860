"""One channel of a place: a phone, or a location (a page, a chat, a door), with its hours, languages and check."""

from datetime import timedelta

from bot.directory.channels import Channel, ChannelKind
from bot.directory.due import CHANNEL_DAYS
from bot.directory.exchange import facts, weekly
from bot.directory.exchange.asked import Asked
from bot.directory.exchange.hsds.location import add_location, named, state
from bot.directory.exchange.hsds.rows import Row, Rows, stable_id
from bot.directory.exchange.hsds.terms import add_term, attach, note, region
from bot.directory.models import Resource
from bot.directory.numbers import international, is_short
from bot.texts import language_name

_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_PHONES = (ChannelKind.PHONE, ChannelKind.TEXT)


def add_channel(rows: Rows, asked: Asked, resource: Resource, channel: Channel) -> None:
    """Add the rows of one channel. A door whose address is withheld, or whose town is not known, gives none."""
    service = stable_id("service", resource.id)
    if channel.kind in _PHONES and channel.number:
        link = _phone(rows, asked, resource, channel, service)
        owner = {"service_id": service}
        _languages(rows, asked, channel, link, phone_id=link[1])
    else:
        place = add_location(rows, asked, resource, channel)
        if place is None:
            return
        link = ("location", place)
        there = rows.add(
            "service_at_location",
            resource.id,
            channel.id,
            service_id=service,
            location_id=place,
            description=facts.label(channel, asked.texts, asked.language),
        )
        owner = {"service_at_location_id": there}
        _languages(rows, asked, channel, link, location_id=place)
    _schedules(rows, asked, resource, channel, link, owner)
    _check(rows, channel, link)
    if channel.region:
        region(rows, asked, link, channel.region)
    if facts.low(resource, channel):
        note(rows, asked, link, "not-certain", "low")


def _phone(rows: Rows, asked: Asked, resource: Resource, channel: Channel, service: str) -> tuple[str, str]:
    number = channel.number or ""
    abroad = international(number) if channel.from_abroad else None
    marks = ["short-code"] if is_short(number) else []
    said = [named(asked, channel), facts.said(channel.note, asked.language)]
    if abroad and abroad != number:
        said.append(asked.say("place.from-abroad", number=abroad))
        marks.append("from-abroad")
    elif channel.from_abroad:
        said.append(asked.say("exchange.from-abroad"))
        marks.append("from-abroad")
    elif channel.from_abroad is False:
        said.append(asked.say("place.not-from-abroad"))
        marks.append("not-from-abroad")
    said += [*state(asked, resource, channel), facts.checked(channel, asked.texts, asked.language)]
    id = rows.add(
        "phone",
        resource.id,
        channel.id,
        service_id=service,
        number=number,
        type="text" if channel.kind is ChannelKind.TEXT else "voice",
        description=facts.sentences(said),
    )
    for code in marks:
        attach(rows, ("phone", id), "reach", (code, add_term(rows, asked, "reach", code)))
    if abroad:
        note(rows, asked, ("phone", id), "number-from-abroad", abroad)
    return "phone", id


def _languages(rows: Rows, asked: Asked, channel: Channel, link: tuple[str, str], **owner: str) -> None:
    for tag in channel.languages:
        rows.add("language", link[1], tag, name=language_name(tag, asked.language), code=tag, **owner)
    for tag in channel.interpreters:
        term = add_term(rows, asked, "interpreter", tag, language_name(tag, asked.language))
        attach(rows, link, "interpreter", (tag, term))


def _schedules(
    rows: Rows, asked: Asked, resource: Resource, channel: Channel, link: tuple[str, str], owner: Row
) -> None:
    """One row a time of day; one without times where the hours are known but do not come again each week."""
    if channel.hours is None:
        return
    found = weekly.week(channel.hours)
    since = channel.checked.on
    shared = {
        **owner,
        "valid_from": f"{since:%Y-%m-%d}",
        "valid_to": f"{since + timedelta(days=CHANNEL_DAYS):%Y-%m-%d}",
        "timezone": 9,
        "description": weekly.words(channel.hours, asked.texts, asked.language),
        "attending_type": " ".join(p for p in (named(asked, channel), channel.number) if p),
        "notes": weekly.holidays(found, asked.texts, asked.language) or None,
    }
    times: list[Row] = [
        {
            "freq": "WEEKLY",
            "byday": ",".join(_DAYS[day] for day in slot.days),
            "opens_at": f"{slot.opens}+09:00",
            "closes_at": f"{slot.closes}+09:00",
        }
        for slot in found.slots
    ]
    for i, time in enumerate(times or [{}]):
        id = rows.add("schedule", resource.id, channel.id, str(i), **shared, **time)
        note(rows, asked, ("schedule", id), "opening-hours", channel.hours)
        note(rows, asked, ("schedule", id), f"hours-of-{link[0]}", link[1])


def _check(rows: Rows, channel: Channel, link: tuple[str, str]) -> None:
    """The stamp of the last check. Nothing was changed by it, so the value before and after is the same."""
    checked = channel.checked
    value = channel.number or channel.url or ""
    rows.add(
        "metadata",
        link[1],
        f"{checked.on:%Y-%m-%d}",
        resource_id=link[1],
        resource_type=link[0],
        last_action_date=f"{checked.on:%Y-%m-%d}",
        last_action_type=f"checked: {checked.how}",
        field_name="number" if channel.number else "url",
        previous_value=value,
        replacement_value=value,
        updated_by=checked.by,
    )

"""Where a channel is: a page, a chat or an app as a virtual location, a door as a physical one with its address."""

import re

from bot.directory.base import Text
from bot.directory.channels import Channel, ChannelKind
from bot.directory.exchange import facts
from bot.directory.exchange.asked import Asked
from bot.directory.exchange.hsds.rows import Rows, stable_id
from bot.directory.models import Resource

_STREET = re.compile(r"[가-힣](시|군|구|읍|면|동|로|길)(?![가-힣])")  # a district or a street: not "the police station"
_CITIES = ("서울", "부산", "대구", "인천", "광주", "대전", "울산", "세종")  # city and province at once


def named(asked: Asked, channel: Channel) -> str:
    """The name of a channel, with its region where it is a regional desk."""
    label = facts.label(channel, asked.texts, asked.language)
    titles = {str(page.id): page.title.best(asked.language)[0] for page in asked.directory.regions}
    town = titles.get(channel.region or "", "")
    return f"{label} ({town})" if town and town not in label else label


def state(asked: Asked, resource: Resource, channel: Channel) -> list[str]:
    """What has to be said of it first: not certain, closed."""
    said = [asked.say("place.low")] if facts.low(resource, channel) else []
    if not facts.answers(channel, asked.day):
        said.append(asked.say("exchange.closed-until", day=f"{channel.closed_until:%Y-%m-%d}"))
    return said


def add_location(rows: Rows, asked: Asked, resource: Resource, channel: Channel) -> str | None:
    """Add the location and return its id; None where there is none to tell."""
    told = facts.address(resource, channel)
    if channel.kind is ChannelKind.VISIT:
        return None if told is None else _door(rows, asked, resource, channel, told)
    if channel.kind is ChannelKind.EMAIL or (told is None and not channel.url):
        return None  # an e-mail address stands with the service
    said = [
        told.best(asked.language)[0] if told else None,
        facts.said(channel.note, asked.language),
        *state(asked, resource, channel),
        facts.checked(channel, asked.texts, asked.language),
    ]
    return rows.add(
        "location",
        resource.id,
        channel.id,
        location_type="virtual",
        url=channel.url,
        organization_id=stable_id("organization", resource.id),
        name=named(asked, channel),
        alternate_name=channel.label.best(asked.others[0])[0] if channel.label else None,
        description=facts.sentences(said),
    )


def province(asked: Asked, resource: Resource, channel: Channel) -> Text | None:
    """The title of the province that a door is in; None where the directory does not say."""
    told = facts.address(resource, channel)
    where = channel.region or (resource.serves.regions[0] if len(resource.serves.regions) == 1 else None)
    return next(
        (
            page.title
            for page in asked.directory.regions
            if told is not None
            and (told.ko.startswith(page.title.ko) or (page.id == where and _STREET.search(told.ko)))
        ),
        None,
    )


def _door(rows: Rows, asked: Asked, resource: Resource, channel: Channel, told: Text) -> str | None:
    town = province(asked, resource, channel)
    if town is None:  # "the police station that is in charge": no place to put on a map
        return None
    checked = facts.checked(channel, asked.texts, asked.language)
    id = rows.add(
        "location",
        resource.id,
        channel.id,
        location_type="physical",
        organization_id=stable_id("organization", resource.id),
        name=resource.name.best(asked.language)[0],
        alternate_name=resource.name.best(asked.others[0])[0],
        description=facts.sentences(
            (facts.said(channel.note, asked.language), *state(asked, resource, channel), checked)
        ),
    )
    title = town.best(asked.language)[0]
    rows.add(
        "address",
        resource.id,
        channel.id,
        location_id=id,
        address_1=told.best(asked.language)[0],
        city=title if town.ko in _CITIES else "",
        state_province=title,
        postal_code="",
        country="KR",
        address_type="physical",
    )
    if resource.accessibility is not None:
        text = resource.accessibility.best(asked.language)[0]
        rows.add("accessibility", resource.id, channel.id, location_id=id, description=text)
    return id

"""Hostile updates to a real bot's webhook, sound ones between them, and what came of both."""

import asyncio
import random
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp

from bot.sandbox.person import Person
from bot.sandbox.server import Sandbox
from bot.telegram.webhook import HEADER
from tests.proof.delivery_hostile.mutations import CANARY, hostile

SOUND = 20  # after so many hostile updates comes a sound one
AT_ONCE = 60
FIRST = 100_000  # the first chat


@dataclass
class Tally:
    """`statuses`: what the webhook said, by status. `silent`: chats that should have been answered and were not."""

    updates: int = 0
    statuses: dict[int, int] = field(default_factory=dict)
    answerable: int = 0
    silent: list[int] = field(default_factory=list)
    healthy: int = 0
    leaks: int = 0
    memory: list[float] = field(default_factory=list)


def resident(pid: int) -> float:
    """Resident memory of a process in MB."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    raise ProcessLookupError


async def drive(sandbox: Sandbox, url: str, secret: str, pid: int, count: int, seed: int) -> Tally:
    """Post `count` hostile updates, each from a chat of its own."""
    dice, tally, room = random.Random(seed), Tally(), asyncio.Semaphore(AT_ONCE)
    async with aiohttp.ClientSession(headers={HEADER: secret}) as session:

        async def post(body: bytes) -> None:
            async with session.post(url, data=body) as response:
                status = response.status
            tally.statuses[status] = tally.statuses.get(status, 0) + 1

        async def one(number: int, body: bytes, answerable: bool) -> None:
            try:
                await post(body)
            finally:
                room.release()
            _settle(sandbox, tally, FIRST + number, answerable)

        async with asyncio.TaskGroup() as group:
            for number in range(count):
                somebody(sandbox, FIRST + number)
                body, answerable = hostile(number + 1, FIRST + number, dice)
                await room.acquire()
                group.create_task(one(number, body, answerable))
                tally.updates += 1
                if number % SOUND == 0:
                    await _healthy(sandbox, tally, post, count + number)
                if number % max(1, count // 10) == count // 10 - 1:
                    tally.memory.append(resident(pid))
    return tally


def somebody(sandbox: Sandbox, chat: int) -> Person:
    """Who has pressed Start before."""
    person = sandbox.person("ko", id=chat)
    person.chat.started = True
    return person


async def _healthy(sandbox: Sandbox, tally: Tally, post: object, number: int) -> None:
    chat = FIRST + number
    somebody(sandbox, chat)
    who = f'{{"id": {chat}, "is_bot": false, "first_name": "P", "language_code": "ko"}}'
    body = f'{{"update_id": {number + 1}, "message": {{"message_id": 1, "date": 1, "from": {who}, '
    body += f'"chat": {{"id": {chat}, "type": "private"}}, "text": "/about"}}}}'
    await post(body.encode())  # type: ignore[operator]
    tally.healthy += 1
    _settle(sandbox, tally, chat, True)


def _settle(sandbox: Sandbox, tally: Tally, chat: int, answerable: bool) -> None:
    """Whether this chat was answered; then the sandbox may forget it. What the bot sent is searched on the way."""
    there = sandbox.state.chats.pop(chat, None)
    tally.answerable += answerable
    if answerable and not any(m["from"].get("is_bot") for m in (there.messages.values() if there else ())):
        tally.silent.append(chat)
    while sandbox.requests:
        given = {
            k: v for k, v in sandbox.requests.popleft().given.items() if k != "callback_query_id"
        }  # Telegram's own
        tally.leaks += CANARY in str(given)

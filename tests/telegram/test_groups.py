"""Groups and channels: one neutral line at most, and out, as often as it takes."""

import asyncio
from types import SimpleNamespace
from typing import Any

from telegram import Chat
from telegram.error import ChatMigrated

from bot.sandbox.server import Sandbox
from bot.telegram.groups import Groups
from tests.telegram.conftest import Start


async def test_added_again_it_leaves_again_without_repeating_itself(sandbox: Sandbox, start: Start) -> None:
    await start()
    group = sandbox.group()
    for _ in range(3):
        group.chat.left = False
        await group.member("left", "member")
        await group.until(lambda g: g.chat.left)
    assert len(group.answers) == 1


async def test_leaving_is_tried_again_where_telegram_was_not_reached(sandbox: Sandbox, start: Start) -> None:
    sandbox.fail("leaveChat", "500", times=2)
    await start()
    group = sandbox.group()
    await group.send("?")
    await group.until(lambda g: g.chat.left, timeout=15)
    assert len(group.answers) == 1


async def test_a_person_who_blocks_the_bot_is_forgotten(sandbox: Sandbox, start: Start) -> None:
    class Store:
        forgotten: list[int] = []

        async def chosen_language(self, chat: int) -> str | None:
            return None

        async def choose_language(self, chat: int, language: str) -> None:
            return None

        async def forget(self, chat: int) -> None:
            self.forgotten.append(chat)

        async def count(self, outcome: object) -> None:
            return None

        async def did_not_work(self, resource: str) -> None:
            return None

    await start(store=Store())
    person = sandbox.person("ko")
    await person.ask("/about")
    await person.block()
    async with asyncio.timeout(10):
        while person.id not in Store.forgotten:  # a list, with nothing to wait for
            await asyncio.sleep(0.02)
    assert len(person.answers) == 1


async def test_a_group_that_has_another_number_now_is_let_go() -> None:
    asked: list[str] = []

    class Moved:
        def __getattr__(self, name: str) -> Any:
            async def call(*_: object, **__: object) -> None:
                asked.append(name)
                raise ChatMigrated(-100_5)

            return call

    context = SimpleNamespace(bot=Moved())
    await Groups(lambda _: "line").leave(Chat(-5, Chat.GROUP), "ko", context)  # type: ignore[arg-type]
    assert asked == ["send_message", "leave_chat"]

"""`make prove-flood`: very many chats, each writing once, and what of them stays in memory."""

import argparse
import asyncio
import itertools
import json
import os
import tempfile
from typing import Any

from pydantic import SecretStr
from telegram.request import RequestData

from bot.answers.responder import Responder
from bot.directory import load
from bot.logs import configure
from bot.sandbox.server import TOKEN
from bot.settings import StoreSettings, TelegramSettings
from bot.store.store import open_store
from bot.telegram import application
from bot.telegram.request import AiohttpRequest
from bot.understanding import encoder
from tests.proof.delivery.process import ROOT
from tests.proof.delivery.report import PAGE, placed
from tests.proof.delivery_hostile import constant
from tests.proof.delivery_hostile.driving import resident

AT_ONCE = 60
TEXTS = ("/about", "/help", "/start", "친구가 협박받고 있어요", "/privacy")
FIRST = 10_000_000  # the first chat


class InMemory(AiohttpRequest):
    """A Bot API that says yes to everything, without a network."""

    ids = itertools.count(1)

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *_: Any, **__: Any
    ) -> Any:
        given: dict[str, Any] = request_data.parameters if request_data else {}
        result: Any = True
        if url.endswith("sendMessage"):
            chat = {"id": given["chat_id"], "type": "private"}
            result = {"message_id": next(self.ids), "date": 1, "chat": chat, "text": "x"}
        elif url.endswith("getMe"):
            result = {"id": 1, "is_bot": True, "first_name": "b", "username": "b_bot"}
        return 200, json.dumps({"ok": True, "result": result}).encode()


def update(number: int) -> dict[str, Any]:
    """A message of a chat of its own."""
    who = {"id": FIRST + number, "is_bot": False, "first_name": "P", "language_code": "ko"}
    message = {"message_id": 1, "date": 1, "from": who, "chat": {"id": FIRST + number, "type": "private"}}
    return {"update_id": number + 1, "message": {**message, "text": TEXTS[number % len(TEXTS)]}}


async def prove(chats: int) -> tuple[list[float], int]:
    """Resident memory before, and after each tenth (MB); how many got the emergency text in place of their answer.

    Raises AssertionError where somebody was not answered.
    """
    configure("ERROR")  # what an answer failed of is said
    application.AiohttpRequest = InMemory  # type: ignore[misc]
    responder = Responder.of(load(ROOT / "resources.yaml"))
    with tempfile.TemporaryDirectory() as folder:
        settings = StoreSettings(database_url=f"sqlite+aiosqlite:///{folder}/gyeot.db")
        store = await open_store(settings, known=responder.knows)
        bot = application.build(TelegramSettings(token=SecretStr(TOKEN)), responder, store)
        await bot.application.initialize()
        numbers, memory = iter(range(chats)), [resident(os.getpid())]

        async def some() -> None:
            for number in numbers:
                assert await bot.delivery(update(number), lambda: False) is None
                if number % (chats // 10) == chats // 10 - 1:
                    memory.append(resident(os.getpid()))
                    print(f"{number + 1:,} chats: {memory[-1]:.0f} MB", flush=True)

        await asyncio.gather(*(some() for _ in range(AT_ONCE)))
        assert bot.metrics["answered_total"] == chats
        fixed = int(bot.metrics["fixed_total"])
        await bot.application.shutdown()
        await store.close()
    return memory, fixed


def main() -> int:
    """0 where memory was flat (over its second half it grew by less than 5 MB) and nobody got the emergency text."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--chats", type=int, default=1_000_000)
    chosen = given.parse_args()
    memory, fixed = asyncio.run(prove(chosen.chats))
    said = " → ".join(f"{mb:.0f}" for mb in memory)
    text = (
        f"`make prove-flood CHATS={chosen.chats}`: {chosen.chats:,} chats, all answered, {fixed:,} of them with the "
        f"emergency text. Resident memory (MB), before and after each tenth: {said}."
    )
    placed(PAGE, "flood", text)
    return int(memory[-1] - memory[len(memory) // 2] > 5 or fixed > 0)


if __name__ == "__main__":
    encoder.encode = constant.encode
    raise SystemExit(main())

"""Webhook: 200 only after the answer; nobody without the secret gets in."""

import asyncio
import io
import socket
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import aiohttp
import pytest
from pydantic import SecretStr

from bot.answers.responder import Responder
from bot.sandbox.person import Person
from bot.sandbox.server import Sandbox
from bot.settings import MetricsSettings, TelegramSettings, WebhookSettings
from bot.telegram.application import run_webhook
from bot.telegram.refusal import Refused
from bot.telegram.webhook import HEADER, LARGEST
from tests.conftest import called
from tests.ports import free_port

SECRET = "s" * 32


@dataclass
class Hooked:
    url: str
    port: int
    metrics: int
    stop: asyncio.Event
    task: "asyncio.Task[None]"

    async def post(self, update: Any, secret: str | None = SECRET) -> aiohttp.ClientResponse:
        headers = {} if secret is None else {HEADER: secret}
        async with aiohttp.ClientSession() as session:
            given: dict[str, Any] = {"data": io.BytesIO(update)} if isinstance(update, bytes) else {"json": update}
            async with session.post(self.url, headers=headers, **given) as response:
                await response.read()
                return response

    async def get(self, port: int, path: str) -> tuple[int, str]:
        async with aiohttp.ClientSession() as session, session.get(f"http://127.0.0.1:{port}{path}") as response:
            return response.status, await response.text()


@pytest.fixture
async def hooked(sandbox: Sandbox, responder: Responder) -> AsyncIterator[Hooked]:
    port, metrics = free_port(), free_port()
    url = f"http://127.0.0.1:{port}/hook"
    stop, ready = asyncio.Event(), asyncio.Event()
    task = asyncio.create_task(
        run_webhook(
            TelegramSettings(token=SecretStr(sandbox.token), api_url=sandbox.base_url),
            WebhookSettings(webhook_url=url, webhook_secret=SecretStr(SECRET), port=port),
            responder,
            now=sandbox.now,
            stop=stop,
            ready=lambda _: ready.set(),
            metrics=MetricsSettings(metrics_port=metrics),
        )
    )
    await asyncio.wait({task, asyncio.ensure_future(ready.wait())}, return_when=asyncio.FIRST_COMPLETED)
    yield Hooked(url, port, metrics, stop, task)
    stop.set()
    await asyncio.wait_for(task, 12)


def somebody(sandbox: Sandbox) -> Person:
    """Who has pressed Start before: a bot may not write to anybody else."""
    person = sandbox.person("ko")
    person.chat.started = True
    return person


def question(chat: int, text: str = "/about", id: int = 1) -> dict[str, Any]:
    who = {"id": chat, "is_bot": False, "first_name": "P", "language_code": "ko"}
    message = {"message_id": id, "date": 1, "from": who, "chat": {"id": chat, "type": "private"}, "text": text}
    return {"update_id": id, "message": message}


async def test_telegram_pushes_and_the_person_is_answered(sandbox: Sandbox, hooked: Hooked) -> None:
    assert "1366" in (await sandbox.person("ko").ask("딥페이크 피해를 당했어요"))["text"]
    told = sandbox.called("setWebhook")[0]
    assert told["url"] == hooked.url
    assert sandbox.token not in told["url"]
    assert told["secret_token"] == SECRET


@pytest.mark.parametrize("secret", [None, "", "s" * 31, "s" * 33, "ß" * 32])
async def test_without_the_secret_nothing_is_read(sandbox: Sandbox, hooked: Hooked, secret: str | None) -> None:
    person = sandbox.person("ko")
    assert (await hooked.post(question(person.id), secret)).status == 403
    assert not sandbox.called("sendMessage")


async def test_200_comes_after_the_answer(sandbox: Sandbox, hooked: Hooked) -> None:
    person = somebody(sandbox)
    sandbox.latency = 0.5
    assert (await hooked.post(question(person.id))).status == 200
    assert person.answers, "Telegram takes half a second to show it"


async def test_a_failed_answer_is_asked_for_again(sandbox: Sandbox, hooked: Hooked) -> None:
    person = somebody(sandbox)
    sandbox.fail("sendMessage", "500", times=3)
    response = await hooked.post(question(person.id))
    assert response.status == 503
    assert int(response.headers["Retry-After"]) >= 1
    assert (await hooked.post(question(person.id))).status == 200
    assert person.answers


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"3", b"[" * 100_000, b'{"update_id":"x"}', b"\xff\xfe"])
async def test_what_is_no_update_is_counted_and_not_asked_for_again(
    sandbox: Sandbox, hooked: Hooked, body: bytes
) -> None:
    assert (await hooked.post(body)).status == 200
    _, text = await hooked.get(hooked.metrics, "/metrics")
    assert "gyeot_unreadable_total 1" in text


async def test_a_body_without_end_is_cut_off(hooked: Hooked) -> None:
    assert (await hooked.post(b"x" * (LARGEST + 1))).status == 413


async def test_an_update_that_telegram_would_not_send_still_gets_the_numbers(sandbox: Sandbox, hooked: Hooked) -> None:
    person = somebody(sandbox)
    odd = {"update_id": 5, "message": {"message_id": "x", "chat": {"id": person.id, "type": "private"}}}
    assert (await hooked.post(odd)).status == 200
    assert "112" in person.answers[0]["text"]


async def test_health_is_open_and_metrics_are_not(sandbox: Sandbox, hooked: Hooked) -> None:
    assert await hooked.get(hooked.port, "/healthz") == (200, "ok")
    assert await hooked.get(hooked.port, "/readyz") == (200, "ready")
    assert (await hooked.get(hooked.port, "/metrics"))[0] == 404
    await hooked.post(question(sandbox.person("ko").id))
    status, text = await hooked.get(hooked.metrics, "/metrics")
    assert status == 200
    assert "gyeot_answered_total 1" in text
    assert "{" not in text  # no label at all


async def test_what_is_under_way_is_finished_before_the_end(sandbox: Sandbox, hooked: Hooked) -> None:
    person = somebody(sandbox)
    sandbox.latency = 0.5
    call = asyncio.create_task(hooked.post(question(person.id)))
    await called(sandbox, "sendMessage")
    hooked.stop.set()
    assert (await call).status == 200
    await asyncio.wait_for(hooked.task, 10)
    assert person.answers


async def test_a_taken_port_is_said_in_one_word(sandbox: Sandbox, responder: Responder) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        settings = TelegramSettings(token=SecretStr(sandbox.token), api_url=sandbox.base_url)
        webhook = WebhookSettings(webhook_url="http://127.0.0.1/hook", port=port)
        with pytest.raises(Refused) as refusal:
            await run_webhook(settings, webhook, responder, stop=asyncio.Event())
    assert refusal.value.reason == "port"

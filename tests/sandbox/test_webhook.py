"""Updates are pushed with the secret, one after another in a chat, again until they are taken."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from bot.sandbox.server import Sandbox
from tests.conftest import called
from tests.sandbox.conftest import Api, Receiver


async def _until(met: Callable[[], Any], timeout: float = 5.0) -> None:
    async with asyncio.timeout(timeout):
        while not met():  # watched from outside, as an operator would
            await asyncio.sleep(0.02)


async def test_pushed_with_the_secret_and_confirmed_by_200(sandbox: Sandbox, api: Api, receiver: Receiver) -> None:
    person = sandbox.person()
    await person.send("먼저")
    assert (await api("setWebhook", url=receiver.url, secret_token="a-_Z9", max_connections=3)).result is True
    await person.send("나중")
    await _until(lambda: len(receiver.seen) == 2)
    assert [update["message"]["text"] for update in receiver.seen] == ["먼저", "나중"]
    assert receiver.secrets == ["a-_Z9", "a-_Z9"]
    await _until(lambda: not sandbox.state.updates)
    info = (await api("getWebhookInfo")).result
    assert (info["url"], info["pending_update_count"], info["max_connections"]) == (receiver.url, 0, 3)
    assert "last_error_date" not in info


async def test_repeated_until_taken_and_counted_meanwhile(sandbox: Sandbox, api: Api, receiver: Receiver) -> None:
    sandbox.methods.webhook.pause = 0.05
    answers = iter([500, 503, 200, 200])

    async def take(_: dict[str, Any]) -> int:
        return next(answers)

    receiver.take = take
    await api("setWebhook", url=receiver.url)
    person = sandbox.person()
    await person.send("하나")
    await person.send("둘")
    await _until(lambda: len(receiver.seen) == 1)
    info = (await api("getWebhookInfo")).result
    assert info["pending_update_count"] == 2
    await _until(lambda: len(receiver.seen) == 4)
    texts = [update["message"]["text"] for update in receiver.seen]
    assert texts == ["하나", "하나", "하나", "둘"]
    assert len({update["update_id"] for update in receiver.seen[:3]}) == 1
    assert receiver.secrets == [None] * 4
    info = (await api("getWebhookInfo")).result
    assert info["last_error_message"] == "Wrong response from the webhook: 503 Service Unavailable"


async def test_one_slow_chat_holds_up_nobody_else(sandbox: Sandbox, api: Api, receiver: Receiver) -> None:
    slow, quick = sandbox.person(), sandbox.person()
    release = asyncio.Event()

    async def take(raw: dict[str, Any]) -> int:
        if raw["message"]["chat"]["id"] == slow.id:
            await release.wait()
        return 200

    receiver.take = take
    await api("setWebhook", url=receiver.url)
    await slow.send("천천히")
    await slow.send("그다음")
    await quick.send("빨리")
    await _until(lambda: len(sandbox.state.updates) == 2)
    assert sorted(u["message"]["text"] for u in receiver.seen) == ["빨리", "천천히"]
    release.set()
    await _until(lambda: not sandbox.state.updates)


async def test_a_webhook_may_answer_with_a_call(sandbox: Sandbox, api: Api, receiver: Receiver) -> None:
    person = sandbox.person()
    receiver.reply = {"method": "sendMessage", "chat_id": person.id, "text": "바로"}
    await api("setWebhook", url=receiver.url)
    assert (await person.ask("안녕"))["text"] == "바로"


async def test_nobody_there(sandbox: Sandbox, api: Api, unused_tcp_port: int) -> None:
    await api("setWebhook", url=f"http://127.0.0.1:{unused_tcp_port}/")
    await sandbox.person().send("안녕")
    await _until(lambda: "last_error_message" in sandbox.methods.webhook.info())
    info = (await api("getWebhookInfo")).result
    assert (info["last_error_message"], info["pending_update_count"]) == ("Connection refused", 1)


async def test_polling_and_webhook_exclude_each_other(sandbox: Sandbox, api: Api, receiver: Receiver) -> None:
    poll: Awaitable[Any] = asyncio.create_task(api("getUpdates", timeout=20))
    await called(sandbox, "getUpdates")
    await api("setWebhook", url=receiver.url)
    ended = await poll
    assert (ended.status, ended.said) == (409, "Conflict: terminated by setWebhook request")
    refused = await api("getUpdates")
    assert refused.status == 409
    assert refused.said.startswith("Conflict: can't use getUpdates method while webhook is active")
    assert (await api("deleteWebhook")).result is True
    assert (await api("getUpdates")).status == 200
    assert (await api("getWebhookInfo")).result["url"] == ""


async def test_pending_updates_can_be_dropped(sandbox: Sandbox, api: Api) -> None:
    await sandbox.person().send("안녕")
    await api("deleteWebhook", drop_pending_updates=True)
    assert (await api("getUpdates")).result == []


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"url": "ftp://127.0.0.1/"}, "An HTTPS URL must be provided"),
        ({"url": "https://example.org/"}, "the sandbox pushes to this machine only"),
        ({"url": "http://127.0.0.1:1/", "secret_token": "not allowed"}, "secret token contains unallowed characters"),
        ({"url": "http://127.0.0.1:1/", "secret_token": "x" * 257}, "secret token is too long"),
        ({"url": "http://127.0.0.1:1/", "max_connections": 101}, "max_connections"),
        ({}, "parameter url is required"),
    ],
)
async def test_webhooks_that_are_refused(api: Api, given: dict[str, Any], said: str) -> None:
    answer = await api("setWebhook", **given)
    assert answer.status == 400
    assert said in answer.said
    assert (await api("getUpdates")).status == 200

"""Updates pushed to a webhook."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from aiogram import Bot, Dispatcher
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import Message
from aiogram.webhook.aiohttp_server import SimpleRequestHandler
from aiohttp import web

from tests.botapi import ApiServer, World
from tests.botapi.conftest import KIM, Clock

SECRET = "between-the-two-of-us"


@asynccontextmanager
async def listening(handler: Callable[[web.Request], Awaitable[web.StreamResponse]]) -> AsyncIterator[str]:
    """Somebody who is pushed to."""
    application = web.Application()
    application.router.add_post("/hook", handler)
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    finally:
        await runner.cleanup()


@dataclass
class Receiver:
    """Writes down what it is pushed, and answers with the next of `answers`, else 200."""

    answers: list[web.Response] = field(default_factory=list)
    updates: list[Any] = field(default_factory=list)
    secrets: list[str | None] = field(default_factory=list)

    async def take(self, request: web.Request) -> web.Response:
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        self.updates.append(await request.json())
        return self.answers.pop(0) if self.answers else web.Response()

    @property
    def texts(self) -> list[str]:
        return [update["message"]["text"] for update in self.updates]


@pytest.fixture
def receiver() -> Receiver:
    return Receiver()


@pytest.fixture
async def hook(server: ApiServer, receiver: Receiver) -> AsyncIterator[str]:
    server.allow_plain_webhook = True
    async with listening(receiver.take) as url:
        yield url


async def test_updates_are_pushed_in_order_with_the_secret(
    bot: Bot, world: World, receiver: Receiver, hook: str
) -> None:
    world.user_sends(KIM, "before")
    await bot.set_webhook(hook, secret_token=SECRET)
    world.user_sends(KIM, "after")
    world.user_sends(KIM, "last")
    await world.wait_for(lambda: not world.pending)
    assert receiver.texts == ["before", "after", "last"]
    assert receiver.secrets == [SECRET] * 3
    assert world.confirmed == {update["update_id"] for update in receiver.updates}


async def test_what_is_not_taken_is_brought_again(bot: Bot, world: World, receiver: Receiver, hook: str) -> None:
    receiver.answers = [web.Response(status=500), web.Response(status=403)]
    await bot.set_webhook(hook)
    world.user_sends(KIM, "one")
    world.user_sends(KIM, "two")
    await world.wait_for(lambda: not world.pending)
    assert receiver.texts == ["one", "one", "one", "two"]
    assert receiver.secrets == [None] * 4
    info = await bot.get_webhook_info()
    assert info.last_error_message == "Wrong response from the webhook: 403 Forbidden"
    assert (info.url, info.pending_update_count, info.max_connections) == (hook, 0, 1)


async def test_nobody_there(bot: Bot, server: ApiServer, world: World, receiver: Receiver) -> None:
    server.allow_plain_webhook = True
    async with listening(receiver.take) as url:
        pass
    await bot.set_webhook(url)
    world.user_sends(KIM, "hello")
    await world.wait_for(lambda: len(world.webhook_errors) > 1)
    assert (await bot.get_webhook_info()).pending_update_count == 1
    await bot.delete_webhook()
    (update,) = await bot.get_updates()
    assert update.update_id == world.pending[0].update_id


async def test_a_webhook_that_does_not_answer(bot: Bot, server: ApiServer, world: World) -> None:
    server.allow_plain_webhook = True
    server.pusher.seconds = 0.01

    async def cut(request: web.Request) -> web.Response:
        await world.wait_for(lambda: world.webhook_errors)
        return web.Response()

    async with listening(cut) as url:
        await bot.set_webhook(url)
        world.user_sends(KIM, "hello")
        await world.wait_for(lambda: not world.pending)
    assert world.webhook_errors[0][1] == "Read timeout expired"


async def test_after_a_day_it_is_given_up(bot: Bot, world: World, receiver: Receiver, hook: str, clock: Clock) -> None:
    receiver.answers = [web.Response(status=500) for _ in range(1000)]
    await bot.set_webhook(hook)
    world.user_sends(KIM, "hello")
    await world.wait_for(lambda: world.webhook_errors)
    clock.pass_by(timedelta(hours=24, seconds=1))
    receiver.answers.clear()
    world.user_sends(KIM, "the day after")
    await world.wait_for(lambda: not world.pending)
    assert [update.body["text"] for update in world.dropped] == ["hello"]
    assert receiver.texts[-1] == "the day after"
    assert len(world.confirmed) == 1


async def test_several_at_once(bot: Bot, server: ApiServer, world: World) -> None:
    server.allow_plain_webhook = True
    seen: list[str] = []

    async def wait_for_both(request: web.Request) -> web.Response:
        seen.append((await request.json())["message"]["text"])
        world.changes.happened()
        await world.wait_for(lambda: len(seen) == 2)
        return web.Response()

    async with listening(wait_for_both) as url:
        await bot.set_webhook(url, max_connections=2)
        world.user_sends(KIM, "one")
        world.user_sends(KIM, "two")
        await world.wait_for(lambda: not world.pending)
    assert sorted(seen) == ["one", "two"]


async def test_twice_again_and_out_of_order(bot: Bot, world: World, receiver: Receiver, hook: str) -> None:
    await bot.set_webhook(hook)
    world.duplicate_next_batch()
    world.user_sends(KIM, "one")
    await world.wait_for(lambda: len(receiver.texts) == 2 and not world.pending)
    world.duplicate_next_batch(confirmed=True)
    world.user_sends(KIM, "two")
    await world.wait_for(lambda: not world.pending)
    assert receiver.texts == ["one", "one", "one", "two"]
    world.reorder_next_batch()
    world.user_sends(KIM, "three")
    world.user_sends(KIM, "four")
    await world.wait_for(lambda: not world.pending)
    assert receiver.texts[4:] == ["four", "three"]


async def test_only_with_tls_unless_allowed(bot: Bot, server: ApiServer, world: World) -> None:
    for url in ("http://127.0.0.1:1/hook", "http://door.example.org/"):
        with pytest.raises(TelegramBadRequest, match="bad webhook: HTTPS url must be provided for webhook"):
            await bot.set_webhook(url)
    server.allow_plain_webhook = True
    with pytest.raises(TelegramBadRequest, match="HTTPS url must be provided"):
        await bot.set_webhook("http://door.example.org/")
    with pytest.raises(TelegramBadRequest, match="secret token contains unallowed characters"):
        await bot.set_webhook("https://door.example.org/", secret_token="two words")
    assert world.webhook is None


async def test_dropping_what_waits_is_remembered(bot: Bot, world: World) -> None:
    world.user_sends(KIM, "hello")
    await bot.delete_webhook()
    assert not world.dropped_by_request
    await bot.delete_webhook(drop_pending_updates=True)
    assert world.dropped_by_request
    assert world.pending == ()
    assert [update.body["text"] for update in world.dropped] == ["hello"]


async def test_kinds_asked_for(bot: Bot, world: World, receiver: Receiver, hook: str) -> None:
    await bot.set_webhook(hook, allowed_updates=["message"])
    world.raw_update({"inline_query": {"id": "9"}})
    world.user_sends(KIM, "hello")
    await world.wait_for(lambda: not world.pending)
    assert receiver.texts == ["hello"]
    assert (await bot.get_webhook_info()).allowed_updates == ["message"]


async def test_an_answer_with_a_method_is_a_mistake(
    bot: Bot, server: ApiServer, world: World, receiver: Receiver, hook: str
) -> None:
    receiver.answers = [web.json_response({"method": "sendMessage", "chat_id": KIM, "text": "hello"})]
    await bot.set_webhook(hook)
    world.user_sends(KIM, "hello")
    await world.wait_for(lambda: server.failures)
    assert "answered with a method" in str(server.failures.pop())


async def test_the_real_dispatcher_is_pushed_to(bot: Bot, server: ApiServer, world: World) -> None:
    server.allow_plain_webhook = True
    dispatcher = Dispatcher()

    @dispatcher.message()
    async def echo(message: Message) -> None:
        await message.answer(f"<i>{message.text}</i>")

    handler = SimpleRequestHandler(dispatcher, bot, handle_in_background=False, secret_token=SECRET)
    async with listening(handler.handle) as url:
        await bot.set_webhook(url, secret_token="another")
        world.user_sends(KIM, "hello")
        await world.wait_for(lambda: world.webhook_errors)
        assert world.visible(KIM)[-1].text == "hello"
        await bot.set_webhook(url, secret_token=SECRET)
        answer = await world.wait_for(lambda: world.last(KIM))
        await world.wait_for(lambda: not world.pending)
    assert answer.text == "hello"
    assert answer.entities == [{"type": "italic", "offset": 0, "length": 5}]

"""Each fault, as the real client sees it."""

import asyncio
from collections.abc import Callable
from datetime import timedelta

import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramNetworkError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from aiogram.methods import LogOut
from aiohttp import ClientSession

from tests.botapi import ApiServer, ChatLimit, Fault, World
from tests.botapi.conftest import KIM, TOKEN, Clock


@pytest.fixture(autouse=True)
def _kim_wrote(world: World) -> None:
    world.user_sends(KIM, "/start")


def sent(world: World) -> list[str | None]:
    return [message.text for message in world.visible(KIM) if message.from_bot]


async def test_too_many(bot: Bot, server: ApiServer, world: World) -> None:
    server.fail_next("sendMessage", Fault.too_many(retry_after=3), times=2)
    for _ in range(2):
        with pytest.raises(TelegramRetryAfter) as refusal:
            await bot.send_message(KIM, "hello")
        assert refusal.value.retry_after == 3
    assert sent(world) == []
    await bot.send_message(KIM, "hello")
    assert [call.status for call in world.calls] == [429, 429, 200]
    assert len(world.accepted("sendMessage")) == 1


async def test_server_error(bot: Bot, server: ApiServer, world: World) -> None:
    server.fail_next("sendMessage", Fault.SERVER_ERROR)
    with pytest.raises(TelegramServerError):
        await bot.send_message(KIM, "hello")
    assert sent(world) == []


async def test_bad_gateway(bot: Bot, server: ApiServer, world: World) -> None:
    server.fail_next("sendMessage", Fault.BAD_GATEWAY)
    with pytest.raises(ClientDecodeError, match="502 Bad Gateway"):
        await bot.send_message(KIM, "hello")
    assert sent(world) == []


async def test_reset_before(bot: Bot, server: ApiServer, world: World) -> None:
    server.fail_next("sendMessage", Fault.RESET_BEFORE)
    with pytest.raises(TelegramNetworkError):
        await bot.send_message(KIM, "hello")
    assert sent(world) == []
    assert [(call.status, call.answered) for call in world.calls] == [(None, False)]


async def test_reset_after(bot: Bot, server: ApiServer, world: World) -> None:
    server.fail_next("sendMessage", Fault.RESET_AFTER)
    with pytest.raises(TelegramNetworkError):
        await bot.send_message(KIM, "hello")
    assert sent(world) == ["hello"]
    (call,) = world.accepted("sendMessage")
    assert not call.answered
    assert call.parameters["chat_id"] == KIM


async def test_a_reset_on_a_connection_in_use(bot: Bot, server: ApiServer, world: World) -> None:
    await bot.get_me()
    server.fail_next("sendMessage", Fault.RESET_AFTER)
    with pytest.raises(TelegramNetworkError):
        await bot.send_message(KIM, "hello")
    await bot.send_message(KIM, "again")
    assert sent(world) == ["hello", "again"]


async def test_slow(bot: Bot, server: ApiServer, world: World) -> None:
    server.fail_next("sendMessage", Fault.slow(30.0))
    waiting = asyncio.create_task(bot.send_message(KIM, "hello"))
    assert (await world.wait_for(lambda: world.last(KIM))).text == "hello"
    assert not waiting.done()
    (call,) = world.accepted("sendMessage")
    assert not call.answered
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    server.fail_next("sendMessage", Fault.slow(0.0))
    assert (await bot.send_message(KIM, "late")).text == "late"


async def test_malformed(bot: Bot, server: ApiServer, world: World) -> None:
    server.fail_next("sendMessage", Fault.MALFORMED)
    with pytest.raises(ClientDecodeError, match="Failed to decode"):
        await bot.send_message(KIM, "hello")
    assert sent(world) == ["hello"]


async def test_any_method(bot: Bot, server: ApiServer) -> None:
    server.fail_next("*", Fault.SERVER_ERROR)
    server.fail_next("getMe", Fault.TOO_MANY)
    with pytest.raises(TelegramRetryAfter):
        await bot.get_me()
    with pytest.raises(TelegramServerError):
        await bot.get_me()
    server.fail_next("*", Fault.RESET_BEFORE, times=5)
    server.heal()
    assert (await bot.get_me()).id == 42


async def test_a_reset_poll_loses_nothing(bot: Bot, server: ApiServer, world: World) -> None:
    server.fail_next("getUpdates", Fault.RESET_AFTER)
    with pytest.raises(TelegramNetworkError):
        await bot.get_updates()
    (update,) = await bot.get_updates()
    assert update.message is not None
    assert update.message.text == "/start"


async def test_a_wrong_token_and_an_unknown_method(client: Callable[[str], Bot], server: ApiServer, bot: Bot) -> None:
    server.fail_next("*", Fault.SERVER_ERROR)
    with pytest.raises(TelegramUnauthorizedError, match="Unauthorized"):
        await client("42:another").get_me()
    server.heal()
    with pytest.raises(TelegramNotFound, match="Not Found"):
        await bot(LogOut())
    assert [(call.method, call.status) for call in server.world.calls] == [("getMe", 401), ("logOut", 404)]


async def test_the_pace_of_a_chat(bot: Bot, server: ApiServer, world: World, clock: Clock) -> None:
    server.per_chat_limit = ChatLimit(per_second=0.5, burst=2)
    await bot.send_message(KIM, "one")
    await bot.send_message(KIM, "two")
    with pytest.raises(TelegramRetryAfter) as refusal:
        await bot.send_message(KIM, "three")
    assert refusal.value.retry_after == 2
    clock.pass_by(timedelta(seconds=2))
    await bot.send_message(KIM, "three")
    assert sent(world) == ["one", "two", "three"]


async def test_other_ways_to_ask(server: ApiServer, world: World) -> None:
    place = f"{server.url}/bot{server.token}"
    async with ClientSession() as plain:
        async with plain.get(f"{place}/SENDMESSAGE", params={"chat_id": KIM, "text": "by address"}) as response:
            assert (await response.json())["ok"]
        async with plain.post(f"{place}/sendMessage", json={"chat_id": KIM, "text": "by JSON"}) as response:
            assert (await response.json())["result"]["chat"]["id"] == KIM
    assert sent(world) == ["by address", "by JSON"]
    assert len(world.accepted("sendMessage")) == 2


async def test_a_mistake_of_the_server_comes_out() -> None:
    async with ApiServer("42:x") as server:
        failure = ZeroDivisionError("a mistake")
        server.failures.append(failure)
        with pytest.raises(ZeroDivisionError):
            await server.__aexit__(None, None, None)
        server.failures.clear()
        await server.start()


async def test_a_server_that_stops_cuts_who_waits() -> None:
    async with ApiServer(TOKEN) as other:
        session = AiohttpSession(api=TelegramAPIServer.from_base(other.url))
        waiting = asyncio.create_task(Bot(TOKEN, session=session).get_updates(timeout=50))
        await other.world.wait_for(lambda: other.world.calls)
    with pytest.raises(TelegramNetworkError):
        await waiting
    await (await session.create_session()).close()
    assert [(call.status, call.answered) for call in other.world.calls] == [(None, False)]

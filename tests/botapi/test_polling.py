"""Updates fetched with getUpdates, by the real client."""

import asyncio
from collections.abc import Callable
from datetime import timedelta

import pytest
from aiogram import Bot, Dispatcher
from aiogram.exceptions import TelegramConflictError
from aiogram.types import Message, Update
from aiogram.utils.backoff import BackoffConfig

from tests.botapi import ApiServer, Fault, World
from tests.botapi.conftest import KIM, TOKEN, Clock

AT_ONCE = BackoffConfig(min_delay=0.001, max_delay=0.002, factor=1.1, jitter=0.0)


def numbers(updates: list[Update]) -> list[int]:
    return [update.update_id for update in updates]


def texts(updates: list[Update]) -> list[str | None]:
    return [update.message.text if update.message else None for update in updates]


async def test_an_offset_confirms_everything_below(bot: Bot, world: World) -> None:
    world.next_update_id = 500
    for text in ("one", "two", "three"):
        world.user_sends(KIM, text)
    assert numbers(await bot.get_updates()) == [500, 501, 502]
    assert numbers(await bot.get_updates()) == [500, 501, 502]
    assert world.confirmed == set()
    assert numbers(await bot.get_updates(offset=502)) == [502]
    assert world.confirmed == {500, 501}
    assert [update.update_id for update in world.pending] == [502]
    assert await bot.get_updates(offset=503) == []
    assert world.pending == ()


async def test_a_negative_offset_counts_from_the_end(bot: Bot, world: World) -> None:
    for text in ("one", "two", "three"):
        world.user_sends(KIM, text)
    assert texts(await bot.get_updates(offset=-1)) == ["three"]
    assert len(world.confirmed) == 2
    assert texts(await bot.get_updates()) == ["three"]


async def test_the_limit_is_kept_within_bounds(bot: Bot, world: World) -> None:
    for number in range(105):
        world.user_sends(KIM, str(number))
    assert len(await bot.get_updates(limit=2)) == 2
    assert len(await bot.get_updates(limit=1000)) == 100
    assert len(await bot.get_updates()) == 100


async def test_a_long_poll_wakes_at_once(bot: Bot, world: World) -> None:
    waiting = asyncio.create_task(bot.get_updates(timeout=50))
    await world.wait_for(lambda: world.calls)
    world.user_sends(KIM, "hello")
    assert texts(await waiting) == ["hello"]


async def test_a_second_reader_ends_the_first(client: Callable[[str], Bot], world: World) -> None:
    waiting = asyncio.create_task(client(TOKEN).get_updates(timeout=50))
    await world.wait_for(lambda: world.calls)
    assert await client(TOKEN).get_updates() == []
    with pytest.raises(TelegramConflictError, match="terminated by other getUpdates request"):
        await waiting


async def test_no_reading_beside_a_webhook(client: Callable[[str], Bot], world: World) -> None:
    waiting = asyncio.create_task(client(TOKEN).get_updates(timeout=50))
    await world.wait_for(lambda: world.calls)
    bot = client(TOKEN)
    await bot.set_webhook("https://door.example.org/hook")
    with pytest.raises(TelegramConflictError, match="terminated by setWebhook"):
        await waiting
    with pytest.raises(TelegramConflictError, match="while webhook is active"):
        await bot.get_updates()
    await bot.delete_webhook()
    assert await bot.get_updates() == []


async def test_updates_live_for_a_day(bot: Bot, world: World, clock: Clock) -> None:
    world.user_sends(KIM, "old")
    clock.pass_by(timedelta(hours=23))
    world.user_sends(KIM, "new")
    assert texts(await bot.get_updates()) == ["old", "new"]
    clock.pass_by(timedelta(hours=1, seconds=1))
    assert texts(await bot.get_updates()) == ["new"]
    assert [update.body["text"] for update in world.dropped] == ["old"]
    assert world.confirmed == set()


@pytest.mark.parametrize("start", [20_000_000, 1_900_000_000])
async def test_a_jump_of_the_numbers_loses_nothing(bot: Bot, world: World, start: int) -> None:
    world.next_update_id = start
    world.user_sends(KIM, "before")
    world.jump_update_ids()
    world.user_sends(KIM, "after")
    new = world.pending[-1].update_id
    assert abs(new - start) > 1000
    assert texts(await bot.get_updates()) == ["before"]
    assert texts(await bot.get_updates(offset=start + 1)) == ["after"]
    assert texts(await bot.get_updates(offset=start + 1)) == ["after"]
    assert await bot.get_updates(offset=new + 1) == []
    assert world.confirmed == {start, new}


async def test_an_offset_from_the_future_confirms_nothing(bot: Bot, world: World) -> None:
    world.user_sends(KIM, "hello")
    assert texts(await bot.get_updates(offset=world.next_update_id + 11)) == ["hello"]
    assert world.confirmed == set()
    assert await bot.get_updates(offset=world.next_update_id + 10) == []


async def test_a_batch_comes_twice(bot: Bot, world: World) -> None:
    world.user_sends(KIM, "one")
    world.user_sends(KIM, "two")
    world.duplicate_next_batch()
    assert texts(await bot.get_updates()) == ["one", "two", "one", "two"]
    assert texts(await bot.get_updates()) == ["one", "two"]


async def test_a_confirmed_update_comes_again(bot: Bot, world: World) -> None:
    world.user_sends(KIM, "one")
    await bot.get_updates(offset=world.next_update_id)
    world.duplicate_next_batch(confirmed=True)
    world.user_sends(KIM, "two")
    assert texts(await bot.get_updates()) == ["one", "two"]
    assert texts(await bot.get_updates()) == ["two"]


async def test_a_batch_comes_in_another_order(bot: Bot, world: World) -> None:
    world.reorder_next_batch()
    world.user_sends(KIM, "one")
    assert texts(await bot.get_updates()) == ["one"]
    world.user_sends(KIM, "two")
    assert texts(await bot.get_updates()) == ["two", "one"]
    assert texts(await bot.get_updates()) == ["one", "two"]


async def test_the_kinds_asked_for_are_remembered(bot: Bot, world: World) -> None:
    await bot.get_updates(allowed_updates=["callback_query"])
    world.user_sends(KIM, "unheard")
    assert await bot.get_updates() == []
    assert [update.kind for update in world.updates.unasked] == ["message"]
    world.raw_update({"channel_post": {"message_id": 1}}, unasked=True)
    world.raw_update({"made_up": 1})
    assert [update.kind for update in world.pending] == ["channel_post", "made_up"]
    world.updates.drop_all()
    await bot.get_updates(allowed_updates=[])
    world.user_sends(KIM, "heard")
    assert texts(await bot.get_updates()) == ["heard"]


async def test_the_real_dispatcher_polls(bot: Bot, server: ApiServer, world: World) -> None:
    dispatcher = Dispatcher()

    @dispatcher.message()
    async def echo(message: Message) -> None:
        await message.answer(f"<b>{message.text}</b>")

    server.fail_next("getUpdates", Fault.RESET_AFTER)
    polling = asyncio.create_task(
        dispatcher.start_polling(
            bot, handle_signals=False, close_bot_session=False, polling_timeout=30, backoff_config=AT_ONCE
        )
    )
    await world.wait_for(lambda: world.accepted("getMe"))
    sent = world.user_sends(KIM, "hello")
    answer = await world.wait_for(lambda: world.last(KIM))
    assert (answer.text, answer.from_bot) == ("hello", True)
    assert answer.message_id > sent.message_id
    await world.wait_for(lambda: len(world.confirmed) == 1)
    await dispatcher.stop_polling()
    await polling


async def test_waiting_in_vain_says_why(world: World) -> None:
    world.user_sends(KIM, "hello")
    with pytest.raises(TimeoutError, match=r"not true after 0\.0 s: .*test_polling.*last calls: none; .* message"):
        await world.wait_for(lambda: world.last(KIM), timeout=0.0)

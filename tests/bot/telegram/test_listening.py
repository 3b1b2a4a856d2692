"""How updates reach us: on the disk before they are acknowledged, whatever goes wrong on the way."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, replace
from typing import Any

import pytest
from aiohttp import ClientSession, web
from pydantic import SecretStr
from sqlalchemy.exc import OperationalError

from bot.app import build, serving
from bot.making import make
from bot.settings import Settings, SettingsError
from bot.telegram.listening import HOOK, SECRET_HEADER, Hook, Polling, announce_hook
from bot.telegram.service import Telegram
from bot.telegram.taking_in import TakingIn
from storage import inbox
from storage.database import Database
from tests.bot.conftest import EASY
from tests.bot.telegram.conftest import AMINA, TOKEN, Line, Visitor
from tests.bot.telegram.test_kinds import texts, waits_for_a_therapist
from tests.botapi.faults import Fault
from tests.botapi.server import ApiServer
from tests.botapi.values import Webhook

SECRET = "a-secret-of-sixteen-letters-or-more"
only_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def fail_writes(monkeypatch: pytest.MonkeyPatch, *, times: int = 1) -> list[int]:
    """The database refuses the next writes; returns how many it still will."""
    left = [times]
    write = Database.write

    async def flaky(self: Database, work: Any) -> Any:
        if left[0]:
            left[0] -= 1
            raise OperationalError("insert", {}, Exception("the disk is full"))
        return await write(self, work)

    monkeypatch.setattr(Database, "write", flaky)
    return left


async def waiting(line: Line) -> int:
    return await line.parts.house.database.read(inbox.count)


# Asking for them.


def polling_of(line: Line) -> Polling:
    assert line.telegram.polling is not None
    return line.telegram.polling


def offsets(line: Line) -> list[int | None]:
    return [call.parameters.get("offset") for call in line.server.world.calls if call.method == "getUpdates"]


async def test_what_could_not_be_stored_is_asked_for_again(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    world, polling = line.server.world, polling_of(line)
    world.user_sends(AMINA, "Først.")
    await polling.once()
    world.user_sends(AMINA, "Så.")
    fail_writes(monkeypatch)
    with pytest.raises(OperationalError):
        await polling.once()
    assert len(world.pending) == 1, "it was not acknowledged"
    await polling.once()
    await polling.once()
    first, second, third, last = offsets(line)
    assert first is None
    assert second is not None
    assert third is None, "it was heard, and is not said again"
    assert last == second + 1
    assert not line.server.world.pending
    assert await waiting(line) == 2


async def test_what_comes_twice_is_stored_once(line: Line) -> None:
    world, polling = line.server.world, polling_of(line)
    world.user_sends(AMINA, "Først.")
    world.duplicate_next_batch()
    assert await polling.once() == 2
    world.user_sends(AMINA, "Så.")
    world.duplicate_next_batch(confirmed=True)
    assert await polling.once() == 2
    assert await waiting(line) == 2
    assert world.dropped == []


@only_sqlite
async def test_what_comes_in_another_order_is_dealt_with_as_it_comes(visitor: Visitor, line: Line) -> None:
    await waits_for_a_therapist(visitor)
    for text in ("En.", "To.", "Tre."):
        line.server.world.user_sends(AMINA, text)
    line.server.world.reorder_next_batch()
    await line.settle()
    assert await texts(line) == ["Tre.", "To.", "En."]
    assert line.server.world.pending == ()


@only_sqlite
async def test_numbers_that_begin_anew_lose_nothing(visitor: Visitor, line: Line) -> None:
    await waits_for_a_therapist(visitor)
    world = line.server.world
    wanted = []
    # The last one lies so little below the one before that it looks like something acknowledged.
    for number in (1_999_999_000, 70, 12_345_678, 13, 6):
        world.jump_update_ids()
        world.next_update_id = number
        for text in (f"{number}, først", f"{number}, så"):
            await visitor.says(text)
            wanted.append(text)
    assert await texts(line) == wanted
    assert world.pending == ()
    assert world.dropped == []


@dataclass
class Listening:
    """Polling that goes on by itself."""

    task: asyncio.Task[None]
    pauses: list[float]


@asynccontextmanager
async def listening(line: Line, *, on_pause: Callable[[], None] = lambda: None) -> AsyncIterator[Listening]:
    pauses: list[float] = []

    async def pause(seconds: float) -> None:
        pauses.append(seconds)
        on_pause()

    taking_in = TakingIn(line.parts.house, wake=lambda: None)
    task = asyncio.create_task(Polling(line.telegram.bot, taking_in, pause=pause, held_open=5).run())
    try:
        yield Listening(task=task, pauses=pauses)
    finally:
        assert not task.done(), "it goes on until it is stopped"
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def test_it_goes_on_whatever_telegram_answers(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    world = line.server.world
    world.user_sends(AMINA, "Hej")
    faults = (
        Fault.SERVER_ERROR, Fault.BAD_GATEWAY, Fault.RESET_BEFORE, Fault.RESET_AFTER, Fault.MALFORMED,
        Fault.too_many(17),
    )  # fmt: skip
    for fault in faults:
        line.server.fail_next("getUpdates", fault)
    line.server.fail_next("deleteWebhook", Fault.SERVER_ERROR)
    left = fail_writes(monkeypatch, times=2)
    async with listening(line) as at_work:
        await world.wait_for(lambda: not world.pending)
        assert len(at_work.pauses) == len(faults) + 3
        assert 17 in at_work.pauses, "as long as Telegram asks for"
        assert max(at_work.pauses) <= 60
        assert min(at_work.pauses) >= 1
    assert left == [0]
    assert await waiting(line) == 1


async def test_a_conflict_ends_nothing(line: Line) -> None:
    world = line.server.world
    other = Webhook(url="https://elsewhere.example/", secret_token=None, max_connections=1)

    def the_other_gives_up() -> None:
        world.webhook = None

    async with listening(line, on_pause=the_other_gives_up) as at_work:
        await world.wait_for(lambda: offsets(line))
        world.webhook = other
        world.changes.happened()
        await world.wait_for(lambda: any(call.status == 409 for call in world.calls))
        world.user_sends(AMINA, "Hej")
        await world.wait_for(lambda: not world.pending)
        assert len(at_work.pauses) == 1
    assert await waiting(line) == 1


async def test_a_webhook_that_was_there_is_taken_away_and_nothing_is_dropped(line: Line) -> None:
    world = line.server.world
    world.webhook = Webhook(url="https://doorstep.example/telegram", secret_token=SECRET, max_connections=0)
    world.user_sends(AMINA, "Hej")
    async with listening(line):
        await world.wait_for(lambda: not world.pending)
    (removal,) = world.accepted("deleteWebhook")
    assert removal.parameters["drop_pending_updates"] == "false"
    assert not world.dropped_by_request
    assert world.dropped == []
    assert await waiting(line) == 1


# Being brought them.


@pytest.fixture
async def hook(line: Line) -> AsyncIterator[str]:
    """The address of a door that updates are brought to; the proxy that does TLS for it is left out."""
    settings = line.parts.settings.model_copy(
        update={
            "telegram_api": line.server.url,
            "public_url": "https://doorstep.example",
            "telegram_secret": SecretStr(SECRET),
        }
    )
    telegram = Telegram(line.parts.house, settings=settings, wording=line.parts.wording, token=SecretStr(TOKEN))
    assert telegram.polling is None
    application = web.Application()
    telegram.add_to(application)
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        host, port = runner.addresses[0][:2]
        yield f"http://{host}:{port}{HOOK}"
    finally:
        await runner.cleanup()
        await telegram.bot.session.close()


def an_update(number: int = 5, text: str = "Hej") -> dict[str, Any]:
    chat = {"id": AMINA, "type": "private"}
    message = {"message_id": 1, "date": 1, "chat": chat, "from": {"id": AMINA, "language_code": "da"}, "text": text}
    return {"update_id": number, "message": message}


async def brought(hook: str, body: bytes, *secrets: str) -> tuple[int, bytes, list[str]]:
    """What Telegram, or somebody else, is answered: the status, the words, and which headers there are."""
    headers = [(SECRET_HEADER, secret) for secret in secrets]
    async with ClientSession() as client, client.post(hook, data=body, headers=headers) as response:
        return response.status, await response.read(), sorted(response.headers)


async def test_only_who_knows_the_secret_is_believed_and_every_other_is_answered_alike(hook: str, line: Line) -> None:
    body = json.dumps(an_update()).encode()
    tries = [(), ("",), ("wrong",), (SECRET[:-1],), (SECRET + "x",), (SECRET.upper(),), ("æøå",), ("wrong", SECRET)]
    answers = [await brought(hook, body, *secrets) for secrets in tries]
    answers.append(await brought(hook, b"no JSON", "wrong"))
    assert {status for status, _, _ in answers} == {403}
    assert all(answer == answers[0] for answer in answers)
    assert await waiting(line) == 0
    assert (await brought(hook, body, SECRET))[0] == 200
    assert await waiting(line) == 1


@only_sqlite
async def test_what_is_no_json_is_refused_and_what_is_no_update_is_set_aside(hook: str, line: Line) -> None:
    for body in (b"", b"{", b"\xff", b"[" * 100_000):
        assert (await brought(hook, body, SECRET))[0] == 400
    for body in (b"7", b"[]", b"null", b'{"update_id": "5"}', b'{"update_id": 5, "message": 5}'):
        assert (await brought(hook, body, SECRET))[0] == 200
    assert await waiting(line) == 0
    assert await line.parts.house.database.read(inbox.aside) == 5


@only_sqlite
async def test_half_a_surrogate_pair_is_taken(hook: str, line: Line) -> None:
    assert (await brought(hook, json.dumps(an_update(text="\ud800")).encode(), SECRET))[0] == 200


async def test_what_was_not_stored_is_brought_again_and_stored_once(
    hook: str, line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = line.server.world
    fail_writes(monkeypatch, times=2)
    world.webhook = Webhook(url=hook, secret_token=SECRET, max_connections=1)
    world.duplicate_next_batch()
    world.user_sends(AMINA, "Hej")
    await world.wait_for(lambda: not world.pending)
    assert [why for _, why in world.webhook_errors] == ["Wrong response from the webhook: 503 Service Unavailable"] * 2
    assert await waiting(line) == 1


def test_a_webhook_without_a_secret_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ValueError, match="believe anybody"):
        Hook(TakingIn(None, wake=lambda: None), secret="")  # type: ignore[arg-type]
    monkeypatch.setenv("DOORSTEP_PUBLIC_URL", "https://doorstep.example")
    monkeypatch.setenv("DOORSTEP_TELEGRAM_TOKEN", TOKEN)
    with pytest.raises(SettingsError, match="DOORSTEP_TELEGRAM_SECRET is needed"):
        Settings.read()
    monkeypatch.setenv("DOORSTEP_TELEGRAM_SECRET", "short")
    with pytest.raises(SettingsError, match="16 to 256"):
        Settings.read()


@only_sqlite
async def test_telegram_is_told_until_it_has_heard_and_drops_nothing(line: Line) -> None:
    pauses: list[float] = []

    async def pause(seconds: float) -> None:
        pauses.append(seconds)

    world = line.server.world
    world.user_sends(AMINA, "Hej")
    for fault in (Fault.SERVER_ERROR, Fault.RESET_BEFORE, Fault.MALFORMED):
        line.server.fail_next("setWebhook", fault)
    await announce_hook(line.telegram.bot, address="https://doorstep.example", secret=SECRET, pause=pause)
    assert len(pauses) == 3
    assert world.webhook is not None
    assert (world.webhook.url, world.webhook.secret_token) == ("https://doorstep.example/telegram", SECRET)
    for call in world.accepted("setWebhook"):
        assert call.parameters["drop_pending_updates"] == "false"
    assert (world.dropped_by_request, len(world.pending)) == (False, 1)


# All of it together.


async def test_the_whole_program_takes_what_is_brought_and_answers(settings: Settings, server: ApiServer) -> None:
    settings = settings.model_copy(
        update={
            "listen": "127.0.0.1:0",
            "public_url": "https://doorstep.example",
            "telegram_api": server.url,
            "telegram_token": SecretStr(TOKEN),
            "telegram_secret": SecretStr(SECRET),
        }
    )
    await make(settings)
    world = server.world
    async with serving(await build(settings, hardness=EASY)) as site:
        assert site._server is not None
        port = site._server.sockets[0].getsockname()[1]  # type: ignore[attr-defined]
        announced = await world.wait_for(lambda: world.webhook)
        assert announced is not None
        assert announced.url == "https://doorstep.example/telegram"
        # What the proxy before us does.
        world.webhook = replace(announced, url=f"http://127.0.0.1:{port}{HOOK}")
        longest = "🐦" * 2048
        world.user_sends(AMINA, longest, reply_to_message={"text": longest, "message_id": 1})
        await world.wait_for(lambda: "Det er ikke gemt endnu" in (world.last(AMINA).text or ""))
        world.user_presses_label(AMINA, "Kom i gang")
        await world.wait_for(lambda: "Hvem skriver vi med" in (world.last(AMINA).text or ""))
    assert world.webhook_errors == []
    assert [task for task in asyncio.all_tasks() if "serving" in repr(task)] == []

"""How many updates a second the Telegram door deals with, beside a bare aiogram dispatcher: one run, one ratio.

Rules: both get the same updates from the same server in a process of its own, over the same client, and commit to a
SQLite file of the same unit through the same `Database`. Counted is from the moment the server hands out the first
updates until it has accepted the last reply. A run that answers an update twice, or never, is no measurement.
"""

import argparse
import asyncio
import json
import logging
import multiprocessing
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, closing
from dataclasses import dataclass
from functools import partial
from itertools import count
from multiprocessing.connection import Connection as Pipe
from pathlib import Path
from urllib.parse import parse_qs

import structlog
from aiogram import Dispatcher
from aiogram.types import Message, Update
from pydantic import SecretStr
from sqlalchemy import Connection, func, insert, select

from bot.app import Parts, build
from bot.desk import setup
from bot.desk.chat import ChatDesk
from bot.desk.opening import visit_by_chat
from bot.desk.sealing import Body, seal_message
from bot.desk.views import Stage
from bot.making import make
from bot.settings import Settings
from bot.telegram.client import telegram_client
from bot.telegram.rates import Rates
from bot.telegram.service import Telegram
from flows.vocabulary import AgeBand, Channel, Direction, Language, StaffRole, Wish
from storage import inbox, outbox, staff
from storage.keys import Hardness, Secret, new_id
from storage.tables import messages

TOKEN = "424242:token-of-no-bot"  # noqa: S105 - nobody's
TEXT = "Min mand drikker hver aften, og børnene er bange for ham."
FIRST_CHAT = 7_300_000_001
# As many as Telegram hands out at once.
BATCH = 100
ROUNDS = 3
GOAL = 0.5
# Only the tags of chats need it, and they are known before anything is measured.
EASY = Hardness(memory_kib=64, rounds=1, lanes=1)
ANSWERS = {"who-writes": "mother", "danger-now": "no", "child-age": AgeBand.CHILD.value, "wish": Wish.TALK.value}


class Failed(Exception):
    """There is nothing to print; the message is one clear line."""


# The server: only as much of the Bot API as is asked for here, and as little work for each call as possible.


@dataclass(frozen=True, kw_only=True, slots=True)
class Load:
    """Updates to hand out: numbers from `first` on, the chats in turn."""

    first: int
    updates: int
    chats: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Served:
    """What the server saw of a load: seconds to the last accepted reply, its own time at work, calls, per chat."""

    seconds: float
    busy: float
    calls: int
    replies: dict[int, int]


class Server:
    """Hands updates out, accepts whatever is sent, and says when there were as many replies as updates."""

    def __init__(self, tell: Callable[[Served], None]) -> None:
        self._tell = tell
        self._first = 0
        self._updates: list[bytes] = []
        self._polls: dict[Caller, int] = {}
        self._messages = count(1_000_000)
        self._replies: Counter[int] = Counter()
        self._calls = 0
        self._began = self._busy = 0.0

    def load(self, load: Load) -> None:
        """Prepare updates, then hand out the first."""
        self._first = load.first
        self._updates = [_update(load.first + at, FIRST_CHAT + at % load.chats) for at in range(load.updates)]
        self._replies, self._calls = Counter(), 0
        self._began, self._busy = time.perf_counter(), time.process_time()
        for caller, offset in tuple(self._polls.items()):
            self.hand_out(caller, offset)

    def hand_out(self, caller: "Caller", offset: int) -> None:
        """Answer with what there is from `offset` on; where there is nothing, later."""
        self._polls.pop(caller, None)
        start = max(0, offset - self._first)
        batch = self._updates[start : start + BATCH]
        if batch:
            caller.answer(b"[" + b",".join(batch) + b"]")
        else:
            self._polls[caller] = offset

    def forget(self, caller: "Caller") -> None:
        """Whoever asked has gone."""
        self._polls.pop(caller, None)

    def asked(self, caller: "Caller", method: bytes, body: bytes) -> None:
        """Answer one call."""
        self._calls += 1
        match method:
            case b"getUpdates":
                self.hand_out(caller, int(_field(body, "offset") or 0))
            case b"sendMessage":
                self._accept(caller, int(_field(body, "chat_id")), _field(body, "text"))
            case b"getMe":
                caller.answer(b'{"id":424242,"is_bot":true,"first_name":"Doorstep","username":"doorstep_bot"}')
            case _:
                caller.answer(b"true")

    def _accept(self, caller: "Caller", chat: int, text: str) -> None:
        message = {
            "message_id": next(self._messages),
            "from": {"id": 424242, "is_bot": True, "first_name": "Doorstep", "username": "doorstep_bot"},
            "chat": {"id": chat, "type": "private", "first_name": "A"},
            "date": int(time.time()),
            "text": text,
        }
        caller.answer(json.dumps(message).encode())
        self._replies[chat] += 1
        if self._replies.total() == len(self._updates):
            ended, busy = time.perf_counter(), time.process_time()
            # The other side, which asks from an earlier offset, must not be handed these.
            self._updates = []
            self._tell(
                Served(
                    seconds=ended - self._began,
                    busy=busy - self._busy,
                    calls=self._calls,
                    replies=dict(self._replies),
                )
            )


class Caller(asyncio.Protocol):
    """One connection: requests with a length, answered in turn."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._buffer = b""
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)  # noqa: S101 - for the types alone
        self._transport = transport

    def connection_lost(self, exc: Exception | None) -> None:
        self._transport = None
        self._server.forget(self)

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        while True:
            head, end, rest = self._buffer.partition(b"\r\n\r\n")
            if not end:
                return
            length = int(head.lower().partition(b"\r\ncontent-length:")[2].partition(b"\r\n")[0] or 0)
            if len(rest) < length:
                return
            self._buffer = rest[length:]
            method = head.partition(b" HTTP/")[0].rpartition(b"/")[2]
            self._server.asked(self, method, rest[:length])

    def answer(self, result: bytes) -> None:
        """Say yes, with `result`."""
        body = b'{"ok":true,"result":' + result + b"}"
        if self._transport is not None:
            self._transport.write(
                b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(body) + body
            )


def _field(body: bytes, name: str) -> str:
    return parse_qs(body.decode()).get(name, [""])[0]


def _update(number: int, chat: int) -> bytes:
    person = {"id": chat, "is_bot": False, "first_name": "A", "language_code": "da"}
    message = {
        "message_id": number,
        "from": person,
        "chat": {"id": chat, "type": "private", "first_name": "A"},
        "date": int(time.time()),
        "text": TEXT,
    }
    return json.dumps({"update_id": number, "message": message}).encode()


def serve(pipe: Pipe) -> None:
    """The server's process: says its port, then takes loads until the other end is gone."""

    async def run() -> None:
        loop = asyncio.get_running_loop()
        server = Server(pipe.send)
        over = asyncio.Event()

        def told() -> None:
            try:
                server.load(pipe.recv())
            except EOFError:
                loop.remove_reader(pipe.fileno())
                over.set()

        listening = await loop.create_server(lambda: Caller(server), "127.0.0.1", 0, backlog=256)
        pipe.send(listening.sockets[0].getsockname()[1])
        loop.add_reader(pipe.fileno(), told)
        await over.wait()

    asyncio.run(run())


# The two that are measured.


class NoHurry(Rates):
    """Everything may leave at once: what Telegram allows is not what is measured."""

    def wait(self, lane: bytes | None = None) -> float:
        return 0.0


@dataclass(frozen=True, kw_only=True)
class Side:
    """One of the two: its own unit, and how it is set to work."""

    name: str
    parts: Parts
    at_work: Callable[[], AbstractAsyncContextManager[None]]

    async def stored(self) -> int:
        """How many messages its database holds."""
        return await self.parts.house.database.read(_stored)

    async def come_to_rest(self) -> None:
        """Return when nothing waits in its database any more."""
        while await self.parts.house.database.read(_waits):  # noqa: ASYNC110 - the database tells nobody
            await asyncio.sleep(0.05)


def _stored(connection: Connection) -> int:
    return connection.execute(select(func.count()).select_from(messages)).scalar_one()


def _waits(connection: Connection) -> bool:
    return inbox.count(connection) > 0 or bool(outbox.counts(connection))


@asynccontextmanager
async def doorstep(parts: Parts) -> AsyncIterator[None]:
    """Ours: the whole door as it runs, only in no hurry."""
    token = SecretStr(TOKEN)
    telegram = Telegram(parts.house, settings=parts.settings, wording=parts.wording, token=token, rates=NoHurry())
    async with telegram.at_work():
        yield


@asynccontextmanager
async def bare(parts: Parts, *, chats: int) -> AsyncIterator[None]:
    """aiogram's own polling, and one handler that seals the text, commits one row, and answers."""
    house, conversations = parts.house, {}
    for chat in range(FIRST_CHAT, FIRST_CHAT + chats):
        here = await visit_by_chat(house, _address(chat))
        if here is None:
            raise Failed("A chat leads nowhere.")
        conversations[chat] = (here.id, here.public)

    async def answer(message: Message, event_update: Update) -> None:
        conversation_id, public = conversations[message.chat.id]
        sequence = event_update.update_id
        body = seal_message(
            Body(text=message.text or "", at=house.now(), channel=Channel.TELEGRAM),
            conversation_id=conversation_id,
            sequence=sequence,
            direction=Direction.VISITOR,
            public=public,
        )
        values = {
            "conversation_id": conversation_id,
            "sequence": sequence,
            "direction": Direction.VISITOR.value,
            "written_on": house.today(),
            "body": body,
            "press": new_id(),
        }

        def work(connection: Connection) -> None:
            connection.execute(insert(messages), values)

        await house.database.write(work)
        await message.answer("Gemt. Du er den næste i køen.")

    bot = telegram_client(SecretStr(TOKEN), parts.settings.telegram_api)
    dispatcher = Dispatcher()
    dispatcher.message.register(answer)
    polling = asyncio.create_task(dispatcher.start_polling(bot, handle_signals=False, close_bot_session=False))
    try:
        yield
    finally:
        await dispatcher.stop_polling()
        await polling
        await bot.session.close()


# What both begin with.


async def unit(folder: Path, *, api: str, chats: int) -> Parts:
    """A unit with one queue, in which every chat is handed over and waits."""
    settings = Settings(
        data_dir=folder,
        database_url=f"sqlite:///{folder / 'doorstep.db'}",
        key_file=folder / "doorstep.key",
        public_url="http://127.0.0.1:8080",
        telegram_api=api,
        telegram_token=None,
    )
    await make(settings)
    parts = await build(settings, hardness=EASY)
    house = parts.house
    await setup.add_person(house, login="mette", shown_name="Mette", roles=frozenset({StaffRole.THERAPIST}))
    members = await house.database.read(staff.all_staff)
    await setup.add_queue(house, code="all", bands=tuple(AgeBand), members=members)
    desk = ChatDesk(house)
    for chat in range(FIRST_CHAT, FIRST_CHAT + chats):
        await _hand_over(desk, _address(chat))
    return parts


async def _hand_over(desk: ChatDesk, address: Secret) -> None:
    await desk.begin(address, language=Language.DANISH)
    while (sight := await desk.sight(address)) is not None and sight.view.asking is not None:
        asking = sight.view.asking
        raw = ANSWERS.get(asking.question.key)
        if raw is None:
            await desk.skip(address, key=asking.question.key, revision=asking.revision)
        else:
            await desk.answer(address, key=asking.question.key, revision=asking.revision, raw=raw)
    if sight is None or sight.view.stage is not Stage.TALK:
        raise Failed("The questions do not lead to a talk any more.")


def _address(chat: int) -> Secret:
    return Secret(str(chat).encode())


# Measuring.


@dataclass(frozen=True, kw_only=True, slots=True)
class Figures:
    """What one round gave."""

    rate: float
    # Of one update, in milliseconds: this process's time at work.
    work: float
    # How busy the server was, of one core.
    server: float
    calls: float


class Bench:
    """Sends loads to a side, and checks that each update was answered once and stored once."""

    def __init__(self, pipe: Pipe, *, updates: int, chats: int, seconds: float) -> None:
        self._pipe = pipe
        self._updates = updates
        self._chats = chats
        self._seconds = seconds
        self._number = 1

    async def measure(self, side: Side) -> Figures:
        """One round: as many updates as there are chats to warm up, then the load that counts."""
        async with side.at_work():
            await self._load(side, self._chats)
            began = time.process_time()
            served = await self._load(side, self._updates)
            work = time.process_time() - began
        return Figures(
            rate=self._updates / served.seconds,
            work=work / self._updates * 1000,
            server=served.busy / served.seconds,
            calls=served.calls / self._updates,
        )

    async def _load(self, side: Side, updates: int) -> Served:
        before = await side.stored()
        load = Load(first=self._number, updates=updates, chats=self._chats)
        self._number += updates
        self._pipe.send(load)
        if not await asyncio.to_thread(self._pipe.poll, self._seconds):
            raise Failed(f"{side.name}: not done within {self._seconds:.0f} seconds.")
        served: Served = self._pipe.recv()
        await side.come_to_rest()
        wanted = Counter(FIRST_CHAT + at % self._chats for at in range(updates))
        if served.replies != wanted or await side.stored() - before != updates:
            raise Failed(f"{side.name}: not every update was stored and answered once.")
        return served


async def compare(pipe: Pipe, folder: Path, *, updates: int, chats: int, seconds: float, rounds: int) -> None:
    """Measure both in turn, and print what came of it."""
    api = f"http://127.0.0.1:{pipe.recv()}"
    theirs = await unit(folder / "bare", api=api, chats=chats)
    ours = await unit(folder / "doorstep", api=api, chats=chats)
    bench = Bench(pipe, updates=updates, chats=chats, seconds=seconds)
    sides = (
        Side(name="aiogram", parts=theirs, at_work=partial(bare, theirs, chats=chats)),
        Side(name="Doorstep", parts=ours, at_work=partial(doorstep, ours)),
    )
    found: dict[str, list[Figures]] = {side.name: [] for side in sides}
    with closing(theirs.house.database), closing(ours.house.database):
        _print(f"{updates} updates from {chats} chats, {rounds} rounds in turn\n")
        _print(_row("", "updates/s", "work ms", "server", "calls"))
        for number in range(1, rounds + 1):
            for side in sides:
                figures = await bench.measure(side)
                found[side.name].append(figures)
                _print(_figures(f"{side.name} {number}", [figures]))
    for name, each in found.items():
        _print(_figures(f"{name}, median", each))
    ratio = _median(found["Doorstep"], "rate") / _median(found["aiogram"], "rate")
    _print(f"\nratio {ratio:.2f} (goal: at least {GOAL})")


def _figures(name: str, each: Sequence[Figures]) -> str:
    return _row(
        name,
        f"{_median(each, 'rate'):.0f}",
        f"{_median(each, 'work'):.2f}",
        f"{_median(each, 'server'):.0%}",
        f"{_median(each, 'calls'):.2f}",
    )


def _median(figures: Sequence[Figures], name: str) -> float:
    found: list[float] = [getattr(each, name) for each in figures]
    return statistics.median(found)


def _row(name: str, *cells: str) -> str:
    return f"{name:<18}" + "".join(f"{cell:>11}" for cell in cells)


def _print(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main() -> int:
    """The command line; 1 where nothing could be measured."""
    reading = argparse.ArgumentParser(prog="python -m benchmarks.telegram", description=__doc__.splitlines()[0])
    reading.add_argument("--updates", type=int, default=2000, help="in each round (2000)")
    reading.add_argument("--chats", type=int, default=40, help="that write in turn (40)")
    reading.add_argument("--rounds", type=int, default=ROUNDS, help=f"of each ({ROUNDS})")
    reading.add_argument("--seconds", type=float, default=120.0, help="the longest a round may take (120)")
    given = reading.parse_args()
    # Whatever goes wrong shows as an update that was not answered; a round that is cut off would fill the screen.
    logging.disable()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    spawning = multiprocessing.get_context("spawn")
    pipe, other = spawning.Pipe()
    server = spawning.Process(target=serve, args=(other,), daemon=True)
    server.start()
    other.close()
    try:
        with tempfile.TemporaryDirectory(prefix="doorstep-benchmark-") as folder:
            asyncio.run(
                compare(
                    pipe,
                    Path(folder),
                    updates=given.updates,
                    chats=given.chats,
                    seconds=given.seconds,
                    rounds=given.rounds,
                )
            )
    except Failed as error:
        sys.stderr.write(f"{error}\n")
        return 1
    finally:
        pipe.close()
        server.join(5)
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Killed at every boundary between receiving, committing, acknowledging and sending, under twenty chats at once.

The Bot API server runs here; Doorstep runs as a process of its own (`dying`), dies, and is started again on the same
database. After every death and at the end a checker compares what the server saw with what is stored (`checker`).
"""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from bot.desk.administration import StaffDesk
from bot.desk.chat import ChatDesk
from bot.desk.house import House
from bot.desk.opening import AtDesk, visit_by_chat
from bot.desk.views import StaffSession
from bot.desk.writing import messages_of
from bot.telegram.buttons import Act, read_press
from bot.telegram.drawing import Drawing
from flows.vocabulary import Language
from storage.database import Database
from storage.keys import new_id
from tests.bot.conftest import START, Clock, Unit
from tests.bot.running import environment
from tests.bot.talking import MOTHER
from tests.bot.telegram.checker import Checker, Ledger, Replied, Sent, address_of
from tests.bot.telegram.conftest import TOKEN
from tests.bot.telegram.dying import NEVER, POINTS
from tests.botapi import ApiServer, Message, World, polling

ROOT = Path(__file__).parents[3]
LONGEST = 60.0
FIRST = 7_300_000_001
TALKERS = range(FIRST, FIRST + 9)
TICKERS = range(FIRST + 9, FIRST + 14)
WALKERS = range(FIRST + 14, FIRST + 20)
CHATS = (*TALKERS, *TICKERS, *WALKERS)
# So few updates at once that there are several commits and several acknowledgements in one life.
TOGETHER = 7
# After so many deaths in a row it comes to an end with what waits, so that everybody gets on.
BETWEEN = 3
# What happens once for several updates or parcels, or once in a life.
SELDOM = {"received", "taking-in", "taken-in", "adding", "marking", "settling"}
# What happens with presses, and not with the lines of a talk.
WITH_PRESSES = {"doing", "done", "drawn", "finishing", "finished"}
ONCE = {"recovered"}
# What does not depend on the kind of database.
ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
# From question to question.
FORWARD = (Act.BEGIN, Act.ANSWER, Act.SKIP, Act.TICK, Act.GO_ON, Act.FIND_TIME)


@dataclass
class Ticking(Clock):
    """A clock that goes on by itself, on a Monday."""

    ahead: timedelta = field(default_factory=lambda: START - datetime.now(UTC))

    def __call__(self) -> datetime:
        self.now = datetime.now(UTC) + self.ahead
        return self.now

    def advance(self, **amount: float) -> None:
        """Let more time pass."""
        self.ahead += timedelta(**amount)
        self()


@pytest.fixture
def clock() -> Clock:
    """A clock for two processes."""
    return Ticking()


@dataclass
class Doorstep:
    """Doorstep as a process that dies and lives again."""

    forker: asyncio.subprocess.Process
    ahead: float
    life: int | None = None

    async def is_born(self, point: str = NEVER, count: int = 0) -> None:
        """Start a life that ends when it passes a point for the `count`-th time."""
        assert self.forker.stdin is not None
        self.forker.stdin.write(f"{point} {count} {self.ahead}\n".encode())
        self.life = int(await self._line())

    async def ends(self) -> int:
        """Wait for the end of this life; returns its exit code."""
        code = int(await self._line())
        self.life = None
        return code

    async def _line(self) -> bytes:
        assert self.forker.stdout is not None
        async with asyncio.timeout(LONGEST):
            line = await self.forker.stdout.readline()
        assert line, "the process that starts Doorstep is gone"
        return line


@asynccontextmanager
async def forker(unit: Unit, server: ApiServer, log: Path) -> AsyncIterator[Doorstep]:
    """The process that starts Doorstep; gone at the end, with everything it started."""
    settings = unit.parts.settings
    assert isinstance(unit.clock, Ticking)
    environ = environment(
        settings.data_dir,
        {
            "DOORSTEP_DATABASE_URL": settings.database_url,
            "DOORSTEP_LISTEN": "127.0.0.1:0",
            "DOORSTEP_PUBLIC_URL": "http://127.0.0.1:8080",
            "DOORSTEP_LANGUAGES": "da",  # reading the texts of one is quicker
            "DOORSTEP_TELEGRAM_API": server.url,
            "DOORSTEP_TELEGRAM_TOKEN": TOKEN,
        },
    )
    with log.open("wb") as stderr:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.bot.telegram.dying"),
            cwd=ROOT,
            env=environ,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=stderr,
        )
    doorstep = Doorstep(forker=process, ahead=unit.clock.ahead.total_seconds())
    try:
        yield doorstep
    finally:
        if doorstep.life is not None:
            os.kill(doorstep.life, signal.SIGKILL)
        assert process.stdin is not None
        process.stdin.close()
        await process.wait()


@dataclass
class Story:
    """Twenty chats, a therapist, and a Doorstep that dies."""

    unit: Unit
    server: ApiServer
    doorstep: Doorstep
    session: StaffSession
    checker: Checker
    ledger: Ledger = field(default_factory=Ledger)
    round: int = 0
    random: Random = field(default_factory=lambda: Random(20))

    @property
    def world(self) -> World:
        """What the server knows."""
        return self.server.world

    @asynccontextmanager
    async def house(self) -> AsyncIterator[House]:
        """The house in this process, while Doorstep does not run."""
        assert self.doorstep.life is None
        database = Database.open(self.unit.parts.settings.database_url)
        try:
            yield replace(self.unit.parts.house, database=database)
        finally:
            database.close()

    # What people do.

    async def prepare(self) -> None:
        """Some are handed over and claimed, some stand at a question with boxes, some have only just come."""
        async with self.house() as house:
            desk, staff = ChatDesk(house), StaffDesk(house)
            for chat in TALKERS:
                await desk.begin(address_of(chat), language=Language.DANISH)
                await desk.talk_now(address_of(chat))
                await self.answers(desk, chat, until="")
            for chat in TICKERS:
                await desk.begin(address_of(chat), language=Language.DANISH)
                await self.answers(desk, chat, until="troubles")
            for chat in (*TALKERS, *TICKERS):
                here = await visit_by_chat(house, address_of(chat))
                assert here is not None
                self.ledger.conversations[chat] = here.id
            for row in await staff.queue(self.session):
                await staff.claim(self.session, row.conversation)
        for chat in (*TICKERS, *WALKERS):
            self.world.user_sends(chat, "/start")
        for chat in TALKERS:
            self.world.user_sends(chat, "/help")

    async def answers(self, desk: ChatDesk, chat: int, *, until: str) -> None:
        """Answer at the desk what is asked, as a mother would, until a question."""
        address = address_of(chat)
        while (sight := await desk.sight(address)) and (asking := sight.view.asking):
            key = asking.question.key
            if key == until:
                return
            if key in MOTHER:
                await desk.answer(address, key=key, revision=asking.revision, raw=MOTHER[key])
            else:
                await desk.skip(address, key=key, revision=asking.revision)

    def write(self, chat: int) -> None:
        """One more text, that nobody has sent before."""
        text = f"Det her er besked {self.round}.{len(self.ledger.texts)}"
        self.ledger.texts.append(Sent(update=self.world.next_update_id, chat=chat, text=text))
        self.world.user_sends(chat, text)

    def tick(self, chat: int) -> None:
        """Press one of the boxes of the newest question."""
        message, presses = self._buttons(chat, (Act.TICK,))
        value, data = presses[(self.round + chat) % (len(presses) - 1)]  # the last is "none of these"
        self.ledger.ticks[chat][value] += 1
        self.world.user_presses(chat, message.message_id, data)

    def walk(self, chat: int) -> None:
        """Press something that leads on; at the end, begin again to look where one is."""
        try:
            message, presses = self._buttons(chat, FORWARD)
        except LookupError:
            self.world.user_sends(chat, "/start")
        else:
            _, data = presses[(self.round + chat) % len(presses)]
            self.world.user_presses(chat, message.message_id, data)

    def _buttons(self, chat: int, acts: tuple[Act, ...]) -> tuple[Message, list[tuple[str, str]]]:
        for message in reversed(self.world.visible(chat)):
            data = [button.data for button in message.buttons() if button.data]
            found = [(read_press(each).value, each) for each in data if read_press(each).act in acts]
            if found:
                return message, found
        raise LookupError(chat)

    def everybody_does_something(self, chats: list[int]) -> None:
        """Each chat sends one update; who only ticks writes now and then as well."""
        for chat in chats:
            if chat in TALKERS:
                self.write(chat)
            elif chat in TICKERS:
                self.tick(chat)
                if (self.round + chat) % 3 == 0:
                    self.write(chat)
            else:
                self.walk(chat)

    async def answer(self, house: House) -> None:
        """The therapist answers every talk."""
        staff = StaffDesk(house)
        for chat in TALKERS:
            text = f"Det her er svar {self.round}.{len(self.ledger.replies)}"
            conversation = self.ledger.conversations[chat].hex()
            await staff.reply(self.session, conversation, text=text, press=new_id().hex())
            self.ledger.replies.append(Replied(chat=chat, text=text))

    # What becomes of Doorstep.

    async def dies_at(self, point: str, count: int) -> None:
        """A round that ends with a death at this point."""
        self.round += 1
        async with self.house() as house:
            await self.answer(house)
        # In another order each time: whoever comes first is dealt with before most deaths.
        chats = self.random.sample(CHATS, len(CHATS))
        half = len(chats) // 2
        self.everybody_does_something(chats[:half])
        asked = self._asked()
        await self.doorstep.is_born(point, count)
        death = asyncio.create_task(self.doorstep.ends())
        listening = asyncio.create_task(self.world.changes.until(lambda: self._asked() > asked))
        await asyncio.wait({death, listening}, return_when=asyncio.FIRST_COMPLETED)
        listening.cancel()
        self.everybody_does_something(chats[half:])
        assert await death == -signal.SIGKILL, f"{point} was not passed {count} times"
        async with self.house() as house:
            assert await self.checker.at_death(house) == [], f"at {point}, passed {count} times"

    def _asked(self) -> int:
        return sum(call.method == "getUpdates" for call in self.world.calls)

    async def goes_well(self) -> None:
        """A life that ends when everything is dealt with."""
        asked = self._asked()
        await self.doorstep.is_born()
        assert self.doorstep.life is not None
        await self.world.wait_for(lambda: self._asked() > asked and not self.world.pending, timeout=LONGEST)
        os.kill(self.doorstep.life, signal.SIGTERM)
        assert await self.doorstep.ends() == 0


@pytest.fixture
async def story(unit: Unit, server: ApiServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Story]:
    """Twenty chats, and nothing happens yet."""
    monkeypatch.setattr(polling, "LIMIT", TOGETHER)
    session = await unit.session("mette")
    unit.parts.house.database.close()
    ledger = Ledger()
    checker = Checker(world=server.world, ledger=ledger, session=session)
    async with forker(unit, server, tmp_path / "doorstep.log") as doorstep:
        assert await doorstep._line() == b"ready\n"
        yield Story(unit=unit, server=server, doorstep=doorstep, session=session, checker=checker, ledger=ledger)


def every_point(*, often: int, seldom: int) -> list[tuple[str, int]]:
    """Every boundary in turn, and how often it is passed before the death."""

    def passed(point: str) -> int:
        if point in SELDOM:
            return seldom
        return -(-often // 2) if point in WITH_PRESSES else often

    return [(point, 1 if point in ONCE else passed(point)) for point in POINTS]


async def test_nothing_is_lost_and_nothing_is_done_twice_wherever_it_dies(story: Story) -> None:
    await story.prepare()
    await story.goes_well()

    deaths = every_point(often=3, seldom=2)
    if story.unit.parts.settings.database_url.startswith("sqlite"):
        deaths = [*every_point(often=1, seldom=1), *every_point(often=12, seldom=3)]
    for number, (point, count) in enumerate(deaths):
        await story.dies_at(point, count)
        if number % BETWEEN == BETWEEN - 1:
            await story.goes_well()
    await story.goes_well()

    drawing = Drawing(wording=story.unit.parts.wording, settings=story.unit.parts.settings)
    async with story.house() as house:
        assert await story.checker.at_end(house, drawing) == []


@ON_SQLITE
async def test_what_was_written_before_the_first_press_is_kept_wherever_that_press_dies(story: Story) -> None:
    chat, text = CHATS[0], "Min far drikker, og jeg ved ikke, hvad jeg skal."
    story.world.user_sends(chat, text)
    await story.goes_well()
    story.world.user_presses_label(chat, "Kom i gang")
    await story.doorstep.is_born("done", 1)
    assert await story.doorstep.ends() == -signal.SIGKILL
    await story.goes_well()

    async with story.house() as house:
        here = await visit_by_chat(house, address_of(chat))
        assert isinstance(here, AtDesk)
        assert [each.text for each in await messages_of(house, here)] == [text]


@ON_SQLITE
async def test_who_wants_a_time_is_asked_about_it_wherever_the_handing_over_dies(story: Story) -> None:
    chat = CHATS[0]
    async with story.house() as house:
        desk = ChatDesk(house)
        await desk.begin(address_of(chat), language=Language.DANISH)
        await story.answers(desk, chat, until="wish")
    story.world.user_sends(chat, "/start")
    await story.goes_well()
    story.world.user_presses_label(chat, "Begge dele")
    await story.doorstep.is_born("done", 1)
    assert await story.doorstep.ends() == -signal.SIGKILL
    await story.goes_well()

    async with story.house() as house:
        sight = await ChatDesk(house).sight(address_of(chat))
        assert sight is not None
        assert sight.view.asking is not None

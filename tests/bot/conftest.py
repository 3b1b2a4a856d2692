"""The real house: at the desk on SQLite and on PostgreSQL, and on a real port with a SQLite file."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyotp
import pytest
from aiohttp import ClientSession, CookieJar, web

from bot.app import Parts, build, web_application
from bot.demo import add_demo_times
from bot.desk import setup
from bot.desk.administration import StaffDesk
from bot.desk.views import NewLogin, StaffSession
from bot.desk.visitor import VisitorDesk
from bot.making import make
from bot.settings import Settings
from flows.vocabulary import AgeBand, StaffRole
from storage import staff
from storage.keys import Hardness, Secret

EASY = Hardness(memory_kib=64, rounds=1, lanes=1)
# Monday 23 November 2026, ten o'clock at the unit.
START = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
PEOPLE = (
    ("mette", StaffRole.THERAPIST),
    ("anders", StaffRole.THERAPIST),
    ("lone", StaffRole.LEADER),
    ("karen", StaffRole.COORDINATOR),
    ("ida", StaffRole.ADMINISTRATOR),
)


@dataclass
class Clock:
    """A clock that a test moves."""

    now: datetime = START

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **amount: float) -> None:
        """Let time pass."""
        self.now += timedelta(**amount)


@dataclass
class Unit:
    """A unit at work: two queues, two therapists, their leader, a coordinator, an administrator, times."""

    parts: Parts
    clock: Clock
    visitors: VisitorDesk
    staff: StaffDesk
    people: dict[str, NewLogin]
    pauses: list[float]

    def one_time_code(self, login: str) -> str:
        """The code of a person's app at this moment."""
        return pyotp.TOTP(self.people[login].totp_secret).at(self.clock.now)

    async def cookie(self, login: str) -> Secret:
        """Log somebody in; the clock moves on first, for a one-time code is good once."""
        self.clock.advance(seconds=60)
        return await self.staff.login(
            login=login,
            password=self.people[login].password,
            one_time_code=self.one_time_code(login),
            caller="test",
        )

    async def session(self, login: str) -> StaffSession:
        """Somebody who is logged in."""
        session = await self.staff.resume(await self.cookie(login))
        assert session is not None
        return session


@dataclass
class Door(Unit):
    """A unit on a real port."""

    address: str = ""
    clients: list[ClientSession] = field(default_factory=list)

    def browser(self, **headers: str) -> ClientSession:
        """A browser without script: keeps cookies, follows redirects, says where it comes from."""
        client = ClientSession(
            base_url=self.address,
            cookie_jar=CookieJar(unsafe=True),
            headers={"Origin": self.address, "Sec-Fetch-Site": "same-origin", **headers},
        )
        self.clients.append(client)
        return client


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Settings for a data folder of this test's own."""
    monkeypatch.setenv("DOORSTEP_DATA_DIR", str(tmp_path / "data"))
    return Settings.read()


@pytest.fixture
def clock() -> Clock:
    """The clock of the test's unit."""
    return Clock()


@asynccontextmanager
async def at_work(settings: Settings, clock: Clock) -> AsyncIterator[Unit]:
    """Make a unit and open it."""
    await make(settings)
    pauses: list[float] = []

    async def pause(seconds: float) -> None:
        pauses.append(seconds)

    parts = await build(settings, clock=clock, hardness=EASY, pause=pause)
    try:
        people = {
            login: (
                await setup.add_person(parts.house, login=login, shown_name=login.title(), roles=frozenset({role}))
            ).shown
            for login, role in PEOPLE
        }
        rows = {row.login: row for row in await parts.house.database.read(staff.all_staff)}
        members = (rows["mette"], rows["anders"])
        young = await setup.add_queue(parts.house, code="0-11", bands=(AgeBand.BABY, AgeBand.CHILD), members=members)
        older = await setup.add_queue(parts.house, code="12-24", bands=(AgeBand.TEEN, AgeBand.YOUTH), members=members)
        await add_demo_times(parts.house, rows, {"0-11": young, "12-24": older})
        yield Unit(
            parts=parts,
            clock=clock,
            visitors=VisitorDesk(parts.house),
            staff=StaffDesk(parts.house),
            people=people,
            pauses=pauses,
        )
    finally:
        parts.house.database.close()


@pytest.fixture
async def unit(
    database_url: str, settings: Settings, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Unit]:
    """A unit at the desk, on each kind of database in turn."""
    monkeypatch.setenv("DOORSTEP_DATABASE_URL", database_url)
    async with at_work(Settings.read(), clock) as unit:
        yield unit


@pytest.fixture
async def door(settings: Settings, clock: Clock) -> AsyncIterator[Door]:
    """A unit on a real port, with a SQLite file."""
    async with at_work(settings, clock) as unit:
        runner = web.AppRunner(
            web_application(unit.parts), handler_cancellation=True, access_log=None, shutdown_timeout=1.0
        )
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        host, port = runner.addresses[0][:2]
        door = Door(**vars(unit), address=f"http://{host}:{port}")
        try:
            yield door
        finally:
            for client in door.clients:
                await client.close()
            await runner.cleanup()

"""The real house on a real port, with a SQLite file, for tests that come in through the door."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyotp
import pytest
from aiohttp import ClientSession, CookieJar, web

from bot.app import Parts, build, web_application
from bot.desk import setup
from bot.desk.administration import StaffDesk
from bot.desk.views import NewLogin, StaffSession
from bot.desk.visitor import VisitorDesk
from bot.demo import add_demo_times
from bot.making import make
from bot.settings import Settings
from flows.vocabulary import AgeBand, StaffRole
from storage import staff
from storage.keys import Hardness, Secret

EASY = Hardness(memory_kib=64, rounds=1, lanes=1)
START = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


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
class Door:
    """A running Doorstep: its parts, its people, and where it listens."""

    parts: Parts
    clock: Clock
    address: str
    visitors: VisitorDesk
    staff: StaffDesk
    people: dict[str, NewLogin]
    pauses: list[float]
    clients: list[ClientSession] = field(default_factory=list)

    def one_time_code(self, login: str) -> str:
        """The code of a person's app at this moment."""
        return pyotp.TOTP(self.people[login].totp_secret).at(self.clock.now)

    async def login(self, login: str) -> tuple[Secret, StaffSession]:
        """Log somebody in at the desk; the clock moves on, for a one-time code is good once."""
        self.clock.advance(seconds=60)
        cookie = await self.staff.login(
            login=login,
            password=self.people[login].password,
            one_time_code=self.one_time_code(login),
            caller="test",
        )
        session = await self.staff.resume(cookie)
        assert session is not None
        return cookie, session

    def browser(self) -> ClientSession:
        """A browser without JavaScript: keeps cookies, follows redirects, says where it comes from."""
        client = ClientSession(
            base_url=self.address,
            cookie_jar=CookieJar(unsafe=True),
            headers={"Origin": self.address, "Sec-Fetch-Site": "same-origin"},
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
    """Monday 23 November 2026, ten o'clock at the unit."""
    return Clock()


@pytest.fixture
async def door(settings: Settings, clock: Clock) -> AsyncIterator[Door]:
    """Two queues, two therapists, a coordinator and an administrator, two weeks of times, on a real port."""
    await make(settings)
    pauses: list[float] = []

    async def pause(seconds: float) -> None:
        pauses.append(seconds)

    parts = await build(settings, clock=clock, hardness=EASY, pause=pause)
    people: dict[str, NewLogin] = {}
    for login, roles in (
        ("mette", {StaffRole.THERAPIST}),
        ("anders", {StaffRole.THERAPIST}),
        ("karen", {StaffRole.COORDINATOR}),
        ("ida", {StaffRole.ADMINISTRATOR}),
    ):
        made = await setup.add_person(parts.house, login=login, shown_name=login.title(), roles=frozenset(roles))
        people[login] = made.shown
    rows = {row.login: row for row in await parts.house.database.read(staff.all_staff)}
    members = (rows["mette"], rows["anders"])
    young = await setup.add_queue(parts.house, code="0-11", bands=(AgeBand.BABY, AgeBand.CHILD), members=members)
    older = await setup.add_queue(parts.house, code="12-24", bands=(AgeBand.TEEN, AgeBand.YOUTH), members=members)
    await add_demo_times(parts.house, rows, {"0-11": young, "12-24": older})

    runner = web.AppRunner(web_application(parts), handler_cancellation=True, access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0][:2]
    door = Door(
        parts=parts,
        clock=clock,
        address=f"http://{host}:{port}",
        visitors=VisitorDesk(parts.house),
        staff=StaffDesk(parts.house),
        people=people,
        pauses=pauses,
    )
    try:
        yield door
    finally:
        for client in door.clients:
            await client.close()
        await runner.cleanup()
        parts.house.database.close()

"""How long the coordinator's page takes over a year of a million contacts, beside the same page over a thousand.

Both are real installations on SQLite files in a folder of their own, asked over real HTTP by somebody who is logged in.
The contacts are made up and counted as the program counts them (the tally, the counters, the publishing of every month,
quarter and year); of the million, fifty always gave the same answers. Asked is in turn; making them is not timed.
"""

import argparse
import asyncio
import random
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TypeVar

import pyotp
from aiohttp import ClientSession, CookieJar, web
from sqlalchemy import Connection

from bot import jobs
from bot.app import Parts, build, web_application
from bot.desk import setup
from bot.desk.counters import raise_counters
from bot.desk.views import NewLogin
from bot.making import make
from bot.settings import Settings
from flows.cells import Key, months_of
from flows.counting import Ballot, Registration, tally
from flows.vocabulary import (
    AgeBand,
    Channel,
    ContactKind,
    Gender,
    Home,
    Language,
    Outcome,
    Role,
    StaffRole,
    Substance,
    Whose,
)
from storage import staff
from storage.keys import Hardness

EASY = Hardness(memory_kib=64, rounds=1, lanes=1)
YEAR = "2025"
FEW, MANY = 1_000, 1_000_000
ALIKE = 50
PAGES = ("/personale/tal", f"/personale/tal/aar/{YEAR}")
LEAST, MOST = 0.8, 1.2
UNITS = (("0-11", (AgeBand.BABY, AgeBand.CHILD)), ("12-24", (AgeBand.TEEN, AgeBand.YOUTH)))
Code = TypeVar("Code", bound=StrEnum)


@dataclass(frozen=True, kw_only=True, slots=True)
class Unit:
    """An installation that listens, and a coordinator's browser."""

    parts: Parts
    runner: web.AppRunner
    browser: ClientSession
    address: str

    async def timed(self, page: str) -> float:
        """One page, in seconds."""
        began = time.perf_counter()
        async with self.browser.get(self.address + page, allow_redirects=False) as answer:
            await answer.read()
            if answer.status != 200:
                raise RuntimeError(f"{page} was answered with {answer.status}")
        return time.perf_counter() - began

    async def close(self) -> None:
        """End everything."""
        await self.browser.close()
        await self.runner.cleanup()
        self.parts.house.database.close()


def counted(number: int) -> dict[Key, int]:
    """So many contacts of a year, tallied."""
    chance = random.Random(number)  # noqa: S311 - made-up contacts
    times = 1 if number <= FEW else ALIKE
    drawn = number // times

    def one_of(codes: type[Code]) -> Code:
        return chance.choices(list(codes), [1 / (rank + 1) for rank in range(len(codes))])[0]

    def contact() -> Registration:
        unit, bands = chance.choice(UNITS)
        return Registration(
            kind=ContactKind.CONTACT,
            unit=unit,
            band=chance.choice(bands),
            channel=one_of(Channel),
            role=one_of(Role),
            outcome=one_of(Outcome),
            gender=one_of(Gender),
            home=one_of(Home),
            substance=one_of(Substance),
            whose=one_of(Whose),
        )

    months: Sequence[str] = months_of(YEAR)
    counters: dict[Key, int] = {}
    for month in months:
        share = drawn // len(months) + (month == months[-1]) * (drawn % len(months))
        for key, found in tally(Ballot(month=month, registration=contact()) for _ in range(share)).items():
            counters[key] = counters.get(key, 0) + found * times
    return counters


async def unit_with(counters: dict[Key, int], folder: Path) -> Unit:
    """An installation in which this was counted and published."""
    settings = Settings(data_dir=folder, languages=(Language.DANISH,))
    await make(settings)
    parts = await build(settings, hardness=EASY)
    house = parts.house
    made = await setup.add_person(house, login="karen", shown_name="Karen", roles=frozenset({StaffRole.COORDINATOR}))
    members = await house.database.read(staff.all_staff)
    for code, bands in UNITS:
        await setup.add_queue(house, code=code, bands=bands, members=members)

    def work(connection: Connection) -> None:
        raise_counters(house, connection, counters)

    await house.write(work)
    await jobs.close_periods(house)
    runner = web.AppRunner(web_application(parts), access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0][:2]
    browser = ClientSession(cookie_jar=CookieJar(unsafe=True))
    unit = Unit(parts=parts, runner=runner, browser=browser, address=f"http://{host}:{port}")
    await _comes_in(unit, made.shown)
    return unit


async def _comes_in(unit: Unit, login: NewLogin) -> None:
    fields = {
        "login": "karen",
        "password": login.password,
        "one_time_code": pyotp.TOTP(login.totp_secret).now(),
    }
    async with unit.browser.post(
        f"{unit.address}/personale/login", data=fields, headers={"Origin": unit.address}
    ) as answer:
        answer.raise_for_status()


async def run(folder: Path, rounds: int) -> None:
    """Print one row for each page."""
    units = {number: await unit_with(counted(number), folder / str(number)) for number in (FEW, MANY)}
    for page in PAGES:
        found: dict[int, list[float]] = {number: [] for number in units}
        for turn in range(rounds + 3):
            # Each is first as often as it is second.
            for number in sorted(units, reverse=bool(turn % 2)):
                taken = await units[number].timed(page)
                if turn >= 3:
                    found[number].append(taken)
        few, many = median(found[FEW]), median(found[MANY])
        said = f"{page}: {FEW:,} contacts {few * 1000:.0f} ms, {MANY:,} contacts {many * 1000:.0f} ms, "
        sys.stdout.write(f"{said}ratio {many / few:.2f}, goal {LEAST} to {MOST}\n")
    for unit in units.values():
        await unit.close()


def main() -> None:
    """Read the options, and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=30)
    options = parser.parse_args()
    with TemporaryDirectory() as folder:
        asyncio.run(run(Path(folder), options.rounds))


if __name__ == "__main__":
    main()

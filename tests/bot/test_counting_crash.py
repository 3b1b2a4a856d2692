"""A contact that is closed is counted once, wherever the process dies: killed between any two statements of it.

Doorstep closes contacts, and counts answers to "did it help", in a process of its own (`dying_closing`). It is killed
before the first statement of a closing, then before the second, and so on until one is closed and wiped alive; started
again, it is pressed again as the page would press.
"""

import asyncio
import json
import signal
import sys
from functools import partial
from pathlib import Path
from typing import Any

from bot import jobs
from bot.desk.counters import every_counter
from flows.counting import TOTALS
from flows.helped_counting import ANSWERS
from flows.vocabulary import ConversationState
from storage import ballots, conversations
from storage.database import Database
from storage.keys import new_id
from tests.bot.conftest import Unit
from tests.bot.running import environment
from tests.bot.talking import Visitor

ROOT = Path(__file__).parents[2]
LONGEST = 60.0
# How many of each kind of step there are at most, and how many deaths there shall be.
SQLITE, POSTGRESQL = (56, 200), (12, 30)
HURRIED = {"child-age": "3-11"}


async def waiting(unit: Unit, number: int) -> list[dict[str, str]]:
    """So many talks that Mette has taken: of each, closing it, and the answer that follows."""
    steps = []
    mette = await unit.session("mette")
    for _ in range(number):
        visitor = await Visitor.arrive(unit.visitors)
        await unit.visitors.talk_now(visitor.cookie)
        await visitor.answers(dict(HURRIED))
        await unit.visitors.confirm_code(visitor.cookie, typed=None, skipped=True)
        (row,) = [row for row in await unit.staff.queue(mette) if row.claimed_by is None]
        await unit.staff.claim(mette, row.conversation)
        steps += [
            {"what": "close", "conversation": row.conversation, "press": new_id().hex()},
            {"what": "answer", "cookie": visitor.cookie.reveal().hex()},
        ]
    return steps


class Doorstep:
    """The process that lives and dies."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    async def line(self) -> str:
        """The next thing it says."""
        assert self._process.stdout is not None
        async with asyncio.timeout(LONGEST):
            said = await self._process.stdout.readline()
        assert said, "the process that starts Doorstep is gone"
        return said.decode().strip()

    async def lives(self, task: dict[str, Any]) -> tuple[int, int]:
        """One life: how many steps it finished, and its exit code."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(task).encode() + b"\n")
        finished = 0
        while (said := await self.line()) == "done":
            finished += 1
        return finished, int(said)


async def dies(doorstep: Doorstep, task: dict[str, Any], deaths: int) -> list[tuple[str, int]]:
    """Do everything, dying so often on the way; returns before which statement of what it died, each time."""
    places: list[tuple[str, int]] = []
    numbers: dict[str, int] = task["numbers"]
    while task["steps"]:
        if len(places) == deaths:
            task["numbers"] = dict.fromkeys(numbers, 0)
        steps: list[dict[str, str]] = task["steps"]
        finished, code = await doorstep.lives(task)
        for index, step in enumerate(steps[:finished]):
            if index or task["fresh"]:
                numbers[step["what"]] = 1
        task["fresh"] = finished > 0
        task["steps"] = steps[finished:]
        if code == 0:
            assert not task["steps"]
            break
        assert code == -signal.SIGKILL
        what = task["steps"][0]["what"]
        places.append((what, numbers[what]))
        numbers[what] += 1
        task["fresh"] = False
    return places


async def test_every_contact_is_counted_once_wherever_the_process_dies(unit: Unit, tmp_path: Path) -> None:
    settings = unit.parts.settings
    on_sqlite = settings.database_url.startswith("sqlite")
    number, deaths = SQLITE if on_sqlite else POSTGRESQL
    steps = await waiting(unit, number)
    cookie = await unit.cookie("mette")
    unit.parts.house.database.close()
    environ = environment(
        settings.data_dir, {"DOORSTEP_DATABASE_URL": settings.database_url, "DOORSTEP_LANGUAGES": "da"}
    )
    with (tmp_path / "dying.log").open("wb") as stderr:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.bot.dying_closing"),
            cwd=ROOT,
            env=environ,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=stderr,
            limit=1 << 20,
        )
        try:
            doorstep = Doorstep(process)
            assert await doorstep.line() == "ready"
            task = {
                "cookie": cookie.reveal().hex(),
                "now": unit.clock.now.isoformat(),
                "numbers": {"close": 1, "answer": 1},
                "fresh": True,
                "steps": steps,
            }
            places = await dies(doorstep, task, deaths)
        finally:
            assert process.stdin is not None
            process.stdin.close()
            await process.wait()

    assert len(places) == deaths, "there was too little to do for so many deaths"
    for what in ("close", "answer"):
        died = {number for each, number in places if each == what}
        assert died == set(range(1, max(died) + 1)), f"a boundary of {what} was left out"

    database = Database.open(settings.database_url)
    object.__setattr__(unit.parts.house, "database", database)
    house = unit.parts.house
    waits = await database.read(ballots.pool)
    assert len(waits) == 2 * number
    for step in steps[::2]:
        row = await database.read(partial(conversations.by_id, conversation_id=bytes.fromhex(step["conversation"])))
        assert row is not None
        assert (row.state, row.asked_helped) == (ConversationState.CLOSED, True)
    await jobs.tally(house)
    await jobs.tally(house)
    counters = await database.read(partial(every_counter, house))
    assert await database.read(ballots.pool) == ()
    database.close()
    assert {key: count for key, count in counters.items() if key[1] in (TOTALS, ANSWERS)} == {
        ("2026-11", TOTALS, "unit=0-11|kind=contact"): number,
        ("2026-11", ANSWERS, "unit=0-11"): number,
    }

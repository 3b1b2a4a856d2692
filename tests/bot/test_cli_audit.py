"""`counts audit` as its owner runs it: how it ends tells a job whether anything was found."""

import asyncio
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Connection

from bot.app import build
from bot.desk.counters import raise_counters
from bot.settings import Settings
from flows.counting import Ballot, tally
from flows.feedback import Helped
from flows.helped_counting import HelpedAnswer
from flows.publishing import PublishedTable, to_publish
from storage import ballots
from tests.bot.running import Machine, process

# Two said no: both sums of the quarter are hidden.
DEGREES = {Helped.HIGH: 30, Helped.SOME: 6, Helped.LESSER: 2}


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Machine:
    """A machine with nothing on it yet."""
    machine = Machine(folder=tmp_path_factory.mktemp("audit") / "data")
    machine.makes()
    return machine


def counted(machine: Machine, folder: Path, **given_away: int) -> Machine:
    """The same, with a quarter's answers published, and these degrees or groups shown whatever they are."""
    other = machine.copied(folder)
    with pytest.MonkeyPatch.context() as here:
        here.setenv("DOORSTEP_DATA_DIR", str(other.folder))
        asyncio.run(_store({f"helped={name}": number for name, number in given_away.items()}))
    return other


async def _store(given_away: dict[str, int]) -> None:
    counters = tally(
        Ballot(month="2026-03", registration=HelpedAnswer(unit="0-11", helped=degree))
        for degree, times in DEGREES.items()
        for _ in range(times)
    )
    tables = to_publish(counters=counters, published=(), untallied_months=(), today=date(2026, 4, 1))
    parts = await build(Settings.read())

    def shown(table: PublishedTable) -> PublishedTable:
        return replace(table, cells={**table.cells, **given_away}) if table.table == "helped" else table

    def work(connection: Connection) -> None:
        raise_counters(parts.house, connection, counters)
        for table in map(shown, tables):
            ballots.publish(connection, period=table.period, table=table.table, cells=table.to_json())

    await parts.house.write(work)
    parts.house.database.close()


def test_it_ends_with_0_when_nothing_can_be_worked_out(machine: Machine, tmp_path: Path) -> None:
    ended = process(counted(machine, tmp_path / "data").folder, "counts", "audit")
    assert ended.returncode == 0, ended.stderr
    assert "Nothing that is hidden can be worked out" in ended.stdout


def test_it_ends_with_1_and_names_the_number_that_can_be_worked_out(machine: Machine, tmp_path: Path) -> None:
    ended = process(counted(machine, tmp_path / "data", no=2).folder, "counts", "audit")
    assert ended.returncode == 1, ended.stderr
    assert "TOO NARROW: 2026-Q1 helped helped=yes: between 36 and 36, where 4 apart was owed." in ended.stdout
    assert "Nothing that is hidden" not in ended.stdout


def test_numbers_that_cannot_all_be_true_are_said_in_one_line(machine: Machine, tmp_path: Path) -> None:
    line = counted(machine, tmp_path / "data", yes=30, no=2).types("counts", "audit").refusal
    assert "contradicts" in line


def test_without_scipy_it_ends_with_3_and_says_what_to_install(machine: Machine, tmp_path: Path) -> None:
    broken = tmp_path / "without" / "scipy"
    broken.mkdir(parents=True)
    (broken / "__init__.py").write_text('raise ModuleNotFoundError("No module named \'scipy\'", name="scipy")\n')
    paths = f"{broken.parent}:{Path(__file__).parents[2]}"
    ended = process(machine.folder, "counts", "audit", PYTHONPATH=paths)
    assert (ended.returncode, ended.stdout) == (3, "")
    assert ended.stderr.count("\n") == 1
    assert "pip install 'doorstep[audit]'" in ended.stderr

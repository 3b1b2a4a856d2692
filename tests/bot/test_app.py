"""The composition root: what starts is stopped, and what does not belong together does not start."""

import asyncio
import json
import re
import socket
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path

import pytest
from aiohttp import ClientSession

from bot import jobs
from bot.app import NotReady, Parts, build, serving
from bot.desk.ballots import counted, figures_of
from bot.desk.casting import sealed_ballot
from bot.making import make
from bot.settings import Settings
from flows.cells import cell_parts
from flows.counting import Registration
from flows.vocabulary import AgeBand, Channel, ContactKind, Role
from storage import ballots
from storage.ballots import BallotRow
from storage.database import DatabaseError
from storage.key_file import KeyFile, KeyFileError
from storage.keys import new_id
from tests.bot.conftest import EASY, Clock


async def opened(settings: Settings) -> Parts:
    return await build(settings, hardness=EASY)


async def test_nothing_is_made_by_a_start_that_finds_nothing(settings: Settings) -> None:
    with pytest.raises(NotReady):
        await opened(settings)
    assert not settings.data_dir.exists()


async def test_what_was_made_opens_and_opens_again(settings: Settings) -> None:
    await make(settings)
    for _ in range(2):
        parts = await opened(settings)
        parts.house.keyring.statistics_private()
        parts.house.database.close()


async def test_making_twice_is_refused_and_what_was_made_still_opens(settings: Settings) -> None:
    await make(settings)
    with pytest.raises(KeyFileError):
        await make(settings)
    (await opened(settings)).house.database.close()


async def test_a_key_file_of_another_installation_does_not_start(settings: Settings, tmp_path: Path) -> None:
    await make(settings)
    KeyFile.create(tmp_path / "other.key")
    (tmp_path / "other.key").replace(settings.key_file)

    with pytest.raises(NotReady, match="does not belong"):
        await opened(settings)


async def test_a_clock_without_a_zone_is_no_clock(settings: Settings) -> None:
    await make(settings)
    parts = await build(settings, hardness=EASY, clock=lambda: datetime(2026, 11, 23))  # noqa: DTZ001
    with pytest.raises(ValueError, match="zone"):
        parts.house.now()
    parts.house.database.close()


async def test_serving_answers_runs_the_jobs_and_closes_everything(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOORSTEP_LISTEN", "127.0.0.1:0")
    settings = Settings.read()
    await make(settings)
    parts = await opened(settings)
    async with serving(parts) as site:
        assert site._server is not None
        port = site._server.sockets[0].getsockname()[1]  # type: ignore[attr-defined]
        async with ClientSession() as browser, browser.get(f"http://127.0.0.1:{port}/health") as response:
            assert (response.status, await response.text()) == (200, "ok")
    assert [task for task in asyncio.all_tasks() if task is not asyncio.current_task()] == []
    with pytest.raises((DatabaseError, RuntimeError)):
        await parts.house.database.write(lambda _connection: None)


async def test_a_port_that_is_taken_lets_go_of_everything(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        monkeypatch.setenv("DOORSTEP_LISTEN", f"127.0.0.1:{taken.getsockname()[1]}")
        settings = Settings.read()
        await make(settings)
        parts = await opened(settings)
        with pytest.raises(OSError, match="in use"):
            async with serving(parts):
                pytest.fail("two servers on one port")
    with pytest.raises((DatabaseError, RuntimeError)):
        await parts.house.database.write(lambda _connection: None)


# What is counted


async def count_ten(parts: Parts, month: str) -> None:
    """Ten mothers by phone, registered and counted."""
    mother = Registration(
        kind=ContactKind.CONTACT, channel=Channel.PHONE, unit="0-11", band=AgeBand.CHILD, role=Role.MOTHER
    )
    cast = [sealed_ballot(parts.house, mother, new_id(), month=month) for _ in range(10)]
    rows = [BallotRow(id=each.id, month=each.month, envelope=each.envelope) for each in cast]
    await parts.house.write(lambda connection: ballots.cast_all(connection, rows))
    assert await jobs.tally(parts.house) == 10


async def test_another_file_of_tables_holds_from_the_next_month(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await make(settings)
    clock = Clock()
    shipped = resources.files("flows").joinpath("tables.toml").read_text(encoding="utf-8")
    begin = shipped.index('[[table]]\nname = "role"')
    old = shipped[begin : shipped.index("\n\n", begin)] + "\n"
    new = '[[table]]\nname = "role"\nasks = "role"\nevery = "month"\ntells = true\n'
    new += 'options = { family = ["mother", "father", "parent", "step_parent", "grandparent", "sibling", "relative"], '
    new += 'young = ["young"], professional = ["professional"] }\n'
    file = tmp_path / "tables.toml"
    monkeypatch.setenv("DOORSTEP_TABLES", str(file))

    async def opened_with(tables: str) -> Parts:
        file.write_text(tables, encoding="utf-8")
        return await build(Settings.read(), hardness=EASY, clock=clock)

    with pytest.raises(NotReady, match=f"DOORSTEP_TABLES: {re.escape(str(file))} cannot be read"):
        await build(Settings.read(), hardness=EASY, clock=clock)
    with pytest.raises(NotReady, match="DOORSTEP_TABLES: The tables are not written as TOML"):
        await opened_with("[[table")

    parts = await opened_with(shipped)
    await count_ten(parts, "2026-11")
    parts.house.database.close()

    # Nothing of November is counted in two ways: the change is refused until it says since when it holds.
    with pytest.raises(NotReady, match=r"role counted otherwise in 2026-11.*hold from 2026-12"):
        await opened_with(shipped.replace(old, new))
    parts = await opened_with(shipped.replace(old, old + 'until = "2026-11"\n\n' + new + 'from = "2026-12"\n'))
    await count_ten(parts, "2026-11")
    clock.now = datetime(2026, 12, 8, 9, 0, tzinfo=UTC)
    await count_ten(parts, "2026-12")
    # To leave the file out is a change as well.
    with monkeypatch.context() as without_file:
        without_file.delenv("DOORSTEP_TABLES")
        with pytest.raises(NotReady, match=r"role counted otherwise in 2026-12.*Without a file of your own"):
            await build(Settings.read(), hardness=EASY, clock=clock)
    clock.now = datetime(2027, 1, 8, 9, 0, tzinfo=UTC)
    await jobs.close_periods(parts.house)
    roles = {
        row.period: {cell_parts(cell).get("role") for cell in json.loads(row.cells)}
        for row in await parts.house.database.read(ballots.published)
        if row.table == "role"
    }
    assert roles["2026-11"] == {*Role, "unknown"}
    assert roles["2026-12"] == {"family", "young", "professional", "unknown"}
    shown = {
        each.period: each.columns
        for each in figures_of(parts.house, await counted(parts.house)).breakdowns
        if each.table == "role"
    }
    assert shown["2026-11"] == (*Role, "unknown")
    assert shown["2026-12"] == ("family", "young", "professional", "unknown")
    parts.house.database.close()

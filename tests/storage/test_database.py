"""The database itself: what is written stays, one failure hurts nobody else, and strangers are left alone."""

import asyncio
import re
import sqlite3
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, Engine, create_engine, delete, func, insert, make_url, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from storage import facts
from storage.database import Database, DatabaseError, shred_file
from storage.migrations import KNOWN, NEWEST, configuration, step_of
from storage.refusals import ForeignDatabase, NewerDatabase
from storage.schema import metadata
from storage.sqlite_files import APPLICATION_ID, WAITS_MS
from storage.sqlite_threads import MOST_TOGETHER, Each
from storage.tables import facts as facts_table


def address(path: Path) -> str:
    return f"sqlite:///{path}"


def folder_bytes(folder: Path) -> dict[str, bytes]:
    """Everything that lies in a folder, byte by byte."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def put(code: str) -> Any:
    return lambda connection: facts.put_fact(connection, code=code, fields="{}")


def codes(connection: Connection) -> list[str]:
    return [row.code for row in facts.all_facts(connection)]


# The pragmas


async def test_sqlite_keeps_what_it_promises_to_keep(tmp_path: Path) -> None:
    database = Database.open(address(tmp_path / "doorstep.db"))

    def pragmas(connection: Connection) -> dict[str, Any]:
        names = [f"{part}.{name}" for part in ("main", "shred") for name in ("synchronous", "secure_delete")]
        names += ["main.journal_mode", "shred.journal_mode", "foreign_keys"]
        return {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in names}

    promised = {
        "main.journal_mode": "wal",
        "shred.journal_mode": "wal",
        "main.synchronous": 2,  # FULL
        "shred.synchronous": 2,
        "main.secure_delete": 1,
        "shred.secure_delete": 1,
        "foreign_keys": 1,
    }
    assert await database.write(pragmas) == promised
    assert await database.read(pragmas) == promised
    database.close()


async def test_both_sqlite_files_say_whose_they_are(tmp_path: Path) -> None:
    path = tmp_path / "doorstep.db"
    Database.open(address(path)).close()
    for file in (path, shred_file(path)):
        with sqlite3.connect(file) as connection:
            assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
        connection.close()


# Writing


async def test_of_many_writes_at_once_one_that_fails_hurts_no_other(database: Database) -> None:
    def half_done(connection: Connection) -> None:
        facts.put_fact(connection, code="half-done", fields="{}")
        raise RuntimeError("in the middle of it")

    def breaks_a_key(connection: Connection) -> None:
        connection.execute(insert(facts_table), [{"code": "same", "fields": ""}, {"code": "same", "fields": ""}])

    works = [put(f"fact-{number:03}") for number in range(2 * MOST_TOGETHER)]
    works[10] = half_done
    works[70] = breaks_a_key
    results = await asyncio.gather(*(database.write(work) for work in works), return_exceptions=True)

    assert isinstance(results[10], RuntimeError)
    assert isinstance(results[70], IntegrityError)
    assert [result for number, result in enumerate(results) if number not in (10, 70)] == [None] * (len(works) - 2)
    expected = [f"fact-{number:03}" for number in range(len(works)) if number not in (10, 70)]
    assert await database.read(codes) == expected


async def test_a_write_gives_back_what_its_work_returns(database: Database) -> None:
    assert await database.write(lambda connection: connection.execute(text("SELECT 6 * 7")).scalar()) == 42


async def test_a_write_that_returned_is_there_after_opening_anew(database_url: str) -> None:
    first = Database.open(database_url)
    await asyncio.gather(*(first.write(put(f"fact-{number}")) for number in range(20)))
    # Not closed: as after a power cut, only what is on the disk counts.
    second = Database.open(database_url)
    try:
        assert len(await second.read(codes)) == 20
    finally:
        second.close()
        first.close()


async def test_a_copy_of_the_files_holds_every_write_that_returned(tmp_path: Path) -> None:
    database = Database.open(address(tmp_path / "doorstep.db"))
    await database.write(put("acknowledged"))
    copy = tmp_path / "copy"
    copy.mkdir()
    for name, content in folder_bytes(tmp_path).items():
        if not name.endswith("-shm"):
            (copy / name).write_bytes(content)
    database.close()

    found = Database.open(address(copy / "doorstep.db"))
    assert await found.read(codes) == ["acknowledged"]
    found.close()


async def test_closing_finishes_what_waits(database_url: str) -> None:
    database = Database.open(database_url)
    writes = [asyncio.ensure_future(database.write(put(f"fact-{number}"))) for number in range(30)]
    await asyncio.sleep(0)  # each has handed in its work
    database.close()
    await asyncio.gather(*writes)
    again = Database.open(database_url)
    assert len(await again.read(codes)) == 30
    again.close()


async def test_a_closed_database_says_so(database_url: str) -> None:
    database = Database.open(database_url)
    database.close()
    with pytest.raises((DatabaseError, RuntimeError)):
        await asyncio.wait_for(database.write(put("too late")), timeout=30)


async def test_somebody_who_leaves_while_a_write_waits_stops_nobody_else(database: Database) -> None:
    """A browser that is closed cancels its request; the writer goes on with the others' work."""
    running, go_on = Event(), Event()

    def slow(connection: Connection) -> None:
        running.set()
        go_on.wait(30)
        facts.put_fact(connection, code="slow", fields="{}")

    under_way = asyncio.ensure_future(database.write(slow))
    await asyncio.to_thread(running.wait, 30)
    waiting = asyncio.ensure_future(database.write(put("waiting")))
    await asyncio.sleep(0)
    for left in (under_way, waiting):
        left.cancel()
    go_on.set()
    await asyncio.gather(under_way, waiting, return_exceptions=True)

    await asyncio.wait_for(database.write(put("after")), timeout=30)
    assert "after" in await database.read(codes)
    # Where writes run side by side, what nobody waits for any more may be done a moment later.
    async with asyncio.timeout(30):
        while "slow" not in await database.read(codes):
            pass


def put_each(calls: list[list[str]]) -> Each[str, str]:
    """Puts several facts at once; one that is called "odd" fails."""

    def many(connection: Connection, names: Sequence[str]) -> list[str]:
        calls.append(list(names))
        for name in names:
            facts.put_fact(connection, code=name, fields="{}")
        if "odd" in names:
            raise ZeroDivisionError
        return [f"{name} is put" for name in names]

    return many


@asynccontextmanager
async def kept_waiting(database: Database) -> AsyncIterator[None]:
    """What is to be written in the block waits until its end, so that all of it comes together."""
    running, go_on = Event(), Event()

    def slow(_connection: Connection) -> None:
        running.set()
        go_on.wait(30)

    first = asyncio.ensure_future(database.write(slow))
    await asyncio.to_thread(running.wait, 30)
    yield
    await asyncio.sleep(0)  # each has handed in its work
    go_on.set()
    await first


async def test_what_comes_often_is_written_together_and_everybody_gets_their_own(database: Database) -> None:
    calls: list[list[str]] = []
    many = put_each(calls)
    async with kept_waiting(database):
        writing = asyncio.gather(*(database.write_each(many, name) for name in ("one", "two", "three")))
    assert await writing == ["one is put", "two is put", "three is put"]
    assert await database.read(codes) == ["one", "three", "two"]
    if database.dialect == "sqlite":
        assert calls == [["one", "two", "three"]]


async def test_of_what_is_written_together_one_that_fails_hurts_no_other(database: Database) -> None:
    many = put_each([])
    async with kept_waiting(database):
        names = ("one", "odd", "two")
        writing = asyncio.gather(*(database.write_each(many, name) for name in names), return_exceptions=True)
    one, odd, two = await writing
    assert (one, type(odd), two) == ("one is put", ZeroDivisionError, "two is put")
    assert await database.read(codes) == ["one", "two"]


async def test_what_is_written_together_never_passes_another_piece_of_work(tmp_path: Path) -> None:
    """Whoever deletes something deletes what was asked for before, and nothing that was asked for afterwards."""
    database = Database.open(address(tmp_path / "doorstep.db"))
    many = put_each([])
    async with kept_waiting(database):
        before = asyncio.ensure_future(database.write_each(many, "before"))
        await asyncio.sleep(0)
        deleting = asyncio.ensure_future(database.write(lambda connection: connection.execute(delete(facts_table))))
        await asyncio.sleep(0)
        after = asyncio.ensure_future(database.write_each(many, "after"))
    await asyncio.gather(before, deleting, after)
    assert await database.read(codes) == ["after"]
    database.close()


# Reading


async def test_what_is_read_often_is_read_together_and_everybody_gets_their_own(database: Database) -> None:
    await database.write(put("one"))

    def many(connection: Connection, names: Sequence[str]) -> list[bool]:
        there = codes(connection)
        if "odd" in names:
            raise ZeroDivisionError
        return [name in there for name in names]

    names = ("one", "two", "odd", "one")
    reading = [database.read_each(many, name) for name in names]
    others = [database.read(codes), database.read(codes)]
    found = await asyncio.gather(*reading, *others, return_exceptions=True)
    assert [found[0], found[1], found[3], found[4], found[5]] == [True, False, True, ["one"], ["one"]]
    assert isinstance(found[2], ZeroDivisionError)


async def test_a_read_cannot_write(database: Database) -> None:
    with pytest.raises(DBAPIError):
        await database.read(put("from a read"))
    assert await database.read(codes) == []


async def test_a_read_sees_one_moment_however_much_is_written_meanwhile(database: Database) -> None:
    started, written = Event(), Event()

    def read_twice(connection: Connection) -> tuple[int | None, int | None]:
        before = connection.execute(select(func.count()).select_from(facts_table)).scalar()
        started.set()
        written.wait(30)
        return before, connection.execute(select(func.count()).select_from(facts_table)).scalar()

    reading = asyncio.ensure_future(database.read(read_twice))
    await asyncio.to_thread(started.wait, 30)
    await database.write(put("meanwhile"))
    written.set()
    assert await reading == (0, 0)


# Strangers


@pytest.mark.parametrize("journal_mode", ["delete", "wal"])
def test_another_programs_database_is_left_alone(tmp_path: Path, journal_mode: str) -> None:
    path = tmp_path / "doorstep.db"
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA journal_mode = {journal_mode}")
    connection.execute("CREATE TABLE recipes (name TEXT)")
    connection.execute("INSERT INTO recipes VALUES ('rye bread')")
    connection.commit()
    connection.close()
    before = folder_bytes(tmp_path)

    with pytest.raises(ForeignDatabase) as refusal:
        Database.open(address(path))
    assert "another program" in str(refusal.value)
    assert "\n" not in str(refusal.value)
    assert folder_bytes(tmp_path) == before


def test_a_strange_file_where_the_shred_keys_belong_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "doorstep.db"
    with sqlite3.connect(shred_file(path)) as connection:
        connection.execute("CREATE TABLE recipes (name TEXT)")
    connection.close()
    before = folder_bytes(tmp_path)
    with pytest.raises(ForeignDatabase):
        Database.open(address(path))
    assert folder_bytes(tmp_path) == before


def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "doorstep.db"
    path.write_text("Dear diary, today I wrote no database.\n" * 100)
    before = folder_bytes(tmp_path)
    with pytest.raises(ForeignDatabase) as refusal:
        Database.open(address(path))
    assert "is not a database" in str(refusal.value)
    assert "\n" not in str(refusal.value)
    assert folder_bytes(tmp_path) == before


def test_a_newer_sqlite_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "doorstep.db"
    Database.open(address(path)).close()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    before = folder_bytes(tmp_path)

    with pytest.raises(NewerDatabase) as refusal:
        Database.open(address(path))
    assert "newer Doorstep" in str(refusal.value)
    assert "\n" not in str(refusal.value)
    assert folder_bytes(tmp_path) == before


def postgresql(url: str) -> Engine:
    return create_engine(make_url(url).set(drivername="postgresql+psycopg"))


def test_a_newer_postgresql_database_is_refused(postgresql_url: str) -> None:
    engine = postgresql(postgresql_url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    with pytest.raises(NewerDatabase, match="newer Doorstep"):
        Database.open(postgresql_url)


def test_another_programs_postgresql_database_is_refused(empty_postgresql_url: str) -> None:
    engine = postgresql(empty_postgresql_url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE recipes (name TEXT)"))
    with pytest.raises(ForeignDatabase, match="another program"):
        Database.open(empty_postgresql_url)
    with engine.connect() as connection:
        schemas = connection.execute(text("SELECT schema_name FROM information_schema.schemata")).scalars().all()
    engine.dispose()
    assert "shred" not in schemas


@pytest.mark.parametrize("url", ["", "not an address", "mysql://somewhere/doorstep", "sqlite://"])
def test_an_address_that_leads_nowhere_is_one_clear_line(url: str) -> None:
    with pytest.raises(DatabaseError) as refusal:
        Database.open(url)
    assert "\n" not in str(refusal.value)


def test_a_server_that_does_not_answer_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(DatabaseError) as refusal:
        Database.open(f"postgresql://somebody:a-password@/doorstep?host={tmp_path}")
    assert "\n" not in str(refusal.value)
    assert "a-password" not in str(refusal.value)


# Steps


@pytest.fixture
def engine(database: Database) -> Engine:
    """The writing engine of a fresh database: for the steps alone."""
    return database._engine


async def test_the_tables_that_the_steps_make_are_the_tables_the_program_means(
    database: Database, engine: Engine
) -> None:
    def ours(_object: Any, name: str | None, kind: str, _reflected: bool, _compared: Any) -> bool:
        return not (kind == "table" and name == "alembic_version")

    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"include_schemas": True, "include_object": ours, "compare_type": True}
        )
        assert compare_metadata(context, metadata) == []


async def test_every_sqlite_table_is_without_rowid(tmp_path: Path) -> None:
    """A row number would count the order in which people came."""
    database = Database.open(address(tmp_path / "doorstep.db"))

    def made(connection: Connection) -> dict[str, str]:
        return {
            row.name: row.sql
            for part in ("main", "shred")
            for row in connection.exec_driver_sql(f"SELECT name, sql FROM {part}.sqlite_master WHERE type = 'table'")
        }

    tables = await database.read(made)
    database.close()
    assert set(tables) - {"alembic_version"} == {table.name for table in metadata.tables.values()}
    for name, statement in tables.items():
        assert name == "alembic_version" or statement.rstrip().endswith("WITHOUT ROWID"), name
        assert "AUTOINCREMENT" not in statement


async def test_every_step_goes_up_and_down_and_up_with_data_in_it(database: Database, engine: Engine) -> None:
    await database.write(put("before"))
    alembic = configuration(engine)
    command.downgrade(alembic, "base")
    with engine.connect() as connection:
        left = set(MigrationContext.configure(connection).get_current_heads())
    assert left == set()

    command.upgrade(alembic, "head")
    assert step_of(engine) == NEWEST
    assert await database.read(codes) == []
    await database.write(put("after"))
    assert await database.read(codes) == ["after"]


def test_the_program_knows_every_step_that_is_there() -> None:
    versions = Path(__file__).parents[2] / "storage" / "migrations" / "versions"
    written = "\n".join(path.read_text(encoding="utf-8") for path in versions.glob("[0-9]*.py"))
    steps = set(re.findall(r'^revision = "(.+)"$', written, re.M))
    assert steps == KNOWN
    assert max(steps) == NEWEST


# Traces


async def test_wiping_traces_leaves_an_empty_log(tmp_path: Path) -> None:
    path = tmp_path / "doorstep.db"
    database = Database.open(address(path))
    await database.write(put("traced"))
    logs = [Path(f"{file}-wal") for file in (path, shred_file(path))]
    assert logs[0].stat().st_size > 0

    await database.wipe_traces()
    assert [log.stat().st_size for log in logs] == [0, 0]
    assert await database.read(codes) == ["traced"]
    await database.write(put("and on"))
    database.close()


async def test_what_somebody_reads_is_wiped_later_and_not_forgotten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.sqlite_threads.WIPE_WAITS_MS", 10)
    path = tmp_path / "doorstep.db"
    logs = [Path(f"{file}-wal") for file in (path, shred_file(path))]
    database = Database.open(address(path))
    assert database.traces_left, "nobody knows what lies there from before"
    await database.write(put("traced"))
    reading, read = Event(), Event()

    def slowly(connection: Connection) -> list[str]:
        found = codes(connection)
        reading.set()
        read.wait()
        return found

    reader = asyncio.create_task(database.read(slowly))
    await asyncio.to_thread(reading.wait)
    await database.write(put("meanwhile"))
    wiped = await database.wipe_traces()
    read.set()
    assert await reader == ["traced"]
    assert not wiped
    assert database.traces_left
    assert logs[0].stat().st_size > 0
    # Who writes waits as long for others as before.
    assert (await database.write(busy_timeout)) == WAITS_MS

    assert await database.wipe_traces()
    assert not database.traces_left
    assert [log.stat().st_size for log in logs] == [0, 0]
    database.close()


def busy_timeout(connection: Connection) -> Any:
    return connection.exec_driver_sql("PRAGMA busy_timeout").scalar()


async def test_wiping_traces_asks_nothing_of_postgresql(postgresql_url: str) -> None:
    database = Database.open(postgresql_url)
    await database.wipe_traces()
    database.close()


async def test_what_was_deleted_is_nowhere_in_the_files(tmp_path: Path) -> None:
    database = Database.open(address(tmp_path / "doorstep.db"))
    secret = "a sentence nobody may find again"
    await database.write(lambda connection: facts.put_fact(connection, code="secret", fields=secret))
    await database.write(lambda connection: connection.execute(facts_table.delete()))
    await database.wipe_traces()
    assert not [name for name, content in folder_bytes(tmp_path).items() if secret.encode() in content]
    database.close()

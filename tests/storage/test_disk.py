"""What the disk does to us, and what it keeps: a full disk loses nothing acknowledged, a deleted key is gone."""

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, create_engine, delete, insert, make_url, text
from sqlalchemy.exc import DBAPIError, OperationalError

from storage import ballots, conversations, facts
from storage.database import Database, DatabaseError, shred_file
from storage.keys import new_id
from storage.refusals import LostShredKeys
from storage.schema import SHRED_SCHEMA
from storage.tables import facts as facts_table
from storage.tables import shred_keys
from tests.conftest import Cluster
from tests.storage.people import begin

KEY = b"a shred key that has 32 bytes..."


def put(code: str, fields: str = "{}") -> Callable[[Connection], None]:
    return lambda connection: facts.put_fact(connection, code=code, fields=fields)


def codes(connection: Connection) -> list[str]:
    return [row.code for row in facts.all_facts(connection)]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "doorstep.db"


@pytest.fixture
def on_a_file(file: Path) -> Iterator[Database]:
    opened = Database.open(f"sqlite:///{file}")
    yield opened
    opened.close()


# A disk that is full


async def test_a_disk_that_is_full_for_one_write_takes_no_other_with_it(on_a_file: Database) -> None:
    """SQLite then gives up the whole transaction, with everything the others had done in it."""

    def nearly_full(connection: Connection) -> None:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 2}")

    await on_a_file.write(nearly_full)
    works = [put("a"), put("b"), put("c", fields="x" * 200_000), put("d"), put("e")]
    results = await asyncio.gather(*(on_a_file.write(work) for work in works), return_exceptions=True)

    assert isinstance(results[2], OperationalError)
    assert [result for number, result in enumerate(results) if number != 2] == [None] * 4
    assert await on_a_file.read(codes) == ["a", "b", "d", "e"]


async def test_a_transaction_that_ends_by_itself_is_never_acknowledged(on_a_file: Database) -> None:
    def swept_away(connection: Connection) -> None:
        facts.put_fact(connection, code="swept-away", fields="{}")
        connection.exec_driver_sql("ROLLBACK")

    works = [put("before"), swept_away, put("after")]
    results = await asyncio.gather(*(on_a_file.write(work) for work in works), return_exceptions=True)
    assert isinstance(results[1], (DatabaseError, DBAPIError))
    assert [results[0], results[2]] == [None, None]
    assert await on_a_file.read(codes) == ["after", "before"]


async def test_an_error_shows_no_value(database: Database) -> None:
    """Errors end in logs."""

    def twice(connection: Connection) -> None:
        for _ in range(2):
            connection.execute(insert(facts_table), {"code": "same", "fields": "what nobody may read"})

    with pytest.raises(DBAPIError) as failure:
        await database.write(twice)
    assert "nobody" not in f"{failure.value} {failure.value!r}"


# The store of the shred keys


def test_a_database_without_its_shred_keys_is_left_alone(file: Path) -> None:
    Database.open(f"sqlite:///{file}").close()
    shred_file(file).unlink()
    before = file.read_bytes()

    with pytest.raises(LostShredKeys) as refusal:
        Database.open(f"sqlite:///{file}")
    assert "\n" not in str(refusal.value)
    assert str(shred_file(file)) in str(refusal.value)
    assert [path.name for path in file.parent.iterdir()] == [file.name]
    assert file.read_bytes() == before


async def test_an_empty_file_in_its_place_means_going_on_without_the_old_conversations(file: Path) -> None:
    first = Database.open(f"sqlite:///{file}")
    conversation_id = new_id()
    await first.write(lambda connection: begin(connection, conversation_id))
    await first.write(put("kept"))
    first.close()
    shred_file(file).unlink()
    shred_file(file).touch()

    await nothing_but_the_old_conversations_is_lost(f"sqlite:///{file}", conversation_id)


async def test_in_postgresql_too_they_are_a_part_that_a_backup_may_leave_out(postgresql_url: str) -> None:
    first = Database.open(postgresql_url)
    conversation_id = new_id()
    await first.write(lambda connection: begin(connection, conversation_id))
    await first.write(put("kept"))
    first.close()
    engine = create_engine(make_url(postgresql_url).set(drivername="postgresql+psycopg"))
    with engine.begin() as connection:
        connection.execute(text(f"DROP SCHEMA {SHRED_SCHEMA} CASCADE"))

    with pytest.raises(LostShredKeys) as refusal:
        Database.open(postgresql_url)
    assert "\n" not in str(refusal.value)

    with engine.begin() as connection:
        connection.execute(text(f"CREATE SCHEMA {SHRED_SCHEMA}"))
    engine.dispose()
    await nothing_but_the_old_conversations_is_lost(postgresql_url, conversation_id)


async def nothing_but_the_old_conversations_is_lost(url: str, old: bytes) -> None:
    opened = Database.open(url)
    fresh = new_id()
    await opened.write(lambda connection: begin(connection, fresh))
    key_of = {
        each: await opened.read(lambda connection, each=each: conversations.shred_key(connection, conversation_id=each))  # type: ignore[misc]
        for each in (old, fresh)
    }
    assert key_of[old] is None
    assert key_of[fresh] is not None
    assert await opened.read(codes) == ["kept"]
    opened.close()


# What PostgreSQL's files keep


def table_files(cluster: Cluster, url: str) -> bytes:
    """Every byte of every table, as a thief would copy it."""
    engine = create_engine(make_url(url).set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text("CHECKPOINT"))
        folder = connection.execute(text("SELECT oid FROM pg_database WHERE datname = current_database()")).scalar_one()
    engine.dispose()
    files = (cluster.folder / "data" / "base" / str(folder)).iterdir()
    return b"".join(path.read_bytes() for path in files if path.is_file())


async def test_a_deleted_shred_key_is_in_no_table_of_postgresql(cluster: Cluster, postgresql_url: str) -> None:
    database = Database.open(postgresql_url)
    await database.write(
        lambda connection: connection.execute(insert(shred_keys), {"conversation_id": new_id(), "key": KEY})
    )
    assert KEY in table_files(cluster, postgresql_url)

    await database.write(lambda connection: connection.execute(delete(shred_keys)))
    await database.wipe_traces()
    assert KEY not in table_files(cluster, postgresql_url)
    database.close()


async def test_no_transaction_number_joins_a_ballot_to_a_conversation(postgresql_url: str) -> None:
    """PostgreSQL writes beside each row which transaction made it."""
    database = Database.open(postgresql_url)

    def closing(connection: Connection) -> None:
        begin(connection, new_id())
        ballots.cast(connection, ballot_id=new_id(), month="2026-11", envelope=b"ballot")

    def transactions(connection: Connection) -> tuple[set[str], set[str]]:
        of_ballots, of_conversations = (
            set(connection.execute(text(f"SELECT xmin::text FROM {table}")).scalars())
            for table in ("ballots", "conversations")
        )
        return of_ballots, of_conversations

    for _ in range(3):
        await database.write(closing)
    await database.wipe_traces()
    of_ballots, of_conversations = await database.read(transactions)
    assert len(of_ballots) == 1
    assert not of_ballots & of_conversations
    database.close()

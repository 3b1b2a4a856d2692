"""What has had its time is found; whoever waits, or is being talked with, is never touched."""

from datetime import timedelta

from sqlalchemy import Connection, func, insert, select

from storage import conversations, retention, staff, visitor_sessions
from storage.keys import new_id
from storage.tables import shred_keys
from storage.tables import staff_sessions as staff_sessions_table
from storage.tables import visitor_sessions as visitor_sessions_table
from tests.storage.people import NOON, TODAY, Unit, begin

TOMORROW = TODAY + timedelta(days=1)
YESTERDAY = TODAY - timedelta(days=1)


async def test_only_the_unfinished_and_the_closed_run_out(unit: Unit) -> None:
    unfinished, closed = await unit.contact(), await unit.closed()
    await unit.waiting()
    await unit.claimed()
    much_later = TODAY + timedelta(days=10_000)

    def found(connection: Connection) -> tuple[tuple[bytes, ...], tuple[bytes, ...]]:
        return (
            retention.expired_intakes(connection, before=much_later),
            retention.closed_before(connection, before=much_later),
        )

    assert await unit.database.read(found) == ((unfinished,), (closed,))


async def test_the_day_itself_is_not_over_yet(unit: Unit) -> None:
    unfinished, closed = await unit.contact(), await unit.closed()
    for before, intakes, contacts in [(TODAY, (), ()), (TOMORROW, (unfinished,), (closed,))]:

        def found(connection: Connection, before=before) -> object:  # type: ignore[no-untyped-def]
            return (
                retention.expired_intakes(connection, before=before),
                retention.closed_before(connection, before=before),
            )

        assert await unit.database.read(found) == (intakes, contacts)


async def test_an_answer_starts_the_time_anew(unit: Unit) -> None:
    conversation_id = new_id()

    def work(connection: Connection) -> None:
        begin(connection, conversation_id, on=YESTERDAY)
        assert retention.expired_intakes(connection, before=TODAY) == (conversation_id,)
        conversations.save_journal(
            connection,
            conversation_id=conversation_id,
            script="screening",
            journal=b"sealed",
            expected_revision=0,
            today=TODAY,
        )
        assert retention.expired_intakes(connection, before=TODAY) == ()

    await unit.database.write(work)


async def test_sweeping_ends_sessions_that_are_over(unit: Unit) -> None:
    conversation_id = await unit.contact()

    def open_sessions(connection: Connection) -> None:
        for minutes in (-1, 0, 1):
            ends = NOON + timedelta(minutes=minutes)
            staff.add_session(
                connection, digest=new_id() * 2, staff_id=unit.mette, private_wrapped=b"", expires_at=ends
            )
            visitor_sessions.add_visitor_session(
                connection,
                digest=new_id() * 2,
                conversation_id=conversation_id,
                private_wrapped=b"",
                code_wrapped=None,
                expires_at=ends,
            )

    def left(connection: Connection) -> list[list[object]]:
        tables = (visitor_sessions_table, staff_sessions_table)
        return [list(connection.execute(select(table.c.expires_at)).scalars()) for table in tables]

    await unit.database.write(open_sessions)
    await unit.database.write(lambda connection: retention.sweep(connection, now=NOON))
    assert await unit.database.read(left) == [[NOON + timedelta(minutes=1)]] * 2
    assert (await unit.row(conversation_id)).id == conversation_id


async def test_sweeping_throws_away_shred_keys_without_a_conversation(unit: Unit) -> None:
    kept = [await unit.contact(), await unit.waiting(), await unit.claimed(), await unit.closed()]
    stray = new_id()
    await unit.database.write(
        lambda connection: connection.execute(insert(shred_keys), {"conversation_id": stray, "key": b"k" * 32})
    )

    def keys(connection: Connection) -> int:
        return connection.execute(select(func.count()).select_from(shred_keys)).scalar_one()

    assert await unit.database.read(keys) == 5
    await unit.database.write(lambda connection: retention.sweep(connection, now=NOON))
    assert await unit.database.read(keys) == 4
    for conversation_id in kept:
        found = await unit.database.read(
            lambda connection, id_=conversation_id: conversations.shred_key(connection, conversation_id=id_)  # type: ignore[misc]
        )
        assert found is not None

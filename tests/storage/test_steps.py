"""What a step does with what is there already."""

import subprocess
import sys
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from alembic import command
from sqlalchemy import Engine, insert, text

from flows.vocabulary import Place, PretalkState
from storage import counters, patterns, pretalks, taken
from storage.counters import CounterKey
from storage.database import Database
from storage.keys import new_id, new_pair
from storage.migrations import configuration
from storage.tables import organisation

# Summer in Copenhagen, two hours before UTC, and on the other side of the clock change.
IN_SUMMER = datetime(2026, 9, 3, 12, 0, tzinfo=UTC)
IN_WINTER = datetime(2026, 12, 3, 13, 0, tzinfo=UTC)
FIRST_CONTACT = date(2026, 8, 28)

PERSON = """INSERT INTO staff (id, login, shown_name, roles, salt, public_key, signature, private_wrapped, totp_sealed,
totp_last_step, failed_logins, disabled)
VALUES (:id, 'mette', 'Mette', 'therapist', :bytes, :bytes, :bytes, :bytes, :bytes, 0, 0, :no)"""
QUEUE = """INSERT INTO queues (id, code, age_bands, public_key, signature, recovery_wrapped, opening_hours)
VALUES (:id, '0-11', '', :bytes, :bytes, :bytes, '[]')"""
CONVERSATION = """INSERT INTO conversations (id, public_key, channel, language, state, first_contact_on,
last_activity_on, script, revision, code_settled, seen_by_visitor, seen_by_therapist)
VALUES (:id, :bytes, 'web', 'da', 'waiting', :day, :day, '', 0, :no, 0, 0)"""
TIME = """INSERT INTO times (id, staff_id, queue_id, starts_at, minutes, place)
VALUES (:id, :person, :queue, :starts_at, 45, 'walk')"""
PRETALK = """INSERT INTO pretalks (id, conversation_id, time_id, state, arrival_word, calendar_id, calendar_sequence)
VALUES (:id, :conversation, :time, :state, :bytes, :id, 3)"""


async def test_free_and_booked_times_of_before_patterns_are_kept(database: Database) -> None:
    engine: Engine = database._engine
    steps = configuration(engine)
    command.downgrade(steps, "0002")
    person, queue, booked_time, free_time, booked, wished = (new_id() for _ in range(6))
    with_time, without_time = new_id(), new_id()

    def instant(moment: datetime) -> Any:
        return moment.strftime("%Y-%m-%d %H:%M:%S.%f") if engine.dialect.name == "sqlite" else moment

    common = {"bytes": b"bytes", "no": False, "day": FIRST_CONTACT}
    with engine.begin() as connection:
        for statement, values in [
            (PERSON, {"id": person}),
            (QUEUE, {"id": queue}),
            (CONVERSATION, {"id": with_time}),
            (CONVERSATION, {"id": without_time}),
            (TIME, {"id": booked_time, "person": person, "queue": queue, "starts_at": instant(IN_SUMMER)}),
            (TIME, {"id": free_time, "person": person, "queue": queue, "starts_at": instant(IN_WINTER)}),
            (PRETALK, {"id": booked, "conversation": with_time, "time": booked_time, "state": "booked"}),
            (PRETALK, {"id": wished, "conversation": without_time, "time": None, "state": "wished"}),
        ]:
            connection.execute(text(statement), {**common, **values})
    command.upgrade(steps, "0003")

    mine = await database.read(lambda connection: patterns.of_staff(connection, staff_id=person))
    assert [(each.first_day, each.opens, each.closes, each.minutes, each.place, each.single) for each in mine] == [
        (date(2026, 9, 3), time(14), time(14, 45), 45, Place.WALK, True),
        (date(2026, 12, 3), time(14), time(14, 45), 45, Place.WALK, True),
    ]
    kept = await database.read(lambda connection: pretalks.of_conversation(connection, conversation_id=with_time))
    assert kept is not None
    assert kept.booked is not None
    assert (kept.id, kept.starts_at, kept.calendar_sequence) == (booked, IN_SUMMER, 3)
    assert (kept.arrival_word, kept.wished_on, kept.booked_on) == (b"bytes", FIRST_CONTACT, FIRST_CONTACT)
    wish = await database.read(lambda connection: pretalks.of_conversation(connection, conversation_id=without_time))
    assert wish is not None
    assert (wish.state, wish.time, wish.offered_on) == (PretalkState.WISHED, None, None)
    held = await database.read(
        lambda connection: taken.intervals(
            connection, since=IN_SUMMER - timedelta(days=1), until=IN_SUMMER + timedelta(days=1), now=IN_SUMMER
        )
    )
    assert [(each.starts_at, each.ends_at) for each in held[person]] == [(IN_SUMMER, IN_SUMMER + timedelta(minutes=45))]
    (row,) = await database.read(
        lambda connection: pretalks.of_staff(
            connection, staff_id=person, since=IN_SUMMER, until=IN_SUMMER + timedelta(days=1)
        )
    )
    assert row == kept


START = "import sys; from storage.database import Database; Database.open(sys.argv[1]).close()"


def test_several_that_start_at_once_on_an_empty_database_take_its_steps_one_time(empty_postgresql_url: str) -> None:
    starting = [subprocess.Popen([sys.executable, "-c", START, empty_postgresql_url]) for _ in range(4)]

    assert [each.wait() for each in starting] == [0, 0, 0, 0]


async def test_what_was_counted_before_counters_were_sealed_is_counted_still(database: Database) -> None:
    engine: Engine = database._engine
    steps = configuration(engine)
    command.downgrade(steps, "0008")
    pair = new_pair()
    columns = {
        column.name: b"bytes" if column.type.python_type is bytes else "x" if column.type.python_type is str else 1
        for column in organisation.columns
        if not column.nullable
    }
    mother, father = ("2026-11", "role", "unit=0-11|role=mother"), ("2026-Q4", "home", "band=3-11|home=shared")
    with engine.begin() as connection:
        connection.execute(insert(organisation), columns | {"statistics_public": pair.public})
        for (period, table, cell), number in {mother: 7, father: 1}.items():
            connection.execute(
                text("INSERT INTO counters (period, table_name, cell, count) VALUES (:period, :table, :cell, :number)"),
                {"period": period, "table": table, "cell": cell, "number": number},
            )
    command.upgrade(steps, "0009")

    key = CounterKey(public=pair.public, private=pair.private)
    assert await database.read(lambda connection: counters.every(connection, key)) == {mother: 7, father: 1}
    assert await database.read(counters.counted_by) == {"2026-11": "", "2026-Q4": ""}

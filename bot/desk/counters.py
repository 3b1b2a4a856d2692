"""The counters at the desk: they are opened and raised with the statistics key, which people at the unit hold.

Whatever is counted is counted by the tables that are in effect in its period, and the period remembers which.
"""

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection

from bot.desk.house import House
from flows import counting
from flows.cells import Key
from flows.counting import Ballot
from flows.table_changes import counting_from_json, counting_of, counting_to_json
from storage import counters
from storage.counters import CounterKey


def counter_key(house: House) -> CounterKey:
    """The key to the counters; raises `NotHeld` while nobody who holds it was here."""
    return CounterKey(public=house.keyring.organisation.statistics_public, private=house.keyring.statistics_private())


def every_counter(house: House, connection: Connection) -> dict[Key, int]:
    """Everything that was counted; raises `NotHeld`. Where nothing was, nobody needs a key."""
    return counters.every(connection, counter_key(house)) if counters.counted_by(connection) else {}


def count(house: House, connection: Connection, ballots: Iterable[Ballot]) -> None:
    """Count ballots in the months they have."""
    in_effect = house.tables.taking_effect(every_counter(house, connection))
    raise_counters(house, connection, counting.tally(ballots, in_effect))


def raise_counters(house: House, connection: Connection, increments: Mapping[Key, int]) -> None:
    """Add to the counters; what each period is counted by is written down with it."""
    in_effect = house.tables.taking_effect(every_counter(house, connection))
    names = {table.name for table in in_effect.every()}
    written = counters.counted_by(connection)
    counters.add(
        connection,
        increments,
        key=counter_key(house),
        tables={
            period: counting_to_json(counting_of(in_effect, period, counting_from_json(written.get(period, ""))))
            for period in {period for period, table, _ in increments if table in names}
        },
    )

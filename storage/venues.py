"""Places with a name: rooms at the unit, outreach places, phone numbers, meeting points, the base of online links.

A place that is no longer used is retired, never deleted: what was booked there still says where.
"""

from dataclasses import asdict, dataclass, field

from sqlalchemy import Connection, RowMapping, insert, select, update

from flows.vocabulary import Place
from storage.availability_tables import venues


@dataclass(frozen=True, kw_only=True, slots=True)
class VenueRow:
    """One place. `once`: only one talk at a time can be there. `way` says in words how to find it."""

    id: bytes = field(repr=False)
    name: str
    place: Place
    address: str
    way: str
    once: bool
    retired: bool = False


def _row(found: RowMapping) -> VenueRow:
    return VenueRow(**{**found, "place": Place(found["place"])})


def put(connection: Connection, *, row: VenueRow) -> None:
    """Add a place, or write it anew."""
    values = {**asdict(row), "place": row.place.value}
    if connection.execute(update(venues).where(venues.c.id == row.id).values(values)).rowcount == 0:
        connection.execute(insert(venues), values)


def retire(connection: Connection, *, venue_id: bytes, retired: bool) -> None:
    """Use a place no longer, or again."""
    connection.execute(update(venues).where(venues.c.id == venue_id).values(retired=retired))


def every(connection: Connection) -> tuple[VenueRow, ...]:
    """Every place by name, the retired ones too."""
    return tuple(_row(found) for found in connection.execute(select(venues).order_by(venues.c.name)).mappings())


def by_id(connection: Connection, *, venue_id: bytes) -> VenueRow | None:
    """One place."""
    found = connection.execute(select(venues).where(venues.c.id == venue_id)).mappings().first()
    return None if found is None else _row(found)

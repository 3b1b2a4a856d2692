"""Queues, and who may open them.

A queue's private key lies here only wrapped: to each member, and to the recovery key.
"""

from dataclasses import asdict, dataclass, field

from sqlalchemy import Connection, RowMapping, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from flows.vocabulary import AgeBand
from storage.tables import queue_members, queues


@dataclass(frozen=True, kw_only=True, slots=True)
class QueueRow:
    """A queue. `opening_hours` is the desk's own text."""

    id: bytes = field(repr=False)
    code: str
    age_bands: tuple[AgeBand, ...]
    public_key: bytes = field(repr=False)
    signature: bytes = field(repr=False)
    recovery_wrapped: bytes = field(repr=False)
    opening_hours: str


def _row(found: RowMapping) -> QueueRow:
    bands = tuple(AgeBand(code) for code in found["age_bands"].split(",") if code)
    return QueueRow(**{**found, "age_bands": bands})


def add(connection: Connection, *, row: QueueRow) -> bool:
    """Add a queue; False when its code is taken."""
    values = {**asdict(row), "age_bands": ",".join(row.age_bands)}
    try:
        with connection.begin_nested():
            connection.execute(insert(queues), values)
    except IntegrityError:
        return False
    return True


def all_queues(connection: Connection) -> tuple[QueueRow, ...]:
    """Every queue, by code."""
    return tuple(_row(found) for found in connection.execute(select(queues).order_by(queues.c.code)).mappings())


def by_id(connection: Connection, *, queue_id: bytes) -> QueueRow | None:
    """One queue."""
    found = connection.execute(select(queues).where(queues.c.id == queue_id)).mappings().first()
    return None if found is None else _row(found)


def grant(connection: Connection, *, queue_id: bytes, staff_id: bytes, private_wrapped: bytes) -> None:
    """Let somebody in, or replace the wrapping they had."""
    revoke(connection, queue_id=queue_id, staff_id=staff_id)
    connection.execute(
        insert(queue_members), {"queue_id": queue_id, "staff_id": staff_id, "private_wrapped": private_wrapped}
    )


def revoke(connection: Connection, *, queue_id: bytes, staff_id: bytes) -> None:
    """Take somebody out."""
    connection.execute(
        delete(queue_members).where(queue_members.c.queue_id == queue_id, queue_members.c.staff_id == staff_id)
    )


def wraps_of(connection: Connection, *, staff_id: bytes) -> dict[bytes, bytes]:
    """Somebody's wrappings, by queue."""
    rows = connection.execute(
        select(queue_members.c.queue_id, queue_members.c.private_wrapped).where(queue_members.c.staff_id == staff_id)
    )
    return {row.queue_id: row.private_wrapped for row in rows}


def members(connection: Connection, *, queue_id: bytes) -> tuple[bytes, ...]:
    """The ids of a queue's members."""
    rows = connection.execute(select(queue_members.c.staff_id).where(queue_members.c.queue_id == queue_id))
    return tuple(row.staff_id for row in rows)


def set_opening_hours(connection: Connection, *, queue_id: bytes, opening_hours: str) -> None:
    """Say when a queue is usually answered."""
    connection.execute(update(queues).where(queues.c.id == queue_id).values(opening_hours=opening_hours))

"""Times that a therapist proposes inside a conversation; each holds its minutes until it lapses."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, delete, insert, select

from storage import pretalks, taken
from storage.availability_tables import proposals
from storage.pretalk_rows import TimeRow, time_of, time_values


class ProposalKind(StrEnum):
    """`PROPOSE`: one of a few to choose from. `MOVE`: instead of the time that is booked, if she says yes."""

    PROPOSE = "propose"
    MOVE = "move"


@dataclass(frozen=True, kw_only=True, slots=True)
class ProposalRow:
    """One proposed time."""

    id: bytes = field(repr=False)
    conversation_id: bytes = field(repr=False)
    kind: ProposalKind
    time: TimeRow
    lapses_at: datetime


def add(connection: Connection, *, row: ProposalRow, now: datetime) -> bool:
    """Propose a time and hold it; False, and nothing changed, when somebody has any minute of it."""
    single = pretalks.is_single(connection, venue_id=row.time.venue_id)
    if not taken.take(
        connection,
        conversation_id=row.conversation_id,
        taking=row.id,
        reserved=tuple(row.time.reserved(single_venue=single)),
        now=now,
        held_until=row.lapses_at,
    ):
        return False
    connection.execute(
        insert(proposals),
        {
            "id": row.id,
            "conversation_id": row.conversation_id,
            "kind": row.kind.value,
            **time_values(row.time),
            "lapses_at": row.lapses_at,
        },
    )
    return True


def of_conversation(connection: Connection, *, conversation_id: bytes, now: datetime) -> tuple[ProposalRow, ...]:
    """The times that are proposed and have not lapsed, soonest first."""
    found = connection.execute(
        select(proposals)
        .where(proposals.c.conversation_id == conversation_id, proposals.c.lapses_at > now)
        .order_by(proposals.c.starts_at, proposals.c.id)
    )
    rows = []
    for row in found.mappings():
        time = time_of(row)
        if time is None:
            raise ValueError("a proposal has a time")
        rows.append(
            ProposalRow(
                id=row["id"],
                conversation_id=row["conversation_id"],
                kind=ProposalKind(row["kind"]),
                time=time,
                lapses_at=row["lapses_at"],
            )
        )
    return tuple(rows)


def withdraw(connection: Connection, *, conversation_id: bytes) -> int:
    """Take every proposed time back, and what they hold; returns how many there were."""
    ids = connection.execute(select(proposals.c.id).where(proposals.c.conversation_id == conversation_id)).scalars()
    gone = [bytes(each) for each in ids]
    for each in gone:
        taken.release(connection, taking=each)
    connection.execute(delete(proposals).where(proposals.c.conversation_id == conversation_id))
    return len(gone)


def sweep(connection: Connection, *, now: datetime) -> None:
    """Forget what has lapsed."""
    connection.execute(delete(proposals).where(proposals.c.lapses_at <= now))

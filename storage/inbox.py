"""What a messenger sent: taken in once, dealt with in order, deleted together with what it caused.

Rules it keeps: an update is taken in at most once, however often it comes (its number is remembered as a digest for 48
hours); it is only gone when a transaction that dealt with it removed it. One that cannot be dealt with is set aside,
still sealed, and holds nobody up.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, func, insert, select, update

from storage.messenger_tables import inbox, inbox_seen

REMEMBERED = timedelta(hours=48)
_FIND_SEEN = 200


class InboxState(StrEnum):
    """Where an update stands."""

    WAITING = "waiting"
    ASIDE = "aside"


@dataclass(frozen=True, kw_only=True, slots=True)
class Arrival:
    """An update that has just come: `digest` of its number, whose turn it is, and the update under the server's key."""

    id: bytes = field(repr=False)
    position: int
    digest: bytes = field(repr=False)
    lane: bytes = field(repr=False)
    wrapped: bytes = field(repr=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class InboxPlace:
    """That an update waits, and whose turn it is."""

    id: bytes = field(repr=False)
    lane: bytes = field(repr=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class InboxRow:
    """An update that waits. `done` names what it has caused already."""

    id: bytes = field(repr=False)
    position: int
    lane: bytes = field(repr=False)
    wrapped: bytes = field(repr=False)
    state: InboxState
    done: str | None
    tries: int


_BY_IDS = select(inbox).where(
    inbox.c.id.in_(bindparam("inbox_ids", expanding=True)), inbox.c.state == InboxState.WAITING.value
)
_CHANGE = update(inbox).where(inbox.c.id == bindparam("inbox_id"))
_DELETE = delete(inbox).where(inbox.c.id.in_(bindparam("inbox_ids", expanding=True)))


_NAMES = tuple(each.name for each in inbox.c)


def _row(found: Row[Any]) -> InboxRow:
    # By the order of the columns: to look each up by its name takes longer than to read it.
    values = dict(zip(_NAMES, found, strict=True))
    return InboxRow(**{**values, "state": InboxState(values["state"])})


def take_in(connection: Connection, *, arrivals: Iterable[Arrival], now: datetime) -> int:
    """Store what has not come before; returns how many that were."""
    fresh = {each.digest: each for each in reversed(tuple(arrivals))}
    known: set[bytes] = set()
    digests = tuple(fresh)
    for start in range(0, len(digests), _FIND_SEEN):
        known |= {
            row.digest
            for row in connection.execute(
                select(inbox_seen.c.digest).where(inbox_seen.c.digest.in_(digests[start : start + _FIND_SEEN]))
            )
        }
    new = [each for digest, each in fresh.items() if digest not in known]
    if not new:
        return 0
    forget_at = now + REMEMBERED
    connection.execute(insert(inbox_seen), [{"digest": each.digest, "forget_at": forget_at} for each in new])
    connection.execute(
        insert(inbox),
        [
            {
                "id": each.id,
                "position": each.position,
                "lane": each.lane,
                "wrapped": each.wrapped,
                "state": InboxState.WAITING.value,
                "tries": 0,
            }
            for each in new
        ],
    )
    return len(new)


def waiting(connection: Connection, *, most: int) -> tuple[InboxPlace, ...]:
    """What waits, in the order it came."""
    found = connection.execute(
        select(inbox.c.id, inbox.c.lane)
        .where(inbox.c.state == InboxState.WAITING.value)
        .order_by(inbox.c.position, inbox.c.id)
        .limit(most)
    )
    return tuple(InboxPlace(id=row.id, lane=row.lane) for row in found)


def by_ids(connection: Connection, inbox_ids: Sequence[bytes]) -> list[InboxRow | None]:
    """Updates; None for each that was dealt with, or is set aside."""
    found = connection.execute(_BY_IDS, {"inbox_ids": inbox_ids})
    rows = {row.id: row for row in map(_row, found)}
    return [rows.get(each) for each in inbox_ids]


def by_id(connection: Connection, *, inbox_id: bytes) -> InboxRow | None:
    """One update."""
    return by_ids(connection, [inbox_id])[0]


def mark_done(connection: Connection, *, inbox_id: bytes, done: str) -> None:
    """Remember, in the transaction that did it, what an update has caused."""
    connection.execute(_CHANGE, {"inbox_id": inbox_id, "done": done})


def dealt_with(connection: Connection, *, inbox_id: bytes) -> None:
    """Delete an update: everything it causes is in this transaction, or was in an earlier one."""
    all_dealt_with(connection, inbox_ids=[inbox_id])


def all_dealt_with(connection: Connection, *, inbox_ids: Sequence[bytes]) -> None:
    """Delete several."""
    connection.execute(_DELETE, {"inbox_ids": inbox_ids})


def count_try(connection: Connection, *, inbox_id: bytes) -> int:
    """Dealing with it failed once more; returns how often by now."""
    connection.execute(update(inbox).where(inbox.c.id == inbox_id).values(tries=inbox.c.tries + 1))
    tries: int | None = connection.execute(select(inbox.c.tries).where(inbox.c.id == inbox_id)).scalar()
    return tries or 0


def set_aside(connection: Connection, *, inbox_id: bytes) -> None:
    """Nobody can deal with it: it stays, sealed, and stops nobody."""
    connection.execute(update(inbox).where(inbox.c.id == inbox_id).values(state=InboxState.ASIDE.value))


def aside(connection: Connection) -> int:
    """How many are set aside."""
    count: int = connection.execute(
        select(func.count()).select_from(inbox).where(inbox.c.state == InboxState.ASIDE.value)
    ).scalar_one()
    return count


def count(connection: Connection) -> int:
    """How many wait."""
    count: int = connection.execute(
        select(func.count()).select_from(inbox).where(inbox.c.state == InboxState.WAITING.value)
    ).scalar_one()
    return count


def try_again(connection: Connection) -> int:
    """Let everything that was set aside wait again; returns how many."""
    return connection.execute(
        update(inbox).where(inbox.c.state == InboxState.ASIDE.value).values(state=InboxState.WAITING.value, tries=0)
    ).rowcount


def throw_away(connection: Connection) -> int:
    """Delete everything that was set aside; returns how many."""
    return connection.execute(delete(inbox).where(inbox.c.state == InboxState.ASIDE.value)).rowcount


def throw_lane_away(connection: Connection, *, lane: bytes) -> None:
    """Delete what one chat sent that was set aside."""
    connection.execute(delete(inbox).where(inbox.c.lane == lane, inbox.c.state == InboxState.ASIDE.value))


def sweep_aside(connection: Connection, *, before: int) -> int:
    """Delete what was set aside before a position (nanoseconds since 1970); returns how many."""
    return connection.execute(
        delete(inbox).where(inbox.c.state == InboxState.ASIDE.value, inbox.c.position < before)
    ).rowcount


def forget_seen(connection: Connection, *, now: datetime) -> int:
    """Forget numbers that can no longer come again; returns how many."""
    return connection.execute(delete(inbox_seen).where(inbox_seen.c.forget_at <= now)).rowcount

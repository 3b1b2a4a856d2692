"""Therapists who are told in a chat of their own that something waits: one line, never content, not at night."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from storage.messenger_tables import notices
from storage.tables import queue_members

QUIET_FROM = "19:00"
QUIET_UNTIL = "07:00"


@dataclass(frozen=True, kw_only=True, slots=True)
class NoticeRow:
    """Who is told where, and when not (local times as "19:00")."""

    staff_id: bytes = field(repr=False)
    tag: bytes | None = field(repr=False)
    wrapped: bytes | None = field(repr=False)
    invitation: bytes | None = field(repr=False)
    invited_until: datetime | None
    quiet_from: str
    quiet_until: str
    waiting: bool
    told_at: datetime | None


def of_staff(connection: Connection, *, staff_id: bytes) -> NoticeRow | None:
    """One person's."""
    found = connection.execute(select(notices).where(notices.c.staff_id == staff_id)).mappings().first()
    return None if found is None else NoticeRow(**found)


def by_tag(connection: Connection, *, tag: bytes) -> NoticeRow | None:
    """The person a chat belongs to."""
    found = connection.execute(select(notices).where(notices.c.tag == tag)).mappings().first()
    return None if found is None else NoticeRow(**found)


def invite(connection: Connection, *, staff_id: bytes, invitation: bytes, until: datetime) -> None:
    """Wait for a chat that knows the invitation; what was linked before stays until then."""
    changed = connection.execute(
        update(notices).where(notices.c.staff_id == staff_id).values(invitation=invitation, invited_until=until)
    )
    if changed.rowcount == 0:
        connection.execute(
            insert(notices),
            {
                "staff_id": staff_id,
                "invitation": invitation,
                "invited_until": until,
                "quiet_from": QUIET_FROM,
                "quiet_until": QUIET_UNTIL,
                "waiting": False,
            },
        )


def invited(connection: Connection, *, invitation: bytes, now: datetime) -> bytes | None:
    """The person an invitation was made for, while it holds."""
    staff_id: bytes | None = connection.execute(
        select(notices.c.staff_id).where(notices.c.invitation == invitation, notices.c.invited_until > now)
    ).scalar()
    return staff_id


def link(connection: Connection, *, staff_id: bytes, tag: bytes, wrapped: bytes) -> None:
    """Tell this person in this chat; a chat tells one person."""
    connection.execute(delete(notices).where(notices.c.tag == tag, notices.c.staff_id != staff_id))
    connection.execute(
        update(notices)
        .where(notices.c.staff_id == staff_id)
        .values(tag=tag, wrapped=wrapped, invitation=None, invited_until=None, waiting=False, told_at=None)
    )


def unlink(connection: Connection, *, staff_id: bytes) -> bool:
    """Tell this person nothing more; False when nobody was told anyway."""
    return connection.execute(delete(notices).where(notices.c.staff_id == staff_id)).rowcount == 1


def set_quiet(connection: Connection, *, staff_id: bytes, quiet_from: str, quiet_until: str) -> None:
    """The hours in which nothing is said."""
    connection.execute(
        update(notices).where(notices.c.staff_id == staff_id).values(quiet_from=quiet_from, quiet_until=quiet_until)
    )


def something_waits(connection: Connection, *, queue_id: bytes, claimed_by: bytes | None) -> None:
    """Whoever has claimed the conversation is told, or everybody of the queue while nobody has."""
    if claimed_by is None:
        connection.execute(_WAKE_QUEUE, {"queue_id": queue_id})
    else:
        connection.execute(_WAKE_ONE, {"person": claimed_by})


def tell(connection: Connection, *, staff_ids: Iterable[bytes]) -> None:
    """Something waits for these people."""
    for person in staff_ids:
        connection.execute(_WAKE_ONE, {"person": person})


_TOLD_NOTHING = update(notices).where(notices.c.tag.is_not(None), notices.c.waiting.is_(False)).values(waiting=True)
_WAKE_ONE = _TOLD_NOTHING.where(notices.c.staff_id == bindparam("person"))
_WAKE_QUEUE = _TOLD_NOTHING.where(
    notices.c.staff_id.in_(select(queue_members.c.staff_id).where(queue_members.c.queue_id == bindparam("queue_id")))
)


def to_tell(connection: Connection) -> tuple[NoticeRow, ...]:
    """Those for whom something waits that they were not told of."""
    found = connection.execute(
        select(notices).where(notices.c.waiting.is_(True), notices.c.tag.is_not(None))
    ).mappings()
    return tuple(NoticeRow(**row) for row in found)


def told(connection: Connection, *, staff_id: bytes, now: datetime) -> bool:
    """They are being told; False when somebody else has seen to it."""
    return (
        connection.execute(
            update(notices)
            .where(notices.c.staff_id == staff_id, notices.c.waiting.is_(True))
            .values(waiting=False, told_at=now)
        ).rowcount
        == 1
    )

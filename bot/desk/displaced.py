"""Booked pre-talks that cannot be as they were agreed: their therapist is away or has left, the unit is closed that
day, or their place is no longer used.

Rules: nothing is cancelled by itself. Such a talk stays as it is and is listed for whoever can find another time: its
therapist, the others of its queue, and, without a way into the conversation, the leader and the administrator.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Connection

from bot.closed_days import closed_days
from bot.desk.ballots import require
from bot.desk.house import House
from bot.desk.views import StaffSession
from bot.desk.waiting import Waiting
from flows.availability import Pattern
from flows.vocabulary import Place, StaffRole
from storage import conversations, patterns, pretalks, queues, staff, venues
from storage.conversation_rows import ConversationRow
from storage.pretalk_rows import TimeRow


class Displacement(StrEnum):
    """Why a talk cannot be as it was agreed; the first that holds is the one said."""

    THERAPIST_GONE = "therapist_gone"
    DAY_OFF = "day_off"
    CLOSED_DAY = "closed_day"
    VENUE_GONE = "venue_gone"


@dataclass(frozen=True, kw_only=True, slots=True)
class Displaced:
    """One of them."""

    time: TimeRow
    conversation: ConversationRow
    why: Displacement


@dataclass(frozen=True, kw_only=True, slots=True)
class DisplacedView:
    """One of them on a page. `conversation` is there for whoever can find another time for it (`may_move`).

    Else `claimed_by` says who has claimed the conversation, if anybody.
    """

    starts_at: datetime
    minutes: int
    place: Place
    who: str
    queue: str
    why: Displacement
    claimed_by: str | None
    conversation: str | None = field(repr=False)


def displaced(connection: Connection, house: House) -> tuple[Displaced, ...]:
    """Every booked talk to come that cannot be as it was agreed, in order."""
    now = house.now()
    talks = [row for row in pretalks.wanted(connection) if row.booked is not None and row.booked.starts_at > now]
    if not talks:
        return ()
    reasons = _Reasons.read(connection, house)
    found = []
    for row in talks:
        conversation = conversations.by_id(connection, conversation_id=row.conversation_id)
        if row.booked is None or conversation is None:
            continue
        why = reasons.why(row.booked, conversation)
        if why is not None:
            found.append(Displaced(time=row.booked, conversation=conversation, why=why))
    return tuple(sorted(found, key=lambda each: each.time.starts_at))


def may_move(talk: Displaced, staff_id: bytes) -> bool:
    """Whether somebody of its queue can find another time for it: the one who has claimed the conversation, who holds
    the talk, and, when that one has left, everybody.
    """
    return (
        talk.why is Displacement.THERAPIST_GONE
        or talk.conversation.claimed_by == staff_id
        or staff_id in talk.time.staff
    )


def left_behind(connection: Connection, house: House, conversation_id: bytes) -> bool:
    """Whether a conversation has a booked talk whose therapist has left."""
    return any(
        each.conversation.id == conversation_id and each.why is Displacement.THERAPIST_GONE
        for each in displaced(connection, house)
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class _Reasons:
    """What is known of people, days and places."""

    house: House
    there: frozenset[bytes]
    members: dict[bytes, frozenset[bytes]]
    days_off: dict[bytes, tuple[tuple[date, date], ...]]
    unit_days: dict[date, bool]
    retired: frozenset[bytes]
    singles: tuple[Pattern, ...]

    @classmethod
    def read(cls, connection: Connection, house: House) -> "_Reasons":
        return cls(
            house=house,
            there=frozenset(person.id for person in staff.all_staff(connection) if not person.disabled),
            members={
                row.id: frozenset(queues.members(connection, queue_id=row.id)) for row in queues.all_queues(connection)
            },
            days_off=dict(patterns.spans(patterns.days_off_since(connection, day=house.today()))),
            unit_days=dict(patterns.days_of_unit(connection)),
            retired=frozenset(venue.id for venue in venues.every(connection) if venue.retired),
            singles=tuple(each for each in patterns.every(connection) if each.single),
        )

    def why(self, time: TimeRow, conversation: ConversationRow) -> Displacement | None:
        day = time.starts_at.astimezone(self.house.timezone).date()
        able = self.there & self.members.get(conversation.queue_id or b"", frozenset())
        if not able.issuperset(time.staff):
            return Displacement.THERAPIST_GONE
        if any(first <= day <= last for person in time.staff for first, last in self.days_off.get(person, ())):
            return Displacement.DAY_OFF
        if day in closed_days([day.year], self.unit_days) and not self._is_extra(time, day):
            return Displacement.CLOSED_DAY
        if time.venue_id in self.retired:
            return Displacement.VENUE_GONE
        return None

    def _is_extra(self, time: TimeRow, day: date) -> bool:
        """Whether it lies in a single extra day of its therapist's: that stands on a closed day too."""
        return any(each.staff_id == time.staff_id and each.first_day == day for each in self.singles)


class Moving(Waiting):
    """The list of talks that need another time."""

    async def to_move(self, session: StaffSession) -> tuple[DisplacedView, ...]:
        """The talks that need another time: a therapist's own and those of their queues; everybody's for a leader."""
        await require(
            self._house,
            session,
            StaffRole.THERAPIST,
            StaffRole.LEADER,
            StaffRole.ADMINISTRATOR,
            subject="to-move",
        )
        mine = frozenset(await self._queue_ids(session))
        sees_all = not session.roles.isdisjoint((StaffRole.LEADER, StaffRole.ADMINISTRATOR))
        names, codes = await self._names(), await self._queue_codes()
        found = await self._house.database.read(lambda connection: displaced(connection, self._house))
        return tuple(
            DisplacedView(
                starts_at=each.time.starts_at,
                minutes=each.time.minutes,
                place=each.time.place,
                who=", ".join(names.get(person, "") for person in each.time.staff),
                queue=codes.get(each.conversation.queue_id or b"", ""),
                why=each.why,
                claimed_by=names.get(each.conversation.claimed_by or b""),
                conversation=each.conversation.id.hex()
                if each.conversation.queue_id in mine and may_move(each, session.staff_id)
                else None,
            )
            for each in found
            if sees_all or each.conversation.queue_id in mine or session.staff_id in each.time.staff
        )

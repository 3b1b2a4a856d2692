"""Pre-talks: who wants one, when it is, and how it went.

Rules it keeps: one time, one pre-talk, because booking takes its five minutes in `taken`: of any number of visitors at
once, one gets it. A conversation has one pre-talk, which moves from time to time; the dates its clock is read from
stay.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, and_, case, func, insert, literal, or_, select, update

from flows.vocabulary import DelayReason, PretalkState
from storage import taken
from storage.availability_tables import pretalks, venues
from storage.keys import new_id
from storage.pretalk_rows import TIME, PretalkRow, TimeRow, pretalk_row, time_values

# What is booked already keeps the latest of these; what is over is not booked any more.
_WANTED = (PretalkState.WISHED, PretalkState.OFFERED)
_OPEN = (*_WANTED, PretalkState.BOOKED)


_NO_TIME = dict.fromkeys((*TIME, "arrival_word", "link"))
# Wanted again after its end was counted: what is counted next time begins anew.
_ANEW: dict[str, Any] = {
    "missed": case((pretalks.c.counted, 0), else_=pretalks.c.missed),
    "cancelled_late": and_(pretalks.c.cancelled_late, ~pretalks.c.counted),
    "counted": False,
}


def is_single(connection: Connection, *, venue_id: bytes | None) -> bool:
    """Whether only one talk at a time can be in a place."""
    if venue_id is None:
        return False
    return bool(connection.execute(select(venues.c.once).where(venues.c.id == venue_id)).scalar())


def ensure(connection: Connection, *, conversation_id: bytes, today: date) -> bytes:
    """The id of a conversation's pre-talk; from now on it is wanted, if it was not."""
    known = connection.execute(select(pretalks.c.id).where(pretalks.c.conversation_id == conversation_id)).scalar()
    if known is not None:
        return bytes(known)
    pretalk_id = new_id()
    connection.execute(
        insert(pretalks),
        {
            "id": pretalk_id,
            "conversation_id": conversation_id,
            "state": PretalkState.WISHED.value,
            "calendar_id": new_id(),
            "calendar_sequence": 0,
            "wished_on": today,
            "told": 0,
        },
    )
    return pretalk_id


def book(
    connection: Connection,
    *,
    conversation_id: bytes,
    time: TimeRow,
    arrival_word: bytes,
    link: bytes | None,
    today: date,
    now: datetime,
) -> bool:
    """Book a time, or move to it; False, and nothing changed, when somebody else has any minute of it.

    What the conversation held while its visitor decided is given back.
    """
    pretalk_id = ensure(connection, conversation_id=conversation_id, today=today)
    reserved = tuple(time.reserved(single_venue=is_single(connection, venue_id=time.venue_id)))
    with connection.begin_nested() as savepoint:
        taken.release(connection, taking=conversation_id)
        if not taken.take(connection, conversation_id=conversation_id, taking=pretalk_id, reserved=reserved, now=now):
            savepoint.rollback()
            return False
    connection.execute(
        update(pretalks)
        .where(pretalks.c.id == pretalk_id)
        .values(
            **time_values(time),
            **_ANEW,
            state=PretalkState.BOOKED.value,
            arrival_word=arrival_word,
            link=link,
            calendar_sequence=pretalks.c.calendar_sequence + 1,
            offered_on=func.coalesce(pretalks.c.offered_on, today),
            booked_on=today,
        )
    )
    return True


def wish(connection: Connection, *, conversation_id: bytes, today: date) -> None:
    """No time fits yet; a booked one is given back."""
    _without_time(connection, conversation_id, PretalkState.WISHED, today)


def offer(connection: Connection, *, conversation_id: bytes, today: date) -> None:
    """Times were shown, or proposed; a pre-talk that has a time stays as it is."""
    pretalk_id = ensure(connection, conversation_id=conversation_id, today=today)
    connection.execute(
        update(pretalks)
        .where(pretalks.c.id == pretalk_id, pretalks.c.state.not_in((PretalkState.BOOKED, PretalkState.HELD)))
        .values(**_ANEW, state=PretalkState.OFFERED.value, offered_on=func.coalesce(pretalks.c.offered_on, today))
    )


def _without_time(connection: Connection, conversation_id: bytes, state: PretalkState, today: date) -> None:
    pretalk_id = ensure(connection, conversation_id=conversation_id, today=today)
    taken.release(connection, taking=pretalk_id)
    connection.execute(
        update(pretalks)
        .where(pretalks.c.id == pretalk_id)
        .values(**_NO_TIME, **_ANEW, state=state.value, calendar_sequence=pretalks.c.calendar_sequence + 1)
    )


def cancel(connection: Connection, *, conversation_id: bytes, today: date, late: bool = False) -> bool:
    """Give the time back, and the pre-talk up; False when none is booked or wanted. `late` is on the day itself."""
    given_up = connection.execute(
        update(pretalks)
        .where(pretalks.c.conversation_id == conversation_id, pretalks.c.state.in_(_OPEN))
        .values(
            **_NO_TIME,
            state=PretalkState.GIVEN_UP.value,
            given_up_on=today,
            cancelled_late=or_(pretalks.c.cancelled_late, literal(late)),
            calendar_sequence=pretalks.c.calendar_sequence + 1,
        )
        .returning(pretalks.c.id)
    ).scalar()
    if given_up is None:
        return False
    taken.release(connection, taking=given_up)
    return True


def set_arrival_word(
    connection: Connection, *, conversation_id: bytes, arrival_word: bytes, link: bytes | None = None
) -> bool:
    """Put other words in the place of those said at the door, and another room if one is given.

    False without a booked time.
    """
    room = {} if link is None else {"link": link}
    return _change_booked(connection, conversation_id, arrival_word=arrival_word, **room)


def postpone(connection: Connection, *, conversation_id: bytes, today: date, later_on: date, later_from: date) -> None:
    """She asked for a time later on: the clock pauses from one day up to another (flows/clock.py, `postponed`)."""
    pretalk_id = ensure(connection, conversation_id=conversation_id, today=today)
    connection.execute(
        update(pretalks).where(pretalks.c.id == pretalk_id).values(later_on=later_on, later_from=later_from)
    )


def give_reason(connection: Connection, *, conversation_id: bytes, reason: DelayReason) -> bool:
    """Why it took longer than fourteen days; False without a pre-talk."""
    return _change(connection, conversation_id, delay_reason=reason.value)


def mark_told(connection: Connection, *, conversation_id: bytes, level: int) -> bool:
    """Somebody was told how far the clock has come; False when they were before."""
    changed = connection.execute(
        update(pretalks)
        .where(pretalks.c.conversation_id == conversation_id, pretalks.c.told < level)
        .values(told=level)
    )
    return changed.rowcount == 1


def _change_booked(connection: Connection, conversation_id: bytes, **values: Any) -> bool:
    changed = connection.execute(
        update(pretalks)
        .where(pretalks.c.conversation_id == conversation_id, pretalks.c.state == PretalkState.BOOKED.value)
        .values(**values)
    )
    return changed.rowcount == 1


def _change(connection: Connection, conversation_id: bytes, **values: Any) -> bool:
    changed = connection.execute(update(pretalks).where(pretalks.c.conversation_id == conversation_id).values(**values))
    return changed.rowcount == 1


def of_conversation(connection: Connection, *, conversation_id: bytes) -> PretalkRow | None:
    """A conversation's pre-talk."""
    found = connection.execute(select(pretalks).where(pretalks.c.conversation_id == conversation_id))
    row = found.mappings().first()
    return None if row is None else pretalk_row(row)


def wanted(connection: Connection) -> tuple[PretalkRow, ...]:
    """Every pre-talk that is wished for, offered or booked."""
    found = connection.execute(select(pretalks).where(pretalks.c.state.in_(_OPEN)))
    return tuple(pretalk_row(row) for row in found.mappings())


def of_staff(connection: Connection, *, staff_id: bytes, since: datetime, until: datetime) -> tuple[PretalkRow, ...]:
    """The pre-talks somebody holds, or held, in a stretch of time, in order."""
    found = connection.execute(
        select(pretalks)
        .where(
            or_(pretalks.c.staff_id == staff_id, pretalks.c.second_id == staff_id),
            pretalks.c.starts_at >= since,
            pretalks.c.starts_at < until,
        )
        .order_by(pretalks.c.starts_at, pretalks.c.id)
    )
    return tuple(pretalk_row(row) for row in found.mappings())


def load(connection: Connection, *, since: datetime, until: datetime) -> dict[bytes, int]:
    """How many pre-talks each therapist has in a stretch of time."""
    result: dict[bytes, int] = {}
    for column in (pretalks.c.staff_id, pretalks.c.second_id):
        found = connection.execute(
            select(column.label("person"), func.count().label("number"))
            .where(column.is_not(None), pretalks.c.starts_at >= since, pretalks.c.starts_at < until)
            .group_by(column)
        )
        for row in found:
            result[row.person] = result.get(row.person, 0) + row.number
    return result

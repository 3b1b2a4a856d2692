"""Times therapists put out, and the pre-talks booked into them.

Rules it keeps: one time, one pre-talk, by a unique constraint: of any number of visitors at once, one gets it. A
conversation has one pre-talk, which moves from time to time.
"""

from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Connection, RowMapping, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from flows.vocabulary import Place, PretalkState
from storage.tables import pretalks, times

LONGEST = timedelta(hours=12)


@dataclass(frozen=True, kw_only=True, slots=True)
class TimeRow:
    """A time a therapist put out; `starts_at` is UTC."""

    id: bytes = field(repr=False)
    staff_id: bytes = field(repr=False)
    queue_id: bytes = field(repr=False)
    starts_at: datetime
    minutes: int
    place: Place


@dataclass(frozen=True, kw_only=True, slots=True)
class PretalkRow:
    """A conversation's pre-talk, with its time when it has one."""

    id: bytes = field(repr=False)
    conversation_id: bytes = field(repr=False)
    state: PretalkState
    arrival_word: bytes | None = field(repr=False)
    calendar_id: bytes = field(repr=False)
    calendar_sequence: int
    starts_at: datetime | None
    minutes: int | None
    place: Place | None


@dataclass(frozen=True, kw_only=True, slots=True)
class CalendarRow:
    """A time of a therapist, and the pre-talk in it."""

    time: TimeRow
    pretalk: PretalkRow | None
    conversation_id: bytes | None = field(repr=False)


def _time(values: RowMapping) -> TimeRow:
    return TimeRow(
        id=values["time_id"],
        staff_id=values["staff_id"],
        queue_id=values["queue_id"],
        starts_at=values["starts_at"],
        minutes=values["minutes"],
        place=Place(values["place"]),
    )


def _pretalk(values: RowMapping) -> PretalkRow:
    return PretalkRow(
        id=values["pretalk_id"],
        conversation_id=values["conversation_id"],
        state=PretalkState(values["state"]),
        arrival_word=values["arrival_word"],
        calendar_id=values["calendar_id"],
        calendar_sequence=values["calendar_sequence"],
        starts_at=values["starts_at"],
        minutes=values["minutes"],
        place=None if values["place"] is None else Place(values["place"]),
    )


_TIME = (
    times.c.id.label("time_id"),
    times.c.staff_id,
    times.c.queue_id,
    times.c.starts_at,
    times.c.minutes,
    times.c.place,
)
_PRETALK = (
    pretalks.c.id.label("pretalk_id"),
    pretalks.c.conversation_id,
    pretalks.c.state,
    pretalks.c.arrival_word,
    pretalks.c.calendar_id,
    pretalks.c.calendar_sequence,
)


def add_time(connection: Connection, *, time: TimeRow) -> None:
    """Put a time out."""
    connection.execute(insert(times), {**asdict(time), "place": time.place.value})


def overlaps(connection: Connection, *, time: TimeRow) -> bool:
    """Whether a time would lie over another one of the same therapist."""
    ends_at = time.starts_at + timedelta(minutes=time.minutes)
    near = connection.execute(
        select(times.c.starts_at, times.c.minutes).where(
            times.c.staff_id == time.staff_id,
            times.c.starts_at < ends_at,
            times.c.starts_at > time.starts_at - LONGEST,
        )
    )
    return any(row.starts_at + timedelta(minutes=row.minutes) > time.starts_at for row in near)


def remove_time(connection: Connection, *, time_id: bytes, staff_id: bytes) -> bool:
    """Take one's own free time away; False when somebody has it."""
    taken = select(pretalks.c.id).where(pretalks.c.time_id == time_id).exists()
    removed = connection.execute(delete(times).where(times.c.id == time_id, times.c.staff_id == staff_id, ~taken))
    return removed.rowcount == 1


def free_times(connection: Connection, *, queue_id: bytes, since: datetime, until: datetime) -> tuple[TimeRow, ...]:
    """A queue's times that nobody has, soonest first; `until` is no longer in."""
    taken = select(pretalks.c.id).where(pretalks.c.time_id == times.c.id).exists()
    found = connection.execute(
        select(*_TIME)
        .where(times.c.queue_id == queue_id, times.c.starts_at >= since, times.c.starts_at < until, ~taken)
        .order_by(times.c.starts_at, times.c.id)
    )
    return tuple(_time(row._mapping) for row in found)


def book(
    connection: Connection,
    *,
    conversation_id: bytes,
    time_id: bytes,
    pretalk_id: bytes,
    arrival_word: bytes,
    calendar_id: bytes,
) -> bool:
    """Book a time, or move to it; False when somebody else has it or it is gone."""
    try:
        with connection.begin_nested():
            moved = connection.execute(
                update(pretalks)
                .where(pretalks.c.conversation_id == conversation_id)
                .values(
                    time_id=time_id,
                    state=PretalkState.BOOKED.value,
                    arrival_word=arrival_word,
                    calendar_sequence=pretalks.c.calendar_sequence + 1,
                )
            )
            if moved.rowcount == 0:
                connection.execute(
                    insert(pretalks),
                    {
                        "id": pretalk_id,
                        "conversation_id": conversation_id,
                        "time_id": time_id,
                        "state": PretalkState.BOOKED.value,
                        "arrival_word": arrival_word,
                        "calendar_id": calendar_id,
                        "calendar_sequence": 0,
                    },
                )
    except IntegrityError:
        return False
    return True


def wish(connection: Connection, *, conversation_id: bytes, pretalk_id: bytes, calendar_id: bytes) -> None:
    """No time fits yet; a booked one is given back."""
    wished = connection.execute(
        update(pretalks)
        .where(pretalks.c.conversation_id == conversation_id)
        .values(time_id=None, state=PretalkState.WISHED.value, arrival_word=None)
    )
    if wished.rowcount == 0:
        connection.execute(
            insert(pretalks),
            {
                "id": pretalk_id,
                "conversation_id": conversation_id,
                "time_id": None,
                "state": PretalkState.WISHED.value,
                "calendar_id": calendar_id,
                "calendar_sequence": 0,
            },
        )


def cancel(connection: Connection, *, conversation_id: bytes) -> bool:
    """Give the time back, and the pre-talk up; False when none is booked or wished."""
    given_up = connection.execute(
        update(pretalks)
        .where(
            pretalks.c.conversation_id == conversation_id,
            pretalks.c.state.in_((PretalkState.BOOKED.value, PretalkState.WISHED.value)),
        )
        .values(
            time_id=None,
            state=PretalkState.GIVEN_UP.value,
            arrival_word=None,
            calendar_sequence=pretalks.c.calendar_sequence + 1,
        )
    )
    return given_up.rowcount == 1


def set_arrival_word(connection: Connection, *, conversation_id: bytes, arrival_word: bytes) -> bool:
    """Put other words in the place of those said at the door; False without a booked time."""
    changed = connection.execute(
        update(pretalks)
        .where(pretalks.c.conversation_id == conversation_id, pretalks.c.state == PretalkState.BOOKED.value)
        .values(arrival_word=arrival_word)
    )
    return changed.rowcount == 1


def set_outcome(connection: Connection, *, conversation_id: bytes, state: PretalkState) -> bool:
    """Say how a booked pre-talk went; False when none is booked."""
    changed = connection.execute(
        update(pretalks)
        .where(pretalks.c.conversation_id == conversation_id, pretalks.c.state == PretalkState.BOOKED.value)
        .values(state=state.value)
    )
    return changed.rowcount == 1


def of_conversation(connection: Connection, *, conversation_id: bytes) -> PretalkRow | None:
    """A conversation's pre-talk."""
    found = connection.execute(
        select(*_PRETALK, times.c.starts_at, times.c.minutes, times.c.place)
        .select_from(pretalks.outerjoin(times, pretalks.c.time_id == times.c.id))
        .where(pretalks.c.conversation_id == conversation_id)
    ).first()
    return None if found is None else _pretalk(found._mapping)


def calendar(connection: Connection, *, staff_id: bytes, since: datetime, until: datetime) -> tuple[CalendarRow, ...]:
    """A therapist's times in order, with the pre-talks in them."""
    found = connection.execute(
        select(*_TIME, *_PRETALK)
        .select_from(times.outerjoin(pretalks, pretalks.c.time_id == times.c.id))
        .where(times.c.staff_id == staff_id, times.c.starts_at >= since, times.c.starts_at < until)
        .order_by(times.c.starts_at)
    )
    rows = []
    for row in found:
        booked = row.pretalk_id is not None
        rows.append(
            CalendarRow(
                time=_time(row._mapping),
                pretalk=_pretalk(row._mapping) if booked else None,
                conversation_id=row.conversation_id if booked else None,
            )
        )
    return tuple(rows)

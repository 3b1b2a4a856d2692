"""A therapist's times: putting them out, taking free ones away, seeing who comes, and saying afterwards how it went.

Times are given as the therapist says them (a day and a clock time at the unit) and kept in UTC. A clock time that a
clock change skips is refused; one that happens twice is the first of the two.
"""

from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import Connection

from bot.desk.ballots import require
from bot.desk.booking import view_of
from bot.desk.casework import Casework
from bot.desk.opening import open_for_staff
from bot.desk.views import CalendarRowView, Refused, StaffSession
from flows.vocabulary import Place, PretalkState, StaffRole
from storage import pretalks, queues
from storage.keys import new_id
from storage.pretalks import CalendarRow, TimeRow
from storage.queues import QueueRow

LENGTHS = (30, 45, 60, 90)
MOST_WEEKS = 26
SHOWN_BACK = timedelta(days=1)
SHOWN_AHEAD = timedelta(days=60)


def instant(day: date, start: time, zone: object) -> datetime:
    """A day and clock time at the unit, as UTC; raises `Refused("time-skipped")` when the clock change skips it."""
    local = datetime.combine(day, start, tzinfo=zone)  # type: ignore[arg-type]
    moment = local.astimezone(UTC)
    if moment.astimezone(local.tzinfo).replace(fold=0) != local.replace(fold=0):
        raise Refused("time-skipped")
    return moment


class Agenda(Casework):
    """Times and pre-talks of one therapist."""

    async def calendar(self, session: StaffSession) -> tuple[CalendarRowView, ...]:
        """This person's times from yesterday on, free and booked, in order."""
        await require(self._house, session, StaffRole.THERAPIST, subject="calendar")
        now = self._house.now()
        rows = await self._house.database.read(
            lambda connection: pretalks.calendar(
                connection, staff_id=session.staff_id, since=now - SHOWN_BACK, until=now + SHOWN_AHEAD
            )
        )
        codes = await self._queue_codes()
        return tuple([await self._calendar_row(session, row, codes) for row in rows])

    async def _calendar_row(self, session: StaffSession, row: CalendarRow, codes: dict[bytes, str]) -> CalendarRowView:
        word = band = role = None
        if row.conversation_id is not None and row.pretalk is not None:
            opened = await open_for_staff(self._house, session, row.conversation_id)
            if opened is not None:
                word = view_of(row.pretalk, opened).arrival_word
                band, role = opened.row.age_band, opened.row.role
        return CalendarRowView(
            time=row.time.id.hex(),
            starts_at=row.time.starts_at,
            minutes=row.time.minutes,
            place=row.time.place,
            queue=codes.get(row.time.queue_id, ""),
            state=None if row.pretalk is None else row.pretalk.state,
            arrival_word=word,
            conversation=None if row.conversation_id is None else row.conversation_id.hex(),
            band=band,
            role=role,
        )

    async def add_times(
        self,
        session: StaffSession,
        *,
        day: date,
        start: time,
        minutes: int,
        place: Place,
        queue_code: str,
        repeat_weeks: int = 0,
    ) -> int:
        """Put out a time, and the same one in the weeks after; returns how many are new. All or nothing.

        Raises `Refused` for a time in the past, an odd length, a skipped clock time, an overlap, or somebody else's
        queue.
        """
        await require(self._house, session, StaffRole.THERAPIST, subject="calendar")
        if minutes not in LENGTHS:
            raise Refused("time-length")
        if not 0 <= repeat_weeks <= MOST_WEEKS:
            raise Refused("time-weeks", most=MOST_WEEKS)
        queue = await self._own_queue(session, queue_code)
        starts = [instant(day + timedelta(weeks=week), start, self._house.timezone) for week in range(repeat_weeks + 1)]
        if starts[0] <= self._house.now():
            raise Refused("time-past")
        new = [
            TimeRow(
                id=new_id(),
                staff_id=session.staff_id,
                queue_id=queue.id,
                starts_at=starts_at,
                minutes=minutes,
                place=place,
            )
            for starts_at in starts
        ]

        def work(connection: Connection) -> bool:
            if any(pretalks.overlaps(connection, time=each) for each in new):
                return False
            for each in new:
                pretalks.add_time(connection, time=each)
            return True

        if not await self._house.write(work):
            raise Refused("time-overlaps")
        self._house.live.changed(queue.id)
        return len(new)

    async def remove_time(self, session: StaffSession, time_id: str) -> None:
        """Take a free time away; raises `Refused("time-booked")` for one that somebody has."""
        await require(self._house, session, StaffRole.THERAPIST, subject="calendar")
        try:
            wanted = bytes.fromhex(time_id)
        except ValueError:
            raise Refused("time-gone") from None
        if not await self._house.write(
            lambda connection: pretalks.remove_time(connection, time_id=wanted, staff_id=session.staff_id)
        ):
            raise Refused("time-booked")

    async def pretalk_outcome(self, session: StaffSession, conversation: str, *, held: bool) -> None:
        """Say how a pre-talk went: held, or nobody came."""
        opened = await self._open(session, conversation)
        state = PretalkState.HELD if held else PretalkState.ABSENT
        done = await self._house.write(
            lambda connection: pretalks.set_outcome(connection, conversation_id=opened.id, state=state)
        )
        if not done:
            raise Refused("pretalk-not-booked")
        self._changed(opened)

    async def own_queues(self, session: StaffSession) -> tuple[str, ...]:
        """The codes of this person's queues, for a form."""
        ids = await self._queue_ids(session)
        codes = await self._queue_codes()
        return tuple(sorted(codes[each] for each in ids if each in codes))

    async def _own_queue(self, session: StaffSession, code: str) -> QueueRow:
        rows = await self._house.database.read(queues.all_queues)
        ids = await self._queue_ids(session)
        for row in rows:
            if row.code == code and row.id in ids:
                return row
        raise Refused("queue-not-member")

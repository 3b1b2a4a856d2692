"""When a therapist is not there, though a pattern says so: days off, and single times that are closed.

Rules: nothing is offered then, and what is booked stays: it is listed, so that another time is found for it. What was
taken away can be put back with the values the page still has.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Connection

from bot.desk.agenda import FREE_AHEAD, Agenda
from bot.desk.ballots import require
from bot.desk.openings import end_of, find
from bot.desk.views import CalendarRowView, Refused, StaffSession
from flows.availability import Interval, Wanted
from flows.vocabulary import StaffRole
from storage import patterns, pretalks
from storage.keys import new_id
from storage.patterns import ClosedTimeRow, DaysOffRow
from storage.pretalk_rows import PretalkRow

FARTHEST = timedelta(days=2 * 366)
MOST_DAYS_OFF = 100


@dataclass(frozen=True, kw_only=True, slots=True)
class DaysOffView:
    """Days off, both ends counted in, with the talks that lie in them."""

    id: str
    first_day: date
    last_day: date
    talks: tuple[CalendarRowView, ...]


class Absence(Agenda):
    """Days off and closed times of one therapist."""

    async def days_off(self, session: StaffSession) -> tuple[DaysOffView, ...]:
        """This person's days off from today on, in order."""
        await require(self._house, session, StaffRole.THERAPIST, subject="calendar")
        today = self._house.today()

        def work(connection: Connection) -> tuple[tuple[DaysOffRow, tuple[PretalkRow, ...]], ...]:
            return tuple(
                (row, self._talks_on(connection, row))
                for row in patterns.days_off_since(connection, day=today)
                if row.staff_id == session.staff_id
            )

        return tuple(
            [
                DaysOffView(
                    id=row.id.hex(),
                    first_day=row.first_day,
                    last_day=row.last_day,
                    talks=await self.talk_rows(session, talks),
                )
                for row, talks in await self._house.database.read(work)
            ]
        )

    async def take_days_off(
        self, session: StaffSession, *, first_day: date, last_day: date
    ) -> tuple[CalendarRowView, ...]:
        """Be away on these days, both counted in; said twice it is once. Returns the talks that lie in them.

        Raises `Refused` for days that end before they begin, are over, or lie years ahead.
        """
        await require(self._house, session, StaffRole.THERAPIST, subject="calendar")
        today = self._house.today()
        if last_day < first_day:
            raise Refused("days-off-end-first")
        if last_day < today:
            raise Refused("days-off-past")
        if last_day > today + FARTHEST:
            raise Refused("days-off-too-far")
        row = DaysOffRow(id=new_id(), staff_id=session.staff_id, first_day=first_day, last_day=last_day)

        def work(connection: Connection) -> tuple[PretalkRow, ...]:
            known = [
                each for each in patterns.days_off_since(connection, day=today) if each.staff_id == session.staff_id
            ]
            if len(known) >= MOST_DAYS_OFF:
                raise Refused("days-off-too-many", most=MOST_DAYS_OFF)
            if all((each.first_day, each.last_day) != (first_day, last_day) for each in known):
                patterns.add_days_off(connection, row=row)
            return self._talks_on(connection, row)

        talks = await self._house.write(work)
        self._house.live.changed(*await self._queue_ids(session))
        return await self.talk_rows(session, talks)

    async def be_there(self, session: StaffSession, days_off_id: str) -> DaysOffView:
        """Be there after all on one's own days off; returns them as they were."""
        view = next((each for each in await self.days_off(session) if each.id == days_off_id), None)
        if view is None:
            raise Refused("days-off-gone")
        wanted = bytes.fromhex(view.id)
        await self._house.write(
            lambda connection: patterns.remove_days_off(connection, days_off_id=wanted, staff_id=session.staff_id)
        )
        self._house.live.changed(*await self._queue_ids(session))
        return view

    def _talks_on(self, connection: Connection, row: DaysOffRow) -> tuple[PretalkRow, ...]:
        since = max(self._house.now(), end_of(self._house, row.first_day - timedelta(days=1)))
        until = end_of(self._house, row.last_day)
        rows = pretalks.of_staff(connection, staff_id=row.staff_id, since=since, until=until)
        return tuple(each for each in rows if each.booked is not None)

    async def close_time(self, session: StaffSession, time_id: str) -> Interval:
        """Close one free time of one's own, though its pattern goes on; raises `Refused("time-gone")`."""
        await require(self._house, session, StaffRole.THERAPIST, subject="calendar")
        house, now = self._house, self._house.now()
        try:
            pattern_id = bytes.fromhex(time_id.partition(".")[0])
        except ValueError:
            raise Refused("time-gone") from None

        def work(connection: Connection) -> Interval:
            pattern = patterns.by_id(connection, pattern_id=pattern_id)
            if pattern is None or session.staff_id not in pattern.staff:
                raise Refused("time-gone")
            until = now + FREE_AHEAD
            wanted = Wanted(queue_id=pattern.queue_id, band=None, language=None, since=now, until=until)
            found = find(connection, house, queue_id=pattern.queue_id, since=now, until=until)
            for opening in found.openings(wanted):
                if opening.id == time_id:
                    interval = Interval(starts_at=opening.starts_at, ends_at=opening.ends_at)
                    patterns.close_time(
                        connection, row=ClosedTimeRow(id=new_id(), staff_id=session.staff_id, interval=interval)
                    )
                    return interval
            raise Refused("time-gone")

        closed = await house.write(work)
        house.live.changed(*await self._queue_ids(session))
        return closed

    async def open_time(self, session: StaffSession, closed_id: str) -> None:
        """Open again what one closed; done twice it is open."""
        await require(self._house, session, StaffRole.THERAPIST, subject="calendar")
        try:
            wanted = bytes.fromhex(closed_id)
        except ValueError:
            raise Refused("time-gone") from None
        await self._house.write(
            lambda connection: patterns.open_time(connection, closed_id=wanted, staff_id=session.staff_id)
        )
        self._house.live.changed(*await self._queue_ids(session))

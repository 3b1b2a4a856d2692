"""A therapist's calendar: the pre-talks they hold, and the times that could still be taken.

Rules: free times are worked out from the patterns (bot/desk/openings.py) and never stored. Who comes is shown by the
words they will say at the door, to whoever can open the conversation.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Connection

from bot.desk.ballots import require
from bot.desk.booking import view_of
from bot.desk.casework import Casework
from bot.desk.opening import open_for_staff
from bot.desk.openings import find
from bot.desk.views import CalendarRowView, Refused, StaffSession
from flows.availability import Opening, Wanted
from flows.vocabulary import StaffRole
from storage import patterns, pretalks, queues, venues
from storage.patterns import ClosedTimeRow
from storage.pretalk_rows import PretalkRow
from storage.queues import QueueRow
from storage.venues import VenueRow

SHOWN_BACK = timedelta(days=1)
TALKS_AHEAD = timedelta(weeks=26)
FREE_AHEAD = timedelta(weeks=4)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Days:
    """What a calendar is drawn from."""

    talks: tuple[PretalkRow, ...]
    free: tuple[Opening, ...]
    closed: tuple[ClosedTimeRow, ...]
    venue_names: dict[bytes, str]


class Agenda(Casework):
    """Pre-talks and free times of one therapist."""

    async def calendar(self, session: StaffSession) -> tuple[CalendarRowView, ...]:
        """This person's pre-talks from yesterday on, and the free times of the next four weeks, in order."""
        await require(self._house, session, StaffRole.THERAPIST, subject="calendar")
        queue_ids = await self._queue_ids(session)
        days = await self._house.database.read(lambda connection: self._days(connection, session.staff_id, queue_ids))
        codes, names = await self._queue_codes(), await self._names()
        rows = list(await self.talk_rows(session, days.talks))
        rows += [
            CalendarRowView(
                time=each.id,
                starts_at=each.starts_at,
                minutes=each.minutes,
                place=each.place,
                where=days.venue_names.get(each.venue_id or b"", ""),
                queue=codes.get(each.queue_id, ""),
                colleague=_colleague(each.staff, session.staff_id, names),
                closed=None,
                state=None,
                arrival_word=None,
                conversation=None,
                band=None,
                role=None,
            )
            for each in days.free
        ]
        rows += [_closed_row(each) for each in days.closed]
        return tuple(sorted(rows, key=lambda row: (row.starts_at, row.time)))

    def _days(self, connection: Connection, staff_id: bytes, queue_ids: tuple[bytes, ...]) -> _Days:
        now = self._house.now()
        talks = pretalks.of_staff(connection, staff_id=staff_id, since=now - SHOWN_BACK, until=now + TALKS_AHEAD)
        until = now + FREE_AHEAD
        mine = {pattern.id for pattern in patterns.of_staff(connection, staff_id=staff_id)}
        free: list[Opening] = []
        for queue_id in queue_ids:
            wanted = Wanted(queue_id=queue_id, band=None, language=None, since=now, until=until)
            found = find(connection, self._house, queue_id=queue_id, since=now, until=until)
            free += [each for each in found.openings(wanted) if each.pattern_id in mine]
        return _Days(
            talks=talks,
            free=tuple(free),
            closed=tuple(row for row in patterns.closed_times_since(connection, since=now) if row.staff_id == staff_id),
            venue_names={venue.id: venue.name for venue in venues.every(connection)},
        )

    async def talk_rows(self, session: StaffSession, rows: Iterable[PretalkRow]) -> tuple[CalendarRowView, ...]:
        """Pre-talks as lines of a calendar; who comes stands there for whoever can open the conversation."""
        codes, names = await self._queue_codes(), await self._names()
        venue_rows = {row.id: row for row in await self._house.database.read(venues.every)}
        return tuple([await self._talk_row(session, row, venue_rows, codes, names) for row in rows])

    async def _talk_row(
        self,
        session: StaffSession,
        row: PretalkRow,
        venue_rows: dict[bytes, VenueRow],
        codes: dict[bytes, str],
        names: dict[bytes, str],
    ) -> CalendarRowView:
        word = band = role = None
        code = ""
        time = row.time
        if time is None:
            raise ValueError("a pre-talk in a calendar has a time")
        venue = venue_rows.get(time.venue_id or b"")
        opened = await open_for_staff(self._house, session, row.conversation_id)
        if opened is not None:
            word = view_of(row, venue, opened).arrival_word
            band, role = opened.row.age_band, opened.row.role
            code = codes.get(opened.row.queue_id or b"", "")
        return CalendarRowView(
            time="",
            starts_at=time.starts_at,
            minutes=time.minutes,
            place=time.place,
            where="" if venue is None else venue.name,
            queue=code,
            colleague=_colleague(time.staff, session.staff_id, names),
            closed=None,
            state=row.state,
            arrival_word=word,
            conversation=row.conversation_id.hex(),
            band=band,
            role=role,
        )

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


def _closed_row(row: ClosedTimeRow) -> CalendarRowView:
    return CalendarRowView(
        time="",
        starts_at=row.interval.starts_at,
        minutes=int((row.interval.ends_at - row.interval.starts_at).total_seconds()) // 60,
        place=None,
        where="",
        queue="",
        colleague=None,
        closed=row.id.hex(),
        state=None,
        arrival_word=None,
        conversation=None,
        band=None,
        role=None,
    )


def _colleague(people: tuple[bytes, ...], me: bytes, names: dict[bytes, str]) -> str | None:
    """Who holds it together with somebody, if anybody."""
    return next((names.get(person, "") for person in people if person != me), None)

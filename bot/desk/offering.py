"""When a therapist offers pre-talks: their patterns, looked through for contradictions before they are saved.

Rules: what could never be offered is refused with one sentence; what is only likely to be a slip is saved and said
beside the pattern. A pattern has the id of the press that made it, so the same press twice makes one, and a pattern
that was taken away can be put back as it was. What is booked in a pattern stays when the pattern goes.
"""

from dataclasses import dataclass, replace
from datetime import timedelta

from sqlalchemy import Connection

from bot.closed_days import closed_days
from bot.desk.agenda import Agenda
from bot.desk.ballots import require
from bot.desk.house import House
from bot.desk.pattern_forms import PatternForm, form_of, id_of, pattern_of, text_of
from bot.desk.views import CalendarRowView, Refused, StaffSession
from bot.desk.visitor import press_from
from flows.availability import Facts, Pattern
from flows.contradictions import DAYS_AHEAD, Contradiction, contradictions
from flows.vocabulary import AgeBand, Place, StaffRole
from flows.wall_clock import Turn, minute_of_day
from storage import patterns, pretalks, queues, staff, venues
from storage.keys import new_id
from storage.pretalk_rows import PretalkRow

# Nobody knows their week that long before; and it keeps what is looked through small.
FARTHEST = timedelta(days=2 * 366)
MOST_PATTERNS = 100


@dataclass(frozen=True, kw_only=True, slots=True)
class PatternView:
    """A pattern as its therapists see it. `talks` is how many fit into one day of it.

    `mine`: they may change it; `colleague` holds the talks with them. `gone`: they are no longer in its queue;
    `venue_gone`: its place is no longer used. Then nothing of it is offered.
    """

    pattern: Pattern
    queue: str
    where: str
    colleague: str | None
    talks: int
    mine: bool
    gone: bool
    venue_gone: bool
    clashes: tuple[Contradiction, ...]

    @property
    def id(self) -> str:
        """Its id in a form."""
        return self.pattern.id.hex()


@dataclass(frozen=True, kw_only=True, slots=True)
class ChoicesView:
    """What a form for a pattern lets somebody choose from: queues with their ages, places, and colleagues by id."""

    queues: tuple[tuple[str, tuple[AgeBand, ...]], ...]
    venues: tuple[tuple[str, Place, str], ...]
    colleagues: tuple[tuple[str, str], ...]


def looked_through(connection: Connection, house: House, pattern: Pattern) -> tuple[Contradiction, ...]:
    """What contradicts itself, another pattern, or the days on which anybody is there."""
    today = house.today()
    last = max(today, pattern.first_day) + timedelta(days=DAYS_AHEAD)
    facts = Facts(
        now=house.now(),
        zone=house.timezone,
        closed_days=closed_days(range(today.year, last.year + 1), patterns.days_of_unit(connection)),
        days_off=patterns.spans(patterns.days_off_since(connection, day=today)),
        busy={},
        taken={},
        single_venues=frozenset(venue.id for venue in venues.every(connection) if venue.once),
        working=frozenset(),
    )
    return contradictions(pattern, patterns.every(connection), facts)


def save(connection: Connection, house: House, pattern: Pattern) -> None:
    """Write a pattern, new or changed; raises `Refused` for one of which nothing could ever be offered."""
    if max(pattern.first_day, pattern.last_day or pattern.first_day) > house.today() + FARTHEST:
        raise Refused("pattern-too-far")
    for each in looked_through(connection, house, pattern):
        if each.refuses:
            raise Refused(text_of(each.kind))
    if pattern.single and all(turn is Turn.SKIPPED for _, turn in pattern.starts(pattern.first_day, house.timezone)):
        raise Refused("time-skipped")
    patterns.put(connection, pattern=pattern)


def talks_in(connection: Connection, house: House, pattern: Pattern) -> tuple[PretalkRow, ...]:
    """The booked pre-talks that lie in a pattern and are still to come."""
    now = house.now()
    rows = pretalks.of_staff(connection, staff_id=pattern.staff_id, since=now, until=now + FARTHEST)
    return tuple(row for row in rows if row.booked is not None and _lies_in(house, row, pattern))


def _lies_in(house: House, row: PretalkRow, pattern: Pattern) -> bool:
    if row.time is None or row.time.staff_id != pattern.staff_id:
        return False
    starts_at = row.time.starts_at.astimezone(house.timezone)
    day = starts_at.date()
    return pattern.opens <= starts_at.time() < pattern.closes and bool(pattern.ordinals(day, day))


class Offering(Agenda):
    """The patterns of one therapist."""

    async def patterns(self, session: StaffSession) -> tuple[PatternView, ...]:
        """The patterns this person takes part in and that are not over, with what is odd about each."""
        await _therapist(self._house, session)
        house, today = self._house, self._house.today()
        names, codes, mine = await self._names(), await self._queue_codes(), await self._queue_ids(session)

        def work(connection: Connection) -> tuple[PatternView, ...]:
            places = {row.id: row for row in venues.every(connection)}
            return tuple(
                PatternView(
                    pattern=each,
                    queue=codes.get(each.queue_id, ""),
                    where="" if each.venue_id is None else places[each.venue_id].name,
                    colleague=next((names.get(person) for person in each.staff if person != session.staff_id), None),
                    talks=_fit(each),
                    mine=each.staff_id == session.staff_id,
                    gone=each.queue_id not in mine,
                    venue_gone=each.venue_id is not None and places[each.venue_id].retired,
                    clashes=looked_through(connection, house, each),
                )
                for each in patterns.of_staff(connection, staff_id=session.staff_id)
                if each.last_day is None or each.last_day >= today
            )

        return await house.database.read(work)

    async def pattern_choices(self, session: StaffSession) -> ChoicesView:
        """What a form for a pattern lets this person choose from."""
        await _therapist(self._house, session)
        mine = frozenset(await self._queue_ids(session))

        def work(connection: Connection) -> ChoicesView:
            rows = [row for row in queues.all_queues(connection) if row.id in mine]
            members = {person for row in rows for person in queues.members(connection, queue_id=row.id)}
            return ChoicesView(
                queues=tuple((row.code, row.age_bands) for row in rows),
                venues=tuple(
                    (row.id.hex(), row.place, row.name) for row in venues.every(connection) if not row.retired
                ),
                colleagues=tuple(
                    (person.id.hex(), person.shown_name)
                    for person in staff.all_staff(connection)
                    if person.id in members and person.id != session.staff_id and not person.disabled
                ),
            )

        return await self._house.database.read(work)

    async def add_pattern(self, session: StaffSession, form: PatternForm, *, press: str) -> str:
        """Put a pattern out; the same press twice puts out one. Returns its id; raises `Refused`."""
        await _therapist(self._house, session)
        queue = await self._own_queue(session, form.queue)
        house, wanted = self._house, press_from(press)

        def work(connection: Connection) -> str:
            pattern = pattern_of(connection, form, wanted, session.staff_id, queue, house.today())
            known = patterns.by_id(connection, pattern_id=wanted)
            if known is not None:
                if known == pattern:
                    return known.id.hex()
                # Another form with an old press, as Back leaves it.
                pattern = replace(pattern, id=new_id())
            if len(patterns.of_staff(connection, staff_id=session.staff_id)) >= MOST_PATTERNS:
                raise Refused("pattern-too-many", most=MOST_PATTERNS)
            save(connection, house, pattern)
            return pattern.id.hex()

        saved = await house.write(work)
        house.live.changed(queue.id)
        return saved

    async def change_pattern(self, session: StaffSession, pattern_id: str, form: PatternForm) -> None:
        """Change one's own pattern; what is booked in it stays as it is. Raises `Refused`."""
        old = await self._own_pattern(session, pattern_id)
        queue = await self._own_queue(session, form.queue)
        house = self._house

        def work(connection: Connection) -> None:
            if patterns.by_id(connection, pattern_id=old.id) is None:
                raise Refused("pattern-gone")
            save(connection, house, pattern_of(connection, form, old.id, session.staff_id, queue, house.today()))

        await house.write(work)
        house.live.changed(old.queue_id, queue.id)

    async def remove_pattern(
        self, session: StaffSession, pattern_id: str
    ) -> tuple[PatternForm, tuple[CalendarRowView, ...]]:
        """Take one's own pattern away; returns it as it was, and what is booked in it: that stays."""
        old = await self._own_pattern(session, pattern_id)
        house = self._house

        def work(connection: Connection) -> tuple[PretalkRow, ...]:
            patterns.remove(connection, pattern_id=old.id)
            return talks_in(connection, house, old)

        talks = await house.write(work)
        house.live.changed(old.queue_id)
        codes = await self._queue_codes()
        return form_of(old, codes.get(old.queue_id, "")), await self.talk_rows(session, talks)

    async def leave_pattern(self, session: StaffSession, pattern_id: str) -> None:
        """Hold a colleague's talks with them no longer; the pattern goes on with the colleague alone."""
        await _therapist(self._house, session)
        wanted = id_of(pattern_id)

        def work(connection: Connection) -> bytes:
            known = patterns.by_id(connection, pattern_id=wanted)
            if known is None or known.second_id != session.staff_id:
                raise Refused("pattern-gone")
            patterns.leave(connection, pattern_id=wanted)
            return known.queue_id

        self._house.live.changed(await self._house.write(work))

    async def _own_pattern(self, session: StaffSession, pattern_id: str) -> Pattern:
        await _therapist(self._house, session)
        wanted = id_of(pattern_id)
        known = await self._house.database.read(lambda connection: patterns.by_id(connection, pattern_id=wanted))
        if known is None or known.staff_id != session.staff_id:
            raise Refused("pattern-gone")
        return known


async def _therapist(house: House, session: StaffSession) -> None:
    await require(house, session, StaffRole.THERAPIST, subject="calendar")


def _fit(pattern: Pattern) -> int:
    """How many talks fit into a day on which the clock is not changed."""
    closes = minute_of_day(pattern.closes)
    return sum(at + pattern.minutes <= closes for at in pattern.minutes_of_day())

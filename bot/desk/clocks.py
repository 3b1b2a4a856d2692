"""Who still has no time, and whether the times will do: the clocks of all cases, who is told, and the forecast.

Rules: a leader sees every case's clock and opens none; a therapist sees those of their own queues. Somebody is told
once for each level a clock has reached (flows/clock.py): the therapists first, the leader when two days are left. The
forecast is numbers alone, so whoever sees figures sees it.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy import Connection

from bot.closed_days import closed_days
from bot.desk.ballots import require
from bot.desk.casework import Casework
from bot.desk.clock import reading_of
from bot.desk.house import House
from bot.desk.openings import end_of, find
from bot.desk.views import Refused, StaffSession
from flows.availability import Wanted
from flows.capacity import side_by_side
from flows.clock import Measure, Reading, escalation, to_tell
from flows.forecast import HORIZONS, Forecast, Outlook, forecast, last_day_needed, what_if
from flows.vocabulary import AgeBand, ConversationState, Place, StaffRole
from storage import conversations, demand, notices, patterns, pretalks, queues, staff
from storage.conversation_rows import ConversationRow
from storage.pretalk_rows import PretalkRow
from storage.queues import QueueRow

MOST_EXTRA = 50
# Longer than the forecast reckons with: a quiet unit's first days say that it was there.
DEMAND_KEPT = timedelta(weeks=26)


@dataclass(frozen=True, kw_only=True, slots=True)
class ClockView:
    """One case's clock: what a leader may know of it. `conversation` is only there for whoever has claimed it.

    `held_by` are the names of those who hold the booked pre-talk; `closed` says that the talk is over for now.
    """

    queue: str
    band: AgeBand | None
    reading: Reading
    booked_for: date | None
    held_by: tuple[str, ...]
    claimed_by: str | None
    closed: bool
    measures: frozenset[Measure]
    has_reason: bool
    conversation: str | None = field(repr=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class ForecastView:
    """The outlook of one queue, what it would be with more times a week, and where its free times are."""

    queue: str
    now: Forecast
    with_more: Forecast | None
    places: tuple[tuple[Place, Mapping[int, int]], ...]


Case = tuple[PretalkRow, ConversationRow]


def _cases(connection: Connection) -> tuple[Case, ...]:
    """Everybody who wants a pre-talk. Who was said goodbye to without a time wants none any more."""
    found = []
    for pretalk in pretalks.wanted(connection):
        row = conversations.by_id(connection, conversation_id=pretalk.conversation_id)
        if row is not None and (row.state is not ConversationState.CLOSED or pretalk.booked is not None):
            found.append((pretalk, row))
    return tuple(found)


async def escalate(house: House) -> int:
    """Tell whoever has to know that a case still has no time; returns how many cases that was."""
    told = 0
    for pretalk, row in await house.database.read(_cases):
        shown = reading_of(house, row, pretalk)
        level = to_tell(shown, pretalk.told)
        if level is not None:
            told += await house.write(_telling(row, escalation(shown), int(level)))
    return told


def _telling(row: ConversationRow, measures: frozenset[Measure], level: int) -> Callable[[Connection], bool]:
    def work(connection: Connection) -> bool:
        if not pretalks.mark_told(connection, conversation_id=row.id, level=level):
            return False
        if row.queue_id is not None and Measure.TELL_THERAPISTS in measures:
            notices.something_waits(connection, queue_id=row.queue_id, claimed_by=row.claimed_by)
        if Measure.TELL_LEADER in measures:
            leaders = [each.id for each in staff.all_staff(connection) if StaffRole.LEADER in each.roles]
            notices.tell(connection, staff_ids=leaders)
        return True

    return work


class Clocks(Casework):
    """The clocks of all cases, and the forecast."""

    async def clocks(self, session: StaffSession) -> tuple[ClockView, ...]:
        """Every case that wants a pre-talk, the one with the fewest days left first."""
        await require(self._house, session, StaffRole.LEADER, StaffRole.THERAPIST, subject="clocks")
        mine = None if StaffRole.LEADER in session.roles else frozenset(await self._queue_ids(session))
        names, codes = await self._names(), await self._queue_codes()
        views = [
            self._clock(session, pretalk, row, names=names, codes=codes)
            for pretalk, row in await self._house.database.read(_cases)
            if row.queue_id is not None and (mine is None or row.queue_id in mine)
        ]
        return tuple(sorted(views, key=_order))

    def _clock(
        self,
        session: StaffSession,
        pretalk: PretalkRow,
        row: ConversationRow,
        *,
        names: Mapping[bytes, str],
        codes: Mapping[bytes, str],
    ) -> ClockView:
        shown = reading_of(self._house, row, pretalk)
        booked = pretalk.booked
        return ClockView(
            queue=codes.get(row.queue_id or b"", ""),
            band=row.age_band,
            reading=shown,
            booked_for=None if booked is None else booked.starts_at.astimezone(self._house.timezone).date(),
            held_by=() if booked is None else tuple(names[each] for each in booked.staff if each in names),
            claimed_by=None if row.claimed_by is None else names.get(row.claimed_by),
            closed=row.state is ConversationState.CLOSED,
            measures=escalation(shown),
            has_reason=pretalk.delay_reason is not None,
            conversation=row.id.hex() if row.claimed_by == session.staff_id else None,
        )

    async def forecasts(self, session: StaffSession, *, extra_per_week: int = 0) -> tuple[ForecastView, ...]:
        """Whether the times will do: for each queue over all places, then for each place that has times.

        Raises `Refused("forecast-extra")` for a number nobody could put out.
        """
        await require(
            self._house,
            session,
            StaffRole.LEADER,
            StaffRole.THERAPIST,
            StaffRole.COORDINATOR,
            StaffRole.ADMINISTRATOR,
            subject="forecast",
        )
        if not 0 <= extra_per_week <= MOST_EXTRA:
            raise Refused("forecast-extra", most=MOST_EXTRA)
        house = self._house

        def work(connection: Connection) -> tuple[ForecastView, ...]:
            cases = _cases(connection)
            return tuple(
                _forecast(connection, house, queue, cases, extra_per_week) for queue in queues.all_queues(connection)
            )

        return await house.database.read(work)


def _waiting(house: House, cases: Iterable[Case], queue_id: bytes) -> int:
    """How many of a queue wait for a time, and have not asked to."""
    return sum(row.queue_id == queue_id and reading_of(house, row, pretalk).needs_time for pretalk, row in cases)


def _forecast(
    connection: Connection, house: House, queue: QueueRow, cases: Iterable[Case], extra_per_week: int
) -> ForecastView:
    today = house.today()
    last = last_day_needed(today)
    wanted = Wanted(queue_id=queue.id, band=None, language=None, since=house.now(), until=end_of(house, last))
    found = find(connection, house, queue_id=queue.id, since=wanted.since, until=wanted.until)
    free = [
        (each.starts_at.astimezone(house.timezone).date(), each.place)
        for each in side_by_side(found.openings(wanted), single_venues=found.facts.single_venues)
    ]
    outlook = Outlook(
        today=today,
        waiting=_waiting(house, cases, queue.id),
        history=demand.since(connection, day=today - DEMAND_KEPT, queue_id=queue.id),
        free=Counter(day for day, _ in free),
        holidays=closed_days(range(today.year, last.year + 1), patterns.days_of_unit(connection)),
    )
    return ForecastView(
        queue=queue.code,
        now=forecast(outlook),
        with_more=what_if(outlook, extra_per_week=extra_per_week) if extra_per_week else None,
        places=tuple(
            (place, {days: sum(at is place and (day - today).days < days for day, at in free) for days in HORIZONS})
            for place in Place
            if any(at is place for _, at in free)
        ),
    )


def _order(view: ClockView) -> tuple[bool, bool, int, str]:
    shown = view.reading
    return (not shown.red, not shown.needs_time, -shown.day, view.queue)

"""The clock of a case: which of its fourteen days it is, who is told that it has no time, and when it stops.

Rules:
- The day of first contact is day 1, and every calendar day counts, but for those the visitor asked to wait: from the
  day she asked for later up to, not with, the day she wants it from. Days 14 and 30 move by as many days.
- Who did not come waits for a time again, like somebody who wished for one. Without a wish there is no clock: nothing
  is overdue and nobody is told.
- It stops when the pre-talk was held or given up, and then shows the day it stopped on.
- While it pauses, and while a time stands, nobody is told. A time that stands behind day 14 asks for its reason.

Nothing here reads a clock; today comes in as a fact.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType

from flows.deadlines import (
    HARD_LIMIT_DAYS,
    OFFER_DAYS,
    Level,
    check_days,
    day_number,
    hard_limit,
    last_offer_day,
    level,
)
from flows.vocabulary import ClockState, PretalkState


@dataclass(frozen=True, kw_only=True, slots=True)
class Dates:
    """The dates of one case, as they are kept. `offered_on` is the first day a time was offered, `booked_for` the day
    of the time itself, also after it was held; `later_on` is the day she asked for later, and `later_from` from when.

    Raises ValueError when a date lies before first contact, or one is missing that the state cannot be without.
    """

    first_contact_on: date
    state: PretalkState | None = None
    offered_on: date | None = None
    booked_for: date | None = None
    given_up_on: date | None = None
    later_on: date | None = None
    later_from: date | None = None

    def __post_init__(self) -> None:
        known = [
            day
            for day in (self.offered_on, self.booked_for, self.given_up_on, self.later_on, self.later_from)
            if day is not None
        ]
        check_days(self.first_contact_on, *known)
        if any(day < self.first_contact_on for day in known):
            raise ValueError("a date lies before the first contact")
        if (self.later_on is None) != (self.later_from is None):
            raise ValueError("later has the day it was asked on, and the day it is wanted from")
        if self.later_on is not None and self.later_from is not None and self.later_from < self.later_on:
            raise ValueError("later ends before it was asked for")
        if self.state in (PretalkState.BOOKED, PretalkState.HELD) and self.booked_for is None:
            raise ValueError("a booked or held pre-talk has a day")
        if self.state is PretalkState.GIVEN_UP and self.given_up_on is None:
            raise ValueError("what was given up has the day it was given up on")

    @property
    def stopped_on(self) -> date | None:
        """The day the clock stopped; None while it runs."""
        match self.state:
            case PretalkState.HELD:
                return self.booked_for
            case PretalkState.GIVEN_UP:
                return self.given_up_on
        return None

    @property
    def _pause(self) -> timedelta:
        return timedelta() if self.later_on is None or self.later_from is None else self.later_from - self.later_on

    def pauses_on(self, day: date) -> bool:
        """Whether a day is one that is not counted."""
        return self.later_on is not None and self.later_from is not None and self.later_on <= day < self.later_from

    def number_of(self, day: date) -> int:
        """Which day of the clock a day is: at least 1, and in a pause the last one before it."""
        counted = day_number(self.first_contact_on, day)
        if self.later_on is not None and self.later_from is not None and day >= self.later_on:
            counted -= min(self._pause.days, (day - self.later_on).days + 1)
        return max(counted, 1)

    def moved(self, day: date) -> date:
        """Where a day that is counted from first contact comes to lie when the pause is counted in."""
        return day if self.later_on is None or day < self.later_on else day + self._pause


_STATES: Mapping[PretalkState | None, ClockState] = MappingProxyType(
    {
        None: ClockState.NO_WISH,
        PretalkState.WISHED: ClockState.WISH,
        PretalkState.ABSENT: ClockState.WISH,
        PretalkState.OFFERED: ClockState.OFFERED,
        PretalkState.BOOKED: ClockState.BOOKED,
        PretalkState.HELD: ClockState.HELD,
        PretalkState.GIVEN_UP: ClockState.GIVEN_UP,
    }
)
_NO_TIME = (ClockState.WISH, ClockState.OFFERED)
_RUNS = (*_NO_TIME, ClockState.BOOKED)


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """What the clock shows. `last_day` and `limit_day` are days 14 and 30 with the pause counted in; `late` and
    `past_limit` say that the booked or held time lies behind them."""

    day: int
    state: ClockState
    level: Level
    paused: bool
    last_day: date
    limit_day: date
    late: bool
    past_limit: bool
    stopped_on: date | None
    of: int = OFFER_DAYS

    @property
    def runs(self) -> bool:
        """Whether somebody wants a pre-talk that has not been held."""
        return self.state in _RUNS

    @property
    def needs_time(self) -> bool:
        """Whether she waits for a time, and has not asked to."""
        return self.state in _NO_TIME and not self.paused

    @property
    def overdue(self) -> bool:
        """Whether the fourteen days are over without a pre-talk."""
        return self.runs and self.day > self.of

    @property
    def red(self) -> bool:
        """Whether the thirty days are up, or the booked time lies behind them."""
        return self.runs and (self.day >= HARD_LIMIT_DAYS or self.past_limit)


def reading(dates: Dates, today: date) -> Reading:
    """What the clock of a case shows today; raises ValueError when today is before the first contact."""
    state = _STATES[dates.state]
    number = dates.number_of(dates.stopped_on or today)
    booked_for = dates.booked_for if state in (ClockState.BOOKED, ClockState.HELD) else None
    time_on = 1 if booked_for is None else dates.number_of(booked_for)
    return Reading(
        day=number,
        state=state,
        level=Level.NEW if state is ClockState.NO_WISH else level(number),
        paused=state in _RUNS and dates.pauses_on(today),
        last_day=dates.moved(last_offer_day(dates.first_contact_on)),
        limit_day=dates.moved(hard_limit(dates.first_contact_on)),
        late=time_on > OFFER_DAYS,
        past_limit=time_on > HARD_LIMIT_DAYS,
        stopped_on=dates.stopped_on,
    )


class Measure(StrEnum):
    """What is done about a case that has waited for so long."""

    TELL_THERAPISTS = "tell_therapists"
    TELL_LEADER = "tell_leader"
    ASK_REASON = "ask_reason"
    PROPOSE_OTHER_OFFERS = "propose_other_offers"
    SHOW_RED = "show_red"


_BEGIN: Mapping[Measure, Level] = MappingProxyType(
    {
        Measure.TELL_THERAPISTS: Level.WEEK,
        Measure.TELL_LEADER: Level.NEAR,
        Measure.ASK_REASON: Level.REASON,
        Measure.PROPOSE_OTHER_OFFERS: Level.OTHER_OFFERS,
    }
)


def escalation(shown: Reading) -> frozenset[Measure]:
    """Everything that is to be done about a case today; what was done before is still in it."""
    measures = {measure for measure, begins in _BEGIN.items() if shown.needs_time and shown.level >= begins}
    if shown.late:
        measures.add(Measure.ASK_REASON)
    if shown.red:
        measures.add(Measure.SHOW_RED)
    return frozenset(measures)


def to_tell(shown: Reading, told: int) -> Level | None:
    """The level somebody is to be told of now, when `told` is the highest they were told of; None when there is none.

    Who is to be told says `escalation`. A case that climbed several levels at once is told of once, as it stands.
    """
    news = shown.needs_time and shown.level > max(told, Level.NEW)
    return shown.level if news else None


def postponed(dates: Dates, today: date, until: date) -> Dates:
    """The dates after she asked today for a time from `until` on; `until` today ends a pause.

    An earlier pause that is over stays counted out: today's begins as many days earlier. So one pair of dates is all
    that is kept, and every day from today on has the number it should have.
    """
    check_days(today, until)
    if until < today:
        raise ValueError("later than today, or from today on")
    earlier = timedelta()
    if dates.later_on is not None and dates.later_from is not None:
        earlier = max(min(dates.later_from, today) - dates.later_on, earlier)
    return replace(dates, later_on=today - earlier, later_from=until)

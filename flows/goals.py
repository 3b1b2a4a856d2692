"""How far the year's goals are: single contacts, pre-talks offered within 14 days, and who got the help they needed.

Rules it keeps:
- A year is compared with a steady one only where the unit was counted from the year's first month.
- A pace is told only where it is honest: then, when a quarter of the year has gone and enough has been counted to go
  by. It is rounded to tens, because it knows no better.
- A goal that nothing has been counted for yet has no number: nought of nought is neither reached nor missed.
"""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from flows.deadlines import OFFER_DAYS
from flows.figures import Figures
from flows.helped_figures import HelpedPeriod
from flows.pretalk_figures import PretalkReport, Share

# Before so much of the year, and with fewer contacts, a pace would be a guess.
PACE_AFTER = Fraction(1, 4)
PACE_CONTACTS = 20


@dataclass(frozen=True, kw_only=True, slots=True)
class Pace:
    """How much of the year has gone, today with it; how many a steady year would have by now, None where counting began
    within the year; and about how many the year gives if it goes on like this, None where that would be a guess."""

    gone: Fraction
    due: int | None
    about: int | None

    @property
    def percent_gone(self) -> int:
        """How much of the year has gone, in whole percent, rounded down."""
        return int(100 * self.gone)


@dataclass(frozen=True, kw_only=True, slots=True)
class ContactGoal:
    """A unit's single contacts this year against its goal; `since` is the first month it was counted in."""

    unit: str
    count: int
    goal: int
    since: str
    pace: Pace


@dataclass(frozen=True, kw_only=True, slots=True)
class OfferGoal:
    """How many of a unit's pre-talks that ended this year were offered a time within 14 days; the goal is all."""

    unit: str
    share: Share


@dataclass(frozen=True, kw_only=True, slots=True)
class Goals:
    """The three goals. `helped` is the newest quarter that is over and has answers, None before the first."""

    contacts: tuple[ContactGoal, ...]
    offers: tuple[OfferGoal, ...]
    helped: HelpedPeriod | None


def build_goals(figures: Figures, report: PretalkReport) -> Goals:
    """The goals as of the figures' day."""
    return Goals(
        contacts=tuple(
            _contacts(unit.unit, unit.year, unit.goal, figures) for unit in figures.units if unit.goal is not None
        ),
        offers=tuple(
            OfferGoal(unit=line.unit, share=line.offered_within(OFFER_DAYS))
            for line in report.years
            if line.period == str(figures.year)
        ),
        helped=next(iter(figures.helped.quarters), None),
    )


def _contacts(unit: str, count: int, goal: int, figures: Figures) -> ContactGoal:
    since = next((month.month for month in figures.months if month.units.get(unit)), figures.month)
    return ContactGoal(
        unit=unit,
        count=count,
        goal=goal,
        since=since,
        pace=pace(count=count, goal=goal, today=figures.today, since=since),
    )


def pace(*, count: int, goal: int, today: date, since: str) -> Pace:
    """How `count` until today stands to a year's goal; `since` is the first month anything was counted in."""
    first, next_first = date(today.year, 1, 1), date(today.year + 1, 1, 1)
    gone = Fraction((today - first).days + 1, (next_first - first).days)
    whole = since <= f"{today.year:04}-01"
    honest = whole and gone >= PACE_AFTER and count >= PACE_CONTACTS
    return Pace(
        gone=gone,
        due=round(goal * gone) if whole else None,
        about=10 * round(count / gone / 10) if honest else None,
    )

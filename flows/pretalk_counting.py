"""What is counted of a pre-talk that ended, and the tables it is added to.

The rules it keeps (DESIGN.md 4; ballots themselves are in counting.py):
- Each way to a pre-talk is counted once, when it ended: it was held, or it will not be. A time that nobody came to, and
  that another one followed, ends nothing; it is told as a number in the same ballot.
- How the unit keeps its promise - when something was offered and held, how it ended, why it took so long - says nothing
  about a person. It is counted exactly, for a month and a unit, each question by itself.
- What says more (the age; what came after) is counted for a quarter, and shown when that is over, with what must be
  hidden. There is one table with ages in it, so no other one can be worked out from it, or it from others.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from flows.cells import BANDS, NO, UNKNOWN, YES, Key, cell_key, check_unit, quarter_of
from flows.clock import Dates
from flows.vocabulary import AgeBand, DelayReason, Onward, PretalkResult, PretalkState, Within

NEVER = "never"
NONE = "none"
MOST_MISSED = 3
# The last day of each of these; the last one of all has none.
LAST_DAYS: Mapping[Within, int] = {Within.THREE: 3, Within.SEVEN: 7, Within.FOURTEEN: 14, Within.THIRTY: 30}


def within(number: int) -> Within:
    """How soon the day of this number is."""
    return next((soon for soon, last in LAST_DAYS.items() if number <= last), Within.LATER)


@dataclass(frozen=True, kw_only=True, slots=True)
class EndedPretalk:
    """What is counted of one: `unit` is the queue's code; `offered` and `held` are None when it never was; `missed` is
    how often nobody came, at most `MOST_MISSED`. Raises ValueError when it cannot have been so."""

    unit: str
    band: AgeBand | None
    result: PretalkResult
    offered: Within | None
    held: Within | None
    onward: Onward | None = None
    reason: DelayReason | None = None
    paused: bool = False
    missed: int = 0

    def __post_init__(self) -> None:
        check_unit(self.unit)
        was_held = self.result is PretalkResult.HELD
        if (self.held is not None) != was_held or (self.onward is not None and not was_held):
            raise ValueError("when it was held, and what came after, belong to one that was held")
        order = list(Within)
        if self.held is not None and (self.offered is None or order.index(self.offered) > order.index(self.held)):
            raise ValueError("what was held was offered before")
        if not 0 <= self.missed <= MOST_MISSED:
            raise ValueError(f"missed is counted from 0 to {MOST_MISSED}")

    def values(self) -> dict[str, str]:
        """What a ballot has of it: strings, and nothing where there is nothing."""
        known: dict[str, str | None] = {
            "unit": self.unit,
            "band": self.band,
            "result": self.result,
            "offered": self.offered,
            "held": self.held,
            "onward": self.onward,
            "reason": self.reason,
            "paused": YES if self.paused else None,
            "missed": str(self.missed) if self.missed else None,
        }
        return {name: str(value) for name, value in known.items() if value is not None}

    @classmethod
    def from_values(cls, values: Mapping[str, Any]) -> "EndedPretalk":
        """What `values` wrote; raises ValueError, KeyError or TypeError when this is something else."""
        left = dict(values)
        made = cls(
            unit=left.pop("unit"),
            band=_code(AgeBand, left.pop("band", None)),
            result=PretalkResult(left.pop("result")),
            offered=_code(Within, left.pop("offered", None)),
            held=_code(Within, left.pop("held", None)),
            onward=_code(Onward, left.pop("onward", None)),
            reason=_code(DelayReason, left.pop("reason", None)),
            paused=left.pop("paused", None) == YES,
            missed=int(left.pop("missed", "0")),
        )
        if left or made.values() != dict(values):
            raise ValueError("a ballot with a field that is not known")
        return made


Code = TypeVar("Code")


def _code(kind: Callable[[str], Code], value: Any) -> Code | None:
    return None if value is None else kind(value)


def ended(
    dates: Dates,
    *,
    unit: str,
    band: AgeBand | None,
    missed: int = 0,
    cancelled_late: bool = False,
    onward: Onward | None = None,
    reason: DelayReason | None = None,
) -> EndedPretalk:
    """What is counted of a case that ended with these dates. `missed` is how often nobody came, `cancelled_late` says
    that the last time it had was cancelled on its day. A time that was booked without being offered was offered on its
    own day at the latest. Raises ValueError while a time stands, or when none was wished for.
    """
    match dates.state:
        case None | PretalkState.BOOKED:
            raise ValueError("only a wish that has ended is counted")
        case PretalkState.HELD:
            result = PretalkResult.HELD
        case PretalkState.ABSENT:
            result = PretalkResult.ABSENT
        case PretalkState.WISHED | PretalkState.OFFERED | PretalkState.GIVEN_UP:
            result = PretalkResult.CANCELLED_LATE if cancelled_late else PretalkResult.GIVEN_UP
    held_on = dates.booked_for if result is PretalkResult.HELD else None
    offers = [day for day in (dates.offered_on, held_on) if day is not None]
    return EndedPretalk(
        unit=unit,
        band=band,
        result=result,
        offered=within(dates.number_of(min(offers))) if offers else None,
        held=None if held_on is None else within(dates.number_of(held_on)),
        onward=onward,
        reason=reason,
        paused=dates.later_on != dates.later_from,
        missed=min(missed, MOST_MISSED),
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class PretalkTable:
    """A declared table of ended pre-talks, for a month and a unit: its stored name, its options, which one it is."""

    name: str
    options: tuple[str, ...]
    option: Callable[[EndedPretalk], str]


OFFERED = PretalkTable(name="pretalk_offered", options=(*Within, NEVER), option=lambda said: str(said.offered or NEVER))
HELD = PretalkTable(name="pretalk_held", options=(*Within, NEVER), option=lambda said: str(said.held or NEVER))
RESULT = PretalkTable(name="pretalk_result", options=(*PretalkResult,), option=lambda said: said.result)
REASON = PretalkTable(name="pretalk_reason", options=(*DelayReason, NONE), option=lambda said: str(said.reason or NONE))
PAUSED = PretalkTable(name="pretalk_paused", options=(YES, NO), option=lambda said: YES if said.paused else NO)
MISSED = PretalkTable(
    name="pretalk_missed",
    options=tuple(str(number) for number in range(MOST_MISSED + 1)),
    option=lambda said: str(said.missed),
)

# Exact at once; together they are the month's totals, and each adds up to the number that ended.
PRETALK_TABLES = (OFFERED, HELD, RESULT, REASON, PAUSED, MISSED)
# For a quarter and a unit, with what must be hidden: when it was offered by age band, and what came after those held.
BY_BAND = "pretalk_offered_by_band"
ONWARD = "pretalk_onward"
ONWARD_OPTIONS = (*Onward, UNKNOWN)


def pretalk_increments(month: str, said: EndedPretalk) -> dict[Key, int]:
    """What one ended pre-talk adds, and to which counters, all by one."""
    quarter = quarter_of(month)
    cells = [
        (month, table.name, cell_key(unit=said.unit, **{table.name: table.option(said)})) for table in PRETALK_TABLES
    ]
    cells.append((quarter, BY_BAND, by_band_cell(said.unit, said.band or UNKNOWN, OFFERED.option(said))))
    if said.result is PretalkResult.HELD:
        cells.append((quarter, ONWARD, onward_cell(said.unit, said.onward or UNKNOWN)))
    return dict.fromkeys(cells, 1)


def by_band_cell(unit: str, band: str | None, offered: str | None) -> str:
    """A cell of the table by age band, or one of its sums, where a part is None."""
    return cell_key(unit=unit, band=band, offered=offered)


def onward_cell(unit: str, onward: str) -> str:
    """A cell of the table of what came after."""
    return cell_key(unit=unit, onward=onward)


def exact(counters: Mapping[Key, int], month: str, unit: str, table: PretalkTable) -> dict[str, int]:
    """A unit's exact numbers of a month, for every option of a table."""
    return {
        option: counters.get((month, table.name, cell_key(unit=unit, **{table.name: option})), 0)
        for option in table.options
    }


def bands_of(counters: Mapping[Key, int], quarter: str, unit: str) -> dict[str, dict[str, int]]:
    """A unit's numbers of a quarter: when it was offered → age band → how many."""
    return {
        offered: {band: counters.get((quarter, BY_BAND, by_band_cell(unit, band, offered)), 0) for band in BANDS}
        for offered in OFFERED.options
    }

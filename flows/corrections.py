"""Corrections of exact totals: what was published stays as it is, and the difference counts where it is found.

The rules it keeps (DESIGN.md 4):
- A correction concerns the number of contacts in a month that is closed, of one unit. A month that is open is put right
  by registering or by taking back; breakdowns are never corrected.
- It counts in the open month it is made in, and with that in its year and towards the year's goal. It stands apart from
  the counters, so it changes no published number and no breakdown, and tells of no hidden one.
- It has a reason, in words that point at nobody. Until the month it counts in is closed it can be taken back.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from flows.cells import Key, cell_key, check_month, check_unit
from flows.counting import TOTALS
from flows.discretion import find
from flows.vocabulary import ContactKind

MOST = 500
LONGEST_REASON = 300


@dataclass(frozen=True, kw_only=True, slots=True)
class Correction:
    """So many contacts more or fewer in `corrects`, a closed month; it counts in `month`."""

    month: str
    corrects: str
    unit: str
    number: int
    reason: str

    def __post_init__(self) -> None:
        check_month(self.month)
        check_month(self.corrects)
        check_unit(self.unit)


class Problem(Exception):
    """Why a correction cannot be made: the id of the sentence that says it, and what stands in it."""

    def __init__(self, text_id: str, **arguments: str | int) -> None:
        super().__init__(text_id)
        self.text_id = text_id
        self.arguments = arguments


# Every sentence there is for it.
PROBLEMS = (
    "correction-month-open",
    "correction-nothing",
    "correction-reason-long",
    "correction-reason-missing",
    "correction-reason-person",
    "correction-too-large",
    "correction-under-nought",
    "correction-year-under-nought",
)


def check(correction: Correction, *, counters: Mapping[Key, int], standing: Iterable[Correction], closed: bool) -> None:
    """Raises `Problem` when this cannot be made beside those that stand; `closed` says it of the corrected month."""
    if not closed:
        raise Problem("correction-month-open")
    if not correction.number:
        raise Problem("correction-nothing")
    if abs(correction.number) > MOST:
        raise Problem("correction-too-large", most=MOST)
    if not correction.reason.strip():
        raise Problem("correction-reason-missing")
    if len(correction.reason) > LONGEST_REASON:
        raise Problem("correction-reason-long", most=LONGEST_REASON)
    if find(correction.reason):
        raise Problem("correction-reason-person")
    others = [each for each in standing if each.unit == correction.unit]
    counted = contacts(counters, correction.corrects, correction.unit) + sum(
        each.number for each in others if each.corrects == correction.corrects
    )
    if counted + correction.number < 0:
        raise Problem("correction-under-nought", count=counted)
    year = correction.month[:4]
    in_year = contacts(counters, year, correction.unit) + sum(each.number for each in others if each.month[:4] == year)
    if correction.number < 0 and in_year + correction.number < 0:
        raise Problem("correction-year-under-nought", year=year, count=in_year)


def contacts(counters: Mapping[Key, int], period: str, unit: str) -> int:
    """The exact number of a unit's contacts counted in a month or a year."""
    cell = cell_key(unit=unit, kind=ContactKind.CONTACT)
    return sum(
        number
        for (month, table, where), number in counters.items()
        if table == TOTALS and where == cell and month.startswith(period)
    )


def added(corrections: Iterable[Correction], months: Iterable[str], unit: str | None) -> int:
    """What the corrections that count in these months come to: of a unit, or of all of them."""
    within = frozenset(months)
    return sum(each.number for each in corrections if unit in (None, each.unit) and each.month in within)

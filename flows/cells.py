"""Where a number stands: its period, its table, and its cell in it.

A cell's key is a stable string, "unit=0-11|band=3-11|channel=web". It is stored, published and exported. Periods are
months ("2026-03"), quarters ("2026-Q1") and years ("2026") of the unit's own calendar.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from flows.vocabulary import AgeBand

UNKNOWN = "unknown"
YES, NO = "yes", "no"
BANDS: tuple[str, ...] = (*AgeBand, UNKNOWN)

# A counter's or a published cell's place: period, table, cell.
Key = tuple[str, str, str]
# What a published cell shows: a count, or None where it is hidden.
Shown = int | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Known:
    """What can be told of a number: exactly this, or, with something hidden in it, at least this."""

    number: int
    exact: bool

    @property
    def hidden(self) -> bool:
        """Whether nothing at all can be told."""
        return not self.exact and self.number == 0

    @property
    def shown(self) -> Shown:
        """The number, where it is told exactly."""
        return self.number if self.exact else None

    @classmethod
    def of(cls, *shown: Shown) -> "Known":
        """What published cells come to together."""
        return cls(number=sum(each or 0 for each in shown), exact=None not in shown)

    @classmethod
    def together(cls, numbers: Iterable["Known"]) -> "Known":
        """What they come to."""
        found = list(numbers)
        return cls(number=sum(each.number for each in found), exact=all(each.exact for each in found))


_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
_QUARTER = re.compile(r"\d{4}-Q[1-4]")
_YEAR = re.compile(r"\d{4}")
_UNIT = re.compile(r"[^\s|=;\x00-\x1f\x7f][^|=;\x00-\x1f\x7f]{0,31}")

_PLACE = re.compile(r"[a-z0-9æøå]([a-z0-9æøå-]{0,30}[a-z0-9æøå])?")


def cell_key(**parts: str | None) -> str:
    """The stable key of a cell: its named parts in the order given, the absent ones left out."""
    return "|".join(f"{name}={value}" for name, value in parts.items() if value is not None)


def cell_parts(cell: str) -> dict[str, str]:
    """The named parts of a cell's key."""
    return dict(part.split("=", 1) for part in cell.split("|")) if cell else {}


def check_unit(unit: str) -> None:
    """Raises ValueError when a unit's code could break a cell's key."""
    if not _UNIT.fullmatch(unit):
        raise ValueError("a unit's code is 1-32 characters without | = ; or control characters")


def check_place(code: str) -> None:
    """Raises ValueError when this is no place's code."""
    if not _PLACE.fullmatch(code):
        raise ValueError("a place's code is 1-32 small letters, digits and hyphens")


def check_month(month: str) -> None:
    """Raises ValueError when this is not a month written as 2026-03."""
    if not isinstance(month, str) or not _MONTH.fullmatch(month):
        raise ValueError("a month is written as 2026-03")


def month_of(day: date) -> str:
    """The month a day (in the unit's own calendar) belongs to."""
    return f"{day.year:04}-{day.month:02}"


def quarter_of(month: str) -> str:
    """The quarter a month belongs to."""
    check_month(month)
    return f"{month[:4]}-Q{(int(month[5:]) + 2) // 3}"


def year_of(period: str) -> str:
    """The year a period belongs to."""
    return months_of(period)[0][:4]


def quarters_of(year: str) -> tuple[str, ...]:
    """The quarters of a year, in order."""
    return tuple(f"{year}-Q{number}" for number in range(1, 5))


def months_of(period: str) -> tuple[str, ...]:
    """The months of a period, in order; a month is its own only one."""
    if _QUARTER.fullmatch(period):
        first = int(period[6:]) * 3 - 2
        return tuple(f"{period[:4]}-{month:02}" for month in range(first, first + 3))
    if _YEAR.fullmatch(period):
        return tuple(f"{period}-{month:02}" for month in range(1, 13))
    check_month(period)
    return (period,)


def next_month(month: str) -> str:
    """The month after."""
    check_month(month)
    year, number = int(month[:4]), int(month[5:])
    return f"{year + number // 12:04}-{number % 12 + 1:02}"


def month_before(month: str) -> str:
    """The month before."""
    check_month(month)
    year, number = int(month[:4]), int(month[5:])
    return f"{year - (number == 1):04}-{(number - 2) % 12 + 1:02}"


def is_over(period: str, today: date) -> bool:
    """Whether the period's last day has passed."""
    return months_of(period)[-1] < month_of(today)

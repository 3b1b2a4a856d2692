"""The report on pre-talks: how soon they were offered and held, by age group and month, from counters alone.

What is exact is exact at once: a month's line is made of the counters and the untallied ballots together. By age band,
and what came after, it shows only what was published. A month counts the cases that ended in it; who still waits is
seen by the clock of each case, not here.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from flows.cells import BANDS, YES, Key, Shown, cell_parts, month_of, months_of, next_month
from flows.counting import Ballot, tally
from flows.pretalk_counting import (
    BY_BAND,
    HELD,
    LAST_DAYS,
    MISSED,
    NEVER,
    OFFERED,
    ONWARD,
    ONWARD_OPTIONS,
    PAUSED,
    PRETALK_TABLES,
    RESULT,
    PretalkTable,
    by_band_cell,
    exact,
    onward_cell,
)
from flows.publishing import PublishedTable, in_open_months
from flows.vocabulary import PretalkResult, Within


@dataclass(frozen=True, kw_only=True, slots=True)
class Share:
    """So many of so many."""

    count: int
    of: int

    @property
    def percent(self) -> int | None:
        """In whole percent, a half rounded up; None of nothing. All but one are never 100, and one is never 0."""
        if self.count in (0, self.of):
            return (100 if self.count else 0) if self.of else None
        return min(max((200 * self.count + self.of) // (2 * self.of), 1), 99)


@dataclass(frozen=True, kw_only=True, slots=True)
class PretalkLine:
    """A unit's pre-talks that ended in a month or a year, exact: for every table, how many of each option."""

    period: str
    unit: str
    counts: Mapping[str, Mapping[str, int]]

    def of(self, table: PretalkTable) -> Mapping[str, int]:
        """How many of each of a table's options."""
        return self.counts[table.name]

    @property
    def ended(self) -> int:
        """How many ended, one way or another."""
        return sum(self.of(RESULT).values())

    @property
    def held(self) -> int:
        """How many of them were held."""
        return self.of(RESULT)[PretalkResult.HELD]

    def offered_within(self, days: int) -> Share:
        """How many were offered a time on one of the first 7, 14 or 30 days, of all that ended."""
        return Share(count=_within(self.of(OFFERED), days), of=self.ended)

    def held_within(self, days: int) -> Share:
        """How many were held on one of the first 14 or 30 days, of all that were held."""
        return Share(count=_within(self.of(HELD), days), of=self.held)

    @property
    def median_offered(self) -> str | None:
        """Within which days half of all that ended had been offered a time, perhaps `NEVER`; None of nobody."""
        return _median(self.of(OFFERED))

    @property
    def median_held(self) -> str | None:
        """Within which days half of those that were held had been; None of none."""
        return _median({option: number for option, number in self.of(HELD).items() if option != NEVER})

    @property
    def no_shows(self) -> Share:
        """How many at least once did not come, of all that ended."""
        return Share(count=self.ended - self.of(MISSED)["0"], of=self.ended)

    @property
    def paused(self) -> Share:
        """How many at some time asked for later, of all that ended."""
        return Share(count=self.of(PAUSED)[YES], of=self.ended)


@dataclass(frozen=True, kw_only=True, slots=True)
class BandLine:
    """A published line: how many of an age band ended in a quarter, and when a time was offered; None is hidden."""

    period: str
    unit: str
    band: str
    ended: Shown
    offered: Mapping[str, Shown]

    def offered_within(self, days: int) -> Share | None:
        """How many were offered a time on one of the first 7, 14 or 30 days; None when that is not to be seen.

        It is seen where all those are shown, or all the others.
        """
        soon = [number for option, number in self.offered.items() if _is_within(option, days)]
        others = [number for option, number in self.offered.items() if not _is_within(option, days)]
        if self.ended is None or (None in soon and None in others):
            return None
        return Share(count=_shown(soon) if None not in soon else self.ended - _shown(others), of=self.ended)


@dataclass(frozen=True, kw_only=True, slots=True)
class OnwardLine:
    """A published line: what came after the pre-talks that were held in a quarter; None is hidden."""

    period: str
    unit: str
    onward: Mapping[str, Shown]


@dataclass(frozen=True, kw_only=True, slots=True)
class PretalkReport:
    """Everything the page on pre-talks draws. `months` runs from the first one counted to this one without gaps, each
    with every unit, and `years` likewise; `bands` and `onward` have the newest quarter first."""

    today: date
    months: tuple[PretalkLine, ...]
    years: tuple[PretalkLine, ...]
    bands: tuple[BandLine, ...]
    onward: tuple[OnwardLine, ...]


def build_pretalk_report(
    *,
    counters: Mapping[Key, int],
    untallied: Iterable[Ballot],
    published: Iterable[PublishedTable],
    today: date,
    units: Iterable[str] = (),
) -> PretalkReport:
    """The report of today. `untallied` are the ballots still in the pool; `units` are shown even with no pre-talk."""
    standing = tuple(published)
    counts = dict(counters)
    for key, number in tally(in_open_months(untallied, standing)).items():
        counts[key] = counts.get(key, 0) + number
    counted = [(month, cell_parts(cell)["unit"]) for month, table, cell in counts if table == OFFERED.name]
    codes = sorted({*units, *(unit for _, unit in counted)})
    months = _months(month_of(today), [month for month, _ in counted])
    lines = [
        PretalkLine(
            period=month,
            unit=unit,
            counts={table.name: exact(counts, month, unit, table) for table in PRETALK_TABLES},
        )
        for month in months
        for unit in codes
    ]
    years = sorted({month[:4] for month in months})
    return PretalkReport(
        today=today,
        months=tuple(lines),
        years=tuple(_year(year, unit, lines) for year in years for unit in codes),
        bands=tuple(line for table in _newest_first(standing, BY_BAND) for line in _band_lines(table)),
        onward=tuple(line for table in _newest_first(standing, ONWARD) for line in _onward_lines(table)),
    )


def _year(year: str, unit: str, lines: list[PretalkLine]) -> PretalkLine:
    inside = [line for line in lines if line.period[:4] == year and line.unit == unit]
    return PretalkLine(
        period=year,
        unit=unit,
        counts={
            table.name: {option: sum(line.of(table)[option] for line in inside) for option in table.options}
            for table in PRETALK_TABLES
        },
    )


def _months(this_month: str, counted: list[str]) -> list[str]:
    months = [min([this_month, *counted])]
    while months[-1] < max([this_month, *counted]):
        months.append(next_month(months[-1]))
    return months


def _newest_first(published: tuple[PublishedTable, ...], name: str) -> list[PublishedTable]:
    tables = [table for table in published if table.table == name]
    return sorted(tables, key=lambda table: months_of(table.period), reverse=True)


def _units(table: PublishedTable) -> list[str]:
    return sorted({cell_parts(cell)["unit"] for cell in table.cells})


def _band_lines(table: PublishedTable) -> list[BandLine]:
    return [
        BandLine(
            period=table.period,
            unit=unit,
            band=band,
            ended=table.cells[by_band_cell(unit, band, None)],
            offered={option: table.cells[by_band_cell(unit, band, option)] for option in OFFERED.options},
        )
        for unit in _units(table)
        for band in BANDS
    ]


def _onward_lines(table: PublishedTable) -> list[OnwardLine]:
    return [
        OnwardLine(
            period=table.period,
            unit=unit,
            onward={option: table.cells[onward_cell(unit, option)] for option in ONWARD_OPTIONS},
        )
        for unit in _units(table)
    ]


def _is_within(option: str, days: int) -> bool:
    if days not in LAST_DAYS.values():
        raise ValueError("there is no such limit among what is counted")
    return option not in (NEVER, Within.LATER) and LAST_DAYS[Within(option)] <= days


def _shown(numbers: Iterable[Shown]) -> int:
    return sum(number for number in numbers if number is not None)


def _within(counts: Mapping[str, int], days: int) -> int:
    return sum(number for option, number in counts.items() if _is_within(option, days))


def _median(counts: Mapping[str, int]) -> str | None:
    """The option, in the order they stand in, that the middle one has; of two in the middle, the later."""
    middle = sum(counts.values()) // 2
    for option, number in counts.items():
        if middle < number:
            return option
        middle -= number
    return None

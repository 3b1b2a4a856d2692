"""The figures as rows, one number each: what every format of the export is written from.

This is format 2. Columns are only ever added, at the end; when one is added, or one means something else, the number
rises. The same is said for readers in docs/figures.md.

What is exact comes from the counters and the ballots that wait; everything else is read from what was published, and
what is hidden there is hidden here. A share is worked out only between two numbers that both are shown.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from flows.ages_in_years import read_set
from flows.breakdowns import TROUBLES
from flows.cells import YES, Key, Shown, cell_key, cell_parts, months_of, quarter_of, year_of
from flows.corrections import Correction
from flows.counting import BAND, TOTALS, Ballot, tally
from flows.helped_counting import ANSWERS, HELPED
from flows.pretalk_counting import HELD, OFFERED, PRETALK_TABLES, RESULT
from flows.published import PublishedTable
from flows.publishing import in_open_months
from flows.table_reading import DECLARED
from flows.tables import Declared

FORMAT = 2
COLUMNS = (
    "format",
    "year",
    "quarter",
    "month",
    "unit",
    "table",
    "age_band",
    "answer",
    "count",
    "hidden",
    "share",
)
# The tables that have a sheet of their own in the workbook, by the sheet they share.
SHEETS: Mapping[str, tuple[str, ...]] = {
    "channel": ("channel",),
    "role": ("role",),
    "pretalks": (OFFERED.name, HELD.name, RESULT.name),
    "helped": (HELPED,),
}
ALL = "all"
TOTAL = "total"
CONTACTS = "contacts"
CORRECTIONS = "corrections"
AGE_BAND = "age_band"
_EXACT: Mapping[str, str] = {TOTALS: CONTACTS, ANSWERS: ANSWERS, **{table.name: table.name for table in PRETALK_TABLES}}
_TROUBLE = "trouble_"
_RANGE = re.compile(r"(\d+)-(\d+)")


@dataclass(frozen=True, kw_only=True, slots=True)
class ExportRow:
    """One number: None where it is hidden. `of` is the sum it is a part of, None where there is none or it is hidden.

    `unit`, `band` and `answer` are None where the number is over all of them.
    """

    period: str
    unit: str | None
    table: str
    band: str | None
    answer: str | None
    count: Shown
    of: Shown

    @property
    def share(self) -> float | None:
        """How many in a hundred, with one decimal; None where either number is hidden, or there is nothing."""
        if self.count is None or not self.of:
            return None
        return round(100 * self.count / self.of, 1)

    def values(self) -> tuple[str | int | float, ...]:
        """In the order of `COLUMNS`, empty where there is nothing to say."""
        months = months_of(self.period)
        return (
            FORMAT,
            int(self.period[:4]),
            "" if len(months) == 12 else int(quarter_of(months[0])[-1]),
            int(self.period[5:]) if len(months) == 1 else "",
            spoken(self.unit or ALL),
            self.table,
            spoken(self.band or TOTAL),
            spoken(self.answer or TOTAL),
            "" if self.count is None else self.count,
            "yes" if self.count is None else "no",
            "" if self.share is None else self.share,
        )


def export_rows(
    *,
    counters: Mapping[Key, int],
    untallied: Iterable[Ballot],
    published: Iterable[PublishedTable],
    corrections: Iterable[Correction] = (),
    declared: Declared = DECLARED,
    years: Iterable[int] = (),
) -> tuple[ExportRow, ...]:
    """Every number there is of these `years`, or of all: what is exact by month, then what was published, and the sets
    of ages that are read of it."""
    standing = tuple(published)
    counts = dict(counters)
    for key, number in tally(in_open_months(untallied, standing)).items():
        counts[key] = counts.get(key, 0) + number
    wanted = {str(year) for year in years}
    rows = (*_exact(counts), *_corrected(corrections), *_published(standing, declared))
    return tuple(row for row in rows if not wanted or year_of(row.period) in wanted)


def years_of(rows: Iterable[ExportRow]) -> tuple[int, ...]:
    """The years there is a number of, the newest first."""
    return tuple(sorted({int(row.period[:4]) for row in rows}, reverse=True))


def spoken(code: str) -> str:
    """A code as it stands in a file: ranges as "3 to 11", because spreadsheets read "3-11" as a date."""
    return _RANGE.sub(r"\1 to \2", code)


def _exact(counts: Mapping[Key, int]) -> Iterator[ExportRow]:
    found = sorted((month, table, cell, number) for (month, table, cell), number in counts.items() if table in _EXACT)
    sums: dict[tuple[str, str, str], int] = {}
    for month, table, cell, number in found:
        place = (month, table, cell_parts(cell)["unit"])
        sums[place] = sums.get(place, 0) + number
    for month, table, cell, number in found:
        parts = cell_parts(cell)
        unit = parts.pop("unit")
        answer = next(iter(parts.values()), None)
        yield ExportRow(
            period=month,
            unit=unit,
            table=_EXACT[table],
            band=None,
            answer=answer,
            count=number,
            of=None if answer is None else sums[month, table, unit],
        )


def _corrected(corrections: Iterable[Correction]) -> Iterator[ExportRow]:
    sums: dict[tuple[str, str], int] = {}
    for each in corrections:
        sums[each.month, each.unit] = sums.get((each.month, each.unit), 0) + each.number
    for (month, unit), number in sorted(sums.items()):
        yield ExportRow(period=month, unit=unit, table=CORRECTIONS, band=None, answer=None, count=number, of=None)


def _place(table: PublishedTable) -> tuple[str, int, str]:
    months = months_of(table.period)
    return (months[-1], len(months), table.table)


def _published(published: tuple[PublishedTable, ...], declared: Declared) -> Iterator[ExportRow]:
    bands = {table.period: table.cells for table in published if table.table == BAND}
    # A quarter stands behind its months, a year behind its quarters.
    for table in sorted(published, key=_place):
        trouble = table.table.removeprefix(_TROUBLE) if table.table.startswith(_TROUBLE) else None
        for cell, number in table.cells.items():
            parts = cell_parts(cell)
            unit, band = parts.pop("unit", None), parts.pop("band", None)
            answer = next(iter(parts.values()), None)
            if trouble is not None and answer != YES:
                # How often it was named; how often not is the rest.
                continue
            around = cell_key(unit=unit, band=band)
            yield ExportRow(
                period=table.period,
                unit=unit,
                table=AGE_BAND if table.table == BAND else TROUBLES if trouble is not None else table.table,
                band=band,
                answer=answer if trouble is None else trouble,
                count=number,
                of=None if answer is None else table.cells.get(around, bands.get(table.period, {}).get(around)),
            )
        yield from _sets(table, bands.get(table.period, {}), declared)


def _sets(table: PublishedTable, bands: Mapping[str, Shown], declared: Declared) -> Iterator[ExportRow]:
    for name, ages in declared.age_sets(table.table, table.period).items():
        for answer, known in (read_set(table.table, table.cells, bands, ages) or {}).items():
            yield ExportRow(
                period=table.period,
                unit=None,
                table=name,
                band=None,
                answer=answer,
                count=known.shown,
                of=table.cells[""],
            )

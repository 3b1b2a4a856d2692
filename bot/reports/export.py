"""The figures as a CSV file: what the page shows, one number a line, for a spreadsheet.

The format is version 1. Columns are only ever added, at the end, and then the version rises:

| column   | holds                                                                                          |
|----------|------------------------------------------------------------------------------------------------|
| format   | 1                                                                                              |
| year     | four digits                                                                                    |
| quarter  | 1-4                                                                                            |
| month    | 1-12; empty where the number is of a whole quarter                                             |
| unit     | the unit's code; "all" where the number is over all units                                      |
| table    | "contacts" for the exact totals, else the table's name ("channel", "role", … "troubles")       |
| age_band | "3 to 11", "25+", "unknown"; "total" for all ages together                                     |
| answer   | the counted answer's code; in "contacts" the kind; "total" for all answers together            |
| count    | the number; empty where it is hidden                                                           |
| hidden   | "yes" where the number is hidden to protect people, else "no"                                  |

In "troubles" a contact may have several answers, or none, so they do not add up to "total".

It is UTF-8 with a byte order mark and semicolons, as Danish spreadsheets expect. Ranges are written "3 to 11" and
months stand in columns of their own, because spreadsheets read "3-11" and "2026-03" as dates. Text that a spreadsheet
would run as a formula gets an apostrophe before it.
"""

import csv
import io
import re
from collections.abc import Iterator

from flows.cells import Shown, months_of, quarter_of
from flows.figures import Breakdown, Figures

FORMAT = 1
COLUMNS = ("format", "year", "quarter", "month", "unit", "table", "age_band", "answer", "count", "hidden")

# What a spreadsheet takes for the start of a formula: also behind blanks, and some of them in full width.
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")
_RANGE = re.compile(r"(\d+)-(\d+)")

ExportRow = tuple[str | int, ...]


def export_rows(figures: Figures) -> tuple[ExportRow, ...]:
    """What the file holds below its heading: exact totals by month, then the published breakdowns."""
    totals: list[ExportRow] = [
        _row(month.month, unit, "contacts", "total", str(kind), number)
        for month in figures.months
        for unit, kinds in month.kinds.items()
        for kind, number in kinds.items()
    ]
    return (*totals, *(row for breakdown in figures.breakdowns for row in _breakdown_rows(breakdown)))


def to_csv(figures: Figures) -> bytes:
    """The file itself, heading first."""
    written = io.StringIO()
    writer = csv.writer(written, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([_harmless(value) for value in row] for row in export_rows(figures))
    return written.getvalue().encode("utf-8-sig")


def _breakdown_rows(breakdown: Breakdown) -> Iterator[ExportRow]:
    lines = [(row.band, row.cells, row.total) for row in breakdown.rows]
    lines.append(("total", breakdown.column_totals, breakdown.total))
    for band, cells, total in lines:
        answers = [*zip(breakdown.columns, cells, strict=True), ("total", total)]
        for answer, number in answers:
            yield _row(breakdown.period, breakdown.unit or "all", breakdown.table, band, answer, number)


def _row(period: str, unit: str, table: str, band: str, answer: str, number: Shown) -> ExportRow:
    months = months_of(period)
    return (
        FORMAT,
        int(period[:4]),
        int(quarter_of(months[0])[-1]),
        int(period[5:]) if len(months) == 1 else "",
        _spoken(unit),
        table,
        _spoken(band),
        _spoken(answer),
        "" if number is None else number,
        "yes" if number is None else "no",
    )


def _spoken(code: str) -> str:
    return _RANGE.sub(r"\1 to \2", code)


def _harmless(value: str | int) -> str | int:
    return f"'{value}" if isinstance(value, str) and _FORMULA.match(value) else value

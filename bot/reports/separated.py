"""The figures as a CSV file, for any spreadsheet.

It is UTF-8 with a byte order mark and semicolons, as Danish spreadsheets expect; decimals have a point, or a comma
where that is asked for. Text that a spreadsheet would run as a formula gets an apostrophe before it.
"""

import csv
import io
import re
from collections.abc import Iterable

from bot.reports.rows import COLUMNS, ExportRow

# What a spreadsheet takes for the start of a formula: also behind blanks, and some of them in full width.
FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")


def to_csv(rows: Iterable[ExportRow], *, decimal_comma: bool = False) -> bytes:
    """The file itself, heading first."""
    written = io.StringIO()
    writer = csv.writer(written, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([_written(value, decimal_comma=decimal_comma) for value in row.values()] for row in rows)
    return written.getvalue().encode("utf-8-sig")


def harmless(text: str) -> str:
    """The text, with an apostrophe before it where a spreadsheet would run it."""
    return f"'{text}" if FORMULA.match(text) else text


def _written(value: str | int | float, *, decimal_comma: bool) -> str | int:
    if isinstance(value, float):
        said = f"{value:.1f}"
        return said.replace(".", ",") if decimal_comma else said
    return harmless(value) if isinstance(value, str) else value

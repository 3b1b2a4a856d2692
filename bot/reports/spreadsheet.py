"""The figures as an XLSX workbook: a sheet for each question a meeting asks, with its chart, and one with every number.

The charts are the spreadsheet's own: they are drawn from the cells beside them, and whoever opens the file can change
them. A hidden number is said in a word; a chart leaves it out. Text is always text: nothing in a file runs.
"""

import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.chart import BarChart, LineChart, Reference
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from bot.reports.rows import COLUMNS, CONTACTS, SHEETS, ExportRow
from bot.reports.separated import FORMULA
from flows.cells import Shown, months_of
from flows.feedback import Helped
from flows.helped_counting import GROUPS, HELPED
from flows.pretalk_counting import NEVER
from flows.vocabulary import Channel, ContactKind, PretalkResult, Role, Within

Say = Callable[..., str]
# What a table is called, and what an answer in it is called.
Named = Callable[[str, str | None], str]

# Answers as people read them; others follow by their codes.
IN_ORDER = (*Channel, *Role, *Within, NEVER, *PretalkResult, *Helped)
_WIDE, _NARROW = 24, 12
_CHART_WIDTH, _CHART_HEIGHT = 20, 9
_HEADING = PatternFill("solid", fgColor="DCE9E6")
_BOLD = Font(bold=True)
_HIDDEN = Font(italic=True, color="666666")

Value = str | int | float | None
# A period, a unit and an answer.
Place = tuple[str, str | None, str | None]


@dataclass(frozen=True, kw_only=True, slots=True)
class Block:
    """A table on a sheet, `first` its heading line and `last` its last one; columns count from 1."""

    first: int
    last: int
    columns: int


def to_workbook(rows: Iterable[ExportRow], *, goals: Mapping[str, int], made_on: date, say: Say, named: Named) -> bytes:
    """The workbook itself; `goals` are contacts a year by unit."""
    found = tuple(rows)
    workbook = Workbook()
    # Who made it and at which minute is in the audit trail, not in a file that is passed on.
    workbook.properties.creator = "Doorstep"
    workbook.properties.title = say("console-export-title")
    about = workbook.active
    if not isinstance(about, Worksheet):
        raise TypeError("a new workbook has one sheet")
    contents = [
        _contacts(workbook, found, goals, say),
        *(_mix(workbook, found, name, tables, say, named) for name, tables in SHEETS.items()),
        _every(workbook, found, say),
    ]
    _about(about, [each for each in contents if each], made_on, say)
    written = io.BytesIO()
    workbook.save(written)
    return written.getvalue()


def _about(sheet: Worksheet, contents: Sequence[str], made_on: date, say: Say) -> None:
    sheet.title = say("console-export-sheet-about")
    lines = [
        say("console-export-title"),
        say("console-export-made-on", day=made_on.isoformat()),
        "",
        say("console-export-about-exact"),
        say("console-export-about-hidden"),
        say("console-export-about-corrected"),
        "",
        say("console-export-about-sheets", names=", ".join(contents)),
    ]
    for number, line in enumerate(lines, start=1):
        _write(sheet, number, 1, line).alignment = Alignment(wrap_text=True, vertical="top")
    sheet["A1"].font = Font(bold=True, size=14)
    sheet.column_dimensions["A"].width = 90


def _contacts(workbook: Workbook, rows: Sequence[ExportRow], goals: Mapping[str, int], say: Say) -> str:
    """Contacts by month, and how each year goes against its goal."""
    counted = {
        (row.period, row.unit or ""): row.count or 0
        for row in rows
        if row.table == CONTACTS and row.answer == ContactKind.CONTACT
    }
    sheet = _sheet(workbook, say("console-export-sheet-contacts"))
    if not counted:
        return _nothing(sheet, say)
    units = sorted({unit for _, unit in counted})
    months = sorted({month for month, _ in counted})
    heading: list[Value] = [say("console-month"), *units, say("console-all")]
    lines: list[list[Value]] = []
    for month in months:
        numbers = [counted.get((month, unit), 0) for unit in units]
        lines.append([month, *numbers, sum(numbers)])
    block = _table(sheet, 1, heading, lines, say)
    bars = BarChart()
    bars.type, bars.grouping, bars.overlap = "col", "stacked", 100
    _draw(sheet, bars, block, columns=len(units), title=say("console-export-sheet-contacts"), at=1)
    place, next_line = 1 + _CHART_HEIGHT * 2 + 2, block.last + 3
    for unit in units:
        if unit not in goals:
            continue
        for year in sorted({month[:4] for month in months}):
            so_far, course = 0, list[list[Value]]()
            for month in (month for month in months if month.startswith(year)):
                so_far += counted.get((month, unit), 0)
                course.append([month, so_far, goals[unit]])
            title = say("console-export-course", unit=unit, year=year)
            _write(sheet, next_line, 1, title).font = _BOLD
            heading = [say("console-month"), say("console-export-so-far"), say("console-goal")]
            block = _table(sheet, next_line + 1, heading, course, say)
            _draw(sheet, LineChart(), block, columns=2, title=title, at=place)
            place, next_line = place + _CHART_HEIGHT * 2 + 2, block.last + 3
    return str(sheet.title)


def _mix(
    workbook: Workbook, rows: Sequence[ExportRow], name: str, tables: Sequence[str], say: Say, named: Named
) -> str:
    """How often each answer was given, without the ages: a line for a period and a unit, a column for an answer."""
    here = [row for row in rows if row.table in tables and row.band is None and row.answer is not None]
    # A year is the sum of what stands above it, and would be drawn beside its own parts.
    here = [row for row in here if len(months_of(row.period)) < 12]
    sheet = _sheet(workbook, say(f"console-export-sheet-{name}"))
    if not here:
        return _nothing(sheet, say)
    line, place = 1, 1
    for table in tables:
        found = [row for row in here if row.table == table]
        if not found:
            continue
        # What nobody said has no column. Sums, as "yes" is of two degrees, would be drawn beside their own parts.
        given = {row.answer or "" for row in found if row.count != 0} - (GROUPS.keys() if table == HELPED else set())
        answers = [*(each for each in IN_ORDER if each in given), *sorted(given.difference(IN_ORDER))]
        cells = {(row.period, row.unit, row.answer): row.count for row in found}
        lines: list[list[Value]] = []
        for period, unit in dict.fromkeys((row.period, row.unit) for row in found):
            numbers = [_or_word(cells, (period, unit, answer), say) for answer in answers]
            where = period if unit is None else f"{period} · {unit}"
            lines.append([where, *numbers])
        title = named(table, None)
        _write(sheet, line, 1, title).font = _BOLD
        heading: list[Value] = [say("console-report-period"), *(named(table, answer) for answer in answers)]
        block = _table(sheet, line + 1, heading, lines, say)
        chart = BarChart()
        chart.type, chart.grouping, chart.overlap = "col", "stacked", 100
        _draw(sheet, chart, block, columns=len(answers), title=title, at=place)
        line, place = block.last + 3, place + _CHART_HEIGHT * 2 + 2
    return str(sheet.title)


def _every(workbook: Workbook, rows: Sequence[ExportRow], say: Say) -> str:
    """Every number there is, with the columns of the CSV file."""
    sheet = _sheet(workbook, say("console-export-sheet-every"))
    lines = [[None if value == "" else value for value in row.values()] for row in rows]
    block = _table(sheet, 1, list(COLUMNS), lines, say)
    sheet.auto_filter.ref = f"A1:{get_column_letter(block.columns)}{block.last}"
    return str(sheet.title)


def _sheet(workbook: Workbook, title: str) -> Worksheet:
    sheet: Worksheet = workbook.create_sheet(title)
    sheet.freeze_panes = "A2"
    return sheet


def _nothing(sheet: Worksheet, say: Say) -> str:
    _write(sheet, 1, 1, say("console-nothing-counted"))
    return str(sheet.title)


def _table(sheet: Worksheet, first: int, heading: Sequence[Value], lines: Sequence[Sequence[Value]], say: Say) -> Block:
    for column, said in enumerate(heading, start=1):
        cell = _write(sheet, first, column, said)
        cell.font, cell.fill = _BOLD, _HEADING
        letter = get_column_letter(column)
        width = _WIDE if column == 1 else max(_NARROW, min(_WIDE, len(str(said)) + 3))
        sheet.column_dimensions[letter].width = max(sheet.column_dimensions[letter].width, width)
    hidden = say("console-hidden")
    for number, line in enumerate(lines, start=first + 1):
        for column, value in enumerate(line, start=1):
            cell = _write(sheet, number, column, value)
            if value == hidden:
                cell.font, cell.alignment = _HIDDEN, Alignment(horizontal="right")
    return Block(first=first, last=first + len(lines), columns=len(heading))


def _draw(sheet: Worksheet, chart: BarChart | LineChart, block: Block, *, columns: int, title: str, at: int) -> None:
    """A chart right of the tables, of the first `columns` numbers of a block."""
    chart.title, chart.width, chart.height = title, _CHART_WIDTH, _CHART_HEIGHT
    chart.add_data(
        Reference(sheet, min_col=2, max_col=1 + columns, min_row=block.first, max_row=block.last), titles_from_data=True
    )
    chart.set_categories(Reference(sheet, min_col=1, min_row=block.first + 1, max_row=block.last))
    # Without this, newer spreadsheets leave both axes out.
    chart.x_axis.delete = chart.y_axis.delete = False
    sheet.add_chart(chart, f"{get_column_letter(sheet.max_column + 2)}{at}")


def _write(sheet: Worksheet, line: int, column: int, value: Value) -> Cell:
    cell = sheet.cell(line, column)
    if not isinstance(cell, Cell):
        raise TypeError("no cell is merged here")
    cell.value = value
    if isinstance(value, str):
        # What looks like a formula is text, and stays text when somebody edits it.
        cell.data_type, cell.quotePrefix = "s", bool(FORMULA.match(value))
    return cell


def _or_word(cells: Mapping[Place, Shown], place: Place, say: Say) -> Value:
    if place not in cells:
        return None
    number = cells[place]
    return say("console-hidden") if number is None else number

"""The cells of a sheet as text, from a spreadsheet file (.xlsx) or from one with separators (.csv).

Rules: nothing in a file is run, fetched or followed. What could unfold to more than it looks (a parcel in a parcel, an
entity in a text) is refused before it is opened. A formula counts with the value it had when it was saved, and is named
where it had none. What is merged down a column holds for each of its lines. A hidden sheet is left alone, and said so.
"""

import codecs
import csv
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from bot.sheets.problems import MOST_COLUMNS, MOST_LINES, Problem, Unreadable

FORMULA, ERROR = "sheet-formula", "sheet-error"
# What a parcel may unfold to.
_UNFOLDED, _PARTS = 64 * 1024 * 1024, 500
_OLD_KIND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DELIMITERS = ";,\t"
_DECLARATION = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
# Danish letters of one encoding read as another, twice.
_TWICE = re.compile("Ã[¦¸¥†˜…\x86\x98\x85©]|â€")


@dataclass(frozen=True, kw_only=True)
class Cells:
    """One sheet: its lines with their numbers, cells that have no value and why, and what was seen around it."""

    lines: list[tuple[int, list[str]]] = field(repr=False)
    broken: dict[tuple[int, int], str] = field(default_factory=dict)
    names: list[str] = field(default_factory=list, repr=False)
    hidden: int = 0
    epoch: int = 1900


def cells_of(content: bytes, *, sheet: int = 0) -> Cells:
    """The cells of a file; `sheet` is one of those that can be seen. Raises `Unreadable`."""
    if content.startswith(b"PK\x03\x04"):
        cells = _spreadsheet(content, sheet)
    elif content.startswith(_OLD_KIND):
        # A spreadsheet with a password is one of these, too.
        raise Unreadable(Problem.LOCKED if b"E\0n\0c\0r\0y\0p\0t" in content else Problem.OLD_KIND)
    else:
        cells = _separated(content)
    filled = [(number, line) for number, line in cells.lines if any(line)]
    if len(filled) < 2:
        raise Unreadable(Problem.EMPTY)
    if len(filled) > MOST_LINES + 20:
        raise Unreadable(Problem.TOO_MANY_LINES)
    if max(len(line) for _, line in filled) > MOST_COLUMNS:
        raise Unreadable(Problem.TOO_MANY_COLUMNS)
    return Cells(lines=filled, broken=cells.broken, names=cells.names, hidden=cells.hidden, epoch=cells.epoch)


def _spreadsheet(content: bytes, sheet: int) -> Cells:
    _look_inside(content)
    # openpyxl is big: only where a spreadsheet is read.
    from openpyxl import load_workbook

    try:
        values = load_workbook(io.BytesIO(content), data_only=True, keep_links=False, rich_text=False)
        written = load_workbook(io.BytesIO(content), data_only=False, keep_links=False, rich_text=False)
    except MemoryError:
        raise
    except Exception:  # a file can be wrong in more ways than have names
        raise Unreadable(Problem.NOT_ONE) from None
    seen = [each for each in values.worksheets if each.sheet_state == "visible" and each.max_row and _has_any(each)]
    if not seen:
        raise Unreadable(Problem.EMPTY)
    page = seen[min(sheet, len(seen) - 1)]
    formulas = written[page.title]
    lines: list[tuple[int, list[str]]] = []
    broken: dict[tuple[int, int], str] = {}
    for number, row in enumerate(page.iter_rows(values_only=True), start=1):
        lines.append((number, [_text(value) for value in row[: _last_filled(row)]]))
    for row in formulas.iter_rows():
        for cell in row:
            if cell.data_type == "f" and page.cell(cell.row, cell.column).value is None:
                broken[cell.row, cell.column - 1] = FORMULA
    for number, line in lines:
        for column, value in enumerate(line):
            if value.startswith("#") and page.cell(number, column + 1).data_type == "e":
                broken[number, column] = ERROR
                line[column] = ""
    _spread(page, lines)
    return Cells(
        lines=lines,
        broken=broken,
        names=[each.title for each in seen],
        hidden=len([each for each in values.worksheets if each.sheet_state != "visible"]),
        epoch=1904 if values.epoch.year == 1904 else 1900,
    )


def _has_any(page: Any) -> bool:
    if page.max_row > 10 * MOST_LINES:
        # A frame around empty cells: only the filled ones are counted later.
        return True
    return any(value is not None for row in page.iter_rows(values_only=True) for value in row)


def _last_filled(row: tuple[Any, ...]) -> int:
    return max((at for at, value in enumerate(row, start=1) if value is not None), default=0)


def _spread(page: Any, lines: list[tuple[int, list[str]]]) -> None:
    """A cell that is merged down a column holds for every line beside it."""
    by_number = dict(lines)
    for merged in page.merged_cells.ranges:
        value = _text(page.cell(merged.min_row, merged.min_col).value)
        for number in range(merged.min_row + 1, min(merged.max_row, len(lines)) + 1):
            line = by_number[number]
            # A line that is empty but for the merged cell is an empty line.
            if value and any(line):
                line.extend([""] * (merged.min_col - len(line)))
                line[merged.min_col - 1] = value


def _look_inside(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parcel:
            parts = parcel.infolist()
            names = {part.filename.lower() for part in parts}
            if len(parts) > _PARTS or sum(part.file_size for part in parts) > _UNFOLDED:
                raise Unreadable(Problem.TOO_MUCH)
            if any(part.flag_bits & 1 for part in parts):
                raise Unreadable(Problem.LOCKED)
            if any("vbaproject" in name or "macrosheet" in name for name in names):
                raise Unreadable(Problem.MACROS)
            if "xl/workbook.xml" not in names:
                raise Unreadable(Problem.NOT_ONE)
            written = [part for part in parts if part.filename.lower().endswith((".xml", ".rels"))]
            # Whatever it is encoded as: without its zeros a declaration shows.
            if any(_DECLARATION.search(parcel.read(part).replace(b"\0", b"")) for part in written):
                raise Unreadable(Problem.NOT_ONE)
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, RuntimeError, ValueError, zipfile.error):
        raise Unreadable(Problem.NOT_ONE) from None


def _text(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "ja" if value else "nej"
        case datetime() | date():
            return f"{value:%Y-%m-%d}"
        case time():
            return f"{60 * value.hour + value.minute} min"
        case timedelta():
            return f"{int(value.total_seconds()) // 60} min"
        case float() if value.is_integer():
            return str(int(value))
        case _:
            return str(value).strip()


def _separated(content: bytes) -> Cells:
    text = _decoded(content)
    first, _, rest = text.partition("\n")
    if re.fullmatch(r"sep=[;,\t|]\s*", first, re.IGNORECASE):
        return Cells(lines=[(number + 1, line) for number, line in _rows(rest, first.strip()[-1])])
    best = max(_DELIMITERS, key=lambda delimiter: _evenness(text, delimiter))
    lines = list(_rows(text, best))
    if max((len(line) for _, line in lines), default=0) < 2 and "<" in text[:200]:
        raise Unreadable(Problem.NOT_ONE)
    return Cells(lines=lines)


def _evenness(text: str, delimiter: str) -> int:
    """How much a text looks as if this stood between its cells."""
    widths = [len(line) for _, line in _rows("\n".join(text.splitlines()[:30]), delimiter) if any(line)]
    usual = max(set(widths), key=widths.count, default=0)
    return 0 if usual < 2 else 100 * widths.count(usual) + usual


def _rows(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    csv.field_size_limit(100_000)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for number, line in enumerate(reader, start=1):
            if number > 20 * MOST_LINES:
                raise Unreadable(Problem.TOO_MANY_LINES)
            yield number, [cell.strip() for cell in line]
    except csv.Error:
        raise Unreadable(Problem.NOT_ONE) from None


def _decoded(content: bytes) -> str:
    """The text of a file, in the encoding it was written in; raises `Unreadable` when its letters are broken."""
    try:
        if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            text = content.decode("utf-16")
        elif content[:200].count(b"\0") * 3 > len(content[:200]):
            text = content.decode("utf-16-le" if content[1:2] == b"\0" else "utf-16-be")
        else:
            try:
                text = content.decode("utf-8-sig")
            except UnicodeDecodeError:
                text = content.decode("cp1252")
    except UnicodeDecodeError:
        raise Unreadable(Problem.LETTERS) from None
    if "\0" in text:
        raise Unreadable(Problem.NOT_ONE)
    if "\ufffd" in text or _TWICE.search(text):
        raise Unreadable(Problem.LETTERS)
    return text

"""A sheet as a table: which line is its header, what its columns seem to say, and the values of some of them.

Runs in the process that opened the file (reading.py). A header is shown on a page; a value only of a column somebody
chose, and never of one that is refused.
"""

import hashlib
from typing import Any

from bot.sheets.files import Cells, cells_of
from bot.sheets.problems import MOST_LINES, Problem, Unreadable
from bot.sheets.reading import Column, Looked
from flows.discretion import find
from flows.sheet_columns import guess, refusal_of
from flows.sheet_values import normal, read_month

_HEADER_WITHIN = 20
_LONGEST_HEADER = 60


def looked(content: bytes, sheet: int) -> Looked:
    """What a sheet is; raises `Unreadable`."""
    cells = cells_of(content, sheet=sheet)
    header_line, header, lines = _parts(cells)
    return Looked(
        columns=tuple(_column(index, header, lines) for index in range(len(header)) if _is_there(index, header, lines)),
        lines=len(lines),
        header_line=header_line,
        names=tuple(cells.names),
        hidden=cells.hidden,
        epoch=cells.epoch,
    )


def taken(content: bytes, sheet: int, columns: list[int]) -> dict[str, Any]:
    """The values of columns that may be read, and the digest of everything; raises `Unreadable`."""
    cells = cells_of(content, sheet=sheet)
    _, header, lines = _parts(cells)
    allowed = [
        index
        for index in columns
        if 0 <= index < len(header) and refusal_of(header[index], _filled(index, lines)) is None
    ]
    if len(allowed) != len(columns):
        raise Unreadable(Problem.NOT_ONE)
    rows = []
    for number, line in lines:
        values = {index: line[index] for index in allowed if index < len(line) and line[index]}
        broken = {index: cells.broken[number, index] for index in allowed if (number, index) in cells.broken}
        rows.append((number, values, broken))
    return {
        "headers": {index: _shown(header[index]) for index in allowed},
        "epoch": cells.epoch,
        "rows": rows,
        "digest": _digest(header, lines),
    }


def _parts(cells: Cells) -> tuple[int, list[str], list[tuple[int, list[str]]]]:
    """The header's line number, the header, and the lines under it: titles above it are left out."""
    widths = [len([cell for cell in line if cell]) for _, line in cells.lines[:_HEADER_WITHIN]]
    at = next(place for place, width in enumerate(widths) if 2 * width > max(widths))
    width = max(len(line) for _, line in cells.lines)
    number, header = cells.lines[at]
    broken = {line for line, _ in cells.broken}
    lines = [each for each in cells.lines[at + 1 :] if any(each[1]) or each[0] in broken]
    if not lines:
        raise Unreadable(Problem.EMPTY)
    if len(lines) > MOST_LINES:
        raise Unreadable(Problem.TOO_MANY_LINES)
    return number, header + [""] * (width - len(header)), lines


def _column(index: int, header: list[str], lines: list[tuple[int, list[str]]]) -> Column:
    filled = _filled(index, lines)
    refusal = refusal_of(header[index], filled)
    return Column(
        index=index,
        header=_shown(header[index]),
        guess="" if refusal else guess(header[index], [value for _, value in filled]),
        filled=len(filled),
        refused="" if refusal is None else refusal.reason,
        line=0 if refusal is None else refusal.line,
    )


def _shown(header: str) -> str:
    """A list without a header has its first line there, and that may be anything."""
    return header[:_LONGEST_HEADER] if not find(header) or read_month(header) else ""


def _filled(index: int, lines: list[tuple[int, list[str]]]) -> list[tuple[int, str]]:
    return [(number, line[index]) for number, line in lines if index < len(line) and line[index]]


def _is_there(index: int, header: list[str], lines: list[tuple[int, list[str]]]) -> bool:
    return bool(header[index] or _filled(index, lines))


def _digest(header: list[str], lines: list[tuple[int, list[str]]]) -> str:
    """The same for the same content, saved once more or by another program."""
    said = hashlib.sha256()
    for line in (header, *(line for _, line in lines)):
        cells = [read_month(cell) or normal(cell) for cell in line]
        while cells and not cells[-1]:
            cells.pop()
        said.update("\x1f".join(cells).encode() + b"\x1e")
    return said.hexdigest()

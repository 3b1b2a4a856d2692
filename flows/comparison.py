"""A comparison for the yearly report: how somebody else's contacts were spread, from a small sheet a person made.

The rules it keeps: a line is a table, an answer, and a number or a percentage, with the N it is of; tables and answers
are named by their codes or as the pages name them. A line that is not clear is said with its number and left out only
knowingly. Nothing is worked out from several lines: what is not in the sheet is not there.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum

LONGEST_NAME = 60
MOST_LINES = 400
_NUMBER = re.compile(r"\d{1,3}(?:[. \u00a0]\d{3})*|\d{1,9}")
_PERCENT = re.compile(r"(\d{1,3})(?:[.,](\d{1,4}))? ?%?")


class Column(StrEnum):
    """What a comparison's columns hold; their codes are the headings of the template."""

    TABLE = "tabel"
    ANSWER = "svar"
    COUNT = "antal"
    PERCENT = "procent"
    N = "n"


# Other headings that mean the same.
HEADINGS: Mapping[str, Column] = {
    **{str(column): column for column in Column},
    "table": Column.TABLE,
    "gruppe": Column.TABLE,
    "answer": Column.ANSWER,
    "count": Column.COUNT,
    "number": Column.COUNT,
    "percent": Column.PERCENT,
    "pct": Column.PERCENT,
    "%": Column.PERCENT,
    "i alt": Column.N,
    "total": Column.N,
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Compared:
    """One line: so many of `of`, or so many in a hundred of them where only that is known; `of` None is unsaid."""

    table: str
    answer: str
    count: int | None
    percent: float | None
    of: int | None

    @property
    def share(self) -> float | None:
        """How many in a hundred; None where it cannot be said."""
        if self.percent is not None:
            return self.percent
        return 100 * self.count / self.of if self.count is not None and self.of else None


@dataclass(frozen=True, kw_only=True, slots=True)
class Comparison:
    """What the unit's year is set beside: its name, and its lines."""

    year: int
    name: str
    lines: tuple[Compared, ...]

    def to_json(self) -> str:
        """The lines as stored."""
        return json.dumps([asdict(line) for line in self.lines], separators=(",", ":"), ensure_ascii=False)

    @classmethod
    def from_json(cls, *, year: int, name: str, lines: str) -> "Comparison":
        """What `to_json` wrote."""
        return cls(year=year, name=name, lines=tuple(Compared(**line) for line in json.loads(lines)))


@dataclass(frozen=True, kw_only=True, slots=True)
class Unclear:
    """A line that is not clear: its number in the sheet, and the id of the sentence that says why."""

    line: int
    text_id: str


# Every sentence there is for a line.
PROBLEMS = (
    "comparison-answer-unknown",
    "comparison-more-than-all",
    "comparison-no-number",
    "comparison-number-odd",
    "comparison-table-unknown",
    "comparison-twice",
)


def read_comparison(
    rows: Iterable[tuple[int, Mapping[Column, str]]], names: Mapping[str, tuple[str, Mapping[str, str]]]
) -> tuple[tuple[Compared, ...], tuple[Unclear, ...]]:
    """The lines of a sheet, and those that are not clear.

    `rows` are line numbers with their cells. `names` has each table, by everything it may be called in small letters,
    with its code and its answers, by everything they may be called.
    """
    clear: dict[tuple[str, str], Compared] = {}
    unclear = []
    for number, cells in rows:
        if not any(cells.get(column, "").strip() for column in (Column.COUNT, Column.PERCENT, Column.N)):
            # A line of the template that nobody filled in.
            continue
        try:
            line = _line(cells, names)
            if (line.table, line.answer) in clear:
                raise _Odd("comparison-twice")
            clear[line.table, line.answer] = line
        except _Odd as odd:
            unclear.append(Unclear(line=number, text_id=odd.text_id))
    return tuple(clear.values()), tuple(unclear)


class _Odd(Exception):
    def __init__(self, text_id: str) -> None:
        super().__init__(text_id)
        self.text_id = text_id


def _line(cells: Mapping[Column, str], names: Mapping[str, tuple[str, Mapping[str, str]]]) -> Compared:
    said = {column: " ".join(cells.get(column, "").split()) for column in Column}
    named = names.get(said[Column.TABLE].casefold())
    if named is None:
        raise _Odd("comparison-table-unknown")
    table, answers = named
    answer = answers.get(said[Column.ANSWER].casefold())
    if answer is None:
        raise _Odd("comparison-answer-unknown")
    count, of = _whole(said[Column.COUNT]), _whole(said[Column.N])
    percent = _percent(said[Column.PERCENT])
    if count is None and percent is None:
        raise _Odd("comparison-no-number")
    if count is not None and of is not None and count > of:
        raise _Odd("comparison-more-than-all")
    return Compared(table=table, answer=answer, count=count, percent=percent, of=of)


def _whole(written: str) -> int | None:
    if not written:
        return None
    if written.endswith((".0", ",0")):
        # As a spreadsheet gives a whole number.
        written = written[:-2]
    if not _NUMBER.fullmatch(written):
        raise _Odd("comparison-number-odd")
    return int(re.sub(r"\D", "", written))


def _percent(written: str) -> float | None:
    if not written:
        return None
    found = _PERCENT.fullmatch(written)
    if found is None:
        raise _Odd("comparison-number-odd")
    percent = float(f"{found[1]}.{found[2] or 0}")
    if percent > 100:
        raise _Odd("comparison-number-odd")
    return percent

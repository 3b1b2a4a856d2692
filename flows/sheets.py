"""An old registration sheet, line by line: which column says what, and what each line would count as.

Rules: a line counts when every part of it is clear; else it has its problems in plain words, and counts nothing. A
column that seems to hold names, numbers or free text is never read. A month that is published takes nothing more.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from flows.ages_in_years import OLDEST
from flows.counting import Registration
from flows.line_reading import MOST_AT_ONCE
from flows.line_words import CODES
from flows.lines import Line, place_code
from flows.sheet_values import (
    MONTH,
    PLACE,
    TIMES,
    UNIT,
    UNKNOWN,
    YEARS,
    normal,
    read_code,
    read_month,
    read_number,
    read_tick,
    read_troubles,
    read_years,
)
from flows.vocabulary import AgeBand, Channel, ContactKind, Role, Trouble

# What a value may be said to mean beside a code: its lines are left out.
SKIPPED = "skipped"
# The problems a line can have.
PROBLEMS = (
    "line-ages",
    "line-place-channel",
    "sheet-error",
    "sheet-formula",
    "sheet-frozen",
    "sheet-future",
    "sheet-long-ago",
    "sheet-month",
    "sheet-no-channel",
    "sheet-no-month",
    "sheet-no-unit",
    "sheet-times",
    "sheet-twice",
    "sheet-value",
    "sheet-years",
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """A line as it came: its number in the sheet, the values of the columns that are read, and cells with no value."""

    number: int
    values: Mapping[int, str] = field(repr=False)
    broken: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """How a sheet is read: what each column says ("role", or "channel=phone" for a column of ticks), what holds for
    every line, and what somebody chose for a value of a column."""

    columns: Mapping[int, str]
    headers: Mapping[int, str] = field(repr=False)
    unit: str = ""
    channel: str = ""
    epoch: int = 1900
    chosen: Mapping[tuple[int, str], str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class Around:
    """What lines are read in: the units with their ages, the places by code, and why a month takes nothing (a
    problem), if it does not."""

    units: Mapping[str, tuple[AgeBand, ...]]
    places: Mapping[str, str]
    closed: Callable[[str], str | None]


@dataclass(frozen=True, kw_only=True, slots=True)
class Problem:
    """Why a line cannot count; `text_id` and `arguments` are a sentence."""

    text_id: str
    arguments: Mapping[str, str | int] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class ReadRow:
    """A line that was read: what it counts as, or its problems, or neither when it was left out by a choice."""

    number: int
    line: Line | None = None
    problems: tuple[Problem, ...] = ()


def values_to_choose(plan: Plan, rows: tuple[Row, ...]) -> dict[int, dict[str, int]]:
    """The different values of the columns whose values mean codes, each with how many lines have it."""
    found: dict[int, dict[str, int]] = {
        column: {} for column, meaning in plan.columns.items() if meaning in CODES or meaning in (UNIT, PLACE)
    }
    for row in rows:
        for column, counts in found.items():
            value = normal(row.values.get(column, ""))
            if value:
                counts[value] = counts.get(value, 0) + 1
    return {column: dict(sorted(counts.items())) for column, counts in found.items()}


def meaning_of(plan: Plan, column: int, value: str, around: Around) -> str | None:
    """What a value of a column means: chosen, else read; None when it is not clear. Several troubles have commas."""
    said = normal(value)
    chosen = plan.chosen.get((column, said))
    if chosen is not None and _can_mean(chosen, plan.columns[column], around):
        return chosen
    match plan.columns[column]:
        case "unit":
            return next((unit for unit in around.units if normal(unit) == said), UNKNOWN if not said else None)
        case "place":
            return place_code(said) if said and place_code(said) in around.places else (None if said else UNKNOWN)
        case "troubles":
            troubles = read_troubles(said)
            return None if troubles is None else ",".join(sorted(troubles))
        case name:
            return read_code(name, said)


def _can_mean(chosen: str, meaning: str, around: Around) -> bool:
    if chosen in (UNKNOWN, SKIPPED):
        return True
    known = {UNIT: around.units, PLACE: around.places}.get(meaning) or list(CODES.get(meaning, ()))
    return all(code in known for code in (chosen.split(",") if meaning == "troubles" else [chosen]))


def read_row(row: Row, plan: Plan, around: Around) -> ReadRow:
    """What a line counts as, or why it cannot."""
    reading = _Reading(plan, around)
    for column, meaning in plan.columns.items():
        if column in row.broken:
            reading.lacks(meaning, row.broken[column], column=plan.headers[column])
        elif not reading.take(column, meaning, row.values.get(column, "")):
            return ReadRow(number=row.number)
    line = reading.line()
    return ReadRow(number=row.number, line=line, problems=tuple(reading.problems))


class _Reading:
    """One line while it is read."""

    def __init__(self, plan: Plan, around: Around) -> None:
        self._plan, self._around = plan, around
        self._said: dict[str, Any] = {}
        self._troubles: set[Trouble] = set()
        self._unclear: set[str] = set()
        self.problems: list[Problem] = []

    def problem(self, text_id: str, **arguments: str | int) -> None:
        self.problems.append(Problem(text_id=text_id, arguments=arguments))

    def lacks(self, meaning: str, text_id: str, **arguments: str | int) -> None:
        """One part is not clear; that it is missing is not said a second time."""
        self._unclear.add(meaning)
        self.problem(text_id, **arguments)

    def take(self, column: int, meaning: str, value: str) -> bool:
        """Read one cell; False when its value says that the line is left out."""
        header = self._plan.headers[column]
        if "=" in meaning:
            self._tick(header, meaning, value)
        elif meaning == MONTH:
            self._month(value)
        elif meaning == TIMES:
            times = read_number(value) if normal(value) else 1
            if times is None or not 1 <= times <= MOST_AT_ONCE:
                self.problem("sheet-times", value=value[:40], most=MOST_AT_ONCE)
            self._said["times"] = times
        elif meaning == YEARS:
            self._years(value)
        else:
            said = meaning_of(self._plan, column, value, self._around)
            if said == SKIPPED:
                return False
            if said is None:
                self.lacks(meaning, "sheet-value", column=header, value=value[:40])
            elif meaning == "troubles":
                self._troubles |= {Trouble(code) for code in said.split(",") if code}
            elif said:
                self._set(meaning, said if meaning in (UNIT, PLACE) else CODES[meaning](said), header)
        return True

    def _tick(self, header: str, meaning: str, value: str) -> None:
        name, code = meaning.split("=", 1)
        ticked = read_tick(value)
        if ticked is None:
            self.problem("sheet-value", column=header, value=value[:40])
        elif ticked and name == "troubles":
            self._troubles.add(Trouble(code))
        elif ticked:
            self._set(name, CODES[name](code), header)

    def _set(self, name: str, value: Any, header: str) -> None:
        if self._said.setdefault(name, value) != value:
            self.problem("sheet-twice", column=header)

    def _month(self, value: str) -> None:
        if not normal(value):
            self.problem("sheet-no-month")
            return
        month = read_month(value, epoch=self._plan.epoch)
        if month is None:
            self.problem("sheet-month", value=value[:40])
        elif closed := self._around.closed(month):
            self.problem(closed, month=month)
        self._said["month"] = month

    def _years(self, value: str) -> None:
        years = read_years(value) if normal(value) not in ("", "?", "-") else UNKNOWN
        if years is None:
            self.problem("sheet-years", value=value[:40])
        elif years != UNKNOWN and int(years) <= OLDEST:
            self._said["years"] = int(years)
        elif years != UNKNOWN:
            self._said.setdefault("band", AgeBand.GROWN)

    def line(self) -> Line | None:
        """The whole line, when nothing is wrong with it."""
        said, plan = self._said, self._plan
        years, band = said.get("years"), said.get("band")
        if years is not None and said.setdefault("band", AgeBand.of(years)) is not AgeBand.of(years):
            self.problem("line-ages", years=years, band=str(band))
        if "channel" not in said and plan.channel:
            said["channel"] = Channel(plan.channel)
        place = said.get("place")
        if place and said.setdefault("channel", Channel.OUTREACH) is not Channel.OUTREACH:
            self.problem("line-place-channel", place=self._around.places[place])
        if "channel" not in said and "channel" not in self._unclear:
            self.problem("sheet-no-channel")
        fixed = plan.unit if plan.unit in self._around.units else None
        unit = said.get("unit") or fixed or self._unit_of(said.get("band"))
        if unit is None and not self._unclear.intersection((UNIT, "band")):
            self.problem("sheet-no-unit")
        if "workplace" in said:
            said.setdefault("role", Role.PROFESSIONAL)
        if self.problems or unit is None:
            return None
        parts = {name: value for name, value in said.items() if name not in ("times", "month", "unit")}
        return Line(
            times=said.get("times", 1),
            month=said["month"],
            registration=Registration(
                unit=unit, troubles=frozenset(self._troubles), **({"kind": ContactKind.CONTACT} | parts)
            ),
        )

    def _unit_of(self, band: AgeBand | None) -> str | None:
        fitting = [unit for unit, bands in self._around.units.items() if band in bands]
        return fitting[0] if len(fitting) == 1 else None

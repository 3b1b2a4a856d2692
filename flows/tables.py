"""Declared tables: what is counted of a contact, over which periods, and since when.

They stand in tables.toml (or in a file of the unit's own) and are read by table_reading.py. The rules they keep:
- A table belongs to whole periods. It takes effect in a period that has counted nothing yet; in one that began without
  it, it is left out, and takes effect from the next (`taking_effect`).
- What was published stays as it is and is read by its own cells, whatever is declared today.
- Ages in whole years share out an age band's number of the year, as a refinement shares out an answer's. What is
  counted are the pieces that every named set of ages can be added up from, so sets may overlap (ages_in_years.py).
- A refinement asks one answer of another table more closely. It stands by year, without ages and units: its sum is that
  answer's number of the year, which is published already or else not told at all (refined_publishing.py).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from flows.cells import NO, UNKNOWN, YES, Key, cell_key, cell_parts, months_of, quarter_of, year_of
from flows.vocabulary import AgeBand, ContactKind, Trouble

if TYPE_CHECKING:
    from flows.counting import Registration

# Exact at once, per unit and kind; never hidden.
TOTALS = "totals"
# The margin that all tables of a period share: contacts by age band (per unit in a month). Published, not stored:
# it is any table of the period, added up.
BAND = "band"
# In a refinement whose answers are the unit's own codes: what is on no list.
OTHER = "other"
# A contact that a refinement does not ask: counted, so that every contact is, and never published.
NOT_ASKED = "not_asked"


class Rhythm(StrEnum):
    """How long a period a table covers."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"

    @classmethod
    def of(cls, period: str) -> "Rhythm":
        """How long a period is."""
        return {1: cls.MONTH, 3: cls.QUARTER, 12: cls.YEAR}[len(months_of(period))]


@dataclass(frozen=True, kw_only=True, slots=True)
class Span:
    """From which period a declaration holds, and until which; None is from the beginning, or without an end."""

    begins: str | None = None
    ends: str | None = None

    def covers(self, period: str) -> bool:
        """Whether it holds in the whole period."""
        if self.begins is None and self.ends is None:
            return True
        months = months_of(period)
        begun = self.begins is None or months_of(self.begins)[0] <= months[0]
        return begun and (self.ends is None or months[-1] <= months_of(self.ends)[-1])

    def meets(self, other: "Span") -> bool:
        """Whether both hold at any moment."""
        first, second = (
            (months_of(each.begins)[0] if each.begins else "", months_of(each.ends)[-1] if each.ends else "9999-12")
            for each in (self, other)
        )
        return first[0] <= second[1] and second[0] <= first[1]


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """A declared table: period × (unit, if monthly) × age band × one dimension.

    `name` is stored. `asks` is the registration's field, and `codes` say which option each of its answers belongs to.
    `trouble` is set for one of the "several answers" tables, whose dimension is yes/no: did the contact name this
    trouble. `tells` says that a group of people who all share one answer would be told something. `groups` are
    options that may be read together.
    """

    name: str
    asks: str
    rhythm: Rhythm
    options: tuple[str, ...]
    tells: bool
    codes: Mapping[str, str] = field(default_factory=dict)
    trouble: Trouble | None = None
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    span: Span = Span()

    @property
    def by_unit(self) -> bool:
        """Monthly tables are per unit; a quarter's are over all units, because they ask more closely."""
        return self.rhythm is Rhythm.MONTH

    def option(self, said: "Registration") -> str:
        """Which of the options a registration belongs to."""
        if self.trouble is not None:
            return YES if self.trouble in said.troubles else NO
        answer = getattr(said, self.asks)
        return UNKNOWN if answer is None else self.codes[str(answer)]

    def cell(self, month: str, said: "Registration") -> Key:
        """The one cell a registration adds one to."""
        period = month if self.by_unit else quarter_of(month)
        unit = said.unit if self.by_unit else None
        return period, self.name, cell_key(unit=unit, band=said.band or UNKNOWN, **{self.name: self.option(said)})


@dataclass(frozen=True, kw_only=True, slots=True)
class Refinement:
    """A declared table that asks one answer of another one more closely: by year, without units and ages.

    `of` is the table and its option, `of_asks` and `of_codes` say whom that option counts. Without `options`, the
    answers are codes of the unit's own, of which a list is given on publishing; the rest is `OTHER`.
    """

    name: str
    asks: str
    of: tuple[str, str]
    of_asks: str
    of_codes: frozenset[str]
    options: tuple[str, ...]
    tells: bool
    codes: Mapping[str, str] = field(default_factory=dict)
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    span: Span = Span()

    def option(self, said: "Registration") -> str:
        """Which of the options a registration belongs to."""
        if str(getattr(said, self.of_asks)) not in self.of_codes:
            return NOT_ASKED
        answer = getattr(said, self.asks)
        return UNKNOWN if answer is None else self.codes.get(str(answer), str(answer))

    def cell(self, month: str, said: "Registration") -> Key:
        """The one cell a registration adds one to."""
        return year_of(month), self.name, cell_key(**{self.name: self.option(said)})


@dataclass(frozen=True, kw_only=True, slots=True)
class AgesInYears:
    """A declared table of ages in whole years: by year, over all units, for each age band the pieces of it.

    `sets` are the named sets of ages it is read by: each the bands, in whole years, that it has from 0 on. `codes` say
    which piece each age belongs to.
    """

    name: str
    sets: Mapping[str, tuple[str, ...]]
    codes: Mapping[str, str]
    tells: bool
    span: Span = Span()

    @property
    def asks(self) -> str:
        """The registration's field."""
        return "years"

    @property
    def options(self) -> tuple[str, ...]:
        """The pieces, from the youngest on, and unknown."""
        return (*dict.fromkeys(self.codes.values()), UNKNOWN)

    def options_of(self, band: str) -> tuple[str, ...]:
        """What somebody of this age band can have."""
        ages = [years for years in self.codes if AgeBand.of(int(years)) == band]
        return (*dict.fromkeys(self.codes[years] for years in ages), UNKNOWN)

    def cell(self, month: str, said: "Registration") -> Key:
        """The one cell a registration adds one to."""
        option = UNKNOWN if said.years is None else self.codes[str(said.years)]
        return year_of(month), self.name, cell_key(band=said.band or UNKNOWN, **{self.name: option})


@dataclass(frozen=True, kw_only=True, slots=True)
class Declared:
    """Every declared table, those of earlier and later periods too.

    `ages` are sets of age bands that may be read together. `left_out` are the periods that began without a table.
    """

    tables: tuple[Table, ...]
    in_years: tuple[AgesInYears, ...] = ()
    refinements: tuple[Refinement, ...] = ()
    ages: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    left_out: frozenset[tuple[str, str]] = frozenset()

    def of(self, period: str) -> tuple[Table, ...]:
        """The tables of a month or a quarter, in their order."""
        rhythm = Rhythm.of(period)
        return tuple(
            table
            for table in self.tables
            if table.rhythm is rhythm and table.span.covers(period) and (period, table.name) not in self.left_out
        )

    def of_year(self, year: str) -> tuple[AgesInYears | Refinement, ...]:
        """The tables that are counted by year."""
        every: tuple[AgesInYears | Refinement, ...] = (*self.in_years, *self.refinements)
        return tuple(table for table in every if table.span.covers(year) and (year, table.name) not in self.left_out)

    def every(self) -> tuple[Table | AgesInYears | Refinement, ...]:
        """All of them, in their order."""
        return (*self.tables, *self.in_years, *self.refinements)

    def age_sets(self, name: str, year: str) -> Mapping[str, tuple[str, ...]]:
        """The sets that ages in whole years may be read by, as the table has them in that year or else at another time.

        Which of them the pieces of the year add up to is seen when they are read (ages_in_years.py).
        """
        known = [table for table in self.in_years if table.name == name]
        sets: dict[str, tuple[str, ...]] = {}
        for table in sorted(known, key=lambda table: table.span.covers(year)):
            sets |= table.sets
        return sets

    def taking_effect(self, counters: Mapping[Key, int]) -> "Declared":
        """What holds beside these counters: a table is left out of a period that has counted contacts without it."""
        counted: dict[str, set[str]] = {}
        begun = set()
        for (period, table, cell), number in counters.items():
            counted.setdefault(period, set()).add(table)
            if table == TOTALS and number and cell_parts(cell)["kind"] == ContactKind.CONTACT:
                begun |= {period, quarter_of(period), year_of(period)}
        names = {table.name for table in self.every()}
        left_out = {(period, name) for period in begun for name in names if name not in counted.get(period, ())}
        return replace(self, left_out=frozenset(left_out))

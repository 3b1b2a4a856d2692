"""The target group's profile over a year: how its contacts were spread, beside a comparison, with the N of each.

The rules it keeps (DOMAIN.md, the yearly report):
- It has only what was published: what is hidden there is hidden here, and what was added up with hidden parts is "at
  least". A share is told of exact numbers alone.
- N are the contacts whose answer is known, where the number of the others is shown; else all of them, and it says so.
- Where a contact can have several answers, shares are of all contacts, and do not add up.
- Tables that are kept by unit are added up over the units. A table nobody thought of comes last, under its own name.
- What was counted in a part of the year only is left out: it would pass for the year.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from flows.breakdowns import TROUBLES
from flows.cells import BANDS, UNKNOWN, Known, cell_key, months_of, year_of
from flows.comparison import Compared, Comparison
from flows.corrections import added
from flows.figures import Figures
from flows.mixes import Mix, mixes, periods
from flows.published import PublishedTable
from flows.tables import BAND

# As the yearly report has it: who the children are, what is close to them, how they are, and then who wrote and how.
ORDER = (
    "gender",
    BAND,
    "age_brus",
    "age_2016",
    "home",
    "substance",
    "whose",
    TROUBLES,
    "wellbeing",
    "support",
    "role",
    "workplace",
    "channel",
    "place",
    "outcome",
    "duration",
)


@dataclass(frozen=True, kw_only=True, slots=True)
class ProfileRow:
    """An answer: how many gave it, what that is in a hundred of N (None where it is not told), and the comparison."""

    answer: str
    count: Known
    share: float | None
    compared: Compared | None


@dataclass(frozen=True, kw_only=True, slots=True)
class ProfileGroup:
    """A table of the profile. `of` is its N. `unknown` are those whose answer is not known; they are part of N only
    where their number is hidden: `with_unknown`. `compared_of` is the comparison's N, None where it is unsaid."""

    table: str
    several: bool
    of: Known
    unknown: Known
    with_unknown: bool
    rows: tuple[ProfileRow, ...]
    compared_of: int | None


@dataclass(frozen=True, kw_only=True, slots=True)
class YearGoal:
    """A unit's single contacts of the year, corrections counted there with them, against its goal."""

    unit: str
    count: int
    corrected: int
    goal: int | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Profile:
    """Everything the page of a year draws. `over` says that the year is, and all of it published."""

    year: int
    over: bool
    goals: tuple[YearGoal, ...]
    groups: tuple[ProfileGroup, ...]
    comparison: Comparison | None


def profiled_years(figures: Figures) -> tuple[int, ...]:
    """The years something was counted or published in, newest first."""
    counted = {int(month.month[:4]) for month in figures.months if month.total}
    return tuple(sorted(counted | {int(year_of(period)) for period in periods(figures)}, reverse=True))


def build_profile(
    figures: Figures, published: Iterable[PublishedTable], year: int, comparison: Comparison | None = None
) -> Profile:
    """The profile of a year; raises ValueError for one in which nothing was counted."""
    if year not in profiled_years(figures):
        raise ValueError("nothing was counted in that year")
    found = mixes(figures, str(year)) if str(year) in periods(figures) else ()
    by_table: dict[str, list[Mix]] = {}
    for mix in found:
        by_table.setdefault(mix.table, []).append(mix)
    tables = _throughout(by_table)
    compared = {(line.table, line.answer): line for line in (comparison.lines if comparison else ())}
    lines: dict[str, tuple[Mapping[str, Known], Known, bool]] = {
        table: (_together(parts), Known.together(part.total for part in parts), parts[0].several)
        for table, parts in tables.items()
    }
    whole = {each.table: each for each in published if each.period == str(year)}
    ages = _ages(whole.get(BAND), tables)
    if ages is not None:
        lines[BAND] = (*ages, False)
    known = [*(table for table in ORDER if table in lines), *sorted(lines.keys() - set(ORDER))]
    in_year = [month for month in figures.months if month.month[:4] == str(year)]
    months = [f"{year:04}-{number:02}" for number in range(1, 13)]
    return Profile(
        year=year,
        over=BAND in whole,
        goals=tuple(
            YearGoal(
                unit=unit.unit,
                count=sum(month.units.get(unit.unit, 0) for month in in_year)
                + added(figures.corrections, months, unit.unit),
                corrected=added(figures.corrections, months, unit.unit),
                goal=unit.goal,
            )
            for unit in figures.units
        ),
        groups=tuple(_group(table, *lines[table], compared) for table in known),
        comparison=comparison,
    )


def _throughout(tables: Mapping[str, Sequence[Mix]]) -> dict[str, Sequence[Mix]]:
    """The tables that were counted in each month, or each quarter, in which any was."""
    parts = {table: {part for mix in found for part in mix.parts} for table, found in tables.items()}
    every = set().union(*parts.values())

    def due(table: str) -> set[str]:
        return {part for part in every if {len(months_of(part))} == {len(months_of(own)) for own in parts[table]}}

    return {table: found for table, found in tables.items() if parts[table] >= due(table)}


def _group(
    table: str,
    line: Mapping[str, Known],
    total: Known,
    several: bool,
    compared: Mapping[tuple[str, str], Compared],
) -> ProfileGroup:
    unknown = line.get(UNKNOWN, Known.of(0))
    with_unknown = not unknown.exact or not total.exact
    of = total if with_unknown else Known.of(total.number - unknown.number)
    # What only the comparison has stands beside an honest nought.
    answers = [*(answer for answer in line if answer != UNKNOWN)]
    answers += [answer for of_table, answer in compared if of_table == table and answer not in {*answers, UNKNOWN}]
    rows = []
    for answer in answers:
        count = line.get(answer, Known.of(0))
        share = 100 * count.number / of.number if count.exact and of.exact and of.number else None
        rows.append(ProfileRow(answer=answer, count=count, share=share, compared=compared.get((table, answer))))
    theirs = {row.compared.of for row in rows if row.compared is not None and row.compared.of is not None}
    return ProfileGroup(
        table=table,
        several=several,
        of=of,
        unknown=unknown,
        with_unknown=with_unknown,
        rows=tuple(rows),
        compared_of=theirs.pop() if len(theirs) == 1 else None,
    )


def _together(parts: Sequence[Mix]) -> dict[str, Known]:
    """A table's line over the units it is kept by."""
    answers = dict.fromkeys(answer for part in parts for answer in part.columns)
    return {
        answer: Known.together(
            part.line[part.columns.index(answer)] if answer in part.columns else Known.of(0) for part in parts
        )
        for answer in answers
    }


def _ages(whole: PublishedTable | None, tables: Mapping[str, Sequence[Mix]]) -> tuple[dict[str, Known], Known] | None:
    """The age bands: as the year tells them, else as the quarters of one table over all units do."""
    if whole is not None:
        cells = {band: whole.cells.get(cell_key(band=band)) for band in BANDS if cell_key(band=band) in whole.cells}
        line = {band: Known.of(cell) for band, cell in cells.items() if cell != 0}
        return line, Known.of(whole.cells[""])
    over_all = next((parts[0] for parts in tables.values() if parts[0].unit is None and parts[0].rows), None)
    if over_all is None:
        return None
    return {row.band: row.total for row in over_all.rows}, over_all.total

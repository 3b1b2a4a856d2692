"""What a reader of everything that was published knows: unknown numbers, and sums of them whose value stands there.

It takes nothing from the code that publishes and hides: it says what the published tables mean, for auditing.py.

What the reader is taken to know:
- every published cell of every period, and every exact total;
- that a table's cells add up to its sums, months to quarters, quarters to years, units to everybody;
- that all tables of a period count the same contacts, so they share their sums by age band;
- that an age band's ages in whole years share out its number, and a refinement's options that of an answer;
- that counts are not negative.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial

from flows.ages_in_years import ages_of
from flows.cells import UNKNOWN, Key, cell_key, cell_parts, months_of, quarter_of, year_of
from flows.published import PublishedTable
from flows.tables import Declared
from flows.vocabulary import AgeBand

_BAND, _TOTALS = "band", "totals"
_PRETALK_BANDS, _PRETALK_ONWARD = "pretalk_offered_by_band", "pretalk_onward"
_OFFERED, _RESULT = "pretalk_offered", "pretalk_result"
_HELPED, _ANSWERS = "helped", "helped_answers"
# The degrees of "did you get the help you needed?", and the two groups they are added up to.
_GROUPS: Mapping[str, tuple[str, ...]] = {"yes": ("high", "some"), "no": ("lesser", "not")}


@dataclass(slots=True)
class Knowledge:
    """What a reader knows: unknown numbers, and sums of them. `told` are the sums that stand in published tables."""

    numbers: dict[Key, int] = field(default_factory=dict)
    meanings: dict[Key, tuple[int, ...]] = field(default_factory=dict)
    structure: list[tuple[dict[int, float], float]] = field(default_factory=list)
    told: list[tuple[str, tuple[dict[int, float], float]]] = field(default_factory=list)
    hidden: list[Key] = field(default_factory=list)


def knowledge_of(tables: tuple[PublishedTable, ...], counters: Mapping[Key, int], declared: Declared) -> Knowledge:
    """Everything that can be known of these tables and the exact totals among the counters."""
    known = Knowledge()
    others = (_PRETALK_BANDS, _PRETALK_ONWARD, _HELPED)
    contact_tables = [table for table in tables if table.table not in others]
    # What each table counts, finest: its cells by age band and option, of months with their unit, and of quarters.
    inner: dict[tuple[str, str | None], dict[str, dict[tuple[str, str], int]]] = {}
    for table in contact_tables:
        if table.table == _BAND or _is_year(table):
            continue
        for cell in table.cells:
            parts = cell_parts(cell)
            if _BAND in parts:
                number = known.numbers.setdefault((table.period, table.table, cell), len(known.numbers))
                at = inner.setdefault((table.period, parts.get("unit")), {}).setdefault(table.table, {})
                at[parts[_BAND], parts[table.table]] = number
    _same_contacts(known, inner, counters)

    def meaning(period: str, name: str, cell: str) -> tuple[int, ...]:
        parts = cell_parts(cell)
        found: list[int] = []
        months = set(months_of(period))
        for (at_period, unit), by_table in inner.items():
            quarterly = unit is None
            finest = by_table.get(name)
            if name == _BAND:
                # A unit's numbers stand in its months; a quarter's and a year's can be read from quarters.
                if quarterly == ("unit" in parts) or (period in months and quarterly):
                    continue
                finest = next(iter(by_table.values()))
            if finest is None or not months.issuperset(months_of(at_period)):
                continue
            if "unit" in parts and parts["unit"] != unit:
                continue
            found.extend(
                number
                for (band, option), number in finest.items()
                if parts.get(_BAND, band) == band and (name == _BAND or parts.get(name, option) == option)
            )
        return tuple(found)

    by_age = {_BAND, *(name for by_table in inner.values() for name in by_table)}
    for table in contact_tables:
        if _is_year(table) and _shares_out_ages(table):
            _learn_ages(known, table, partial(meaning, table.period, _BAND))
        elif table.table not in by_age and _is_year(table):
            # Declared no more, it is only known to add up.
            of = [each.of for each in declared.refinements if each.name == table.table]
            shared_out = [meaning(table.period, name, cell_key(**{name: option})) for name, option in of]
            _learn_refined(known, table, next(iter(shared_out), ()))
        else:
            _learn(known, table, partial(meaning, table.period, table.table))
    _learn_pretalks(known, tables, counters)
    _learn_helped(known, tables, counters)
    return known


def _learn(known: Knowledge, table: PublishedTable, meaning: Callable[[str], tuple[int, ...]]) -> None:
    for cell, shown in table.cells.items():
        place = (table.period, table.table, cell)
        numbers = meaning(cell)
        if shown is None:
            known.hidden.append(place)
            known.meanings[place] = numbers
        else:
            known.told.append((table.period, (dict.fromkeys(numbers, 1.0), float(shown))))


def _is_year(table: PublishedTable) -> bool:
    return table.period == year_of(table.period)


def _shares_out_ages(table: PublishedTable) -> bool:
    """Whether a year's table sets age bands beside options, which only ages in whole years do."""
    return any(len(cell_parts(cell)) == 2 and cell.startswith(f"{_BAND}=") for cell in table.cells)


def _learn_ages(known: Knowledge, table: PublishedTable, of_band: Callable[[str], tuple[int, ...]]) -> None:
    """Ages in whole years are numbers of their own; each age band's together, with those of no known age, are it."""
    unknown = cell_key(**{table.table: UNKNOWN})
    finest = {
        cell: known.numbers.setdefault((table.period, table.table, cell), len(known.numbers))
        for cell in table.cells
        if cell not in ("", unknown)
    }
    lines: dict[str, list[int]] = {}
    for cell, number in finest.items():
        parts = cell_parts(cell)
        band = parts.get(_BAND) or AgeBand.of(ages_of(parts[table.table]).start)
        lines.setdefault(band, []).append(number)
    for band, numbers in lines.items():
        whole = of_band(cell_key(band=band))
        known.structure.append((dict.fromkeys(numbers, 1.0) | dict.fromkeys(whole, -1.0), 0.0))
    sums = {
        "": tuple(finest.values()),
        unknown: tuple(number for cell, number in finest.items() if _BAND in cell_parts(cell)),
    }
    _learn(known, table, lambda cell: sums.get(cell) or (finest[cell],))


def _learn_refined(known: Knowledge, table: PublishedTable, shared_out: tuple[int, ...]) -> None:
    """A refinement's options are numbers of their own; together they are the answer that they share out."""
    finest = {
        cell: known.numbers.setdefault((table.period, table.table, cell), len(known.numbers)) for cell in table.cells
    }
    whole = finest.pop("")
    known.structure.append((dict.fromkeys(finest.values(), 1.0) | {whole: -1.0}, 0.0))
    if shared_out:
        known.structure.append((dict.fromkeys(shared_out, 1.0) | {whole: -1.0}, 0.0))
    _learn(known, table, lambda cell: (whole if cell == "" else finest[cell],))


def _same_contacts(
    known: Knowledge,
    inner: Mapping[tuple[str, str | None], Mapping[str, Mapping[tuple[str, str], int]]],
    counters: Mapping[Key, int],
) -> None:
    """The tables of a period share their sums by age band, months' are their quarter's, and the totals are exact."""
    contacts_of = sorted(
        {cell for _, table, cell in counters if table == _TOTALS and cell_parts(cell)["kind"] == "contact"}
    )
    months_bands: dict[str, dict[str, list[int]]] = {}
    quarter_bands: dict[str, dict[str, list[int]]] = {}
    for (period, unit), by_table in inner.items():
        first, *others = [_by_band(cells) for cells in by_table.values()]
        exact = sum(
            counters.get((month, _TOTALS, cell), 0)
            for month in months_of(period)
            for cell in (contacts_of if unit is None else [cell_key(unit=unit, kind="contact")])
        )
        known.structure.extend((dict.fromkeys(cells.values(), 1.0), float(exact)) for cells in by_table.values())
        for other in others:
            for band, numbers in first.items():
                known.structure.append((dict.fromkeys(numbers, 1.0) | dict.fromkeys(other[band], -1.0), 0.0))
        if unit is None:
            quarter_bands[period] = first
            continue
        into = months_bands.setdefault(quarter_of(period), {})
        for band, numbers in first.items():
            into.setdefault(band, []).extend(numbers)
    for quarter, bands in quarter_bands.items():
        for band, numbers in bands.items():
            months = months_bands.get(quarter, {}).get(band, [])
            known.structure.append((dict.fromkeys(numbers, 1.0) | dict.fromkeys(months, -1.0), 0.0))


def _by_band(cells: Mapping[tuple[str, str], int]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for (band, _), number in cells.items():
        found.setdefault(band, []).append(number)
    return found


def _learn_pretalks(known: Knowledge, tables: tuple[PublishedTable, ...], counters: Mapping[Key, int]) -> None:
    """Ended pre-talks: a unit's quarter by age band and offer, and what came after; the months' numbers are exact."""
    for table in tables:
        if table.table not in (_PRETALK_BANDS, _PRETALK_ONWARD):
            continue
        finest: dict[str, int] = {}
        for cell in table.cells:
            parts = cell_parts(cell)
            if (_BAND in parts and "offered" in parts) or table.table == _PRETALK_ONWARD:
                finest[cell] = known.numbers.setdefault((table.period, table.table, cell), len(known.numbers))

        def meaning(cell: str, finest: Mapping[str, int] = finest) -> tuple[int, ...]:
            wanted = cell_parts(cell).items()
            return tuple(number for inner, number in finest.items() if wanted <= cell_parts(inner).items())

        _learn(known, table, meaning)
        # Of what was never counted the exact number is known too: none.
        by = ("unit", "offered") if table.table == _PRETALK_BANDS else ("unit",)
        exact = {cell_key(**{part: cell_parts(cell)[part] for part in by}): 0 for cell in finest}
        for (month, name, cell), number in counters.items():
            if month in months_of(table.period):
                parts = cell_parts(cell)
                if table.table == _PRETALK_BANDS and name == _OFFERED:
                    scope = cell_key(unit=parts["unit"], offered=parts[_OFFERED])
                elif table.table == _PRETALK_ONWARD and name == _RESULT and parts[_RESULT] == "held":
                    scope = cell_key(unit=parts["unit"])
                else:
                    continue
                exact[scope] = exact.get(scope, 0) + number
        for scope, number in exact.items():
            known.structure.append((dict.fromkeys(meaning(scope), 1.0), float(number)))


def _learn_helped(known: Knowledge, tables: tuple[PublishedTable, ...], counters: Mapping[Key, int]) -> None:
    """Answers to "did you get the help you needed?": degrees to groups to all, quarters to years; how many answered in
    a month is exact."""
    of_helped = [table for table in tables if table.table == _HELPED]
    quarters = [table.period for table in of_helped if table.period != year_of(table.period)]
    degrees = tuple(degree for group in _GROUPS.values() for degree in group)
    inner = {
        (quarter, degree): known.numbers.setdefault((quarter, _HELPED, cell_key(helped=degree)), len(known.numbers))
        for quarter in quarters
        for degree in degrees
    }

    def meaning(period: str, cell: str) -> tuple[int, ...]:
        said = cell_parts(cell).get(_HELPED)
        wanted = degrees if said is None else _GROUPS.get(said, (said,))
        within = [quarter for quarter in quarters if set(months_of(quarter)) <= set(months_of(period))]
        return tuple(inner[quarter, degree] for quarter in within for degree in wanted)

    for table in of_helped:
        _learn(known, table, partial(meaning, table.period))
    for quarter in quarters:
        told = sum(
            number
            for (month, table, _), number in counters.items()
            if table == _ANSWERS and month in months_of(quarter)
        )
        known.structure.append((dict.fromkeys(meaning(quarter, ""), 1.0), float(told)))

"""The figures people at the unit see: exact totals at once, breakdowns of closed periods with what must be hidden.

Everything shown comes from here, so that nothing is shown that was not published: a breakdown is read from the
published tables, never from the counters. Exact totals are the counters' and the untallied ballots' together, so the
moment a batch is tallied changes no figure.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from flows.breakdowns import Breakdown, breakdowns_of, years_of
from flows.cells import Key, cell_parts, month_of, months_of, next_month
from flows.corrections import Correction, added
from flows.counting import TOTALS, Ballot, tally
from flows.helped_figures import Helped, build_helped
from flows.publishing import PublishedTable, in_open_months
from flows.table_reading import DECLARED
from flows.tables import Declared
from flows.vocabulary import ContactKind

# What the grant promises: single contacts a year, by unit (DOMAIN.md).
YEARLY_GOALS: Mapping[str, int] = MappingProxyType({"0-11": 250})


@dataclass(frozen=True, kw_only=True, slots=True)
class UnitTotals:
    """A unit's exact totals. `goal` is for the year, None where none is set; the other kinds stand apart.

    `corrected` is what the corrections of closed months come to that count this year; `year` has them in it.
    """

    unit: str
    month: int
    year: int
    corrected: int
    goal: int | None
    month_by_kind: Mapping[ContactKind, int]
    year_by_kind: Mapping[ContactKind, int]


@dataclass(frozen=True, kw_only=True, slots=True)
class MonthTotals:
    """One month, exact: contacts in all and per unit, and per unit every kind."""

    month: str
    total: int
    units: Mapping[str, int]
    kinds: Mapping[str, Mapping[ContactKind, int]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Figures:
    """Everything the coordinator's page draws. `months` runs from the first one counted to this one, without gaps;
    `breakdowns` has the newest period first. `years` are those of whole years: the answers' sums, and beside no answers
    the ages'. `ages` are age bands that may be read together."""

    today: date
    month: str
    year: int
    units: tuple[UnitTotals, ...]
    month_total: int
    year_total: int
    months: tuple[MonthTotals, ...]
    breakdowns: tuple[Breakdown, ...]
    years: tuple[Breakdown, ...]
    helped: Helped
    corrections: tuple[Correction, ...]
    ages: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def build_figures(
    *,
    counters: Mapping[Key, int],
    untallied: Iterable[Ballot],
    published: Iterable[PublishedTable],
    today: date,
    units: Iterable[str] = (),
    goals: Mapping[str, int] = YEARLY_GOALS,
    declared: Declared = DECLARED,
    corrections: Iterable[Correction] = (),
) -> Figures:
    """The figures of today. `untallied` are the ballots still in the pool; `units` are shown even with no contact.

    `declared` gives tables and options their order; what stood otherwise when it was published is shown as it stood.
    """
    standing, corrected = tuple(published), tuple(corrections)
    counted = (*counters.items(), *tally(in_open_months(untallied, standing)).items())
    counts = _counts(counted)
    month = month_of(today)
    codes = sorted({*units, *(unit for _, unit, _ in counts)})
    of_year = {key: number for key, number in counts.items() if key[0][:4] == month[:4]}
    of_month = {key: number for key, number in counts.items() if key[0] == month}
    this_year = months_of(month[:4])
    by_unit = tuple(
        UnitTotals(
            unit=unit,
            month=_by_kind(of_month, unit)[ContactKind.CONTACT],
            year=_by_kind(of_year, unit)[ContactKind.CONTACT] + added(corrected, this_year, unit),
            corrected=added(corrected, this_year, unit),
            goal=goals.get(unit),
            month_by_kind=_by_kind(of_month, unit),
            year_by_kind=_by_kind(of_year, unit),
        )
        for unit in codes
    )
    return Figures(
        today=today,
        month=month,
        year=today.year,
        units=by_unit,
        month_total=sum(unit.month for unit in by_unit),
        year_total=sum(unit.year for unit in by_unit),
        months=_months(counts, codes, month),
        breakdowns=breakdowns_of(standing, declared),
        years=years_of(standing, declared),
        helped=build_helped(
            counted=counted, published=[(each.period, each.table, each.cells) for each in standing], today=today
        ),
        corrections=corrected,
        ages=declared.ages,
    )


_Counts = Mapping[tuple[str, str, ContactKind], int]


def _counts(counted: Iterable[tuple[Key, int]]) -> _Counts:
    found: dict[tuple[str, str, ContactKind], int] = {}
    for (month, table, cell), number in counted:
        if table == TOTALS:
            parts = cell_parts(cell)
            key = (month, parts["unit"], ContactKind(parts["kind"]))
            found[key] = found.get(key, 0) + number
    return found


def _by_kind(counts: _Counts, unit: str) -> Mapping[ContactKind, int]:
    return {
        kind: sum(number for (_, of_unit, of_kind), number in counts.items() if (of_unit, of_kind) == (unit, kind))
        for kind in ContactKind
    }


def _months(counts: _Counts, units: list[str], this_month: str) -> tuple[MonthTotals, ...]:
    month = min([this_month, *(month for month, _, _ in counts)])
    last = max([this_month, *(month for month, _, _ in counts)])
    months = []
    while month <= last:
        kinds = {unit: {kind: counts.get((month, unit, kind), 0) for kind in ContactKind} for unit in units}
        contacts = {unit: kinds[unit][ContactKind.CONTACT] for unit in units}
        months.append(MonthTotals(month=month, total=sum(contacts.values()), units=contacts, kinds=kinds))
        month = next_month(month)
    return tuple(months)

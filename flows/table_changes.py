"""Whether declared tables can be used beside what was counted already: a change holds from the next period.

In a period that has begun, a table is either new, and left out (`Declared.taking_effect`), or has counted every contact
of it, by the options it is declared with now. Anything else is refused before it is used: contacts counted in two ways
in one period would never add up again.
"""

from collections.abc import Container, Mapping

from flows.cells import Key, cell_parts, months_of, next_month, quarter_of, year_of
from flows.table_reading import WrongTables
from flows.tables import NOT_ASKED, TOTALS, Declared, Refinement, Rhythm, Table
from flows.vocabulary import ContactKind


def check_changes(declared: Declared, counters: Mapping[Key, int], frozen: Container[str]) -> None:
    """Raises `WrongTables` where a period that has begun, and is not `frozen`, was counted otherwise."""
    contacts: dict[str, int] = {}
    for (month, name, cell), number in counters.items():
        if name == TOTALS and cell_parts(cell)["kind"] == ContactKind.CONTACT:
            for period in (month, quarter_of(month), year_of(month)):
                contacts[period] = contacts.get(period, 0) + number
    in_effect = declared.taking_effect(counters)
    for period, number in sorted(contacts.items()):
        if not number or period in frozen:
            continue
        rhythm = Rhythm.of(period)
        tables = in_effect.refining(period) if rhythm is Rhythm.YEAR else in_effect.of(period)
        if not tables and rhythm is not Rhythm.YEAR:
            raise WrongTables(f"No table by {rhythm} is left in {period}, which has begun: keep one until it is over.")
        for table in tables:
            if _counted(table, counters, period) != number:
                raise WrongTables(
                    f"The table {table.name} counted otherwise in {period}, which has begun: "
                    f"let the change hold from {_after(period)}, and the old table until {period}."
                )


def _counted(table: Table | Refinement, counters: Mapping[Key, int], period: str) -> int:
    """How many contacts of a period stand in the table's own options."""
    options = {*table.options, NOT_ASKED} if table.options else None
    return sum(
        number
        for (of, name, cell), number in counters.items()
        if (of, name) == (period, table.name) and (options is None or cell_parts(cell)[name] in options)
    )


def _after(period: str) -> str:
    month = next_month(months_of(period)[-1])
    return {Rhythm.MONTH: month, Rhythm.QUARTER: quarter_of(month), Rhythm.YEAR: year_of(month)}[Rhythm.of(period)]

"""Whether declared tables can be used beside what was counted already: a change holds from the next period.

In a period that has begun, a table is either new, and left out (`Declared.taking_effect`), or has counted every contact
of it, by the options it is declared with now. Anything else is refused before it is used: contacts counted in two ways
in one period would never add up again.
"""

import json
from collections.abc import Container, Mapping

from flows.cells import months_of, next_month, quarter_of, year_of
from flows.table_checks import WrongTables
from flows.tables import AgesInYears, Declared, Refinement, Rhythm, Table

# By which tables a period is counted, with their options; None for one that missed a part of it.
Counting = Mapping[str, tuple[str, ...] | None]


def counting_of(in_effect: Declared, period: str, before: Counting | None) -> Counting:
    """By which tables a period is counted, once contacts were counted by `in_effect`, and by `before` until then."""
    now: Counting = {table.name: table.options for table in _of(in_effect, period)}
    if before is None:
        return now
    return {
        name: options if options is not None and set(options) <= set(now.get(name) or ()) and name in now else None
        for name, options in before.items()
    }


def counting_to_json(counting: Counting) -> str:
    """As it is stored."""
    return json.dumps(counting, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def counting_from_json(written: str) -> Counting | None:
    """What `counting_to_json` wrote; None for "", where nothing was written down."""
    if not written:
        return None
    return {name: None if options is None else tuple(options) for name, options in json.loads(written).items()}


def check_changes(declared: Declared, begun: Mapping[str, Counting], frozen: Container[str]) -> None:
    """Raises `WrongTables` where a period that has begun, and is not `frozen`, was counted otherwise."""
    for period, counting in sorted(begun.items()):
        if period in frozen:
            continue
        rhythm = Rhythm.of(period)
        tables = [table for table in _of(declared, period) if table.name in counting]
        if not tables and rhythm is not Rhythm.YEAR:
            raise WrongTables(f"No table by {rhythm} is left in {period}, which has begun: keep one until it is over.")
        for table in tables:
            options = counting[table.name]
            if options is None or not set(options) <= set(table.options):
                raise WrongTables(
                    f"The table {table.name} counted otherwise in {period}, which has begun: "
                    f"let the change hold from {_after(period)}, and the old table until {period}."
                )


def _of(declared: Declared, period: str) -> tuple[Table | AgesInYears | Refinement, ...]:
    return declared.of_year(period) if Rhythm.of(period) is Rhythm.YEAR else declared.of(period)


def _after(period: str) -> str:
    month = next_month(months_of(period)[-1])
    return {Rhythm.MONTH: month, Rhythm.QUARTER: quarter_of(month), Rhythm.YEAR: year_of(month)}[Rhythm.of(period)]

"""Whether declared tables can stand beside each other; what cannot is said in one sentence.

No table may be worked out from another one by adding, except through what all share (month, unit, age band), for
suppression.py's promise rests on that.
"""

from flows.cells import months_of, next_month
from flows.tables import AgesInYears, Refinement, Rhythm, Span, Table


class WrongTables(Exception):
    """The file of declared tables cannot be used; the message is one clear sentence."""


def check_together(tables: tuple[Table | AgesInYears | Refinement, ...]) -> None:
    """No two at any time of one name, or of one answer: one could be worked out from the other."""
    for number, table in enumerate(tables):
        for other in tables[:number]:
            if not table.span.meets(other.span):
                continue
            for name in _names(table) & _names(other):
                raise WrongTables(f"The table {name} is declared twice for the same time: end one with “until”.")
            one, two = (getattr(each, "trouble", None) for each in (table, other))
            if table.asks == other.asks and one == two:
                raise WrongTables(f"The table {table.name} could be worked out from {other.name} by adding.")


def _names(table: Table | AgesInYears | Refinement) -> set[str]:
    return {table.name, *(table.sets if isinstance(table, AgesInYears) else ())}


def check_gaps(tables: tuple[Table, ...]) -> None:
    """Each month and each quarter has at least one table: their margins are what everything else hangs on."""
    for rhythm in (Rhythm.MONTH, Rhythm.QUARTER):
        mine = [table for table in tables if table.rhythm is rhythm]
        edges = {"0001-01", "9999-12"}
        for table in mine:
            edges |= {months_of(table.span.begins)[0]} if table.span.begins else set()
            edges |= {next_month(months_of(table.span.ends)[-1])} if table.span.ends else set()
        for month in sorted(edges):
            if not any(table.span.meets(Span(begins=month, ends=month)) for table in mine):
                raise WrongTables(f"No table by {rhythm} is declared for {month}.")

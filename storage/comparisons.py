"""Comparisons for the yearly report, one for each year."""

from sqlalchemy import Connection, delete, insert, select

from flows.comparison import Comparison
from storage.tables import comparisons


def of_year(connection: Connection, *, year: int) -> Comparison | None:
    """A year's comparison, if it has one."""
    row = connection.execute(select(comparisons).where(comparisons.c.year == year)).one_or_none()
    return None if row is None else Comparison.from_json(year=row.year, name=row.name, lines=row.lines)


def keep(connection: Connection, comparison: Comparison) -> bool:
    """Keep a comparison in the place of the year's earlier one; True when there was one."""
    replaced = forget(connection, year=comparison.year)
    connection.execute(
        insert(comparisons), {"year": comparison.year, "name": comparison.name, "lines": comparison.to_json()}
    )
    return replaced


def forget(connection: Connection, *, year: int) -> bool:
    """Forget a year's comparison; False when there was none."""
    return connection.execute(delete(comparisons).where(comparisons.c.year == year)).rowcount == 1

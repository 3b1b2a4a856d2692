"""Ballots that wait to be counted, and what was published.

Rules it keeps (DESIGN.md 4): a ballot's row knows its month and nothing else. Whenever one is cast or withdrawn, all
that wait are written anew in the order of their random ids, so that their place in the file tells nothing of who came
when. Counting takes the ballots out and raises the counters (counters.py) in one transaction.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import Connection, delete, insert, select

from storage.tables import ballots
from storage.tables import published as published_table


@dataclass(frozen=True, kw_only=True, slots=True)
class BallotRow:
    """A ballot that waits."""

    id: bytes = field(repr=False)
    month: str
    envelope: bytes = field(repr=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class PublishedRow:
    """A published table, as the text it was published as."""

    period: str
    table: str
    cells: str


def cast(connection: Connection, *, ballot_id: bytes, month: str, envelope: bytes) -> bool:
    """Put a ballot among the others; False, and nothing is changed, when one of this id waits already."""
    waiting = pool(connection)
    if any(row.id == ballot_id for row in waiting):
        return False
    _write_anew(connection, [*waiting, BallotRow(id=ballot_id, month=month, envelope=envelope)])
    return True


def cast_all(connection: Connection, rows: Iterable[BallotRow]) -> None:
    """Put many ballots among the others at once; none of their ids may wait already."""
    _write_anew(connection, [*pool(connection), *rows])


def waits(connection: Connection, *, ballot_id: bytes) -> bool:
    """Whether a ballot of this id waits to be counted."""
    return connection.execute(select(ballots.c.id).where(ballots.c.id == ballot_id)).first() is not None


def withdraw(connection: Connection, *, ballot_id: bytes) -> bool:
    """Take a ballot back; False when it was counted already, or never was."""
    waiting = pool(connection)
    kept = [row for row in waiting if row.id != ballot_id]
    if len(kept) == len(waiting):
        return False
    _write_anew(connection, kept)
    return True


def pool(connection: Connection) -> tuple[BallotRow, ...]:
    """Every ballot that waits, by id."""
    return tuple(
        BallotRow(id=row.id, month=row.month, envelope=row.envelope)
        for row in connection.execute(select(ballots).order_by(ballots.c.id))
    )


def write_anew(connection: Connection) -> None:
    """Make all that wait look written at this moment."""
    _write_anew(connection, pool(connection))


def _write_anew(connection: Connection, rows: Iterable[BallotRow]) -> None:
    connection.execute(delete(ballots))
    ordered = sorted(rows, key=lambda row: row.id)
    if ordered:
        connection.execute(
            insert(ballots), [{"id": row.id, "month": row.month, "envelope": row.envelope} for row in ordered]
        )


def take(connection: Connection, *, month: str, counted_ids: frozenset[bytes]) -> bool:
    """Take ballots out to be counted; False, and nothing is changed, when one of them is not there any more."""
    waiting = pool(connection)
    found = {row.id for row in waiting if row.month == month}
    if not counted_ids <= found:
        return False
    _write_anew(connection, [row for row in waiting if row.id not in counted_ids])
    return True


def publish(connection: Connection, *, period: str, table: str, cells: str) -> None:
    """Keep a table as it was published; a second time breaks the primary key, for published is frozen."""
    connection.execute(insert(published_table), {"period": period, "table_name": table, "cells": cells})


def published(connection: Connection) -> tuple[PublishedRow, ...]:
    """Everything that was ever published."""
    return tuple(
        PublishedRow(period=row.period, table=row.table_name, cells=row.cells)
        for row in connection.execute(
            select(published_table).order_by(published_table.c.period, published_table.c.table_name)
        )
    )

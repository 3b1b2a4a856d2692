"""Corrections of exact totals of closed months, as they stand."""

from dataclasses import dataclass, field

from sqlalchemy import Connection, delete, insert, select

from flows.corrections import Correction
from storage.tables import corrections


@dataclass(frozen=True, kw_only=True, slots=True)
class CorrectionRow:
    """A correction and its id."""

    id: bytes = field(repr=False)
    correction: Correction


def add(connection: Connection, row: CorrectionRow) -> None:
    """Write a correction down; a second one of this id breaks the primary key."""
    told = row.correction
    connection.execute(
        insert(corrections),
        {
            "id": row.id,
            "month": told.month,
            "corrects": told.corrects,
            "unit": told.unit,
            "number": told.number,
            "reason": told.reason,
        },
    )


def every(connection: Connection) -> tuple[CorrectionRow, ...]:
    """Every correction, the newest month first; within one, in no order that tells anything."""
    found = connection.execute(
        select(corrections).order_by(corrections.c.month.desc(), corrections.c.corrects.desc(), corrections.c.id)
    )
    return tuple(
        CorrectionRow(
            id=row.id,
            correction=Correction(
                month=row.month, corrects=row.corrects, unit=row.unit, number=row.number, reason=row.reason
            ),
        )
        for row in found
    )


def withdraw(connection: Connection, *, correction_id: bytes) -> bool:
    """Take a correction away; False when it is not there."""
    return connection.execute(delete(corrections).where(corrections.c.id == correction_id)).rowcount == 1

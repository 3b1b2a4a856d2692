"""Sheets on their way in: held sealed while somebody looks at them, then one envelope of contacts until it is counted.

Rules: a held sheet is sealed under a key that lies in a page alone, and is gone within hours. An import's row tells
months and numbers, as the exact totals do; whose sheet it was, its name and its words are not kept.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import Connection, delete, insert, select, update

from storage.tables import held_sheets, imports


@dataclass(frozen=True, kw_only=True, slots=True)
class ImportRow:
    """An import: `counts` are contacts by month; `envelope` is None when they are counted."""

    mark: bytes = field(repr=False)
    imported_on: date
    counts: Mapping[str, int]
    envelope: bytes | None = field(repr=False)


def hold(connection: Connection, *, sheet_id: bytes, sealed: bytes, expires_at: datetime) -> None:
    """Keep a sealed sheet for a while."""
    connection.execute(insert(held_sheets), {"id": sheet_id, "sealed": sealed, "expires_at": expires_at})


def held(connection: Connection, *, sheet_id: bytes, now: datetime) -> bytes | None:
    """A sealed sheet; None when its time is over."""
    found = connection.execute(
        select(held_sheets.c.sealed).where(held_sheets.c.id == sheet_id, held_sheets.c.expires_at > now)
    ).scalar()
    return None if found is None else bytes(found)


def let_go(connection: Connection, *, sheet_id: bytes) -> None:
    """Forget a sealed sheet."""
    connection.execute(delete(held_sheets).where(held_sheets.c.id == sheet_id))


def sweep(connection: Connection, *, now: datetime) -> int:
    """Forget the sealed sheets whose time is over; returns how many."""
    return connection.execute(delete(held_sheets).where(held_sheets.c.expires_at <= now)).rowcount


def add(connection: Connection, *, mark: bytes, imported_on: date, counts: Mapping[str, int], envelope: bytes) -> None:
    """Write an import down; a second one of the same content breaks the primary key."""
    values = {"mark": mark, "imported_on": imported_on, "counts": json.dumps(counts), "envelope": envelope}
    connection.execute(insert(imports), values)


def by_mark(connection: Connection, *, mark: bytes) -> ImportRow | None:
    """The import of this content, if there was one."""
    found = connection.execute(select(imports).where(imports.c.mark == mark)).first()
    return None if found is None else _row(found)


def every(connection: Connection) -> tuple[ImportRow, ...]:
    """Every import, the newest day first."""
    found = connection.execute(select(imports).order_by(imports.c.imported_on.desc(), imports.c.mark))
    return tuple(_row(row) for row in found)


def uncounted(connection: Connection) -> tuple[ImportRow, ...]:
    """The imports that are not counted yet."""
    found = connection.execute(select(imports).where(imports.c.envelope.is_not(None)).order_by(imports.c.mark))
    return tuple(_row(row) for row in found)


def take_back(connection: Connection, *, mark: bytes) -> bool:
    """Forget an import as if it had not been; False when it is counted."""
    taken = delete(imports).where(imports.c.mark == mark, imports.c.envelope.is_not(None))
    return connection.execute(taken).rowcount == 1


def mark_counted(connection: Connection, *, mark: bytes) -> bool:
    """Forget the envelope, in the transaction that counts what was in it; False when it is gone already."""
    counted = update(imports).where(imports.c.mark == mark, imports.c.envelope.is_not(None)).values(envelope=None)
    return connection.execute(counted).rowcount == 1


def _row(found: object) -> ImportRow:
    row = found._mapping  # type: ignore[attr-defined]
    return ImportRow(
        mark=row["mark"],
        imported_on=row["imported_on"],
        counts=json.loads(row["counts"]),
        envelope=row["envelope"],
    )

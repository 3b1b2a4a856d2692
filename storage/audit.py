"""The audit trail: who did what in the console. Never content, and never a ballot."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, insert, select

from storage.keys import new_id
from storage.tables import audit


@dataclass(frozen=True, kw_only=True, slots=True)
class AuditRow:
    """One line of the trail; `at` is UTC."""

    at: datetime
    staff_id: bytes | None = field(repr=False)
    action: str
    subject: str


def note(connection: Connection, *, at: datetime, staff_id: bytes | None, action: str, subject: str) -> None:
    """Write a line."""
    connection.execute(
        insert(audit),
        {"id": new_id(), "at": at, "staff_id": staff_id, "action": action, "subject": subject[:64]},
    )


def recent(connection: Connection, *, limit: int) -> tuple[AuditRow, ...]:
    """The newest lines, newest first."""
    found = connection.execute(select(audit).order_by(audit.c.at.desc(), audit.c.id).limit(limit))
    return tuple(AuditRow(at=row.at, staff_id=row.staff_id, action=row.action, subject=row.subject) for row in found)

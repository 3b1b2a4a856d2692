"""People at the unit and their sessions.

A private key here opens with that person's password, or their cookie, only.
"""

from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from flows.vocabulary import StaffRole
from storage.tables import queue_members, staff, staff_sessions, statistics_keys


@dataclass(frozen=True, kw_only=True, slots=True)
class StaffRow:
    """Somebody at the unit."""

    id: bytes = field(repr=False)
    login: str
    shown_name: str
    roles: frozenset[StaffRole]
    salt: bytes = field(repr=False)
    public_key: bytes = field(repr=False)
    signature: bytes = field(repr=False)
    private_wrapped: bytes = field(repr=False)
    totp_sealed: bytes = field(repr=False)
    totp_last_step: int = 0
    failed_logins: int = 0
    locked_until: datetime | None = None
    disabled: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class StaffSessionRow:
    """A login that is still open."""

    staff_id: bytes = field(repr=False)
    private_wrapped: bytes = field(repr=False)


def _row(found: RowMapping) -> StaffRow:
    values: dict[str, Any] = dict(found)
    values["roles"] = frozenset(StaffRole(code) for code in values["roles"].split(",") if code)
    return StaffRow(**values)


def add(connection: Connection, *, row: StaffRow) -> bool:
    """Add somebody; False when the login is taken."""
    values = asdict(row)
    values["roles"] = ",".join(sorted(row.roles))
    try:
        with connection.begin_nested():
            connection.execute(insert(staff), values)
    except IntegrityError:
        return False
    return True


def by_login(connection: Connection, *, login: str) -> StaffRow | None:
    """Somebody by what they type to log in."""
    found = connection.execute(select(staff).where(staff.c.login == login)).mappings().first()
    return None if found is None else _row(found)


def by_id(connection: Connection, *, staff_id: bytes) -> StaffRow | None:
    """Somebody by id."""
    found = connection.execute(select(staff).where(staff.c.id == staff_id)).mappings().first()
    return None if found is None else _row(found)


def all_staff(connection: Connection) -> tuple[StaffRow, ...]:
    """Everybody, by login."""
    return tuple(_row(found) for found in connection.execute(select(staff).order_by(staff.c.login)).mappings())


def set_disabled(connection: Connection, *, staff_id: bytes, disabled: bool) -> None:
    """Close or open somebody's login; closing ends their sessions."""
    connection.execute(update(staff).where(staff.c.id == staff_id).values(disabled=disabled))
    if disabled:
        end_sessions_of(connection, staff_id=staff_id)


def replace_keys(
    connection: Connection,
    *,
    staff_id: bytes,
    salt: bytes,
    public_key: bytes,
    signature: bytes,
    private_wrapped: bytes,
    totp_sealed: bytes,
) -> None:
    """New keys for somebody: their sessions end, and what was wrapped to the old key is thrown away."""
    connection.execute(
        update(staff)
        .where(staff.c.id == staff_id)
        .values(
            salt=salt,
            public_key=public_key,
            signature=signature,
            private_wrapped=private_wrapped,
            totp_sealed=totp_sealed,
            totp_last_step=0,
            failed_logins=0,
            locked_until=None,
        )
    )
    connection.execute(delete(queue_members).where(queue_members.c.staff_id == staff_id))
    connection.execute(delete(statistics_keys).where(statistics_keys.c.staff_id == staff_id))
    end_sessions_of(connection, staff_id=staff_id)


def note_login_failure(connection: Connection, *, staff_id: bytes, locked_until: datetime, tries: int) -> None:
    """Count a wrong try; the `tries`-th closes the login until then and starts the count again."""
    count = connection.execute(select(staff.c.failed_logins).where(staff.c.id == staff_id)).scalar_one() + 1
    values: dict[str, Any] = {"failed_logins": count}
    if count >= tries:
        values = {"failed_logins": 0, "locked_until": locked_until}
    connection.execute(update(staff).where(staff.c.id == staff_id).values(**values))


def note_login(connection: Connection, *, staff_id: bytes, totp_step: int) -> bool:
    """Use up a one-time code's half-minute; False when it, or a later one, was used already."""
    used = connection.execute(
        update(staff)
        .where(staff.c.id == staff_id, staff.c.totp_last_step < totp_step)
        .values(totp_last_step=totp_step, failed_logins=0, locked_until=None)
    )
    return used.rowcount == 1


def add_session(
    connection: Connection, *, digest: bytes, staff_id: bytes, private_wrapped: bytes, expires_at: datetime
) -> None:
    """Open a session."""
    connection.execute(
        insert(staff_sessions),
        {"digest": digest, "staff_id": staff_id, "private_wrapped": private_wrapped, "expires_at": expires_at},
    )


def session_by_digest(connection: Connection, *, digest: bytes, now: datetime) -> StaffSessionRow | None:
    """An open session by its cookie's digest; None when it is unknown or over."""
    found = connection.execute(
        select(staff_sessions.c.staff_id, staff_sessions.c.private_wrapped).where(
            staff_sessions.c.digest == digest, staff_sessions.c.expires_at > now
        )
    ).first()
    return None if found is None else StaffSessionRow(staff_id=found.staff_id, private_wrapped=found.private_wrapped)


def end_session(connection: Connection, *, digest: bytes) -> None:
    """End one session."""
    connection.execute(delete(staff_sessions).where(staff_sessions.c.digest == digest))


def end_sessions_of(connection: Connection, *, staff_id: bytes) -> None:
    """End every session of somebody."""
    connection.execute(delete(staff_sessions).where(staff_sessions.c.staff_id == staff_id))

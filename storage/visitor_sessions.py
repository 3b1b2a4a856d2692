"""Visitors' sessions: a cookie's digest, and the conversation's key wrapped under the cookie's secret."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, update

from storage.tables import visitor_sessions


@dataclass(frozen=True, kw_only=True, slots=True)
class VisitorSessionRow:
    """An open session. `code_wrapped` is there while the return code is on the screen."""

    digest: bytes = field(repr=False)
    conversation_id: bytes = field(repr=False)
    private_wrapped: bytes = field(repr=False)
    code_wrapped: bytes | None = field(repr=False)
    expires_at: datetime


def add_visitor_session(
    connection: Connection,
    *,
    digest: bytes,
    conversation_id: bytes,
    private_wrapped: bytes,
    code_wrapped: bytes | None,
    expires_at: datetime,
) -> None:
    """Open a session."""
    connection.execute(
        insert(visitor_sessions),
        {
            "digest": digest,
            "conversation_id": conversation_id,
            "private_wrapped": private_wrapped,
            "code_wrapped": code_wrapped,
            "expires_at": expires_at,
        },
    )


def visitor_session(connection: Connection, *, digest: bytes, now: datetime) -> VisitorSessionRow | None:
    """A session by its cookie's digest; None when it is unknown or over."""
    found = (
        connection.execute(
            select(visitor_sessions).where(visitor_sessions.c.digest == digest, visitor_sessions.c.expires_at > now)
        )
        .mappings()
        .first()
    )
    return None if found is None else VisitorSessionRow(**found)


def show_code(connection: Connection, *, digest: bytes, code_wrapped: bytes) -> None:
    """Keep the return code for this browser's screen until it is settled."""
    connection.execute(
        update(visitor_sessions).where(visitor_sessions.c.digest == digest).values(code_wrapped=code_wrapped)
    )


def clear_shown_codes(connection: Connection, *, conversation_id: bytes) -> None:
    """The code is settled: no browser shows it any more."""
    connection.execute(
        update(visitor_sessions).where(visitor_sessions.c.conversation_id == conversation_id).values(code_wrapped=None)
    )


def end_visitor_session(connection: Connection, *, digest: bytes) -> None:
    """End one session."""
    connection.execute(delete(visitor_sessions).where(visitor_sessions.c.digest == digest))

"""Opening a conversation: for its visitor by their cookie, for a therapist by their queue's key.

Nothing here keeps a key longer than the request that brought the secret.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.desk.house import House
from bot.desk.keyring import (
    ConversationKeys,
    open_by_code,
    open_by_queue,
    open_by_session,
    unwrap_member,
    wrap_shown_code,
)
from bot.desk.views import NotAllowed, StaffSession
from storage import audit, conversations, queues, visitor_sessions
from storage.conversation_rows import ConversationRow
from storage.keys import CodeKeys, Secret, SessionKeys, WrongKey, new_secret, pair_of, session_keys
from storage.visitor_sessions import VisitorSessionRow

VISITOR_SESSION = timedelta(hours=8)


@dataclass(frozen=True, kw_only=True, slots=True)
class Opened:
    """A conversation with its keys, for the length of one request."""

    row: ConversationRow
    keys: ConversationKeys

    @property
    def id(self) -> bytes:
        """The conversation's id."""
        return self.row.id

    @property
    def private(self) -> Secret:
        """What opens its envelopes."""
        return self.keys.pair.private

    @property
    def public(self) -> bytes:
        """What seals to it."""
        return self.row.public_key


@dataclass(frozen=True, kw_only=True, slots=True)
class Visit(Opened):
    """A conversation opened by its visitor's cookie."""

    session: VisitorSessionRow
    cookie: SessionKeys = field(repr=False)


def conversation_keys(row: ConversationRow, private: Secret, shred: Secret) -> ConversationKeys:
    """The keys of a stored conversation; raises `WrongKey` when somebody swapped the public one in the database."""
    pair = pair_of(private)
    if pair.public != row.public_key:
        raise WrongKey
    return ConversationKeys(conversation_id=row.id, pair=pair, shred=shred)


async def visit(house: House, cookie: Secret | None) -> Visit | None:
    """The conversation a cookie opens, or None: no cookie, an ended session, a deleted conversation."""
    if cookie is None:
        return None
    keys = session_keys(cookie)
    now = house.now()

    def work(connection: Connection) -> tuple[VisitorSessionRow, ConversationRow, bytes] | None:
        session = visitor_sessions.visitor_session(connection, digest=keys.digest, now=now)
        if session is None:
            return None
        row = conversations.by_id(connection, conversation_id=session.conversation_id)
        shred = conversations.shred_key(connection, conversation_id=session.conversation_id)
        if row is None or shred is None:
            return None
        return session, row, shred

    found = await house.database.read(work)
    if found is None:
        return None
    session, row, shred_key = found
    shred = Secret(shred_key)
    private = open_by_session(session.private_wrapped, keys=keys, conversation_id=row.id, shred=shred)
    return Visit(row=row, keys=conversation_keys(row, private, shred), session=session, cookie=keys)


@dataclass(frozen=True, kw_only=True, slots=True)
class NewSession:
    """A visitor session that is ready to be stored; `cookie` goes to the browser and nowhere else."""

    cookie: Secret = field(repr=False)
    digest: bytes
    private_wrapped: bytes
    code_wrapped: bytes | None
    expires_at: datetime


def new_visitor_session(keys: ConversationKeys, *, now: datetime, shown_code: str | None = None) -> NewSession:
    """A fresh cookie for a conversation."""
    cookie = new_secret()
    session = session_keys(cookie)
    return NewSession(
        cookie=cookie,
        digest=session.digest,
        private_wrapped=keys.for_session(session),
        code_wrapped=None if shown_code is None else wrap_shown_code(shown_code, keys=session),
        expires_at=now + VISITOR_SESSION,
    )


async def visit_by_code(house: House, code: CodeKeys) -> Opened | None:
    """The conversation a return code opens, or None."""

    def work(connection: Connection) -> tuple[ConversationRow, bytes] | None:
        row = conversations.by_code_tag(connection, tag=code.tag)
        if row is None or row.code_wrapped is None:
            return None
        shred = conversations.shred_key(connection, conversation_id=row.id)
        return None if shred is None else (row, shred)

    found = await house.database.read(work)
    if found is None:
        return None
    row, shred_key = found
    shred = Secret(shred_key)
    if row.code_wrapped is None:
        return None
    private = open_by_code(row.code_wrapped, keys=code, conversation_id=row.id, shred=shred)
    return Opened(row=row, keys=conversation_keys(row, private, shred))


async def refuse(house: House, session: StaffSession, text_id: str, subject: str) -> NotAllowed:
    """Write to the audit trail that somebody asked for what is not theirs; returns what to raise."""
    now = house.now()
    await house.database.write(
        lambda connection: audit.note(
            connection, at=now, staff_id=session.staff_id, action=f"refused-{text_id}", subject=subject
        )
    )
    return NotAllowed(text_id)


async def queue_private(house: House, session: StaffSession, queue_id: bytes) -> Secret | None:
    """A queue's private key, if this person is a member of it."""
    wraps = await house.database.read(lambda connection: queues.wraps_of(connection, staff_id=session.staff_id))
    wrapped = wraps.get(queue_id)
    if wrapped is None:
        return None
    return unwrap_member(wrapped, staff_private=session.private, queue_id=queue_id, staff_id=session.staff_id)


async def open_for_staff(house: House, session: StaffSession, conversation_id: bytes) -> Opened | None:
    """A conversation opened through its queue; None when it is gone or this person is not in that queue."""

    def work(connection: Connection) -> tuple[ConversationRow, bytes] | None:
        row = conversations.by_id(connection, conversation_id=conversation_id)
        shred = conversations.shred_key(connection, conversation_id=conversation_id)
        return None if row is None or shred is None else (row, shred)

    found = await house.database.read(work)
    if found is None:
        return None
    row, shred_key = found
    if row.queue_id is None or row.queue_wrapped is None:
        return None
    by_queue = await queue_private(house, session, row.queue_id)
    if by_queue is None:
        return None
    shred = Secret(shred_key)
    private = open_by_queue(
        row.queue_wrapped, queue_private=by_queue, conversation_id=row.id, queue_id=row.queue_id, shred=shred
    )
    return Opened(row=row, keys=conversation_keys(row, private, shred))

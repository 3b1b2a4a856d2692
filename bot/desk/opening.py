"""Opening a conversation: for its visitor by their cookie or their chat, for a therapist by their queue's key.

Nothing here keeps a key longer than the request that brought the secret.
"""

import base64
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
from flows.vocabulary import Channel
from storage import audit, chats, conversations, queues, visitor_sessions
from storage.chats import ChatRow, Lead
from storage.conversation_rows import ConversationRow
from storage.keys import CodeKeys, KeyPair, Secret, SessionKeys, WrongKey, new_secret, pair_of, session_keys
from storage.visitor_sessions import VisitorSessionRow

VISITOR_SESSION = timedelta(hours=8)


@dataclass(frozen=True, kw_only=True)
class Reached:
    """A conversation that can be added to; nothing that was written in it can be read."""

    row: ConversationRow
    shred: Secret

    @property
    def id(self) -> bytes:
        """The conversation's id."""
        return self.row.id

    @property
    def public(self) -> bytes:
        """What seals to it."""
        return self.row.public_key

    @property
    def door(self) -> Channel:
        """Through which door it is reached now."""
        return self.row.channel

    @property
    def next_sequence(self) -> int | None:
        """The number that the next message had when this was read, if that was read."""
        return None


@dataclass(frozen=True, kw_only=True)
class Opened(Reached):
    """A conversation with its private key, for the length of one request."""

    private: Secret

    @property
    def keys(self) -> ConversationKeys:
        """What wraps its private key anew."""
        pair = KeyPair(public=self.public, private=self.private)
        return ConversationKeys(conversation_id=self.id, pair=pair, shred=self.shred)


@dataclass(frozen=True, kw_only=True)
class Visit(Opened):
    """A conversation opened by its visitor's cookie."""

    session: VisitorSessionRow
    cookie: SessionKeys = field(repr=False)

    @property
    def door(self) -> Channel:
        """The web."""
        return Channel.WEB


@dataclass(frozen=True, kw_only=True)
class AtDesk(Opened):
    """A conversation in its first questions, reached by a chat: the server has a copy of its key until hand-over."""

    lead: Lead
    address: Secret

    @property
    def chat(self) -> ChatRow:
        """The chat."""
        return self.lead.chat

    @property
    def door(self) -> Channel:
        """The chat's messenger."""
        return self.chat.channel

    @property
    def next_sequence(self) -> int:
        """The number that the next message had."""
        return self.lead.next_sequence


@dataclass(frozen=True, kw_only=True)
class ByChat(Reached):
    """A conversation reached by a chat after it was handed over: the server cannot open it any more."""

    lead: Lead
    address: Secret

    @property
    def chat(self) -> ChatRow:
        """The chat."""
        return self.lead.chat

    @property
    def door(self) -> Channel:
        """The chat's messenger."""
        return self.chat.channel

    @property
    def next_sequence(self) -> int:
        """The number that the next message had."""
        return self.lead.next_sequence


def own_private(row: ConversationRow, private: Secret) -> Secret:
    """A stored conversation's private key; raises `WrongKey` when somebody swapped the public one in the database."""
    if pair_of(private).public != row.public_key:
        raise WrongKey
    return private


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
    return Visit(row=row, shred=shred, private=own_private(row, private), session=session, cookie=keys)


async def visit_by_chat(house: House, address: Secret) -> AtDesk | ByChat | None:
    """The conversation a chat leads to, or None."""
    tag = await house.chat_tag(address)
    lead = await house.database.read_each(chats.leads_of, tag)
    if lead is None:
        return None
    row, shred, wrapped = lead.conversation, Secret(lead.shred_key), lead.chat.key_wrapped
    if wrapped is None:
        return ByChat(row=row, shred=shred, lead=lead, address=address)
    private = Secret(house.keyring.open_at_desk(wrapped, context=b"key|" + row.id, shred=shred))
    return AtDesk(row=row, shred=shred, private=own_private(row, private), lead=lead, address=address)


@dataclass(frozen=True, kw_only=True, slots=True)
class NewSession:
    """A visitor session that is ready to be stored; `cookie` goes to the browser and nowhere else."""

    cookie: Secret = field(repr=False)
    digest: bytes
    private_wrapped: bytes
    code_wrapped: bytes | None
    expires_at: datetime

    @property
    def cookie_text(self) -> str:
        """The cookie's secret, for what can only carry text."""
        return secret_text(self.cookie)

    def store(self, connection: Connection, conversation_id: bytes) -> None:
        """Open the session."""
        visitor_sessions.add_visitor_session(
            connection,
            digest=self.digest,
            conversation_id=conversation_id,
            private_wrapped=self.private_wrapped,
            code_wrapped=self.code_wrapped,
            expires_at=self.expires_at,
        )


def secret_text(secret: Secret) -> str:
    """A secret of 32 bytes as 43 letters."""
    return base64.urlsafe_b64encode(secret.reveal()).decode().rstrip("=")


def new_visitor_session(
    keys: ConversationKeys,
    *,
    now: datetime,
    lasts: timedelta = VISITOR_SESSION,
    shown_code: str | None = None,
    cookie: Secret | None = None,
) -> NewSession:
    """A fresh cookie for a conversation, or the one that is given."""
    cookie = cookie or new_secret()
    session = session_keys(cookie)
    return NewSession(
        cookie=cookie,
        digest=session.digest,
        private_wrapped=keys.for_session(session),
        code_wrapped=None if shown_code is None else wrap_shown_code(shown_code, keys=session),
        expires_at=now + lasts,
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
    return Opened(row=row, shred=shred, private=own_private(row, private))


async def refuse(house: House, session: StaffSession, text_id: str, subject: str) -> NotAllowed:
    """Write to the audit trail that somebody asked for what is not theirs; returns what to raise."""
    now = house.now()
    await house.write(
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
    return Opened(row=row, shred=shred, private=own_private(row, private))

"""Chats of a messenger: which conversation each leads to, what is on its screen, and what can still be deleted there.

A chat is found by a tag that only the server's pepper and the chat's id give together. Its id is sealed to the
conversation; everything the server must read by itself is under the server's key and short-lived (DESIGN.md 3).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Connection, RowMapping, bindparam, delete, insert, select, update

from flows.vocabulary import Channel
from storage.messenger_tables import chat_messages, chats


@dataclass(frozen=True, kw_only=True, slots=True)
class ChatRow:
    """A chat as it is stored."""

    tag: bytes = field(repr=False)
    conversation_id: bytes = field(repr=False)
    channel: Channel
    address: bytes = field(repr=False)
    key_wrapped: bytes | None = field(repr=False)
    screen: bytes | None = field(repr=False)
    shown: bytes | None = field(repr=False)
    only_nudges: bool
    nudged: bool
    blocked: bool


_BY_TAG = select(chats).where(chats.c.tag == bindparam("tag"))
_SET = update(chats).where(chats.c.tag == bindparam("of_tag"))
_REMEMBER = insert(chat_messages)


def _row(found: RowMapping) -> ChatRow:
    return ChatRow(**{**found, "channel": Channel(found["channel"])})


def add(
    connection: Connection,
    *,
    tag: bytes,
    conversation_id: bytes,
    channel: Channel,
    address: bytes,
    key_wrapped: bytes | None,
) -> None:
    """Let a chat lead to a conversation, and to no other."""
    connection.execute(delete(chats).where(chats.c.tag == tag))
    connection.execute(
        insert(chats),
        {
            "tag": tag,
            "conversation_id": conversation_id,
            "channel": channel.value,
            "address": address,
            "key_wrapped": key_wrapped,
            "only_nudges": False,
            "nudged": False,
            "blocked": False,
        },
    )


def by_tag(connection: Connection, *, tag: bytes) -> ChatRow | None:
    """A chat."""
    found = connection.execute(_BY_TAG, {"tag": tag}).mappings().first()
    return None if found is None else _row(found)


def of_conversation(connection: Connection, *, conversation_id: bytes) -> tuple[ChatRow, ...]:
    """Every chat that leads to a conversation."""
    found = connection.execute(
        select(chats).where(chats.c.conversation_id == conversation_id).order_by(chats.c.tag)
    ).mappings()
    return tuple(_row(row) for row in found)


def hand_over(connection: Connection, *, tag: bytes, address: bytes) -> None:
    """The server's copy of the key is gone; the address is sealed to the conversation's new key."""
    connection.execute(update(chats).where(chats.c.tag == tag).values(key_wrapped=None, address=address))


def set_screen(connection: Connection, *, tag: bytes, screen: bytes | None) -> None:
    """Keep what is on the chat's screen."""
    connection.execute(update(chats).where(chats.c.tag == tag).values(screen=screen))


def set_shown(connection: Connection, *, tag: bytes, shown: bytes | None) -> None:
    """Keep which of the chat's messages show what."""
    connection.execute(_SET, {"of_tag": tag, "shown": shown})


def set_only_nudges(connection: Connection, *, tag: bytes, only_nudges: bool) -> None:
    """Answers here, or only a line that there is one."""
    connection.execute(update(chats).where(chats.c.tag == tag).values(only_nudges=only_nudges))


def set_nudged(connection: Connection, *, conversation_id: bytes, nudged: bool) -> None:
    """A nudge was sent, or somebody has looked."""
    connection.execute(
        update(chats)
        .where(chats.c.conversation_id == conversation_id, chats.c.nudged.is_(not nudged))
        .values(nudged=nudged)
    )


def set_blocked(connection: Connection, *, tag: bytes, blocked: bool) -> bool:
    """Nothing can be delivered there any more, or it can again; False when that is known, or there is no such chat."""
    changed = connection.execute(
        update(chats).where(chats.c.tag == tag, chats.c.blocked.is_(not blocked)).values(blocked=blocked)
    )
    return changed.rowcount == 1


@dataclass(frozen=True, kw_only=True, slots=True)
class ChatMessageRow:
    """A message in a chat that can perhaps be deleted."""

    id: bytes = field(repr=False)
    tag: bytes = field(repr=False)
    wrapped: bytes = field(repr=False)
    written_on: date


def remember(connection: Connection, *, messages: Iterable[ChatMessageRow]) -> None:
    """Remember messages, so that they can be deleted."""
    values = [
        {"id": each.id, "tag": each.tag, "wrapped": each.wrapped, "written_on": each.written_on} for each in messages
    ]
    if values:
        connection.execute(_REMEMBER, values)


def remembered(connection: Connection, *, tag: bytes) -> tuple[ChatMessageRow, ...]:
    """The messages of a chat that are remembered."""
    found = connection.execute(select(chat_messages).where(chat_messages.c.tag == tag)).mappings()
    return tuple(ChatMessageRow(**row) for row in found)


def forget_messages(connection: Connection, *, tag: bytes) -> None:
    """They are deleted, or cannot be."""
    connection.execute(delete(chat_messages).where(chat_messages.c.tag == tag))


def sweep(connection: Connection, *, before: date) -> int:
    """Forget messages too old to be deleted; returns how many."""
    return connection.execute(delete(chat_messages).where(chat_messages.c.written_on < before)).rowcount

"""Chats of a messenger: which conversation each leads to, what is on its screen, and what can still be deleted there.

A chat is found by a tag that only the server's pepper and the chat's id give together. Its id is sealed to the
conversation; everything the server must read by itself is under the server's key and short-lived (DESIGN.md 3).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Connection, RowMapping, bindparam, delete, func, insert, select, update

from flows.vocabulary import Channel
from storage.claims import PLACE
from storage.conversation_rows import ConversationRow, conversation_row
from storage.messenger_tables import chat_messages, chats
from storage.tables import conversations, messages, shred_keys


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
    # How many of its messages are forgotten because nobody could delete them any more.
    too_old: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Lead:
    """A chat, the conversation it leads to, the number its next message gets, and its place in the queue."""

    chat: ChatRow
    conversation: ConversationRow
    shred_key: bytes = field(repr=False)
    next_sequence: int
    place: int | None


_CHAT = tuple(chats.c)
_CONVERSATION = tuple(conversations.c)
_CHAT_NAMES = tuple(each.name for each in _CHAT)
_CONVERSATION_NAMES = tuple(each.name for each in _CONVERSATION)
_LEADS = (
    select(
        *_CHAT,
        *_CONVERSATION,
        shred_keys.c.key,
        select(func.coalesce(func.max(messages.c.sequence), 0))
        .where(messages.c.conversation_id == conversations.c.id)
        .scalar_subquery(),
        PLACE,
    )
    .join_from(chats, conversations, chats.c.conversation_id == conversations.c.id)
    .join(shred_keys, shred_keys.c.conversation_id == conversations.c.id)
    .where(chats.c.tag.in_(bindparam("tags", expanding=True)))
)
_BY_TAG = select(chats).where(chats.c.tag == bindparam("tag"))
_SHOWN = select(chats.c.tag, chats.c.shown).where(chats.c.tag.in_(bindparam("tags", expanding=True)))
_SET_SHOWN = update(chats).where(chats.c.tag == bindparam("of_tag"))
_COLUMNS = ("id", "tag", "wrapped", "written_on")
# Whoever does it again, not knowing whether it was done, does no harm.
_REMEMBER = insert(chat_messages).from_select(
    _COLUMNS,
    select(*(bindparam(name, type_=chat_messages.c[name].type) for name in _COLUMNS)).where(
        ~select(chat_messages.c.id).where(chat_messages.c.id == bindparam("id")).exists()
    ),
)
_SWEPT = (chat_messages.c.tag == chats.c.tag, chat_messages.c.written_on < bindparam("before"))
_COUNT_SWEPT = (
    update(chats)
    .where(select(chat_messages.c.id).where(*_SWEPT).exists())
    .values(too_old=chats.c.too_old + select(func.count()).select_from(chat_messages).where(*_SWEPT).scalar_subquery())
)


def _row(found: RowMapping | dict[str, Any]) -> ChatRow:
    return ChatRow(**{**found, "channel": Channel(found["channel"])})


def add(
    connection: Connection,
    *,
    tag: bytes,
    conversation_id: bytes,
    channel: Channel,
    address: bytes,
    key_wrapped: bytes | None,
    too_old: int = 0,
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
            "too_old": too_old,
        },
    )


def by_tag(connection: Connection, *, tag: bytes) -> ChatRow | None:
    """A chat."""
    found = connection.execute(_BY_TAG, {"tag": tag}).mappings().first()
    return None if found is None else _row(found)


def leads_of(connection: Connection, tags: Sequence[bytes]) -> list[Lead | None]:
    """Where chats lead, in one read; None for each that leads to nothing that is still there."""
    found = {lead.chat.tag: lead for lead in map(_lead, connection.execute(_LEADS, {"tags": tags}))}
    return [found.get(tag) for tag in tags]


def _lead(found: Sequence[Any]) -> Lead:
    *values, shred_key, last, place = found
    return Lead(
        chat=_row(dict(zip(_CHAT_NAMES, values, strict=False))),
        conversation=conversation_row(dict(zip(_CONVERSATION_NAMES, values[len(_CHAT_NAMES) :], strict=True))),
        shred_key=shred_key,
        next_sequence=last + 1,
        place=place,
    )


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


def shown_of(connection: Connection, *, tags: Iterable[bytes]) -> dict[bytes, bytes | None]:
    """What is kept of which messages show what, for those of these chats that are kept."""
    found = connection.execute(_SHOWN, {"tags": list(tags)})
    return {row.tag: row.shown for row in found}


def set_shown(connection: Connection, *, shown: Mapping[bytes, bytes]) -> None:
    """Keep which messages show what, for each chat."""
    if shown:
        connection.execute(_SET_SHOWN, [{"of_tag": tag, "shown": each} for tag, each in shown.items()])


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
    """A message in a chat that can perhaps be deleted; its id is the same for the same message."""

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


def forget_deleted(connection: Connection, *, ids: Iterable[bytes], since: date) -> None:
    """These are deleted, as far as they were written since a date."""
    connection.execute(
        delete(chat_messages).where(chat_messages.c.id.in_(tuple(ids)), chat_messages.c.written_on >= since)
    )


def sweep(connection: Connection, *, before: date) -> int:
    """Forget messages too old to be deleted, but not how many they were; returns how many now."""
    connection.execute(_COUNT_SWEPT, {"before": before})
    return connection.execute(delete(chat_messages).where(chat_messages.c.written_on < before)).rowcount

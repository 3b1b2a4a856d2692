"""What a therapist writes, or the console writes for them, on its way into the conversation and to its chats.

Rules: the therapist's request opens where to, puts what was written into the outbox in the transaction that stores it,
and keeps nothing. A chat that asked for a line only gets one line, and no second one before somebody has looked.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field

from sqlalchemy import Connection

from bot.desk.house import House
from bot.desk.opening import Opened
from bot.desk.outgoing import OUTBOX, Addressed, AskHelped, Choose, Line, Say, parcel
from bot.desk.sealing import open_address
from bot.desk.writing import Also, Written, append_together
from bot.lengths import parts
from flows.first_contact import audience_of
from flows.vocabulary import Delivery, Direction
from storage import chats, conversations, outbox
from storage.chats import ChatRow
from storage.outbox import Parcel

NUDGE = "telegram-nudge"


@dataclass(frozen=True, kw_only=True, slots=True)
class Spoken:
    """One message to the visitor: who says it, and what a chat shows below it to choose from."""

    text: str = field(repr=False)
    direction: Direction = Direction.THERAPIST
    choose: Choose | None = None


async def speak(house: House, opened: Opened, *spoken: Spoken, press: bytes, also: Also | None = None) -> None:
    """Store messages to the visitor, one after the other, and send them on to her chats; in one transaction.

    The same `press` again does nothing. What `also` raises undoes all of it.
    """
    today = house.today()
    leaving, delivery = await _to_chats(house, opened, spoken)

    def together(connection: Connection, sequence: int) -> None:
        conversations.answered(connection, conversation_id=opened.id, today=today)
        leaving(connection, sequence)
        if also is not None:
            also(connection, sequence)

    written = [
        Written(text=each.text, direction=each.direction, press=press_after(press, index), delivery=delivery)
        for index, each in enumerate(spoken)
    ]
    await append_together(house, opened, written, together)
    house.live.changed(opened.id, opened.row.queue_id or opened.id, OUTBOX)


def press_after(press: bytes, index: int) -> bytes:
    """The press of the message that many places after the first one of a press."""
    return press if index == 0 else hashlib.sha256(press + index.to_bytes(2, "big")).digest()[:16]


async def _to_chats(
    house: House, opened: Opened, spoken: tuple[Spoken, ...]
) -> tuple[Callable[[Connection, int], None], Delivery | None]:
    """What puts messages into the outbox, given the first one's number; and how delivery begins (None: nowhere)."""
    found = await house.database.read(lambda connection: chats.of_conversation(connection, conversation_id=opened.id))
    if not found:
        return lambda _connection, _sequence: None, None
    answered_here = [chat for chat in found if not chat.only_nudges]
    reachable = [chat for chat in answered_here if not chat.blocked]
    to_nudge = [chat for chat in found if chat.only_nudges and not chat.nudged and not chat.blocked]

    def put(connection: Connection, first: int) -> None:
        for chat in reachable:
            outbox.put(
                connection,
                parcels=[
                    parcel(
                        house,
                        _to(chat, opened, what),
                        conversation_id=opened.id,
                        shred=opened.shred,
                        sequence=sequence,
                    )
                    for sequence, each in enumerate(spoken, start=first)
                    for what in _pieces(each)
                ],
            )
        for chat in to_nudge:
            line = Line(text_id=NUDGE, language=opened.row.language)
            addressed = _to(chat, opened, line)
            outbox.put(
                connection,
                parcels=[parcel(house, addressed, conversation_id=opened.id, shred=opened.shred)],
            )
        if to_nudge:
            chats.set_nudged(connection, conversation_id=opened.id, nudged=True)

    if not answered_here:
        return put, None
    return put, Delivery.WAITING if reachable else Delivery.BLOCKED


async def asked_in_chats(house: House, opened: Opened) -> tuple[Parcel, ...]:
    """The question how it was, for each chat where answers are shown; other chats find it when they look."""
    found = await house.database.read(lambda connection: chats.of_conversation(connection, conversation_id=opened.id))
    asked = AskHelped(language=opened.row.language, audience=audience_of(opened.row.role), mark=opened.id[:2].hex())
    return tuple(
        parcel(house, _to(chat, opened, asked), conversation_id=opened.id, shred=opened.shred)
        for chat in found
        if not (chat.only_nudges or chat.blocked)
    )


def _pieces(spoken: Spoken) -> tuple[Say | Choose, ...]:
    if spoken.choose is not None:
        return (spoken.choose,)
    return tuple(Say(text=part) for part in parts(spoken.text))


def _to(chat: ChatRow, opened: Opened, what: Say | Choose | Line | AskHelped) -> Addressed:
    to = open_address(chat.address, conversation_id=opened.id, tag=chat.tag, private=opened.private)
    return Addressed(to=to, tag=chat.tag, what=what)

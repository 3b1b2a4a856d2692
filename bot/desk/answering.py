"""What a therapist writes, on its way to the chats of its conversation.

Rules: the therapist's request opens where to, puts what was written into the outbox in the transaction that stores it,
and keeps nothing. A chat that asked for a line only gets one line, and no second one before somebody has looked.
"""

from collections.abc import Callable

from sqlalchemy import Connection

from bot.desk.house import House
from bot.desk.opening import Opened
from bot.desk.outgoing import Addressed, Line, Say, parcel
from bot.desk.sealing import open_address
from bot.lengths import parts
from flows.vocabulary import Delivery
from storage import chats, outbox
from storage.chats import ChatRow

NUDGE = "telegram-nudge"


async def reply_to_chats(
    house: House, opened: Opened, text: str
) -> tuple[Callable[[Connection, int], None], Delivery | None]:
    """What puts a reply into the outbox, given its number; and how its delivery begins (None: it goes nowhere)."""
    found = await house.database.read(lambda connection: chats.of_conversation(connection, conversation_id=opened.id))
    if not found:
        return lambda _connection, _sequence: None, None
    answered_here = [chat for chat in found if not chat.only_nudges]
    reachable = [chat for chat in answered_here if not chat.blocked]
    to_nudge = [chat for chat in found if chat.only_nudges and not chat.nudged and not chat.blocked]

    def put(connection: Connection, sequence: int) -> None:
        for chat in reachable:
            outbox.put(
                connection,
                parcels=[
                    parcel(
                        house,
                        _to(chat, opened, Say(text=part)),
                        conversation_id=opened.id,
                        shred=opened.shred,
                        sequence=sequence,
                    )
                    for part in parts(text)
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


def _to(chat: ChatRow, opened: Opened, what: Say | Line) -> Addressed:
    to = open_address(chat.address, conversation_id=opened.id, tag=chat.tag, private=opened.private)
    return Addressed(to=to, tag=chat.tag, what=what)

"""Deleting everything: the conversation here, and every message of a chat that its messenger still lets us delete.

Rules: one transaction forgets the conversation and puts the deleting into the outbox, so that neither is ever done
without the other. Deleting that was asked for before, and has not come to its end, is not forgotten. What can no
longer be deleted is counted, also when it is no longer known.
"""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.desk.ending import count_ended
from bot.desk.house import House
from bot.desk.opening import visit_by_chat
from bot.desk.outgoing import Addressed, Clear, open_parcel, parcel
from flows.vocabulary import Language
from storage import chats, conversations, inbox, outbox
from storage.chats import ChatMessageRow
from storage.keys import Secret

# A messenger lets a bot delete messages, on both sides, for this long.
DELETABLE = timedelta(hours=48)


async def clear_chat(house: House, address: Secret, *, language: Language) -> None:
    """Delete a chat's conversation, if it leads to one, and have every message deleted that can be."""
    here = await visit_by_chat(house, address)
    tag = await house.chat_tag(address)
    now = house.now()

    def work(connection: Connection) -> None:
        kept = [
            json.loads(house.keyring.open_at_desk(row.wrapped, context=b"chat-message|" + row.id))
            for row in chats.remembered(connection, tag=tag)
        ]
        young = {each["id"] for each in kept if now - datetime.fromisoformat(each["at"]) < DELETABLE}
        chat = chats.by_tag(connection, tag=tag)
        too_old = len(kept) - len(young) + (0 if chat is None else chat.too_old)
        for earlier in _clearing(house, connection, address):
            # Deleting was asked for before, and has not come to its end: nothing of that is forgotten.
            young.update(earlier.messages)
            too_old += earlier.too_old
        clear = Clear(messages=tuple(sorted(young)), too_old=too_old, language=language)
        # What waited to leave for this chat is not wanted any more, also where it speaks of no conversation.
        outbox.clear_lane(connection, lane=house.keyring.lane(address))
        chats.forget_messages(connection, tag=tag)
        inbox.throw_lane_away(connection, lane=house.keyring.lane(address))
        if here is not None:
            count_ended(connection, house, conversation_id=here.id)
            conversations.forget(connection, conversation_id=here.id)
        outbox.put(connection, parcels=[parcel(house, Addressed(to=address, tag=tag, what=clear))])

    await house.write(work)
    await house.database.wipe_traces()
    if here is not None:
        house.live.changed(here.id, here.row.queue_id or here.id)


def _clearing(house: House, connection: Connection, address: Secret) -> Iterator[Clear]:
    for row in outbox.of_lane(connection, lane=house.keyring.lane(address)):
        # What speaks of a conversation clears nothing.
        if row.conversation_id is None:
            what = open_parcel(house, row, shred=None).what
            if isinstance(what, Clear):
                yield what


def remembered(house: House, tag: bytes, message: int, at: datetime) -> ChatMessageRow:
    """A message of a chat, to be remembered until it cannot be deleted any more."""
    row_id = house.keyring.message_mark(tag, message)
    content = json.dumps({"id": message, "at": at.isoformat()}).encode()
    return ChatMessageRow(
        id=row_id,
        tag=tag,
        wrapped=house.keyring.seal_for_desk(content, context=b"chat-message|" + row_id),
        written_on=house.today(),
    )

"""Beginning a conversation: a new pair of keys, a shred key in the store of its own, and what the door adds.

Rules: it is one transaction, and nothing is asked yet. Who can come back to it is decided by the door.
"""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Connection

from bot.desk.house import House
from bot.desk.keyring import ConversationKeys
from bot.desk.scripts import INTAKE
from flows.vocabulary import Channel, Language
from storage import conversations
from storage.keys import new_id, new_pair, new_secret


def new_conversation() -> ConversationKeys:
    """The keys of a conversation that is not stored yet."""
    return ConversationKeys(conversation_id=new_id(), pair=new_pair(), shred=new_secret())


async def begin(
    house: House,
    keys: ConversationKeys,
    *,
    channel: Channel,
    language: Language,
    also: Callable[[Connection], None],
    desk_until: datetime | None = None,
) -> None:
    """Store it, and with it the way back to it (`also`). `desk_until`: how long the server may open what is asked."""
    today = house.today()

    def work(connection: Connection) -> None:
        conversations.add(
            connection,
            conversation_id=keys.conversation_id,
            public_key=keys.pair.public,
            channel=channel,
            language=language,
            first_contact_on=today,
            script=INTAKE,
            shred_key=keys.shred.reveal(),
            desk_until=desk_until,
        )
        also(connection)

    await house.write(work)

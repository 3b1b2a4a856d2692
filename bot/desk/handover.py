"""Giving a conversation to its queue: from here on only its visitor and the queue's people can open it.

Rules: one transaction. On the web a return code appears on the visitor's screen. Behind a chat the conversation gets a
new pair of keys, and what was written so far is sealed again: the server has had a copy of the old key, and so may an
old backup. The way to a return code is then a secret that only a button in the chat carries; the update that hands over
and the server's key give it, so that a process that dies before it is shown loses nothing.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta

from sqlalchemy import Connection

from bot.desk.house import House, queue_for
from bot.desk.keyring import ConversationKeys, wrap_shown_code
from bot.desk.opening import AtDesk, Opened, Reached, Visit, new_visitor_session, secret_text, visit
from bot.desk.sealing import Screening, open_message, seal_address, seal_message, seal_screening
from flows.talk import StaleButton
from flows.vocabulary import Direction, Role, Urgency, Wish
from storage import chats, conversations, demand, messages, notices, pretalks, queues, visitor_sessions
from storage.keys import new_pair
from storage.return_code import new_code

# The button lasts as long as a conversation can lie still.
BUTTON_LASTS = timedelta(days=400)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Prepared:
    """What a door adds: the keys from here on, more statements, and what the door shall show."""

    keys: ConversationKeys
    also: Callable[[Connection], None]
    secret: str = field(default="", repr=False)


# Given the queue's id, what else belongs to the hand-over.
Then = Callable[[bytes], Awaitable[Callable[[Connection], object]]]


async def hand_over(
    house: House,
    here: Opened,
    screening: Screening,
    *,
    urgency: Urgency,
    wish: Wish,
    role: Role | None,
    then: Then | None = None,
) -> str:
    """Give a conversation to its queue. Returns, for a chat, the secret that its button carries; else nothing.

    `then` is done in the same transaction. Raises `StaleButton` when the conversation moved on meanwhile.
    """
    queue = house.trust(queue_for(screening.band, await house.database.read(queues.all_queues)))
    match here:
        case Visit():
            prepared = await _on_the_web(house, here)
        case AtDesk():
            prepared = await _in_a_chat(house, here)
        case _:
            raise TypeError("only its visitor hands a conversation over")
    afterwards = None if then is None else await then(queue.id)
    public = prepared.keys.pair.public
    queue_wrapped = prepared.keys.for_queue(queue_id=queue.id, queue_public=queue.public_key)
    summary = seal_screening(screening, conversation_id=here.id, public=public)
    today = house.today()
    # To the minute: enough for the queue, and it is emptied as soon as somebody answers.
    waiting_since = house.now().replace(second=0, microsecond=0)

    def work(connection: Connection) -> bool:
        moved = conversations.hand_over(
            connection,
            conversation_id=here.id,
            expected_revision=here.row.revision,
            queue_id=queue.id,
            queue_wrapped=queue_wrapped,
            urgency=urgency,
            age_band=screening.band,
            role=role,
            wish=wish,
            summary=summary,
            waiting_since=waiting_since,
            today=today,
            public_key=None if public == here.public else public,
        )
        if moved:
            prepared.also(connection)
            if afterwards is not None:
                afterwards(connection)
            if wish in (Wish.PRETALK, Wish.BOTH):
                pretalks.ensure(connection, conversation_id=here.id, today=today)
                demand.add(connection, day=today, queue_id=queue.id)
            notices.something_waits(connection, queue_id=queue.id, claimed_by=None)
        return moved

    if not await house.write(work):
        raise StaleButton
    house.live.changed(here.id, queue.id)
    return prepared.secret


async def button_made(house: House, here: Reached) -> str:
    """The secret of a chat's button, where this use case has handed the conversation over before; else nothing."""
    made = await visit(house, house.button)
    if house.button is None or made is None or made.id != here.id:
        return ""
    return secret_text(house.button)


async def _on_the_web(house: House, here: Visit) -> _Prepared:
    """A fresh return code on the visitor's screen."""
    code = new_code()
    code_keys = await house.code_keys(code.canonical)
    code_wrapped = here.keys.for_code(code_keys)
    shown = wrap_shown_code(code.canonical, keys=here.cookie)

    def also(connection: Connection) -> None:
        conversations.set_code(connection, conversation_id=here.id, tag=code_keys.tag, code_wrapped=code_wrapped)
        visitor_sessions.show_code(connection, digest=here.session.digest, code_wrapped=shown)

    return _Prepared(keys=here.keys, also=also)


async def _in_a_chat(house: House, here: AtDesk) -> _Prepared:
    """New keys, and everything that was sealed to the old ones sealed again."""
    pair = new_pair()
    keys = ConversationKeys(conversation_id=here.id, pair=pair, shred=here.shred)
    session = new_visitor_session(keys, now=house.now(), lasts=BUTTON_LASTS, cookie=house.button)
    address = seal_address(here.address, conversation_id=here.id, tag=here.chat.tag, public=pair.public)

    def read(connection: Connection) -> tuple[tuple[messages.MessageRow, ...], tuple[messages.CoveredRow, ...]]:
        return (
            messages.messages_of(connection, conversation_id=here.id),
            messages.covered_of(connection, conversation_id=here.id),
        )

    written, covered = await house.database.read(read)

    def again(body: bytes, sequence: int, direction: Direction) -> bytes:
        opened = open_message(
            body, conversation_id=here.id, sequence=sequence, direction=direction, private=here.private
        )
        return seal_message(opened, conversation_id=here.id, sequence=sequence, direction=direction, public=pair.public)

    messages_again = [(row.sequence, again(row.body, row.sequence, row.direction)) for row in written]
    covered_again = [(row, again(row.body, row.sequence, Direction.VISITOR)) for row in covered]

    def also(connection: Connection) -> None:
        for sequence, body in messages_again:
            messages.replace(connection, conversation_id=here.id, sequence=sequence, body=body)
        for row, body in covered_again:
            messages.leave_covered(connection, conversation_id=here.id, press=row.press)
            messages.keep_as_written(
                connection,
                conversation_id=here.id,
                press=row.press,
                sequence=row.sequence,
                body=body,
                written_on=row.written_on,
            )
        chats.hand_over(connection, tag=here.chat.tag, address=address)
        session.store(connection, here.id)

    return _Prepared(keys=keys, also=also, secret=session.cookie_text)

"""Asking once whether somebody got the help they needed, and counting the answer without them.

Rules: it is asked when a contact is closed with nothing booked ahead, or a pre-talk was held; once for a conversation,
whatever becomes of it. An answer is a ballot, cast in the transaction that ends the question, so a press that comes
twice counts once; afterwards the traces on the disk are wiped. What is kept beside the conversation is that it was
asked. Words go into the talk, as a message of the visitor's that says what it is about.
"""

import hashlib
from collections.abc import Callable
from functools import partial

from sqlalchemy import Connection

from bot.desk.answering import asked_in_chats
from bot.desk.casting import sealed_ballot
from bot.desk.house import House
from bot.desk.journals import store_journal
from bot.desk.opening import Opened, Reached
from bot.desk.scripts import FEEDBACK, NO_SCRIPT
from bot.desk.writing import write_as_visitor
from flows.feedback import HELPED, Feedback, Helped, behind
from flows.first_contact import audience_of
from flows.helped_counting import HelpedAnswer
from flows.talk import Asking as Asked
from flows.talk import Finished, Journal, StaleButton
from flows.vocabulary import ContactKind
from storage import ballots, conversations, helped, outbox, pretalks, queues
from storage.keys import new_id

# A test is nobody, and who had a wrong number wanted no help.
ASKED_KINDS = frozenset({ContactKind.CONTACT, ContactKind.CONTINUED})

Ask = Callable[[Connection], None]


async def asking(house: House, opened: Opened) -> Ask:
    """What asks, in the transaction that ends the contact: on the page, and in the chats where answers are shown."""
    parcels = await asked_in_chats(house, opened)

    def ask(connection: Connection) -> None:
        row = pretalks.of_conversation(connection, conversation_id=opened.id)
        ahead = row is not None and row.booked is not None
        if not ahead and helped.ask(connection, conversation_id=opened.id, script=FEEDBACK):
            outbox.put(connection, parcels=parcels)

    return ask


def take_back(connection: Connection, conversation_id: bytes) -> None:
    """The contact is not closed after all."""
    helped.take_back(connection, conversation_id=conversation_id, script=FEEDBACK)


async def go_on(house: House, here: Reached, journal: Journal, state: Asked | Finished) -> None:
    """What a press means: an answer is counted, words go into the talk, and no thanks ends it. Raises `StaleButton`."""
    if isinstance(state, Finished):
        words = state.outcome.words if isinstance(state.outcome, Feedback) else None
        await (_end(house, here) if words is None else _tell(house, here, words))
        return
    degree = next((step.raw for step in state.path if step.question.key == HELPED.key), None)
    if not isinstance(degree, str):
        # There is nothing to go back to.
        raise StaleButton
    await _count(house, here, Helped(degree), behind(journal))


async def _count(house: House, here: Reached, degree: Helped, journal: Journal) -> None:
    queue_id = here.row.queue_id
    queue = await house.database.read(
        lambda connection: None if queue_id is None else queues.by_id(connection, queue_id=queue_id)
    )
    if queue is None:
        raise StaleButton
    ballot = sealed_ballot(house, HelpedAnswer(unit=queue.code, helped=degree), new_id())

    def cast(connection: Connection) -> None:
        ballots.cast(connection, ballot_id=ballot.id, month=ballot.month, envelope=ballot.envelope)

    await store_journal(house, here, journal, script=FEEDBACK, also=cast)
    await house.database.wipe_traces()


async def _end(house: House, here: Reached) -> None:
    # An answer is a step more than a no: the row counts both alike, or it would say which it was.
    even = partial(helped.count_a_step, conversation_id=here.id) if here.row.journal is None else None
    await store_journal(house, here, None, script=NO_SCRIPT, also=even)


async def _tell(house: House, here: Reached, words: str) -> None:
    today = house.today()

    def end(connection: Connection, _sequence: int) -> None:
        conversations.save_journal(
            connection,
            conversation_id=here.id,
            script=NO_SCRIPT,
            journal=None,
            expected_revision=None,
            today=today,
        )

    # The same answer is the same message, however often it is pressed.
    press = hashlib.sha256(b"helped|%b|%d" % (here.id, here.row.revision)).digest()[:16]
    text = house.sentences(here.row.language, audience_of(here.row.role), "said-helped", words=words)
    await write_as_visitor(house, here, text=text, press=press, also=end)

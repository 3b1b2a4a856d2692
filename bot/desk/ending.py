"""Counting a way to a pre-talk when it has ended: without a name, once, in the transaction that ends it.

Rules: it ends with the talk that was held, with everything being deleted, or when the contact is closed and has been
quiet for a while. The ballot is sealed in that transaction, because only there is it known what it says.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import Connection

from bot.desk.casting import sealed_ballot
from bot.desk.clock import dates_of
from bot.desk.house import House
from flows.pretalk_counting import EndedPretalk, ended
from flows.vocabulary import Onward, PretalkState
from storage import ballots, conversations, outcomes, pretalks, queues
from storage.conversation_rows import ConversationRow
from storage.keys import new_id
from storage.pretalk_rows import PretalkRow

# Whoever was said goodbye to may still come back for a time; after this long, that is another way to one.
QUIET = timedelta(days=14)


def cast_held(connection: Connection, house: House, row: ConversationRow, *, ballot_id: bytes, onward: Onward) -> None:
    """Count a pre-talk that was held just now."""
    pretalk = pretalks.of_conversation(connection, conversation_id=row.id)
    if pretalk is None:
        raise ValueError("nothing was held")
    _cast(connection, house, _said(connection, house, row, pretalk, onward=onward), ballot_id)


def count_ended(connection: Connection, house: House, *, conversation_id: bytes) -> bool:
    """Count a way to a pre-talk that came to nothing; False when there was none, or it is counted."""
    row = conversations.by_id(connection, conversation_id=conversation_id)
    pretalk = pretalks.of_conversation(connection, conversation_id=conversation_id)
    if row is None or pretalk is None or row.queue_id is None:
        return False
    if not outcomes.mark_counted(connection, conversation_id=conversation_id):
        return False
    _cast(connection, house, _said(connection, house, row, pretalk), new_id())
    return True


async def count_quiet(house: House) -> int:
    """Count the ways to a pre-talk that ended because nobody came back; returns how many."""
    day = house.today() - QUIET
    counted = 0
    for conversation_id in await house.database.read(lambda connection: outcomes.ended_before(connection, day=day)):
        counted += await house.write(_counting(house, conversation_id))
    if counted:
        await house.database.wipe_traces()
    return counted


def _counting(house: House, conversation_id: bytes) -> Callable[[Connection], bool]:
    return lambda connection: count_ended(connection, house, conversation_id=conversation_id)


def _said(
    connection: Connection, house: House, row: ConversationRow, pretalk: PretalkRow, *, onward: Onward | None = None
) -> EndedPretalk:
    queue = None if row.queue_id is None else queues.by_id(connection, queue_id=row.queue_id)
    if queue is None:
        raise ValueError("who wants a pre-talk is in a queue")
    dates = dates_of(house, row, pretalk)
    if dates.state is PretalkState.BOOKED:
        # Deleted with a time that stands: it is given back with everything else.
        dates = replace(dates, state=PretalkState.GIVEN_UP, given_up_on=house.today())
    return ended(
        dates,
        unit=queue.code,
        band=row.age_band,
        missed=pretalk.missed,
        cancelled_late=pretalk.cancelled_late,
        onward=onward,
        reason=pretalk.delay_reason,
    )


def _cast(connection: Connection, house: House, said: EndedPretalk, ballot_id: bytes) -> None:
    ballot = sealed_ballot(house, said, ballot_id)
    ballots.cast(connection, ballot_id=ballot.id, month=ballot.month, envelope=ballot.envelope)

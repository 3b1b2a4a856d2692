"""Where the answers to a script's questions lie while it is on, and who can open them.

Rules: a web visitor's journal is sealed to the conversation. Somebody who comes by a chat has no cookie: after the
hand-over their script (finding a time) lies under the server's key, and never longer than a day without a press.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.desk.house import House
from bot.desk.opening import AtDesk, Opened, Reached
from bot.desk.scripts import FEEDBACK, NO_SCRIPT, script_named
from bot.desk.sealing import open_journal, seal_journal
from flows import talk
from flows.talk import Asking, Journal, StaleButton
from flows.vocabulary import ConversationState
from storage import conversations

AT_DESK = timedelta(hours=24)


def desk_until(house: House) -> datetime:
    """Until when the server may open what is being asked now: a day from the next full hour, and no minute told."""
    return house.now().replace(minute=0, second=0, microsecond=0) + timedelta(hours=1) + AT_DESK


def _lies_at_desk(here: Reached) -> bool:
    return here.row.desk_until is not None and here.row.state is not ConversationState.INTAKE


def journal_of(house: House, here: Reached) -> Journal | None:
    """The journal of the script that is on; None where it was begun at another door and cannot be opened here."""
    if here.row.journal is None:
        return Journal.empty()
    if _lies_at_desk(here):
        stored = house.keyring.open_at_desk(here.row.journal, context=b"journal|" + here.id, shred=here.shred)
        return Journal.from_json(stored.decode())
    if isinstance(here, Opened):
        return open_journal(here.row.journal, conversation_id=here.id, private=here.private)
    return None


def asking_now(house: House, here: Reached) -> Asking | None:
    """The question that is on the screen; None when no script is on, or it is on at another door."""
    if here.row.script == NO_SCRIPT:
        return None
    journal = journal_of(house, here)
    if journal is None:
        return None
    state = talk.advance(script_named(here.row.script), journal)
    return state if isinstance(state, Asking) else None


def seal_at_desk(house: House, here: Reached, journal: Journal) -> bytes:
    """A journal under the server's key, for whoever has no cookie."""
    plain = journal.to_json().encode()
    return house.keyring.seal_for_desk(plain, context=b"journal|" + here.id, shred=here.shred)


async def store_journal(
    house: House,
    here: Reached,
    journal: Journal | None,
    *,
    script: str,
    also: Callable[[Connection], object] | None = None,
) -> None:
    """Store a script and its journal, if nobody moved on since this request read them; raises `StaleButton`.

    `also` is done in the same transaction.
    """
    sealed, until = None, None
    # That an answer was given is no secret of theirs; both doors may go on with it, and it is gone after a day.
    if journal is not None and isinstance(here, Opened) and script != FEEDBACK:
        sealed = seal_journal(journal, conversation_id=here.id, public=here.public)
        until = desk_until(house) if isinstance(here, AtDesk) else None
    elif journal is not None:
        sealed = seal_at_desk(house, here, journal)
        until = desk_until(house)
    today = house.today()

    def work(connection: Connection) -> bool:
        saved = conversations.save_journal(
            connection,
            conversation_id=here.id,
            script=script,
            journal=sealed,
            expected_revision=here.row.revision,
            today=today,
            desk_until=until,
        )
        if saved and also is not None:
            also(connection)
        return saved

    if not await house.write(work):
        raise StaleButton
    house.live.changed(here.id)

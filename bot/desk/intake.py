"""The visitor's way through the questions: answer, go back, change, be handed over, settle the return code.

Rules: a press on an old button changes nothing (`StaleButton`). What a script ends with is carried out in the same
transaction that stores its end. A conversation is handed to its queue before anything else is asked, so that a browser
that closes on the next page has lost nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial

from sqlalchemy import Connection

from bot.desk import finding, helped
from bot.desk.handover import hand_over
from bot.desk.house import House
from bot.desk.journals import desk_until, journal_of, store_journal
from bot.desk.keyring import unwrap_shown_code
from bot.desk.opening import AtDesk, Opened, Reached, Visit
from bot.desk.scripts import FEEDBACK, INTAKE, NO_SCRIPT, screening_of, script_named
from bot.desk.sealing import Screening, open_screening, seal_screening
from bot.desk.views import Refused
from flows import talk
from flows.intake import Intake
from flows.talk import Asking, Finished, Journal, Raw, StaleButton
from flows.vocabulary import Urgency, Wish
from storage import conversations, visitor_sessions
from storage.return_code import UnreadableCode, read_code


@dataclass(frozen=True, kw_only=True, slots=True)
class Done:
    """What a step left for the door to show at once: what is told once of a time, or the secret of a chat's button."""

    words: str = field(default="", repr=False)
    link: str = field(default="", repr=False)
    secret: str = field(default="", repr=False)


def screening_kept(opened: Opened) -> Screening | None:
    """What the screening left, once it is finished."""
    if opened.row.summary is None:
        return None
    return open_screening(opened.row.summary, conversation_id=opened.id, private=opened.private)


async def answer(house: House, here: Reached, *, key: str, revision: int, raw: Raw) -> Done:
    """Take an answer to the question on the screen and go on; raises `InvalidAnswer`, `StaleButton`, `Refused`."""
    return await _step(
        house, here, lambda flow, journal: talk.answer(flow, journal, key=key, revision=revision, raw=raw)
    )


async def skip(house: House, here: Reached, *, key: str, revision: int) -> Done:
    """Leave the question on the screen unanswered and go on."""
    return await _step(house, here, lambda flow, journal: talk.skip(flow, journal, key=key, revision=revision))


async def back(house: House, here: Reached, *, revision: int | None) -> Done:
    """Take the last answer back; its question is asked again."""
    return await _step(house, here, lambda flow, journal: talk.back(flow, journal, revision=revision))


async def change(house: House, here: Reached, *, key: str) -> Done:
    """Ask an earlier question again, with its answer filled in."""
    return await _step(house, here, lambda flow, journal: talk.change(flow, journal, key=key))


async def talk_now(house: House, here: Reached) -> Done:
    """Somebody wants a person now: only what routing needs is still asked."""
    if here.row.script == INTAKE:
        return await _step(house, here, lambda flow, journal: talk.with_fact(journal, talk.HURRY, True))
    if here.row.script == NO_SCRIPT:
        return await write_now(house, here)
    await finding.leave(house, here)
    return Done()


async def write_now(house: House, here: Reached) -> Done:
    """From the advice page: hand over after all."""
    if here.row.queue_id is not None or not isinstance(here, Opened):
        return Done()
    screening = screening_kept(here)
    if screening is None:
        return Done()
    secret = await hand_over(
        house,
        here,
        screening,
        urgency=here.row.urgency or Urgency.USUAL,
        wish=Wish.TALK,
        role=here.row.role,
    )
    return Done(secret=secret)


async def _step(house: House, here: Reached, move: Callable[[talk.Flow, Journal], Journal]) -> Done:
    if here.row.script == NO_SCRIPT:
        raise StaleButton
    flow = script_named(here.row.script)
    before = journal_of(house, here)
    if before is None:
        raise StaleButton
    journal = move(flow, before)
    state = talk.advance(flow, journal)
    if here.row.script == FEEDBACK:
        await helped.go_on(house, here, journal, state)
        return Done()
    if isinstance(state, Asking):
        await store_journal(house, here, journal, script=here.row.script, also=finding.goes_with(here, state))
        return Done()
    return await _carry_out(house, here, journal, state)


async def _carry_out(house: House, here: Reached, journal: Journal, finished: Finished) -> Done:
    """What the end of a script means."""
    if isinstance(finished.outcome, Intake):
        return await _end_intake(house, here, finished, finished.outcome)
    shown = await finding.carry_out(house, here, journal, finished)
    return Done(words=shown.words, link=shown.link)


async def _end_intake(house: House, here: Reached, finished: Finished, outcome: Intake) -> Done:
    if not isinstance(here, Opened):
        raise StaleButton
    screening = screening_of(finished, outcome)
    if outcome.wish is not Wish.ADVICE:
        asks_for_time = isinstance(here, AtDesk) and outcome.wish in (Wish.PRETALK, Wish.BOTH)
        secret = await hand_over(
            house,
            here,
            screening,
            urgency=outcome.urgency,
            wish=outcome.wish,
            role=outcome.role,
            then=partial(_times_at_once, house, here) if asks_for_time else None,
        )
        return Done(secret=secret)
    summary = seal_screening(screening, conversation_id=here.id, public=here.public)
    today = house.today()
    until = desk_until(house) if isinstance(here, AtDesk) else None
    saved = await house.write(
        lambda connection: conversations.keep_screening(
            connection,
            conversation_id=here.id,
            expected_revision=here.row.revision,
            urgency=outcome.urgency,
            age_band=outcome.band,
            role=outcome.role,
            wish=outcome.wish,
            summary=summary,
            today=today,
            desk_until=until,
        )
    )
    if not saved:
        raise StaleButton
    return Done()


async def _times_at_once(house: House, here: Reached, queue_id: bytes) -> Callable[[Connection], object]:
    return await finding.at_once(
        house, here, handed_over=Reached(row=replace(here.row, queue_id=queue_id), shred=here.shred)
    )


def shown_code(visit: Visit) -> tuple[str, ...] | None:
    """The return code that waits to be typed back, for this browser only."""
    if visit.row.code_settled or visit.session.code_wrapped is None:
        return None
    return tuple(unwrap_shown_code(visit.session.code_wrapped, keys=visit.cookie).split())


async def confirm_code(house: House, visit: Visit, *, typed: str | None, skipped: bool) -> None:
    """Settle the return code: typed back, or knowingly skipped. Then the talk goes on; raises `Refused`."""
    words = shown_code(visit)
    if words is None:
        return
    if not skipped:
        try:
            right = read_code(typed or "").words == words
        except UnreadableCode:
            right = False
        if not right:
            raise Refused("code-mismatch")

    def work(connection: Connection) -> None:
        conversations.settle_code(connection, conversation_id=visit.id)
        visitor_sessions.clear_shown_codes(connection, conversation_id=visit.id)

    await house.write(work)
    if visit.row.wish in (Wish.PRETALK, Wish.BOTH):
        await finding.start(house, visit)

"""The visitor's way through the questions: answer, go back, change, be handed over, settle the return code.

Rules: a press on an old button changes nothing (`StaleButton`). What a script ends with is carried out in the same
transaction that stores its end. A conversation is handed to its queue before anything else is asked, so that a browser
that closes on the next page has lost nothing.
"""

from collections.abc import Callable
from dataclasses import replace

from sqlalchemy import Connection

from bot.desk.booking import free_times, recorded, take_time
from bot.desk.house import House, queue_for
from bot.desk.keyring import unwrap_shown_code, wrap_shown_code
from bot.desk.opening import Opened, Visit
from bot.desk.scripts import INTAKE, NO_SCRIPT, PRETALK, screening_of, script_named
from bot.desk.sealing import Screening, open_journal, open_screening, seal_journal, seal_screening
from bot.desk.views import Refused
from bot.desk.writing import write_as_visitor
from flows import talk
from flows.intake import Intake
from flows.pretalk import TIME_KEY, TIMES, PretalkChosen, PretalkWished
from flows.talk import Asking, Finished, Journal, Raw, StaleButton
from flows.vocabulary import Role, Urgency, Wish
from storage import conversations, pretalks, queues, visitor_sessions
from storage.keys import new_id
from storage.return_code import UnreadableCode, new_code, read_code


def journal_of(opened: Opened) -> Journal:
    """The journal of the script that is on."""
    if opened.row.journal is None:
        return Journal.empty()
    return open_journal(opened.row.journal, conversation_id=opened.id, private=opened.private)


def screening_kept(opened: Opened) -> Screening | None:
    """What the screening left, once it is finished."""
    if opened.row.summary is None:
        return None
    return open_screening(opened.row.summary, conversation_id=opened.id, private=opened.private)


def asking_now(opened: Opened) -> Asking | None:
    """The question that is on the screen; None when no script is on."""
    if opened.row.script == NO_SCRIPT:
        return None
    state = talk.advance(script_named(opened.row.script), journal_of(opened))
    return state if isinstance(state, Asking) else None


async def store_journal(house: House, opened: Opened, journal: Journal | None, *, script: str) -> None:
    """Store a script and its journal, if nobody moved on since this request read them; raises `StaleButton`."""
    sealed = None
    if journal is not None:
        sealed = seal_journal(journal, conversation_id=opened.id, public=opened.public)
    today = house.today()
    saved = await house.database.write(
        lambda connection: conversations.save_journal(
            connection,
            conversation_id=opened.id,
            script=script,
            journal=sealed,
            expected_revision=opened.row.revision,
            today=today,
        )
    )
    if not saved:
        raise StaleButton
    house.live.changed(opened.id)


async def answer(house: House, visit: Visit, *, key: str, revision: int, raw: Raw) -> None:
    """Take an answer to the question on the screen and go on; raises `InvalidAnswer`, `StaleButton`, `Refused`."""
    await _step(house, visit, lambda flow, journal: talk.answer(flow, journal, key=key, revision=revision, raw=raw))


async def skip(house: House, visit: Visit, *, key: str, revision: int) -> None:
    """Leave the question on the screen unanswered and go on."""
    await _step(house, visit, lambda flow, journal: talk.skip(flow, journal, key=key, revision=revision))


async def back(house: House, visit: Visit, *, revision: int) -> None:
    """Take the last answer back; its question is asked again."""
    await _step(house, visit, lambda flow, journal: talk.back(flow, journal, revision=revision))


async def change(house: House, visit: Visit, *, key: str) -> None:
    """Ask an earlier question again, with its answer filled in."""
    await _step(house, visit, lambda flow, journal: talk.change(flow, journal, key=key))


async def talk_now(house: House, visit: Visit) -> None:
    """Somebody wants a person now: only what routing needs is still asked."""
    if visit.row.script == INTAKE:
        await _step(house, visit, lambda flow, journal: talk.with_fact(journal, talk.HURRY, True))
    elif visit.row.script == NO_SCRIPT:
        await write_now(house, visit)
    else:
        await store_journal(house, visit, None, script=NO_SCRIPT)


async def write_now(house: House, visit: Visit) -> None:
    """From the advice page: hand over after all."""
    screening = screening_kept(visit)
    if visit.row.queue_id is not None or screening is None:
        return
    await hand_over(
        house,
        visit,
        screening,
        urgency=visit.row.urgency or Urgency.USUAL,
        wish=Wish.TALK,
        role=visit.row.role,
    )


async def _step(house: House, visit: Visit, move: Callable[[talk.Flow, Journal], Journal]) -> None:
    if visit.row.script == NO_SCRIPT:
        raise StaleButton
    flow = script_named(visit.row.script)
    journal = move(flow, journal_of(visit))
    state = talk.advance(flow, journal)
    if isinstance(state, Asking):
        await store_journal(house, visit, journal, script=visit.row.script)
    else:
        await _carry_out(house, visit, journal, state)


async def _carry_out(house: House, visit: Visit, journal: Journal, finished: Finished) -> None:
    """What the end of a script means."""
    match finished.outcome:
        case Intake() as outcome:
            await _end_intake(house, visit, finished, outcome)
        case PretalkChosen(time_id=time_id):
            if not await take_time(house, visit, time_id):
                # The place that was wished for stands; the times are those that are free now.
                await _offer_times(house, visit, _without(journal, TIME_KEY))
                raise Refused("time-taken")
            house.live.changed(visit.id, visit.row.queue_id or visit.id)
        case PretalkWished(when=when):
            await _wish(house, visit, when)
        case _:
            await store_journal(house, visit, None, script=NO_SCRIPT)


async def _end_intake(house: House, visit: Visit, finished: Finished, outcome: Intake) -> None:
    screening = screening_of(finished, outcome)
    if outcome.wish is not Wish.ADVICE:
        await hand_over(house, visit, screening, urgency=outcome.urgency, wish=outcome.wish, role=outcome.role)
        return
    summary = seal_screening(screening, conversation_id=visit.id, public=visit.public)
    today = house.today()
    saved = await house.database.write(
        lambda connection: conversations.keep_screening(
            connection,
            conversation_id=visit.id,
            expected_revision=visit.row.revision,
            urgency=outcome.urgency,
            age_band=outcome.band,
            role=outcome.role,
            wish=outcome.wish,
            summary=summary,
            today=today,
        )
    )
    if not saved:
        raise StaleButton


async def hand_over(
    house: House, visit: Visit, screening: Screening, *, urgency: Urgency, wish: Wish, role: Role | None
) -> None:
    """Give a conversation to its queue, with a fresh return code on the visitor's screen. One transaction."""
    queue = house.trust(queue_for(screening.band, await house.database.read(queues.all_queues)))
    queue_wrapped = visit.keys.for_queue(queue_id=queue.id, queue_public=queue.public_key)
    code = new_code()
    code_keys = await house.code_keys(code.canonical)
    code_wrapped = visit.keys.for_code(code_keys)
    shown = wrap_shown_code(code.canonical, keys=visit.cookie)
    summary = seal_screening(screening, conversation_id=visit.id, public=visit.public)
    today = house.today()
    # To the minute: enough for the queue, and it is emptied as soon as somebody answers.
    waiting_since = house.now().replace(second=0, microsecond=0)

    def work(connection: Connection) -> bool:
        moved = conversations.hand_over(
            connection,
            conversation_id=visit.id,
            expected_revision=visit.row.revision,
            queue_id=queue.id,
            queue_wrapped=queue_wrapped,
            urgency=urgency,
            age_band=screening.band,
            role=role,
            wish=wish,
            summary=summary,
            waiting_since=waiting_since,
            today=today,
        )
        if moved:
            conversations.set_code(connection, conversation_id=visit.id, tag=code_keys.tag, code_wrapped=code_wrapped)
            visitor_sessions.show_code(connection, digest=visit.session.digest, code_wrapped=shown)
        return moved

    if not await house.database.write(work):
        raise StaleButton
    house.live.changed(visit.id, queue.id)


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

    await house.database.write(work)
    if visit.row.wish in (Wish.PRETALK, Wish.BOTH):
        await start_pretalk(house, visit)


async def start_pretalk(house: House, opened: Opened) -> None:
    """Begin finding a time."""
    fresh = await house.database.read(lambda connection: conversations.by_id(connection, conversation_id=opened.id))
    if fresh is None:
        raise StaleButton
    await _offer_times(house, Opened(row=fresh, keys=opened.keys), Journal.empty())


async def _offer_times(house: House, opened: Opened, journal: Journal) -> None:
    """Ask for a time, with those that are free now recorded as the script's fact.

    Raises `StaleButton` when the conversation moved on since it was opened: whoever presses twice has got the time.
    """
    times = recorded(await free_times(house, opened))
    await store_journal(house, opened, talk.with_fact(journal, TIMES, times), script=PRETALK)


def _without(journal: Journal, key: str) -> Journal:
    return replace(journal, answers=tuple(pair for pair in journal.answers if pair[0] != key))


async def _wish(house: House, visit: Visit, when: str) -> None:
    """None of the times fits: the wish is kept, and what was written goes to the therapists as a message."""
    pretalk_id, calendar_id = new_id(), new_id()
    today = house.today()

    def keep(connection: Connection) -> None:
        pretalks.wish(connection, conversation_id=visit.id, pretalk_id=pretalk_id, calendar_id=calendar_id)
        conversations.save_journal(
            connection,
            conversation_id=visit.id,
            script=NO_SCRIPT,
            journal=None,
            expected_revision=None,
            today=today,
        )

    if when:
        await write_as_visitor(house, visit, text=when, press=new_id(), also=keep)
    else:
        await house.database.write(keep)
        house.live.changed(visit.id, visit.row.queue_id or visit.id)

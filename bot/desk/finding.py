"""Finding a time: what the visitor's script ends with, carried out.

Rules: what is offered is recorded with the question about it, in the transaction that says it was offered. A time that
she picks is held in the transaction that stores her answer, and what is not asked about any more is given back in the
one that stores the next. Where nothing fits, what she could goes to the therapists as a message of hers; a time that
she has is never given up for it.
"""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import Connection

from bot.desk.booking import ShownOnce, take_time
from bot.desk.choosing import HELD_FOR, Fitting, alike, hold, offer_to
from bot.desk.clock import dates_of
from bot.desk.house import House
from bot.desk.journals import desk_until, journal_of, seal_at_desk, store_journal
from bot.desk.opening import Reached
from bot.desk.scripts import NO_SCRIPT, PRETALK
from bot.desk.suggesting import begins_to_want
from bot.desk.views import Refused
from bot.desk.writing import write_as_visitor
from flows import pretalk, talk
from flows.clock import Dates, postponed
from flows.first_contact import audience_of
from flows.first_pretalk import PretalkChosen, PretalkWished
from flows.pretalk import (
    COULD,
    HELD,
    LOOKING,
    OFFER,
    PretalkAgreed,
    PretalkAnother,
    PretalkCould,
    PretalkLater,
    PretalkSooner,
)
from flows.questions import option_text_id
from flows.talk import Asking, Finished, Journal, StaleButton
from flows.times import Agreement, Hold, Later, Offered
from flows.vocabulary import Place
from storage import conversations, pretalks, taken

Also = Callable[[Connection], object]


class _Gone(Exception):
    """Somebody else has it: nothing of this try may stand."""


async def start(house: House, here: Reached) -> None:
    """Begin finding a time, or finding another one; raises `StaleButton`."""
    fresh = await house.database.read(lambda connection: conversations.by_id(connection, conversation_id=here.id))
    if fresh is None:
        raise StaleButton
    here = replace(here, row=fresh)
    await _offer(house, here, await offer_to(house, here), Journal.empty())


async def at_once(house: House, here: Reached, *, handed_over: Reached) -> Also:
    """Behind a chat there is no code to be settled first: finding a time begins with the hand-over itself."""
    offer = await offer_to(house, handed_over)
    sealed = seal_at_desk(house, here, talk.with_fact(Journal.empty(), OFFER, offer.to_json()))

    def begin(connection: Connection) -> None:
        conversations.save_journal(
            connection,
            conversation_id=here.id,
            script=PRETALK,
            journal=sealed,
            expected_revision=None,
            today=house.today(),
            desk_until=desk_until(house),
        )
        if offer.times:
            pretalks.offer(connection, conversation_id=here.id, today=house.today())

    return begin


async def narrow(house: House, here: Reached, *, key: str, revision: int, code: str) -> None:
    """Look at some of the times only, or at all again; raises `StaleButton`."""
    journal = journal_of(house, here)
    if here.row.script != PRETALK or journal is None:
        raise StaleButton
    narrowed = pretalk.narrow(journal, key=key, revision=revision, code=code)
    await store_journal(house, here, narrowed, script=PRETALK)


async def leave(house: House, here: Reached) -> None:
    """Leave the question; what was held is given back."""
    await store_journal(house, here, None, script=NO_SCRIPT, also=partial(taken.release, taking=here.id))


def goes_with(here: Reached, asking: Asking) -> Also | None:
    """What goes with asking this: a time that is not asked about any more is given back."""
    if here.row.script != PRETALK or isinstance(asking.question, Agreement):
        return None
    return partial(taken.release, taking=here.id)


async def carry_out(house: House, here: Reached, journal: Journal, finished: Finished) -> ShownOnce:
    """What the end of the script means; returns what is told once, if a time was booked.

    Raises `Refused("time-taken")`, `Refused("time-lapsed")` and `StaleButton`.
    """
    match finished.outcome:
        case PretalkChosen(time_id=chosen):
            if not await _held(house, here, journal, chosen):
                await _offer_anew(house, here, journal, near=_start_of(journal, chosen))
                raise Refused("time-taken")
        case PretalkAgreed(time_id=chosen, held_id=held_id):
            shown = await take_time(house, here, chosen, held_id=held_id)
            if shown is None:
                await _offer_anew(house, here, journal, near=_start_of(journal, chosen))
                raise Refused("time-lapsed")
            house.live.changed(here.id, here.row.queue_id or here.id)
            return shown
        case PretalkAnother():
            await _offer_anew(house, here, journal)
        case PretalkLater() as later:
            await _postpone(house, here, journal, Later(weeks=later.weeks, could=later.could))
        case PretalkSooner():
            await _postpone(house, here, journal, None)
        case PretalkWished(when=words):
            await _wish(house, here, journal, PretalkCould(could=(), words=words))
        case PretalkCould() as could:
            await _wish(house, here, journal, could)
        case _:
            await leave(house, here)
    return ShownOnce()


async def _offer(house: House, here: Reached, offer: Offered, journal: Journal, also: Also | None = None) -> None:
    """Ask for a time, with those that are free now recorded as the script's fact.

    Raises `StaleButton` when the conversation moved on since it was opened: whoever presses twice has got the time.
    """

    def work(connection: Connection) -> None:
        begins_to_want(connection, house=house, here=here)
        if also is not None:
            also(connection)
        taken.release(connection, taking=here.id)
        if offer.times:
            pretalks.offer(connection, conversation_id=here.id, today=house.today())
        else:
            pretalks.ensure(connection, conversation_id=here.id, today=house.today())

    await store_journal(house, here, talk.with_fact(journal, OFFER, offer.to_json()), script=PRETALK, also=work)


async def _offer_anew(house: House, here: Reached, journal: Journal, *, near: datetime | None = None) -> None:
    """The same question with what is free now; what she looked for stands."""
    later = Offered.from_json(journal.facts[OFFER]).later if OFFER in journal.facts else None
    await _offer(house, here, await offer_to(house, here, later=later, near=near), _emptied(journal))


def _emptied(journal: Journal) -> Journal:
    """The journal without its answers; buttons that were drawn before are old."""
    facts = {name: journal.facts[name] for name in (LOOKING,) if name in journal.facts}
    return Journal(facts=facts, revision=journal.revision)


def _start_of(journal: Journal, time_id: str) -> datetime | None:
    times = Offered.from_json(journal.facts[OFFER]).times if OFFER in journal.facts else ()
    return next((time.starts_at for time in times if time.id == time_id), None)


async def _held(house: House, here: Reached, journal: Journal, chosen: str) -> bool:
    """Hold the time that was picked, or one that is the same to her, and ask whether it shall be hers."""
    for fitting in await alike(house, here, chosen):
        held = talk.with_fact(journal, HELD, _hold_of(house, fitting, chosen).to_json())
        try:
            await store_journal(house, here, held, script=PRETALK, also=partial(_hold, house, here, fitting))
        except _Gone:
            continue
        return True
    return False


def _hold_of(house: House, fitting: Fitting, chosen: str) -> Hold:
    venue = fitting.venue
    return Hold(
        chosen=chosen,
        time=fitting.id,
        until=house.now() + HELD_FOR,
        # The address of online rooms alone leads nowhere.
        address="" if venue is None or venue.place is Place.ONLINE else venue.address,
        way="" if venue is None else venue.way,
    )


def _hold(house: House, here: Reached, fitting: Fitting, connection: Connection) -> None:
    if not hold(connection, house, here, fitting.time):
        raise _Gone


async def _postpone(house: House, here: Reached, journal: Journal, later: Later | None) -> None:
    """She wants to wait some weeks, or not after all: the clock pauses until then, and those times are offered."""
    row = await house.database.read(lambda connection: pretalks.of_conversation(connection, conversation_id=here.id))
    today = house.today()
    until = today + timedelta(weeks=0 if later is None else later.weeks)
    dates = postponed(dates_of(house, here.row, row), today, until)
    offer = await offer_to(house, here, dates=dates, later=later)
    await _offer(house, here, offer, Journal(revision=journal.revision), partial(_keep_pause, house, here, dates))


def _keep_pause(house: House, here: Reached, dates: Dates, connection: Connection) -> None:
    if dates.later_on is None or dates.later_from is None:
        raise ValueError("a pause has two days")
    pretalks.postpone(
        connection,
        conversation_id=here.id,
        today=house.today(),
        later_on=dates.later_on,
        later_from=dates.later_from,
    )


async def _wish(house: House, here: Reached, journal: Journal, could: PretalkCould) -> None:
    """None of the times fits: the wish is kept, and when she could goes to the therapists as a message."""
    today = house.today()
    offer = Offered.from_json(journal.facts[OFFER]) if OFFER in journal.facts else Offered(times=())

    def keep(connection: Connection, _sequence: int) -> None:
        row = pretalks.of_conversation(connection, conversation_id=here.id)
        if row is None or row.booked is None:
            pretalks.wish(connection, conversation_id=here.id, today=today)
        taken.release(connection, taking=here.id)
        conversations.save_journal(
            connection,
            conversation_id=here.id,
            script=NO_SCRIPT,
            journal=None,
            expected_revision=None,
            today=today,
        )

    # The same answer is the same message, however often it is pressed.
    press = hashlib.sha256(b"wish|%b|%d" % (here.id, here.row.revision)).digest()[:16]
    await write_as_visitor(house, here, text=_said(house, here, could, offer), press=press, also=keep)


def _said(house: House, here: Reached, could: PretalkCould, offer: Offered) -> str:
    """What she could, as a message of hers."""
    say = partial(house.sentences, here.row.language, audience_of(here.row.role))
    times = [say(option_text_id(COULD.key, code)) for code in could.could]
    why = "said-none-fits" if offer.times else "said-no-times"
    lines = (
        say("said-no-other-time" if offer.moving else why),
        say("said-wait", weeks=could.weeks) if could.weeks else "",
        say("said-could", when=", ".join(f"{each[:1].lower()}{each[1:]}" for each in times)) if times else "",
        could.words,
    )
    return "\n".join(line for line in lines if line)

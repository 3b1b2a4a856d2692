"""Whoever was helped is asked once if it helped; the answer is counted, and lies beside nobody."""

from datetime import timedelta
from functools import partial

import pytest

from bot import jobs
from bot.desk.ballots import counted
from bot.desk.counters import every_counter
from bot.desk.views import StaffSession
from flows.counting import Registration
from flows.feedback import KEYS, Helped
from flows.helped_counting import ANSWERS, HELPED, HelpedAnswer
from flows.talk import StaleButton
from flows.vocabulary import Channel, ContactKind, ConversationState, Direction, Onward
from storage import conversations
from storage.keys import new_id
from tests.bot.conftest import Unit
from tests.bot.talking import MOTHER, Visitor

TALK = {**MOTHER, "wish": "talk"}


async def talked(unit: Unit, answers: dict[str, object] | None = None) -> tuple[Visitor, StaffSession, str]:
    """Somebody whose talk Mette has taken."""
    visitor = await Visitor.arrive(unit.visitors)
    await visitor.answers(answers or TALK)  # type: ignore[arg-type]
    visitor.code = (await visitor.sees()).code or ()
    await unit.visitors.confirm_code(visitor.cookie, typed=" ".join(visitor.code), skipped=False)
    mette = await unit.session("mette")
    (row,) = [row for row in await unit.staff.queue(mette) if row.claimed_by is None]
    await unit.staff.claim(mette, row.conversation)
    return visitor, mette, row.conversation


async def closed(unit: Unit, kind: ContactKind = ContactKind.CONTACT) -> tuple[Visitor, StaffSession, str, str]:
    """The same, closed."""
    visitor, mette, conversation = await talked(unit)
    press = new_id().hex()
    registration = Registration(kind=kind, channel=Channel.WEB, unit="0-11")
    await unit.staff.close(mette, conversation, registration=registration, press=press)
    return visitor, mette, conversation, press


async def asks(visitor: Visitor) -> str | None:
    """Which question stands there."""
    asking = (await visitor.sees()).asking
    return None if asking is None else asking.question.key


async def answered(unit: Unit) -> list[Helped]:
    """The answers that wait to be counted."""
    pool = (await counted(unit.parts.house)).untallied
    return [each.registration.helped for each in pool if isinstance(each.registration, HelpedAnswer)]


async def test_who_comes_back_is_asked_once_and_the_answer_is_a_ballot(unit: Unit) -> None:
    visitor, _, conversation, _ = await closed(unit)
    assert await asks(visitor) == "got-help"
    await unit.visitors.answer(visitor.cookie, key="got-help", revision=0, raw="some")

    assert await answered(unit) == [Helped.SOME]
    assert await asks(visitor) == "got-help-words"
    with pytest.raises(StaleButton):
        await unit.visitors.answer(visitor.cookie, key="got-help", revision=0, raw="not")
    asking = await visitor.asked()
    assert asking.path == ()
    await unit.visitors.skip(visitor.cookie, key="got-help-words", revision=asking.revision)
    assert await asks(visitor) is None
    assert (await visitor.talk()).state is ConversationState.CLOSED
    assert await answered(unit) == [Helped.SOME]

    row = await unit.parts.house.database.read(
        lambda connection: conversations.by_id(connection, conversation_id=bytes.fromhex(conversation))
    )
    assert row is not None
    assert (row.asked_helped, row.script, row.journal, row.desk_until) == (True, "", None, None)


async def test_words_go_into_the_talk_which_waits_again_and_say_what_they_are_about(unit: Unit) -> None:
    visitor, mette, conversation, _ = await closed(unit)
    await unit.visitors.answer(visitor.cookie, key="got-help", revision=0, raw="lesser")
    asking = await visitor.asked()
    await unit.visitors.answer(
        visitor.cookie, key="got-help-words", revision=asking.revision, raw="Svar også om aftenen"
    )
    assert await asks(visitor) is None
    assert (await visitor.talk()).state is ConversationState.WAITING
    await unit.staff.claim(mette, conversation)
    *_, last = (await unit.staff.case(mette, conversation)).messages
    assert (last.direction, last.text) == (Direction.VISITOR, "Om hjælpen: Svar også om aftenen")
    # Closed again: nobody is asked twice.
    await unit.staff.close(
        mette,
        conversation,
        registration=Registration(kind=ContactKind.CONTINUED, channel=Channel.WEB, unit="0-11"),
        press=new_id().hex(),
    )
    assert await asks(visitor) is None
    assert await answered(unit) == [Helped.LESSER]


async def test_no_thank_you_is_for_good_and_leaves_what_an_answer_leaves(unit: Unit) -> None:
    visitor, _, _, _ = await closed(unit)
    await unit.visitors.skip(visitor.cookie, key="got-help", revision=0)
    assert await asks(visitor) is None
    assert await answered(unit) == []


async def test_who_writes_on_instead_is_not_asked_any_more(unit: Unit) -> None:
    visitor, _, _, _ = await closed(unit)
    await unit.visitors.say(visitor.cookie, text="Må jeg spørge om en ting til?", press=new_id().hex())
    assert await asks(visitor) is None
    assert (await visitor.talk()).state is ConversationState.WAITING


@pytest.mark.parametrize("kind", [ContactKind.TEST, ContactKind.WRONG])
async def test_a_test_and_a_wrong_number_are_not_asked(unit: Unit, kind: ContactKind) -> None:
    visitor, _, _, _ = await closed(unit, kind)
    assert await asks(visitor) is None


async def test_a_closing_that_is_undone_asks_nothing_and_the_next_one_does(unit: Unit) -> None:
    visitor, mette, conversation, press = await closed(unit)
    assert await unit.staff.reopen_closed(mette, conversation, press)
    assert await asks(visitor) is None
    registration = Registration(kind=ContactKind.CONTACT, channel=Channel.WEB, unit="0-11")
    await unit.staff.close(mette, conversation, registration=registration, press=new_id().hex())
    assert await asks(visitor) == "got-help"


async def test_with_a_time_booked_it_is_asked_when_that_was_held(unit: Unit) -> None:
    visitor, mette, conversation = await talked(unit, {**MOTHER, "wish": "both"})
    asking = await visitor.asked()
    time = asking.question.times[0]  # type: ignore[attr-defined]
    await unit.visitors.answer(visitor.cookie, key=asking.question.key, revision=asking.revision, raw=time.id)
    asking = await visitor.asked()
    await unit.visitors.answer(visitor.cookie, key=asking.question.key, revision=asking.revision, raw="yes")
    registration = Registration(kind=ContactKind.CONTACT, channel=Channel.WEB, unit="0-11")
    await unit.staff.close(mette, conversation, registration=registration, press=new_id().hex())
    assert await asks(visitor) is None

    unit.clock.now = time.starts_at + timedelta(hours=2)
    # Whoever the time belongs to says how it went.
    for login in ("mette", "anders"):
        session = await unit.session(login)
        for over in await unit.staff.over(session):
            await unit.staff.was_held(session, over.conversation, onward=next(iter(Onward)), press=new_id().hex())
    # She comes back with her code.
    visitor.cookie = await unit.visitors.enter(code_text=" ".join(visitor.code), caller="home")
    assert await asks(visitor) == "got-help"


async def test_ten_answers_are_counted_together_and_nine_wait(unit: Unit) -> None:
    house = unit.parts.house
    for number in range(10):
        visitor, _, _, _ = await closed(unit)
        await jobs.tally(house)
        left = await house.database.read(partial(every_counter, house))
        assert not any(table in (ANSWERS, HELPED) for _, table, _ in left), f"counted after {number}"
        await unit.visitors.answer(visitor.cookie, key="got-help", revision=0, raw="high" if number else "not")
    await jobs.tally(house)
    counters = await house.database.read(partial(every_counter, house))
    assert {key: count for key, count in counters.items() if key[1] in (ANSWERS, HELPED)} == {
        ("2026-11", ANSWERS, "unit=0-11"): 10,
        ("2026-Q4", HELPED, "helped=high"): 9,
        ("2026-Q4", HELPED, "helped=not"): 1,
    }


async def test_the_words_are_asked_about_for_a_day_at_most(unit: Unit) -> None:
    visitor, _, _, _ = await closed(unit)
    await unit.visitors.answer(visitor.cookie, key="got-help", revision=0, raw="high")
    assert await asks(visitor) in KEYS
    unit.clock.advance(hours=26)
    await jobs.leave_the_desk(unit.parts.house)
    visitor.cookie = await unit.visitors.enter(code_text=" ".join(visitor.code), caller="home")
    assert await asks(visitor) is None


async def test_deleting_conversations_changes_no_figure(unit: Unit) -> None:
    karen = await unit.session("karen")
    visitors = []
    for raw in ("high", "some", "not"):
        visitor, _, _, _ = await closed(unit)
        await unit.visitors.answer(visitor.cookie, key="got-help", revision=0, raw=raw)
        visitors.append(visitor)
    before = await unit.staff.figures(karen)
    assert (before.month_total, before.helped.month, before.helped.year) == (3, 3, 3)
    assert before.helped.units == {"0-11": (3, 3)}
    for visitor in visitors:
        await unit.visitors.forget(visitor.cookie)
    assert await unit.staff.figures(karen) == before
    unit.clock.advance(days=40)
    await jobs.run_once(unit.parts.house)
    unit.clock.advance(days=100)
    await jobs.run_once(unit.parts.house)
    after = await unit.staff.figures(await unit.session("karen"))
    assert sum(month.total for month in after.months) == 3
    assert [(quarter.period, quarter.answers, quarter.percent) for quarter in after.helped.quarters] == [
        ("2026-Q4", 3, None)
    ]

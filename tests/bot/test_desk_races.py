"""Many at once: of a hundred who want the same, one gets it, and everybody else is told."""

import asyncio
from contextlib import suppress

from bot.desk.views import Refused
from flows.talk import StaleButton
from flows.times import NONE_FITS
from flows.vocabulary import PretalkState
from tests.bot.conftest import Unit
from tests.bot.talking import Visitor

CROWD = 100


async def who_want_a_time(unit: Unit, number: int) -> list[Visitor]:
    """Some visitors who are shown the times there are."""
    visitors = [await Visitor.arrive(unit.visitors) for _ in range(number)]
    for visitor in visitors:
        await visitor.hurries()
        await unit.visitors.find_time(visitor.cookie)
    return visitors


async def test_of_a_hundred_claims_at_once_one_wins_and_the_others_are_told_who(unit: Unit) -> None:
    mother = await Visitor.arrive(unit.visitors)
    await mother.is_handed_over()
    mette, anders = await unit.session("mette"), await unit.session("anders")
    (row,) = await unit.staff.queue(mette)

    async def claim(number: int) -> str:
        try:
            await unit.staff.claim(mette if number % 2 else anders, row.conversation)
        except Refused as refused:
            return str(refused.arguments["name"])
        return ""

    results = await asyncio.gather(*(claim(number) for number in range(CROWD)))
    (seen,) = await unit.staff.queue(mette)
    winner = seen.claimed_by
    assert winner in ("Mette", "Anders")
    # Whoever won may press again without harm; everybody else was told the winner's name.
    assert {name for name in results if name} == {winner}
    assert sum(1 for name in results if name == winner) == CROWD // 2


async def test_of_a_crowd_that_wants_one_time_one_gets_it_and_the_others_see_other_times(unit: Unit) -> None:
    visitors = await who_want_a_time(unit, CROWD)
    wanted = (await visitors[0].times())[0].id

    async def take(visitor: Visitor) -> str:
        try:
            await visitor.takes(wanted)
        except Refused as refused:
            return refused.text_id
        return "taken"

    results = await asyncio.gather(*(take(visitor) for visitor in visitors))
    assert results.count("taken") == 1
    assert results.count("time-taken") == len(visitors) - 1
    for visitor, result in zip(visitors, results, strict=True):
        talk = await visitor.talk()
        assert talk.pretalk is not None
        if result == "taken":
            assert talk.pretalk.state is PretalkState.BOOKED
        else:
            # Still choosing, from times that are free now.
            assert talk.pretalk.state is PretalkState.OFFERED
            assert wanted not in {time.id for time in await visitor.times()}


async def test_of_a_crowd_that_picks_one_time_one_holds_it_and_nobody_else_before_it_lapses(unit: Unit) -> None:
    visitors = await who_want_a_time(unit, 20)
    wanted = (await visitors[0].times())[0].id

    async def pick(visitor: Visitor) -> bool:
        try:
            await visitor.gives(wanted)
        except Refused:
            return False
        return True

    held = await asyncio.gather(*(pick(visitor) for visitor in visitors))
    (holder,) = [visitor for visitor, has in zip(visitors, held, strict=True) if has]
    others = [visitor for visitor in visitors if visitor is not holder]
    assert (await holder.is_asked_about()).id == wanted
    assert all([wanted not in {time.id for time in await other.times()} for other in others])

    # It lapses; now all of them want it at once, and she says yes a moment too late or too soon.
    unit.clock.advance(minutes=10)
    for other in others:
        await unit.visitors.find_time(other.cookie)

    async def agree() -> bool:
        try:
            await holder.gives("yes")
        except Refused:
            return False
        return True

    agreed, *picked = await asyncio.gather(agree(), *(pick(other) for other in others))
    assert [agreed, *picked].count(True) == 1


async def test_yes_pressed_many_times_at_once_books_one_time_and_changes_no_words(unit: Unit) -> None:
    (mother,) = await who_want_a_time(unit, 1)
    await mother.gives((await mother.times())[0].id)
    asking = await mother.asked()

    async def press() -> str:
        try:
            await unit.visitors.answer(mother.cookie, key=asking.question.key, revision=asking.revision, raw="yes")
        except StaleButton:
            return "stale"
        pretalk = (await mother.talk()).pretalk
        assert pretalk is not None
        return pretalk.arrival_word

    results = await asyncio.gather(*(press() for _ in range(8)))
    view = await mother.sees()
    assert view.asking is None  # she is not asked again for a time that she has
    assert view.talk is not None
    assert view.talk.pretalk is not None
    assert sorted(results) == sorted([view.talk.pretalk.arrival_word, *["stale"] * 7])
    assert b"SEQUENCE:1\r" in (await unit.visitors.calendar_file(mother.cookie) or b"")  # and it was never moved


async def test_a_time_picked_many_times_at_once_is_held_once_and_asked_about(unit: Unit) -> None:
    mother, other = await who_want_a_time(unit, 2)
    times = await mother.times()
    asking = await mother.asked()

    async def press(time_id: str) -> bool:
        try:
            await unit.visitors.answer(mother.cookie, key=asking.question.key, revision=asking.revision, raw=time_id)
        except StaleButton:
            return False
        return True

    # Two different ones from two tabs: what is asked about is what is held, and the other one is free.
    done = await asyncio.gather(*(press(times[number % 2].id) for number in range(8)))
    assert done.count(True) == 1
    held = await mother.is_asked_about()
    await unit.visitors.find_time(other.cookie)
    assert {time.id for time in times[:2]} - {time.id for time in await other.times()} == {held.id}


async def test_a_wish_pressed_many_times_at_once_is_one_message(unit: Unit) -> None:
    (mother,) = await who_want_a_time(unit, 1)
    await mother.gives(NONE_FITS)
    await mother.gives(("evenings",))
    asking = await mother.asked()

    async def press() -> None:
        with suppress(StaleButton):
            await unit.visitors.answer(
                mother.cookie, key=asking.question.key, revision=asking.revision, raw="Gerne i telefonen"
            )

    await asyncio.gather(*(press() for _ in range(8)))
    assert len((await mother.talk()).messages) == 1


async def test_a_hundred_messages_at_once_are_all_there_each_once_and_in_one_order(unit: Unit) -> None:
    mother = await Visitor.arrive(unit.visitors)
    await mother.is_handed_over()
    await asyncio.gather(*(mother.writes(f"besked {number}") for number in range(CROWD)))
    talk = await mother.talk()
    assert sorted(message.text for message in talk.messages) == sorted(f"besked {number}" for number in range(CROWD))
    assert [message.sequence for message in talk.messages] == list(range(1, CROWD + 1))


async def test_a_contact_that_is_closed_from_two_tabs_at_once_is_counted_once(unit: Unit) -> None:
    mother = await Visitor.arrive(unit.visitors)
    await mother.is_handed_over()
    mette = await unit.session("mette")
    (row,) = await unit.staff.queue(mette)
    await unit.staff.claim(mette, row.conversation)
    draft = (await unit.staff.case(mette, row.conversation)).draft

    async def close() -> bool:
        try:
            await unit.staff.close(mette, row.conversation, registration=draft)
        except Refused:
            return False
        return True

    assert (await asyncio.gather(*(close() for _ in range(20)))).count(True) == 1
    figures = await unit.staff.figures(await unit.session("karen"))
    assert figures.month_total == 1

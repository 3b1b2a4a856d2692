"""Many at once: of a hundred who want the same, one gets it, and everybody else is told."""

import asyncio

from bot.desk.views import Refused
from tests.bot.conftest import Unit
from tests.bot.talking import Visitor

CROWD = 100


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
    visitors = [await Visitor.arrive(unit.visitors) for _ in range(CROWD)]
    for visitor in visitors:
        await visitor.hurries()
        await unit.visitors.find_time(visitor.cookie)
    question = (await visitors[0].asked()).question
    while question.key != "pretalk-time":
        asking = await visitors[0].asked()
        await unit.visitors.skip(visitors[0].cookie, key=asking.question.key, revision=asking.revision)
        question = (await visitors[0].asked()).question
    wanted = question.times[0].id  # type: ignore[attr-defined]

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
        view = await visitor.sees()
        if result == "taken":
            assert view.talk is not None
            assert view.talk.pretalk is not None
        else:
            # Still choosing, from times that are free now.
            assert view.asking is not None


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

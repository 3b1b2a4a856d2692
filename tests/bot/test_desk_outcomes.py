"""Afterwards: how a pre-talk went, told once, written kindly to who did not come, and counted once without a name."""

import asyncio
from datetime import UTC, date, datetime, timedelta
from functools import partial

import pytest
from sqlalchemy import Connection

from bot import jobs
from bot.desk.casting import ballot_binding
from bot.desk.counters import every_counter
from bot.desk.ending import count_quiet
from bot.desk.views import NotAllowed, Refused
from flows import counting
from flows.counting import Registration
from flows.pretalk_counting import EndedPretalk
from flows.vocabulary import (
    AgeBand,
    Channel,
    ContactKind,
    DelayReason,
    Direction,
    Onward,
    PretalkResult,
    PretalkState,
    Within,
)
from storage import ballots, patterns
from storage.envelope import open_sealed
from tests.bot.conftest import Unit
from tests.bot.proposing import Talk, press, talks


async def ended(unit: Unit) -> list[EndedPretalk]:
    """What waits to be counted of pre-talks that ended."""
    house = unit.parts.house
    private = house.keyring.statistics_private()
    pool = await house.database.read(ballots.pool)
    said = [
        counting.decode(open_sealed(row.envelope, private=private, binding=ballot_binding(row.month))).registration
        for row in pool
    ]
    return [each for each in said if isinstance(each, EndedPretalk)]


async def refused(doing: object) -> str:
    with pytest.raises(Refused) as why:
        await doing  # type: ignore[misc]
    return why.value.text_id


async def after_a_talk(unit: Unit) -> tuple[Talk, datetime]:
    """Mette's talk on Tuesday at nine is over."""
    talk = await talks(unit)
    chosen = await talk.books()
    await goes_on(talk, chosen.starts_at + timedelta(minutes=60))
    return talk, chosen.starts_at


async def goes_on(talk: Talk, until: datetime) -> None:
    """Time passes; who was logged in logs in again, and who wrote comes back with the code."""
    talk.unit.clock.now = until
    talk.session = await talk.unit.session("mette")
    talk.visitor.cookie = await talk.unit.visitors.enter(code_text=" ".join(talk.visitor.code), caller="test")


async def was_held(talk: Talk, onward: Onward = Onward.COURSE, pressed: str | None = None) -> date:
    return await talk.unit.staff.was_held(talk.session, talk.conversation, onward=onward, press=pressed or press())


async def was_missed(talk: Talk, *, late: bool = False) -> None:
    await talk.unit.staff.was_missed(talk.session, talk.conversation, late=late)


async def takes_back(talk: Talk, result: PretalkResult, starts_at: datetime, pressed: str = "") -> None:
    await talk.unit.staff.take_outcome_back(
        talk.session, talk.conversation, result=result, starts_at=starts_at, press=pressed or press()
    )


async def closes(talk: Talk) -> None:
    registration = Registration(kind=ContactKind.CONTACT, channel=Channel.WEB, unit="0-11")
    await talk.unit.staff.close(talk.session, talk.conversation, registration=registration, press=press())


async def without_times(unit: Unit) -> None:
    def work(connection: Connection) -> None:
        for pattern in patterns.every(connection):
            patterns.remove(connection, pattern_id=pattern.id)

    await unit.parts.house.write(work)


# Asked at the end of the day


async def test_only_what_is_over_is_asked_about_and_only_its_therapist(unit: Unit) -> None:
    talk = await talks(unit)
    chosen = await talk.books()
    await goes_on(talk, chosen.starts_at + timedelta(minutes=58))
    assert await unit.staff.over(talk.session) == ()
    await goes_on(talk, chosen.starts_at + timedelta(hours=9))
    (asked,) = await unit.staff.over(talk.session)
    assert (asked.conversation, asked.starts_at, asked.band) == (talk.conversation, chosen.starts_at, AgeBand.CHILD)
    assert await unit.staff.over(await unit.session("anders")) == ()
    await was_held(talk)
    assert await unit.staff.over(talk.session) == ()


async def test_nothing_was_held_or_missed_before_it_began(unit: Unit) -> None:
    talk = await talks(unit)
    assert await refused(was_held(talk)) == "pretalk-not-booked"
    assert await refused(was_missed(talk)) == "pretalk-not-booked"
    chosen = await talk.books()
    assert await refused(was_held(talk)) == "pretalk-not-begun"
    assert await refused(was_missed(talk)) == "pretalk-not-begun"
    assert await refused(was_missed(talk, late=True)) == "pretalk-not-begun"
    assert len(await talk.said()) == 1
    await goes_on(talk, chosen.starts_at)
    await was_held(talk)


async def test_nobody_else_says_how_it_went(unit: Unit) -> None:
    talk, _ = await after_a_talk(unit)
    talk.session = await unit.session("anders")
    for doing in (was_held(talk), was_missed(talk), unit.staff.one_over(talk.session, talk.conversation)):
        with pytest.raises(NotAllowed):
            await doing
    assert await ended(unit) == []


# Held


async def test_a_held_talk_is_counted_once_with_what_comes_after_however_often_it_is_pressed(unit: Unit) -> None:
    talk, _ = await after_a_talk(unit)
    pressed = press()
    days = await asyncio.gather(*(was_held(talk, pressed=pressed) for _ in range(5)))
    assert set(days) == {date(2026, 12, 23)}  # day 30, the day of the talk being the first
    assert (await talk.row()).state is PretalkState.HELD
    assert await ended(unit) == [
        EndedPretalk(
            unit="0-11",
            band=AgeBand.CHILD,
            result=PretalkResult.HELD,
            offered=Within.THREE,
            held=Within.THREE,
            onward=Onward.COURSE,
        )
    ]
    assert await refused(was_held(talk)) == "pretalk-not-booked"
    assert await refused(was_missed(talk)) == "pretalk-not-booked"


async def test_why_it_took_so_long_is_counted_with_it(unit: Unit) -> None:
    talk = await talks(unit)
    late = next(each for each in await talk.free() if each.late)
    await unit.staff.book_for(
        talk.session, talk.conversation, time_id=late.id, reason=DelayReason.WANTED_SOMEBODY, press=press()
    )
    await goes_on(talk, late.starts_at)
    await was_held(talk, Onward.NOT_NOW)
    (said,) = await ended(unit)
    assert (said.held, said.reason, said.onward) == (Within.THIRTY, DelayReason.WANTED_SOMEBODY, Onward.NOT_NOW)


async def test_a_held_talk_is_taken_back_with_its_ballot_and_twice_is_once(unit: Unit) -> None:
    talk, starts_at = await after_a_talk(unit)
    pressed = press()
    await was_held(talk, pressed=pressed)
    for _ in range(2):
        await takes_back(talk, PretalkResult.HELD, starts_at, pressed)
    assert await ended(unit) == []
    assert (await talk.row()).state is PretalkState.BOOKED
    await was_held(talk, Onward.OTHER_OFFER)
    assert [each.onward for each in await ended(unit)] == [Onward.OTHER_OFFER]


async def test_what_is_added_up_is_not_taken_back(unit: Unit) -> None:
    talk, starts_at = await after_a_talk(unit)
    pressed = press()
    await was_held(talk, pressed=pressed)
    await goes_on(talk, datetime(2026, 12, 6, 9, tzinfo=UTC))  # the month is over, and what came late is in
    assert await jobs.tally(unit.parts.house) == 1
    assert await refused(takes_back(talk, PretalkResult.HELD, starts_at, pressed)) == "outcome-too-late"
    assert (await talk.row()).state is PretalkState.HELD
    counters = await unit.parts.house.database.read(partial(every_counter, unit.parts.house))
    assert counters["2026-11", "pretalk_result", "unit=0-11|pretalk_result=held"] == 1


async def test_only_the_page_that_counted_can_take_it_back(unit: Unit) -> None:
    talk, starts_at = await after_a_talk(unit)
    await was_held(talk)
    assert await refused(takes_back(talk, PretalkResult.HELD, starts_at)) == "outcome-too-late"
    assert len(await ended(unit)) == 1


# Did not come, cancelled late


async def test_who_did_not_come_gets_one_kind_message_with_new_times(unit: Unit) -> None:
    talk, _ = await after_a_talk(unit)
    await asyncio.gather(*(was_missed(talk) for _ in range(5)))
    await was_missed(talk)
    lines = await talk.said(Direction.BOT)
    assert len(lines) == 2
    assert lines[-1].startswith("Vi fik ikke set hinanden tirsdag den 24. november kl. 09.00. Det er helt i orden")
    row = await talk.row()
    assert (row.state, row.missed) == (PretalkState.ABSENT, 1)
    shown = (await talk.visitor.talk()).proposed
    assert len(shown) == 3
    # The way to a pre-talk goes on: nothing is counted before it has ended.
    assert await ended(unit) == []
    chosen = shown[1]
    await unit.visitors.accept(talk.visitor.cookie, chosen.id)
    await goes_on(talk, chosen.starts_at)
    await was_held(talk)
    assert [(each.result, each.missed) for each in await ended(unit)] == [(PretalkResult.HELD, 1)]


async def test_who_cancelled_on_the_day_gets_other_words(unit: Unit) -> None:
    talk, _ = await after_a_talk(unit)
    for _ in range(2):
        await was_missed(talk, late=True)
    lines = await talk.said(Direction.BOT)
    assert len(lines) == 2
    assert lines[-1].startswith("Godt, du sagde til om tiden tirsdag den 24. november kl. 09.00.")
    assert len((await talk.visitor.talk()).proposed) == 3
    assert (await talk.row()).cancelled_late


@pytest.mark.parametrize(("before", "late"), [(timedelta(hours=1), True), (timedelta(hours=10), False)])
async def test_who_gives_the_time_back_on_its_own_day_cancelled_late(unit: Unit, before: timedelta, late: bool) -> None:
    talk = await talks(unit)
    chosen = await talk.books()
    await goes_on(talk, chosen.starts_at - before)
    assert await unit.visitors.cancel_time(talk.visitor.cookie)
    row = await talk.row()
    assert (row.state, row.cancelled_late) == (PretalkState.GIVEN_UP, late)


async def test_cancelling_on_the_day_may_be_told_before_the_talk(unit: Unit) -> None:
    talk = await talks(unit)
    chosen = await talk.books()
    await goes_on(talk, chosen.starts_at - timedelta(hours=2))
    await was_missed(talk, late=True)
    assert (await talk.row()).state is PretalkState.OFFERED


async def test_without_free_times_the_message_says_how_to_find_one(unit: Unit) -> None:
    talk, _ = await after_a_talk(unit)
    await without_times(unit)
    await was_missed(talk)
    assert (await talk.said(Direction.BOT))[-1].endswith("når det passer dig, eller bare skrive her.")
    seen = await talk.visitor.talk()
    assert (seen.proposed, seen.can_find_time) == ((), True)


async def test_held_and_missed_at_once_is_one_of_them(unit: Unit) -> None:
    talk, _ = await after_a_talk(unit)

    async def tells(doing: object) -> str:
        try:
            await doing  # type: ignore[misc]
        except Refused as refusal:
            return refusal.text_id
        return "told"

    results = await asyncio.gather(tells(was_held(talk)), tells(was_missed(talk)))
    assert sorted(results) == ["pretalk-not-booked", "told"]
    held = (await talk.row()).state is PretalkState.HELD
    assert len(await ended(unit)) == int(held)
    assert len(await talk.said(Direction.BOT)) == (1 if held else 2)


@pytest.mark.parametrize(("late", "result"), [(False, PretalkResult.ABSENT), (True, PretalkResult.CANCELLED_LATE)])
async def test_what_was_said_by_mistake_is_taken_back_with_the_proposals(
    unit: Unit, late: bool, result: PretalkResult
) -> None:
    talk, starts_at = await after_a_talk(unit)
    await was_missed(talk, late=late)
    for _ in range(2):
        await takes_back(talk, result, starts_at)
    row = await talk.row()
    assert (row.state, row.starts_at, row.missed, row.cancelled_late) == (PretalkState.BOOKED, starts_at, 0, False)
    assert (await talk.visitor.talk()).proposed == ()
    await was_held(talk)
    assert [(each.result, each.missed) for each in await ended(unit)] == [(PretalkResult.HELD, 0)]


async def test_it_is_not_taken_back_when_she_has_taken_another_time_since(unit: Unit) -> None:
    talk, starts_at = await after_a_talk(unit)
    await was_missed(talk)
    shown = (await talk.visitor.talk()).proposed
    await unit.visitors.accept(talk.visitor.cookie, shown[0].id)
    assert await refused(takes_back(talk, PretalkResult.ABSENT, starts_at)) == "outcome-too-late"
    assert (await talk.row()).starts_at == shown[0].starts_at


# The ways that came to nothing


async def test_a_way_that_came_to_nothing_is_counted_when_the_contact_is_closed_and_quiet(unit: Unit) -> None:
    talk, _ = await after_a_talk(unit)
    await was_missed(talk)
    await closes(talk)
    unit.clock.advance(days=14)
    assert await count_quiet(unit.parts.house) == 0
    unit.clock.advance(days=1)
    assert await count_quiet(unit.parts.house) == 1
    assert await count_quiet(unit.parts.house) == 0
    assert [(each.result, each.missed, each.offered) for each in await ended(unit)] == [
        (PretalkResult.ABSENT, 1, Within.THREE)
    ]
    # When it is forgotten, it is not counted again.
    unit.clock.advance(days=90)
    await jobs.forget_old(unit.parts.house)
    assert len(await ended(unit)) == 1


async def test_who_deletes_everything_leaves_a_count_and_nothing_else(unit: Unit) -> None:
    talk = await talks(unit)
    await talk.books()
    await unit.visitors.forget(talk.visitor.cookie)
    assert [(each.result, each.held) for each in await ended(unit)] == [(PretalkResult.GIVEN_UP, None)]


async def test_who_never_wanted_a_pretalk_is_not_counted_among_them(unit: Unit) -> None:
    talk = await talks(unit)
    await closes(talk)
    unit.clock.advance(days=30)
    assert await count_quiet(unit.parts.house) == 0
    await unit.visitors.forget(await unit.visitors.enter(code_text=" ".join(talk.visitor.code), caller="test"))
    assert await ended(unit) == []


async def test_cancelling_in_the_app_and_never_coming_back_is_given_up(unit: Unit) -> None:
    talk = await talks(unit)
    await talk.books()
    await unit.visitors.cancel_time(talk.visitor.cookie)
    await closes(talk)
    unit.clock.advance(days=15)
    await count_quiet(unit.parts.house)
    assert [each.result for each in await ended(unit)] == [PretalkResult.GIVEN_UP]

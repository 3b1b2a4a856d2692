"""The promise, watched: everybody who wants a pre-talk has a clock, somebody is told in time, and times are counted."""

from datetime import date, time, timedelta

import pytest
from sqlalchemy import Connection

from bot.desk.clocks import ClockView, escalate
from bot.desk.views import NotAllowed, Refused
from flows.availability import Pattern
from flows.clock import Measure
from flows.deadlines import Level
from flows.vocabulary import ClockState, Outcome, Place, PretalkState
from storage import demand, notices, patterns, pretalks, queues, staff
from storage.keys import new_id
from tests.bot.conftest import Unit
from tests.bot.seeking import ids, who_wants_a_time
from tests.bot.talking import MOTHER, Visitor


async def wants_a_pretalk(unit: Unit) -> Visitor:
    """Somebody who chose a pre-talk, and has not looked at the times yet."""
    visitor = await Visitor.arrive(unit.visitors)
    await visitor.answers({**MOTHER, "wish": "pretalk"})
    await visitor.keeps_the_code()
    return visitor


async def seen_by(unit: Unit, login: str) -> tuple[ClockView, ...]:
    return await unit.staff.clocks(await unit.session(login))


async def without_times(unit: Unit) -> None:
    """Nobody offers anything."""

    def work(connection: Connection) -> None:
        for pattern in patterns.every(connection):
            patterns.remove(connection, pattern_id=pattern.id)

    await unit.parts.house.write(work)


async def told(unit: Unit) -> set[str]:
    """Who is to be told in a chat of their own that something waits; then nobody is any more."""

    def work(connection: Connection) -> set[str]:
        names = {person.id: person.login for person in staff.all_staff(connection)}
        found = {names[row.staff_id] for row in notices.to_tell(connection)}
        for row in notices.to_tell(connection):
            notices.told(connection, staff_id=row.staff_id, now=unit.clock.now)
        return found

    return await unit.parts.house.write(work)


async def link_everybody(unit: Unit) -> None:
    """Everybody at the unit is told in a chat."""

    def work(connection: Connection) -> None:
        for person in staff.all_staff(connection):
            mark = new_id() * 2
            notices.invite(connection, staff_id=person.id, invitation=mark, until=unit.clock.now)
            notices.link(connection, staff_id=person.id, tag=mark, wrapped=b"wrapped")

    await unit.parts.house.write(work)


# Who sees what


async def test_a_leader_sees_how_far_every_case_has_come_and_can_open_none(unit: Unit) -> None:
    await without_times(unit)
    await wants_a_pretalk(unit)
    unit.clock.advance(days=6)
    (row,) = await seen_by(unit, "lone")
    assert (row.queue, row.reading.day, row.reading.of, row.conversation) == ("0-11", 7, 14, None)
    assert row.measures == {Measure.TELL_THERAPISTS}
    with pytest.raises(NotAllowed):
        await unit.staff.queue(await unit.session("lone"))


async def test_who_is_no_leader_and_no_therapist_sees_no_cases(unit: Unit) -> None:
    for login in ("karen", "ida"):
        with pytest.raises(NotAllowed):
            await seen_by(unit, login)


async def test_a_therapist_may_open_what_they_have_claimed_and_nothing_else(unit: Unit) -> None:
    await wants_a_pretalk(unit)
    mette = await unit.session("mette")
    (waiting,) = await unit.staff.queue(mette)
    await unit.staff.claim(mette, waiting.conversation)
    (mine,), (others,) = await seen_by(unit, "mette"), await seen_by(unit, "anders")
    assert (mine.conversation, others.conversation) == (waiting.conversation, None)
    assert others.claimed_by == "Mette"


async def test_who_wanted_no_pretalk_has_no_clock(unit: Unit) -> None:
    visitor = await Visitor.arrive(unit.visitors)
    await visitor.is_handed_over()
    assert await seen_by(unit, "lone") == ()


async def test_who_was_said_goodbye_to_without_a_time_has_no_clock_any_more(unit: Unit) -> None:
    await without_times(unit)
    await wants_a_pretalk(unit)
    mette = await unit.session("mette")
    (waiting,) = await unit.staff.queue(mette)
    await unit.staff.claim(mette, waiting.conversation)
    draft = (await unit.staff.case(mette, waiting.conversation)).draft
    await unit.staff.close(mette, waiting.conversation, registration=draft)
    assert await seen_by(unit, "lone") == ()


async def test_a_time_that_is_booked_is_with_somebody_also_when_the_talk_is_over(unit: Unit) -> None:
    visitor = await who_wants_a_time(unit)
    await visitor.takes((await ids(visitor))[0])
    mette = await unit.session("mette")
    (waiting,) = await unit.staff.queue(mette)
    await unit.staff.claim(mette, waiting.conversation)
    draft = (await unit.staff.case(mette, waiting.conversation)).draft
    assert draft.outcome is Outcome.PRETALK_WANTED
    await unit.staff.close(mette, waiting.conversation, registration=draft)
    (row,) = await seen_by(unit, "lone")
    assert row.closed
    assert row.claimed_by is None
    assert len(row.held_by) == 1
    assert row.booked_for is not None


async def test_who_only_wanted_to_write_and_got_a_time_is_counted_as_who_wants_a_pretalk(unit: Unit) -> None:
    visitor = await Visitor.arrive(unit.visitors)
    await visitor.is_handed_over()
    mette = await unit.session("mette")
    (waiting,) = await unit.staff.queue(mette)
    await unit.staff.claim(mette, waiting.conversation)
    assert (await unit.staff.case(mette, waiting.conversation)).draft.outcome is Outcome.ADVICE
    await unit.visitors.find_time(visitor.cookie)
    assert (await unit.staff.case(mette, waiting.conversation)).draft.outcome is Outcome.PRETALK_WANTED


async def test_the_one_with_the_fewest_days_left_stands_first(unit: Unit) -> None:
    await without_times(unit)
    for _ in range(3):
        await wants_a_pretalk(unit)
        unit.clock.advance(days=5)
    assert [row.reading.day for row in await seen_by(unit, "lone")] == [16, 11, 6]


# Who is told


async def test_therapists_are_told_after_a_week_and_the_leader_before_the_fourteen_days_are_over(unit: Unit) -> None:
    await without_times(unit)
    await link_everybody(unit)
    await wants_a_pretalk(unit)
    await told(unit)
    heard = {}
    for day in range(1, 33):
        await escalate(unit.parts.house)
        if who := await told(unit):
            heard[day] = who
        unit.clock.advance(days=1)
    therapists = {"mette", "anders"}
    everybody = therapists | {"lone"}
    assert heard == {7: therapists, 12: everybody, 14: everybody, 21: everybody, 30: everybody}


async def test_whoever_has_claimed_the_conversation_is_told_and_no_other_therapist(unit: Unit) -> None:
    await without_times(unit)
    await wants_a_pretalk(unit)
    mette = await unit.session("mette")
    (waiting,) = await unit.staff.queue(mette)
    await unit.staff.claim(mette, waiting.conversation)
    await link_everybody(unit)
    unit.clock.advance(days=6)
    assert await escalate(unit.parts.house) == 1
    assert await told(unit) == {"mette"}
    assert await escalate(unit.parts.house) == 0


async def test_nobody_is_told_of_a_case_that_has_a_time_or_asked_for_later(unit: Unit) -> None:
    await without_times(unit)
    await link_everybody(unit)
    await wants_a_pretalk(unit)
    await told(unit)
    today = unit.parts.house.today()

    def later(connection: Connection) -> None:
        (row,) = pretalks.wanted(connection)
        pretalks.postpone(
            connection,
            conversation_id=row.conversation_id,
            today=today,
            later_on=today,
            later_from=today + timedelta(days=28),
        )

    await unit.parts.house.write(later)
    unit.clock.advance(days=27)
    assert await escalate(unit.parts.house) == 0
    (row,) = await seen_by(unit, "lone")
    assert row.reading.paused
    # From then on it counts again: the wish was on day 1, so the seventh day is six days on.
    unit.clock.advance(days=7)
    assert await escalate(unit.parts.house) == 1


# Whether the times will do


async def test_a_forecast_says_when_the_times_run_out_and_how_many_more_would_do(unit: Unit) -> None:
    await without_times(unit)
    today = unit.parts.house.today()
    assert today == date(2026, 11, 23)

    def work(connection: Connection) -> None:
        (queue, *_) = queues.all_queues(connection)
        person = next(each for each in staff.all_staff(connection) if each.login == "mette")
        for week in range(1, 9):
            for _ in range(2):
                demand.add(connection, day=today - timedelta(weeks=week), queue_id=queue.id)
        patterns.put(
            connection,
            pattern=Pattern(
                id=new_id(),
                staff_id=person.id,
                second_id=None,
                queue_id=queue.id,
                weekday=2,
                opens=time(9),
                closes=time(10),
                every_weeks=1,
                first_day=today,
                last_day=None,
                minutes=60,
                before=0,
                after=0,
                notice_hours=0,
                place=Place.UNIT,
                venue_id=None,
                bands=frozenset(),
                languages=frozenset(),
            ),
        )

    await unit.parts.house.write(work)
    view = next(each for each in await unit.staff.forecasts(await unit.session("karen")) if each.queue == "0-11")
    assert view.now.free == {7: 1, 14: 2, 21: 3}
    assert view.now.certain
    assert view.now.runs_out_on is not None
    assert view.now.more_needed > 0
    assert view.places == ((Place.UNIT, {7: 1, 14: 2, 21: 3}),)
    more = await unit.staff.forecasts(await unit.session("karen"), extra_per_week=4)
    with_more = next(each for each in more if each.queue == "0-11").with_more
    assert with_more is not None
    assert with_more.runs_out_on is None


async def test_two_patterns_of_one_therapist_at_one_time_are_one_time(unit: Unit) -> None:
    await without_times(unit)
    today = unit.parts.house.today()

    def work(connection: Connection) -> None:
        (queue, *_) = queues.all_queues(connection)
        person = next(each for each in staff.all_staff(connection) if each.login == "mette")
        for opens in (time(9), time(9, 30)):
            patterns.put(
                connection,
                pattern=Pattern(
                    id=new_id(),
                    staff_id=person.id,
                    second_id=None,
                    queue_id=queue.id,
                    weekday=2,
                    opens=opens,
                    closes=time(10, 30),
                    every_weeks=1,
                    first_day=today,
                    last_day=today + timedelta(days=6),
                    minutes=60,
                    before=0,
                    after=0,
                    notice_hours=0,
                    place=Place.UNIT,
                    venue_id=None,
                    bands=frozenset(),
                    languages=frozenset(),
                ),
            )

    await unit.parts.house.write(work)
    view = next(each for each in await unit.staff.forecasts(await unit.session("lone")) if each.queue == "0-11")
    assert view.now.free[7] == 1


async def test_a_wish_counts_as_waiting_and_for_the_days_to_come(unit: Unit) -> None:
    await without_times(unit)
    await wants_a_pretalk(unit)
    unit.clock.advance(days=1)
    view = next(each for each in await unit.staff.forecasts(await unit.session("karen")) if each.queue == "0-11")
    assert view.now.waiting == 1
    assert not view.now.certain
    assert view.now.runs_out_on == unit.parts.house.today()


async def test_a_number_nobody_could_put_out_is_refused(unit: Unit) -> None:
    for number in (-1, 51):
        with pytest.raises(Refused) as refused:
            await unit.staff.forecasts(await unit.session("karen"), extra_per_week=number)
        assert refused.value.text_id == "forecast-extra"


async def test_the_state_on_the_clock_follows_the_pretalk(unit: Unit) -> None:
    visitor = await wants_a_pretalk(unit)
    del visitor
    (row,) = await seen_by(unit, "lone")
    assert row.reading.state in (ClockState.WISH, ClockState.OFFERED)
    assert row.reading.level is Level.NEW

    def give_up(connection: Connection) -> None:
        (found,) = pretalks.wanted(connection)
        assert found.state in (PretalkState.WISHED, PretalkState.OFFERED)
        pretalks.cancel(connection, conversation_id=found.conversation_id, today=unit.parts.house.today())

    await unit.parts.house.write(give_up)
    assert await seen_by(unit, "lone") == ()

"""Finding a time at the desk: what is offered, held while she decides, booked, moved and given back."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.desk.views import Refused
from flows.questions import InvalidAnswer
from flows.talk import StaleButton
from flows.times import Part
from flows.vocabulary import Place, PretalkState
from storage.keys import new_id
from tests.bot.conftest import START, Unit
from tests.bot.seeking import (
    change_patterns,
    comes_back,
    every_pattern,
    fresh_ids,
    holds,
    ids,
    local_day,
    pretalk,
    row_of,
    who_wants_a_time,
)
from tests.bot.talking import Visitor

# What is offered.


async def test_what_she_is_shown_lies_within_fourteen_days_soonest_first_and_was_offered_then(unit: Unit) -> None:
    mother = await who_wants_a_time(unit)
    times = await mother.times()
    days = [local_day(unit, each.starts_at) for each in times]
    assert days == sorted(days)
    assert (days[0], days[-1]) == (date(2026, 11, 24), date(2026, 12, 4))
    assert [each.hour for each in times[:3]] == [9, 12, 14]  # on the unit's clock
    row = await row_of(unit, mother)
    assert (row.state, row.offered_on) == (PretalkState.OFFERED, date(2026, 11, 23))


async def test_where_the_name_of_a_place_says_something_it_is_said(unit: Unit) -> None:
    mother = await who_wants_a_time(unit)
    assert {(time.place, time.where) for time in await mother.times()} == {
        ("unit", ""),
        ("phone", ""),
        ("outreach", "Familiehuset"),
    }


async def test_a_time_that_is_too_soon_to_get_there_is_not_offered(unit: Unit) -> None:
    mother = await who_wants_a_time(unit)
    times = await ids(mother)
    unit.clock.advance(days=1)  # ten o'clock: that day's nine o'clock has passed, the others are too soon
    await comes_back(unit, mother)
    assert await fresh_ids(unit, mother) == times[3:]


async def test_two_that_look_alike_are_shown_once_and_the_second_visitor_gets_the_other(unit: Unit) -> None:
    (phone, *_) = [each for each in await every_pattern(unit) if each.place is Place.PHONE]
    other = next(each.staff_id for each in await every_pattern(unit) if each.staff_id != phone.staff_id)
    await change_patterns(unit, new=(replace(phone, id=new_id(), staff_id=other),))
    first, second, third = [await who_wants_a_time(unit) for _ in range(3)]
    shown = [time for time in await first.times() if (time.place, time.hour) == ("phone", 12)]
    days = [local_day(unit, time.starts_at) for time in shown]
    assert len(days) == len(set(days))

    wanted = next(time for time, day in zip(shown, days, strict=True) if day.weekday() == phone.weekday)
    await first.takes(wanted.id)
    await second.takes(wanted.id)
    assert (await pretalk(first)).starts_at == (await pretalk(second)).starts_at == wanted.starts_at
    with pytest.raises(Refused, match="time-taken"):
        await third.gives(wanted.id)


async def test_of_very_many_times_some_of_each_kind_are_enough(unit: Unit) -> None:
    a_week = [each for each in await every_pattern(unit) if each.place is Place.UNIT]
    whole_days = tuple(
        replace(each, id=new_id(), opens=each.opens.replace(hour=8), closes=each.closes.replace(hour=20), minutes=5)
        for each in a_week
    )
    await change_patterns(unit, *a_week, new=whole_days)
    mother = await who_wants_a_time(unit)
    times = await mother.times()
    assert 200 <= len(times) <= 250
    kinds = {(Part.of(time.hour), time.place) for time in times}
    assert {(part, "unit") for part in Part} <= kinds
    assert any(time.place == "outreach" for time in times)


async def test_she_looks_at_some_of_them_and_it_stays_so_when_somebody_was_quicker(unit: Unit) -> None:
    mother, other = await who_wants_a_time(unit), await who_wants_a_time(unit)
    await mother.looks_for("phone")
    phone = await ids(mother)
    assert {time.place for time in await mother.times()} == {"phone"}

    await other.takes(phone[0])
    with pytest.raises(Refused, match="time-taken"):
        await mother.gives(phone[0])
    assert await ids(mother) == phone[1:]
    await mother.looks_for("phone")
    assert {time.place for time in await mother.times()} == {"phone", "unit", "outreach"}


async def test_looking_for_what_is_not_asked_about_changes_nothing(unit: Unit) -> None:
    mother = await Visitor.arrive(unit.visitors)
    with pytest.raises(StaleButton):
        await mother.looks_for("phone")


async def test_who_was_not_quick_enough_sees_the_nearest_to_what_she_wanted_first(unit: Unit) -> None:
    mother, other = await who_wants_a_time(unit), await who_wants_a_time(unit)
    times = await mother.times()
    wanted = times[15]
    await other.takes(wanted.id)
    with pytest.raises(Refused, match="time-taken"):
        await mother.gives(wanted.id)
    nearest = await mother.times()
    gaps = [abs(time.starts_at - wanted.starts_at) for time in nearest]
    assert max(gaps[:6]) <= min(gaps[6:])
    assert [time.starts_at for time in nearest[:6]] == sorted(time.starts_at for time in nearest[:6])


# Holding one while she decides.


async def test_a_time_she_picks_is_kept_for_her_while_she_is_asked(unit: Unit) -> None:
    mother, other = await who_wants_a_time(unit), await who_wants_a_time(unit)
    wanted = (await mother.times())[0]
    await mother.gives(wanted.id)

    question = (await mother.asked()).question
    assert (await mother.is_asked_about()).id == wanted.id
    assert question.until == unit.clock.now + timedelta(minutes=10)  # type: ignore[attr-defined]
    assert question.address == "Suhmsgade 4, 1., 1125 København K"  # type: ignore[attr-defined]
    assert (await pretalk(mother)).state is PretalkState.OFFERED
    with pytest.raises(Refused, match="time-taken"):
        await other.gives(wanted.id)
    assert wanted.id not in await ids(other)

    await mother.gives("yes")
    booked = await pretalk(mother)
    assert (booked.state, booked.starts_at) == (PretalkState.BOOKED, wanted.starts_at)
    assert len(booked.arrival_word.split()) == 2
    assert not await holds(unit, mother)


async def test_neither_words_nor_link_stand_in_the_calendar_file_of_a_time_at_a_place(unit: Unit) -> None:
    mother = await who_wants_a_time(unit)
    await mother.takes((await mother.times())[0].id)
    file = await unit.visitors.calendar_file(mother.cookie)
    assert file is not None
    assert (await pretalk(mother)).arrival_word.encode() not in file
    assert b"SUMMARY:Aftale" in file
    assert b"Suhmsgade 4" in file


@pytest.mark.parametrize("way", ["another", "back", "leave", "talk", "anew", "forget"])
async def test_whichever_way_she_leaves_the_question_the_time_is_free_again(unit: Unit, way: str) -> None:
    mother, other = await who_wants_a_time(unit), await who_wants_a_time(unit)
    wanted = (await mother.times())[0].id
    await mother.gives(wanted)
    assert wanted not in await fresh_ids(unit, other)
    match way:
        case "another":
            await mother.gives("no")
            assert (await ids(mother))[0] == wanted
        case "back":
            await unit.visitors.back(mother.cookie, revision=(await mother.asked()).revision)
            assert (await mother.asked()).current == wanted
        case "leave":
            await unit.visitors.leave_script(mother.cookie)
        case "talk":
            await unit.visitors.talk_now(mother.cookie)
        case "anew":
            await unit.visitors.find_time(mother.cookie)
        case "forget":
            await unit.visitors.forget(mother.cookie)
    assert wanted in await fresh_ids(unit, other)


async def test_after_going_back_the_same_time_can_be_held_again(unit: Unit) -> None:
    mother = await who_wants_a_time(unit)
    wanted = (await ids(mother))[0]
    await mother.gives(wanted)
    await unit.visitors.back(mother.cookie, revision=(await mother.asked()).revision)
    assert not await holds(unit, mother)
    await mother.takes(wanted)
    assert (await pretalk(mother)).state is PretalkState.BOOKED


async def test_choosing_another_one_holds_that_one_alone(unit: Unit) -> None:
    mother, other = await who_wants_a_time(unit), await who_wants_a_time(unit)
    first, second, *_ = await ids(mother)
    await mother.gives(first)
    await mother.gives("no")
    await mother.gives(second)
    free = await fresh_ids(unit, other)
    assert first in free
    assert second not in free


async def test_when_the_ten_minutes_are_over_it_is_hers_if_nobody_took_it(unit: Unit) -> None:
    mother = await who_wants_a_time(unit)
    wanted = (await mother.times())[0]
    await mother.gives(wanted.id)
    unit.clock.advance(minutes=11)
    await mother.gives("yes")
    assert (await pretalk(mother)).starts_at == wanted.starts_at


async def test_when_they_are_over_and_somebody_took_it_she_sees_the_nearest_others(unit: Unit) -> None:
    mother, other = await who_wants_a_time(unit), await who_wants_a_time(unit)
    wanted = (await mother.times())[4]
    await mother.gives(wanted.id)
    unit.clock.advance(minutes=10)
    await unit.visitors.find_time(other.cookie)
    await other.takes(wanted.id)

    with pytest.raises(Refused, match="time-lapsed"):
        await mother.gives("yes")
    assert (await pretalk(mother)).state is PretalkState.OFFERED
    gaps = [abs(time.starts_at - wanted.starts_at) for time in await mother.times()]
    assert max(gaps[:6]) <= min(gaps[6:])
    await mother.takes((await ids(mother))[0])


async def test_a_time_that_is_held_stays_hers_when_its_notice_passes_meanwhile(unit: Unit) -> None:
    # Twelve hours before half past twelve on Tuesday is half an hour past midnight at the unit.
    unit.clock.now = START + timedelta(hours=14, minutes=25)
    mother, other = await who_wants_a_time(unit), await who_wants_a_time(unit)
    wanted = next(time for time in await mother.times() if time.place == "phone")
    assert (local_day(unit, wanted.starts_at), wanted.hour) == (date(2026, 11, 24), 12)
    await mother.gives(wanted.id)
    unit.clock.advance(minutes=8)
    assert wanted.id not in await fresh_ids(unit, other)

    await mother.gives("yes")
    assert (await pretalk(mother)).starts_at == wanted.starts_at


async def test_but_not_when_it_was_held_no_more(unit: Unit) -> None:
    unit.clock.now = START + timedelta(hours=14, minutes=25)
    mother = await who_wants_a_time(unit)
    wanted = next(time for time in await mother.times() if time.place == "phone")
    await mother.gives(wanted.id)
    unit.clock.advance(minutes=10)
    with pytest.raises(Refused, match="time-lapsed"):
        await mother.gives("yes")
    assert wanted.id not in await ids(mother)


async def test_an_old_press_and_a_wrong_answer_change_nothing(unit: Unit) -> None:
    mother = await who_wants_a_time(unit)
    asking = await mother.asked()
    wanted = (await ids(mother))[0]
    with pytest.raises(InvalidAnswer, match="invalid-time-taken"):
        await mother.gives(f"{'0' * 32}.29000000")
    await mother.gives(wanted)
    with pytest.raises(StaleButton):
        await unit.visitors.answer(mother.cookie, key=asking.question.key, revision=asking.revision, raw=wanted)
    with pytest.raises(InvalidAnswer, match="invalid-option"):
        await mother.gives(wanted)
    assert await holds(unit, mother)


# Moving it, and giving it back.


async def test_a_time_is_moved_and_the_old_one_stands_until_then(unit: Unit) -> None:
    mother, other = await who_wants_a_time(unit), await who_wants_a_time(unit)
    first, second, *_ = await mother.times()
    await mother.takes(first.id)
    await unit.visitors.find_time(mother.cookie)
    assert [note.text_id for note in (await mother.asked()).notes] == ["pretalk-find-other"]
    assert first.id not in await ids(mother)
    await mother.gives(second.id)
    # Both are hers while she decides.
    free = await fresh_ids(unit, other)
    assert {first.id, second.id}.isdisjoint(free)
    assert (await pretalk(mother)).starts_at == first.starts_at
    await mother.gives("yes")
    assert (await pretalk(mother)).starts_at == second.starts_at
    assert first.id in await fresh_ids(unit, other)


async def test_a_time_is_given_back_and_may_be_taken_again_while_it_is_free(unit: Unit) -> None:
    mother, other = await who_wants_a_time(unit), await who_wants_a_time(unit)
    wanted = (await ids(mother))[0]
    await mother.takes(wanted)
    await unit.visitors.cancel_time(mother.cookie)
    given_up = await pretalk(mother)
    assert (given_up.state, given_up.starts_at, given_up.arrival_word) == (PretalkState.GIVEN_UP, None, "")
    assert await unit.visitors.calendar_file(mother.cookie) is None
    assert wanted in await fresh_ids(unit, other)

    await unit.visitors.find_time(mother.cookie)
    await mother.takes(wanted)
    assert (await pretalk(mother)).state is PretalkState.BOOKED

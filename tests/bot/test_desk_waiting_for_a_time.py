"""Where no time fits, at the desk: a wish, a time some weeks later, and what her card says of the one she has."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.desk.journals import journal_of
from bot.desk.opening import visit
from bot.desk.views import Refused
from flows.times import NONE_FITS
from flows.vocabulary import Direction, Place, PretalkState
from tests.bot.conftest import Unit
from tests.bot.seeking import (
    change_patterns,
    comes_back,
    every_pattern,
    ids,
    local_day,
    pretalk,
    row_of,
    who_wants_a_time,
)
from tests.bot.talking import Visitor

# None fits.


async def test_when_no_time_fits_a_wish_goes_to_the_therapists(unit: Unit) -> None:
    mother = await who_wants_a_time(unit)
    await mother.gives(NONE_FITS)
    await mother.gives(("mornings", "evenings"))
    await mother.gives("Ikke om onsdagen")

    talk = await mother.talk()
    assert [(message.direction, message.text) for message in talk.messages] == [
        (
            Direction.VISITOR,
            "Ingen af tiderne passer mig.\n"
            "Det passer mig bedst: hverdage om formiddagen, hverdage om aftenen.\n"
            "Ikke om onsdagen",
        )
    ]
    assert (await pretalk(mother)).state is PretalkState.WISHED
    (row,) = await unit.staff.queue(await unit.session("mette"))
    assert (row.pretalk, row.unread) == (PretalkState.WISHED, True)
    assert talk.can_find_time


async def test_a_wish_without_a_word_is_told_all_the_same(unit: Unit) -> None:
    mother = await who_wants_a_time(unit)
    await mother.gives(NONE_FITS)
    await mother.answers({})
    assert [message.text for message in (await mother.talk()).messages] == ["Ingen af tiderne passer mig."]


async def test_who_has_a_time_keeps_it_when_no_other_fits(unit: Unit) -> None:
    mother = await who_wants_a_time(unit)
    wanted = (await mother.times())[0]
    await mother.takes(wanted.id)
    await unit.visitors.find_time(mother.cookie)
    await mother.gives(NONE_FITS)
    await mother.answers({})
    booked = await pretalk(mother)
    assert (booked.state, booked.starts_at) == (PretalkState.BOOKED, wanted.starts_at)
    assert [message.text for message in (await mother.talk()).messages] == [
        "Jeg vil gerne flytte min tid, men ingen af tiderne passer mig."
    ]


async def test_when_there_are_no_times_she_is_told_what_happens_and_says_when_she_could(unit: Unit) -> None:
    await change_patterns(unit, *await every_pattern(unit))
    mother = await who_wants_a_time(unit)
    assert [note.text_id for note in (await mother.asked()).notes] == ["pretalk-none-yet"]
    row = await row_of(unit, mother)
    assert (row.state, row.offered_on) == (PretalkState.WISHED, None)
    await mother.answers({"pretalk-could": ("afternoons",)})
    assert [message.text for message in (await mother.talk()).messages] == [
        "Der var ingen tider, jeg kunne vælge. Jeg vil gerne have en tid.\n"
        "Det passer mig bedst: hverdage om eftermiddagen."
    ]


async def test_behind_the_fourteen_days_no_promise_is_made_again(unit: Unit) -> None:
    await change_patterns(unit, *await every_pattern(unit))
    mother = await who_wants_a_time(unit)
    unit.clock.advance(days=14)
    await comes_back(unit, mother)
    await unit.visitors.find_time(mother.cookie)
    assert [note.text_id for note in (await mother.asked()).notes] == ["pretalk-none-late"]


# Later.


async def asks_to_wait(visitor: Visitor, weeks: str, *could: str) -> None:
    await visitor.gives(NONE_FITS)
    await visitor.gives((*could, "later"))
    await visitor.gives(weeks)


async def test_who_wants_to_wait_is_shown_times_from_then_on_and_her_clock_pauses(unit: Unit) -> None:
    mother = await who_wants_a_time(unit)
    await asks_to_wait(mother, "4")
    times = await mother.times()
    days = [local_day(unit, time.starts_at) for time in times]
    # Two weeks of days from the one she asked for, as there were before.
    assert days[0] == date(2026, 12, 21)
    assert days[-1] <= date(2027, 1, 3)
    row = await row_of(unit, mother)
    assert (row.later_on, row.later_from) == (date(2026, 11, 23), date(2026, 12, 21))
    (line,) = await unit.staff.queue(await unit.session("mette"))
    assert line.clock.paused

    await mother.takes(times[0].id)
    assert (await pretalk(mother)).starts_at == times[0].starts_at


async def test_a_card_says_until_when_she_waits_and_later_it_does_not(unit: Unit) -> None:
    mother = await who_wants_a_time(unit)
    await asks_to_wait(mother, "2")
    await unit.visitors.leave_script(mother.cookie)
    assert (await pretalk(mother)).later_from == date(2026, 12, 7)
    # Looking again she sees those times, and may want a sooner one after all.
    await unit.visitors.find_time(mother.cookie)
    asking = await mother.asked()
    assert [note.text_id for note in asking.notes] == ["pretalk-find-later"]
    unit.clock.advance(days=14)
    await comes_back(unit, mother)
    assert (await pretalk(mother)).later_from is None


async def test_who_wants_a_sooner_time_after_all_is_shown_those_and_the_clock_goes_on(unit: Unit) -> None:
    mother = await who_wants_a_time(unit)
    first = await ids(mother)
    await asks_to_wait(mother, "4")
    await mother.gives("sooner")
    assert await ids(mother) == first
    (line,) = await unit.staff.queue(await unit.session("mette"))
    assert not line.clock.paused
    assert line.clock.day == 1


async def test_where_there_are_no_times_so_far_ahead_what_she_said_goes_to_the_therapists(unit: Unit) -> None:
    every = await every_pattern(unit)
    await change_patterns(unit, new=tuple(replace(each, last_day=date(2026, 12, 4)) for each in every))
    mother = await who_wants_a_time(unit)
    await asks_to_wait(mother, "6", "evenings")
    asking = await mother.asked()
    assert [note.text_id for note in asking.notes] == ["pretalk-none-later"]
    await mother.gives("wait")
    await mother.gives("Efter eksamen")
    assert [message.text for message in (await mother.talk()).messages] == [
        "Der var ingen tider, jeg kunne vælge. Jeg vil gerne have en tid.\n"
        "Jeg vil gerne vente cirka 6 uger.\n"
        "Det passer mig bedst: hverdage om aftenen.\n"
        "Efter eksamen"
    ]
    assert (await row_of(unit, mother)).later_from == date(2027, 1, 4)


# On the day.


async def test_on_the_day_she_says_once_that_she_will_be_late(unit: Unit) -> None:
    mother = await who_wants_a_time(unit)
    wanted = (await mother.times())[0]
    await mother.takes(wanted.id)
    assert not (await pretalk(mother)).may_be_late
    with pytest.raises(Refused, match="late-not-now"):
        await unit.visitors.late(mother.cookie)

    unit.clock.now = wanted.starts_at - timedelta(hours=2)
    await comes_back(unit, mother)
    assert (await pretalk(mother)).may_be_late
    await unit.visitors.late(mother.cookie)
    await unit.visitors.late(mother.cookie)
    assert (await pretalk(mother)).said_late
    assert [message.text for message in (await mother.talk()).messages] == [
        "Jeg bliver lidt forsinket til vores tid tirsdag den 24. november kl. 09.00, men jeg kommer."
    ]

    unit.clock.now = wanted.starts_at + timedelta(minutes=60)
    assert not (await pretalk(mother)).may_be_late
    with pytest.raises(Refused, match="late-not-now"):
        await unit.visitors.late(mother.cookie)


async def test_to_be_late_for_another_time_is_said_anew(unit: Unit) -> None:
    mother = await who_wants_a_time(unit)
    first = (await mother.times())[0]
    await mother.takes(first.id)
    unit.clock.now = first.starts_at - timedelta(hours=1)
    await comes_back(unit, mother)
    await unit.visitors.late(mother.cookie)
    await unit.visitors.find_time(mother.cookie)
    later = (await mother.times())[0]
    await mother.takes(later.id)
    assert not (await pretalk(mother)).said_late
    unit.clock.now = later.starts_at - timedelta(hours=1)
    await comes_back(unit, mother)
    await unit.visitors.late(mother.cookie)
    assert len((await mother.talk()).messages) == 2


# What the card knows.


async def test_an_online_talk_has_a_room_of_its_own_that_only_who_opens_it_sees(unit: Unit) -> None:
    young, other = [await who_wants_a_time(unit, "12-16") for _ in range(2)]
    for visitor, number in ((young, 0), (other, 1)):
        online = [time for time in await visitor.times() if time.place == "online"]
        await visitor.takes(online[number].id)
    links = [(await pretalk(visitor)).link for visitor in (young, other)]
    assert all(link.startswith("https://video.example.org/") for link in links)
    assert len(set(links)) == 2
    shown = await pretalk(young)
    assert (shown.address, shown.room, shown.little) == ("", True, False)
    assert links[0] not in repr(shown)


async def test_the_card_says_how_to_get_there_and_whether_it_is_about_a_small_child(unit: Unit) -> None:
    mother = await who_wants_a_time(unit)
    await mother.takes(next(time.id for time in await mother.times() if time.place == "phone"))
    shown = await pretalk(mother)
    assert (shown.place, shown.address, shown.little) == (Place.PHONE, "12 34 56 78", True)


async def test_a_journal_shows_nothing_of_what_she_was_offered_or_holds(unit: Unit) -> None:
    mother = await who_wants_a_time(unit)
    wanted = (await ids(mother))[0]
    await mother.gives(wanted)
    here = await visit(unit.parts.house, mother.cookie)
    assert here is not None
    journal = journal_of(unit.parts.house, here)
    assert journal is not None
    assert wanted not in repr(journal)
    assert "Suhmsgade" not in repr(journal)

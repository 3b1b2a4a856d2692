"""Days off, closed times and closed days; a therapist who leaves; and what was booked then: it stays, and is listed."""

from datetime import date, time, timedelta

import pytest

from bot.desk.absence import MOST_DAYS_OFF
from bot.desk.connected import forget_past
from bot.desk.displaced import DisplacedView, Displacement
from bot.desk.views import NotAllowed, Refused
from flows.vocabulary import Language, Place
from storage import feeds, patterns
from storage.keys import new_id
from tests.bot.conftest import Unit
from tests.bot.offering_steps import free, gets_a_time, has_nothing, puts_out
from tests.bot.test_desk_offering import FIVE, NEXT, SIX, THURSDAY, seen, staff_id, venue_of

TODAY = date(2026, 11, 23)


async def listed(unit: Unit, login: str) -> tuple[DisplacedView, ...]:
    return await unit.staff.to_move(await unit.session(login))


# Days off


async def test_on_days_off_nothing_is_offered_and_what_is_booked_is_listed(unit: Unit) -> None:
    mette = await has_nothing(unit, "mette")
    await puts_out(unit, mette)
    conversation = await gets_a_time(unit, mette, THURSDAY, FIVE)
    (talk,) = await unit.staff.take_days_off(mette, first_day=THURSDAY, last_day=THURSDAY + timedelta(days=3))
    assert talk.conversation == conversation
    assert await free(unit, mette, THURSDAY) == []
    assert await free(unit, mette, NEXT) == [FIVE, SIX]
    (row,) = await unit.staff.days_off(mette)
    assert [each.conversation for each in row.talks] == [conversation]
    (moving,) = await listed(unit, "mette")
    assert (moving.why, moving.who, moving.conversation) == (Displacement.DAY_OFF, "Mette", conversation)
    removed = await unit.staff.be_there(mette, row.id)
    assert (removed.first_day, removed.last_day) == (THURSDAY, THURSDAY + timedelta(days=3))
    assert await free(unit, mette, THURSDAY) == [SIX]
    assert await listed(unit, "mette") == ()
    with pytest.raises(Refused, match="days-off-gone"):
        await unit.staff.be_there(mette, row.id)


async def test_days_off_said_twice_are_there_once_and_are_ones_own(unit: Unit) -> None:
    mette, anders = await unit.session("mette"), await unit.session("anders")
    for _ in range(2):
        await unit.staff.take_days_off(mette, first_day=TODAY, last_day=NEXT)
    (row,) = await unit.staff.days_off(mette)
    assert await unit.staff.days_off(anders) == ()
    with pytest.raises(Refused, match="days-off-gone"):
        await unit.staff.be_there(anders, row.id)
    assert await free(unit, mette, THURSDAY) == []
    assert await free(unit, anders, THURSDAY) != []


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (NEXT, THURSDAY, "days-off-end-first"),
        (TODAY - timedelta(days=2), TODAY - timedelta(days=1), "days-off-past"),
        (TODAY, date.max, "days-off-too-far"),
    ],
)
async def test_odd_days_off_are_refused(unit: Unit, first: date, last: date, said: str) -> None:
    mette = await unit.session("mette")
    with pytest.raises(Refused, match=said):
        await unit.staff.take_days_off(mette, first_day=first, last_day=last)
    assert await unit.staff.days_off(mette) == ()


async def test_days_off_that_began_before_today_are_taken_and_those_that_are_over_are_not_shown(unit: Unit) -> None:
    mette = await unit.session("mette")
    await unit.staff.take_days_off(mette, first_day=TODAY - timedelta(days=9), last_day=TODAY)
    assert len(await unit.staff.days_off(mette)) == 1
    unit.clock.advance(days=1)
    assert await unit.staff.days_off(await unit.session("mette")) == ()


async def test_there_is_an_end_to_how_many_days_off_one_has(unit: Unit) -> None:
    mette = await unit.session("mette")
    for number in range(MOST_DAYS_OFF):
        day = TODAY + timedelta(days=number)
        await unit.staff.take_days_off(mette, first_day=day, last_day=day)
    with pytest.raises(Refused, match="days-off-too-many"):
        await unit.staff.take_days_off(mette, first_day=TODAY, last_day=NEXT)


# Single times


async def test_one_time_is_closed_while_the_pattern_goes_on_and_opened_again(unit: Unit) -> None:
    mette = await has_nothing(unit, "mette")
    await puts_out(unit, mette, after=15, closes=time(19, 30))
    (first, *_) = [row for row in await unit.staff.calendar(mette) if row.time]
    await unit.staff.close_time(mette, first.time)
    assert await free(unit, mette, THURSDAY) == [time(18, 15)]
    assert await free(unit, mette, NEXT) == [FIVE, time(18, 15)]
    (closed,) = [row for row in await unit.staff.calendar(mette) if row.closed]
    assert (closed.starts_at, closed.minutes) == (first.starts_at, 60)
    with pytest.raises(Refused, match="time-gone"):
        await unit.staff.close_time(mette, first.time)
    assert closed.closed is not None
    for _ in range(2):
        await unit.staff.open_time(mette, closed.closed)
    assert await free(unit, mette, THURSDAY) == [FIVE, time(18, 15)]


async def test_nobody_closes_or_opens_a_colleagues_time(unit: Unit) -> None:
    mette, anders = await unit.session("mette"), await unit.session("anders")
    hers = next(row for row in await unit.staff.calendar(mette) if row.time)
    for time_id in (hers.time, "", "nothing", "ab.1", f"{new_id().hex()}.1"):
        with pytest.raises(Refused, match="time-gone"):
            await unit.staff.close_time(anders, time_id)
    await unit.staff.close_time(mette, hers.time)
    (closed,) = [row for row in await unit.staff.calendar(mette) if row.closed]
    assert closed.closed is not None
    await unit.staff.open_time(anders, closed.closed)
    assert [row for row in await unit.staff.calendar(mette) if row.closed] == [closed]
    assert not [row for row in await unit.staff.calendar(anders) if row.closed]


# The unit's days


async def test_on_a_closed_day_nothing_is_offered_until_it_is_left_to_the_calendar_again(unit: Unit) -> None:
    mette, ida = await has_nothing(unit, "mette"), await unit.session("ida")
    await puts_out(unit, mette)
    await gets_a_time(unit, mette, THURSDAY, FIVE)
    await unit.staff.set_unit_day(ida, day=THURSDAY, closed=True)
    assert await free(unit, mette, THURSDAY) == []
    (moving,) = await listed(unit, "mette")
    assert moving.why is Displacement.CLOSED_DAY
    await unit.staff.set_unit_day(ida, day=THURSDAY, closed=None)
    assert await free(unit, mette, THURSDAY) == [SIX]
    assert await listed(unit, "mette") == ()


async def test_a_holiday_is_closed_by_itself_and_can_be_opened(unit: Unit) -> None:
    # Christmas Day 2026 is a Friday, and lies within four weeks of its Monday.
    unit.clock.advance(days=7)
    mette, ida = await has_nothing(unit, "mette"), await unit.session("ida")
    christmas = date(2026, 12, 25)
    await puts_out(unit, mette, weekday=4)
    assert await free(unit, mette, christmas) == []
    days = {row.day: row for row in await unit.staff.unit_days(ida, Language.DANISH)}
    assert (days[christmas].name, days[christmas].closed, days[christmas].said) == ("Juledag", True, None)
    assert days[date(2026, 12, 24)].text_id == "closed-christmas-eve"
    assert not days[date(2026, 12, 24)].closed
    await unit.staff.set_unit_day(ida, day=christmas, closed=False)
    assert await free(unit, mette, christmas) == [FIVE, SIX]
    days = {row.day: row for row in await unit.staff.unit_days(ida, Language.ENGLISH)}
    assert (days[christmas].name, days[christmas].closed, days[christmas].said) == ("Christmas Day", False, False)


async def test_only_an_administrator_closes_days_and_none_that_is_over_or_far_away(unit: Unit) -> None:
    ida = await unit.session("ida")
    for day in (TODAY - timedelta(days=1), date.max):
        with pytest.raises(Refused, match="unit-day-odd"):
            await unit.staff.set_unit_day(ida, day=day, closed=True)
    for login in ("mette", "karen", "lone"):
        session = await unit.session(login)
        for attempt in (
            unit.staff.set_unit_day(session, day=THURSDAY, closed=True),
            unit.staff.unit_days(session, Language.DANISH),
        ):
            with pytest.raises(NotAllowed):
                await attempt


# A therapist who leaves


async def test_a_therapist_who_leaves_offers_nothing_and_their_talks_are_listed_for_the_others(unit: Unit) -> None:
    mette, anders = await has_nothing(unit, "mette"), await has_nothing(unit, "anders")
    await puts_out(unit, mette)
    shared = await puts_out(unit, anders, weekday=4, second=await staff_id(unit, "mette"))
    conversation = await gets_a_time(unit, mette, THURSDAY, FIVE)
    await unit.staff.take_days_off(mette, first_day=NEXT, last_day=NEXT)
    await unit.staff.new_feed(mette)
    assert await listed(unit, "anders") == ()

    ida = await unit.session("ida")
    wanted = await staff_id(unit, "mette")
    await unit.staff.disable_person(ida, wanted, disabled=True)

    house, gone = unit.parts.house, bytes.fromhex(wanted)
    assert await house.database.read(lambda connection: patterns.of_staff(connection, staff_id=gone)) == ()
    assert not await house.database.read(lambda connection: feeds.has(connection, staff_id=gone))
    assert await house.database.read(lambda connection: patterns.days_off_since(connection, day=TODAY)) == ()
    # Anders goes on alone with what they held together.
    assert (await seen(unit, anders, shared)).colleague is None
    assert await free(unit, anders, THURSDAY + timedelta(days=1)) == [FIVE, SIX]

    for login, way in (("anders", conversation), ("lone", None), ("ida", None)):
        (moving,) = await listed(unit, login)
        assert (moving.why, moving.who, moving.conversation) == (Displacement.THERAPIST_GONE, "Mette", way)
    with pytest.raises(NotAllowed):
        await listed(unit, "karen")

    # A colleague deals with it without having claimed the talk, and reads nothing of it.
    anders = await unit.session("anders")
    card = await unit.staff.times(anders, conversation)
    assert card.who == "Mette"
    with pytest.raises(NotAllowed):
        await unit.staff.case(anders, conversation)
    await unit.staff.cancel_for(anders, conversation, because="Mette er her ikke mere.", press=new_id().hex())
    assert await listed(unit, "anders") == await listed(unit, "lone") == ()


async def test_who_comes_back_starts_with_an_empty_calendar(unit: Unit) -> None:
    ida = await unit.session("ida")
    wanted = await staff_id(unit, "mette")
    for disabled in (True, False):
        await unit.staff.disable_person(ida, wanted, disabled=disabled)
    assert await unit.staff.patterns(await unit.session("mette")) == ()


async def test_a_colleague_deals_with_no_talk_whose_therapist_is_there(unit: Unit) -> None:
    mette, anders = await has_nothing(unit, "mette"), await unit.session("anders")
    await puts_out(unit, mette)
    conversation = await gets_a_time(unit, mette, THURSDAY, FIVE)
    with pytest.raises(NotAllowed):
        await unit.staff.times(anders, conversation)
    # Days off are hers to deal with: he sees the line, without a way into the talk.
    await unit.staff.take_days_off(mette, first_day=THURSDAY, last_day=THURSDAY)
    (moving,) = await listed(unit, "anders")
    assert (moving.conversation, moving.claimed_by) == (None, "Mette")
    with pytest.raises(NotAllowed):
        await unit.staff.times(anders, conversation)


# Places


async def test_a_talk_in_a_place_that_is_used_no_longer_is_listed(unit: Unit) -> None:
    mette, ida = await has_nothing(unit, "mette"), await unit.session("ida")
    room = await venue_of(unit, Place.UNIT)
    await puts_out(unit, mette, venue=room)
    await gets_a_time(unit, mette, THURSDAY, FIVE)
    await unit.staff.retire_venue(ida, room, retired=True)
    (moving,) = await listed(unit, "ida")
    assert (moving.why, moving.who) == (Displacement.VENUE_GONE, "Mette")
    await unit.staff.retire_venue(ida, room, retired=False)
    assert await listed(unit, "ida") == ()


async def test_a_talk_that_is_over_is_listed_no_more(unit: Unit) -> None:
    mette = await has_nothing(unit, "mette")
    await puts_out(unit, mette)
    await gets_a_time(unit, mette, THURSDAY, FIVE)
    await unit.staff.take_days_off(mette, first_day=THURSDAY, last_day=THURSDAY)
    unit.clock.advance(days=3, hours=8)
    assert await listed(unit, "mette") == ()


async def test_places_are_kept_by_an_administrator_and_say_where_to_go(unit: Unit) -> None:
    ida = await unit.session("ida")
    press = new_id().hex()

    async def adds(**others: object) -> None:
        values = {
            "venue": "",
            "name": "Lille rum",
            "place": Place.UNIT,
            "address": "Suhmsgade 4, 2.",
            "way": "",
            "once": True,
            "press": press,
        }
        await unit.staff.save_venue(ida, **{**values, **others})  # type: ignore[arg-type]

    for _ in range(2):
        await adds(name="  Lille   rum ")
    (row,) = [each for each in await unit.staff.venues(ida) if each.name == "Lille rum"]
    assert (row.address, row.once, row.retired, row.patterns) == ("Suhmsgade 4, 2.", True, False, 0)
    for wrong, said in (
        ({"name": " "}, "venue-name-odd"),
        ({"name": "x" * 81}, "venue-name-odd"),
        ({"address": " "}, "venue-no-address"),
        ({"address": "x" * 301}, "venue-too-long"),
        ({"way": "x" * 601}, "venue-too-long"),
        ({"place": Place.ONLINE, "address": "http://video.example.org"}, "venue-link-odd"),
        ({"place": Place.ONLINE, "address": "https://me:secret@video.example.org"}, "venue-link-odd"),
        ({"place": Place.ONLINE, "address": "https://video.example.org?room=1"}, "venue-link-odd"),
        ({"place": Place.ONLINE, "address": "video"}, "venue-link-odd"),
        ({"place": Place.PHONE, "address": "ring til os"}, "venue-phone-odd"),
        ({"venue": new_id().hex()}, "venue-gone"),
        ({"venue": "no id"}, "venue-gone"),
    ):
        with pytest.raises(Refused, match=said):
            await adds(**wrong)
    before = len(await unit.staff.venues(ida))
    await adds(name="Endnu et rum")
    assert len(await unit.staff.venues(ida)) == before + 1
    await adds(venue=row.id, name="Stort rum", once=False)
    (changed,) = [each for each in await unit.staff.venues(ida) if each.id == row.id]
    assert (changed.name, changed.once) == ("Stort rum", False)
    used = await venue_of(unit, Place.PHONE)
    with pytest.raises(Refused, match="venue-kind-used"):
        await adds(venue=used, place=Place.WALK)
    for login in ("mette", "karen", "lone"):
        session = await unit.session(login)
        for attempt in (unit.staff.venues(session), unit.staff.retire_venue(session, row.id, retired=True)):
            with pytest.raises(NotAllowed):
                await attempt


async def test_what_is_over_is_forgotten_by_itself(unit: Unit) -> None:
    mette = await has_nothing(unit, "mette")
    await puts_out(unit, mette, every_weeks=0, first_day=THURSDAY)
    await unit.staff.take_days_off(mette, first_day=THURSDAY, last_day=THURSDAY)
    unit.clock.advance(days=3)
    await forget_past(unit.parts.house)
    assert len(await unit.parts.house.database.read(patterns.every)) > 0
    mine = await unit.parts.house.database.read(
        lambda connection: patterns.of_staff(connection, staff_id=mette.staff_id)
    )
    assert len(mine) == 1
    unit.clock.advance(days=1)
    await forget_past(unit.parts.house)
    left = await unit.parts.house.database.read(
        lambda connection: (
            patterns.of_staff(connection, staff_id=mette.staff_id),
            patterns.days_off_since(connection, day=TODAY),
        )
    )
    assert left == ((), ())

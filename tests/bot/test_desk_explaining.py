"""Why there are no times: each time is counted once, with the one reason that stands in its way."""

from datetime import date, time

import pytest

from bot.desk.explaining import ExplanationView
from bot.desk.views import Refused, StaffSession
from flows.availability import Why
from flows.vocabulary import AgeBand, Language, Place
from tests.bot.conftest import Unit
from tests.bot.offering_steps import gets_a_time, has_nothing, local, puts_out
from tests.bot.test_desk_offering import FIVE, NEXT, THURSDAY, venue_of

TUESDAY = date(2026, 11, 24)


async def explained(
    unit: Unit,
    session: StaffSession,
    *,
    queue: str = "0-11",
    band: AgeBand | None = None,
    language: Language | None = None,
    place: Place | None = None,
) -> ExplanationView:
    return await unit.staff.explain(session, queue=queue, band=band, language=language, place=place)


async def alone(unit: Unit) -> StaffSession:
    """Mette, the only one who has anything out."""
    await has_nothing(unit, "anders")
    return await has_nothing(unit, "mette")


async def test_free_times_are_counted_and_each_other_time_says_what_stands_in_its_way(unit: Unit) -> None:
    mette, ida = await alone(unit), await unit.session("ida")
    # Tuesdays 9-11, a day before; Thursdays 17-19; Fridays in English; Wednesdays for babies.
    await puts_out(unit, mette, weekday=1, opens=time(9), closes=time(11), notice_hours=48)
    await puts_out(unit, mette)
    await puts_out(unit, mette, weekday=4, languages=frozenset({Language.ENGLISH}))
    await puts_out(unit, mette, weekday=2, bands=frozenset({AgeBand.BABY}))
    await gets_a_time(unit, mette, THURSDAY, FIVE)
    await unit.staff.set_unit_day(ida, day=NEXT, closed=True)
    found = await explained(unit, mette, band=AgeBand.CHILD, language=Language.DANISH)
    assert found.counts == {
        None: 3,  # Thursday at 18, and the second Tuesday
        Why.NOTICE: 2,
        Why.THERAPIST_TAKEN: 1,
        Why.CLOSED_DAY: 2,
        Why.OTHER_LANGUAGE: 4,
        Why.OTHER_AGE: 4,
    }
    tuesday = [each for each in found.times if local(unit, each.starts_at).date() == TUESDAY]
    assert [(each.why, each.notice_hours, each.who) for each in tuesday] == [(Why.NOTICE, 48, "Mette")] * 2


async def test_a_room_that_is_taken_a_therapist_who_is_busy_or_off_and_one_who_left_the_queue_are_told_apart(
    unit: Unit,
) -> None:
    mette, anders, ida = await alone(unit), await unit.session("anders"), await unit.session("ida")
    room = await venue_of(unit, Place.UNIT)
    await puts_out(unit, mette, venue=room, every_weeks=0, first_day=THURSDAY)
    await puts_out(unit, anders, venue=room, every_weeks=0, first_day=THURSDAY)
    await gets_a_time(unit, mette, THURSDAY, FIVE)

    async def of(name: str) -> list[Why | None]:
        return [each.why for each in (await explained(unit, ida)).times if each.who == name]

    assert await of("Anders") == [Why.VENUE_TAKEN, None]
    second = [row for row in await unit.staff.calendar(anders) if row.time][-1]
    await unit.staff.close_time(anders, second.time)
    assert await of("Anders") == [Why.VENUE_TAKEN, Why.BUSY]
    await unit.staff.take_days_off(anders, first_day=THURSDAY, last_day=THURSDAY)
    assert await of("Anders") == [Why.DAY_OFF, Why.DAY_OFF]
    await unit.staff.revoke(ida, queue_code="0-11", login="anders")
    assert await of("Anders") == [Why.THERAPIST_GONE, Why.THERAPIST_GONE]
    assert await of("Mette") == [Why.THERAPIST_TAKEN, None]


async def test_it_ends_with_day_fourteen_and_only_the_place_asked_about_is_there(unit: Unit) -> None:
    mette = await alone(unit)
    await puts_out(unit, mette, place=Place.WALK)
    await puts_out(unit, mette, weekday=0, place=Place.PHONE)
    found = await explained(unit, mette, place=Place.WALK)
    assert {local(unit, each.starts_at).date() for each in found.times} == {THURSDAY, NEXT}
    found = await explained(unit, mette, place=Place.PHONE)
    # Today's are still to come; day 14 is Sunday 6 December.
    assert {local(unit, each.starts_at).date() for each in found.times} == {date(2026, 11, 23), date(2026, 11, 30)}
    assert (await explained(unit, mette, place=Place.OUTREACH)).times == ()


async def test_what_is_over_already_is_nothing_to_explain(unit: Unit) -> None:
    mette = await alone(unit)
    await puts_out(unit, mette, weekday=0, opens=time(8), closes=time(12))
    found = await explained(unit, mette)
    today = [each for each in found.times if local(unit, each.starts_at).date() == date(2026, 11, 23)]
    assert [local(unit, each.starts_at).time() for each in today] == [time(11)]


async def test_patterns_without_a_place_and_no_patterns_at_all_are_said(unit: Unit) -> None:
    mette, ida = await alone(unit), await unit.session("ida")
    assert (await explained(unit, mette)).patterns == 0
    room = await venue_of(unit, Place.UNIT)
    await puts_out(unit, mette, venue=room)
    await unit.staff.retire_venue(ida, room, retired=True)
    found = await explained(unit, mette)
    assert (found.patterns, found.unplaced, found.times) == (1, 1, ())


async def test_a_therapist_asks_about_their_own_queues_and_leaders_about_every_one(unit: Unit) -> None:
    ida = await unit.session("ida")
    await unit.staff.revoke(ida, queue_code="12-24", login="mette")
    mette = await unit.session("mette")
    assert [code for code, _ in await unit.staff.explainable_queues(mette)] == ["0-11"]
    with pytest.raises(Refused, match="queue-unknown"):
        await explained(unit, mette, queue="12-24")
    for login in ("lone", "karen", "ida"):
        session = await unit.session(login)
        assert [code for code, _ in await unit.staff.explainable_queues(session)] == ["0-11", "12-24"]
        assert (await explained(unit, session, queue="12-24")).times

"""A therapist's patterns at the desk: put out, changed, taken away; what contradicts itself; who may do what."""

from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pytest

from bot.desk.offering import FARTHEST, MOST_PATTERNS, PatternView
from bot.desk.pattern_forms import form_of
from bot.desk.views import NotAllowed, Refused, StaffSession
from flows.contradictions import Clash
from flows.vocabulary import AgeBand, Language, Place
from storage import patterns, staff
from storage.keys import new_id
from tests.bot.conftest import Unit
from tests.bot.offering_steps import filled_in, free, gets_a_time, has_nothing, puts_out, somebody_waits

# Two Thursdays; today is Monday 23 November 2026.
THURSDAY = date(2026, 11, 26)
NEXT = date(2026, 12, 3)
FIVE, SIX = time(17), time(18)


async def seen(unit: Unit, session: StaffSession, pattern_id: str) -> PatternView:
    (view,) = [each for each in await unit.staff.patterns(session) if each.id == pattern_id]
    return view


async def staff_id(unit: Unit, login: str) -> str:
    (row,) = [each for each in await unit.parts.house.database.read(staff.all_staff) if each.login == login]
    return row.id.hex()


async def venue_of(unit: Unit, place: Place) -> str:
    found = await unit.staff.venues(await unit.session("ida"))
    return next(row.id for row in found if row.place is place)


async def test_a_pattern_is_offered_week_after_week_from_the_moment_it_is_put_out(unit: Unit) -> None:
    mette = await has_nothing(unit, "mette")
    saved = await puts_out(unit, mette)
    view = await seen(unit, mette, saved)
    assert (view.queue, view.talks, view.mine, view.colleague, view.clashes) == ("0-11", 2, True, None, ())
    assert await free(unit, mette, THURSDAY) == await free(unit, mette, NEXT) == [FIVE, SIX]
    assert form_of(view.pattern, view.queue) == filled_in(first_day=date(2026, 11, 23))


async def test_a_visitor_is_offered_what_was_put_out(unit: Unit) -> None:
    for login in ("mette", "anders"):
        await has_nothing(unit, login)
    mette = await unit.session("mette")
    _, conversation = await somebody_waits(unit)
    await unit.staff.claim(mette, conversation)
    assert (await unit.staff.times(mette, conversation)).free == ()
    await puts_out(unit, mette)
    offered = (await unit.staff.times(mette, conversation)).free
    assert [each.who for each in offered][:2] == ["Mette", "Mette"]


async def test_every_other_week_is_counted_from_the_first(unit: Unit) -> None:
    mette = await has_nothing(unit, "mette")
    await puts_out(unit, mette, every_weeks=2, last_day=date(2026, 12, 20))
    days = [THURSDAY + timedelta(weeks=week) for week in range(4)]
    assert [bool(await free(unit, mette, day)) for day in days] == [True, False, True, False]


async def test_a_single_extra_day_is_that_day_alone_also_when_the_unit_is_closed(unit: Unit) -> None:
    mette = await has_nothing(unit, "mette")
    saved = await puts_out(unit, mette, every_weeks=0, weekday=0, first_day=THURSDAY)
    assert (await seen(unit, mette, saved)).pattern.single
    assert await free(unit, mette, THURSDAY) == [FIVE, SIX]
    assert await free(unit, mette, NEXT) == []
    ida = await unit.session("ida")
    await unit.staff.set_unit_day(ida, day=THURSDAY, closed=True)
    assert await free(unit, mette, THURSDAY) == [FIVE, SIX]
    (clash,) = (await seen(unit, mette, saved)).clashes
    assert (clash.kind, clash.refuses, clash.on) == (Clash.CLOSED_DAY, False, THURSDAY)


async def test_the_same_press_twice_puts_out_one_and_an_old_press_with_another_form_a_second(unit: Unit) -> None:
    mette = await has_nothing(unit, "mette")
    press = new_id().hex()
    for _ in range(2):
        assert await unit.staff.add_pattern(mette, filled_in(), press=press) == press
    assert len(await unit.staff.patterns(mette)) == 1
    assert await unit.staff.add_pattern(mette, filled_in(weekday=4), press=press) != press
    assert sorted(view.pattern.weekday for view in await unit.staff.patterns(mette)) == [3, 4]


async def test_nobody_writes_over_a_colleagues_pattern_with_its_id_as_a_press(unit: Unit) -> None:
    mette, anders = await has_nothing(unit, "mette"), await has_nothing(unit, "anders")
    saved = await puts_out(unit, mette)
    other = await unit.staff.add_pattern(anders, filled_in(weekday=4), press=saved)
    assert other != saved
    assert (await seen(unit, mette, saved)).pattern.weekday == 3


BAD: tuple[tuple[dict[str, Any], str], ...] = (
    ({"closes": time(17)}, "pattern-closes-first"),
    ({"closes": time(16)}, "pattern-closes-first"),
    ({"closes": time(17, 45)}, "pattern-nothing-fits"),
    ({"minutes": 50}, "pattern-length"),
    ({"minutes": -1}, "pattern-length"),
    ({"opens": time(17, 2)}, "pattern-start"),
    ({"before": 3}, "pattern-buffer"),
    ({"after": 300}, "pattern-buffer"),
    ({"after": -1}, "pattern-buffer"),
    ({"notice_hours": 24 * 14}, "pattern-notice"),
    ({"notice_hours": -1}, "pattern-notice"),
    ({"last_day": date(2026, 11, 22)}, "pattern-ends-first"),
    ({"last_day": date(2026, 11, 25)}, "pattern-no-day"),
    ({"first_day": date(2026, 11, 1), "last_day": date(2026, 11, 20)}, "pattern-past"),
    ({"every_weeks": 0, "first_day": date(2026, 11, 22)}, "pattern-past"),
    ({"every_weeks": 0, "first_day": date(2026, 11, 23), "opens": time(8), "closes": time(9)}, "pattern-past"),
    ({"every_weeks": 0, "first_day": date(2027, 3, 28), "opens": time(2), "closes": time(3)}, "time-skipped"),
    ({"every_weeks": 3}, "pattern-day-odd"),
    ({"weekday": 7}, "pattern-day-odd"),
    ({"weekday": -1}, "pattern-day-odd"),
    ({"first_day": date(2026, 11, 24) + FARTHEST}, "pattern-too-far"),
    ({"last_day": date.max}, "pattern-too-far"),
    ({"bands": frozenset({AgeBand.TEEN})}, "pattern-bands"),
    ({"venue": "00" * 16}, "pattern-venue"),
    ({"venue": "no id"}, "pattern-venue"),
    ({"second": "00" * 16}, "staff-unknown"),
    ({"queue": "99"}, "queue-not-member"),
)


@pytest.mark.parametrize(("wrong", "said"), BAD, ids=lambda value: value if isinstance(value, str) else "")
async def test_what_could_never_be_offered_is_refused_with_one_sentence_and_nothing_is_kept(
    unit: Unit, wrong: dict[str, Any], said: str
) -> None:
    mette = await has_nothing(unit, "mette")
    with pytest.raises(Refused) as refused:
        await puts_out(unit, mette, **wrong)
    assert refused.value.text_id == said
    assert await unit.staff.patterns(mette) == ()


async def test_a_place_of_another_kind_or_one_that_is_not_used_is_refused(unit: Unit) -> None:
    mette, ida = await has_nothing(unit, "mette"), await unit.session("ida")
    room, rooms = await venue_of(unit, Place.UNIT), await venue_of(unit, Place.ONLINE)
    with pytest.raises(Refused, match="pattern-venue"):
        await puts_out(unit, mette, venue=rooms)
    await unit.staff.retire_venue(ida, room, retired=True)
    with pytest.raises(Refused, match="pattern-venue"):
        await puts_out(unit, mette, venue=room)


async def test_two_hold_a_talk_together_when_both_could_see_who_comes(unit: Unit) -> None:
    mette, anders = await has_nothing(unit, "mette"), await has_nothing(unit, "anders")
    for login, said in (("karen", "pattern-second-queue"), ("mette", "pattern-same-person")):
        with pytest.raises(Refused, match=said):
            await puts_out(unit, mette, second=await staff_id(unit, login))
    saved = await puts_out(unit, mette, second=await staff_id(unit, "anders"))
    for session, colleague, mine in ((mette, "Anders", True), (anders, "Mette", False)):
        view = await seen(unit, session, saved)
        assert (view.colleague, view.mine) == (colleague, mine)
        assert await free(unit, session, THURSDAY) == [FIVE, SIX]
    with pytest.raises(Refused, match="pattern-gone"):
        await unit.staff.remove_pattern(anders, saved)
    with pytest.raises(Refused, match="pattern-gone"):
        await unit.staff.change_pattern(anders, saved, filled_in())
    with pytest.raises(Refused, match="pattern-gone"):
        await unit.staff.leave_pattern(mette, saved)
    await unit.staff.leave_pattern(anders, saved)
    assert await unit.staff.patterns(anders) == ()
    assert await free(unit, anders, THURSDAY) == []
    assert (await seen(unit, mette, saved)).colleague is None
    assert await free(unit, mette, THURSDAY) == [FIVE, SIX]


async def test_what_is_likely_to_be_a_slip_is_saved_and_said_beside_it(unit: Unit) -> None:
    mette = await has_nothing(unit, "mette")
    first = await puts_out(unit, mette)
    over = await puts_out(unit, mette, opens=time(18), closes=time(20))
    for saved in (first, over):
        (clash,) = (await seen(unit, mette, saved)).clashes
        assert (clash.kind, clash.on) == (Clash.OVERLAP, THURSDAY)
    # Sundays at half past two: in autumn there are two of them. In spring, on Easter Sunday, there is none.
    night = await puts_out(unit, mette, weekday=6, opens=time(2, 30), closes=time(3, 30), first_day=date(2027, 9, 1))
    (clash,) = (await seen(unit, mette, night)).clashes
    assert (clash.kind, clash.on) == (Clash.CLOCK_TWICE, date(2027, 10, 31))
    easter = date(2027, 3, 28)
    extra = await puts_out(unit, mette, every_weeks=0, first_day=easter, opens=time(2), closes=time(4))
    assert [(clash.kind, clash.on) for clash in (await seen(unit, mette, extra)).clashes] == [
        (Clash.CLOSED_DAY, easter),
        (Clash.CLOCK_SKIPPED, easter),
    ]


async def test_a_room_for_one_talk_that_two_patterns_need_is_said_to_both(unit: Unit) -> None:
    mette, anders = await has_nothing(unit, "mette"), await has_nothing(unit, "anders")
    room = await venue_of(unit, Place.UNIT)
    saved = [await puts_out(unit, each, venue=room) for each in (mette, anders)]
    for session, pattern_id in zip((mette, anders), saved, strict=True):
        view = await seen(unit, session, pattern_id)
        assert [clash.kind for clash in view.clashes] == [Clash.VENUE_TWICE]
        assert view.where == "Samtalerummet"


async def test_a_place_that_is_used_no_longer_is_said_beside_the_pattern_and_offers_nothing(unit: Unit) -> None:
    mette, ida = await has_nothing(unit, "mette"), await unit.session("ida")
    room = await venue_of(unit, Place.UNIT)
    saved = await puts_out(unit, mette, venue=room)
    await unit.staff.retire_venue(ida, room, retired=True)
    assert (await seen(unit, mette, saved)).venue_gone
    assert await free(unit, mette, THURSDAY) == []
    await unit.staff.retire_venue(ida, room, retired=False)
    assert not (await seen(unit, mette, saved)).venue_gone
    assert await free(unit, mette, THURSDAY) == [FIVE, SIX]


async def test_who_is_taken_out_of_a_queue_is_told_that_nothing_is_offered(unit: Unit) -> None:
    mette, ida = await has_nothing(unit, "mette"), await unit.session("ida")
    saved = await puts_out(unit, mette)
    await unit.staff.revoke(ida, queue_code="0-11", login="mette")
    view = await seen(unit, mette, saved)
    assert (view.gone, view.queue) == (True, "0-11")
    assert await free(unit, mette, THURSDAY) == []


async def test_a_changed_pattern_is_offered_as_it_is_now_and_keeps_its_id(unit: Unit) -> None:
    mette = await has_nothing(unit, "mette")
    saved = await puts_out(unit, mette)
    languages = frozenset({Language.ENGLISH})
    await unit.staff.change_pattern(
        mette, saved, filled_in(opens=time(18), bands=frozenset({AgeBand.BABY}), languages=languages)
    )
    (view,) = await unit.staff.patterns(mette)
    assert (view.id, view.talks) == (saved, 1)
    assert (view.pattern.bands, view.pattern.languages) == (frozenset({AgeBand.BABY}), languages)
    assert await free(unit, mette, THURSDAY) == [SIX]
    with pytest.raises(Refused, match="pattern-closes-first"):
        await unit.staff.change_pattern(mette, saved, filled_in(opens=time(20)))
    assert await free(unit, mette, THURSDAY) == [SIX]


async def test_every_age_or_every_language_ticked_is_kept_as_all(unit: Unit) -> None:
    mette = await has_nothing(unit, "mette")
    await puts_out(unit, mette, bands=frozenset({AgeBand.BABY, AgeBand.CHILD}), languages=frozenset(Language))
    (view,) = await unit.staff.patterns(mette)
    assert (view.pattern.bands, view.pattern.languages) == (frozenset(), frozenset())


async def test_what_is_booked_stays_when_its_pattern_goes_and_is_listed(unit: Unit) -> None:
    mette = await has_nothing(unit, "mette")
    saved = await puts_out(unit, mette)
    conversation = await gets_a_time(unit, mette, THURSDAY, FIVE)
    form, talks = await unit.staff.remove_pattern(mette, saved)
    (talk,) = talks
    assert (talk.conversation, talk.arrival_word is not None) == (conversation, True)
    (row,) = [each for each in await unit.staff.calendar(mette) if each.conversation]
    assert row.conversation == conversation
    assert await free(unit, mette, THURSDAY) == []
    with pytest.raises(Refused, match="pattern-gone"):
        await unit.staff.remove_pattern(mette, saved)
    # Put back as it was, by the page that said so: the time that is booked is not offered again.
    assert await unit.staff.add_pattern(mette, form, press=saved) == saved
    assert await free(unit, mette, THURSDAY) == [SIX]


async def test_a_removed_pattern_lists_no_talk_of_another(unit: Unit) -> None:
    mette = await has_nothing(unit, "mette")
    await puts_out(unit, mette)
    other = await puts_out(unit, mette, weekday=4)
    await gets_a_time(unit, mette, THURSDAY, FIVE)
    assert (await unit.staff.remove_pattern(mette, other))[1] == ()


async def test_there_is_an_end_to_how_many_patterns_one_has(unit: Unit) -> None:
    mette = await has_nothing(unit, "mette")
    saved = await puts_out(unit, mette)
    pattern = (await seen(unit, mette, saved)).pattern
    house = unit.parts.house
    for _ in range(MOST_PATTERNS - 1):
        await house.write(lambda connection: patterns.put(connection, pattern=replace(pattern, id=new_id())))
    with pytest.raises(Refused, match="pattern-too-many"):
        await puts_out(unit, mette)
    await unit.staff.change_pattern(mette, saved, filled_in(weekday=4))


async def test_only_therapists_put_out_times(unit: Unit) -> None:
    for login in ("karen", "ida", "lone"):
        session = await unit.session(login)
        for attempt in (
            unit.staff.patterns(session),
            unit.staff.pattern_choices(session),
            unit.staff.add_pattern(session, filled_in(), press=""),
            unit.staff.change_pattern(session, new_id().hex(), filled_in()),
            unit.staff.remove_pattern(session, new_id().hex()),
            unit.staff.leave_pattern(session, new_id().hex()),
        ):
            with pytest.raises(NotAllowed):
                await attempt


async def test_a_form_lets_one_choose_ones_own_queues_and_the_colleagues_in_them(unit: Unit) -> None:
    choices = await unit.staff.pattern_choices(await unit.session("mette"))
    assert [code for code, _ in choices.queues] == ["0-11", "12-24"]
    assert [name for _, name in choices.colleagues] == ["Anders"]
    assert {name for _, _, name in choices.venues} >= {"Samtalerummet", "Familiehuset", "Kongens Have"}

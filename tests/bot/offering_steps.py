"""Steps that the tests of therapists' times share: a form filled in, and a pre-talk that is booked."""

from datetime import date, datetime, time
from typing import Any

from bot.desk.pattern_forms import PatternForm
from bot.desk.pretalk_views import FreeTime
from bot.desk.views import StaffSession
from flows.vocabulary import Place
from storage.keys import new_id
from tests.bot.conftest import Unit
from tests.bot.talking import MOTHER, Visitor


def filled_in(**others: Any) -> PatternForm:
    """Thursdays from 17 to 19 at the unit, for small children: two talks of an hour."""
    values: dict[str, Any] = {
        "queue": "0-11",
        "weekday": 3,
        "opens": time(17),
        "closes": time(19),
        "every_weeks": 1,
        "first_day": None,
        "last_day": None,
        "minutes": 60,
        "before": 0,
        "after": 0,
        "notice_hours": 0,
        "place": Place.UNIT,
        "venue": "",
        "second": "",
        "bands": frozenset(),
        "languages": frozenset(),
    }
    return PatternForm(**{**values, **others})


async def puts_out(unit: Unit, session: StaffSession, **others: Any) -> str:
    """Put a pattern out; returns its id."""
    return await unit.staff.add_pattern(session, filled_in(**others), press=new_id().hex())


async def has_nothing(unit: Unit, login: str) -> StaffSession:
    """Somebody whose own patterns are all gone."""
    session = await unit.session(login)
    for view in await unit.staff.patterns(session):
        if view.mine:
            await unit.staff.remove_pattern(session, view.id)
    return session


def local(unit: Unit, moment: datetime) -> datetime:
    """An instant by the unit's clock."""
    return moment.astimezone(unit.parts.house.timezone)


async def free(unit: Unit, session: StaffSession, day: date) -> list[time]:
    """When somebody's calendar shows free times on a day."""
    return [
        local(unit, row.starts_at).time()
        for row in await unit.staff.calendar(session)
        if row.time and local(unit, row.starts_at).date() == day
    ]


async def somebody_waits(unit: Unit) -> tuple[Visitor, str]:
    """A mother of a small child waits in the queue; returns her, and her conversation's id."""
    known = {row.conversation for row in await unit.staff.queue(await unit.session("mette"))}
    visitor = await Visitor.arrive(unit.visitors)
    await visitor.is_handed_over({**MOTHER, "wish": "talk"})
    (conversation,) = {row.conversation for row in await unit.staff.queue(await unit.session("mette"))} - known
    return visitor, conversation


async def gets_a_time(unit: Unit, session: StaffSession, day: date, start: time) -> str:
    """Somebody waits, a therapist takes the talk and books that time of theirs; returns the conversation."""
    _, conversation = await somebody_waits(unit)
    await unit.staff.claim(session, conversation)
    times = (await unit.staff.times(session, conversation)).free
    await unit.staff.book_for(
        session,
        conversation,
        time_id=_theirs(unit, session, times, day, start).id,
        reason=None,
        press=new_id().hex(),
    )
    return conversation


def _theirs(unit: Unit, session: StaffSession, times: tuple[FreeTime, ...], day: date, start: time) -> FreeTime:
    wanted = datetime.combine(day, start, tzinfo=unit.parts.house.timezone)
    (found,) = [each for each in times if each.starts_at == wanted and session.shown_name in each.who]
    return found

"""The booked time as a file for the visitor's own calendar, from the desk to a calendar program."""

from ical.calendar_stream import IcsCalendarStream
from ical.event import Event

from flows.vocabulary import Language, Place
from storage import venues
from tests.bot.conftest import Unit
from tests.bot.proposing import Talk, press, talks


async def file_of(talk: Talk) -> bytes | None:
    return await talk.unit.visitors.calendar_file(talk.visitor.cookie)


async def event_of(talk: Talk) -> Event:
    file = await file_of(talk)
    assert file is not None
    (event,) = IcsCalendarStream.calendar_from_ics(file.decode()).events
    return event


async def test_it_says_when_and_where_in_neutral_words(unit: Unit) -> None:
    talk = await talks(unit)
    chosen = await talk.books()
    event = await event_of(talk)

    time = (await talk.row()).time
    assert time is not None
    venue = await unit.parts.house.database.read(
        lambda connection: venues.by_id(connection, venue_id=time.venue_id or b"")
    )
    assert (event.summary, event.dtstart) == ("Aftale", chosen.starts_at)
    assert venue is not None
    assert venue.place is Place.UNIT
    assert event.location == venue.address  # and not what the place is called


async def test_it_is_in_the_visitors_language(unit: Unit) -> None:
    talk = await talks(unit)
    await talk.books()
    await unit.visitors.set_language(talk.visitor.cookie, Language.ENGLISH)

    assert (await event_of(talk)).summary == "Appointment"


async def test_a_moved_time_replaces_the_old_one_and_a_cancelled_one_gives_no_file(unit: Unit) -> None:
    talk = await talks(unit)
    assert await file_of(talk) is None
    await talk.books()
    first = await event_of(talk)
    other = (await talk.free())[3]
    await unit.staff.propose_move(
        talk.session, talk.conversation, time_id=other.id, because="Jeg er syg.", reason=None, press=press()
    )
    (proposed,) = (await talk.visitor.talk()).proposed
    await unit.visitors.accept(talk.visitor.cookie, proposed.id)
    moved = await event_of(talk)

    assert moved.uid == first.uid
    assert (moved.sequence or 0) > (first.sequence or 0)
    assert moved.dtstart == other.starts_at

    await unit.visitors.cancel_time(talk.visitor.cookie)
    assert await file_of(talk) is None

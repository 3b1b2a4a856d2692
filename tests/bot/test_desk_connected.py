"""Other calendars at the desk: what blocks times, read once and again and again; and the private calendar."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import time, timedelta
from pathlib import Path

import pytest
from aiohttp import web
from sqlalchemy import Connection, text

from bot import jobs
from bot.desk.administration import StaffDesk
from bot.desk.connected import FILE_OLD, MOST_CALENDARS, READ_AGAIN, READ_AT_ONCE, read_calendars
from bot.desk.house import House
from bot.desk.views import NotAllowed, Refused, StaffSession
from storage import busy
from storage.keys import Secret, new_secret
from tests.bot.calendars.elsewhere import INSIDE, Answer, Elsewhere, running
from tests.bot.calendars.written import EMPTY, calendar, event
from tests.bot.conftest import Unit
from tests.bot.offering_steps import free, gets_a_time, has_nothing, puts_out
from tests.bot.test_desk_offering import FIVE, NEXT, SIX, THURSDAY, staff_id

HEADING = "Tandlæge på Nørrebro"
# Thursday 26 November at five, at the unit.
DENTIST = calendar(event("UID:1", f"SUMMARY:{HEADING}", "DTSTART:20261126T160000Z", "DTEND:20261126T163000Z"))
LATER = calendar(event("UID:1", "DTSTART:20261126T170000Z", "DTEND:20261126T173000Z"))


@dataclass
class Connected:
    """A unit whose network leads to servers of the test's own."""

    unit: Unit
    elsewhere: Elsewhere
    house: House
    mette: StaffSession

    async def connects(self, path: str = "/mette.ics", host: str = "calendar.example", **login: str) -> int:
        return await self.unit.staff.connect_address(
            self.mette, self.elsewhere.url(path, host), **{"name": "", "password": "", **login}
        )


@pytest.fixture
async def connected(unit: Unit, tmp_path: Path) -> AsyncIterator[Connected]:
    """Mette has times on Thursdays, and a calendar elsewhere."""
    async with running(tmp_path) as elsewhere:
        house = replace(unit.parts.house, network=elsewhere.network())
        unit.staff = StaffDesk(house)
        mette = await has_nothing(unit, "mette")
        await puts_out(unit, mette)
        yield Connected(unit=unit, elsewhere=elsewhere, house=house, mette=mette)


async def everything_stored(house: House) -> str:
    """All that lies in the tables of other calendars, as text."""

    def work(connection: Connection) -> str:
        return repr(
            [connection.execute(text(f"SELECT * FROM {table}")).all() for table in ("busy_calendars", "busy", "feeds")]
        )

    return await house.database.read(work)


# A file


async def test_a_file_blocks_what_is_busy_in_it_and_nothing_else_of_it_is_kept(unit: Unit) -> None:
    mette = await has_nothing(unit, "mette")
    await puts_out(unit, mette)
    assert await unit.staff.connect_file(mette, DENTIST) == 1
    assert await free(unit, mette, THURSDAY) == [SIX]
    assert await free(unit, mette, NEXT) == [FIVE, SIX]
    (row,) = await unit.staff.calendars(mette)
    assert (row.host, row.stretches, row.problem, row.old) == ("", 1, "", False)
    stored = await everything_stored(unit.parts.house)
    assert "Tandl" not in stored
    await unit.staff.disconnect(mette, row.id)
    assert await free(unit, mette, THURSDAY) == [FIVE, SIX]
    assert await unit.staff.calendars(mette) == ()
    with pytest.raises(Refused, match="calendar-not-yours"):
        await unit.staff.disconnect(mette, row.id)


@pytest.mark.parametrize("content", [b"", b"hello", b"\x00\xff" * 500, b"BEGIN:VCALENDAR\r\n", b"<html></html>"])
async def test_a_file_that_is_no_calendar_is_refused_and_nothing_is_kept(unit: Unit, content: bytes) -> None:
    mette = await unit.session("mette")
    with pytest.raises(Refused, match="calendar-not-one"):
        await unit.staff.connect_file(mette, content)
    assert await unit.staff.calendars(mette) == ()


async def test_ten_thousand_events_are_read(unit: Unit) -> None:
    mette = await unit.session("mette")
    events = [
        event(f"UID:{number}", f"DTSTART:202612{number % 28 + 1:02}T0{number % 9}0000Z", "DURATION:PT30M")
        for number in range(10_000)
    ]
    # Nine stretches on each of 28 days.
    assert await unit.staff.connect_file(mette, calendar(*events)) == 28 * 9


async def test_a_file_of_long_ago_is_said_to_be_old_and_is_never_read_again(unit: Unit) -> None:
    mette = await unit.session("mette")
    await unit.staff.connect_file(mette, EMPTY)
    unit.clock.now += FILE_OLD + timedelta(days=1)
    assert await read_calendars(unit.parts.house) == 0
    (row,) = await unit.staff.calendars(await unit.session("mette"))
    assert row.old


async def test_there_is_an_end_to_how_many_calendars_one_has(unit: Unit) -> None:
    mette = await unit.session("mette")
    for _ in range(MOST_CALENDARS):
        await unit.staff.connect_file(mette, EMPTY)
    with pytest.raises(Refused, match="calendar-enough"):
        await unit.staff.connect_file(mette, EMPTY)


async def test_nobody_sees_or_takes_away_a_colleagues_calendar(unit: Unit) -> None:
    mette, anders = await unit.session("mette"), await unit.session("anders")
    await unit.staff.connect_file(mette, DENTIST)
    (row,) = await unit.staff.calendars(mette)
    assert await unit.staff.calendars(anders) == ()
    for calendar_id in (row.id, "", "no id"):
        with pytest.raises(Refused, match="calendar-not-yours"):
            await unit.staff.disconnect(anders, calendar_id)
    assert len(await unit.staff.calendars(mette)) == 1
    for login in ("karen", "ida", "lone"):
        session = await unit.session(login)
        for attempt in (
            unit.staff.calendars(session),
            unit.staff.connect_file(session, EMPTY),
            unit.staff.connect_address(session, "https://calendar.example", name="", password=""),
            unit.staff.has_feed(session),
            unit.staff.new_feed(session),
            unit.staff.end_feed(session),
        ):
            with pytest.raises(NotAllowed):
                await attempt


# An address


async def test_an_address_is_read_at_once_kept_sealed_and_shown_by_its_host_alone(connected: Connected) -> None:
    unit, outside = connected.unit, connected.elsewhere.outside
    outside.says("GET /secret-path.ics", DENTIST)
    assert await connected.connects("/secret-path.ics", name="mette@example.org", password="torsdag") == 1
    assert outside.asked[-1].headers["Authorization"].startswith("Basic ")
    assert await free(unit, connected.mette, THURSDAY) == [SIX]
    (row,) = await unit.staff.calendars(connected.mette)
    assert (row.host, row.stretches, row.problem) == ("calendar.example", 1, "")
    stored = await everything_stored(connected.house)
    for secret in ("secret-path", "calendar.example", "mette@example", "torsdag", "Tandl"):
        assert secret not in stored
        assert secret not in repr(row)


@pytest.mark.parametrize(
    ("path", "host", "said"),
    [
        ("/gone.ics", "calendar.example", "calendar-gone"),
        ("/closed.ics", "calendar.example", "calendar-login"),
        ("/page", "calendar.example", "calendar-not-one"),
        ("/mette.ics", "inside.example", "calendar-inward"),
        ("/mette.ics", INSIDE, "calendar-inward"),
        ("/onward", "calendar.example", "calendar-inward"),
    ],
)
async def test_an_address_that_cannot_be_read_is_refused_and_nothing_is_kept(
    connected: Connected, path: str, host: str, said: str
) -> None:
    outside, inside = connected.elsewhere.outside, connected.elsewhere.inside
    outside.says("GET /closed.ics", status=401)
    for method in ("GET", "REPORT"):
        outside.says(f"{method} /page", "<html>hello</html>")
    outside.says("GET /onward", status=302, Location=connected.elsewhere.url("/mette.ics", "inside.example"))
    inside.says("GET /mette.ics", DENTIST)
    with pytest.raises(Refused) as refused:
        await connected.connects(path, host)
    assert refused.value.text_id == said
    assert await connected.unit.staff.calendars(connected.mette) == ()
    assert inside.asked == []


@pytest.mark.parametrize(
    "address", ["", "file:/" + "//etc/passwd", "http://calendar.example/a.ics", "nonsense", "https://"]
)
async def test_what_is_no_address_is_refused(connected: Connected, address: str) -> None:
    with pytest.raises(Refused, match="calendar-address"):
        await connected.unit.staff.connect_address(connected.mette, address, name="", password="")


async def test_it_is_read_again_each_half_hour_and_what_changed_blocks(connected: Connected) -> None:
    unit, outside = connected.unit, connected.elsewhere.outside
    outside.says("GET /mette.ics", DENTIST)
    await connected.connects()
    assert await read_calendars(connected.house) == 0
    outside.says("GET /mette.ics", LATER)
    unit.clock.now += READ_AGAIN - timedelta(seconds=1)
    assert await read_calendars(connected.house) == 0
    unit.clock.advance(seconds=1)
    assert await read_calendars(connected.house) == 1
    assert await read_calendars(connected.house) == 0
    assert await free(unit, connected.mette, THURSDAY) == [FIVE]
    (row,) = await unit.staff.calendars(connected.mette)
    assert row.read_at == unit.clock.now


async def test_one_that_cannot_be_read_says_why_keeps_what_it_blocked_and_mends_itself(connected: Connected) -> None:
    unit, outside = connected.unit, connected.elsewhere.outside
    outside.says("GET /mette.ics", DENTIST)
    await connected.connects()
    for status, said in ((404, "calendar-gone"), (500, "calendar-silent"), (401, "calendar-login")):
        outside.says("GET /mette.ics", status=status)
        unit.clock.now += READ_AGAIN
        assert await read_calendars(connected.house) == 1
        (row,) = await unit.staff.calendars(connected.mette)
        assert (row.problem, row.stretches) == (said, 1)
        assert await free(unit, connected.mette, THURSDAY) == [SIX]
    outside.says("GET /mette.ics", EMPTY)
    unit.clock.now += READ_AGAIN
    await read_calendars(connected.house)
    (row,) = await unit.staff.calendars(connected.mette)
    assert (row.problem, row.stretches) == ("", 0)


async def test_only_a_few_are_read_at_once_and_the_job_runs_with_the_others(connected: Connected) -> None:
    unit, outside = connected.unit, connected.elsewhere.outside
    outside.says("GET /mette.ics", EMPTY)
    for _ in range(READ_AT_ONCE + 1):
        await connected.connects()
    unit.clock.now += READ_AGAIN
    asked = len(outside.asked)
    await jobs.run_once(connected.house)
    assert len(outside.asked) - asked == READ_AT_ONCE
    await jobs.run_once(connected.house)
    assert len(outside.asked) - asked == READ_AT_ONCE + 1


async def test_one_that_is_taken_away_while_it_is_read_stays_away(connected: Connected) -> None:
    unit, outside = connected.unit, connected.elsewhere.outside
    outside.says("GET /mette.ics", DENTIST)
    await connected.connects()
    (row,) = await unit.staff.calendars(connected.mette)
    unit.clock.now += READ_AGAIN
    outside.answers["GET /mette.ics"] = _taking_away(connected, row.id)
    assert await read_calendars(connected.house) == 1
    assert await unit.staff.calendars(connected.mette) == ()
    assert await free(unit, connected.mette, THURSDAY) == [FIVE, SIX]


def _taking_away(connected: Connected, calendar_id: str) -> Answer:
    async def answer(_request: web.Request) -> web.StreamResponse:
        await connected.unit.staff.disconnect(connected.mette, calendar_id)
        return web.Response(body=DENTIST)

    return answer


async def test_a_therapist_who_leaves_is_read_no_more(connected: Connected) -> None:
    unit, outside = connected.unit, connected.elsewhere.outside
    outside.says("GET /mette.ics", DENTIST)
    await connected.connects()
    wanted = await staff_id(unit, "mette")
    await unit.staff.disable_person(await unit.session("ida"), wanted, disabled=True)
    asked = len(outside.asked)
    unit.clock.now += READ_AGAIN
    assert await read_calendars(connected.house) == 0
    assert len(outside.asked) == asked
    left = await connected.house.database.read(
        lambda connection: busy.of_staff(connection, staff_id=connected.mette.staff_id)
    )
    assert left == ()


# The private calendar


async def test_the_private_calendar_shows_when_and_where_and_no_word_of_who_or_why(unit: Unit) -> None:
    mette = await has_nothing(unit, "mette")
    await puts_out(unit, mette)
    await gets_a_time(unit, mette, THURSDAY, FIVE)
    assert not await unit.staff.has_feed(mette)
    secret = await unit.staff.new_feed(mette)
    assert await unit.staff.has_feed(mette)
    feed = await unit.staff.feed(secret)
    assert feed is not None
    (entry,) = feed.entries
    assert (entry.minutes, entry.location, entry.link, entry.cancelled) == (60, "", "", False)
    again = await unit.staff.feed(secret)
    assert again == feed
    assert secret.reveal().hex() not in await everything_stored(unit.parts.house)
    assert repr(secret.reveal()) not in await everything_stored(unit.parts.house)


async def test_it_changes_its_mark_when_something_in_it_changes_and_a_cancelled_talk_is_gone(unit: Unit) -> None:
    mette = await has_nothing(unit, "mette")
    await puts_out(unit, mette)
    secret = await unit.staff.new_feed(mette)
    empty = await unit.staff.feed(secret)
    conversation = await gets_a_time(unit, mette, THURSDAY, FIVE)
    full = await unit.staff.feed(secret)
    assert empty is not None
    assert full is not None
    assert (len(empty.entries), len(full.entries)) == (0, 1)
    assert empty.mark != full.mark
    await unit.staff.cancel_for(mette, conversation, because="Jeg er syg.", press="")
    after = await unit.staff.feed(secret)
    assert after is not None
    assert after.entries == ()


async def test_a_new_address_ends_the_old_one_and_a_closed_one_leads_nowhere(unit: Unit) -> None:
    mette, anders = await unit.session("mette"), await unit.session("anders")
    first = await unit.staff.new_feed(mette)
    second = await unit.staff.new_feed(mette)
    other = await unit.staff.new_feed(anders)
    assert await unit.staff.feed(first) is None
    assert await unit.staff.feed(second) is not None
    for wrong in (Secret(b""), new_secret(), Secret(second.reveal()[:-1]), Secret(second.reveal() + b"x")):
        assert await unit.staff.feed(wrong) is None
    await unit.staff.end_feed(mette)
    assert await unit.staff.feed(second) is None
    assert await unit.staff.feed(other) is not None


async def test_nothing_is_shown_to_the_address_of_somebody_who_left(unit: Unit) -> None:
    anders = await unit.session("anders")
    secret = await unit.staff.new_feed(anders)
    await unit.staff.disable_person(await unit.session("ida"), await staff_id(unit, "anders"), disabled=True)
    assert await unit.staff.feed(secret) is None


async def test_a_talk_of_two_stands_in_both_calendars(unit: Unit) -> None:
    mette, anders = await has_nothing(unit, "mette"), await unit.session("anders")
    await puts_out(unit, mette, second=await staff_id(unit, "anders"), closes=time(18))
    await gets_a_time(unit, mette, THURSDAY, FIVE)
    for session in (mette, anders):
        feed = await unit.staff.feed(await unit.staff.new_feed(session))
        assert feed is not None
        assert len(feed.entries) == 1

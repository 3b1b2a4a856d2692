"""What happens by itself: counting in batches, closing months, and forgetting what has had its time."""

import asyncio
import io
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event

import pytest
import structlog
from sqlalchemy import Connection

from bot import jobs
from bot.desk.ballots import counted, figures_of
from bot.desk.casting import sealed_ballot
from bot.desk.house import House
from bot.desk.views import Refused, StaffSession
from bot.logs import keep_allowed
from flows.counting import Registration
from flows.vocabulary import AgeBand, Channel, ContactKind, ConversationState, Role
from storage import ballots, inbox
from storage.inbox import Arrival
from storage.keys import new_id
from tests.bot.conftest import Unit
from tests.bot.talking import MOTHER, Visitor

BY_PHONE = Registration(
    kind=ContactKind.CONTACT, channel=Channel.PHONE, unit="0-11", band=AgeBand.CHILD, role=Role.MOTHER
)


async def waiting_ballots(unit: Unit) -> int:
    return len(await unit.parts.house.database.read(ballots.pool))


async def total(unit: Unit, month: str) -> int:
    """The exact number of contacts of a month, counted and uncounted together."""
    figures = figures_of(unit.parts.house, await counted(unit.parts.house))
    return sum(
        number
        for each in figures.months
        if each.month == month
        for kinds in each.kinds.values()
        for kind, number in kinds.items()
        if kind == ContactKind.CONTACT
    )


async def published(unit: Unit, period: str) -> dict[str, str]:
    rows = await unit.parts.house.database.read(ballots.published)
    return {row.table: row.cells for row in rows if row.period == period}


@pytest.fixture
async def mette(unit: Unit) -> StaffSession:
    """A therapist who is logged in."""
    return await unit.session("mette")


# Counting


async def test_nine_ballots_wait_and_the_tenth_hides_them_all(unit: Unit, mette: StaffSession) -> None:
    await unit.staff.register(mette, registration=BY_PHONE, times=9)
    assert await jobs.tally(unit.parts.house) == 0
    assert (await waiting_ballots(unit), await total(unit, "2026-11")) == (9, 9)

    await unit.staff.register(mette, registration=BY_PHONE)
    assert await total(unit, "2026-11") == 10
    assert await jobs.tally(unit.parts.house) == 10
    assert (await waiting_ballots(unit), await total(unit, "2026-11")) == (0, 10)


async def test_what_was_counted_is_not_counted_again(unit: Unit, mette: StaffSession) -> None:
    await unit.staff.register(mette, registration=BY_PHONE, times=12)
    assert [await jobs.tally(unit.parts.house) for _ in range(3)] == [12, 0, 0]
    assert await total(unit, "2026-11") == 12


async def test_a_month_is_open_five_days_more_and_then_counted_however_few_there_are(
    unit: Unit, mette: StaffSession
) -> None:
    await unit.staff.register(mette, registration=BY_PHONE, times=2)
    unit.clock.now = datetime(2026, 12, 5, 22, 59, tzinfo=UTC)  # one minute to midnight at the unit
    assert await jobs.tally(unit.parts.house) == 0
    await unit.staff.register(mette, registration=BY_PHONE, month="2026-11")

    unit.clock.advance(minutes=1)
    assert await jobs.tally(unit.parts.house) == 3
    assert (await waiting_ballots(unit), await total(unit, "2026-11")) == (0, 3)


async def test_the_month_before_takes_contacts_until_it_is_closed(unit: Unit, mette: StaffSession) -> None:
    await unit.staff.register(mette, registration=BY_PHONE, times=11)
    unit.clock.now = datetime(2026, 12, 5, 12, 0, tzinfo=UTC)
    await jobs.run_once(unit.parts.house)
    assert await unit.staff.open_months(mette) == ("2026-12", "2026-11")
    await unit.staff.register(mette, registration=BY_PHONE, month="2026-11", press="11" * 16)
    assert await unit.staff.undo_press(mette, "11" * 16, 1)
    await unit.staff.register(mette, registration=BY_PHONE, month="2026-11")

    unit.clock.advance(days=1)
    await jobs.run_once(unit.parts.house)
    assert await unit.staff.open_months(mette) == ("2026-12",)
    for month in ("2026-11", "2026-10", "2027-01"):
        with pytest.raises(Refused, match="register-month-closed"):
            await unit.staff.register(mette, registration=BY_PHONE, month=month)
    assert (await total(unit, "2026-11"), await total(unit, "2026-12")) == (12, 0)


async def test_a_counted_ballot_cannot_be_taken_back(unit: Unit, mette: StaffSession) -> None:
    first, second = "11" * 16, "22" * 16
    await unit.staff.register(mette, registration=BY_PHONE, times=9)
    await unit.staff.register(mette, registration=BY_PHONE, press=first)
    assert await unit.staff.undo_press(mette, first, 1)
    await unit.staff.register(mette, registration=BY_PHONE, press=second)
    await jobs.tally(unit.parts.house)

    assert not await unit.staff.undo_press(mette, second, 1)
    assert await total(unit, "2026-11") == 10


async def test_a_published_month_is_frozen_and_a_late_ballot_counts_in_the_next(
    unit: Unit, mette: StaffSession
) -> None:
    house = unit.parts.house
    await unit.staff.register(mette, registration=BY_PHONE, times=11)
    unit.clock.now = datetime(2026, 12, 6, 12, 0, tzinfo=UTC)
    assert await jobs.close_periods(house) == 0  # not while a ballot waits
    await jobs.tally(house)
    assert await jobs.close_periods(house) > 0
    first = await published(unit, "2026-11")
    assert json.loads(first["band"])["unit=0-11|band=3-11"] == 11

    # Sealed just before the month was published, stored by a slow machine just after.
    late = sealed_ballot(house, BY_PHONE, new_id(), month="2026-11")
    await house.write(
        lambda connection: ballots.cast(connection, ballot_id=late.id, month=late.month, envelope=late.envelope)
    )
    assert await jobs.tally(house) == 1
    assert await jobs.close_periods(house) == 0

    assert await published(unit, "2026-11") == first
    assert (await total(unit, "2026-11"), await total(unit, "2026-12")) == (11, 1)


# Forgetting


async def is_still_there(unit: Unit, visitor: Visitor) -> bool:
    """Whether the return code still opens; every other way in ends after eight hours anyway."""
    try:
        visitor.cookie = await unit.visitors.enter(code_text=" ".join(visitor.code), caller="test")
    except Refused:
        return False
    return True


async def closed(unit: Unit) -> Visitor:
    """A conversation that a therapist has closed."""
    visitor = await Visitor.arrive(unit.visitors)
    await visitor.is_handed_over()
    mette = await unit.session("mette")
    (row,) = [row for row in await unit.staff.queue(mette) if row.state is ConversationState.WAITING]
    await unit.staff.claim(mette, row.conversation)
    case = await unit.staff.case(mette, row.conversation)
    await unit.staff.close(mette, row.conversation, registration=case.draft)
    return visitor


async def test_questions_that_nobody_finished_are_forgotten_after_a_day(unit: Unit) -> None:
    visitor = await Visitor.arrive(unit.visitors)
    asking = await visitor.asked()
    await unit.visitors.answer(visitor.cookie, key=asking.question.key, revision=asking.revision, raw="mother")

    unit.clock.advance(days=1)
    assert await jobs.forget_old(unit.parts.house) == 0
    unit.clock.advance(days=1)
    assert await jobs.forget_old(unit.parts.house) == 1
    assert await jobs.forget_old(unit.parts.house) == 0


async def test_a_step_after_midnight_begins_the_day_anew(unit: Unit) -> None:
    unit.clock.now = datetime(2026, 11, 23, 22, 30, tzinfo=UTC)  # half an hour to midnight at the unit
    visitor = await Visitor.arrive(unit.visitors)
    unit.clock.advance(hours=1)
    asking = await visitor.asked()
    await unit.visitors.answer(visitor.cookie, key=asking.question.key, revision=asking.revision, raw="mother")

    unit.clock.now = datetime(2026, 11, 25, 22, 30, tzinfo=UTC)
    assert await jobs.forget_old(unit.parts.house) == 0
    unit.clock.advance(hours=1)
    assert await jobs.forget_old(unit.parts.house) == 1


async def test_a_closed_conversation_is_forgotten_after_ninety_quiet_days(unit: Unit) -> None:
    visitor = await closed(unit)

    unit.clock.advance(days=90)
    assert await jobs.forget_old(unit.parts.house) == 0
    assert await is_still_there(unit, visitor)
    unit.clock.advance(days=1)
    assert await jobs.forget_old(unit.parts.house) == 1
    assert not await is_still_there(unit, visitor)
    assert await total(unit, "2026-11") == 1


async def test_the_ninety_days_begin_when_the_contact_is_closed(unit: Unit) -> None:
    visitor = await Visitor.arrive(unit.visitors)
    await visitor.is_handed_over()
    mette = await unit.session("mette")
    (row,) = await unit.staff.queue(mette)
    await unit.staff.claim(mette, row.conversation)
    unit.clock.advance(days=100)
    mette = await unit.session("mette")
    case = await unit.staff.case(mette, row.conversation)
    await unit.staff.close(mette, row.conversation, registration=case.draft)

    unit.clock.advance(days=90)
    assert await jobs.forget_old(unit.parts.house) == 0
    assert await is_still_there(unit, visitor)


async def test_a_closed_conversation_that_was_written_in_yesterday_is_kept(unit: Unit) -> None:
    visitor = await closed(unit)
    unit.clock.advance(days=99)
    assert await is_still_there(unit, visitor)
    await visitor.writes("Er der nogen?")

    unit.clock.advance(days=1)
    assert await jobs.forget_old(unit.parts.house) == 0
    assert await is_still_there(unit, visitor)
    assert (await visitor.talk()).state is ConversationState.WAITING


async def test_who_waits_or_is_talked_with_is_never_forgotten(unit: Unit) -> None:
    claimed, waiting = await Visitor.arrive(unit.visitors), await Visitor.arrive(unit.visitors)
    await claimed.is_handed_over()
    mette = await unit.session("mette")
    (row,) = await unit.staff.queue(mette)
    await unit.staff.claim(mette, row.conversation)
    await waiting.is_handed_over({**MOTHER, "wish": "talk", "child-age": "17-24"})

    unit.clock.advance(days=1000)
    assert await jobs.forget_old(unit.parts.house) == 0
    assert await is_still_there(unit, claimed)
    assert await is_still_there(unit, waiting)


async def test_advice_that_was_read_and_left_is_forgotten_like_questions(unit: Unit) -> None:
    visitor = await Visitor.arrive(unit.visitors)
    await visitor.answers({**MOTHER, "wish": "advice"})

    unit.clock.advance(days=2)
    assert await jobs.forget_old(unit.parts.house) == 1


# The round


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What is logged meanwhile, through the allow-list."""
    written = io.StringIO()
    structlog.configure(
        processors=[structlog.processors.add_log_level, keep_allowed, structlog.processors.JSONRenderer()],
        logger_factory=structlog.PrintLoggerFactory(written),
        cache_logger_on_first_use=False,
    )
    yield written
    structlog.reset_defaults()


async def test_a_job_that_fails_stops_no_other_and_the_log_names_only_its_class(
    unit: Unit, mette: StaffSession, log: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def breaks(_house: object) -> int:
        raise LookupError("canary: what she wrote")

    monkeypatch.setattr(jobs, "JOBS", (("breaks", breaks), *jobs.JOBS))
    await unit.staff.register(mette, registration=BY_PHONE, times=10)
    await jobs.run_once(unit.parts.house)

    first, *others = [json.loads(line) for line in log.getvalue().splitlines()]
    assert first == {"event": "job-failed", "level": "error", "job": "breaks", "error_class": "LookupError"}
    assert others == [{"event": "job-done", "level": "info", "job": "tally", "count": 10}]
    assert "canary" not in log.getvalue()
    assert await waiting_ballots(unit) == 0


async def test_a_quiet_round_logs_nothing(unit: Unit, log: io.StringIO) -> None:
    await jobs.run_once(unit.parts.house)

    assert log.getvalue() == ""


async def passes_through(house: House, content: bytes) -> None:
    """Something comes from a messenger, is dealt with, and is gone."""
    position = house.positions.next()
    arrival = Arrival(id=new_id(), position=position, digest=new_id(), lane=new_id(), wrapped=content)
    await house.write(lambda connection: inbox.take_in(connection, arrivals=[arrival], now=house.now()))
    await house.write(lambda connection: inbox.dealt_with(connection, inbox_id=arrival.id))


def files_with(folder: Path, content: bytes) -> list[str]:
    """Which files of the database hold this."""
    return [path.name for path in folder.glob("doorstep*") if content in path.read_bytes()]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_what_passed_through_is_wiped_each_minute_and_what_could_not_be_in_the_next(
    unit: Unit, log: io.StringIO, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    house, canary = unit.parts.house, b"kanariefugl" * 20
    monkeypatch.setattr("storage.sqlite_threads.WIPE_WAITS_MS", 10)
    reading, read = Event(), Event()

    def slowly(connection: Connection) -> None:
        ballots.pool(connection)
        reading.set()
        read.wait()

    reader = asyncio.create_task(house.database.read(slowly))
    await asyncio.to_thread(reading.wait)
    await passes_through(house, canary)
    await jobs.run_once(house)
    read.set()
    await reader
    failed = json.loads(log.getvalue())
    assert (failed["event"], failed["job"], failed["error_class"]) == ("job-failed", "wipe-what-passed", "TracesLeft")
    assert files_with(tmp_path, canary)

    await jobs.run_once(house)
    assert not files_with(tmp_path, canary)

    await passes_through(house, canary)
    await jobs.run_once(house)
    assert not files_with(tmp_path, canary)
    assert len(log.getvalue().splitlines()) == 1, "that it was wiped is no news"


async def test_sessions_that_are_over_are_swept_away(unit: Unit) -> None:
    cookie = await unit.cookie("mette")
    assert await unit.staff.resume(cookie) is not None
    unit.clock.advance(hours=9)
    assert await unit.staff.resume(cookie) is None
    await jobs.forget_old(unit.parts.house)
    # Gone for good, not merely over: a clock that is put back opens nothing.
    unit.clock.now -= timedelta(hours=9)
    assert await unit.staff.resume(cookie) is None

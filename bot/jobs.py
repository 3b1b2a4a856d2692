"""What happens by itself: tallying ballots, closing months, forgetting what has had its time.

Each job can be run at any moment, twice, or after a crash, and ends in the same place. Retention never touches a
conversation somebody waits in, or wrote in since (DOMAIN.md, complaint 5).
"""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import date, timedelta

import structlog
from sqlalchemy import Connection

from bot.desk.ballots import place_codes, published_tables
from bot.desk.casting import SealedBallot, opened_ballot, opened_import, sealed_ballot
from bot.desk.clocks import DEMAND_KEPT, escalate
from bot.desk.connected import forget_past, read_calendars
from bot.desk.counters import count, every_counter
from bot.desk.ending import count_ended, count_quiet
from bot.desk.house import House
from bot.desk.importing import OPEN_AFTER_IMPORT
from bot.desk.notifying import tell_staff
from bot.desk.reminding import send_reminders
from bot.desk.statistics import share
from flows import counting
from flows.cells import is_over
from flows.counting import KINDS, Ballot
from flows.publishing import in_open_months, to_publish
from flows.vocabulary import ConversationState
from storage import ballots, chats, conversations, demand, imports, inbox, messages, outbox, proposals, retention
from storage.ballots import BallotRow
from storage.keys import new_id
from storage.refusals import TracesLeft

EVERY = 60.0
# A month stays open so long after its end, for what is registered late; then it is counted to the end and published.
OPEN_AFTERWARDS = timedelta(days=5)
INTAKES_KEPT = timedelta(days=1)
CLOSED_KEPT = timedelta(days=90)
# A messenger lets nobody delete what is older than two days.
CHAT_MESSAGES_KEPT = timedelta(days=3)
AS_WRITTEN_KEPT = timedelta(days=1)
# What nobody could deal with or deliver, and no administrator looked at; the server can open it while it lies here.
STUCK_KEPT = timedelta(days=7)


async def tally(house: House) -> int:
    """Count the ballots that are due, month by month and kind by kind, and delete them; returns how many.

    They wait until somebody who holds the key was here since the start.
    """
    if house.keyring.statistics.private is None:
        return 0
    today = house.today() - OPEN_AFTERWARDS
    pool = await house.database.read(ballots.pool)
    counted = 0
    for month in sorted({row.month for row in pool}):
        opened = {row.id: opened_ballot(house, row) for row in pool if row.month == month}
        # A pre-talk alone among nine contacts would stand alone in its counters, so each kind waits for its own ten.
        for kind in KINDS:
            alike = {key: ballot for key, ballot in opened.items() if isinstance(ballot.registration, kind)}
            if not counting.due(len(alike), month=month, today=today):
                continue
            if await house.write(_tallying(house, month, frozenset(alike), list(alike.values()))):
                counted += len(alike)
    if counted:
        await house.database.wipe_traces()
    return counted


def _tallying(house: House, month: str, ids: frozenset[bytes], opened: list[Ballot]) -> Callable[[Connection], bool]:
    def work(connection: Connection) -> bool:
        if not ballots.take(connection, month=month, counted_ids=ids):
            return False
        _count(house, connection, opened)
        return True

    return work


def _count(house: House, connection: Connection, opened: list[Ballot]) -> None:
    """A ballot that comes after its month was published counts in the first month that is still open."""
    count(house, connection, in_open_months(opened, published_tables(connection)))


async def count_imports(house: House) -> int:
    """Count the sheets that can no longer be taken back; returns how many contacts.

    What belongs to a month that is still open goes among the ballots that wait; the rest is counted at once, as every
    month that is over is.
    """
    if house.keyring.statistics.private is None:
        return 0
    today, closing = house.today(), house.today() - OPEN_AFTERWARDS
    rows = await house.database.read(imports.uncounted)
    counted = 0
    for row in rows:
        if row.imported_on + OPEN_AFTER_IMPORT > today:
            continue
        opened = await asyncio.to_thread(opened_import, house, row)
        over = [ballot for ballot in opened if is_over(ballot.month, closing)]
        waiting = [
            sealed_ballot(house, ballot.registration, new_id(), month=ballot.month)
            for ballot in opened
            if not is_over(ballot.month, closing)
        ]
        if await house.write(_counting_import(house, row.mark, over, waiting)):
            counted += len(opened)
    if counted:
        await house.database.wipe_traces()
    return counted


def _counting_import(
    house: House, mark: bytes, over: list[Ballot], waiting: list[SealedBallot]
) -> Callable[[Connection], bool]:
    def work(connection: Connection) -> bool:
        if not imports.mark_counted(connection, mark=mark):
            return False
        _count(house, connection, over)
        ballots.cast_all(
            connection, [BallotRow(id=each.id, month=each.month, envelope=each.envelope) for each in waiting]
        )
        return True

    return work


async def close_periods(house: House) -> int:
    """Publish every period that is closed, once; what is published never changes. Returns how many tables."""
    if house.keyring.statistics.private is None:
        return 0
    today = house.today() - OPEN_AFTERWARDS

    def work(connection: Connection) -> int:
        fresh = to_publish(
            counters=every_counter(house, connection),
            published=published_tables(connection),
            untallied_months={row.month for row in ballots.pool(connection)}.union(
                *(row.counts for row in imports.uncounted(connection))
            ),
            today=today,
            declared=house.tables,
            places=place_codes(connection),
        )
        for table in fresh:
            ballots.publish(connection, period=table.period, table=table.table, cells=table.to_json())
        return len(fresh)

    return await house.write(work)


async def forget_old(house: House) -> int:
    """Forget intakes nobody finished, and closed conversations after their time; returns how many."""
    today = house.today()

    def work(connection: Connection) -> int:
        ids = _due(connection, today)
        for conversation_id in ids:
            count_ended(connection, house, conversation_id=conversation_id)
            conversations.forget(connection, conversation_id=conversation_id)
        proposals.sweep(connection, now=house.now())
        demand.sweep(connection, before=today - DEMAND_KEPT)
        retention.sweep(connection, now=house.now())
        imports.sweep(connection, now=house.now())
        return len(ids)

    forgotten = await house.write(work)
    if forgotten:
        await house.database.wipe_traces()
    return forgotten


async def leave_the_desk(house: House) -> int:
    """No questions that the server itself can open lie here longer than a day without a press; returns how many did.

    First questions that nobody finished are forgotten whole; of a talk that was handed over only the question about a
    time goes.
    """
    now, today = house.now(), house.today()

    def work(connection: Connection) -> int:
        due = retention.no_longer_at_desk(connection, now=now)
        for conversation_id, state in due:
            if state is ConversationState.INTAKE:
                conversations.forget(connection, conversation_id=conversation_id)
            else:
                conversations.save_journal(
                    connection,
                    conversation_id=conversation_id,
                    script="",
                    journal=None,
                    expected_revision=None,
                    today=None,
                )
        inbox.forget_seen(connection, now=now)
        stuck = int((now - STUCK_KEPT).timestamp()) * 10**9
        inbox.sweep_aside(connection, before=stuck)
        outbox.sweep_failed(connection, before=stuck)
        chats.sweep(connection, before=today - CHAT_MESSAGES_KEPT)
        messages.sweep_as_written(connection, before=today - AS_WRITTEN_KEPT)
        return len(due)

    gone = await house.write(work)
    if gone:
        await house.database.wipe_traces()
    return gone


async def wipe_what_passed(house: House) -> int:
    """What came, was dealt with and left lies in the database's files until they are wiped; so does what could not be
    wiped before. The server's key opens it, so it must not stay there.

    Returns 0: that it was wiped is no news. Raises `TracesLeft` when it could not be; the next round tries again.
    """
    passed = house.positions.take_passed()
    if (passed or house.database.traces_left) and not await house.database.wipe_traces():
        raise TracesLeft("Somebody was reading.")
    return 0


def _due(connection: Connection, today: date) -> tuple[bytes, ...]:
    return (
        *retention.expired_intakes(connection, before=today - INTAKES_KEPT),
        *retention.closed_before(connection, before=today - CLOSED_KEPT),
    )


JOBS: tuple[tuple[str, Callable[[House], Awaitable[int]]], ...] = (
    ("share-statistics-key", share),
    ("count-imports", count_imports),
    ("tally", tally),
    ("close-periods", close_periods),
    ("forget-old", forget_old),
    ("leave-the-desk", leave_the_desk),
    ("escalate", escalate),
    ("count-quiet", count_quiet),
    ("send-reminders", send_reminders),
    ("tell-staff", tell_staff),
    ("wipe-what-passed", wipe_what_passed),
    ("forget-past-times", forget_past),
    # Last: it waits for other servers.
    ("read-calendars", read_calendars),
)


async def run_once(house: House) -> None:
    """Run every job once. One that fails is logged by the class of its error and does not stop the others."""
    log = structlog.get_logger()
    for name, job in JOBS:
        try:
            done = await job(house)
        except Exception as error:  # the next round tries again, and nothing was half done
            log.error("job-failed", job=name, error_class=type(error).__name__)
        else:
            if done:
                log.info("job-done", job=name, count=done)


async def run(house: House, *, every: float = EVERY) -> None:
    """Run every job now and again and again, until cancelled."""
    while True:
        await run_once(house)
        await asyncio.sleep(every)

"""Five minutes of a therapist, or of a room, have one owner; what is only held lapses."""

import asyncio
from datetime import datetime, timedelta
from itertools import pairwise

from flows.availability import Interval
from flows.vocabulary import Place
from storage import proposals, taken
from storage.keys import new_id
from storage.pretalk_rows import TimeRow
from storage.proposals import ProposalKind, ProposalRow
from storage.taken import Reserved
from tests.storage.people import NOON, Unit

TEN_MINUTES = timedelta(minutes=10)
HOUR = timedelta(hours=1)
SOON = NOON + 3 * HOUR


def an_hour_of(resource: bytes, starts_at: datetime = SOON) -> Reserved:
    return Reserved(resource=resource, interval=Interval(starts_at=starts_at, ends_at=starts_at + HOUR))


async def hold(
    unit: Unit, conversation_id: bytes, *reserved: Reserved, now: datetime = NOON, until: datetime | None = None
) -> bool:
    return await unit.database.write(
        lambda connection: taken.take(
            connection,
            conversation_id=conversation_id,
            taking=conversation_id,
            reserved=reserved,
            now=now,
            held_until=until or now + TEN_MINUTES,
        )
    )


async def stretches(unit: Unit, *, now: datetime = NOON, but: tuple[bytes, ...] = ()) -> dict[bytes, list[datetime]]:
    found = await unit.database.read(
        lambda connection: taken.intervals(connection, since=NOON, until=NOON + 24 * HOUR, now=now, but=but)
    )
    return {resource: [each.starts_at for each in intervals] for resource, intervals in found.items()}


async def test_what_is_held_is_nobody_elses_until_it_lapses(unit: Unit) -> None:
    first, second = await unit.waiting(), await unit.waiting()
    assert await hold(unit, first, an_hour_of(unit.mette))
    assert not await hold(unit, second, an_hour_of(unit.mette, SOON + HOUR / 2), now=NOON + TEN_MINUTES / 2)
    assert await hold(unit, second, an_hour_of(unit.mette), now=NOON + TEN_MINUTES)


async def test_what_has_lapsed_is_not_seen_as_taken(unit: Unit) -> None:
    visitor = await unit.waiting()
    assert await hold(unit, visitor, an_hour_of(unit.mette))
    assert await stretches(unit) == {unit.mette: [SOON]}
    assert await stretches(unit, now=NOON + TEN_MINUTES) == {}
    assert await stretches(unit, but=(visitor,)) == {}


async def test_holding_another_time_gives_the_first_back(unit: Unit) -> None:
    visitor = await unit.waiting()
    assert await hold(unit, visitor, an_hour_of(unit.mette))
    assert await hold(unit, visitor, an_hour_of(unit.anders))
    assert await stretches(unit) == {unit.anders: [SOON]}


async def test_all_of_it_or_nothing(unit: Unit) -> None:
    first, second = await unit.waiting(), await unit.waiting()
    assert await hold(unit, first, an_hour_of(unit.mette))
    before = await stretches(unit)
    assert not await hold(unit, second, an_hour_of(unit.anders), an_hour_of(unit.mette))
    assert await stretches(unit) == before


async def test_a_stretch_that_is_refused_leaves_what_one_had(unit: Unit) -> None:
    first, second = await unit.waiting(), await unit.waiting()
    assert await hold(unit, first, an_hour_of(unit.mette))
    assert await hold(unit, second, an_hour_of(unit.anders))
    assert not await hold(unit, second, an_hour_of(unit.mette))
    assert await stretches(unit) == {unit.mette: [SOON], unit.anders: [SOON]}


async def test_one_after_the_other_are_two_stretches(unit: Unit) -> None:
    first, second = await unit.waiting(), await unit.waiting()
    assert await hold(unit, first, an_hour_of(unit.mette))
    assert await hold(unit, second, an_hour_of(unit.mette, SOON + HOUR))
    assert await stretches(unit) == {unit.mette: [SOON, SOON + HOUR]}


async def test_of_many_who_hold_overlapping_times_at_once_none_overlap(unit: Unit) -> None:
    visitors = [await unit.waiting() for _ in range(24)]
    starts = [SOON + number * timedelta(minutes=20) for number in range(12)]
    got = await asyncio.gather(
        *(hold(unit, visitor, an_hour_of(unit.mette, starts[number % 12])) for number, visitor in enumerate(visitors))
    )
    found = (await stretches(unit))[unit.mette]
    assert len(found) == got.count(True) >= 1
    assert all(later - earlier >= HOUR for earlier, later in pairwise(found))


# Proposals


def a_proposal(unit: Unit, conversation_id: bytes, starts_at: datetime = SOON) -> ProposalRow:
    return ProposalRow(
        id=new_id(),
        conversation_id=conversation_id,
        kind=ProposalKind.PROPOSE,
        time=TimeRow(staff_id=unit.mette, starts_at=starts_at, minutes=60, place=Place.WALK),
        lapses_at=NOON + 2 * HOUR,
    )


async def propose(unit: Unit, row: ProposalRow) -> bool:
    return await unit.database.write(lambda connection: proposals.add(connection, row=row, now=NOON))


async def proposed(unit: Unit, conversation_id: bytes, now: datetime = NOON) -> tuple[ProposalRow, ...]:
    return await unit.database.read(
        lambda connection: proposals.of_conversation(connection, conversation_id=conversation_id, now=now)
    )


async def test_proposed_times_are_held_until_they_lapse(unit: Unit) -> None:
    visitor, other = await unit.waiting(), await unit.waiting()
    rows = [a_proposal(unit, visitor, SOON + number * HOUR) for number in (2, 0, 1)]
    assert [await propose(unit, row) for row in rows] == [True] * 3
    assert await proposed(unit, visitor) == (rows[1], rows[2], rows[0])
    assert not await hold(unit, other, an_hour_of(unit.mette))
    assert await proposed(unit, visitor, NOON + 2 * HOUR) == ()
    assert await hold(unit, other, an_hour_of(unit.mette), now=NOON + 2 * HOUR)


async def test_a_taken_time_is_not_proposed(unit: Unit) -> None:
    visitor, other = await unit.waiting(), await unit.waiting()
    assert await hold(unit, other, an_hour_of(unit.mette))
    assert not await propose(unit, a_proposal(unit, visitor))
    assert await proposed(unit, visitor) == ()


async def test_what_is_withdrawn_is_free(unit: Unit) -> None:
    visitor, other = await unit.waiting(), await unit.waiting()
    assert await propose(unit, a_proposal(unit, visitor))
    assert await unit.database.write(lambda connection: proposals.withdraw(connection, conversation_id=visitor)) == 1
    assert await proposed(unit, visitor) == ()
    assert await hold(unit, other, an_hour_of(unit.mette))


async def test_only_what_has_lapsed_is_swept(unit: Unit) -> None:
    visitor = await unit.waiting()
    row = a_proposal(unit, visitor)
    assert await propose(unit, row)
    await unit.database.write(lambda connection: proposals.sweep(connection, now=NOON + HOUR))
    assert await proposed(unit, visitor) == (row,)
    await unit.database.write(lambda connection: proposals.sweep(connection, now=NOON + 2 * HOUR))
    assert await proposed(unit, visitor) == ()

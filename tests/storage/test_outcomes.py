"""How a booked pre-talk went: only what is booked and has begun, once, and what can be taken back."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import Connection

from flows.vocabulary import PretalkState
from storage import claims, outcomes, pretalks
from tests.storage.people import NOON, TODAY, Unit
from tests.storage.test_pretalks import DAY, at, book, cancel, pretalk_of, wish

Say = Callable[..., bool]
LATER = NOON + timedelta(hours=2)


async def says(unit: Unit, say: Say, conversation_id: bytes) -> bool:
    return await unit.database.write(lambda connection: say(connection, conversation_id=conversation_id))


HELD: Say = partial(outcomes.held, now=LATER)
MISSED: Say = partial(outcomes.missed, now=LATER)
LATE: Say = partial(outcomes.cancelled_late, before=LATER)
OUTCOMES = [
    (HELD, PretalkState.HELD, outcomes.take_held_back),
    (MISSED, PretalkState.ABSENT, outcomes.take_missed_back),
    (LATE, PretalkState.WISHED, outcomes.take_cancelled_back),
]


@pytest.mark.parametrize(("say", "state", "back"), OUTCOMES)
async def test_only_what_is_booked_has_an_outcome_and_only_one(
    unit: Unit, say: Say, state: PretalkState, back: Say
) -> None:
    visitor = await unit.waiting()
    await wish(unit, visitor)
    assert not await says(unit, say, visitor)
    assert await book(unit, visitor, at(unit))
    assert await says(unit, say, visitor)
    for other, _, _ in OUTCOMES:
        assert not await says(unit, other, visitor)
    after = await pretalk_of(unit, visitor)
    assert (after.state, after.starts_at) == (state, NOON)


@pytest.mark.parametrize(("say", "state", "back"), OUTCOMES)
async def test_an_outcome_is_taken_back_once_and_by_its_own_name(
    unit: Unit, say: Say, state: PretalkState, back: Say
) -> None:
    visitor = await unit.waiting()
    assert await book(unit, visitor, at(unit))
    before = await pretalk_of(unit, visitor)
    assert await says(unit, say, visitor)
    for _, _, other in OUTCOMES:
        assert await says(unit, other, visitor) is (other is back)
    assert await pretalk_of(unit, visitor) == before


@pytest.mark.parametrize("say", [partial(outcomes.held, now=NOON - DAY), partial(outcomes.missed, now=NOON - DAY)])
async def test_nothing_was_held_or_missed_before_it_began(unit: Unit, say: Say) -> None:
    visitor = await unit.waiting()
    assert await book(unit, visitor, at(unit))
    assert not await says(unit, say, visitor)


async def test_a_time_on_another_day_is_not_cancelled_late(unit: Unit) -> None:
    visitor = await unit.waiting()
    assert await book(unit, visitor, at(unit, NOON + DAY))
    assert not await says(unit, LATE, visitor)


@pytest.mark.parametrize(("say", "back"), [(MISSED, outcomes.take_missed_back), (LATE, outcomes.take_cancelled_back)])
async def test_what_was_booked_since_cannot_be_taken_back(unit: Unit, say: Say, back: Say) -> None:
    visitor = await unit.waiting()
    assert await book(unit, visitor, at(unit))
    assert await says(unit, say, visitor)
    assert await book(unit, visitor, at(unit, NOON + DAY))
    assert not await says(unit, back, visitor)


# What is counted when


async def ended(unit: Unit, day: timedelta) -> tuple[bytes, ...]:
    return await unit.database.read(lambda connection: outcomes.ended_before(connection, day=TODAY + day))


async def test_a_way_ends_when_its_contact_is_closed_and_quiet_and_is_counted_once(unit: Unit) -> None:
    talking, closed, booked, nothing = [await unit.closed() for _ in range(4)]
    for visitor in (talking, closed):
        await wish(unit, visitor)
    await unit.database.write(
        lambda connection: claims.reopen(connection, conversation_id=talking, waiting_since=NOON, today=TODAY)
    )
    assert await book(unit, booked, at(unit))
    assert await ended(unit, timedelta()) == ()
    assert await ended(unit, DAY) == (closed,)
    assert nothing not in await ended(unit, DAY)
    assert await says(unit, outcomes.mark_counted, closed)
    assert not await says(unit, outcomes.mark_counted, closed)
    assert await ended(unit, DAY) == ()


async def test_who_comes_back_after_that_begins_a_way_of_their_own(unit: Unit) -> None:
    visitor = await unit.closed()
    assert await book(unit, visitor, at(unit))
    assert await says(unit, MISSED, visitor)
    assert (await pretalk_of(unit, visitor)).missed == 1
    assert await says(unit, outcomes.mark_counted, visitor)
    assert await book(unit, visitor, at(unit, NOON + DAY))
    again = await pretalk_of(unit, visitor)
    assert (again.counted, again.missed) == (False, 0)
    assert await cancel(unit, visitor)
    assert await ended(unit, DAY) == (visitor,)


async def test_what_was_missed_before_another_time_is_still_known(unit: Unit) -> None:
    visitor = await unit.waiting()
    for days in range(2):
        assert await book(unit, visitor, at(unit, NOON + days * DAY))
        missed: Say = partial(outcomes.missed, now=NOON + 9 * DAY)
        assert await says(unit, missed, visitor)
    assert (await pretalk_of(unit, visitor)).missed == 2


async def test_somebody_who_has_no_pretalk_has_nothing_to_count(unit: Unit) -> None:
    visitor = await unit.waiting()
    for say in (HELD, MISSED, LATE, outcomes.mark_counted):
        assert not await says(unit, say, visitor)

    def work(connection: Connection) -> bool:
        return pretalks.of_conversation(connection, conversation_id=visitor) is None

    assert await unit.database.read(work)

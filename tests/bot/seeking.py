"""Somebody who looks for a time, at the desk, and what is kept of it."""

from datetime import date, datetime

from sqlalchemy import Connection

from bot.desk.opening import visit
from bot.desk.views import PretalkView
from flows.availability import Pattern
from storage import patterns, pretalks, taken
from storage.pretalk_rows import PretalkRow
from tests.bot.conftest import Unit
from tests.bot.talking import MOTHER, Visitor


async def who_wants_a_time(unit: Unit, age: str = "3-11") -> Visitor:
    """Somebody who is shown the times there are."""
    visitor = await Visitor.arrive(unit.visitors)
    await visitor.is_handed_over({**MOTHER, "child-age": age, "wish": "pretalk"})
    return visitor


async def comes_back(unit: Unit, visitor: Visitor) -> None:
    """Hours later, with the code."""
    visitor.cookie = await unit.visitors.enter(code_text=" ".join(visitor.code), caller="test")


async def row_of(unit: Unit, visitor: Visitor) -> PretalkRow:
    """What is kept of her pre-talk."""
    here = await visit(unit.parts.house, visitor.cookie)
    assert here is not None
    row = await unit.parts.house.database.read(
        lambda connection: pretalks.of_conversation(connection, conversation_id=here.id)
    )
    assert row is not None
    return row


async def holds(unit: Unit, visitor: Visitor) -> bool:
    """Whether a time is kept for her."""
    here = await visit(unit.parts.house, visitor.cookie)
    assert here is not None
    now = unit.clock.now
    return await unit.parts.house.database.read(lambda connection: taken.has(connection, taking=here.id, now=now))


async def pretalk(visitor: Visitor) -> PretalkView:
    found = (await visitor.talk()).pretalk
    assert found is not None
    return found


async def ids(visitor: Visitor) -> list[str]:
    return [time.id for time in await visitor.times()]


async def fresh_ids(unit: Unit, visitor: Visitor) -> list[str]:
    """What she is shown when she begins anew."""
    await unit.visitors.find_time(visitor.cookie)
    return await ids(visitor)


async def change_patterns(unit: Unit, *gone: Pattern, new: tuple[Pattern, ...] = ()) -> None:
    def work(connection: Connection) -> None:
        for pattern in gone:
            patterns.remove(connection, pattern_id=pattern.id)
        for pattern in new:
            patterns.put(connection, pattern=pattern)

    await unit.parts.house.database.write(work)


async def every_pattern(unit: Unit) -> tuple[Pattern, ...]:
    return await unit.parts.house.database.read(patterns.every)


def local_day(unit: Unit, at: datetime) -> date:
    return at.astimezone(unit.parts.house.timezone).date()

"""Two hundred who want one of ten times: ten get one each, nobody shares, and all others are asked when they could."""

import asyncio
from datetime import time, timedelta
from itertools import pairwise

from sqlalchemy import Connection

from bot.desk.views import Refused
from flows.availability import Pattern
from flows.pretalk import AGREE_KEY, CHOOSE_KEY
from flows.questions import YES, InvalidAnswer
from flows.vocabulary import Place, PretalkState
from storage import patterns, pretalks, queues, staff
from storage.keys import new_id
from storage.pretalk_rows import PretalkRow
from tests.bot.conftest import Unit
from tests.bot.talking import Visitor

CROWD = 200
TIMES = 10


async def put_out(unit: Unit, days_ahead: int) -> None:
    """Ten hours of one day, half with each therapist, and nothing else."""
    day = unit.parts.house.today() + timedelta(days=days_ahead)

    def work(connection: Connection) -> None:
        queue = next(each for each in queues.all_queues(connection) if each.code == "0-11")
        people = {person.login: person.id for person in staff.all_staff(connection)}
        for each in patterns.every(connection):
            patterns.remove(connection, pattern_id=each.id)
        for login in ("mette", "anders"):
            patterns.put(
                connection,
                pattern=Pattern(
                    id=new_id(),
                    staff_id=people[login],
                    second_id=None,
                    queue_id=queue.id,
                    weekday=day.weekday(),
                    opens=time(9),
                    closes=time(9 + TIMES // 2),
                    every_weeks=1,
                    first_day=day,
                    last_day=day,
                    minutes=60,
                    before=0,
                    after=0,
                    notice_hours=0,
                    place=Place.UNIT,
                    venue_id=None,
                    bands=frozenset(),
                    languages=frozenset(),
                ),
            )

    await unit.parts.house.write(work)


async def tries_for_a_time(visitor: Visitor, number: int) -> bool:
    """Choose, and choose again when somebody was quicker, until there is a time, or none is left to choose."""
    await visitor.desk.find_time(visitor.cookie)
    while (asking := (await visitor.sees()).asking) is not None:
        question = asking.question
        if question.key == CHOOSE_KEY:
            shown = question.times  # type: ignore[attr-defined]
            raw = shown[number % len(shown)].id
        elif question.key == AGREE_KEY:
            raw = YES
        else:
            # No time is left: she is asked when she could.
            await visitor.desk.leave_script(visitor.cookie)
            return False
        try:
            await visitor.desk.answer(visitor.cookie, key=question.key, revision=asking.revision, raw=raw)
        except (Refused, InvalidAnswer) as sooner:
            if sooner.text_id not in ("time-taken", "invalid-time-taken"):
                raise
    talk = await visitor.talk()
    return talk.pretalk is not None and talk.pretalk.state is PretalkState.BOOKED


async def booked(unit: Unit) -> list[PretalkRow]:
    rows = await unit.parts.house.database.read(pretalks.wanted)
    return sorted((row for row in rows if row.booked), key=lambda row: (row.booked.staff_id, row.booked.starts_at))  # type: ignore[union-attr]


async def test_of_two_hundred_on_ten_times_ten_get_one_and_nobody_shares_twice_over(unit: Unit) -> None:
    crowd = [await Visitor.arrive(unit.visitors) for _ in range(CROWD)]
    for visitor in crowd:
        await visitor.hurries()

    for round_number in (1, 2):
        await put_out(unit, days_ahead=round_number)
        got = await asyncio.gather(*(tries_for_a_time(visitor, number) for number, visitor in enumerate(crowd)))
        assert got.count(True) == TIMES
        crowd = [visitor for visitor, has in zip(crowd, got, strict=True) if not has]

        rows = await booked(unit)
        assert len(rows) == TIMES * round_number
        for earlier, later in pairwise(row.booked for row in rows):
            assert earlier is not None
            assert later is not None
            assert earlier.staff_id != later.staff_id or earlier.ends_at <= later.starts_at
        assert len({row.conversation_id for row in rows}) == TIMES * round_number

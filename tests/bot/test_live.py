"""Wake-ups: to those who listen to a topic, several at once as one, and nothing left behind."""

import asyncio
from collections.abc import AsyncGenerator

from bot.live import Live

MINE, QUEUE, ELSEWHERE = b"conversation", b"queue", b"elsewhere"


class Page:
    """An open page; counts how often it was woken."""

    def __init__(self, live: Live, *topics: bytes) -> None:
        self.woken = 0
        self._changes: AsyncGenerator[None, None] = live.listen(topics)
        self._task = asyncio.ensure_future(self._look())

    async def _look(self) -> None:
        async for _ in self._changes:
            self.woken += 1

    async def is_closed(self) -> None:
        """The browser goes away."""
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)
        await self._changes.aclose()


async def everybody_has_looked() -> None:
    """Let every task go on until it waits."""
    for _ in range(5):
        await asyncio.sleep(0)


async def test_a_change_wakes_those_who_listen_to_its_topic_and_nobody_else() -> None:
    live = Live()
    visitor, therapist, other = Page(live, MINE), Page(live, QUEUE, ELSEWHERE), Page(live, ELSEWHERE)
    await everybody_has_looked()

    live.changed(MINE, QUEUE)
    await everybody_has_looked()
    assert (visitor.woken, therapist.woken, other.woken) == (1, 1, 0)

    live.changed(ELSEWHERE)
    await everybody_has_looked()
    assert (visitor.woken, therapist.woken, other.woken) == (1, 2, 1)
    for page in (visitor, therapist, other):
        await page.is_closed()


async def test_many_changes_before_a_page_has_looked_wake_it_once() -> None:
    live = Live()
    page = Page(live, MINE, QUEUE)
    await everybody_has_looked()

    for _ in range(100):
        live.changed(MINE)
        live.changed(QUEUE)
    await everybody_has_looked()
    assert page.woken == 1

    live.changed(MINE)
    await everybody_has_looked()
    assert page.woken == 2
    await page.is_closed()


async def test_a_change_while_a_page_is_busy_wakes_it_again_afterwards() -> None:
    live = Live()
    changes = live.listen([MINE])
    first = asyncio.ensure_future(anext(changes))
    await everybody_has_looked()
    live.changed(MINE)
    await first

    live.changed(MINE)  # while the page is still being drawn
    await asyncio.wait_for(anext(changes), timeout=30)
    await changes.aclose()


async def test_a_page_that_goes_leaves_nothing_behind_and_takes_nobody_with_it() -> None:
    live = Live()
    going, staying = Page(live, MINE, QUEUE), Page(live, QUEUE)
    await everybody_has_looked()
    assert live.listeners == 2

    await going.is_closed()
    assert live.listeners == 1
    live.changed(MINE, QUEUE)
    await everybody_has_looked()
    assert (going.woken, staying.woken) == (0, 1)

    await staying.is_closed()
    assert live.listeners == 0
    assert vars(live) == vars(Live())


async def test_a_topic_named_twice_is_left_once() -> None:
    live = Live()
    page = Page(live, MINE, MINE)
    await everybody_has_looked()

    live.changed(MINE)
    await everybody_has_looked()
    await page.is_closed()

    assert page.woken == 1
    assert live.listeners == 0


async def test_a_change_nobody_listens_to_harms_nothing() -> None:
    live = Live()

    live.changed(MINE)

    assert live.listeners == 0

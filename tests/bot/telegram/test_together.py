"""What comes while others are being dealt with is dealt with together, once, and everybody gets their own."""

import asyncio
from collections import defaultdict
from collections.abc import Sequence

import pytest

from bot.telegram.together import Together


class Clerk:
    """Deals with what is brought: one group each time a test says so, and cannot deal with some groups."""

    def __init__(self) -> None:
        self.groups: list[list[int]] = []
        self.turns = asyncio.Semaphore(0)
        self.cannot: list[int] = []
        self.begun: dict[tuple[int, ...], asyncio.Event] = defaultdict(asyncio.Event)

    async def deal_with(self, numbers: Sequence[int]) -> list[str]:
        self.groups.append(list(numbers))
        self.begun[tuple(numbers)].set()
        await self.turns.acquire()
        if self.groups[-1] == self.cannot:
            raise ZeroDivisionError
        return [f"number {each}" for each in numbers]


async def brought(together: Together[int, str], *numbers: int) -> list[asyncio.Task[str]]:
    """Everybody has come, and waits."""
    tasks = [asyncio.create_task(together(each)) for each in numbers]
    await asyncio.sleep(0)
    return tasks


async def test_who_comes_meanwhile_is_dealt_with_together_in_the_order_they_came() -> None:
    clerk = Clerk()
    together = Together(clerk.deal_with)
    everybody = [*await brought(together, 1), *await brought(together, 2, 3, 4)]
    for _ in range(3):
        clerk.turns.release()
    assert list(await asyncio.gather(*everybody)) == ["number 1", "number 2", "number 3", "number 4"]
    assert await together(5) == "number 5"
    assert clerk.groups == [[1], [2, 3, 4], [5]]


async def test_one_who_leaves_takes_nobody_along_who_was_dealt_with_together_with_them() -> None:
    clerk = Clerk()
    together = Together(clerk.deal_with)
    (first,) = await brought(together, 1)
    second, third = await brought(together, 2, 3)
    clerk.turns.release()
    assert await first == "number 1"
    await clerk.begun[2, 3].wait()
    second.cancel()
    await clerk.begun[(3,)].wait()
    clerk.turns.release()
    assert await third == "number 3"
    assert second.cancelled()


async def test_where_it_fails_one_is_told_and_the_others_are_dealt_with_again() -> None:
    clerk = Clerk()
    clerk.cannot = [2, 3, 4]
    together = Together(clerk.deal_with)
    (first,) = await brought(together, 1)
    second, third, fourth = await brought(together, 2, 3, 4)
    for _ in range(3):
        clerk.turns.release()
    assert await first == "number 1"
    with pytest.raises(ZeroDivisionError):
        await second
    assert (await third, await fourth) == ("number 3", "number 4")
    assert clerk.groups == [[1], [2, 3, 4], [3, 4]]

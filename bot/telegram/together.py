"""Dealing with several at once: what comes while others are being dealt with is dealt with together afterwards."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


@dataclass(slots=True)
class _Waiting(Generic[Item, Result]):
    item: Item
    results: list[Result]


class Together(Generic[Item, Result]):
    """Calls `deal_with` with everything that waits; it gives back as many results, in the same order.

    Where it fails, that is told to one of them, and the others are dealt with again.
    """

    def __init__(self, deal_with: Callable[[Sequence[Item]], Awaitable[Sequence[Result]]]) -> None:
        self._deal_with = deal_with
        self._waiting: list[_Waiting[Item, Result]] = []
        self._one_at_a_time = asyncio.Lock()

    async def __call__(self, item: Item) -> Result:
        """Have this dealt with, alone or with others."""
        mine: _Waiting[Item, Result] = _Waiting(item=item, results=[])
        self._waiting.append(mine)
        async with self._one_at_a_time:
            # Unless somebody who waited before has taken it along.
            if not mine.results:
                group, self._waiting = self._waiting, []
                try:
                    results = await self._deal_with([each.item for each in group])
                except BaseException:
                    self._waiting[:0] = [each for each in group if each is not mine]
                    raise
                for each, result in zip(group, results, strict=True):
                    each.results.append(result)
        return mine.results[0]

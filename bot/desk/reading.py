"""Reading what somebody uploaded, in a process that has nothing to lose, one at a time."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

from bot.desk.house import House
from bot.desk.views import Refused
from bot.sheets.problems import Unreadable

Read = TypeVar("Read")


async def read_apart(house: House, read: Callable[[], Read]) -> Read:
    """What `read` finds in a sheet; raises `Refused` with what is wrong with it."""
    async with house.reading:
        try:
            return await asyncio.to_thread(read)
        except Unreadable as unreadable:
            raise Refused(unreadable.problem) from None

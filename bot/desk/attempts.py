"""Slows guessing down without keeping anybody's address.

A caller is known by a keyed hash that lives as long as the process. Up to five wrong tries cost nothing; each one after
that waits longer, one at a time, so that many at once gain nothing. Nobody is ever locked out of their own talk.
"""

import asyncio
import hashlib
import secrets
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager, nullcontext
from typing import TypeAlias

FREE_TRIES = 5
LONGEST_WAIT = 30.0
CALLERS_KEPT = 10_000


# Where somebody who only waits may let others go first meanwhile.
Resting: TypeAlias = Callable[[], AbstractAsyncContextManager[None]]


class Attempts:
    """Counts wrong tries per caller and makes the next one wait.

    `pause` takes seconds; the program gives `asyncio.sleep`.
    """

    def __init__(self, *, pause: Callable[[float], Awaitable[None]]) -> None:
        self._pause = pause
        self._key = secrets.token_bytes(32)
        self._wrong: OrderedDict[bytes, int] = OrderedDict()
        self._turns: dict[bytes, asyncio.Lock] = {}

    def _name(self, caller: str) -> bytes:
        return hashlib.blake2b(caller.encode(), key=self._key, digest_size=16).digest()

    async def take_turn(
        self, caller: str, attempt: Callable[[], Awaitable[bool]], *, resting: Resting = nullcontext
    ) -> bool:
        """Run `attempt` (True: it was right) after the wait this caller has earned; returns what it returned.

        The wait is spent in `resting`.
        """
        name = self._name(caller)
        turn = self._turns.setdefault(name, asyncio.Lock())
        async with turn:
            wrong = self._wrong.get(name, 0)
            if wrong >= FREE_TRIES:
                async with resting():
                    await self._pause(min(2.0 ** (wrong - FREE_TRIES), LONGEST_WAIT))
            right = await attempt()
            if right:
                self._wrong.pop(name, None)
            else:
                self._wrong[name] = wrong + 1
                self._wrong.move_to_end(name)
                while len(self._wrong) > CALLERS_KEPT:
                    forgotten, _ = self._wrong.popitem(last=False)
                    self._turns.pop(forgotten, None)
        if right:
            self._turns.pop(name, None)
        return right

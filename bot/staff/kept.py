"""What is shown once, until it is: in memory, for minutes, to whoever made it.

A new password, or a code that links a chat, must never lie in an address, in a browser's history or in the database. So
it waits here, behind a random mark, and is gone when it was seen, after a while, and with every restart.
"""

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

MINUTES = 15
MOST = 500

Shown = TypeVar("Shown")


@dataclass(frozen=True, slots=True)
class _Entry(Generic[Shown]):
    owner: bytes = field(repr=False)
    made: Shown = field(repr=False)
    until: float


class Kept(Generic[Shown]):
    """Such things by a random mark, each with its owner and an end."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._entries: dict[str, _Entry[Shown]] = {}

    def put(self, owner: bytes, made: Shown) -> str:
        """Keep it; returns the mark it is found by."""
        self._sweep()
        mark = secrets.token_urlsafe(12)
        self._entries[mark] = _Entry(owner, made, self._clock() + MINUTES * 60)
        return mark

    def take(self, owner: bytes, mark: str) -> Shown | None:
        """What is behind a mark, if this person made it and it is still there; for the last time."""
        self._sweep()
        entry = self._entries.get(mark)
        if entry is None or entry.owner != owner:
            return None
        del self._entries[mark]
        return entry.made

    def _sweep(self) -> None:
        now = self._clock()
        for mark in [mark for mark, entry in self._entries.items() if entry.until <= now]:
            del self._entries[mark]
        while len(self._entries) >= MOST:
            del self._entries[next(iter(self._entries))]

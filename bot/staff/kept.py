"""What has to be shown once more after a press: in memory, for minutes, for the person it belongs to.

A ballot's id beside a conversation's id, or a new password, must never lie in an address, in a browser's history or in
the database. So they wait here, behind a random mark, and are gone after a while and with every restart.
"""

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass

MINUTES = 15
MOST = 500


@dataclass(frozen=True, slots=True)
class _Entry:
    owner: bytes
    value: object
    until: float


class Kept:
    """Values by a random mark, each with its owner and an end."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._entries: dict[str, _Entry] = {}

    def put(self, owner: bytes, value: object) -> str:
        """Keep a value; returns the mark it is found by."""
        self._sweep()
        mark = secrets.token_urlsafe(12)
        self._entries[mark] = _Entry(owner, value, self._clock() + MINUTES * 60)
        return mark

    def get(self, owner: bytes, mark: str) -> object | None:
        """The value behind a mark, if it is this person's and still there."""
        self._sweep()
        entry = self._entries.get(mark)
        return entry.value if entry is not None and entry.owner == owner else None

    def take(self, owner: bytes, mark: str) -> object | None:
        """The same, for the last time."""
        value = self.get(owner, mark)
        if value is not None:
            del self._entries[mark]
        return value

    def of(self, owner: bytes) -> list[tuple[str, object]]:
        """Everything of one person, the newest first."""
        self._sweep()
        return [(mark, entry.value) for mark, entry in reversed(self._entries.items()) if entry.owner == owner]

    def _sweep(self) -> None:
        now = self._clock()
        for mark in [mark for mark, entry in self._entries.items() if entry.until <= now]:
            del self._entries[mark]
        while len(self._entries) >= MOST:
            del self._entries[next(iter(self._entries))]

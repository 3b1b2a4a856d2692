"""How fast a chat may be written to."""

from collections.abc import Callable
from datetime import datetime
from math import ceil

from tests.botapi.values import ApiError, ChatLimit


class Pace:
    """Counts what each chat was sent, by the clock."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._left: dict[object, tuple[float, datetime]] = {}

    def check(self, limit: ChatLimit, chat_id: object) -> None:
        """Take one from the chat's allowance, or refuse."""
        now = self._clock()
        left, since = self._left.get(chat_id, (float(limit.burst), now))
        left = min(left + (now - since).total_seconds() * limit.per_second, float(limit.burst))
        if left < 1:
            seconds = max(ceil((1 - left) / limit.per_second), 1)
            raise ApiError(429, f"Too Many Requests: retry after {seconds}", seconds)
        self._left[chat_id] = (left - 1, now)

"""How fast messages may leave: about one a second for each chat with a few at once, and a bound for all together.

Nothing sleeps here: `wait` says how long, `took` says that one has left. For each chat one number is kept, and only
until it may be forgotten: the moment at which its bucket is full again (the generic cell rate algorithm, which is a
token bucket without the tokens).
"""

import time
from collections.abc import Callable

PER_CHAT = 1.0
CHAT_AT_ONCE = 3
# Together never more than 30 in any one second, which is what the messenger names as its limit.
OVER_ALL = 25.0
ALL_AT_ONCE = 5
_TIDY_AT = 1_000


class _Bucket:
    """A rate with a small burst; `full_at` is the moment from which the whole burst may leave again."""

    def __init__(self, *, per_second: float, at_once: int) -> None:
        self._step = 1.0 / per_second
        self._ahead = (at_once - 1) * self._step

    def wait(self, full_at: float, now: float) -> float:
        return max(0.0, full_at - self._ahead - now)

    def took(self, full_at: float, now: float) -> float:
        return max(full_at, now) + self._step


class Rates:
    """Who may send now. `clock` only ever grows; chats are told apart by their lanes."""

    def __init__(self, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._chat = _Bucket(per_second=PER_CHAT, at_once=CHAT_AT_ONCE)
        self._all = _Bucket(per_second=OVER_ALL, at_once=ALL_AT_ONCE)
        self._chats: dict[bytes, float] = {}
        self._together = 0.0

    def wait(self, lane: bytes | None = None) -> float:
        """In how many seconds one more may leave: in all, or to one chat; 0 is now."""
        now = self._clock()
        if lane is None:
            return self._all.wait(self._together, now)
        return self._chat.wait(self._chats.get(lane, 0.0), now)

    def took(self, lane: bytes | None = None) -> None:
        """One leaves now; with `lane` it also counts for its chat."""
        now = self._clock()
        self._together = self._all.took(self._together, now)
        if lane is None:
            return
        if len(self._chats) >= _TIDY_AT:
            self._chats = {each: full_at for each, full_at in self._chats.items() if full_at > now}
        self._chats[lane] = self._chat.took(self._chats.get(lane, 0.0), now)

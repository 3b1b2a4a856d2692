"""What may go wrong between the bot and the server."""

from collections import deque
from dataclasses import dataclass
from enum import Enum
from typing import ClassVar


class Kind(Enum):
    """The kinds of faults; those from RESET_AFTER on come after the method was carried out."""

    TOO_MANY = "too many"
    SERVER_ERROR = "server error"
    BAD_GATEWAY = "bad gateway"
    RESET_BEFORE = "reset before"
    RESET_AFTER = "reset after"
    SLOW = "slow"
    MALFORMED = "malformed"


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One fault: 429, 500, 502 with a page, a connection cut before or after, a late answer, broken JSON."""

    kind: Kind
    retry_after: int = 1
    seconds: float = 0.05

    TOO_MANY: ClassVar["Fault"]
    SERVER_ERROR: ClassVar["Fault"]
    BAD_GATEWAY: ClassVar["Fault"]
    RESET_BEFORE: ClassVar["Fault"]
    RESET_AFTER: ClassVar["Fault"]
    SLOW: ClassVar["Fault"]
    MALFORMED: ClassVar["Fault"]

    @staticmethod
    def too_many(retry_after: int) -> "Fault":
        """429, with the seconds to wait."""
        return Fault(kind=Kind.TOO_MANY, retry_after=retry_after)

    @staticmethod
    def slow(seconds: float) -> "Fault":
        """Carried out at once, answered `seconds` later."""
        return Fault(kind=Kind.SLOW, seconds=seconds)


Fault.TOO_MANY = Fault(kind=Kind.TOO_MANY)
Fault.SERVER_ERROR = Fault(kind=Kind.SERVER_ERROR)
Fault.BAD_GATEWAY = Fault(kind=Kind.BAD_GATEWAY)
Fault.RESET_BEFORE = Fault(kind=Kind.RESET_BEFORE)
Fault.RESET_AFTER = Fault(kind=Kind.RESET_AFTER)
Fault.SLOW = Fault(kind=Kind.SLOW)
Fault.MALFORMED = Fault(kind=Kind.MALFORMED)


class Faults:
    """The faults that wait for their call, by method; `*` is any method, after those meant for it by name."""

    def __init__(self) -> None:
        self._queues: dict[str, deque[Fault]] = {}

    def add(self, method: str, fault: Fault, times: int) -> None:
        """Queue a fault."""
        self._queues.setdefault(method.lower(), deque()).extend([fault] * times)

    def clear(self) -> None:
        """Forget those that did not come yet."""
        self._queues.clear()

    def take(self, method: str) -> Fault | None:
        """The fault this call meets."""
        for name in (method.lower(), "*"):
            if queue := self._queues.get(name):
                return queue.popleft()
        return None

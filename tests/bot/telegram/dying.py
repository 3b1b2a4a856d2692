"""Doorstep as a process that dies at a named place: `python -m tests.bot.telegram.dying`, told what to do line by line.

Rules: importing the Telegram client takes seconds, so one process imports it and forks another for every life. A life
runs the real composition root; what kills it is wrapped around methods here, and production code knows nothing of it.

A line `point count offset` starts a life that is killed when it passes `point` for the `count`-th time; `-` never is.
`offset` is how many seconds its clock is ahead. Answered with the life's process id, and at its end with its exit code.
SIGTERM asks a life to end as soon as nothing is left in its inbox and outbox.
"""

import asyncio
import ctypes
import os
import signal
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.app import build, serving
from bot.desk.chat_texts import ChatTexts
from bot.desk.house import House
from bot.settings import Settings
from bot.telegram.door import Door
from bot.telegram.rates import Rates
from bot.telegram.sending import Sending
from bot.telegram.taking_in import TakingIn
from storage import inbox, lines, outbox
from storage.keys import Hardness

EASY = Hardness(memory_kib=64, rounds=1, lanes=1)


@dataclass
class Fuse:
    """Kills this process when it was passed so often."""

    left: int
    lock: threading.Lock = field(default_factory=threading.Lock)

    def passed(self) -> None:
        """Once more."""
        with self.lock:
            self.left -= 1
            if self.left == 0:
                os.kill(os.getpid(), signal.SIGKILL)


@dataclass(frozen=True, kw_only=True)
class Point:
    """A boundary: before or after a method, or after a statement and before its transaction is committed."""

    owner: Any
    name: str
    before: bool = False
    only: Callable[..., bool] = lambda *_: True

    def wrap(self, fuse: Fuse) -> None:
        """Let the fuse burn here."""
        original = getattr(self.owner, self.name)

        async def awaited(*given: Any, **named: Any) -> Any:
            if self.before and self.only(*given):
                fuse.passed()
            result = await original(*given, **named)
            if not self.before and self.only(*given):
                fuse.passed()
            return result

        def called(*given: Any, **named: Any) -> Any:
            result = original(*given, **named)
            fuse.passed()
            return result

        setattr(self.owner, self.name, awaited if asyncio.iscoroutinefunction(original) else called)


# In the order of an update's way. What ends in -ing is in a transaction that is not committed yet.
POINTS = {
    "received": Point(owner=TakingIn, name="take", before=True),
    "taking-in": Point(owner=inbox, name="take_in"),
    "taken-in": Point(owner=TakingIn, name="take"),
    "doing": Point(owner=inbox, name="mark_done"),
    "done": Point(owner=House, name="write", only=lambda house, *_: house.also is not None),
    "drawn": Point(owner=Door, name="_finish", before=True),
    "finishing": Point(owner=inbox, name="dealt_with"),
    "finished": Point(owner=Door, name="_finish"),
    # A line of a talk goes all of this way at once.
    "adding": Point(owner=lines, name="add"),
    "added": Point(owner=ChatTexts, name="add_line"),
    "marking": Point(owner=outbox, name="mark_sending"),
    "marked": Point(owner=Sending, name="_carry_out", before=True),
    "accepted": Point(owner=Sending, name="_arrived", before=True),
    "settling": Point(owner=outbox, name="arrived"),
    "settled": Point(owner=Sending, name="_settle"),
    "recovered": Point(owner=Sending, name="_after_trouble"),
}
NEVER = "-"


class Life:
    """One life of the process."""

    def __init__(self) -> None:
        self._ending = False
        self._empty = asyncio.Event()
        self._sending: Sending | None = None

    async def run(self, offset: timedelta) -> None:
        """Serve until asked to end and nothing is left to do."""
        self._watch_the_sender()
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, self._end)
        parts = await build(Settings.read(), clock=lambda: datetime.now(UTC) + offset, hardness=EASY)
        async with serving(parts):
            await self._empty.wait()

    def _end(self) -> None:
        self._ending = True
        if self._sending is not None:
            self._sending.wake()

    def _watch_the_sender(self) -> None:
        """Whenever the sender has nothing to do, look whether there is anything left at all."""
        resting = Sending._rest

        async def rest(sending: Sending, seconds: float) -> None:
            self._sending = sending
            if self._ending:
                database = sending._house.database
                left = await database.read(inbox.count), await database.read(outbox.counts)
                if left == (0, {}):
                    self._empty.set()
            await resting(sending, seconds)

        Sending._rest = rest  # type: ignore[method-assign, assignment]


def die_with_the_parent() -> None:
    """Where the tests themselves are killed, nothing of theirs stays behind (Linux only)."""
    if sys.platform == "linux":
        set_parent_death_signal = 1
        ctypes.CDLL(None).prctl(set_parent_death_signal, signal.SIGKILL)


def live(point: str, count: int, offset: timedelta) -> None:
    """A life, from its birth to its end."""
    die_with_the_parent()
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(2, 1)
    # Everything may leave at once.
    Rates.wait = lambda *_: 0.0  # type: ignore[method-assign]
    if point != NEVER:
        POINTS[point].wrap(Fuse(count))
    asyncio.run(Life().run(offset))


def main() -> None:
    """Start one life after the other."""
    die_with_the_parent()
    import bot.telegram.service  # noqa: F401 - what takes long

    _say("ready")
    for line in sys.stdin:
        point, count, offset = line.split()
        child = os.fork()
        if child == 0:
            code = 1
            try:
                live(point, int(count), timedelta(seconds=float(offset)))
                code = 0
            except BaseException:
                sys.excepthook(*sys.exc_info())
            finally:
                sys.stderr.flush()
                os._exit(code)
        _say(child)
        _say(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))


def _say(what: object) -> None:
    sys.stdout.write(f"{what}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()

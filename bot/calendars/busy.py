"""Reads a calendar file in a process of its own, which may take so much time and memory and no more.

Rules: a file is written by a stranger, and a rule in it can ask for work that never ends. So it is read apart: the
kernel ends what takes too long, visitors never wait for it, and what one file says of time zones reaches no other. The
process is given the file and nothing else: no setting, no key. Only the stretches of time come back.
"""

import json
import resource
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.calendars.problems import Problem, Unreadable
from flows.availability import Interval

# Ten thousand events take two or three seconds on a small machine.
SECONDS = 20
MEMORY = 512 * 1024 * 1024
_HERE = Path(__file__).parents[2]


def read_busy(
    content: bytes, *, zone: ZoneInfo, since: datetime, until: datetime, seconds: int = SECONDS
) -> tuple[Interval, ...]:
    """The stretches between two instants in which somebody is busy, in order and apart (`blocked`, read apart).

    Blocks while the file is read, so it is run in a thread. Raises `Unreadable`, also for what takes more than so many
    seconds of a processor.
    """
    if since.tzinfo is None or until.tzinfo is None:
        raise ValueError("an instant needs its time zone")
    asked = [zone.key, str(int(since.timestamp())), str(int(until.timestamp())), str(seconds)]
    reading = subprocess.run(  # noqa: S603 - this program itself, and numbers
        [sys.executable, "-P", "-W", "ignore", "-m", __name__, *asked],
        input=content,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={"PYTHONPATH": str(_HERE)},
        check=False,
    )
    if reading.returncode < 0:  # ended by the kernel
        raise Unreadable(Problem.TOO_MANY)
    if reading.returncode > 0:
        raise RuntimeError("a calendar could not be read apart")
    answer = json.loads(reading.stdout)
    if isinstance(answer, str):
        raise Unreadable(Problem(answer))
    return tuple(Interval(starts_at=_instant(begins), ends_at=_instant(ends)) for begins, ends in answer)


def _instant(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def _read_apart(zone: str, since: str, until: str, seconds: str) -> list[tuple[int, int]] | str:
    """The stretches in seconds since the epoch, or the problem."""
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds)))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    from bot.calendars.blocking import blocked

    try:
        found = blocked(
            sys.stdin.buffer.read(), zone=ZoneInfo(zone), since=_instant(int(since)), until=_instant(int(until))
        )
    except Unreadable as unreadable:
        return str(unreadable.problem)
    except MemoryError:
        return str(Problem.TOO_MANY)
    return [(int(each.starts_at.timestamp()), int(each.ends_at.timestamp())) for each in found]


if __name__ == "__main__":
    sys.stdout.write(json.dumps(_read_apart(*sys.argv[1:])))

"""Stretches of time that are taken, joined and in order, so that what lies over one of them is found at once."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Stretches:
    """Stretches that do not touch, each from one of `starts` until just before one of `ends`."""

    starts: tuple[datetime, ...]
    ends: tuple[datetime, ...]

    @classmethod
    def of(cls, pairs: Iterable[tuple[datetime, datetime]]) -> "Stretches":
        """The stretches these pairs of a start and an end make together."""
        starts: list[datetime] = []
        ends: list[datetime] = []
        for start, end in sorted(pairs):
            if ends and start <= ends[-1]:
                ends[-1] = max(ends[-1], end)
            else:
                starts.append(start)
                ends.append(end)
        return cls(starts=tuple(starts), ends=tuple(ends))

    def over(self, start: datetime, end: datetime) -> bool:
        """Whether one of them shares a moment with what lies from `start` until just before `end`."""
        at = bisect_right(self.ends, start)
        return at < len(self.starts) and self.starts[at] < end

"""Finding a time as release 0.1.0 asked: for the journals it left, and begun by nobody any more.

There the place was asked first, and choosing a time was all. Its keys keep that meaning; what is asked now has keys of
its own (pretalk.py). A time of such a journal is not there any more: whoever chooses it is asked anew.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from flows.questions import Choice, Text
from flows.talk import ask, fact, say
from flows.times import NONE_FITS, Moment, OfferedTime
from flows.vocabulary import Place

TIMES = "times"
WHEN_LIMIT = 500

PLACE = Choice(key="pretalk-place", steers=True, options=tuple(Place))
WHEN = Text(key="pretalk-when", limit=WHEN_LIMIT)
_TIME_KEY = "pretalk-time"

QUESTIONS = (PLACE, Moment(key=_TIME_KEY, times=()), WHEN)
NOTES = ("pretalk-intro", "pretalk-no-times")


@dataclass(frozen=True, kw_only=True, slots=True)
class PretalkChosen:
    """A time was picked, and is not held yet."""

    time_id: str


@dataclass(frozen=True, kw_only=True, slots=True)
class PretalkWished:
    """No time fits; `when` says in the visitor's words what would, or is empty."""

    when: str = field(repr=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class PretalkLeft:
    """Not now."""


async def first_pretalk() -> PretalkChosen | PretalkWished | PretalkLeft:
    """Find a time."""
    nothing: Sequence[Any] = ()
    times = tuple(OfferedTime.from_json(recorded) for recorded in await fact(TIMES, nothing))
    if not times:
        await say("pretalk-no-times")
        return PretalkWished(when=await ask(WHEN) or "")
    await say("pretalk-intro")
    places = [place for place in Place if any(time.place == place for time in times)]
    wanted = await ask(PLACE.among(places)) if len(places) > 1 else None
    fitting = tuple(time for time in times if wanted in (None, time.place))
    chosen = await ask(Moment(key=_TIME_KEY, times=fitting, steers=True))
    if chosen is None:
        return PretalkLeft()
    if chosen == NONE_FITS:
        return PretalkWished(when=await ask(WHEN) or "")
    return PretalkChosen(time_id=chosen)

"""Finding a time and a place for a pre-talk.

The free times come in as a recorded fact (`TIMES`), soonest first. A time that was taken by somebody else meanwhile is
simply asked for again. Where nothing fits, a wish in one's own words goes to the therapist instead.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from flows.questions import NONE_FITS, Choice, Moment, OfferedTime, Text
from flows.talk import ask, fact, say
from flows.vocabulary import Place

TIMES = "times"
WHEN_LIMIT = 500

PLACE = Choice(key="pretalk-place", steers=True, options=tuple(Place))
TIME_KEY = "pretalk-time"
WHEN = Text(key="pretalk-when", limit=WHEN_LIMIT)

QUESTIONS = (PLACE, Moment(key=TIME_KEY, times=()), WHEN)
NOTES = ("pretalk-intro", "pretalk-no-times")


@dataclass(frozen=True, kw_only=True, slots=True)
class PretalkChosen:
    """A time was picked."""

    time_id: str


@dataclass(frozen=True, kw_only=True, slots=True)
class PretalkWished:
    """No time fits; `when` says in the visitor's words what would, or is empty."""

    when: str = field(repr=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class PretalkLeft:
    """Not now."""


async def pretalk() -> PretalkChosen | PretalkWished | PretalkLeft:
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
    chosen = await ask(Moment(key=TIME_KEY, times=fitting, steers=True))
    if chosen is None:
        return PretalkLeft()
    if chosen == NONE_FITS:
        return PretalkWished(when=await ask(WHEN) or "")
    return PretalkChosen(time_id=chosen)

"""Finding a time and a place for a pre-talk.

What can be chosen from comes in as a recorded fact (`OFFER`), soonest first, with the hour it is at the unit. She may
look at some of it only (`LOOKING`). A time that she picks is held for her while she is asked whether it shall be hers
(`HELD`): the script ends with the wish to hold it, and goes on when it is. Where nothing fits she says when she could,
and that goes to the therapists; who wants to wait some weeks is shown times from then on.
"""

from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

from flows import talk
from flows.first_pretalk import PretalkChosen, PretalkLeft, PretalkWished, first_pretalk
from flows.journal import Journal
from flows.questions import Choice, Several, Text
from flows.talk import StaleButton, ask, fact, need, say
from flows.times import NONE_FITS, Agreement, Hold, Looking, Moment, Offered

OFFER = "offer"
LOOKING = "looking"
HELD = "held"

CHOOSE_KEY = "pretalk-choose"
AGREE_KEY = "pretalk-agree"
SOONER = "sooner"


class Could(StrEnum):
    """When somebody could, whom no time fits."""

    MORNINGS = "mornings"
    AFTERNOONS = "afternoons"
    EVENINGS = "evenings"
    LATER = "later"


COULD = Several(key="pretalk-could", steers=True, none_option=None, options=tuple(Could))
LATER_FROM = Choice(key="pretalk-later", steers=True, options=("2", "4", "6"))
WORDS = Text(key="pretalk-words", limit=500)
WAIT = Choice(key="pretalk-wait", steers=True, options=("wait", SOONER))

QUESTIONS = (
    Moment(key=CHOOSE_KEY, times=(), others=(NONE_FITS, SOONER)),
    Agreement(key=AGREE_KEY, skippable=False),
    COULD,
    LATER_FROM,
    WORDS,
    WAIT,
)
NOTES = (
    "pretalk-intro",
    "pretalk-find-other",
    "pretalk-find-later",
    "pretalk-none-yet",
    "pretalk-none-late",
    "pretalk-none-other",
    "pretalk-none-later",
)


@dataclass(frozen=True, kw_only=True, slots=True)
class PretalkAgreed:
    """Yes to the time that was picked; `held_id` is the one like it that is held."""

    time_id: str
    held_id: str


@dataclass(frozen=True, kw_only=True, slots=True)
class PretalkAnother:
    """Rather another time than the one that is held."""


@dataclass(frozen=True, kw_only=True, slots=True)
class PretalkCould:
    """No time fits: when she could, in how many weeks (nought: as soon as it can be), and in her own words."""

    could: tuple[str, ...]
    weeks: int = 0
    words: str = field(repr=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class PretalkLater:
    """Rather in some weeks, and when she could then."""

    weeks: int
    could: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class PretalkSooner:
    """As soon as it can be after all."""


Outcome = (
    PretalkChosen
    | PretalkAgreed
    | PretalkAnother
    | PretalkCould
    | PretalkLater
    | PretalkSooner
    | PretalkWished
    | PretalkLeft
)


async def pretalk() -> Outcome:
    """Find a time."""
    unknown: Any = None
    recorded = await fact(OFFER, unknown)
    if recorded is None:
        return await first_pretalk()
    offer = Offered.from_json(recorded)
    if not offer.times:
        return await _without_times(offer)
    await say(_how_it_stands(offer))
    looking = Looking(**(await fact(LOOKING, unknown) or {})).among(offer.times)
    chosen = await ask(
        Moment(
            key=CHOOSE_KEY,
            steers=True,
            times=tuple(time for time in offer.in_order() if looking.shows(time)),
            narrowings=looking.narrowings(offer.times),
            others=(NONE_FITS,) if offer.later is None else (NONE_FITS, SOONER),
        )
    )
    if chosen is None:
        return PretalkLeft()
    if chosen == SOONER:
        return PretalkSooner()
    if chosen == NONE_FITS:
        return await _what_would()
    held = await fact(HELD, unknown)
    if held is None or held["chosen"] != chosen:
        return PretalkChosen(time_id=chosen)
    hold = Hold.from_json(held)
    (time,) = (each for each in offer.times if each.id == chosen)
    agreed = await need(
        Agreement(
            key=AGREE_KEY,
            skippable=False,
            steers=True,
            time=time,
            until=hold.until,
            address=hold.address,
            way=hold.way,
        )
    )
    return PretalkAgreed(time_id=chosen, held_id=hold.time) if agreed else PretalkAnother()


def _how_it_stands(offer: Offered) -> str:
    if offer.moving:
        return "pretalk-find-other"
    return "pretalk-intro" if offer.later is None else "pretalk-find-later"


async def _what_would() -> PretalkLater | PretalkCould:
    """None of the times fits: when she could."""
    could = await ask(COULD) or ()
    if Could.LATER in could:
        weeks = await ask(LATER_FROM)
        if weeks is not None:
            return PretalkLater(weeks=int(weeks), could=tuple(code for code in could if code != Could.LATER))
    return PretalkCould(could=could, words=await ask(WORDS) or "")


async def _without_times(offer: Offered) -> PretalkLater | PretalkSooner | PretalkCould:
    """There is no time: what happens now, and when she could."""
    if offer.later is None:
        late = "pretalk-none-late" if offer.late else "pretalk-none-yet"
        await say("pretalk-none-other" if offer.moving else late)
        return await _what_would()
    await say("pretalk-none-later")
    if await ask(WAIT) == SOONER:
        return PretalkSooner()
    return PretalkCould(could=offer.later.could, weeks=offer.later.weeks, words=await ask(WORDS) or "")


def narrow(journal: Journal, *, key: str, revision: int, code: str) -> Journal:
    """Look at some of the times only, or at all again; raises `StaleButton` for what cannot be chosen."""
    question = talk.pressed(pretalk, journal, key=key, revision=revision).question
    if not isinstance(question, Moment) or all(each.code != code for each in question.narrowings):
        raise StaleButton
    looking = Looking(**journal.facts.get(LOOKING, {})).among(question.times)
    return talk.with_fact(journal, LOOKING, asdict(looking.pressed(code)))

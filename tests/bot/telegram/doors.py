"""The doors somebody can come to, as they see them: one form for whatever a door shows, and what can be done there.

Rules: what a person reads is read from what they are shown and put into one form (`Seen`, `Advice`, `Standing`); what
they press is found by the words on it. Nothing here knows a key or a code of the scripts.
"""

import re
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Protocol

from bot.wording import Wording
from flows.counting import Registration
from flows.talk import Raw
from flows.texts import QUESTIONS
from flows.vocabulary import Audience, Channel, Direction, Language
from tests.bot.conftest import Unit


@dataclass(frozen=True, kw_only=True)
class Seen:
    """A question as somebody reads it. `said` is everything before it, in order; `ways` are the ways out of it.

    `narrowings` show some of the times only, each with whether it is pressed; `held` tells of the one that is kept.
    """

    said: tuple[str, ...]
    question: str
    hint: str
    options: tuple[str, ...]
    chosen: tuple[str, ...]
    ends: tuple[str, ...]
    ways: frozenset[str]
    may_change: bool
    more_times: bool
    narrowings: tuple[tuple[str, bool], ...] = ()
    held: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Advice:
    """Help without a talk."""

    lead: str
    thoughts: tuple[str, ...]
    helplines: tuple[str, ...]
    year: str
    offers: tuple[str, ...]
    write: str


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How it stands after the hand-over: whom to call, who waits where, when somebody answers, and the time found."""

    numbers: tuple[str, ...]
    waits: str
    hours: tuple[str, ...]
    may_find_a_time: bool
    time: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class AtUnit:
    """What a therapist sees of somebody; everything but the channel, which is what differs."""

    queue: str
    urgency: str
    band: str | None
    role: str | None
    wish: str | None
    state: str
    day: int
    waiting_minutes: int | None
    language: str
    answers: dict[str, Raw]
    who5: int | None
    messages: tuple[tuple[Direction, str], ...]
    pretalk: tuple[object, ...]
    draft: Registration
    # The words the therapist listens for; each unit makes up its own.
    arrival: str = field(compare=False)


class Door(Protocol):
    """What somebody can do wherever they come in. Options and answers are named by their words."""

    async def begin(self, language: Language = Language.DANISH) -> None:
        """Come to the door, and begin."""

    async def stage(self) -> str:
        """Where one is: `asking`, `advice`, `talk`, or `talk-asking` (a question beside the talk)."""

    async def question(self) -> Seen:
        """What is asked."""

    async def answer(self, *answers: str) -> None:
        """Choose by the words on it (several, where one may), or write."""

    async def skip(self) -> None:
        """Leave the question out."""

    async def back(self) -> None:
        """Take the last answer back."""

    async def earlier(self) -> tuple[str, ...]:
        """The answers so far, as they can be changed."""

    async def change(self, which: str) -> None:
        """Give an earlier answer anew, found by its short name."""

    async def press(self, words: str) -> None:
        """Press what says this beside the question, the advice or the talk."""

    async def write(self, text: str) -> None:
        """Write to the therapist."""

    async def advice(self) -> Advice:
        """The advice that is shown."""

    async def standing(self) -> Standing:
        """How it stands."""

    async def at_unit(self) -> AtUnit | None:
        """What a therapist sees, who takes the one conversation that waits; None when none waits."""


_MOMENT = re.compile(r"(\w{3})\w*\.?(?: den)? (\d+)\.? (\w{3})\w*\.?(?: kl\.| at)? (\d\d[.:]\d\d)")
_CALL = re.compile(r"(.+): ((?:\d[\d ]+)|https://\S+)")


def brief(words: str) -> str:
    """A time in few letters, however a door words it: "tir 24 nov 09.00"."""
    return _MOMENT.sub(r"\1 \2 \3 \4", words)


def one_line(words: str) -> str:
    """A text with its line breaks gone."""
    return " ".join(words.split())


class Phrases:
    """The sentences of a language, to tell a question from what stands around it."""

    def __init__(self, wording: Wording, language: Language) -> None:
        self._sayings = [wording.for_audience(language, audience) for audience in Audience]
        keys = {question.key for question in QUESTIONS}
        self.questions = self._worded(keys)
        self.hints = self._worded({f"{key}-hint" for key in keys if wording.has(language, f"{key}-hint")})

    def _worded(self, text_ids: set[str]) -> frozenset[str]:
        return frozenset(say(text_id) for say in self._sayings for text_id in text_ids)

    def say(self, text_id: str) -> str:
        """A sentence that is said to everybody alike."""
        return self._sayings[0](text_id)


@cache
def phrases(wording: Wording, language: Language) -> Phrases:
    """The sentences of a language."""
    return Phrases(wording, language)


# The unit's side.


async def taken_by_a_therapist(unit: Unit, channel: Channel) -> AtUnit | None:
    """What Mette sees when she takes the one conversation that waits; it says which door it came through."""
    session = await unit.session("mette")
    waiting = [row for row in await unit.staff.queue(session) if row.claimed_by is None]
    if not waiting:
        return None
    (row,) = waiting
    await unit.staff.claim(session, row.conversation)
    case = await unit.staff.case(session, row.conversation)
    assert {row.channel, case.draft.channel, *(each.channel for each in case.messages)} == {channel}
    found = case.pretalk
    return AtUnit(
        queue=row.queue,
        urgency=row.urgency.value,
        band=row.band,
        role=row.role,
        wish=row.wish,
        state=row.state,
        day=row.clock.day,
        waiting_minutes=row.waiting_minutes,
        language=row.language,
        answers=dict(case.summary.answers),
        who5=case.summary.who5,
        messages=tuple((each.direction, each.text) for each in case.messages),
        pretalk=() if found is None else (found.state, found.starts_at, found.minutes, found.place),
        # Any channel at all, as long as it is the same.
        draft=replace(case.draft, channel=Channel.PHONE),
        arrival="" if found is None else found.arrival_word,
    )


def as_called(line: str) -> str:
    """A number to call, as the page shows it."""
    return _CALL.sub(r"\1 \2", line) if _CALL.fullmatch(line) else line

"""Times that can be chosen: as they are recorded for a script, and the questions about them.

Rules: a time has its instant in UTC, and beside it the hour it begins in at the unit, because nothing here knows a time
zone. What is recorded is read again by every later release.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, ClassVar

from flows.questions import Consent, InvalidAnswer, Question, Raw, one_of, option_text_id
from flows.vocabulary import Place

NONE_FITS = "none_fits"
# More than these are too many to choose from.
TIMES_AT_ONCE = 6
_NOON, _EVENING = 12, 17


class Part(StrEnum):
    """A part of the day, by the clock at the unit."""

    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"

    @classmethod
    def of(cls, hour: int) -> "Part":
        """The part an hour belongs to."""
        return cls.MORNING if hour < _NOON else cls.AFTERNOON if hour < _EVENING else cls.EVENING


PART_KEY, PLACE_KEY = "pretalk-part", "pretalk-place"
# What a choice of times can be narrowed to.
NARROWING_TEXTS = tuple(
    option_text_id(key, code) for key, kind in ((PART_KEY, Part), (PLACE_KEY, Place)) for code in kind
)


@dataclass(frozen=True, kw_only=True, slots=True)
class OfferedTime:
    """A free time that can be picked: its id, the instant in UTC, how long, and the place's code.

    `hour` is the hour it begins in at the unit; `where` names the place, if it has a name that says something.
    """

    id: str
    starts_at: datetime
    minutes: int
    place: str
    hour: int = 0
    where: str = ""

    def __post_init__(self) -> None:
        if self.starts_at.tzinfo is None:
            raise ValueError("an offered time needs a time zone")

    def to_json(self) -> dict[str, str | int]:
        """As it is recorded in a journal's fact."""
        return {
            "id": self.id,
            "starts_at": self.starts_at.astimezone(UTC).isoformat(),
            "minutes": self.minutes,
            "place": self.place,
            "hour": self.hour,
            "where": self.where,
        }

    @classmethod
    def from_json(cls, recorded: Mapping[str, object]) -> "OfferedTime":
        """A recorded time, read again; an older release recorded neither hour nor name."""
        return cls(
            id=str(recorded["id"]),
            starts_at=datetime.fromisoformat(str(recorded["starts_at"])),
            minutes=int(str(recorded["minutes"])),
            place=str(recorded["place"]),
            hour=int(str(recorded.get("hour", 0))),
            where=str(recorded.get("where", "")),
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Narrowing:
    """A button beside the offered times that shows some of them only; `chosen` when it is pressed."""

    code: str
    text_id: str
    chosen: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Moment(Question[str]):
    """One of the offered times, by its id, or one of a few `others`: none of them, or rather others."""

    kind: ClassVar[str] = "moment"
    times: tuple[OfferedTime, ...]
    others: tuple[str, ...] = (NONE_FITS,)
    narrowings: tuple[Narrowing, ...] = ()

    def tidy(self, raw: Raw) -> Raw:
        return self.read(raw)

    def read(self, raw: Raw) -> str:
        try:
            return one_of(raw, (*(time.id for time in self.times), *self.others))
        except InvalidAnswer as wrong:
            # A time that was on the page a moment ago has been taken by somebody else.
            taken = wrong.text_id == "invalid-option"
            raise InvalidAnswer("invalid-time-taken" if taken else wrong.text_id) from None

    def samples(self) -> tuple[Raw, ...]:
        return (*(time.id for time in self.times), *self.others)

    def option_codes(self) -> tuple[str, ...]:
        return self.others


@dataclass(frozen=True, kw_only=True, slots=True)
class Agreement(Consent):
    """Yes or no to the one time that is held until an instant: when and where it is stands above the question."""

    kind: ClassVar[str] = "agreement"
    time: OfferedTime | None = None
    until: datetime | None = None
    address: str = ""
    way: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Later:
    """She asked for a time later on: in so many weeks (nought: some time ago), and when she could then."""

    weeks: int = 0
    could: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Offered:
    """What can be chosen from now, soonest first.

    `moving`: she has a time, and keeps it until she has another. `late`: the fourteen days are over. `near`: when the
    time was that somebody else took from under her hand.
    """

    times: tuple[OfferedTime, ...]
    moving: bool = False
    late: bool = False
    later: Later | None = None
    near: datetime | None = None

    def to_json(self) -> dict[str, Any]:
        """As it is recorded."""
        return {
            "times": [time.to_json() for time in self.times],
            "moving": self.moving,
            "late": self.late,
            "later": None if self.later is None else {"weeks": self.later.weeks, "could": list(self.later.could)},
            "near": None if self.near is None else self.near.isoformat(),
        }

    @classmethod
    def from_json(cls, recorded: Mapping[str, Any]) -> "Offered":
        """What was recorded, read again."""
        later, near = recorded["later"], recorded["near"]
        return cls(
            times=tuple(OfferedTime.from_json(time) for time in recorded["times"]),
            moving=bool(recorded["moving"]),
            late=bool(recorded["late"]),
            later=None if later is None else Later(weeks=int(later["weeks"]), could=tuple(later["could"])),
            near=None if near is None else datetime.fromisoformat(near),
        )

    def in_order(self) -> tuple[OfferedTime, ...]:
        """The times as they are shown: soonest first, but those nearest to one that was lost before all others."""
        near = self.near
        if near is None:
            return self.times
        nearest = sorted(self.times, key=lambda time: abs(time.starts_at - near))[:TIMES_AT_ONCE]
        return (
            *(time for time in self.times if time in nearest),
            *(time for time in self.times if time not in nearest),
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Hold:
    """The time that was picked, and the one like it that is held until an instant; where that is, in words."""

    chosen: str
    time: str
    until: datetime
    address: str = ""
    way: str = ""

    def to_json(self) -> dict[str, str]:
        """As it is recorded."""
        return {
            "chosen": self.chosen,
            "time": self.time,
            "until": self.until.isoformat(),
            "address": self.address,
            "way": self.way,
        }

    @classmethod
    def from_json(cls, recorded: Mapping[str, str]) -> "Hold":
        """What was recorded, read again."""
        return cls(
            chosen=recorded["chosen"],
            time=recorded["time"],
            until=datetime.fromisoformat(recorded["until"]),
            address=recorded["address"],
            way=recorded["way"],
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Looking:
    """Which times she wants to see: of a part of the day, of a place."""

    part: str | None = None
    place: str | None = None

    def shows(self, time: OfferedTime) -> bool:
        """Whether a time is one of them."""
        return self.part in (None, Part.of(time.hour)) and self.place in (None, time.place)

    def among(self, times: Iterable[OfferedTime]) -> "Looking":
        """The same, unless nothing of it is left."""
        return self if any(self.shows(time) for time in times) else Looking()

    def pressed(self, code: str) -> "Looking":
        """With one of its buttons pressed; the same once more takes it away."""
        if code in tuple(Part):
            return replace(self, part=None if self.part == code else code)
        return replace(self, place=None if self.place == code else code)

    def narrowings(self, times: tuple[OfferedTime, ...]) -> tuple[Narrowing, ...]:
        """What it can be narrowed to: only what there is, and nothing where all of it can be seen at once."""
        if len(times) <= TIMES_AT_ONCE:
            return ()
        any_part, any_place = replace(self, part=None), replace(self, place=None)
        parts = [part for part in Part if any(any_part.shows(each) and Part.of(each.hour) is part for each in times)]
        places = [place for place in Place if any(any_place.shows(each) and each.place == place for each in times)]
        return (*_buttons(PART_KEY, parts, self.part), *_buttons(PLACE_KEY, places, self.place))


def _buttons(key: str, codes: Iterable[str], chosen: str | None) -> tuple[Narrowing, ...]:
    found = tuple(Narrowing(code=str(code), text_id=option_text_id(key, code), chosen=code == chosen) for code in codes)
    return found if len(found) > 1 or chosen is not None else ()

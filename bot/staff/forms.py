"""Reading the console's forms: a code that is not on the list, or a number that is none, is refused, never guessed."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Any, TypeVar

from bot.desk.views import OpeningHours, Refused
from bot.page import Form
from flows.ages_in_years import OLDEST
from flows.counting import Registration
from flows.questions import InvalidAnswer
from flows.vocabulary import (
    AgeBand,
    Channel,
    ContactKind,
    Duration,
    Gender,
    Home,
    Outcome,
    Role,
    Substance,
    Support,
    Trouble,
    WellbeingBand,
    Whose,
    Workplace,
)

Code = TypeVar("Code", bound=StrEnum)

# The parts of a registration that may be left open.
OPEN_PARTS: Mapping[str, type[StrEnum]] = MappingProxyType(
    {
        "band": AgeBand,
        "role": Role,
        "workplace": Workplace,
        "outcome": Outcome,
        "duration": Duration,
        "gender": Gender,
        "home": Home,
        "substance": Substance,
        "whose": Whose,
        "support": Support,
        "wellbeing": WellbeingBand,
    }
)

CHOSEN = ("kind", "channel", "unit", "place", "years", *OPEN_PARTS)
NO_PLACES: Mapping[str, str] = MappingProxyType({})


def one_of(kind: type[Code], typed: str) -> Code:
    """A code from a list."""
    try:
        return kind(typed)
    except ValueError:
        raise InvalidAnswer("invalid-option") from None


def number(typed: str, *, otherwise: int = -1) -> int:
    """A whole number; what is none becomes one that the desk refuses."""
    return int(typed) if typed.strip().isascii() and typed.strip().isdigit() and len(typed) < 6 else otherwise


def registration(fields: Form, *, units: Iterable[str], places: Mapping[str, str] = NO_PLACES) -> Registration:
    """What a registration form says; `places` are names by code. An age in years says the band, if it is left open."""
    unit, channel, place = fields.get("unit", ""), one_of(Channel, fields.get("channel", "")), fields.get("place", "")
    if unit not in units or (place and place not in places):
        raise InvalidAnswer("invalid-option")
    if place and channel is not Channel.OUTREACH:
        raise Refused("line-place-channel", place=places[place])
    parts: dict[str, Any] = {
        name: one_of(kind, fields[name]) for name, kind in OPEN_PARTS.items() if fields.get(name, "")
    }
    return Registration(
        kind=one_of(ContactKind, fields.get("kind", ContactKind.CONTACT)),
        channel=channel,
        unit=unit,
        place=place or None,
        troubles=frozenset(one_of(Trouble, code) for code in fields.getall("troubles", [])),
        **parts | _age(fields.get("years", "").strip(), parts.get("band")),
    )


def _age(typed: str, band: AgeBand | None) -> dict[str, Any]:
    if not typed:
        return {}
    years = number(typed)
    if not 0 <= years <= OLDEST:
        raise Refused("register-years", oldest=OLDEST)
    if band not in (None, AgeBand.of(years)):
        raise Refused("line-ages", years=years, band=str(band))
    return {"years": years, "band": AgeBand.of(years)}


Chosen = Mapping[str, str | tuple[str, ...]]


def chosen_of(said: Registration) -> Chosen:
    """A registration as the values of its form."""
    chosen: dict[str, str | tuple[str, ...]] = {
        name: "" if (value := getattr(said, name)) is None else str(value) for name in CHOSEN
    }
    chosen["troubles"] = tuple(sorted(said.troubles))
    return chosen


def chosen_in(fields: Form) -> Chosen:
    """What stands in a form that has to be shown again."""
    chosen: dict[str, str | tuple[str, ...]] = {name: fields.get(name, "") for name in CHOSEN}
    chosen["troubles"] = tuple(fields.getall("troubles", []))
    return chosen


def hours(fields: Form) -> tuple[OpeningHours, ...]:
    """A week of opening hours; a day whose two boxes are empty is closed."""
    found = []
    for weekday in range(7):
        opens, closes = (fields.get(f"{name}-{weekday}", "").strip() for name in ("opens", "closes"))
        if opens or closes:
            found.append(OpeningHours(weekday=weekday, opens=opens.replace(".", ":"), closes=closes.replace(".", ":")))
    return tuple(found)

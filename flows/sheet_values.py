"""What a cell of an old registration sheet means: a month, a number, a tick, or one of our codes.

Rules: what is not clear is not guessed (None): somebody chooses what it means. A date is read as Danes write it, day
before month, or as ISO 8601; nothing finer than its month leaves this file.
"""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from types import MappingProxyType

from flows.line_reading import PHRASES, tokens_of
from flows.line_words import CODES, WORDS
from flows.vocabulary import AgeBand, Channel, Duration, Gender, Trouble, WellbeingBand

# What a column can be beside the codes of a registration.
MONTH, TIMES, UNIT, YEARS, PLACE = "month", "times", "unit", "years", "place"
# "Not known", said so.
UNKNOWN = ""
_NOT_KNOWN = frozenset(
    {"", "-", "?", "ukendt", "ved ikke", "ikke oplyst", "uoplyst", "ikke relevant", "n/a", "na", "unknown", "not known"}
)
_TICKED = frozenset({"x", "ja", "yes", "1", "sand", "true", "✓", "✔", "v", "j", "y"})
_EMPTY = frozenset({"", "nej", "no", "0", "-", "falsk", "false", "n"})
_MORE: Mapping[str, Mapping[str, StrEnum]] = MappingProxyType(
    {
        "channel": {"chat": Channel.WEB, "web": Channel.WEB, "webchat": Channel.WEB, "telegram": Channel.TELEGRAM},
        "gender": {"k": Gender.GIRL, "kvinde": Gender.GIRL, "f": Gender.GIRL, "m": Gender.BOY, "mand": Gender.BOY},
    }
)
_FIRST_YEAR, _LAST_YEAR = 1990, 2100
# Day 0 of a spreadsheet's calendar. Lotus's 29 February 1900 is counted too, so the old one begins a day early.
_DAY_ZERO = {1900: date(1899, 12, 30), 1904: date(1904, 1, 1)}
_SERIAL = re.compile(r"[2-7]\d{4}(?:[.,]\d+)?")
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?")
_TOGETHER = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})?")
_DAY_FIRST = re.compile(r"(\d{1,2})[-/. ]{1,2}(\d{1,2})[-/. ]{1,2}(\d{4}|\d{2})")
_MONTH_FIRST = re.compile(r"(\d{1,2})[-/. ](\d{4})")
_NAMED = re.compile(r"(?:(?:den )?\d{1,2}\.? ?)?([^\W\d_]{3,})[-/., ']{1,3}(\d{4}|\d{2})|(\d{4})[-/ ]([^\W\d_]{3,})")
_CLOCK = re.compile(r"[ t](?:kl\.? ?)?\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:[.,]\d+)?z?$")
_PARTS = re.compile(r"[,;/+&\n]| og | and ")


def normal(text: str) -> str:
    """A value as it is compared: small letters, single blanks."""
    return " ".join(text.casefold().split())


def read_month(text: str, *, epoch: int = 1900) -> str | None:
    """The month of a date, or of a month, however it is written; `epoch` is the sheet's calendar."""
    said = _CLOCK.sub("", normal(text))
    if _SERIAL.fullmatch(said):
        day = _DAY_ZERO[epoch] + timedelta(days=int(said[:5]))
        return _month(day.year, day.month, day.day)
    if (found := _TOGETHER.fullmatch(said)) or (found := _ISO.fullmatch(said)):
        return _month(int(found[1]), int(found[2]), int(found[3] or 1))
    if found := _DAY_FIRST.fullmatch(said):
        return _month(_year(found[3]), int(found[2]), int(found[1]))
    if found := _MONTH_FIRST.fullmatch(said):
        return _month(int(found[2]), int(found[1]), 1)
    if found := _NAMED.fullmatch(said):
        number = _month_number(found[1] or found[4])
        return None if number is None else _month(_year(found[2] or found[3]), number, 1)
    return None


def _month(year: int, month: int, day: int) -> str | None:
    try:
        read = date(year, month, day)
    except ValueError:
        return None
    return f"{read.year:04}-{read.month:02}" if _FIRST_YEAR <= year <= _LAST_YEAR else None


def _year(written: str) -> int:
    return int(written) + (2000 if len(written) == 2 else 0)


def _month_number(word: str) -> int | None:
    for words in WORDS.values():
        for number, name in enumerate(words.month_names, start=1):
            if name.startswith(word):
                return number
    return None


def read_number(text: str) -> int | None:
    """A whole number, also as a spreadsheet writes one."""
    said = re.fullmatch(r"(\d{1,6})(?:[.,]0+)?", normal(text))
    return None if said is None else int(said[1])


def read_tick(text: str) -> bool | None:
    """Whether a box is ticked."""
    said = normal(text).removesuffix(".0")
    return True if said in _TICKED else False if said in _EMPTY else None


def read_years(text: str) -> int | None:
    """An age in whole years."""
    said = re.fullmatch(r"(\d{1,3})(?:[.,]0+)? ?(?:år|-?årig|years?|y)?", normal(text))
    return None if said is None else int(said[1])


def read_code(name: str, text: str) -> str | None:
    """The code a value means in a column of this kind; `UNKNOWN` where it says so, None where it is not clear."""
    said = normal(text)
    if said in _NOT_KNOWN:
        return UNKNOWN
    if said in list(CODES[name]):
        return said
    if (measured := _measured(name, said)) is not None:
        return measured
    phrases = _phrases(name)
    tokens = tuple(token for token in tokens_of(re.sub(r"[/+&]", " og ", said)) if token not in (",", ":"))
    if tokens in phrases:
        return phrases[tokens]
    for fits in (_begins, _is_part, _has_part):
        found = {code for phrase, code in phrases.items() if fits(tokens, phrase)}
        if len(found) == 1:
            return found.pop()
    return None


def read_troubles(text: str) -> frozenset[Trouble] | None:
    """Several troubles in one cell."""
    if normal(text) in _NOT_KNOWN:
        return frozenset()
    parts = [read_code("troubles", part) for part in _PARTS.split(normal(text))]
    return None if None in parts else frozenset(Trouble(part) for part in parts if part)


def _measured(name: str, said: str) -> str | None:
    """A number that belongs to a band."""
    if name == "band":
        if (years := read_years(said)) is not None:
            return AgeBand.of(years)
        if found := re.fullmatch(r"(\d{1,2}) ?(?:-|til|to) ?(\d{1,2})(?: ?år| ?years)?", said.replace("–", "-")):
            low, high = AgeBand.of(int(found[1])), AgeBand.of(int(found[2]))
            return low if low is high else None
    if name == "duration":
        if found := re.fullmatch(r"(\d{1,2}):(\d{2})(?::\d{2})?", said):
            return Duration.of(60 * int(found[1]) + int(found[2]))
        if found := re.fullmatch(r"(\d{1,3})(?:[.,]0+)? ?(?:m|min\.?|minut(?:ter)?|minutes?)?", said):
            return Duration.of(int(found[1]))
        if found := re.fullmatch(r"(\d{1,2})(?:[.,](\d))? ?(?:t|timer?|h|hours?)\.?", said):
            return Duration.of(60 * int(found[1]) + 6 * int(found[2] or 0))
    if name == "wellbeing" and (points := read_number(said)) is not None and points <= 100:
        return WellbeingBand.of(points)
    return None


@cache
def _phrases(name: str) -> Mapping[tuple[str, ...], str]:
    found: dict[tuple[str, ...], str] = {(word,): str(code) for word, code in _MORE.get(name, {}).items()}
    for phrases in PHRASES.values():
        for phrase, meanings in phrases.items():
            for kind, code in meanings:
                if kind == name:
                    found[phrase] = str(code)
    return found


def _begins(tokens: tuple[str, ...], phrase: tuple[str, ...]) -> bool:
    typed = " ".join(tokens)
    return len(typed) >= 3 and " ".join(phrase).startswith(typed)


def _is_part(tokens: tuple[str, ...], phrase: tuple[str, ...]) -> bool:
    return bool(tokens) and set(tokens) <= set(phrase)


def _has_part(tokens: tuple[str, ...], phrase: tuple[str, ...]) -> bool:
    return any(tokens[at : at + len(phrase)] == phrase for at in range(len(tokens)))

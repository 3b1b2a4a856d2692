"""What is written on a button, and what comes back when it is pressed.

Rules: what comes back fits into the 64 bytes that a button may carry, and is read strictly: whatever we did not write
ourselves is an old button. A button that belongs to a question carries a mark of its conversation, the journal's
revision and its question, so that a press on an old message changes nothing.
"""

import hashlib
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum

from bot.desk.outgoing import Button, Keyboard
from flows.talk import StaleButton

__all__ = [
    "LARGEST",
    "Act",
    "Asked",
    "Button",
    "Keyboard",
    "Press",
    "data_for",
    "instant_mark",
    "key_mark",
    "read_instant",
    "read_press",
]

LARGEST = 64
# Seconds since 1970, until the year 2286.
LONGEST_INSTANT = 10


class Act(StrEnum):
    """What a button does; the codes are short because a button may carry little."""

    BEGIN = "begin"
    BEGIN_WITH_TEXT = "begin-text"
    HAVE_CODE = "have-code"
    ANSWER = "a"
    TICK = "t"
    GO_ON = "g"
    SKIP = "s"
    BACK = "b"
    ANSWERS = "l"
    CHANGE = "c"
    PAGE = "p"
    TALK_NOW = "n"
    WRITE_NOW = "w"
    NOT_NOW = "x"
    FIND_TIME = "f"
    NARROW = "q"
    GUIDE = "e"
    MY_TIME = "my"
    CANCEL_TIME = "z"
    CANCEL_SURE = "zz"
    CALENDAR = "i"
    NEW_WORDS = "v"
    LATE = "h"
    TAKE_PROPOSED = "pt"
    NONE_PROPOSED = "pn"
    REMIND = "r"
    REMIND_NOT = "rn"
    CODE = "k"
    CODE_DONE = "kd"
    ONLY_NUDGES = "u"
    ANSWERS_HERE = "uh"
    AS_WRITTEN = "o"
    KEEP_COVERED = "ok"
    FORGET = "d"
    FORGET_SURE = "dd"
    KEEP = "dn"
    LANGUAGE = "y"
    STOP_NOTICES = "stop"


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """Which question, of which conversation, at which revision: what makes a button old."""

    mark: str
    revision: int
    key: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Press:
    """A button's message, read. `value` is the option, the page, the language or the secret it carries."""

    act: Act
    value: str = field(default="", repr=False)
    asked: Asked | None = None


def key_mark(key: str) -> str:
    """A question's key in six letters."""
    return hashlib.sha256(key.encode()).hexdigest()[:6]


def instant_mark(instant: datetime | None) -> str:
    """An instant as a button carries it."""
    return "" if instant is None else str(int(instant.timestamp()))


def read_instant(value: str) -> datetime:
    """The instant a button carries; raises `StaleButton`."""
    if not (value.isascii() and value.isdigit() and len(value) <= LONGEST_INSTANT):
        raise StaleButton
    return datetime.fromtimestamp(int(value), UTC)


def data_for(act: Act, value: str = "", *, asked: Asked | None = None) -> str:
    """What a button carries; raises `ValueError` when it does not fit."""
    place = "" if asked is None else f"{asked.mark}.{asked.revision}.{asked.key}"
    data = f"{act}:{place}:{value}"
    if len(data.encode()) > LARGEST:
        raise ValueError(f"a button for {act} carries too much")
    return data


def read_press(data: str) -> Press:
    """What a press means; raises `StaleButton` for what no button of ours carries."""
    try:
        act, place, value = data.split(":", 2)
        asked = None
        if place:
            mark, revision, key = place.split(".")
            asked = Asked(mark=mark, revision=int(revision), key=key)
        return Press(act=Act(act), value=value, asked=asked)
    except ValueError:
        raise StaleButton from None

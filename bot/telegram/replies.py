"""What an update is answered with, before it is drawn: a few plain values.

A reply is made after what the update causes is on the disk; it is drawn from what is stored then, so that a process
that dies in between draws the same again.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from bot.desk.outgoing import Outgoing


class Show(StrEnum):
    """What is to be on the chat's screen."""

    NOTHING = "nothing"
    # Everything that follows from the update happened in the transaction that did it.
    DONE = "done"
    # The question that waits, the advice or the talk: wherever the conversation is.
    HERE = "here"
    HANDED_OVER = "handed-over"
    SAVED = "saved"
    MY_TIME = "my-time"
    # The same, just found or moved: whoever is not reminded of it yet is asked.
    BOOKED = "booked"
    ANSWERS = "answers"


@dataclass(frozen=True, kw_only=True, slots=True)
class Reply:
    """What to show, with `notice` above it; `heard` beside a pressed button; and what else leaves, before that."""

    show: Show = Show.HERE
    notice: str = field(default="", repr=False)
    heard: str = field(default="", repr=False)
    first: tuple[Outgoing, ...] = ()
    # What a step left to be shown once.
    words: str = field(default="", repr=False)
    link: str = field(default="", repr=False)
    secret: str = field(default="", repr=False)
    page: int = 0
    # What kind of thing this explains: not again for a while, once it has been said.
    explains: str = ""
    # The pressed message is left as it is, and what is shown comes below it.
    below: bool = False

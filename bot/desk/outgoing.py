"""What is to leave for a chat of a messenger, and how it is put into the outbox.

Rules: a value here says what somebody shall see, not how a messenger does it. It is kept under the server's key, with
the address beside it, and bound to its row; what belongs to a conversation opens only while that is not forgotten.
"""

import base64
import json
from dataclasses import dataclass, field, fields
from datetime import datetime
from enum import StrEnum
from typing import Any, TypeAlias

from bot.desk.house import House
from flows.vocabulary import Audience, Language
from storage.keys import Secret, new_id
from storage.outbox import Parcel

# Who listens to this is woken when something was put into the outbox.
OUTBOX = b"outbox"


class Slot(StrEnum):
    """Of these a chat shows one at a time: the newest takes the place of the one before."""

    # The question that waits: the earlier one loses its buttons.
    QUESTION = "question"
    # How it stands: the earlier one is deleted.
    STATUS = "status"
    # The message whose button shows a return code; it stays.
    CODE = "code"


@dataclass(frozen=True, kw_only=True, slots=True)
class Button:
    """One button: either it sends `data` back, or it opens `url`."""

    text: str
    data: str = field(default="", repr=False)
    url: str = ""


Keyboard: TypeAlias = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Say:
    """A new message; `reply_to` is the chat's message it belongs to."""

    text: str = field(repr=False)
    keyboard: Keyboard = ()
    slot: Slot | None = None
    reply_to: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """A new message of one sentence that is worded when it leaves: its wording id, and the instant it speaks of.

    `stop` gives it a button that ends such messages.
    """

    text_id: str
    language: Language
    when: str = ""
    stop: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Choose:
    """A new message with proposed times to choose from: of each its id and the words on its button.

    `none` is on the button that says no to all of them.
    """

    text: str = field(repr=False)
    times: tuple[tuple[str, str], ...] = field(repr=False)
    none: str


@dataclass(frozen=True, kw_only=True, slots=True)
class AskHelped:
    """The question whether somebody got the help they needed; `mark` is what the conversation's buttons carry."""

    language: Language
    audience: Audience
    mark: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Redraw:
    """Another text and other buttons on a message that is there; a new message where it is gone."""

    message: int
    text: str = field(repr=False)
    keyboard: Keyboard = ()
    slot: Slot | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Heard:
    """The answer to a press: the messenger stops waiting, and shows `text` if there is one."""

    press: str = field(repr=False)
    text: str = field(default="", repr=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class Remove:
    """Delete messages, as far as the messenger allows."""

    messages: tuple[int, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class File:
    """A file with a line of text."""

    name: str
    content: bytes = field(repr=False)
    text: str = field(repr=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class Clear:
    """Delete everything that can be deleted in a chat, then say how much that was and what is left."""

    messages: tuple[int, ...]
    too_old: int
    language: Language


@dataclass(frozen=True, kw_only=True, slots=True)
class GoAway:
    """Leave a group or a channel."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Nothing:
    """The answer to somebody who asks from within another chat: nothing but a way to write here."""

    query: str = field(repr=False)
    text: str = field(repr=False)


Outgoing: TypeAlias = Say | Line | Choose | AskHelped | Redraw | Heard | Remove | File | Clear | GoAway | Nothing
_KINDS: dict[str, type[Any]] = {
    kind.__name__.lower(): kind
    for kind in (Say, Line, Choose, AskHelped, Redraw, Heard, Remove, File, Clear, GoAway, Nothing)
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Addressed:
    """Something with where it goes: the chat's id, and the tag it is found by."""

    to: Secret
    tag: bytes = field(repr=False)
    what: Outgoing

    def to_json(self) -> bytes:
        """As it is kept, before it is sealed."""
        content = {
            "to": self.to.reveal().decode(),
            "tag": self.tag.hex(),
            "kind": type(self.what).__name__.lower(),
            "what": {each.name: _plain(getattr(self.what, each.name)) for each in fields(self.what)},
        }
        return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()

    @classmethod
    def from_json(cls, kept: bytes) -> "Addressed":
        """Read what `to_json` wrote."""
        content = json.loads(kept)
        kind = _KINDS[content["kind"]]
        values = {name: _READ.get(name, _same)(value) for name, value in content["what"].items()}
        return cls(to=Secret(content["to"].encode()), tag=bytes.fromhex(content["tag"]), what=kind(**values))


def _plain(value: Any) -> Any:
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, Button):
        return [value.text, value.data, value.url]
    return value


def _same(value: Any) -> Any:
    return value


def _keyboard(rows: list[list[list[str]]]) -> Keyboard:
    return tuple(tuple(Button(text=text, data=data, url=url) for text, data, url in row) for row in rows)


_READ: dict[str, Any] = {
    "keyboard": _keyboard,
    "slot": lambda value: None if value is None else Slot(value),
    "messages": tuple,
    "times": lambda pairs: tuple((each_id, words) for each_id, words in pairs),
    "content": base64.b64decode,
    "language": Language,
    "audience": Audience,
}


def parcel(
    house: House,
    addressed: Addressed,
    *,
    conversation_id: bytes | None = None,
    shred: Secret | None = None,
    sequence: int | None = None,
    due_at: datetime | None = None,
) -> Parcel:
    """What is put into the outbox. With a conversation, `shred` is its shred key."""
    if (conversation_id is None) != (shred is None):
        raise ValueError("a conversation's parcel needs its shred key, and nobody else's")
    parcel_id = new_id()
    return Parcel(
        id=parcel_id,
        position=house.positions.next(),
        lane=house.keyring.lane(addressed.to),
        conversation_id=conversation_id,
        sequence=sequence,
        wrapped=house.keyring.seal_for_desk(addressed.to_json(), context=b"outbox|" + parcel_id, shred=shred),
        due_at=due_at or house.now(),
    )


def open_parcel(house: House, found: Parcel, *, shred: Secret | None) -> Addressed:
    """What a parcel holds; raises `WrongKey` when its conversation is forgotten."""
    opened = house.keyring.open_at_desk(found.wrapped, context=b"outbox|" + found.id, shred=shred)
    return Addressed.from_json(opened)

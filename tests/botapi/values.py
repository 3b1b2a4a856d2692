"""What the server holds: people, chats, messages, updates and calls.

Rules it keeps: what never changes is frozen; a message, a chat and a call change only through the world and the server.
"""

from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any, NamedTuple

Fields = dict[str, Any]


class ApiError(Exception):
    """A refusal, as the Bot API words it."""

    def __init__(self, code: int, description: str, retry_after: int | None = None) -> None:
        super().__init__(f"{code} {description}")
        self.code = code
        self.description = description
        self.retry_after = retry_after


class NothingThere(AssertionError):
    """A test asked for something that is not there (yet); `World.wait_for` takes it for "not yet"."""


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody with an account. The bot sees everything of it but the phone number."""

    user_id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = "da"
    phone: str | None = None


@dataclass(frozen=True, kw_only=True)
class Button:
    """A button under a message."""

    text: str
    data: str | None = None
    url: str | None = None


class Document(NamedTuple):
    """A file that was sent."""

    name: str
    content: bytes

    @property
    def file_id(self) -> str:
        """By what the server knows it."""
        return "BQAC" + sha256(self.name.encode() + b"\0" + self.content).hexdigest()


@dataclass(kw_only=True)
class Message:
    """A message as it stands now. `raw` holds what else a person's message carries, `markup` the keyboard as sent."""

    message_id: int
    chat_id: int
    from_bot: bool
    at: datetime
    text: str | None = None
    caption: str | None = None
    entities: list[Fields] = field(default_factory=list)
    keyboard: list[list[Button]] = field(default_factory=list)
    markup: Fields | None = None
    document: Document | None = None
    edited: datetime | None = None
    deleted: bool = False
    protected: bool = False
    reply_to: int | None = None
    reactions: list[Fields] = field(default_factory=list)
    raw: Fields = field(default_factory=dict)

    def buttons(self) -> list[Button]:
        """Every button, row by row."""
        return [button for row in self.keyboard for button in row]


@dataclass(kw_only=True)
class Chat:
    """A chat of the bot with one person, or a group it was put into."""

    chat_id: int
    kind: str = "private"
    title: str | None = None
    messages: list[Message] = field(default_factory=list)
    blocked: bool = False
    left: bool = False


@dataclass(frozen=True, kw_only=True)
class Update:
    """One update. `epoch` grows with every jump of the ids."""

    update_id: int
    kind: str
    body: Any
    at: datetime
    epoch: int

    def as_fields(self) -> Fields:
        """The update as it is sent."""
        return {"update_id": self.update_id, self.kind: self.body}


@dataclass(kw_only=True)
class Call:
    """A request that reached the server.

    `status` is what the method came to, also when a fault kept it from the client; `answered` is whether an answer
    was written out whole.
    """

    method: str
    parameters: Fields
    at: datetime
    status: int | None = None
    description: str | None = None
    answered: bool = False


@dataclass(frozen=True, kw_only=True)
class Command:
    """A command of the menu."""

    name: str
    description: str


@dataclass(frozen=True, kw_only=True)
class CallbackAnswer:
    """What a person saw after a press."""

    text: str | None
    show_alert: bool


@dataclass(frozen=True, kw_only=True)
class Webhook:
    """Where updates are pushed to."""

    url: str
    secret_token: str | None
    max_connections: int


@dataclass(frozen=True, kw_only=True)
class ChatLimit:
    """How many messages a chat takes: `per_second` on average, `burst` at once."""

    per_second: float
    burst: int = 1

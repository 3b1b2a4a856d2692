"""What Telegram sent, reduced to what we need of it.

Rules: this is the only place that looks into an update. Names, user names, pictures, numbers and everything else about
a person stay behind here and go nowhere; of the language only the hint is kept. What cannot be read raises
`Unreadable`, which says nothing of what it was.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from storage.keys import Secret

# Who writes to us alone; all else is a group or a channel.
PRIVATE = "private"


class Unreadable(Exception):
    """An update that does not look like one."""


class Kind(StrEnum):
    """What kind of thing happened."""

    WROTE = "wrote"
    EDITED = "edited"
    PRESSED = "pressed"
    SENT = "sent"
    CLOSED = "closed"
    OPENED = "opened"
    GROUP = "group"
    ASKED_ELSEWHERE = "asked-elsewhere"
    NOTHING = "nothing"


class Thing(StrEnum):
    """What was sent that is not a text; each has a sentence `telegram-kind-…`."""

    PHOTO = "photo"
    VIDEO = "video"
    VOICE = "voice"
    AUDIO = "audio"
    FILE = "file"
    STICKER = "sticker"
    ANIMATION = "animation"
    LOCATION = "location"
    CONTACT = "contact"
    POLL = "poll"
    FORWARD = "forward"
    OTHER = "other"


# The first that is there says what it is: an animation is a document too, a venue is a location too.
_THINGS = {
    "photo": Thing.PHOTO,
    "video": Thing.VIDEO,
    "video_note": Thing.VIDEO,
    "voice": Thing.VOICE,
    "audio": Thing.AUDIO,
    "animation": Thing.ANIMATION,
    "document": Thing.FILE,
    "sticker": Thing.STICKER,
    "venue": Thing.LOCATION,
    "location": Thing.LOCATION,
    "contact": Thing.CONTACT,
    "poll": Thing.POLL,
}
# Somebody else's words, in both the older and the newer spelling.
_FORWARDED = ("forward_origin", "forward_date", "forward_from", "forward_sender_name")
# What a messenger says by itself about a chat: nobody waits for an answer.
_SERVICE = (
    "pinned_message",
    "message_auto_delete_timer_changed",
    "delete_chat_photo",
    "write_access_allowed",
    "chat_background_set",
    "connected_website",
)
WANTED = (
    "message",
    "edited_message",
    "callback_query",
    "my_chat_member",
    "channel_post",
    "inline_query",
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Arrived:
    """One update, reduced. `at` is UTC. `waiting` is the text that a pressed message answers to, and `waits_in` the
    message it stands in.
    """

    kind: Kind
    chat: str = field(repr=False)
    message: int = 0
    at: str = ""
    text: str = field(default="", repr=False)
    language: str = ""
    press: str = field(default="", repr=False)
    data: str = field(default="", repr=False)
    waiting: str = field(default="", repr=False)
    waits_in: int = 0
    thing: Thing | None = None

    @property
    def address(self) -> Secret:
        """Where it came from, and where an answer goes."""
        return Secret(self.chat.encode())

    @property
    def written_at(self) -> datetime:
        """When it was written."""
        return datetime.fromisoformat(self.at)

    def to_json(self) -> bytes:
        """As it is kept, before it is sealed."""
        content = {name: value for name in self.__slots__ if (value := getattr(self, name))}
        return json.dumps(content, ensure_ascii=False).encode()

    @classmethod
    def from_json(cls, kept: bytes) -> "Arrived":
        """Read what `to_json` wrote; raises `Unreadable`."""
        try:
            found = json.loads(kept)
            thing = found.pop("thing", None)
            kind = Kind(found.pop("kind"))
            return cls(kind=kind, thing=None if thing is None else Thing(thing), **found)
        except (ValueError, TypeError, KeyError, AttributeError):
            raise Unreadable from None


def number_of(update: object) -> int:
    """An update's number; raises `Unreadable`."""
    number = update.get("update_id") if isinstance(update, Mapping) else None
    if not isinstance(number, int):
        raise Unreadable
    return number


def read_update(update: Mapping[str, Any]) -> Arrived:
    """What an update means to us; raises `Unreadable`."""
    try:
        return _read(update)
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError, OSError, RecursionError):
        raise Unreadable from None


def _read(update: Mapping[str, Any]) -> Arrived:
    if "message" in update:
        return _message(update["message"])
    if "edited_message" in update:
        return _edited(update["edited_message"])
    if "callback_query" in update:
        return _pressed(update["callback_query"])
    if "my_chat_member" in update:
        return _membership(update["my_chat_member"])
    if "channel_post" in update:
        return Arrived(kind=Kind.GROUP, chat=_chat(update["channel_post"]))
    if "inline_query" in update:
        query = update["inline_query"]
        return Arrived(
            kind=Kind.ASKED_ELSEWHERE,
            chat=_number(query["from"]["id"]),
            press=_text(query["id"]),
            language=_language(query["from"]),
        )
    return Arrived(kind=Kind.NOTHING, chat="")


def _message(message: Mapping[str, Any]) -> Arrived:
    if not _is_private(message):
        return Arrived(kind=Kind.GROUP, chat=_chat(message), language=_language(message.get("from") or {}))
    thing = _thing_in(message)
    if thing is not None:
        return _sent(thing, message)
    if "text" in message:
        return _written(Kind.WROTE, message)
    if any(name in message for name in _SERVICE):
        return Arrived(kind=Kind.NOTHING, chat=_chat(message), message=int(message["message_id"]), at=_at(message))
    return _sent(Thing.OTHER, message)


def _edited(message: Mapping[str, Any]) -> Arrived:
    """Other words; a place that moves, or a picture without words that was changed, is no news."""
    if _is_private(message):
        if "text" in message:
            return _written(Kind.EDITED, message)
        thing = _thing_in(message)
        if thing is not None and thing is not Thing.FORWARD and "caption" in message:
            return replace(_sent(thing, message), kind=Kind.EDITED)
    return Arrived(kind=Kind.NOTHING, chat=_chat(message))


def _thing_in(message: Mapping[str, Any]) -> Thing | None:
    """What was sent, where it is more than a text."""
    if any(name in message for name in _FORWARDED):
        return Thing.FORWARD
    return next((thing for name, thing in _THINGS.items() if name in message), None)


def _written(kind: Kind, message: Mapping[str, Any]) -> Arrived:
    return Arrived(
        kind=kind,
        chat=_chat(message),
        message=int(message["message_id"]),
        at=_at(message),
        text=_text(message["text"]),
        language=_language(message.get("from") or {}),
    )


def _sent(thing: Thing, message: Mapping[str, Any]) -> Arrived:
    # Of what others wrote nothing is kept; what somebody wrote under a picture is theirs.
    own_words = "" if thing is Thing.FORWARD else _text(message.get("caption", ""))
    return Arrived(
        kind=Kind.SENT,
        chat=_chat(message),
        message=int(message["message_id"]),
        at=_at(message),
        text=own_words,
        language=_language(message.get("from") or {}),
        thing=thing,
    )


def _pressed(query: Mapping[str, Any]) -> Arrived:
    message = query.get("message") or {}
    answered = message.get("reply_to_message") or {}
    if message and not _is_private(message):
        return Arrived(kind=Kind.GROUP, chat=_chat(message))
    return Arrived(
        kind=Kind.PRESSED,
        chat=_chat(message) if message else _number(query["from"]["id"]),
        message=int(message.get("message_id", 0)),
        text="",
        language=_language(query["from"]),
        press=_text(query["id"]),
        data=_text(query.get("data", "")),
        waiting=_text(answered.get("text", answered.get("caption", ""))),
        waits_in=int(answered.get("message_id", 0)),
    )


def _membership(change: Mapping[str, Any]) -> Arrived:
    status = change["new_chat_member"]["status"]
    if not _is_private(change):
        gone = status in ("left", "kicked")
        return Arrived(
            kind=Kind.NOTHING if gone else Kind.GROUP, chat=_chat(change), language=_language(change["from"])
        )
    return Arrived(kind=Kind.CLOSED if status == "kicked" else Kind.OPENED, chat=_chat(change))


def _is_private(message: Mapping[str, Any]) -> bool:
    return bool(message["chat"]["type"] == PRIVATE)


def _chat(message: Mapping[str, Any]) -> str:
    return _number(message["chat"]["id"])


def _number(value: object) -> str:
    """A chat's id as it is written; it can need more than 32 bits."""
    if not isinstance(value, int) or isinstance(value, bool):
        raise Unreadable
    return str(value)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise Unreadable
    # Half a surrogate pair is no letter, and nothing can be done with it.
    return value.encode(errors="replace").decode()


def _at(message: Mapping[str, Any]) -> str:
    return datetime.fromtimestamp(int(message["date"]), UTC).isoformat()


def _language(person: Mapping[str, Any]) -> str:
    """No more than "da" or "en"; what is no language code is none."""
    code = person.get("language_code")
    return code[:2].lower() if isinstance(code, str) and code[:2].isalpha() else ""

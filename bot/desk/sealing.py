"""What goes into envelopes: a message with its exact time, a journal, a summary, arrival words.

Each is bound to its conversation, its number and its direction, so that no row can be swapped for another.
"""

import json
from dataclasses import dataclass, field
from datetime import datetime

from bot.desk.views import Summary
from flows.talk import Journal, Raw
from flows.vocabulary import AgeBand, Audience, Channel, Direction
from storage.envelope import Binding, open_sealed, seal
from storage.keys import Secret


@dataclass(frozen=True, kw_only=True, slots=True)
class Body:
    """A message inside its envelope; `at` is UTC."""

    text: str = field(repr=False)
    at: datetime
    channel: Channel
    edited: bool = False


def _message(conversation_id: bytes, sequence: int, direction: Direction) -> Binding:
    return Binding(table="messages", conversation=conversation_id, sequence=sequence, direction=direction.value)


def _part(name: str, conversation_id: bytes) -> Binding:
    return Binding(table=name, conversation=conversation_id, sequence=0, direction="")


def seal_message(body: Body, *, conversation_id: bytes, sequence: int, direction: Direction, public: bytes) -> bytes:
    """The envelope of one message."""
    if body.at.tzinfo is None:
        raise ValueError("a message needs a time with a zone")
    content: dict[str, object] = {"text": body.text, "at": body.at.isoformat(), "channel": body.channel.value}
    if body.edited:
        content["edited"] = True
    return seal(_dump(content), public=public, binding=_message(conversation_id, sequence, direction))


def open_message(
    envelope: bytes, *, conversation_id: bytes, sequence: int, direction: Direction, private: Secret
) -> Body:
    """The message in an envelope; raises `WrongKey` when the row is not the one it was sealed for."""
    content = json.loads(open_sealed(envelope, private=private, binding=_message(conversation_id, sequence, direction)))
    return Body(
        text=content["text"],
        at=datetime.fromisoformat(content["at"]),
        channel=Channel(content["channel"]),
        edited=content.get("edited", False),
    )


def seal_journal(journal: Journal, *, conversation_id: bytes, public: bytes) -> bytes:
    """The envelope of a script's journal."""
    return seal(journal.to_json().encode(), public=public, binding=_part("journal", conversation_id))


def open_journal(envelope: bytes, *, conversation_id: bytes, private: Secret) -> Journal:
    """The journal in an envelope."""
    return Journal.from_json(open_sealed(envelope, private=private, binding=_part("journal", conversation_id)).decode())


@dataclass(frozen=True, kw_only=True, slots=True)
class Screening:
    """What the screening left: the answers on the path, and what the page and the registration need of the outcome."""

    answers: tuple[tuple[str, Raw], ...] = field(repr=False)
    who5: int | None
    audience: Audience
    band: AgeBand | None
    elsewhere: bool
    registration: dict[str, str | list[str] | None]

    def summary(self) -> Summary:
        """The part that a therapist reads."""
        return Summary(answers=self.answers, who5=self.who5)


def seal_screening(screening: Screening, *, conversation_id: bytes, public: bytes) -> bytes:
    """The envelope of a screening."""
    content = {
        "answers": [[key, list(raw) if isinstance(raw, tuple) else raw] for key, raw in screening.answers],
        "who5": screening.who5,
        "audience": screening.audience.value,
        "band": screening.band.value if screening.band else None,
        "elsewhere": screening.elsewhere,
        "registration": screening.registration,
    }
    return seal(_dump(content), public=public, binding=_part("summary", conversation_id))


def open_screening(envelope: bytes, *, conversation_id: bytes, private: Secret) -> Screening:
    """The screening in an envelope."""
    content = json.loads(open_sealed(envelope, private=private, binding=_part("summary", conversation_id)))
    return Screening(
        answers=tuple((key, tuple(raw) if isinstance(raw, list) else raw) for key, raw in content["answers"]),
        who5=content["who5"],
        audience=Audience(content["audience"]),
        band=AgeBand(content["band"]) if content["band"] else None,
        elsewhere=content["elsewhere"],
        registration=content["registration"],
    )


def seal_arrival_word(words: str, *, conversation_id: bytes, public: bytes) -> bytes:
    """The envelope of the words said at the door."""
    return seal(words.encode(), public=public, binding=_part("pretalks", conversation_id))


def open_arrival_word(envelope: bytes, *, conversation_id: bytes, private: Secret) -> str:
    """The words said at the door."""
    return open_sealed(envelope, private=private, binding=_part("pretalks", conversation_id)).decode()


def seal_link(link: str, *, conversation_id: bytes, public: bytes) -> bytes:
    """The envelope of an online room's address."""
    return seal(link.encode(), public=public, binding=_part("pretalks link", conversation_id))


def open_link(envelope: bytes, *, conversation_id: bytes, private: Secret) -> str:
    """An online room's address."""
    return open_sealed(envelope, private=private, binding=_part("pretalks link", conversation_id)).decode()


def seal_address(address: Secret, *, conversation_id: bytes, tag: bytes, public: bytes) -> bytes:
    """The envelope of a chat's id: only who can read the conversation can answer there."""
    return seal(address.reveal(), public=public, binding=_part(f"chats {tag.hex()}", conversation_id))


def open_address(envelope: bytes, *, conversation_id: bytes, tag: bytes, private: Secret) -> Secret:
    """The chat's id in an envelope."""
    return Secret(open_sealed(envelope, private=private, binding=_part(f"chats {tag.hex()}", conversation_id)))


def _dump(content: object) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()

"""A conversation as it is stored: what stands in the open, and what is sealed."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import RowMapping

from flows.vocabulary import AgeBand, Channel, ConversationState, Language, Role, Urgency, Wish


@dataclass(frozen=True, kw_only=True, slots=True)
class ConversationRow:
    """A conversation as it is stored."""

    id: bytes = field(repr=False)
    public_key: bytes = field(repr=False)
    channel: Channel
    language: Language
    state: ConversationState
    first_contact_on: date
    last_activity_on: date
    script: str
    journal: bytes | None = field(repr=False)
    revision: int
    queue_id: bytes | None = field(repr=False)
    queue_wrapped: bytes | None = field(repr=False)
    urgency: Urgency | None
    age_band: AgeBand | None
    role: Role | None
    wish: Wish | None
    summary: bytes | None = field(repr=False)
    waiting_since: datetime | None
    claimed_by: bytes | None = field(repr=False)
    code_wrapped: bytes | None = field(repr=False)
    code_settled: bool
    seen_by_visitor: int
    seen_by_therapist: int
    desk_until: datetime | None
    asked_helped: bool
    times_closed: int | None


_SETS = {
    "channel": Channel,
    "language": Language,
    "state": ConversationState,
    "urgency": Urgency,
    "age_band": AgeBand,
    "role": Role,
    "wish": Wish,
}


def conversation_row(found: RowMapping | dict[str, Any]) -> ConversationRow:
    """A row of the table as a value."""
    values: dict[str, Any] = {name: value for name, value in found.items() if name != "code_tag"}
    for name, kind in _SETS.items():
        if values[name] is not None:
            values[name] = kind(values[name])
    return ConversationRow(**values)

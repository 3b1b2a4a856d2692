"""What the desk shows: frozen values that a page draws, and the one way a wish is refused.

Nothing here opens an envelope or knows a sentence; texts are named by their wording id.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from flows.clock import Reading
from flows.counting import Registration
from flows.offers import Offer
from flows.talk import Asking, Raw
from flows.vocabulary import (
    AgeBand,
    Audience,
    Channel,
    ConversationState,
    Delivery,
    Direction,
    Language,
    Place,
    PretalkState,
    Role,
    StaffRole,
    Urgency,
    Wish,
)
from storage.keys import Secret


class Refused(Exception):
    """What somebody asked for cannot be done; `text_id` names the one sentence that says why."""

    def __init__(self, text_id: str, **arguments: str | int) -> None:
        super().__init__(text_id)
        self.text_id = text_id
        self.arguments = arguments


class NotAllowed(Refused):
    """Somebody asked for what is not theirs to see; answered 403 and written to the audit trail."""


class CountsSealed(Refused):
    """Ballots wait that nobody who holds the key was here to open; until then no figure would be right."""

    def __init__(self, *, waiting: int) -> None:
        super().__init__("counts-sealed", count=waiting)


class Stage(StrEnum):
    """Which page a visitor is on."""

    ASKING = "asking"
    CODE = "code"
    ADVICE = "advice"
    TALK = "talk"


@dataclass(frozen=True, kw_only=True, slots=True)
class OpeningHours:
    """When somebody usually answers: weekday 0 is Monday; local times as "09:00"."""

    weekday: int
    opens: str
    closes: str


@dataclass(frozen=True, kw_only=True, slots=True)
class MessageView:
    """One message, opened. `at` is UTC; `seen` says whether the other side has had it on its screen.

    `channel` is the door it came through; `delivery` what became of it on its way to a messenger, if it went there.
    """

    sequence: int
    direction: Direction
    text: str = field(repr=False)
    at: datetime
    seen: bool
    channel: Channel
    edited: bool = False
    delivery: Delivery | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class PretalkView:
    """A pre-talk as both sides see it. `where` names the place, `address` and `way` say how to get there.

    `link` and `arrival_word` are only there for whoever can open them; `room`: there is a link. `little`: it is about a
    child of at most 11. `later_from` is the day she asked to wait until. `may_be_late`: it is so near that she can say
    she will be late; `said_late`: she did.
    """

    state: PretalkState
    starts_at: datetime | None
    minutes: int | None
    place: Place | None
    where: str
    address: str
    way: str
    link: str = field(repr=False)
    arrival_word: str = field(repr=False)
    room: bool = False
    little: bool = False
    later_from: date | None = None
    may_be_late: bool = False
    said_late: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class ProposedTime:
    """A time a therapist proposes, held until `lapses_at`. With `instead_of` it would take the booked one's place.

    `where` names the place, where that says more than what kind of place it is; `address` is empty online.
    """

    id: str
    starts_at: datetime
    minutes: int
    place: Place
    where: str
    address: str
    lapses_at: datetime
    instead_of: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class DiscreetText:
    """A message held back: with the spots covered, as it was, and the press it will be sent with."""

    covered: str = field(repr=False)
    original: str = field(repr=False)
    press: str
    kinds: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Fact:
    """A helpline or another fact that texts show, with where it comes from."""

    code: str
    fields: dict[str, str]
    old: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class AdviceView:
    """Help without a talk: helplines first, then other offers that fit the age."""

    offers: tuple[Offer, ...]
    helplines: tuple[Fact, ...]
    band: AgeBand | None
    elsewhere: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class TalkView:
    """The talk with a therapist: what was written, where in the queue, and the pre-talk.

    `here_again` is when somebody answers again (UTC), where one waits and nobody is here now.
    """

    state: ConversationState
    messages: tuple[MessageView, ...]
    place: int | None
    hours: tuple[OpeningHours, ...]
    pretalk: PretalkView | None
    wish: Wish | None
    can_find_time: bool
    proposed: tuple[ProposedTime, ...] = ()
    here_again: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class VisitorView:
    """Everything the visitor's page draws. `asking` may stand above the talk (finding a time, feedback)."""

    stage: Stage
    language: Language
    audience: Audience
    revision: int
    danger: bool
    asking: Asking | None
    code: tuple[str, ...] | None = field(repr=False)
    talk: TalkView | None
    advice: AdviceView | None
    helplines: tuple[Fact, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class StaffSession:
    """Somebody at the unit who is logged in; holds their private key for this request only."""

    staff_id: bytes = field(repr=False)
    shown_name: str
    roles: frozenset[StaffRole]
    private: Secret = field(repr=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class QueueRowView:
    """One line of the queue: enough to choose, nothing of what was written."""

    conversation: str
    queue: str
    urgency: Urgency
    waiting_minutes: int | None
    clock: Reading
    band: AgeBand | None
    role: Role | None
    wish: Wish | None
    state: ConversationState
    mine: bool
    claimed_by: str | None
    unread: bool
    pretalk: PretalkState | None
    language: Language
    channel: Channel


@dataclass(frozen=True, kw_only=True, slots=True)
class Summary:
    """The screening as the therapist reads it: question keys with raw answers, and WHO-5 (0-100)."""

    answers: tuple[tuple[str, Raw], ...] = field(repr=False)
    who5: int | None


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseView:
    """A claimed conversation, opened. `draft` is the registration pre-filled from the screening.

    `doors` are those it was written through, or leads to. `chat`: answers go on to a chat; `nudges`: a chat is only
    told that there is an answer; `blocked`: nothing reaches a chat of theirs any more.
    """

    row: QueueRowView
    summary: Summary
    messages: tuple[MessageView, ...]
    pretalk: PretalkView | None
    draft: Registration
    revision: int
    doors: tuple[Channel, ...]
    chat: bool
    nudges: bool
    blocked: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class CalendarRowView:
    """One line of a therapist's calendar: a pre-talk, a free time (`time` is its id), or one they closed (`closed`).

    `colleague` holds it with them.
    """

    time: str
    starts_at: datetime
    minutes: int
    place: Place | None
    where: str
    queue: str
    colleague: str | None
    closed: str | None
    state: PretalkState | None
    arrival_word: str | None = field(repr=False)
    conversation: str | None
    band: AgeBand | None
    role: Role | None


@dataclass(frozen=True, kw_only=True, slots=True)
class StaffView:
    """Somebody at the unit, as the administrator sees them."""

    staff_id: str
    login: str
    shown_name: str
    roles: frozenset[StaffRole]
    disabled: bool
    queues: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class QueueView:
    """A queue, as the administrator sees it."""

    code: str
    bands: tuple[AgeBand, ...]
    members: tuple[str, ...]
    hours: tuple[OpeningHours, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class NewLogin:
    """What a new or reset person needs once: shown, never stored in the clear."""

    login: str
    password: str = field(repr=False)
    totp_secret: str = field(repr=False)
    otpauth: str = field(repr=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class TrailRow:
    """One line of the audit trail."""

    at: datetime
    who: str
    action: str
    subject: str


@dataclass(frozen=True, kw_only=True, slots=True)
class NoticesView:
    """Whether a therapist is told in a chat that something waits, and when not (local times as "19:00").

    `invited` says that an invitation waits for its chat.
    """

    linked: bool
    invited: bool
    quiet_from: str
    quiet_until: str


@dataclass(frozen=True, kw_only=True, slots=True)
class MessengerView:
    """What a messenger sent that is not dealt with or is set aside, and what is still to leave or never can."""

    arrived: int
    aside: int
    leaving: int
    sending: int
    undeliverable: int

    @property
    def stuck(self) -> bool:
        """Whether somebody has to look."""
        return self.aside > 0 or self.undeliverable > 0

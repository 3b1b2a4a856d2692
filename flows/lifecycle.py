"""The life of a conversation and of a pre-talk, as tables: (state, event) → state.

Several people move these (visitor, therapist, timer), so they are no script. An event that is not in the table raises
`NotAllowed` and changes nothing. A forgotten conversation is not there at all and so has no state.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeAlias, TypeVar

from flows.vocabulary import ConversationState, PretalkState

State = TypeVar("State")
Next = TypeVar("Next")
Event = TypeVar("Event", bound=StrEnum)
Table: TypeAlias = Mapping[tuple[State, Event], State]


class ConversationEvent(StrEnum):
    """What can happen to a conversation."""

    HAND_OVER = "hand_over"  # the screening is done, or somebody wants a person now
    CLAIM = "claim"  # a therapist takes it
    RELEASE = "release"  # and gives it back to the queue
    WRITE = "write"  # the visitor writes
    REPLY = "reply"  # the therapist writes
    CLOSE = "close"  # the therapist ends the contact


class PretalkEvent(StrEnum):
    """What can happen to a pre-talk."""

    WISH = "wish"  # wanted, but no time fits yet
    OFFER = "offer"  # times are shown, or a therapist proposes some
    BOOK = "book"  # a time is taken
    MOVE = "move"  # another time instead
    CANCEL = "cancel"  # the visitor gives the time, or the wish, up
    CANCEL_LATE = "cancel_late"  # the visitor cancels on the day itself
    STAFF_CANCEL = "staff_cancel"  # the unit gives the time up
    HOLD = "hold"  # it took place
    MISS = "miss"  # nobody came


class NotAllowed(Exception):
    """This event cannot happen in this state; nothing was changed."""


_C = ConversationState
_CE = ConversationEvent
CONVERSATION: Table[ConversationState, ConversationEvent] = {
    (_C.INTAKE, _CE.HAND_OVER): _C.WAITING,
    (_C.WAITING, _CE.CLAIM): _C.CLAIMED,
    (_C.WAITING, _CE.WRITE): _C.WAITING,
    (_C.CLAIMED, _CE.WRITE): _C.CLAIMED,
    (_C.CLAIMED, _CE.REPLY): _C.CLAIMED,
    (_C.CLAIMED, _CE.RELEASE): _C.WAITING,
    (_C.CLAIMED, _CE.CLOSE): _C.CLOSED,
    # Families may always come back: a closed conversation that is written to waits again.
    (_C.CLOSED, _CE.WRITE): _C.WAITING,
}

_P = PretalkState
_PE = PretalkEvent
# None is a conversation without a pre-talk.
PRETALK: Mapping[tuple[PretalkState | None, PretalkEvent], PretalkState] = {
    (None, _PE.WISH): _P.WISHED,
    (None, _PE.OFFER): _P.OFFERED,
    (None, _PE.BOOK): _P.BOOKED,
    (_P.WISHED, _PE.WISH): _P.WISHED,
    (_P.WISHED, _PE.OFFER): _P.OFFERED,
    (_P.WISHED, _PE.BOOK): _P.BOOKED,
    (_P.WISHED, _PE.CANCEL): _P.GIVEN_UP,
    # None of the times fits: she says when she could, and it is the therapists' turn again.
    (_P.OFFERED, _PE.WISH): _P.WISHED,
    (_P.OFFERED, _PE.OFFER): _P.OFFERED,
    (_P.OFFERED, _PE.BOOK): _P.BOOKED,
    (_P.OFFERED, _PE.CANCEL): _P.GIVEN_UP,
    (_P.BOOKED, _PE.MOVE): _P.BOOKED,
    # A time that no longer fits is let go of for a wish: the visitor still wants a pre-talk.
    (_P.BOOKED, _PE.WISH): _P.WISHED,
    (_P.BOOKED, _PE.CANCEL): _P.GIVEN_UP,
    # Who cancels late has not said that she wants none: she may find another time.
    (_P.BOOKED, _PE.CANCEL_LATE): _P.WISHED,
    # When the unit cancels, new times are offered in the same breath.
    (_P.BOOKED, _PE.STAFF_CANCEL): _P.OFFERED,
    (_P.BOOKED, _PE.HOLD): _P.HELD,
    (_P.BOOKED, _PE.MISS): _P.ABSENT,
    # Who did not come, or gave up, may try again.
    (_P.ABSENT, _PE.WISH): _P.WISHED,
    (_P.ABSENT, _PE.OFFER): _P.OFFERED,
    (_P.ABSENT, _PE.BOOK): _P.BOOKED,
    (_P.ABSENT, _PE.CANCEL): _P.GIVEN_UP,
    (_P.GIVEN_UP, _PE.WISH): _P.WISHED,
    (_P.GIVEN_UP, _PE.OFFER): _P.OFFERED,
    (_P.GIVEN_UP, _PE.BOOK): _P.BOOKED,
}


def next_state(table: Mapping[tuple[State, Event], Next], state: State, event: Event) -> Next:
    """The state an event leads to; raises `NotAllowed` when the table does not have it."""
    try:
        return table[state, event]
    except KeyError:
        raise NotAllowed(f"{event} in {state}") from None

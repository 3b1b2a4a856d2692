"""The lives of a conversation and of a pre-talk: every state with every event, allowed or refused."""

from itertools import product

import pytest

from flows.lifecycle import (
    CONVERSATION,
    PRETALK,
    ConversationEvent,
    NotAllowed,
    PretalkEvent,
    next_state,
)
from flows.vocabulary import ConversationState, PretalkState

# Written out in full, so that a change of the table has to be meant. "-" is refused.
CONVERSATIONS = """
          hand_over  claim    write    reply    release  close
intake    waiting    -        -        -        -        -
waiting   -          claimed  waiting  -        -        -
claimed   -          -        claimed  claimed  waiting  closed
closed    -          -        waiting  -        -        -
"""
PRETALKS = """
          wish     offer    book    move    cancel    cancel_late  staff_cancel  hold  miss
nothing   wished   offered  booked  -       -         -            -             -     -
wished    wished   offered  booked  -       given_up  -            -             -     -
offered   wished   offered  booked  -       given_up  -            -             -     -
booked    wished   -        -       booked  given_up  wished       offered       held  absent
held      -        -        -       -       -         -            -             -     -
absent    wished   offered  booked  -       given_up  -            -             -     -
given_up  wished   offered  booked  -       -         -            -             -     -
"""


def cells(table: str) -> list[tuple[str, str, str]]:
    heading, *rows = (line.split() for line in table.strip().splitlines())
    return [(row[0], event, cell) for row in rows for event, cell in zip(heading, row[1:], strict=True)]


@pytest.mark.parametrize(("state", "event", "expected"), cells(CONVERSATIONS))
def test_a_conversation_moves_as_the_table_says(state: str, event: str, expected: str) -> None:
    before = ConversationState(state)
    if expected == "-":
        with pytest.raises(NotAllowed):
            next_state(CONVERSATION, before, ConversationEvent(event))
    else:
        assert next_state(CONVERSATION, before, ConversationEvent(event)) == ConversationState(expected)


@pytest.mark.parametrize(("state", "event", "expected"), cells(PRETALKS))
def test_a_pretalk_moves_as_the_table_says(state: str, event: str, expected: str) -> None:
    before = None if state == "nothing" else PretalkState(state)
    if expected == "-":
        with pytest.raises(NotAllowed):
            next_state(PRETALK, before, PretalkEvent(event))
    else:
        assert next_state(PRETALK, before, PretalkEvent(event)) == PretalkState(expected)


def test_the_tables_above_have_every_state_with_every_event() -> None:
    assert {(state, event) for state, event, _ in cells(CONVERSATIONS)} == set(
        product(ConversationState, ConversationEvent)
    )
    states = ["nothing", *PretalkState]
    assert {(state, event) for state, event, _ in cells(PRETALKS)} == set(product(states, PretalkEvent))


def test_every_state_can_be_reached() -> None:
    assert {ConversationState.INTAKE, *CONVERSATION.values()} == set(ConversationState)
    assert set(PRETALK.values()) == set(PretalkState)

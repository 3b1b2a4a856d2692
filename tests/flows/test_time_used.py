"""How long a written contact took, as far as can be guessed."""

from datetime import UTC, datetime, timedelta

import pytest

from flows.time_used import time_used
from flows.vocabulary import Direction, Duration

BEGAN = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
WHO = {"v": Direction.VISITOR, "t": Direction.THERAPIST, "b": Direction.BOT}


@pytest.mark.parametrize(
    ("written", "used"),
    [
        ("", None),
        ("v0 v5", None),
        ("b0", None),
        ("v0 t5", Duration.SHORT),
        ("v0 t5 v10 t25", Duration.HALF),
        ("v0 t20 v40 t50", Duration.HOUR),
        ("v0 t20 v40 t60 v80", Duration.LONG),
        ("v0 t600", Duration.SHORT),  # answered ten hours later: the pause was spent elsewhere
        ("v0 t5 b300 v600 t605", Duration.SHORT),
        ("t5 v0", Duration.SHORT),
    ],
)
def test_short_gaps_between_messages_are_time_used_and_long_ones_are_not(written: str, used: Duration | None) -> None:
    messages = [(BEGAN + timedelta(minutes=int(each[1:])), WHO[each[0]]) for each in written.split()]
    assert time_used(messages) == used

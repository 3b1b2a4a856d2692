"""Journals written by each release are replayed by this one: same path, same end.

A folder in tests/journals/ belongs to a release and is never edited. When a script changes so that an old journal would
end differently, the key has got a new meaning, and needs to be a new key.
"""

import json
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from flows import talk
from flows.feedback import feedback
from flows.intake import intake
from flows.pretalk import pretalk
from flows.talk import Asking, Flow, Journal

FLOWS: dict[str, Flow] = {"intake": partial(intake), "pretalk": pretalk, "feedback": feedback}
FOLDER = Path(__file__).parents[1] / "journals"
GOLDEN = sorted(FOLDER.glob("*/*.json"))


def plain(outcome: Any) -> Any:
    """An outcome as JSON has it."""
    return json.loads(json.dumps({"kind": type(outcome).__name__, **asdict(outcome)}, default=sorted))


def replayed(flow: Flow, journal: Journal) -> dict[str, Any]:
    """What a replay of a journal comes to."""
    state = talk.advance(flow, journal)
    path = [[step.question.key, step.raw] for step in state.path]
    if isinstance(state, Asking):
        return {"path": path, "asks": state.question.key, "outcome": None}
    return {"path": path, "asks": None, "outcome": plain(state.outcome)}


def test_there_are_journals_of_the_first_release() -> None:
    assert len([path for path in GOLDEN if path.parent.name == "0.1.0"]) >= 10


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_journal_of_an_older_release_still_says_the_same(path: Path) -> None:
    kept = json.loads(path.read_text(encoding="utf-8"))
    journal = Journal.from_json(json.dumps(kept["journal"]))
    assert json.loads(json.dumps(replayed(FLOWS[kept["flow"]], journal))) == kept["replayed"]

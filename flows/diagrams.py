"""Draws the scripts and the lifecycle tables: `python -m flows.diagrams > docs/flows.md`.

The drawings are made from what runs: the walk over every path that the tests use, and the tables themselves. A test
holds that docs/flows.md is what this draws now.
"""

import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from enum import StrEnum
from typing import TypeVar

from flows.feedback import feedback
from flows.intake import intake
from flows.lifecycle import CONVERSATION, PRETALK
from flows.pretalk import HELD, OFFER, pretalk
from flows.talk import Flow, Journal, Path, paths, with_fact
from flows.times import Hold, Later, Offered, OfferedTime

State = TypeVar("State")
Event = TypeVar("Event", bound=StrEnum)

_BEGIN = "begin"
_SKIPPED = "skipped"
_HEAD = """# The flows, drawn

Drawn by `python -m flows.diagrams` from the scripts and tables themselves; do not edit by hand.
A box is a question by its key (its text is in `bot/wording`). An arrow with words is taken for those answers only;
where several arrows have none, what was answered earlier decides. *Talk to a person now* is not drawn: from anywhere
it leads to the age band (if it is not known) and then to the end.
"""
_SAMPLE_TIMES = (
    OfferedTime(id="a1", starts_at=datetime(2026, 12, 3, 13, tzinfo=UTC), minutes=45, place="unit", hour=14),
    OfferedTime(id="b2", starts_at=datetime(2026, 12, 4, 9, tzinfo=UTC), minutes=45, place="phone", hour=10),
)
_SAMPLE_HOLD = Hold(chosen="a1", time="a1", until=datetime(2026, 12, 1, 9, tzinfo=UTC))


def _edges(walked: Iterable[Path]) -> dict[tuple[str, str], set[str]]:
    """From question to question, with the answers that lead there."""
    edges: dict[tuple[str, str], set[str]] = defaultdict(set)
    for path in walked:
        names = [step.question.key for step in path.steps]
        answers = [_spoken(step.raw) for step in path.steps]
        ends = [*names, type(path.outcome).__name__]
        for name, following, answered in zip([_BEGIN, *names], ends, ["", *answers], strict=True):
            edges[name, following].add(answered)
    return dict(edges)


def _spoken(raw: object) -> str:
    if raw is None:
        return _SKIPPED
    return ", ".join(raw) if isinstance(raw, tuple) else str(raw)


def flow_diagram(walked: Iterable[Path]) -> str:
    """A script as a mermaid flowchart."""
    edges = _edges(walked)
    answers_of: dict[str, set[str]] = defaultdict(set)
    for (name, _), answers in edges.items():
        answers_of[name] |= answers
    lines = ["```mermaid", "flowchart TD"]
    for (name, following), answers in edges.items():
        decides = answers != answers_of[name]
        words = f'|"{" / ".join(sorted(answers))}"|' if decides else ""
        lines.append(f"    {_node(name)} -->{words} {_node(following)}")
    return "\n".join([*lines, "```"])


def _node(name: str) -> str:
    if name == _BEGIN:
        return f"{_BEGIN}(( ))"
    if name[0].isupper():
        return f"{name}([{name}])"
    return f"{name}[{name}]"


def table_diagram(table: Mapping[tuple[State, Event], object]) -> str:
    """A lifecycle table as a mermaid state diagram."""
    lines = ["```mermaid", "stateDiagram-v2"]
    lines += [
        f"    {'[*]' if state is None else state} --> {following}: {event}"
        for (state, event), following in table.items()
    ]
    return "\n".join([*lines, "```"])


def _offering(offer: Offered) -> Journal:
    """A journal in which this was offered, and the first time of it is held as soon as it is picked."""
    return with_fact(with_fact(Journal.empty(), OFFER, offer.to_json()), HELD, _SAMPLE_HOLD.to_json())


def document() -> str:
    """The whole page."""
    some = _offering(Offered(times=_SAMPLE_TIMES))
    some_later = _offering(Offered(times=_SAMPLE_TIMES, later=Later(weeks=4)))
    scripts: tuple[tuple[str, Flow, Journal], ...] = (
        ("The way in (`flows/intake.py`)", intake, Journal.empty()),
        ("Finding a time (`flows/pretalk.py`)", pretalk, some),
        ("Finding a time some weeks later", pretalk, some_later),
        ("Finding a time when there is none", pretalk, _offering(Offered(times=()))),
        ("Finding a time some weeks later when there is none", pretalk, _offering(Offered(times=(), later=Later()))),
        ("Afterwards (`flows/feedback.py`)", feedback, Journal.empty()),
    )
    parts = [_HEAD]
    for title, flow, start in scripts:
        parts += [f"## {title}", flow_diagram(paths(flow, start)) + "\n"]
    parts += ["## The life of a conversation (`flows/lifecycle.py`)", table_diagram(CONVERSATION) + "\n"]
    parts += ["## The life of a pre-talk", table_diagram(PRETALK)]
    return "\n".join(parts) + "\n"


if __name__ == "__main__":
    sys.stdout.write(document())

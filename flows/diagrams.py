"""Draws the scripts and the lifecycle tables: `python -m flows.diagrams > docs/flows.md`.

The drawings are made from what runs: the walk over every path that the tests use, and the tables themselves. A test
holds that docs/flows.md is what this draws now.
"""

import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import TypeVar

from flows.feedback import feedback
from flows.intake import intake
from flows.lifecycle import CONVERSATION, PRETALK
from flows.pretalk import TIMES, pretalk
from flows.talk import Flow, Journal, Path, paths, with_fact

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
    {"id": "a1", "starts_at": "2026-12-03T13:00:00+00:00", "minutes": 45, "place": "unit"},
    {"id": "b2", "starts_at": "2026-12-04T09:00:00+00:00", "minutes": 45, "place": "phone"},
)


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


def document() -> str:
    """The whole page."""
    with_times = with_fact(Journal.empty(), TIMES, _SAMPLE_TIMES)
    scripts: tuple[tuple[str, Flow, Journal], ...] = (
        ("The way in (`flows/intake.py`)", intake, Journal.empty()),
        ("Finding a time (`flows/pretalk.py`)", pretalk, with_times),
        ("Finding a time when there is none", pretalk, Journal.empty()),
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

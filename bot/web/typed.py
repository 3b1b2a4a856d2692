"""What somebody typed that did not fit: it goes back into its box, with one sentence beside the form it belongs to."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.desk.views import Stage, VisitorView

TOP = "top"
# Beside which form the sentence about a press stands; all others stand at the top of the page.
_BESIDE = {
    "answer": "question",
    "skip": "question",
    "back": "question",
    "change": "question",
    "narrow": "question",
    "code-typed": "code",
    "code-skipped": "without-code",
    "say": "compose",
    "forget": "forget",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Typed:
    """A press that was refused: which, with what, and the sentence that says why."""

    error: str = ""
    arguments: Mapping[str, str | int] = field(default_factory=dict)
    do: str = ""
    kind: str = ""
    text: str = field(default="", repr=False)
    values: tuple[str, ...] = field(default=(), repr=False)
    key: str = ""
    code: str = field(default="", repr=False)
    press: str = ""

    def beside(self, view: VisitorView) -> str:
        """Where the sentence stands on the page as it is now."""
        place = _BESIDE.get(self.do, TOP)
        on_page = {
            "question": view.asking is not None,
            "code": view.code is not None,
            "without-code": view.code is not None,
            "compose": view.talk is not None,
            "forget": view.stage in (Stage.TALK, Stage.ADVICE),
        }
        return place if on_page.get(place, False) else TOP

    def lost(self, view: VisitorView) -> str:
        """A person's own words whose box is not on the page any more: they are shown, so that nothing is lost."""
        asked = None if view.asking is None else view.asking.question.key
        if self.kind == "text" and self.values and asked != self.key:
            return self.values[0]
        return self.text if view.talk is None else ""

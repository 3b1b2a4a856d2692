"""What a visitor has told, in words: each question by its short name, with the answer."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bot.desk.views import Summary
from bot.staff.frame import Frame
from flows import wellbeing
from flows.questions import option_text_id
from flows.talk import Raw
from flows.vocabulary import Audience, Language

# A text by its id, or None where there is no such text.
TextOrNone = Callable[[str], str | None]
STATEMENT_KEYS = frozenset(statement.key for statement in wellbeing.STATEMENTS)
# Whether they would answer is seen from whether they did.
WHO5_KEYS = STATEMENT_KEYS | {wellbeing.WANTED.key}
HIGH_RISK_UP_TO = 35
RISK_UP_TO = 50


@dataclass(frozen=True, kw_only=True, slots=True)
class Who5:
    """WHO-5 as one line, with the answers folded away under it."""

    heading: str
    answers: list[tuple[str, str]]


class Telling:
    """Words a summary for a page."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    def said(self, language: Language, summary: Summary) -> list[tuple[str, str]]:
        """Everything but well-being."""
        return self.of(language, summary, (key for key, _ in summary.answers if key not in WHO5_KEYS))

    def of(self, language: Language, summary: Summary, keys: Iterable[str]) -> list[tuple[str, str]]:
        """What was told at some questions."""
        wanted = frozenset(keys)
        return said([each for each in summary.answers if each[0] in wanted], lambda key: self._text(language, key))

    def who5(self, language: Language, summary: Summary) -> Who5 | None:
        """Well-being as one line."""
        answers = self.of(language, summary, STATEMENT_KEYS)
        if summary.who5 is None:
            heading = self._frame.wording.text(language, "console-who5-partly")
            return Who5(heading=heading, answers=answers) if answers else None
        meaning = self._frame.wording.text(language, f"console-who5-{who5_meaning(summary.who5)}")
        heading = self._frame.wording.text(language, "console-who5", points=summary.who5, meaning=meaning)
        return Who5(heading=heading, answers=answers)

    def _text(self, language: Language, text_id: str) -> str | None:
        if not self._frame.wording.has(language, text_id):
            return None
        return self._frame.wording.for_audience(language, Audience.RELATIVE)(text_id)


def who5_meaning(points: int) -> str:
    """What a WHO-5 number means: 0-35 a high risk of depression or stress, 36-50 a risk, above 50 no immediate sign."""
    if points <= HIGH_RISK_UP_TO:
        return "high"
    return "risk" if points <= RISK_UP_TO else "fair"


def said(answered: Iterable[tuple[str, Raw]], text: TextOrNone) -> list[tuple[str, str]]:
    """The screening in words: what was asked, and the answer; a skipped question is left out."""
    lines = []
    for key, raw in answered:
        if raw is None or raw == ():
            continue
        lines.append((text(f"{key}-label") or key, _answer(key, raw, text)))
    return lines


def _answer(key: str, raw: Raw, text: TextOrNone) -> str:
    answers = raw if isinstance(raw, tuple) else (raw or "",)
    return ", ".join(_option(key, each, text) for each in answers)


def _option(key: str, answer: str, text: TextOrNone) -> str:
    # Only a code names a text; what somebody wrote themselves stands as it is.
    plain = answer.isascii() and answer.replace("_", "").replace("-", "").replace("+", "").isalnum()
    return (text(option_text_id(key, answer)) if plain else None) or answer

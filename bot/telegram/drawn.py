"""What every drawing stands on: a message, its buttons, the words for a reader, and whom to call."""

from collections.abc import Callable
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from bot.desk.views import VisitorView
from bot.lengths import LONGEST_MESSAGE, short, units
from bot.lines import Line, danger_lines
from bot.settings import Settings
from bot.telegram.buttons import Act, Asked, Button, Keyboard, data_for
from bot.telegram.sentences import together, wording_ids
from bot.wording import Wording
from flows.talk import Asking
from flows.vocabulary import Audience, Language

EMERGENCY_NOTE = "emergency-numbers"
# Telegram itself takes more.
LONGEST_BUTTON = 64

Say = Callable[..., str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Drawn:
    """One message: its text and the buttons below it."""

    text: str = field(repr=False)
    keyboard: Keyboard = ()

    def __post_init__(self) -> None:
        if not self.text.strip() or units(self.text) > LONGEST_MESSAGE:
            raise ValueError("a message has words, and no more than Telegram takes")


class Words:
    """Sentences in one language, worded for whoever reads them."""

    def __init__(self, *, wording: Wording, settings: Settings) -> None:
        wording.require(wording_ids())
        self._wording = wording
        self._languages = settings.languages
        self._timezone = ZoneInfo(settings.timezone)
        self._address = settings.public_url

    def language_named(self, code: str) -> Language:
        """An offered language by its code or by a hint such as "da-DK"; the first one offered for anything else."""
        plain = code.strip().lower().replace("_", "-").split("-")[0]
        return next((each for each in self._languages if each == plain), self._languages[0])

    def say(self, language: Language, audience: Audience, text_id: str, **arguments: str | int) -> str:
        """One text."""
        return self._wording.for_audience(language, audience)(text_id, **arguments)

    def _danger_note(self, view: VisitorView, asking: Asking) -> str:
        """Said the moment somebody is in danger, and above every question as long as they are."""
        if not view.danger and all(each.text_id != EMERGENCY_NOTE for each in asking.notes):
            return ""
        return together(self._say(view)(EMERGENCY_NOTE), self._numbers(view))

    def _danger_now(self, view: VisitorView) -> str:
        """Said for as long as somebody is in danger."""
        if not view.danger:
            return ""
        say = self._say(view)
        return "\n".join((f"{say('danger-title')}:", self._numbers(view) or "112"))

    def _numbers(self, view: VisitorView) -> str:
        found = danger_lines(view.helplines, view.audience, view.language)
        # Cut, because this must fit whatever somebody typed as a name.
        return "\n".join(short(named(line), 120) for line in found)

    def _say(self, view: VisitorView) -> Say:
        return self._wording.for_audience(view.language, view.audience)


def button(text: str, act: Act, value: str = "", *, asked: Asked | None = None) -> Button:
    """A button; what is too long for one is cut."""
    return Button(text=short(text, LONGEST_BUTTON), data=data_for(act, value, asked=asked))


def named(line: Line) -> str:
    """A helpline with its number, or its address; 112 is its own name."""
    name, reached = line["name"], line["number"] or line["link"]
    return reached if name == reached else f"{name}: {reached}"

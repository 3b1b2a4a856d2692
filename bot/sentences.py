"""What is written into a conversation without a person typing it: worded once, in its visitor's language, and sealed.

Instants are given as they are and said in the unit's time.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.calendars import texts as calendars
from bot.moments import in_short, in_words
from bot.wording import Wording
from flows.pretalk import COULD
from flows.questions import option_text_id
from flows.vocabulary import Audience, Language, Place

# What is said by itself, or by the press of a button.
LINES = (
    "bot-absent",
    "bot-absent-times",
    "bot-agreed",
    "bot-booked",
    "bot-cancelled",
    "bot-cancelled-times",
    "bot-late",
    "bot-late-times",
    "bot-move",
    "bot-other-offer",
    "bot-proposed",
    "said-could",
    "said-helped",
    "said-keep-time",
    "said-late",
    "said-no-other-time",
    "said-no-times",
    "said-none-fits",
    "said-wait",
    *(option_text_id(COULD.key, code) for code in COULD.options),
)
# The buttons below times that are proposed.
BUTTONS = ("proposal-keep", "proposal-none")


class Sentences:
    """Says a line of a conversation."""

    def __init__(self, *, wording: Wording, timezone: ZoneInfo) -> None:
        wording.require((*LINES, *BUTTONS, *calendars.wording_ids(), *(f"place-{place}" for place in Place)))
        self._wording = wording
        self._timezone = timezone

    def __call__(self, language: Language, audience: Audience, text_id: str, **arguments: str | int | datetime) -> str:
        """One line."""
        worded = {
            name: in_words(value, language, self._timezone) if isinstance(value, datetime) else value
            for name, value in arguments.items()
        }
        return self._wording.for_audience(language, audience)(text_id, **worded)

    def where(self, language: Language, audience: Audience, place: Place, name: str) -> str:
        """A place in words, with its name where that says more: "Et sted i byen: Familiehuset"."""
        said = self(language, audience, f"place-{place}")
        return f"{said}: {name}" if name and place is Place.OUTREACH else said

    def on_a_button(self, language: Language, audience: Audience, starts_at: datetime, place: Place) -> str:
        """A time as a button says it: "tors. 3. dec. kl. 14.00 · Hos os"."""
        return f"{in_short(starts_at, language, self._timezone)} · {self(language, audience, f'place-{place}')}"

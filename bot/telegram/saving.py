"""That a text is stored, as one short line; the newest takes the place of the one before."""

from functools import lru_cache, partial

from bot.desk.outgoing import Say, Slot
from bot.desk.standing import Standing
from bot.telegram.drawing import Drawing
from flows.vocabulary import Audience, ConversationState, Language


class Saved:
    """Words the line; it is the same for many, so what was worded once is kept."""

    def __init__(self, drawing: Drawing) -> None:
        self._line = lru_cache(maxsize=500)(partial(_worded, drawing))

    def line(self, standing: Standing) -> Say:
        """The line, with the place in the queue of somebody who waits."""
        here = standing.here
        return self._line(standing.language, standing.audience, standing.state, standing.place, here.chat.only_nudges)


def _worded(
    drawing: Drawing,
    language: Language,
    audience: Audience,
    state: ConversationState,
    place: int | None,
    only_nudges: bool,
) -> Say:
    text_id, arguments = "telegram-saved", {}
    if state is ConversationState.CLAIMED:
        text_id = "telegram-saved-nudges" if only_nudges else "telegram-saved-claimed"
    elif state is ConversationState.WAITING:
        text_id = "telegram-saved-place" if place else "telegram-saved-waiting"
        arguments = {"place": place} if place else {}
    return Say(text=drawing.say(language, audience, text_id, **arguments), slot=Slot.STATUS)

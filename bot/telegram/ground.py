"""What everything that deals with one update stands on: the desk, the words, and who is spoken to."""

from collections.abc import Sequence

from bot.desk.chat import ChatDesk
from bot.desk.chat_texts import press_of
from bot.desk.house import House
from bot.desk.intake import Done
from bot.desk.outgoing import Say
from bot.telegram.drawing import Drawing
from bot.telegram.drawn import Drawn
from bot.telegram.meaning import Arrived
from bot.telegram.replies import Reply, Show
from flows.first_contact import NOBODY_SAID
from flows.vocabulary import Audience


class Ground:
    """One update, with a house whose transactions mark it as done."""

    def __init__(self, house: House, *, drawing: Drawing, arrived: Arrived) -> None:
        self._house = house
        self._desk = ChatDesk(house)
        self._drawing = drawing
        self._arrived = arrived
        self._address = arrived.address
        self._language = drawing.language_named(arrived.language)
        self._audience: Audience = NOBODY_SAID

    def _say(self, text_id: str, **arguments: str | int) -> str:
        return self._drawing.say(self._language, self._audience, text_id, **arguments)

    def _line(self, text_id: str) -> Say:
        return Say(text=self._say(text_id))

    def _press(self, message: int) -> bytes:
        return press_of(self._house, self._address, message)

    def _choice(self, kinds: Sequence[str], *, message: int) -> tuple[Say, ...]:
        """What was covered in a message, and whether it shall stay so; nothing where nothing was."""
        if not kinds:
            return ()
        value = self._press(message).hex()
        drawn = self._drawing.covered(self._language, self._audience, kinds=kinds, value=value)
        return (said(drawn, reply_to=message),)


def after(done: Done) -> Reply:
    """What is shown after a step; handing over and booking have something that is shown once."""
    if done.secret:
        return Reply(show=Show.HANDED_OVER, secret=done.secret)
    return Reply(show=Show.BOOKED, words=done.words, link=done.link) if done.words else Reply()


def said(drawn: Drawn, *, reply_to: int | None = None) -> Say:
    """What was drawn, as a new message."""
    return Say(text=drawn.text, keyboard=drawn.keyboard, reply_to=reply_to)

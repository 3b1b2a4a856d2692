"""What cannot be done, said on the command line: the console's own English sentence, or one that only stands here."""

from bot.desk.views import Refused
from bot.wording import Wording
from flows.vocabulary import Language


class Impossible(Exception):
    """Something only the command line can be asked; the message is one clear line, `code` how the command ends."""

    def __init__(self, line: str, *, code: int = 2) -> None:
        super().__init__(line)
        self.code = code


def sentence(refused: Refused) -> str:
    """One English sentence."""
    wording = Wording.load((Language.ENGLISH,))
    return wording.text(Language.ENGLISH, refused.text_id, **refused.arguments)

"""What a refusal of the desk says on the command line: the console's own English sentence."""

from bot.desk.views import Refused
from bot.wording import Wording
from flows.vocabulary import Language


def sentence(refused: Refused) -> str:
    """One English sentence."""
    wording = Wording.load((Language.ENGLISH,))
    return wording.text(Language.ENGLISH, refused.text_id, **refused.arguments)

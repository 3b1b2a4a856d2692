"""How a long text becomes messages of a messenger.

Rules: messengers count in UTF-16 units, so that is what is counted here. A cut loses white space alone and never parts
what is seen as one sign.
"""

import unicodedata
from collections.abc import Iterable

LONGEST_MESSAGE = 4096


def units(text: str) -> int:
    """How long a text is as Telegram counts: in UTF-16 units."""
    return len(text) + sum(letter > "\uffff" for letter in text)


def short(text: str, most: int) -> str:
    """A text on one line, of no more than `most` UTF-16 units: what is cut off shows as three dots."""
    line = " ".join(text.split())
    return line if units(line) <= most else line[: _uncut(line, _fitting(line, most - 1))].rstrip() + "…"


def parts(text: str) -> tuple[str, ...]:
    """A text as messages: cut between paragraphs, lines or words where there are any; an empty text is none."""
    found: list[str] = []
    rest = text.strip()
    while units(rest) > LONGEST_MESSAGE:
        end = _end(rest)
        found.append(rest[:end].rstrip())
        rest = rest[end:].lstrip()
    return (*found, rest) if rest else tuple(found)


def _end(text: str) -> int:
    """Where the first message of a long text ends; it is not left half empty for the sake of a whole paragraph."""
    most = _fitting(text, LONGEST_MESSAGE)
    for gap in ("\n\n", "\n"):
        # The gap itself may lie just beyond what fits.
        end = text.rfind(gap, most // 2, most + len(gap))
        if end > 0:
            return end
    for end in range(most, 0, -1):
        if text[end].isspace():
            return end
    return _uncut(text, most)


def _fitting(text: str, most: int) -> int:
    """How many letters from the start fit into so many units."""
    used = 0
    for index, letter in enumerate(text):
        used += 2 if letter > "\uffff" else 1
        if used > most:
            return index
    return len(text)


_LONGEST_SIGN = 64
_JOINER = "\u200d"


def _uncut(text: str, end: int) -> int:
    """The nearest place not after `end` where no sign (a family, a flag, a letter with its accent) is parted."""
    for place in range(end, max(end - _LONGEST_SIGN, 0), -1):
        if not _parts_a_sign(text, place):
            return place
    return end


def _parts_a_sign(text: str, place: int) -> bool:
    if place >= len(text):
        return False
    before, after = text[place - 1], text[place]
    if _JOINER in (before, after) or _belongs_to_the_one_before(after):
        return True
    return _is_half_a_flag(after) and _run(reversed(text[:place])) % 2 == 1


def _belongs_to_the_one_before(letter: str) -> bool:
    skin_or_tag = "\U0001f3fb" <= letter <= "\U0001f3ff" or "\U000e0020" <= letter <= "\U000e007f"
    return skin_or_tag or unicodedata.category(letter).startswith("M")


def _is_half_a_flag(letter: str) -> bool:
    return "\U0001f1e6" <= letter <= "\U0001f1ff"


def _run(letters: Iterable[str]) -> int:
    """How many halves of flags stand at the beginning."""
    count = 0
    for letter in letters:
        if not _is_half_a_flag(letter):
            break
        count += 1
    return count

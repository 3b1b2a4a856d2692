"""The return code: six words that open a conversation again, and the two words said at the door.

Rules it keeps: words come from a list of 2,048 short, plain, neutral Danish words, of which no two share their first
four letters, so four letters are enough and one slip in a word is forgiven. A code is never stored, never in an
address, and shows nothing in `repr`. Six words are 66 bits.
"""

import re
import secrets
import unicodedata
from dataclasses import dataclass, field
from functools import cache
from importlib import resources

WORDS_IN_CODE = 6
WORDS_AT_DOOR = 2
LIST_SIZE = 2048
_STEM = 4
# How letters are typed where there is no Danish keyboard.
_SPELLINGS = (("ae", "æ"), ("oe", "ø"), ("aa", "å"))


class UnreadableCode(Exception):
    """What was typed cannot be read as a return code. It says nothing about which part."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ReturnCode:
    """Six words."""

    words: tuple[str, ...] = field(repr=False)

    @property
    def canonical(self) -> str:
        """The one spelling that keys are drawn from."""
        return " ".join(self.words)


@cache
def word_list() -> tuple[str, ...]:
    """The list, in alphabetical order of code points."""
    text = resources.files("storage").joinpath("words_da.txt").read_text(encoding="utf-8")
    return tuple(text.split())


@cache
def _by_stem() -> dict[str, str]:
    return {word[:_STEM]: word for word in word_list()}


@cache
def _by_plain() -> dict[str, str]:
    """Every word as it is typed without æ, ø and å."""
    return {_plain(word): word for word in word_list()}


def _plain(word: str) -> str:
    for two, one in _SPELLINGS:
        word = word.replace(one, two)
    return word


def new_code() -> ReturnCode:
    """A code nobody has had, but for a chance of one in 2**66."""
    return ReturnCode(words=_draw(WORDS_IN_CODE))


def new_arrival_words() -> str:
    """Two different words to say at the door instead of a name."""
    first = secrets.choice(word_list())
    second = secrets.choice([word for word in word_list() if word != first])
    return f"{first} {second}"


def _draw(count: int) -> tuple[str, ...]:
    return tuple(secrets.choice(word_list()) for _ in range(count))


def read_code(text: str) -> ReturnCode:
    """The code somebody typed; forgives case, numbering, signs between the words, and one slip in each word."""
    typed = re.findall(r"[^\W\d_]+", unicodedata.normalize("NFC", text.casefold()))
    if len(typed) != WORDS_IN_CODE:
        raise UnreadableCode
    return ReturnCode(words=tuple(_nearest(word) for word in typed))


def _nearest(typed: str) -> str:
    if typed in word_list():
        return typed
    plain = _plain(typed)
    found = _by_plain().get(plain) or (_by_stem().get(typed) if len(typed) == _STEM else None)
    if found is not None:
        return found
    near = {word for spelt, word in _by_plain().items() if _one_slip(typed, word) or _one_slip(plain, spelt)}
    if len(near) == 1:
        return near.pop()
    # A longer or shorter ending (a plural, a half word) still has the four letters that tell words apart.
    same_start = _by_stem().get(typed[:_STEM])
    if not near and same_start is not None and len(typed) >= _STEM:
        return same_start
    raise UnreadableCode


def _one_slip(typed: str, word: str) -> bool:
    """Whether one letter is wrong, missing, too many, or two neighbours have changed places."""
    if abs(len(typed) - len(word)) > 1:
        return False
    start = 0
    while start < min(len(typed), len(word)) and typed[start] == word[start]:
        start += 1
    rest, wanted = typed[start:], word[start:]
    swapped = rest[:2] == wanted[:2][::-1] and rest[2:] == wanted[2:]
    return rest[1:] == wanted[1:] or rest[1:] == wanted or rest == wanted[1:] or swapped

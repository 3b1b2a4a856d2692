"""The return code: six words that open a conversation again, and the two words said at the door.

Rules it keeps: the words come from a list of 2,048 short, plain, neutral Danish words. No two begin with the same four
letters, and no two are so alike that one slip could make either of what was typed; so four letters are enough, and
one slip in every word is forgiven. Reading is never a guess: what could be two words is refused. A code is never
stored, never in an address, and shows nothing in `repr`. Six words are 66 bits.
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
_START = 4
# The same letters on a Swedish or German keyboard, and on one that has neither.
_NEIGHBOURS = str.maketrans({"ä": "æ", "ö": "ø"})
_SPELT_OUT = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})
_BARE = str.maketrans({"æ": "a", "ø": "o", "å": "a"})


class UnreadableCode(Exception):
    """What was typed cannot be read as a return code. It does not say which part."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ReturnCode:
    """Six words."""

    words: tuple[str, ...] = field(repr=False)

    @property
    def canonical(self) -> str:
        """The one spelling that keys are drawn from."""
        return " ".join(self.words)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Spellings:
    word: str = field(repr=False)
    spelt_out: str = field(repr=False)
    bare: str = field(repr=False)

    def meant_by(self, typed: str, spelt_out: str) -> bool:
        """Whether `typed` is the word, its beginning, or the word with one slip, on any keyboard."""
        if len(typed) >= _START and (self.word.startswith(typed) or self.spelt_out.startswith(spelt_out)):
            return True
        if typed == self.bare or _one_slip(typed, self.word):
            return True
        # Most words have no Danish letters: compared once is enough for them.
        return (typed, self.word) != (spelt_out, self.spelt_out) and _one_slip(spelt_out, self.spelt_out)


@cache
def word_list() -> tuple[str, ...]:
    """The list, in alphabetical order of code points."""
    text = resources.files("storage").joinpath("words_da.txt").read_text(encoding="utf-8")
    return tuple(text.split())


@cache
def _spellings() -> tuple[_Spellings, ...]:
    return tuple(
        _Spellings(word=word, spelt_out=word.translate(_SPELT_OUT), bare=word.translate(_BARE)) for word in word_list()
    )


def new_code() -> ReturnCode:
    """A code nobody has had, but for a chance of one in 2**66."""
    return ReturnCode(words=tuple(secrets.choice(word_list()) for _ in range(WORDS_IN_CODE)))


def new_arrival_words() -> str:
    """Two different words to say at the door instead of a name."""
    return " ".join(secrets.SystemRandom().sample(word_list(), WORDS_AT_DOOR))


def read_code(text: str) -> ReturnCode:
    """The code somebody typed; forgives case, numbering, signs between the words, and one slip in each word."""
    # Composed first: some keyboards send å as a letter and a ring.
    typed = re.findall(r"[^\W\d_]+", unicodedata.normalize("NFC", text).casefold().translate(_NEIGHBOURS))
    if len(typed) != WORDS_IN_CODE:
        raise UnreadableCode
    return ReturnCode(words=tuple(_read_word(word) for word in typed))


def _read_word(typed: str) -> str:
    if typed in word_list():
        return typed
    spelt_out = typed.translate(_SPELT_OUT)
    meant = [spelling.word for spelling in _spellings() if spelling.meant_by(typed, spelt_out)]
    if not meant:
        # Another ending (a plural, the definite form) leaves the four letters that tell words apart.
        meant = [word for word in word_list() if len(typed) > _START and word[:_START] == typed[:_START]]
    if len(meant) != 1:
        raise UnreadableCode
    return meant[0]


def _one_slip(typed: str, word: str) -> bool:
    """Whether one letter at most is wrong, missing or too many, or two neighbours have changed places."""
    if abs(len(typed) - len(word)) > 1:
        return False
    start = 0
    while start < min(len(typed), len(word)) and typed[start] == word[start]:
        start += 1
    rest, wanted = typed[start:], word[start:]
    swapped = rest[:2] == wanted[:2][::-1] and rest[2:] == wanted[2:]
    return rest[1:] == wanted[1:] or rest[1:] == wanted or rest == wanted[1:] or swapped

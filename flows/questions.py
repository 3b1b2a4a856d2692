"""The kinds of question a script can ask, and the one place where what a person wrote is made safe to keep.

Rules: a question is a frozen value; its key is a wording id and never changes its meaning. `tidy` turns what came in
into what is kept and raises `InvalidAnswer` (theirs: it becomes one sentence); `read` turns what is kept into the value
a script works with. Both take the same raw form, so that a journal written by an older release can be read again.
A question whose answer decides what is asked later says so with `steers`; `talk.paths` tries every answer of those.
"""

import unicodedata
from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import ClassVar, Generic, TypeAlias, TypeVar

Raw: TypeAlias = str | tuple[str, ...] | None
Answer = TypeVar("Answer", covariant=True)
Code = TypeVar("Code", bound=StrEnum)

TEXT_LIMIT = 4000
NONE_OF_THESE = "none"
YES = "yes"
NO = "no"


class InvalidAnswer(Exception):
    """What a person wrote or pressed does not fit; `text_id` names the one sentence that says why."""

    def __init__(self, text_id: str) -> None:
        super().__init__(text_id)
        self.text_id = text_id


def clean(text: str, *, limit: int = TEXT_LIMIT) -> str:
    """The text as it is kept: plain, NFC, without control characters or marks that reorder it.

    Line breaks, emoji and anything that looks like HTML stay as they are: it is text, and shown as text.
    Raises `InvalidAnswer` when nothing is left or when it is longer than `limit`.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    text = unicodedata.normalize("NFC", text.replace("\t", " "))
    if not text.isprintable():  # in most texts nothing is to be left out
        text = "".join(letter for letter in text if letter == "\n" or _is_kept(letter))
    text = text.strip()
    if not any(_is_seen(letter) for letter in text):
        raise InvalidAnswer("invalid-empty")
    if len(text) > limit:
        raise InvalidAnswer("invalid-too-long")
    return text


# Joiners hold an emoji or a word of some scripts together, and a tag sequence a flag; neither can reorder a line.
_JOINERS = frozenset("\u200c\u200d")


def _is_kept(letter: str) -> bool:
    category = unicodedata.category(letter)
    if category == "Cf":
        return letter in _JOINERS or "\U000e0020" <= letter <= "\U000e007f"
    return category not in ("Cc", "Cs", "Cn", "Co")


def _is_seen(letter: str) -> bool:
    return unicodedata.category(letter)[0] not in "CZM"


def option_text_id(key: str, option: str) -> str:
    """The wording id of an option: `who-writes` and `step_parent` make `who-writes-step-parent`."""
    return f"{key}-{option.replace('_', '-').replace('+', '-plus')}"


def code_of(kind: type[Code], answer: str | None) -> Code | None:
    """An answered option as a code of a closed set; None stays None."""
    return None if answer is None else kind(answer)


@dataclass(frozen=True, kw_only=True, slots=True)
class Question(ABC, Generic[Answer]):
    """A question with a key. Which answers fit is decided by its kind."""

    kind: ClassVar[str]
    key: str
    skippable: bool = True
    steers: bool = False

    @abstractmethod
    def tidy(self, raw: Raw) -> Raw:
        """What came in, as it is kept; raises `InvalidAnswer`."""

    @abstractmethod
    def read(self, raw: Raw) -> Answer:
        """The value of an answer; raises `InvalidAnswer`."""

    @abstractmethod
    def samples(self) -> tuple[Raw, ...]:
        """Answers that stand for all there are; the first one stands alone where the answer does not steer."""

    def option_codes(self) -> tuple[str, ...]:
        """The options that have a text of their own."""
        return ()

    def text_ids(self) -> tuple[str, ...]:
        """Every wording id this question cannot be shown without."""
        return (self.key, f"{self.key}-label", *(option_text_id(self.key, code) for code in self.option_codes()))


def one_of(raw: Raw, options: Iterable[str]) -> str:
    """One of a few; raises `InvalidAnswer`."""
    if isinstance(raw, tuple) and len(raw) == 1:
        raw = raw[0]
    if not raw:
        raise InvalidAnswer("invalid-choose-one")
    if not isinstance(raw, str) or raw not in options:
        raise InvalidAnswer("invalid-option")
    return raw


@dataclass(frozen=True, kw_only=True, slots=True)
class Choice(Question[str]):
    """One of a few options."""

    kind: ClassVar[str] = "choice"
    options: tuple[str, ...]

    def tidy(self, raw: Raw) -> Raw:
        return self.read(raw)

    def read(self, raw: Raw) -> str:
        return str(one_of(raw, self.options))

    def samples(self) -> tuple[Raw, ...]:
        return tuple(str(option) for option in self.options)

    def option_codes(self) -> tuple[str, ...]:
        return self.options

    def among(self, options: Iterable[str]) -> "Choice":
        """The same question with only some of its options, in its own order."""
        wanted = frozenset(options)
        return replace(self, options=tuple(option for option in self.options if option in wanted))


@dataclass(frozen=True, kw_only=True, slots=True)
class Several(Question[tuple[str, ...]]):
    """Any number of options; `none_option` (when there is one) means none of them and stands alone."""

    kind: ClassVar[str] = "several"
    options: tuple[str, ...]
    none_option: str | None = NONE_OF_THESE

    def tidy(self, raw: Raw) -> Raw:
        chosen = {raw} if isinstance(raw, str) else set(raw or ())
        chosen.discard("")
        if not chosen:
            raise InvalidAnswer("invalid-choose-some")
        if not chosen <= set(self.option_codes()):
            raise InvalidAnswer("invalid-option")
        if self.none_option in chosen and len(chosen) > 1:
            raise InvalidAnswer("invalid-none-and-some")
        return tuple(str(code) for code in self.option_codes() if code in chosen)

    def read(self, raw: Raw) -> tuple[str, ...]:
        """The options chosen, in the question's order; empty when it is none of them."""
        kept = self.tidy(raw)
        return tuple(code for code in kept or () if code != self.none_option)

    def samples(self) -> tuple[Raw, ...]:
        everything = tuple(str(option) for option in self.options)
        none: tuple[Raw, ...] = () if self.none_option is None else ((self.none_option,),)
        return (everything, (everything[0],), *none)

    def option_codes(self) -> tuple[str, ...]:
        return self.options if self.none_option is None else (*self.options, self.none_option)

    def among(self, options: Iterable[str]) -> "Several":
        """The same question with only some of its options, in its own order."""
        wanted = frozenset(options)
        return replace(self, options=tuple(option for option in self.options if option in wanted))


@dataclass(frozen=True, kw_only=True, slots=True)
class Text(Question[str]):
    """A few words of one's own."""

    kind: ClassVar[str] = "text"
    limit: int = TEXT_LIMIT

    def tidy(self, raw: Raw) -> Raw:
        return self.read(raw)

    def read(self, raw: Raw) -> str:
        if isinstance(raw, tuple):
            raise InvalidAnswer("invalid-option")
        return clean(raw or "", limit=self.limit)

    def samples(self) -> tuple[Raw, ...]:
        return ("Det er svært at forklare.",)


@dataclass(frozen=True, kw_only=True, slots=True)
class Scale(Question[int]):
    """A whole number from low to high; what the ends mean is said by `{key}-low` and `{key}-high`."""

    kind: ClassVar[str] = "scale"
    low: int
    high: int

    def tidy(self, raw: Raw) -> Raw:
        return str(self.read(raw))

    def read(self, raw: Raw) -> int:
        return int(one_of(raw, tuple(str(number) for number in range(self.low, self.high + 1))))

    def samples(self) -> tuple[Raw, ...]:
        return (str(self.low), str(self.high))

    def text_ids(self) -> tuple[str, ...]:
        return (self.key, f"{self.key}-label", f"{self.key}-low", f"{self.key}-high")


@dataclass(frozen=True, kw_only=True, slots=True)
class Consent(Question[bool]):
    """Yes or no to something that is explained first."""

    kind: ClassVar[str] = "consent"

    def tidy(self, raw: Raw) -> Raw:
        return one_of(raw, (YES, NO))

    def read(self, raw: Raw) -> bool:
        return one_of(raw, (YES, NO)) == YES

    def samples(self) -> tuple[Raw, ...]:
        return (YES, NO)

    def option_codes(self) -> tuple[str, ...]:
        return (YES, NO)

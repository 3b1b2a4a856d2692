"""Reading a line word by word: which words stand in it, and what each of them means (lines.py says the rules)."""

import difflib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from flows.ages_in_years import OLDEST
from flows.line_words import WORDS, Words
from flows.vocabulary import AgeBand, Channel, Duration, Language, Substance, Trouble, WellbeingBand

MOST_AT_ONCE = 50
_CHATS = frozenset({"chat", "web", "telegram"})
_SEPARATORS = frozenset({",", ":"})
_SHORTEST = 3
_LONGEST_PHRASE = 5
_TOKEN = re.compile(r"[,:]|[^\s,:]+")
_Found = tuple[str, Any]


class NotUnderstood(Exception):
    """A line cannot be counted as it stands; `text_id` and `arguments` are the one sentence that says why."""

    def __init__(self, text_id: str, **arguments: str | int) -> None:
        super().__init__(text_id)
        self.text_id = text_id
        self.arguments = arguments


@dataclass(frozen=True, kw_only=True, slots=True)
class Setting:
    """What a line is read in: its language, this month, the units with their ages, the places by code, and what the
    line before it on the page said, where this one does not."""

    language: Language
    month: str
    units: Mapping[str, tuple[AgeBand, ...]]
    places: Mapping[str, str]
    channel: Channel | None = None
    place: str | None = None
    unit: str | None = None
    chosen_month: str | None = None

    @property
    def words(self) -> Words:
        """The words of the language."""
        return WORDS[self.language]


def tokens_of(text: str) -> list[str]:
    """The words of a line, and the commas and colons between them."""
    plain = unicodedata.normalize("NFC", text).casefold()
    plain = plain.replace("×", "x").replace("–", "-").replace(";", ",").replace("’", "'")
    plain = re.sub(r"(?<![^\W\d])(\d)-?(?=[^\W\d])", r"\1 ", plain)
    plain = re.sub(r"\bx(?=\d)", "x ", plain)
    return [token.rstrip(".!") or token for token in _TOKEN.findall(plain)]


def _phrases(words: Words) -> dict[tuple[str, ...], set[_Found]]:
    found: dict[tuple[str, ...], set[_Found]] = {}
    for name, codes in words.codes.items():
        for code, spellings in codes.items():
            for spelling in spellings:
                found.setdefault(tuple(tokens_of(spelling)), set()).add((name, code))
    for which, spellings in words.months.items():
        for spelling in spellings:
            found.setdefault(tuple(tokens_of(spelling)), set()).add(("month", which))
    for number, spelling in enumerate(words.month_names, start=1):
        found.setdefault((spelling,), set()).add(("month", number))
    return found


PHRASES: Mapping[Language, Mapping[tuple[str, ...], set[_Found]]] = {
    language: _phrases(words) for language, words in WORDS.items()
}


class Reader:
    """Takes a line apart, word by word."""

    def __init__(self, setting: Setting) -> None:
        self._setting, self._words = setting, setting.words
        self._phrases = PHRASES[setting.language]
        self._units = {tuple(tokens_of(unit)): unit for unit in setting.units}
        self._places = {code: tokens_of(name) for code, name in setting.places.items()}
        self.found: dict[str, tuple[str, Any]] = {}
        self.troubles: set[Trouble] = set()
        self._unknown: list[str] = []

    def read(self, line: str) -> None:
        """Read a whole line; raises `NotUnderstood`."""
        tokens = tokens_of(line)
        if not any(token not in _SEPARATORS for token in tokens):
            raise NotUnderstood("line-empty")
        while tokens:
            tokens = tokens[self._take(tokens) :]
        if self._unknown:
            self._refuse_unknown()

    def _take(self, tokens: list[str]) -> int:
        """Understand what the line goes on with; how many words that were."""
        if tokens[0] in _SEPARATORS:
            return 1
        chunk = _until_comma(tokens)
        taken = (
            self._named_unit(tokens)
            or self._named_place(tokens)
            or self._number(chunk)
            or self._phrase(chunk)
            or self._plain_unit(tokens)
        )
        if taken:
            return taken
        if tokens[0] in self._words.empty or tokens[0] in self._words.years:
            return 1
        taken = self._beginning(chunk)
        if taken:
            return taken
        if tokens[0] in _CHATS:
            raise NotUnderstood("line-chat")
        self._unknown.append(tokens[0])
        return 1

    def _named_unit(self, tokens: list[str]) -> int:
        if tokens[0] != self._words.unit or len(tokens) < 2:
            return 0
        rest = tokens[1:]
        taken = self._plain_unit(rest) or self._plain_unit(rest[1:])
        if not taken:
            raise NotUnderstood("line-no-unit", units=listed(self._setting.units))
        return 1 + taken + (rest[0] == ":")

    def _plain_unit(self, tokens: list[str]) -> int:
        whole = [unit for unit in self._units if tuple(tokens[: len(unit)]) == unit]
        if not whole:
            return 0
        unit = max(whole, key=len)
        self._say("unit", " ".join(unit), self._units[unit])
        return len(unit)

    def _named_place(self, tokens: list[str]) -> int:
        """Outreach, a colon, and the place."""
        channel = self._phrases.get((tokens[0],), set())
        if ("channel", Channel.OUTREACH) not in channel or tokens[1:2] != [":"]:
            return 0
        taken = self._place(tokens[2:])
        if not taken:
            raise NotUnderstood("line-place", places=listed(self._setting.places.values()))
        self._say("channel", tokens[0], Channel.OUTREACH)
        return 2 + taken

    def _place(self, tokens: list[str]) -> int:
        whole = [code for code, name in self._places.items() if tokens[: len(name)] == name]
        if whole:
            code = max(whole, key=lambda each: len(self._places[each]))
            self._say("place", self._setting.places[code], code)
            return len(self._places[code])
        chunk = _until_comma(tokens)
        for length in range(len(chunk), 0, -1):
            fitting = [code for code, name in self._places.items() if _stands_in(chunk[:length], name)]
            if len(fitting) > 1:
                raise NotUnderstood(
                    "line-meanings",
                    word=" ".join(chunk[:length]),
                    could=listed(self._setting.places[code] for code in fitting),
                )
            if fitting:
                self._say("place", self._setting.places[fitting[0]], fitting[0])
                return length
        return 0

    def _number(self, chunk: list[str]) -> int:
        first, second = chunk[0], (chunk[1] if len(chunk) > 1 else "")
        if first in self._words.points and second.isdecimal():
            points = _within(second, 0, 100)
            self._say("wellbeing", f"{first} {second}", WellbeingBand.of(points))
            return 2
        if first in self._words.times and second.isdecimal():
            first, second = second, first
        if not first.isdecimal():
            return 0
        if second in self._words.times:
            if not 1 <= int(first[:6]) <= MOST_AT_ONCE:
                raise NotUnderstood("register-how-many", most=MOST_AT_ONCE)
            self._say("times", f"{first} {second}", int(first))
        elif second in self._words.years:
            years = _within(first, 0, 130)
            if years <= OLDEST:
                self._say("years", f"{first} {second}", years)
            else:
                self._say("band", f"{first} {second}", AgeBand.GROWN)
        elif second in self._words.minutes:
            self._say("duration", f"{first} {second}", Duration.of(_within(first, 0, 1000)))
        elif second in self._words.hours:
            self._say("duration", f"{first} {second}", Duration.of(60 * _within(first, 0, 24)))
        else:
            return 0
        return 2

    def _phrase(self, chunk: list[str]) -> int:
        for length in range(min(_LONGEST_PHRASE, len(chunk)), 0, -1):
            meant = self._phrases.get(tuple(chunk[:length]))
            if meant is not None:
                ((name, code),) = meant
                self._say(name, " ".join(chunk[:length]), code)
                return length
        return 0

    def _beginning(self, chunk: list[str]) -> int:
        """A place, or the beginning of words that mean one thing."""
        taken = self._place(chunk) if len(chunk[0]) > _SHORTEST else 0
        if taken:
            return taken
        for length in range(min(_LONGEST_PHRASE, len(chunk)), 0, -1):
            typed = " ".join(chunk[:length])
            if len(typed) < _SHORTEST:
                continue
            fitting = {words: meant for words, meant in self._phrases.items() if " ".join(words).startswith(typed)}
            meanings = {found for meant in fitting.values() for found in meant}
            if len(meanings) > 1:
                first = {found: " ".join(words) for words, meant in reversed(fitting.items()) for found in meant}
                raise NotUnderstood("line-meanings", word=typed, could=listed(reversed(first.values())))
            if meanings:
                ((name, code),) = meanings
                self._say(name, typed, code)
                return length
        return 0

    def _say(self, name: str, word: str, value: Any) -> None:
        if name == "troubles":
            self.troubles.add(value)
            return
        before = self.found.get(name)
        if before is not None and before[1] != value:
            if name == "substance" and {before[1], value} <= {Substance.ALCOHOL, Substance.DRUGS, Substance.BOTH}:
                value = Substance.BOTH
            else:
                raise NotUnderstood("line-twice", first=before[0], second=word)
        self.found[name] = (word, value)

    def _refuse_unknown(self) -> None:
        close = [meant for word in self._unknown for meant in self._meant(word)]
        unknown = listed(f"“{word}”" for word in self._unknown)
        if close:
            raise NotUnderstood("line-unknown-meant", words=unknown, meant=listed(dict.fromkeys(close)))
        raise NotUnderstood("line-unknown", words=unknown)

    def _meant(self, word: str) -> list[str]:
        if word.isdecimal():
            return [f"{word} {self._words.times[0]}", f"{word} {self._words.years[0]}", f"{word} min"]
        known = [" ".join(words) for words in self._phrases]
        return difflib.get_close_matches(word, known, n=2, cutoff=0.7)


def _within(number: str, low: int, high: int) -> int:
    value = int(number[:6])
    if not low <= value <= high:
        raise NotUnderstood("line-number", number=number[:6])
    return value


def _until_comma(tokens: list[str]) -> list[str]:
    end = next((at for at, token in enumerate(tokens) if token in _SEPARATORS), len(tokens))
    return tokens[:end]


def _stands_in(typed: list[str], name: list[str]) -> bool:
    """Whether words are part of a name; the last of them may be cut short."""
    *whole, last = typed
    return any(
        name[at : at + len(whole)] == whole and name[at + len(whole)].startswith(last)
        for at in range(len(name) - len(whole))
        if len(last) >= _SHORTEST or name[at + len(whole)] == last
    )


def listed(words: Iterable[str]) -> str:
    """Words in a sentence."""
    return ", ".join(words)

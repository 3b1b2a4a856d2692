"""Which column of an old sheet says what, guessed from its header and its values; and which must never be read.

Rules: a guess is shown and can be changed. A column with anything in it that looks like a CPR number, a phone number,
an e-mail, an address, names or free text is refused, with the line where it was seen; its values go nowhere.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from flows.discretion import KINDS, NAME, find
from flows.line_reading import tokens_of
from flows.line_words import CODES
from flows.sheet_values import (
    MONTH,
    PLACE,
    TIMES,
    UNIT,
    YEARS,
    normal,
    read_code,
    read_month,
    read_number,
    read_tick,
    read_troubles,
)

# More different values than a list of codes has.
MOST_VALUES = 120
_LOOKED_AT = 300
FREE_TEXT = "text"
# Why a column is not read; each is a word on a page.
REASONS = (*KINDS, FREE_TEXT)
_LONGEST_VALUE, _MOST_WORDS = 60, 7
_PERSON = re.compile(r"[^\W\d_a-zæøå][\w'’.-]*(?: [^\W\d_a-zæøå][\w'’.-]*){0,3}")
_PERSONAL_HEADERS = re.compile(
    r"\b(?:(?:for|efter)?navn|name|cpr\S*|personnummer|e-?mail\S*|mailadresse|adresse|address|mobil\S*|telefonn\S*|"
    r"tlf\.? ?nr\S*|initialer|initials|behandler|terapeut|therapist|sagsnr\S*|journal\S*|note[rs]?|notat\S*|"
    r"bemærkning\S*|kommentar\S*|comments?|remarks?|beskrivelse|fritekst)\b"
)
_TEXT_HEADERS = re.compile(r"note|notat|bemærk|komment|comment|remark|beskriv|fritekst|journal")
_HEADERS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        MONTH: ("dato", "måned", "kontaktdato", "date", "month", "dag"),
        TIMES: ("antal", "number", "count", "antal kontakter", "stk"),
        UNIT: ("enhed", "målgruppe", "projekt", "unit", "team"),
        YEARS: ("alder i år", "age in years"),
        PLACE: ("sted", "opsøgende sted", "place"),
        "kind": ("tæller som", "kontakttype", "kind"),
        "channel": ("kanal", "kontaktform", "henvendelsesform", "form", "channel"),
        "role": ("rolle", "hvem", "henvender", "hvem henvender sig", "henvendelse fra", "hvem skrev", "role", "who"),
        "workplace": ("arbejdssted", "profession", "workplace"),
        "band": ("alder", "aldersgruppe", "barnets alder", "age", "age group"),
        "outcome": ("udbytte", "udfald", "resultat", "outcome", "result"),
        "duration": ("varighed", "tid", "tid brugt", "minutter", "tidsforbrug", "duration", "minutes"),
        "gender": ("køn", "barnets køn", "gender", "sex"),
        "home": ("bor", "bor hos", "bopæl", "home", "lives with"),
        "substance": ("rusmiddel", "stof", "handler om", "substance"),
        "whose": ("hvis forbrug", "hvem drikker", "hvis misbrug", "whose use", "whose"),
        "troubles": ("fylder også", "andre problemer", "øvrige problemer", "problematik", "other problems", "troubles"),
        "support": ("anden hjælp", "anden støtte", "hjælp i forvejen", "other help", "support"),
        "wellbeing": ("trivsel", "who-5", "who5", "well-being"),
    }
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Refusal:
    """Why a column is not read: one of `REASONS`, and the line where that was seen (0: its header says it)."""

    reason: str
    line: int


def refusal_of(header: str, values: Sequence[tuple[int, str]]) -> Refusal | None:
    """Why a column must not be read, if it must not; `values` are its filled cells with their line numbers."""
    said = normal(header)
    if _PERSONAL_HEADERS.search(said):
        return Refusal(reason=FREE_TEXT if _TEXT_HEADERS.search(said) else _kind_of(said), line=0)
    different: dict[str, tuple[int, str]] = {}
    for number, value in values:
        different.setdefault(value, (number, value))
    for number, value in different.values():
        if len(value) > _LONGEST_VALUE or len(value.split()) > _MOST_WORDS:
            return Refusal(reason=FREE_TEXT, line=number)
        if read_month(value) is None and (spots := find(value)):
            return Refusal(reason=spots[0].kind, line=number)
    unknown = [place for place in list(different.values())[:_LOOKED_AT] if not _is_known(place[1])]
    if len(unknown) > 2 and len(unknown) * 2 > min(len(different), _LOOKED_AT):
        persons = [number for number, value in unknown if _PERSON.fullmatch(value.strip())]
        if len(persons) * 2 > len(unknown):
            return Refusal(reason=NAME, line=min(persons))
    if len(unknown) > MOST_VALUES:
        return Refusal(reason=FREE_TEXT, line=unknown[0][0])
    return None


def _kind_of(header: str) -> str:
    for part, kind in (("cpr", "cpr"), ("personnummer", "cpr"), ("mail", "email"), ("adresse", "address")):
        if part in header:
            return kind
    return "phone" if re.search(r"mobil|telefon|tlf", header) else NAME


def _is_known(value: str) -> bool:
    return (
        read_month(value) is not None
        or read_number(value) is not None
        or read_tick(value) is not None
        or read_troubles(value) is not None
        or any(read_code(name, value) is not None for name in CODES)
    )


def guess(header: str, values: Sequence[str]) -> str:
    """What a column seems to say; "" when nothing can be guessed."""
    said, filled = normal(header), {normal(value) for value in values if normal(value)}
    ticks = bool(filled) and all(read_tick(value) is not None for value in filled)
    if ticks:
        for name in CODES:
            if (code := read_code(name, said)) and said not in _HEADERS[name]:
                return f"{name}={code}"
    meaning = _by_header(said)
    if meaning == "band" and filled and all(read_number(value) is not None for value in filled):
        return YEARS
    return meaning or ("" if ticks else _by_values(filled))


def _by_header(said: str) -> str:
    tokens = [token for token in tokens_of(said) if token not in (",", ":")]
    for exact in (True, False):
        fitting = [
            (len(word), meaning)
            for meaning, words in _HEADERS.items()
            for word in words
            if (said == word if exact else _stands_in(word.split(), tokens))
        ]
        if fitting:
            return max(fitting)[1]
    return ""


def _stands_in(words: list[str], tokens: list[str]) -> bool:
    return any(tokens[at : at + len(words)] == words for at in range(len(tokens)))


def _by_values(filled: set[str]) -> str:
    if not filled or all(read_number(value) is not None for value in filled):
        return ""
    if all(read_month(value) is not None for value in filled):
        return MONTH
    fitting = [name for name in CODES if all(read_code(name, value) is not None for value in filled)]
    return fitting[0] if len(fitting) == 1 else ""

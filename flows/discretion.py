"""Finds what would give somebody away in a text: CPR number, phone, e-mail, address, a name that is told.

It helps, and does not judge: a spot may be missed, and a spot may be nothing. The writer is always shown what was found
and may send the text as it was. Nothing here keeps or returns the words themselves, only where they stand.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

CPR = "cpr"
PHONE = "phone"
EMAIL = "email"
ADDRESS = "address"
NAME = "name"
KINDS = (CPR, PHONE, EMAIL, ADDRESS, NAME)
COVER = "•••"

# Every repeat has an upper bound, so that no text, however odd, takes long to read.
_LETTER = r"[^\W\d_]"
_HOST = r"[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}"
# A name has capitals and may be several words; in small letters one word is taken, but no everyday word that often
# follows ("jeg hedder ikke noget særligt").
_NAME = rf"(?:{_LETTER}[\w'’-]{{0,40}})"
_CAPITAL = r"[A-ZÆØÅÄÖÜÉ]"
_CAPITAL_NAME = rf"{_CAPITAL}[\w'’-]{{0,40}}"
_STREET_END = (
    r"(?:vej|vejen|gade|gaden|all[eé]|all[eé]en|stræde|strædet|plads|pladsen|torv|torvet|vænge|vænget|boulevard|"
    r"boulevarden|parken|stien|krogen|haven|bakken|toften|vangen|kaj|kajen|bro|broen|holmen|strand|strandvej)"
)

# Neither "24.12.2025" nor "2025-2026" is a phone number.
_YEAR = r"(?:19|20)\d{2}(?!\d)"
_NO_DATE = rf"(?<![\d+])(?!\d{{1,2}}[ .-](?:0?\d|1[0-2])[ .-]{_YEAR})(?!{_YEAR}[ ]?[-–. ][ ]?{_YEAR})"


@dataclass(frozen=True, kw_only=True, slots=True)
class Spot:
    """Where something stands that could give somebody away, and of which kind it is."""

    start: int
    end: int
    kind: str


def _pattern(text: str, flags: int = re.IGNORECASE) -> re.Pattern[str]:
    return re.compile(text, flags)


# The order is the order of precedence: what is a CPR number is not also a phone number.
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (EMAIL, _pattern(rf"(?<![\w.+-])[\w.+-]{{1,64}}(?:@|[ ]?(?:\(at\)|\[at\]|snabel-?a)[ ]?){_HOST}")),
    (CPR, _pattern(r"(?<!\d)(?:0[1-9]|[12]\d|3[01])[ ./]?(?:0[1-9]|1[0-2])[ ./]?\d{2}[ ]?[-–.]?[ ]?\d{4}(?!\d)")),
    (PHONE, _pattern(rf"{_NO_DATE}(?:(?:\+|00)45[ .-]?)?[2-9]\d(?:[ .-]?\d{{2}}){{3}}(?!\d)")),
    (PHONE, _pattern(rf"{_NO_DATE}(?:(?:\+|00)45[ .-]?)?[2-9]\d{{3}}[ .-]\d{{4}}(?!\d)")),
    (PHONE, _pattern(r"(?<![\d+])[2-9]\d{2}[ .-]\d{2}[ .-]\d{3}(?!\d)")),
    (PHONE, _pattern(r"(?<!\d)(?:\+|00)[1-9]\d{0,2}(?:[ .-]?\d{2,4}){2,5}(?!\d)")),
    (
        ADDRESS,
        _pattern(
            rf"(?<![\w'’-])(?:(?-i:{_CAPITAL_NAME})[ ]|(?:gl|nr|sdr|skt|st)\.[ ]){{0,2}}"
            rf"{_LETTER}[\w'’-]{{0,40}}?{_STREET_END}"
            rf"[ ]\d{{1,3}}(?!\d)[ ]?(?:[a-h]\b)?"
            rf"(?:,?[ ](?:st|kl|\d{{1,2}})\.?(?:[ ]?(?:sal|tv|th|mf)\b\.?)*)?"
            rf"(?:,?[ ]\d{{4}}[ ]{_LETTER}{{1,40}}(?:[ ][KVNSØ]\b)?)?"
        ),
    ),
    (
        ADDRESS,
        _pattern(rf"\b\d{{1,4}}[ ](?:{_CAPITAL_NAME}[ ]){{1,3}}(?:Street|Road|Avenue|Lane|Square)\b", 0),
    ),
)

_SELF = r"(?:jeg|vi|han|hun|hen|barnet|drengen|pigen|eleven|(?:min|mit|vores|deres|hans|hendes)[ ][^\W\d_]{1,40})"
_NO_NAME = r"(?!(?:ikke|noget|det|nok|jo|også|så|bare|som|mit|not|a|the|hemmelig\w*)\b)"
_FULL_NAME = rf"(?-i:{_CAPITAL_NAME}(?:[ ]{_CAPITAL_NAME}){{0,3}})"
_A_NAME = rf"{_NO_NAME}(?P<name>{_FULL_NAME}|{_NAME})"
_NAME_TOLD = (
    _pattern(rf"\b{_SELF}[ ]hedder[ ]{_A_NAME}"),
    _pattern(rf"\b(?:mit|hans|hendes|barnets)[ ](?:fulde[ ])?(?:for|efter)?navn[ ]er[ ]{_A_NAME}"),
    _pattern(rf"\b(?:my|his|her)[ ](?:full[ ]|first[ ]|last[ ])?name(?:[ ]is|['’]s)[ ]{_A_NAME}"),
    _pattern(rf"\b(?:i['’]?m|i[ ]am|he['’]?s|he[ ]is|she['’]?s|she[ ]is)[ ](?:called|named)[ ]{_A_NAME}"),
    # Under a letter.
    _pattern(rf"\b(?:hilsen|hilsner|mvh\.?|kh\.?|vh\.?)[ ,:\n]{{1,3}}(?P<name>{_FULL_NAME})[ .!]{{0,5}}\Z"),
)


def find(text: str) -> tuple[Spot, ...]:
    """Every spot that could give somebody away, in order, none overlapping another."""
    spots: list[Spot] = []
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            _add(spots, Spot(start=match.start(), end=match.end(), kind=kind))
    for pattern in _NAME_TOLD:
        for match in pattern.finditer(text):
            _add(spots, Spot(start=match.start("name"), end=match.end("name"), kind=NAME))
    return tuple(sorted(spots, key=lambda spot: spot.start))


def _add(spots: list[Spot], found: Spot) -> None:
    if all(found.end <= spot.start or spot.end <= found.start for spot in spots):
        spots.append(found)


def covered(text: str, spots: Iterable[Spot]) -> str:
    """The text with every spot covered; the cover says nothing about how long the words were."""
    parts: list[str] = []
    position = 0
    for spot in sorted(spots, key=lambda spot: spot.start):
        parts += (text[position : spot.start], COVER)
        position = spot.end
    return "".join((*parts, text[position:]))

"""Other offers to bridge to, and which of them fit an age.

The starting list is the Danish mapping of 2016, with its own age bands; an administrator replaces it with a list of the
same columns. A list that cannot be read raises `UnreadableOffers` (theirs) with the line, and nothing of it is used.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from flows.vocabulary import AgeBand

MAPPED_BANDS = ("0-5", "6-12", "13-17", "18-25")
KINDS = ("group_talks", "family_talks", "individual_talks", "advisory_talks", "social_activities", "teaching")
_COLUMNS = ("name", *(f"age_{band.replace('-', '_')}" for band in MAPPED_BANDS), *KINDS)
_LONGEST_NAME = 200

# How many years of one of our bands lie in each of the mapping's.
_SHARED_YEARS = {
    AgeBand.BABY: {"0-5": 3},
    AgeBand.CHILD: {"0-5": 3, "6-12": 6},
    AgeBand.TEEN: {"6-12": 1, "13-17": 4},
    AgeBand.YOUTH: {"13-17": 1, "18-25": 7},
    AgeBand.GROWN: {"18-25": 1},
}


class UnreadableOffers(Exception):
    """A list of offers cannot be read; `line` is where (1 is the heading) and `text_id` says why."""

    def __init__(self, text_id: str, *, line: int) -> None:
        super().__init__(text_id)
        self.text_id = text_id
        self.line = line


@dataclass(frozen=True, kw_only=True, slots=True)
class Offer:
    """Another offer: the age bands it serves (as mapped in its year) and the kinds of help it has.

    `interventions` is how many of each of `KINDS` the mapping found; empty where that is not known.
    """

    name: str
    bands: frozenset[str]
    kinds: tuple[str, ...]
    year: int = 2016
    interventions: tuple[int, ...] = ()


def parse_offers(tsv: str, *, year: int = 2016) -> tuple[Offer, ...]:
    """Read a list with the columns of the 2016 mapping, one offer a line, columns parted by tabs."""
    lines = tsv.removeprefix("\ufeff").splitlines()
    if not lines or tuple(cell.strip() for cell in lines[0].split("\t")) != _COLUMNS:
        raise UnreadableOffers("offers-heading", line=1)
    offers: dict[str, Offer] = {}
    for number, line in enumerate(lines[1:], start=2):
        if not line.strip():
            continue
        offer = _parse_line(line, number=number, year=year)
        if offer.name in offers:
            raise UnreadableOffers("offers-twice", line=number)
        offers[offer.name] = offer
    if not offers:
        raise UnreadableOffers("offers-empty", line=len(lines))
    return tuple(offers.values())


def _parse_line(line: str, *, number: int, year: int) -> Offer:
    name, *cells = (cell.strip() for cell in line.split("\t"))
    if not name or len(name) > _LONGEST_NAME or len(cells) != len(_COLUMNS) - 1:
        raise UnreadableOffers("offers-columns", line=number)
    if any(not cell.isascii() or not cell.isdigit() for cell in cells):
        raise UnreadableOffers("offers-number", line=number)
    numbers = tuple(int(cell) for cell in cells)
    ages, interventions = numbers[: len(MAPPED_BANDS)], numbers[len(MAPPED_BANDS) :]
    return Offer(
        name=name,
        bands=frozenset(band for band, served in zip(MAPPED_BANDS, ages, strict=True) if served),
        kinds=tuple(kind for kind, number in zip(KINDS, interventions, strict=True) if number),
        year=year,
        interventions=interventions,
    )


def fitting(offers: Iterable[Offer], age_band: AgeBand | None) -> tuple[Offer, ...]:
    """The offers for an age, the closest fit first and then by name; all of them when no age is known."""
    if age_band is None:
        return tuple(sorted(offers, key=lambda offer: offer.name.casefold()))
    years = _SHARED_YEARS[age_band]
    fit = {offer: sum(years.get(band, 0) for band in offer.bands) for offer in offers}
    chosen = [offer for offer, shared in fit.items() if shared > 0]
    return tuple(sorted(chosen, key=lambda offer: (-fit[offer], offer.name.casefold())))

"""Ages in whole years: the pieces that several sets of ages can all be added up from, and how a set is read of them.

The rules it keeps (DOMAIN.md: age bands are configuration, and a report is asked for by a named set of them):
- Sets overlap (3-10 and 0-5), so no set is counted. What is counted are the pieces between all their cuts, cut once
  more where an age band begins: so each piece is a part of one age band, and of one band of every set.
- Nothing is published of a set. It is read of the pieces, and of an age band's number where that, less everything
  else the band has, is known to everybody: so it tells nothing new. What is left is told as "at least".
"""

import re
from collections.abc import Iterable, Mapping
from itertools import pairwise

from flows.cells import BANDS, UNKNOWN, Known, Shown, cell_key, cell_parts
from flows.vocabulary import AgeBand

# The oldest whose age is counted in years: the target group is 0-24.
OLDEST = 24
_AGES = re.compile(r"([0-9]{1,2})(?:-([0-9]{1,2}))?")


class NotOneAfterTheOther(ValueError):
    """The bands of a set leave an age out, have one twice, or one that nobody is counted with."""


def ages_of(band: str) -> range:
    """The ages that "3-10", or "11", has; raises ValueError where it is no such band."""
    found = _AGES.fullmatch(band)
    if not found:
        raise ValueError("a band in whole years is written as 3-10")
    return range(int(found[1]), int(found[2] or found[1]) + 1)


def pieces(sets: Iterable[Iterable[str]]) -> dict[str, str]:
    """Which piece each age belongs to, up to the oldest; raises `NotOneAfterTheOther`."""
    begins = {year for year in range(1, OLDEST + 1) if AgeBand.of(year) is not AgeBand.of(year - 1)}
    for bands in sets:
        begins |= _begins(bands)
    cuts = sorted({0, *begins, OLDEST + 1})
    return {
        str(years): str(first) if after == first + 1 else f"{first}-{after - 1}"
        for first, after in pairwise(cuts)
        for years in range(first, after)
    }


def _begins(bands: Iterable[str]) -> set[int]:
    begins = set()
    due = 0
    for band in bands:
        ages = _AGES.fullmatch(band)
        if not ages or int(ages[1]) != due or due > OLDEST or int(ages[2] or due) < due:
            raise NotOneAfterTheOther
        begins.add(due)
        due = int(ages[2] or due) + 1
    if due <= OLDEST:
        raise NotOneAfterTheOther
    return begins


def read_set(
    name: str, cells: Mapping[str, Shown], age_bands: Mapping[str, Shown], bands: Iterable[str]
) -> dict[str, Known] | None:
    """How many there are of each band of a set, and of no known age; None where the pieces are cut otherwise.

    `name` and `cells` are a published table of ages in whole years, `age_bands` the year's numbers by age band.
    """
    found: dict[str, dict[str, Shown]] = {band: {} for band in BANDS}
    for cell, number in cells.items():
        parts = cell_parts(cell)
        if name not in parts or parts == {name: UNKNOWN}:
            continue
        option = parts[name]
        band = parts["band"] if option == UNKNOWN else AgeBand.of(ages_of(option).start)
        found[band][option] = number
    sums = {}
    read: set[str] = set()
    for wanted in bands:
        inside = {
            option
            for line in found.values()
            for option in line
            if option != UNKNOWN and {*ages_of(option)} <= {*ages_of(wanted)}
        }
        read |= inside
        sums[wanted] = Known.together(
            _slice(line, inside, age_bands.get(cell_key(band=band))) for band, line in found.items()
        )
    if read != {option for line in found.values() for option in line} - {UNKNOWN}:
        return None
    whole = cells[cell_key(**{name: UNKNOWN})]
    known = Known.together(_slice(line, {UNKNOWN}, None) for line in found.values())
    sums[UNKNOWN] = known if whole is None else Known.of(whole)
    return sums


def _slice(line: Mapping[str, Shown], inside: set[str], whole: Shown) -> Known:
    """What some of an age band's options come to: each shown, or all but them."""
    wanted = [number for option, number in line.items() if option in inside]
    others = [number for option, number in line.items() if option not in inside]
    if None in wanted and whole is not None and None not in others:
        return Known.of(whole - sum(number or 0 for number in others))
    return Known.of(*wanted)

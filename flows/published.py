"""What a published table is, and what it is made from: for publishing.py and yearly_publishing.py.

A published table never changes. Its cells stand under stable keys (cells.py); sums are cells too, with fewer parts.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from flows.cells import BANDS, NO, UNKNOWN, Key, Shown, cell_key, cell_parts, months_of
from flows.tables import TOTALS, Declared, Table
from flows.vocabulary import ContactKind


class CountersDisagree(Exception):
    """The counters of a period do not add up; nothing may be published from them."""


@dataclass(frozen=True, kw_only=True, slots=True)
class PublishedTable:
    """One table of one period as everybody sees it; None is a hidden cell. Sums are cells too, with fewer parts."""

    period: str
    table: str
    cells: Mapping[str, Shown]

    def to_json(self) -> str:
        """The cells as stored: the same text every time."""
        return json.dumps(self.cells, sort_keys=True, separators=(",", ":"), ensure_ascii=False)

    @classmethod
    def from_json(cls, *, period: str, table: str, cells: str) -> "PublishedTable":
        """The table that `to_json` wrote."""
        return cls(period=period, table=table, cells=json.loads(cells))


def contacts(counters: Mapping[Key, int], period: str) -> dict[tuple[str, str], int]:
    """The exact number of contacts for each month of the period and each unit that had any."""
    months = months_of(period)
    found = {}
    for (month, table, cell), number in sorted(counters.items()):
        if table == TOTALS and month in months and number:
            parts = cell_parts(cell)
            if parts["kind"] == ContactKind.CONTACT:
                found[month, parts["unit"]] = number
    return found


# One unit's (or, in a quarter, everybody's) counts in one table: age band → option → count.
Counts = Mapping[str, Mapping[str, int]]


def tells(table: Table, line: Mapping[str, int]) -> bool:
    """Whether a line says of everybody in it that they have one and the same thing."""
    filled = [option for option, number in line.items() if number]
    return table.tells and len(filled) == 1 and filled[0] not in (UNKNOWN, NO)


def read(counters: Mapping[Key, int], period: str, table: Table, unit: str | None) -> Counts:
    return {
        band: {
            option: counters.get((period, table.name, cell_key(unit=unit, band=band, **{table.name: option})), 0)
            for option in table.options
        }
        for band in BANDS
    }


def band_sums(counters: Mapping[Key, int], month: str, unit: str, declared: Declared) -> dict[str, int]:
    """A unit's contacts of a month by age band."""
    return {band: sum(options.values()) for band, options in read(counters, month, declared.of(month)[0], unit).items()}

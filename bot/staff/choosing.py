"""What is looked at on the page of figures: a period, a unit, an age band or a set of them, and whether answers are put
together, chosen in a form that works without script.

One can choose only what is published; anything else typed into the address is answered with one sentence, and the page
shows nothing in its place. With nothing chosen it shows the newest month and the newest quarter.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from flows.cells import BANDS, months_of, year_of
from flows.figures import Figures
from flows.mixes import Mix, NothingPublished, mixes, periods


@dataclass(frozen=True, kw_only=True, slots=True)
class Choice:
    """What was chosen, what can be, and what was found: for each period its mixes. `together` says that ages or answers
    were added up; `refused` is the id of the sentence that says why nothing was found."""

    period: str | None
    unit: str | None
    band: str | None
    periods: Mapping[str, tuple[str, ...]]
    units: tuple[str, ...]
    bands: tuple[str, ...]
    grouped: bool
    together: bool
    found: tuple[tuple[str, tuple[Mix, ...]], ...] = field(default=(), repr=False)
    refused: str = ""


def chosen(figures: Figures, query: Mapping[str, str]) -> Choice:
    """The choice that a form sent."""
    period, unit, band = (query.get(name, "").strip() or None for name in ("periode", "enhed", "alder"))
    grouped = bool(query.get("samlet", "").strip())
    every = periods(figures)
    found: list[tuple[str, tuple[Mix, ...]]] = []
    refused = ""
    try:
        found = [
            (each, mixes(figures, each, unit=unit, band=band, grouped=grouped))
            for each in ((period,) if period is not None else _newest(every, unit))
        ]
    except NothingPublished as error:
        refused = f"console-figures-odd-{error.why}"
    return Choice(
        period=period,
        unit=unit,
        band=band,
        periods={each: tuple(one for one in every if year_of(one) == each) for each in every if year_of(each) == each},
        units=tuple(each.unit for each in figures.units),
        bands=(*BANDS, *figures.ages),
        grouped=grouped,
        together=grouped or band in figures.ages,
        found=tuple(found),
        refused=refused,
    )


def _newest(every: tuple[str, ...], unit: str | None) -> tuple[str, ...]:
    """The newest month and, unless it is about one unit, the newest quarter."""
    lengths = (1,) if unit is not None else (1, 3)
    newest = (next((each for each in every if len(months_of(each)) == length), None) for length in lengths)
    return tuple(each for each in newest if each is not None)

"""A table of figures in words and as a picture: what the coordinator's pages draw of a published mix.

What is hidden there was never sent here: a hidden cell is said as hidden in the table and in the picture, and a sum
with hidden parts as "at least". A table that is newer than its words is drawn with its codes.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from bot.moments import month_in_words
from bot.reports.pictures import Bar, bars, lines
from bot.staff.table_labels import Say, option_label, table_label
from flows.breakdowns import TROUBLES
from flows.cells import Known, months_of
from flows.mixes import Mix
from flows.vocabulary import Language


@dataclass(frozen=True, kw_only=True, slots=True)
class Cell:
    """A number as it is written; `hidden` when there is none to write."""

    said: str
    hidden: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class DrawnTable:
    """A mix with its words; only lines and columns that hold something. `line` is what the picture shows."""

    table: str
    heading: str
    unit: str | None
    added: str
    several: bool
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Cell, ...], Cell], ...]
    line: tuple[Cell, ...]
    total: Cell
    picture: Markup


def drawn(mix: Mix, *, name: str, say: Say, band: str | None = None, paper: bool = False) -> DrawnTable:
    """A table with its picture, a low one for `paper`. `name` is a plain word, unique on the page; `band` is the age
    that was asked for."""
    kind = "trouble" if mix.table == TROUBLES else mix.table
    columns = tuple(option_label(kind, column, say) for column in mix.columns)
    line = tuple(cell(known, say) for known in mix.line)
    heading = table_label(mix.table, say)
    items = [
        Bar(label=label, value=None if known.hidden else known.number, said=shown.said)
        for label, known, shown in zip(columns, mix.line, line, strict=True)
    ]
    title = (
        say("console-chart-table", name=heading)
        if band is None
        else say("console-figures-band", name=heading, band=option_label("band", band, say))
    )
    return DrawnTable(
        table=mix.table,
        heading=heading,
        unit=mix.unit,
        added=_added(mix.parts, say),
        several=mix.several,
        columns=columns,
        rows=tuple(
            (option_label("band", row.band, say), tuple(cell(each, say) for each in row.cells), cell(row.total, say))
            for row in mix.rows
        ),
        line=line,
        total=cell(mix.total, say),
        picture=(lines if paper else bars)(name=name, title=title, description=described(items, say), items=items),
    )


def cell(known: Known, say: Say) -> Cell:
    """What is written of a number."""
    if known.hidden:
        return Cell(said=say("console-hidden"), hidden=True)
    if known.exact:
        return Cell(said=str(known.number), hidden=False)
    return Cell(said=say("console-figures-at-least", count=str(known.number)), hidden=False)


def described(items: Iterable[Bar], say: Say) -> str:
    """A picture in words: every label with what it says."""
    return say("console-chart-description", numbers="; ".join(f"{item.label}: {item.said}" for item in items))


def period_in_words(period: str, language: Language, say: Say) -> str:
    """A month, a quarter or a year as one says it."""
    months = months_of(period)
    if len(months) == 3:
        return say("console-figures-quarter", number=period[-1], year=period[:4])
    return period if len(months) == 12 else month_in_words(date.fromisoformat(f"{period}-01"), language)


def _added(parts: tuple[str, ...], say: Say) -> str:
    if not parts:
        return ""
    quarters = len(months_of(parts[0])) == 3
    return say("console-figures-quarters-added" if quarters else "console-figures-months-added", count=len(parts))

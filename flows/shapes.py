"""Published tables as they stood when they were published, whatever is declared today."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from flows.cells import UNKNOWN, Shown, cell_parts, year_of
from flows.helped_counting import HELPED
from flows.tables import BAND, AgesInYears, Declared, Table


@dataclass(frozen=True, kw_only=True, slots=True)
class Shape:
    """A published table as its own cells say it is: its options, and the trouble it is about, if it is about one.

    `groups` are the options that may be read together, as far as it has them.
    """

    name: str
    options: tuple[str, ...]
    trouble: str | None
    groups: Mapping[str, tuple[str, ...]]


def shapes_of(published: Mapping[str, Mapping[str, Shown]], period: str, declared: Declared) -> tuple[Shape, ...]:
    """The tables that count contacts, from name → cells: of a month or a quarter those by age, of a year all.

    They come in the order they are declared in, and so do their options; what is declared no more comes last.
    """
    # A declaration of this period goes before one of another time.
    every = declared.every()
    known = {table.name: table for table in sorted(every, key=lambda table: table.span.covers(period))}
    order = list(dict.fromkeys((*(table.name for table in every), *sorted(published))))
    by = () if period == year_of(period) else (BAND,)
    shapes = []
    for name in sorted(published, key=order.index):
        parts = [cell_parts(cell) for cell in published[name]]
        if name in (BAND, HELPED) or not any({*by, name} <= each.keys() for each in parts):
            continue
        table = known.get(name)
        there = {each[name] for each in parts if name in each}
        first = tuple(code for code in (table.options if table else ()) if code in there)
        if isinstance(table, AgesInYears):
            # As it is declared now it may be cut otherwise; ages have an order of their own.
            first = ()
        shapes.append(
            Shape(
                name=name,
                options=(*first, *sorted(there - {*first}, key=_by_number)),
                trouble=table.trouble if isinstance(table, Table) else None,
                groups={
                    group: tuple(member for member in members if member in there)
                    for group, members in (
                        {} if table is None or isinstance(table, AgesInYears) else table.groups
                    ).items()
                },
            )
        )
    return tuple(shapes)


def _by_number(option: str) -> tuple[bool, bool, int, str]:
    """Ages from the youngest on, then words, and last who is not known."""
    number = re.match(r"\d+", option)
    return option == UNKNOWN, number is None, int(number[0]) if number else 0, option

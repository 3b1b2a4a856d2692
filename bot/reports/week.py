"""A picture of somebody's week: seven columns, the hours from top to bottom, and what stands in them as blocks.

The rules are those of the other pictures (bot/reports/pictures.py): drawn on the server, no script, no style, readable
in the dark, with a title and a description that say everything in it. A block of every second week is only framed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from markupsafe import Markup

_WIDTH = 360
_MARGIN = 26
_COLUMN = (_WIDTH - _MARGIN) / 7
_HOUR = 20
_HEAD = 20
_TEXT = 11
# What is drawn at least, in hours.
_MORNING, _EVENING = 8, 17


@dataclass(frozen=True, kw_only=True, slots=True)
class Block:
    """A stretch of a weekday (Monday is 0) in minutes from midnight."""

    weekday: int
    opens: int
    closes: int
    every_week: bool


def week(*, title: str, description: str, days: Sequence[str], blocks: Sequence[Block]) -> Markup:
    """The picture; `days` are seven short names."""
    first = min([_MORNING, *(block.opens // 60 for block in blocks)])
    last = max([_EVENING, *(-(-block.closes // 60) for block in blocks)])
    height = _HEAD + (last - first) * _HOUR + 4
    drawn = [
        f'<text x="{_middle(day):.1f}" y="{_TEXT + 2}" text-anchor="middle">{escape(name)}</text>'
        for day, name in enumerate(days)
    ]
    for hour in range(first, last + 1):
        y = _HEAD + (hour - first) * _HOUR
        drawn.append(
            f'<line class="floor" x1="{_MARGIN}" y1="{y}" x2="{_WIDTH}" y2="{y}" stroke="currentColor" '
            'stroke-opacity=".25"/>'
        )
        if (hour - first) % 2 == 0:
            drawn.append(f'<text x="{_MARGIN - 6}" y="{y + 4}" text-anchor="end">{hour}</text>')
    drawn += [_drawn(block, first) for block in blocks]
    # Everything that came from outside has been through escape here.
    return Markup(  # noqa: S704
        f'<svg xmlns="http://www.w3.org/2000/svg" class="picture week" role="img"'
        f' aria-labelledby="week-title week-description" viewBox="0 0 {_WIDTH} {height}"'
        f' width="{_WIDTH}" height="{height}" fill="currentColor" font-size="{_TEXT}">'
        f'<title id="week-title">{escape(title)}</title><desc id="week-description">{escape(description)}</desc>'
        f"{''.join(drawn)}</svg>"
    )


def _middle(day: int) -> float:
    return _MARGIN + (day + 0.5) * _COLUMN


def _drawn(block: Block, first: int) -> str:
    y = _HEAD + (block.opens / 60 - first) * _HOUR
    tall = max((block.closes - block.opens) / 60 * _HOUR, 3)
    place = f'x="{_MARGIN + block.weekday * _COLUMN + 2:.1f}" y="{y:.1f}" width="{_COLUMN - 4:.1f}" height="{tall:.1f}"'
    if block.every_week:
        return f'<rect class="bar" {place} rx="3"/>'
    return f'<rect class="second" {place} rx="3" fill="none" stroke="currentColor" stroke-dasharray="4 3"/>'

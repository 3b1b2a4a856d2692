"""Pictures of figures: small SVG drawings made on the server, put straight into the page.

The rules they keep: no script, no style element and no style attribute (the page's CSP allows none), so colours are
presentation attributes that the stylesheet may override by class; text and lines are `currentColor`, so that a dark
page needs nothing of its own. Every drawing has a title and a description that say what it shows; the page puts the
table with the same numbers beside it. A hidden number is an empty dashed frame, always of the same length.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from html import escape

from markupsafe import Markup

_WIDTH = 360
_LINE = 44
_BAR = 14
_LOW = 10
# A line on paper: how high it is, and the room for its label and for what it says.
_NARROW, _LABEL, _SAID = 22, 160, 66
_TEXT = 13
_TREND_HEIGHT = 150
_TREND_ROOM = 28
_LONGEST_LABELS = 4


@dataclass(frozen=True, kw_only=True, slots=True)
class Bar:
    """One number to draw. `said` is how it is written beside the bar ("112 of 250"); a hidden value is None.

    `goal` is where it should end, `due` where it should be by now. `running` says that it still grows.
    """

    label: str
    value: int | None
    said: str
    goal: int | None = None
    due: int | None = None
    running: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Pair:
    """Two numbers that belong together, side by side."""

    label: str
    first: float
    second: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Double:
    """An answer's share here and in a comparison, in a hundred; None is hidden here, and not known there."""

    label: str
    first: float | None
    second: float | None


def doubles(*, name: str, title: str, description: str, items: Sequence[Double]) -> Markup:
    """Lying bars two by two, with their label above: here filled, and the comparison only framed."""
    two = any(item.second is not None for item in items)
    scale = max([1.0, *(share for item in items for share in (item.first, item.second) if share is not None)])
    line = _TEXT + 7 + (2 * _LOW if two else _LOW) + 6
    drawn = []
    for number, item in enumerate(items):
        top = number * line
        drawn.append(_text(0, top + _TEXT, item.label))
        y = top + _TEXT + 5
        if item.first is None:
            drawn.append(_hidden_frame(x=0.5, y=y, width=_WIDTH / 6, height=_LOW - 2))
        else:
            drawn.append(_rectangle("bar", x=0, y=y, width=_WIDTH * item.first / scale, height=_LOW - 1))
        if item.second is not None:
            drawn.append(
                _frame("expected", x=0.5, y=y + _LOW, width=(_WIDTH - 1) * item.second / scale, height=_LOW - 2)
            )
    return _picture(name, title, description, height=max(len(items), 1) * line, drawn=drawn)


def lines(*, name: str, title: str, description: str, items: Sequence[Bar]) -> Markup:
    """Lying bars for paper, all of one number on one line: the label, the bar, and what it says."""
    scale = max([1, *(item.value or 0 for item in items)])
    room = _WIDTH - _LABEL - _SAID
    drawn = []
    for number, item in enumerate(items):
        top = number * _NARROW
        drawn.append(_text(0, top + _TEXT + 1, item.label))
        drawn.append(_text(_WIDTH, top + _TEXT + 1, item.said, anchor="end"))
        if item.value is None:
            drawn.append(_hidden_frame(x=_LABEL, y=top + 3.5, width=room / 5, height=_BAR - 1))
        else:
            drawn.append(_rectangle("bar", x=_LABEL, y=top + 3, width=room * item.value / scale, height=_BAR))
    return _picture(name, title, description, height=max(len(items), 1) * _NARROW, drawn=drawn)


def bars(*, name: str, title: str, description: str, items: Sequence[Bar], whole: int = 1) -> Markup:
    """Lying bars, one line each: the label and what it says above, the bar below, the goal as a mark across it, and a
    dashed one for what is due by now.

    `name` is a plain word that is unique on the page. The longest bar is as long as `whole` at least: 100 for percents.
    """
    scale = max([whole, *(item.value or 0 for item in items), *(item.goal or 0 for item in items)])
    drawn = []
    for number, item in enumerate(items):
        top = number * _LINE
        drawn.append(_text(0, top + _TEXT, item.label))
        drawn.append(_text(_WIDTH, top + _TEXT, item.said, anchor="end"))
        y = top + _TEXT + 6
        if item.value is None:
            drawn.append(_hidden_frame(x=0.5, y=y, width=_WIDTH / 5, height=_BAR))
        else:
            drawn.append(_rectangle("bar", x=0, y=y, width=_WIDTH * item.value / scale, height=_BAR))
        if item.goal is not None:
            x = min(_WIDTH * item.goal / scale, _WIDTH - 1)
            drawn.append(_line("goal", x1=x, y1=y - 3, x2=x, y2=y + _BAR + 3, width=2))
        if item.due is not None:
            x = min(_WIDTH * item.due / scale, _WIDTH - 1)
            drawn.append(_line("due", x1=x, y1=y - 3, x2=x, y2=y + _BAR + 3, width=2, dashes="3 3"))
    return _picture(name, title, description, height=max(len(items), 1) * _LINE, drawn=drawn)


def trend(*, name: str, title: str, description: str, items: Sequence[Bar], pace: Fraction | None = None) -> Markup:
    """Standing bars in the order of time, with the highest number written on top and as many labels as fit.

    What still grows is only framed. `pace` is a dashed line across, as high as that number.
    """
    scale = max([1, pace or 0, *(item.value or 0 for item in items)])
    peak = max((item.value or 0 for item in items), default=0)
    step = _WIDTH / max(len(items), 1)
    every = -(-len(items) // _LONGEST_LABELS) or 1
    floor = _TREND_ROOM + _TREND_HEIGHT
    drawn = []
    written = False
    for number, item in enumerate(items):
        x = number * step
        middle = x + step / 2
        width = min(step * 0.7, 40)
        if item.value is None:
            top = floor - _TREND_HEIGHT / 5
            drawn.append(_hidden_frame(x=middle - width / 2, y=top, width=width, height=floor - top))
        else:
            tall = float(_TREND_HEIGHT * item.value / scale)
            shape = partial(_frame, "running") if item.running else partial(_rectangle, "bar")
            drawn.append(shape(x=middle - width / 2, y=floor - tall, width=width, height=tall))
            if item.value == peak and peak and not written:
                drawn.append(_text(_inside(middle), floor - tall - 6, item.said, anchor="middle"))
                written = True
        if (len(items) - 1 - number) % every == 0:
            drawn.append(_text(_inside(middle), floor + _TEXT + 5, item.label, anchor="middle"))
    drawn.append(_line("floor", x1=0, y1=floor, x2=_WIDTH, y2=floor, width=1))
    if pace is not None:
        y = floor - float(_TREND_HEIGHT * pace / scale)
        drawn.append(_line("due", x1=0, y1=y, x2=_WIDTH, y2=y, width=2, dashes="6 4"))
    return _picture(name, title, description, height=floor + 26, drawn=drawn)


def pairs(*, name: str, title: str, description: str, first: str, second: str, items: Sequence[Pair]) -> Markup:
    """Standing bars two by two in the order of time: the first filled, the second only framed, and what each means."""
    scale = max([1.0, *(item.first for item in items), *(item.second for item in items)])
    step = _WIDTH / max(len(items), 1)
    every = -(-len(items) // _LONGEST_LABELS) or 1
    width = min(step * 0.38, 20)
    floor = _TREND_ROOM + _TREND_HEIGHT
    drawn = [
        _rectangle("bar", x=0, y=2, width=10, height=10),
        _text(15, 12, first),
        _frame("expected", x=_WIDTH / 2, y=2.5, width=10, height=9),
        _text(_WIDTH / 2 + 15, 12, second),
    ]
    for number, item in enumerate(items):
        middle = number * step + step / 2
        tall, other = (_TREND_HEIGHT * value / scale for value in (item.first, item.second))
        drawn.append(_rectangle("bar", x=middle - width, y=floor - tall, width=width, height=tall))
        drawn.append(_frame("expected", x=middle, y=floor - other, width=width, height=other))
        if number % every == every // 2:
            drawn.append(_text(_inside(middle), floor + _TEXT + 5, item.label, anchor="middle"))
    drawn.append(_line("floor", x1=0, y1=floor, x2=_WIDTH, y2=floor, width=1))
    return _picture(name, title, description, height=floor + 26, drawn=drawn)


def _picture(name: str, title: str, description: str, *, height: int, drawn: Sequence[str]) -> Markup:
    if not name.replace("-", "").isalnum():
        raise ValueError("a picture's name is letters, digits and hyphens")
    titled, described = f"{name}-title", f"{name}-description"
    # Everything that came from outside has been through _text or escape here.
    return Markup(  # noqa: S704
        f'<svg xmlns="http://www.w3.org/2000/svg" class="picture" role="img"'
        f' aria-labelledby="{titled} {described}" viewBox="0 0 {_WIDTH} {height}"'
        f' width="{_WIDTH}" height="{height}" fill="currentColor" font-size="{_TEXT}">'
        f'<title id="{titled}">{escape(title)}</title><desc id="{described}">{escape(description)}</desc>'
        f"{''.join(drawn)}</svg>"
    )


def _text(x: float, y: float, said: str, *, anchor: str = "start") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(said)}</text>'


def _rectangle(kind: str, *, x: float, y: float, width: float, height: float) -> str:
    return (
        f'<rect class="{kind}" x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" rx="2"'
        ' fill="currentColor" fill-opacity="0.6"/>'
    )


def _frame(kind: str, *, x: float, y: float, width: float, height: float) -> str:
    return (
        f'<rect class="{kind}" x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" rx="2"'
        ' fill="none" stroke="currentColor"/>'
    )


def _hidden_frame(*, x: float, y: float, width: float, height: float) -> str:
    return (
        f'<rect class="hidden" x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" rx="2"'
        ' fill="none" stroke="currentColor" stroke-dasharray="3 3"/>'
    )


def _line(kind: str, *, x1: float, y1: float, x2: float, y2: float, width: float, dashes: str = "") -> str:
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return (
        f'<line class="{kind}" x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"'
        f' stroke="currentColor" stroke-width="{width:g}"{dashed}/>'
    )


def _inside(x: float) -> float:
    """Keeps a centred label from running over the edges."""
    return min(max(x, 30), _WIDTH - 30)

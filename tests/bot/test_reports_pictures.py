"""Pictures that a screen reader, a dark page and a strict content policy can all live with."""

import re
from collections.abc import Sequence
from fractions import Fraction
from xml.etree import ElementTree

import pytest
from markupsafe import Markup

from bot.reports.pictures import Bar, Pair, bars, lines, pairs, trend

SVG = "{http://www.w3.org/2000/svg}"
CHANNELS = (
    Bar(label="Chat på nettet", value=30, said="30"),
    Bar(label="Telefon", value=15, said="15"),
    Bar(label="Fremmøde", value=None, said="skjult"),
)


def drawn(items: Sequence[Bar] = CHANNELS, *, title: str = "Kontakter", description: str = "Sådan kom de") -> Markup:
    return bars(name="channels", title=title, description=description, items=items)


def read(picture: Markup) -> ElementTree.Element:
    """The picture as a reader of XML sees it; raises when it is not well formed."""
    return ElementTree.fromstring(picture)


def widths(picture: Markup, kind: str) -> list[float]:
    return [float(part.attrib["width"]) for part in read(picture).iter(f"{SVG}rect") if part.attrib["class"] == kind]


def test_it_says_in_words_what_it_shows() -> None:
    picture = read(drawn())
    assert picture.attrib["role"] == "img"
    named = {part.attrib["id"]: part.text for part in picture if "id" in part.attrib}
    assert [named[name] for name in picture.attrib["aria-labelledby"].split()] == ["Kontakter", "Sådan kom de"]
    assert [part.tag for part in picture][:2] == [f"{SVG}title", f"{SVG}desc"]


def test_a_bar_is_as_long_as_its_number() -> None:
    thirty, fifteen = widths(drawn(), "bar")
    assert thirty == pytest.approx(2 * fifteen)


def test_a_hidden_number_is_a_frame_that_tells_nothing_of_its_size() -> None:
    few = widths(drawn([Bar(label="a", value=5, said="5"), Bar(label="b", value=None, said="skjult")]), "hidden")
    many = widths(drawn([Bar(label="a", value=5000, said="5000"), Bar(label="b", value=None, said="skjult")]), "hidden")
    assert few == many
    assert len(few) == 1


def test_the_goal_stands_at_its_place_also_when_it_is_far_away() -> None:
    picture = drawn([Bar(label="0-11 år", value=50, said="50 af 250", goal=250)])
    (goal,) = [part for part in read(picture).iter(f"{SVG}line") if part.attrib["class"] == "goal"]
    (bar,) = widths(picture, "bar")
    assert bar == pytest.approx(360 / 5)
    assert float(goal.attrib["x1"]) == pytest.approx(359)


def test_what_is_written_in_it_cannot_become_markup() -> None:
    mischief = '<script>alert("1")</script>&'
    picture = drawn([Bar(label=mischief, value=1, said=mischief)], title=mischief, description=mischief)
    assert "<script" not in picture
    assert sum(part.text == mischief for part in read(picture).iter()) == 4


@pytest.mark.parametrize("name", ["", 'a"b', "a b", "<a>"])
def test_a_name_that_is_no_plain_word_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="name"):
        bars(name=name, title="", description="", items=[])


@pytest.mark.parametrize("draw", [bars, lines, trend])
def test_it_carries_no_script_no_style_and_no_colour_of_its_own(draw: object) -> None:
    picture = draw(name="p", title="t", description="d", items=CHANNELS)  # type: ignore[operator]
    assert not re.search(r"<style|<script|style=|\bon\w+=|href|url\(|#[0-9a-f]{3}", picture)
    fills = {part.attrib["fill"] for part in read(picture).iter() if "fill" in part.attrib}
    assert fills <= {"currentColor", "none"}


@pytest.mark.parametrize("draw", [bars, lines, trend])
@pytest.mark.parametrize("items", [(), (Bar(label="a", value=0, said="0"),), (Bar(label="a", value=None, said="-"),)])
def test_nothing_to_draw_is_still_a_picture(draw: object, items: tuple[Bar, ...]) -> None:
    read(draw(name="p", title="t", description="d", items=items))  # type: ignore[operator]


def test_a_trend_labels_the_latest_month_and_writes_its_peak() -> None:
    months = [Bar(label=f"m{number}", value=number, said=str(number)) for number in range(1, 25)]
    texts = [part.text for part in read(trend(name="t", title="t", description="d", items=months)).iter(f"{SVG}text")]
    assert "m24" in texts
    assert "24" in texts
    assert len([text for text in texts if text and text.startswith("m")]) <= 8


def test_a_trend_s_columns_stay_inside_the_picture() -> None:
    months = [Bar(label=str(number), value=number, said=str(number)) for number in range(60)]
    for part in read(trend(name="t", title="t", description="d", items=months)).iter(f"{SVG}rect"):
        assert float(part.attrib["x"]) >= 0
        assert float(part.attrib["x"]) + float(part.attrib["width"]) <= 360
        assert float(part.attrib["y"]) >= 0


def test_two_numbers_of_a_day_stand_side_by_side_and_are_told_apart_without_colour() -> None:
    days = [Pair(label="1/12", first=4, second=2), Pair(label="2/12", first=0, second=4)]
    picture = read(pairs(name="days", title="t", description="d", first="Ledige", second="Ventede", items=days))
    tall = {
        kind: [float(part.attrib["height"]) for part in picture.iter(f"{SVG}rect") if part.attrib["class"] == kind][1:]
        for kind in ("bar", "expected")
    }
    assert tall["bar"] == [tall["expected"][1], 0]
    assert tall["expected"][0] == pytest.approx(tall["bar"][0] / 2)
    framed = [part for part in picture.iter(f"{SVG}rect") if part.attrib["class"] == "expected"]
    assert {part.attrib["fill"] for part in framed} == {"none"}
    assert {"Ledige", "Ventede"} <= {part.text for part in picture.iter(f"{SVG}text")}


def test_what_is_due_by_now_is_a_dashed_mark_before_the_goal() -> None:
    picture = read(drawn([Bar(label="0-11", value=100, said="100", goal=250, due=125)]))
    marks = {part.attrib["class"]: part.attrib for part in picture.iter(f"{SVG}line")}
    assert float(marks["due"]["x1"]) == pytest.approx(180)
    assert float(marks["due"]["x1"]) < float(marks["goal"]["x1"])
    assert "stroke-dasharray" in marks["due"]
    assert "stroke-dasharray" not in marks["goal"]


def test_percents_are_drawn_of_a_hundred() -> None:
    half = bars(name="p", title="t", description="d", items=[Bar(label="a", value=50, said="50 %")], whole=100)
    assert widths(half, "bar") == [pytest.approx(180)]


def test_a_month_that_still_grows_is_only_framed_and_the_pace_lies_across() -> None:
    months = [Bar(label="a", value=10, said="10"), Bar(label="b", value=4, said="4", running=True)]
    picture = read(trend(name="t", title="t", description="d", items=months, pace=Fraction(5)))
    shapes = {part.attrib["class"]: part.attrib for part in picture.iter(f"{SVG}rect")}
    assert shapes["running"]["fill"] == "none"
    assert float(shapes["running"]["height"]) == pytest.approx(0.4 * float(shapes["bar"]["height"]))
    (pace,) = [part.attrib for part in picture.iter(f"{SVG}line") if part.attrib["class"] == "due"]
    floor = float(shapes["bar"]["y"]) + float(shapes["bar"]["height"])
    assert floor - float(pace["y1"]) == pytest.approx(float(shapes["bar"]["height"]) / 2)


def test_a_pace_above_every_month_stays_inside_the_picture() -> None:
    picture = trend(
        name="t", title="t", description="d", items=[Bar(label="a", value=3, said="3")], pace=Fraction(250, 12)
    )
    (pace,) = [part.attrib for part in read(picture).iter(f"{SVG}line") if part.attrib["class"] == "due"]
    assert float(pace["y1"]) >= 0


def test_lines_for_paper_are_as_long_as_their_numbers_and_hide_as_bars_do() -> None:
    picture = lines(name="p", title="t", description="d", items=CHANNELS)
    thirty, fifteen = widths(picture, "bar")
    assert thirty == pytest.approx(2 * fifteen)
    other = lines(name="p", title="t", description="d", items=[*CHANNELS, Bar(label="x", value=9000, said="9000")])
    assert widths(picture, "hidden") == widths(other, "hidden")
    for part in read(picture).iter(f"{SVG}rect"):
        assert float(part.attrib["x"]) + float(part.attrib["width"]) <= 360

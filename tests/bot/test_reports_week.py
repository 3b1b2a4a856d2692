"""The picture of a week: every stretch where it belongs, readable without seeing, nothing a page must not hold."""

from xml.etree import ElementTree

from bot.reports.week import Block, week

DAYS = ("Ma", "Ti", "On", "To", "Fr", "Lø", "Sø")
SVG = "{http://www.w3.org/2000/svg}"


def drawn(*blocks: Block, title: str = "Din uge") -> ElementTree.Element:
    return ElementTree.fromstring(week(title=title, description="Mandag 9-12.", days=DAYS, blocks=blocks))


def block(weekday: int, opens: int, closes: int, *, every_week: bool = True) -> Block:
    return Block(weekday=weekday, opens=opens * 60, closes=closes * 60, every_week=every_week)


def boxes(picture: ElementTree.Element) -> list[tuple[float, float, float]]:
    """From where across, from where down, and how tall each block is."""
    found = picture.findall(f"{SVG}rect")
    return [(float(each.attrib["x"]), float(each.attrib["y"]), float(each.attrib["height"])) for each in found]


def test_a_later_day_is_further_across_a_later_hour_further_down_and_a_longer_one_taller() -> None:
    monday, later, friday, long = boxes(drawn(block(0, 9, 10), block(0, 13, 14), block(4, 9, 10), block(0, 9, 12)))
    assert monday[0] == later[0] < friday[0]
    assert monday[1] == friday[1] < later[1]
    assert long[2] == 3 * monday[2]


def test_what_comes_every_second_week_is_only_framed() -> None:
    picture = drawn(block(0, 9, 12), block(1, 9, 12, every_week=False))
    assert [each.attrib["class"] for each in picture.findall(f"{SVG}rect")] == ["bar", "second"]
    assert picture.findall(f"{SVG}rect")[1].attrib["fill"] == "none"


def test_early_and_late_hours_are_inside_the_picture() -> None:
    picture = drawn(block(0, 0, 2), block(6, 22, 24))
    _, _, width, height = (float(each) for each in picture.attrib["viewBox"].split())
    for (across, down, tall), rect in zip(boxes(picture), picture.findall(f"{SVG}rect"), strict=True):
        assert across >= 0
        assert across + float(rect.attrib["width"]) <= width
        assert down >= 0
        assert down + tall <= height


def test_it_says_in_words_what_it_shows_and_holds_nothing_a_page_must_not() -> None:
    picture = week(title="<b>&", description="x", days=DAYS, blocks=[block(0, 9, 12)])
    assert '<title id="week-title">&lt;b&gt;&amp;</title>' in picture
    for forbidden in ("style=", "<style", "<script", "http://", "href"):
        assert forbidden not in picture.replace('xmlns="http://www.w3.org/2000/svg"', "")
    assert drawn().findall(f"{SVG}rect") == []

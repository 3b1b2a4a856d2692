"""How HTML is read, and what is refused."""

from typing import Any

import pytest

from tests.botapi.entities import parse_html, units
from tests.botapi.values import ApiError


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("plain", "plain", []),
        ("a &lt;b&gt; &amp; &quot;c&quot; &#8364; &#x20ac; > d", 'a <b> & "c" € € > d', []),
        ("<b>bold</b>", "bold", [("bold", 0, 4)]),
        ("😀 <i>è</i>", "😀 è", [("italic", 3, 1)]),
        ("<b>a<i>b</i></b>", "ab", [("bold", 0, 2), ("italic", 1, 1)]),
        ("<b></b>c", "c", []),
        ("  <u>lead</u>\n", "lead", [("underline", 0, 4)]),
        ("<b> wide </b>", "wide", [("bold", 0, 4)]),
        ('<span class="tg-spoiler">x</span>', "x", [("spoiler", 0, 1)]),
        ("<blockquote expandable>x</blockquote>", "x", [("expandable_blockquote", 0, 1)]),
        ('<pre><code class="language-python">x</code></pre>', "x", [("pre", 0, 1), ("code", 0, 1)]),
        ("<a>no address</a>", "no address", []),
        ("<B>loud</B>", "loud", [("bold", 0, 4)]),
    ],
)
def test_what_is_well_made(source: str, text: str, entities: list[tuple[str, int, int]]) -> None:
    shown, found = parse_html(source)
    assert shown == text
    assert [(entity["type"], entity["offset"], entity["length"]) for entity in found] == entities


def test_the_address_of_a_link() -> None:
    expected: list[dict[str, Any]] = [
        {"type": "text_link", "offset": 0, "length": 1, "url": "https://example.org/?a=1&b=2"}
    ]
    assert parse_html('<a href="https://example.org/?a=1&amp;b=2">x</a>') == ("x", expected)


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ("<p>x</p>", 'Unsupported start tag "p" at byte offset 0'),
        ("é<br/>", 'Unsupported start tag "br" at byte offset 2'),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b><i>x</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
        ("1 < 2", "Unclosed start tag at byte offset 2"),
        ("<<b>x</b>", "Unclosed start tag at byte offset 0"),
        ("<b", "Unclosed start tag at byte offset 0"),
        ("3 <4> 5", 'Unsupported start tag "4" at byte offset 2'),
        ("salt & pepper", "Unsupported entity"),
        ("a&nbsp;b", 'Unsupported entity "&nbsp;" at byte offset 1'),
        ("&#0;", 'Unsupported entity "&#0;"'),
        ("&#xD800;", 'Unsupported entity "&#xD800;"'),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler"'),
        ('<a href="x>y</a>', "Unclosed or broken attribute"),
        ('<a href="https://example.org/?a=1&b=2">x</a>', "Unsupported entity"),
    ],
)
def test_what_is_not(source: str, why: str) -> None:
    with pytest.raises(ApiError) as refusal:
        parse_html(source)
    assert refusal.value.code == 400
    assert refusal.value.description.startswith(f"Bad Request: can't parse entities: {why}")


def test_length_counts_utf16() -> None:
    assert [units(text) for text in ("a", "é", "😀")] == [1, 1, 2]

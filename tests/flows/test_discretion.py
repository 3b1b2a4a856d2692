"""What would give somebody away is found, and what would not is left alone. Every name and number here is made up."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.discretion import ADDRESS, COVER, CPR, EMAIL, KINDS, NAME, PHONE, Spot, covered, find


def found(text: str) -> list[tuple[str, str]]:
    return [(spot.kind, text[spot.start : spot.end]) for spot in find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mit CPR er 010203-1234.", [(CPR, "010203-1234")]),
        ("cpr 0102031234 tak", [(CPR, "0102031234")]),
        ("født 01 02 03 1234", [(CPR, "01 02 03 1234")]),
        ("ring på 20 30 40 50", [(PHONE, "20 30 40 50")]),
        ("ring på 20304050!", [(PHONE, "20304050")]),
        ("ring på +45 20304050", [(PHONE, "+45 20304050")]),
        ("ring på 2030 4050", [(PHONE, "2030 4050")]),
        ("ring på 203 04 050", [(PHONE, "203 04 050")]),
        ("min svenske: +46 70 123 45 67", [(PHONE, "+46 70 123 45 67")]),
        ("skriv til ida.holm+x@eksempel.dk.", [(EMAIL, "ida.holm+x@eksempel.dk")]),
        ("skriv til ida snabel-a eksempel.dk", [(EMAIL, "ida snabel-a eksempel.dk")]),
        ("Vi bor på Birkevej 12.", [(ADDRESS, "Birkevej 12")]),
        ("Vi bor Søndre Fasanstræde 4B, 2. tv, 2000 Frederiksberg", None),
        ("i Lille Kirkegade 114, 3. sal", None),
        ("hos Gl. Havnevej 7", [(ADDRESS, "Gl. Havnevej 7")]),
        ("vi bor på birkevej 12 b", [(ADDRESS, "birkevej 12 b")]),
        ("Jeg hedder Ida Marie Holm og er 14", [(NAME, "Ida Marie Holm")]),
        ("jeg hedder ida", [(NAME, "ida")]),
        ("JEG HEDDER IDA", [(NAME, "IDA")]),
        ("Min datter hedder Ellen-Marie.", [(NAME, "Ellen-Marie")]),
        ("hun hedder Åse", [(NAME, "Åse")]),
        ("Mit navn er Øjvind", [(NAME, "Øjvind")]),
        ("My name is Ida Holm.", [(NAME, "Ida Holm")]),
        ("I'm called Ida", [(NAME, "Ida")]),
        ("Tak for hjælpen\nKærlig hilsen\nIda", [(NAME, "Ida")]),
        ("mvh. Ida Holm", [(NAME, "Ida Holm")]),
    ],
)
def test_it_is_found(text: str, expected: list[tuple[str, str]] | None) -> None:
    if expected is None:
        assert [kind for kind, _ in found(text)] == [ADDRESS]
        assert not any(digit in covered(text, find(text)) for digit in "0123456789")
    else:
        assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Han drikker hver dag, og det har han gjort i 12 år.",
        "Hun drak 3-4 flasker den 24. december 2025 kl. 20.30.",
        "Jeg har ringet til 112 og til 116 111.",
        "Jeg hedder ikke noget særligt her.",
        "Han hedder det samme som mig.",
        "Jeg er 14 og går i 8. klasse.",
        "Vi går en tur i parken 2 gange om ugen.",
        "på vej 3 gange",
        "Det koster 1200 kr.",
        "Det begyndte den 24.12.2025 om aftenen.",
        "i skoleåret 2025-2026",
        "mellem 2024 og 2026",
        "She is called a lot of things.",
        "Mit navn er hemmeligt.",
        "I am afraid.",
        "kl. 10-12 og 14-16",
        "",
    ],
)
def test_everyday_words_are_left_alone(text: str) -> None:
    assert found(text) == []
    assert covered(text, find(text)) == text


def test_several_are_found_in_order() -> None:
    text = "Jeg hedder Ida Holm, ring 20304050 eller skriv ida@eksempel.dk. Birkevej 12."
    assert [kind for kind, _ in found(text)] == [NAME, PHONE, EMAIL, ADDRESS]
    assert covered(text, find(text)) == f"Jeg hedder {COVER}, ring {COVER} eller skriv {COVER}. {COVER}."


def test_the_cover_does_not_tell_how_long_the_name_was() -> None:
    short, long = "jeg hedder Bo", "jeg hedder Maximiliane Charlotte"
    assert covered(short, find(short)) == covered(long, find(long)) == f"jeg hedder {COVER}"


@given(st.text(max_size=300))
def test_any_text_at_all_is_read_and_nothing_else_of_it_is_touched(text: str) -> None:
    spots = find(text)
    for spot, following in pairwise(spots):
        assert spot.end <= following.start
    assert all(0 <= spot.start < spot.end <= len(text) and spot.kind in KINDS for spot in spots)
    outside = [text[spot.end : following.start] for spot, following in pairwise(spots)]
    assert all(part in covered(text, spots) for part in outside)


@given(st.text(alphabet="abc æøå.,\n", max_size=80), st.text(alphabet="abc æøå.,\n", max_size=80))
def test_a_number_in_the_middle_of_anything_is_found(before: str, after: str) -> None:
    text = f"{before} 010203-1234 {after}"
    assert Spot(start=len(before) + 1, end=len(before) + 12, kind=CPR) in find(text)


def test_a_very_long_text_is_read_quickly_enough_to_finish() -> None:
    for piece in ("a", "1 ", "Ab ", "jeg hedder ", "20 ", "x.y@", "vej "):
        find((piece * 4000)[:4000])

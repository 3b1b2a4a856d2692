"""A comparison is read line by line, by codes or by words, and what is not clear is said with its line."""

import pytest

from flows.comparison import Column, Compared, Comparison, read_comparison

NAMES = {
    "gender": ("gender", {"girl": "girl", "pige": "girl", "boy": "boy", "dreng": "boy"}),
    "køn": ("gender", {"girl": "girl", "pige": "girl", "boy": "boy", "dreng": "boy"}),
}


def line(table: str, answer: str, count: str = "", percent: str = "", of: str = "") -> dict[Column, str]:
    return {
        Column.TABLE: table,
        Column.ANSWER: answer,
        Column.COUNT: count,
        Column.PERCENT: percent,
        Column.N: of,
    }


def test_tables_and_answers_are_known_by_code_and_by_word_whatever_their_letters() -> None:
    lines, unclear = read_comparison(
        [(2, line("Køn", " PIGE ", "12", of="40")), (3, line("gender", "boy", "28"))], NAMES
    )
    assert unclear == ()
    assert lines == (
        Compared(table="gender", answer="girl", count=12, percent=None, of=40),
        Compared(table="gender", answer="boy", count=28, percent=None, of=None),
    )
    assert [each.share for each in lines] == [30.0, None]


@pytest.mark.parametrize(
    ("count", "percent", "of", "found"),
    [
        ("1.234", "", "4 125", (1234, None, 4125)),
        ("12.0", "", "40", (12, None, 40)),
        ("", "12,5", "4125", (None, 12.5, 4125)),
        ("", "7 %", "", (None, 7.0, None)),
    ],
)
def test_numbers_are_read_as_danes_and_spreadsheets_write_them(
    count: str, percent: str, of: str, found: tuple[int | None, float | None, int | None]
) -> None:
    (read,), unclear = read_comparison([(2, line("Køn", "Pige", count, percent, of))], NAMES)
    assert unclear == ()
    assert (read.count, read.percent, read.of) == found


@pytest.mark.parametrize(
    ("odd", "why"),
    [
        (line("Sko", "Pige", "1"), "comparison-table-unknown"),
        (line("Køn", "Enhjørning", "1"), "comparison-answer-unknown"),
        (line("Køn", "Pige", of="40"), "comparison-no-number"),
        (line("Køn", "Pige", "mange"), "comparison-number-odd"),
        (line("Køn", "Pige", "-3"), "comparison-number-odd"),
        (line("Køn", "Pige", percent="130"), "comparison-number-odd"),
        (line("Køn", "Pige", "41", of="40"), "comparison-more-than-all"),
        (line("Køn", "Dreng", "3"), "comparison-twice"),
    ],
)
def test_a_line_that_is_not_clear_is_said_with_its_number_and_the_others_stand(
    odd: dict[Column, str], why: str
) -> None:
    lines, unclear = read_comparison([(2, line("Køn", "Dreng", "28", of="40")), (9, odd)], NAMES)
    assert [each.answer for each in lines] == ["boy"]
    assert [(each.line, each.text_id) for each in unclear] == [(9, why)]


def test_lines_of_the_template_that_nobody_filled_in_are_no_lines() -> None:
    assert read_comparison([(2, line("Køn", "Pige")), (3, line("Køn", "Dreng"))], NAMES) == ((), ())


def test_a_comparison_is_stored_and_read_again() -> None:
    lines, _ = read_comparison([(2, line("Køn", "Pige", "12", "", "40"))], NAMES)
    kept = Comparison(year=2025, name="Hele landet", lines=lines)
    assert Comparison.from_json(year=2025, name="Hele landet", lines=kept.to_json()) == kept

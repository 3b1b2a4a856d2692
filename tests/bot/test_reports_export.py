"""The CSV file opens right in a spreadsheet, says no more than the page, and runs nothing."""

import csv
import io
from dataclasses import replace
from datetime import date

import pytest

from bot.reports.export import COLUMNS, to_csv
from flows.counting import Ballot, Registration, tally
from flows.figures import Figures, build_figures
from flows.publishing import to_publish
from flows.vocabulary import AgeBand, Channel, ContactKind, Role

TODAY = date(2026, 5, 12)
A_CONTACT = Registration(
    kind=ContactKind.CONTACT, channel=Channel.WEB, unit="0-11", band=AgeBand.CHILD, role=Role.MOTHER
)


def figures(*said: tuple[Registration, int]) -> Figures:
    counters = tally(Ballot(month="2026-03", registration=one) for one, times in said for _ in range(times))
    tables = to_publish(counters=counters, published=[], untallied_months=[], today=TODAY)
    return build_figures(counters=counters, untallied=[], published=tables, today=TODAY)


def lines(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


def line(content: bytes, **wanted: str) -> dict[str, str]:
    (found,) = [line for line in lines(content) if wanted.items() <= line.items()]
    return found


def test_it_begins_with_a_byte_order_mark_and_its_documented_columns() -> None:
    content = to_csv(figures((A_CONTACT, 20)))
    assert content.startswith(b"\xef\xbb\xbfformat;year;quarter;month;unit;table;age_band;answer;count;hidden\r\n")
    assert content.decode("utf-8-sig").split("\r\n")[0] == ";".join(COLUMNS)


def test_exact_totals_stand_in_it_by_month_unit_and_kind() -> None:
    content = to_csv(figures((A_CONTACT, 20), (replace(A_CONTACT, kind=ContactKind.TEST), 2)))
    march = {"year": "2026", "quarter": "1", "month": "3", "unit": "0 to 11", "table": "contacts"}
    assert line(content, **march, answer="contact")["count"] == "20"
    assert line(content, **march, answer="test")["count"] == "2"


def test_a_hidden_number_is_empty_and_says_so() -> None:
    content = to_csv(figures((A_CONTACT, 20), (replace(A_CONTACT, role=Role.FATHER), 2)))
    hidden = line(content, table="role", month="3", age_band="3 to 11", answer="father")
    shown = line(content, table="role", month="3", age_band="total", answer="total")
    assert (hidden["count"], hidden["hidden"]) == ("", "yes")
    assert (shown["count"], shown["hidden"]) == ("22", "no")


def test_every_line_is_told_apart_by_what_it_is_about() -> None:
    about = [
        tuple(line[column] for column in COLUMNS if column not in ("count", "hidden"))
        for line in lines(to_csv(figures((A_CONTACT, 40), (replace(A_CONTACT, unit="12-24", band=AgeBand.TEEN), 30))))
    ]
    assert len(set(about)) == len(about)


def test_a_quarter_has_no_month_and_is_over_all_units() -> None:
    content = to_csv(figures((A_CONTACT, 20)))
    whole = line(content, table="substance", age_band="total", answer="total")
    assert (whole["quarter"], whole["month"], whole["unit"], whole["count"]) == ("1", "", "all", "20")


def test_no_value_looks_like_a_date_to_a_spreadsheet() -> None:
    for written in lines(to_csv(figures((A_CONTACT, 20)))):
        assert not any(part.replace("-", "").isdigit() and "-" in part for part in written.values()), written


@pytest.mark.parametrize("unit", ["+1+1", "-2", "@SUM(A1)", "＝1"])
def test_a_unit_s_name_does_not_run_as_a_formula(unit: str) -> None:
    content = to_csv(figures((replace(A_CONTACT, unit=unit), 20)))
    units = {written["unit"] for written in lines(content)} - {"all"}
    assert units == {f"'{unit}"}


def test_danish_letters_and_semicolons_survive() -> None:
    content = to_csv(figures((replace(A_CONTACT, unit='Ærø "søen"'), 20)))
    assert line(content, table="contacts", month="3", answer="contact")["unit"] == 'Ærø "søen"'

"""The figures as a file: every format says the same, no more than the pages, and runs nothing."""

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from bot.desk.ballots import Counted
from bot.reports.document import to_json
from bot.reports.rows import COLUMNS, FORMAT, ExportRow, export_rows
from bot.reports.separated import to_csv
from bot.reports.spreadsheet import to_workbook
from bot.staff.exporting import written
from bot.wording import Wording
from flows.cells import months_of
from flows.counting import Ballot, Registration, tally
from flows.feedback import Helped
from flows.helped_counting import HelpedAnswer
from flows.publishing import to_publish
from flows.vocabulary import AgeBand, Channel, ContactKind, Language, Role, Trouble

DOCS = Path(__file__).parents[2] / "docs"
TODAY = date(2026, 5, 12)
NEW_YEAR = date(2027, 1, 9)
A_CONTACT = Registration(
    kind=ContactKind.CONTACT, channel=Channel.WEB, unit="0-11", band=AgeBand.CHILD, role=Role.MOTHER
)
WORDING = Wording.load((Language.DANISH,))


def say(text_id: str, **arguments: str | int) -> str:
    return WORDING.text(Language.DANISH, text_id, **arguments)


def found(*said: tuple[Any, int], months: Iterable[str] = ("2026-03",), today: date = TODAY) -> Counted:
    """So many of each in each of the months, published as far as it is time."""
    counters = tally(
        Ballot(month=month, registration=one) for month in months for one, times in said for _ in range(times)
    )
    tables = to_publish(counters=counters, published=[], untallied_months=[], today=today)
    return Counted(counters=counters, untallied=(), published=tuple(tables), units=("0-11",))


def rows(counted: Counted, *years: int) -> tuple[ExportRow, ...]:
    return export_rows(counters=counted.counters, untallied=counted.untallied, published=counted.published, years=years)


def lines(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


def line(counted: Counted, **wanted: str) -> dict[str, str]:
    (one,) = [each for each in lines(to_csv(rows(counted))) if wanted.items() <= each.items()]
    return one


def workbook(counted: Counted) -> bytes:
    return written(counted, file_format="xlsx", years=(), decimal_comma=False, made_on=TODAY, say=say)


def sheets(content: bytes) -> dict[str, list[list[Any]]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def test_csv_begins_with_a_byte_order_mark_and_its_documented_columns() -> None:
    content = to_csv(rows(found((A_CONTACT, 20))))
    assert content.startswith(
        b"\xef\xbb\xbfformat;year;quarter;month;unit;table;age_band;answer;count;hidden;share\r\n"
    )
    assert content.decode("utf-8-sig").split("\r\n")[0] == ";".join(COLUMNS)


def test_exact_totals_stand_in_it_by_month_unit_and_kind_also_what_waits() -> None:
    counted = found((A_CONTACT, 20), (replace(A_CONTACT, kind=ContactKind.TEST), 2))
    waiting = replace(counted, untallied=(Ballot(month="2026-05", registration=A_CONTACT),))
    about = {"year": "2026", "unit": "0 to 11", "table": "contacts", "age_band": "total"}
    assert line(waiting, **about, month="3", answer="contact")["count"] == "20"
    assert line(waiting, **about, month="3", answer="test")["count"] == "2"
    assert line(waiting, **about, month="5", answer="contact")["count"] == "1"


def test_a_hidden_number_is_empty_and_says_so_and_so_is_its_share() -> None:
    counted = found((A_CONTACT, 20), (replace(A_CONTACT, role=Role.FATHER), 2))
    hidden = line(counted, table="role", month="3", age_band="3 to 11", answer="father")
    shown = line(counted, table="age_band", month="3", age_band="3 to 11", answer="total")
    assert (hidden["count"], hidden["hidden"], hidden["share"]) == ("", "yes", "")
    assert (shown["count"], shown["hidden"]) == ("22", "no")


def test_a_share_is_in_a_hundred_of_its_table_with_a_comma_where_that_is_asked_for() -> None:
    counted = found((A_CONTACT, 20), (replace(A_CONTACT, channel=Channel.PHONE), 10))
    assert line(counted, table="channel", month="3", age_band="total", answer="phone")["share"] == "33.3"
    danish = lines(to_csv(rows(counted), decimal_comma=True))
    assert {"33,3", "66,7"} <= {each["share"] for each in danish}
    assert not any("." in each["share"] for each in danish)


def test_a_year_has_each_set_of_ages_under_its_name_and_the_pieces_they_are_read_of() -> None:
    few = replace(A_CONTACT, band=None, years=17)
    counted = found(
        (replace(A_CONTACT, band=None, years=4), 5),
        (replace(A_CONTACT, band=None, years=8), 4),
        (replace(A_CONTACT, band=None, years=20), 6),
        months=months_of("2026"),
        today=NEW_YEAR,
    )
    counters = dict(counted.counters)
    for key, more in tally([Ballot(month="2026-05", registration=few)] * 2).items():
        counters[key] = counters.get(key, 0) + more
    tables = to_publish(counters=counters, published=[], untallied_months=[], today=NEW_YEAR)
    told = replace(counted, counters=counters, published=tuple(tables))
    of_year = {"year": "2026", "quarter": "", "age_band": "total"}

    def number(table: str, answer: str) -> tuple[str, str]:
        one = line(told, **of_year, table=table, answer=answer)
        return one["count"], one["hidden"]

    assert number("age_years", "17") == number("age_years", "18 to 24") == ("", "yes")
    assert number("age_brus", "17 to 25") == ("74", "no")
    assert number("age_brus", "3 to 10") == ("108", "no")
    assert number("age_2016", "0 to 5") == ("60", "no")
    assert number("age_2016", "18 to 25") == ("", "yes")
    assert line(told, **of_year, table="age_brus", answer="3 to 10")["share"] == "59.3"


def test_every_line_is_told_apart_by_what_it_is_about() -> None:
    counted = found(
        (A_CONTACT, 40),
        (replace(A_CONTACT, unit="12-24", band=AgeBand.TEEN), 30),
        (HelpedAnswer(unit="0-11", helped=Helped.HIGH), 20),
        months=("2026-02", "2026-03"),
        today=NEW_YEAR,
    )
    about = [
        tuple(each[column] for column in COLUMNS if column not in ("count", "hidden", "share"))
        for each in lines(to_csv(rows(counted)))
    ]
    assert len(set(about)) == len(about)


def test_a_quarter_has_no_month_and_a_year_no_quarter() -> None:
    counted = found((A_CONTACT, 20), today=NEW_YEAR)
    quarter = line(counted, table="substance", quarter="1", age_band="total", answer="unknown")
    year = line(counted, table="substance", quarter="", age_band="total", answer="unknown")
    assert (quarter["month"], quarter["unit"], quarter["count"]) == ("", "all", "20")
    assert (year["year"], year["month"], year["count"]) == ("2026", "", "20")


def test_other_troubles_are_one_table_with_an_answer_for_each() -> None:
    counted = found((replace(A_CONTACT, troubles=frozenset({Trouble.CONFLICT, Trouble.VIOLENCE})), 20), (A_CONTACT, 30))
    troubles = {
        each["answer"]: each["count"]
        for each in lines(to_csv(rows(counted)))
        if (each["table"], each["age_band"]) == ("troubles", "total")
    }
    assert (troubles["conflict"], troubles["violence"]) == ("20", "20")


def test_one_year_alone_has_nothing_of_another() -> None:
    counted = found((A_CONTACT, 20), months=("2025-12", "2026-01"))
    assert {row.period[:4] for row in rows(counted, 2025)} == {"2025"}
    assert {row.period[:4] for row in rows(counted)} == {"2025", "2026"}


def test_no_value_looks_like_a_date_to_a_spreadsheet() -> None:
    for each in lines(to_csv(rows(found((A_CONTACT, 20), today=NEW_YEAR)))):
        assert not any(part.replace("-", "").isdigit() and "-" in part for part in each.values()), each


@pytest.mark.parametrize("unit", ["+1+1", "-2", "@SUM(A1)", "＝1", "=HYPERLINK(A1)"])
def test_a_unit_s_name_does_not_run_as_a_formula(unit: str) -> None:
    if "=" in unit:
        with pytest.raises(ValueError, match="a unit's code"):
            replace(A_CONTACT, unit=unit)
        return
    counted = found((replace(A_CONTACT, unit=unit), 20))
    assert {each["unit"] for each in lines(to_csv(rows(counted)))} - {"all"} == {f"'{unit}"}
    content = workbook(counted)
    assert unit in sheets(content)["Kontakter"][0]
    assert all("<f>" not in sheet for sheet in parts(content, "xl/worksheets/"))


def test_an_answer_s_name_that_is_a_formula_stays_text_in_the_workbook() -> None:
    content = to_workbook(
        rows(found((A_CONTACT, 20))), goals={}, made_on=TODAY, say=say, named=lambda table, answer: f"=1+{answer}"
    )
    assert "=1+web" in sheets(content)["Kanal"][1]
    assert all("<f>" not in sheet for sheet in parts(content, "xl/worksheets/"))


def test_danish_letters_and_semicolons_survive() -> None:
    counted = found((replace(A_CONTACT, unit='Ærø "søen"'), 20))
    assert line(counted, table="contacts", month="3", answer="contact")["unit"] == 'Ærø "søen"'
    assert 'Ærø "søen"' in sheets(workbook(counted))["Kontakter"][0]


def test_the_workbook_has_a_sheet_for_each_question_and_one_with_every_number() -> None:
    counted = found(
        (A_CONTACT, 20), (replace(A_CONTACT, role=Role.FATHER), 2), (HelpedAnswer(unit="0-11", helped=Helped.HIGH), 9)
    )
    read = sheets(workbook(counted))
    assert list(read) == ["Læs mig", "Kontakter", "Kanal", "Hvem skrev", "Forsamtaler", "Fik du hjælp", "Alle tal"]
    assert read["Kontakter"][:2] == [["Måned", "0-11", "I alt"], ["2026-03", 22, 22]]
    heading, *numbers = read["Hvem skrev"][1:]
    march = dict(zip(heading, numbers[0], strict=True))
    assert march["Far"] == "skjult"
    assert read["Forsamtaler"] == [["Der er ikke talt noget endnu."]]
    names, *every = read["Alle tal"]
    assert tuple(names) == COLUMNS
    assert len(every) == len(rows(counted))
    assert any("0-11 i 2026" in str(cell) for row in read["Kontakter"] for cell in row)


def test_the_workbook_s_charts_are_drawn_from_cells_that_hold_numbers() -> None:
    content = workbook(
        found((A_CONTACT, 20), (HelpedAnswer(unit="0-11", helped=Helped.HIGH), 9), months=("2026-02", "2026-03"))
    )
    charts = parts(content, "xl/charts/")
    read = sheets(content)
    drawn = re.compile(r"<(?:\w+:)?val>.*?<(?:\w+:)?f>'(.+?)'!\$(\w)\$(\d+)(?::\$\w\$(\d+))?<")
    references = [each for chart in charts for each in drawn.findall(chart)]
    assert {name for name, *_ in references} == {"Kontakter", "Kanal", "Hvem skrev", "Fik du hjælp"}
    for name, letter, first, last in references:
        column = [read[name][number][ord(letter) - ord("A")] for number in range(int(first) - 1, int(last or first))]
        assert column, (name, letter, first, last)
        assert all(isinstance(value, int | float) or value == "skjult" for value in column), (name, column)


def test_the_workbook_says_neither_who_made_it_nor_at_which_minute_something_was_counted() -> None:
    (properties,) = parts(workbook(found((A_CONTACT, 20))), "docProps/core.xml")
    assert "<dc:creator>Doorstep</dc:creator>" in properties
    assert "lastModifiedBy" not in properties


def test_json_says_the_same_as_csv() -> None:
    counted = found((A_CONTACT, 20), (replace(A_CONTACT, role=Role.FATHER), 2), today=NEW_YEAR)
    document = json.loads(to_json(rows(counted), made_on=TODAY))
    assert (document["format"], document["made_on"]) == (FORMAT, "2026-05-12")
    assert [row["count"] for row in document["rows"]] == [
        int(each["count"]) if each["count"] else None for each in lines(to_csv(rows(counted)))
    ]


def test_json_is_as_its_schema_says() -> None:
    schema = json.loads((DOCS / "figures.schema.json").read_text(encoding="utf-8"))
    counted = found((A_CONTACT, 20), (replace(A_CONTACT, role=Role.FATHER), 2), today=NEW_YEAR)
    document = json.loads(to_json(rows(counted), made_on=TODAY))
    fits(document, schema)
    for broken in ({"count": "20"}, {"hidden": None}, {"more": 1}, {"quarter": 5}, {"year": 1}):
        with pytest.raises(AssertionError):
            fits({**document, "rows": [{**document["rows"][0], **broken}]}, schema)


def fits(value: Any, schema: dict[str, Any]) -> None:
    """That a value is as a schema says, with the words that ours uses."""
    known = {"$schema", "$id", "title", "description", "type", "required", "properties", "additionalProperties"}
    assert schema.keys() <= known | {"items", "minimum", "maximum", "const", "format"}, schema.keys()
    types = [schema["type"]] if isinstance(schema["type"], str) else schema["type"]
    kinds: dict[str, Any] = {"object": dict, "array": list, "string": str, "null": type(None), "boolean": bool}
    kinds |= {"integer": int, "number": (int, float)}
    assert any(isinstance(value, kinds[name]) and (name == "boolean") == isinstance(value, bool) for name in types)
    if isinstance(value, dict):
        assert set(schema["required"]) == value.keys() == schema["properties"].keys()
        assert schema["additionalProperties"] is False
        for name, part in value.items():
            fits(part, schema["properties"][name])
    elif isinstance(value, list):
        for each in value:
            fits(each, schema["items"])
    elif isinstance(value, int | float):
        assert schema.get("minimum", value) <= value <= schema.get("maximum", value)
        assert schema.get("const", value) == value


@pytest.mark.parametrize("name", COLUMNS)
def test_every_column_is_documented(name: str) -> None:
    assert f"| `{name}` |" in (DOCS / "figures.md").read_text(encoding="utf-8")


def parts(content: bytes, under: str) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return [
            archive.read(name).decode()
            for name in archive.namelist()
            if name.startswith(under) and name.endswith(".xml")
        ]

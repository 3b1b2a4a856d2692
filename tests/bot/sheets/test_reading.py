"""Reading a stranger's sheet apart: every way it may be written, and an end to it whatever the file does."""

import io
import zipfile
from datetime import date, datetime, time

import pytest
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from bot.sheets.problems import LARGEST, MOST_LINES, Problem, Unreadable
from bot.sheets.reading import Taken, look, take
from tests.bot.sheets.made import HEADER, LINES, separated, with_part, xlsx

ALL = [HEADER, *LINES]
PAGE = "xl/worksheets/sheet1.xml"
FIRST = {0: "03-03-2026", 1: "Telefon", 2: "Mor", 3: "7", 4: "Rådgivning", 5: "20"}


def everything(content: bytes, columns: int = 6) -> Taken:
    return take(content, range(columns))


def problem(content: bytes, *, seconds: int = 30) -> Problem:
    with pytest.raises(Unreadable) as unreadable:
        look(content, seconds=seconds)
    return unreadable.value.problem


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_separated_values_are_read_in_every_way_they_are_saved(delimiter: str, encoding: str) -> None:
    content = separated(ALL, delimiter=delimiter, encoding=encoding)
    assert [column.header for column in look(content).columns] == list(HEADER)
    taken = everything(content)
    assert taken.rows[0].values == FIRST
    assert [row.values[2] for row in taken.rows] == ["Mor", "Forælder", "Bedsteforælder"]
    assert taken.digest == everything(xlsx(ALL)).digest


def test_excel_says_what_stands_between_the_cells() -> None:
    assert everything(b"sep=;\r\n" + separated(ALL)).rows[0].values == FIRST


def test_a_comma_or_a_line_end_inside_quotes_is_part_of_the_cell() -> None:
    lines = [HEADER, ("03-03-2026", "Telefon", "Mor,\nog far", "7", "Rådgivning; kort", "20"), *LINES[1:]]
    assert everything(separated(lines)).rows[0].values == FIRST | {2: "Mor,\nog far", 4: "Rådgivning; kort"}


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", Problem.EMPTY),
        (b"Dato;Kanal", Problem.EMPTY),
        (separated([HEADER, ["", ""]]), Problem.EMPTY),
        (separated(ALL).replace("æ".encode(), b"\xc3\xa6\x81\xff"), Problem.LETTERS),
        (separated(ALL).decode("cp1252", errors="replace").encode(), Problem.LETTERS),
        ("Dato;Hvem\n1-1-2026;For\ufffdlder\n".encode(), Problem.LETTERS),
        (b"a;b\x00\n1;2\n", Problem.NOT_ONE),
        (b"<html><body>" * 3 + b"\n<p>\n", Problem.NOT_ONE),
        (b"PK\x03\x04" + b"broken" * 100, Problem.NOT_ONE),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, Problem.OLD_KIND),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), Problem.LOCKED),
        (separated([HEADER, *LINES * (MOST_LINES // 3 + 1)]), Problem.TOO_MANY_LINES),
        (separated([["x"] * 80, ["y"] * 80]), Problem.TOO_MANY_COLUMNS),
    ],
    ids=lambda value: str(value)[:20],
)
def test_what_is_no_sheet_is_said_in_one_word(content: bytes, expected: Problem) -> None:
    assert problem(content) is expected


def test_danish_letters_and_dates_of_both_calendars_come_out_of_a_spreadsheet() -> None:
    lines = [
        HEADER,
        (date(2026, 3, 3), "Fremmøde", "Forælder", 7, "Råd", time(0, 45)),
        (datetime(2026, 4, 1, 9, 30), "Æ Ø Å", None, 7.0, True, 20.5),  # noqa: DTZ001 - as a sheet has it
    ]
    for mac in (False, True):

        def change(workbook: Workbook, mac: bool = mac) -> None:
            workbook.epoch = CALENDAR_MAC_1904 if mac else workbook.epoch

        content = xlsx(lines, change)
        assert look(content).epoch == (1904 if mac else 1900)
        first, second = everything(content).rows
        assert first.values == {0: "2026-03-03", 1: "Fremmøde", 2: "Forælder", 3: "7", 4: "Råd", 5: "45 min"}
        assert second.values == {0: "2026-04-01", 1: "Æ Ø Å", 3: "7", 4: "ja", 5: "20.5"}


def test_what_is_merged_down_a_column_holds_for_each_line() -> None:
    def change(workbook: Workbook) -> None:
        workbook.active.merge_cells("A2:A3")
        workbook.active.merge_cells("B4:C4")

    taken = everything(xlsx(ALL, change))
    assert [row.values.get(0) for row in taken.rows] == ["03-03-2026", "03-03-2026", "17-04-2026"]
    assert (taken.rows[2].values[1], taken.rows[2].values.get(2)) == ("Telefon", None)


def test_a_formula_counts_with_its_value_and_is_named_where_it_has_none() -> None:
    lines = [HEADER, ("03-03-2026", "Telefon", "Mor", "=3+4", "Råd", "20"), *LINES[1:]]
    content = xlsx(lines)
    (cell,) = [row.broken for row in everything(content).rows if row.broken]
    assert cell == {3: "sheet-formula"}
    with zipfile.ZipFile(io.BytesIO(content)) as parcel:
        page = parcel.read(PAGE)
    saved = with_part(
        content,
        PAGE,
        page.replace(b"<f>3+4</f><v/>", b"<f>3+4</f><v>7</v>")
        .replace(b"<f>3+4</f><v />", b"<f>3+4</f><v>7</v>")
        .replace(b"<f>3+4</f><v></v>", b"<f>3+4</f><v>7</v>"),
    )
    first = everything(saved).rows[0]
    assert (first.values[3], first.broken) == ("7", {})


def test_a_cell_with_an_error_is_named() -> None:
    def change(workbook: Workbook) -> None:
        workbook.active["D2"].value = "#REF!"
        workbook.active["D2"].data_type = "e"

    first = everything(xlsx(ALL, change)).rows[0]
    assert (first.values.get(3), first.broken) == (None, {3: "sheet-error"})


def test_titles_and_empty_lines_are_left_out_and_numbers_are_those_of_the_sheet() -> None:
    content = xlsx([["Registreringer 2026"], [], HEADER, LINES[0], [], [None] * 6, LINES[1]])
    assert look(content).header_line == 3
    assert [row.number for row in everything(content).rows] == [4, 7]


def test_a_hidden_sheet_is_left_alone_and_another_can_be_chosen() -> None:
    def change(workbook: Workbook) -> None:
        hidden = workbook.create_sheet("Skjult", 0)
        hidden.append(["CPR", "Navn"])
        hidden.append(["010203-1234", "Mette"])
        hidden.sheet_state = "hidden"
        workbook.create_sheet("Tomt")
        other = workbook.create_sheet("2025")
        for line in [HEADER, LINES[2], LINES[0]]:
            other.append(line)

    content = xlsx(ALL, change)
    looked = look(content)
    assert (looked.names, looked.hidden, looked.lines) == (("Sheet", "2025"), 1, 3)
    assert look(content, sheet=1).lines == 2
    assert take(content, [0], sheet=1).rows[0].values == {0: "17-04-2026"}


def test_looking_tells_no_value_and_a_column_about_somebody_is_never_taken() -> None:
    lines = [
        (*HEADER, "Hvem var det"),
        *((*line, f"Kanariefugl {name}") for line, name in zip(LINES, ("Ål", "Bo", "Ib"), strict=True)),
    ]
    looked = look(xlsx(lines))
    assert "Kanarie" not in str([(column.header, column.guess, column.refused) for column in looked.columns])
    assert looked.columns[6].refused == "name"
    assert "Kanarie" not in repr(looked)
    with pytest.raises(Unreadable):
        take(xlsx(lines), [0, 6])
    assert all(set(row.values) <= {0, 1} for row in take(xlsx(lines), [0, 1]).rows)


def test_a_header_that_is_about_somebody_is_not_shown() -> None:
    content = separated([("Telefon", "010203-1234"), ("Telefon", "Mor"), ("Telefon", "Far")])
    assert [column.header for column in look(content).columns] == ["Telefon", ""]


# What would do harm


def test_a_parcel_that_unfolds_without_end_is_not_opened() -> None:
    content = xlsx(ALL)
    assert problem(with_part(content, "xl/more.xml", b" " * (70 * 1024 * 1024))) is Problem.TOO_MUCH
    assert len(with_part(content, "xl/more.xml", b" " * (70 * 1024 * 1024))) < LARGEST


def test_an_entity_that_unfolds_is_refused_before_it_is_read() -> None:
    bomb = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'
    content = xlsx(ALL)
    for encoding in ("utf-8", "utf-16"):
        assert problem(with_part(content, "xl/sharedStrings.xml", bomb.encode(encoding))) is Problem.NOT_ONE


def test_macros_are_never_opened() -> None:
    assert problem(with_part(xlsx(ALL), "xl/vbaProject.bin", b"macro")) is Problem.MACROS


def test_a_part_that_lies_about_its_size_is_refused() -> None:
    content = bytearray(xlsx(ALL))
    at = content.rindex(b"PK\x01\x02")
    content[at + 24 : at + 28] = (10).to_bytes(4, "little")
    assert problem(bytes(content)) is Problem.NOT_ONE


def test_a_sheet_that_takes_too_long_or_too_much_is_ended() -> None:
    wide = xlsx([["x"] * 50] * 2000)
    assert problem(wide, seconds=1) in (Problem.TOO_MUCH, Problem.EMPTY)

    content = xlsx(ALL)
    with zipfile.ZipFile(io.BytesIO(content)) as parcel:
        page = parcel.read(PAGE)
    merged = page.replace(b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>')
    assert merged != page
    assert problem(with_part(content, PAGE, merged), seconds=5) is Problem.TOO_MUCH


def test_nothing_of_this_process_reaches_the_one_that_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOORSTEP_SECRET_CANARY", "kanariefugl")
    monkeypatch.setenv("PYTHONSTARTUP", "/nowhere")
    assert look(xlsx(ALL)).lines == 3


def test_the_same_content_saved_again_or_by_another_program_is_the_same() -> None:
    one = everything(xlsx(ALL))

    def change(workbook: Workbook) -> None:
        workbook.active.title = "Et andet navn"
        workbook.properties.creator = "Somebody"
        workbook.active["A2"].value = date(2026, 3, 3)

    assert everything(xlsx([*ALL, [], [""]], change)).digest == one.digest
    assert everything(xlsx([HEADER, LINES[1], LINES[0], LINES[2]])).digest != one.digest
    assert everything(xlsx([HEADER, *LINES, LINES[0]])).digest != one.digest

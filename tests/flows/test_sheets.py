"""An old sheet: what a cell means, what a column says, what must never be read, and what a line counts as."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.line_words import CODES
from flows.sheet_columns import FREE_TEXT, guess, refusal_of
from flows.sheet_values import read_code, read_month, read_number, read_tick, read_troubles, read_years
from flows.sheets import PROBLEMS, SKIPPED, Around, Plan, ReadRow, Row, read_row, values_to_choose
from flows.vocabulary import AgeBand, Channel, ContactKind, Duration, Outcome, Role, Trouble

UNITS = {"0-11": (AgeBand.BABY, AgeBand.CHILD), "12-24": (AgeBand.TEEN, AgeBand.YOUTH)}


def closed(month: str) -> str | None:
    return "sheet-future" if month > "2026-11" else "sheet-frozen" if month == "2026-09" else None


AROUND = Around(units=UNITS, places={"familiehuset": "Familiehuset"}, closed=closed)
COLUMNS = {0: "month", 1: "channel", 2: "role", 3: "band", 4: "outcome", 5: "duration"}
PLAN = Plan(columns=COLUMNS, headers={column: name.title() for column, name in COLUMNS.items()} | {6: "More"})


def read(*cells: str, plan: Plan = PLAN, broken: dict[int, str] | None = None) -> ReadRow:
    row = Row(number=7, values={column: cell for column, cell in enumerate(cells) if cell}, broken=broken or {})
    return read_row(row, plan, AROUND)


def with_column(meaning: str) -> Plan:
    return replace(PLAN, columns=COLUMNS | {6: meaning})


def problems(*cells: str, plan: Plan = PLAN, broken: dict[int, str] | None = None) -> list[str]:
    found = read(*cells, plan=plan, broken=broken)
    assert found.line is None
    assert {problem.text_id for problem in found.problems} <= set(PROBLEMS)
    return [problem.text_id for problem in found.problems]


# Cells


@pytest.mark.parametrize(
    "written",
    [
        "12-03-2025", "12.03.2025", "12/3/25", "12 03 2025", "2025-03-12", "2025-03", "2025/3", "3/2025", "20250312",
        "202503", "marts 2025", "Mar-25", "12. marts 2025", "den 12. marts 2025", "March 2025", "2025 marts",
        "2025-03-12T10:30:00", "12-03-2025 kl. 10.30", "45728", "45728.4375",
    ],
)  # fmt: skip
def test_a_month_is_read_however_it_is_written(written: str) -> None:
    assert read_month(written) == "2025-03"


@pytest.mark.parametrize(
    "written", ["", "i går", "31-02-2025", "13-13-2025", "5", "marts", "2025", "03/25/2025", "99999"]
)
def test_what_is_no_month_is_not_guessed(written: str) -> None:
    assert read_month(written) is None


@given(st.dates(date(1990, 1, 1), date(2087, 1, 1)))
def test_a_number_of_days_is_the_same_month_in_both_calendars_of_excel(day: date) -> None:
    month = f"{day:%Y-%m}"
    for epoch, zero in ((1900, date(1899, 12, 30)), (1904, date(1904, 1, 1))):
        days = (day - zero) // timedelta(days=1)
        assert read_month(str(days), epoch=epoch) == month
    for pattern in ("%d-%m-%Y", "%d/%m/%Y", "%Y-%m-%d", "%d.%m.%Y"):
        assert read_month(day.strftime(pattern)) == month


@pytest.mark.parametrize(
    ("name", "written", "code"),
    [
        ("channel", "Telefon", "phone"),
        ("channel", " TLF. ", "phone"),
        ("channel", "Chat", "web"),
        ("channel", "Personligt fremmøde", "in_person"),
        ("channel", "Møde", None),
        ("role", "Mor (alene)", "mother"),
        ("role", "Forældre", "parent"),
        ("role", "ukendt", ""),
        ("role", "zzz", None),
        ("whose", "Mor", "mother"),
        ("home", "Mor", "mostly_mother"),
        ("band", "7", "3-11"),
        ("band", "3-5 år", "3-11"),
        ("band", "10-14", None),
        ("band", "31", "25+"),
        ("duration", "20", "15-30"),
        ("duration", "0:45", "30-60"),
        ("duration", "1,5 t", "60+"),
        ("wellbeing", "44", "0-50"),
        ("wellbeing", "101", None),
        ("outcome", "Råd og vejledning", "advice"),
        ("outcome", "Forsamtale", None),
        ("substance", "alkohol/stoffer", "both"),
        ("gender", "K", "girl"),
    ],
)
def test_a_value_means_a_code_or_is_left_to_be_chosen(name: str, written: str, code: str | None) -> None:
    assert read_code(name, written) == code


@given(st.sampled_from(list(CODES)), st.text(max_size=30))
def test_whatever_stands_in_a_cell_it_is_a_code_or_not(name: str, written: str) -> None:
    assert read_code(name, written) in (None, "", *CODES[name])
    read_month(written), read_number(written), read_tick(written), read_years(written)


def test_several_troubles_in_a_cell_are_all_read_or_none() -> None:
    assert read_troubles("Vold, konflikter og skilsmisse") == frozenset(
        {
            Trouble.VIOLENCE,
            Trouble.CONFLICT,
            Trouble.SEPARATION,
        }
    )
    assert read_troubles("vold, noget andet") is None
    assert read_troubles("") == frozenset()


# Columns


def numbered(*values: str) -> list[tuple[int, str]]:
    return list(enumerate(values, start=2))


@pytest.mark.parametrize(
    ("header", "values", "meaning"),
    [
        ("Dato", ["1-1-2026"], "month"),
        ("Uge", ["1-1-2026", "marts 2026"], "month"),
        ("Kontaktform", ["Telefon"], "channel"),
        ("Hvem henvender sig?", ["Mor"], "role"),
        ("Barnets alder", ["3", "12"], "years"),
        ("Barnets alder", ["3-11", "0-2"], "band"),
        ("Varighed (min)", ["20"], "duration"),
        ("Vold", ["x", "", "x"], "troubles=violence"),
        ("Telefon", ["1", "1"], "channel=phone"),
        ("Kolonne1", ["alkohol", "stoffer", "medicin"], "substance"),
        ("Nr.", ["1", "2", "3"], ""),
        ("Blandet", ["æble"], ""),
        ("", [], ""),
    ],
)
def test_what_a_column_says_is_guessed_from_its_header_and_its_values(
    header: str, values: list[str], meaning: str
) -> None:
    assert guess(header, values) == meaning


@pytest.mark.parametrize(
    ("header", "values", "reason", "line"),
    [
        ("Fornavn", ["Mor"], "name", 0),
        ("Barnets navn", [], "name", 0),
        ("CPR-nr.", [], "cpr", 0),
        ("Telefonnummer", [], "phone", 0),
        ("E-mail", [], "email", 0),
        ("Bemærkninger", [], FREE_TEXT, 0),
        ("Behandler", [], "name", 0),
        ("X", ["Mor", "010203-1234"], "cpr", 3),
        ("X", ["Mor", "Far", "ring 23 45 67 89"], "phone", 4),
        ("X", ["mette@example.org"], "email", 2),
        ("X", ["Nørrebrogade 12, 2. tv"], "address", 2),
        ("X", ["Mette Hansen", "Ole Lund", "Åse Bæk", "Mor"], "name", 2),
        ("X", ["Mette", "Ole", "Åse"], "name", 2),
        ("X", ["Mor ringede og fortalte, at det var meget svært lige nu"], FREE_TEXT, 2),
        ("X", [f"sag {number}" for number in range(400)], FREE_TEXT, 2),
    ],
)
def test_a_column_about_somebody_is_refused_with_the_line(
    header: str, values: list[str], reason: str, line: int
) -> None:
    refusal = refusal_of(header, numbered(*values))
    assert refusal is not None
    assert (refusal.reason, refusal.line) == (reason, line)


@pytest.mark.parametrize(
    ("header", "values"),
    [
        ("Dato", ["2026-03-12", "12-03-2026", "20260312", "45728"]),
        ("Kanal", ["Telefon", "Fremmøde", "Sikker mail", "Opsøgende"]),
        ("Hvem", ["Mor", "Far", "Mormor", "Fagperson"]),
        ("Udbytte", ["Forsamtale", "Andet"]),
        ("Antal", ["1", "2"]),
        ("Nr.", [str(number) for number in range(1, 5001)]),
        ("", []),
    ],
)
def test_a_column_about_contacts_is_not(header: str, values: list[str]) -> None:
    assert refusal_of(header, numbered(*values)) is None


# Lines


def test_a_line_counts_as_what_its_columns_say() -> None:
    line = read("12-03-2026", "Telefon", "Mor", "7", "Rådgivning", "20").line
    assert line is not None
    said = line.registration
    assert (line.times, line.month, said.unit, said.kind) == (1, "2026-03", "0-11", ContactKind.CONTACT)
    assert (said.channel, said.role, said.band) == (Channel.PHONE, Role.MOTHER, AgeBand.CHILD)
    assert (said.outcome, said.duration) == (Outcome.ADVICE, Duration.HALF)


def test_columns_of_ticks_numbers_years_troubles_and_places() -> None:
    whole = ("12-03-2026", "", "Mor", "", "", "")
    for meaning, cell, name, value in (
        ("channel=phone", "x", "channel", Channel.PHONE),
        ("troubles=violence", "ja", "troubles", frozenset({Trouble.VIOLENCE})),
        ("troubles=violence", "nej", "troubles", frozenset()),
        ("troubles", "vold, konflikt", "troubles", frozenset({Trouble.VIOLENCE, Trouble.CONFLICT})),
        ("years", "7 år", "years", 7),
        ("years", "31", "band", AgeBand.GROWN),
        ("place", "Familiehuset", "place", "familiehuset"),
        ("workplace", "skole", "workplace", "school"),
    ):
        line = read(
            *whole,
            cell,
            plan=replace(with_column(meaning), unit="0-11", channel="outreach" * (name == "place") or "phone"),
        ).line
        assert line is not None, meaning
        assert getattr(line.registration, name) == value
    line = read(*whole, "3", plan=replace(with_column("times"), unit="12-24", channel="phone")).line
    assert line is not None
    assert (line.times, line.registration.unit) == (3, "12-24")


def test_what_is_wrong_with_a_line_is_all_said() -> None:
    good = ("12-03-2026", "Telefon", "Mor", "7", "Rådgivning", "20")
    assert problems("", *good[1:]) == ["sheet-no-month"]
    assert problems("i går", *good[1:]) == ["sheet-month"]
    assert problems("1-12-2026", *good[1:]) == ["sheet-future"]
    assert problems("1-9-2026", *good[1:]) == ["sheet-frozen"]
    assert problems("1-3-2026", "Møde", "zzz", *good[3:]) == ["sheet-value", "sheet-value"]
    assert problems("1-3-2026", "", *good[2:]) == ["sheet-no-channel"]
    assert problems("1-3-2026", "tlf", "Mor", "") == ["sheet-no-unit"]
    assert problems(*good, "60", plan=with_column("times")) == ["sheet-times"]
    assert problems(*good, "12", plan=with_column("years")) == ["line-ages"]
    assert problems(*good, "gammel", plan=with_column("years")) == ["sheet-years"]
    assert problems(*good, "x", plan=with_column("channel=in_person")) == ["sheet-twice"]
    assert problems(*good, "måske", plan=with_column("troubles=violence")) == ["sheet-value"]
    assert problems(*good, "Familiehuset", plan=with_column("place")) == ["line-place-channel"]
    assert problems(*good, broken={3: "sheet-formula", 4: "sheet-error"}) == ["sheet-formula", "sheet-error"]


def test_a_value_means_what_was_chosen_and_a_line_can_be_left_out() -> None:
    chosen = {(1, "møde"): "in_person", (2, "zzz"): "", (2, "www"): SKIPPED, (4, "råd"): "not a code"}
    plan = replace(PLAN, chosen=chosen)
    line = read("1-3-2026", "Møde", "ZZZ", "7", "Råd", plan=plan).line
    assert line is not None
    assert (line.registration.channel, line.registration.role) == (Channel.IN_PERSON, None)
    assert line.registration.outcome is Outcome.ADVICE  # what is no code is not taken
    assert read("1-3-2026", "Møde", "www", "7", plan=plan) == ReadRow(number=7)


def test_the_values_to_choose_for_are_those_of_columns_with_codes() -> None:
    rows = tuple(
        Row(number=number, values={0: "1-3-2026", 1: channel, 2: "Mor", 5: "20"})
        for number, channel in enumerate(["Telefon", "telefon ", "Fremmøde"])
    )
    assert values_to_choose(PLAN, rows) == {
        1: {"fremmøde": 1, "telefon": 2},
        2: {"mor": 3},
        3: {},
        4: {},
        5: {"20": 3},
    }


@given(st.lists(st.text(max_size=12), min_size=6, max_size=6))
def test_whatever_stands_in_a_line_it_counts_or_says_why_not(cells: list[str]) -> None:
    found = read(*cells)
    assert (found.line is None) == bool(found.problems)

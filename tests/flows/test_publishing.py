"""What is published of a closed period: once, in order, small cells hidden, and frozen from then on."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pytest

from flows.cells import Key, Shown, cell_parts
from flows.counting import Ballot, Registration, tally
from flows.publishing import CountersDisagree, PublishedTable, in_open_months, is_frozen, to_publish
from flows.suppression import is_small
from flows.table_reading import DECLARED
from flows.tables import BAND
from flows.vocabulary import AgeBand, Channel, ContactKind, Role, Substance
from tests.flows.streams import stream

A_CONTACT = Registration(
    kind=ContactKind.CONTACT, channel=Channel.WEB, unit="0-11", band=AgeBand.CHILD, role=Role.MOTHER
)
IN_FEBRUARY = date(2026, 2, 1)


def counted(*said: tuple[Registration, int], month: str = "2026-01") -> dict[Key, int]:
    """The counters after so many of each registration."""
    return tally(Ballot(month=month, registration=one) for one, times in said for _ in range(times))


def published(
    counters: dict[Key, int],
    *,
    today: date = IN_FEBRUARY,
    standing: Iterable[PublishedTable] = (),
    untallied: Iterable[str] = (),
) -> dict[tuple[str, str], PublishedTable]:
    fresh = to_publish(counters=counters, published=standing, untallied_months=untallied, today=today)
    return {(table.period, table.table): table for table in fresh}


def cells(tables: dict[tuple[str, str], PublishedTable], period: str, name: str) -> dict[str, Shown]:
    return dict(tables[period, name].cells)


def test_a_month_is_published_when_it_is_over_and_not_before() -> None:
    counters = counted((A_CONTACT, 20))
    assert published(counters, today=date(2026, 1, 31)) == {}
    tables = published(counters)
    assert {name for _, name in tables} == {BAND, "channel", "role", "outcome", "duration"}


def test_a_month_with_ballots_that_are_not_tallied_waits() -> None:
    assert published(counted((A_CONTACT, 20)), untallied=("2026-01",)) == {}


def test_a_quarter_is_published_with_its_last_month_and_after_its_months() -> None:
    counters = counted((A_CONTACT, 20), month="2026-02")
    names = [
        (table.period, table.table)
        for table in to_publish(counters=counters, published=(), untallied_months=(), today=date(2026, 4, 1))
    ]
    assert names[0][0] == "2026-02"
    assert {period for period, _ in names} == {"2026-02", "2026-Q1"}
    assert len(names) == 2 + len(DECLARED.tables)


def test_a_quarter_waits_for_the_last_ballot_of_any_of_its_months() -> None:
    tables = published(counted((A_CONTACT, 20)), today=date(2026, 4, 1), untallied=("2026-03",))
    assert {period for period, _ in tables} == {"2026-01"}


def test_what_is_published_is_not_published_again() -> None:
    counters = counted((A_CONTACT, 20))
    first = published(counters)
    assert published(counters, standing=first.values()) == {}
    assert published(counted((A_CONTACT, 25)), standing=first.values()) == {}


def test_large_cells_are_shown_as_they_are() -> None:
    telephone = replace(A_CONTACT, channel=Channel.PHONE, role=Role.FATHER)
    tables = published(counted((A_CONTACT, 20), (telephone, 12)))
    shown = cells(tables, "2026-01", "channel")
    assert shown["unit=0-11|channel=web"] == 20
    assert shown["unit=0-11|band=3-11|channel=phone"] == 12
    assert None not in shown.values()
    assert tables["2026-01", BAND].cells["unit=0-11"] == 32


def test_a_small_cell_is_hidden_and_not_alone() -> None:
    father = replace(A_CONTACT, role=Role.FATHER)
    grandmother = replace(A_CONTACT, role=Role.GRANDPARENT)
    shown = cells(published(counted((A_CONTACT, 20), (father, 9), (grandmother, 2))), "2026-01", "role")
    assert shown["unit=0-11|band=3-11|role=grandparent"] is None
    assert shown["unit=0-11|role=grandparent"] is None
    assert [shown["unit=0-11|role=mother"], shown["unit=0-11|role=father"]].count(None) == 1


def test_a_small_age_band_hides_everything_about_it() -> None:
    baby = replace(A_CONTACT, band=AgeBand.BABY, role=Role.FATHER)
    unknown = replace(A_CONTACT, band=None, role=Role.FATHER)
    tables = published(counted((A_CONTACT, 20), (baby, 3), (unknown, 6)))
    assert tables["2026-01", BAND].cells["unit=0-11|band=0-2"] is None
    shown = cells(tables, "2026-01", "role")
    of_babies = {cell: value for cell, value in shown.items() if cell_parts(cell).get("band") == "0-2"}
    assert of_babies["unit=0-11|band=0-2|role=father"] is None
    assert of_babies["unit=0-11|band=0-2|role=mother"] is None, "a zero beside it would tell"


def test_that_everybody_gave_one_answer_is_not_told_where_it_tells_something() -> None:
    drinking = replace(A_CONTACT, substance=Substance.ALCOHOL)
    tables = published(counted((drinking, 40)), today=date(2026, 4, 1))
    substance = cells(tables, "2026-Q1", "substance")
    assert substance["substance=alcohol"] is None
    assert substance["band=3-11|substance=alcohol"] is None
    assert [value for cell, value in substance.items() if cell.startswith("substance=")].count(None) >= 2
    assert cells(tables, "2026-Q1", "gender")["gender=unknown"] == 40, "that nobody said it tells nothing"
    assert cells(tables, "2026-01", "channel")["unit=0-11|channel=web"] == 40, "nor does the way they came"


def test_a_month_of_three_shows_nothing_but_the_three() -> None:
    tables = published(counted((A_CONTACT, 3)))
    assert tables["2026-01", BAND].cells["unit=0-11"] == 3
    others = [value for table in tables.values() for cell, value in table.cells.items() if cell != "unit=0-11"]
    assert not any(value for value in others if value is not None)


def test_no_small_count_is_ever_shown_but_an_exact_total() -> None:
    for seed in range(30):
        counters = tally(stream(seed, months=("2026-01", "2026-02", "2026-03"), volumes=(40, 5, 120)))
        for table in published(counters, today=date(2026, 4, 1)).values():
            for cell, value in table.cells.items():
                exact = table.table == BAND and cell_parts(cell).keys() <= {"unit"}
                assert exact or value is None or not is_small(value), (table.period, table.table, cell)


def test_shown_cells_are_true_and_every_declared_cell_is_there() -> None:
    counters = tally(stream(4, months=("2026-01", "2026-02", "2026-03"), volumes=(40, 5, 120)))
    for (period, name), table in published(counters, today=date(2026, 4, 1)).items():
        for cell, value in table.cells.items():
            if value is not None and name != BAND:
                wanted = cell_parts(cell).items()
                true = sum(
                    number
                    for (in_period, in_table, inner), number in counters.items()
                    if (in_period, in_table) == (period, name) and wanted <= cell_parts(inner).items()
                )
                assert value == true
        assert all(
            cell in table.cells for in_period, in_table, cell in counters if (in_period, in_table) == (period, name)
        )


def test_months_of_enough_contacts_keep_most_of_what_they_say() -> None:
    counters = tally(stream(12, months=("2026-01",), volumes=(2000,)))
    values = [value for table in published(counters).values() for value in table.cells.values()]
    assert values.count(None) < len(values) / 4


def test_a_ballot_that_comes_late_counts_in_the_first_open_month() -> None:
    standing = tuple(published(counted((A_CONTACT, 20))).values())
    late = Ballot(month="2026-01", registration=A_CONTACT)
    (moved,) = in_open_months([late], standing)
    assert moved == Ballot(month="2026-02", registration=A_CONTACT)
    assert is_frozen("2026-01", standing)
    assert not is_frozen("2026-02", standing)


def test_nothing_more_is_counted_in_a_quarter_that_is_out() -> None:
    standing = tuple(published(counted((A_CONTACT, 20)), today=date(2026, 4, 1)).values())
    assert {moved.month for moved in in_open_months([Ballot(month="2026-02", registration=A_CONTACT)], standing)} == {
        "2026-04"
    }
    late = counted((A_CONTACT, 20)) | counted((A_CONTACT, 7), month="2026-02")
    assert published(late, today=date(2026, 4, 2), standing=standing) == {}


def test_counters_that_do_not_add_up_publish_nothing() -> None:
    counters = counted((A_CONTACT, 20))
    counters["2026-01", "role", "unit=0-11|band=3-11|role=mother"] -= 1
    with pytest.raises(CountersDisagree):
        published(counters)


def test_test_contacts_and_wrong_numbers_are_in_no_table() -> None:
    counters = counted(
        (A_CONTACT, 20), (replace(A_CONTACT, kind=ContactKind.TEST), 7), (replace(A_CONTACT, kind=ContactKind.WRONG), 9)
    )
    assert published(counters)["2026-01", BAND].cells["unit=0-11"] == 20


def test_a_published_table_is_stored_as_text_and_read_back() -> None:
    for table in published(counted((A_CONTACT, 20), (replace(A_CONTACT, role=None), 2))).values():
        text = table.to_json()
        assert PublishedTable.from_json(period=table.period, table=table.table, cells=text) == table

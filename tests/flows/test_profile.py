"""The profile of a year has what was published and no more, with an honest N."""

from datetime import date

import pytest

from flows.ages_in_years import ages_of
from flows.breakdowns import TROUBLES
from flows.cells import BANDS, UNKNOWN, Known, months_of
from flows.comparison import Compared, Comparison
from flows.corrections import Correction
from flows.counting import tally
from flows.figures import Figures, build_figures
from flows.mixes import mixes
from flows.profile import ORDER, Profile, ProfileGroup, build_profile, profiled_years
from flows.publishing import PublishedTable, to_publish
from flows.table_reading import DECLARED
from flows.tables import BAND
from flows.vocabulary import Trouble
from tests.flows.streams import stream

TODAY = date(2026, 5, 12)
MONTHS = (*months_of("2025"), *months_of("2026")[:4])
COUNTED = stream(9, months=MONTHS, volumes=[60] * len(MONTHS))
COUNTERS = tally(COUNTED)
TOO_MANY = Correction(month="2025-11", corrects="2025-03", unit="0-11", number=-4, reason="Et ark blev talt to gange")
THEIRS = Comparison(
    year=2025,
    name="Hele landet",
    lines=(
        Compared(table="gender", answer="girl", count=600, percent=None, of=1000),
        Compared(table="gender", answer="other", count=None, percent=1.5, of=1000),
        Compared(table="nothing", answer="here", count=1, percent=None, of=2),
    ),
)


@pytest.fixture(scope="module")
def published() -> tuple[PublishedTable, ...]:
    return to_publish(counters=COUNTERS, published=[], untallied_months=[], today=TODAY)


@pytest.fixture(scope="module")
def figures(published: tuple[PublishedTable, ...]) -> Figures:
    return build_figures(counters=COUNTERS, untallied=[], published=published, today=TODAY, corrections=[TOO_MANY])


@pytest.fixture(scope="module")
def profile(figures: Figures, published: tuple[PublishedTable, ...]) -> Profile:
    return build_profile(figures, published, 2025, THEIRS)


def group(profile: Profile, table: str) -> ProfileGroup:
    (found,) = [each for each in profile.groups if each.table == table]
    return found


def test_it_has_every_published_table_in_the_report_s_order(profile: Profile) -> None:
    tables = [each.table for each in profile.groups]
    assert tables == [table for table in ORDER if table in tables]
    assert {"gender", BAND, "home", "substance", "whose", TROUBLES, "wellbeing", "support", "channel"} <= {*tables}


def test_a_share_is_of_those_whose_answer_is_known_and_told_of_exact_numbers_alone(profile: Profile) -> None:
    shares = 0
    everybody = sum(1 for ballot in COUNTED if ballot.month[:4] == "2025")
    for each in profile.groups:
        if not each.with_unknown and each.table not in ("place", "workplace"):
            assert each.of.number + each.unknown.number == everybody
        for row in each.rows:
            assert row.answer != UNKNOWN
            if row.share is None:
                assert not row.count.exact or not each.of.number
            else:
                assert row.count.exact
                assert row.share == 100 * row.count.number / each.of.number
                shares += 1
    assert shares > 5


def test_no_number_is_more_than_is_true_and_an_exact_one_is_true(profile: Profile) -> None:
    year = [ballot.registration for ballot in COUNTED if ballot.month[:4] == "2025"]
    for table in ("gender", "home", "substance", "whose", "channel", "role"):
        for row in group(profile, table).rows:
            true = sum(1 for said in year if getattr(said, table) == row.answer)
            assert row.count.number == true if row.count.exact else row.count.number <= true
    for row in group(profile, TROUBLES).rows:
        true = sum(1 for said in year if Trouble(row.answer) in getattr(said, "troubles", ()))
        assert row.count.number == true if row.count.exact else row.count.number <= true


def test_ages_are_those_the_year_publishes(profile: Profile, published: tuple[PublishedTable, ...]) -> None:
    (bands,) = [each for each in published if (each.period, each.table) == ("2025", BAND)]
    for row in group(profile, BAND).rows:
        told = bands.cells[f"band={row.answer}"]
        assert row.count == Known(number=told or 0, exact=told is not None)
    assert {row.answer for row in group(profile, BAND).rows} <= {*BANDS}


def test_each_set_of_ages_stands_beside_the_age_bands(profile: Profile) -> None:
    tables = [each.table for each in profile.groups]
    assert tables[tables.index(BAND) :][:3] == [BAND, "age_brus", "age_2016"]
    years = [ballot.registration for ballot in COUNTED if ballot.month[:4] == "2025"]
    for table, bands in DECLARED.in_years[0].sets.items():
        told = {row.answer: row.count for row in group(profile, table).rows}
        assert told.keys() <= {*bands}
        assert any(count.exact for count in told.values())
        for band, count in told.items():
            true = sum(1 for said in years if getattr(said, "years", None) in ages_of(band))
            assert count.number == true if count.exact else count.number <= true


def test_tables_that_are_kept_by_unit_are_added_up(profile: Profile, figures: Figures) -> None:
    parts = [mix for mix in mixes(figures, "2025") if mix.table == "channel"]
    assert len(parts) == 2
    for row in group(profile, "channel").rows:
        assert row.count.number == sum(
            mix.line[mix.columns.index(row.answer)].number for mix in parts if row.answer in mix.columns
        )


def test_the_comparison_stands_beside_what_it_is_of_with_its_own_n(profile: Profile) -> None:
    gender = group(profile, "gender")
    assert gender.compared_of == 1000
    shares = {row.answer: None if row.compared is None else row.compared.share for row in gender.rows}
    assert (shares["girl"], shares["boy"], shares["other"]) == (60.0, None, 1.5)
    assert all(row.compared is None for row in group(profile, "channel").rows)
    assert "nothing" not in {each.table for each in profile.groups}


def test_the_goal_counts_contacts_with_the_corrections_that_count_in_the_year(
    profile: Profile, figures: Figures
) -> None:
    (goal,) = [each for each in profile.goals if each.unit == "0-11"]
    plain = sum(1 for b in COUNTED if b.month[:4] == "2025" and b.registration.unit == "0-11")
    assert (goal.count, goal.corrected, goal.goal) == (plain - 4, -4, 250)


def test_what_was_counted_in_a_part_of_the_year_only_is_left_out(
    figures: Figures, published: tuple[PublishedTable, ...]
) -> None:
    late = [each for each in published if each.table != "home" or each.period in ("2025-Q3", "2025-Q4")]
    shown = build_figures(counters=COUNTERS, untallied=[], published=late, today=TODAY)
    assert [mix.parts for mix in mixes(shown, "2025") if mix.table == "home"] == [("2025-Q3", "2025-Q4")]
    tables = {each.table for each in build_profile(shown, late, 2025).groups}
    assert tables == {each.table for each in build_profile(figures, published, 2025).groups} - {"home"}


def test_a_year_that_runs_says_so_and_one_without_contacts_is_none(
    figures: Figures, published: tuple[PublishedTable, ...], profile: Profile
) -> None:
    assert profiled_years(figures) == (2026, 2025)
    assert profile.over
    assert not build_profile(figures, published, 2026).over
    with pytest.raises(ValueError, match="nothing was counted"):
        build_profile(figures, published, 1999)

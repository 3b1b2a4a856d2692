"""Ages in whole years: several sets of ages beside each other and beside the age bands, and none gives another away."""

import random
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.reports.auditing import Finding, audit
from flows.ages_in_years import OLDEST, ages_of, pieces, read_set
from flows.cells import BANDS, UNKNOWN, Key, Known, cell_key, cell_parts, months_of, next_month
from flows.counting import Ballot, Registration, UnreadableBallot, decode, encode, tally
from flows.figures import build_figures
from flows.publishing import CountersDisagree, PublishedTable, to_publish
from flows.suppression import WIDTH
from flows.table_reading import DECLARED
from flows.tables import BAND, Declared, Span
from flows.vocabulary import AgeBand, Channel, ContactKind
from tests.flows.streams import AGES

# What the ages hang together with: a table by month, and one by quarter.
DECLARED_HERE = Declared(
    tables=tuple(table for table in DECLARED.tables if table.name in ("channel", "gender")), in_years=DECLARED.in_years
)
(AGE,) = DECLARED.in_years
A_CONTACT = Registration(kind=ContactKind.CONTACT, channel=Channel.PHONE, unit="0-11")
Standing = dict[tuple[str, str], PublishedTable]


# --- the pieces ---


def test_the_sets_of_the_reports_and_the_age_bands_are_cut_into_common_pieces() -> None:
    assert AGE.sets == {
        "age_brus": ("0-2", "3-10", "11-16", "17-25"),
        "age_2016": ("0-5", "6-12", "13-17", "18-25"),
    }
    assert AGE.options == ("0-2", "3-5", "6-10", "11", "12", "13-16", "17", "18-24", UNKNOWN)
    assert [AGE.options_of(band) for band in BANDS] == [
        ("0-2", UNKNOWN),
        ("3-5", "6-10", "11", UNKNOWN),
        ("12", "13-16", UNKNOWN),
        ("17", "18-24", UNKNOWN),
        (UNKNOWN,),
        (UNKNOWN,),
    ]


# A set is where its bands begin; each ends where the next begins, the last at some age from 24 on.
SET = st.tuples(st.sets(st.integers(1, OLDEST)), st.integers(OLDEST, 30)).map(
    lambda cut: [
        f"{first}-{after - 1}" for first, after in zip([0, *sorted(cut[0])], [*sorted(cut[0]), cut[1] + 1], strict=True)
    ]
)


@given(sets=st.lists(SET, min_size=1, max_size=4))
def test_each_piece_is_a_part_of_one_band_of_every_set_and_of_one_age_band(sets: list[list[str]]) -> None:
    codes = pieces(sets)
    assert [int(years) for years in codes] == list(range(OLDEST + 1))
    for piece in set(codes.values()):
        assert [int(years) for years in codes if codes[years] == piece] == list(ages_of(piece))
        assert len({AgeBand.of(years) for years in ages_of(piece)}) == 1
        for bands in sets:
            assert sum(set(ages_of(piece)) <= set(ages_of(band)) for band in bands) == 1


# --- a year ---


def a_year(said: Mapping[int | AgeBand, int], months: tuple[str, ...] = months_of("2026")) -> list[Ballot]:
    """So many contacts of each age, spread over the months; an age band stands for an age nobody knows."""
    ballots = []
    for who, number in said.items():
        age = {"band": who} if isinstance(who, AgeBand) else {"years": who}
        for each in range(number):
            ballots.append(Ballot(month=months[each % len(months)], registration=replace(A_CONTACT, **age)))
    return ballots


def as_time_goes(ballots: list[Ballot]) -> tuple[dict[Key, int], Standing]:
    """The months of 2026, each published on the day after it."""
    counters: dict[Key, int] = {}
    standing: Standing = {}
    for month in months_of("2026"):
        for key, number in tally([each for each in ballots if each.month == month], DECLARED_HERE).items():
            counters[key] = counters.get(key, 0) + number
        after = next_month(month)
        for table in to_publish(
            counters=counters,
            published=standing.values(),
            untallied_months=(),
            today=date(int(after[:4]), int(after[5:]), 1),
            declared=DECLARED_HERE,
        ):
            standing[table.period, table.table] = table
    return counters, standing


def sets_of(standing: Standing) -> dict[str, dict[str, Known]]:
    """The sets as they can be read of the published year."""
    cells, bands = standing["2026", AGE.name].cells, standing["2026", BAND].cells
    found = {name: read_set(AGE.name, cells, bands, of) for name, of in AGE.sets.items()}
    return {name: sums for name, sums in found.items() if sums is not None}


MANY: dict[int | AgeBand, int] = {
    1: 60,
    4: 60,
    8: 120,
    11: 24,
    12: 24,
    14: 60,
    17: 24,
    20: 60,
    AgeBand.CHILD: 36,
    AgeBand.BABY: 12,
}


def exactly(**numbers: int) -> dict[str, Known]:
    """Numbers that are told exactly, by band; "_3_10" is 3-10."""
    return {name.strip("_").replace("_", "-"): Known(number=number, exact=True) for name, number in numbers.items()}


def test_a_year_is_read_by_each_set_of_ages() -> None:
    _, standing = as_time_goes(a_year(MANY))
    assert sets_of(standing) == {
        "age_brus": exactly(_0_2=60, _3_10=180, _11_16=108, _17_25=84, unknown=48),
        "age_2016": exactly(_0_5=120, _6_12=168, _13_17=84, _18_25=60, unknown=48),
    }


def test_a_small_piece_is_hidden_with_another_of_its_age_band_and_what_holds_both_is_still_told() -> None:
    _, standing = as_time_goes(a_year(MANY | {17: 3, AgeBand.YOUTH: 90}))
    cells = standing["2026", AGE.name].cells
    assert [cell for cell, value in cells.items() if value is None] == ["age_years=17", "age_years=18-24"]
    brus, mapping = sets_of(standing).values()
    assert brus["17-25"] == Known(number=63, exact=True)
    assert brus["11-16"] == Known(number=108, exact=True)
    assert mapping["13-17"] == Known(number=60, exact=False), "at least those of 13-16"
    assert mapping["18-25"] == Known(number=0, exact=False)
    assert mapping["6-12"] == Known(number=168, exact=True)


def test_of_a_hidden_age_band_nothing_is_told() -> None:
    _, standing = as_time_goes(a_year(MANY | {1: 2, AgeBand.BABY: 1}))
    bands, cells = standing["2026", BAND].cells, standing["2026", AGE.name].cells
    hidden = [band for band in BANDS if bands[cell_key(band=band)] is None]
    assert "0-2" in hidden
    for band in hidden:
        for option in AGE.options_of(band):
            place = {"band": band} if option == UNKNOWN else {}
            assert cells[cell_key(**place, age_years=option)] is None
    assert cells["age_years=unknown"] is None
    assert sets_of(standing)["age_brus"]["0-2"].hidden


def test_ages_that_do_not_add_up_publish_nothing() -> None:
    ballots = a_year(MANY)
    counters = tally(ballots, DECLARED_HERE)
    counters["2026", "age_years", "band=3-11|age_years=11"] += 1
    with pytest.raises(CountersDisagree, match="age_years"):
        to_publish(counters=counters, published=(), untallied_months=(), today=date(2027, 1, 1), declared=DECLARED_HERE)


def test_a_year_that_was_counted_by_other_pieces_publishes_nothing_and_says_so() -> None:
    others = replace(DECLARED_HERE, in_years=(replace(AGE, codes=pieces([["0-9", "10-24"]])),))
    counters = tally(a_year(MANY), others)
    with pytest.raises(CountersDisagree, match="counted by other pieces"):
        to_publish(counters=counters, published=(), untallied_months=(), today=date(2027, 1, 1), declared=DECLARED_HERE)


def test_a_year_that_began_without_the_ages_has_none() -> None:
    before = Declared(tables=DECLARED_HERE.tables)
    ballots = a_year(MANY)
    counters = tally([each for each in ballots if each.month == "2026-01"], before)
    for key, number in tally(
        [each for each in ballots if each.month != "2026-01"], DECLARED_HERE.taking_effect(counters)
    ).items():
        counters[key] = counters.get(key, 0) + number
    made = to_publish(
        counters=counters, published=(), untallied_months=(), today=date(2027, 1, 1), declared=DECLARED_HERE
    )
    assert ("2026", BAND) in {(each.period, each.table) for each in made}
    assert AGE.name not in {each.table for each in made}


def test_an_old_year_is_read_by_the_sets_it_can_be_added_up_to_and_else_by_its_pieces() -> None:
    _, standing = as_time_goes(a_year(MANY))

    def years(**sets: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
        declared = replace(DECLARED_HERE, in_years=(replace(AGE, sets=sets),) if sets else ())
        figures = build_figures(
            counters={}, untallied=(), published=standing.values(), today=date(2027, 1, 1), declared=declared
        )
        return {each.table: each.columns for each in figures.years if each.table not in ("channel", "gender")}

    assert years(own=("0-10", "11-24"), other=("0-9", "10-24")) == {"own": ("0-10", "11-24", UNKNOWN)}
    assert years(other=("0-9", "10-24")) == {AGE.name: AGE.options}
    assert years() == {AGE.name: AGE.options}, "nobody declares them any more"


def test_a_set_that_is_declared_later_is_read_of_earlier_years_too() -> None:
    first = replace(AGE, span=Span(ends="2026"))
    then = replace(AGE, sets={**AGE.sets, "young": ("0-2", "3-5", "6-24")}, span=Span(begins="2027"))
    declared = replace(DECLARED_HERE, in_years=(first, then))
    _, standing = as_time_goes(a_year(MANY))
    figures = build_figures(
        counters={}, untallied=(), published=standing.values(), today=date(2027, 1, 1), declared=declared
    )
    (young,) = [each for each in figures.years if each.table == "young"]
    assert young.column_totals == (60, 60, 312, 48)
    # What a name meant in its own year goes before what it means now.
    moved = replace(then, sets={"age_brus": ("0-5", "6-24")})
    assert replace(declared, in_years=(first, moved)).age_sets(AGE.name, "2026") == AGE.sets


def test_one_age_can_be_a_band_of_its_own() -> None:
    assert set(pieces([["0", "1-24"]]).values()) == {"0", "1-2", "3-11", "12-16", "17-24"}


# --- what a linear program makes of it ---


def contacts(seed: int, volumes: list[int]) -> list[Ballot]:
    """Contacts of some ages, some of them rare, and of some bands the years are hardly ever known, or always."""
    chance = random.Random(seed)
    weights = [chance.choice((0, 0.3, 1, 3, 12)) for _ in AgeBand] + [1.0]
    known = {band: chance.choice((0.0, 0.05, 0.5, 0.95, 1.0)) for band in AgeBand}
    oldest_first = chance.random() < 0.5

    def contact() -> Registration:
        band = chance.choices((*AgeBand, None), weights)[0]
        years = None
        if band in AGES and chance.random() < known[band]:
            ages = sorted(AGES[band], reverse=oldest_first)
            years = chance.choices(ages, [1 / (rank + 1) for rank in range(len(ages))])[0]
        channel = chance.choice((Channel.PHONE, Channel.WEB))
        return replace(A_CONTACT, band=band, years=years, channel=channel, unit=chance.choice(("0-11", "12-24")))

    return [
        Ballot(month=month, registration=contact())
        for month, volume in zip(months_of("2026"), volumes, strict=True)
        for _ in range(volume)
    ]


def given_away(counters: dict[Key, int], standing: Standing) -> dict[Key, Finding]:
    """The hidden numbers that give way because ages in whole years were published."""
    found = {each.place: each for each in audit(standing.values(), counters, declared=DECLARED_HERE).findings}
    if not found:
        return found
    # Where a small month's exact total leaves little, some do without: those are no news.
    others = [table for table in standing.values() if table.table != AGE.name]
    known = {each.place for each in audit(others, counters, declared=DECLARED_HERE).findings}
    return {place: each for place, each in found.items() if place not in known}


VOLUMES = st.sampled_from((2, 8, 25, 70)).flatmap(
    lambda most: st.lists(st.integers(0, most), min_size=12, max_size=12).filter(any)
)


@settings(max_examples=30, deadline=None, derandomize=True)
@given(seed=st.integers(0, 10**6), volumes=VOLUMES)
def test_no_hidden_number_is_given_away_by_the_ages(seed: int, volumes: list[int]) -> None:
    counters, standing = as_time_goes(contacts(seed, volumes))
    assert ("2026", AGE.name) in standing
    assert given_away(counters, standing) == {}


@settings(max_examples=60, deadline=None, derandomize=True)
@given(seed=st.integers(0, 10**6), volumes=VOLUMES)
def test_what_a_set_is_read_as_is_true(seed: int, volumes: list[int]) -> None:
    counters, standing = as_time_goes(contacts(seed, volumes))
    counted = dict.fromkeys(AGE.options, 0)
    for (period, name, cell), number in counters.items():
        if (period, name) == ("2026", AGE.name):
            counted[cell_parts(cell)[name]] += number
    for name, sums in sets_of(standing).items():
        for band, known in sums.items():
            inside = [
                number
                for option, number in counted.items()
                if (option == band) or (UNKNOWN not in (option, band) and set(ages_of(option)) <= set(ages_of(band)))
            ]
            assert known.number == sum(inside) if known.exact else known.number <= sum(inside), (name, band)


def test_a_piece_that_its_age_band_gives_away_is_a_finding() -> None:
    counters, standing = as_time_goes(a_year(MANY | {17: 3, AgeBand.YOUTH: 90}))
    assert given_away(counters, standing) == {}
    made = standing["2026", AGE.name]
    standing["2026", AGE.name] = replace(made, cells={**made.cells, "age_years=18-24": 60})
    (found,) = given_away(counters, standing).values()
    assert found.place == ("2026", "age_years", "age_years=17")
    assert (found.least, found.most, found.allowed) == (3, 3, WIDTH)


def test_ages_are_still_audited_when_nobody_declares_them_any_more() -> None:
    counters, standing = as_time_goes(a_year(MANY | {17: 3, AgeBand.YOUTH: 90}))
    made = standing["2026", AGE.name]
    standing["2026", AGE.name] = replace(made, cells={**made.cells, "age_years=18-24": 60})
    now = replace(DECLARED_HERE, in_years=())
    (found,) = audit(standing.values(), counters, declared=now).findings
    assert found.place[2] == "age_years=17"


# --- a registration ---


def test_years_say_the_band_and_never_another_one() -> None:
    assert replace(A_CONTACT, years=11).band is AgeBand.CHILD
    assert replace(A_CONTACT, years=12, band=AgeBand.TEEN).years == 12
    with pytest.raises(ValueError, match="not in the age band"):
        replace(A_CONTACT, years=12, band=AgeBand.CHILD)
    written = encode(Ballot(month="2026-01", registration=replace(A_CONTACT, years=7)))
    assert decode(written).registration == replace(A_CONTACT, years=7, band=AgeBand.CHILD)
    with pytest.raises(UnreadableBallot):
        decode(written.replace(b'"band":"3-11"', b'"band":"0-2" '))

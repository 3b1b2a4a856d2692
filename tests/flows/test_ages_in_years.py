"""Ages in whole years beside the age bands: whoever knows which ages a band can have learns no hidden number by it."""

import random
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.reports.auditing import audit
from flows.cells import BANDS, UNKNOWN, Key, cell_key, cell_parts, months_of, next_month, quarters_of
from flows.counting import Ballot, Registration, UnreadableBallot, decode, encode, tally
from flows.publishing import PublishedTable, to_publish
from flows.table_reading import DECLARED
from flows.tables import BAND, Declared
from flows.vocabulary import AgeBand, Channel, ContactKind
from tests.flows.streams import AGES

# What the ages hang together with: a table by month, and another one by quarter.
DECLARED_HERE = Declared(
    tables=tuple(table for table in DECLARED.tables if table.name in ("channel", "gender", "age_brus"))
)
(AGE,) = (table for table in DECLARED.tables if table.name == "age_brus")
A_CONTACT = Registration(kind=ContactKind.CONTACT, channel=Channel.PHONE, unit="0-11")
Standing = dict[tuple[str, str], PublishedTable]


def contacts(seed: int, month: str, volume: int) -> list[Ballot]:
    """Contacts of some ages, some of them rare, and of some bands the years are hardly ever known, or always."""
    chance = random.Random(f"{seed} {month}")
    of_all = random.Random(seed)
    weights = [of_all.choice((0, 0.3, 1, 3, 12)) for _ in AgeBand] + [1.0]
    known = {band: of_all.choice((0.0, 0.05, 0.5, 0.95, 1.0)) for band in AgeBand}
    oldest_first = of_all.random() < 0.5

    def contact() -> Registration:
        band = chance.choices((*AgeBand, None), weights)[0]
        years = None
        if band in AGES and chance.random() < known[band]:
            ages = sorted(AGES[band], reverse=oldest_first)
            years = chance.choices(ages, [1 / (rank + 1) for rank in range(len(ages))])[0]
        channel = chance.choice((Channel.PHONE, Channel.WEB))
        return replace(A_CONTACT, band=band, years=years, channel=channel, unit=chance.choice(("0-11", "12-24")))

    return [Ballot(month=month, registration=contact()) for _ in range(volume)]


def as_time_goes(seed: int, volumes: list[int]) -> tuple[dict[Key, int], Standing]:
    """Months from January 2026 on, each published on the day after it."""
    counters: dict[Key, int] = {}
    standing: Standing = {}
    month = "2026-01"
    for volume in volumes:
        for key, number in tally(contacts(seed, month, volume), DECLARED_HERE).items():
            counters[key] = counters.get(key, 0) + number
        month = next_month(month)
        today = date(int(month[:4]), int(month[5:]), 1)
        for table in to_publish(
            counters=counters,
            published=standing.values(),
            untallied_months=(),
            today=today,
            declared=DECLARED_HERE,
        ):
            standing[table.period, table.table] = table
    return counters, standing


def given_away(counters: dict[Key, int], standing: Standing) -> set[Key]:
    """The hidden numbers that give way because ages in whole years were published."""
    found = {finding.place for finding in audit(standing.values(), counters, declared=DECLARED_HERE).findings}
    if not found:
        return found
    # Where a small month's exact total leaves little, some do without: those are no news.
    others = [table for table in standing.values() if table.table != AGE.name]
    return found - {finding.place for finding in audit(others, counters, declared=DECLARED_HERE).findings}


VOLUME = st.sampled_from((0, 1, 3, 4, 6, 12, 30, 70, 250))


@settings(max_examples=60, deadline=None, derandomize=True)
@given(seed=st.integers(0, 10**6), volumes=st.lists(VOLUME, min_size=3, max_size=3).filter(any))
@example(seed=5026, volumes=[70, 1, 4])  # A hidden band of fewer than five, whose ages' sum has little else to lean on.
def test_no_hidden_number_of_a_quarter_is_given_away_by_the_ages(seed: int, volumes: list[int]) -> None:
    counters, standing = as_time_goes(seed, volumes)
    assert ("2026-Q1", "age_brus") in standing
    assert given_away(counters, standing) == set()


@settings(max_examples=6, deadline=None, derandomize=True)
@given(seed=st.integers(0, 10**6), volumes=st.lists(st.sampled_from((6, 30, 70, 250)), min_size=12, max_size=12))
def test_nor_one_of_a_year(seed: int, volumes: list[int]) -> None:
    counters, standing = as_time_goes(seed, volumes)
    assert given_away(counters, standing) == set()
    year = standing["2026", "age_brus"].cells
    for option in AGE.options:
        cell = cell_key(age_brus=option)
        shown = [standing[quarter, "age_brus"].cells[cell] for quarter in quarters_of("2026")]
        assert year[cell] == (None if None in shown else sum(number or 0 for number in shown))


def test_what_a_band_cannot_have_is_shown_as_nought_and_never_hidden() -> None:
    for seed in range(20):
        _, standing = as_time_goes(seed, [12, 30, 6])
        cells = standing["2026-Q1", "age_brus"].cells
        for cell, value in cells.items():
            parts = cell_parts(cell)
            if BAND in parts and not AGE.possible(parts[BAND], parts["age_brus"]):
                assert value == 0, cell


def test_a_hidden_number_that_the_bands_pin_is_a_finding() -> None:
    counters, standing = as_time_goes(3, [70, 70, 70])
    assert audit(standing.values(), counters, declared=DECLARED_HERE).findings == ()
    made = standing["2026-Q1", "age_brus"]
    standing["2026-Q1", "age_brus"] = replace(made, cells={**made.cells, "band=0-2|age_brus=17-25": None})
    (finding,) = audit(standing.values(), counters, declared=DECLARED_HERE).findings
    assert finding.place[2] == "band=0-2|age_brus=17-25"
    assert (finding.least, finding.most) == (0, 0)


def test_a_sum_that_would_say_a_hidden_band_is_hidden_with_it() -> None:
    # Six small children and five grown ones: the band is hidden, and so must be how many were 0-2 in years.
    counts = {AgeBand.CHILD: (40, 7), AgeBand.BABY: (3, 1), AgeBand.TEEN: (30, 14), AgeBand.GROWN: (3, None)}
    counters = tally(
        (
            Ballot(month=month, registration=replace(A_CONTACT, band=band, years=years))
            for month in months_of("2026-Q1")
            for band, (number, years) in counts.items()
            for _ in range(number if month == "2026-01" or band in (AgeBand.CHILD, AgeBand.TEEN) else 0)
        ),
        DECLARED_HERE,
    )
    tables = {
        table.table: table.cells
        for table in to_publish(
            counters=counters, published=(), untallied_months=(), today=date(2026, 4, 1), declared=DECLARED_HERE
        )
        if table.period == "2026-Q1"
    }
    assert tables[BAND]["band=0-2"] is None
    ages = tables["age_brus"]
    assert ages["age_brus=0-2"] is None
    assert ages["age_brus=unknown"] is None, "all of them could be unknown"
    assert ages["band=3-11|age_brus=3-10"] == 120
    assert ages["age_brus=3-10"] == 120, "no hidden band has it"


def test_which_ages_a_band_can_have() -> None:
    options = (*(option for option in AGE.options if option != UNKNOWN),)
    can = {band: [option for option in options if AGE.possible(band, option)] for band in BANDS}
    assert can == {
        "0-2": ["0-2"],
        "3-11": ["3-10", "11-16"],
        "12-16": ["11-16"],
        "17-24": ["17-25"],
        "25+": [],
        UNKNOWN: [],
    }
    assert all(AGE.possible(band, UNKNOWN) for band in BANDS)


def test_years_say_the_band_and_never_another_one() -> None:
    assert replace(A_CONTACT, years=11).band is AgeBand.CHILD
    assert replace(A_CONTACT, years=12, band=AgeBand.TEEN).years == 12
    with pytest.raises(ValueError, match="not in the age band"):
        replace(A_CONTACT, years=12, band=AgeBand.CHILD)
    written = encode(Ballot(month="2026-01", registration=replace(A_CONTACT, years=7)))
    assert decode(written).registration == replace(A_CONTACT, years=7, band=AgeBand.CHILD)
    with pytest.raises(UnreadableBallot):
        decode(written.replace(b'"band":"3-11"', b'"band":"0-2" '))

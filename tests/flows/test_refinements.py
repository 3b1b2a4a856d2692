"""A year's places and workplaces: they share out a number that is known already, and say nothing beyond it."""

import random
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bot.reports.auditing import audit
from flows.cells import UNKNOWN, Key, Shown, cell_key, months_of
from flows.counting import Ballot, Registration, tally
from flows.publishing import CountersDisagree, PublishedTable, to_publish
from flows.refined_publishing import refined
from flows.suppression import WIDTH
from flows.table_reading import DECLARED
from flows.tables import OTHER, Declared
from flows.vocabulary import AgeBand, Channel, ContactKind, Role, Workplace

DECLARED_HERE = Declared(
    tables=tuple(table for table in DECLARED.tables if table.name in ("channel", "role", "gender")),
    refinements=DECLARED.refinements,
)
PLACES = ("familiehuset", "hvidovre", "nørrebro")
A_CONTACT = Registration(kind=ContactKind.CONTACT, channel=Channel.PHONE, unit="0-11", band=AgeBand.CHILD)
OUT = replace(A_CONTACT, channel=Channel.OUTREACH)
Standing = dict[tuple[str, str], PublishedTable]


def counted(said: Mapping[Registration, int]) -> dict[Key, int]:
    """The counters of a year with so many of each registration in every month."""
    return tally(
        (
            Ballot(month=month, registration=one)
            for month in months_of("2026")
            for one, times in said.items()
            for _ in range(times)
        ),
        DECLARED_HERE,
    )


def published(counters: Mapping[Key, int], places: tuple[str, ...] = PLACES) -> Standing:
    """Everything published of 2026, month by month."""
    standing: Standing = {}
    for month in (*months_of("2026")[1:], "2027-01"):
        known = {key: number for key, number in counters.items() if not key[0][4:].startswith("-0") or key[0] < month}
        for table in to_publish(
            counters=known,
            published=standing.values(),
            untallied_months=(),
            today=date(int(month[:4]), int(month[5:]), 1),
            declared=DECLARED_HERE,
            places=places,
        ):
            standing[table.period, table.table] = table
    return standing


def places_of(said: Mapping[Registration, int], places: tuple[str, ...] = PLACES) -> dict[str, Shown]:
    """What a year says of places."""
    return dict(published(counted(said), places)["2026", "place"].cells)


def test_a_year_shares_out_what_was_held_as_outreach() -> None:
    hvidovre, home = replace(OUT, place="hvidovre"), replace(OUT, place="familiehuset")
    standing = published(counted({A_CONTACT: 20, hvidovre: 3, home: 2, OUT: 1}))
    assert standing["2026", "channel"].cells["channel=outreach"] == 72
    assert standing["2026", "place"].cells == {
        "": 72,
        "place=familiehuset": 24,
        "place=hvidovre": 36,
        "place=nørrebro": 0,
        "place=other": 0,
        "place=unknown": 12,
    }


def test_a_professional_s_workplace_is_shared_out_likewise() -> None:
    school = replace(A_CONTACT, role=Role.PROFESSIONAL, workplace=Workplace.SCHOOL)
    doctor = replace(school, workplace=Workplace.DOCTOR)
    mother = replace(A_CONTACT, role=Role.MOTHER)
    cells = published(counted({mother: 20, school: 3, doctor: 2}))["2026", "workplace"].cells
    assert cells[""] == 60
    assert cells["workplace=school"] == 36
    assert cells["workplace=doctor"] == 24
    assert cells["workplace=unknown"] == 0


def test_few_at_one_place_are_hidden_and_another_with_them() -> None:
    many, few = replace(OUT, place="hvidovre"), replace(OUT, place="familiehuset")
    counters = counted({A_CONTACT: 20, many: 6})
    for key, number in tally([Ballot(month="2026-05", registration=few)] * 2, DECLARED_HERE).items():
        counters[key] = counters.get(key, 0) + number
    cells = published(counters)["2026", "place"].cells
    assert cells["place=familiehuset"] is None
    assert list(cells.values()).count(None) >= 2
    assert cells[""] == 74


def test_which_places_there_are_is_the_unit_s_list_and_never_what_was_counted() -> None:
    elsewhere = replace(OUT, place="biblioteket")
    with_it = places_of({A_CONTACT: 20, elsewhere: 6})
    without = places_of({A_CONTACT: 20, replace(OUT, place="hvidovre"): 6})
    assert with_it.keys() == without.keys()
    assert with_it["place=other"] == 72


def test_that_all_were_at_one_place_is_not_told() -> None:
    cells = places_of({A_CONTACT: 20, replace(OUT, place="hvidovre"): 6})
    assert cells["place=hvidovre"] is None
    assert list(cells.values()).count(None) >= 2
    assert places_of({A_CONTACT: 20, OUT: 6})["place=unknown"] == 72, "that nobody noted it tells nothing"


def test_a_hidden_number_is_not_shared_out() -> None:
    counters = counted({A_CONTACT: 20})
    for key, number in tally([Ballot(month="2026-05", registration=OUT)] * 3, DECLARED_HERE).items():
        counters[key] = counters.get(key, 0) + number
    standing = published(counters)
    assert standing["2026", "channel"].cells["channel=outreach"] is None
    assert ("2026", "place") not in standing


def test_counters_of_places_that_do_not_add_up_publish_nothing() -> None:
    counters = counted({A_CONTACT: 20, replace(OUT, place="hvidovre"): 6})
    counters["2026", "place", "place=hvidovre"] -= 1
    with pytest.raises(CountersDisagree, match="place"):
        published(counters)


def test_a_year_that_began_without_the_table_has_no_places() -> None:
    said = {A_CONTACT: 20, replace(OUT, place="hvidovre"): 6}
    counters = {key: number for key, number in counted(said).items() if key[1] != "place"}
    standing = published(counters)
    assert ("2026", "channel") in standing
    assert ("2026", "place") not in standing


@given(counts=st.lists(st.one_of(st.just(0), st.integers(0, 9), st.integers(0, 90)), min_size=4, max_size=4))
def test_whatever_the_places_have_a_hidden_one_is_shared_with_another(counts: list[int]) -> None:
    assume(not 1 <= sum(counts) <= WIDTH)
    (table,) = (refinement for refinement in DECLARED.refinements if refinement.name == "place")
    codes = ("familiehuset", "hvidovre", OTHER, UNKNOWN)
    counters = {("2026", "place", cell_key(place=code)): number for code, number in zip(codes, counts, strict=True)}
    cells = refined(table, "2026", counters, sum(counts), PLACES[:2]).cells
    shown = [value for cell, value in cells.items() if cell and value is not None]
    assert all(value not in range(1, WIDTH + 1) for value in shown)
    if len(shown) < len(counts):
        assert len(counts) - len(shown) >= 2
        assert sum(counts) - sum(shown) >= WIDTH


@settings(max_examples=4, deadline=None, derandomize=True)
@given(seed=st.integers(0, 10**6), most=st.sampled_from((8, 25, 80)))
def test_no_hidden_number_is_given_away_by_places_or_workplaces(seed: int, most: int) -> None:
    chance = random.Random(seed)
    rare = chance.choice((0.05, 0.1, 0.4))
    # Mostly one place and one workplace, and now and then another one.
    at_places = [30.0, *(chance.choice((0, 0.1, 1)) for _ in range(3))]
    at_work = [30.0, *(chance.choice((0, 0, 0.1, 1)) for _ in range(len(Workplace) - 1))]

    def contact() -> Registration:
        out, professional = chance.random() < rare, chance.random() < rare
        return replace(
            A_CONTACT,
            unit=chance.choice(("0-11", "12-24")),
            band=chance.choice((AgeBand.CHILD, AgeBand.TEEN, None)),
            channel=Channel.OUTREACH if out else chance.choice((Channel.WEB, Channel.PHONE)),
            place=chance.choices((*PLACES, None), at_places)[0] if out else None,
            role=Role.PROFESSIONAL if professional else chance.choice((Role.MOTHER, Role.YOUNG)),
            workplace=chance.choices(list(Workplace), at_work)[0] if professional else None,
        )

    cast = [
        Ballot(month=month, registration=contact())
        for month in months_of("2026")
        for _ in range(chance.randint(0, most))
    ]
    counters = tally(cast, DECLARED_HERE)
    standing = published(counters)
    found = {finding.place for finding in audit(standing.values(), counters, declared=DECLARED_HERE).findings}
    if found:
        # Where a small month's exact total leaves little, some do without: those are no news.
        others = [table for table in standing.values() if table.table not in ("place", "workplace")]
        found -= {finding.place for finding in audit(others, counters, declared=DECLARED_HERE).findings}
    assert found == set()


def test_a_place_that_its_sum_gives_away_is_a_finding() -> None:
    many, few = replace(OUT, place="hvidovre"), replace(OUT, place="familiehuset")
    counters = counted({A_CONTACT: 20, many: 6})
    for key, number in tally([Ballot(month="2026-05", registration=few)] * 2, DECLARED_HERE).items():
        counters[key] = counters.get(key, 0) + number
    standing = published(counters)
    made = standing["2026", "place"]
    told = {
        cell: counters.get(("2026", "place", cell), 0) if value is None and cell != "place=familiehuset" else value
        for cell, value in made.cells.items()
    }
    standing["2026", "place"] = replace(made, cells=told)
    places = {
        finding.place[2]: finding for finding in audit(standing.values(), counters, declared=DECLARED_HERE).findings
    }
    assert places["place=familiehuset"].least == places["place=familiehuset"].most == 2
    assert places["place=familiehuset"].allowed == WIDTH


def test_a_year_of_places_is_still_audited_when_nobody_declares_them_any_more() -> None:
    many, few = replace(OUT, place="hvidovre"), replace(OUT, place="familiehuset")
    counters = counted({A_CONTACT: 20, many: 6})
    for key, number in tally([Ballot(month="2026-05", registration=few)] * 2, DECLARED_HERE).items():
        counters[key] = counters.get(key, 0) + number
    standing = published(counters)
    now = replace(DECLARED_HERE, refinements=())
    assert audit(standing.values(), counters, declared=now).findings == ()
    made = standing["2026", "place"]
    standing["2026", "place"] = replace(made, cells={**made.cells, "place=hvidovre": 72, "place=nørrebro": 0})
    hidden = [cell for cell, value in standing["2026", "place"].cells.items() if value is None]
    assert hidden == ["place=familiehuset"]
    (finding,) = audit(standing.values(), counters, declared=now).findings
    assert (finding.place[2], finding.least, finding.most) == ("place=familiehuset", 2, 2)

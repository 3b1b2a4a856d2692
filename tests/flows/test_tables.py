"""The file of declared tables: what it may say, what it may not, and when a table takes effect."""

import random
import re
from dataclasses import replace
from importlib import resources
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.cells import UNKNOWN, Key, cell_key, cell_parts, months_of, quarter_of
from flows.counting import Ballot, Registration, tally
from flows.helped_counting import ANSWERS, HELPED
from flows.pretalk_counting import BY_BAND, ONWARD, PRETALK_TABLES
from flows.table_checks import WrongTables
from flows.table_reading import DECLARED, KEYS, QUESTIONS, read_tables
from flows.tables import NOT_ASKED, TOTALS, Declared, Rhythm
from flows.vocabulary import AgeBand, Channel, ContactKind, Role, Trouble, Workplace
from tests.flows.streams import stream

SHIPPED = resources.files("flows").joinpath("tables.toml").read_text(encoding="utf-8")
# What a file needs beside the tables that are tried here: the program's own, and one table by quarter.
FIXED = SHIPPED[SHIPPED.index("# --- counted by the program") :]
BY_QUARTER = '[[table]]\nname = "gender"\nasks = "gender"\nevery = "quarter"\ntells = true\n'
CHANNEL = '[[table]]\nname = "channel"\nasks = "channel"\nevery = "month"\ntells = false\n'
ROLE = '[[table]]\nname = "role"\nasks = "role"\nevery = "month"\ntells = true\n'
TWO_ROLES = 'options = { professional = ["professional"], others = ["young", "mother", "father", "parent", '
TWO_ROLES += '"step_parent", "grandparent", "sibling", "relative"] }\n'
A_CONTACT = Registration(kind=ContactKind.CONTACT, channel=Channel.PHONE, unit="0-11", band=AgeBand.CHILD)


def declared(*tables: str) -> Declared:
    """What is read of a file with these tables."""
    return read_tables("\n".join((*tables, BY_QUARTER, FIXED)))


# --- what is declared at the start ---


def test_everything_that_is_reported_on_is_declared() -> None:
    names = {table.name for table in DECLARED.every()}
    assert names >= {
        *("channel", "role", "gender", "home", "substance", "whose", "support", "wellbeing", "outcome", "duration"),
        *(f"trouble_{trouble}" for trouble in Trouble),
        *("age_years", "place", "workplace"),
    }
    for name in (*(table.name for table in PRETALK_TABLES), BY_BAND, ONWARD, ANSWERS, HELPED):
        assert f'name = "{name}"' in FIXED
    assert set(DECLARED.ages) >= {"0-11", "12-24"}
    # The sets of ages of BRUS and of the mapping of 2016 (DOMAIN.md), beside our own bands.
    assert DECLARED.age_sets("age_years", "2026") == {
        "age_brus": ("0-2", "3-10", "11-16", "17-25"),
        "age_2016": ("0-5", "6-12", "13-17", "18-25"),
    }


@pytest.mark.parametrize("table", DECLARED.every(), ids=lambda table: str(table.name))
def test_every_question_is_one_of_a_registration_s(table: object) -> None:
    assert hasattr(A_CONTACT, table.asks)  # type: ignore[attr-defined]


def test_a_month_has_the_tables_by_month_and_a_quarter_those_by_quarter() -> None:
    assert [table.name for table in DECLARED.of("2026-03")] == ["channel", "role", "outcome", "duration"]
    assert {table.rhythm for table in DECLARED.of("2026-Q1")} == {Rhythm.QUARTER}
    assert DECLARED.of("2026") == ()


def test_answers_can_be_put_together() -> None:
    table = declared(ROLE + TWO_ROLES).of("2026-01")[0]
    assert table.options == ("professional", "others", "unknown")
    assert table.option(replace(A_CONTACT, role=Role.SIBLING)) == "others"
    assert table.option(A_CONTACT) == "unknown"


def test_groups_are_options_that_may_be_read_together() -> None:
    outcome = next(table for table in DECLARED.tables if table.name == "outcome")
    assert outcome.groups["pretalk"] == ("pretalk_wanted", "pretalk_held")


def test_the_documentation_names_every_key_and_its_example_is_read() -> None:
    written = Path(__file__).parents[2].joinpath("docs", "tables.md").read_text(encoding="utf-8")
    rows = [re.match(r"\| (`[^|]*`) \|", line) for line in written.splitlines()]
    assert {key for row in rows if row for key in re.findall(r"`([^`]+)`", row[1])} == KEYS
    (asked,) = re.findall(r"^\| `asks` \|(.*)\|$", written, re.MULTILINE)
    assert set(re.findall(r"`([^`]+)`", asked)) == QUESTIONS
    (example,) = re.findall(r"```toml\n(.*?)```", written, re.DOTALL)
    assert [table.span.ends for table in declared(CHANNEL, example).tables if table.name == "role"] == ["2026-12", None]


# --- what cannot be declared ---


def a_table(**changes: str | None) -> str:
    """A table of roles with some lines changed, or left out where they are None."""
    lines = {"name": '"role"', "asks": '"role"', "every": '"month"', "tells": "true"} | changes
    return "[[table]]\n" + "".join(f"{key} = {value}\n" for key, value in lines.items() if value is not None)


def in_years(**changes: str | None) -> str:
    """A table of ages in whole years, likewise."""
    return a_table(**{"name": '"age"', "asks": '"years"', "every": '"year"'} | changes)


WRONG = {
    "not written as TOML": "[[table",
    "name is 1-32": a_table(name='"Role!"'),
    "the program's own": a_table(name='"totals"'),
    "is the program's": a_table(name='"pretalk_more"'),
    "“colour”, which no table has": a_table(colour='"red"'),
    "asks for “shoes”": a_table(asks='"shoes"'),
    "asks for “None”": a_table(asks=None),
    "needs every": a_table(every='"week"'),
    "needs tells": a_table(tells='"no"'),
    "which only ages in whole years and “refines” are": a_table(every='"year"'),
    "needs one trouble": a_table(asks='"troubles"', trouble='"rain"'),
    "has no “trouble”": a_table(trouble='"death"'),
    "has no “sets”": a_table(sets='{ own = ["0-24"] }'),
    "has no “options”": in_years(options="{}"),
    "ages in whole years, so it is by year": in_years(every='"quarter"'),
    "one after the other from 0 to 24": in_years(sets='{ own = ["0-2", "4-24"] }'),
    "from 0 to 24 or more": in_years(sets='{ own = ["0-2", "3-11"] }'),
    "none that begins after 24": in_years(sets='{ own = ["0-17", "18-24", "25-40"] }'),
    "ages in whole years are by year now": in_years(sets=None, ages='["0-5", "6-24"]'),
    "bands such as “0-2”": in_years(sets='{ own = ["small", "big"] }'),
    "needs sets = { name = ": in_years(sets='["0-24"]'),
    "and has no groups": in_years(sets='{ own = ["0-24"] }', groups='{ a = ["0-24"] }'),
    "“Own”": in_years(sets='{ Own = ["0-24"] }'),
    "has the name of the table itself": in_years(sets='{ age = ["0-24"] }'),
    "gender is declared twice": in_years(sets='{ gender = ["0-24"] }'),
    "written as option = ": a_table(options='["young"]'),
    "is no answer to role": a_table(options='{ a = ["cat"] }'),
    "stands in two options": a_table(options='{ a = ["young"], b = ["young"] }'),
    "is in no option of role": a_table(options='{ a = ["young"] }'),
    "is no option's name": a_table(options='{ "a|b" = ["young"] }'),
    "“unknown” in role is no option's name": a_table(options='{ unknown = ["young"] }'),
    "written as group = ": a_table(groups='["young"]'),
    "“cat” in the group a of role is no option": a_table(groups='{ a = ["cat"] }'),
    "has the name of an option": a_table(groups='{ young = ["mother"] }'),
    "or stands there twice": a_table(groups='{ a = ["young", "young"] }'),
    "“young” in the group a of role": a_table(groups='{ a = ["young"], b = ["young"] }'),
    "needs from = a month such as “2026-03”": a_table(**{"from": '"2026-Q1"'}),
    "needs until = a month": a_table(until='"soon"'),
    "needs from = a quarter such as “2026-Q1”": a_table(asks='"home"', every='"quarter"', **{"from": '"2026-03"'}),
    "needs from = a month ": a_table(**{"from": "2026"}),
    "ends before it begins": a_table(**{"from": '"2026-04"', "until": '"2026-03"'}),
    "declared twice for the same time": ROLE.replace('asks = "role"', 'asks = "outcome"'),
    "could be worked out from role by adding": a_table(name='"roles"', options=TWO_ROLES.removeprefix("options = ")),
    "role2 could be worked out": a_table(name='"role2"', every='"quarter"'),
    "could be worked out from role: let it refine": a_table(name='"work"', asks='"workplace"'),
    "could be worked out from channel": a_table(name='"place"', asks='"place"', every='"quarter"'),
    "so it is by year": a_table(name='"place"', asks='"place"', refines='"channel=outreach"'),
    "which no table counts": a_table(name='"place"', asks='"place"', every='"year"', refines='"channel=boat"'),
    "“channel”, which no table counts": a_table(name='"p"', asks='"place"', every='"year"', refines='"channel"'),
    "cannot refine role: it asks for place": a_table(
        name='"place"', asks='"place"', every='"year"', refines='"role=young"'
    ),
    "cannot refine another one: it asks for years": a_table(
        name='"years"', asks='"years"', every='"year"', refines='"role=young"'
    ),
    "is none of its tables": a_table(name='"pretalk_weather"', about='"pretalk"', asks=None, tells=None),
    "A file of tables has": '[colours]\nred = ["0-2"]',
    "The groups of ages": "[ages]\nmine = 7",
    "in the group mine of ages": '[ages]\nmine = ["0-5"]',
}


@pytest.mark.parametrize("sentence", WRONG)
def test_a_wrong_declaration_is_refused_with_one_sentence(sentence: str) -> None:
    of_its_own = 'name = "role"' in WRONG[sentence] and "twice" not in sentence
    with pytest.raises(WrongTables, match=re.escape(sentence)) as refusal:
        declared(CHANNEL, "" if of_its_own else ROLE, WRONG[sentence])
    said = str(refusal.value)
    assert said.endswith(".")
    assert "\n" not in said


def test_what_is_no_list_of_tables_is_refused() -> None:
    with pytest.raises(WrongTables, match="no “tables”"):
        read_tables('tables = "many"')
    with pytest.raises(WrongTables, match="begins with"):
        read_tables("table = 7")


def test_the_same_without_what_is_wrong_is_read() -> None:
    assert declared(a_table(), CHANNEL).of("2026-01")


def test_sets_of_ages_that_overlap_are_read_of_one_table_and_never_counted_by_two() -> None:
    one, two = (in_years(name=f'"{name}"', sets=f'{{ {name}_set = ["0-24"] }}') for name in "ab")
    with pytest.raises(WrongTables, match="b could be worked out from a"):
        declared(CHANNEL, one, two)
    both = in_years(sets='{ own = ["0-9", "10-24"], other = ["0-14", "15-30"] }')
    (table,) = declared(CHANNEL, both).in_years
    assert {"0-2", "3-9", "10-11", "15-16", UNKNOWN} <= set(table.options)


def test_a_month_without_any_table_is_refused() -> None:
    with pytest.raises(WrongTables, match="No table by month is declared for 2026-04"):
        declared(CHANNEL + 'until = "2026-03"\n', ROLE + 'from = "2026-05"\n')
    with pytest.raises(WrongTables, match="No table by quarter"):
        read_tables(CHANNEL + FIXED)


def test_what_the_program_counts_by_itself_cannot_be_left_out_or_changed() -> None:
    with pytest.raises(WrongTables, match="pretalk_offered is counted by the program"):
        read_tables(CHANNEL + BY_QUARTER)
    with pytest.raises(WrongTables, match="helped is counted by the program"):
        read_tables(CHANNEL + BY_QUARTER + FIXED.replace('name = "helped"\nabout = "helped"\nevery = "quarter"', ""))


def test_a_refined_answer_must_stay_what_it_is() -> None:
    place = a_table(name='"place"', asks='"place"', every='"year"', refines='"channel=out"')
    both = (
        'options = { out = ["outreach", "in_person"], rest = ["web", "telegram", "phone", "virtual", "secure_mail"] }\n'
    )
    one = both.replace(', "in_person"]', "]").replace('["web"', '["in_person", "web"')
    with pytest.raises(WrongTables, match="which changes"):
        declared(CHANNEL + one + 'until = "2026-12"\n', CHANNEL + both + 'from = "2027-01"\n', place)
    assert declared(CHANNEL + one, place).refinements


# --- when a table holds ---


CHANGED = declared(CHANNEL, ROLE + 'until = "2026-03"\n', ROLE + 'from = "2026-04"\n' + TWO_ROLES)


def test_a_change_holds_from_its_first_period_and_the_old_one_until_its_last() -> None:
    options = {month: CHANGED.of(month)[1].options for month in ("2026-03", "2026-04")}
    assert len(options["2026-03"]) == len(Role) + 1
    assert options["2026-04"] == ("professional", "others", "unknown")


def test_counting_follows_the_declaration_of_the_month() -> None:
    said = replace(A_CONTACT, role=Role.MOTHER)
    counts = tally([Ballot(month=month, registration=said) for month in ("2026-03", "2026-04")], CHANGED)
    assert ("2026-03", "role", "unit=0-11|band=3-11|role=mother") in counts
    assert ("2026-04", "role", "unit=0-11|band=3-11|role=others") in counts


def test_a_table_is_left_out_of_a_period_that_began_without_it() -> None:
    before, after = declared(CHANNEL), declared(CHANNEL, ROLE)
    counters = tally([Ballot(month="2026-03", registration=A_CONTACT)], before)
    in_effect = after.taking_effect(counters)
    assert [table.name for table in in_effect.of("2026-03")] == ["channel"]
    assert [table.name for table in in_effect.of("2026-04")] == ["channel", "role"]
    counters = tally([Ballot(month="2026-03", registration=A_CONTACT)], after)
    assert [table.name for table in after.taking_effect(counters).of("2026-03")] == ["channel", "role"]


def test_a_period_in_which_nothing_but_tests_was_counted_has_not_begun() -> None:
    counters = tally([Ballot(month="2026-03", registration=replace(A_CONTACT, kind=ContactKind.TEST))])
    assert DECLARED.taking_effect(counters).of("2026-03") == DECLARED.of("2026-03")
    assert DECLARED.taking_effect({}) == DECLARED


# --- margins ---


def sums(counts: dict[Key, int], period: str, table: str, *, by: tuple[str, ...]) -> dict[str, int]:
    """A table's counts added up to these parts."""
    found: dict[str, int] = {}
    for (in_period, name, cell), number in counts.items():
        if (in_period, name) == (period, table):
            parts = cell_parts(cell)
            key = cell_key(**{part: parts[part] for part in by})
            found[key] = found.get(key, 0) + number
    return found


@settings(max_examples=25, deadline=None, derandomize=True)
@given(seed=st.integers(0, 10**6), volumes=st.lists(st.integers(0, 25), min_size=4, max_size=4))
def test_the_margins_of_all_declared_tables_agree(seed: int, volumes: list[int]) -> None:
    months = ("2026-02", "2026-03", "2026-04", "2026-12")
    cast = stream(seed, months=months, volumes=volumes)
    random.Random(seed).shuffle(cast)
    counts: dict[Key, int] = {}
    for batch in (cast[::2], cast[1::2]):
        for key, number in tally(batch, DECLARED.taking_effect(counts)).items():
            counts[key] = counts.get(key, 0) + number
    for month in months:
        totals = sums(counts, month, TOTALS, by=("unit",))
        by_band = sums(counts, month, "channel", by=("unit", "band"))
        for table in DECLARED.of(month):
            assert sums(counts, month, table.name, by=("unit",)) == totals
            assert sums(counts, month, table.name, by=("unit", "band")) == by_band
    for quarter in {quarter_of(month) for month in months}:
        by_band = {}
        for month in months_of(quarter):
            for band, number in sums(counts, month, "channel", by=("band",)).items():
                by_band[band] = by_band.get(band, 0) + number
        for table in DECLARED.of(quarter):
            assert sums(counts, quarter, table.name, by=("band",)) == by_band
    by_age: dict[str, int] = {}
    for month in months:
        for band, number in sums(counts, month, "channel", by=("band",)).items():
            by_age[band] = by_age.get(band, 0) + number
    assert sums(counts, "2026", "age_years", by=("band",)) == by_age
    for refinement in DECLARED.refinements:
        name, option = refinement.of
        refined = sum(sums(counts, month, name, by=(name,)).get(cell_key(**{name: option}), 0) for month in months)
        counted = sums(counts, "2026", refinement.name, by=(refinement.name,))
        assert sum(counted.values()) == sum(volumes)
        assert sum(counted.values()) - counted.get(cell_key(**{refinement.name: NOT_ASKED}), 0) == refined


def test_a_refinement_asks_only_those_it_refines() -> None:
    professional = replace(A_CONTACT, role=Role.PROFESSIONAL, workplace=Workplace.SCHOOL)
    place, workplace = DECLARED.refinements
    assert workplace.option(professional) == "school"
    assert workplace.option(replace(professional, workplace=None)) == "unknown"
    assert workplace.option(replace(professional, role=Role.MOTHER)) == NOT_ASKED
    assert place.option(replace(A_CONTACT, channel=Channel.OUTREACH, place="hvidovre")) == "hvidovre"
    assert place.option(A_CONTACT) == NOT_ASKED

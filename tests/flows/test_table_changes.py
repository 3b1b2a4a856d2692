"""Changing what is counted: it holds from the next period, and what was published before stays readable."""

import re
from collections.abc import Mapping
from datetime import date

import pytest

from bot.reports.auditing import audit
from flows.cells import Key, cell_parts, next_month
from flows.counting import tally
from flows.figures import build_figures
from flows.mixes import mixes
from flows.publishing import PublishedTable, to_publish
from flows.table_changes import Counting, check_changes, counting_from_json, counting_of, counting_to_json
from flows.table_checks import WrongTables
from flows.tables import Declared
from flows.vocabulary import Role
from tests.flows.streams import stream
from tests.flows.test_tables import CHANNEL, ROLE, TWO_ROLES, declared

PLACE = '[[table]]\nname = "place"\nasks = "place"\nevery = "year"\ntells = true\nrefines = "channel=outreach"\n'
AGES = '[[table]]\nname = "age"\nasks = "years"\nevery = "year"\ntells = false\nsets = { own = ["0-5", "6-24"] }\n'
OTHER_AGES = AGES.replace('["0-5", "6-24"]', '["0-7", "8-24"]')
OTHER_SETS = AGES.replace("own =", "theirs =")
HOME = '[[table]]\nname = "home"\nasks = "home"\nevery = "quarter"\ntells = true\n'
WAS, IS = 'until = "2026-03"\n', 'from = "2026-04"\n'
AT_FIRST = declared(CHANNEL, ROLE)
Standing = dict[tuple[str, str], PublishedTable]


def counted_until_march(by: Declared) -> dict[str, Counting]:
    """By which tables three months are counted, their quarter and their year, when `by` declares them."""
    return {period: counting_of(by, period, None) for period in ("2026-01", "2026-02", "2026-03", "2026-Q1", "2026")}


@pytest.mark.parametrize(
    "now",
    [
        pytest.param(declared(CHANNEL, ROLE), id="nothing is changed"),
        pytest.param(declared(CHANNEL, ROLE, AGES, PLACE), id="more tables are left out for now"),
        pytest.param(declared(CHANNEL), id="one table is given up"),
        pytest.param(declared(CHANNEL, ROLE + WAS, ROLE + IS + TWO_ROLES), id="a change from the next month"),
    ],
)
def test_a_period_that_has_begun_goes_on_as_it_was_counted(now: Declared) -> None:
    check_changes(now, counted_until_march(AT_FIRST), frozen=())


WRONG: Mapping[str, tuple[Declared, Declared]] = {
    "The table role counted otherwise in 2026-01, which has begun: let the change hold from 2026-02, and the old table "
    "until 2026-01.": (AT_FIRST, declared(CHANNEL, ROLE + TWO_ROLES)),
    "The table age counted otherwise in 2026, which has begun: let the change hold from 2027": (
        declared(CHANNEL, AGES),
        declared(CHANNEL, OTHER_AGES),
    ),
    "No table by month is left in 2026-01, which has begun: keep one until it is over.": (
        declared(CHANNEL),
        declared(ROLE),
    ),
}


@pytest.mark.parametrize("sentence", WRONG)
def test_what_was_counted_otherwise_cannot_be_changed_in_the_middle(sentence: str) -> None:
    was, now = WRONG[sentence]
    with pytest.raises(WrongTables, match=re.escape(sentence)):
        check_changes(now, counted_until_march(was), frozen=())


def test_sets_of_ages_can_be_read_at_once_that_the_same_pieces_add_up_to() -> None:
    check_changes(declared(CHANNEL, OTHER_SETS), counted_until_march(declared(CHANNEL, AGES)), frozen=())


def test_a_table_that_counted_a_part_of_a_month_does_not_come_back_in_it() -> None:
    begun = counted_until_march(AT_FIRST)
    begun["2026-03"] = counting_of(declared(CHANNEL), "2026-03", begun["2026-03"])
    with pytest.raises(WrongTables, match="role counted otherwise in 2026-03"):
        check_changes(AT_FIRST, begun, frozen=("2026-01", "2026-02"))


def test_what_is_written_down_is_read_again_and_nothing_where_nothing_was() -> None:
    begun = counting_of(AT_FIRST, "2026-03", None)
    assert counting_from_json(counting_to_json(begun)) == begun
    missed = counting_of(declared(CHANNEL), "2026-03", begun)
    assert missed["role"] is None
    assert counting_from_json(counting_to_json(missed)) == missed
    assert counting_from_json("") is None


def test_what_is_published_binds_nobody() -> None:
    check_changes(declared(CHANNEL, ROLE + TWO_ROLES), counted_until_march(AT_FIRST), ("2026-01", "2026-02", "2026-03"))


def two_quarters(first: Declared, then: Declared) -> tuple[dict[Key, int], Standing]:
    """Half a year, published month by month; from April on by another file."""
    counters: dict[Key, int] = {}
    standing: Standing = {}
    month = "2026-01"
    while month < "2026-07":
        in_force = first if month < "2026-04" else then
        mine = tally(stream(7, months=(month,), volumes=(60,)), in_force.taking_effect(counters))
        for key, number in mine.items():
            counters[key] = counters.get(key, 0) + number
        month = next_month(month)
        for table in to_publish(
            counters=counters,
            published=standing.values(),
            untallied_months=(),
            today=date(2026, int(month[5:]), 1),
            declared=in_force,
        ):
            standing[table.period, table.table] = table
    return counters, standing


@pytest.mark.parametrize(
    "then",
    [
        pytest.param(declared(CHANNEL, ROLE + WAS, ROLE + IS + TWO_ROLES), id="the old one still stands in the file"),
        pytest.param(declared(CHANNEL, ROLE + TWO_ROLES), id="nobody knows the old one any more"),
    ],
)
def test_what_was_published_is_shown_and_audited_as_it_stood(then: Declared) -> None:
    counters, standing = two_quarters(AT_FIRST, then)
    figures = build_figures(
        counters=counters,
        untallied=(),
        published=standing.values(),
        today=date(2026, 7, 6),
        declared=then,
    )
    columns = {shown.period: shown.columns for shown in figures.breakdowns if shown.table == "role"}
    assert set(columns["2026-03"]) == {*Role, "unknown"}
    assert columns["2026-04"] == ("professional", "others", "unknown")
    result = audit(standing.values(), counters, declared=then)
    assert result.hidden
    assert result.findings == ()


def test_a_new_table_begins_with_the_next_period_and_not_with_half_a_one() -> None:
    then = declared(CHANNEL, ROLE, HOME)
    counters, standing = two_quarters(declared(CHANNEL, ROLE), then)
    assert ("2026-Q1", "home") not in standing
    assert "both_parents" in {cell_parts(cell).get("home") for cell in standing["2026-Q2", "home"].cells}
    # From May on, a file with two more tables: April has counted, and its quarter and its year with it.
    late = declared(CHANNEL, ROLE, HOME.replace('name = "home"', 'name = "where"'), AGES)
    in_effect = late.taking_effect({key: number for key, number in counters.items() if key[0] <= "2026-04"})
    assert "where" not in {table.name for table in in_effect.of("2026-Q2")}
    assert "where" in {table.name for table in in_effect.of("2026-Q3")}
    assert in_effect.of_year("2026") == ()
    assert [table.name for table in in_effect.of_year("2027")] == ["age"]


def test_an_answer_that_a_part_of_the_year_counted_otherwise_is_only_known_to_be_at_least_so_many() -> None:
    then = declared(CHANNEL, ROLE + WAS, ROLE + IS + TWO_ROLES)
    counters, standing = two_quarters(AT_FIRST, then)
    figures = build_figures(
        counters=counters, untallied=(), published=standing.values(), today=date(2026, 7, 6), declared=then
    )
    roles = [mix for mix in mixes(figures, "2026") if mix.table == "role"]
    assert {"others", "unknown"} <= {column for mix in roles for column in mix.columns}
    for mix in roles:
        line = dict(zip(mix.columns, mix.line, strict=True))
        assert not any(line[column].exact for column in line if column not in ("professional", "unknown"))


def test_a_year_in_which_groups_were_changed_counts_every_answer_once() -> None:
    then = declared(
        CHANNEL + 'groups = { chat = ["web", "telegram"] }\n' + WAS,
        CHANNEL + 'groups = { written = ["web", "telegram", "secure_mail"] }\n' + IS,
        ROLE,
    )
    counters, standing = two_quarters(then, then)
    figures = build_figures(
        counters=counters, untallied=(), published=standing.values(), today=date(2026, 7, 6), declared=then
    )
    for mix in mixes(figures, "2026", grouped=True):
        assert sum(known.number for known in mix.line) <= mix.total.number
        if mix.table == "channel":
            assert "written" in mix.columns
            assert {"chat", "web", "telegram", "secure_mail"}.isdisjoint(mix.columns)

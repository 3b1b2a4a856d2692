"""How the console names what the figures are about, also what a unit declared itself."""

import pytest

from bot.staff.table_labels import option_label, table_label
from bot.wording import Wording
from flows.table_reading import DECLARED
from flows.tables import AgesInYears, Refinement, Table
from flows.vocabulary import Language

WORDING = Wording.load((Language.DANISH,))


def say(text_id: str, **arguments: str | int) -> str:
    return WORDING.text(Language.DANISH, text_id, **arguments)


@pytest.mark.parametrize(
    "table",
    [table for table in DECLARED.every() if not table.name.startswith("trouble_")],
    ids=lambda table: str(table.name),
)
def test_every_declared_table_and_answer_is_said_in_words(table: Table | AgesInYears | Refinement) -> None:
    assert table_label(table.name, say) != table.name.replace("_", " ")
    # A well-being of 0-50 is said as it is counted.
    for option in table.options if table.name != "wellbeing" else ():
        assert option_label(table.name, option, say) != option


@pytest.mark.parametrize(
    ("table", "code", "words"),
    [
        ("age_brus", "3-10", "3-10 år"),
        ("age_years", "11", "11 år"),
        ("place", "nørrebro-bibliotek", "Nørrebro bibliotek"),
        ("place", "other", "Andet"),
        ("place", "unknown", "Ikke oplyst"),
        ("of_our_own", "so_many", "so many"),
    ],
)
def test_what_no_wording_knows_is_said_by_its_code(table: str, code: str, words: str) -> None:
    assert option_label(table, code, say) == words


def test_a_table_of_a_unit_s_own_is_called_by_its_name() -> None:
    assert table_label("of_our_own", say) == "of our own"

"""What is written into a conversation by itself: in words, at the unit's time, and nothing that nobody says."""

import re
from datetime import UTC, datetime
from importlib import resources
from zoneinfo import ZoneInfo

import pytest

from bot.page import Templates
from bot.sentences import BUTTONS, LINES, Sentences
from bot.staff.texts import wording_ids as console
from bot.telegram.sentences import wording_ids as telegram
from bot.web.drawing import wording_ids as page
from bot.wording import Wording
from flows.vocabulary import Audience, Language, Place

BOTH = (Language.DANISH, Language.ENGLISH)
WHEN = datetime(2027, 3, 28, 7, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def sentences() -> Sentences:
    """As the program has them."""
    return Sentences(wording=Wording.load(BOTH), timezone=ZoneInfo("Europe/Copenhagen"))


def test_an_instant_is_said_at_the_units_clock(sentences: Sentences) -> None:
    said = sentences(Language.DANISH, Audience.PARENT, "bot-agreed", when=WHEN, where="Hos os")
    assert said == "Aftalt: søndag den 28. marts kl. 09.00. Hos os."


@pytest.mark.parametrize(
    ("place", "said"), [(Place.OUTREACH, "Et sted i byen: Familiehuset"), (Place.UNIT, "Hos os"), (Place.WALK, None)]
)
def test_a_place_is_named_where_its_name_says_more(sentences: Sentences, place: Place, said: str | None) -> None:
    where = sentences.where(Language.DANISH, Audience.YOUNG, place, "Familiehuset")
    assert where == said if said else "Familiehuset" not in where


@pytest.mark.parametrize("language", BOTH)
def test_no_text_about_proposed_times_is_left_over(language: Language) -> None:
    written = resources.files("bot.wording").joinpath(language, "proposing.ftl").read_text(encoding="utf-8")
    there = set(re.findall(r"^([a-z0-9-]+) =", written, re.M))
    said = {*console(), *telegram(), *page(), *Templates("bot.web").wording_ids(), *LINES, *BUTTONS}
    assert there - said == set()

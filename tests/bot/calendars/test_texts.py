"""The words about calendars: each is there in both languages, each is needed, and what a calendar shows is neutral."""

import re
from importlib import resources

import pytest

from bot.calendars import texts
from bot.wording import Wording
from flows.vocabulary import Language

BOTH = (Language.DANISH, Language.ENGLISH)
# What says, or hints, that somebody is in counselling.
TELLING = re.compile(
    r"samtale|rådgiv|terapeut|børn|barn|alkohol|familie|talk|counsel|therap|child|famil", re.IGNORECASE
)


@pytest.mark.parametrize("language", BOTH)
def test_every_text_is_there_and_none_is_left_over(language: Language) -> None:
    written = resources.files("bot.wording").joinpath(language, "calendars.ftl").read_text(encoding="utf-8")

    assert set(re.findall(r"^([a-z0-9-]+) =", written, re.M)) == texts.wording_ids()


@pytest.mark.parametrize("language", BOTH)
def test_what_stands_in_a_calendar_gives_nobody_away(language: Language) -> None:
    wording = Wording.load(BOTH)

    for text_id in (texts.TITLE, texts.NAME):
        assert not TELLING.search(wording.text(language, text_id))

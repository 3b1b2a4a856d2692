"""The console's texts and addresses: none missing, none left over, and every route has a name for the log."""

import re
from importlib import resources
from pathlib import Path

import pytest

import bot
from bot.app import web_application
from bot.logs import keep_allowed
from bot.staff.texts import REFUSALS, wording_ids
from bot.wording import Wording
from flows.texts import QUESTIONS
from flows.vocabulary import Language
from tests.bot.conftest import Door

LANGUAGES = (Language.DANISH, Language.ENGLISH)
BOT = Path(bot.__file__).parent
LIST = BOT / "staff" / "texts.py"
# Everything that can say something, without the list that is tested here.
SOURCES = {
    path: path.read_text(encoding="utf-8")
    for path in (*BOT.rglob("*.py"), *BOT.joinpath("staff", "templates").iterdir())
    if path != LIST
}
EVERYTHING = "\n".join(SOURCES.values())
# Texts that nobody but the console says.
FILES = ("console.ftl", "lines.ftl", "offering.ftl", "sheets.ftl", "tables.ftl")
# Put together from a beginning and a code.
BEGINNINGS = ("console-action-", "console-fact-", "console-own-language-", "console-weekday-", "console-who5-")


def written(language: Language) -> str:
    """The console's texts as they were written."""
    folder = resources.files("bot.wording").joinpath(language)
    return "".join(folder.joinpath(name).read_text(encoding="utf-8") for name in FILES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_that_is_named_exists(language: Language) -> None:
    quoted = re.compile(r"""(?<!name=)(?<!_id\()["'](console-[a-z0-9-]*[a-z0-9])["']""")  # not routes, not beginnings
    named = {text_id for path, source in SOURCES.items() if "staff" in path.parts for text_id in quoted.findall(source)}
    assert named
    Wording.load((language,)).require(named | wording_ids())


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_left_over(language: Language) -> None:
    there = set(re.findall(r"^([a-z0-9-]+) =", written(language), re.M))
    spoken_through = set(re.findall(r"\{ ([a-z][a-z0-9-]+) \}", written(language)))
    assert there - wording_ids() - spoken_through == set()


def test_the_list_of_texts_names_none_that_nothing_says() -> None:
    listed = re.findall(r'^    "(console-[a-z0-9-]+)",$', LIST.read_text(encoding="utf-8"), re.M)
    silent = [
        text_id
        for text_id in (*listed, *REFUSALS)
        if f'"{text_id}"' not in EVERYTHING and not text_id.startswith(BEGINNINGS)
    ]
    assert listed
    assert silent == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_question_has_a_short_name_for_the_summary(language: Language) -> None:
    Wording.load((language,)).require(f"{question.key}-label" for question in QUESTIONS)


async def test_every_route_has_a_name_that_the_log_keeps(door: Door) -> None:
    ours = [
        resource
        for resource in web_application(door.parts).router.resources()
        if resource.canonical.startswith("/personale")
    ]
    assert len(ours) > 20
    for resource in ours:
        assert str(resource.name).startswith("console-"), resource.canonical
        assert keep_allowed(None, "", {"route": resource.name}).get("route") == resource.name

"""The words about a pre-talk: easy, whole for everybody, and honest about secrecy and the fourteen days."""

from collections.abc import Iterable

import pytest
from fluent.syntax import ast, parse

from bot.wording import Wording
from flows.vocabulary import Audience, Language
from tests.flows.conftest import WORDING
from tests.flows.test_texts import lix

BOTH = (Language.DANISH, Language.ENGLISH)
ARGUMENTS: dict[str, str | int] = {"until": "14.10", "day": "mandag den 7. december", "weeks": 4, "when": "aftener"}
GUIDE = (
    "pretalk-guide-who",
    "pretalk-guide-long",
    "pretalk-guide-about",
    "pretalk-guide-about-1",
    "pretalk-guide-about-2",
    "pretalk-guide-about-3",
    "pretalk-guide-about-4",
    "pretalk-guide-secrecy",
    "pretalk-guide-duty",
    "pretalk-guide-free",
)


@pytest.fixture(scope="module")
def wording() -> Wording:
    return Wording.load(BOTH)


def ids(language: Language) -> list[str]:
    """Every text of the file about pre-talks."""
    source = (WORDING / language / "pretalk.ftl").read_text(encoding="utf-8")
    return [entry.id.name for entry in parse(source).body if isinstance(entry, ast.Message)]


def said(wording: Wording, language: Language, audience: Audience, text_ids: Iterable[str]) -> list[str]:
    say = wording.for_audience(language, audience)
    return [say(text_id, **ARGUMENTS) for text_id in text_ids]


@pytest.mark.parametrize(
    ("audience", "limit"),
    [(Audience.YOUNG, 30), (Audience.PARENT, 35), (Audience.RELATIVE, 35), (Audience.PROFESSIONAL, 35)],
)
def test_the_danish_about_a_time_is_easy(wording: Wording, audience: Audience, limit: int) -> None:
    assert lix(said(wording, Language.DANISH, audience, ids(Language.DANISH))) < limit
    assert lix(said(wording, Language.DANISH, audience, GUIDE)) < limit


@pytest.mark.parametrize("audience", Audience)
def test_no_single_text_about_a_time_is_hard(wording: Wording, audience: Audience) -> None:
    for text_id in ids(Language.DANISH):
        (text,) = said(wording, Language.DANISH, audience, [text_id])
        if len(text.split()) >= 10:
            assert lix([text]) < 40, text_id


@pytest.mark.parametrize("audience", Audience)
def test_what_a_pretalk_is_tells_of_secrecy_and_the_duty_to_notify_and_binds_to_nothing(
    wording: Wording, audience: Audience
) -> None:
    told = " ".join(said(wording, Language.DANISH, audience, GUIDE))
    for word in ("terapeut", "time", "tavshedspligt", "én undtagelse", "underretning", "taler vi med dig først"):
        assert word in told
    assert "gratis" in told
    assert "stop" in told
    assert len(told.split()) <= 190
    assert "anonym" not in told.lower()


@pytest.mark.parametrize("audience", Audience)
def test_where_there_is_no_time_the_fourteen_days_are_promised_once_and_not_when_they_are_over(
    wording: Wording, audience: Audience
) -> None:
    da = wording.for_audience(Language.DANISH, audience)
    en = wording.for_audience(Language.ENGLISH, audience)
    assert "senest 14 dage efter, at du skrev første gang" in da("pretalk-none-yet")
    assert "En terapeut skriver til dig her med en tid" in da("pretalk-none-yet")
    assert "within 14 days" in en("pretalk-none-yet")
    for text_id in ("pretalk-none-late", "pretalk-none-later", "pretalk-none-other"):
        assert "14" not in da(text_id)
        assert "14" not in en(text_id)
    assert "kede af" in da("pretalk-none-late")


@pytest.mark.parametrize("language", BOTH)
def test_a_small_child_usually_stays_at_home_and_is_told_so_only_to_grown_ups(
    wording: Wording, language: Language
) -> None:
    child = {Language.DANISH: "Barnet er som regel ikke med", Language.ENGLISH: "The child usually does not take part"}
    for audience in Audience:
        little = wording.for_audience(language, audience)("pretalk-along-little")
        assert (child[language] in little) is (audience is not Audience.YOUNG)
        assert child[language] not in wording.for_audience(language, audience)("pretalk-along")

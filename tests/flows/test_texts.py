"""The sentences: none is missing, none is left over, and the Danish ones are easy to read.

LIX = words a sentence + the share (in per cent) of words with more than six letters. Below 30 for young people, below
35 for everybody else (DESIGN.md 7).
"""

import re
from collections.abc import Iterable

import pytest
from fluent.syntax import ast

from flows.questions import option_text_id
from flows.texts import NOTES, OFFERS, QUESTIONS, wording_ids
from flows.vocabulary import Audience
from tests.flows.conftest import Sentences

ONLY_FOR_PROFESSIONALS = ("workplace", "noticed", "spoken-with-family", "notified", "sparring")
NOT_FOR_PROFESSIONALS = ("signs", "more-wanted", "gender", "home", "support", "hopes", "screening-intro")
ONLY_FOR_PARENTS = ("whose-parent", "my-treatment")
WELLBEING = "who5"
FOR_STAFF = ("offers-",)


def message_ids(sentences: Sentences) -> list[str]:
    return [entry.id.name for entry in sentences.resource.body if isinstance(entry, ast.Message)]


def lix(texts: Iterable[str]) -> float:
    sentences = [part for text in texts for part in re.split(r"[.!?:]+(?=\s|$)|\n", text) if re.search(r"\w", part)]
    words = [word for part in sentences for word in re.findall(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*", part)]
    long = [word for word in words if len(word) > 6]
    return len(words) / len(sentences) + 100 * len(long) / len(words)


def said_to(audience: Audience) -> list[str]:
    """The wording ids somebody of an audience can meet, longer texts and answers alike."""
    away: tuple[str, ...] = (*FOR_STAFF, "welcome-telegram")
    if audience is not Audience.PROFESSIONAL:
        away += ONLY_FOR_PROFESSIONALS
    else:
        away += NOT_FOR_PROFESSIONALS
    if audience is not Audience.PARENT:
        away += ONLY_FOR_PARENTS
    if audience in (Audience.RELATIVE, Audience.PROFESSIONAL):
        away += (WELLBEING,)
    labels = {f"{question.key}-label" for question in QUESTIONS}
    return sorted(text_id for text_id in wording_ids() - labels if not text_id.startswith(away))


def hints(sentences: Sentences, text_ids: Iterable[str]) -> list[str]:
    return [f"{text_id}-hint" for text_id in text_ids if sentences.has(f"{text_id}-hint")]


@pytest.fixture(params=["danish", "english"])
def sentences(request: pytest.FixtureRequest) -> Sentences:
    found = request.getfixturevalue(request.param)
    assert isinstance(found, Sentences)
    return found


def test_the_files_can_be_read_and_say_nothing_twice(sentences: Sentences) -> None:
    assert not [entry for entry in sentences.resource.body if isinstance(entry, ast.Junk)]
    ids = message_ids(sentences)
    assert len(ids) == len(set(ids))


def test_no_sentence_is_missing(sentences: Sentences) -> None:
    assert wording_ids() - set(message_ids(sentences)) == set()


def test_no_sentence_is_left_over(sentences: Sentences) -> None:
    hinted = {f"{question.key}-hint" for question in QUESTIONS}
    shared = {f"who5-answer-{number}" for number in range(6)}
    assert set(message_ids(sentences)) - wording_ids() - hinted - shared == set()


def test_both_languages_have_the_same_sentences(danish: Sentences, english: Sentences) -> None:
    assert set(message_ids(danish)) == set(message_ids(english))


def test_every_sentence_can_be_said_to_everybody(sentences: Sentences) -> None:
    for text_id in message_ids(sentences):
        for audience in Audience:
            arguments = {"line": 3} if text_id in OFFERS else {}
            assert sentences.say(text_id, audience, **arguments).strip()


def test_labels_and_welcome_need_to_know_no_more_than_who_reads(sentences: Sentences) -> None:
    for text_id in message_ids(sentences):
        if text_id.startswith(("welcome-", "invalid-", "spot-")):
            assert sentences.say(text_id)
        if text_id.endswith("-label"):
            assert all(sentences.say(text_id, audience) for audience in Audience)


def test_options_of_one_question_cannot_be_mistaken_for_each_other(sentences: Sentences) -> None:
    for question in QUESTIONS:
        for audience in Audience:
            shown = [sentences.say(option_text_id(question.key, code), audience) for code in question.option_codes()]
            assert len(shown) == len(set(shown)), question.key


@pytest.mark.parametrize(
    ("audience", "limit"),
    [(Audience.YOUNG, 30), (Audience.PARENT, 35), (Audience.RELATIVE, 35), (Audience.PROFESSIONAL, 35)],
)
def test_the_danish_is_easy(danish: Sentences, audience: Audience, limit: int) -> None:
    text_ids = said_to(audience)
    texts = [danish.say(text_id, audience) for text_id in (*text_ids, *hints(danish, text_ids))]
    assert lix(texts) < limit
    # The options are short and would make hard sentences look easy: what is told and asked has to be easy by itself.
    options = {option_text_id(question.key, code) for question in QUESTIONS for code in question.option_codes()}
    told = [text_id for text_id in text_ids if text_id not in options and not text_id.startswith("who5-")]
    assert lix(danish.say(text_id, audience) for text_id in (*told, *hints(danish, told))) < limit


def test_lix_measures_what_it_says() -> None:
    assert lix(["Hun er glad. Han er ked af det."]) == pytest.approx(8 / 2)
    assert lix(["Behandlingsinstitutionen underretter kommunen."]) == pytest.approx(3 + 100)


def test_a_screen_has_few_words(danish: Sentences) -> None:
    for audience in Audience:
        for note in NOTES:
            assert len(danish.say(note, audience).split()) <= 45, note
        for question in QUESTIONS:
            asked = danish.say(question.key, audience)
            hint = danish.say(f"{question.key}-hint", audience) if danish.has(f"{question.key}-hint") else ""
            assert len(f"{asked} {hint}".split()) <= 30, question.key


def test_the_words_do_not_put_anybody_off(danish: Sentences) -> None:
    for text_id in message_ids(danish):
        for audience in Audience:
            text = danish.say(text_id, audience, **({"line": 3} if text_id in OFFERS else {}))
            assert not re.search(r"misbrug|alkoholiker|narkoman|klient|borger\b|\boffer\b", text, re.IGNORECASE), (
                text_id
            )


def test_anonymity_is_never_promised_without_its_condition(danish: Sentences, english: Sentences) -> None:
    assert "pligt" in danish.say("welcome-duty")
    assert "taler vi med dig først" in danish.say("welcome-duty")
    assert "undtagelse" in danish.say("welcome-secrecy")
    assert "talk with you first" in english.say("welcome-duty")
    for text_id in message_ids(danish):
        for audience in Audience:
            text = danish.say(text_id, audience, **({"line": 3} if text_id in OFFERS else {})).lower()
            assert "helt anonym" not in text
            assert "altid anonym" not in text

"""The kinds of question: what fits, what is kept, and what is refused with which sentence."""

import unicodedata
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.questions import (
    Choice,
    Consent,
    InvalidAnswer,
    Question,
    Raw,
    Scale,
    Several,
    Text,
    clean,
    option_text_id,
)
from flows.times import NONE_FITS, Moment, OfferedTime

REORDERING = frozenset(("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"))
CHOICE = Choice(key="a", options=("one", "two"))
SEVERAL = Several(key="b", options=("one", "two", "three"))
TEXT = Text(key="c")
SCALE = Scale(key="d", low=0, high=10)
TIME = OfferedTime(id="a1", starts_at=datetime(2026, 12, 3, 13, tzinfo=UTC), minutes=45, place="unit")
MOMENT = Moment(key="e", times=(TIME,))
CONSENT = Consent(key="f")


@pytest.mark.parametrize(
    ("question", "raw", "kept", "value"),
    [
        (CHOICE, "one", "one", "one"),
        (CHOICE, ("two",), "two", "two"),
        (SEVERAL, ("two", "one", "one"), ("one", "two"), ("one", "two")),
        (SEVERAL, "two", ("two",), ("two",)),
        (SEVERAL, ("none",), ("none",), ()),
        (TEXT, "  hej \r\n du ", "hej \n du", "hej \n du"),
        (SCALE, "0", "0", 0),
        (SCALE, "10", "10", 10),
        (MOMENT, "a1", "a1", "a1"),
        (MOMENT, NONE_FITS, NONE_FITS, NONE_FITS),
        (CONSENT, "yes", "yes", True),
        (CONSENT, "no", "no", False),
    ],
)
def test_what_fits_is_kept_tidily(question: Question[object], raw: Raw, kept: Raw, value: object) -> None:
    assert question.tidy(raw) == kept
    assert question.read(kept) == value
    assert question.tidy(kept) == kept


@pytest.mark.parametrize(
    ("question", "raw", "text_id"),
    [
        (CHOICE, None, "invalid-choose-one"),
        (CHOICE, "", "invalid-choose-one"),
        (CHOICE, "three", "invalid-option"),
        (CHOICE, ("one", "two"), "invalid-option"),
        (SEVERAL, (), "invalid-choose-some"),
        (SEVERAL, None, "invalid-choose-some"),
        (SEVERAL, ("one", "four"), "invalid-option"),
        (SEVERAL, ("one", "none"), "invalid-none-and-some"),
        (TEXT, "", "invalid-empty"),
        (TEXT, None, "invalid-empty"),
        (TEXT, " \n\t ", "invalid-empty"),
        (TEXT, "\u202e\u200b", "invalid-empty"),
        (TEXT, "a" * 4001, "invalid-too-long"),
        (TEXT, ("a",), "invalid-option"),
        (SCALE, "11", "invalid-option"),
        (SCALE, "-1", "invalid-option"),
        (SCALE, "07", "invalid-option"),
        (SCALE, "٣", "invalid-option"),
        (MOMENT, "b2", "invalid-time-taken"),
        (MOMENT, "", "invalid-choose-one"),
        (CONSENT, "maybe", "invalid-option"),
    ],
)
def test_what_does_not_fit_is_refused_with_a_sentence(question: Question[object], raw: Raw, text_id: str) -> None:
    with pytest.raises(InvalidAnswer) as wrong:
        question.tidy(raw)
    assert wrong.value.text_id == text_id


@pytest.mark.parametrize("question", [CHOICE, SEVERAL, TEXT, SCALE, MOMENT, CONSENT])
def test_the_samples_of_a_question_fit_it(question: Question[object]) -> None:
    assert question.samples()
    assert all(question.tidy(raw) == raw for raw in question.samples())


def test_the_longest_text_fits_exactly() -> None:
    assert len(clean("å" * 4000)) == 4000
    assert len(clean("a\u030a" * 4000)) == 4000


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("<b>hej</b> & 'du'", "<b>hej</b> & 'du'"),
        ("👨‍👩‍👧 🏴󠁧󠁢󠁳󠁣󠁴󠁿 ❤️", "👨‍👩‍👧 🏴󠁧󠁢󠁳󠁣󠁴󠁿 ❤️"),
        ("a\x00b\x1b[31mc", "ab[31mc"),
        ("venstre\u202eerjøh", "venstreerjøh"),
        ("\u2066skjult\u2069", "skjult"),
        ("en\u2028to", "en\nto"),
        ("e\u0301n", "én"),
        ("\ufeffhej\u00ad", "hej"),
        ("en\tto", "en to"),
        ("\ud800a", "a"),
    ],
)
def test_text_stays_text_and_loses_only_what_cannot_be_seen(text: str, kept: str) -> None:
    assert clean(text) == kept


@given(st.text(max_size=200))
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    try:
        once = clean(text)
    except InvalidAnswer:
        return
    assert clean(once) == once
    assert once == once.strip()
    assert unicodedata.is_normalized("NFC", once)
    assert not any(unicodedata.category(letter) == "Cc" for letter in once.replace("\n", ""))
    assert not any(unicodedata.bidirectional(letter) in REORDERING for letter in once)


def test_the_keys_of_options_are_wording_ids() -> None:
    assert option_text_id("who-writes", "step_parent") == "who-writes-step-parent"
    assert option_text_id("child-age", "25+") == "child-age-25-plus"

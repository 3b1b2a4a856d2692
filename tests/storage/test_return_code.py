"""The return code: forgiving to fingers, and never taken for somebody else's."""

import unicodedata
from contextlib import suppress
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage.return_code import LIST_SIZE, ReturnCode, UnreadableCode, new_arrival_words, new_code, read_code, word_list

LETTERS = "abcdefghijklmnopqrstuvwxyzæøå"
WORDS = word_list()
CODES = st.lists(st.sampled_from(WORDS), min_size=6, max_size=6).map(lambda words: ReturnCode(words=tuple(words)))


def plain(word: str) -> str:
    return word.replace("æ", "ae").replace("ø", "oe").replace("å", "aa")


# How words begin that may hurt somebody.
UNKIND = """
    alko beru druk hash hero koka narko opium prom snaps sprut vodka whis
    blod bomb drab dræb død gevær knive krig mord pist skyd slag tort vold
    afdø alter begr djæv gud helv kirke kist kors lig præst sorg synd
    brys feber hosp kropp kræft medi numse nøge pik pis porn røv sex syg
    datter fader farmor mormor onkel søst tante ægte
    dum idio luder nazi tåbe
"""


@st.composite
def slips(draw: st.DrawFn, word: str) -> str:
    """The word with one slip of the finger: a letter wrong, missing, too many, or two that changed places."""
    kind = draw(st.sampled_from(["wrong", "missing", "too many", "changed places"]))
    if kind == "too many":
        at = draw(st.integers(0, len(word)))
        return word[:at] + draw(st.sampled_from(LETTERS)) + word[at:]
    at = draw(st.integers(0, len(word) - 1 - (kind == "changed places")))
    match kind:
        case "wrong":
            return word[:at] + draw(st.sampled_from(LETTERS)) + word[at + 1 :]
        case "missing":
            return word[:at] + word[at + 1 :]
        case _:
            return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def every_slip(word: str) -> set[str]:
    """The word with each slip there can be."""
    parts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    wrong = {start + letter + end[1:] for start, end in parts if end for letter in LETTERS}
    missing = {start + end[1:] for start, end in parts if end}
    too_many = {start + letter + end for start, end in parts for letter in LETTERS}
    changed_places = {start + end[1] + end[0] + end[2:] for start, end in parts if len(end) > 1}
    return wrong | missing | too_many | changed_places


@st.composite
def mistyped(draw: st.DrawFn) -> tuple[ReturnCode, tuple[str, ...]]:
    code = draw(CODES)
    return code, tuple(draw(slips(word)) for word in code.words)


# The list


def test_the_list_has_2048_words_that_four_letters_tell_apart() -> None:
    assert len(WORDS) == LIST_SIZE == 2048
    assert len({word[:4] for word in WORDS}) == LIST_SIZE
    assert list(WORDS) == sorted(WORDS)


def test_every_word_is_short_and_danish() -> None:
    assert not [word for word in WORDS if not 3 <= len(word) <= 8 or set(word) - set(LETTERS)]


def test_no_two_words_are_typed_alike_without_danish_letters() -> None:
    assert len({plain(word) for word in WORDS}) == LIST_SIZE


def test_no_word_of_three_letters_begins_another() -> None:
    short = [word for word in WORDS if len(word) == 3]
    assert not [(word, other) for word in short for other in WORDS if other != word and other.startswith(word)]


def test_no_slip_in_one_word_is_a_slip_in_another_or_the_beginning_of_it() -> None:
    """Why a slip can be forgiven at all: whatever is typed, it could be one word only, on any keyboard."""
    meant: dict[str, str] = {}
    for word in WORDS:
        typings = {plain(typed) for typed in every_slip(word)} | every_slip(plain(word))
        typings |= {plain(word[:end]) for end in range(4, len(word) + 1)} | {word}
        for typed in typings:
            assert meant.setdefault(typed, word) == word, f"{typed} could be {word} or {meant[typed]}"


def test_nobody_is_given_a_word_that_hurts() -> None:
    """Read by eye as well; this keeps the worst out when the list is changed."""
    whole = {"mor", "far", "bror", "søn", "barn", "øl", "vin", "rus", "lår", "mave", "sår", "kniv", "fuld", "skæv"}
    fine = {"korsang", "kræfter", "ligeud", "pistacie", "skydække", "slagtøj"}
    assert not [
        word for word in WORDS if word in whole or (word.startswith(tuple(UNKIND.split())) and word not in fine)
    ]


# Reading


@settings(deadline=None)
@given(CODES)
def test_a_code_reads_as_itself(code: ReturnCode) -> None:
    assert read_code(code.canonical) == code


@settings(deadline=None)
@given(CODES)
def test_case_numbering_and_signs_are_forgiven(code: ReturnCode) -> None:
    words = code.words
    for typed in (
        code.canonical.upper(),
        code.canonical.title(),
        ", ".join(words) + ".",
        "-".join(words),
        "\n".join(f"{number}. {word}" for number, word in enumerate(words, 1)),
        " ".join(f"{number}){word}" for number, word in enumerate(words, 1)),
        f"  {'   '.join(words)}\t\n",
        "_".join(words),
    ):
        assert read_code(typed) == code


@settings(deadline=None)
@given(CODES)
def test_a_keyboard_without_danish_letters_is_forgiven(code: ReturnCode) -> None:
    assert read_code(plain(code.canonical)) == code
    assert read_code(plain(code.canonical).upper()) == code


@settings(deadline=None)
@given(CODES)
def test_letters_put_together_from_two_signs_are_the_same_letters(code: ReturnCode) -> None:
    """Some keyboards and files write å as an a and a ring."""
    assert read_code(unicodedata.normalize("NFD", code.canonical)) == code


@settings(deadline=None)
@given(CODES)
def test_four_letters_of_each_word_are_enough(code: ReturnCode) -> None:
    assert read_code(" ".join(word[:4] for word in code.words)) == code


def reads_as(typed: str) -> str | None:
    """What one word is read as, among five that are right."""
    try:
        return read_code(" ".join([typed, *WORDS[:5]])).words[0]
    except UnreadableCode:
        return None


@settings(deadline=None)
@given(mistyped())
def test_one_slip_in_each_word_is_forgiven(both: tuple[ReturnCode, tuple[str, ...]]) -> None:
    code, typed = both
    assert read_code(" ".join(typed)) == code


@settings(deadline=None)
@given(CODES, st.randoms(use_true_random=False))
def test_a_slip_is_forgiven_on_a_keyboard_without_danish_letters(code: ReturnCode, chance: Random) -> None:
    typed = [chance.choice(sorted(filter(str.isascii, every_slip(plain(word))))) for word in code.words]
    assert read_code(" ".join(typed).upper()) == code


@pytest.mark.parametrize("word", WORDS[::1024])
def test_every_slip_there_can_be_in_a_word_is_forgiven(word: str) -> None:
    assert {reads_as(typed) for typed in every_slip(word)} == {word}


@settings(deadline=None)
@given(CODES)
def test_other_keyboards_are_forgiven(code: ReturnCode) -> None:
    swedish = code.canonical.replace("æ", "ä").replace("ø", "ö")
    bare = code.canonical.replace("æ", "a").replace("ø", "o").replace("å", "a")
    assert read_code(swedish) == read_code(bare) == code


@settings(deadline=None)
@given(CODES, st.data())
def test_any_beginning_of_four_letters_or_more_is_enough(code: ReturnCode, data: st.DataObject) -> None:
    begun = [word[: data.draw(st.integers(4, max(4, len(word))))] for word in code.words]
    assert read_code(" ".join(begun)) == code


def test_most_endings_too_many_are_forgiven() -> None:
    tried = [word for word in WORDS[::20] if len(word) >= 4]
    right = [word for word in tried if reads_as(f"{word}erne") == word]
    assert len(right) > len(tried) * 0.9, f"{len(right)} of {len(tried)}"


@pytest.mark.parametrize(
    "typed",
    ["", " ", "1 2 3 4 5 6", "!?", "\0", "😀" * 6, " ".join(WORDS[:5]), " ".join(WORDS[:7]), "x" * 4000],
    ids=["nothing", "a space", "numbers", "signs", "null", "faces", "five words", "seven words", "long"],
)
def test_what_is_no_code_is_refused_without_a_word(typed: str) -> None:
    with pytest.raises(UnreadableCode) as refused:
        read_code(typed)
    assert str(refused.value) == ""


@pytest.mark.parametrize("word", ["xqzwv", "ab", "zzzzzzzz", "x" * 500])
def test_a_word_that_is_far_from_all_is_refused(word: str) -> None:
    with pytest.raises(UnreadableCode):
        read_code(" ".join([word, *WORDS[:5]]))


@settings(deadline=None)
@given(st.text(max_size=200))
def test_whatever_is_typed_is_a_code_or_refused(text: str) -> None:
    with suppress(UnreadableCode):
        assert set(read_code(text).words) <= set(WORDS)


# Making


def test_a_new_code_is_six_words_of_the_list() -> None:
    codes = [new_code() for _ in range(200)]
    assert all(len(code.words) == 6 and set(code.words) <= set(WORDS) for code in codes)
    assert len({code.canonical for code in codes}) == 200


def test_a_code_shows_nothing() -> None:
    code = new_code()
    assert repr(code) == "ReturnCode()"
    assert not [word for word in code.words if word in f"{code} {code!r}"]


def test_arrival_words_are_two_different_words() -> None:
    for _ in range(200):
        first, second = new_arrival_words().split(" ")
        assert first != second
        assert {first, second} <= set(WORDS)

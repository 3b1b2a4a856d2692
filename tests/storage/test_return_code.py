"""The return code: forgiving to fingers, and never taken for somebody else's."""

import unicodedata
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.return_code import LIST_SIZE, ReturnCode, UnreadableCode, new_arrival_words, new_code, read_code, word_list

LETTERS = "abcdefghijklmnopqrstuvwxyzæøå"
WORDS = word_list()
CODES = st.lists(st.sampled_from(WORDS), min_size=6, max_size=6).map(lambda words: ReturnCode(words=tuple(words)))


def plain(word: str) -> str:
    return word.replace("æ", "ae").replace("ø", "oe").replace("å", "aa")


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


# Reading


@given(CODES)
def test_a_code_reads_as_itself(code: ReturnCode) -> None:
    assert read_code(code.canonical) == code


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


@given(CODES)
def test_a_keyboard_without_danish_letters_is_forgiven(code: ReturnCode) -> None:
    assert read_code(plain(code.canonical)) == code
    assert read_code(plain(code.canonical).upper()) == code


@given(CODES)
def test_letters_put_together_from_two_signs_are_the_same_letters(code: ReturnCode) -> None:
    """Some keyboards and files write å as an a and a ring."""
    assert read_code(unicodedata.normalize("NFD", code.canonical)) == code


@given(CODES)
def test_four_letters_of_each_word_are_enough(code: ReturnCode) -> None:
    assert read_code(" ".join(word[:4] for word in code.words)) == code


def reads_as(typed: str) -> str | None:
    """What one word is read as, among five that are right."""
    try:
        return read_code(" ".join([typed, *WORDS[:5]])).words[0]
    except UnreadableCode:
        return None


def means_it(typed: str, word: str) -> bool:
    """Whether somebody who meant `word` types so without any slip."""
    return plain(typed) == plain(word) or typed == word[:4]


@given(mistyped())
def test_one_slip_in_each_word_reads_right_or_not_at_all(both: tuple[ReturnCode, tuple[str, ...]]) -> None:
    """Never as another code. (What is a right typing of another word cannot be seen to be a slip.)"""
    code, typed = both
    try:
        read = read_code(" ".join(typed))
    except UnreadableCode:
        return
    for word, was_typed, was_read in zip(code.words, typed, read.words, strict=True):
        assert was_read == word or means_it(was_typed, was_read), f"{was_typed} for {word} was read as {was_read}"


def test_most_slips_are_forgiven() -> None:
    """A letter left out, or two that changed places, anywhere in a word."""
    tried = [
        (word, typed)
        for word in WORDS[::20]
        for at in range(len(word) - 1)
        for typed in (word[:at] + word[at + 1 :], word[:at] + word[at + 1] + word[at] + word[at + 2 :])
    ]
    right = [typed for word, typed in tried if reads_as(typed) == word]
    assert len(right) > len(tried) / 2, f"{len(right)} of {len(tried)}"


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

"""Texts: every one in every language, whole or not at all."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.wording import MissingText, Wording
from flows.texts import wording_ids
from flows.vocabulary import Audience, Language

BOTH = (Language.DANISH, Language.ENGLISH)
Written = Callable[[str, str], Path]


@pytest.fixture
def written(tmp_path: Path) -> Written:
    """Writes texts of the test's own: Danish first, then English."""

    def write(danish: str, english: str) -> Path:
        for language, text in (("da", danish), ("en", english)):
            (tmp_path / language).mkdir()
            (tmp_path / language / "some.ftl").write_text(text, encoding="utf-8")
        return tmp_path

    return write


def refusal(folder: Path) -> str:
    with pytest.raises(MissingText) as missing:
        Wording.load(BOTH, folder=folder).prove()
    return str(missing.value)


def test_the_texts_we_ship_are_whole_in_both_languages() -> None:
    wording = Wording.load(BOTH)

    assert wording.languages == BOTH
    wording.require(wording_ids())
    wording.prove()


def test_a_text_is_said_in_the_language_asked_for(written: Written) -> None:
    wording = Wording.load(BOTH, folder=written("hello = Hej { $who }", "hello = Hello { $who }"))

    assert wording.text(Language.DANISH, "hello", who="Åse") == "Hej Åse"
    assert wording.text(Language.ENGLISH, "hello", who="Åse") == "Hello Åse"


def test_nothing_invisible_is_put_around_an_argument(written: Written) -> None:
    wording = Wording.load(BOTH, folder=written("hello = Hej { $who }", "hello = Hello { $who }"))

    assert wording.text(Language.DANISH, "hello", who="x").isprintable()


def test_a_text_speaks_to_its_audience(written: Written) -> None:
    ask = "ask = { $audience ->\n    [young] Du\n   *[parent] Dit barn\n }"
    wording = Wording.load(BOTH, folder=written(ask, ask))

    assert wording.for_audience(Language.DANISH, Audience.YOUNG)("ask") == "Du"
    assert wording.for_audience(Language.DANISH, Audience.PARENT)("ask") == "Dit barn"
    assert wording.for_audience(Language.DANISH, Audience.RELATIVE)("ask") == "Dit barn"


def test_a_text_missing_in_one_language_stops_the_start(written: Written) -> None:
    assert refusal(written("hello = Hej\nbye = Farvel", "hello = Hello")) == "en: bye is missing"


def test_a_text_missing_in_danish_stops_the_start_also_where_only_english_is_offered(written: Written) -> None:
    folder = written("hello = Hej", "hello = Hello\nbye = Bye")

    with pytest.raises(MissingText, match="da: bye is missing"):
        Wording.load((Language.ENGLISH,), folder=folder)


def test_a_text_that_cannot_be_read_is_named_before_anybody_hears_it(written: Written) -> None:
    assert "da/some.ftl: cannot be read" in refusal(written("hello = { $who", "hello = Hello"))


def test_what_is_not_a_text_stops_the_start(written: Written) -> None:
    folder = written("hello = Hej\nFarvel, Åse", "hello = Hello")

    with pytest.raises(MissingText, match=r"da/some\.ftl: cannot be read at “Farvel, Åse”"):
        Wording.load(BOTH, folder=folder)


def test_a_text_written_twice_stops_the_start(written: Written) -> None:
    assert "da/some.ftl: hello is there twice" in refusal(written("hello = Hej\nhello = Dav", "hello = Hello"))


def test_a_text_that_speaks_through_an_unknown_one_is_named(written: Written) -> None:
    assert "da: hello cannot be said" in refusal(written("hello = { nobody }", "hello = Hello"))


def test_a_text_that_speaks_through_itself_is_named(written: Written) -> None:
    assert "da: hello cannot be said" in refusal(written("hello = { hello }", "hello = Hello"))


def test_a_language_without_texts_stops_the_start(written: Written, tmp_path: Path) -> None:
    written("hello = Hej", "hello = Hello")
    (tmp_path / "en" / "some.ftl").unlink()
    (tmp_path / "en").rmdir()

    assert "en: there are no texts in this language" in refusal(tmp_path)


def test_half_a_sentence_is_never_said(written: Written) -> None:
    greeting = "hello = Hej { $who }\nletter = { hello }, kl. { $time }"
    wording = Wording.load(BOTH, folder=written(greeting, greeting))

    with pytest.raises(MissingText, match="da: hello needs who"):
        wording.text(Language.DANISH, "hello")
    with pytest.raises(MissingText, match="da: letter needs time, who"):
        wording.text(Language.DANISH, "letter")


def test_an_argument_of_a_seldom_chosen_variant_is_needed_as_well(written: Written) -> None:
    text = "place = { $audience ->\n    [young] Nr. { $number }\n   *[parent] Snart\n }"
    wording = Wording.load(BOTH, folder=written(text, text))

    with pytest.raises(MissingText, match="da: place needs number"):
        wording.text(Language.DANISH, "place", audience="parent")


def test_an_unknown_text_and_a_language_not_offered_are_refused(written: Written) -> None:
    wording = Wording.load((Language.DANISH,), folder=written("hello = Hej", "hello = Hello"))

    with pytest.raises(MissingText, match="da: bye is missing"):
        wording.text(Language.DANISH, "bye")
    with pytest.raises(MissingText, match="en is not one of the languages offered"):
        wording.text(Language.ENGLISH, "hello")
    with pytest.raises(MissingText, match="da: bye is missing"):
        wording.require(["hello", "bye"])
    assert wording.has(Language.DANISH, "hello")
    assert not wording.has(Language.DANISH, "bye")

"""The questions on the visitor's page: what is shown, going back, changing one's mind, and nothing typed is lost."""

import pytest

from tests.bot.browsing import Browser
from tests.bot.conftest import Door

TOO_LONG = "å" * 4001


@pytest.fixture
async def browser(door: Door) -> Browser:
    """Somebody's browser, not yet at the door."""
    return Browser(door.browser())


async def at(browser: Browser, key: str, **answers: str) -> None:
    """Begin, and answer or skip until a question is on the screen."""
    given = {"who-writes": "mother", "danger-now": "no", "child-age": "3-11"} | answers
    await browser.begins()
    while (form := browser.page.form("answer").values)["key"] != key:
        value = given.get(form["key"])
        await (browser.presses("skip") if value is None else browser.presses("answer", value=value))


async def test_the_first_page_says_what_must_be_known_before_anything_is_asked(browser: Browser) -> None:
    page = await browser.opens()

    for words in ("Du behøver ikke sige, hvem du er", "tavshedspligt", "underretning", "terapeut", "Telegram", "112"):
        assert words in page.words
    assert page.words.index("underretning") < page.words.index("Kom i gang")


async def test_every_question_offers_back_skip_a_person_and_leaving(browser: Browser) -> None:
    await at(browser, "troubles")

    for do in ("answer", "back", "skip", "talk-now", "change"):
        assert browser.page.has(do)
    assert 'value="leave"' in browser.page.html


async def test_what_routing_needs_cannot_be_skipped_and_is_not_offered_to_be(browser: Browser) -> None:
    await at(browser, "child-age")
    form = browser.page.form("answer").values

    assert not browser.page.has("skip")
    page = await browser.posts({**form, "do": "skip"})
    assert page.status == 422
    assert "Det her må vi vide" in page.words


async def test_going_back_shows_the_answer_that_was_given(browser: Browser) -> None:
    await at(browser, "substance")
    await browser.presses("answer", value="alcohol")
    await browser.presses("back")

    assert browser.page.form("answer").values["key"] == "substance"
    assert 'value="alcohol" aria-pressed="true"' in browser.page.html


async def test_an_earlier_answer_can_be_changed_and_the_others_stay(browser: Browser) -> None:
    await at(browser, "troubles", substance="alcohol", worry="7")
    await browser.posts({"do": "change", "key": "substance"})
    assert browser.page.form("answer").values["key"] == "substance"
    await browser.presses("answer", value="drugs")

    assert browser.page.form("answer").values["key"] == "troubles"
    assert "Stoffer, for eksempel hash eller kokain" in browser.page.words
    assert "Jeg er mor" in browser.page.words


async def test_a_young_person_is_spoken_to_as_one(browser: Browser) -> None:
    await at(browser, "child-age", **{"who-writes": "young"})

    assert "Hvor gammel er du?" in browser.page.words


async def test_danger_shows_whom_to_call_first(browser: Browser) -> None:
    await at(browser, "child-age", **{"who-writes": "young", "danger-now": "yes"})

    page = browser.page
    assert page.words.index("Ring 112 nu") < page.words.index("Hvor gammel er du?")
    assert 'href="tel:112"' in page.html
    assert 'href="tel:116111"' in page.html
    # The code comes after the hand-over, and the numbers are still first.
    page = await browser.presses("answer", value="12-16")
    assert page.has("code-typed")
    assert page.words.index("Ring 112 nu") < page.words.index("Din kode")


async def test_ticks_that_do_not_fit_together_stay_ticked(browser: Browser) -> None:
    await at(browser, "troubles")
    form = browser.page.form("answer").values
    page = await browser.posts([*form.items(), ("value", "conflict"), ("value", "none")])

    assert page.status == 422
    assert "både »ikke noget« og noget andet" in page.words
    assert 'value="conflict" checked' in page.html
    assert 'value="none" checked' in page.html


async def test_no_tick_at_all_is_answered_beside_the_question(browser: Browser) -> None:
    await at(browser, "troubles")
    page = await browser.presses("answer")

    assert page.status == 422
    assert page.words.index("Er der også andet") < page.words.index("Vælg mindst ét svar")


async def test_a_text_that_is_too_long_stays_in_its_box(browser: Browser) -> None:
    await at(browser, "hopes")
    assert "Der er plads til 4.000 tegn" in browser.page.words
    page = await browser.presses("answer", value=TOO_LONG)

    assert page.status == 422
    assert "Din tekst er for lang" in page.words
    assert page.form("answer").values["value"] == TOO_LONG


async def test_what_was_written_is_shown_as_it_was_written_and_never_obeyed(browser: Browser) -> None:
    await at(browser, "hopes")
    await browser.presses("answer", value="<b>ro</b> 💛 \u202eabc\u0007")

    assert "<b>ro</b> 💛 abc" in browser.page.words
    assert "&lt;b&gt;ro&lt;/b&gt;" in browser.page.html
    assert "\u202e" not in browser.page.html


async def test_an_old_button_changes_nothing_and_says_so(browser: Browser) -> None:
    await at(browser, "substance")
    old = browser.page.form("answer").values
    await browser.presses("answer", value="alcohol")
    page = await browser.posts({**old, "value": "drugs"})

    assert page.status == 409
    assert "en tidligere side" in page.words
    assert "Alkohol" in page.words
    assert "Stoffer, for eksempel" not in page.words


async def test_words_written_in_a_second_tab_are_not_lost_when_the_first_has_gone_on(browser: Browser) -> None:
    await at(browser, "hopes")
    second_tab = browser.page.form("answer").values
    await browser.presses("skip")
    page = await browser.posts({**second_tab, "value": "Det her tog lang tid at skrive"})

    assert page.status == 409
    assert "Teksten er ikke sendt, men den er her endnu" in page.words
    assert ">Det her tog lang tid at skrive</textarea>" in page.html


async def test_a_form_that_is_no_form_of_ours_is_answered_plainly(browser: Browser) -> None:
    await browser.begins()

    for nonsense in ({"do": "no-such-button"}, {"do": ""}, {}):
        assert (await browser.posts(nonsense)).status == 400
    for odd in ({"do": "answer"}, {"do": "answer", "key": "who-writes", "revision": "x"}, {"do": "back"}):
        assert (await browser.posts(odd)).status == 409


async def test_talking_to_a_person_now_asks_only_what_is_needed(browser: Browser) -> None:
    await browser.begins()
    await browser.presses("talk-now")
    assert browser.page.form("answer").values["key"] == "child-age"
    await browser.presses("answer", value="12-16")

    assert browser.page.has("code-typed")


async def test_the_language_can_be_changed_at_any_time(browser: Browser) -> None:
    page = await browser.posts({"do": "language", "language": "en"})
    assert '<html lang="en">' in page.html
    await browser.presses("begin")
    assert "Who are we writing with?" in browser.page.words
    page = await browser.presses("language", language="da")

    assert '<html lang="da">' in page.html
    assert "Hvem skriver vi med?" in page.words


async def test_the_first_page_follows_the_browser_and_is_danish_otherwise(door: Door) -> None:
    english = await Browser(door.browser(**{"Accept-Language": "pl, en-GB;q=0.7"})).opens()
    polish = await Browser(door.browser(**{"Accept-Language": "pl"})).opens()

    assert "Write to us about what is hard" in english.words
    assert "Skriv med os om det, der er svært" in polish.words


async def test_advice_comes_with_helplines_and_offers_marked_with_their_year(browser: Browser) -> None:
    await at(browser, "wish")
    page = await browser.presses("answer", value="advice")

    assert "Listen er fra 2016" in page.words
    assert "116 111" in page.words
    assert page.has("write-now")
    await browser.presses("write-now")
    assert browser.page.has("code-typed")


async def test_whose_case_belongs_elsewhere_is_told_so_and_may_still_write(browser: Browser) -> None:
    await browser.begins()
    await browser.presses("answer", value="grandparent")
    await browser.presses("answer", value="no")
    await browser.presses("answer", value="25+")
    assert "Vi hjælper børn og unge, til de er 24 år" in browser.page.words
    await browser.presses("answer", value="talk")

    assert browser.page.has("code-typed")

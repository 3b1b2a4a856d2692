"""Finding a time on the visitor's page, without script: choosing, saying yes, the card, being late, what it is."""

import re
from datetime import date, datetime, timedelta

import pytest

from flows.vocabulary import Language
from storage import venues
from tests.bot.browsing import Browser, Page
from tests.bot.conftest import Door
from tests.bot.talking import MOTHER

ONLY_TALK = {**MOTHER, "wish": "talk"}


@pytest.fixture
async def browser(door: Door) -> Browser:
    """Somebody's browser, not yet at the door."""
    return Browser(door.browser())


async def in_talk(browser: Browser, **answers: object) -> str:
    """Through the questions and past the code; returns the code."""
    await browser.begins()
    await browser.answers({**ONLY_TALK, **answers})
    return await browser.keeps_the_code()


async def looks_for_a_time(browser: Browser, **answers: object) -> Page:
    """In the talk, looking at the free times."""
    await in_talk(browser, **answers)
    return await browser.presses("find-time")


def times(page: Page) -> list[str]:
    """The times on the page, by their ids."""
    buttons = [found.get("value", "") for tag, found in page.reader.attributes if tag == "button"]
    return [value for value in buttons if re.fullmatch(r"[0-9a-f]{32}\.\d+", value)]


def chips(page: Page) -> dict[str, str]:
    """What the times can be narrowed to, and whether it is pressed."""
    found = (found for tag, found in page.reader.attributes if tag == "button" and found.get("class") == "chip")
    return {each["value"]: each["aria-pressed"] for each in found}


def later_page(page: Page) -> str:
    return next(found["href"] for tag, found in page.reader.attributes if "page=" in found.get("href", ""))


async def takes(browser: Browser, time_id: str) -> Page:
    """Choose a time, and say yes to it."""
    await browser.presses("answer", value=time_id)
    return await browser.presses("answer", value="yes")


def at_unit(door: Door, time_id: str) -> datetime:
    """When a time is, by its id."""
    return datetime.fromtimestamp(int(time_id.partition(".")[2]) * 60, tz=door.parts.house.timezone)


async def test_six_times_are_shown_soonest_first_and_the_others_on_pages_of_their_own(browser: Browser) -> None:
    page = await looks_for_a_time(browser)
    first = times(page)
    assert len(first) == 6
    assert "tirsdag den 24. november kl. 09.00" in page.words
    assert "Vis tidligere tider" not in page.words

    page = await browser.opens(later_page(page).split("#")[0])
    second = times(page)
    assert len(second) == 6
    assert not set(first) & set(second)
    assert "Vis tidligere tider" in page.words
    # A time on a later page is chosen like any other.
    page = await browser.presses("answer", value=second[-1])
    assert "Skal vi skrive tiden ned til dig?" in page.words


@pytest.mark.parametrize("page_number", ["99", "-1", "x", "9999999", "٣", ""])
async def test_a_page_that_is_not_there_shows_one_that_is(browser: Browser, page_number: str) -> None:
    page = await looks_for_a_time(browser)
    page = await browser.opens(f"/?page={page_number}")
    assert page.status == 200
    assert 1 <= len(times(page)) <= 6


async def test_the_times_can_be_narrowed_and_widened_again(browser: Browser) -> None:
    page = await looks_for_a_time(browser)
    every = times(page)
    assert set(chips(page)) == {"morning", "afternoon", "unit", "outreach", "phone"}
    page = await browser.presses("narrow", value="phone")
    assert chips(page)["phone"] == "true"
    assert page.words.count("I telefonen · 60 minutter") == 6
    page = await browser.presses("narrow", value="phone")
    assert times(page) == every


async def test_an_old_narrowing_button_changes_nothing(browser: Browser) -> None:
    await looks_for_a_time(browser)
    old = browser.page.form("narrow").values
    await browser.presses("narrow", value="phone")
    page = await browser.posts({**old, "value": "morning"})
    assert page.status == 409
    assert chips(page)["phone"] == "true"
    page = await browser.presses("narrow", value="nonsense")
    assert page.status == 409


async def test_a_time_is_said_in_plain_words_before_it_is_hers(browser: Browser) -> None:
    page = await looks_for_a_time(browser)
    page = await browser.presses("answer", value=times(page)[0])
    for told in (
        "tirsdag den 24. november kl. 09.00",
        "Hos os · 60 minutter",
        "Suhmsgade 4, 1., 1125 København K",
        "Find vej: Ring på ved døren",
        "En terapeut tager imod dig.",
        "Vi holder tiden til dig i ti minutter, til kl. 10.10.",
        "Ja, skriv den ned",
        "Vælg en anden tid",
    ):
        assert told in page.words
    # One way back, and no list of answers to change beside it.
    assert not page.has("back")
    assert not page.has("change")

    page = await browser.presses("answer", value="no")
    assert "Hvornår passer det dig?" in page.words
    assert len(times(page)) == 6


async def test_a_time_is_shown_with_a_word_to_say_and_a_discreet_file(browser: Browser) -> None:
    page = await looks_for_a_time(browser)
    page = await takes(browser, times(page)[0])
    for told in (
        "tirsdag den 24. november kl. 09.00",
        "Suhmsgade 4",
        "Når vi mødes, så sig:",
        "En terapeut tager imod dig.",
        "Barnet er som regel ikke med første gang.",
    ):
        assert told in page.words

    file = await browser.opens("/pretalk.ics")
    assert file.headers["Content-Type"].startswith("text/calendar")
    assert "SUMMARY:Aftale" in file.html
    assert "LOCATION:Suhmsgade 4" in file.html
    for word in ("BiBa", "alkohol", "samtale", "terapeut"):
        assert word.lower() not in file.html.lower()


async def test_after_saying_yes_the_browser_is_sent_to_the_card(browser: Browser) -> None:
    page = await looks_for_a_time(browser)
    await browser.presses("answer", value=times(page)[0])
    form = {**browser.page.form("answer").values, "value": "yes"}
    async with browser.client.post("/", data=form, allow_redirects=False) as response:
        assert (response.status, response.headers["Location"]) == (303, "/#pretalk-card")


async def test_a_number_can_be_called_and_nothing_else_is_made_a_number(browser: Browser, door: Door) -> None:
    await looks_for_a_time(browser)
    page = await browser.presses("narrow", value="phone")
    page = await takes(browser, times(page)[0])
    assert '<a class="number" href="tel:12345678">12 34 56 78</a>' in page.html
    assert "Når du ringer, så sig:" in page.words
    assert "Find vej" not in page.words

    house = door.parts.house
    every = await house.database.read(venues.every)
    (phone,) = [venue for venue in every if venue.name == "Telefonen"]
    odd = venues.VenueRow(**{name: getattr(phone, name) for name in phone.__slots__} | {"address": "spørg i døren"})
    await house.write(lambda connection: venues.put(connection, row=odd))
    page = await browser.opens()
    assert "spørg i døren" in page.words
    assert 'href="tel:' not in page.html.partition('id="pretalk-facts"')[2].partition("</section>")[0]


async def test_an_online_talk_has_its_link_on_the_card_and_only_an_address_of_the_web_is_one(
    browser: Browser, door: Door
) -> None:
    await looks_for_a_time(browser, **{"child-age": "12-16"})
    page = await browser.presses("narrow", value="online")
    page = await takes(browser, times(page)[0])
    assert re.search(r'<a class="button" href="https://video\.example\.org/[0-9a-f]+" rel="noreferrer', page.html)

    house = door.parts.house
    (video,) = [venue for venue in await house.database.read(venues.every) if venue.name == "Videorum"]
    odd = venues.VenueRow(**{name: getattr(video, name) for name in video.__slots__} | {"address": "javascript:1"})
    await house.write(lambda connection: venues.put(connection, row=odd))
    await browser.presses("find-time")
    page = await browser.presses("narrow", value="online")
    page = await takes(browser, times(page)[0])
    assert "javascript:" not in page.html


async def test_a_time_can_be_moved_and_given_back(browser: Browser) -> None:
    page = await looks_for_a_time(browser)
    await takes(browser, times(page)[0])
    page = await browser.presses("find-time")
    assert "Du beholder den tid, du har, til du har valgt en ny." in page.words
    assert "tirsdag den 24. november kl. 09.00" in page.words  # it is still on the card
    page = await takes(browser, times(page)[0])
    assert "tirsdag den 24. november kl. 12.30" in page.words
    assert "kl. 09.00" not in page.words

    page = await browser.presses("cancel-time")
    assert "kl. 12.30" not in page.words
    assert "Tiden er givet tilbage. Det er helt i orden." in page.words
    assert (await browser.opens("/pretalk.ics")).status == 404
    # Whoever is sorry finds the same time again, as long as it is free.
    await browser.opens()
    page = await browser.presses("find-time")
    assert "tirsdag den 24. november kl. 12.30" in page.words


async def test_a_time_that_has_just_been_taken_is_said_and_others_are_shown(browser: Browser, door: Door) -> None:
    page = await looks_for_a_time(browser)
    wanted = times(page)[0]
    quicker = Browser(door.browser())
    await looks_for_a_time(quicker)
    await quicker.presses("answer", value=wanted)

    page = await browser.presses("answer", value=wanted)
    assert page.status == 422
    assert "lige blevet taget" in page.words
    assert wanted not in page.html
    assert len(times(page)) == 6


async def test_a_time_that_was_kept_too_long_is_said_and_the_nearest_are_shown(browser: Browser, door: Door) -> None:
    page = await looks_for_a_time(browser)
    wanted = times(page)[0]
    await browser.presses("answer", value=wanted)
    door.clock.advance(minutes=11)
    quicker = Browser(door.browser())
    await looks_for_a_time(quicker)
    await takes(quicker, wanted)

    page = await browser.presses("answer", value="yes")
    assert page.status == 422
    assert "Det er ikke din skyld." in page.words
    assert wanted not in page.html
    assert len(times(page)) == 6


async def test_yes_pressed_twice_says_that_the_button_is_old_and_the_time_stands(browser: Browser) -> None:
    page = await looks_for_a_time(browser)
    await browser.presses("answer", value=times(page)[0])
    form = {**browser.page.form("answer").values, "value": "yes"}
    page = await browser.posts(form)
    words = re.findall(r'class="arrival"[^>]*>([^<]+)<', page.html)
    page = await browser.posts(form)
    assert page.status == 409
    assert re.findall(r'class="arrival"[^>]*>([^<]+)<', page.html) == words


async def test_on_the_day_she_can_say_that_she_is_late_and_is_told_that_it_was_told(
    browser: Browser, door: Door
) -> None:
    page = await looks_for_a_time(browser)
    wanted = times(page)[0]
    page = await takes(browser, wanted)
    assert not page.has("late")
    page = await browser.posts({"do": "late"})
    assert page.status == 422
    assert "Det kan du sige fra to timer før." in page.words

    code = await in_talk(browser := Browser(door.browser()))
    page = await browser.presses("find-time")
    wanted = times(page)[0]
    await takes(browser, wanted)
    door.clock.now = at_unit(door, wanted).astimezone(door.clock.now.tzinfo) - timedelta(hours=1)
    await browser.opens()
    await browser.presses("enter", code=code)
    assert browser.page.has("late")
    page = await browser.presses("late")
    assert not page.has("late")
    assert "Terapeuten har fået besked om, at du er forsinket." in page.words
    assert "Jeg bliver lidt forsinket til vores tid" in page.words


async def test_what_such_a_talk_is_stands_with_the_times_and_on_the_card(browser: Browser) -> None:
    page = await looks_for_a_time(browser)
    for _ in range(2):
        for told in (
            "Hvad er sådan en samtale?",
            "Du taler med en terapeut",
            "Det tager oftest omkring en time.",
            "Vi har tavshedspligt.",
            "har vi pligt til at sige det til kommunen",
            "binder dig ikke til noget",
        ):
            assert told in page.words
        page = await takes(browser, times(page)[0]) if times(page) else page


async def test_who_wants_a_time_and_has_none_is_invited_to_find_one(browser: Browser) -> None:
    await in_talk(browser, wish="pretalk")
    page = await browser.presses("leave-script")
    assert "Du har ikke valgt en tid endnu." in page.words
    assert page.has("find-time")
    page = await browser.presses("find-time")
    await browser.presses("answer", value="none_fits")
    await browser.presses("skip")
    page = await browser.presses("skip")
    assert "Vi finder en tid, der passer dig." in page.words
    assert page.has("find-time")


async def test_who_only_writes_is_shown_no_card_but_may_find_a_time(browser: Browser) -> None:
    await in_talk(browser)
    assert "Din tid" not in browser.page.words
    assert browser.page.has("find-time")


async def test_what_is_renewed_on_the_card_has_a_name_of_its_own_or_lies_in_what_has(browser: Browser) -> None:
    """The script renews piece by piece; a piece without an id beside one that has it would never change."""
    page = await looks_for_a_time(browser)
    page = await takes(browser, times(page)[0])
    card = page.html.partition('<section id="pretalk-card"')[2].partition("</section>")[0]
    assert re.findall(r'^<(\w+) id="(pretalk-[a-z]+)"', card, re.MULTILINE) == [
        ("h2", "pretalk-title"),
        ("div", "pretalk-facts"),
        ("details", "pretalk-guide"),
        ("details", "pretalk-cancel"),
    ]


async def test_the_day_she_waits_until_is_said_in_words(browser: Browser) -> None:
    await looks_for_a_time(browser)
    await browser.presses("answer", value="none_fits")
    await browser.posts([*browser.page.form("answer").values.items(), ("value", "later")])
    page = await browser.presses("answer", value="2")
    assert "Du ville hellere vente lidt." in page.words
    assert min(_days(page)) == date(2026, 12, 7)
    page = await browser.presses("leave-script")
    assert "vente til mandag den 7. december" in page.words


def _days(page: Page) -> list[date]:
    return [datetime.fromtimestamp(int(each.partition(".")[2]) * 60).astimezone().date() for each in times(page)]


async def test_the_page_speaks_english_too(browser: Browser) -> None:
    await browser.opens()
    await browser.presses("language", language=Language.ENGLISH)
    await browser.presses("begin")
    await browser.answers(dict(ONLY_TALK))
    await browser.keeps_the_code()
    page = await browser.presses("find-time")
    page = await browser.presses("answer", value=times(page)[0])
    assert "Shall we write this time down for you?" in page.words
    assert "Tuesday 24 November at 09:00" in page.words

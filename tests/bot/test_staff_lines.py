"""Registering in one line: counted at one press and said in words, shown first, taken back, refused with a reason."""

import re

from aiohttp import ClientResponse, ClientSession

from bot import jobs
from bot.demo import VENUES
from bot.desk.ballots import counted
from flows.counting import Ballot, Registration
from flows.vocabulary import AgeBand, Channel, Outcome, Place, Role
from storage import ballots, venues
from tests.bot.browsing import Page
from tests.bot.conftest import Door
from tests.bot.test_staff_steps import log_in

REGISTER = "/personale/registrering"
UNDO = f"{REGISTER}/fortryd"


async def opened(answer: ClientResponse) -> Page:
    return Page(status=answer.status, html=await answer.text(), headers={})


def sent_by(page: Page, action: str = REGISTER) -> dict[str, str]:
    """What the first form that goes there would send."""
    return dict(next(form for form in page.reader.forms if form.action == action).values)


def focused(page: Page) -> str:
    """What has the focus when the page is there."""
    ((tag, attributes),) = [(tag, found) for tag, found in page.reader.attributes if "autofocus" in found]
    return attributes.get("id") or attributes["aria-labelledby"] or tag


async def types(browser: ClientSession, line: str, page: Page | None = None, **more: str) -> Page:
    """Type a line on a page and press Enter."""
    page = page or await opened(await browser.get(REGISTER))
    return await opened(await browser.post(REGISTER, data=sent_by(page) | {"line": line} | more))


async def waiting(door: Door) -> list[Registration]:
    """What waits to be counted."""
    found = await counted(door.parts.house)
    return [each.registration for each in found.untallied if isinstance(each.registration, Registration)]


async def untallied(door: Door) -> tuple[Ballot, ...]:
    return (await counted(door.parts.house)).untallied


async def test_a_line_counts_at_one_press_and_the_page_says_what(door: Door) -> None:
    browser = await log_in(door, "karen")
    page = await types(browser, "3 x telefon, forælder, 3-11, råd")
    assert page.status == 200
    for said in ("Lige talt med", "3 × november 2026", "Telefon", "Forælder", "3-11", "Råd"):
        assert said in page.words
    three = await waiting(door)
    assert len(three) == 3
    assert {(each.channel, each.role, each.band, each.outcome, each.unit) for each in three} == {
        (Channel.PHONE, Role.PARENT, AgeBand.CHILD, Outcome.ADVICE, "0-11")
    }
    assert focused(page) == "talt"
    assert sent_by(page)["line"] == ""


async def test_english_is_typed_in_english(door: Door) -> None:
    browser = await log_in(door, "karen")
    await browser.post("/personale/sprog", data={"language": "en"})
    page = await types(browser, "3 × phone, parent, 3-11, advice")
    assert "Just counted 3 × November 2026" in page.words
    assert len(await waiting(door)) == 3


async def test_what_is_shown_first_is_not_counted_before_the_press(door: Door) -> None:
    browser = await log_in(door, "karen")
    page = await types(browser, "tlf mor 7 år råd 20 min", do="show")
    assert page.status == 200
    assert "Det bliver talt sådan her" in page.words
    assert "7 år" in page.words
    assert (focused(page), await waiting(door)) == ("vist", [])
    assert sent_by(page)["line"] == "tlf mor 7 år råd 20 min"
    await types(browser, sent_by(page)["line"], page)
    (one,) = await waiting(door)
    assert (one.years, one.band) == (7, AgeBand.CHILD)


async def test_what_is_not_understood_is_said_in_one_sentence_and_the_line_stays(door: Door) -> None:
    browser = await log_in(door, "karen")
    for line, sentence in (
        ("telefn mor 3-11", "Det forstår vi ikke: “telefn” – mente du telefon, telefonisk?"),
        ("tlf mor far 3-11", 'Der står både "mor" og "far"; skriv kun det ene.'),
        ("tlf forsamtale 3-11", '"forsamtale" kan betyde flere ting: forsamtale ønsket, forsamtale holdt.'),
        ("mor 3-11", "Skriv også, hvordan kontakten var: telefon, fremmøde, virtuelt, sikker mail, opsøgende."),
        ("tlf mor", "Skriv også alderen eller enheden: 0-11, 12-24."),
        ("60 x tlf 3-11", "Skriv et antal fra 1 til 50."),
        ("", "Skriv en linje, for eksempel: telefon, mor, 3-11, råd."),
        ('<script>"x"</script>', "Det forstår vi ikke:"),
    ):
        page = await types(browser, line)
        assert page.status == 422
        assert sentence in page.words
        assert sent_by(page)["line"] == line
        assert focused(page) == "line"
        assert "<script>" not in page.html
    assert await waiting(door) == []


async def test_the_page_alone_remembers_what_was_said_last(door: Door) -> None:
    browser = await log_in(door, "karen")
    page = await types(browser, "fremmøde mor 12-16")
    page = await types(browser, "far", page)
    assert [each.channel for each in await waiting(door)] == [Channel.IN_PERSON] * 2
    assert {each.unit for each in await waiting(door)} == {"12-24"}
    assert "Skriver du ikke kanal og enhed, er de som sidst: Fremmøde, 12-24" in page.words
    page = await types(browser, "mor")
    assert page.status == 422


async def test_a_line_is_taken_back_whole_and_stands_in_its_box_again(door: Door) -> None:
    browser = await log_in(door, "karen")
    page = await types(browser, "3 x tlf mor 3-11")
    undo = sent_by(page, UNDO)
    page = await opened(await browser.post(UNDO, data=undo))
    assert "Fortrudt." in page.words
    assert (sent_by(page)["line"], focused(page), await waiting(door)) == ("3 x tlf mor 3-11", "line", [])
    page = await opened(await browser.post(UNDO, data=undo))
    assert page.status == 422
    assert "Der er ikke mere at fortryde her." in page.words


async def test_a_line_that_arrives_twice_counts_once(door: Door) -> None:
    browser = await log_in(door, "mette")
    sent = sent_by(await opened(await browser.get(REGISTER))) | {"line": "2 x tlf mor 3-11"}
    for _ in range(3):
        assert (await browser.post(REGISTER, data=sent)).status == 200
    assert len(await waiting(door)) == 2


async def test_outreach_is_counted_with_its_place(door: Door) -> None:
    browser = await log_in(door, "karen")
    page = await types(browser, "opsøgende: familiehus, mor, 3-11")
    assert "Opsøgende sted Familiehuset" in page.words
    page = await types(browser, "far 3-11", page)
    assert [(each.channel, each.place) for each in await waiting(door)] == [(Channel.OUTREACH, "familiehuset")] * 2
    lists = {"channel": "outreach", "unit": "0-11", "place": "familiehuset", "times": "1", "years": "4"}
    assert (await browser.post(REGISTER, data=lists)).status == 200
    assert [(each.place, each.years) for each in await waiting(door)].count(("familiehuset", 4)) == 1
    page = await opened(await browser.post(REGISTER, data=lists | {"channel": "phone"}))
    assert (page.status, "Familiehuset hører kun til en opsøgende kontakt." in page.words) == (422, True)
    page = await opened(await browser.post(REGISTER, data=lists | {"place": "samtalerummet"}))
    assert page.status == 422


async def test_only_outreach_places_in_use_are_places(door: Door) -> None:
    assert {place for _, place, *_ in VENUES} > {Place.OUTREACH}
    karen = await door.session("karen")
    assert await door.staff.outreach_places(karen) == {"familiehuset": "Familiehuset"}
    (row,) = [each for each in await door.parts.house.database.read(venues.every) if each.place is Place.OUTREACH]
    await door.parts.house.write(lambda connection: venues.retire(connection, venue_id=row.id, retired=True))
    assert await door.staff.outreach_places(karen) == {}


async def test_an_age_that_does_not_fit_is_refused_in_the_lists_too(door: Door) -> None:
    browser = await log_in(door, "karen")
    lists = {"channel": "phone", "unit": "0-11", "times": "1"}
    for years, sentence in (("7", "7 år og 12-16 passer ikke sammen."), ("25", "tal fra 0 til 24"), ("x", "fra 0")):
        page = await opened(await browser.post(REGISTER, data=lists | {"band": "12-16", "years": years}))
        assert (page.status, sentence in page.words) == (422, True)
        assert f'name="years" type="text" inputmode="numeric" maxlength="2" autocomplete="off" value="{years}"' in (
            page.html
        )
    await browser.post(REGISTER, data=lists | {"years": "7"})
    (one,) = await waiting(door)
    assert (one.years, one.band) == (7, AgeBand.CHILD)


async def test_the_month_before_can_be_chosen_or_said_until_it_is_closed(door: Door) -> None:
    door.clock.advance(days=9)  # the second of December
    browser = await log_in(door, "karen")
    page = await types(browser, "tlf mor 3-11 sidste måned")
    assert "1 × november 2026" in page.words
    page = await types(browser, "2 x tlf far 3-11", month="2026-11")
    assert "2 × november 2026" in page.words
    assert sorted(each.month for each in await untallied(door)) == ["2026-11"] * 3

    door.clock.advance(days=4)
    await jobs.run_once(door.parts.house)
    browser = await log_in(door, "karen")
    page = await types(browser, "tlf mor 3-11 sidste måned")
    assert page.status == 422
    assert "Den måned er lukket, og tallene står fast." in page.words
    assert sent_by(page)["line"] == "tlf mor 3-11 sidste måned"
    assert "month" not in sent_by(page)
    page = await types(browser, "tlf mor 3-11", month="2026-11")
    assert page.status == 422
    assert await untallied(door) == ()


async def test_the_words_and_five_examples_stand_beside_the_line_and_every_example_counts(door: Door) -> None:
    browser = await log_in(door, "karen")
    for language, words in (("da", ("opkald", "sundhedsplejerske")), ("en", ("health visitor", "grandmother"))):
        await browser.post("/personale/sprog", data={"language": language})
        page = await opened(await browser.get(REGISTER))
        assert all(word in page.words for word in words)
        examples = re.findall(r"<li><code>(.*?)</code>", page.html)
        assert len(examples) == 5
        for example in examples:
            assert (await types(browser, example.replace("&#39;", "'"))).status == 200


async def test_who_may_not_count_sees_no_line(door: Door) -> None:
    for login in ("ida", "lone"):
        browser = await log_in(door, login)
        assert (await browser.get(REGISTER)).status == 403
        assert (await browser.post(REGISTER, data={"line": "tlf mor 3-11"})).status == 403
    assert await door.parts.house.database.read(ballots.pool) == ()

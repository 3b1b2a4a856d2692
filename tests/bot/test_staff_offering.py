"""The pages of times: putting out, copying, changing, taking away and back; days off; why no times; places and days."""

import re
from typing import Any

import pytest
from aiohttp import ClientResponse, ClientSession

from storage.keys import new_id
from tests.bot.conftest import Door
from tests.bot.offering_steps import gets_a_time, has_nothing, puts_out
from tests.bot.test_desk_offering import FIVE, THURSDAY
from tests.bot.test_staff_steps import form_of, log_in, read

CALENDAR = "/personale/kalender"
TIMES = f"{CALENDAR}/tider"
BASE = "/personale/administration"
# What the form sends for Thursdays from 17 to 19.
FORM = {
    "weekday": "3",
    "opens": "17:00",
    "closes": "19:00",
    "every": "1",
    "minutes": "60",
    "before": "0",
    "after": "0",
    "notice": "0",
    "where": "unit",
    "queue": "0-11",
}


async def puts(browser: ClientSession, **others: str) -> ClientResponse:
    return await browser.post(TIMES, data={**FORM, "press": new_id().hex(), **others})


async def empty_week(door: Door, login: str = "mette") -> ClientSession:
    """Somebody logged in who has nothing out."""
    await has_nothing(door, login)
    return await log_in(door, login)


def boxes(page: str, form: str) -> dict[str, str]:
    """What the boxes of a form hold: text, dates, and chosen options."""
    inside = page.split(form, 1)[1].split("</form>", 1)[0]
    found = {
        name: value
        for tag in re.findall(r"<input[^>]*>", inside)
        if (name := "".join(re.findall(r'name="([^"]*)"', tag))) and 'type="checkbox"' not in tag
        for value in [("".join(re.findall(r'value="([^"]*)"', tag)))]
    }
    for name, options in re.findall(r'<select[^>]* name="([^"]+)">(.*?)</select>', inside, re.S):
        chosen = re.search(r'value="([^"]*)" selected', options)
        found[name] = chosen.group(1) if chosen else ""
    return found


async def test_times_are_put_out_and_stand_there_in_words_with_the_last_choices_in_the_form(door: Door) -> None:
    browser = await empty_week(door)
    assert "Du har ingen faste tider endnu." in await read(await browser.get(TIMES))
    answer = await puts(browser, after="15", notice="24", languages="en", bands="0-2")
    assert answer.status == 200
    page = await answer.text()
    words = await read(answer)
    assert "Lagt ud: Torsdage 17.00–19.00, plads til 1 samtale." in words
    for said in ("hver uge", "60 min.", "Hos os", "Kø 0-11", "plads til 1 samtale", "0-2 år", "Engelsk"):
        assert said in words
    kept = boxes(page, f'action="{TIMES}"')
    assert (kept["opens"], kept["closes"], kept["weekday"], kept["after"]) == ("17:00", "19:00", "3", "15")
    # The week stands there as a picture too, with all of it in words.
    assert '<svg xmlns="http://www.w3.org/2000/svg" class="picture week" role="img"' in page
    assert "Torsdag 17.00–19.00." in page
    # The same form again: one more, and both are said to lie over each other.
    again = await read(await puts(browser))
    assert "Ligger oven i andre af dine tider, første gang torsdag den 26. november." in again


async def test_the_form_as_it_is_drawn_can_be_sent_as_it_is(door: Door) -> None:
    browser = await empty_week(door)
    fields = await form_of(browser, TIMES, TIMES)
    page = await (await browser.get(TIMES)).text()
    answer = await browser.post(TIMES, data={**boxes(page, f'action="{TIMES}"'), **fields})
    assert answer.status == 200, await read(answer)
    assert "Lagt ud: Mandage 9.00–12.00" in await read(answer)


async def test_a_pattern_is_copied_into_the_form_and_put_out_on_another_day(door: Door) -> None:
    browser = await empty_week(door)
    page = await (await puts(browser, every="2", where="walk")).text()
    copy = re.search(r'href="(/personale/kalender/tider\?som=[0-9a-f]+)#ny"', page)
    assert copy is not None
    page = await (await browser.get(copy.group(1))).text()
    kept = boxes(page, f'action="{TIMES}"')
    assert (kept["every"], kept["where"], kept["opens"]) == ("2", "walk", "17:00")
    words = await read(await browser.post(TIMES, data={**kept, "weekday": "4"}))
    assert "Torsdage" in words
    assert "Lagt ud: Fredage 17.00–19.00" in words


BAD: tuple[tuple[dict[str, str], str], ...] = (
    ({"closes": "16:00"}, "Sluttidspunktet ligger før begyndelsen."),
    ({"closes": "17:30"}, "Der er ikke plads til en hel samtale."),
    ({"minutes": "7"}, "Vælg en varighed fra listen."),
    ({"minutes": "mange"}, "Vælg en varighed fra listen."),
    ({"opens": "17:03"}, "Lad tiderne begynde på hele fem minutter"),
    ({"opens": "i morgen"}, "Skriv klokkeslæt som 09:00."),
    ({"opens": "25:00"}, "Skriv klokkeslæt som 09:00."),
    ({"closes": ""}, "Skriv klokkeslæt som 09:00."),
    ({"before": "2,5"}, "Skriv de frie minutter som et tal i femmere"),
    ({"notice": "9999"}, "Skriv et antal timer under 14 dage."),
    ({"last": "2026-11-01"}, "Den sidste dag ligger før den første."),
    ({"first": "den tredje"}, "Skriv en dato, for eksempel 2026-12-03."),
    ({"first": "9999-12-31"}, "Datoen ligger mere end to år frem."),
    ({"every": "0", "first": "2026-11-20"}, "Tiden er allerede gået."),
    ({"every": "0", "first": "2027-03-28", "opens": "02:00", "closes": "03:00"}, "Uret bliver stillet frem."),
    ({"every": "9"}, "Vælg en ugedag, og hvor tit den gælder."),
    ({"weekday": "x"}, "Vælg en ugedag, og hvor tit den gælder."),
    ({"where": "moon"}, "Det svar er her ikke."),
    ({"where": "unit.00"}, "Stedet findes ikke mere."),
    ({"queue": "99"}, "Du er ikke selv i køen"),
    ({"second": "00"}, "Den person findes ikke."),
    ({"bands": "12-16"}, "Køen 0-11 er ikke for de aldre, du har valgt."),
    ({"bands": "old"}, "Det svar er her ikke."),
)


async def test_what_does_not_fit_is_one_sentence_and_everything_typed_stays(door: Door) -> None:
    browser = await empty_week(door)
    for wrong, said in BAD:
        answer = await puts(browser, **wrong)
        page = await answer.text()
        assert answer.status == 422, wrong
        (error,) = re.findall(r'<p class="error" role="alert">(.*?)</p>', page)
        assert said in error, (wrong, error)
        kept = boxes(page, f'action="{TIMES}"')
        for name in ("opens", "closes", "before", "notice", "first"):
            if name in kept:
                assert kept[name] == {**FORM, **wrong}.get(name, ""), (wrong, name)
    assert "Du har ingen faste tider endnu." in await read(await browser.get(TIMES))


async def test_a_pattern_is_changed_on_a_page_of_its_own(door: Door) -> None:
    browser = await empty_week(door)
    await puts(browser)
    page = await (await browser.get(TIMES)).text()
    address = "".join(re.findall(r'href="(/personale/kalender/tider/[0-9a-f]+)"', page))
    shown = await (await browser.get(address)).text()
    kept = boxes(shown, f'action="{address}"')
    assert (kept["opens"], kept["first"]) == ("17:00", "2026-11-23")
    answer = await browser.post(address, data={**kept, "closes": "16:00"})
    assert answer.status == 422
    assert boxes(await answer.text(), f'action="{address}"')["closes"] == "16:00"
    answer = await browser.post(address, data={**kept, "closes": "20.00"})
    assert answer.url.path == TIMES
    assert "17.00–20.00" in await read(answer)
    assert (await browser.get(f"{TIMES}/{new_id().hex()}")).status == 422


async def test_what_is_taken_away_is_put_back_by_one_press_and_its_talks_are_listed(door: Door) -> None:
    mette = await has_nothing(door, "mette")
    saved = await puts_out(door, mette)
    await gets_a_time(door, mette, THURSDAY, FIVE)
    browser = await log_in(door, "mette")
    answer = await browser.post(f"{TIMES}/{saved}/fjern")
    page, words = await answer.text(), await read(answer)
    assert answer.status == 200
    assert "Tiderne er fjernet. De bliver ikke tilbudt mere." in words
    assert "Disse forsamtaler var allerede aftalt. De bliver stående: torsdag den 26. november kl. 17.00" in words
    back = boxes(page, f'action="{TIMES}"')
    assert back["press"] == saved
    answer = await browser.post(TIMES, data=back)
    assert "17.00–19.00" in await read(answer)
    assert f'href="{TIMES}/{saved}"' in await answer.text()
    answer = await browser.post(f"{TIMES}/{new_id().hex()}/fjern")
    assert answer.status == 422
    assert "De tider er her ikke mere." in await read(answer)


async def test_the_second_therapist_sees_it_and_can_leave_it(door: Door) -> None:
    browser = await empty_week(door)
    page = await (await browser.get(TIMES)).text()
    (anders, *_) = re.findall(r'<option value="([0-9a-f]+)">Anders</option>', page)
    await puts(browser, second=anders)
    other = await empty_week(door, "anders")
    page = await (await other.get(TIMES)).text()
    assert "sammen med Mette" in page
    leave = re.search(r'action="(/personale/kalender/tider/[0-9a-f]+/forlad)"', page)
    assert leave is not None
    assert "sammen med Mette" not in await (await other.post(leave.group(1))).text()
    assert "sammen med" not in await read(await browser.get(TIMES))


# The calendar


async def test_the_calendar_shows_talks_and_free_times_by_week_and_closes_one(door: Door) -> None:
    mette = await has_nothing(door, "mette")
    await puts_out(door, mette)
    await gets_a_time(door, mette, THURSDAY, FIVE)
    browser = await log_in(door, "mette")
    answer = await browser.get(CALENDAR)
    page, words = await answer.text(), await read(answer)
    for said in ("Uge 48", "torsdag den 26. november", "Forsamtale aftalt", "Ankomstord:", "Ledige: 18.00", "Uge 49"):
        assert said in words
    (first, *_) = re.findall(r'name="time" value="([^"]+)"', page)
    words = await read(await browser.post(f"{CALENDAR}/luk", data={"time": first}))
    assert "Lukket: 18.00 18.00 Lukket af dig 60 minutter Åbn igen" in words
    answer = await browser.post(f"{CALENDAR}/luk", data={"time": first})
    assert answer.status == 422
    assert "Den tid er her ikke mere." in await read(answer)
    (closed,) = re.findall(r'name="closed" value="([^"]+)"', await answer.text())
    assert "Ledige: 18.00" in await read(await browser.post(f"{CALENDAR}/aabn", data={"closed": closed}))


async def test_an_empty_calendar_says_where_to_begin(door: Door) -> None:
    browser = await empty_week(door)
    page = await (await browser.get(CALENDAR)).text()
    assert "Du har ingen tider endnu." in page
    assert f'<a href="{TIMES}">Læg faste tider ud</a>' in page


# Days off


async def test_days_off_are_taken_listed_with_their_talks_and_taken_back(door: Door) -> None:
    mette = await has_nothing(door, "mette")
    await puts_out(door, mette)
    await gets_a_time(door, mette, THURSDAY, FIVE)
    browser = await log_in(door, "mette")
    address = f"{CALENDAR}/fri"
    assert "Du har ingen fridage foran dig." in await read(await browser.get(address))
    words = await read(await browser.post(address, data={"first": "2026-11-26", "last": "2026-11-27"}))
    assert "Fri: torsdag den 26. november til fredag den 27. november." in words
    assert "1 forsamtale er allerede aftalt. Den bliver stående og skal have en ny tid." in words
    words = await read(await browser.get(CALENDAR))
    assert "1 aftale skal have en ny tid" in words
    words = await read(await browser.get("/personale/ny-tid"))
    assert "torsdag den 26. november kl. 17.00" in words
    assert "Terapeuten har fri" in words
    (days,) = re.findall(r'name="days" value="([0-9a-f]+)"', await (await browser.get(address)).text())
    answer = await browser.post(f"{address}/fjern", data={"days": days})
    assert "Ikke fri mere: torsdag den 26. november til fredag den 27. november." in await read(answer)
    back = boxes(await answer.text(), f'action="{address}"')
    assert back == {"first": "2026-11-26", "last": "2026-11-27"}
    assert "Fri: torsdag den 26. november" in await read(await browser.post(address, data=back))
    # One day alone.
    assert "Fri: mandag den 30. november." in await read(await browser.post(address, data={"first": "2026-11-30"}))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"first": "2026-12-03", "last": "2026-12-01"}, "Den sidste fridag ligger før den første."),
        ({"first": "2026-11-01", "last": "2026-11-02"}, "De dage er allerede gået."),
        ({"first": "", "last": ""}, "Skriv en dato, for eksempel 2026-12-03."),
        ({"first": "9999-12-31"}, "Dagene ligger mere end to år frem."),
    ],
)
async def test_odd_days_off_are_one_sentence_and_stay_in_their_boxes(
    door: Door, typed: dict[str, str], said: str
) -> None:
    browser = await log_in(door, "mette")
    answer = await browser.post(f"{CALENDAR}/fri", data=typed)
    assert answer.status == 422
    assert said in await read(answer)
    kept = boxes(await answer.text(), f'action="{CALENDAR}/fri"')
    assert kept == {"first": "", "last": "", **typed}


# Why no times


async def test_why_there_are_no_times_is_counted_and_said_line_by_line(door: Door) -> None:
    await has_nothing(door, "anders")
    browser = await empty_week(door)
    address = f"{CALENDAR}/hvorfor"
    assert "Ingen i køen har lagt faste tider ud endnu." in await read(await browser.get(address))
    await puts(browser)
    await puts(browser, weekday="1", opens="9.00", closes="10.00", notice="48", where="walk")
    words = await read(await browser.get(f"{address}?koe=0-11&alder=3-11"))
    assert "5 ledige · 1 for tæt på" in words
    assert "9.00 For tæt på: skal vælges senest 48 timer før" in words
    assert "17.00 Ledig" in words
    words = await read(await browser.get(f"{address}?koe=0-11&sted=walk"))
    assert "1 ledig · 1 for tæt på" in words
    assert (await browser.get(f"{address}?koe=99")).status == 422
    assert (await browser.get(f"{address}?koe=0-11&alder=old")).status == 422
    leader = await log_in(door, "lone")
    assert "1 for tæt på" in await read(await leader.get(f"{address}?koe=0-11"))


# Somebody who leaves


async def test_closing_a_login_says_whose_talks_need_another_time(door: Door) -> None:
    mette = await has_nothing(door, "mette")
    await puts_out(door, mette)
    conversation = await gets_a_time(door, mette, THURSDAY, FIVE)
    browser = await log_in(door, "ida")
    page = await (await browser.get(BASE)).text()
    assert "Faste tider, fridage og kalendere bliver fjernet." in page
    staff_id = {each.login: each.staff_id for each in await door.staff.people(await door.session("ida"))}["mette"]
    answer = await browser.post(f"{BASE}/personer/luk", data={"staff_id": staff_id, "disabled": "yes"})
    assert "1 aftale skal have en ny tid" in await read(answer)
    answer = await browser.get("/personale/ny-tid")
    assert "Terapeuten er her ikke mere" in await read(answer)
    assert conversation not in await answer.text()
    for login, way in (("lone", False), ("anders", True)):
        page = await (await (await log_in(door, login)).get("/personale/ny-tid")).text()
        assert (f"/personale/samtale/{conversation}/tid" in page) is way
    assert (await (await log_in(door, "karen")).get("/personale/ny-tid")).status == 403


# Places and days


async def test_an_administrator_keeps_places_and_bad_input_stays_in_its_boxes(door: Door) -> None:
    browser = await log_in(door, "ida")
    address = f"{BASE}/steder"
    page = await (await browser.get(address)).text()
    for name in ("Samtalerummet", "Familiehuset", "Videorum", "Telefonen", "Kongens Have"):
        assert name in page
    place: dict[str, Any] = {"venue": "", "name": "Rum <2>", "place": "online", "address": "video", "way": "Op ad"}
    answer = await browser.post(address, data=place)
    assert answer.status == 422
    assert "Skriv adressen på videorummet" in await read(answer)
    kept = boxes(await answer.text(), 'type="hidden" name="venue" value=""')
    assert (kept["name"], kept["address"], kept["way"]) == ("Rum &lt;2&gt;", "video", "Op ad")
    page = await (await browser.post(address, data=place | {"address": "https://video.example.org/rum"})).text()
    assert "Rum &lt;2&gt;" in page
    venue = re.findall(r'name="venue" value="([0-9a-f]{32})"', page.split("Samtalerummet", 1)[1])[0]
    answer = await browser.post(f"{address}/brug", data={"venue": venue, "retired": "yes"})
    assert "Samtalerummet bliver ikke brugt mere. 15 faste tider bliver ikke tilbudt" in await read(answer)
    therapist = await log_in(door, "mette")
    assert "Stedet bliver ikke brugt mere." in await read(await therapist.get(TIMES))
    answer = await browser.post(f"{address}/brug", data={"venue": venue, "retired": "no"})
    assert "Stedet bliver ikke brugt mere." not in await read(await therapist.get(TIMES))
    trail = await read(await browser.get(f"{BASE}/spor"))
    assert "Holdt op med at bruge et sted" in trail
    assert "Tog et sted i brug igen" in trail


async def test_an_administrator_closes_days_and_holidays_are_there_by_name(door: Door) -> None:
    browser = await log_in(door, "ida")
    address = f"{BASE}/dage"
    words = await read(await browser.get(address))
    assert "fredag den 25. december Juledag lukket" in words
    assert "torsdag den 24. december Juleaftensdag Luk dagen" in words
    words = await read(await browser.post(address, data={"day": "2026-12-24", "said": "closed"}))
    assert "torsdag den 24. december lukket Som kalenderen siger" in words
    words = await read(await browser.post(address, data={"day": "2026-12-24", "said": "calendar"}))
    assert "torsdag den 24. december Juleaftensdag Luk dagen" in words
    words = await read(await browser.post(address, data={"day": "2026-12-25", "said": "open"}))
    assert "fredag den 25. december Juledag åben" in words
    for typed, said in (
        ({"day": "2026-11-22", "said": "closed"}, "Vælg en dag fra i dag"),
        ({"day": "9999-12-31", "said": "closed"}, "Vælg en dag fra i dag"),
        ({"day": "jul", "said": "closed"}, "Skriv en dato"),
        ({"day": "2026-12-01", "said": "perhaps"}, "Vælg en dag fra i dag"),
    ):
        answer = await browser.post(address, data=typed)
        assert answer.status == 422
        assert said in await read(answer)
    english = door.browser(**{"Accept-Language": "en"})
    english.cookie_jar.update_cookies({each.key: each.value for each in browser.cookie_jar})
    assert "Christmas Day" in await read(await english.get(address))


async def test_who_has_no_business_there_is_kept_out(door: Door) -> None:
    for login, addresses in (
        ("ida", (TIMES, f"{CALENDAR}/fri", f"{CALENDAR}/andre")),
        ("karen", (TIMES, f"{CALENDAR}/fri", f"{CALENDAR}/andre", f"{BASE}/steder", f"{BASE}/dage")),
        ("mette", (f"{BASE}/steder", f"{BASE}/dage")),
    ):
        browser = await log_in(door, login)
        for address in addresses:
            assert (await browser.get(address)).status == 403, (login, address)

"""Registration in one line, and the figures with their file."""

import re

from bot import jobs
from storage import ballots
from tests.bot.conftest import Door
from tests.bot.test_staff_steps import log_in, read

CONTACT = {
    "kind": "contact",
    "times": "3",
    "channel": "phone",
    "unit": "0-11",
    "role": "father",
    "band": "3-11",
    "outcome": "advice",
    "duration": "0-15",
}


async def test_a_coordinator_registers_phone_contacts_in_one_line_and_takes_them_back(door: Door) -> None:
    browser = await log_in(door, "karen")
    answer = await browser.post("/personale/registrering", data=CONTACT)
    page = await answer.text()
    assert answer.status == 200
    assert "3 ×" in page
    assert 'value="father" selected' in page
    assert len(await door.parts.house.database.read(ballots.pool)) == 3
    undo = hidden(page, "/personale/registrering/fortryd")
    answer = await browser.post("/personale/registrering/fortryd", data=undo)
    assert answer.status == 200
    assert "Fortrudt." in await read(answer)
    assert 'value="father" selected' in await answer.text()
    assert len(await door.parts.house.database.read(ballots.pool)) == 0
    answer = await browser.post("/personale/registrering/fortryd", data=undo)
    assert answer.status == 422
    assert "Der er ikke mere at fortryde her." in await read(answer)


def hidden(page: str, action: str) -> dict[str, str]:
    form = page.split(f'action="{action}"', 1)[1].split("</form>", 1)[0]
    return dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', form))


async def test_a_registration_that_arrives_twice_counts_once(door: Door) -> None:
    browser = await log_in(door, "karen")
    page = await (await browser.get("/personale/registrering")).text()
    sent = CONTACT | hidden(page, "/personale/registrering")
    for _ in range(3):
        answer = await browser.post("/personale/registrering", data=sent)
        assert answer.status == 200
        assert "Lige talt med" in await read(answer)
    assert len(await door.parts.house.database.read(ballots.pool)) == 3
    assert hidden(await answer.text(), "/personale/registrering")["press"] != sent["press"]


async def test_a_registration_is_taken_back_whole_or_not_at_all(door: Door) -> None:
    browser = await log_in(door, "mette")
    answer = await browser.post("/personale/registrering", data=CONTACT | {"times": "10"})
    undo = hidden(await answer.text(), "/personale/registrering/fortryd")
    assert await jobs.tally(door.parts.house) == 10
    answer = await browser.post("/personale/registrering/fortryd", data=undo)
    assert answer.status == 422
    assert "Der er ikke mere at fortryde her." in await read(answer)


async def test_too_many_at_once_is_refused_and_the_choices_stay(door: Door) -> None:
    browser = await log_in(door, "mette")
    answer = await browser.post("/personale/registrering", data=CONTACT | {"times": "51"})
    assert answer.status == 422
    assert "Skriv et antal fra 1 til 50." in await read(answer)
    page = await answer.text()
    assert 'value="51"' in page
    assert 'value="father" selected' in page


async def test_an_administrator_registers_nothing(door: Door) -> None:
    assert (await (await log_in(door, "ida")).get("/personale/registrering")).status == 403


async def test_the_figures_are_exact_at_once_and_come_as_a_file(door: Door) -> None:
    browser = await log_in(door, "karen")
    await browser.post("/personale/registrering", data=CONTACT)
    answer = await browser.get("/personale/tal")
    page = await read(answer)
    assert "3 af 250" in page
    assert "Fordelingerne kommer få dage efter" in page
    file = await browser.get("/personale/tal/fil?format=csv&aar=2026")
    assert file.headers["Content-Type"].startswith("text/csv")
    assert "0-11" not in file.headers["Content-Disposition"]
    assert b"contacts;total;contact;3;no" in await file.read()


async def test_the_page_for_files_says_what_is_in_them_and_every_kind_comes(door: Door) -> None:
    browser = await log_in(door, "karen")
    await browser.post("/personale/registrering", data=CONTACT)
    page = await read(await browser.get("/personale/tal/hent"))
    assert "2026" in page
    assert "Antallet; tomt, når det er skjult" in page
    starts = {"xlsx": b"PK", "csv": b"\xef\xbb\xbfformat;", "json": b"{"}
    for kind, start in starts.items():
        file = await browser.get(f"/personale/tal/fil?format={kind}&aar=alle&komma=ja")
        assert (file.status, (await file.read())[: len(start)]) == (200, start)
        assert f".{kind}" in file.headers["Content-Disposition"]


async def test_an_odd_choice_of_a_file_gets_one_sentence(door: Door) -> None:
    browser = await log_in(door, "karen")
    for address, sentence in (
        ("format=pdf&aar=2026", "Vælg, hvilken slags fil"),
        ("format=csv&aar=1999", "Der er ikke talt noget i det år."),
        ("format=csv&aar=%27;", "Der er ikke talt noget i det år."),
    ):
        answer = await browser.get(f"/personale/tal/fil?{address}")
        assert answer.status == 422
        assert sentence in await read(answer)


async def test_who_took_which_file_along_is_in_the_trail(door: Door) -> None:
    browser = await log_in(door, "karen")
    await browser.get("/personale/tal/fil?format=xlsx&aar=2026")
    trail = await read(await (await log_in(door, "ida")).get("/personale/administration/spor"))
    line = trail[trail.index("Hentede tallene") - 60 :][:120]
    assert "karen" in line.lower()
    assert "xlsx 2026" in line
    mette = await log_in(door, "mette")
    for address in ("/personale/tal/hent", "/personale/tal/fil?format=csv&aar=2026"):
        assert (await mette.get(address)).status == 403


async def test_breakdowns_of_a_closed_month_say_what_is_hidden(door: Door) -> None:
    browser = await log_in(door, "karen")
    for change in ({"times": "12"}, {"times": "2", "role": "mother"}):
        await browser.post("/personale/registrering", data=CONTACT | change)
    await close_the_month(door)
    page = await (await (await log_in(door, "karen")).get("/personale/tal")).text()
    assert 'class="figure hidden-figure">skjult' in page
    assert "2026-11" in page


async def close_the_month(door: Door) -> None:
    door.clock.advance(days=13)
    await jobs.tally(door.parts.house)
    await jobs.close_periods(door.parts.house)


async def test_a_therapist_sees_no_figures(door: Door) -> None:
    assert (await (await log_in(door, "mette")).get("/personale/tal")).status == 403

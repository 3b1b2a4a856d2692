"""Correcting a closed month: the year's number follows, what is published stays, and it can be taken back."""

import pytest

from bot import jobs
from bot.desk.ballots import counted
from tests.bot.conftest import Door
from tests.bot.test_staff_counts import CONTACT, close_the_month
from tests.bot.test_staff_steps import log_in, read

PAGE = "/personale/tal/rettelser"
FORM = {"month": "2026-11", "unit": "0-11", "way": "fewer", "number": "2", "reason": "Et ark blev talt to gange"}


@pytest.fixture
async def closed(door: Door) -> Door:
    """A unit whose November is closed, with twenty contacts, in December."""
    browser = await log_in(door, "karen")
    await browser.post("/personale/registrering", data=CONTACT | {"times": "20"})
    await close_the_month(door)
    return door


async def year(door: Door) -> tuple[int, int]:
    figures = await door.staff.figures(await door.session("karen"))
    (unit,) = [each for each in figures.units if each.unit == "0-11"]
    return unit.year, unit.corrected


async def test_before_a_month_is_closed_the_page_says_how_an_open_one_is_put_right(door: Door) -> None:
    page = await read(await (await log_in(door, "karen")).get(PAGE))
    assert "Ingen måned er lukket endnu." in page
    answer = await (await log_in(door, "karen")).post(PAGE, data=FORM)
    assert answer.status == 422
    assert "Vælg en måned, der er lukket." in await read(answer)


async def test_a_correction_counts_towards_the_year_and_changes_nothing_published(closed: Door) -> None:
    before = (await counted(closed.parts.house)).published
    browser = await log_in(closed, "karen")
    answer = await browser.post(PAGE, data=FORM | {"press": "ab" * 16})
    assert answer.status == 200
    assert "Rettet med -2 for 0-11 i november" in await read(answer)
    assert await year(closed) == (18, -2)
    assert (await counted(closed.parts.house)).published == before
    assert await jobs.close_periods(closed.parts.house) == 0
    figures = await read(await browser.get("/personale/tal"))
    assert "Årets tal for 0-11 er med rettelser på -2." in figures
    assert "18 af 250" in figures
    file = (await (await browser.get("/personale/tal/fil?format=csv")).read()).decode("utf-8-sig")
    assert "0 to 11;corrections;total;total;-2;no" in file


async def test_the_same_press_is_one_correction_and_it_can_be_taken_back(closed: Door) -> None:
    browser = await log_in(closed, "karen")
    for _ in range(2):
        answer = await browser.post(PAGE, data=FORM | {"press": "ab" * 16})
    assert await year(closed) == (18, -2)
    value = (await answer.text()).split('name="correction" value="')[1].split('"')[0]
    told = await read(await browser.post(f"{PAGE}/tilbage", data={"correction": value}))
    assert "Rettelsen -2 for 0-11 i november 2026 er taget tilbage." in told
    assert await year(closed) == (20, 0)
    again = await browser.post(f"{PAGE}/tilbage", data={"correction": value})
    assert again.status == 422
    assert "kan ikke tages tilbage" in await read(again)


async def test_when_the_month_it_counts_in_is_closed_a_correction_stays(closed: Door) -> None:
    browser = await log_in(closed, "karen")
    page = await (await browser.post(PAGE, data=FORM)).text()
    value = page.split('name="correction" value="')[1].split('"')[0]
    closed.clock.advance(days=30)
    browser = await log_in(closed, "karen")
    await browser.post("/personale/registrering", data=CONTACT | {"times": "10"})
    closed.clock.advance(days=10)
    await log_in(closed, "karen")
    await jobs.tally(closed.parts.house)
    await jobs.close_periods(closed.parts.house)
    browser = await log_in(closed, "karen")
    assert 'name="correction"' not in await (await browser.get(PAGE)).text()
    assert (await browser.post(f"{PAGE}/tilbage", data={"correction": value})).status == 422


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"number": "to"}, "Skriv antallet som et helt tal"),
        ({"number": "0"}, "En rettelse på 0 ændrer ikke noget."),
        ({"number": "900"}, "højst 500"),
        ({"number": "21"}, "Måneden har kun 20 kontakter"),
        ({"reason": ""}, "Skriv kort, hvorfor der rettes."),
        ({"reason": "Ring til 28 12 34 56"}, "pege på en person"),
        ({"month": "2026-12"}, "Vælg en måned, der er lukket."),
        ({"month": "'; --"}, "Vælg en måned, der er lukket."),
        ({"unit": "0-99"}, "Den kø"),
    ],
)
async def test_what_does_not_fit_gets_one_sentence_and_keeps_what_was_typed(
    closed: Door, change: dict[str, str], sentence: str
) -> None:
    browser = await log_in(closed, "karen")
    answer = await browser.post(PAGE, data=FORM | change)
    assert answer.status == 422
    page = await answer.text()
    assert sentence in await read(answer)
    assert f'value="{(FORM | change)["number"]}"' in page
    assert await year(closed) == (20, 0)


async def test_who_corrected_is_in_the_trail_alone_and_a_therapist_corrects_nothing(closed: Door) -> None:
    karen = await log_in(closed, "karen")
    page = await read(await karen.post(PAGE, data=FORM))
    assert "Karen" not in page.split("Rettelser indtil nu")[1]
    trail = await read(await (await log_in(closed, "ida")).get("/personale/administration/spor"))
    assert "Rettede antallet af kontakter 2026-11 0-11 -2" in trail
    mette = await log_in(closed, "mette")
    assert (await mette.get(PAGE)).status == 403
    assert (await mette.post(PAGE, data=FORM)).status == 403

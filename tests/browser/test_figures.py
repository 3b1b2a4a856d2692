"""The coordinator's pages in a real Chromium: nothing sticks out, filters without script, and two sheets of paper."""

import re

import pytest
from playwright.async_api import Browser, Page, expect

from tests.bot.counting import two_years
from tests.browser.conftest import Door, Screen, window
from tests.browser.test_story import fits, log_in


async def every_picture_has_its_table_beside_it(page: Page) -> None:
    """A table that can be seen in the same card as each picture that can be."""
    for fold in await page.locator("details.more > summary").all():
        await fold.click()
    seen = 0
    for picture in await page.locator("main svg.picture").all():
        await expect(picture).to_be_visible()
        await expect(picture.locator("xpath=ancestor::section[1]").locator("table").first).to_be_visible()
        seen += 1
    assert seen >= 8


async def test_the_figures_fit_every_screen_and_are_filtered_with_or_without_script(
    chromium: Browser, door: Door, screen: Screen
) -> None:
    await two_years(door)
    context = await window(chromium, screen, door)
    page = await context.new_page()
    await log_in(page, door, "karen")
    await page.wait_for_url("**/personale/tal")
    assert await fits(page)
    await page.locator("#periode").select_option("2026-03")
    await page.locator("#enhed").select_option("0-11")
    await page.get_by_role("button", name="Vis", exact=True).click()
    await expect(page.get_by_role("heading", name="Kanal, marts 2026, 0-11")).to_be_visible()
    await expect(page.get_by_role("heading", name="Kanal, marts 2026, 12-24")).to_have_count(0)
    await expect(page.locator("#periode")).to_have_value("2026-03")
    assert await fits(page)
    await every_picture_has_its_table_beside_it(page)
    await page.locator("#periode").select_option("2026-Q1")
    await page.locator("#enhed").select_option("")
    await page.locator("#alder").select_option("0-11")
    await page.get_by_label("Læg svar sammen i grupper").check()
    await page.get_by_role("button", name="Vis", exact=True).click()
    await expect(page.get_by_label("Læg svar sammen i grupper")).to_be_checked()
    await expect(page.get_by_role("heading", name="Hvis forbrug, 1. kvartal 2026, alle enheder")).to_be_visible()
    await every_picture_has_its_table_beside_it(page)
    assert await fits(page)
    await page.goto("/personale/tal/maaned")
    await expect(page.get_by_role("heading", name="Tal for oktober 2026")).to_be_visible()
    assert await fits(page)
    await every_picture_has_its_table_beside_it(page)


@pytest.mark.parametrize("screen", [Screen(width=1280, height=800, script=False, dark=True)], ids=str)
async def test_a_month_is_two_sheets_of_paper_without_the_menu(chromium: Browser, door: Door, screen: Screen) -> None:
    await two_years(door)
    context = await window(chromium, screen, door)
    page = await context.new_page()
    await log_in(page, door, "karen")
    await page.goto("/personale/tal/maaned/2026-09")
    paper = await page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) <= 2
    await page.emulate_media(media="print")
    for gone in (page.locator("nav.bar"), page.get_by_role("button", name="Log ud"), page.locator("article a")):
        assert not any([await each.is_visible() for each in await gone.all()])
    await expect(page.locator("svg.picture").first).to_be_visible()
    assert await page.locator("body").evaluate("body => getComputedStyle(body).color") == "rgb(0, 0, 0)"
    # As wide as the paper between its margins: 186 mm.
    await page.set_viewport_size({"width": 703, "height": 1000})
    assert await fits(page)
    sides = (
        "[...document.querySelectorAll('main *')].filter(each => each.getBoundingClientRect().right > innerWidth + 1)"
    )
    assert await page.evaluate(f"{sides}.length") == 0


async def test_the_yearly_report_fits_every_screen(chromium: Browser, door: Door, screen: Screen) -> None:
    await two_years(door)
    context = await window(chromium, screen, door)
    page = await context.new_page()
    await log_in(page, door, "karen")
    await page.goto("/personale/tal/aar/2025")
    await page.get_by_label("Hvem sammenlignes der med?").fill("Hele landet")
    sheet = "tabel;svar;antal;procent;n\r\nKøn;Pige;;61;4125\r\n".encode()
    await page.get_by_label("Arket (.xlsx eller .csv)").set_input_files(
        {"name": "landet.csv", "mimeType": "text/csv", "buffer": sheet}
    )
    await page.get_by_role("button", name="Hent ind").click()
    await expect(page.get_by_role("status")).to_contain_text("En linje fra Hele landet er hentet ind.")
    assert await fits(page)
    await every_picture_has_its_table_beside_it(page)


@pytest.mark.parametrize("screen", [Screen(width=1280, height=800, script=False, dark=True)], ids=str)
async def test_the_yearly_report_is_a_few_sheets_of_paper_with_no_table_torn(
    chromium: Browser, door: Door, screen: Screen
) -> None:
    await two_years(door)
    context = await window(chromium, screen, door)
    page = await context.new_page()
    await log_in(page, door, "karen")
    await page.goto("/personale/tal/aar/2025")
    assert 2 <= len(re.findall(rb"/Type\s*/Page\b", await page.pdf(prefer_css_page_size=True))) <= 5
    await page.emulate_media(media="print")
    for gone in (page.locator("nav.bar"), page.locator("form"), page.locator("article a")):
        assert not any([await each.is_visible() for each in await gone.all()])
    assert await page.locator(".profile .card").first.evaluate("card => getComputedStyle(card).breakInside") == "avoid"

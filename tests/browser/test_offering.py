"""Therapists' times on a real screen: put out by keyboard alone, and no page wider than the screen."""

import pytest
from playwright.async_api import Browser, Page, expect

from tests.bot.conftest import Door
from tests.bot.offering_steps import gets_a_time, has_nothing, puts_out
from tests.bot.test_desk_offering import FIVE, THURSDAY, staff_id
from tests.browser.conftest import Screen, window
from tests.browser.test_page import STICKS_OUT
from tests.browser.test_story import log_in

THERAPIST = (
    "/personale/kalender",
    "/personale/kalender/tider",
    "/personale/kalender/fri",
    "/personale/kalender/andre",
    "/personale/kalender/hvorfor",
    "/personale/ny-tid",
)
ADMINISTRATOR = ("/personale/administration", "/personale/administration/steder", "/personale/administration/dage")


async def tabs_to(page: Page, selector: str) -> None:
    """Press the tabulator until something is reached."""
    for _ in range(80):
        await page.keyboard.press("Tab")
        if await page.evaluate("(wanted) => document.activeElement.matches(wanted)", selector):
            return
    pytest.fail(f"{selector} cannot be reached by keyboard")


async def test_times_are_put_out_and_taken_back_by_keyboard_alone(
    chromium: Browser, screen: Screen, door: Door
) -> None:
    await has_nothing(door, "mette")
    page = await (await window(chromium, screen, door)).new_page()
    await log_in(page, door, "mette")
    await page.goto("/personale/kalender")
    await tabs_to(page, ".sub a[href$='/tider']")
    await page.keyboard.press("Enter")
    # With nothing out yet the form is open.
    await expect(page.locator("h2").first).to_have_text("Faste tider")
    await tabs_to(page, "#hver-weekday")
    await page.keyboard.type("Fre")
    await tabs_to(page, "form:has(#hver-weekday) button.main")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("status")).to_contain_text("Lagt ud: Fredage 9.00–12.00, plads til 2 samtaler.")
    await expect(page.locator("svg.week desc")).to_have_text("Fredag 9.00–12.00.")
    await tabs_to(page, "form[action$='/fjern'] button")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("status")).to_contain_text("Tiderne er fjernet.")
    await tabs_to(page, ".notice button")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("status")).to_contain_text("Lagt ud: Fredage 9.00–12.00")


async def test_no_page_of_times_is_wider_than_the_screen(chromium: Browser, screen: Screen, door: Door) -> None:
    mette = await has_nothing(door, "mette")
    await puts_out(door, mette)
    await puts_out(door, mette, second=await staff_id(door, "anders"), every_weeks=2, weekday=2)
    await gets_a_time(door, mette, THURSDAY, FIVE)
    await door.staff.take_days_off(mette, first_day=THURSDAY, last_day=THURSDAY)
    for login, addresses in (("mette", THERAPIST), ("ida", ADMINISTRATOR)):
        page = await (await window(chromium, screen, door)).new_page()
        await log_in(page, door, login)
        for address in addresses:
            await page.goto(address)
            await page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true })")
            assert not await page.evaluate(STICKS_OUT), address
    await page.goto("/personale/kalender/tider")
    await expect(page.locator("main")).to_contain_text("Det har din rolle ikke adgang til.")

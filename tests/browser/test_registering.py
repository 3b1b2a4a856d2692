"""Counting in a real Chromium: a line with the keyboard alone, and a chat contact in two taps."""

import pytest
from playwright.async_api import Browser, Page, expect

from bot.desk.ballots import counted
from flows.counting import Registration
from flows.vocabulary import (
    AgeBand,
    Channel,
    ContactKind,
    Duration,
    Gender,
    Home,
    Outcome,
    Role,
    Substance,
    Support,
    Trouble,
    WellbeingBand,
    Whose,
)
from tests.bot.talking import MOTHER, Visitor
from tests.bot.test_staff_cases import WELL
from tests.browser.conftest import Door, Screen, window
from tests.browser.test_story import fits, log_in

TAPPED = "addEventListener('click', () => { sessionStorage.taps = 1 + Number(sessionStorage.taps || 0) }, true)"


async def waiting(door: Door) -> list[Registration]:
    """What waits to be counted."""
    found = await counted(door.parts.house)
    return [each.registration for each in found.untallied if isinstance(each.registration, Registration)]


async def enters(page: Page, line: str) -> None:
    """Type where the focus is, and press Enter."""
    await page.keyboard.type(line)
    async with page.expect_navigation():
        await page.keyboard.press("Enter")


async def test_a_line_is_counted_seen_and_taken_back_with_the_keyboard_alone(
    chromium: Browser, door: Door, screen: Screen
) -> None:
    context = await window(chromium, screen, door)
    page = await context.new_page()
    await log_in(page, door, "karen")
    await page.wait_for_url("**/personale/tal")
    await page.goto("/personale/registrering")
    line, done = page.locator("#line"), page.locator("section.done")
    await expect(line).to_be_focused()
    await enters(page, "3 x tlf, foræld, 3-11, råd")
    await expect(done).to_be_focused()
    await expect(done).to_contain_text("Forælder")
    assert len(await waiting(door)) == 3
    assert await fits(page)

    await page.keyboard.press("Tab")
    await expect(page.locator("section.done button")).to_be_focused()
    async with page.expect_navigation():
        await page.keyboard.press("Enter")
    await expect(line).to_be_focused()
    await expect(line).to_have_value("3 x tlf, foræld, 3-11, råd")
    assert await waiting(door) == []

    await page.keyboard.press("ControlOrMeta+a")
    await enters(page, "telefn mor 3-11")
    await expect(page.locator("[role=alert]")).to_contain_text("mente du telefon")
    await expect(line).to_be_focused()
    await page.keyboard.press("ControlOrMeta+a")
    await enters(page, "tlf mor 3-11")
    await expect(done).to_be_focused()
    assert [(each.channel, each.role) for each in await waiting(door)] == [(Channel.PHONE, Role.MOTHER)]


@pytest.mark.parametrize("screen", [Screen(width=360, height=740, script=False)], ids=str)
async def test_what_is_shown_first_is_counted_with_the_next_press(
    chromium: Browser, door: Door, screen: Screen
) -> None:
    context = await window(chromium, screen, door)
    page = await context.new_page()
    await log_in(page, door, "mette")
    await page.goto("/personale/registrering")
    await page.fill("#line", "2 x fremmøde far 12-16")
    await page.locator("button[name=do]").click()
    await expect(page.locator("section[aria-labelledby=vist]")).to_be_focused()
    assert await waiting(door) == []
    await page.keyboard.press("Tab")
    async with page.expect_navigation():
        await page.keyboard.press("Enter")
    assert [(each.channel, each.unit) for each in await waiting(door)] == [(Channel.IN_PERSON, "12-24")] * 2


async def test_a_chat_contact_is_counted_in_two_taps_with_all_that_was_told(
    chromium: Browser, door: Door, screen: Screen
) -> None:
    mother = await Visitor.arrive(door.visitors)
    more = {"more-wanted": "yes", "gender": "girl", "home": "mostly_mother", "support": "authority", "wish": "both"}
    well = {"who5-wanted": "yes", **dict(zip(WELL, "32222", strict=True))}
    await mother.is_handed_over({**MOTHER, **more, **well})
    await mother.writes("Hej")
    mette = await door.session("mette")
    (row,) = await door.staff.queue(mette)
    await door.staff.claim(mette, row.conversation)
    door.clock.advance(minutes=12)
    await door.staff.reply(mette, row.conversation, text="Godt, du skriver.", press="ab" * 16)

    context = await window(chromium, screen, door)
    if screen.script:
        await context.add_init_script(TAPPED)
    page = await context.new_page()
    await log_in(page, door, "mette")
    await page.goto(f"/personale/samtale/{row.conversation}")
    if screen.script:
        await page.evaluate("sessionStorage.clear()")
    await page.locator("#luk > summary").click()
    for told in ("Pige", "Mest hos mor", "Alkohol", "Far", "Konflikter", "0-50"):
        await expect(page.locator("#luk .hint").nth(1)).to_contain_text(told)
    await page.locator("#luk form > button.main").click()
    await expect(page.locator("h1")).to_contain_text("Samtalen er lukket")
    if screen.script:
        assert await page.evaluate("sessionStorage.taps") == "2"
    assert await waiting(door) == [
        Registration(
            kind=ContactKind.CONTACT,
            channel=Channel.WEB,
            unit="0-11",
            band=AgeBand.CHILD,
            role=Role.MOTHER,
            outcome=Outcome.PRETALK_WANTED,
            duration=Duration.HALF,
            gender=Gender.GIRL,
            home=Home.MOSTLY_MOTHER,
            substance=Substance.ALCOHOL,
            whose=Whose.FATHER,
            troubles=frozenset({Trouble.CONFLICT}),
            support=Support.AUTHORITY,
            wellbeing=WellbeingBand.LOW,
        )
    ]
    assert await fits(page)

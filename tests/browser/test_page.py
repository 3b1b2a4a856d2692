"""What the visitor's page promises on a real screen: live without touching what is typed, large targets, one press."""

import asyncio
import re

import pytest
from playwright.async_api import Browser, BrowserContext, Page, Route, expect

from bot.desk.views import StaffSession
from tests.browser.conftest import Door, Screen, window
from tests.browser.test_story import QUESTION, choose, key_of, press

PHONE = Screen(width=360, height=740, script=True)
# Targets narrower or lower than 44 pixels (WCAG 2.5.5).
TOO_SMALL = """
    [...document.querySelectorAll("button, summary, a[href], input[type=text], textarea, label.choice")]
        .filter((each) => each.checkVisibility() && !each.classList.contains("skip"))
        .map((each) => [each.textContent.trim() || each.name, each.getBoundingClientRect()])
        .filter(([, box]) => box.width < 44 || box.height < 44)
        .map(([name, box]) => `${name} ${box.width}x${box.height}`)
"""
STICKS_OUT = "document.documentElement.scrollWidth > innerWidth"


async def in_talk(page: Page) -> None:
    """Through the questions as quickly as one can, and past the code."""
    await page.goto("/")
    await press(page, "begin")
    await press(page, "talk-now")
    await choose(page, "3-11")
    await page.fill("#code", " ".join(await page.locator("ol.code li").all_inner_texts()))
    await press(page, "code-typed")
    await expect(page.locator("#text")).to_be_visible()


async def therapist(door: Door) -> tuple[StaffSession, str]:
    """A therapist who has claimed the one conversation there is."""
    session = await door.session("mette")
    (row,) = await door.staff.queue(session)
    await door.staff.claim(session, row.conversation)
    return session, row.conversation


@pytest.fixture
async def phone(chromium: Browser, door: Door) -> BrowserContext:
    """Somebody's phone."""
    return await window(chromium, PHONE, door)


async def test_an_answer_arrives_while_one_writes_and_the_writing_is_not_touched(
    phone: BrowserContext, door: Door
) -> None:
    page = await phone.new_page()
    await in_talk(page)
    await page.fill("#text", "Min første besked")
    await press(page, "say")
    await expect(page.locator(".bubble.mine")).to_have_count(1)
    await page.fill("#text", "Jeg er midt i en")
    # The bubble that is there stays the same one, so that a screen reader reads nothing twice.
    await page.locator(".bubble.mine").evaluate("(bubble) => { bubble.dataset.same = 'yes' }")
    session, conversation = await therapist(door)
    await door.staff.case(session, conversation)
    await door.staff.reply(session, conversation, text="Jeg læser med.", press="ab" * 16)

    await expect(page.locator(".bubble.theirs")).to_contain_text("Jeg læser med.")
    await expect(page.locator(".bubble.mine .mark")).to_contain_text("set")
    await expect(page.locator(".bubble.mine[data-same]")).to_have_count(1)
    await expect(page.locator("#text")).to_have_value("Jeg er midt i en")
    await expect(page.locator("#text")).to_be_focused()
    await expect(page.locator("#status")).to_contain_text("En terapeut læser")


async def test_letters_are_counted_before_there_are_too_many(phone: BrowserContext) -> None:
    page = await phone.new_page()
    await in_talk(page)
    counter = page.locator("#compose-limit")
    await page.fill("#text", "å" * 100)
    await expect(counter).to_have_text("Der er plads til 4.000 tegn.")
    await page.fill("#text", "å" * 3990)
    await expect(counter).to_contain_text("3990 / 4000")
    await page.fill("#text", "å" * 4001)
    await expect(counter).to_have_class("hint over")
    await press(page, "say")

    await expect(page.locator(".error")).to_contain_text("for lang")
    await expect(page.locator("#text")).to_have_value("å" * 4001)
    await expect(page.locator("#text")).to_be_focused()


async def test_a_button_pressed_twice_answers_one_question(phone: BrowserContext) -> None:
    page = await phone.new_page()
    await page.goto("/")
    await press(page, "begin")
    await page.wait_for_load_state()
    sent: list[str] = []
    pressed_again = asyncio.Event()

    async def slow_line(route: Route) -> None:
        sent.append(route.request.method)
        await pressed_again.wait()
        await route.continue_()

    await page.route("**/*", slow_line)
    button = page.locator(f"{QUESTION} button[value=mother]")
    await button.evaluate(
        """(button) => new Promise((done) => {
            button.click();
            setTimeout(() => { button.click(); setTimeout(done, 100); }, 100);
        })"""
    )
    pressed_again.set()

    await expect(page.locator("legend")).to_contain_text("fare")
    assert sent.count("POST") == 1
    await expect(page.locator(".error")).to_have_count(0)


async def test_leaving_in_one_tab_leaves_every_tab(phone: BrowserContext) -> None:
    first, second = await phone.new_page(), await phone.new_page()
    await in_talk(first)
    await second.goto("/")
    await second.locator("[data-leave]").click()

    await first.wait_for_url("**/ude")
    await second.wait_for_url("**/ude")


async def test_without_script_there_is_a_button_to_look_again(chromium: Browser, door: Door) -> None:
    context = await window(chromium, Screen(width=360, height=740, script=False), door)
    page = await context.new_page()
    await in_talk(page)
    session, conversation = await therapist(door)
    await door.staff.reply(session, conversation, text="Jeg læser med.", press="ab" * 16)
    await page.get_by_role("button", name="Se efter nyt svar").click()

    await expect(page.locator(".bubble.theirs")).to_contain_text("Jeg læser med.")


async def test_with_script_that_button_is_not_needed(phone: BrowserContext) -> None:
    page = await phone.new_page()
    await in_talk(page)

    await expect(page.get_by_role("button", name="Se efter nyt svar")).to_be_hidden()


async def test_on_a_phone_every_target_is_large_and_nothing_sticks_out(phone: BrowserContext) -> None:
    page = await phone.new_page()

    async def is_good() -> None:
        await page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true })")
        assert await page.evaluate(TOO_SMALL) == []
        assert not await page.evaluate(STICKS_OUT)

    await page.goto("/")
    await is_good()
    await press(page, "begin")
    for value in ("young", "yes", "12-16"):
        await is_good()
        await choose(page, value)
    await is_good()
    await page.locator("input[name=sure]").check()
    await press(page, "code-skipped")
    await is_good()
    await press(page, "find-time")
    await is_good()
    await page.locator(f"{QUESTION} button[name=value]").first.click()
    await is_good()
    await page.locator(f"{QUESTION} button[value=yes]").click()
    await is_good()
    await page.fill("#text", "x" * 300)
    await press(page, "say")
    await expect(page.locator(".bubble")).to_have_count(1)
    await is_good()


async def test_what_is_folded_out_on_the_card_stays_so_when_the_page_renews_itself(
    phone: BrowserContext, door: Door
) -> None:
    page = await phone.new_page()
    await in_talk(page)
    await press(page, "find-time")
    await page.locator(f"{QUESTION} button[name=value]").first.click()
    await page.locator(f"{QUESTION} button[value=yes]").click()
    await expect(page).to_have_url(re.compile("#pretalk-card$"))
    # The time just found is what is on the screen.
    await expect(page.locator("#pretalk-title")).to_be_in_viewport()
    await page.locator("#pretalk-guide summary").click()

    session, conversation = await therapist(door)
    await door.staff.reply(session, conversation, text="Vi ses.", press="cd" * 16)
    await expect(page.locator(".bubble.theirs")).to_contain_text("Vi ses.")
    await expect(page.locator("#pretalk-guide[open] ol")).to_be_visible()


async def test_a_time_is_chosen_with_the_keyboard_alone(phone: BrowserContext) -> None:
    page = await phone.new_page()
    await in_talk(page)
    await press(page, "find-time")
    first = page.locator(f"{QUESTION} button[name=value]").first
    await page.locator("#main").focus()
    for _ in range(3):
        await page.keyboard.press("Tab")
        if await first.evaluate("(button) => button === document.activeElement"):
            break
    await expect(first).to_be_focused()
    async with page.expect_navigation():
        await page.keyboard.press("Enter")
    yes = page.locator(f"{QUESTION} button[value=yes]")
    await yes.focus()
    async with page.expect_navigation():
        await page.keyboard.press("Enter")
    await expect(page.locator("#pretalk-facts .when")).to_be_visible()


async def test_the_scale_and_the_advice_fit_a_phone(phone: BrowserContext) -> None:
    page = await phone.new_page()
    await page.goto("/")
    await press(page, "begin")
    for value in ("mother", "no", "3-11"):
        await choose(page, value)
    while await key_of(page) != "worry":
        await press(page, "skip")
    assert await page.evaluate(TOO_SMALL) == []
    while await key_of(page) != "wish":
        await press(page, "skip")
    await choose(page, "advice")

    await expect(page.locator("h1")).to_contain_text("Råd")
    assert await page.evaluate(TOO_SMALL) == []
    assert not await page.evaluate(STICKS_OUT)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
async def test_every_word_can_be_read(chromium: Browser, door: Door, dark: bool) -> None:
    """Contrast of at least 4.5 to 1 for everything that is written (WCAG 1.4.3)."""
    context = await window(chromium, Screen(width=1280, height=800, script=True, dark=dark), door)
    page = await context.new_page()
    await page.goto("/")
    await press(page, "begin")
    for value in ("young", "yes"):
        assert await page.evaluate(PALE) == []
        await choose(page, value)
    assert await page.evaluate(PALE) == []
    await choose(page, "12-16")
    await press(page, "code-typed")
    await expect(page.locator(".error")).to_be_visible()
    assert await page.evaluate(PALE) == []


PALE = """
    (() => {
        const numbers = (color) => color.match(/[\\d.]+/g).map(Number);
        const light = (color) => numbers(color).slice(0, 3)
            .map((each) => each / 255)
            .map((each) => (each <= 0.03928 ? each / 12.92 : ((each + 0.055) / 1.055) ** 2.4))
            .reduce((sum, each, place) => sum + each * [0.2126, 0.7152, 0.0722][place], 0);
        const behind = (node) => {
            for (let each = node; each; each = each.parentElement) {
                const color = getComputedStyle(each).backgroundColor;
                if (numbers(color)[3] !== 0) return color;
            }
            return "rgb(255, 255, 255)";
        };
        const written = [...document.querySelectorAll("body *")].filter((each) => each.checkVisibility()
            && [...each.childNodes].some((child) => child.nodeType === 3 && child.textContent.trim()));
        return written.map((each) => {
            const [one, other] = [light(getComputedStyle(each).color), light(behind(each))].sort((a, b) => b - a);
            return [each.textContent.trim(), (one + 0.05) / (other + 0.05)];
        }).filter(([, contrast]) => contrast < 4.5);
    })()
"""

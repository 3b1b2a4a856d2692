"""The whole story in a real Chromium: met, screened, answered, booked, counted, deleted (steps 2 to 8)."""

import re
from collections.abc import Mapping

import pytest
from playwright.async_api import Browser, Page, expect

from tests.browser.conftest import Door, Screen, window

MOTHER: Mapping[str, str | tuple[str, ...]] = {
    "who-writes": "mother",
    "danger-now": "no",
    "child-age": "3-11",
    "substance": "alcohol",
    "whose-parent": "father",
    "troubles": ("conflict", "separation"),
    "worry": "7",
    "hopes": "Et roligt hjem",
    "wish": "both",
}


# The form of the question that is on the screen.
QUESTION = "form:has(input[name=do][value=answer])"


async def key_of(page: Page) -> str:
    """Which question is on the screen."""
    return await page.locator(f"{QUESTION} input[name=key]").get_attribute("value") or ""


async def choose(page: Page, value: str | tuple[str, ...]) -> None:
    """Answer the question on the screen."""
    form = page.locator(QUESTION)
    button = form.locator("button.main")
    if isinstance(value, tuple):
        for each in value:
            await form.locator(f"input[name=value][value='{each}']").check()
    elif await form.locator("textarea").count():
        await form.locator("textarea").fill(value)
    else:
        button = form.locator(f"button[name=value][value='{value}']")
    # What is looked at afterwards is the page that comes, not the one that goes.
    async with page.expect_navigation():
        await button.click()


async def press(page: Page, do: str) -> None:
    """Press the button of a form that does one thing, unfolding what it lies in."""
    button = page.locator(f"form:has(input[name=do][value={do}]) button").last
    folded = page.locator(f"details:not([open]):has(input[name=do][value={do}])")
    if not await button.is_visible():
        await folded.last.locator("> summary").click()
    async with page.expect_navigation():
        await button.click()


async def goes_through_the_questions(page: Page) -> None:
    """Answer as the mother does, going back once and changing an answer."""
    been_back = False
    while await page.locator(QUESTION).count():
        key = await key_of(page)
        if key == "danger-now" and not been_back:
            been_back = True
            await press(page, "back")
            assert await key_of(page) == "who-writes"
            continue
        if key == "worry":
            # She changes what she said first, and comes back to where she was.
            await page.locator("details.answers summary").click()
            await page.locator("form:has(input[name=do][value=change]):has(input[value=substance]) button").click()
            assert await key_of(page) == "substance"
            await choose(page, "both")
            assert await key_of(page) == "worry"
        if key in MOTHER:
            await choose(page, MOTHER[key])
        else:
            await press(page, "skip")


async def log_in(page: Page, door: Door, login: str) -> None:
    """Somebody at the unit logs in on the console."""
    door.clock.advance(seconds=60)
    await page.goto("/personale/login")
    await page.fill("#login", login)
    await page.fill("#password", door.people[login].password)
    await page.fill("#one_time_code", door.one_time_code(login))
    await page.locator("main form button.main").click()


async def fits(page: Page) -> bool:
    """Whether nothing sticks out to the side."""
    wide: int = await page.evaluate("document.documentElement.scrollWidth")
    return wide <= (page.viewport_size or {"width": 0})["width"]


async def test_the_whole_story(chromium: Browser, screen: Screen, door: Door) -> None:
    asked: list[str] = []
    hers = await window(chromium, screen, door)
    page = await hers.new_page()
    page.on("request", lambda request: asked.append(request.url))

    # She opens the page: who answers, that she need not say who she is, secrecy and the duty to notify.
    await page.goto("/")
    for said in ("BiBa", "ikke sige, hvem du er", "tavshedspligt", "underretning", "Telegram"):
        await expect(page.locator("main")).to_contain_text(said)
    await press(page, "begin")
    await goes_through_the_questions(page)

    # The return code, typed back.
    words = await page.locator("ol.code li").all_inner_texts()
    assert len(words) == 6
    await page.fill("#code", "noget helt andet")
    await press(page, "code-typed")
    await expect(page.locator(".error")).to_be_visible()
    await page.fill("#code", " ".join(words).upper())
    await press(page, "code-typed")

    # A time for a pre-talk, in words; an arrival word; a discreet calendar file.
    first = page.locator(f"{QUESTION} button[name=value]").first
    await expect(first).to_contain_text(re.compile(r"\w+dag den \d+\. \w+ kl\. \d\d\.\d\d"))
    when = re.search(r"\w+dag den \d+\. \w+ kl\. \d\d\.\d\d", await first.inner_text())
    assert when is not None
    await first.click()
    await expect(page.locator(QUESTION)).to_contain_text(when.group())
    await page.locator(f"{QUESTION} button[value=yes]").click()
    await expect(page.locator("#pretalk")).to_contain_text(when.group())
    arrival = await page.locator(".arrival").inner_text()
    assert len(arrival.split()) == 2
    calendar = await page.request.get("/pretalk.ics")
    told = await calendar.text()
    assert "BEGIN:VEVENT" in told
    assert not re.search("alkohol|rådgiv|biba|samtale|doorstep", told, re.IGNORECASE)

    # She writes, and sees that it is saved and where she is in the queue.
    await page.fill("#text", "Min mand drikker hver aften. <b>Jeg</b> er bange 😔")
    await press(page, "say")
    await expect(page.locator(".bubble.mine")).to_contain_text("<b>Jeg</b> er bange 😔")
    await expect(page.locator("#status")).to_contain_text("næste i køen")

    # A therapist logs in, sees the line, claims it, reads, replies.
    theirs = await window(chromium, screen, door)
    console = await theirs.new_page()
    await log_in(console, door, "mette")
    await expect(console.locator("main")).to_contain_text("3-11")
    await console.locator("form[action$='/tag'] button").click()
    await expect(console.locator("main")).to_contain_text("Et roligt hjem")
    await expect(console.locator(".bubble")).to_contain_text("Min mand drikker")
    await console.fill("#text", "Godt, at du skriver. Jeg er her.")
    await console.locator("#skriv button.main").click()
    await expect(console.locator(".bubble.mine")).to_contain_text("Jeg er her.")

    # She sees the reply: by itself with script, on looking again without.
    if not screen.script:
        await page.goto("/")
    await expect(page.locator(".bubble.theirs")).to_contain_text("Jeg er her.")
    await expect(page.locator(".bubble.mine")).to_contain_text("set")
    assert not screen.script or await fits(page)

    # An empty reply says so, and the page goes on looking: what she writes next comes in.
    await console.locator("#skriv button.main").click()
    await expect(console.locator(".error")).to_be_visible()
    await page.fill("#text", "Nu kommer han hjem")
    await press(page, "say")
    if not screen.script:
        await console.goto(console.url)
    await expect(console.locator(".bubble.theirs").last).to_contain_text("Nu kommer han hjem")

    # The browser is closed. On another device, with the code, everything is there.
    await hers.close()
    other = await window(chromium, screen, door)
    page = await other.new_page()
    page.on("request", lambda request: asked.append(request.url))
    await page.goto("/")
    await page.locator("details:has(#code) summary").click()
    await page.fill("#code", " ".join(word[:4] for word in words))
    await press(page, "enter")
    await expect(page.locator(".bubble.theirs")).to_contain_text("Jeg er her.")
    await expect(page.locator("#pretalk")).to_contain_text(arrival)

    # The therapist's calendar shows the time and the arrival word.
    await console.goto("/personale/kalender")
    await expect(console.locator("main")).to_contain_text(arrival)

    # She moves it with her code, and cancels it.
    await press(page, "find-time")
    await page.locator(f"{QUESTION} button[name=value]").first.click()
    await page.locator(f"{QUESTION} button[value=yes]").click()
    await expect(page.locator("#pretalk")).not_to_contain_text(when.group())
    await press(page, "cancel-time")
    await expect(page.locator(".arrival")).to_have_count(0)

    # Two taps close the contact.
    await console.goto("/personale")
    await console.locator("a.button:has-text('Åbn')").click()
    await console.locator("#luk > summary").click()
    await console.locator("#luk form > button.main").click()
    await expect(console.locator("h1")).to_contain_text("luk")

    # The coordinator sees one more, and never the conversation.
    hers_too = await window(chromium, screen, door)
    figures = await hers_too.new_page()
    await log_in(figures, door, "karen")
    await expect(figures).to_have_url(re.compile("/personale/tal"))
    assert (await door.staff.figures(await door.session("karen"))).month_total == 1

    # She deletes it all: the code opens nothing, and the count stands.
    await page.goto("/")
    forget = page.locator("details:has(input[name=do][value=forget])")
    await forget.locator("summary").click()
    await forget.locator("input[name=sure]").check()
    await press(page, "forget")
    await expect(page.locator("h1")).to_contain_text("slettet")
    await page.goto("/")
    await page.locator("details:has(#code) summary").click()
    await page.fill("#code", " ".join(words))
    await press(page, "enter")
    await expect(page.locator(".error")).to_be_visible()
    assert (await door.staff.figures(await door.session("karen"))).month_total == 1

    # Nothing was ever asked of anybody else.
    assert asked
    assert all(address.startswith(door.address) for address in asked)
    for each in (other, theirs, hers_too):
        await each.close()


@pytest.mark.parametrize("way", ["button", "shift"])
async def test_leave_now_shows_a_calendar_and_back_shows_nothing_of_us(chromium: Browser, door: Door, way: str) -> None:
    phone = await window(chromium, Screen(width=360, height=740, script=True), door)
    page = await phone.new_page()
    await page.goto("/")
    await press(page, "begin")
    await choose(page, "young")
    await expect(page.locator(QUESTION)).to_contain_text("fare")
    await page.wait_for_load_state()
    if way == "button":
        await page.locator("button[name=do][value=leave]").click()
    else:
        for _ in range(3):
            await page.keyboard.press("Shift")
    await page.wait_for_url("**/ude")
    for _ in range(3):
        await page.go_back()
        text = (await page.content()).lower()
        assert not re.search("alkohol|stoffer|biba|hvem er du|skriv", re.sub(r"<[^>]+>", "", text))
    await phone.close()

"""Steps that the console's tests share: somebody waits, somebody logs in, a page is read."""

import re
from html import unescape

from aiohttp import ClientResponse, ClientSession

from bot.desk.views import Stage
from flows.vocabulary import Language
from storage.keys import Secret
from tests.bot.conftest import Door

ANSWERS = {"who-writes": "mother", "danger-now": "no", "child-age": "3-11"}


async def somebody_waits(door: Door, text: str = "Hej, er der nogen?") -> Secret:
    """A mother of a small child writes, skips what can be skipped, and waits in the queue 0-11."""
    cookie = await door.visitors.begin(language=Language.DANISH)
    for _ in range(60):
        view = await door.visitors.view(cookie)
        assert view is not None
        if view.stage is Stage.CODE:
            await door.visitors.confirm_code(cookie, typed=None, skipped=True)
        elif view.stage is Stage.ASKING and view.asking is not None:
            question, revision = view.asking.question, view.asking.revision
            if question.key in ANSWERS:
                await door.visitors.answer(cookie, key=question.key, revision=revision, raw=ANSWERS[question.key])
            elif question.key == "wish":
                await door.visitors.answer(cookie, key="wish", revision=revision, raw="talk")
            else:
                await door.visitors.skip(cookie, key=question.key, revision=revision)
        else:
            break
    await door.visitors.say(cookie, text=text, press="")
    return cookie


async def log_in(door: Door, login: str) -> ClientSession:
    """A browser in which somebody is logged in; the clock moves on, for a one-time code is good once."""
    door.clock.advance(seconds=60)
    browser = door.browser()
    person = door.people[login]
    answer = await browser.post(
        "/personale/login",
        data={"login": login, "password": person.password, "one_time_code": door.one_time_code(login)},
    )
    assert answer.status == 200, await answer.text()
    assert not answer.url.path.endswith("/login")
    return browser


async def read(answer: ClientResponse) -> str:
    """A page as one reads it: its text, entities and tags gone."""
    text = await answer.text()
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", text)).split())


async def conversation_in(browser: ClientSession) -> str:
    """The conversation that stands first in somebody's queue."""
    page = await (await browser.get("/personale")).text()
    found = re.search(r"/personale/samtale/([0-9a-f]+)", page)
    assert found is not None, page
    return found.group(1)


async def claimed(door: Door, login: str = "mette") -> tuple[ClientSession, str]:
    """Somebody has logged in and taken the first conversation."""
    browser = await log_in(door, login)
    conversation = await conversation_in(browser)
    answer = await browser.post(f"/personale/samtale/{conversation}/tag")
    assert answer.status == 200
    return browser, conversation


async def form_of(browser: ClientSession, address: str, action: str) -> dict[str, str]:
    """What a form would send as it stands: hidden boxes, filled boxes and chosen options."""
    page = await (await browser.get(address)).text()
    form = page.split(f'action="{action}"', 1)[1].split("</form>", 1)[0]
    fields = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form))
    for name, options in re.findall(r'<select[^>]* name="([^"]+)">(.*?)</select>', form, re.S):
        chosen = re.search(r'value="([^"]*)" selected', options)
        first = re.search(r'value="([^"]*)"', options)
        fields[name] = chosen.group(1) if chosen else first.group(1) if first else ""
    return fields

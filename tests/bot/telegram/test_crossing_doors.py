"""From one door to the other: begun in a chat and gone on with on the web, and back; it stays one conversation."""

from collections.abc import AsyncIterator, Iterator

import pytest
from sqlalchemy import func, select

from bot.desk.views import CaseView, StaffSession
from flows.vocabulary import Channel, Delivery, Direction, PretalkState
from storage import tables
from storage.keys import new_id
from tests.bot.browsing import Browser
from tests.bot.telegram.both_doors import on_the_web, texts_read_once
from tests.bot.telegram.conftest import Line, Visitor
from tests.bot.telegram.door_telegram import TelegramDoor
from tests.bot.telegram.door_web import WebDoor
from tests.bot.telegram.doors import Door
from tests.bot.telegram.people_in_a_hurry import A_PERSON_NOW, FIND_A_TIME

FIRST_TIME = "tir 24 nov 09.00 · Hos os"
HOW_OLD = "Hvor gammelt er barnet eller den unge?"


# What a crossing asks of a database is tried on both kinds beneath the desk.
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture(autouse=True)
def _texts() -> Iterator[None]:
    """The texts are read once."""
    with texts_read_once():
        yield


@pytest.fixture
async def page(line: Line) -> AsyncIterator[WebDoor]:
    """Her browser, at the unit that her chat writes to."""
    async with on_the_web(line) as page:
        yield WebDoor(page, Browser(page.browser()))


@pytest.fixture
def chat(line: Line, visitor: Visitor) -> TelegramDoor:
    """Her chat."""
    return TelegramDoor(line, visitor)


async def hurries(door: Door) -> None:
    """Straight to the talk."""
    await door.begin()
    await door.press(A_PERSON_NOW)
    assert (await door.question()).question == HOW_OLD
    await door.answer("3-11 år")


async def enters(page: WebDoor, code: str) -> None:
    """Type a code on the page."""
    await page.browser.opens()
    await page.browser.presses("enter", code=code)


async def shows_the_code(chat: TelegramDoor) -> str:
    """Press "Vis min kode", and read the six words."""
    await chat.person.presses("Vis min kode")
    (words,) = (each for each in chat.person.sees.split("\n\n") if len(each.split()) == 6 and each.islower())
    return words


async def taken(line: Line) -> tuple[StaffSession, CaseView]:
    """Mette takes the one conversation there is."""
    session = await line.session("mette")
    (row,) = await line.staff.queue(session)
    await line.staff.claim(session, row.conversation)
    return session, await line.staff.case(session, row.conversation)


async def answers(line: Line, session: StaffSession, case: CaseView, text: str) -> CaseView:
    """Mette answers."""
    await line.staff.reply(session, case.row.conversation, text=text, press=new_id().hex())
    await line.settle()
    return await line.staff.case(session, case.row.conversation)


def written(case: CaseView) -> list[tuple[str, Channel]]:
    """What the visitor wrote, and where."""
    return [(each.text, each.channel) for each in case.messages if each.direction is Direction.VISITOR]


async def test_begun_in_the_chat_and_gone_on_with_on_the_web(chat: TelegramDoor, page: WebDoor, line: Line) -> None:
    await hurries(chat)
    await chat.write("Jeg skriver fra bussen.")
    await enters(page, await shows_the_code(chat))
    assert await page.stage() == "talk"
    assert "Jeg skriver fra bussen." in page.browser.page.words
    assert "fra Telegram" in page.browser.page.words
    await page.write("Nu er jeg hjemme.")
    await chat.write("Og her er jeg også.")

    session, case = await taken(line)
    assert written(case) == [
        ("Jeg skriver fra bussen.", Channel.TELEGRAM),
        ("Nu er jeg hjemme.", Channel.WEB),
        ("Og her er jeg også.", Channel.TELEGRAM),
    ]
    assert case.doors == (Channel.WEB, Channel.TELEGRAM)
    await answers(line, session, case, "Godt, du skriver.")
    assert chat.person.sees == "Godt, du skriver."
    await page.browser.opens()
    assert "Godt, du skriver." in page.browser.page.words


async def test_begun_on_the_web_and_gone_on_with_in_the_chat(chat: TelegramDoor, page: WebDoor, line: Line) -> None:
    await hurries(page)
    await page.write("Er der nogen?")
    message = await chat.person.says(page.code)

    assert message.deleted, "nobody who looks over a shoulder shall read the code there"
    assert all(page.code not in each for each in chat.person.screen)
    assert "Nu er din samtale fra nettet også her. Beskeden med koden er slettet." in chat.person.sees
    await chat.person.presses("Vis svarene her")
    await chat.write("Nu skriver jeg herfra.")

    session, case = await taken(line)
    assert written(case) == [("Er der nogen?", Channel.WEB), ("Nu skriver jeg herfra.", Channel.TELEGRAM)]
    case = await answers(line, session, case, "Ja, jeg er her.")
    assert chat.person.sees == "Ja, jeg er her."
    assert case.messages[-1].delivery is Delivery.DELIVERED


async def test_until_somebody_has_chosen_only_a_line_comes_to_the_chat(
    chat: TelegramDoor, page: WebDoor, line: Line
) -> None:
    await hurries(page)
    await chat.person.says(page.code)
    session, case = await taken(line)
    case = await answers(line, session, case, "Det er ikke din skyld.")
    assert chat.person.sees == "Der er nyt til dig."
    assert all("skyld" not in each for each in chat.person.screen)
    assert case.nudges

    await chat.person.presses("Vis svarene her")
    await answers(line, session, case, "Skriv bare løs.")
    assert chat.person.sees == "Skriv bare løs."


async def test_who_wants_only_nudges_reads_the_answer_on_the_web(chat: TelegramDoor, page: WebDoor, line: Line) -> None:
    await hurries(page)
    await chat.person.says(page.code)
    await chat.person.presses("Skriv kun, at der er nyt")
    session, case = await taken(line)
    case = await answers(line, session, case, "Det er ikke din skyld.")
    case = await answers(line, session, case, "Skriv bare løs.")

    assert case.nudges
    assert not case.chat
    assert chat.person.screen.count("Der er nyt til dig.") == 1
    assert all("skyld" not in each and "løs" not in each for each in chat.person.screen)
    await page.browser.opens()
    assert "Det er ikke din skyld." in page.browser.page.words
    assert "Skriv bare løs." in page.browser.page.words

    await chat.write("Tak.")
    assert "Gemt. En terapeut læser det. Svaret læser du på nettet med din kode." in chat.person.screen

    await answers(line, session, case, "Er du der?")
    assert chat.person.screen.count("Der er nyt til dig.") == 2, "after it was read there is news again"


async def test_the_code_of_another_conversation_is_refused_and_nothing_is_lost(
    chat: TelegramDoor, page: WebDoor, line: Line
) -> None:
    await hurries(page)
    await page.write("Det her er på nettet.")
    await hurries(chat)
    await chat.write("Det her er i chatten.")
    await chat.person.says(page.code)
    assert "Der er allerede en anden samtale i denne chat." in "\n".join(chat.person.screen)
    await chat.write("Jeg er her endnu.")
    await page.write("Også her.")
    session = await line.session("mette")
    both = []
    for row in await line.staff.queue(session):
        await line.staff.claim(session, row.conversation)
        both.append(written(await line.staff.case(session, row.conversation)))
    assert sorted(both) == [
        [("Det her er i chatten.", Channel.TELEGRAM), ("Jeg er her endnu.", Channel.TELEGRAM)],
        [("Det her er på nettet.", Channel.WEB), ("Også her.", Channel.WEB)],
    ], "the code is in neither"


async def test_a_code_that_is_refused_does_not_stay_in_the_chat_either(chat: TelegramDoor, page: WebDoor) -> None:
    await hurries(page)
    await hurries(chat)
    message = await chat.person.says(page.code)

    assert "Der er allerede en anden samtale i denne chat." in "\n".join(chat.person.screen)
    assert message.deleted, "it opens a conversation"


async def test_a_code_takes_the_place_of_questions_that_were_only_begun(
    chat: TelegramDoor, page: WebDoor, line: Line
) -> None:
    await hurries(page)
    await chat.begin()
    await chat.answer("Jeg er mor")
    await chat.person.says(page.code)
    await chat.person.presses("Vis svarene her")
    await chat.write("Hej igen")

    _, case = await taken(line)
    assert written(case) == [("Hej igen", Channel.TELEGRAM)]
    everything = select(func.count()).select_from(tables.conversations)
    assert await line.parts.house.database.read(lambda connection: connection.scalar(everything)) == 1


async def test_a_time_looked_for_on_the_web_is_seen_in_the_chat(chat: TelegramDoor, page: WebDoor, line: Line) -> None:
    await hurries(page)
    await page.press(FIND_A_TIME)
    await page.press("Hos os")
    await chat.person.says(page.code)
    await chat.person.says("/start")
    assert await chat.stage() == "talk", "the question is sealed for the browser: the chat cannot show it"
    await chat.write("Jeg leder efter en tid.")
    await page.browser.opens()
    await page.answer(FIRST_TIME)
    await page.answer("Ja, skriv den ned")

    assert (await chat.standing()).time == (await page.standing()).time
    assert (await chat.standing()).time[0] == "tirsdag den 24. november kl. 09.00"
    _, case = await taken(line)
    assert case.pretalk is not None
    assert (case.pretalk.state, case.pretalk.arrival_word) == (PretalkState.BOOKED, page.arrival_words())
    assert written(case) == [("Jeg leder efter en tid.", Channel.TELEGRAM)]


async def test_a_time_looked_for_on_the_web_can_be_looked_for_anew_in_the_chat(
    chat: TelegramDoor, page: WebDoor
) -> None:
    await hurries(page)
    await page.press(FIND_A_TIME)
    await chat.person.says(page.code)
    await chat.person.says("/tid")
    assert "Svar først på spørgsmålet ovenfor." not in chat.person.sees
    await chat.press(FIND_A_TIME)
    await chat.press("Hos os")
    await chat.answer(FIRST_TIME)
    await chat.answer("Ja, skriv den ned")

    assert (await page.standing()).time[0] == "tirsdag den 24. november kl. 09.00"
    assert page.arrival_words() == chat.arrival_words()


async def test_a_time_looked_for_in_the_chat_is_found_on_the_web(chat: TelegramDoor, page: WebDoor, line: Line) -> None:
    await hurries(chat)
    code = await shows_the_code(chat)
    await chat.person.says("/start")
    await chat.press(FIND_A_TIME)
    await chat.press("Hos os")
    await enters(page, code)

    assert await page.stage() == "talk-asking"
    assert await page.question() == await chat.question()
    await page.answer(FIRST_TIME)
    await page.answer("Ja, skriv den ned")
    await chat.answer("tir 24 nov 14.00 · Hos os")
    assert (await chat.standing()).time[0] == "tirsdag den 24. november kl. 09.00", "an old button moves nothing"

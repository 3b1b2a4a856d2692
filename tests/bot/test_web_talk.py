"""The code and the talk on the visitor's page; what is typed is never lost, and what is deleted is gone."""

import pytest

from bot.desk.views import StaffSession
from tests.bot.browsing import Browser
from tests.bot.conftest import Door
from tests.bot.talking import MOTHER

ONLY_TALK = {**MOTHER, "wish": "talk"}


@pytest.fixture
async def browser(door: Door) -> Browser:
    """Somebody's browser, not yet at the door."""
    return Browser(door.browser())


async def in_talk(browser: Browser) -> str:
    """Through the questions and past the code; returns the code."""
    await browser.begins()
    await browser.answers(dict(ONLY_TALK))
    return await browser.keeps_the_code()


async def therapist(door: Door) -> tuple[StaffSession, str]:
    """A therapist who has claimed the one conversation there is."""
    session = await door.session("mette")
    (row,) = await door.staff.queue(session)
    await door.staff.claim(session, row.conversation)
    return session, row.conversation


async def test_the_code_must_be_typed_back_and_slips_are_forgiven(browser: Browser) -> None:
    await browser.begins()
    await browser.answers(dict(ONLY_TALK))
    code = browser.code()
    assert len(code.split()) == 6

    page = await browser.presses("code-typed", code="noget helt andet")
    assert page.status == 422
    assert "ikke helt de samme ord" in page.words
    assert 'value="noget helt andet"' in page.html
    assert browser.code() == code

    await browser.presses("code-typed", code=code.upper().replace(" ", ", "))
    assert browser.page.has("say")


async def test_the_code_can_be_skipped_only_knowingly(browser: Browser) -> None:
    await browser.begins()
    await browser.answers(dict(ONLY_TALK))

    page = await browser.presses("code-skipped")
    assert page.status == 422
    assert "Sæt et flueben først" in page.words
    page = await browser.presses("code-skipped", sure="yes")
    assert page.has("say")


async def test_waiting_one_sees_the_place_and_when_somebody_answers(browser: Browser) -> None:
    await in_talk(browser)

    assert "Du er den næste i køen." in browser.page.words
    assert "mandag kl. 9.00–15.00" in browser.page.words


async def test_with_the_code_everything_is_there_on_another_device(browser: Browser, door: Door) -> None:
    code = await in_talk(browser)
    await browser.presses("say", text="Det er mig igen om lidt")
    other = Browser(door.browser())
    await other.opens()
    await other.presses("enter", code=code)

    assert "Det er mig igen om lidt" in other.page.words


async def test_a_wrong_code_is_answered_like_an_unknown_one_and_stays_in_its_box(browser: Browser) -> None:
    await browser.opens()
    unknown = await browser.presses("enter", code="abe " * 6)
    unreadable = await browser.presses("enter", code="12345")

    assert unknown.status == unreadable.status == 422
    for page in (unknown, unreadable):
        assert "Den kode kan vi ikke finde" in page.words
    assert 'value="12345"' in unreadable.html


async def test_guesses_are_slowed_down_after_five(browser: Browser, door: Door) -> None:
    await browser.opens()
    for _ in range(7):
        await browser.presses("enter", code="12345")

    assert door.pauses == [1.0, 2.0]


async def test_a_message_is_marked_saved_and_then_seen_and_the_answer_arrives(browser: Browser, door: Door) -> None:
    await in_talk(browser)
    page = await browser.presses("say", text="Hej, er der nogen?")
    assert "Hej, er der nogen?" in page.words
    assert "gemt" in page.words

    session, conversation = await therapist(door)
    await door.staff.case(session, conversation)
    await door.staff.reply(session, conversation, text="Ja. Godt, du skriver.", press="ab" * 16)
    page = await browser.opens()

    assert "Ja. Godt, du skriver." in page.words
    assert "set" in page.words
    assert "En terapeut læser dine beskeder" in page.words


async def test_pressing_send_twice_sends_once(browser: Browser) -> None:
    await in_talk(browser)
    form = browser.page.form("say").values
    await browser.posts({**form, "text": "Kun én gang"})
    page = await browser.posts({**form, "text": "Kun én gang"})

    assert page.words.count("Kun én gang") == 1


@pytest.mark.parametrize(
    ("text", "sentence"),
    [("", "Der står ikke noget"), (" \u200b\u0000 ", "Der står ikke noget"), ("æ" * 4001, "Din tekst er for lang")],
)
async def test_a_message_that_does_not_fit_stays_in_its_box(browser: Browser, text: str, sentence: str) -> None:
    await in_talk(browser)
    page = await browser.presses("say", text=text)

    assert page.status == 422
    assert sentence in page.words
    assert page.form("say").values["text"].strip("\u0000\ufffd") == text.strip("\u0000\ufffd")


async def test_html_and_right_to_left_text_are_shown_as_text(browser: Browser) -> None:
    await in_talk(browser)
    page = await browser.presses("say", text="<script>alert(1)</script> سلام 👩‍👧")

    assert "<script>alert(1)</script> سلام 👩‍👧" in page.words
    assert "<script>alert" not in page.html
    assert 'dir="auto"' in page.html


async def test_what_gives_somebody_away_is_covered_and_can_be_sent_as_it_was(browser: Browser) -> None:
    await in_talk(browser)
    written = "Jeg hedder Sofie Hansen, og mit nummer er 20 30 40 50"
    page = await browser.presses("say", text=written)
    assert page.status == 200
    assert "Vi har dækket et navn og et telefonnummer" in page.words
    (held,) = [form.values for form in page.reader.forms if form.values.get("as_written")]
    assert held["text"] == written

    assert "Sofie" not in (await browser.opens()).words
    page = await browser.posts(held)
    assert written in page.words
    assert "•••" not in page.words


async def test_at_night_the_page_says_that_nobody_is_there_and_when_somebody_is(browser: Browser, door: Door) -> None:
    await in_talk(browser)
    page = await browser.opens()
    assert "Du er den næste i køen. Du kan skrive allerede nu." in page.words
    assert "ikke nogen" not in page.words
    assert "Er det farligt lige nu, så ring 112." in page.words

    late = Browser(door.browser())
    door.clock.advance(hours=12, minutes=30)
    await in_talk(late)
    page = await late.opens()
    assert "Lige nu er her ikke nogen. Vi er her igen tirsdag den 24. november kl. 09.00." in page.words
    assert "Du er nummer 2 i køen." in page.words
    assert "Du kan skrive allerede nu" not in page.words
    assert "Er det farligt lige nu, så ring 112." in page.words
    page = await late.presses("say", text="Er der nogen?")
    assert page.status == 200


async def test_a_text_is_not_lost_when_the_session_has_ended(browser: Browser, door: Door) -> None:
    code = await in_talk(browser)
    door.clock.advance(hours=9)
    page = await browser.presses("say", text="Det her har jeg tænkt længe over")
    assert page.status == 410
    assert "Det, du skrev, er her endnu" in page.words
    assert page.form("enter").values["text"] == "Det her har jeg tænkt længe over"

    page = await browser.presses("enter", code="forkert")
    assert page.form("enter").values["text"] == "Det her har jeg tænkt længe over"
    page = await browser.presses("enter", code=code)
    assert page.form("say").values["text"] == "Det her har jeg tænkt længe over"


async def test_an_option_pressed_after_the_session_has_ended_is_not_shown_as_a_text(
    browser: Browser, door: Door
) -> None:
    await browser.begins()
    door.clock.advance(hours=9)
    page = await browser.presses("answer", value="mother")

    assert page.status == 410
    assert "mother" not in page.html


async def test_a_closed_conversation_opens_again_when_written_to(browser: Browser, door: Door) -> None:
    await in_talk(browser)
    session, conversation = await therapist(door)
    case = await door.staff.case(session, conversation)
    await door.staff.close(session, conversation, registration=case.draft)
    assert "Samtalen er sluttet for nu." in (await browser.opens()).words

    page = await browser.presses("say", text="Må jeg spørge om en ting til?")
    assert "Du er den næste i køen." in page.words


async def test_deleting_takes_a_tick_and_leaves_nothing(browser: Browser, door: Door) -> None:
    code = await in_talk(browser)
    page = await browser.presses("forget")
    assert page.status == 422
    assert "hvis du vil slette det hele" in page.words

    page = await browser.presses("forget", sure="yes")
    assert "Din samtale er slettet" in page.words
    await browser.opens()
    page = await browser.presses("enter", code=code)
    assert "Den kode kan vi ikke finde" in page.words

"""Times a therapist proposes, on the visitor's page: tapped, declined, lapsed; without script."""

from dataclasses import dataclass

from flows.vocabulary import PretalkState
from tests.bot.browsing import Browser
from tests.bot.conftest import Door
from tests.bot.proposing import Talk, press, talks


@dataclass
class Page:
    """Somebody's page, and what Mette does about it."""

    talk: Talk
    browser: Browser

    @property
    def words(self) -> str:
        """What can be read on it."""
        return self.browser.page.words


async def at_the_page(door: Door) -> Page:
    """Somebody talks with Mette, and has the page open in a browser of theirs."""
    talk = await talks(door)
    browser = Browser(client=door.browser(**{"Accept-Language": "da"}))
    await browser.opens()
    await browser.presses("enter", code=" ".join(talk.visitor.code))
    return Page(talk=talk, browser=browser)


async def test_one_of_three_is_taken_with_a_tap(door: Door) -> None:
    page = await at_the_page(door)
    assert not page.browser.page.has("accept")
    ids = await page.talk.proposes(0, 1, 2)
    await page.browser.opens()
    assert "Passer en af disse tider?" in page.words
    assert "tirsdag den 24. november kl. 09.00 Hos os · 60 minutter" in page.words
    # Before anything is pressed: where it is, and until when each of them is held.
    held = (await page.talk.visitor.talk()).proposed
    where = {True: "1125 København K", False: "Terapeuten sender et link her"}
    for each in held:
        assert each.address in page.words
        assert where[bool(each.address)] in page.words
    ends = {each.lapses_at for each in held}
    assert page.words.count("Holdes til dig indtil") == (len(held) if len(ends) > 1 else 1)
    await page.browser.posts({"do": "accept", "proposal": ids[2]})
    assert "Passer en af disse tider?" not in page.words
    assert "Når vi mødes, så sig:" in page.words
    assert "Aftalt: tirsdag den 24. november kl. 14.00." in page.words
    assert (await page.talk.row()).state is PretalkState.BOOKED
    # The same press again: the page as it is.
    answer = await page.browser.posts({"do": "accept", "proposal": ids[2]})
    assert answer.status == 200
    assert page.words.count("Aftalt:") == 1


async def test_none_of_them_leads_to_finding_a_time(door: Door) -> None:
    page = await at_the_page(door)
    await page.talk.proposes(0, 1)
    await page.browser.opens()
    await page.browser.presses("decline")
    assert "Ingen af tiderne passer mig." in page.words
    assert not page.browser.page.has("decline")
    assert page.browser.page.has("answer")


async def test_what_has_lapsed_says_so_kindly_and_leads_on(door: Door) -> None:
    page = await at_the_page(door)
    ids = await page.talk.proposes(0)
    await page.browser.opens()
    door.clock.advance(hours=7)
    await page.browser.opens()
    await page.talk.proposes(1)
    answer = await page.browser.posts({"do": "accept", "proposal": ids[0]})
    assert answer.status == 422
    assert "Det forslag gælder ikke mere. Det gør ikke noget. Du kan finde en ny tid her." in page.words
    assert page.browser.page.has("find-time")


async def test_a_time_is_moved_only_with_her_yes(door: Door) -> None:
    page = await at_the_page(door)
    await page.talk.books()
    chosen = (await page.talk.free())[1]
    await door.staff.propose_move(
        page.talk.session,
        page.talk.conversation,
        time_id=chosen.id,
        because="Jeg skal på kursus.",
        reason=None,
        press=press(),
    )
    await page.browser.opens()
    assert "Må vi flytte din tid?" in page.words
    assert "Du har en tid tirsdag den 24. november kl. 09.00." in page.words
    assert "Jeg skal på kursus." in page.words
    await page.browser.presses("decline")
    assert "Må vi flytte din tid?" not in page.words
    assert "Jeg vil gerne beholde den tid, vi har aftalt." in page.words
    assert (await page.talk.row()).state is PretalkState.BOOKED


async def test_in_english_too(door: Door) -> None:
    page = await at_the_page(door)
    await page.talk.proposes(0)
    await page.browser.opens()
    await page.browser.posts({"do": "language", "language": "en"})
    assert "Does this time suit you?" in page.words
    assert "Tuesday 24 November at 09:00" in page.words
    assert "It does not fit" in page.words

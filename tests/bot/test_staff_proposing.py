"""The console's pages about a pre-talk: the card, the second tap, the guide; each form answered once."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from aiohttp import ClientSession

from storage import ballots
from tests.bot.conftest import Door
from tests.bot.proposing import Talk, talks
from tests.bot.test_staff_steps import form_of, log_in, read


@dataclass
class Desk:
    """Mette at her browser, with one conversation."""

    door: Door
    talk: Talk
    browser: ClientSession

    @property
    def case(self) -> str:
        return f"/personale/samtale/{self.talk.conversation}"

    async def page(self, address: str) -> str:
        answer = await self.browser.get(address)
        assert answer.status == 200, await answer.text()
        return await read(answer)

    async def sends(self, step: str, times: tuple[int, ...] = (), on: str = "case", **typed: str) -> tuple[int, str]:
        """Fill a form of the card in, and send it; returns the status, and the page that answers."""
        address = self.case if on == "case" else f"{self.case}/tid"
        fields = await form_of(self.browser, address, f"{self.case}/tid/{step}")
        fields.pop("time", None)
        free = await self.talk.free()
        data = [*({**fields, **typed}).items(), *(("time", free[number].id) for number in times)]
        self.sent = data
        answer = await self.browser.post(f"{self.case}/tid/{step}", data=data)
        return answer.status, await read(answer)

    async def time_passes(self, until: datetime) -> None:
        self.door.clock.now = until
        self.browser = await log_in(self.door, "mette")
        self.talk.session = await self.door.session("mette")
        code = " ".join(self.talk.visitor.code)
        self.talk.visitor.cookie = await self.door.visitors.enter(code_text=code, caller="test")


async def at_the_desk(door: Door) -> Desk:
    talk = await talks(door)
    return Desk(door=door, talk=talk, browser=await log_in(door, "mette"))


# The card


async def test_the_card_shows_the_clock_and_what_can_be_done_and_the_case_page_shows_what_was(door: Door) -> None:
    desk = await at_the_desk(door)
    page = await desk.page(desk.case)
    assert "Dag 1 af 14" in page
    assert "Foreslå tider" in page
    assert "tirsdag den 24. november kl. 09.00 · Samtalerummet · Mette" in page
    status, page = await desk.sends("foreslaa", (0, 1, 2))
    assert status == 200
    assert "Foreslået, venter på svar: tirsdag den 24. november kl. 09.00" in page
    assert "Har fået tider tilbudt" in page
    assert "Her er 3 tider, du kan vælge imellem." in page
    shown = (await desk.talk.visitor.talk()).proposed
    await door.visitors.accept(desk.talk.visitor.cookie, shown[0].id)
    page = await desk.page(desk.case)
    assert "Har en tid" in page
    assert "Aftalt: tirsdag den 24. november kl. 09.00. Hos os." in page
    assert "Ankomstord" in page
    assert "Foreslå tider" not in page
    assert "Aflys tiden" in page


async def test_a_form_that_is_sent_twice_is_done_once(door: Door) -> None:
    desk = await at_the_desk(door)
    await desk.sends("aftal", (0,))
    answer = await desk.browser.post(f"{desk.case}/tid/aftal", data=desk.sent)
    assert answer.status == 200
    assert len(await desk.talk.said()) == 1


async def test_a_time_behind_the_fourteen_days_stays_chosen_while_its_reason_is_asked_for(door: Door) -> None:
    desk = await at_the_desk(door)
    free = await desk.talk.free()
    late = next(number for number, each in enumerate(free) if each.late)
    status, page = await desk.sends("aftal", (late,))
    assert status == 422
    assert "Tiden ligger senere end de 14 dage. Vælg også en grund." in page
    answer = await desk.browser.post(f"{desk.case}/tid/aftal", data=desk.sent)
    html = await answer.text()
    assert re.search(rf'value="{re.escape(free[late].id)}" selected', html)
    assert "<details open><summary>Sæt en tid af" in html
    status, _ = await desk.sends("aftal", (late,), reason="late_wish")
    assert status == 200
    assert (await desk.talk.row()).starts_at == free[late].starts_at


async def test_moving_without_a_reason_keeps_what_was_typed_and_asks_nobody(door: Door) -> None:
    desk = await at_the_desk(door)
    await desk.sends("aftal", (0,))
    status, _ = await desk.sends("flyt", (0,), because=" ")
    assert status == 422
    assert len(await desk.talk.said()) == 1
    status, page = await desk.sends("flyt", (1,), because="Jeg skal på kursus.")
    assert status == 200
    assert "Spurgt, om tiden må flyttes til:" in page
    assert "Jeg skal på kursus." in page


async def test_cancelling_goes_on_from_a_page_of_its_own_when_the_talk_is_closed(door: Door) -> None:
    desk = await at_the_desk(door)
    await desk.sends("aftal", (0,))
    closing = await form_of(desk.browser, desk.case, f"{desk.case}/luk")
    assert (await desk.browser.post(f"{desk.case}/luk", data=closing)).status == 200
    assert (await desk.browser.get(desk.case)).status == 422
    assert "Flyt eller aflys" in await desk.page("/personale/kalender")
    assert "Hej" not in await desk.page(f"{desk.case}/tid")
    status, page = await desk.sends("aflys", on="alone", because="Jeg er syg.")
    assert status == 200
    assert "Flyt eller aflys" not in page
    assert (await desk.talk.said())[-2] == "Jeg er syg."
    # Pressed twice; and then it is nothing of hers any more.
    assert (await desk.browser.post(f"{desk.case}/tid/aflys", data=desk.sent)).status == 200
    assert len(await desk.talk.said()) == 3
    assert (await desk.browser.get(f"{desk.case}/tid")).status == 403


async def test_a_colleague_who_has_nothing_to_do_with_it_is_kept_out(door: Door) -> None:
    desk = await at_the_desk(door)
    await desk.sends("aftal", (0,))
    other = await log_in(door, "anders")
    for address in ("tid", "guide", "efter?hvordan=held"):
        assert (await other.get(f"{desk.case}/{address}")).status == 403
    assert (await other.post(f"{desk.case}/tid/aflys", data={"because": "Nej"})).status == 403


async def test_from_day_21_other_offers_are_told_of_with_one_press_and_a_reason_is_asked_for(door: Door) -> None:
    desk = await at_the_desk(door)
    await desk.sends("foreslaa", (0,))
    page = await desk.page(desk.case)
    assert "Fortæl om andre tilbud" not in page
    assert "Hvorfor tog det mere end 14 dage?" not in page
    await desk.time_passes(door.clock.now + timedelta(days=20))
    page = await desk.page(desk.case)
    assert "Dag 21 af 14" in page
    status, _ = await desk.sends("grund", reason="no_times")
    assert status == 200
    html = await (await desk.browser.get(desk.case)).text()
    offers = html.split('name="offer"', 1)[1].split("</select>", 1)[0]
    name = re.findall(r'value="([^"]+)"', offers)[0]
    status, page = await desk.sends("tilbud", offer=name)
    assert status == 200
    assert "Du beholder din plads her" in (await desk.talk.said())[-1]
    status, _ = await desk.sends("tilbud", offer="Et sted, der ikke findes")
    assert status == 422


# Afterwards


async def test_how_it_went_is_asked_when_it_is_over_and_told_in_two_taps(door: Door) -> None:
    desk = await at_the_desk(door)
    pages = ("/personale", "/personale/kalender")
    for page in pages:
        assert "Hvordan gik det?" not in await desk.page(page)
    await desk.sends("aftal", (0,))
    starts_at = (await desk.talk.row()).starts_at
    assert starts_at is not None
    await desk.time_passes(starts_at + timedelta(minutes=61))
    for page in pages:
        assert "Hvordan gik det?" in await desk.page(page)
    after = f"{desk.case}/efter"
    page = await desk.page(f"{after}?hvordan=held")
    assert "Hvad sker der nu?" in page
    assert "senest onsdag den 23. december" in page
    assert "Holdt" not in (await desk.talk.said())
    fields = await form_of(desk.browser, f"{after}?hvordan=held", after)
    for _ in range(2):
        answer = await desk.browser.post(after, data={**fields, "onward": "course"})
        assert answer.status == 200
        assert "Forløbet bør begynde senest onsdag den 23. december." in await read(answer)
        assert len(await door.parts.house.database.read(ballots.pool)) == 1
    assert "Hvordan gik det?" not in await desk.page("/personale")
    undo = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', await answer.text()))
    answer = await desk.browser.post(f"{after}/fortryd", data=undo)
    assert answer.status == 200
    assert "Hvordan gik det?" in await read(answer)
    assert await door.parts.house.database.read(ballots.pool) == ()


async def test_what_did_not_happen_yet_is_not_told_and_an_odd_answer_is_none(door: Door) -> None:
    desk = await at_the_desk(door)
    await desk.sends("aftal", (0,))
    after = f"{desk.case}/efter"
    for how in ("held", "absent", "cancelled_late"):
        answer = await desk.browser.post(after, data={"how": how, "onward": "course"})
        assert answer.status == 422
        assert "Tiden er ikke begyndt endnu." in await read(answer)
    for odd in ("", "given_up", "x"):
        assert (await desk.browser.get(f"{after}?hvordan={odd}")).status == 422
        assert (await desk.browser.post(after, data={"how": odd})).status == 422
    assert len(await desk.talk.said()) == 1


async def test_who_did_not_come_is_written_to_with_the_second_tap(door: Door) -> None:
    desk = await at_the_desk(door)
    await desk.sends("aftal", (0,))
    starts_at = (await desk.talk.row()).starts_at
    assert starts_at is not None
    await desk.time_passes(starts_at + timedelta(hours=2))
    after = f"{desk.case}/efter"
    fields = await form_of(desk.browser, f"{after}?hvordan=absent", after)
    assert len(await desk.talk.said()) == 1
    for _ in range(2):
        answer = await desk.browser.post(after, data=fields)
        assert "Beskeden er sendt." in await read(answer)
    assert len(await desk.talk.said()) == 2


# The guide


async def test_the_guide_stands_with_what_they_told_beside_its_points(door: Door) -> None:
    desk = await at_the_desk(door)
    page = await desk.page(f"{desk.case}/guide")
    for heading in ("Velkommen", "Hvem vi er", "Ønsker og behov", "Valg og aftaler", "Formaliteter"):
        assert heading in page
    assert "Alder 3-11 år" in page
    browser = await log_in(door, "mette")
    await browser.post("/personale/sprog", data={"language": "en", "back": "/personale"})
    assert "Wishes and needs" in await read(await browser.get(f"{desk.case}/guide"))


async def test_an_administrator_words_the_guide_and_takes_it_back(door: Door) -> None:
    desk = await at_the_desk(door)
    ida, writing = await log_in(door, "ida"), "/personale/administration/vejledning"
    answer = await ida.get(writing)
    assert answer.status == 200
    assert "Her står den tekst, der følger med." in await read(answer)
    answer = await ida.post(writing, data={"of": "da", "body": "# Hej\n> navnet"})
    assert answer.status == 422
    page = await answer.text()
    assert "Linje 2: Der er ikke noget, der hedder »navnet«." in page
    assert "&gt; navnet" in page
    answer = await ida.post(writing, data={"of": "da", "body": "# Vores <egen>\n- Kaffe\n> barnet"})
    assert "Her står jeres egen tekst." in await read(answer)
    guide = await (await desk.browser.get(f"{desk.case}/guide")).text()
    assert "Vores &lt;egen&gt;" in guide
    assert "3-11" in guide
    assert "Formaliteter" not in guide
    await ida.post(f"{writing}/vores", data={"of": "da"})
    assert "Formaliteter" in await desk.page(f"{desk.case}/guide")
    trail = await read(await ida.get("/personale/administration/spor"))
    assert "Vejledning ændret" in trail
    for address in (writing, f"{writing}/vores"):
        assert (await desk.browser.post(address, data={"of": "da", "body": "x"})).status == 403

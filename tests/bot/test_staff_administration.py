"""The administrator's pages: a new person who can then log in, queues, hours, facts, offers, and who is kept out."""

import re

from tests.bot.conftest import Door
from tests.bot.test_staff_steps import log_in, read

BASE = "/personale/administration"


async def test_a_new_person_is_shown_once_and_can_log_in(door: Door) -> None:
    browser = await log_in(door, "ida")
    person = {"login": "sofie", "shown_name": "Sofie", "roles": "therapist"}
    answer = await browser.post(f"{BASE}/personer", data=person)
    page = await answer.text()
    assert answer.status == 200
    assert 'src="data:image/svg+xml' in page
    shown = dict(re.findall(r'<code id="new-(login|password|secret)">([^<]+)</code>', page))
    again = await browser.get(answer.url.path)
    assert shown["password"] not in await again.text()
    door.people["sofie"] = type(door.people["ida"])(
        login="sofie", password=shown["password"], totp_secret=shown["secret"], otpauth=""
    )
    newcomer = await log_in(door, "sofie")
    assert (await newcomer.get("/personale")).status == 200
    assert "Oprettede en person" in await read(await browser.get(f"{BASE}/spor"))


async def test_a_person_without_a_role_is_refused_and_the_boxes_stay(door: Door) -> None:
    browser = await log_in(door, "ida")
    answer = await browser.post(f"{BASE}/personer", data={"login": "sofie", "shown_name": "Sofie <3"})
    assert answer.status == 422
    assert "Vælg mindst én rolle." in await read(answer)
    assert 'value="Sofie &lt;3"' in await answer.text()


async def test_closing_a_login_ends_its_sessions(door: Door) -> None:
    therapist = await log_in(door, "anders")
    browser = await log_in(door, "ida")
    staff_id = {each.login: each.staff_id for each in await door.staff.people(await door.session("ida"))}["anders"]
    assert (await browser.post(f"{BASE}/personer/luk", data={"staff_id": staff_id, "disabled": "yes"})).status == 200
    assert (await therapist.get("/personale")).url.path == "/personale/login"


async def test_a_member_lets_a_colleague_into_a_queue_and_the_administrator_takes_them_out(door: Door) -> None:
    administrator = await log_in(door, "ida")
    answer = await administrator.post(f"{BASE}/koer/ind", data={"queue": "0-11", "login": "karen"})
    assert answer.status == 422
    assert "Du er ikke selv i køen" in await read(answer)
    member = await log_in(door, "mette")
    assert (await member.post("/personale/adgang", data={"queue": "0-11", "login": "karen"})).status == 200
    page = await (await administrator.get(f"{BASE}/koer")).text()
    assert "Fjern karen" in page
    answer = await administrator.post(f"{BASE}/koer/ud", data={"queue": "0-11", "login": "karen"})
    assert "Fjern karen" not in await answer.text()


async def test_hours_are_saved_and_odd_ones_stay_in_their_boxes(door: Door) -> None:
    browser = await log_in(door, "ida")
    week = {"queue": "0-11", "opens-0": "10:00", "closes-0": "16:30"}
    page = await (await browser.post(f"{BASE}/koer/tider", data=week)).text()
    assert 'value="16:30"' in page
    answer = await browser.post(f"{BASE}/koer/tider", data=week | {"closes-0": "09:59"})
    assert answer.status == 422
    assert 'value="09:59"' in await answer.text()


async def test_a_fact_is_changed_and_one_too_long_is_refused(door: Door) -> None:
    browser = await log_in(door, "ida")
    answer = await browser.post(f"{BASE}/fakta", data={"code": "112", "fact-hours": "Altid"})
    assert 'value="Altid"' in await answer.text()
    answer = await browser.post(f"{BASE}/fakta", data={"code": "112", "fact-hours": "x" * 601})
    assert answer.status == 422
    assert "højst have 600 tegn" in await read(answer)


async def test_a_list_of_offers_that_cannot_be_read_changes_nothing(door: Door) -> None:
    browser = await log_in(door, "ida")
    before = await read(await browser.get(f"{BASE}/tilbud"))
    answer = await browser.post(f"{BASE}/tilbud", data={"table": "navn\talder"})
    assert answer.status == 422
    assert "navn\talder</textarea>" in await answer.text()
    assert await read(await browser.get(f"{BASE}/tilbud")) == before


async def test_only_administrators_come_in(door: Door) -> None:
    browser = await log_in(door, "mette")
    for page in ("", "/koer", "/fakta", "/tilbud", "/spor"):
        assert (await browser.get(f"{BASE}{page}")).status == 403

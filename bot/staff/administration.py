"""The administrator's pages: people, queues, facts, other offers, and the trail. No content of any conversation."""

import segno
from aiohttp import web

from bot.desk.views import NewLogin, Refused
from bot.page import go_to
from bot.staff import forms
from bot.staff.frame import Frame, Here
from bot.staff.kept import Kept
from flows.offers import KINDS, MAPPED_BANDS
from flows.questions import option_text_id
from flows.vocabulary import StaffRole

BASE = "/personale/administration"


class AdministrationPages:
    """Everything an administrator keeps."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._new: Kept[NewLogin] = Kept()

    def routes(self) -> list[web.RouteDef]:
        """Where these pages are."""
        frame = self._frame
        return [
            web.get(BASE, frame.shown(self._people), name="console-people"),
            web.post(f"{BASE}/personer", frame.pressed(self._add_person, self._people), name="console-add-person"),
            web.post(f"{BASE}/personer/nulstil", frame.pressed(self._reset, self._people), name="console-reset-person"),
            web.post(f"{BASE}/personer/luk", frame.pressed(self._disable, self._people), name="console-close-person"),
            web.get(f"{BASE}/ny/{{mark}}", frame.shown(self._new_login), name="console-new-login"),
            web.get(f"{BASE}/koer", frame.shown(self._queues), name="console-queues"),
            web.post(f"{BASE}/koer/ind", frame.pressed(self._grant, self._queues), name="console-grant"),
            web.post(f"{BASE}/koer/ud", frame.pressed(self._revoke, self._queues), name="console-revoke"),
            web.post(f"{BASE}/koer/tider", frame.pressed(self._hours, self._queues), name="console-hours"),
            web.get(f"{BASE}/fakta", frame.shown(self._facts), name="console-facts"),
            web.post(f"{BASE}/fakta", frame.pressed(self._save_fact, self._facts), name="console-save-fact"),
            web.get(f"{BASE}/tilbud", frame.shown(self._offers), name="console-offers"),
            web.post(
                f"{BASE}/tilbud", frame.pressed(self._replace_offers, self._offers), name="console-replace-offers"
            ),
            web.get(f"{BASE}/spor", frame.shown(self._trail), name="console-trail"),
        ]

    async def _people(self, here: Here, *, error: str | None = None) -> web.StreamResponse:
        people = await self._frame.desk.people(here.session)
        telegram = self._frame.telegram
        stuck = telegram and (await self._frame.desk.messenger(here.session)).stuck
        return self._frame.page(
            here,
            "people.html",
            error=error,
            at="people",
            people=people,
            to_move=len(await self._frame.desk.to_move(here.session)),
            stuck=stuck,
            staff_roles=tuple(StaffRole),
            ticked=tuple(here.fields.getall("roles", [])),
            me=here.session.staff_id.hex(),
        )

    async def _add_person(self, here: Here) -> web.StreamResponse:
        roles = frozenset(forms.one_of(StaffRole, role) for role in here.fields.getall("roles", []))
        made = await self._frame.desk.add_person(
            here.session, login=here.typed("login"), shown_name=here.typed("shown_name"), roles=roles
        )
        return self._show_once(here, made)

    async def _reset(self, here: Here) -> web.StreamResponse:
        return self._show_once(here, await self._frame.desk.reset_person(here.session, here.typed("staff_id")))

    async def _disable(self, here: Here) -> web.StreamResponse:
        await self._frame.desk.disable_person(
            here.session, here.typed("staff_id"), disabled=here.typed("disabled") == "yes"
        )
        return go_to(BASE)

    def _show_once(self, here: Here, made: NewLogin) -> web.StreamResponse:
        return go_to(f"{BASE}/ny/{self._new.put(here.session.staff_id, made)}")

    async def _new_login(self, here: Here) -> web.StreamResponse:
        made = self._new.take(here.session.staff_id, here.part("mark"))
        if made is None:
            return go_to(BASE)
        picture = segno.make(made.otpauth).svg_data_uri(scale=5, light="white")
        return self._frame.page(here, "new_login.html", at="people", languages=(), made=made, picture=picture)

    async def _queues(self, here: Here, *, error: str | None = None) -> web.StreamResponse:
        rows = [
            (each, {hours.weekday: hours for hours in each.hours})
            for each in await self._frame.desk.queues(here.session)
        ]
        return self._frame.page(
            here, "queues.html", error=error, at="queues", rows=rows, bad=here.typed("queue") if error else None
        )

    async def _grant(self, here: Here) -> web.StreamResponse:
        await self._frame.desk.grant(here.session, queue_code=here.typed("queue"), login=here.typed("login"))
        return go_to(f"{BASE}/koer")

    async def _revoke(self, here: Here) -> web.StreamResponse:
        await self._frame.desk.revoke(here.session, queue_code=here.typed("queue"), login=here.typed("login"))
        return go_to(f"{BASE}/koer")

    async def _hours(self, here: Here) -> web.StreamResponse:
        await self._frame.desk.set_hours(here.session, queue_code=here.typed("queue"), hours=forms.hours(here.fields))
        return go_to(f"{BASE}/koer")

    async def _facts(self, here: Here, *, error: str | None = None) -> web.StreamResponse:
        facts = await self._frame.desk.facts(here.session)
        return self._frame.page(
            here, "facts.html", error=error, at="facts", facts=facts, label=lambda name: self._fact_label(here, name)
        )

    def _fact_label(self, here: Here, name: str) -> str:
        return self._said(here, option_text_id("console-fact", name)) or name

    async def _save_fact(self, here: Here) -> web.StreamResponse:
        fields = {name.removeprefix("fact-"): value for name, value in here.fields.items() if name.startswith("fact-")}
        await self._frame.desk.save_fact(here.session, code=here.typed("code"), fields=fields)
        return go_to(f"{BASE}/fakta")

    async def _offers(self, here: Here, *, error: str | None = None) -> web.StreamResponse:
        offers = await self._frame.desk.offers(here.session)
        columns = ("name", *(f"age_{band.replace('-', '_')}" for band in MAPPED_BANDS), *KINDS)
        rows = [(offer, sorted(offer.bands, key=_youngest)) for offer in offers]
        return self._frame.page(here, "offers.html", error=error, at="offers", rows=rows, columns=columns)

    async def _replace_offers(self, here: Here) -> web.StreamResponse:
        if not here.typed("table").strip():
            raise Refused("offers-empty", line=1)
        await self._frame.desk.replace_offers(here.session, here.typed("table"))
        return go_to(f"{BASE}/tilbud")

    async def _trail(self, here: Here, *, error: str | None = None) -> web.StreamResponse:
        rows = await self._frame.desk.trail(here.session)
        return self._frame.page(
            here,
            "trail.html",
            error=error,
            at="trail",
            rows=[(row, self._said(here, f"console-action-{row.action}") or row.action) for row in rows],
        )

    def _said(self, here: Here, text_id: str) -> str | None:
        """A text, or None where there is none: what stands in the database may be older or newer than the texts."""
        wording = self._frame.wording
        return wording.text(here.language, text_id) if wording.has(here.language, text_id) else None


def _youngest(band: str) -> tuple[int, str]:
    """Sorts ages as people do: "6-12" before "13-17"."""
    youngest = band.partition("-")[0].rstrip("+")
    return (int(youngest) if youngest.isdecimal() else 0, band)

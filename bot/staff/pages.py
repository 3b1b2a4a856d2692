"""The console put together under /personale; a start that could not say everything it may have to is refused."""

from aiohttp import web

from bot.desk.administration import StaffDesk
from bot.page import asset
from bot.settings import Settings
from bot.staff.absence import AbsencePages
from bot.staff.administration import AdministrationPages
from bot.staff.afterwards import AfterwardsPages
from bot.staff.agenda import CalendarPages
from bot.staff.cases import CasePages
from bot.staff.clocks import ClockPages
from bot.staff.connected import ConnectedPages
from bot.staff.corrections import CorrectionPages
from bot.staff.counts import CountPages
from bot.staff.entrance import EntrancePages
from bot.staff.explaining import ExplainingPages
from bot.staff.exporting import ExportPages
from bot.staff.frame import Frame
from bot.staff.guides import GuidePages
from bot.staff.importing import ImportPages
from bot.staff.lines import LinePages
from bot.staff.live import LivePages
from bot.staff.messengers import MessengerPages
from bot.staff.monthly import MonthPages
from bot.staff.moving import MovingPages
from bot.staff.offering import OfferingPages
from bot.staff.texts import wording_ids
from bot.staff.times import TimesPages
from bot.staff.unit import UnitPages
from bot.staff.yearly import YearPages
from bot.wording import Wording


def add_to(application: web.Application, *, desk: StaffDesk, wording: Wording, settings: Settings) -> None:
    """Add every page of the console; raises `MissingText` when a text it needs is missing."""
    wording.require(wording_ids())
    style, style_mark = asset("bot.staff", "console.css", "text/css")
    script, script_mark = asset("bot.staff", "console.js", "text/javascript")
    # The stylesheet that both doors share; the visitor's page serves it.
    _, shared_mark = asset("bot.web", "style.css", "text/css")
    marks = {"style": style_mark, "script": script_mark, "shared": shared_mark}
    frame = Frame(desk=desk, wording=wording, settings=settings, marks=marks)
    cases = CasePages(frame)
    for pages in (
        EntrancePages(frame),
        cases,
        TimesPages(frame, case=cases.show),
        AfterwardsPages(frame),
        GuidePages(frame),
        CalendarPages(frame),
        OfferingPages(frame),
        AbsencePages(frame),
        ConnectedPages(frame),
        ExplainingPages(frame),
        MovingPages(frame),
        UnitPages(frame),
        ClockPages(frame),
        LinePages(frame),
        ImportPages(frame),
        CountPages(frame),
        ExportPages(frame),
        CorrectionPages(frame),
        YearPages(frame),
        MonthPages(frame),
        AdministrationPages(frame),
        MessengerPages(frame),
        LivePages(frame),
    ):
        application.router.add_routes(pages.routes())
    application.router.add_get("/personale/console.css", style, name="console-style")
    application.router.add_get("/personale/console.js", script, name="console-script")

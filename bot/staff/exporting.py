"""Taking the figures along: one page to choose a file on, which also says what stands in it, and the file."""

import asyncio
from datetime import date

from aiohttp import web

from bot.desk.ballots import Counted
from bot.desk.views import Refused
from bot.reports.document import to_json
from bot.reports.rows import COLUMNS, export_rows
from bot.reports.separated import to_csv
from bot.staff.frame import Frame, Here
from bot.staff.table_labels import Say, option_label, table_label
from bot.staff.texts import FORMATS, code_id
from flows.figures import YEARLY_GOALS
from flows.helped_counting import HELPED
from flows.pretalk_counting import HELD, NEVER, OFFERED, RESULT

EXPORT = "/personale/tal/hent"
FILE = "/personale/tal/fil"
KINDS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv",
    "json": "application/json",
}
EVERY_YEAR = "alle"


class ExportPages:
    """Files of figures."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    def routes(self) -> list[web.RouteDef]:
        """Where these pages are."""
        frame = self._frame
        return [
            web.get(EXPORT, frame.shown(self._choose), name="console-export"),
            web.get(FILE, frame.shown(self._file), name="console-export-file"),
        ]

    async def _choose(self, here: Here, *, error: str | None = None) -> web.StreamResponse:
        return self._frame.page(
            here,
            "export.html",
            error=error,
            at="figures",
            years=await self._frame.desk.counted_years(here.session),
            every=EVERY_YEAR,
            formats=FORMATS,
            columns=COLUMNS,
        )

    async def _file(self, here: Here, *, error: str | None = None) -> web.StreamResponse:
        query = here.request.query
        file_format, year = query.get("format", ""), query.get("aar", EVERY_YEAR)
        if file_format not in FORMATS:
            raise Refused("export-format")
        if year != EVERY_YEAR and _number(year) not in await self._frame.desk.counted_years(here.session):
            raise Refused("export-year")
        found = await self._frame.desk.export(here.session, what=f"{file_format} {year}")
        today = self._frame.desk.now().astimezone(self._frame.timezone).date()

        say = self._frame.says(here)
        return web.Response(
            body=await asyncio.to_thread(
                written,
                found,
                file_format=file_format,
                years=() if year == EVERY_YEAR else (int(year),),
                decimal_comma=query.get("komma") == "ja",
                made_on=today,
                say=say,
            ),
            content_type=KINDS[file_format],
            charset="utf-8" if file_format != "xlsx" else None,
            headers={"Content-Disposition": f'attachment; filename="tal-{year}-{today.isoformat()}.{file_format}"'},
        )


def written(
    found: Counted, *, file_format: str, years: tuple[int, ...], decimal_comma: bool, made_on: date, say: Say
) -> bytes:
    """A file of these years, or of all: `file_format` is one of `FORMATS`."""
    rows = export_rows(
        counters=found.counters,
        untallied=found.untallied,
        published=found.published,
        corrections=found.corrections,
        declared=found.declared,
        years=years,
    )
    if file_format == "csv":
        return to_csv(rows, decimal_comma=decimal_comma)
    if file_format == "json":
        return to_json(rows, made_on=made_on)
    # Late: a workbook is seldom asked for, and what writes it takes long to load.
    from bot.reports.spreadsheet import to_workbook

    return to_workbook(
        rows, goals=YEARLY_GOALS, made_on=made_on, say=say, named=lambda table, answer: _named(table, answer, say)
    )


def _named(table: str, answer: str | None, say: Say) -> str:
    """What a table is called, or an answer in it."""
    ours = table in (OFFERED.name, HELD.name, RESULT.name, HELPED)
    if answer is None:
        return say(code_id("export-table", table)) if ours else table_label(table, say)
    if table == RESULT.name:
        return say(code_id("result", answer))
    if table == HELPED:
        return say(code_id("got-help", answer))
    if ours:
        return say("console-report-never") if answer == NEVER else say("console-report-days", days=answer)
    return option_label(table, answer, say)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) == 4 else None

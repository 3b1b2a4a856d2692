"""The yearly report: the goals, and the target group's profile beside a comparison; made to be printed.

Nothing on the paper needs a click. The comparison is a small sheet that somebody uploads, from a template with every
table and answer in it; a sheet with lines that are not clear is kept only when they are left out knowingly.
"""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from aiohttp import web
from markupsafe import Markup

from bot.desk.comparing import Compare
from bot.desk.views import CountsSealed, Refused
from bot.moments import day_in_words
from bot.reports.pictures import Double, doubles
from bot.reports.separated import harmless
from bot.sheets.problems import LARGEST
from bot.staff.counts import FIGURES, waits
from bot.staff.figures import Cell, cell
from bot.staff.files import file_and_fields
from bot.staff.frame import Frame, Here, unread
from bot.staff.overview import said_yes, share_in_words
from bot.staff.table_labels import Say, option_label, table_label
from flows.breakdowns import TROUBLES
from flows.comparison import LONGEST_NAME, Column
from flows.deadlines import OFFER_DAYS
from flows.profile import Profile, ProfileGroup, ProfileRow

YEAR = f"{FIGURES}/aar"


@dataclass(frozen=True, kw_only=True, slots=True)
class DrawnRow:
    """An answer in words: here in numbers and in a hundred, and the comparison in a hundred."""

    label: str
    count: Cell
    share: str
    compared: str


@dataclass(frozen=True, kw_only=True, slots=True)
class DrawnGroup:
    """A table of the profile with its words and its picture; `notes` say what N is."""

    heading: str
    several: bool
    of: Cell
    compared_of: str
    notes: tuple[str, ...]
    rows: tuple[DrawnRow, ...]
    picture: Markup


class YearPages:
    """The yearly report."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    def routes(self) -> list[web.RouteDef]:
        """Where these pages are."""
        frame = self._frame
        return [
            web.get(YEAR, frame.shown(self._year), name="console-year-newest"),
            web.get(f"{YEAR}/skabelon", frame.shown(self._template), name="console-year-template"),
            web.get(f"{YEAR}/{{year}}", frame.shown(self._year), name="console-year"),
            web.post(
                f"{YEAR}/{{year}}/sammenlign",
                frame.pressed(self._compare, self._year, reads=unread),
                name="console-year-compare",
            ),
            web.post(f"{YEAR}/{{year}}/fjern", frame.pressed(self._forget, self._year), name="console-year-forget"),
        ]

    async def _year(
        self,
        here: Here,
        *,
        error: str | None = None,
        typed: Mapping[str, str] | None = None,
        done: Compare | None = None,
        forgotten: bool = False,
    ) -> web.StreamResponse:
        say = self._frame.says(here)
        wanted = here.request.match_info.get("year")
        try:
            found = await self._frame.desk.year_report(here.session, None if wanted is None else _number(wanted))
        except CountsSealed as sealed:
            return waits(self._frame, here, heading=say("console-year-latest"), sealed=sealed)
        except Refused as refused:
            if refused.text_id != "year-unknown":
                raise
            return self._frame.sorry(here, self._frame.sentence(here, refused), status=404)
        if found.profile is None:
            return waits(self._frame, here, heading=say("console-year-latest"))
        profile = found.profile
        helped = next((each for each in found.figures.helped.years if each.period == str(profile.year)), None)
        return self._frame.page(
            here,
            "year.html",
            error=error,
            status=422 if error or (done is not None and not done.kept) else 200,
            at="figures",
            profile=profile,
            years=found.years,
            made_on=day_in_words(found.figures.today, here.language),
            made_year=str(found.figures.today.year),
            promises=[line for line in found.pretalks.years if line.period == str(profile.year)],
            days=OFFER_DAYS,
            share=lambda each: share_in_words(each, say),
            helped=helped,
            helped_share=None if helped is None else said_yes(helped),
            helped_goal=found.figures.helped.goal,
            groups=drawn_groups(profile, say),
            comparison=profile.comparison,
            typed=typed or {},
            done=done,
            forgotten=forgotten,
            longest_name=LONGEST_NAME,
        )

    async def _compare(self, here: Here) -> web.StreamResponse:
        content, typed = await file_and_fields(here.request, largest=LARGEST)
        year = _number(here.part("year"))
        try:
            if not content:
                raise Refused("sheet-no-file")
            done = await self._frame.desk.compare(
                here.session,
                content,
                year=year,
                name=typed.get("name", ""),
                names=await self._names(here),
                leave_out=typed.get("leave_out") == "yes",
            )
        except Refused as refused:
            return await self._year(here, error=self._frame.sentence(here, refused), typed=typed)
        return await self._year(here, done=done, typed={} if done.kept else typed)

    async def _forget(self, here: Here) -> web.StreamResponse:
        gone = await self._frame.desk.forget_comparison(here.session, year=_number(here.part("year")))
        return await self._year(here, forgotten=gone)

    async def _template(self, here: Here, *, error: str | None = None) -> web.StreamResponse:
        """A sheet with a line for every answer, to be filled in."""

        say = self._frame.says(here)
        written = io.StringIO()
        writer = csv.writer(written, delimiter=";", lineterminator="\r\n")
        writer.writerow(Column)
        for table, answers in (await self._frame.desk.compared_tables(here.session)).items():
            for answer in answers:
                labels = (table_label(table, say), option_label(_kind(table), answer, say))
                writer.writerow([*(harmless(label) for label in labels), "", "", ""])
        return web.Response(
            body=written.getvalue().encode("utf-8-sig"),
            content_type="text/csv",
            charset="utf-8",
            headers={"Content-Disposition": 'attachment; filename="sammenligning.csv"'},
        )

    async def _names(self, here: Here) -> dict[str, tuple[str, dict[str, str]]]:
        """Everything tables and answers may be called in a sheet, in every language offered."""
        names: dict[str, tuple[str, dict[str, str]]] = {}
        for table, answers in (await self._frame.desk.compared_tables(here.session)).items():
            known = {answer.casefold(): answer for answer in answers}
            called = {table.casefold()}
            for language in self._frame.languages:
                say = partial(self._frame.wording.text, language)
                called.add(" ".join(table_label(table, say).split()).casefold())
                for answer in answers:
                    known.setdefault(" ".join(option_label(_kind(table), answer, say).split()).casefold(), answer)
            for name in called:
                names[name] = (table, known)
        return names


def drawn_groups(profile: Profile, say: Say) -> tuple[DrawnGroup, ...]:
    """The profile in words and pictures."""
    return tuple(_group(group, number, profile, say) for number, group in enumerate(profile.groups) if group.rows)


def _group(group: ProfileGroup, number: int, profile: Profile, say: Say) -> DrawnGroup:
    heading = table_label(group.table, say)
    labels = [option_label(_kind(group.table), row.answer, say) for row in group.rows]
    beside = "" if profile.comparison is None else profile.comparison.name
    said = [
        say("console-year-said", label=label, here=_share(row, say), there=_compared(row, say))
        if row.compared is not None
        else say("console-year-said-alone", label=label, here=_share(row, say))
        for label, row in zip(labels, group.rows, strict=True)
    ]
    unknown = cell(group.unknown, say)
    notes = [say("console-several")] if group.several else []
    if group.with_unknown:
        notes.append(say("console-year-with-unknown"))
    elif group.unknown.number:
        notes.append(say("console-year-unknown", count=unknown.said))
    return DrawnGroup(
        heading=heading,
        several=group.several,
        of=cell(group.of, say),
        compared_of="–" if group.compared_of is None else str(group.compared_of),
        notes=tuple(notes),
        rows=tuple(
            DrawnRow(label=label, count=cell(row.count, say), share=_share(row, say), compared=_compared(row, say))
            for label, row in zip(labels, group.rows, strict=True)
        ),
        picture=doubles(
            name=f"profile-{number}",
            title=say("console-year-picture", name=heading, year=str(profile.year), beside=beside or "none"),
            description=say("console-chart-description", numbers="; ".join(said)),
            items=[
                Double(label=label, first=row.share, second=None if row.compared is None else row.compared.share)
                for label, row in zip(labels, group.rows, strict=True)
            ],
        ),
    )


def _share(row: ProfileRow, say: Say) -> str:
    if row.share is None:
        return say("console-hidden") if not row.count.exact else "–"
    return say("console-year-percent", percent=round(row.share))


def _compared(row: ProfileRow, say: Say) -> str:
    if row.compared is None or row.compared.share is None:
        return "–"
    return say("console-year-percent", percent=round(row.compared.share))


def _kind(table: str) -> str:
    return "trouble" if table == TROUBLES else table


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) == 4 else 0

"""Importing an old registration sheet: choose the file, say what its columns are, see every line, count them all.

Rules: a page after the first carries the key of a sealed sheet in its form, never in its address. What would be
counted is shown line by line before anything is; lines that are not clear are left out only by a tick. The one page
that says what was counted can take it back, and so can the list of imports, for a week.
"""

from typing import Any

from aiohttp import web

from bot.desk.importing import Asked, Draft
from bot.desk.views import Refused
from bot.moments import day_in_words
from bot.sheets.problems import LARGEST, MOST_LINES
from bot.staff.files import file_in
from bot.staff.frame import Frame, Here, unread
from bot.staff.lines import month_named
from flows.line_reading import Setting
from flows.line_words import CODES
from flows.lines import print_line
from flows.questions import InvalidAnswer
from flows.sheet_values import MONTH, PLACE, TIMES, UNIT, UNKNOWN, YEARS
from flows.sheets import SKIPPED
from flows.vocabulary import Channel

SHEET = "/personale/registrering/ark"
PLAIN = (MONTH, TIMES, UNIT, YEARS, PLACE)
# So many problems are said one by one.
_PROBLEMS_SHOWN = 200
_UNDECIDED = "?"


class ImportPages:
    """Old sheets."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    def routes(self) -> list[web.RouteDef]:
        """Where these pages are."""
        frame = self._frame
        return [
            web.get(SHEET, frame.shown(self._start), name="console-sheet"),
            web.post(f"{SHEET}/fil", frame.pressed(self._file, self._start, reads=unread), name="console-sheet-file"),
            web.post(f"{SHEET}/kolonner", frame.pressed(self._choose, self._columns), name="console-sheet-columns"),
            web.post(f"{SHEET}/linjer", frame.pressed(self._lines, self._columns), name="console-sheet-lines"),
            web.post(f"{SHEET}/tael", frame.pressed(self._import, self._lines), name="console-sheet-count"),
            web.post(f"{SHEET}/fortryd", frame.pressed(self._undo, self._start), name="console-sheet-undo"),
        ]

    async def _start(self, here: Here, *, error: str | None = None, undone: bool = False) -> web.StreamResponse:
        return self._page(
            here,
            "import.html",
            error=error,
            undone=undone,
            imports=await self._frame.desk.imported(here.session),
            most=MOST_LINES,
        )

    async def _file(self, here: Here) -> web.StreamResponse:
        key = await self._frame.desk.hold_sheet(
            here.session, await file_in(here.request, largest=LARGEST, missing="sheet-no-file")
        )
        return await self._columns(here, key=key)

    async def _choose(self, here: Here) -> web.StreamResponse:
        return await self._columns(here)

    async def _columns(self, here: Here, *, error: str | None = None, key: str = "") -> web.StreamResponse:
        """What each column says, guessed or as it was chosen."""
        key, sheet = key or here.typed("key"), _number(here.typed("sheet"))
        looked = await self._frame.desk.look_at_sheet(here.session, key, sheet=sheet)
        again = here.typed("sheet_before", str(sheet)) == str(sheet)
        return self._page(
            here,
            "import_columns.html",
            error=error,
            key=key,
            sheet=sheet,
            looked=looked,
            meanings={
                column.index: here.typed(f"c{column.index}", column.guess) if again else column.guess
                for column in looked.columns
            },
            codes=CODES,
            plain=PLAIN,
            units=await self._frame.desk.sheet_units(here.session),
            channels=tuple(Channel),
        )

    async def _lines(self, here: Here, *, error: str | None = None) -> web.StreamResponse:
        """What each line would count as."""
        asked = _asked(here)
        draft = await self._frame.desk.read_sheet(here.session, here.typed("key"), asked)
        units, places = draft.around.units, draft.around.places
        return self._page(
            here,
            "import_lines.html",
            error=error,
            draft=draft,
            asked=asked,
            key=here.typed("key"),
            months={month: self._month(here, month) for month in draft.months},
            names={row.line.month: self._month(here, row.line.month) for row in draft.rows if row.line is not None},
            problems=[(row.number, self._sentences(here, row.problems)) for row in draft.unclear[:_PROBLEMS_SHOWN]],
            problems_left=max(0, len(draft.unclear) - _PROBLEMS_SHOWN),
            printed=lambda line: print_line(
                line, Setting(language=here.language, month=line.month, units=units, places=places)
            ),
            undecided=undecided(draft),
            known=draft.known and day_in_words(draft.known, here.language, today=self._frame.desk.now().date()),
            codes=CODES,
            places=places,
            units=tuple(units),
            skipped=SKIPPED,
            unknown=UNKNOWN,
            left=len([row for row in draft.rows if row.line is None and not row.problems]),
            leave_out=bool(here.typed("leave_out")),
        )

    async def _import(self, here: Here) -> web.StreamResponse:
        if here.typed("do") == "show":
            return await self._lines(here)
        done = await self._frame.desk.import_sheet(
            here.session, here.typed("key"), _asked(here), leave_out=bool(here.typed("leave_out"))
        )
        return self._page(
            here, "import_done.html", done=done, months=[self._month(here, month) for month in done.months]
        )

    async def _undo(self, here: Here) -> web.StreamResponse:
        if not await self._frame.desk.take_import_back(here.session, here.typed("mark")):
            raise Refused("console-undo-gone")
        return await self._start(here, undone=True)

    def _page(self, here: Here, name: str, *, error: str | None = None, **values: Any) -> web.StreamResponse:
        return self._frame.page(
            here, name, error=error, at="register", back=SHEET, month_name=self._named(here), **values
        )

    def _named(self, here: Here) -> Any:
        return lambda month: self._month(here, month)

    def _month(self, here: Here, month: str) -> str:
        return month_named(month, here.language)

    def _sentences(self, here: Here, problems: Any) -> list[str]:
        wording = self._frame.wording
        return [
            wording.text(
                here.language,
                problem.text_id,
                **{
                    name: self._month(here, str(value)) if name == "month" else value
                    for name, value in problem.arguments.items()
                },
            )
            for problem in problems
        ]


def undecided(draft: Draft) -> frozenset[int]:
    """The columns with a value whose meaning nobody chose."""
    return frozenset(
        column for column, values in draft.values.items() if any(value.meaning is None for value in values)
    )


def _asked(here: Here) -> Asked:
    columns: dict[int, str] = {}
    chosen: dict[tuple[int, int], str] = {}
    for name, value in here.fields.items():
        if name[:1] == "c" and name[1:].isdecimal() and value:
            columns[int(name[1:])] = _meaning(value)
        elif name[:1] == "v" and value != _UNDECIDED:
            column, _, place = name[1:].partition(".")
            if column.isdecimal() and place.isdecimal():
                chosen[int(column), int(place)] = value
    if MONTH not in columns.values():
        raise Refused("import-no-month")
    for meaning in (*PLAIN, *(name for name in CODES if name != "troubles")):
        if list(columns.values()).count(meaning) > 1:
            raise Refused("import-twice")
    unit, channel = here.typed("unit"), here.typed("channel")
    if channel and channel not in list(Channel):
        raise InvalidAnswer("invalid-option")
    return Asked(sheet=_number(here.typed("sheet")), columns=columns, unit=unit, channel=channel, chosen=chosen)


def _meaning(value: str) -> str:
    name, _, code = value.partition("=")
    if value in PLAIN or value in CODES or (name in CODES and code in list(CODES[name])):
        return value
    raise InvalidAnswer("invalid-option")


def _number(typed: str) -> int:
    return int(typed) if typed.isdecimal() and len(typed) < 3 else 0

"""Importing an old registration sheet: held sealed while somebody looks, counted whole, taken back whole.

Rules: between two presses the sheet lies sealed under a key that only the page has, for hours. Nothing is counted
unless every line is clear, or the lines that are not are left out knowingly. What is imported is one envelope to the
statistics key; for a week it can be taken back, then it is counted with its months. The same content is taken once.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy import Connection

from bot.desk.ballots import counted, outreach_places, published_tables, require
from bot.desk.casting import sealed_import
from bot.desk.house import House
from bot.desk.reading import read_apart
from bot.desk.views import Refused, StaffSession
from bot.sheets.problems import LARGEST, Problem
from bot.sheets.reading import Looked, Taken, look, take
from flows.cells import month_of
from flows.counting import TOTALS, Ballot, tally
from flows.publishing import is_frozen
from flows.sheet_columns import MOST_VALUES
from flows.sheets import Around, Plan, ReadRow, meaning_of, read_row, values_to_choose
from flows.vocabulary import StaffRole
from storage import audit, imports, queues
from storage.keys import Secret, WrongKey, mark_of, new_secret, unwrap_under, wrap_under

HELD = timedelta(hours=4)
# So long an import can be taken back; until then nothing of it is counted to the end.
OPEN_AFTER_IMPORT = timedelta(days=7)
MOST_CONTACTS = 10_000
_OLDEST_YEARS = 10


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """How somebody wants a sheet read: which of its sheets, what its columns say, and what holds for every line."""

    sheet: int = 0
    columns: Mapping[int, str]
    unit: str = ""
    channel: str = ""
    # The meaning chosen for the n-th different value of a column.
    chosen: Mapping[tuple[int, int], str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Value:
    """A value that stands in a column: on how many lines, and what it means, if that is clear."""

    value: str = field(repr=False)
    lines: int
    meaning: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """What a sheet would count as: its lines, the values to choose for, and the contacts by month.

    `standing` is what is counted in those months already; `known` is the day the same content was imported.
    """

    plan: Plan
    around: Around
    values: Mapping[int, tuple[Value, ...]]
    rows: tuple[ReadRow, ...]
    months: Mapping[str, int]
    standing: Mapping[str, int]
    known: date | None
    mark: bytes = field(repr=False)

    @property
    def contacts(self) -> int:
        """How many contacts the clear lines are."""
        return sum(self.months.values())

    @property
    def unclear(self) -> tuple[ReadRow, ...]:
        """The lines that cannot be counted."""
        return tuple(row for row in self.rows if row.problems)


@dataclass(frozen=True, kw_only=True, slots=True)
class ImportView:
    """An import: `mark` names it while it can be taken back; `until` is the last day of that."""

    imported_on: date
    contacts: int
    months: tuple[str, ...]
    mark: str
    until: date


class Importing:
    """The coordinator's and the administrator's old sheets."""

    def __init__(self, house: House) -> None:
        self._house = house

    async def hold_sheet(self, session: StaffSession, content: bytes) -> str:
        """Keep a sheet for a few hours; returns the key that opens it, for the page alone. Raises `Refused`."""
        await self._may(session)
        if len(content) > LARGEST:
            raise Refused(Problem.TOO_BIG)
        await read_apart(self._house, lambda: look(content))
        key, now = new_secret(), self._house.now()
        sealed = wrap_under(Secret(content), key=key, context=_context(session))

        def work(connection: Connection) -> None:
            imports.sweep(connection, now=now)
            imports.hold(connection, sheet_id=self._id(key), sealed=sealed, expires_at=now + HELD)

        await self._house.write(work)
        return key.reveal().hex()

    async def look_at_sheet(self, session: StaffSession, key: str, *, sheet: int = 0) -> Looked:
        """What a held sheet's columns seem to be; raises `Refused("sheet-gone")` when its hours are over."""
        await self._may(session)
        content = await self._held(session, key)
        return await read_apart(self._house, lambda: look(content, sheet=sheet))

    async def sheet_units(self, session: StaffSession) -> tuple[str, ...]:
        """The codes of every unit a sheet can be counted in."""
        await self._may(session)
        return tuple(sorted(row.code for row in await self._house.database.read(queues.all_queues)))

    async def read_sheet(self, session: StaffSession, key: str, asked: Asked) -> Draft:
        """What a held sheet would count as, line by line; nothing is counted."""
        await self._may(session)
        content = await self._held(session, key)
        taken = await read_apart(self._house, lambda: take(content, sorted(asked.columns), sheet=asked.sheet))
        mark = mark_of(taken.digest, key=self._house.keyring.pepper, purpose=b"import")
        around, known = await self._house.database.read(
            lambda connection: (self._around(connection), imports.by_mark(connection, mark=mark))
        )
        read = await asyncio.to_thread(_read, taken, asked, around)
        months: dict[str, int] = {}
        for row in read.rows:
            if row.line is not None:
                months[row.line.month] = months.get(row.line.month, 0) + row.line.times
        return Draft(
            plan=read.plan,
            around=around,
            values=read.values,
            rows=read.rows,
            months=dict(sorted(months.items())),
            standing=await self._standing(months),
            known=None if known is None else known.imported_on,
            mark=mark,
        )

    async def import_sheet(self, session: StaffSession, key: str, asked: Asked, *, leave_out: bool) -> ImportView:
        """Count a held sheet: all its clear lines, in one transaction.

        Raises `Refused` when lines are not clear and were not left out, when nothing is left, and for content that was
        imported before.
        """
        draft = await self.read_sheet(session, key, asked)
        if draft.unclear and not leave_out:
            raise Refused("import-unclear", lines=len(draft.unclear))
        if not 1 <= draft.contacts <= MOST_CONTACTS:
            raise Refused("import-nothing" if not draft.contacts else "import-too-many", most=MOST_CONTACTS)
        lines = [row.line for row in draft.rows if row.line is not None]
        ballots = [
            Ballot(month=line.month, registration=line.registration) for line in lines for _ in range(line.times)
        ]
        envelope = await asyncio.to_thread(sealed_import, self._house, ballots, draft.mark)
        now, today = self._house.now(), self._house.today()

        def work(connection: Connection) -> None:
            known = imports.by_mark(connection, mark=draft.mark)
            if known is not None:
                raise Refused("import-known", day=f"{known.imported_on:%d.%m.%Y}")
            published = published_tables(connection)
            if any(is_frozen(month, published) for month in draft.months):
                raise Refused("register-month-closed")
            imports.add(connection, mark=draft.mark, imported_on=today, counts=draft.months, envelope=envelope)
            imports.let_go(connection, sheet_id=self._id(_key(key)))
            audit.note(connection, at=now, staff_id=session.staff_id, action="import", subject=_told(draft.months))

        await self._house.write(work)
        await self._house.database.wipe_traces()
        return _view(draft.mark, today, draft.months, waits=True)

    async def imported(self, session: StaffSession) -> tuple[ImportView, ...]:
        """Every import, the newest first."""
        await self._may(session)
        rows = await self._house.database.read(imports.every)
        return tuple(_view(row.mark, row.imported_on, row.counts, waits=row.envelope is not None) for row in rows)

    async def take_import_back(self, session: StaffSession, mark: str) -> bool:
        """Take a whole import back; False when it is counted to the end, or never was."""
        await self._may(session)
        now = self._house.now()

        def work(connection: Connection) -> bool:
            row = imports.by_mark(connection, mark=_bytes(mark))
            if row is None or not imports.take_back(connection, mark=row.mark):
                return False
            told = _told(row.counts)
            audit.note(connection, at=now, staff_id=session.staff_id, action="import-undone", subject=told)
            return True

        undone = await self._house.write(work)
        await self._house.database.wipe_traces()
        return undone

    async def _may(self, session: StaffSession) -> None:
        await require(self._house, session, StaffRole.COORDINATOR, StaffRole.ADMINISTRATOR, subject="import")

    async def _held(self, session: StaffSession, key: str) -> bytes:
        secret, now = _key(key), self._house.now()
        sealed = await self._house.database.read(
            lambda connection: imports.held(connection, sheet_id=self._id(secret), now=now)
        )
        try:
            if sealed is not None:
                return unwrap_under(sealed, key=secret, context=_context(session)).reveal()
        except WrongKey:
            pass
        raise Refused("sheet-gone")

    def _id(self, key: Secret) -> bytes:
        return mark_of(key.reveal(), key=self._house.keyring.pepper, purpose=b"sheet")

    def _around(self, connection: Connection) -> Around:
        published, this_month = published_tables(connection), month_of(self._house.today())

        def closed(month: str) -> str | None:
            if month > this_month:
                return "sheet-future"
            if month < f"{int(this_month[:4]) - _OLDEST_YEARS}{this_month[4:]}":
                return "sheet-long-ago"
            return "sheet-frozen" if is_frozen(month, published) else None

        return Around(
            units={row.code: row.age_bands for row in queues.all_queues(connection)},
            places=outreach_places(connection),
            closed=closed,
        )

    async def _standing(self, months: Mapping[str, int]) -> dict[str, int]:
        found = await counted(self._house)
        standing = dict.fromkeys(sorted(months), 0)
        for source in (found.counters, tally(found.untallied)):
            for (month, table, _), number in source.items():
                if table == TOTALS and month in standing:
                    standing[month] += number
        return standing


@dataclass(frozen=True, kw_only=True)
class _WasRead:
    plan: Plan
    values: Mapping[int, tuple[Value, ...]]
    rows: tuple[ReadRow, ...]


def _read(taken: Taken, asked: Asked, around: Around) -> _WasRead:
    plan = Plan(columns=asked.columns, headers=taken.headers, unit=asked.unit, channel=asked.channel, epoch=taken.epoch)
    different = values_to_choose(plan, taken.rows)
    for column, values in different.items():
        if len(values) > MOST_VALUES:
            raise Refused("sheet-many-values", column=taken.headers[column])
    chosen = {
        (column, value): asked.chosen[column, place]
        for column, values in different.items()
        for place, value in enumerate(values)
        if (column, place) in asked.chosen
    }
    plan = Plan(
        columns=plan.columns,
        headers=plan.headers,
        unit=plan.unit,
        channel=plan.channel,
        epoch=plan.epoch,
        chosen=chosen,
    )
    return _WasRead(
        plan=plan,
        values={
            column: tuple(
                Value(value=value, lines=lines, meaning=meaning_of(plan, column, value, around))
                for value, lines in values.items()
            )
            for column, values in different.items()
        },
        rows=tuple(read_row(row, plan, around) for row in taken.rows),
    )


def _view(mark: bytes, day: date, counts: Mapping[str, int], *, waits: bool) -> ImportView:
    return ImportView(
        imported_on=day,
        contacts=sum(counts.values()),
        months=tuple(sorted(counts)),
        mark=mark.hex() if waits else "",
        until=day + OPEN_AFTER_IMPORT - timedelta(days=1),
    )


def _told(counts: Mapping[str, int]) -> str:
    """How many contacts in which months: all that the trail says."""
    return f"{sum(counts.values())}: {min(counts)} - {max(counts)}"


def _context(session: StaffSession) -> bytes:
    return b"sheet|" + session.staff_id


def _key(typed: str) -> Secret:
    return Secret(_bytes(typed))


def _bytes(typed: str) -> bytes:
    try:
        return bytes.fromhex(typed)
    except ValueError:
        return b""

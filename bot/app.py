"""The composition root: the only place that builds things. Everything else is handed what it needs."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, nullcontext, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from aiohttp import web
from sqlalchemy import Connection

from bot import jobs
from bot.desk import statistics
from bot.desk.administration import StaffDesk
from bot.desk.attempts import Attempts
from bot.desk.house import House
from bot.desk.keyring import Keyring
from bot.desk.visitor import VisitorDesk
from bot.live import Live
from bot.logs import access_log_class
from bot.page import LARGEST_FORM
from bot.sentences import Sentences
from bot.settings import Settings
from bot.staff.pages import add_to as add_staff_pages
from bot.web.pages import add_to as add_visitor_pages
from bot.wording import Wording
from flows.table_changes import check_changes, counting_from_json
from flows.table_checks import WrongTables
from flows.table_reading import DECLARED, read_tables
from flows.tables import Declared
from storage import ballots, counters, organisation
from storage.database import Database
from storage.key_file import KeyFile
from storage.keys import Hardness

if TYPE_CHECKING:
    from bot.telegram.service import Telegram


class NotReady(Exception):
    """Doorstep cannot start; the message is one clear line."""


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, kw_only=True)
class Parts:
    """What one running Doorstep is made of."""

    settings: Settings
    house: House
    wording: Wording


async def build(
    settings: Settings,
    *,
    clock: Callable[[], datetime] = _now,
    hardness: Hardness | None = None,
    pause: Callable[[float], object] = asyncio.sleep,
) -> Parts:
    """Open what `init` made; raises `NotReady` when something is missing or does not belong together."""
    if not settings.key_file.exists():
        raise NotReady(f"There is no key file at {settings.key_file}. Run `doorstep init` first.")
    tables = _tables(settings)
    key_file = KeyFile.load(settings.key_file)
    database = Database.open(settings.database_url)
    try:
        row = await database.read(organisation.load)
        if row is None:
            raise NotReady(
                f"There is a key file at {settings.key_file}, but the database is empty. "
                "Is DOORSTEP_DATABASE_URL right? "
                "If `doorstep init` was cut off, move the key file away and run it again."
            )
        if row.key_check != key_file.check():
            raise NotReady("The key file does not belong to this database. Nothing was changed.")
        await database.read(partial(_check_changes, tables, own=settings.tables is not None))
    except BaseException:
        database.close()
        raise
    wording = Wording.load(settings.languages)
    timezone = ZoneInfo(settings.timezone)
    house = House(
        database=database,
        keyring=Keyring(key_file=key_file, organisation=row, hardness=hardness or Hardness()),
        live=Live(),
        attempts=Attempts(pause=pause),  # type: ignore[arg-type]
        clock=clock,
        timezone=timezone,
        sentences=Sentences(wording=wording, timezone=timezone),
        tables=tables,
    )
    await statistics.share(house)
    return Parts(settings=settings, house=house, wording=wording)


def _tables(settings: Settings) -> Declared:
    """What is counted: as a file of the unit's own declares it, or as it stands in the program."""
    if settings.tables is None:
        return DECLARED
    try:
        return read_tables(settings.tables.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        raise NotReady(f"DOORSTEP_TABLES: {settings.tables} cannot be read.") from None
    except WrongTables as wrong:
        raise NotReady(f"DOORSTEP_TABLES: {wrong}") from None


def _check_changes(tables: Declared, connection: Connection, *, own: bool) -> None:
    """What is declared changes nothing in a period that has begun; `own` says that a file of the unit's declares it."""
    frozen = {row.period for row in ballots.published(connection)}
    written = {period: counting_from_json(said) for period, said in counters.counted_by(connection).items()}
    begun = {period: counting for period, counting in written.items() if counting is not None}
    try:
        check_changes(tables, begun, frozen)
    except WrongTables as wrong:
        where = "" if own else " Without a file of your own the program's tables hold: see docs/tables.md."
        raise NotReady(f"DOORSTEP_TABLES: {wrong}{where}") from None


def telegram_door(parts: Parts) -> "Telegram | None":
    """The Telegram door, where there is a token."""
    token = parts.settings.telegram_token
    if token is None:
        return None
    # Late: the client takes seconds to load, and is only loaded where Telegram is served.
    from bot.telegram.service import Telegram

    return Telegram(parts.house, settings=parts.settings, wording=parts.wording, token=token)


def web_application(parts: Parts, telegram: "Telegram | None" = None) -> web.Application:
    """Every door that speaks HTTP: the visitor's page, the console, and where Telegram brings its messages."""
    application = web.Application(client_max_size=LARGEST_FORM)
    add_visitor_pages(application, desk=VisitorDesk(parts.house), wording=parts.wording, settings=parts.settings)
    add_staff_pages(application, desk=StaffDesk(parts.house), wording=parts.wording, settings=parts.settings)
    if telegram is not None:
        telegram.add_to(application)
    return application


@asynccontextmanager
async def serving(parts: Parts) -> AsyncIterator[web.TCPSite]:
    """Serve, and run the jobs, until the block ends; then close everything in order."""
    telegram = telegram_door(parts)
    runner = web.AppRunner(
        web_application(parts, telegram),
        handler_cancellation=True,
        access_log_class=access_log_class(),
        shutdown_timeout=2.0,
    )
    try:
        await runner.setup()
        host, _, port = parts.settings.listen.rpartition(":")
        site = web.TCPSite(runner, host.strip("[]"), int(port))
        await site.start()
        at_work = asyncio.create_task(jobs.run(parts.house))
        try:
            async with telegram.at_work() if telegram is not None else nullcontext():
                yield site
        finally:
            at_work.cancel()
            with suppress(asyncio.CancelledError):
                await at_work
    finally:
        await runner.cleanup()
        parts.house.database.close()

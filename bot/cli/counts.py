"""`counts export`: the figures as a file, the same as the coordinator's page gives. `counts audit`: can anything that
is hidden be worked out from all that was published?"""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from bot.cli.opened import logged_in, opened
from bot.cli.refusals import Impossible
from bot.desk.administration import StaffDesk
from bot.desk.ballots import counted
from bot.desk.exporting import exported
from bot.reports.auditing import audit
from bot.reports.bounds import WIDTH, Contradiction, NoSolver
from bot.staff.exporting import EVERY_YEAR, written
from bot.staff.texts import FORMATS
from bot.wording import Wording
from flows.vocabulary import Language

# How the audit ends when a number is known too closely, and when it has nothing to work it out with.
FOUND, WITHOUT_SOLVER = 1, 3


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add these commands."""
    top = commands.add_parser(
        "counts", help="figures: export, audit", description="The figures, as the coordinator's page shows them."
    )
    actions = top.add_subparsers(dest="action", required=True, metavar="ACTION")
    export = actions.add_parser(
        "export",
        help="write the figures to a file",
        description="Writes the exact totals and the published breakdowns, as the coordinator's page does; "
        "docs/figures.md says what stands in a file. Hidden numbers are empty and say so. It is written to the "
        "audit trail.",
    )
    export.add_argument("--format", choices=FORMATS, default="csv", help="csv (what comes without this), xlsx or json")
    export.add_argument("--year", type=int, help="only this year; every year without it")
    export.add_argument("--danish-decimals", action="store_true", help="a comma in decimal numbers, in CSV")
    export.add_argument(
        "--login",
        help="who logs in for it (password and one-time code are asked for): only people at the unit can open what "
        "waits to be counted",
    )
    export.add_argument("--to", type=Path, help="a file; standard output without it")
    export.add_argument("--force", action="store_true", help="write over a file that is there already")
    export.set_defaults(run=_export)
    check = actions.add_parser(
        "audit",
        help="try to work out every hidden number",
        description="Works out by linear programming how closely a reader of everything ever published could know each "
        "hidden number. Needs the extra 'audit' (scipy). Exit code 0: nothing found; 1: a number is known too closely; "
        "2: it could not be done; 3: scipy is missing, nothing was looked at.",
    )
    check.add_argument(
        "--login",
        help="who logs in for it (password and one-time code are asked for): only people at the unit can open what was "
        "counted",
    )
    check.set_defaults(run=_audit)


async def _export(given: argparse.Namespace) -> None:
    file_format = given.format
    if given.to is None and file_format == "xlsx" and sys.stdout.isatty():
        raise Impossible("A workbook is not for a terminal: say where it is to go with --to.")
    if given.to is not None and given.to.exists() and not given.force:
        raise Impossible(f"{given.to} is there already: --force writes over it.")
    year = EVERY_YEAR if given.year is None else str(given.year)
    wording = Wording.load((Language.DANISH,))
    async with opened() as parts:
        what = f"{file_format} {year}"
        if given.login is None:
            found = await exported(parts.house, what=f"{what} (command)")
        else:
            async with logged_in(parts.house, given.login) as session:
                found = await StaffDesk(parts.house).export(session, what=f"{what} (command)")
        content = written(
            found,
            file_format=file_format,
            years=() if given.year is None else (given.year,),
            decimal_comma=given.danish_decimals,
            made_on=parts.house.today(),
            say=lambda text_id, **arguments: wording.text(Language.DANISH, text_id, **arguments),
        )
    if given.to is None:
        sys.stdout.buffer.write(content)
    else:
        given.to.write_bytes(content)
        print(f"Written to {given.to}.")


async def _audit(given: argparse.Namespace) -> None:
    async with opened() as parts:
        tables = parts.house.tables
        if given.login is not None:
            async with logged_in(parts.house, given.login):
                found = await counted(parts.house)
        else:
            found = await counted(parts.house)
    try:
        result = audit(found.published, found.counters, progress=_progress(), declared=tables)
    except NoSolver as missing:
        raise Impossible(str(missing), code=WITHOUT_SOLVER) from missing
    except Contradiction as contradiction:
        raise Impossible(str(contradiction)) from contradiction
    print(f"{result.cells} numbers are published, {result.hidden} of them hidden.")
    if result.narrowest is not None:
        print(f"The narrowest hidden number can be anything over a width of {result.narrowest:g} (enough is {WIDTH}).")
    if result.by_totals:
        print(f"{result.by_totals} are narrower only because what was known before them leaves no more.")
    for finding in result.findings:
        period, table, cell = finding.place
        print(
            f"TOO NARROW: {period} {table} {cell}: between {finding.least:g} and {finding.most:g}, "
            f"where {finding.allowed:g} apart was owed."
        )
    if result.findings:
        raise SystemExit(FOUND)
    print("Nothing that is hidden can be worked out more closely than it may be.")


def _progress() -> Callable[[int, int], None]:
    """Says on standard error, at each tenth, how far a long audit is."""
    told = 0

    def say(done: int, of: int) -> None:
        nonlocal told
        tenth = 10 * done // of if of else 0
        if tenth > told:
            told = tenth
            print(f"{done} of {of} hidden numbers tried", file=sys.stderr)

    return say

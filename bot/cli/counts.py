"""`counts export`: the figures as CSV, the same as the coordinator's page gives."""

import argparse
import sys
from pathlib import Path

from bot.cli.opened import opened
from bot.desk.ballots import figures_now
from bot.reports.export import to_csv


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add these commands."""
    top = commands.add_parser(
        "counts", help="figures: export", description="The figures, as the coordinator's page shows them."
    )
    actions = top.add_subparsers(dest="action", required=True, metavar="ACTION")
    export = actions.add_parser(
        "export",
        help="write the figures as CSV",
        description="Writes the exact totals and the published breakdowns as CSV: UTF-8 with a byte order mark, "
        "semicolons between. Hidden cells are empty and say so in a column of their own.",
    )
    export.add_argument("--to", type=Path, help="a file; standard output without it")
    export.set_defaults(run=_export)


async def _export(given: argparse.Namespace) -> None:
    async with opened() as parts:
        content = to_csv(await figures_now(parts.house))
    if given.to is None:
        sys.stdout.buffer.write(content)
    else:
        given.to.write_bytes(content)
        print(f"Written to {given.to}.")

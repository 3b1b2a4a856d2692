"""How the console names declared tables and their options: in its own words, and by their codes where it has none.

A unit may declare tables of its own (flows/table_reading.py), whose names no wording can know.
"""

import re
from typing import Protocol

from bot.staff.texts import ASKED, GROUPS, SAID, TABLES, code_id
from flows.cells import UNKNOWN
from flows.tables import OTHER


class Say(Protocol):
    """Says a text in the language of whoever looks."""

    def __call__(self, text_id: str, **arguments: str | int) -> str:
        """The text."""


_AGES = re.compile(r"(\d+)-(\d+)")
_ONE_AGE = re.compile(r"\d+")


def table_label(name: str, say: Say) -> str:
    """What a table is called."""
    if name in ASKED or name in TABLES:
        return say(f"console-{name.replace('_', '-')}")
    return name.replace("_", " ")


def option_label(table: str, code: str, say: Say) -> str:
    """What an option of a table, or a group of them, is called; `table` is "trouble" for one of the troubles."""
    if code == UNKNOWN:
        return say("console-unknown")
    if table == "place":
        # A place is counted by its name in small letters (flows/lines.py); the same letters bring it back.
        return code.replace("-", " ").capitalize() if code != OTHER else say("console-table-other")
    if table in SAID and code in list(SAID[table]):
        return say(code_id(table, code))
    if code in GROUPS:
        return say(f"console-group-{code.replace('_', '-')}")
    if code == OTHER:
        return say("console-table-other")
    if ages := _AGES.fullmatch(code):
        return say("console-table-ages", first=ages[1], last=ages[2])
    if table in TABLES and _ONE_AGE.fullmatch(code):
        return say("console-years-said", years=int(code))
    return code.replace("_", " ")

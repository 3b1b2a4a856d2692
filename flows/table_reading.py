"""Reading the file of declared tables. What is wrong in it is said in one sentence, and nothing of it is used then.

The rule behind most refusals: no table may be worked out from another one by adding, except through what all share
(month, unit, age band), for suppression.py's promise rests on that. So each answer is asked by one table at a time, and
an answer that says something of another one (a workplace: a professional; a place: outreach) only as its refinement.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from enum import StrEnum
from importlib import resources
from typing import Any

from flows.ages_in_years import OLDEST, NotOneAfterTheOther, pieces
from flows.cells import BANDS, NO, UNKNOWN, YES
from flows.helped_counting import ANSWERS, HELPED
from flows.pretalk_counting import BY_BAND, ONWARD, PRETALK_TABLES
from flows.table_checks import WrongTables, check_gaps, check_together
from flows.tables import BAND, NOT_ASKED, TOTALS, AgesInYears, Declared, Refinement, Rhythm, Span, Table
from flows.vocabulary import (
    Channel,
    Duration,
    Gender,
    Home,
    Outcome,
    Role,
    Substance,
    Support,
    Trouble,
    WellbeingBand,
    Whose,
    Workplace,
)

# What a registration is asked with answers from a list.
ASKED: Mapping[str, type[StrEnum]] = {
    "channel": Channel,
    "role": Role,
    "outcome": Outcome,
    "duration": Duration,
    "gender": Gender,
    "home": Home,
    "substance": Substance,
    "whose": Whose,
    "support": Support,
    "wellbeing": WellbeingBand,
    "workplace": Workplace,
}
_TROUBLES, _YEARS, _PLACE = "troubles", "years", "place"
QUESTIONS = {*ASKED, _TROUBLES, _YEARS, _PLACE}
# An answer to the first says what was answered to the second.
_SAYS_OF: Mapping[str, str] = {"workplace": "role", _PLACE: "channel"}
# Tables that the program counts as it stands: (what about, how often).
_FIXED: Mapping[str, tuple[str, Rhythm]] = {
    **{table.name: ("pretalk", Rhythm.MONTH) for table in PRETALK_TABLES},
    BY_BAND: ("pretalk", Rhythm.QUARTER),
    ONWARD: ("pretalk", Rhythm.QUARTER),
    ANSWERS: ("helped", Rhythm.MONTH),
    HELPED: ("helped", Rhythm.QUARTER),
}
_OWN_NAMES = (TOTALS, BAND, "unit", "contacts", "troubles")
_NAME = re.compile(r"[a-z][a-z0-9_]{0,31}")
_OPTION = re.compile(r"[a-z0-9][a-z0-9_+-]{0,31}")
KEYS = {"name", "asks", "every", "tells", "trouble", "options", "sets", "groups", "refines", "from", "until"}


def read_tables(text: str) -> Declared:
    """The tables that a file declares; raises `WrongTables`."""
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise WrongTables(f"The tables are not written as TOML: {error}.") from None
    strange = sorted(content.keys() - {"table", "ages"})
    if strange:
        raise WrongTables(f"A file of tables has [[table]] and [ages], and no “{strange[0]}”.")
    entries = content.get("table", [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise WrongTables("Each table begins with [[table]].")
    _check_fixed([entry for entry in entries if "about" in entry])
    others = [entry for entry in entries if "about" not in entry]
    counted = [entry for entry in others if "refines" not in entry]
    tables = tuple(_table(entry) for entry in counted if entry.get("asks") != _YEARS)
    in_years = tuple(_in_years(entry) for entry in counted if entry.get("asks") == _YEARS)
    refinements = tuple(_refinement(entry, tables) for entry in others if "refines" in entry)
    declared = Declared(
        tables=tables,
        in_years=in_years,
        refinements=refinements,
        ages=_groups(content.get("ages", {}), BANDS, "ages", apart=False),
    )
    check_together(declared.every())
    check_gaps(tables)
    return declared


def _table(entry: Mapping[str, Any]) -> Table:
    name, asks, rhythm, tells, span = _common(entry)
    if rhythm is Rhythm.YEAR:
        raise WrongTables(f"The table {name} is by year, which only ages in whole years and “refines” are.")
    if asks in _SAYS_OF:
        raise WrongTables(f"The table {name} could be worked out from {_SAYS_OF[asks]}: let it refine that one.")
    trouble = None
    codes: dict[str, str] = {}
    options: tuple[str, ...] = (YES, NO)
    if asks == _TROUBLES:
        _only(entry, name, "trouble")
        if entry.get("trouble") not in list(Trouble):
            raise WrongTables(f"The table {name} needs one trouble: {', '.join(Trouble)}.")
        trouble = Trouble(entry["trouble"])
    else:
        _only(entry, name, "options")
        codes = _codes(entry.get("options"), asks, name)
        options = (*dict.fromkeys(codes.values()), UNKNOWN)
    return Table(
        name=name,
        asks=asks,
        rhythm=rhythm,
        options=options,
        tells=tells,
        codes=codes,
        trouble=trouble,
        groups=_groups(entry.get("groups", {}), options, name),
        span=span,
    )


def _in_years(entry: Mapping[str, Any]) -> AgesInYears:
    name, _, rhythm, tells, span = _common(entry)
    if rhythm is not Rhythm.YEAR:
        raise WrongTables(f"The table {name} asks for ages in whole years, so it is by year.")
    _only(entry, name, "sets")
    sets = entry.get("sets")
    written = isinstance(sets, dict) and all(isinstance(bands, list) for bands in sets.values())
    if not written or not sets or "groups" in entry:
        raise WrongTables(f"The table {name} needs sets = {{ name = [bands in whole years] }}, and has no groups.")
    for own in sets:
        if _check_name(own) == name:
            raise WrongTables(f"A set of {name} has the name of the table itself.")
    try:
        codes = pieces([str(band) for band in bands] for bands in sets.values())
    except NotOneAfterTheOther:
        raise WrongTables(
            f"The sets of {name} have bands such as “0-2”, one after the other from 0 to {OLDEST} or more, "
            f"and none that begins after {OLDEST}."
        ) from None
    return AgesInYears(
        name=name,
        sets={own: tuple(bands) for own, bands in sets.items()},
        codes=codes,
        tells=tells,
        span=span,
    )


def _refinement(entry: Mapping[str, Any], tables: Iterable[Table]) -> Refinement:
    name, asks, rhythm, tells, span = _common(entry)
    if rhythm is not Rhythm.YEAR:
        raise WrongTables(f"The table {name} refines another one, so it is by year.")
    if asks in (_YEARS, _TROUBLES):
        raise WrongTables(f"The table {name} cannot refine another one: it asks for {asks}.")
    of, equal, option = str(entry["refines"]).partition("=")
    refined = [table for table in tables if table.name == of and table.span.meets(span)]
    if not equal or not refined or any(option not in table.codes.values() for table in refined):
        raise WrongTables(f"The table {name} refines “{entry['refines']}”, which no table counts.")
    asked = {table.asks for table in refined}
    if asks in asked or (asks in _SAYS_OF and _SAYS_OF[asks] not in asked):
        raise WrongTables(f"The table {name} cannot refine {of}: it asks for {asks}.")
    first, *later = ({code for code, belongs in table.codes.items() if belongs == option} for table in refined)
    if any(codes != first for codes in later):
        raise WrongTables(f"The table {name} refines “{entry['refines']}”, which changes: end it with that table.")
    codes: dict[str, str] = {}
    options: tuple[str, ...] = ()
    if asks == _PLACE:
        _only(entry, name)
    else:
        _only(entry, name, "options")
        codes = _codes(entry.get("options"), asks, name)
        options = (*dict.fromkeys(codes.values()), UNKNOWN)
    return Refinement(
        name=name,
        asks=asks,
        of=(of, option),
        of_asks=refined[0].asks,
        of_codes=frozenset(first),
        options=options,
        tells=tells,
        codes=codes,
        groups=_groups(entry.get("groups", {}), options, name),
        span=span,
    )


def _common(entry: Mapping[str, Any]) -> tuple[str, str, Rhythm, bool, Span]:
    """Name, question, rhythm, whether it tells something, and when it holds."""
    name = _check_name(entry.get("name"))
    if "ages" in entry:
        raise WrongTables(f"The table {name} has “ages”: ages in whole years are by year now, with “sets”.")
    strange = sorted(entry.keys() - KEYS)
    if strange:
        raise WrongTables(f"The table {name} has “{strange[0]}”, which no table has.")
    asks = entry.get("asks")
    if asks not in QUESTIONS:
        raise WrongTables(f"The table {name} asks for “{asks}”, which no registration is asked.")
    if entry.get("every") not in list(Rhythm):
        raise WrongTables(f"The table {name} needs every = “month”, “quarter” or “year”.")
    if not isinstance(entry.get("tells"), bool):
        raise WrongTables(f"The table {name} needs tells = true or false.")
    rhythm = Rhythm(entry["every"])
    span = Span(begins=_period(entry, "from", rhythm), ends=_period(entry, "until", rhythm))
    if span.begins and span.ends and span.ends < span.begins:
        raise WrongTables(f"The table {name} ends before it begins.")
    return name, str(asks), rhythm, entry["tells"], span


def _check_name(name: Any) -> str:
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        raise WrongTables(f"A table's name is 1-32 small letters, digits and _: not “{name}”.")
    if name in _OWN_NAMES or name in _FIXED or name.startswith("pretalk_"):
        raise WrongTables(f"The name {name} is the program's own.")
    return name


def _period(entry: Mapping[str, Any], key: str, rhythm: Rhythm) -> str | None:
    if key not in entry:
        return None
    examples = {Rhythm.MONTH: "2026-03", Rhythm.QUARTER: "2026-Q1", Rhythm.YEAR: "2026"}
    try:
        fits = Rhythm.of(entry[key]) is rhythm
    except (ValueError, TypeError):
        fits = False
    if not fits:
        raise WrongTables(f"The table {entry['name']} needs {key} = a {rhythm} such as “{examples[rhythm]}”.")
    return str(entry[key])


def _only(entry: Mapping[str, Any], name: str, *allowed: str) -> None:
    for key in ("trouble", "options", "sets"):
        if key in entry and key not in allowed:
            raise WrongTables(f"The table {name} asks for {entry['asks']}, so it has no “{key}”.")


def _codes(options: Any, asks: str, name: str) -> dict[str, str]:
    """Which option each answer belongs to: by itself, or as the file puts answers together."""
    known = list(ASKED[asks])
    if options is None:
        return {str(code): str(code) for code in known}
    if not isinstance(options, dict) or not all(isinstance(codes, list) for codes in options.values()):
        raise WrongTables(f"The options of {name} are written as option = [answers].")
    found: dict[str, str] = {}
    for option, codes in options.items():
        if not _OPTION.fullmatch(option) or option in (UNKNOWN, NOT_ASKED):
            raise WrongTables(f"“{option}” in {name} is no option's name.")
        for code in codes:
            if code not in known:
                raise WrongTables(f"“{code}” in {name} is no answer to {asks}.")
            if code in found:
                raise WrongTables(f"“{code}” in {name} stands in two options.")
            found[code] = option
    missing = [code for code in known if code not in found]
    if missing:
        raise WrongTables(f"“{missing[0]}” is in no option of {name}, and every answer belongs to one.")
    return found


def _groups(groups: Any, options: tuple[str, ...], name: str, *, apart: bool = True) -> dict[str, tuple[str, ...]]:
    if not isinstance(groups, dict) or not all(isinstance(members, list) for members in groups.values()):
        raise WrongTables(f"The groups of {name} are written as group = [options].")
    every = [member for members in groups.values() for member in members]
    for group, members in groups.items():
        if group in options:
            raise WrongTables(f"The group {group} of {name} has the name of an option.")
        for member in members:
            if member not in options or (every if apart else members).count(member) > 1:
                raise WrongTables(f"“{member}” in the group {group} of {name} is no option, or stands there twice.")
    return {str(group): tuple(members) for group, members in groups.items()}


def _check_fixed(entries: list[dict[str, Any]]) -> None:
    for name, (about, rhythm) in _FIXED.items():
        if {"name": name, "about": about, "every": rhythm.value} not in entries:
            raise WrongTables(f"The table {name} is counted by the program: about = “{about}”, every = “{rhythm}”.")
    names = [str(entry.get("name")) for entry in entries]
    for name in names:
        if name not in _FIXED or names.count(name) > 1:
            raise WrongTables(
                f"The table {name} is about what the program counts by itself, and is none of its tables."
            )


# What is declared where nobody declares otherwise.
DECLARED = read_tables(resources.files("flows").joinpath("tables.toml").read_text(encoding="utf-8"))

"""A registration typed in one line: "3 x telefon, forælder, 3-11, råd". The words are in line_words.py.

Rules: words stand in any order, with commas or blanks between them; a word may be cut short as long as only one thing
begins so. Nothing is guessed that would be counted wrong: what is not understood, what could mean two things and what
is said twice is refused in one sentence that names it (`NotUnderstood`). What a line means is printed as a line that
means the same.
"""

import re
import unicodedata
from dataclasses import dataclass

from flows.cells import check_month, month_before
from flows.counting import Registration
from flows.line_reading import NotUnderstood, Reader, Setting, listed
from flows.line_words import CODES, LAST_MONTH, THIS_MONTH
from flows.vocabulary import AgeBand, Channel, ContactKind, Role

LONGEST_LINE = 300
# The sentences a line can be refused with.
PROBLEMS = (
    "line-ages",
    "line-chat",
    "line-empty",
    "line-far-month",
    "line-meanings",
    "line-no-channel",
    "line-no-unit",
    "line-number",
    "line-place",
    "line-place-channel",
    "line-twice",
    "line-unknown",
    "line-unknown-meant",
    "register-how-many",
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """What a line means: so many contacts of one kind, in one month."""

    times: int
    month: str
    registration: Registration


def place_code(name: str) -> str:
    """The code an outreach place is counted by: its name in small letters, so that it can be read where it stands."""
    letters = re.sub(r"[^a-z0-9æøå]+", "-", unicodedata.normalize("NFC", name).casefold())
    return letters.strip("-")[:32].strip("-") or "place"


def parse_line(line: str, setting: Setting) -> Line:
    """What a line means; raises `NotUnderstood`."""
    reader = Reader(setting)
    reader.read(line[:LONGEST_LINE])
    return _line(reader, setting)


def print_line(line: Line, setting: Setting) -> str:
    """The line that means this, in the plainest words."""
    said, words = line.registration, setting.words
    parts = [f"{line.times} {words.times[0]}"] if line.times > 1 else []
    for name in CODES:
        value = getattr(said, name)
        if name == "kind":
            value = None if said.kind is ContactKind.CONTACT else said.kind
        codes = sorted(value) if name == "troubles" else [value]
        parts += [words.codes[name][code][0] for code in codes if code is not None]
        if name == "channel":
            if said.place is not None:
                parts[-1] += f": {setting.places.get(said.place, said.place)}"
            parts.append(f"{words.unit} {said.unit}")
        if name == "band" and said.years is not None:
            parts.append(f"{said.years} {words.years[0]}")
    if line.month != (setting.chosen_month or setting.month):
        parts.append(words.months[THIS_MONTH if line.month == setting.month else LAST_MONTH][0])
    return ", ".join(parts)


def _line(reader: Reader, setting: Setting) -> Line:
    said = {name: value for name, (_, value) in reader.found.items()}
    times, month = said.pop("times", 1), _month(said.pop("month", None), setting)
    if said.get("years") is not None and said.setdefault("band", AgeBand.of(said["years"])) != AgeBand.of(
        said["years"]
    ):
        raise NotUnderstood("line-ages", years=said["years"], band=str(said["band"]))
    if "place" in said and said.setdefault("channel", Channel.OUTREACH) is not Channel.OUTREACH:
        raise NotUnderstood("line-place-channel", place=setting.places[said["place"]])
    if "channel" not in said:
        if setting.channel is None:
            channels = setting.words.codes["channel"].values()
            raise NotUnderstood("line-no-channel", channels=listed(spellings[0] for spellings in channels))
        said |= {"channel": setting.channel, "place": setting.place}
    if "workplace" in said:
        said.setdefault("role", Role.PROFESSIONAL)
    said.setdefault("kind", ContactKind.CONTACT)
    unit = said.pop("unit", None) or _unit(said.get("band"), setting)
    return Line(
        times=times,
        month=month,
        registration=Registration(unit=unit, troubles=frozenset(reader.troubles), **said),
    )


def _unit(band: AgeBand | None, setting: Setting) -> str:
    """The unit that counts this age, else the one that was said last, else the only one."""
    fitting = [unit for unit, bands in setting.units.items() if band is not None and band in bands]
    if len(fitting) == 1:
        return fitting[0]
    if setting.unit is not None and setting.unit in setting.units:
        return setting.unit
    if len(setting.units) == 1:
        return next(iter(setting.units))
    raise NotUnderstood("line-no-unit", units=listed(setting.units))


def _month(said: str | int | None, setting: Setting) -> str:
    check_month(setting.month)
    last = month_before(setting.month)
    match said:
        case None:
            return setting.chosen_month or setting.month
        case str():
            return last if said == LAST_MONTH else setting.month
        case _:
            for month in (setting.month, last):
                if int(month[5:]) == said:
                    return month
            raise NotUnderstood("line-far-month")

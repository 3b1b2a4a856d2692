"""Days and times in words, as a person says them: "torsdag den 3. december kl. 14.00".

Rules: an instant comes in with its time zone and is shown in the unit's; a naive one is refused. Danish writes a clock
time with a full stop, English with a colon, both with 24 hours. The year is left out where it is the one we are in.
"""

from collections.abc import Iterable
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from flows.answering import Hours
from flows.vocabulary import Language


def in_words(instant: datetime, language: Language, timezone: ZoneInfo) -> str:
    """A day and a time: "torsdag den 3. december kl. 14.00", "Thursday 3 December at 14:00"."""
    local = _local(instant, timezone)
    joint = {Language.DANISH: "kl.", Language.ENGLISH: "at"}[language]
    return f"{day_in_words(local.date(), language)} {joint} {clock(instant, language, timezone)}"


def in_short(instant: datetime, language: Language, timezone: ZoneInfo) -> str:
    """A day and a time for a button: "tors. 3. dec. kl. 14.00", "Thu 3 Dec 14:00"."""
    # Babel reads big tables: only where a day is shown.
    from babel.dates import format_date

    pattern, joint = {Language.DANISH: ("EEE d. MMM", " kl."), Language.ENGLISH: ("EEE d MMM", "")}[language]
    day = format_date(_local(instant, timezone).date(), pattern, locale=str(language))
    return f"{day}{joint} {clock(instant, language, timezone)}"


def day_in_words(day: date, language: Language, *, today: date | None = None) -> str:
    """A day: "torsdag den 3. december"; with its year when `today` is given and lies in another."""
    # Babel reads big tables: only where a day is shown.
    from babel.dates import format_date

    pattern = {Language.DANISH: "EEEE 'den' d. MMMM", Language.ENGLISH: "EEEE d MMMM"}[language]
    if today is not None and today.year != day.year:
        pattern += " y"
    return str(format_date(day, pattern, locale=str(language)))


def month_in_words(day: date, language: Language) -> str:
    """The month a day lies in: "november 2026", "November 2026"."""
    # Babel reads big tables: only where a day is shown.
    from babel.dates import format_date

    return str(format_date(day, "LLLL y", locale=str(language)))


def clock(instant: datetime, language: Language, timezone: ZoneInfo) -> str:
    """A clock time: "14.00", "14:00"."""
    local = _local(instant, timezone)
    return _clock(f"{local:%H:%M}", language)


def time_in_words(at: time, language: Language) -> str:
    """A clock time as one says it: "9.00", "9:00"."""
    return _short(f"{at:%H:%M}", language)


def hours_in_words(hours: Iterable[Hours], language: Language) -> tuple[str, ...]:
    """Opening hours, one line for each run of days that are alike: "mandag til onsdag kl. 9.00-15.00"."""
    from babel.dates import get_day_names

    names = get_day_names("wide", "format", locale=str(language))
    to, at = {Language.DANISH: ("til", "kl. "), Language.ENGLISH: ("to", "")}[language]
    times_of: dict[int, list[str]] = {}
    for each in sorted(hours, key=lambda each: (each.weekday, each.opens)):
        span = f"{_short(each.opens, language)}–{_short(each.closes, language)}"
        times_of.setdefault(each.weekday, []).append(span)
    runs: list[tuple[int, int, list[str]]] = []
    for weekday, spans in times_of.items():
        if runs and runs[-1][1] == weekday - 1 and runs[-1][2] == spans:
            runs[-1] = (runs[-1][0], weekday, spans)
        else:
            runs.append((weekday, weekday, spans))
    joint = {Language.DANISH: " og ", Language.ENGLISH: " and "}[language]
    return tuple(
        f"{names[first] if first == last else f'{names[first]} {to} {names[last]}'} {at}{joint.join(spans)}"
        for first, last, spans in runs
    )


def _local(instant: datetime, timezone: ZoneInfo) -> datetime:
    if instant.tzinfo is None or instant.utcoffset() is None:
        raise ValueError("an instant needs its time zone")
    return instant.astimezone(timezone)


def _clock(written: str, language: Language) -> str:
    return written.replace(":", ".") if language is Language.DANISH else written


def _short(written: str, language: Language) -> str:
    """Opening hours are said without the first nought: "9.00"."""
    return _clock(written.removeprefix("0"), language)

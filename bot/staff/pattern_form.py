"""The form of a pattern: read into what the desk asks for, and back into the values of its boxes.

Rules: what is not on a list, or no number, is refused and never guessed; whatever was typed is shown again.
"""

from collections.abc import Mapping
from datetime import date, time

from bot.desk.pattern_forms import PatternForm
from bot.desk.views import Refused
from bot.page import Form
from bot.staff import forms
from flows.vocabulary import AgeBand, Language, Place

Values = Mapping[str, str | tuple[str, ...]]

# What a first pattern starts from.
USUAL: Values = {
    "weekday": "0",
    "opens": "09:00",
    "closes": "12:00",
    "every": "1",
    "minutes": "60",
    "before": "0",
    "after": "15",
    "notice": "24",
}
BOXES = (
    "queue",
    "weekday",
    "opens",
    "closes",
    "every",
    "first",
    "last",
    "minutes",
    "before",
    "after",
    "notice",
    "where",
    "second",
)
SEVERAL = ("bands", "languages")


def read(fields: Form) -> PatternForm:
    """What was filled in; raises `Refused` or `InvalidAnswer` for what cannot be read."""
    place, _, venue = fields.get("where", "").partition(".")
    return PatternForm(
        queue=fields.get("queue", ""),
        weekday=forms.number(fields.get("weekday", "0")),
        opens=clock_time(fields.get("opens", "")),
        closes=clock_time(fields.get("closes", "")),
        every_weeks=forms.number(fields.get("every", "1")),
        first_day=day(fields.get("first", "")),
        last_day=day(fields.get("last", "")),
        minutes=forms.number(fields.get("minutes", "")),
        before=forms.number(fields.get("before", "0")),
        after=forms.number(fields.get("after", "0")),
        notice_hours=forms.number(fields.get("notice", "0")),
        place=forms.one_of(Place, place),
        venue=venue,
        second=fields.get("second", ""),
        bands=frozenset(forms.one_of(AgeBand, code) for code in fields.getall("bands", [])),
        languages=frozenset(forms.one_of(Language, code) for code in fields.getall("languages", [])),
    )


def values_in(fields: Form) -> Values:
    """What stands in a form that has to be shown again."""
    values: dict[str, str | tuple[str, ...]] = {name: fields.get(name, "") for name in BOXES}
    values.update({name: tuple(fields.getall(name, [])) for name in SEVERAL})
    return values


def values_of(form: PatternForm) -> Values:
    """A pattern as the values of its form."""
    return {
        "queue": form.queue,
        "weekday": str(form.weekday),
        "opens": f"{form.opens:%H:%M}",
        "closes": f"{form.closes:%H:%M}",
        "every": str(form.every_weeks),
        "first": "" if form.first_day is None else form.first_day.isoformat(),
        "last": "" if form.last_day is None else form.last_day.isoformat(),
        "minutes": str(form.minutes),
        "before": str(form.before),
        "after": str(form.after),
        "notice": str(form.notice_hours),
        "where": f"{form.place}.{form.venue}" if form.venue else str(form.place),
        "second": form.second,
        "bands": tuple(form.bands),
        "languages": tuple(form.languages),
    }


def clock_time(typed: str) -> time:
    """A clock time as a browser sends it, "09:00", or as somebody types it, "9.00"."""
    hours, _, minutes = typed.strip().replace(".", ":").partition(":")
    written = f"{hours:0>2}:{minutes or '00'}" if hours else ""
    try:
        return time.fromisoformat(written).replace(second=0, microsecond=0, tzinfo=None)
    except ValueError:
        raise Refused("pattern-time-odd") from None


def day(typed: str) -> date | None:
    """A day as a browser sends it, "2026-12-03"; None for an empty box."""
    if not typed.strip():
        return None
    try:
        return date.fromisoformat(typed.strip())
    except ValueError:
        raise Refused("pattern-date-odd") from None


def needed_day(typed: str) -> date:
    """A day that must be said."""
    found = day(typed)
    if found is None:
        raise Refused("pattern-date-odd")
    return found

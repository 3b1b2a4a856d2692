"""A pattern as somebody fills it in, and the pattern that makes: what is nothing a pattern could be is refused."""

from dataclasses import dataclass
from datetime import date, time

from sqlalchemy import Connection

from bot.desk.views import Refused
from flows.availability import Pattern
from flows.contradictions import Clash
from flows.questions import option_text_id
from flows.vocabulary import AgeBand, Language, Place
from storage import queues, staff, venues
from storage.queues import QueueRow


@dataclass(frozen=True, kw_only=True, slots=True)
class PatternForm:
    """A pattern as somebody fills it in. `every_weeks` 0: one day only, which is `first_day`.

    `venue` and `second` are ids or empty; no `bands` means every age, no `languages` every language.
    """

    queue: str
    weekday: int
    opens: time
    closes: time
    every_weeks: int
    first_day: date | None
    last_day: date | None
    minutes: int
    before: int
    after: int
    notice_hours: int
    place: Place
    venue: str
    second: str
    bands: frozenset[AgeBand]
    languages: frozenset[Language]


def text_of(clash: Clash) -> str:
    """The wording id of a contradiction."""
    return option_text_id("pattern", clash)


def form_of(pattern: Pattern, queue: str) -> PatternForm:
    """A pattern as its form shows it."""
    return PatternForm(
        queue=queue,
        weekday=pattern.weekday,
        opens=pattern.opens,
        closes=pattern.closes,
        every_weeks=0 if pattern.single else pattern.every_weeks,
        first_day=pattern.first_day,
        last_day=pattern.last_day,
        minutes=pattern.minutes,
        before=pattern.before,
        after=pattern.after,
        notice_hours=pattern.notice_hours,
        place=pattern.place,
        venue="" if pattern.venue_id is None else pattern.venue_id.hex(),
        second="" if pattern.second_id is None else pattern.second_id.hex(),
        bands=pattern.bands,
        languages=pattern.languages,
    )


def pattern_of(
    connection: Connection, form: PatternForm, pattern_id: bytes, staff_id: bytes, queue: QueueRow, today: date
) -> Pattern:
    """What a form says; raises `Refused` where it is nothing a pattern could be."""
    single = form.every_weeks == 0
    first_day = form.first_day or today
    weekday = first_day.weekday() if single else form.weekday
    if weekday not in range(7) or form.every_weeks not in (0, 1, 2):
        raise Refused("pattern-day-odd")
    if form.minutes < 1:
        raise Refused(text_of(Clash.LENGTH))
    if min(form.before, form.after) < 0:
        raise Refused(text_of(Clash.BUFFER))
    if form.notice_hours < 0:
        raise Refused(text_of(Clash.NOTICE))
    return Pattern(
        id=pattern_id,
        staff_id=staff_id,
        second_id=_second(connection, form.second, queue),
        queue_id=queue.id,
        weekday=weekday,
        opens=form.opens,
        closes=form.closes,
        every_weeks=form.every_weeks or 1,
        first_day=first_day,
        last_day=first_day if single else form.last_day,
        minutes=form.minutes,
        before=form.before,
        after=form.after,
        notice_hours=form.notice_hours,
        place=form.place,
        venue_id=_venue(connection, form),
        bands=_bands(form.bands, queue),
        languages=frozenset() if form.languages == frozenset(Language) else form.languages,
    )


def _second(connection: Connection, second: str, queue: QueueRow) -> bytes | None:
    if not second:
        return None
    row = staff.by_id(connection, staff_id=id_of(second))
    if row is None or row.disabled:
        raise Refused("staff-unknown")
    if row.id not in queues.members(connection, queue_id=queue.id):
        raise Refused("pattern-second-queue", name=row.shown_name, queue=queue.code)
    return row.id


def _venue(connection: Connection, form: PatternForm) -> bytes | None:
    if not form.venue:
        return None
    row = venues.by_id(connection, venue_id=id_of(form.venue))
    if row is None or row.retired or row.place is not form.place:
        raise Refused("pattern-venue")
    return row.id


def _bands(bands: frozenset[AgeBand], queue: QueueRow) -> frozenset[AgeBand]:
    if not bands.issubset(queue.age_bands):
        raise Refused("pattern-bands", queue=queue.code)
    return frozenset() if bands == frozenset(queue.age_bands) else bands


def id_of(text: str) -> bytes:
    """An id in a form; what is none belongs to nothing."""
    try:
        return bytes.fromhex(text)
    except ValueError:
        return b""

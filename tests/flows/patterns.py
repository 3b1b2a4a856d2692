"""One therapist's Tuesday mornings, and what else there is: tests change what they are about with `replace`."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from flows.availability import Facts, Interval, Pattern, Wanted
from flows.vocabulary import AgeBand, Language, Place

ZONE = ZoneInfo("Europe/Copenhagen")
METTE, JONAS, SARA = b"mette...........", b"jonas...........", b"sara............"
ROOM, MEETING_POINT = b"room............", b"meeting.point..."
QUEUE = b"queue..........."

MONDAY = date(2027, 6, 7)
TUESDAY = MONDAY + timedelta(days=1)
# The days of 2027 on which the clock is changed.
SPRING = date(2027, 3, 28)
AUTUMN = date(2027, 10, 31)
# Summer time: two hours before the unit's clock.
NOW = datetime(2027, 6, 7, 6, 0, tzinfo=UTC)

# 9.00, 10.15 and 11.30, by the unit's clock.
PATTERN = Pattern(
    id=b"pattern.........",
    staff_id=METTE,
    second_id=None,
    queue_id=QUEUE,
    weekday=1,
    opens=time(9),
    closes=time(12, 30),
    every_weeks=1,
    first_day=date(2027, 1, 4),
    last_day=None,
    minutes=60,
    before=0,
    after=15,
    notice_hours=24,
    place=Place.UNIT,
    venue_id=ROOM,
    bands=frozenset(),
    languages=frozenset(),
)
FACTS = Facts(
    now=NOW,
    zone=ZONE,
    closed_days=frozenset(),
    days_off={},
    busy={},
    taken={},
    single_venues=frozenset({ROOM}),
    working=frozenset({METTE, JONAS, SARA}),
)
WANTED = Wanted(
    queue_id=QUEUE,
    band=AgeBand.TEEN,
    language=Language.DANISH,
    since=NOW,
    until=datetime(2027, 6, 20, 22, 0, tzinfo=UTC),
)


def at(day: date, clock: str, *, fold: int = 0) -> datetime:
    """An instant by the unit's clock."""
    return datetime.combine(day, time.fromisoformat(clock), ZONE).replace(fold=fold).astimezone(UTC)


def stretch(day: date, begins: str, ends: str) -> Interval:
    """A stretch of a day by the unit's clock."""
    return Interval(starts_at=at(day, begins), ends_at=at(day, ends))

"""What one visitor can choose from, and holding a time for her while she decides.

Rules: times offered lie from now on and no later than day 14 after first contact (DOMAIN.md), soonest first; who asked
for later is offered times from then on. Of those that look alike to her she sees one, and whoever comes second is given
another one. A time that is held is hers, also when its notice passes meanwhile.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.desk.clock import dates_of
from bot.desk.house import House
from bot.desk.opening import Reached
from bot.desk.openings import Found, end_of, find, time_of
from flows.availability import Opening, Wanted, Why
from flows.clock import Dates
from flows.deadlines import last_offer_day
from flows.times import TIMES_AT_ONCE, Later, Offered, OfferedTime, Part
from flows.vocabulary import Place
from storage import pretalks, taken, venues
from storage.conversation_rows import ConversationRow
from storage.pretalk_rows import PretalkRow, TimeRow
from storage.venues import VenueRow

HELD_FOR = timedelta(minutes=10)
# Of more than these, a few of each kind are enough.
MOST_OFFERED = 200


def window(house: House, row: ConversationRow, pretalk: PretalkRow | None) -> tuple[datetime, datetime]:
    """From when until when times are offered: the case's fourteen days, or those after the day she asked for.

    When they are over, the next fourteen: late is better than never, and is asked for its reason.
    """
    return _window(house, row, dates_of(house, row, pretalk))


def _window(house: House, row: ConversationRow, dates: Dates) -> tuple[datetime, datetime]:
    today = house.today()
    first = max(today, dates.later_from or today)
    last = dates.moved(last_offer_day(row.first_contact_on))
    if last < first:
        last = last_offer_day(first)
    return max(house.now(), end_of(house, first - timedelta(days=1))), end_of(house, last)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Free:
    """What could be offered to one visitor; what she holds herself is free for her."""

    found: Found
    wanted: Wanted
    places: Mapping[bytes, VenueRow]

    def venue(self, opening: Opening) -> VenueRow | None:
        """Where it is, when the place has a name."""
        return None if opening.venue_id is None else self.places[opening.venue_id]

    def where(self, opening: Opening) -> str:
        """The place's name, where that says more than what kind of place it is."""
        venue = self.venue(opening)
        return venue.name if venue is not None and opening.place is Place.OUTREACH else ""

    def look(self, opening: Opening) -> tuple[datetime, int, Place, str]:
        """What a visitor sees of it: two that look alike are the same to her."""
        return opening.starts_at, opening.minutes, opening.place, self.where(opening)


def _free(connection: Connection, house: House, here: Reached, dates: Dates) -> _Free | None:
    queue_id = here.row.queue_id
    if queue_id is None:
        return None
    since, until = _window(house, here.row, dates)
    return _Free(
        found=find(connection, house, queue_id=queue_id, since=since, until=until, but=(here.id,)),
        wanted=Wanted(queue_id=queue_id, band=here.row.age_band, language=here.row.language, since=since, until=until),
        places={venue.id: venue for venue in venues.every(connection)},
    )


async def offer_to(
    house: House,
    here: Reached,
    *,
    dates: Dates | None = None,
    later: Later | None = None,
    near: datetime | None = None,
) -> Offered:
    """What a conversation's visitor can choose from now.

    `dates` are given when she asks for other days just now, with how much `later`; `near` is when a time was that
    somebody else took.
    """

    def work(connection: Connection) -> Offered:
        pretalk = pretalks.of_conversation(connection, conversation_id=here.id)
        known = dates or dates_of(house, here.row, pretalk)
        free = _free(connection, house, here, known)
        today, booked = house.today(), None if pretalk is None else pretalk.booked
        waits = known.later_from is not None and known.later_from > today
        return Offered(
            times=() if free is None else tuple(_enough(_offered(house, free))),
            moving=booked is not None and booked.starts_at > house.now(),
            late=today > known.moved(last_offer_day(here.row.first_contact_on)),
            later=later or (Later() if waits else None),
            near=near,
        )

    return await house.database.read(work)


def _offered(house: House, free: _Free) -> Iterator[OfferedTime]:
    """The free times, soonest first; of those that look alike, one."""
    openings = {free.look(opening): opening for opening in reversed(free.found.offered(free.wanted))}
    for opening in sorted(openings.values(), key=lambda each: each.starts_at):
        yield OfferedTime(
            id=opening.id,
            starts_at=opening.starts_at,
            minutes=opening.minutes,
            place=opening.place.value,
            hour=opening.starts_at.astimezone(house.timezone).hour,
            where=free.where(opening),
        )


def _enough(times: Iterable[OfferedTime]) -> Iterator[OfferedTime]:
    """Not more than anybody looks through, but of each part of the day and each place what can be seen at once."""
    seen: Counter[tuple[str, str]] = Counter()
    for number, time in enumerate(times):
        kind = Part.of(time.hour), time.place
        if number < MOST_OFFERED or seen[kind] < TIMES_AT_ONCE:
            seen[kind] += 1
            yield time


@dataclass(frozen=True, kw_only=True, slots=True)
class Fitting:
    """A time that can be taken, by its id, and the place it is at."""

    id: str
    time: TimeRow
    venue: VenueRow | None


async def alike(house: House, here: Reached, time_id: str, *, held_id: str = "") -> tuple[Fitting, ...]:
    """The time a visitor chose, and after it others that are the same to her: another therapist, another room.

    What she holds comes first, and is hers although its notice has passed.
    """

    def work(connection: Connection) -> tuple[Fitting, ...]:
        pretalk = pretalks.of_conversation(connection, conversation_id=here.id)
        free = _free(connection, house, here, dates_of(house, here.row, pretalk))
        if free is None:
            return ()
        every = free.found.explained(free.wanted)
        chosen = next((each for each, _ in every if each.id == time_id), None)
        if chosen is None:
            return ()
        holds = taken.has(connection, taking=here.id, now=house.now())
        same = [
            each
            for each, why in every
            if free.look(each) == free.look(chosen)
            and (why is None or (why is Why.NOTICE and holds and each.id == held_id))
        ]
        load = free.found.load
        same.sort(key=lambda each: (each.id != held_id, each.id != time_id, load.get(each.staff[0], 0)))
        return tuple(Fitting(id=each.id, time=time_of(each), venue=free.venue(each)) for each in same)

    return await house.database.read(work)


def hold(connection: Connection, house: House, here: Reached, time: TimeRow) -> bool:
    """Keep a time for a visitor while she decides, in place of one she held; False when somebody else has it."""
    now = house.now()
    single = pretalks.is_single(connection, venue_id=time.venue_id)
    return taken.take(
        connection,
        conversation_id=here.id,
        taking=here.id,
        reserved=tuple(time.reserved(single_venue=single)),
        now=now,
        held_until=now + HELD_FOR,
    )

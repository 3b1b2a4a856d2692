"""Why there are no times: every time of the next fourteen days with the one reason why it is not offered.

For staff alone. Nothing here knows a conversation: a queue, an age, a language and a place are asked about.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from bot.desk.ballots import require
from bot.desk.openings import end_of, find
from bot.desk.views import Refused, StaffSession
from bot.desk.waiting import Waiting
from flows.availability import Wanted, Why
from flows.deadlines import last_offer_day
from flows.vocabulary import AgeBand, Language, Place, StaffRole
from storage import patterns, queues, venues
from storage.queues import QueueRow

# Why a time is nothing to be explained: nobody asked about it.
NOT_ASKED = frozenset({Why.OTHER_QUEUE, Why.PAST, Why.BEYOND})


@dataclass(frozen=True, kw_only=True, slots=True)
class TimeExplained:
    """One time there could be; `why` is None when it is offered. `notice_hours` are its pattern's."""

    starts_at: datetime
    minutes: int
    place: Place
    where: str
    who: str
    notice_hours: int
    why: Why | None


@dataclass(frozen=True, kw_only=True, slots=True)
class ExplanationView:
    """What was asked about, every time, and how many there are of each kind; None: those that are free.

    `unplaced` is how many patterns use a place that is no longer used, of which nothing is offered.
    """

    queue: str
    times: tuple[TimeExplained, ...]
    counts: Mapping[Why | None, int]
    patterns: int
    unplaced: int


class Explaining(Waiting):
    """The answer to "why are there no times?"."""

    async def explainable_queues(self, session: StaffSession) -> tuple[tuple[str, tuple[AgeBand, ...]], ...]:
        """The queues this person may ask about, with their ages: a therapist's own; every one for a leader."""
        return tuple((row.code, row.age_bands) for row in await self._explainable(session))

    async def explain(
        self,
        session: StaffSession,
        *,
        queue: str,
        band: AgeBand | None,
        language: Language | None,
        place: Place | None,
    ) -> ExplanationView:
        """Every time of a queue from now until day 14 from today; raises `Refused("queue-unknown")`."""
        row = next((each for each in await self._explainable(session) if each.code == queue), None)
        if row is None:
            raise Refused("queue-unknown")
        house, names = self._house, await self._names()
        since, until = house.now(), end_of(house, last_offer_day(house.today()))
        wanted = Wanted(queue_id=row.id, band=band, language=language, since=since, until=until)

        def work(connection: Connection) -> ExplanationView:
            found = find(connection, house, queue_id=row.id, since=since, until=until)
            places = {venue.id: venue.name for venue in venues.every(connection)}
            notice = {pattern.id: pattern.notice_hours for pattern in found.patterns}
            times = tuple(
                TimeExplained(
                    starts_at=opening.starts_at,
                    minutes=opening.minutes,
                    place=opening.place,
                    where=places.get(opening.venue_id or b"", ""),
                    who=", ".join(names.get(person, "") for person in opening.staff),
                    notice_hours=notice[opening.pattern_id],
                    why=why,
                )
                for opening, why in found.explained(wanted)
                if why not in NOT_ASKED and (place is None or opening.place is place)
            )
            every = len(patterns.of_queue(connection, queue_id=row.id))
            return ExplanationView(
                queue=row.code,
                times=times,
                counts=Counter(each.why for each in times),
                patterns=every,
                unplaced=every - len(found.patterns),
            )

        return await house.database.read(work)

    async def _explainable(self, session: StaffSession) -> tuple[QueueRow, ...]:
        await require(
            self._house,
            session,
            StaffRole.THERAPIST,
            StaffRole.LEADER,
            StaffRole.COORDINATOR,
            StaffRole.ADMINISTRATOR,
            subject="no-times",
        )
        mine = frozenset(await self._queue_ids(session))
        rows = await self._house.database.read(queues.all_queues)
        only_mine = session.roles == frozenset({StaffRole.THERAPIST})
        return tuple(row for row in rows if not only_mine or row.id in mine)

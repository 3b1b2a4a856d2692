"""A conversation's pre-talk on the therapist's screen: its clock, its time, what is proposed, what is free.

Rules: why it takes longer than fourteen days is asked for, and kept as one of a few codes. From day 21 the other offers
that fit the age are there, and one press tells the visitor of one; she keeps her place.
"""

from sqlalchemy import Connection

from bot.desk.accepting import proposed_to
from bot.desk.advice import all_offers
from bot.desk.answering import Spoken, speak
from bot.desk.booking import pretalk_of
from bot.desk.casework import Casework
from bot.desk.clock import reading_of
from bot.desk.opening import Opened
from bot.desk.pretalk_views import FreeTime, TimesView
from bot.desk.suggesting import Suggestion, suggestions
from bot.desk.views import Refused, StaffSession
from bot.desk.visitor import press_from
from flows.clock import Measure, escalation
from flows.first_contact import audience_of
from flows.offers import fitting
from flows.vocabulary import DelayReason, Direction
from storage import pretalks
from storage.pretalk_rows import PretalkRow

MOST_FREE = 120


class Times(Casework):
    """The card about the pre-talk."""

    async def times(self, session: StaffSession, conversation: str) -> TimesView:
        """Everything the card shows; raises `NotAllowed` unless it is theirs to deal with."""
        opened = await self._deals_with(session, conversation)
        house = self._house
        row = await house.database.read(lambda connection: _row(connection, opened))
        names = await self._names()
        reading = reading_of(house, opened.row, row)
        measures = escalation(reading)
        time = None if row is None else row.time
        now = house.now()
        booked = None if row is None else row.booked
        return TimesView(
            clock=reading,
            measures=measures,
            pretalk=await pretalk_of(house, opened),
            reason=None if row is None else row.delay_reason,
            who="" if time is None else _listed(time.staff, names),
            begun=booked is not None and booked.starts_at <= now,
            proposed=await proposed_to(house, opened),
            free=_shown((await suggestions(house, opened)).every, session, names),
            other_offers=await self._other_offers(opened) if Measure.PROPOSE_OTHER_OFFERS in measures else (),
        )

    async def _other_offers(self, opened: Opened) -> tuple[str, ...]:
        return tuple(offer.name for offer in fitting(await all_offers(self._house), opened.row.age_band))

    async def give_reason(self, session: StaffSession, conversation: str, *, reason: DelayReason) -> None:
        """Say why it takes longer than fourteen days; raises `Refused("pretalk-none")` where nobody wants one."""
        opened = await self._deals_with(session, conversation)
        if not await self._house.write(
            lambda connection: pretalks.give_reason(connection, conversation_id=opened.id, reason=reason)
        ):
            raise Refused("pretalk-none")
        self._changed(opened)

    async def tell_of_offer(self, session: StaffSession, conversation: str, *, name: str, press: str) -> None:
        """Tell the visitor of another offer that fits; raises `Refused("offer-unknown")`."""
        opened = await self._deals_with(session, conversation)
        if name not in await self._other_offers(opened):
            raise Refused("offer-unknown")
        row = opened.row
        text = self._house.sentences(row.language, audience_of(row.role), "bot-other-offer", name=name)
        said = Spoken(text=text, direction=Direction.BOT)
        await speak(self._house, opened, said, press=press_from(press))


def _row(connection: Connection, opened: Opened) -> PretalkRow | None:
    return pretalks.of_conversation(connection, conversation_id=opened.id)


def _shown(every: tuple[Suggestion, ...], session: StaffSession, names: dict[bytes, str]) -> tuple[FreeTime, ...]:
    """A list one can choose from: all one's own, and as many others as there is room for, in order."""
    own = [each for each in every if session.staff_id in each.opening.staff][:MOST_FREE]
    others = [each for each in every if session.staff_id not in each.opening.staff][: MOST_FREE - len(own)]
    return tuple(
        FreeTime(
            id=each.opening.id,
            starts_at=each.opening.starts_at,
            minutes=each.opening.minutes,
            place=each.opening.place,
            where=each.where,
            who=_listed(each.opening.staff, names),
            late=each.late,
        )
        for each in sorted((*own, *others), key=lambda each: each.opening.starts_at)
    )


def _listed(people: tuple[bytes, ...], names: dict[bytes, str]) -> str:
    return ", ".join(names.get(person, "") for person in people)

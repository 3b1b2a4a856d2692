"""What the unit decides about a messenger: whom it tells that something waits, and what became stuck on its way.

Rules: a therapist's chat is theirs to link and to unlink; neither the audit trail nor a page ever names it. What is set
aside or undeliverable is counted, tried again or thrown away, and never opened.
"""

import re

from sqlalchemy import Connection

from bot.desk.ballots import require
from bot.desk.house import House
from bot.desk.notifying import invite_chat
from bot.desk.views import MessengerView, NoticesView, Refused, StaffSession
from flows.vocabulary import StaffRole
from storage import audit, inbox, notices, outbox
from storage.notices import QUIET_FROM, QUIET_UNTIL
from storage.outbox import OutboxState

# Who listens to this is woken when something in the inbox waits again.
INBOX = b"inbox"
CLOCK = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")


class Messengers:
    """A therapist's own notices, and the administrator's look at what comes and goes."""

    def __init__(self, house: House) -> None:
        self._house = house

    async def notices_of(self, session: StaffSession) -> NoticesView:
        """Whether this person is told in a chat that something waits, and when not."""
        await self._therapist(session)
        row = await self._house.database.read(
            lambda connection: notices.of_staff(connection, staff_id=session.staff_id)
        )
        if row is None:
            return NoticesView(linked=False, invited=False, quiet_from=QUIET_FROM, quiet_until=QUIET_UNTIL)
        return NoticesView(
            linked=row.tag is not None,
            invited=row.invited_until is not None and row.invited_until > self._house.now(),
            quiet_from=row.quiet_from,
            quiet_until=row.quiet_until,
        )

    async def invite(self, session: StaffSession) -> str:
        """A code to be sent to the bot from the chat that shall be told; shown once, good for a quarter of an hour."""
        await self._therapist(session)
        code = await invite_chat(self._house, session.staff_id)
        await self._house.write(lambda connection: self._audit(connection, session, "chat-invited"))
        return code

    async def set_quiet(self, session: StaffSession, *, quiet_from: str, quiet_until: str) -> None:
        """The hours in which nothing is said; raises `Refused` for odd times, and when there is nobody to tell."""
        await self._therapist(session)
        if not (CLOCK.fullmatch(quiet_from) and CLOCK.fullmatch(quiet_until)):
            raise Refused("quiet-odd")

        def work(connection: Connection) -> None:
            if notices.of_staff(connection, staff_id=session.staff_id) is None:
                raise Refused("chat-not-linked")
            notices.set_quiet(connection, staff_id=session.staff_id, quiet_from=quiet_from, quiet_until=quiet_until)

        await self._house.write(work)

    async def unlink(self, session: StaffSession) -> None:
        """Tell this person nothing more, in any chat; an invitation that waits is void as well."""
        await self._therapist(session)

        def work(connection: Connection) -> None:
            if notices.unlink(connection, staff_id=session.staff_id):
                self._audit(connection, session, "chat-unlinked")

        await self._house.write(work)

    async def messenger(self, session: StaffSession) -> MessengerView:
        """How much came and is not dealt with yet, and how much is still to leave."""
        await self._keeper(session)

        def work(connection: Connection) -> MessengerView:
            leaving = outbox.counts(connection)
            return MessengerView(
                arrived=inbox.count(connection),
                aside=inbox.aside(connection),
                leaving=leaving.get(OutboxState.WAITING, 0),
                sending=leaving.get(OutboxState.SENDING, 0),
                undeliverable=leaving.get(OutboxState.FAILED, 0),
            )

        return await self._house.database.read(work)

    async def try_again(self, session: StaffSession) -> int:
        """Let everything that was set aside be dealt with once more; returns how many."""
        await self._keeper(session)

        def work(connection: Connection) -> int:
            count = inbox.try_again(connection)
            if count:
                self._audit(connection, session, "telegram-tried-again", str(count))
            return count

        count = await self._house.write(work)
        if count:
            self._house.live.changed(INBOX)
        return count

    async def throw_aside_away(self, session: StaffSession) -> int:
        """Delete everything that was set aside; returns how many."""
        await self._keeper(session)

        def work(connection: Connection) -> int:
            count = inbox.throw_away(connection)
            if count:
                self._audit(connection, session, "telegram-thrown-away", str(count))
            return count

        return await self._house.write(work)

    async def throw_undeliverable_away(self, session: StaffSession) -> int:
        """Delete everything that can never be delivered; the messages stay in their conversations."""
        await self._keeper(session)

        def work(connection: Connection) -> int:
            count = outbox.throw_failed_away(connection)
            if count:
                self._audit(connection, session, "telegram-thrown-away", str(count))
            return count

        return await self._house.write(work)

    async def _therapist(self, session: StaffSession) -> None:
        await require(self._house, session, StaffRole.THERAPIST, subject="notices")

    async def _keeper(self, session: StaffSession) -> None:
        await require(self._house, session, StaffRole.ADMINISTRATOR, subject="telegram")

    def _audit(self, connection: Connection, session: StaffSession, action: str, subject: str = "") -> None:
        audit.note(connection, at=self._house.now(), staff_id=session.staff_id, action=action, subject=subject)

"""Taking the figures along as a file: the coordinator's and the administrator's.

The same numbers as on the pages, from the same place (bot/desk/ballots.py). Who took which file along is in the audit
trail, also when it was done on the command line.
"""

from bot.desk.ballots import Counted, counted, require
from bot.desk.house import House
from bot.desk.views import StaffSession
from flows.cells import year_of
from flows.vocabulary import StaffRole
from storage import audit, counters

ROLES = (StaffRole.COORDINATOR, StaffRole.ADMINISTRATOR)


class Exporting:
    """Files of figures."""

    def __init__(self, house: House) -> None:
        self._house = house

    async def counted_years(self, session: StaffSession) -> tuple[int, ...]:
        """The years something was counted in, and this one; the newest first."""
        await require(self._house, session, *ROLES, subject="export")
        periods = await self._house.database.read(counters.counted_by)
        years = {int(year_of(period)) for period in periods}
        return tuple(sorted(years | {self._house.today().year}, reverse=True))

    async def export(self, session: StaffSession, *, what: str) -> Counted:
        """Everything that was counted, for a file; `what` says in the trail which file it is ("xlsx 2026")."""
        await require(self._house, session, *ROLES, subject="export")
        return await exported(self._house, what=what, staff_id=session.staff_id)


async def exported(house: House, *, what: str, staff_id: bytes | None = None) -> Counted:
    """The same for the command line, where nobody may have logged in; raises `CountsSealed`."""
    found = await counted(house)
    now = house.now()
    await house.write(
        lambda connection: audit.note(connection, at=now, staff_id=staff_id, action="export", subject=what)
    )
    return found

"""Corrections at the desk: the coordinator's and the administrator's.

What a correction is, and when it is refused, is flows/corrections.py. Who made or took one back is in the audit trail
alone; the list says what was corrected and why. The same press, however often it comes, is one correction.
"""

import hashlib
from dataclasses import dataclass

from sqlalchemy import Connection

from bot.desk.ballots import published_tables, require
from bot.desk.counters import every_counter
from bot.desk.house import House
from bot.desk.views import CountsSealed, Refused, StaffSession
from bot.desk.visitor import press_from
from flows.cells import check_month, month_before, month_of
from flows.corrections import Correction, Problem, check
from flows.publishing import is_frozen
from flows.vocabulary import StaffRole
from storage import audit, corrections, queues
from storage.corrections import CorrectionRow

# So far back a month can be corrected.
MONTHS_BACK = 36


@dataclass(frozen=True, kw_only=True, slots=True)
class CorrectionView:
    """A correction; `id` takes it back, "" when the month it counts in is closed."""

    correction: Correction
    id: str


@dataclass(frozen=True, kw_only=True, slots=True)
class CorrectionsView:
    """Every correction, the months (newest first) and units that one can be made for, and the month it counts in."""

    made: tuple[CorrectionView, ...]
    months: tuple[str, ...]
    units: tuple[str, ...]
    month: str


class Corrections:
    """What was counted wrongly in a month that is closed."""

    def __init__(self, house: House) -> None:
        self._house = house

    async def corrections(self, session: StaffSession) -> CorrectionsView:
        """Everything the page of corrections shows."""
        await self._may_correct(session)
        rows, published, every_queue = await self._house.database.read(
            lambda connection: (
                corrections.every(connection),
                published_tables(connection),
                queues.all_queues(connection),
            )
        )
        this_month = month_of(self._house.today())
        months, month = [], this_month
        for _ in range(MONTHS_BACK):
            month = month_before(month)
            months.append(month)
        return CorrectionsView(
            made=tuple(
                CorrectionView(
                    correction=row.correction, id="" if is_frozen(row.correction.month, published) else row.id.hex()
                )
                for row in rows
            ),
            months=tuple(month for month in months if is_frozen(month, published)),
            units=tuple(sorted(row.code for row in every_queue)),
            month=this_month,
        )

    async def correct(
        self, session: StaffSession, *, corrects: str, unit: str, number: int, reason: str, press: str
    ) -> CorrectionView:
        """Make a correction; raises `Refused` with what does not fit."""
        await self._may_correct(session)
        if self._house.keyring.statistics.private is None:
            raise CountsSealed(waiting=0)
        correction_id = hashlib.sha256(b"correction" + press_from(press)).digest()[:16]
        now, month = self._house.now(), month_of(self._house.today())

        def work(connection: Connection) -> Correction:
            standing = corrections.every(connection)
            for row in standing:
                if row.id == correction_id:
                    return row.correction
            try:
                check_month(corrects)
            except ValueError:
                raise Refused("correction-month-open") from None
            if unit not in {each.code for each in queues.all_queues(connection)}:
                raise Refused("queue-unknown")
            made = Correction(month=month, corrects=corrects, unit=unit, number=number, reason=" ".join(reason.split()))
            try:
                check(
                    made,
                    counters=every_counter(self._house, connection),
                    standing=[row.correction for row in standing],
                    closed=is_frozen(corrects, published_tables(connection)),
                )
            except Problem as problem:
                raise Refused(problem.text_id, **problem.arguments) from None
            corrections.add(connection, CorrectionRow(id=correction_id, correction=made))
            audit.note(connection, at=now, staff_id=session.staff_id, action="correction", subject=_told(made))
            return made

        return CorrectionView(correction=await self._house.write(work), id=correction_id.hex())

    async def withdraw_correction(self, session: StaffSession, correction_id: str) -> Correction:
        """Take a correction back; raises `Refused("correction-gone")` when the month it counts in is closed."""
        await self._may_correct(session)
        now = self._house.now()

        def work(connection: Connection) -> Correction:
            found = [row for row in corrections.every(connection) if row.id.hex() == correction_id]
            if not found or is_frozen(found[0].correction.month, published_tables(connection)):
                raise Refused("correction-gone")
            corrections.withdraw(connection, correction_id=found[0].id)
            told = _told(found[0].correction)
            audit.note(connection, at=now, staff_id=session.staff_id, action="correction-withdrawn", subject=told)
            return found[0].correction

        return await self._house.write(work)

    async def _may_correct(self, session: StaffSession) -> None:
        await require(self._house, session, StaffRole.COORDINATOR, StaffRole.ADMINISTRATOR, subject="corrections")


def _told(correction: Correction) -> str:
    """What was corrected and by how much: all that the trail says."""
    return f"{correction.corrects} {correction.unit} {correction.number:+}"

"""How somebody at the unit comes in: password and one-time code, a session, and out again.

Rules: every wrong way in gets the same answer after the same work; a one-time code is good once; five wrong tries
close a login for a few minutes. The password opens the person's private key, so a right password is never merely
compared.
"""

import secrets
from datetime import date, datetime, timedelta

import pyotp
from sqlalchemy import Connection

from bot.desk import statistics
from bot.desk.house import House
from bot.desk.keyring import unwrap_staff, unwrap_staff_session, wrap_staff_session
from bot.desk.views import Refused, StaffSession
from storage import audit, staff
from storage.keys import Secret, WrongKey, new_secret, session_keys
from storage.staff import StaffRow

STAFF_SESSION = timedelta(hours=9)
TRIES = 5
CLOSED_FOR = timedelta(minutes=5)
CODE_SECONDS = 30


class Entrance:
    """Logging in and out."""

    def __init__(self, house: House) -> None:
        self._house = house

    def now(self) -> datetime:
        """This instant by the desk's clock, in UTC; a page that says "today" asks here."""
        return self._house.now()

    def today(self) -> date:
        """The date at the unit."""
        return self._house.today()

    async def login(self, *, login: str, password: str, one_time_code: str, caller: str) -> Secret:
        """Returns the secret for the cookie; raises `Refused("login-wrong")` or `Refused("login-locked")`."""
        entered: list[Secret] = []
        name = login.strip().lower()

        async def attempt() -> bool:
            cookie = await self._try(name, password, one_time_code)
            if cookie is not None:
                entered.append(cookie)
            return cookie is not None

        if not await self._house.attempts.take_turn(f"staff {caller}", attempt):
            raise Refused("login-wrong")
        return entered[0]

    async def _try(self, name: str, password: str, one_time_code: str) -> Secret | None:
        house = self._house
        now = house.now()
        row = await house.database.read(lambda connection: staff.by_login(connection, login=name))
        # An unknown login costs the same work as a known one.
        salt = secrets.token_bytes(16) if row is None else row.salt
        key = await house.password_key(password, salt=salt)
        if row is None or row.disabled:
            return None
        if row.locked_until is not None and row.locked_until > now:
            raise Refused("login-locked")
        private = self._private(row, key)
        step = self._code_step(row, one_time_code, now)
        if private is None or step is None:
            await house.write(
                lambda connection: staff.note_login_failure(
                    connection, staff_id=row.id, locked_until=now + CLOSED_FOR, tries=TRIES
                )
            )
            return None
        cookie = new_secret()
        keys = session_keys(cookie)
        wrapped = wrap_staff_session(private, keys=keys)

        def work(connection: Connection) -> bool:
            if not staff.note_login(connection, staff_id=row.id, totp_step=step):
                return False
            staff.add_session(
                connection,
                digest=keys.digest,
                staff_id=row.id,
                private_wrapped=wrapped,
                expires_at=now + STAFF_SESSION,
            )
            audit.note(connection, at=now, staff_id=row.id, action="login", subject="")
            return True

        return cookie if await house.write(work) else None

    def _private(self, row: StaffRow, key: Secret) -> Secret | None:
        try:
            return unwrap_staff(row.private_wrapped, password_key=key, staff_id=row.id)
        except WrongKey:
            return None

    def _code_step(self, row: StaffRow, one_time_code: str, now: datetime) -> int | None:
        """Which half-minute a one-time code belongs to, if it is right and was not used before."""
        totp = pyotp.TOTP(self._house.keyring.open_totp(row.id, row.totp_sealed))
        typed = "".join(one_time_code.split())
        current = int(now.timestamp()) // CODE_SECONDS
        for step in (current, current - 1, current + 1):
            right = secrets.compare_digest(totp.at(step * CODE_SECONDS).encode(), typed.encode())
            if right and step > row.totp_last_step:
                return step
        return None

    async def resume(self, cookie: Secret | None) -> StaffSession | None:
        """Who a cookie belongs to; None when it is unknown, ended or the person is disabled."""
        if cookie is None:
            return None
        house = self._house
        keys = session_keys(cookie)
        now = house.now()
        found = await house.database.read(
            lambda connection: staff.session_by_digest(connection, digest=keys.digest, now=now)
        )
        if found is None:
            return None
        row = await house.database.read(lambda connection: staff.by_id(connection, staff_id=found.staff_id))
        if row is None or row.disabled:
            return None
        private = unwrap_staff_session(found.private_wrapped, keys=keys)
        await statistics.take_up(house, staff_id=row.id, private=private)
        return StaffSession(staff_id=row.id, shown_name=row.shown_name, roles=row.roles, private=private)

    async def logout(self, cookie: Secret) -> None:
        """End a session; its cookie opens nothing any more."""
        digest = session_keys(cookie).digest
        await self._house.write(lambda connection: staff.end_session(connection, digest=digest))

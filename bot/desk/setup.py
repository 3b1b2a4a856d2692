"""Making an installation: its keys, its queues, its people. The same steps serve the command line and the console.

A queue's private key exists in the clear only while one of these functions runs; after it only members' keys and the
offline recovery key open it. Passwords and one-time code secrets are returned once and never stored in the clear.
"""

import json
import secrets
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import datetime

import pyotp
from sqlalchemy import Connection

from bot.desk import statistics
from bot.desk.house import House
from bot.desk.keyring import (
    SIGNING,
    STATISTICS,
    queue_statement,
    staff_statement,
    unwrap_member,
    unwrap_recovery,
    unwrap_staff,
    wrap_member,
    wrap_recovery,
    wrap_staff,
)
from bot.desk.views import NewLogin, OpeningHours, Refused
from flows.vocabulary import AgeBand, StaffRole
from storage import busy, claims, feeds, notices, patterns, queues, staff
from storage.key_file import KeyFile
from storage.keys import Secret, WrongKey, new_id, new_pair, new_signing_pair, wrap_under
from storage.organisation import OrganisationRow
from storage.queues import QueueRow
from storage.return_code import new_code
from storage.staff import StaffRow

ISSUER = "Doorstep"
USUAL_HOURS = (
    OpeningHours(weekday=0, opens="09:00", closes="15:00"),
    OpeningHours(weekday=1, opens="09:00", closes="18:00"),
    OpeningHours(weekday=2, opens="09:00", closes="15:00"),
    OpeningHours(weekday=3, opens="09:00", closes="18:00"),
    OpeningHours(weekday=4, opens="09:00", closes="14:00"),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class NewOrganisation:
    """A fresh organisation row, and the recovery key that is shown once and kept offline."""

    row: OrganisationRow
    recovery_private: Secret = field(repr=False)


def new_organisation(key_file: KeyFile) -> NewOrganisation:
    """Make the organisation's keys under `key_file`."""
    signing = new_signing_pair()
    statistics = new_pair()
    recovery = new_pair()
    return NewOrganisation(
        row=OrganisationRow(
            key_check=key_file.check(),
            signing_public=signing.public,
            signing_wrapped=wrap_under(signing.private, key=key_file.server, context=SIGNING),
            recovery_public=recovery.public,
            statistics_public=statistics.public,
            statistics_wrapped=wrap_under(statistics.private, key=key_file.server, context=STATISTICS),
        ),
        recovery_private=recovery.private,
    )


def hours_to_text(hours: tuple[OpeningHours, ...]) -> str:
    """Opening hours as they are stored."""
    return json.dumps([asdict(each) for each in hours])


def hours_from_text(text: str) -> tuple[OpeningHours, ...]:
    """Opening hours as they were stored."""
    return tuple(OpeningHours(**each) for each in json.loads(text))


@dataclass(frozen=True, kw_only=True, slots=True)
class Credentials:
    """What a person's row holds of a new password, and what they are shown once."""

    shown: NewLogin
    salt: bytes
    public_key: bytes
    private_wrapped: bytes
    totp_sealed: bytes
    private: Secret = field(repr=False)


async def new_credentials(house: House, *, staff_id: bytes, login: str) -> Credentials:
    """A new password (five words), key pair and one-time code secret for somebody."""
    password = " ".join(new_code().words[:5])
    salt = secrets.token_bytes(16)
    pair = new_pair()
    totp = pyotp.random_base32()
    return Credentials(
        shown=NewLogin(
            login=login,
            password=password,
            totp_secret=totp,
            otpauth=pyotp.TOTP(totp).provisioning_uri(name=login, issuer_name=ISSUER),
        ),
        salt=salt,
        public_key=pair.public,
        private_wrapped=wrap_staff(
            pair.private, password_key=await house.password_key(password, salt=salt), staff_id=staff_id
        ),
        totp_sealed=house.keyring.seal_totp(staff_id, totp),
        private=pair.private,
    )


async def add_person(house: House, *, login: str, shown_name: str, roles: frozenset[StaffRole]) -> Credentials:
    """Add somebody; raises `Refused` for a login that is empty, odd or taken, or for no role."""
    wanted = login.strip().lower()
    name = shown_name.strip()
    if not wanted or len(wanted) > 64 or not wanted.replace("-", "").replace(".", "").isalnum():
        raise Refused("staff-login-odd")
    if not name or len(name) > 64:
        raise Refused("staff-name-odd")
    if not roles:
        raise Refused("staff-no-role")
    staff_id = new_id()
    made = await new_credentials(house, staff_id=staff_id, login=wanted)
    row = StaffRow(
        id=staff_id,
        login=wanted,
        shown_name=name,
        roles=roles,
        salt=made.salt,
        public_key=made.public_key,
        signature=house.keyring.signature(staff_statement(staff_id, made.public_key)),
        private_wrapped=made.private_wrapped,
        totp_sealed=made.totp_sealed,
        totp_last_step=0,
        failed_logins=0,
        locked_until=None,
        disabled=False,
    )
    if not await house.write(lambda connection: staff.add(connection, row=row)):
        raise Refused("staff-login-taken")
    await statistics.share(house)
    return made


def hand_back(connection: Connection, *, staff_id: bytes, queue_ids: Iterable[bytes], now: datetime) -> None:
    """Let what somebody has claimed wait for a colleague, when they cannot open it any more."""
    since = now.replace(second=0, microsecond=0)
    for row in claims.waiting_and_claimed(connection, queue_ids=tuple(queue_ids)):
        claims.release(connection, conversation_id=row.id, staff_id=staff_id, waiting_since=since)


async def take_out(house: House, *, queue: QueueRow, person: StaffRow, last_stays: bool) -> None:
    """Take somebody out of a queue; raises `Refused` for the last member, if that one has to stay."""
    now = house.now()

    def work(connection: Connection) -> bool:
        if last_stays and queues.members(connection, queue_id=queue.id) == (person.id,):
            return False
        queues.revoke(connection, queue_id=queue.id, staff_id=person.id)
        hand_back(connection, staff_id=person.id, queue_ids=[queue.id], now=now)
        return True

    if not await house.write(work):
        raise Refused("queue-last-member")
    house.live.changed(queue.id)


async def disable_person(house: House, *, row: StaffRow, disabled: bool) -> None:
    """Close or open somebody's login; closing ends their sessions at once, and nothing more of theirs is offered."""
    now = house.now()

    def work(connection: Connection) -> tuple[bytes, ...]:
        staff.set_disabled(connection, staff_id=row.id, disabled=disabled)
        theirs = tuple(queues.wraps_of(connection, staff_id=row.id))
        if disabled:
            hand_back(connection, staff_id=row.id, queue_ids=theirs, now=now)
            notices.unlink(connection, staff_id=row.id)
            # What is booked with them stays, and is listed for another time (bot/desk/displaced.py).
            patterns.remove_of(connection, staff_id=row.id)
            busy.remove_of(connection, staff_id=row.id)
            feeds.replace(connection, staff_id=row.id, digest=None)
        return theirs

    house.live.changed(*await house.write(work))


async def reset_person(house: House, *, row: StaffRow) -> NewLogin:
    """Give somebody a new password and key pair; a member, or the recovery key, must let them in again."""
    made = await new_credentials(house, staff_id=row.id, login=row.login)
    signature = house.keyring.signature(staff_statement(row.id, made.public_key))
    now = house.now()

    def work(connection: Connection) -> tuple[bytes, ...]:
        theirs = tuple(queues.wraps_of(connection, staff_id=row.id))
        staff.replace_keys(
            connection,
            staff_id=row.id,
            salt=made.salt,
            public_key=made.public_key,
            signature=signature,
            private_wrapped=made.private_wrapped,
            totp_sealed=made.totp_sealed,
        )
        hand_back(connection, staff_id=row.id, queue_ids=theirs, now=now)
        return theirs

    house.live.changed(*await house.write(work))
    await statistics.share(house)
    return made.shown


async def add_queue(house: House, *, code: str, bands: tuple[AgeBand, ...], members: tuple[StaffRow, ...]) -> QueueRow:
    """Make a queue with its key pair, wrapped to each first member and to the recovery key."""
    if not code or len(code) > 32 or not code.replace("-", "").isalnum():
        raise Refused("queue-code-odd")
    if not bands:
        raise Refused("queue-no-ages")
    pair = new_pair()
    queue_id = new_id()
    row = QueueRow(
        id=queue_id,
        code=code,
        age_bands=bands,
        public_key=pair.public,
        signature=house.keyring.signature(queue_statement(code, bands, pair.public)),
        recovery_wrapped=wrap_recovery(
            pair.private, recovery_public=house.keyring.organisation.recovery_public, queue_id=queue_id
        ),
        opening_hours=hours_to_text(USUAL_HOURS),
    )
    wraps = [(member.id, _wrap_for(house, pair.private, queue_id, member)) for member in members]

    def work(connection: Connection) -> bool:
        if not queues.add(connection, row=row):
            return False
        for staff_id, wrapped in wraps:
            queues.grant(connection, queue_id=queue_id, staff_id=staff_id, private_wrapped=wrapped)
        return True

    if not await house.write(work):
        raise Refused("queue-code-taken")
    return row


def _wrap_for(house: House, queue_private: Secret, queue_id: bytes, person: StaffRow) -> bytes:
    if not house.keyring.trusted(staff_statement(person.id, person.public_key), person.signature):
        raise WrongKey
    return wrap_member(queue_private, staff_public=person.public_key, queue_id=queue_id, staff_id=person.id)


async def grant(house: House, *, queue: QueueRow, person: StaffRow, queue_private: Secret) -> None:
    """Let somebody into a queue, by whoever holds its private key now."""
    wrapped = _wrap_for(house, queue_private, queue.id, person)
    await house.write(
        lambda connection: queues.grant(connection, queue_id=queue.id, staff_id=person.id, private_wrapped=wrapped)
    )


async def queue_key_by_password(house: House, *, queue: QueueRow, member: StaffRow, password: str) -> Secret:
    """A queue's private key, by a member's password; raises `Refused`."""
    wraps = await house.database.read(lambda connection: queues.wraps_of(connection, staff_id=member.id))
    if queue.id not in wraps:
        raise Refused("queue-not-member")
    try:
        private = unwrap_staff(
            member.private_wrapped,
            password_key=await house.password_key(password, salt=member.salt),
            staff_id=member.id,
        )
    except WrongKey:
        raise Refused("login-wrong") from None
    return unwrap_member(wraps[queue.id], staff_private=private, queue_id=queue.id, staff_id=member.id)


def queue_key_by_recovery(*, queue: QueueRow, recovery_private: Secret) -> Secret:
    """A queue's private key, by the offline recovery key; raises `Refused`."""
    try:
        return unwrap_recovery(queue.recovery_wrapped, recovery_private=recovery_private, queue_id=queue.id)
    except WrongKey:
        raise Refused("recovery-wrong") from None

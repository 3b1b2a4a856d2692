"""What somebody writes in a chat: stored before anything is said about it, and once however often it comes.

Rules: what would give its writer away is covered before it is delivered, and waits as it was written until they have
decided. An edited text takes its message's place. One more line of a talk, what comes most, is one transaction.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy import Connection

from bot.desk.house import House
from bot.desk.opening import AtDesk, ByChat, visit_by_chat
from bot.desk.sealing import Body, seal_message
from bot.desk.views import Refused
from bot.desk.visits import Visits
from bot.desk.writing import write_as_visitor
from flows.discretion import Spot, covered, find
from flows.questions import clean
from flows.vocabulary import Direction, Urgency
from storage import lines, messages
from storage.chats import ChatMessageRow
from storage.keys import Secret, mark_of
from storage.lines import Line
from storage.outbox import Parcel


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """What became of a text: `kinds` of spots that were covered before it was delivered."""

    kinds: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Ending:
    """What ends an update: which it is, the message it stands in, and the answer."""

    inbox_id: bytes = field(repr=False)
    chat_message: ChatMessageRow
    answer: Parcel


class ChatTexts(Visits[Secret]):
    """The use cases of what is written in a chat; the key is the chat's id."""

    async def add_line(self, here: AtDesk | ByChat, *, text: str, press: bytes, ending: Callable[[], Ending]) -> bool:
        """Store one more line of a talk, and end what brought it, in one transaction; raises `InvalidAnswer`.

        False, and nothing happened, where something else follows from it than is known before: then it is for `say`.
        """
        house, plain, queue_id = self._house, clean(text), here.row.queue_id
        if queue_id is None or _spots(here, plain):
            return False
        sequence = here.next_sequence
        body = seal_message(
            Body(text=plain, at=house.now(), channel=here.door),
            conversation_id=here.id,
            sequence=sequence,
            direction=Direction.VISITOR,
            public=here.public,
        )
        end = ending()
        line = Line(
            conversation_id=here.id,
            sequence=sequence,
            written_on=house.today(),
            body=body,
            press=press,
            queue_id=queue_id,
            claimed_by=here.row.claimed_by,
            inbox_id=end.inbox_id,
            chat_message=end.chat_message,
            answer=end.answer,
        )
        added = await house.database.write_each(lines.add, line)
        if added:
            house.live.changed(here.id, queue_id)
        return added

    async def say(self, address: Secret, *, text: str, press: bytes) -> Said:
        """Store a text before anything else; raises `InvalidAnswer` when it is empty or too long.

        What would give the writer away is delivered covered; as it was written it is kept sealed for the same place,
        until they have decided. Nobody in danger is held up by it (DESIGN.md 7). Before the hand-over the text waits
        for the therapist who may come.
        """
        here = await self._here(address)
        plain = clean(text)
        spots = _spots(here, plain)
        if not spots:
            await write_as_visitor(self._house, here, text=plain, press=press)
            return Said(kinds=())
        body = Body(text=plain, at=self._house.now(), channel=here.door)
        keep = self._keeping(here, body, press=press)
        await write_as_visitor(self._house, here, text=covered(plain, spots), press=press, also=keep)
        return Said(kinds=_kinds(spots))

    async def was_covered(self, address: Secret, *, press: bytes) -> bool:
        """Whether a text was delivered covered, and its writer has not decided."""
        here = await visit_by_chat(self._house, address)
        return here is not None and await self._house.database.read(
            lambda connection: messages.was_covered(connection, conversation_id=here.id, press=press)
        )

    async def decide(self, address: Secret, *, press: bytes, as_written: bool) -> bool:
        """Send a text as it was written after all, or leave it covered; False when it is too late for that."""
        here = await self._here(address)

        def work(connection: Connection) -> bool:
            if as_written:
                return messages.send_as_written(connection, conversation_id=here.id, press=press)
            waits = messages.was_covered(connection, conversation_id=here.id, press=press)
            messages.leave_covered(connection, conversation_id=here.id, press=press)
            return waits

        changed = await self._house.write(work)
        self._house.live.changed(here.id)
        return changed

    async def edit(self, address: Secret, *, text: str, press: bytes, written_at: datetime) -> Said | None:
        """Put an edited text in its message's place, marked as edited; None when there is no such message.

        What would give the writer away is covered as in a text that is new, and waits for them in the same way.
        """
        here = await self._here(address)
        plain = clean(text)
        row = await self._house.database.read(
            lambda connection: messages.by_press(connection, conversation_id=here.id, press=press)
        )
        if row is None:
            return None
        spots = _spots(here, plain)
        as_written = Body(text=plain, at=written_at, channel=here.door, edited=True)
        keep = self._keeping(here, as_written, press=press)
        body = seal_message(
            replace(as_written, text=covered(plain, spots)) if spots else as_written,
            conversation_id=here.id,
            sequence=row.sequence,
            direction=row.direction,
            public=here.public,
        )

        def work(connection: Connection) -> None:
            messages.replace(connection, conversation_id=here.id, sequence=row.sequence, body=body)
            messages.leave_covered(connection, conversation_id=here.id, press=press)
            if spots:
                keep(connection, row.sequence)

        await self._house.write(work)
        self._house.live.changed(here.id, here.row.queue_id or here.id)
        return Said(kinds=_kinds(spots))

    def _keeping(self, here: AtDesk | ByChat, body: Body, *, press: bytes) -> Callable[[Connection, int], None]:
        """Keep what was written beside what is delivered covered, for the place it gets."""
        today = self._house.today()

        def keep(connection: Connection, sequence: int) -> None:
            sealed = seal_message(
                body, conversation_id=here.id, sequence=sequence, direction=Direction.VISITOR, public=here.public
            )
            messages.keep_as_written(
                connection, conversation_id=here.id, press=press, sequence=sequence, body=sealed, written_on=today
            )

        return keep

    async def _here(self, address: Secret) -> AtDesk | ByChat:
        here = await visit_by_chat(self._house, address)
        if here is None:
            raise Refused("telegram-no-conversation")
        return here


def _spots(here: AtDesk | ByChat, text: str) -> tuple[Spot, ...]:
    """What is covered; nothing of somebody's who is in danger."""
    return () if here.row.urgency is Urgency.DANGER else tuple(find(text))


def _kinds(spots: tuple[Spot, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(str(spot.kind) for spot in spots))


def press_of(house: House, address: Secret, message: int) -> bytes:
    """A chat's message as the press it is stored under: the same message again is the same press."""
    value = address.reveal() + b"|" + str(message).encode()
    return mark_of(value, key=house.keyring.pepper, purpose=b"doorstep press")

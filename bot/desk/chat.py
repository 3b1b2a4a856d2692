"""The use cases of somebody who writes from a messenger, found by their chat and by nothing else of theirs.

Rules: a chat leads to one conversation. Until the hand-over the server can open it; after it, what is written is sealed
to a key the server does not have. A text is stored before anything is said about it; the same one again, or an edited
one, is the same message. Names, numbers and pictures of a messenger never come this far.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy import Connection

from bot.desk import intake
from bot.desk.advice import advice_of, helplines_for
from bot.desk.booking import new_words, pretalk_of
from bot.desk.clearing import clear_chat
from bot.desk.crossing import enter_by_code, new_code_for
from bot.desk.house import House
from bot.desk.journals import asking_now, desk_until
from bot.desk.opening import AtDesk, ByChat, Opened, visit_by_chat
from bot.desk.reminding import ask_for_reminders
from bot.desk.screens import Screen, screen_of, sealed_screen, shown_in
from bot.desk.scripts import INTAKE
from bot.desk.sealing import Body, seal_address, seal_message
from bot.desk.views import Refused, Stage, TalkView, VisitorView
from bot.desk.visits import Visits
from bot.desk.writing import write_as_visitor
from flows.discretion import covered, find
from flows.first_contact import audience_of, audience_so_far
from flows.questions import Several, clean
from flows.talk import Asking, StaleButton
from flows.vocabulary import Audience, Channel, ConversationState, Delivery, Direction, Language, Urgency
from storage import chats, conversations, messages, outbox, reminders
from storage.keys import Secret, mark_of, new_id, new_pair, new_secret


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Where a chat's conversation is: enough to know what an update means, read in one go."""

    here: AtDesk | ByChat
    stage: Stage
    audience: Audience
    asking: Asking | None
    screen: Screen
    # Which of the chat's messages show what, by slot.
    shown: dict[str, int]

    @property
    def language(self) -> Language:
        """The language that is spoken."""
        return self.here.row.language

    @property
    def state(self) -> ConversationState:
        """The state the conversation is in."""
        return self.here.row.state

    @property
    def mark(self) -> str:
        """Four letters that are on the buttons of this conversation and of no other."""
        return self.here.id[:2].hex()

    @property
    def ticks(self) -> frozenset[str]:
        """The boxes that are ticked: those pressed now, or those of the answer that is given anew."""
        if self.screen.touched or self.asking is None or not isinstance(self.asking.question, Several):
            return self.screen.ticks
        return frozenset(self.asking.current or ())


@dataclass(frozen=True, kw_only=True)
class Sight(Standing):
    """What a chat is shown: where it is, and the view that every door has."""

    view: VisitorView
    # Whether a reminder of the pre-talk is still to come.
    reminded: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """What became of a text: `kinds` of spots that were covered before it was delivered, and its press."""

    kinds: tuple[str, ...]
    press: bytes = field(repr=False)


class ChatDesk(Visits[Secret]):
    """The use cases of a visitor who writes from a messenger; the key is the chat's id."""

    def __init__(self, house: House, *, channel: Channel = Channel.TELEGRAM) -> None:
        super().__init__(house)
        self._channel = channel

    async def begin(self, address: Secret, *, language: Language) -> None:
        """Start a conversation, unless this chat leads to one."""
        house = self._house
        if await visit_by_chat(house, address) is not None:
            return
        pair, shred, conversation_id = new_pair(), new_secret(), new_id()
        tag = await house.chat_tag(address)
        sealed = seal_address(address, conversation_id=conversation_id, tag=tag, public=pair.public)
        key = house.keyring.seal_for_desk(pair.private.reveal(), context=b"key|" + conversation_id, shred=shred)
        today, until = house.today(), desk_until(house)

        def work(connection: Connection) -> None:
            conversations.add(
                connection,
                conversation_id=conversation_id,
                public_key=pair.public,
                channel=self._channel,
                language=language,
                first_contact_on=today,
                script=INTAKE,
                shred_key=shred.reveal(),
                desk_until=until,
            )
            chats.add(
                connection,
                tag=tag,
                conversation_id=conversation_id,
                channel=self._channel,
                address=sealed,
                key_wrapped=key,
            )

        await house.write(work)

    async def standing(self, address: Secret) -> Standing | None:
        """Where a chat's conversation is; None when it leads to none."""
        here = await visit_by_chat(self._house, address)
        if here is None:
            return None
        asking = asking_now(self._house, here)
        waiting = Stage.ADVICE if asking is None else Stage.ASKING
        stage = waiting if here.row.queue_id is None else Stage.TALK
        told = here.row.role is not None or stage is Stage.TALK
        return Standing(
            here=here,
            stage=stage,
            audience=audience_of(here.row.role) if told else audience_so_far(asking.path if asking else ()),
            asking=asking,
            screen=screen_of(self._house, here.chat).on("" if asking is None else asking.question.key),
            shown=shown_in(self._house, here.chat),
        )

    async def place(self, standing: Standing) -> int | None:
        """The place in the queue, if one waits."""
        here = standing.here
        return await self._house.database.read(
            lambda connection: conversations.place_in_queue(connection, conversation_id=here.id)
        )

    async def sight(self, address: Secret) -> Sight | None:
        """Everything a chat is shown; None when it leads to no conversation."""
        standing = await self.standing(address)
        if standing is None:
            return None
        house, here = self._house, standing.here
        screening = intake.screening_kept(here) if isinstance(here, Opened) else None
        asked = await house.database.read(
            lambda connection: reminders.of_conversation(connection, conversation_id=here.id)
        )
        view = VisitorView(
            stage=standing.stage,
            language=standing.language,
            audience=standing.audience,
            revision=here.row.revision,
            danger=here.row.urgency is Urgency.DANGER,
            asking=standing.asking,
            code=None,
            talk=await self._talk(standing) if standing.stage is Stage.TALK else None,
            advice=await advice_of(house, screening) if standing.stage is Stage.ADVICE and screening else None,
            helplines=await helplines_for(house),
        )
        return Sight(**vars(standing), view=view, reminded=bool(asked))

    async def _talk(self, standing: Standing) -> TalkView:
        here = standing.here
        place, hours = await self._waits(here)
        return TalkView(
            state=here.row.state,
            messages=(),
            place=place,
            hours=hours,
            pretalk=await pretalk_of(self._house, here),
            wish=here.row.wish,
            # Also where the question about a time stands at another door.
            can_find_time=standing.asking is None,
        )

    async def tick(self, address: Secret, *, key: str, option: str) -> None:
        """Tick a box of the question on the screen, or take the tick away; raises `StaleButton`."""
        here = await self._here(address)
        asking = asking_now(self._house, here)
        if asking is None or asking.question.key != key or not isinstance(asking.question, Several):
            raise StaleButton
        if option not in asking.question.option_codes():
            raise StaleButton
        screen = screen_of(self._house, here.chat).on(key)
        if not screen.touched:
            screen = replace(screen, ticks=frozenset(asking.current or ()))
        await self._keep_screen(here, screen.ticked(option, alone=asking.question.none_option))

    async def turn_to(self, address: Secret, *, key: str, page: int) -> None:
        """Turn to another page of the question on the screen."""
        here = await self._here(address)
        screen = screen_of(self._house, here.chat).on(key)
        await self._keep_screen(here, replace(screen, page=page))

    async def _keep_screen(self, here: AtDesk | ByChat, screen: Screen) -> None:
        sealed = sealed_screen(self._house, here.chat.tag, screen)
        await self._house.write(lambda connection: chats.set_screen(connection, tag=here.chat.tag, screen=sealed))

    async def say(self, address: Secret, *, text: str, press: bytes) -> Said:
        """Store a text before anything else; raises `InvalidAnswer` when it is empty or too long.

        What would give the writer away is delivered covered; as it was written it is kept sealed for the same place,
        until they have decided. Nobody in danger is held up by it (DESIGN.md 7). Before the hand-over the text waits
        for the therapist who may come.
        """
        here = await self._here(address)
        plain = clean(text)
        spots = () if here.row.urgency is Urgency.DANGER else tuple(find(plain))
        if not spots:
            await write_as_visitor(self._house, here, text=plain, press=press)
            return Said(kinds=(), press=press)
        at, today = self._house.now(), self._house.today()

        def keep(connection: Connection, sequence: int) -> None:
            body = seal_message(
                Body(text=plain, at=at, channel=here.door),
                conversation_id=here.id,
                sequence=sequence,
                direction=Direction.VISITOR,
                public=here.public,
            )
            messages.keep_as_written(
                connection, conversation_id=here.id, press=press, sequence=sequence, body=body, written_on=today
            )

        await write_as_visitor(self._house, here, text=covered(plain, list(spots)), press=press, also=keep)
        return Said(kinds=tuple(dict.fromkeys(str(spot.kind) for spot in spots)), press=press)

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

    async def edit(self, address: Secret, *, text: str, press: bytes, written_at: datetime) -> bool:
        """Put an edited text in its message's place, marked as edited; False when there is no such message."""
        here = await self._here(address)
        plain = clean(text)
        row = await self._house.database.read(
            lambda connection: messages.by_press(connection, conversation_id=here.id, press=press)
        )
        if row is None:
            return False
        spots = () if here.row.urgency is Urgency.DANGER else tuple(find(plain))
        body = seal_message(
            Body(text=covered(plain, list(spots)) if spots else plain, at=written_at, channel=here.door, edited=True),
            conversation_id=here.id,
            sequence=row.sequence,
            direction=row.direction,
            public=here.public,
        )

        def work(connection: Connection) -> None:
            messages.replace(connection, conversation_id=here.id, sequence=row.sequence, body=body)
            messages.leave_covered(connection, conversation_id=here.id, press=press)

        await self._house.write(work)
        self._house.live.changed(here.id, here.row.queue_id or here.id)
        return True

    async def enter(self, address: Secret, *, code_text: str, caller: str) -> bool:
        """Let this chat lead to the conversation a return code opens; False for a code that opens none.

        Raises `Refused("telegram-code-other")` when it leads to another conversation that is under way.
        """
        return await enter_by_code(self._house, address, channel=self._channel, code_text=code_text, caller=caller)

    async def code(self, address: Secret, *, secret: str) -> tuple[str, ...] | None:
        """A new return code, for whoever has the button with its secret; an earlier code opens nothing any more."""
        return await new_code_for(self._house, await self._here(address), secret=secret)

    async def only_nudges(self, address: Secret, *, only: bool) -> None:
        """Show answers in this chat, or only a line that there is one."""
        here = await self._here(address)

        def work(connection: Connection) -> None:
            chats.set_only_nudges(connection, tag=here.chat.tag, only_nudges=only)
            chats.set_nudged(connection, conversation_id=here.id, nudged=False)

        await self._house.write(work)

    async def remind(self, address: Secret) -> int:
        """Remind of the pre-talk in this chat; returns how often. Raises `Refused`."""
        return await ask_for_reminders(self._house, await self._here(address))

    async def words(self, address: Secret) -> str | None:
        """Two new words for the door; None without a booked time."""
        here = await self._here(address)
        words = await new_words(self._house, here)
        self._house.live.changed(here.id, here.row.queue_id or here.id)
        return words

    async def blocked(self, address: Secret, *, blocked: bool) -> None:
        """The visitor closed this chat to us, or opened it again; the therapist sees it."""
        here = await visit_by_chat(self._house, address)
        if here is None:
            return

        def work(connection: Connection) -> None:
            chats.set_blocked(connection, tag=here.chat.tag, blocked=blocked)
            if blocked:
                for row in outbox.of_lane(connection, lane=self._house.keyring.lane(address)):
                    if row.sequence is not None:
                        messages.set_delivery(
                            connection, conversation_id=here.id, sequence=row.sequence, delivery=Delivery.BLOCKED
                        )
                outbox.clear_lane(connection, lane=self._house.keyring.lane(address))

        await self._house.write(work)
        self._house.live.changed(here.id, here.row.queue_id or here.id)

    async def forget(self, address: Secret, *, language: Language) -> None:
        """Delete the conversation, and have every message here deleted that can be.

        Works without a conversation too: then only the messages are deleted.
        """
        await clear_chat(self._house, address, language=language)

    async def _here(self, address: Secret) -> AtDesk | ByChat:
        here = await visit_by_chat(self._house, address)
        if here is None:
            raise Refused("telegram-no-conversation")
        return here


def press_of(house: House, address: Secret, message: int) -> bytes:
    """A chat's message as the press it is stored under: the same message again is the same press."""
    value = address.reveal() + b"|" + str(message).encode()
    return mark_of(value, key=house.keyring.pepper, purpose=b"doorstep press")

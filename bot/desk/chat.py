"""The use cases of somebody who writes from a messenger, found by their chat and by nothing else of theirs.

Rules: a chat leads to one conversation. Until the hand-over the server can open it; after it, what is written is sealed
to a key the server does not have. A text is stored before anything is said about it; the same one again, or an edited
one, is the same message (chat_texts.py). Names, numbers and pictures of a messenger never come this far.
"""

from dataclasses import replace

from sqlalchemy import Connection

from bot.desk import intake
from bot.desk.accepting import proposed_to
from bot.desk.advice import advice_of, helplines_for
from bot.desk.beginning import begin, new_conversation
from bot.desk.booking import ShownOnce, pretalk_of, show_anew
from bot.desk.chat_texts import ChatTexts
from bot.desk.clearing import clear_chat
from bot.desk.crossing import enter_by_code, new_code_for
from bot.desk.house import House
from bot.desk.journals import asking_now, desk_until
from bot.desk.opening import AtDesk, ByChat, Opened, visit_by_chat
from bot.desk.reminding import ask_for_reminders
from bot.desk.screens import Screen, screen_of, sealed_screen, stands
from bot.desk.scripts import FEEDBACK
from bot.desk.sealing import seal_address
from bot.desk.standing import Sight, Standing, standing_of
from bot.desk.views import Stage, TalkView, VisitorView
from flows.questions import Several
from flows.talk import StaleButton
from flows.vocabulary import Channel, Delivery, Language, Urgency
from storage import chats, messages, outbox, reminders
from storage.keys import Secret


class ChatDesk(ChatTexts):
    """The use cases of a visitor who writes from a messenger; the key is the chat's id."""

    def __init__(self, house: House, *, channel: Channel = Channel.TELEGRAM) -> None:
        super().__init__(house)
        self._channel = channel

    async def begin(self, address: Secret, *, language: Language) -> None:
        """Start a conversation, unless this chat leads to one."""
        house = self._house
        if await visit_by_chat(house, address) is not None:
            return
        keys = new_conversation()
        conversation_id, pair = keys.conversation_id, keys.pair
        tag = await house.chat_tag(address)
        sealed = seal_address(address, conversation_id=conversation_id, tag=tag, public=pair.public)
        key = house.keyring.seal_for_desk(pair.private.reveal(), context=b"key|" + conversation_id, shred=keys.shred)

        def lead_there(connection: Connection) -> None:
            chats.add(
                connection,
                tag=tag,
                conversation_id=conversation_id,
                channel=self._channel,
                address=sealed,
                key_wrapped=key,
            )

        until = desk_until(house)
        await begin(house, keys, channel=self._channel, language=language, also=lead_there, desk_until=until)

    async def standing(self, address: Secret) -> Standing | None:
        """Where a chat's conversation is; None when it leads to none."""
        here = await visit_by_chat(self._house, address)
        return None if here is None else standing_of(self._house, here)

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
        place, hours, again = await self._waits(here)
        return TalkView(
            state=here.row.state,
            messages=(),
            place=place,
            hours=hours,
            here_again=again,
            pretalk=await pretalk_of(self._house, here),
            proposed=await proposed_to(self._house, here),
            wish=here.row.wish,
            # Also where the question about a time stands at another door.
            can_find_time=standing.asking is None or here.row.script == FEEDBACK,
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
        """Turn to another page of the question on the screen; raises `StaleButton`."""
        here = await self._here(address)
        asking = asking_now(self._house, here)
        if asking is None or asking.question.key != key:
            raise StaleButton
        screen = screen_of(self._house, here.chat).on(stands(asking))
        await self._keep_screen(here, replace(screen, page=page))

    async def _keep_screen(self, here: AtDesk | ByChat, screen: Screen) -> None:
        sealed = sealed_screen(self._house, here.chat.tag, screen)
        await self._house.write(lambda connection: chats.set_screen(connection, tag=here.chat.tag, screen=sealed))

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

    async def words(self, address: Secret) -> ShownOnce | None:
        """Two new words for the door, and a new room online; None without a booked time."""
        here = await self._here(address)
        shown = await show_anew(self._house, here)
        self._house.live.changed(here.id, here.row.queue_id or here.id)
        return shown

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

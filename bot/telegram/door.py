"""One update, from the inbox to the outbox, exactly once.

Rules: two steps, each safe to repeat. First it does what it means; every transaction of that also marks it as done.
Then what is on the chat's screen is drawn from what is stored, and put into the outbox in the transaction that removes
the update. A process that dies in between finds the mark, does nothing again, and draws.

One more line of a talk that is on is what comes most, and what is said of it is known before: there the transaction
that stores it is the only one, puts the answer into the outbox, and removes the update.
"""

from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import replace
from functools import partial

from sqlalchemy import Connection

from bot.desk.attempts import Resting
from bot.desk.chat import ChatDesk
from bot.desk.chat_texts import Ending
from bot.desk.clearing import remembered
from bot.desk.house import House
from bot.desk.outgoing import OUTBOX, Addressed, Heard, Outgoing, Redraw, Say, Slot, parcel
from bot.desk.standing import Sight, Standing
from bot.desk.views import Stage
from bot.telegram.acting import Acting, Told
from bot.telegram.drawing import Drawing
from bot.telegram.drawn import Drawn
from bot.telegram.meaning import Arrived, Kind
from bot.telegram.replies import Reply, Show
from bot.telegram.saving import Saved
from bot.telegram.taking_in import open_arrived
from flows.first_contact import NOBODY_SAID
from storage import chats, conversations, inbox, outbox
from storage.chats import ChatMessageRow
from storage.inbox import InboxRow
from storage.keys import Secret

_DONE = "done"
_SHORTEST_HEARD = 200


class Door:
    """The Telegram door: deals with one update at a time for each chat."""

    def __init__(self, house: House, *, drawing: Drawing) -> None:
        self._house = house
        self._drawing = drawing
        self._saved = Saved(drawing)
        self._told = Told()

    async def handle(self, row: InboxRow, resting: Resting = nullcontext) -> None:
        """Deal with an update; when this returns it is gone from the inbox. Raises `Unreadable`.

        Where it must wait first, it does so in `resting`.
        """
        arrived = open_arrived(self._house, row)
        reply = await (self._acting(row, arrived).again() if row.done else self._act(row, arrived, resting))
        if reply.show is Show.DONE:
            self._house.live.changed(OUTBOX)
        else:
            await self._finish(row, arrived, await self._drawn(arrived, reply))
        if reply.explains:
            self._told.now(arrived.chat, reply.explains)

    async def sorry(self, row: InboxRow) -> None:
        """It could not be dealt with: say so, once, in plain words."""
        arrived = open_arrived(self._house, row)
        if arrived.kind in (Kind.WROTE, Kind.PRESSED, Kind.SENT, Kind.EDITED):
            language = self._drawing.language_named(arrived.language)
            text = self._drawing.say(language, NOBODY_SAID, "telegram-sorry")
            tag = await self._house.chat_tag(arrived.address)
            leaving = parcel(self._house, Addressed(to=arrived.address, tag=tag, what=Say(text=text)))
            await self._house.write(lambda connection: outbox.put(connection, parcels=[leaving]))
            self._house.live.changed(OUTBOX)

    async def _act(self, row: InboxRow, arrived: Arrived, resting: Resting = nullcontext) -> Reply:
        """The first step."""
        return await self._acting(row, arrived, resting).act()

    def _acting(self, row: InboxRow, arrived: Arrived, resting: Resting = nullcontext) -> Acting:
        def mark(connection: Connection) -> None:
            inbox.mark_done(connection, inbox_id=row.id, done=_DONE)

        button = self._house.keyring.button_secret(row.id)
        house = replace(self._house, also=mark, button=button, resting=resting)
        return Acting(
            house, drawing=self._drawing, told=self._told, arrived=arrived, ending=partial(self._ending, row, arrived)
        )

    def _ending(self, row: InboxRow, arrived: Arrived, standing: Standing) -> Ending:
        """What ends an update together with storing its text: that it is saved is said."""
        here = standing.here
        addressed = Addressed(to=arrived.address, tag=here.chat.tag, what=self._saved.line(standing))
        return Ending(
            inbox_id=row.id,
            chat_message=remembered(self._house, here.chat.tag, arrived.message, arrived.written_at),
            answer=parcel(self._house, addressed, conversation_id=here.id, shred=here.shred),
        )

    async def _finish(self, row: InboxRow, arrived: Arrived, leaving: list[Outgoing]) -> None:
        """The second step: what is to be said goes into the outbox, and the update is gone."""
        house, address = self._house, arrived.address
        tag = await house.chat_tag(address)
        own: tuple[ChatMessageRow, ...] = ()
        if arrived.message and arrived.kind in (Kind.WROTE, Kind.SENT):
            own = (remembered(house, tag, arrived.message, arrived.written_at),)

        def work(connection: Connection) -> None:
            inbox.dealt_with(connection, inbox_id=row.id)
            chats.remember(connection, messages=own)
            if arrived.kind in (Kind.WROTE, Kind.SENT, Kind.EDITED, Kind.PRESSED):
                # Whoever writes can be reached, whatever was said before.
                chats.set_blocked(connection, tag=tag, blocked=False)
            # What belongs to a conversation opens only while that is there.
            chat = chats.by_tag(connection, tag=tag)
            shred = None
            if chat is not None:
                shred = conversations.shred_key(connection, conversation_id=chat.conversation_id)
            parcels = [
                parcel(
                    house,
                    Addressed(to=address, tag=tag, what=what),
                    conversation_id=None if chat is None or shred is None else chat.conversation_id,
                    shred=None if shred is None else Secret(shred),
                )
                for what in leaving
            ]
            outbox.put(connection, parcels=parcels)

        await house.write(work)
        house.live.changed(OUTBOX)

    async def _drawn(self, arrived: Arrived, reply: Reply) -> list[Outgoing]:
        """Everything that leaves because of one update, in order."""
        leaving: list[Outgoing] = []
        if arrived.kind is Kind.PRESSED and arrived.press:
            leaving.append(Heard(press=arrived.press, text=reply.heard[:_SHORTEST_HEARD]))
        leaving += reply.first
        if reply.show is Show.NOTHING:
            return leaving
        desk = ChatDesk(self._house)
        if reply.show is Show.SAVED:
            standing = await desk.standing(arrived.address)
            return leaving if standing is None else [*leaving, self._saved.line(standing)]
        sight = await desk.sight(arrived.address)
        if sight is None:
            language = self._drawing.language_named(arrived.language)
            drawn = self._drawing.welcome(language, text_waits=False)
            return [*leaving, *_noticed(reply.notice), _say(drawn)]
        return [*leaving, *self._screen(arrived, reply, sight)]

    def _screen(self, arrived: Arrived, reply: Reply, sight: Sight) -> Iterator[Outgoing]:
        drawing, view = self._drawing, sight.view
        in_place = arrived.message if arrived.kind is Kind.PRESSED and not reply.below else 0
        match reply.show:
            case Show.HANDED_OVER:
                yield from self._handed_over(in_place, reply, sight)
            case Show.MY_TIME | Show.BOOKED if view.talk is not None:
                drawn = drawing.my_time(view, words=reply.words, link=reply.link, notice=reply.notice)
                yield _put(drawn, in_place=in_place)
                if view.talk.proposed:
                    yield _say(drawing.proposed(view, view.talk.proposed))
                if reply.show is Show.BOOKED and not sight.reminded:
                    yield _say(drawing.remind_ask(view.language, view.audience))
            case Show.ANSWERS if view.asking is not None:
                drawn = drawing.answers(view, mark=sight.mark, page=reply.page)
                yield _put(drawn, in_place=in_place, slot=Slot.QUESTION)
            case _:
                yield from self._here(in_place, reply.notice, sight)

    def _here(self, in_place: int, notice: str, sight: Sight) -> Iterator[Outgoing]:
        """Wherever the conversation is: the question, the advice, or the talk."""
        drawing, view = self._drawing, sight.view
        if view.asking is not None:
            drawn = drawing.question(view, mark=sight.mark, ticks=sight.ticks, page=sight.screen.page, notice=notice)
            yield _put(drawn, in_place=in_place, slot=Slot.QUESTION)
        elif view.stage is Stage.ADVICE and notice:
            # The advice stands above, and is not said again.
            yield _say(drawing.below_advice(view, notice=notice), slot=Slot.QUESTION)
        elif view.stage is Stage.ADVICE:
            *before, last = drawing.advice(view)
            for index, each in enumerate(before):
                yield _put(each, in_place=in_place if index == 0 else 0)
            yield _put(last, in_place=0 if before else in_place, slot=Slot.QUESTION)
        else:
            yield _put(drawing.status(view, notice=notice), in_place=in_place, slot=Slot.STATUS)

    def _handed_over(self, in_place: int, reply: Reply, sight: Sight) -> Iterator[Outgoing]:
        """The message whose button shows a code stays; a question about a time comes below it."""
        drawn = self._drawing.handed_over(sight.view, code_secret=reply.secret)
        yield _put(drawn, in_place=in_place, slot=Slot.CODE)
        if sight.view.asking is not None:
            yield from self._here(0, "", sight)


def _say(drawn: Drawn, *, slot: Slot | None = None) -> Say:
    return Say(text=drawn.text, keyboard=drawn.keyboard, slot=slot)


def _put(drawn: Drawn, *, in_place: int, slot: Slot | None = None) -> Outgoing:
    """In the place of the pressed message, or as a new one."""
    if in_place:
        return Redraw(message=in_place, text=drawn.text, keyboard=drawn.keyboard, slot=slot)
    return _say(drawn, slot=slot)


def _noticed(notice: str) -> tuple[Say, ...]:
    return (Say(text=notice),) if notice else ()

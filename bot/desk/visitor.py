"""The visitor's use cases, as a channel calls them: begin, answer, write, find a time, come back, delete.

Rules: each is one transaction; sealing and hashing happen before it. Everything is stored before it is acknowledged.
A cookie's secret opens one conversation and is never kept; without it, or the return code, the desk can show nothing.
"""

from collections.abc import AsyncGenerator, Callable

from sqlalchemy import Connection

from bot.desk import intake
from bot.desk.accepting import proposed_to
from bot.desk.advice import advice_of, helplines_for
from bot.desk.beginning import begin, new_conversation
from bot.desk.booking import pretalk_of
from bot.desk.journals import asking_now
from bot.desk.opening import Visit, new_visitor_session, visit, visit_by_code
from bot.desk.scripts import FEEDBACK, NO_SCRIPT
from bot.desk.views import DiscreetText, Refused, Stage, TalkView, VisitorView
from bot.desk.visits import Visits
from bot.desk.writing import messages_of, replace_as_visitor, write_as_visitor
from flows.discretion import covered, find
from flows.first_contact import audience_so_far
from flows.questions import clean
from flows.talk import StaleButton
from flows.vocabulary import (
    Channel,
    ConversationState,
    Direction,
    Language,
    Urgency,
)
from storage import chats, conversations, visitor_sessions
from storage.keys import Secret, new_id, session_keys
from storage.return_code import ReturnCode, UnreadableCode, new_code, read_code


class VisitorDesk(Visits[Secret | None]):
    """The use cases of somebody who writes on the web without saying who they are, found by their cookie."""

    async def begin(self, *, language: Language) -> Secret:
        """Start a conversation; returns the secret for the visitor's cookie."""
        house = self._house
        keys = new_conversation()
        session = new_visitor_session(keys, now=house.now())

        def store_session(connection: Connection) -> None:
            session.store(connection, keys.conversation_id)

        await begin(house, keys, channel=Channel.WEB, language=language, also=store_session)
        return session.cookie

    async def enter(self, *, code_text: str, caller: str) -> Secret:
        """Come back with the return code; returns a new cookie secret.

        An unknown code, a mistyped one and one that cannot be read get the same answer after the same work.
        Raises `Refused("code-unknown")`.
        """
        house = self._house
        try:
            code = read_code(code_text)
            readable = True
        except UnreadableCode:
            code, readable = new_code(), False
        entered: list[Secret] = []

        async def attempt() -> bool:
            session = await self._enter_with(code)
            if session is None or not readable:
                return False
            entered.append(session)
            return True

        if not await house.attempts.take_turn(caller, attempt):
            raise Refused("code-unknown")
        return entered[0]

    async def _enter_with(self, code: ReturnCode) -> Secret | None:
        house = self._house
        opened = await visit_by_code(house, await house.code_keys(code.canonical))
        if opened is None:
            return None
        session = new_visitor_session(opened.keys, now=house.now())

        def work(connection: Connection) -> None:
            session.store(connection, opened.id)
            conversations.settle_code(connection, conversation_id=opened.id)

        await house.write(work)
        return session.cookie

    async def view(self, cookie: Secret | None) -> VisitorView | None:
        """Everything the page shows; None without an open conversation. What is shown counts as seen."""
        house = self._house
        here = await visit(house, cookie)
        if here is None:
            return None
        screening = intake.screening_kept(here)
        asking = asking_now(house, here)
        code = intake.shown_code(here)
        handed_over = here.row.queue_id is not None
        if code is not None:
            stage = Stage.CODE
        elif handed_over:
            stage = Stage.TALK
        elif asking is not None:
            stage = Stage.ASKING
        else:
            stage = Stage.ADVICE
        audience = screening.audience if screening else audience_so_far(asking.path if asking else ())
        return VisitorView(
            stage=stage,
            language=here.row.language,
            audience=audience,
            revision=here.row.revision,
            danger=here.row.urgency is Urgency.DANGER,
            asking=None if stage is Stage.CODE else asking,
            code=code,
            talk=await self._talk(here) if stage is Stage.TALK else None,
            advice=await advice_of(house, screening) if stage is Stage.ADVICE and screening else None,
            helplines=await helplines_for(house),
        )

    async def _talk(self, here: Visit) -> TalkView:
        house = self._house
        written = await messages_of(house, here)
        last = max((each.sequence for each in written if each.direction is not Direction.VISITOR), default=0)
        if last > here.row.seen_by_visitor:
            await house.write(_seen_until(here.id, last))
            house.live.changed(here.id)
        place, hours, again = await self._waits(here)
        return TalkView(
            state=here.row.state,
            messages=written,
            place=place,
            hours=hours,
            here_again=again,
            pretalk=await pretalk_of(house, here),
            proposed=await proposed_to(house, here),
            wish=here.row.wish,
            can_find_time=here.row.script in (NO_SCRIPT, FEEDBACK),
        )

    async def confirm_code(self, cookie: Secret, *, typed: str | None, skipped: bool) -> None:
        """Type the return code back, or knowingly skip it; raises `Refused("code-mismatch")`."""
        await intake.confirm_code(self._house, await self._here(cookie), typed=typed, skipped=skipped)

    async def say(self, cookie: Secret, *, text: str, press: str, as_written: bool = False) -> DiscreetText | None:
        """Store a message before anything else; raises `InvalidAnswer` when it is empty or too long.

        What would give the writer away is delivered covered, and comes back so that they may send it as it was
        (`as_written`, same `press`). Nobody in danger is held up by it (DESIGN.md 7).
        """
        here = await self._here(cookie)
        if here.row.queue_id is None:
            raise StaleButton
        plain = clean(text)
        pressed = press_from(press)
        spots = find(plain)
        if as_written:
            await replace_as_visitor(self._house, here, text=plain, press=pressed)
            return None
        if not spots or here.row.urgency is Urgency.DANGER:
            await write_as_visitor(self._house, here, text=plain, press=pressed)
            return None
        delivered = covered(plain, spots)
        await write_as_visitor(self._house, here, text=delivered, press=pressed)
        return DiscreetText(
            covered=delivered,
            original=plain,
            press=pressed.hex(),
            kinds=tuple(dict.fromkeys(str(spot.kind) for spot in spots)),
        )

    async def forget(self, cookie: Secret) -> None:
        """Delete the conversation: after this nobody can open it, from this disk or an older copy of the database."""
        await self._forget(await self._here(cookie))

    async def leave(self, cookie: Secret | None) -> None:
        """End this browser's session. A conversation that nobody could come back to, and nobody has, is deleted."""
        here = await visit(self._house, cookie)
        if here is None or cookie is None:
            return
        if here.row.state is ConversationState.INTAKE:
            await self._forget(here)
            return
        digest = session_keys(cookie).digest
        await self._house.write(lambda connection: visitor_sessions.end_visitor_session(connection, digest=digest))

    async def changes(self, cookie: Secret | None) -> AsyncGenerator[None, None]:
        """Yields whenever the page may look different now."""
        here = await visit(self._house, cookie)
        if here is None:
            return
        topics = [here.id] if here.row.queue_id is None else [here.id, here.row.queue_id]
        async for _ in self._house.live.listen(topics):
            yield

    async def _here(self, cookie: Secret | None) -> Visit:
        here = await visit(self._house, cookie)
        if here is None:
            raise Refused("session-ended")
        return here


def press_from(text: str) -> bytes:
    """The random value a form was drawn with; a form without one counts as pressed once."""
    try:
        press = bytes.fromhex(text)
    except ValueError:
        return new_id()
    return press if len(press) == 16 else new_id()


def _seen_until(conversation_id: bytes, last: int) -> Callable[[Connection], None]:
    def work(connection: Connection) -> None:
        conversations.mark_seen(connection, conversation_id=conversation_id, side=Direction.VISITOR, sequence=last)
        chats.set_nudged(connection, conversation_id=conversation_id, nudged=False)

    return work

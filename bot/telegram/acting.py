"""What an update makes us do: one use case of the desk, and what is to be said about it.

Rules: what is caused goes through the desk given here, whose every transaction also marks the update as done. Bad
input becomes one sentence and loses nothing: what was typed where a button was expected is kept for the therapist.
"""

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial

from bot.desk.chat_texts import Ending
from bot.desk.handover import button_made
from bot.desk.house import House
from bot.desk.notifying import is_invitation, staff_of_chat
from bot.desk.outgoing import GoAway, Nothing, Remove, Say
from bot.desk.standing import Standing
from bot.desk.views import Refused, Stage
from bot.telegram.buttons import Act, read_press
from bot.telegram.commands import Commands, command_in
from bot.telegram.drawing import Drawing
from bot.telegram.ground import after, said
from bot.telegram.meaning import Arrived, Kind, Thing
from bot.telegram.pressing import Pressing
from bot.telegram.replies import Reply, Show
from flows.discretion import find
from flows.questions import TEXT_LIMIT, InvalidAnswer, option_text_id
from flows.talk import Asking, StaleButton
from flows.vocabulary import ConversationState
from storage.return_code import UnreadableCode, read_code

# The same kind of thing is answered once in this time, however many are sent.
SAID_ONCE_IN = timedelta(minutes=10)
_TOLD_KEPT = 10_000


class Told:
    """What was explained lately, to whom: in memory only, for nothing is lost when it is said once more.

    It counts as explained when what explains it is on its way: a failure before that takes nobody's answer.
    """

    def __init__(self) -> None:
        self._until: dict[tuple[str, str], float] = {}

    def lately(self, chat: str, what: str) -> bool:
        """Whether this was explained in this chat a moment ago."""
        return self._until.get((chat, what), 0.0) > time.monotonic()

    def now(self, chat: str, what: str) -> None:
        """This was explained in this chat just now."""
        now = time.monotonic()
        if len(self._until) >= _TOLD_KEPT:
            self._until = {key: until for key, until in self._until.items() if until > now}
        self._until[(chat, what)] = now + SAID_ONCE_IN.total_seconds()


class Acting(Commands, Pressing):
    """Carries out what an update means; one for each update."""

    def __init__(
        self, house: House, *, drawing: Drawing, told: Told, arrived: Arrived, ending: Callable[[Standing], Ending]
    ) -> None:
        super().__init__(house, drawing=drawing, arrived=arrived)
        self._told = told
        self._ending = ending

    async def act(self) -> Reply:
        """Do it; raises nothing that a person caused."""
        match self._arrived.kind:
            case Kind.GROUP:
                first = (Say(text=self._say("telegram-unreachable-group")), GoAway())
                return Reply(show=Show.NOTHING, first=first)
            case Kind.ASKED_ELSEWHERE:
                answer = Nothing(query=self._arrived.press, text=self._say("telegram-inline"))
                return Reply(show=Show.NOTHING, first=(answer,))
            case Kind.CLOSED | Kind.OPENED:
                await self._desk.blocked(self._address, blocked=self._arrived.kind is Kind.CLOSED)
                return Reply(show=Show.NOTHING)
            case Kind.NOTHING:
                return Reply(show=Show.NOTHING)
        standing = await self._desk.standing(self._address)
        if standing is not None:
            self._language, self._audience = standing.language, standing.audience
        try:
            match self._arrived.kind:
                case Kind.PRESSED:
                    return await self._pressed(standing)
                case Kind.EDITED:
                    return await self._edited(standing)
                case Kind.SENT:
                    return await self._sent(standing)
            return await self._wrote(standing)
        except StaleButton:
            pressed = self._arrived.kind is Kind.PRESSED
            notice = self._say("telegram-old-button")
            return Reply(heard=notice if pressed else "", notice="" if pressed else notice, below=True)
        except InvalidAnswer as wrong:
            return Reply(notice=self._sentence(wrong.text_id), heard=self._beside(wrong.text_id))
        except Refused as refused:
            if refused.text_id == "telegram-no-conversation":
                return Reply(heard=self._beside(refused.text_id))
            if refused.text_id == "telegram-code-other":
                return self._code_refused(refused.text_id)
            return Reply(notice=self._say(refused.text_id, **refused.arguments))

    async def again(self) -> Reply:
        """It was done, and the process died before it could be said: what must not be left out is said now."""
        arrived = self._arrived
        standing = await self._desk.standing(self._address)
        if standing is not None:
            self._language, self._audience = standing.language, standing.audience
            secret = await button_made(self._house, standing.here)
            if secret:
                return Reply(show=Show.HANDED_OVER, secret=secret)
        if arrived.kind in (Kind.CLOSED, Kind.OPENED) or _is_press(arrived.data, Act.FORGET_SURE):
            return Reply(show=Show.NOTHING)
        if arrived.kind is Kind.WROTE and self._carries_a_code(arrived.text):
            return Reply(first=(Remove(messages=(arrived.message,)),), below=True)
        if arrived.kind is Kind.EDITED:
            return self._was_edited(await self._covered())
        # Below: a pressed message may be one that must stay.
        caption, explains = self._about_caption()
        return Reply(first=(*caption, *await self._covered()), explains=explains, below=True)

    async def _covered(self) -> tuple[Say, ...]:
        """What is said of a text that was delivered covered, while its writer has not decided."""
        arrived = self._arrived
        pressed = arrived.kind is Kind.PRESSED
        text, message = (arrived.waiting, arrived.waits_in) if pressed else (arrived.text, arrived.message)
        if not text or not await self._desk.was_covered(self._address, press=self._press(message)):
            return ()
        return self._choice(tuple(dict.fromkeys(str(spot.kind) for spot in find(text))), message=message)

    def _carries_a_code(self, text: str) -> bool:
        """Whether a message held a return code or an invitation, and must not stay in the chat."""
        name, argument = command_in(text)
        return _is_code(text) or (name == "code" and argument != "") or (name == "start" and is_invitation(argument))

    def _sentence(self, text_id: str) -> str:
        if text_id == "invalid-too-long":
            return self._say("telegram-too-long", limit=TEXT_LIMIT)
        return self._say("telegram-empty" if text_id == "invalid-empty" else text_id)

    def _beside(self, text_id: str) -> str:
        return self._sentence(text_id) if self._arrived.kind is Kind.PRESSED else ""

    # Texts.

    async def _wrote(self, standing: Standing | None) -> Reply:
        text = self._arrived.text
        name, argument = command_in(text)
        if name is not None:
            return await self._command(name, argument, standing)
        if _is_code(text) and await self._entered(text):
            return self._entered_reply()
        if standing is None and _is_code(text):
            return self._code_refused("telegram-code-unknown-here")
        if standing is None:
            if await staff_of_chat(self._house, self._address) is not None:
                return self._staff_only()
            return Reply(show=Show.NOTHING, first=(self._welcome_with_text(),))
        return await self._text(standing, text)

    def _welcome_with_text(self) -> Say:
        """What was written comes along when they begin: the button's message answers to it."""
        drawn = self._drawing.welcome(self._language, text_waits=True)
        return said(drawn, reply_to=self._arrived.message)

    async def _text(self, standing: Standing, text: str) -> Reply:
        asking = standing.asking
        if asking is not None:
            raw = text if asking.question.kind == "text" else self._option(asking, text)
            if raw is not None:
                return after(
                    await self._desk.answer(self._address, key=asking.question.key, revision=asking.revision, raw=raw),
                )
        press = self._press(self._arrived.message)
        if self._is_plain(standing) and await self._desk.add_line(
            standing.here, text=text, press=press, ending=partial(self._ending, standing)
        ):
            return Reply(show=Show.DONE)
        stored = await self._desk.say(self._address, text=text, press=press)
        first = self._choice(stored.kinds, message=self._arrived.message)
        if standing.stage is Stage.TALK:
            return Reply(show=Show.SAVED if not first else Show.NOTHING, first=first)
        notice = "telegram-advice-saved" if standing.stage is Stage.ADVICE else "telegram-press-a-button"
        return Reply(notice=self._say(notice), first=first, below=True)

    def _is_plain(self, standing: Standing) -> bool:
        """Whether what follows from a text is known before it is stored: it is one more line of a talk that is on."""
        return (
            self._arrived.kind is Kind.WROTE
            and self._arrived.message > 0
            and standing.stage is Stage.TALK
            and standing.state is not ConversationState.CLOSED
            and not standing.here.chat.blocked
        )

    def _option(self, asking: Asking, text: str) -> str | None:
        """The option somebody typed instead of pressing it."""
        wanted = " ".join(text.casefold().split()).strip(" .!")
        question = asking.question
        if question.kind == "scale":
            numbers = range(question.low, question.high + 1)  # type: ignore[attr-defined]
            return wanted if wanted in map(str, numbers) else None
        if question.kind not in ("choice", "consent"):
            return None
        for code in question.option_codes():
            label = self._say(option_text_id(question.key, code))
            if label.casefold().strip(" .!") == wanted:
                return str(code)
        return None

    async def _edited(self, standing: Standing | None) -> Reply:
        if standing is None:
            return Reply(show=Show.NOTHING)
        changed = await self._desk.edit(
            self._address,
            text=self._arrived.text,
            press=self._press(self._arrived.message),
            written_at=self._arrived.written_at,
        )
        if changed is not None:
            return self._was_edited(self._choice(changed.kinds, message=self._arrived.message))
        late = "telegram-edited-late" if standing.asking is None else "telegram-edited-answer"
        return Reply(show=Show.NOTHING, first=(self._line(late),))

    def _was_edited(self, covered: tuple[Say, ...]) -> Reply:
        """What is said when another text stands in the place of the one before."""
        caption, explains = self._about_caption()
        first = (*caption, self._line("telegram-edited"), *covered)
        return Reply(show=Show.NOTHING, first=first, explains=explains)

    async def _sent(self, standing: Standing | None) -> Reply:
        thing = self._arrived.thing or Thing.OTHER
        if self._arrived.text and standing is not None:
            reply = await self._text(standing, self._arrived.text)
            caption, explains = self._about_caption()
            return replace(reply, first=(*caption, *reply.first), explains=explains, below=True)
        first, explains = self._explained(thing, f"telegram-kind-{thing}")
        if standing is None and self._arrived.text:
            return Reply(show=Show.NOTHING, first=(*first, self._welcome_with_text()), explains=explains)
        if standing is None and first:
            return Reply(first=first, explains=explains)
        return Reply(show=Show.NOTHING, first=first, explains=explains)

    def _about_caption(self) -> tuple[tuple[Say, ...], str]:
        """What is said of a thing whose words were kept, if there is one."""
        thing = self._arrived.thing
        return ((), "") if thing is None else self._explained(thing, "telegram-kind-caption")

    def _explained(self, thing: Thing, text_id: str) -> tuple[tuple[Say, ...], str]:
        """One answer for a kind of thing, and what it explains; none where it was said a moment ago."""
        if self._told.lately(self._arrived.chat, thing):
            return (), ""
        return (self._line(text_id),), thing


def _is_code(text: str) -> bool:
    """Whether a text can be read as a return code, slips forgiven: only then is it tried as one by itself."""
    try:
        read_code(text)
    except UnreadableCode:
        return False
    return True


def _is_press(data: str, act: Act) -> bool:
    try:
        return read_press(data).act is act
    except StaleButton:
        return False

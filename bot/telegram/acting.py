"""What an update makes us do: one use case of the desk, and what is to be said about it.

Rules: what is caused goes through the desk given here, whose every transaction also marks the update as done. Bad
input becomes one sentence and loses nothing: what was typed where a button was expected is kept for the therapist.
"""

import time
from collections.abc import Awaitable, Callable
from datetime import timedelta

from bot.desk.chat import ChatDesk, Sight, press_of
from bot.desk.house import House
from bot.desk.intake import Done
from bot.desk.notifying import link_chat, staff_of_chat, unlink_chat
from bot.desk.outgoing import Button, File, GoAway, Nothing, Redraw, Remove, Say
from bot.desk.views import Refused, Stage
from bot.telegram.buttons import Act, Press, key_mark, read_press
from bot.telegram.drawing import Drawing, Drawn
from bot.telegram.meaning import Arrived, Kind, Thing
from bot.telegram.replies import Reply, Show
from flows.first_contact import NOBODY_SAID
from flows.questions import TEXT_LIMIT, InvalidAnswer, Several, option_text_id
from flows.talk import Asking, StaleButton
from flows.vocabulary import Audience
from storage.return_code import WORDS_IN_CODE, word_list

# The same kind of thing is answered once in this time, however many are sent.
SAID_ONCE_IN = timedelta(minutes=10)
_TOLD_KEPT = 10_000
# Words a person at the unit may send instead of pressing a link.
_STAFF_WORD = "start"

COMMANDS = {
    "start": "start",
    "hjaelp": "help",
    "help": "help",
    "tilbage": "back",
    "back": "back",
    "tid": "time",
    "time": "time",
    "kode": "code",
    "code": "code",
    "slet": "delete",
    "delete": "delete",
    "sprog": "language",
    "language": "language",
}


class Told:
    """What was explained lately, to whom: in memory only, for nothing is lost when it is said once more."""

    def __init__(self) -> None:
        self._until: dict[tuple[str, str], float] = {}

    def once(self, chat: str, what: str) -> bool:
        """Whether this has not been explained in this chat a moment ago."""
        now = time.monotonic()
        if self._until.get((chat, what), 0.0) > now:
            return False
        if len(self._until) >= _TOLD_KEPT:
            self._until = {key: until for key, until in self._until.items() if until > now}
        self._until[(chat, what)] = now + SAID_ONCE_IN.total_seconds()
        return True


class Acting:
    """Carries out what an update means; one for each update, with a house whose transactions mark it as done."""

    def __init__(self, house: House, *, drawing: Drawing, told: Told, arrived: Arrived) -> None:
        self._house = house
        self._desk = ChatDesk(house)
        self._drawing = drawing
        self._told = told
        self._arrived = arrived
        self._address = arrived.address
        self._language = drawing.language_named(arrived.language)
        self._audience: Audience = NOBODY_SAID

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
        sight = await self._desk.sight(self._address)
        if sight is not None:
            self._language, self._audience = sight.view.language, sight.view.audience
        try:
            match self._arrived.kind:
                case Kind.PRESSED:
                    return await self._pressed(sight)
                case Kind.EDITED:
                    return await self._edited(sight)
                case Kind.SENT:
                    return await self._sent(sight)
            return await self._wrote(sight)
        except StaleButton:
            pressed = self._arrived.kind is Kind.PRESSED
            notice = self._say("telegram-old-button")
            return Reply(heard=notice if pressed else "", notice="" if pressed else notice, below=True)
        except InvalidAnswer as wrong:
            return Reply(notice=self._sentence(wrong.text_id), heard=self._beside(wrong.text_id))
        except Refused as refused:
            if refused.text_id == "telegram-no-conversation":
                return Reply(heard=self._beside(refused.text_id))
            return Reply(notice=self._say(refused.text_id, **refused.arguments))

    def _say(self, text_id: str, **arguments: str | int) -> str:
        return self._drawing.say(self._language, self._audience, text_id, **arguments)

    def _sentence(self, text_id: str) -> str:
        if text_id == "invalid-too-long":
            return self._say("telegram-too-long", limit=TEXT_LIMIT)
        return self._say("telegram-empty" if text_id == "invalid-empty" else text_id)

    def _beside(self, text_id: str) -> str:
        return self._sentence(text_id) if self._arrived.kind is Kind.PRESSED else ""

    # Texts.

    async def _wrote(self, sight: Sight | None) -> Reply:
        text = self._arrived.text
        if text.startswith("/"):
            word, _, argument = text[1:].partition(" ")
            name = COMMANDS.get(word.partition("@")[0].lower())
            if name is not None:
                return await self._command(name, argument.strip(), sight)
        if _is_code(text) and await self._entered(text):
            return self._entered_reply()
        if sight is None:
            if await staff_of_chat(self._house, self._address) is not None:
                return self._staff_only()
            # What was written comes along when they begin: the button's message answers to it.
            drawn = self._drawing.welcome(self._language, text_waits=True)
            welcome = Say(text=drawn.text, keyboard=drawn.keyboard, reply_to=self._arrived.message)
            return Reply(show=Show.NOTHING, first=(welcome,))
        return await self._text(sight, text)

    async def _text(self, sight: Sight, text: str) -> Reply:
        asking = sight.view.asking
        if asking is not None:
            raw = text if asking.question.kind == "text" else self._option(asking, text)
            if raw is not None:
                return _after(
                    await self._desk.answer(self._address, key=asking.question.key, revision=asking.revision, raw=raw),
                )
        said = await self._desk.say(self._address, text=text, press=self._press(self._arrived.message))
        first: tuple[Say, ...] = ()
        if said.kinds:
            drawn = self._drawing.covered(self._language, self._audience, kinds=said.kinds, value=said.press.hex())
            first = (_said(drawn, reply_to=self._arrived.message),)
        if sight.view.stage is Stage.TALK:
            return Reply(show=Show.SAVED if not first else Show.NOTHING, first=first)
        return Reply(notice=self._say("telegram-press-a-button"), first=first, below=True)

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

    def _press(self, message: int) -> bytes:
        return press_of(self._house, self._address, message)

    async def _edited(self, sight: Sight | None) -> Reply:
        if sight is None:
            return Reply(show=Show.NOTHING)
        changed = await self._desk.edit(
            self._address,
            text=self._arrived.text,
            press=self._press(self._arrived.message),
            written_at=self._arrived.written_at,
        )
        if changed:
            return Reply(show=Show.NOTHING, first=(self._line("telegram-edited"),))
        late = "telegram-edited-late" if sight.view.asking is None else "telegram-edited-answer"
        return Reply(show=Show.NOTHING, first=(self._line(late),))

    async def _sent(self, sight: Sight | None) -> Reply:
        thing = self._arrived.thing or Thing.OTHER
        first: tuple[Say, ...] = ()
        told = self._told.once(self._arrived.chat, thing)
        if self._arrived.text and sight is not None:
            reply = await self._text(sight, self._arrived.text)
            caption = (self._line("telegram-kind-caption"),) if told else ()
            return Reply(show=reply.show, notice=reply.notice, first=(*caption, *reply.first), below=True)
        if told:
            first = (self._line(f"telegram-kind-{thing}"),)
        if sight is None and told:
            return Reply(first=first)
        return Reply(show=Show.NOTHING, first=first)

    def _line(self, text_id: str) -> Say:
        return Say(text=self._say(text_id))

    # Commands.

    async def _command(self, name: str, argument: str, sight: Sight | None) -> Reply:
        if name == "start" and argument and argument != _STAFF_WORD:
            return await self._linked(argument)
        if name == "help":
            return Reply(first=(self._line("telegram-help"),), below=True)
        if name == "language":
            return Reply(show=Show.NOTHING, first=(_said(self._drawing.languages(self._language)),))
        if name == "delete":
            drawn = self._drawing.forget_sure(self._language, self._audience)
            return Reply(show=Show.NOTHING, first=(_said(drawn),))
        if name == "code":
            return await self._code(argument, sight)
        if sight is None:
            if name != "start":
                return Reply(first=(self._line("telegram-no-conversation"),))
            return self._staff_only() if await staff_of_chat(self._house, self._address) else Reply()
        if name == "back":
            asking = sight.view.asking
            if asking is None or not asking.can_go_back:
                return Reply(notice=self._say("telegram-nothing-to-undo"))
            return _after(await self._desk.back(self._address, revision=asking.revision))
        if name == "time":
            return Reply(show=Show.MY_TIME)
        return Reply(below=True)

    async def _code(self, argument: str, sight: Sight | None) -> Reply:
        if argument:
            if await self._entered(argument):
                return self._entered_reply()
            removed = Remove(messages=(self._arrived.message,))
            return Reply(show=Show.NOTHING, first=(removed, self._line("telegram-code-unknown-here")))
        if sight is None or sight.view.stage is not Stage.TALK:
            return Reply(show=Show.NOTHING, first=(self._line("telegram-code-none"),))
        shown = sight.shown.get("code")
        if shown is None:
            return Reply(show=Show.NOTHING, first=(self._line("telegram-code-gone"),))
        return Reply(show=Show.NOTHING, first=(Say(text=self._say("telegram-code-press"), reply_to=shown),))

    async def _entered(self, text: str) -> bool:
        return await self._desk.enter(self._address, code_text=text, caller=f"chat {self._arrived.chat}")

    def _entered_reply(self) -> Reply:
        notice = self._say("telegram-code-entered")
        drawn = self._drawing.choose_answers(self._language, self._audience, notice=notice)
        removed = Remove(messages=(self._arrived.message,))
        return Reply(show=Show.NOTHING, first=(removed, _said(drawn)))

    # People at the unit.

    def _staff_only(self) -> Reply:
        stop = Button(text=self._say("telegram-stop-notices"), data=f"{Act.STOP_NOTICES}::")
        return Reply(show=Show.NOTHING, first=(Say(text=self._say("telegram-staff-only"), keyboard=((stop,),)),))

    async def _linked(self, code: str) -> Reply:
        removed = Remove(messages=(self._arrived.message,))
        linked = await link_chat(self._house, self._address, code)
        text_id = "telegram-staff-linked" if linked else "telegram-staff-code-unknown"
        return Reply(show=Show.NOTHING, first=(removed, self._line(text_id)))

    # Buttons.

    async def _pressed(self, sight: Sight | None) -> Reply:
        press = read_press(self._arrived.data)
        simple = self._simple(press)
        if simple is not None:
            return await simple()
        if sight is None:
            return await self._pressed_by_nobody(press)
        if press.asked is not None:
            return await self._about_the_question(press, sight)
        return await self._about_the_talk(press, sight)

    def _simple(self, press: Press) -> Callable[[], Awaitable[Reply]] | None:
        """What means the same wherever one is."""
        match press.act:
            case Act.LANGUAGE:
                return lambda: self._speak(press.value)
            case Act.FORGET:
                return lambda: self._ask(self._drawing.forget_sure(self._language, self._audience))
            case Act.FORGET_SURE:
                return self._forget
            case Act.KEEP:
                return lambda: self._instead("telegram-kept-not-deleted")
            case Act.HAVE_CODE:
                return lambda: self._below("telegram-have-code-how")
            case Act.STOP_NOTICES:
                return self._stop_notices
            case Act.CODE_DONE:
                return self._code_done
        return None

    async def _stop_notices(self) -> Reply:
        await unlink_chat(self._house, self._address)
        return await self._instead("telegram-staff-unlinked")

    async def _code_done(self) -> Reply:
        removed = Remove(messages=(self._arrived.message,))
        return Reply(show=Show.NOTHING, first=(removed, self._line("telegram-code-done")))

    async def _ask(self, drawn: Drawn) -> Reply:
        return Reply(show=Show.NOTHING, first=(_said(drawn),))

    async def _below(self, text_id: str) -> Reply:
        return Reply(show=Show.NOTHING, first=(self._line(text_id),))

    async def _instead(self, text_id: str) -> Reply:
        """The pressed message says this now, and has no buttons any more."""
        redrawn = Redraw(message=self._arrived.message, text=self._say(text_id))
        return Reply(show=Show.NOTHING, first=(redrawn,))

    async def _speak(self, code: str) -> Reply:
        self._language = self._drawing.language_named(code)
        if await self._desk.sight(self._address) is None:
            drawn = self._drawing.welcome(self._language, text_waits=bool(self._arrived.waiting))
            redrawn = Redraw(message=self._arrived.message, text=drawn.text, keyboard=drawn.keyboard)
            return Reply(show=Show.NOTHING, first=(redrawn,))
        await self._desk.set_language(self._address, self._language)
        redrawn = Redraw(message=self._arrived.message, text=self._say("telegram-language-now"))
        return Reply(first=(redrawn,), below=True)

    async def _forget(self) -> Reply:
        await self._desk.forget(self._address, language=self._language)
        return Reply(show=Show.FORGOTTEN)

    async def _pressed_by_nobody(self, press: Press) -> Reply:
        """A press in a chat that leads to no conversation."""
        if press.act not in (Act.BEGIN, Act.BEGIN_WITH_TEXT):
            return Reply(heard=self._say("telegram-old-button"), below=True)
        language = self._drawing.language_named(press.value) if press.value else self._language
        await self._desk.begin(self._address, language=language)
        if press.act is Act.BEGIN_WITH_TEXT and self._arrived.waiting:
            await self._desk.say(self._address, text=self._arrived.waiting, press=self._press(self._arrived.message))
        return Reply()

    async def _about_the_question(self, press: Press, sight: Sight) -> Reply:
        """A press on a question: only on the one that is on the screen, as it is now."""
        asking, asked = sight.view.asking, press.asked
        if asking is None or asked is None or asked.mark != sight.mark:
            raise StaleButton
        if asked.key != key_mark(asking.question.key):
            raise StaleButton
        key = asking.question.key
        # A tick changes no answer yet: what was drawn before it is still the same question.
        if press.act is Act.TICK:
            await self._desk.tick(self._address, key=key, option=press.value)
            return Reply()
        if press.act is Act.PAGE:
            await self._desk.turn_to(self._address, key=key, page=_page(press.value))
            return Reply()
        if press.act is Act.ANSWERS:
            return Reply(show=Show.ANSWERS, page=_page(press.value))
        if press.act is Act.CHANGE:
            return _after(await self._desk.change(self._address, key=press.value))
        if asked.revision != asking.revision:
            raise StaleButton
        if press.act is Act.BACK:
            return _after(await self._desk.back(self._address, revision=asking.revision))
        if press.act is Act.SKIP:
            return _after(await self._desk.skip(self._address, key=key, revision=asking.revision))
        if press.act is Act.GO_ON and isinstance(asking.question, Several):
            ticks = tuple(sorted(sight.ticks))
            return _after(await self._desk.answer(self._address, key=key, revision=asking.revision, raw=ticks))
        if press.act is Act.ANSWER:
            return _after(await self._desk.answer(self._address, key=key, revision=asking.revision, raw=press.value))
        raise StaleButton

    async def _about_the_talk(self, press: Press, sight: Sight) -> Reply:
        desk, address = self._desk, self._address
        match press.act:
            case Act.TALK_NOW:
                return _after(await desk.talk_now(address))
            case Act.WRITE_NOW:
                return _after(await desk.write_now(address))
            case Act.NOT_NOW:
                await desk.leave_script(address)
                return Reply()
            case Act.FIND_TIME:
                await desk.find_time(address)
                return Reply(below=True)
            case Act.MY_TIME:
                return Reply(show=Show.MY_TIME)
            case Act.NEW_WORDS:
                return Reply(show=Show.MY_TIME, words=await desk.words(address) or "")
            case Act.CALENDAR:
                return await self._calendar()
            case Act.CANCEL_TIME:
                drawn = self._drawing.cancel_sure(self._language, self._audience)
                redrawn = Redraw(message=self._arrived.message, text=drawn.text, keyboard=drawn.keyboard)
                return Reply(show=Show.NOTHING, first=(redrawn,))
            case Act.CANCEL_SURE:
                await desk.cancel_time(address)
                return Reply(show=Show.MY_TIME, notice=self._say("telegram-time-cancelled"))
            case Act.REMIND:
                await desk.remind(address)
                return await self._instead("telegram-remind-yes")
            case Act.REMIND_NOT:
                return await self._instead("telegram-remind-no")
            case Act.CODE:
                return await self._show_code(press.value)
            case Act.ONLY_NUDGES | Act.ANSWERS_HERE:
                only = press.act is Act.ONLY_NUDGES
                await desk.only_nudges(address, only=only)
                return await self._instead("telegram-nudges-on" if only else "telegram-answers-on")
            case Act.AS_WRITTEN | Act.KEEP_COVERED:
                return await self._decided(press)
            case Act.BEGIN | Act.BEGIN_WITH_TEXT:
                return Reply(below=True)
        raise StaleButton

    async def _decided(self, press: Press) -> Reply:
        as_written = press.act is Act.AS_WRITTEN
        try:
            pressed = bytes.fromhex(press.value)
        except ValueError:
            raise StaleButton from None
        changed = await self._desk.decide(self._address, press=pressed, as_written=as_written)
        if not changed:
            raise StaleButton
        return await self._instead("telegram-as-written-done" if as_written else "telegram-covered-kept")

    async def _calendar(self) -> Reply:
        content = await self._desk.calendar_file(self._address)
        if content is None:
            return Reply(show=Show.MY_TIME)
        file = File(name="aftale.ics", content=content, text=self._say("calendar-file"))
        return Reply(show=Show.NOTHING, first=(file,))

    async def _show_code(self, secret: str) -> Reply:
        words = await self._desk.code(self._address, secret=secret)
        if words is None:
            raise StaleButton
        drawn = self._drawing.code(self._language, self._audience, words=words)
        return Reply(show=Show.NOTHING, first=(_said(drawn),))


def _after(done: Done) -> Reply:
    """What is shown after a step; handing over and booking have something that is shown once."""
    if done.secret:
        return Reply(show=Show.HANDED_OVER, secret=done.secret)
    return Reply(show=Show.BOOKED, words=done.words) if done.words else Reply()


def _said(drawn: Drawn, *, reply_to: int | None = None) -> Say:
    return Say(text=drawn.text, keyboard=drawn.keyboard, reply_to=reply_to)


def _page(value: str) -> int:
    return int(value) if value.isascii() and value.isdigit() and len(value) < 4 else 0


def _is_code(text: str) -> bool:
    """Whether a text is six words of our list and nothing else: only then is it tried as a code by itself."""
    words = text.casefold().split()
    return len(words) == WORDS_IN_CODE and all(word in word_list() for word in words)

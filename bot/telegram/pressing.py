"""What a pressed button does.

Rules: a button of a question counts only while that question stands on the screen as it was drawn; every other one says
kindly that it is old, and changes nothing.
"""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from bot.desk.chat import ChatDesk
from bot.desk.notifying import unlink_chat
from bot.desk.outgoing import File, Redraw
from bot.desk.standing import Standing
from bot.desk.views import Refused, Stage
from bot.telegram.buttons import Act, Press, key_mark, read_instant, read_press
from bot.telegram.drawn import Drawn
from bot.telegram.ground import Ground, after, said
from bot.telegram.replies import Reply, Show
from flows.questions import Several
from flows.talk import StaleButton


class Pressing(Ground):
    """What each button does."""

    async def _pressed(self, standing: Standing | None) -> Reply:
        press = read_press(self._arrived.data)
        simple = self._simple(press)
        if simple is not None:
            return await simple()
        if standing is None:
            return await self._pressed_by_nobody(press)
        if press.asked is not None:
            return await self._about_the_question(press, standing)
        return await self._about_the_talk(press, standing)

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
        # Our own text can be changed also where it cannot be deleted any more: the words are gone either way.
        return await self._instead("telegram-code-done")

    async def _ask(self, drawn: Drawn) -> Reply:
        return Reply(show=Show.NOTHING, first=(said(drawn),))

    async def _below(self, text_id: str) -> Reply:
        return Reply(show=Show.NOTHING, first=(self._line(text_id),))

    async def _instead(self, text_id: str) -> Reply:
        """The pressed message says this now, and has no buttons any more."""
        redrawn = Redraw(message=self._arrived.message, text=self._say(text_id))
        return Reply(show=Show.NOTHING, first=(redrawn,))

    async def _speak(self, code: str) -> Reply:
        self._language = self._drawing.language_named(code)
        if await self._desk.standing(self._address) is None:
            drawn = self._drawing.welcome(self._language, text_waits=bool(self._arrived.waiting))
            redrawn = Redraw(message=self._arrived.message, text=drawn.text, keyboard=drawn.keyboard)
            return Reply(show=Show.NOTHING, first=(redrawn,))
        await self._desk.set_language(self._address, self._language)
        redrawn = Redraw(message=self._arrived.message, text=self._say("telegram-language-now"))
        return Reply(first=(redrawn,), below=True)

    async def _forget(self) -> Reply:
        await self._desk.forget(self._address, language=self._language)
        return Reply(show=Show.NOTHING)

    async def _pressed_by_nobody(self, press: Press) -> Reply:
        """A press in a chat that leads to no conversation."""
        if press.act not in (Act.BEGIN, Act.BEGIN_WITH_TEXT):
            return Reply(heard=self._say("telegram-gone"), below=True)
        language = self._drawing.language_named(press.value) if press.value else self._language
        if press.act is Act.BEGIN or not self._arrived.waiting:
            await self._desk.begin(self._address, language=language)
            return Reply()
        # Beginning alone is not all of it: what marks the update as done is that the words are kept.
        await ChatDesk(replace(self._house, also=None)).begin(self._address, language=language)
        return await self._came_along()

    async def _came_along(self) -> Reply:
        """What was written before the first press, stored once, as the message it stands in."""
        message = self._arrived.waits_in
        stored = await self._desk.say(self._address, text=self._arrived.waiting, press=self._press(message))
        covered = self._choice(stored.kinds, message=message)
        return Reply(first=covered, below=bool(covered))

    async def _about_the_question(self, press: Press, standing: Standing) -> Reply:
        """A press on a question: only on the one that is on the screen, as it is now."""
        asking, asked = standing.asking, press.asked
        if asking is None or asked is None or asked.mark != standing.mark:
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
            return after(await self._desk.change(self._address, key=press.value))
        if asked.revision != asking.revision:
            raise StaleButton
        if press.act is Act.BACK:
            return after(await self._desk.back(self._address, revision=asking.revision))
        if press.act is Act.NARROW:
            await self._desk.narrow(self._address, key=key, revision=asking.revision, code=press.value)
            return Reply()
        if press.act is Act.SKIP:
            return after(await self._desk.skip(self._address, key=key, revision=asking.revision))
        if press.act is Act.NOT_NOW:
            await self._desk.leave_script(self._address)
            return Reply()
        if press.act is Act.GO_ON and isinstance(asking.question, Several):
            ticks = tuple(sorted(standing.ticks))
            return after(await self._desk.answer(self._address, key=key, revision=asking.revision, raw=ticks))
        if press.act is Act.ANSWER:
            return after(await self._desk.answer(self._address, key=key, revision=asking.revision, raw=press.value))
        raise StaleButton

    async def _about_the_talk(self, press: Press, standing: Standing) -> Reply:
        desk, address = self._desk, self._address
        match press.act:
            # These two stand under a message that becomes another one with the first press.
            case Act.TALK_NOW if standing.stage is Stage.TALK:
                raise StaleButton
            case Act.WRITE_NOW if standing.stage is not Stage.ADVICE:
                raise StaleButton
            case Act.TALK_NOW:
                return after(await desk.talk_now(address))
            case Act.WRITE_NOW:
                return after(await desk.write_now(address))
            case Act.FIND_TIME:
                await desk.find_time(address)
                return Reply(below=True)
            case Act.MY_TIME:
                return Reply(show=Show.MY_TIME)
            case Act.NEW_WORDS:
                shown = await desk.words(address)
                if shown is None:
                    return Reply(show=Show.MY_TIME)
                return Reply(show=Show.MY_TIME, words=shown.words, link=shown.link)
            case Act.LATE:
                await desk.late(address)
                return Reply(show=Show.MY_TIME)
            case Act.GUIDE:
                return Reply(show=Show.NOTHING, first=(said(self._drawing.guide(self._language, self._audience)),))
            case Act.CALENDAR:
                return await self._calendar()
            case Act.CANCEL_TIME:
                drawn = self._drawing.cancel_sure(self._language, self._audience, value=press.value)
                redrawn = Redraw(message=self._arrived.message, text=drawn.text, keyboard=drawn.keyboard)
                return Reply(show=Show.NOTHING, first=(redrawn,))
            case Act.CANCEL_SURE:
                cancelled = await desk.cancel_time(address, starts_at=read_instant(press.value))
                notice = "telegram-time-cancelled" if cancelled else "telegram-time-as-it-is"
                return Reply(show=Show.MY_TIME, notice=self._say(notice))
            case Act.TAKE_PROPOSED | Act.NONE_PROPOSED:
                return await self._proposed(press)
            case Act.REMIND:
                asked = await desk.remind(address)
                return await self._instead("telegram-remind-yes" if asked else "telegram-remind-late")
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
            case Act.BEGIN_WITH_TEXT if self._arrived.waiting:
                return await self._came_along()
            case Act.BEGIN | Act.BEGIN_WITH_TEXT:
                return Reply(below=True)
        raise StaleButton

    async def _proposed(self, press: Press) -> Reply:
        """The answer to a proposed time; one that does not stand any more leads to those that do, or to finding one."""
        try:
            if press.act is Act.NONE_PROPOSED:
                looks_on = await self._desk.decline(self._address, press.value)
                return Reply() if looks_on else Reply(show=Show.MY_TIME)
            done = await self._desk.accept(self._address, press.value)
        except Refused as refused:
            return Reply(show=Show.MY_TIME, notice=self._say(refused.text_id))
        return after(done) if done.words else Reply(show=Show.MY_TIME)

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
        return Reply(show=Show.NOTHING, first=(said(drawn),))


def _page(value: str) -> int:
    return int(value) if value.isascii() and value.isdigit() and len(value) < 4 else 0

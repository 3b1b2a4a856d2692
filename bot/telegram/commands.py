"""Commands, return codes, and the people at the unit who link a chat of their own."""

from bot.desk.notifying import is_invitation, link_chat, staff_of_chat
from bot.desk.outgoing import Button, Remove, Say
from bot.desk.screens import shown_in
from bot.desk.standing import Standing
from bot.desk.views import Stage
from bot.telegram.buttons import Act, data_for
from bot.telegram.ground import Ground, after, said
from bot.telegram.replies import Reply, Show

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


def command_in(text: str) -> tuple[str | None, str]:
    """The command a text is, if it is one of ours, and what follows it."""
    if not text.startswith("/"):
        return None, ""
    word, _, argument = text[1:].partition(" ")
    return COMMANDS.get(word.partition("@")[0].lower()), argument.strip()


class Commands(Ground):
    """What a line that begins with a stroke does."""

    async def _command(self, name: str, argument: str, standing: Standing | None) -> Reply:
        if name == "start" and is_invitation(argument):
            return await self._linked(argument)
        if name == "help":
            return Reply(first=(self._line("telegram-help"),), below=True)
        if name == "language":
            return Reply(show=Show.NOTHING, first=(said(self._drawing.languages(self._language)),))
        if name == "delete":
            drawn = self._drawing.forget_sure(self._language, self._audience)
            return Reply(show=Show.NOTHING, first=(said(drawn),))
        if name == "code":
            return await self._code(argument, standing)
        if standing is None:
            if name != "start":
                return Reply(first=(self._line("telegram-no-conversation"),))
            return self._staff_only() if await staff_of_chat(self._house, self._address) else Reply()
        if name == "back":
            asking = standing.asking
            if asking is None or not asking.can_go_back:
                return Reply(notice=self._say("telegram-nothing-to-undo"))
            return after(await self._desk.back(self._address, revision=asking.revision))
        if name == "time":
            return Reply(
                show=Show.MY_TIME, notice="" if standing.stage is Stage.TALK else self._say("telegram-time-none")
            )
        return Reply(below=True)

    async def _code(self, argument: str, standing: Standing | None) -> Reply:
        if argument:
            if await self._entered(argument):
                return self._entered_reply()
            removed = Remove(messages=(self._arrived.message,))
            return Reply(show=Show.NOTHING, first=(removed, self._line("telegram-code-unknown-here")))
        if standing is None or standing.stage is not Stage.TALK:
            return Reply(show=Show.NOTHING, first=(self._line("telegram-code-none"),))
        shown = shown_in(self._house, standing.here.chat).get("code")
        if shown is None:
            return Reply(show=Show.NOTHING, first=(self._line("telegram-code-gone"),))
        return Reply(show=Show.NOTHING, first=(Say(text=self._say("telegram-code-press"), reply_to=shown),))

    async def _entered(self, text: str) -> bool:
        return await self._desk.enter(self._address, code_text=text, caller=f"chat {self._arrived.chat}")

    def _code_refused(self, text_id: str) -> Reply:
        """A code stays in no chat, whatever is wrong with it."""
        return Reply(show=Show.NOTHING, first=(Remove(messages=(self._arrived.message,)), self._line(text_id)))

    def _entered_reply(self) -> Reply:
        notice = self._say("telegram-code-entered")
        drawn = self._drawing.choose_answers(self._language, self._audience, notice=notice)
        removed = Remove(messages=(self._arrived.message,))
        return Reply(show=Show.NOTHING, first=(removed, said(drawn)))

    # People at the unit.

    def _staff_only(self) -> Reply:
        stop = Button(text=self._say("telegram-stop-notices"), data=data_for(Act.STOP_NOTICES))
        return Reply(show=Show.NOTHING, first=(Say(text=self._say("telegram-staff-only"), keyboard=((stop,),)),))

    async def _linked(self, code: str) -> Reply:
        removed = Remove(messages=(self._arrived.message,))
        linked = await link_chat(self._house, self._address, code)
        text_id = "telegram-staff-linked" if linked else "telegram-staff-code-unknown"
        return Reply(show=Show.NOTHING, first=(removed, self._line(text_id)))

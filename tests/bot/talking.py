"""Somebody who writes, at the desk: answers the questions, keeps the code, takes a time."""

from dataclasses import dataclass, field

from bot.desk.views import Stage, TalkView, VisitorView
from bot.desk.visitor import VisitorDesk
from flows.talk import Asking, Raw
from flows.times import Agreement, Moment, OfferedTime
from flows.vocabulary import Language
from storage.keys import Secret, new_id

MOTHER: dict[str, Raw] = {
    "who-writes": "mother",
    "danger-now": "no",
    "child-age": "3-11",
    "substance": "alcohol",
    "whose-parent": "father",
    "troubles": ("conflict",),
    "worry": "7",
    "hopes": "Et roligt hjem",
    "wish": "both",
}


@dataclass
class Visitor:
    """One person at the visitor's desk."""

    desk: VisitorDesk
    cookie: Secret
    code: tuple[str, ...] = field(default=())

    @classmethod
    async def arrive(cls, desk: VisitorDesk, language: Language = Language.DANISH) -> "Visitor":
        """Open the page and press the first button."""
        return cls(desk=desk, cookie=await desk.begin(language=language))

    async def sees(self) -> VisitorView:
        """The page."""
        view = await self.desk.view(self.cookie)
        assert view is not None
        return view

    async def talk(self) -> TalkView:
        """The talk."""
        view = await self.sees()
        assert view.talk is not None
        return view.talk

    async def asked(self) -> Asking:
        """The question on the screen."""
        asking = (await self.sees()).asking
        assert asking is not None
        return asking

    async def answers(self, answers: dict[str, Raw]) -> None:
        """Answer what is asked, and skip what is not in `answers`, until nothing more is asked."""
        while (view := await self.sees()).asking is not None:
            asking = view.asking
            key = asking.question.key
            if key in answers:
                await self.desk.answer(self.cookie, key=key, revision=asking.revision, raw=answers[key])
            else:
                await self.desk.skip(self.cookie, key=key, revision=asking.revision)

    async def keeps_the_code(self) -> None:
        """Type the code back."""
        view = await self.sees()
        assert view.stage is Stage.CODE
        assert view.code is not None
        self.code = view.code
        await self.desk.confirm_code(self.cookie, typed=" ".join(view.code), skipped=False)

    async def is_handed_over(self, answers: dict[str, Raw] | None = None) -> None:
        """Through the questions, past the code, and not choosing a time."""
        await self.answers(answers or {**MOTHER, "wish": "talk"})
        await self.keeps_the_code()

    async def hurries(self) -> None:
        """Straight to a person: only the age is asked."""
        await self.desk.talk_now(self.cookie)
        asking = await self.asked()
        await self.desk.answer(self.cookie, key="child-age", revision=asking.revision, raw="3-11")
        await self.keeps_the_code()

    async def gives(self, raw: Raw) -> None:
        """Answer the question on the screen."""
        asking = await self.asked()
        await self.desk.answer(self.cookie, key=asking.question.key, revision=asking.revision, raw=raw)

    async def times(self) -> tuple[OfferedTime, ...]:
        """The times on the screen."""
        question = (await self.asked()).question
        assert isinstance(question, Moment)
        return question.times

    async def looks_for(self, code: str) -> None:
        """See some of the times only."""
        asking = await self.asked()
        await self.desk.narrow(self.cookie, key=asking.question.key, revision=asking.revision, code=code)

    async def is_asked_about(self) -> OfferedTime:
        """The time that is held while she decides."""
        question = (await self.asked()).question
        assert isinstance(question, Agreement)
        assert question.time is not None
        return question.time

    async def takes(self, time_id: str) -> None:
        """Choose one of the times on the screen, and say yes to it."""
        assert time_id in {time.id for time in await self.times()}
        await self.gives(time_id)
        await self.gives("yes")

    async def writes(self, text: str) -> None:
        """Send a message as it is."""
        await self.desk.say(self.cookie, text=text, press=new_id().hex(), as_written=True)

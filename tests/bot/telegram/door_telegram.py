"""A chat with the bot, as somebody reads it: what is asked is its newest message, what is chosen a button under it."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from bot.telegram.buttons import Act, read_press
from flows.vocabulary import Audience, Channel, Language
from tests.bot.telegram.conftest import Line, Visitor
from tests.bot.telegram.doors import (
    Advice,
    AtUnit,
    Seen,
    Standing,
    as_called,
    brief,
    one_line,
    phrases,
    taken_by_a_therapist,
)
from tests.botapi.values import Button


@dataclass
class TelegramDoor:
    """A chat with the bot: what is asked is its newest message, what is chosen a button under it."""

    line: Line
    person: Visitor
    language: Language = Language.DANISH

    def _say(self, text_id: str) -> str:
        return phrases(self.line.parts.wording, self.language).say(text_id)

    async def begin(self, language: Language = Language.DANISH) -> None:
        self.language = language
        await self.person.says("/start")
        if language is not Language.DANISH:
            await self._pressed(lambda shown: shown.text == "English")
        await self._pressed(lambda shown: _act(shown) is Act.BEGIN)

    async def _pressed(self, wanted: Callable[[Button], bool]) -> None:
        """Press the one button of the newest message."""
        (button,) = (each for each in self.person.buttons if wanted(each))
        assert button.data is not None
        self.line.server.world.user_presses(self.person.id, self.person.last.message_id, button.data)
        await self.line.settle()

    def _paragraphs(self) -> list[str]:
        return self.person.sees.split("\n\n")

    def _question(self) -> str | None:
        known = phrases(self.line.parts.wording, self.language).questions
        return next((each for each in self._paragraphs() if each in known), None)

    async def stage(self) -> str:
        acts = [_act(each) for each in self.person.buttons]
        if self._question() is not None:
            return "asking" if Act.TALK_NOW in acts else "talk-asking"
        return "advice" if Act.WRITE_NOW in acts else "talk"

    async def question(self) -> Seen:
        question = self._question()
        assert question is not None, f"nothing is asked: {self.person.sees}"
        paragraphs = self._paragraphs()
        place = paragraphs.index(question)
        after = paragraphs[place + 1 :]
        hints = phrases(self.line.parts.wording, self.language).hints
        hint = after[0] if after and after[0] in hints else ""
        acts = [_act(each) for each in self.person.buttons]
        return Seen(
            said=tuple(as_called(line) for each in paragraphs[:place] for line in each.splitlines()),
            question=question,
            hint=hint,
            options=tuple(self._label(each) for each in self._options()),
            chosen=self._chosen(after),
            ends=tuple(line for each in after for line in each.splitlines() if re.match(r"\d+ = ", line)),
            ways=frozenset(
                each.text.removeprefix("‹ ")
                for each in self.person.buttons
                if _act(each) in (Act.BACK, Act.SKIP, Act.TALK_NOW, Act.NOT_NOW)
            ),
            may_change=Act.ANSWERS in acts,
            more_times=any(_act(each) is Act.PAGE and each.text.endswith("›") for each in self.person.buttons),
            narrowings=tuple(
                (each.text.removeprefix("✓ "), each.text.startswith("✓ "))
                for each in self.person.buttons
                if _act(each) is Act.NARROW
            ),
            held=tuple(line for each in after for line in each.splitlines()) if self._is_held(question) else (),
        )

    def _is_held(self, question: str) -> bool:
        return question == self._say("pretalk-agree")

    def _options(self) -> list[Button]:
        return [each for each in self.person.buttons if _act(each) in (Act.ANSWER, Act.TICK)]

    def _label(self, button: Button) -> str:
        """What a button says, in full where a phone has no room for it."""
        words = re.sub("^[•☑☐] ", "", button.text)
        if words.endswith("…"):
            lines = (line.removeprefix("– ") for line in self.person.sees.splitlines())
            words = next(line for line in lines if line.startswith(words[:-1]))
        return brief(words)

    def _chosen(self, after: list[str]) -> tuple[str, ...]:
        before = self._say_before()
        written = tuple(match[1] for each in after if (match := before.match(each)))
        return (*written, *(self._label(each) for each in self._options() if each.text[0] in "•☑"))

    def _say_before(self) -> re.Pattern[str]:
        wording = self.line.parts.wording.for_audience(self.language, Audience.RELATIVE)
        start, end = wording("telegram-before", answer="|").split("|")
        return re.compile(f"{re.escape(start)}(.*){re.escape(end)}", re.DOTALL)

    def chooses_several(self) -> bool:
        """Whether one may choose several answers."""
        return any(_act(each) is Act.GO_ON for each in self.person.buttons)

    async def ticks(self, label: str) -> None:
        """Tick one box, or take the tick away, and go no further."""
        await self._choose(label)

    async def answer(self, *answers: str) -> None:
        seen = await self.question()
        if not seen.options:
            await self.person.says(answers[0])
            return
        if self.chooses_several():
            for unwanted in set(seen.chosen) - set(answers):
                await self._choose(unwanted)
            for wanted in answers:
                if wanted not in (await self.question()).chosen:
                    await self._choose(wanted)
            await self._pressed(lambda shown: _act(shown) is Act.GO_ON)
            return
        while answers[0] not in (await self.question()).options and (await self.question()).more_times:
            await self._pressed(lambda shown: _act(shown) is Act.PAGE and shown.text.endswith("›"))
        await self._choose(answers[0])

    async def _choose(self, label: str) -> None:
        await self._pressed(lambda shown: shown in self._options() and self._label(shown) == label)

    async def skip(self) -> None:
        await self._pressed(lambda shown: _act(shown) is Act.SKIP)

    async def back(self) -> None:
        await self._pressed(lambda shown: _act(shown) is Act.BACK)

    async def _next_answers(self) -> bool:
        """Turn to the next page of answers, where there is one."""
        more = any(_act(each) is Act.ANSWERS and each.text.endswith("›") for each in self.person.buttons)
        if more:
            await self._pressed(lambda shown: _act(shown) is Act.ANSWERS and shown.text.endswith("›"))
        return more

    async def earlier(self) -> tuple[str, ...]:
        await self._pressed(lambda shown: _act(shown) is Act.ANSWERS)
        found: list[str] = []
        while True:
            found += (each.text for each in self.person.buttons if _act(each) is Act.CHANGE)
            if not await self._next_answers():
                break
        await self._pressed(lambda shown: _act(shown) is Act.PAGE)
        return tuple(found)

    async def change(self, which: str) -> None:
        await self._pressed(lambda shown: _act(shown) is Act.ANSWERS)
        while not any(each.text.startswith(f"{which}: ") for each in self.person.buttons):
            assert await self._next_answers(), f"there is no answer {which!r} to change"
        await self._pressed(lambda shown: shown.text.startswith(f"{which}: "))

    async def press(self, words: str) -> None:
        await self._pressed(lambda shown: shown.text.removeprefix("‹ ").removeprefix("✓ ") == words)

    async def write(self, text: str) -> None:
        await self.person.says(text)

    async def advice(self) -> Advice:
        """Everything from the heading on, which may be several messages."""
        screen = self.person.screen
        start = next(index for index, text in enumerate(screen) if text.startswith(self._say("advice-title")))
        whole = "\n\n".join(screen[start:])
        title, lead, rest = whole.split("\n\n", 2)
        thoughts, rest = rest.split(f"\n\n{self._say('advice-lines')}:\n\n")
        helplines, rest = rest.split(f"\n\n{self._say('advice-offers')}:\n")
        offers, write = rest.split(f"\n\n{self._say('advice-write-title')} ")
        assert title == self._say("advice-title")
        return Advice(
            lead=lead,
            thoughts=_listed(thoughts),
            helplines=tuple(_as_line(each) for each in helplines.split("\n\n")),
            year=offers.split("\n")[0],
            offers=_listed(offers),
            write=write,
        )

    async def standing(self) -> Standing:
        await self.person.says("/start")
        paragraphs = self._paragraphs()
        numbers: tuple[str, ...] = ()
        if paragraphs[0].startswith(self._say("danger-title")):
            numbers = tuple(as_called(line) for line in paragraphs.pop(0).splitlines()[1:])
        hours = [each for each in paragraphs if each.startswith(self._say("talk-hours"))]
        labels = self.person.labels
        await self.person.says("/tid")
        labels += self.person.labels
        first, *_ = self._paragraphs()
        title = f"{self._say('pretalk-card-title')}:\n"
        time = tuple(first.removeprefix(title).splitlines())
        return Standing(
            numbers=numbers,
            waits=paragraphs[0],
            hours=tuple(hours[0].splitlines()[1:]) if hours else (),
            may_find_a_time=self._say("find-time") in labels,
            time=() if first == self._say("telegram-time-none") else time,
        )

    def arrival_words(self) -> str:
        """What to say at the door; said once, when the time was found."""
        start = f"{self._say('arrival-word')} "
        lines = [line for text in self.person.screen for line in text.splitlines() if line.startswith(start)]
        return lines[-1].removeprefix(start) if lines else ""

    async def at_unit(self) -> AtUnit | None:
        return await taken_by_a_therapist(self.line, Channel.TELEGRAM)


def _act(button: Button) -> Act | None:
    return read_press(button.data).act if button.data else None


def _as_line(paragraph: str) -> str:
    """A helpline, as the page shows it."""
    first, _, told = paragraph.partition("\n")
    return one_line(f"{as_called(first)} {told}").replace("https://", "").replace("www.", "")


def _listed(text: str) -> tuple[str, ...]:
    return tuple(line.removeprefix("– ") for line in text.splitlines() if line.startswith("– "))

"""Drawing a question of a script, and the answers that can be given anew.

Rules: a button that belongs to a question carries which one (`Asked`); what a button has no room for stands in the text
as well.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from bot.desk.views import Stage, VisitorView
from bot.lengths import short, units
from bot.moments import in_short
from bot.telegram.buttons import Act, Asked, Button, Keyboard, key_mark
from bot.telegram.drawn import EMERGENCY_NOTE, Drawn, Say, Words, button
from bot.telegram.sentences import together
from bot.telegram.times import guide_row, held, narrowing
from flows import talk
from flows.feedback import KEYS, feedback
from flows.questions import TEXT_LIMIT, Question, Scale, Several, Text, option_text_id
from flows.talk import Answered, Asking, Journal, Raw
from flows.times import TIMES_AT_ONCE, Agreement, Moment, OfferedTime
from flows.vocabulary import Audience, Language

ANSWERS_AT_ONCE = 10
NUMBERS_IN_A_ROW = 6
# A phone shows about this much of a button.
SEEN_ON_A_BUTTON = 36

Row = tuple[Button, ...]


class Questions(Words):
    """Questions as messages."""

    def question(self, view: VisitorView, *, mark: str, ticks: frozenset[str], page: int, notice: str = "") -> Drawn:
        """The question on the screen. `ticks` are the options chosen so far where one may choose several."""
        say = self._say(view)
        asking = _asking(view)
        question = asking.question
        asked = _asked(asking, mark)
        rows, explained = self._options(view, asking, asked, ticks=ticks, page=page)
        hint = f"{question.key}-hint"
        text = together(
            # In danger the numbers stand first for as long as that is so.
            self._danger_note(view, asking),
            *(say(note.text_id, **note.arguments) for note in asking.notes if note.text_id != EMERGENCY_NOTE),
            notice,
            say(question.key),
            say(hint) if self._wording.has(view.language, hint) else "",
            explained,
        )
        return Drawn(text=text, keyboard=(*rows, *self._steps(view, asking, asked)))

    def helped(self, language: Language, audience: Audience, *, mark: str) -> Drawn:
        """Whether somebody got the help they needed, as it is first asked."""
        asking = talk.advance(feedback, Journal.empty())
        if not isinstance(asking, Asking):
            raise ValueError("the question has no end before it is asked")
        view = VisitorView(
            stage=Stage.TALK,
            language=language,
            audience=audience,
            revision=0,
            danger=False,
            asking=asking,
            code=None,
            talk=None,
            advice=None,
            helplines=(),
        )
        return self.question(view, mark=mark, ticks=frozenset(), page=0)

    def _options(
        self, view: VisitorView, asking: Asking, asked: Asked, *, ticks: frozenset[str], page: int
    ) -> tuple[Keyboard, str]:
        """The buttons that answer a question, and what has to be said about them."""
        say = self._say(view)
        question = asking.question
        chosen = _chosen(asking.current)
        match question:
            case Text():
                return (), _about_text(say, question, asking.current)
            case Scale():
                numbers = [str(number) for number in range(question.low, question.high + 1)]
                buttons = [_choice(each, each, asked, chosen) for each in numbers]
                ends = f"{question.low} = {say(f'{question.key}-low')}\n{question.high} = {say(f'{question.key}-high')}"
                return _rows(buttons, NUMBERS_IN_A_ROW), ends
            case Moment():
                return self._times(view, question, asked, chosen=chosen, page=page)
            case Agreement():
                rows = tuple((_choice(words, code, asked, chosen),) for code, words in _worded(say, question))
                return rows, held(say, question, language=view.language, timezone=self._timezone)
            case Several():
                options = _worded(say, question)
                ticked = [
                    (button(f"{'☑' if code in ticks else '☐'} {words}", Act.TICK, code, asked=asked),)
                    for code, words in options
                ]
                go_on = (button(say("go-on"), Act.GO_ON, asked=asked),)
                return (*ticked, go_on), _in_full(say, (words for _, words in options))
            case _:
                options = _worded(say, question)
                rows = tuple((_choice(words, code, asked, chosen),) for code, words in options)
                return rows, _in_full(say, (words for _, words in options))

    def _times(
        self, view: VisitorView, question: Moment, asked: Asked, *, chosen: Sequence[str], page: int
    ) -> tuple[Keyboard, str]:
        """A few times at once, soonest first, with a way to the others."""
        say = self._say(view)
        here, page, last = _page(question.times, page, TIMES_AT_ONCE)
        labels = self._time_labels(view, question.times)
        times = tuple((_choice(labels[each.id], each.id, asked, chosen),) for each in here)
        turning = _turning(
            say, Act.PAGE, asked, page=page, last=last, texts=("telegram-earlier-times", "telegram-more-times")
        )
        others = tuple((_choice(words, code, asked, chosen),) for code, words in _worded(say, question))
        return (*times, *turning, *narrowing(say, question, asked), *others), _in_full(
            say, (labels[each.id] for each in here)
        )

    def _time_labels(self, view: VisitorView, times: Sequence[OfferedTime]) -> dict[str, str]:
        """Each time as its button says it; two that would look alike say how long they take."""
        say = self._say(view)
        plain = {
            each.id: f"{self._short_when(each, view.language)} · {each.where or say(f'place-{each.place}')}"
            for each in times
        }
        all_labels = list(plain.values())
        return {
            each.id: plain[each.id]
            if all_labels.count(plain[each.id]) == 1
            else f"{plain[each.id]} · {say('minutes', minutes=each.minutes)}"
            for each in times
        }

    def _short_when(self, time: OfferedTime, language: Language) -> str:
        return in_short(time.starts_at, language, self._timezone)

    def _steps(self, view: VisitorView, asking: Asking, asked: Asked) -> Keyboard:
        """The ways out of a question."""
        say = self._say(view)
        question = asking.question
        row: list[Button] = []
        # The one answer there is to take back is the time that is held: a button of its own lets go of it.
        agreeing = isinstance(question, Agreement)
        if asking.can_go_back and not agreeing:
            row.append(button(f"‹ {say('go-back')}", Act.BACK, asked=asked))
        afterwards = question.key in KEYS
        if question.skippable and question.kind != Moment.kind:
            row.append(button(say("helped-no-thanks" if afterwards else "skip-question"), Act.SKIP, asked=asked))
        rows: list[Row] = [tuple(row)] if row else []
        if agreeing or isinstance(question, Moment):
            rows += guide_row(say)
        if asking.path and not agreeing:
            rows.append((button(say("telegram-fix-answer"), Act.ANSWERS, asked=asked),))
        if view.stage is Stage.ASKING:
            rows.append((button(say("talk-to-person"), Act.TALK_NOW),))
        elif view.stage is Stage.TALK and not afterwards:
            rows.append((button(say("not-now"), Act.NOT_NOW, asked=asked),))
        return tuple(rows)

    def answers(self, view: VisitorView, *, mark: str, page: int) -> Drawn:
        """Which answer to change. Pages are turned with `Act.ANSWERS`; `Act.PAGE` leads back to the question."""
        say = self._say(view)
        asking = _asking(view)
        asked = _asked(asking, mark)
        here, page, last = _page(asking.path, page, ANSWERS_AT_ONCE)
        rows = tuple((button(self._answered(view, each), Act.CHANGE, each.question.key, asked=asked),) for each in here)
        turning = _turning(
            say, Act.ANSWERS, asked, page=page, last=last, texts=("telegram-earlier-answers", "telegram-more-answers")
        )
        back = (button(f"‹ {say('telegram-to-question')}", Act.PAGE, "0", asked=asked),)
        return Drawn(text=say("telegram-which-answer"), keyboard=(*rows, *turning, back))

    def _answered(self, view: VisitorView, step: Answered) -> str:
        """An earlier answer in words, with the question's short name."""
        say = self._say(view)
        question, raw = step.question, step.raw
        if raw is None:
            words = say("answer-skipped")
        elif isinstance(question, Text | Scale):
            words = str(raw)
        elif isinstance(question, Moment) and raw not in question.others:
            words = self._time_labels(view, question.times).get(str(raw), "")
        else:
            words = ", ".join(say(option_text_id(question.key, code)) for code in _chosen(raw))
        return f"{say(f'{question.key}-label')}: {words}"


def _asking(view: VisitorView) -> Asking:
    if view.asking is None:
        raise ValueError("nothing is asked")
    return view.asking


def _asked(asking: Asking, mark: str) -> Asked:
    return Asked(mark=mark, revision=asking.revision, key=key_mark(asking.question.key))


def _choice(words: str, value: str, asked: Asked, chosen: Sequence[str]) -> Button:
    """A button that answers; the answer that stands is marked."""
    return button(f"• {words}" if value in chosen else words, Act.ANSWER, value, asked=asked)


def _worded(say: Say, question: Question[Any]) -> list[tuple[str, str]]:
    return [(code, say(option_text_id(question.key, code))) for code in question.option_codes()]


def _in_full(say: Say, labels: Iterable[str]) -> str:
    """The answers that a phone would show only half of."""
    long = [label for label in labels if units(label) > SEEN_ON_A_BUTTON]
    return "\n".join((say("telegram-long-answers"), *(f"– {label}" for label in long))) if long else ""


def _about_text(say: Say, question: Text, current: Raw) -> str:
    """How to answer in one's own words, and what was written before."""
    before = say("telegram-before", answer=short(current, 300)) if isinstance(current, str) and current else ""
    room = say("text-limit", limit=question.limit) if question.limit < TEXT_LIMIT else ""
    return together(before, " ".join(each for each in (say("telegram-just-write"), room) if each))


def _chosen(raw: Raw) -> tuple[str, ...]:
    if raw is None:
        return ()
    return raw if isinstance(raw, tuple) else (raw,)


def _rows(buttons: Sequence[Button], most: int) -> Keyboard:
    return tuple(tuple(buttons[start : start + most]) for start in range(0, len(buttons), most))


def _page(things: Sequence[Any], page: int, most: int) -> tuple[Sequence[Any], int, int]:
    """What stands on a page, which page that is (there may be fewer by now), and which is the last."""
    last = max(0, (len(things) - 1) // most)
    page = min(max(page, 0), last)
    return things[page * most : (page + 1) * most], page, last


def _turning(say: Say, act: Act, asked: Asked, *, page: int, last: int, texts: tuple[str, str]) -> Keyboard:
    """A row that turns pages, where there is more than one."""
    earlier, more = texts
    row: list[Button] = []
    if page > 0:
        row.append(button(f"‹ {say(earlier)}", act, str(page - 1), asked=asked))
    if page < last:
        row.append(button(f"{say(more)} ›", act, str(page + 1), asked=asked))
    return (tuple(row),) if row else ()

"""Drawing what a visitor sees as Telegram messages: plain text with rows of buttons.

Rules: nothing here talks to Telegram or changes anything. A message is never empty and never longer than Telegram
takes. Whom to call comes before anything else. A button that belongs to a question carries which one (`Asked`); what a
button has no room for stands in the text as well.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

from bot.desk.views import PretalkView, Stage, TalkView, VisitorView
from bot.lengths import LONGEST_MESSAGE, parts, short, units
from bot.lines import Line, danger_lines, lines
from bot.moments import clock, hours_in_words, in_words
from bot.settings import Settings
from bot.telegram.buttons import Act, Asked, Button, Keyboard, data_for, key_mark
from bot.telegram.sentences import offer_text_id, together, wording_ids
from bot.wording import Wording
from flows.offers import Offer
from flows.questions import NONE_FITS, TEXT_LIMIT, Moment, OfferedTime, Question, Scale, Several, Text, option_text_id
from flows.talk import Answered, Asking, Raw
from flows.vocabulary import Audience, ConversationState, Language, PretalkState

__all__ = ["Drawing", "Drawn", "parts", "wording_ids"]

LANGUAGE_NAMES = {Language.DANISH: "Dansk", Language.ENGLISH: "English"}
EMERGENCY_NOTE = "emergency-numbers"
# Before anybody has said who they are.
NOBODY_YET = Audience.RELATIVE

TIMES_AT_ONCE = 6
ANSWERS_AT_ONCE = 10
NUMBERS_IN_A_ROW = 6
# A phone shows about this much of a button; Telegram itself takes more.
SEEN_ON_A_BUTTON = 36
LONGEST_BUTTON = 64

Say = Callable[..., str]
Row = tuple[Button, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Drawn:
    """One message: its text and the buttons below it."""

    text: str = field(repr=False)
    keyboard: Keyboard = ()

    def __post_init__(self) -> None:
        if not self.text.strip() or units(self.text) > LONGEST_MESSAGE:
            raise ValueError("a message has words, and no more than Telegram takes")


class Drawing:
    """Views as messages, in one language, worded for whoever reads them."""

    def __init__(self, *, wording: Wording, settings: Settings) -> None:
        wording.require(wording_ids())
        self._wording = wording
        self._languages = settings.languages
        self._timezone = ZoneInfo(settings.timezone)
        self._address = settings.public_url

    def language_named(self, code: str) -> Language:
        """An offered language by its code or by a hint such as "da-DK"; the first one offered for anything else."""
        plain = code.strip().lower().replace("_", "-").split("-")[0]
        return next((each for each in self._languages if each == plain), self._languages[0])

    def say(self, language: Language, audience: Audience, text_id: str, **arguments: str | int) -> str:
        """One text."""
        return self._wording.for_audience(language, audience)(text_id, **arguments)

    # The way in.

    def welcome(self, language: Language, *, text_waits: bool) -> Drawn:
        """The first message: who answers, what is secret and what is not. `text_waits`: they wrote before beginning."""
        say = self._wording.for_audience(language, NOBODY_YET)
        text = together(
            say("telegram-hello"),
            say("telegram-kept-begin") if text_waits else "",
            f"{say('welcome-urgent')} 112.",
            say("welcome-lead"),
            say("telegram-who-answers"),
            say("welcome-anonymous"),
            f"{say('welcome-secrecy')} {say('welcome-duty')}",
            say("telegram-sees"),
            say("telegram-more-private", address=self._address),
        )
        begin = Act.BEGIN_WITH_TEXT if text_waits else Act.BEGIN
        web: Keyboard = ()
        if self._address.startswith("https:"):
            web = ((Button(text=say("telegram-open-web"), url=self._address),),)
        others = tuple(_language_button(each) for each in self._languages if each is not language)
        return Drawn(
            text=text,
            keyboard=(
                (_button(say("welcome-begin"), begin, language.value),),
                (_button(say("telegram-have-code"), Act.HAVE_CODE),),
                *web,
                *((others,) if others else ()),
            ),
        )

    def languages(self, language: Language) -> Drawn:
        """Choosing a language; the one in use is marked."""
        rows = tuple((_language_button(each, marked=each is language),) for each in self._languages)
        return Drawn(text=self.say(language, NOBODY_YET, "telegram-language-choose"), keyboard=rows)

    # Questions.

    def question(self, view: VisitorView, *, mark: str, ticks: frozenset[str], page: int, notice: str = "") -> Drawn:
        """The question on the screen. `ticks` are the options chosen so far where one may choose several."""
        say = self._say(view)
        asking = _asking(view)
        question = asking.question
        asked = _asked(asking, mark)
        rows, explained = self._options(view, asking, asked, ticks=ticks, page=page)
        hint = f"{question.key}-hint"
        text = together(
            self._danger_note(view, asking),
            *(say(note.text_id, **note.arguments) for note in asking.notes if note.text_id != EMERGENCY_NOTE),
            notice,
            say(question.key),
            say(hint) if self._wording.has(view.language, hint) else "",
            explained,
        )
        return Drawn(text=text, keyboard=(*rows, *self._steps(view, asking, asked)))

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
            case Several():
                options = _worded(say, question)
                ticked = [
                    (_button(f"{'☑' if code in ticks else '☐'} {words}", Act.TICK, code, asked=asked),)
                    for code, words in options
                ]
                go_on = (_button(say("go-on"), Act.GO_ON, asked=asked),)
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
        none = _choice(say(option_text_id(question.key, NONE_FITS)), NONE_FITS, asked, chosen)
        return (*times, *turning, (none,)), _in_full(say, (labels[each.id] for each in here))

    def _time_labels(self, view: VisitorView, times: Sequence[OfferedTime]) -> dict[str, str]:
        """Each time as its button says it; two that would look alike say how long they take."""
        say = self._say(view)
        plain = {each.id: f"{self._short_when(each, view.language)} · {say(f'place-{each.place}')}" for each in times}
        all_labels = list(plain.values())
        return {
            each.id: plain[each.id]
            if all_labels.count(plain[each.id]) == 1
            else f"{plain[each.id]} · {say('minutes', minutes=each.minutes)}"
            for each in times
        }

    def _short_when(self, time: OfferedTime, language: Language) -> str:
        """A day and a time for a button: "tors. 3. dec. kl. 14.00"."""
        # Babel reads big tables: only where a day is shown.
        from babel.dates import format_date

        pattern, joint = {Language.DANISH: ("EEE d. MMM", " kl."), Language.ENGLISH: ("EEE d MMM", "")}[language]
        day = format_date(time.starts_at.astimezone(self._timezone).date(), pattern, locale=str(language))
        return f"{day}{joint} {clock(time.starts_at, language, self._timezone)}"

    def _steps(self, view: VisitorView, asking: Asking, asked: Asked) -> Keyboard:
        """The ways out of a question."""
        say = self._say(view)
        question = asking.question
        row: list[Button] = []
        if asking.can_go_back:
            row.append(_button(f"‹ {say('go-back')}", Act.BACK, asked=asked))
        if question.skippable and question.kind != Moment.kind:
            row.append(_button(say("skip-question"), Act.SKIP, asked=asked))
        rows: list[Row] = [tuple(row)] if row else []
        if asking.path:
            rows.append((_button(say("telegram-fix-answer"), Act.ANSWERS, asked=asked),))
        if view.stage is Stage.ASKING:
            rows.append((_button(say("talk-to-person"), Act.TALK_NOW),))
        elif view.stage is Stage.TALK:
            rows.append((_button(say("not-now"), Act.NOT_NOW),))
        return tuple(rows)

    def answers(self, view: VisitorView, *, mark: str, page: int) -> Drawn:
        """Which answer to change. Pages are turned with `Act.ANSWERS`; `Act.PAGE` leads back to the question."""
        say = self._say(view)
        asking = _asking(view)
        asked = _asked(asking, mark)
        here, page, last = _page(asking.path, page, ANSWERS_AT_ONCE)
        rows = tuple(
            (_button(self._answered(view, each), Act.CHANGE, each.question.key, asked=asked),) for each in here
        )
        turning = _turning(
            say, Act.ANSWERS, asked, page=page, last=last, texts=("telegram-earlier-answers", "telegram-more-answers")
        )
        back = (_button(f"‹ {say('telegram-to-question')}", Act.PAGE, "0", asked=asked),)
        return Drawn(text=say("telegram-which-answer"), keyboard=(*rows, *turning, back))

    def _answered(self, view: VisitorView, step: Answered) -> str:
        """An earlier answer in words, with the question's short name."""
        say = self._say(view)
        question, raw = step.question, step.raw
        if raw is None:
            words = say("answer-skipped")
        elif isinstance(question, Text | Scale):
            words = str(raw)
        elif isinstance(question, Moment) and raw != NONE_FITS:
            words = self._time_labels(view, question.times).get(str(raw), "")
        else:
            words = ", ".join(say(option_text_id(question.key, code)) for code in _chosen(raw))
        return f"{say(f'{question.key}-label')}: {words}"

    # Advice instead of a talk.

    def advice(self, view: VisitorView) -> tuple[Drawn, ...]:
        """Thoughts, whom to call, and other offers; the last message has the button."""
        say = self._say(view)
        if view.advice is None:
            raise ValueError("there is no advice to show")
        advice = view.advice
        thoughts = "\n".join(f"– {say(f'advice-thought-{number}')}" for number in (1, 2, 3))
        helplines = "\n\n".join(_line(say, line) for line in lines(view.helplines, view.audience, view.language))
        offers = say("advice-no-offers")
        if advice.offers:
            year = say("advice-offers-year", year=str(advice.offers[0].year))
            offers = "\n".join((year, "", *(_offer(say, offer) for offer in advice.offers)))
        pieces = parts(
            together(
                say("advice-title"),
                say("advice-elsewhere") if advice.elsewhere else say("advice-lead"),
                f"{say('advice-thoughts-title')}:\n{thoughts}",
                f"{say('advice-lines')}:\n\n{helplines}" if helplines else "",
                f"{say('advice-offers')}:\n{offers}",
                f"{say('advice-write-title')} {say('advice-write')}",
            )
        )
        button = _button(say("write-now"), Act.WRITE_NOW)
        return (*(Drawn(text=each) for each in pieces[:-1]), Drawn(text=pieces[-1], keyboard=((button,),)))

    # The talk.

    def handed_over(self, view: VisitorView, *, code_secret: str) -> Drawn:
        """The first message after the questions: one waits, and may write. The code's secret lies in its button."""
        say = self._say(view)
        talk = _talk(view)
        text = together(
            self._danger_now(view), say("telegram-handed-over"), self._waits(view, talk), say("telegram-code-offer")
        )
        show = (_button(say("telegram-show-code"), Act.CODE, code_secret),)
        return Drawn(text=text, keyboard=(show, *self._time_row(view, talk)))

    def status(self, view: VisitorView, *, notice: str = "") -> Drawn:
        """Where the talk is."""
        talk = _talk(view)
        text = together(self._danger_now(view), notice, self._waits(view, talk))
        return Drawn(text=text, keyboard=self._time_row(view, talk))

    def _waits(self, view: VisitorView, talk: TalkView) -> str:
        """What happens now, and when somebody usually answers."""
        say = self._say(view)
        if talk.state is ConversationState.CLAIMED:
            return say("talk-claimed")
        if talk.state is ConversationState.CLOSED:
            return f"{say('talk-closed')} {say('talk-closed-hint')}"
        place = say("talk-place", place=talk.place) if talk.place else say("talk-waiting")
        hours = hours_in_words(talk.hours, view.language)
        return together(
            f"{place} {say('talk-may-write')}",
            "\n".join((say("talk-hours"), *hours)) if hours else "",
            say("telegram-may-close") if hours else say("telegram-may-close-now"),
        )

    def _time_row(self, view: VisitorView, talk: TalkView) -> Keyboard:
        """The way to one's time, or to finding one."""
        say = self._say(view)
        if talk.pretalk is not None and talk.pretalk.state is not PretalkState.GIVEN_UP:
            return ((_button(say("telegram-my-time"), Act.MY_TIME),),)
        return self._find_row(view, talk)

    def _find_row(self, view: VisitorView, talk: TalkView) -> Keyboard:
        say = self._say(view)
        return ((_button(say("find-time"), Act.FIND_TIME),),) if talk.can_find_time else ()

    # A time.

    def my_time(self, view: VisitorView, *, words: str, notice: str = "") -> Drawn:
        """The pre-talk. `words` are said on arrival; without them there is a button for new ones."""
        say = self._say(view)
        talk = _talk(view)
        pretalk = talk.pretalk
        state = None if pretalk is None else pretalk.state
        if pretalk is not None and state is PretalkState.BOOKED:
            return self._booked(view, pretalk, words=words, notice=notice)
        match state:
            case PretalkState.HELD:
                said = say("pretalk-held")
            case PretalkState.ABSENT:
                said = say("pretalk-absent")
            case PretalkState.WISHED:
                said = say("pretalk-wished")
            case _:
                said = say("telegram-time-none") if talk.can_find_time else say("telegram-time-asking")
        return Drawn(text=together(notice, said), keyboard=self._find_row(view, talk))

    def _booked(self, view: VisitorView, pretalk: PretalkView, *, words: str, notice: str) -> Drawn:
        say = self._say(view)
        when = "" if pretalk.starts_at is None else in_words(pretalk.starts_at, view.language, self._timezone)
        place, where = "", pretalk.address
        if pretalk.place is not None:
            place, where = say(f"place-{pretalk.place}"), where or say(f"place-{pretalk.place}-where")
        length = "" if pretalk.minutes is None else say("minutes", minutes=pretalk.minutes)
        arrival = f"{say('arrival-word')} {words}\n{say('arrival-word-hint')}" if words else say("telegram-words-once")
        text = together(
            notice,
            "\n".join(
                line
                for line in (
                    f"{say('pretalk-card-title')}:",
                    when,
                    " · ".join(each for each in (place, length) if each),
                    where,
                )
                if line
            ),
            arrival,
        )
        new_words = () if words else ((_button(say("telegram-new-words"), Act.NEW_WORDS),),)
        return Drawn(
            text=text,
            keyboard=(
                *new_words,
                (_button(say("calendar-file"), Act.CALENDAR),),
                (_button(say("move-time"), Act.FIND_TIME),),
                (_button(say("cancel-time"), Act.CANCEL_TIME),),
            ),
        )

    def cancel_sure(self, language: Language, audience: Audience) -> Drawn:
        """Whether to give the time back."""
        say = self._wording.for_audience(language, audience)
        return Drawn(
            text=f"{say('telegram-cancel-sure')} {say('cancel-time-what')}",
            keyboard=(
                (_button(say("cancel-time-now"), Act.CANCEL_SURE),),
                (_button(say("telegram-keep-time"), Act.MY_TIME),),
            ),
        )

    def remind_ask(self, language: Language, audience: Audience) -> Drawn:
        """Whether to be reminded."""
        yes, no = ("telegram-remind-yes-button", Act.REMIND), ("telegram-remind-no-button", Act.REMIND_NOT)
        return self._ask(language, audience, "telegram-remind-ask", yes, no)

    # A message, the code, deleting, the staff.

    def covered(self, language: Language, audience: Audience, *, kinds: Sequence[str], value: str = "") -> Drawn:
        """A message was delivered with spots covered; `value` goes into both buttons."""
        say = self._wording.for_audience(language, audience)
        found = [say(f"spot-{kind}") for kind in kinds]
        what = found[-1] if len(found) == 1 else say("list-and", first=", ".join(found[:-1]), last=found[-1])
        return Drawn(
            text=say("telegram-covered", what=what),
            keyboard=(
                (_button(say("discreet-send"), Act.AS_WRITTEN, value),),
                (_button(say("discreet-keep"), Act.KEEP_COVERED, value),),
            ),
        )

    def code(self, language: Language, audience: Audience, *, words: Sequence[str]) -> Drawn:
        """The six words, and the button that takes them away again."""
        say = self._wording.for_audience(language, audience)
        return Drawn(
            text=say("telegram-code-here", words=" ".join(words), address=self._address),
            keyboard=((_button(say("code-done"), Act.CODE_DONE),),),
        )

    def choose_answers(self, language: Language, audience: Audience, *, notice: str = "") -> Drawn:
        """After a code from the web: answers here, or only a line that there is one."""
        here, only = ("telegram-answers-here", Act.ANSWERS_HERE), ("telegram-only-nudges", Act.ONLY_NUDGES)
        return self._ask(language, audience, "telegram-choose-answers", here, only, notice=notice)

    def forget_sure(self, language: Language, audience: Audience) -> Drawn:
        """Whether to delete everything."""
        now, keep = ("forget-now", Act.FORGET_SURE), ("telegram-forget-keep", Act.KEEP)
        return self._ask(language, audience, "telegram-forget-ask", now, keep)

    def staff_notice(self, language: Language) -> Drawn:
        """One line for somebody at the unit."""
        stop = ("telegram-stop-notices", Act.STOP_NOTICES)
        return self._ask(language, Audience.PROFESSIONAL, "telegram-staff-notice", stop)

    def _ask(
        self, language: Language, audience: Audience, text_id: str, *buttons: tuple[str, Act], notice: str = ""
    ) -> Drawn:
        say = self._wording.for_audience(language, audience)
        rows = tuple((_button(say(label), act),) for label, act in buttons)
        return Drawn(text=together(notice, say(text_id)), keyboard=rows)

    # Whom to call.

    def _danger_note(self, view: VisitorView, asking: Asking) -> str:
        """Said the moment somebody is in danger: what to do, and the numbers."""
        note = next((each for each in asking.notes if each.text_id == EMERGENCY_NOTE), None)
        if note is None:
            return ""
        return together(self._say(view)(EMERGENCY_NOTE, **note.arguments), self._numbers(view))

    def _danger_now(self, view: VisitorView) -> str:
        """Said for as long as somebody is in danger."""
        if not view.danger:
            return ""
        say = self._say(view)
        return "\n".join((f"{say('danger-title')}:", self._numbers(view) or "112"))

    def _numbers(self, view: VisitorView) -> str:
        found = danger_lines(view.helplines, view.audience, view.language)
        # Cut, because this must fit whatever somebody typed as a name.
        return "\n".join(short(_named(line), 120) for line in found)

    def _say(self, view: VisitorView) -> Say:
        return self._wording.for_audience(view.language, view.audience)


def _asking(view: VisitorView) -> Asking:
    if view.asking is None:
        raise ValueError("nothing is asked")
    return view.asking


def _talk(view: VisitorView) -> TalkView:
    if view.talk is None:
        raise ValueError("there is no talk")
    return view.talk


def _asked(asking: Asking, mark: str) -> Asked:
    return Asked(mark=mark, revision=asking.revision, key=key_mark(asking.question.key))


def _button(text: str, act: Act, value: str = "", *, asked: Asked | None = None) -> Button:
    return Button(text=short(text, LONGEST_BUTTON), data=data_for(act, value, asked=asked))


def _choice(words: str, value: str, asked: Asked, chosen: Sequence[str]) -> Button:
    """A button that answers; the answer that stands is marked."""
    return _button(f"• {words}" if value in chosen else words, Act.ANSWER, value, asked=asked)


def _language_button(language: Language, *, marked: bool = False) -> Button:
    name = LANGUAGE_NAMES[language]
    return _button(f"• {name}" if marked else name, Act.LANGUAGE, language.value)


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
        row.append(_button(f"‹ {say(earlier)}", act, str(page - 1), asked=asked))
    if page < last:
        row.append(_button(f"{say(more)} ›", act, str(page + 1), asked=asked))
    return (tuple(row),) if row else ()


def _named(line: Line) -> str:
    """A helpline with its number, or its address; 112 is its own name."""
    name, reached = line["name"], line["number"] or line["link"]
    return reached if name == reached else f"{name}: {reached}"


def _line(say: Say, line: Line) -> str:
    """A helpline with all that is known of it."""
    told = [line["text"], f"{line['hours']}." if line["hours"] else "", say("line-unsure") if line["unsure"] else ""]
    return "\n".join(each for each in (_named(line), " ".join(each for each in told if each)) if each)


def _offer(say: Say, offer: Offer) -> str:
    kinds = ", ".join(say(offer_text_id(kind)) for kind in offer.kinds)
    return f"– {offer.name}: {kinds}" if kinds else f"– {offer.name}"

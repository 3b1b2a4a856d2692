"""Drawing what a visitor sees as Telegram messages: plain text with rows of buttons.

Rules: nothing here talks to Telegram or changes anything. A message is never empty and never longer than Telegram
takes. Whom to call comes before anything else. A button that belongs to a question carries which one (`Asked`); what a
button has no room for stands in the text as well.
"""

from collections.abc import Sequence

from bot.desk.views import PretalkView, ProposedTime, TalkView, VisitorView
from bot.lengths import parts
from bot.lines import Line, lines
from bot.moments import hours_in_words, in_words
from bot.telegram.buttons import Act, Button, Keyboard, instant_mark
from bot.telegram.drawn import Drawn, Say, button, named
from bot.telegram.proposals import standing
from bot.telegram.questions import Questions
from bot.telegram.sentences import offer_text_id, together
from bot.telegram.times import beside, guide, guide_row, place_and_length, told_once, where, without_time
from flows.offers import Offer
from flows.vocabulary import Audience, ConversationState, Language, PretalkState

LANGUAGE_NAMES = {Language.DANISH: "Dansk", Language.ENGLISH: "English"}
# Before anybody has said who they are.
NOBODY_YET = Audience.RELATIVE


class Drawing(Questions):
    """Views as messages, in one language, worded for whoever reads them."""

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
                (button(say("welcome-begin"), begin, language.value),),
                (button(say("telegram-have-code"), Act.HAVE_CODE),),
                *web,
                *((others,) if others else ()),
            ),
        )

    def languages(self, language: Language) -> Drawn:
        """Choosing a language; the one in use is marked."""
        rows = tuple((_language_button(each, marked=each is language),) for each in self._languages)
        return Drawn(text=self.say(language, NOBODY_YET, "telegram-language-choose"), keyboard=rows)

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
        return (*(Drawn(text=each) for each in pieces[:-1]), Drawn(text=pieces[-1], keyboard=self._write_row(view)))

    def below_advice(self, view: VisitorView, *, notice: str) -> Drawn:
        """Something that is said while the advice stands above; the button comes along."""
        return Drawn(text=together(self._danger_now(view), notice), keyboard=self._write_row(view))

    def _write_row(self, view: VisitorView) -> Keyboard:
        return ((button(self._say(view)("write-now"), Act.WRITE_NOW),),)

    # The talk.

    def handed_over(self, view: VisitorView, *, code_secret: str) -> Drawn:
        """The first message after the questions: one waits, and may write. The code's secret lies in its button."""
        say = self._say(view)
        talk = _talk(view)
        text = together(
            self._danger_now(view), say("telegram-handed-over"), self._waits(view, talk), say("telegram-code-offer")
        )
        show = (button(say("telegram-show-code"), Act.CODE, code_secret),)
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
        if talk.here_again is not None:
            when = in_words(talk.here_again, view.language, self._timezone)
            return together(say("talk-nobody-now", when=when), place, say("telegram-may-close"))
        return together(
            f"{place} {say('talk-may-write')}",
            "\n".join((say("talk-hours"), *hours)) if hours else "",
            say("telegram-may-close") if hours else say("telegram-may-close-now"),
        )

    def _time_row(self, view: VisitorView, talk: TalkView) -> Keyboard:
        """The way to one's time, or to finding one."""
        say = self._say(view)
        if talk.pretalk is not None and talk.pretalk.state is not PretalkState.GIVEN_UP:
            return ((button(say("telegram-my-time"), Act.MY_TIME),),)
        return self._find_row(view, talk)

    def _find_row(self, view: VisitorView, talk: TalkView) -> Keyboard:
        say = self._say(view)
        return ((button(say("find-time"), Act.FIND_TIME),),) if talk.can_find_time else ()

    # A time.

    def my_time(self, view: VisitorView, *, words: str, link: str = "", notice: str = "") -> Drawn:
        """The pre-talk. `words` are said on arrival, `link` opens an online room; there is a button for new ones."""
        say = self._say(view)
        talk = _talk(view)
        pretalk = talk.pretalk
        state = None if pretalk is None else pretalk.state
        if pretalk is not None and state is PretalkState.BOOKED:
            return self._booked(view, pretalk, words=words, link=link, notice=notice)
        said = say("telegram-time-none") if talk.can_find_time else say("telegram-time-asking")
        if pretalk is not None and talk.can_find_time:
            said = without_time(say, pretalk, language=view.language)
        return Drawn(text=together(notice, said), keyboard=(*self._find_row(view, talk), *guide_row(say)))

    def _booked(self, view: VisitorView, pretalk: PretalkView, *, words: str, link: str, notice: str) -> Drawn:
        say = self._say(view)
        when = "" if pretalk.starts_at is None else in_words(pretalk.starts_at, view.language, self._timezone)
        text = together(
            notice,
            "\n".join(
                line
                for line in (
                    f"{say('pretalk-card-title')}:",
                    when,
                    place_and_length(say, pretalk),
                    where(say, pretalk, link=link),
                )
                if line
            ),
            *told_once(say, pretalk, words=words, link=link),
            *beside(say, pretalk),
        )
        late = ((button(say("late"), Act.LATE),),) if pretalk.may_be_late and not pretalk.said_late else ()
        new_words = () if words else ((button(say("telegram-new-words"), Act.NEW_WORDS),),)
        return Drawn(
            text=text,
            keyboard=(
                *late,
                *new_words,
                (button(say("calendar-file"), Act.CALENDAR),),
                (button(say("move-time"), Act.FIND_TIME),),
                (button(say("cancel-time"), Act.CANCEL_TIME, instant_mark(pretalk.starts_at)),),
                *guide_row(say),
            ),
        )

    def guide(self, language: Language, audience: Audience) -> Drawn:
        """What a pre-talk is."""
        return Drawn(text=guide(self._wording.for_audience(language, audience)))

    def proposed(self, view: VisitorView, times: Sequence[ProposedTime]) -> Drawn:
        """What a therapist proposes now."""
        return standing(times, say=self._say(view), language=view.language, timezone=self._timezone)

    def cancel_sure(self, language: Language, audience: Audience, *, value: str) -> Drawn:
        """Whether to give the time back; `value` says which, and goes into the button."""
        say = self._wording.for_audience(language, audience)
        return Drawn(
            text=f"{say('telegram-cancel-sure')} {say('cancel-time-what')}",
            keyboard=(
                (button(say("cancel-time-now"), Act.CANCEL_SURE, value),),
                (button(say("telegram-keep-time"), Act.MY_TIME),),
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
                (button(say("discreet-send"), Act.AS_WRITTEN, value),),
                (button(say("discreet-keep"), Act.KEEP_COVERED, value),),
            ),
        )

    def code(self, language: Language, audience: Audience, *, words: Sequence[str]) -> Drawn:
        """The six words, and the button that takes them away again."""
        say = self._wording.for_audience(language, audience)
        return Drawn(
            text=say("telegram-code-here", words=" ".join(words), address=self._address),
            keyboard=((button(say("code-done"), Act.CODE_DONE),),),
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
        rows = tuple((button(say(label), act),) for label, act in buttons)
        return Drawn(text=together(notice, say(text_id)), keyboard=rows)


def _talk(view: VisitorView) -> TalkView:
    if view.talk is None:
        raise ValueError("there is no talk")
    return view.talk


def _language_button(language: Language, *, marked: bool = False) -> Button:
    name = LANGUAGE_NAMES[language]
    return button(f"• {name}" if marked else name, Act.LANGUAGE, language.value)


def _line(say: Say, line: Line) -> str:
    """A helpline with all that is known of it."""
    told = [line["text"], f"{line['hours']}." if line["hours"] else "", say("line-unsure") if line["unsure"] else ""]
    return "\n".join(each for each in (named(line), " ".join(each for each in told if each)) if each)


def _offer(say: Say, offer: Offer) -> str:
    kinds = ", ".join(say(offer_text_id(kind)) for kind in offer.kinds)
    return f"– {offer.name}: {kinds}" if kinds else f"– {offer.name}"

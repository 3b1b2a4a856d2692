"""Where a chat's conversation is, and what the chat is shown of it."""

from dataclasses import dataclass

from bot.desk.house import House
from bot.desk.journals import asking_now
from bot.desk.opening import AtDesk, ByChat
from bot.desk.screens import Screen, screen_of, stands
from bot.desk.views import Stage, VisitorView
from flows.first_contact import audience_of, audience_so_far
from flows.questions import Several
from flows.talk import Asking
from flows.vocabulary import Audience, ConversationState, Language


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Where a chat's conversation is: enough to know what an update means, read in one go."""

    here: AtDesk | ByChat
    stage: Stage
    audience: Audience
    asking: Asking | None
    screen: Screen

    @property
    def language(self) -> Language:
        """The language that is spoken."""
        return self.here.row.language

    @property
    def state(self) -> ConversationState:
        """The state the conversation is in."""
        return self.here.row.state

    @property
    def place(self) -> int | None:
        """The place in the queue, if one waits."""
        return self.here.lead.place

    @property
    def mark(self) -> str:
        """Four letters that are on the buttons of this conversation and of no other."""
        return self.here.id[:2].hex()

    @property
    def ticks(self) -> frozenset[str]:
        """The boxes that are ticked: those pressed now, or those of the answer that is given anew."""
        if self.screen.touched or self.asking is None or not isinstance(self.asking.question, Several):
            return self.screen.ticks
        return frozenset(self.asking.current or ())


@dataclass(frozen=True, kw_only=True)
class Sight(Standing):
    """What a chat is shown: where it is, and the view that every door has."""

    view: VisitorView
    # Whether a reminder of the pre-talk is still to come.
    reminded: bool


def standing_of(house: House, here: AtDesk | ByChat) -> Standing:
    """Where a conversation is that was reached by its chat."""
    asking = asking_now(house, here)
    waiting = Stage.ADVICE if asking is None else Stage.ASKING
    stage = waiting if here.row.queue_id is None else Stage.TALK
    told = here.row.role is not None or stage is Stage.TALK
    return Standing(
        here=here,
        stage=stage,
        audience=audience_of(here.row.role) if told else audience_so_far(asking.path if asking else ()),
        asking=asking,
        screen=screen_of(house, here.chat).on(stands(asking)),
    )

"""What is on a chat's screen besides the script itself: boxes that are ticked, and the page of a long list.

Rules: it lies under the server's key beside the chat, holds no words of anybody's, and forgets the ticks of a question
as soon as another one stands there.
"""

import json
from dataclasses import dataclass, field, replace

from bot.desk.house import House
from flows.talk import Asking
from flows.times import Moment
from storage.chats import ChatRow


@dataclass(frozen=True, kw_only=True, slots=True)
class Screen:
    """A chat's screen: `key` is what ticks and page belong to (`stands`)."""

    key: str = ""
    ticks: frozenset[str] = field(default=frozenset(), repr=False)
    page: int = 0
    # Whether a box was ticked here: until then those of an earlier answer count.
    touched: bool = False

    def on(self, key: str) -> "Screen":
        """The screen while this question stands there."""
        return self if self.key == key else Screen(key=key)

    def ticked(self, option: str, *, alone: str | None) -> "Screen":
        """One box more or less; `alone` is the option that means none of the others."""
        if option in self.ticks:
            return replace(self, ticks=self.ticks - {option}, touched=True)
        kept = frozenset() if option == alone else self.ticks - {alone}
        return replace(self, ticks=kept | {option}, touched=True)


def stands(asking: Asking | None) -> str:
    """What ticks and page belong to: a question, and of times those that are offered now."""
    if asking is None:
        return ""
    key = asking.question.key
    return f"{key}|{asking.revision}" if isinstance(asking.question, Moment) else key


def screen_of(house: House, chat: ChatRow) -> Screen:
    """The screen of a chat."""
    if chat.screen is None:
        return Screen()
    found = json.loads(house.keyring.open_at_desk(chat.screen, context=b"screen|" + chat.tag))
    return Screen(key=found["key"], ticks=frozenset(found["ticks"]), page=found["page"], touched=found["touched"])


def sealed_screen(house: House, tag: bytes, screen: Screen) -> bytes:
    """A screen as it is stored."""
    content = {"key": screen.key, "ticks": sorted(screen.ticks), "page": screen.page, "touched": screen.touched}
    return house.keyring.seal_for_desk(json.dumps(content).encode(), context=b"screen|" + tag)


def shown_in(house: House, chat: ChatRow) -> dict[str, int]:
    """Which of a chat's messages shows what, by slot."""
    return opened_shown(house, chat.tag, chat.shown)


def opened_shown(house: House, tag: bytes, shown: bytes | None) -> dict[str, int]:
    """The same, from what is stored."""
    if shown is None:
        return {}
    found: dict[str, int] = json.loads(house.keyring.open_at_desk(shown, context=b"shown|" + tag))
    return found


def sealed_shown(house: House, tag: bytes, shown: dict[str, int]) -> bytes:
    """Which message shows what, as it is stored."""
    return house.keyring.seal_for_desk(json.dumps(shown).encode(), context=b"shown|" + tag)

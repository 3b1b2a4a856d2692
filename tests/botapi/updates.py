"""The queue of updates: their numbers, who confirmed them, what was dropped.

Rules it keeps, as the real queue does: an update is forgotten when it is confirmed or 24 hours old; the kinds asked for
are looked at when an update is made, not when it is fetched; an offset far beyond the newest number is no confirmation
(ids are chosen anew after a silent week), the queue is then read from its head.
"""

from collections.abc import Callable, Set
from datetime import datetime, timedelta
from random import Random
from typing import Any

from tests.botapi.values import Update

LIFETIME = timedelta(hours=24)
FUTURE = 10
SMALLEST_ID, LARGEST_ID = 10_000_000, 2_000_000_000
KINDS = frozenset(
    [
        "message",
        "edited_message",
        "channel_post",
        "edited_channel_post",
        "business_connection",
        "business_message",
        "edited_business_message",
        "deleted_business_messages",
        "message_reaction",
        "message_reaction_count",
        "inline_query",
        "chosen_inline_result",
        "callback_query",
        "shipping_query",
        "pre_checkout_query",
        "purchased_paid_media",
        "poll",
        "poll_answer",
        "my_chat_member",
        "chat_member",
        "chat_join_request",
        "chat_boost",
        "removed_chat_boost",
    ]
)
ONLY_WHEN_ASKED = frozenset({"chat_member", "message_reaction", "message_reaction_count"})


class Updates:
    """Updates in the order they came."""

    def __init__(self, clock: Callable[[], datetime], random: Random) -> None:
        self._clock = clock
        self._random = random
        self.next_id = random.randint(SMALLEST_ID, LARGEST_ID)
        self.allowed: frozenset[str] = frozenset()
        self.confirmed: set[int] = set()
        self.dropped: list[Update] = []
        self.unasked: list[Update] = []
        self._waiting: list[Update] = []
        self._epoch = 0
        self._last_confirmed: Update | None = None
        self._twice = False
        self._confirmed_again = False
        self._reordered = False

    @property
    def pending(self) -> tuple[Update, ...]:
        """What nobody confirmed yet and is not too old."""
        self.expire()
        return tuple(self._waiting)

    def expire(self) -> None:
        """Drop what is too old by now."""
        self._drop([update for update in self._waiting if self._clock() - update.at > LIFETIME])

    def add(self, kind: str, body: Any, *, unasked: bool = False) -> int:
        """Queue an update, unless its kind is not asked for; `unasked` queues it all the same."""
        update = Update(update_id=self.next_id, kind=kind, body=body, at=self._clock(), epoch=self._epoch)
        self.next_id += 1
        (self._waiting if unasked or self._wanted(kind) else self.unasked).append(update)
        return update.update_id

    def ask_for(self, kinds: list[str] | None) -> None:
        """Remember which kinds are asked for; None leaves it as it was, an empty list is everything usual."""
        if kinds is not None:
            self.allowed = frozenset(kinds)

    def _wanted(self, kind: str) -> bool:
        if kind not in KINDS:
            return True
        return kind in self.allowed if self.allowed else kind not in ONLY_WHEN_ASKED

    def jump(self) -> None:
        """The next update gets a number that has nothing to do with the last."""
        far = [
            number
            for number in (self._random.randint(SMALLEST_ID, LARGEST_ID) for _ in range(8))
            if abs(number - self.next_id) > 1000
        ]
        self.next_id = far[0]
        self._epoch += 1

    def read(self, offset: int, limit: int) -> list[Update]:
        """Confirm what lies below `offset`, and return what is next. Counting from the end when it is negative."""
        pending = self.pending
        if offset < 0:
            self._confirm_all(pending[:offset])
        elif pending and offset:
            numbers = [update.update_id for update in pending if update.epoch == pending[0].epoch]
            tail = self.next_id if pending[0].epoch == self._epoch else numbers[-1] + 1
            if offset <= tail + FUTURE:
                self._confirm_all(
                    [update for update in pending if update.update_id < offset and update.epoch == pending[0].epoch]
                )
        waiting = self._waiting
        return self._disturbed([update for update in waiting if update.epoch == waiting[0].epoch][:limit])

    def _disturbed(self, batch: list[Update]) -> list[Update]:
        if self._reordered and len(batch) > 1:
            self._reordered = False
            batch.reverse()
        if self._twice and batch:
            self._twice = False
            batch = batch * 2
        if self._confirmed_again and batch and self._last_confirmed is not None:
            self._confirmed_again = False
            batch = [self._last_confirmed, *batch]
        return batch

    def next_to_push(self, busy: Set[int]) -> list[Update]:
        """What a webhook is sent next, besides the `busy` ones: one update, or the same or an old one too."""
        free = [update for update in self.pending if update.update_id not in busy]
        if self._reordered and len(free) > 1:
            self._reordered = False
            free = free[1:]
        return self._disturbed(free[:1])

    def confirm(self, update: Update) -> None:
        """A webhook answered well."""
        self._confirm_all([update])

    def _confirm_all(self, updates: list[Update] | tuple[Update, ...]) -> None:
        for update in updates:
            self.confirmed.add(update.update_id)
            self._last_confirmed = update
        self._waiting = [update for update in self._waiting if update not in updates]

    def drop_all(self) -> None:
        """Forget everything that waits."""
        self._drop(list(self.pending))

    def _drop(self, updates: list[Update]) -> None:
        if updates:
            self.dropped.extend(updates)
            self._waiting = [update for update in self._waiting if update not in updates]

    def duplicate_next(self, *, confirmed: bool) -> None:
        """The next batch comes twice, or repeats the update confirmed last."""
        if confirmed:
            self._confirmed_again = True
        else:
            self._twice = True

    def reorder_next(self) -> None:
        """The next batch of more than one comes in another order."""
        self._reordered = True

"""\"Something changed\": wakes the pages that are open, and says nothing about what.

A page that is told looks again; it never receives data this way, so a wake-up that is lost or doubled harms nothing.
Topics are conversation and queue ids. In memory: one process serves one machine.
"""

import asyncio
from collections.abc import AsyncGenerator, Iterable


class Live:
    """Wake-ups by topic, coalesced: a slow page is woken once for many changes."""

    def __init__(self) -> None:
        self._listeners: dict[bytes, set[asyncio.Event]] = {}

    def changed(self, *topics: bytes) -> None:
        """Wake everybody who listens to one of `topics`."""
        for topic in topics:
            for event in self._listeners.get(topic, ()):
                event.set()

    async def listen(self, topics: Iterable[bytes]) -> AsyncGenerator[None, None]:
        """Yield once for each change (or several together) of `topics`, until the caller stops."""
        event = asyncio.Event()
        wanted = tuple(topics)
        for topic in wanted:
            self._listeners.setdefault(topic, set()).add(event)
        try:
            while True:
                await event.wait()
                event.clear()
                yield
        finally:
            for topic in wanted:
                listeners = self._listeners[topic]
                listeners.discard(event)
                if not listeners:
                    del self._listeners[topic]

    @property
    def listeners(self) -> int:
        """How many pages are listening now."""
        return len({event for events in self._listeners.values() for event in events})

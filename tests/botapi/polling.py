"""getUpdates: confirms, fetches, waits; one at a time, and never beside a webhook."""

import asyncio
from contextlib import suppress

from tests.botapi.parameters import Parameters
from tests.botapi.values import ApiError, Fields
from tests.botapi.world import World

LIMIT = 100
SECONDS_AT_MOST = 50


class Polls:
    """Whose turn it is to wait for updates."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._turn = 0

    async def read(self, parameters: Parameters) -> list[Fields]:
        """Answer one getUpdates; a later one ends it."""
        world = self._world
        if world.webhook is not None:
            raise ApiError(
                409,
                "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the"
                " webhook first",
            )
        limit = min(max(parameters.number("limit", LIMIT), 1), LIMIT)
        seconds = min(max(parameters.number("timeout"), 0), SECONDS_AT_MOST)
        offset, kinds = parameters.number("offset"), parameters.items("allowed_updates")
        self._turn += 1
        mine = self._turn
        world.updates.ask_for(kinds)
        batch = world.updates.read(offset, limit)
        world.changes.happened()
        if not batch and seconds:
            with suppress(TimeoutError):
                async with asyncio.timeout(seconds):
                    await world.changes.until(
                        lambda: self._turn != mine or world.webhook is not None or bool(world.pending)
                    )
            if self._turn != mine:
                raise ApiError(
                    409,
                    "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
                )
            if world.webhook is not None:
                raise ApiError(409, "Conflict: terminated by setWebhook request")
            batch = world.updates.read(0, limit)
        return [update.as_fields() for update in batch]

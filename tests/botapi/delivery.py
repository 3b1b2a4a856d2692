"""Pushes updates to the webhook until it answers well.

Rules it keeps: in order, as many at once as the webhook allows; an update that fails is tried again, after short
growing pauses, until it is delivered, 24 hours old, or the webhook is another.
"""

import asyncio
import json

from aiohttp import ClientError, ClientSession, ClientTimeout

from tests.botapi.values import Update, Webhook
from tests.botapi.world import World

FIRST_PAUSE = 0.02
LONGEST_PAUSE = 0.5


class Pusher:
    """Delivers what waits, as long as there is a webhook. `failures` collects what a test must not overlook."""

    def __init__(self, world: World, failures: list[BaseException]) -> None:
        self.seconds = 10.0
        self._world = world
        self._failures = failures
        self._busy: set[int] = set()

    async def run(self) -> None:
        """Push until cancelled."""
        async with ClientSession() as client, asyncio.TaskGroup() as tasks:
            while True:
                hook, updates = await self._world.changes.until(self._next)
                self._busy.add(updates[-1].update_id)
                tasks.create_task(self._deliver(client, hook, updates))

    def _next(self) -> tuple[Webhook, list[Update]] | None:
        hook = self._world.webhook
        if hook is None or len(self._busy) >= hook.max_connections:
            return None
        updates = self._world.updates.next_to_push(self._busy)
        return (hook, updates) if updates else None

    async def _deliver(self, client: ClientSession, hook: Webhook, updates: list[Update]) -> None:
        try:
            for update in updates:
                if await self._delivered(client, hook, update):
                    self._world.updates.confirm(update)
                    self._world.changes.happened()
        except AssertionError as failure:
            self._failures.append(failure)
            self._world.updates.confirm(updates[-1])
        finally:
            self._busy.discard(updates[-1].update_id)
            self._world.changes.happened()

    async def _delivered(self, client: ClientSession, hook: Webhook, update: Update) -> bool:
        pause = FIRST_PAUSE
        repeated = update.update_id in self._world.confirmed
        while self._world.webhook is hook and (repeated or update in self._world.pending):
            problem = await self._post(client, hook, update)
            if problem is None:
                return True
            self._world.webhook_errors.append((self._world.now(), problem))
            self._world.changes.happened()
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)
        return False

    async def _post(self, client: ClientSession, hook: Webhook, update: Update) -> str | None:
        """Send it once; returns what went wrong."""
        headers = {} if hook.secret_token is None else {"X-Telegram-Bot-Api-Secret-Token": hook.secret_token}
        timeout = ClientTimeout(total=self.seconds)
        try:
            async with client.post(
                hook.url, json=update.as_fields(), headers=headers, timeout=timeout, allow_redirects=False
            ) as response:
                body = await response.text()
                if not 200 <= response.status < 300:
                    return f"Wrong response from the webhook: {response.status} {response.reason}"
        except TimeoutError:
            return "Read timeout expired"
        except ClientError as error:
            return f"Connection failed: {type(error).__name__}"
        self._reject_reply(body)
        return None

    @staticmethod
    def _reject_reply(body: str) -> None:
        try:
            answer = json.loads(body)
        except ValueError:
            return
        assert not (isinstance(answer, dict) and "method" in answer), f"the webhook answered with a method: {body}"

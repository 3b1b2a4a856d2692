"""A Bot API server of our own: real HTTP on 127.0.0.1, as strict as the real one, and as faulty as a test wants it.

Rules it keeps: every request is written down before anything is done with it; a mistake of the server itself is not
taken for an answer but raised when the server stops.
"""

import asyncio
import json
import socket
import struct
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from types import TracebackType
from typing import Any, Self

from aiohttp import web

from tests.botapi.delivery import Pusher
from tests.botapi.faults import Fault, Faults, Kind
from tests.botapi.ground import utc_now
from tests.botapi.limits import Pace
from tests.botapi.methods import METHODS, Method
from tests.botapi.parameters import Parameters, read_parameters
from tests.botapi.polling import Polls
from tests.botapi.values import ApiError, Call, ChatLimit, Fields
from tests.botapi.world import World

PAGE = "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>nginx</body>\r\n</html>\r\n"
PACED = frozenset({"sendMessage", "sendDocument"})
UPLOAD_AT_MOST = 50 * 2**20


class ApiServer:
    """The server. `async with` starts and stops it."""

    def __init__(self, token: str, *, clock: Callable[[], datetime] = utc_now) -> None:
        self.token = token
        self.world = World(int(token.partition(":")[0]), clock=clock)
        self.per_chat_limit: ChatLimit | None = None
        self.failures: list[BaseException] = []
        self.pusher = Pusher(self.world, self.failures)
        self.url = ""
        self._faults = Faults()
        self._pace = Pace(clock)
        self._polls = Polls(self.world)
        self._names = {name.lower(): name for name in (*METHODS, "getUpdates")}
        self._handlers: set[asyncio.Task[Any]] = set()
        self._runner: web.AppRunner | None = None
        self._pushing: asyncio.Task[None] | None = None

    @property
    def allow_plain_webhook(self) -> bool:
        """Whether a webhook on this machine may do without TLS."""
        return self.world.allow_plain_webhook

    @allow_plain_webhook.setter
    def allow_plain_webhook(self, allowed: bool) -> None:
        self.world.allow_plain_webhook = allowed

    def fail_next(self, method: str, fault: Fault, times: int = 1) -> None:
        """The next call of `method` (`*`: of any) meets `fault`."""
        self._faults.add(method, fault, times)

    def heal(self) -> None:
        """Forget the faults that were not met yet."""
        self._faults.clear()

    async def start(self) -> None:
        """Listen, and push."""
        application = web.Application(client_max_size=UPLOAD_AT_MOST)
        application.router.add_route("*", "/bot{token}/{method}", self._handle)
        self._runner = web.AppRunner(application, handler_cancellation=True, access_log=None, shutdown_timeout=1.0)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        host, port = self._runner.addresses[0][:2]
        self.url = f"http://{host}:{port}"
        self._pushing = asyncio.create_task(self.pusher.run())

    async def stop(self) -> None:
        """Cut every connection."""
        assert self._runner is not None
        assert self._pushing is not None
        for task in (self._pushing, *self._handlers):
            task.cancel()
        try:
            with suppress(asyncio.CancelledError):
                await self._pushing
        finally:
            await self._runner.cleanup()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self.stop()
        if error is None and self.failures:
            raise self.failures[0]

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        task = asyncio.current_task()
        assert task is not None
        self._handlers.add(task)
        try:
            return await self._answer(request)
        except (ApiError, web.HTTPException, ConnectionError):
            raise
        except Exception as failure:
            self.failures.append(failure)
            raise
        finally:
            self._handlers.discard(task)
            self.world.changes.happened()

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        parameters = await read_parameters(request)
        asked = request.match_info["method"]
        method = self._names.get(asked.lower(), asked)
        known = request.match_info["token"] == self.token
        call = Call(
            method=method,
            parameters={**parameters.fields, **parameters.files},
            at=self.world.now(),
        )
        self.world.calls.append(call)
        self.world.changes.happened()
        fault = self._faults.take(method) if known else None
        if fault is not None and fault.kind is Kind.RESET_BEFORE:
            return self._cut(request)
        if fault is not None and fault.kind is Kind.BAD_GATEWAY:
            call.status = 502
            return await self._write(request, call, web.Response(status=502, text=PAGE, content_type="text/html"))
        if not known:
            answer = self._refusal(call, ApiError(401, "Unauthorized"))
        else:
            answer = await self._carried_out(call, parameters, fault)
        self.world.changes.happened()
        if fault is not None and fault.kind is Kind.RESET_AFTER:
            return self._cut(request)
        if fault is not None and fault.kind is Kind.SLOW:
            await asyncio.sleep(fault.seconds)
        text = json.dumps(answer)
        if fault is not None and fault.kind is Kind.MALFORMED:
            text = text[: len(text) // 2]
        return await self._write(
            request, call, web.Response(status=call.status or 500, text=text, content_type="application/json")
        )

    async def _carried_out(self, call: Call, parameters: Parameters, fault: Fault | None) -> Fields:
        try:
            if fault is not None and fault.kind is Kind.TOO_MANY:
                seconds = fault.retry_after
                raise ApiError(429, f"Too Many Requests: retry after {seconds}", seconds)
            if fault is not None and fault.kind is Kind.SERVER_ERROR:
                raise ApiError(500, "Internal Server Error")
            if call.method == "getUpdates":
                result: Any = await self._polls.read(parameters)
            else:
                result = self._method(call, parameters)(self.world, parameters)
        except ApiError as refusal:
            return self._refusal(call, refusal)
        call.status = 200
        return {"ok": True, "result": result}

    def _method(self, call: Call, parameters: Parameters) -> Method:
        method = METHODS.get(call.method)
        if method is None:
            raise ApiError(404, "Not Found")
        if self.per_chat_limit is not None and call.method in PACED:
            self._pace.check(self.per_chat_limit, parameters.fields.get("chat_id"))
        return method

    @staticmethod
    def _refusal(call: Call, refusal: ApiError) -> Fields:
        call.status, call.description = refusal.code, refusal.description
        answer: Fields = {"ok": False, "error_code": refusal.code, "description": refusal.description}
        if refusal.retry_after is not None:
            answer["parameters"] = {"retry_after": refusal.retry_after}
        return answer

    @staticmethod
    async def _write(request: web.Request, call: Call, response: web.Response) -> web.Response:
        await response.prepare(request)
        await response.write_eof()
        call.answered = True
        return response

    @staticmethod
    def _cut(request: web.Request) -> web.Response:
        """Abort the connection, so that the client sees a reset and no answer."""
        if request.transport is not None:
            line = request.transport.get_extra_info("socket")
            if line is not None:
                line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            request.transport.abort()
        return web.Response()

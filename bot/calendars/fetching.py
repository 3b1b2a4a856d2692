"""Fetches a calendar from an address that a therapist gave, without letting it reach anything inside.

Rules: https only, by certificate, on the two ports that calendars are served on. Where a connection really goes is
checked at the last moment, when its socket is made: whatever a name resolves to, the first time or the second, and
wherever a redirect leads, an address that is not public is never connected to. One limit on the bytes and one on the
time holds for everything together. Nothing is sent that says who asks: no cookie, no name of the program, and nothing
goes through a proxy that somebody set. The address and the login are secrets: no error holds them, and a redirect to
another server is not given the login.
"""

import asyncio
import socket
import ssl
from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from types import MappingProxyType

from aiohttp import ClientError, ClientResponse, ClientSession, DummyCookieJar, TCPConnector, encode_basic_auth
from aiohttp.abc import AbstractResolver
from aiohttp.connector import AddrInfoType
from pydantic import SecretStr
from yarl import URL

from bot.calendars.addresses import Address, as_address, is_public
from bot.calendars.caldav import calendar_query, calendars_in
from bot.calendars.problems import LARGEST, Problem, Unreadable

PORTS = frozenset({443, 8443})
REDIRECTS = 3
_LONGEST = 2_000
_REDIRECTED = frozenset({301, 302, 303, 307, 308})
_CHUNK = 65_536
_BEGINNING = b"BEGIN:VCALENDAR"
_ASKING = MappingProxyType(
    {"User-Agent": "calendar", "Accept": "text/calendar, */*;q=0.1", "Accept-Encoding": "identity"}
)
_REPORTING = MappingProxyType({"Depth": "1", "Content-Type": "application/xml; charset=utf-8"})


@dataclass(frozen=True, kw_only=True)
class Login:
    """What a calendar's server wants to know before it answers."""

    name: SecretStr
    password: SecretStr


@dataclass(frozen=True, kw_only=True)
class Network:
    """What may be reached, and for how long; a test has a network of its own."""

    allowed: Callable[[Address], bool] = is_public
    ports: Container[int] = PORTS
    certificates: ssl.SSLContext | None = None
    resolver: AbstractResolver | None = None
    seconds: float = 20

    def socket_for(self, info: AddrInfoType) -> socket.socket:
        """The socket for a connection to one address; raises `Unreadable` for one that must not be reached."""
        family, kind, protocol, _, place = info
        address = as_address(str(place[0]))
        if address is None or not self.allowed(address):
            raise Unreadable(Problem.INWARD)
        return socket.socket(family, kind, protocol)


PUBLIC = Network()


async def fetch(
    address: str, *, since: datetime, until: datetime, login: Login | None = None, network: Network = PUBLIC
) -> bytes:
    """The calendar file at an address, or the events between two instants of a calendar on a CalDAV server.

    Raises `Unreadable` for an address that is none or leads inwards, for no answer, and for one that is too big.
    """
    start = calendar_url(address, ports=network.ports)
    connector = TCPConnector(
        socket_factory=network.socket_for,
        resolver=network.resolver,
        ssl=network.certificates or True,
        # One address after the other: the first that leads inwards ends it.
        happy_eyeballs_delay=None,
    )
    try:
        async with (
            asyncio.timeout(network.seconds),
            ClientSession(connector=connector, cookie_jar=DummyCookieJar(), auto_decompress=False) as session,
        ):
            return await _Errand(session=session, network=network, login=login, home=start.origin()).bring(
                start, question=calendar_query(since=since, until=until)
            )
    except (ClientError, OSError):  # a time that ran out is one too
        raise Unreadable(Problem.SILENT) from None


def calendar_url(address: str, *, ports: Container[int] = PORTS) -> URL:
    """An address as it may be asked; raises `Unreadable`. What belongs to a login does not belong in an address."""
    try:
        url = URL(address.strip())
        if url.scheme in {"webcal", "webcals"}:
            url = url.with_scheme("https")
        fits = url.scheme == "https" and url.host and url.user is None and url.password is None and url.port in ports
    except ValueError:
        raise Unreadable(Problem.ADDRESS) from None
    if not fits or len(address) > _LONGEST:
        raise Unreadable(Problem.ADDRESS)
    return url.with_fragment(None)


@dataclass(frozen=True, kw_only=True)
class _Answer:
    url: URL
    status: int
    kind: str
    body: bytes

    def is_calendar(self) -> bool:
        """Whether it is a calendar file: many servers call it something else."""
        begins = self.body.lstrip(b"\xef\xbb\xbf \t\r\n")[: len(_BEGINNING)].upper() == _BEGINNING
        return self.status == HTTPStatus.OK and (self.kind == "text/calendar" or begins)


@dataclass(frozen=True, kw_only=True)
class _Errand:
    """One fetch: the file itself, else the question a CalDAV server answers."""

    session: ClientSession
    network: Network
    login: Login | None
    home: URL

    async def bring(self, start: URL, *, question: bytes) -> bytes:
        file = await self._ask("GET", start, headers=_ASKING)
        if file.is_calendar():
            return file.body
        if file.status == HTTPStatus.UNAUTHORIZED or _ails(file.status):
            raise Unreadable(_why(file.status))
        report = await self._ask("REPORT", file.url, headers={**_ASKING, **_REPORTING}, body=question)
        if report.status == HTTPStatus.MULTI_STATUS:
            return calendars_in(report.body)
        raise Unreadable(_why(file.status, report.status))

    async def _ask(self, method: str, url: URL, *, headers: Mapping[str, str], body: bytes | None = None) -> _Answer:
        for _ in range(REDIRECTS + 1):
            async with self.session.request(
                method, url, headers={**headers, **self._proof(url)}, data=body, allow_redirects=False
            ) as response:
                onward = response.headers.get("Location")
                if response.status not in _REDIRECTED or onward is None:
                    return _Answer(
                        url=url, status=response.status, kind=response.content_type, body=await _body(response)
                    )
                url = self._onward(url, onward)
        raise Unreadable(Problem.ADDRESS)

    def _onward(self, url: URL, location: str) -> URL:
        try:
            joined = url.join(URL(location))
        except ValueError:
            raise Unreadable(Problem.ADDRESS) from None
        return calendar_url(str(joined), ports=self.network.ports)

    def _proof(self, url: URL) -> dict[str, str]:
        """The login, for the server it was given for and no other."""
        if self.login is None or url.origin() != self.home:
            return {}
        name, password = self.login.name.get_secret_value(), self.login.password.get_secret_value()
        if ":" in name:  # the server could not tell where it ends
            raise Unreadable(Problem.LOGIN)
        return {"Authorization": encode_basic_auth(name, password, encoding="utf-8")}


async def _body(response: ClientResponse) -> bytes:
    """What was answered, where it is an answer. Nothing is unpacked: a small parcel can hold any number of bytes."""
    if response.status not in (HTTPStatus.OK, HTTPStatus.MULTI_STATUS):
        return b""
    if response.headers.get("Content-Encoding", "identity") != "identity":
        raise Unreadable(Problem.NOT_ONE)
    body = bytearray()
    async for chunk in response.content.iter_chunked(_CHUNK):
        body += chunk
        if len(body) > LARGEST:
            raise Unreadable(Problem.TOO_BIG)
    return bytes(body)


def _ails(status: int) -> bool:
    """Whether the server is unwell, or busy: later it may answer."""
    return status >= HTTPStatus.INTERNAL_SERVER_ERROR or status == HTTPStatus.TOO_MANY_REQUESTS


def _why(*statuses: int) -> Problem:
    if HTTPStatus.UNAUTHORIZED in statuses or HTTPStatus.FORBIDDEN in statuses:
        return Problem.LOGIN
    if HTTPStatus.NOT_FOUND in statuses or HTTPStatus.GONE in statuses:
        return Problem.GONE
    if _ails(statuses[-1]):
        return Problem.SILENT
    return Problem.NOT_ONE

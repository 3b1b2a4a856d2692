"""Servers elsewhere: real ones, with certificates, on addresses of this machine that stand for inside and outside.

Rules: 127.0.0.1 is the internet, and every other address leads inwards. Names are answered as a test says, each time
anew. Nothing here waits for the clock.
"""

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address
from pathlib import Path
from socket import AF_INET, AI_NUMERICHOST, AddressFamily

from aiohttp import web
from aiohttp.abc import AbstractResolver, ResolveResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from bot.calendars.addresses import Address
from bot.calendars.fetching import Network

OUTSIDE, INSIDE = "127.0.0.1", "127.0.0.2"
NAMES = ("calendar.example", "other.example", "inside.example")

Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a server was asked."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, kw_only=True)
class Server:
    """A server: what it answers to a method and a path, and what it was asked."""

    port: int
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    closing: asyncio.Event = field(default_factory=asyncio.Event)

    def says(self, what: str, body: bytes | str = b"", *, status: int = 200, **headers: str) -> None:
        """Answer "GET /path" with this; an underscore in a header's name stands for a hyphen."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        content = body.encode() if isinstance(body, str) else body

        async def answer(_: web.Request) -> web.StreamResponse:
            return web.Response(body=content, status=status, headers=named)

        self.answers[what] = answer

    async def answer(self, request: web.Request) -> web.StreamResponse:
        self.asked.append(
            Asked(method=request.method, path=request.path, headers=request.headers, body=await request.read())
        )
        known = self.answers.get(f"{request.method} {request.path}")
        return web.Response(status=404) if known is None else await known(request)


class Names(AbstractResolver):
    """Answers names with the addresses a test gave: the first time with the first of its answers, and so on."""

    def __init__(self) -> None:
        self.answers: dict[str, list[list[str]]] = {"calendar.example": [[OUTSIDE]], "inside.example": [[INSIDE]]}

    async def resolve(
        self, host: str, port: int = 0, family: AddressFamily = AddressFamily.AF_UNSPEC
    ) -> list[ResolveResult]:
        known = self.answers.get(host)
        if known is None:
            raise OSError(f"there is no {host}")
        addresses = known.pop(0) if len(known) > 1 else known[0]
        return [
            ResolveResult(hostname=host, host=each, port=port, family=AF_INET, proto=0, flags=AI_NUMERICHOST)
            for each in addresses
        ]

    async def close(self) -> None:
        """Nothing is held."""


@dataclass(frozen=True, kw_only=True)
class Elsewhere:
    """Two servers at the same port, one outside and one inside, and the network between them and us."""

    outside: Server
    inside: Server
    names: Names
    certificates: ssl.SSLContext

    def network(self, *, seconds: float = 20) -> Network:
        """What may be reached: the outside."""
        return Network(
            allowed=is_outside,
            ports={self.outside.port},
            certificates=self.certificates,
            resolver=self.names,
            seconds=seconds,
        )

    def url(self, path: str, host: str = "calendar.example") -> str:
        return f"https://{host}:{self.outside.port}{path}"


def is_outside(address: Address) -> bool:
    return str(address) == OUTSIDE


@asynccontextmanager
async def running(folder: Path) -> AsyncIterator[Elsewhere]:
    """The servers, as long as they are needed."""
    certificate = write_certificate(folder)
    speaking = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    speaking.load_cert_chain(certificate)
    async with AsyncExitStack() as stack:
        outside = await stack.enter_async_context(_served(OUTSIDE, 0, speaking))
        inside = await stack.enter_async_context(_served(INSIDE, outside.port, speaking))
        yield Elsewhere(
            outside=outside,
            inside=inside,
            names=Names(),
            certificates=ssl.create_default_context(cafile=str(certificate)),
        )


@asynccontextmanager
async def _served(host: str, port: int, speaking: ssl.SSLContext) -> AsyncIterator[Server]:
    server: Server | None = None

    async def answer(request: web.Request) -> web.StreamResponse:
        assert server is not None
        return await server.answer(request)

    application = web.Application()
    application.router.add_route("*", "/{path:.*}", answer)
    runner = web.AppRunner(application, shutdown_timeout=0)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port, ssl_context=speaking).start()
        server = Server(port=runner.addresses[0][1])
        yield server
        server.closing.set()
    finally:
        await runner.cleanup()


def write_certificate(folder: Path) -> Path:
    """A certificate for the names and addresses of the tests, with its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "elsewhere")])
    now = datetime.now(UTC)
    places = [
        *(x509.DNSName(each) for each in NAMES),
        *(x509.IPAddress(IPv4Address(each)) for each in (OUTSIDE, INSIDE)),
    ]
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(places), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = folder / "elsewhere.pem"
    file.write_bytes(
        key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()) + certificate.public_bytes(Encoding.PEM)
    )
    return file

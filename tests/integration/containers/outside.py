"""What is outside the containers: PostgreSQL and the object store of the tests, under an address containers can reach.

Both listen on loopback only. Here they are passed on from the address of this machine on the containers' network; the
object store under a certificate for the name containers know this machine by, because its own is for loopback.
"""

from __future__ import annotations

import asyncio
import contextlib
import datetime
import secrets
import ssl
import struct
import threading
from collections.abc import Awaitable, Callable, Generator
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

HOST = "host.docker.internal"
CHUNK = 65536
ASKS_FOR_TLS = struct.pack("!ii", 8, 80877103)
"""PostgreSQL's SSLRequest."""


@dataclass(frozen=True)
class Certificate:
    """A certificate, its key, and the authority that signed it."""

    certificate: Path
    key: Path
    authority: Path


def signed(directory: Path, host: str, *others: str) -> Certificate:
    """A certificate for a host, and for its other names, and an authority of its own, both valid for a day."""
    directory.mkdir(parents=True, exist_ok=True)
    directory.chmod(0o755)  # it is mounted into containers whose user is another one
    authority_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    authority = _certificate(
        f"Authority {secrets.token_hex(4)} of the tests", authority_key, authority_key, issuer=None
    )
    certificate = _certificate(host, key, authority_key, issuer=authority.subject, hosts=(host, *others))
    made = Certificate(directory / f"{host}.pem", directory / f"{host}.key", directory / f"{host}-authority.pem")
    made.certificate.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    made.authority.write_bytes(authority.public_bytes(serialization.Encoding.PEM))
    made.key.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return made


def _certificate(
    name: str,
    key: ec.EllipticCurvePrivateKey,
    signer: ec.EllipticCurvePrivateKey,
    *,
    issuer: x509.Name | None,
    hosts: tuple[str, ...] = (),
) -> x509.Certificate:
    subject, now = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]), datetime.datetime.now(datetime.UTC)
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer or subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(minutes=5))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca=not hosts, path_length=None), critical=True)
    )
    if hosts:
        names = [x509.DNSName(host) for host in hosts]
        builder = builder.add_extension(x509.SubjectAlternativeName(names), critical=False)
    return builder.sign(signer, hashes.SHA256())


@contextlib.contextmanager
def passed_on(
    address: str, port: int, *, certificate: Certificate | None = None, authority: Path | None = None, at: int = 0
) -> Generator[int]:
    """A port of an address that leads to a port of loopback, with TLS on both sides when a certificate is given.

    Args:
        address: of this machine.
        port: of loopback.
        certificate: shown to whoever connects; what comes is passed on as it is without one.
        authority: whom to believe on the other side.
        at: the port; one that is free when absent.
    """
    front = _served_with(certificate) if certificate else None
    back = ssl.create_default_context(cafile=authority) if certificate else None

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await _pass_on(reader, writer, port, back)

    with _listening(address, at, connected, front) as found:
        yield found


@contextlib.contextmanager
def database_passed_on(address: str, port: int, certificate: Certificate, *, at: int = 0) -> Generator[int]:
    """The same for a PostgreSQL: its clients ask for TLS in clear first, and its own server speaks none."""
    front = _served_with(certificate)

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if await reader.readexactly(len(ASKS_FOR_TLS)) == ASKS_FOR_TLS:
            writer.write(b"S")
            await writer.drain()
            await writer.start_tls(front)
            await _pass_on(reader, writer, port, None)
        else:
            writer.close()

    with _listening(address, at, connected, None) as found:
        yield found


def _served_with(certificate: Certificate) -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate.certificate, certificate.key)
    return context


async def _pass_on(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, port: int, back: ssl.SSLContext | None
) -> None:
    inner_reader, inner_writer = await asyncio.open_connection("127.0.0.1", port, ssl=back)
    await asyncio.gather(_copy(reader, inner_writer), _copy(inner_reader, writer))


@contextlib.contextmanager
def _listening(
    address: str,
    port: int,
    connected: Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]],
    front: ssl.SSLContext | None,
) -> Generator[int]:
    async def taken(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        # Told to end, a connection just ends: what calls it asks no cancelled task how it was.
        with contextlib.suppress(OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            await connected(reader, writer)

    loop = asyncio.new_event_loop()
    server = loop.run_until_complete(asyncio.start_server(taken, address, port, ssl=front))
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        asyncio.run_coroutine_threadsafe(_end(server), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)


async def _end(server: asyncio.Server) -> None:
    """Take no more connections, and give those up that are open."""
    server.close()
    open_ones = asyncio.all_tasks() - {asyncio.current_task()}
    for task in open_ones:
        task.cancel()
    await asyncio.gather(*open_ones, return_exceptions=True)


async def _copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError):
        while chunk := await reader.read(CHUNK):
            writer.write(chunk)
            await writer.drain()
    with contextlib.suppress(OSError):
        writer.close()

"""Two real PostgreSQL servers that speak TLS, as RDS has them: each certificate names the server's endpoint alone.

The embedded PostgreSQL speaks no TLS, so these are Debian's. They listen on this machine only; where a name would be
resolved by the cloud's DNS, `hostaddr` in the URL says the address, which leaves what is verified as it is.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Generator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from infra import shell
from infra.local.identity import Identity, unprivileged_identity
from infra.local.programs import Program, running
from tests.integration.environment import free_port

SUPERUSER, PASSWORD = "administrator", "of/the tests"
SECONDS = 60.0
INSTALLED = Path("/usr/lib/postgresql")
SETTINGS = """\
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
ssl = on
ssl_cert_file = '{directory}/server.pem'
ssl_key_file = '{directory}/server.key'
fsync = off
"""
RULES = "hostssl all all 127.0.0.1/32 scram-sha-256\nhostssl replication all 127.0.0.1/32 scram-sha-256\n"


def programs() -> Path | None:
    """Where the newest of Debian's PostgreSQL servers is; None when there is none."""
    found = sorted(INSTALLED.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return found[-1].parent if found else None


@dataclass
class Authority:
    """Signs the servers' certificates."""

    directory: Path
    _key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    @property
    def file(self) -> Path:
        return self.directory / "database.pem"

    def write(self) -> None:
        constraint = x509.BasicConstraints(ca=True, path_length=0)
        made = self._signed(self._named("the tests' authority"), self._key.public_key(), constraint)
        self.file.write_bytes(made.public_bytes(serialization.Encoding.PEM))

    def certify(self, host: str, directory: Path) -> None:
        """Write a server's key, and a certificate for its host and no other name."""
        key = ec.generate_private_key(ec.SECP256R1())
        names = x509.SubjectAlternativeName([x509.DNSName(host)])
        made = self._signed(self._named("database"), key.public_key(), names)
        (directory / "server.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
        private = directory / "server.key"
        private.touch(mode=0o600)
        private.write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
        )

    def _signed(
        self, subject: x509.Name, key: ec.EllipticCurvePublicKey, extension: x509.ExtensionType
    ) -> x509.Certificate:
        now = datetime.now(UTC)
        return (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(self._named("the tests' authority"))
            .public_key(key)
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(hours=1))
            .not_valid_after(now + timedelta(days=1))
            .add_extension(extension, critical=True)
            .sign(self._key, hashes.SHA256())
        )

    @staticmethod
    def _named(name: str) -> x509.Name:
        return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


@dataclass
class TlsServer:
    """One server."""

    host: str
    directory: Path
    port: int
    running: ExitStack = field(default_factory=ExitStack)

    @property
    def data(self) -> Path:
        return self.directory / "data"


class TlsPair:
    """A primary and the standby that streams from it, by region; the first region takes writes."""

    def __init__(self, directory: Path, hosts: Mapping[str, str]) -> None:
        found = programs()
        assert found is not None
        self._programs = found
        self._identity: Identity = unprivileged_identity(found / "postgres", directory)
        self.authority = Authority(directory)
        self._servers = {region: TlsServer(host, directory / region, free_port()) for region, host in hosts.items()}

    def start(self) -> None:
        self.authority.directory.mkdir()
        self.authority.write()
        first, second = self._servers.values()
        for server in (first, second):
            server.directory.mkdir()
            self.authority.certify(server.host, server.directory)
        (first.directory / "password").write_text(PASSWORD)
        self._identity.take(first.directory)
        self._run(
            first, "initdb", "-U", SUPERUSER, "-A", "scram-sha-256", f"--pwfile={first.directory / 'password'}",
            "-D", str(first.data), "--no-sync", "-E", "UTF8", "--locale=C",
        )  # fmt: skip
        self._serve(first)
        source = self.url(next(iter(self._servers)), user=SUPERUSER, password=PASSWORD)
        self._run(second, "pg_basebackup", "-R", "-X", "stream", "-c", "fast", "-D", str(second.data), "-d", source)
        self._serve(second)

    def stop(self) -> None:
        for server in self._servers.values():
            server.running.close()

    def url(self, region: str, *, user: str, password: str, host: str | None = None) -> str:
        """How a server is reached with its certificate verified; under its own name when no other is given."""
        server = self._servers[region]
        return self.here(
            region,
            f"postgresql://{quote(user, safe='')}:{quote(password, safe='')}@{host or server.host}/postgres"
            f"?sslmode=verify-full&sslrootcert={self.authority.file}",
        )

    def here(self, region: str, url: str) -> str:
        """A URL with the port that its server has here, and the address that the cloud's DNS would tell."""
        address, _, query = url.partition("?")
        base, _, database = address.rpartition("/")
        return f"{base}:{self._servers[region].port}/{database}?{query}&hostaddr=127.0.0.1"

    def promote(self, region: str) -> None:
        with self.superuser(region) as connection:
            connection.execute("SELECT pg_promote()")

    def superuser(self, region: str) -> psycopg.Connection[Any]:
        return psycopg.connect(self.url(region, user=SUPERUSER, password=PASSWORD), autocommit=True)

    def _serve(self, server: TlsServer) -> None:
        (server.data / "postgresql.auto.conf").open("a").write(SETTINGS.format(directory=server.directory))
        (server.data / "pg_hba.conf").write_text(RULES)
        self._identity.take(server.directory)
        argv = (
            *self._identity.prefix,
            str(self._programs / "postgres"),
            "-D",
            str(server.data),
            "-p",
            str(server.port),
        )
        program = Program(name="postgres", argv=argv, directory=server.directory)
        region = next(name for name, one in self._servers.items() if one is server)
        server.running.enter_context(running(program, server.directory / "log", lambda: self._refusal(region), SECONDS))

    def _run(self, server: TlsServer, program: str, *words: str) -> None:
        self._identity.take(server.directory)
        command = [*self._identity.prefix, str(self._programs / program), *words]
        shell.run(
            command, directory=server.directory, environment={"PATH": os.environ["PATH"], "HOME": str(server.directory)}
        )

    def _refusal(self, region: str) -> str | None:
        try:
            self.superuser(region).close()
        except psycopg.OperationalError as error:
            return str(error)
        return None


@contextmanager
def tls_pair(directory: Path, hosts: Mapping[str, str]) -> Generator[TlsPair]:
    """The servers while the block runs.

    Args:
        directory: where their files are.
        hosts: the endpoint that each certificate names, by region, the one that takes writes first.
    """
    pair = TlsPair(directory, hosts)
    try:
        pair.start()
        yield pair
    finally:
        pair.stop()
        shutil.rmtree(directory, ignore_errors=True)

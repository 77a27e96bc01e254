"""The local certificate authority and the certificates of the services.

The authority may sign only names of this machine (a critical name constraint), so trusting it in a browser gives its
key no power over other sites. It is never installed into a trust store; `trust_advice` says how to. Keys are kept in
memory, each beside its certificate (some programs insist on that), and that of the authority also in `.env`.
"""

from __future__ import annotations

import base64
import ipaddress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from infra.local import memory
from infra.local.errors import AuthorityKeyDamagedError, AuthorityKeyMissingError
from infra.local.files import write_atomically

AUTHORITY_DAYS = 3650
LEAF_DAYS = 397
RENEW_DAYS = 30
AUTHORITY_RENEW_DAYS = LEAF_DAYS + RENEW_DAYS
PUBLIC_FILE = 0o644
HOSTS = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True)
class KeyPair:
    """The files of a certificate: its chain and its private key, PEM."""

    certificate_file: Path
    key_file: Path


@dataclass(frozen=True)
class Authority:
    """The local certificate authority, kept in a directory."""

    directory: Path

    @property
    def files(self) -> KeyPair:
        """The authority's own certificate and key."""
        return KeyPair(self.directory / "authority.pem", memory.beside(self.directory) / "authority.key")

    @property
    def ca_file(self) -> Path:
        """The certificate a client must trust."""
        return self.files.certificate_file

    def keep_key(self, key: str) -> None:
        """Have the authority sign with a key that `authority_key` made. Certificates signed with another are renewed.

        Raises:
            AuthorityKeyDamagedError: it is not such a key.
        """
        try:
            loaded = serialization.load_der_private_key(base64.b64decode(key), password=None)
        except ValueError as error:
            raise AuthorityKeyDamagedError from error
        write_atomically(memory.ensure(self.directory) / self.files.key_file.name, _pem(loaded))

    def ensure(self, now: datetime | None = None) -> bool:
        """Make the authority, or renew it when it would not outlive a new certificate; its key stays what it is.

        Returns:
            Whether it was made now; every certificate must then be signed again.
        """
        moment = now or datetime.now(UTC)
        existing = _read(self.files)
        if existing is not None and _expires_after(existing, moment, AUTHORITY_RENEW_DAYS):
            return False
        key = _key(self.files.key_file) or ec.generate_private_key(ec.SECP256R1())
        name = _name("Syndic local certificate authority")
        certificate = (
            _builder(name, name, key.public_key(), moment, AUTHORITY_DAYS)
            .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
            .add_extension(_key_usage(authority=True), critical=True)
            .add_extension(x509.NameConstraints(_permitted(), None), critical=True)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(key.public_key()), critical=False)
            .sign(key, hashes.SHA256())
        )
        self._write(self.files, certificate, key)
        return True

    def files_of(self, name: str) -> KeyPair:
        """Where the certificate of a service is, made or not."""
        directory = memory.beside(self.directory)
        return KeyPair(directory / f"{name}.pem", directory / f"{name}.key")

    def certificate(self, name: str, now: datetime | None = None) -> KeyPair:
        """The certificate of a service for localhost, made or renewed when it is missing, foreign or near expiry."""
        moment = now or datetime.now(UTC)
        self.ensure(moment)
        files = self.files_of(name)
        issuer = self._certificate()
        existing = _read(files)
        if existing is None or not _expires_after(existing, moment, RENEW_DAYS) or not _issued_by(existing, issuer):
            self._issue(files, name, issuer, moment)
        return files

    def serial(self, name: str) -> str | None:
        """Serial number of a certificate, hexadecimal; None when it is missing or its key does not belong to it."""
        existing = _read(self.files_of(name))
        return None if existing is None else f"{existing.serial_number:x}"

    def signed(self, name: str) -> bool:
        """Whether a certificate is there and signed by this authority."""
        existing = _read(self.files_of(name))
        return existing is not None and _issued_by(existing, self._certificate())

    def renew(self, name: str, subject: str) -> None:
        """Make a new key and certificate, whatever is there.

        Args:
            name: of the files.
            subject: the service it is for.
        """
        self._issue(self.files_of(name), subject, self._certificate(), datetime.now(UTC))

    def copy(self, source: str, target: str) -> None:
        """Replace the key and then the certificate of a service by those of another name."""
        given, taken = self.files_of(source), self.files_of(target)
        write_atomically(taken.key_file, given.key_file.read_bytes())
        write_atomically(taken.certificate_file, given.certificate_file.read_bytes(), PUBLIC_FILE)

    def remove(self, name: str) -> None:
        """Remove a key and its certificate; none is fine."""
        for path in (self.files_of(name).key_file, self.files_of(name).certificate_file):
            path.unlink(missing_ok=True)

    def _certificate(self) -> x509.Certificate:
        return x509.load_pem_x509_certificate(self.ca_file.read_bytes())

    def _issue(self, files: KeyPair, name: str, issuer: x509.Certificate, moment: datetime) -> None:
        authority_key = _key(self.files.key_file)
        if authority_key is None:
            raise AuthorityKeyMissingError(self.files.key_file)
        key = ec.generate_private_key(ec.SECP256R1())
        certificate = (
            _builder(_name(f"Syndic local {name}"), issuer.subject, key.public_key(), moment, LEAF_DAYS)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(_key_usage(authority=False), critical=True)
            .add_extension(
                x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH, ExtendedKeyUsageOID.CLIENT_AUTH]),
                critical=False,
            )
            .add_extension(x509.SubjectAlternativeName([_general_name(host) for host in HOSTS]), critical=False)
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(authority_key.public_key()), critical=False
            )
            .sign(authority_key, hashes.SHA256())
        )
        self._write(files, certificate, key)

    def _write(self, files: KeyPair, certificate: x509.Certificate, key: ec.EllipticCurvePrivateKey) -> None:
        memory.ensure(self.directory)
        write_atomically(files.key_file, _pem(key))
        write_atomically(files.certificate_file, certificate.public_bytes(serialization.Encoding.PEM), PUBLIC_FILE)


def authority_key() -> str:
    """A new key of an authority, as text that fits into one line."""
    key = ec.generate_private_key(ec.SECP256R1())
    form = serialization.PrivateFormat.PKCS8
    return base64.b64encode(key.private_bytes(serialization.Encoding.DER, form, serialization.NoEncryption())).decode()


def trust_advice(ca_file: Path) -> tuple[str, ...]:
    """How a user can make browsers accept the certificates, in lines; nothing is installed on its own."""
    return (
        f"Browsers warn until they trust {ca_file}, which can only sign names of this machine.",
        "Firefox, Chromium: Settings, Certificates, Authorities, Import.",
        f"Debian: sudo cp {ca_file} /usr/local/share/ca-certificates/syndic.crt && sudo update-ca-certificates",
        f"macOS: security add-trusted-cert -k ~/Library/Keychains/login.keychain-db {ca_file}",
    )


def _name(common_name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common_name)])


def _general_name(host: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(host))
    except ValueError:
        return x509.DNSName(host)


def _permitted() -> list[x509.GeneralName]:
    networks = [ipaddress.ip_network("127.0.0.0/8"), ipaddress.ip_network("::1/128")]
    return [x509.DNSName("localhost"), *(x509.IPAddress(network) for network in networks)]


def _builder(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey, moment: datetime, days: int
) -> x509.CertificateBuilder:
    # Starts a little early, so that a clock set back by minutes does not refuse it.
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(moment - timedelta(hours=1))
        .not_valid_after(moment + timedelta(days=days))
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
    )


def _key_usage(*, authority: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not authority,
        key_cert_sign=authority,
        crl_sign=authority,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _read(files: KeyPair) -> x509.Certificate | None:
    """The certificate of a pair; None when either file is missing, unreadable or they do not belong together."""
    try:
        certificate = x509.load_pem_x509_certificate(files.certificate_file.read_bytes())
        key = serialization.load_pem_private_key(files.key_file.read_bytes(), password=None)
    except (OSError, ValueError):
        return None
    return certificate if certificate.public_key() == key.public_key() else None


def _expires_after(certificate: x509.Certificate, moment: datetime, days: int) -> bool:
    return certificate.not_valid_after_utc > moment + timedelta(days=days)


def _issued_by(certificate: x509.Certificate, issuer: x509.Certificate) -> bool:
    try:
        certificate.verify_directly_issued_by(issuer)
    except (InvalidSignature, ValueError, TypeError):
        return False
    return True


def _key(path: Path) -> ec.EllipticCurvePrivateKey | None:
    """The key in a file; None when there is none that can sign."""
    try:
        key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    except (OSError, ValueError):
        return None
    return key if isinstance(key, ec.EllipticCurvePrivateKey) else None


def _pem(key: PrivateKeyTypes) -> bytes:
    form = serialization.PrivateFormat.PKCS8
    return key.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption())

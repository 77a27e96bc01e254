"""The configuration files of the embedded object store, as values."""

from __future__ import annotations

import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from infra.local.certificates import KeyPair

KEYS = ("jwt.signing", "jwt.filer_signing", "jwt.filer_signing.read", "s3.sse")
GRPC_PARTS = ("master", "volume", "filer", "s3", "client")
HTTPS_PARTS = ("master", "volume", "filer", "client")


@dataclass(frozen=True)
class AccessKey:
    """A key of the S3 interface."""

    access_key_id: str
    secret_access_key: str

    @classmethod
    def generate(cls) -> AccessKey:
        """A new random key."""
        return cls(f"SYN{secrets.token_hex(8).upper()}", secrets.token_urlsafe(30))


@dataclass(frozen=True)
class StoreIdentity:
    """Somebody who uses the S3 interface: what it may do, and its keys, more than one while one replaces another."""

    name: str
    actions: tuple[str, ...]
    keys: tuple[AccessKey, ...]


WRITTEN = {
    "api": ("evidence",),
    "worker": ("executions",),
    "cron": ("audit",),
    "retention": ("evidence", "executions", "drills", "audit/deletions"),
}
"""What the keys begin with that each process writes objects under; retention deletes there."""


def process_identity(process: str, bucket: str, keys: tuple[AccessKey, ...]) -> StoreIdentity:
    """What a process may do: the API reads everything, for downloads and verification; each writes its own objects."""
    written = WRITTEN[process]
    read = (
        (f"Read:{bucket}",)
        if process == "api"
        else tuple(f"Read:{bucket}/{prefix}/*" for prefix in (*written, "readiness"))
    )
    # Names are hashes of content and tell nothing; a list is how a process finds out whether there is a bucket.
    return StoreIdentity(
        process, (f"List:{bucket}", *read, *(f"Write:{bucket}/{prefix}/*" for prefix in written)), keys
    )


def backup_identity(bucket: str, backups: str, keys: tuple[AccessKey, ...]) -> StoreIdentity:
    """What the command that makes backups may do: read all data, and keep backups. It can change no data."""
    kept = tuple(f"{action}:{backups}" for action in ("Read", "Write", "List"))
    return StoreIdentity("backup", (f"List:{bucket}", f"Read:{bucket}", *kept), keys)


def bucket_identity(name: str, bucket: str, key: AccessKey) -> StoreIdentity:
    """Somebody who may read and write everything in the bucket."""
    return StoreIdentity(name, tuple(f"{action}:{bucket}" for action in ("Read", "Write", "List", "Tagging")), (key,))


def identities(administrator: AccessKey, others: Sequence[StoreIdentity]) -> dict[str, object]:
    """The identities of the S3 interface; only the administrator may do everything."""
    everyone = (StoreIdentity("administrator", ("Admin",), (administrator,)), *others)
    return {"identities": [_identity(identity) for identity in everyone]}


def security_toml(ca_file: Path, certificate: KeyPair, keys: dict[str, str]) -> str:
    """How the parts of the store trust each other: signed requests, and certificates on both sides of a connection.

    Args:
        ca_file: the authority that signs the certificates.
        certificate: the store's own, used as server and as client.
        keys: a random secret for each of KEYS.
    """
    pair = {"cert": str(certificate.certificate_file), "key": str(certificate.key_file)}
    sections: dict[str, dict[str, str | bool]] = {name: {"key": key} for name, key in keys.items()}
    sections["grpc"] = {"ca": str(ca_file)}
    sections |= {f"grpc.{part}": {**pair} for part in GRPC_PARTS}
    sections |= {f"https.{part}": {**pair, "ca": str(ca_file)} for part in HTTPS_PARTS}
    sections["https.client"]["enabled"] = True
    return "\n".join(_section(name, values) for name, values in sections.items())


def _identity(identity: StoreIdentity) -> dict[str, object]:
    credentials = [{"accessKey": key.access_key_id, "secretKey": key.secret_access_key} for key in identity.keys]
    return {"name": identity.name, "credentials": credentials, "actions": list(identity.actions)}


def _section(name: str, values: dict[str, str | bool]) -> str:
    # A JSON string or boolean is a TOML string or boolean.
    return "\n".join([f"[{name}]", *(f"{key} = {json.dumps(value)}" for key, value in values.items()), ""])

"""The configuration files of the embedded object store, as values."""

from __future__ import annotations

import json
import secrets
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


def identities(administrator: AccessKey, platform: AccessKey, bucket: str) -> dict[str, object]:
    """The keys of the S3 interface and what each may do; the platform's reaches one bucket."""
    scoped = [f"{action}:{bucket}" for action in ("Read", "Write", "List", "Tagging")]
    return {
        "identities": [
            _identity("administrator", administrator, ["Admin"]),
            _identity("platform", platform, scoped),
        ]
    }


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


def _identity(name: str, key: AccessKey, actions: list[str]) -> dict[str, object]:
    credentials = {"accessKey": key.access_key_id, "secretKey": key.secret_access_key}
    return {"name": name, "credentials": [credentials], "actions": actions}


def _section(name: str, values: dict[str, str | bool]) -> str:
    # A JSON string or boolean is a TOML string or boolean.
    return "\n".join([f"[{name}]", *(f"{key} = {json.dumps(value)}" for key, value in values.items()), ""])

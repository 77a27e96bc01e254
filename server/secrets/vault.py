"""Secrets of the key-value engine (version 2) of OpenBao or Vault: `vault:path#key`."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from pydantic import SecretStr

from server.secrets.errors import SecretNotFoundError
from server.secrets.references import Reference
from server.secrets.store import ABSENT, SecretStore, SecretVersion, StoredSecret
from server.secrets.vault_session import VaultSession


class VaultStore(SecretStore):
    """Reads and writes one mount of the key-value engine; writing is check-and-set."""

    def __init__(self, session: VaultSession, mount: str) -> None:
        self._session = session
        self._mount = mount

    def read(self, reference: Reference) -> StoredSecret:
        """The newest version of the secret, as JSON."""
        path = reference.location
        answer = self._session.call(
            lambda client: client.secrets.kv.v2.read_secret_version(
                path, mount_point=self._mount, raise_on_deleted_version=True
            ),
            str(reference),
            "read",
            f'path "{self._mount}/data/{path}" {{ capabilities = ["read"] }}',
        )
        data, metadata = answer["data"]["data"], answer["data"]["metadata"]
        return StoredSecret(SecretStr(json.dumps(data)), str(metadata["version"]), _time(metadata["created_time"]))

    def write(self, reference: Reference, value: SecretStr, expected_version: str | None) -> str:
        """Add a version; with an expected one the server itself compares (check-and-set)."""
        path = reference.location
        check = self._deleted_version(reference) if expected_version == ABSENT else expected_version
        keys = json.loads(value.get_secret_value())
        answer = self._session.call(
            lambda client: client.secrets.kv.v2.create_or_update_secret(
                path, keys, cas=None if check is None else int(check), mount_point=self._mount
            ),
            str(reference),
            "write",
            f'path "{self._mount}/data/{path}" {{ capabilities = ["create", "update"] }}',
        )
        return str(answer["data"]["version"])

    def versions(self, reference: Reference) -> list[SecretVersion]:
        """Every version that is neither deleted nor destroyed."""
        metadata = self._metadata(reference)
        current = metadata["current_version"]
        return [
            SecretVersion(version, _time(facts["created_time"]), current=int(version) == current)
            for version, facts in sorted(metadata["versions"].items(), key=lambda item: int(item[0]), reverse=True)
            if not facts["deletion_time"] and not facts["destroyed"]
        ]

    def describe(self, reference: Reference) -> SecretVersion:
        """The newest version, from the secret's metadata."""
        for version in self.versions(reference):
            if version.current:
                return version
        raise SecretNotFoundError(str(reference), "Its newest version was deleted: `bao kv undelete` brings it back.")

    def renewal_due_seconds(self) -> float | None:
        """When the token must be renewed."""
        return self._session.renewal_due_seconds()

    def _metadata(self, reference: Reference) -> dict[str, Any]:
        path = reference.location
        answer = self._session.call(
            lambda client: client.secrets.kv.v2.read_secret_metadata(path, mount_point=self._mount),
            str(reference),
            "list versions of",
            f'path "{self._mount}/metadata/{path}" {{ capabilities = ["read"] }}',
        )
        return answer["data"]

    def _deleted_version(self, reference: Reference) -> int:
        """The number to compare with when there is no secret: versions keep counting after one was deleted."""
        try:
            return int(self._metadata(reference)["current_version"])
        except SecretNotFoundError:
            return 0


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text)

"""Database credentials that OpenBao or Vault makes: `vault-database:role#username` and `#password`.

A role of the database engine yields a new login per process, which lives as long as its lease is renewed. The same
credentials are returned while they are good; before their lease or the token behind it ends, new ones are made, so that
the old ones still work while a process moves over. Static roles (`static-creds/role`) keep their login, and the server
changes its password.
"""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import hvac
from pydantic import SecretStr

from server.secrets.errors import SecretError, UnsupportedOperationError
from server.secrets.references import Reference
from server.secrets.store import SecretStore, SecretVersion, StoredSecret
from server.secrets.vault_session import RENEW_AT, VaultSession

_STATIC = "static-creds/"
_DYNAMIC = "creds/"


@dataclass
class _Lease:
    """Credentials of this process and how long they last, in seconds of the monotonic clock."""

    secret: StoredSecret
    id: str
    seconds: float
    renew_at: float
    login: int


class VaultDatabaseStore(SecretStore):
    """Obtains credentials from one mount of the database engine."""

    def __init__(self, session: VaultSession, mount: str) -> None:
        self._session = session
        self._mount = mount
        self._leases: dict[str, _Lease] = {}

    def read(self, reference: Reference) -> StoredSecret:
        """Username and password as JSON: the ones this process has, or new ones when those are about to end."""
        if reference.location.startswith(_STATIC):
            return self._static(reference)
        role = reference.location.removeprefix(_DYNAMIC)
        lease = self._leases.get(role)
        if lease is None or not self._still_good(lease):
            lease = self._leases[role] = self._issue(role, reference)
        return lease.secret

    def write(self, reference: Reference, value: SecretStr, expected_version: str | None) -> str:  # noqa: ARG002 - the interface's
        """Not possible: the server chooses the password."""
        raise UnsupportedOperationError(
            f"{reference} is made by the database engine and cannot be set. Ask it for another password: "
            f"`bao write -f {self._mount}/rotate-role/ROLE` (static role), or restart the process (role)."
        )

    def describe(self, reference: Reference) -> SecretVersion:
        """The credentials of this process: a role is asked for some when it has none yet."""
        stored = self.read(reference)
        return SecretVersion(stored.version, stored.created_at, current=True)

    def renewal_due_seconds(self) -> float | None:
        """When the first lease or the token must be renewed."""
        due = [max(0.0, lease.renew_at - time.monotonic()) for lease in self._leases.values()]
        token = self._session.renewal_due_seconds()
        return min([*due, *([token] if token is not None else [])], default=None)

    def _static(self, reference: Reference) -> StoredSecret:
        answer = self._ask(reference, reference.location)
        data = answer["data"]
        changed = data["last_vault_rotation"]
        return StoredSecret(_credentials(data), changed, datetime.fromisoformat(changed))

    def _issue(self, role: str, reference: Reference) -> _Lease:
        answer = self._ask(reference, _DYNAMIC + role)
        seconds = float(answer["lease_duration"])
        return _Lease(
            secret=StoredSecret(_credentials(answer["data"]), answer["lease_id"].rpartition("/")[2], datetime.now(UTC)),
            id=answer["lease_id"],
            seconds=seconds,
            renew_at=time.monotonic() + seconds * RENEW_AT,
            login=self._session.logins,
        )

    def _still_good(self, lease: _Lease) -> bool:
        """Whether the credentials can be used on, after renewing their lease when it is time."""
        if time.monotonic() >= lease.renew_at and not self._renew(lease):
            return False
        # Whatever an earlier token obtained ends with it.
        return lease.login == self._session.logins

    def _renew(self, lease: _Lease) -> bool:
        def request(client: hvac.Client) -> Any:  # noqa: ANN401 - the server's JSON
            return client.sys.renew_lease(lease.id, increment=int(lease.seconds))

        try:
            answer = self._session.call(request, "the lease of database credentials", "renew", "sys/leases/renew")
        except SecretError:
            return False  # A server that is out shows when new ones are asked for.
        seconds = float(answer["lease_duration"])
        lease.renew_at = time.monotonic() + seconds * RENEW_AT
        # Near the role's max_ttl a lease is renewed to less and less; then it is time for new credentials.
        return seconds >= lease.seconds / 2

    def _ask(self, reference: Reference, path: str) -> dict[str, Any]:
        return self._session.call(
            lambda client: client.adapter.get(f"/v1/{self._mount}/{path}"),
            str(reference),
            "read",
            f'path "{self._mount}/{path}" {{ capabilities = ["read"] }}',
        )


def _credentials(data: dict[str, Any]) -> SecretStr:
    return SecretStr(json.dumps({"username": data["username"], "password": data["password"]}))

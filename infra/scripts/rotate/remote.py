"""Every credential of an environment away from this machine that is rotated from here, found in its declaration."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from infra.environments.environment import Environment
from infra.environments.resolution import resolve
from infra.local.postgresql import Role
from infra.scripts.rotate.credential import Credential
from infra.scripts.rotate.database_role import Administrator, DatabaseRole
from infra.scripts.rotate.errors import NotConfiguredError, PlaceRefusedError, UnsuitableReferenceError
from infra.scripts.rotate.fleet import Fleet
from infra.scripts.rotate.iam_access_key import IamAccessKey
from infra.scripts.rotate.place import KEY_ID, KEYS, PASSWORD, SECRET, URL, USER, StorePlace, UrlPlace, without_user
from infra.scripts.rotate.signing_keys import SigningKeys
from infra.scripts.stores import open_stores
from server.secrets.errors import SecretError
from server.secrets.references import fill
from server.settings import Process, Reference, Scheme, references_in

ADMINISTRATOR_URL = "SYNDIC_ADMINISTRATOR_DATABASE_URL"
METRICS_ADDRESSES = "SYNDIC_METRICS_ADDRESSES"

ROLES = {
    Process.MIGRATE: Role.OWNER,
    Process.API: Role.API,
    Process.WORKER: Role.WORKER,
    Process.CRON: Role.CRON,
    Process.RETENTION: Role.RETENTION,
}
SERVING = (Process.API, Process.WORKER, Process.CRON)
STORES = frozenset({Scheme.VAULT, Scheme.AWS, Scheme.AZURE})
"""Where rotation writes. A login that a store makes itself (vault-database) is rotated by the store."""


@dataclass
class Found:
    """What can be rotated from here, and what cannot, as sentences."""

    administrator: Administrator
    credentials: list[Credential] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)


def find_credentials(environment: Environment) -> Found:
    """The credentials that an environment declares.

    Raises:
        NotConfiguredError: the rotator was not told where the database or the processes are.
        UnsuitableReferenceError: a secret is declared in a form that cannot be replaced in one step.
    """
    return _Search(environment).run()


class _Search:
    def __init__(self, environment: Environment) -> None:
        self._environment = environment
        primary = next(region for region in environment.regions if region.role == "primary")
        self._stated = {
            process: {name: stated.value for name, stated in resolve(environment, primary, process).items()}
            for process in Process
        }
        self._stores = open_stores(environment)
        self._addresses = _metrics_addresses()
        self._found = Found(Administrator(self._administrator_url()))

    def run(self) -> Found:
        """Look at every process."""
        for region in self._environment.regions:
            for setting in region.secrets:
                why = f"the region {region.name} states one of its own, and regions are rotated together"
                raise UnsuitableReferenceError(setting, region.name, why)
        for process, role in ROLES.items():
            self._database_role(process, role)
        for process in SERVING:
            self._access_key(process)
        self._signing_keys()
        self._found.elsewhere += [
            "tls-server, tls-proxy: cert-manager renews the certificates of a cluster, a cloud those of its balancers.",
            "operator tokens: whoever holds one makes another in the console and revokes the old one.",
        ]
        return self._found

    def _database_role(self, process: Process, role: Role) -> None:
        setting = "DATABASE_OWNER_URL" if process is Process.MIGRATE else "DATABASE_URL"
        value = self._stated[process].get(setting, "")
        references = references_in(value)
        if not references or references[0].scheme not in STORES:
            self._found.elsewhere.append(f"database-{role.name.lower()}: {_reason(setting, process, references)}")
            return
        place, address = self._login(setting, process, value, references)
        self._check_replica(process, references[0])
        credential = DatabaseRole(role, place, self._found.administrator, address, self._fleet(process))
        self._found.credentials.append(credential)

    def _login(
        self, setting: str, process: Process, value: str, references: list[Reference]
    ) -> tuple[StorePlace | UrlPlace, Callable[[], str]]:
        if str(references[0]) == value:
            kept = UrlPlace(StorePlace(self._stores, {URL: references[0]}))
            return kept, lambda: without_user(kept.read()[URL])
        user, separator, password = value.partition("://")[2].rpartition("@")[0].partition(":{")
        if len(references) != 2 or not separator or not user.startswith("{") or not password.endswith("}"):
            why = "its URL does not have exactly a reference each for user and password"
            raise UnsuitableReferenceError(setting, process, why)
        place = StorePlace(self._stores, dict(zip((USER, PASSWORD), references, strict=True)))
        return place, lambda: without_user(value)

    def _check_replica(self, process: Process, kept: Reference) -> None:
        value = self._stated[process].get("DATABASE_REPLICA_URL", "")
        if any((other.scheme, other.location) != (kept.scheme, kept.location) for other in references_in(value)):
            why = "it is another secret than DATABASE_URL, so both cannot change in one step; refer to the same one"
            raise UnsuitableReferenceError("DATABASE_REPLICA_URL", process, why)

    def _access_key(self, process: Process) -> None:
        names = {KEY_ID: "OBJECT_STORE_ACCESS_KEY_ID", SECRET: "OBJECT_STORE_SECRET_ACCESS_KEY"}
        values = {meaning: self._stated[process].get(name, "") for meaning, name in names.items()}
        references = {meaning: found[0] for meaning, value in values.items() if (found := references_in(value))}
        name = f"object-store-{process}"
        if not references:
            self._found.elsewhere.append(f"{name}: the process signs in with its workload identity; there is no key.")
        elif self._stated[process].get("OBJECT_STORE_ENDPOINT"):
            self._found.elsewhere.append(f"{name}: the store is no service of AWS; make its keys with its own tools.")
        elif len(references) != len(names) or {found.scheme for found in references.values()} - STORES:
            self._found.elsewhere.append(f"{name}: {_reason(names[SECRET], process, list(references.values()))}")
        else:
            self._found.credentials.append(
                IamAccessKey(process, StorePlace(self._stores, references), self._fleet(process))
            )

    def _signing_keys(self) -> None:
        setting = "SESSION_SIGNING_KEYS"
        value = self._stated[Process.API].get(setting, "")
        references = references_in(value)
        if not references or references[0].scheme not in STORES:
            self._found.elsewhere.append(f"session-signing-keys: {_reason(setting, Process.API, references)}")
            return
        place = StorePlace(self._stores, {KEYS: references[0]})
        self._found.credentials.append(SigningKeys(place, self._found.administrator, self._fleet(Process.API)))

    def _fleet(self, process: Process) -> Fleet:
        if process not in SERVING:
            return Fleet(dict)
        address = self._addresses.get(process)
        if address is None:
            why = f"it has no address of {process}, so nobody could prove that it uses a new credential"
            raise NotConfiguredError(METRICS_ADDRESSES, why)
        return Fleet(lambda: _instances(process, address))

    def _administrator_url(self) -> str:
        given = os.environ.get(ADMINISTRATOR_URL)
        if not given:
            raise NotConfiguredError(ADMINISTRATOR_URL, "login roles are changed by an administrator of the database")
        try:
            return fill(given, lambda found: self._stores.of(found).get(found).value.get_secret_value())
        except SecretError as error:
            failure = PlaceRefusedError(str(error))
        raise failure


def _reason(setting: str, process: Process, references: list[Reference]) -> str:
    if references and references[0].scheme is Scheme.VAULT_DATABASE:
        return "the store makes a login for each process and ends it; there is nothing to rotate."
    return f"{setting} of {process} is no reference to a store that rotation writes to (vault, aws, azure)."


def _metrics_addresses() -> dict[str, str]:
    """`api=http://api.syndic:9000,worker=…` as a mapping."""
    pairs = (entry.partition("=") for entry in os.environ.get(METRICS_ADDRESSES, "").split(",") if entry.strip())
    return {name.strip(): address.strip().rstrip("/") for name, _, address in pairs}


def _instances(process: Process, address: str) -> dict[str, str]:
    """Every instance behind a name, such as a headless service; the name itself when it leads nowhere."""
    parts = urlsplit(address)
    port = parts.port or 80
    try:
        found = socket.getaddrinfo(parts.hostname, port, type=socket.SOCK_STREAM)
    except OSError:
        return {f"{process} at {parts.hostname}": f"{address}/metrics"}
    hosts = sorted({str(entry[4][0]) for entry in found})
    return {
        f"{process} at {host}": f"{parts.scheme}://{f'[{host}]' if ':' in host else host}:{port}/metrics"
        for host in hosts
    }

"""The stores a process uses, opened when the first reference of their kind is read.

Opening one imports its client, so a process pays for the stores it uses and no others.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import SecretStr

from server.secrets.metrics import STORE_FAILURES
from server.secrets.references import Reference, Scheme
from server.secrets.store import SecretStore
from server.settings import SecretStoreSettings

if TYPE_CHECKING:
    from server.secrets.vault_session import VaultSession


@dataclass
class LoadedSecrets:
    """What settings were loaded with: the open stores, and the last text of each setting that may be secret."""

    stores: SecretStores
    values: dict[str, SecretStr] = field(default_factory=dict)


class SecretStores:
    """Opens and keeps one store per kind of reference. Not safe for use by several threads at once."""

    def __init__(self, settings: SecretStoreSettings) -> None:
        self._settings = settings
        self._stores: dict[Scheme, SecretStore] = {}
        self._session: VaultSession | None = None

    def of(self, reference: Reference) -> SecretStore:
        """The store a reference is read from and written to.

        Raises:
            StoreNotConfiguredError: a setting the store needs is missing.
        """
        store = self._stores.get(reference.scheme)
        if store is None:
            STORE_FAILURES.labels(store=reference.scheme)
            store = self._stores[reference.scheme] = self._open(reference.scheme)
        return store

    def renewal_due_seconds(self) -> float | None:
        """Seconds until something a store handed out must be renewed by reading again; None when nothing expires."""
        due = [store.renewal_due_seconds() for store in self._stores.values()]
        return min((seconds for seconds in due if seconds is not None), default=None)

    def close(self) -> None:
        """Give back tokens and leases, and close connections. The stores open again when they are used again."""
        for store in self._stores.values():
            store.close()
        if self._session is not None:
            self._session.close()
        self._stores, self._session = {}, None

    def _open(self, scheme: Scheme) -> SecretStore:
        match scheme:
            case Scheme.VAULT:
                from server.secrets.vault import VaultStore

                return VaultStore(self._vault_session(), self._settings.vault_kv_mount)
            case Scheme.VAULT_DATABASE:
                from server.secrets.vault_database import VaultDatabaseStore

                return VaultDatabaseStore(self._vault_session(), self._settings.vault_database_mount)
            case Scheme.AWS:
                from server.secrets.aws import AwsStore

                return AwsStore(self._settings)
            case Scheme.AZURE:
                from server.secrets.azure import AzureStore

                return AzureStore(self._settings)
            case Scheme.ENVIRONMENT:
                from server.secrets.environment import EnvironmentStore

                file = os.environ.get("SYNDIC_ENV_FILE")
                return EnvironmentStore(Path(file) if file else None)
            case Scheme.FILE:
                from server.secrets.file import FileStore

                return FileStore()

    def _vault_session(self) -> VaultSession:
        """One login serves the key-value and the database engine."""
        if self._session is None:
            from server.secrets.vault_session import VaultSession

            self._session = VaultSession(self._settings)
        return self._session

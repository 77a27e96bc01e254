"""Secrets of Azure Key Vault: `azure:vault/name` and `azure:vault/name#key`.

The identity is the workload's own, found by the Azure SDK in its usual order: environment variables, workload identity
(AKS), managed identity, the developer's `az login`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from azure.core.credentials import TokenCredential
from azure.core.exceptions import (
    AzureError,
    ClientAuthenticationError,
    HttpResponseError,
    ResourceNotFoundError,
    ServiceRequestError,
    ServiceResponseError,
)
from azure.core.pipeline.transport import HttpTransport
from azure.identity import DefaultAzureCredential
from azure.keyvault.secrets import SecretClient
from pydantic import SecretStr

from server.secrets.errors import (
    AccessDeniedError,
    AuthenticationError,
    SecretConflictError,
    SecretError,
    SecretNotFoundError,
    SecretRefusedError,
    SecretUnreadableError,
    StoreUnavailableError,
    StoreUntrustedError,
)
from server.secrets.references import Reference
from server.secrets.store import ABSENT, SecretStore, SecretVersion, StoredSecret
from server.settings import SecretStoreSettings

T = TypeVar("T")

_TRUST = "Set REQUESTS_CA_BUNDLE to the certificates (PEM) of its authority."
_LOGIN = "Give the workload a managed or workload identity (AZURE_CLIENT_ID), or sign in with `az login`."


class AzureStore(SecretStore):
    """Reads and writes secrets of any vault the identity may use.

    Key Vault cannot compare versions when it writes: an expected version is compared right before, so of two writers
    in the same instant the later one wins.
    """

    def __init__(self, settings: SecretStoreSettings, transport: HttpTransport[Any, Any] | None = None) -> None:
        """Prepare the connection; nothing is sent yet.

        Args:
            settings: says which cloud and which identity.
            transport: sends the requests of the vaults and of the login; the SDK's own when absent.
        """
        self._domain = settings.azure_key_vault_domain
        self._options: dict[str, Any] = {
            "connection_timeout": settings.secrets_timeout_seconds,
            "read_timeout": settings.secrets_timeout_seconds,
            "retry_total": 1,
            **({"transport": transport} if transport else {}),
        }
        # Set only when a setting says so: DefaultAzureCredential reads the AZURE_ variables itself otherwise.
        given = {
            "authority": settings.azure_authority_host,
            "managed_identity_client_id": settings.azure_client_id,
            "workload_identity_client_id": settings.azure_client_id,
            "workload_identity_tenant_id": settings.azure_tenant_id,
        }
        self._credential: TokenCredential = DefaultAzureCredential(
            **{name: value for name, value in given.items() if value}, **self._options
        )
        self._clients: dict[str, SecretClient] = {}

    def read(self, reference: Reference) -> StoredSecret:
        """The current version."""
        vault, name = self._target(reference)
        secret = self._call(reference, "get", lambda: vault.get_secret(name))
        if secret.value is None:
            raise SecretUnreadableError(str(reference), "it has no value")
        return StoredSecret(SecretStr(secret.value), secret.properties.version or "", secret.properties.created_on)

    def write(self, reference: Reference, value: SecretStr, expected_version: str | None) -> str:
        """Add a version, which becomes current."""
        if expected_version is not None and self._current_version(reference) != expected_version:
            raise SecretConflictError(str(reference))
        vault, name = self._target(reference)
        written = self._call(reference, "set", lambda: vault.set_secret(name, value.get_secret_value()))
        return written.properties.version or ""

    def versions(self, reference: Reference) -> list[SecretVersion]:
        """Every enabled version; Key Vault keeps all."""
        vault, name = self._target(reference)
        found = self._call(reference, "list", lambda: list(vault.list_properties_of_secret_versions(name)))
        if not found:
            raise _not_found(reference)
        current = self._current_version(reference)
        versions = [
            SecretVersion(properties.version or "", properties.created_on, current=properties.version == current)
            for properties in found
            if properties.enabled
        ]
        # Times have whole seconds only.
        return sorted(versions, key=lambda version: (version.current, version.created_at), reverse=True)

    def describe(self, reference: Reference) -> SecretVersion:
        """The current version. Key Vault tells which one that is only together with its value, which is dropped."""
        stored = self.read(reference)
        return SecretVersion(stored.version, stored.created_at, current=True)

    def close(self) -> None:
        """Close the connections."""
        for client in self._clients.values():
            client.close()

    def _current_version(self, reference: Reference) -> str:
        try:
            return self.read(reference).version
        except SecretNotFoundError:
            return ABSENT

    def _target(self, reference: Reference) -> tuple[SecretClient, str]:
        vault, _, name = reference.location.partition("/")
        if vault not in self._clients:
            address = f"https://{vault}.{self._domain}"
            self._clients[vault] = SecretClient(address, self._credential, **self._options)
        return self._clients[vault], name

    def _call(self, reference: Reference, permission: str, request: Callable[[], T]) -> T:
        """Send a request; the SDK's exceptions become ours and are dropped, since they may hold the request."""
        failure: SecretError
        try:
            return request()
        except AzureError as error:
            failure = _translated(error, reference, permission)
        except ValueError:
            failure = SecretRefusedError(str(reference), "the vault's login challenge names another domain")
        raise failure


def _translated(error: AzureError, reference: Reference, permission: str) -> SecretError:
    vault = f"Azure Key Vault {reference.location.partition('/')[0]}"
    if isinstance(error, ServiceRequestError | ServiceResponseError):
        if "certificate" in str(error).lower():
            return StoreUntrustedError(vault, _TRUST)
        remedy = "Check the vault's name and the route to it (private endpoint, firewall)."
        return StoreUnavailableError(vault, f"no answer ({type(error).__name__})", remedy)
    if isinstance(error, ResourceNotFoundError):
        return _not_found(reference)
    if isinstance(error, ClientAuthenticationError):
        # The credential says in words only what kept it from reaching the login.
        if "CERTIFICATE_VERIFY_FAILED" in str(error):
            return StoreUntrustedError("The Azure login", _TRUST)
        if "Max retries exceeded" in str(error):
            return StoreUnavailableError(
                "The Azure login", "no answer", "Check the route to it and AZURE_AUTHORITY_HOST."
            )
        return AuthenticationError(vault, "no identity was accepted", _LOGIN)
    if not isinstance(error, HttpResponseError):
        return SecretRefusedError(str(reference), f"the Azure SDK raised {type(error).__name__}")
    return _translated_response(error, reference, vault, permission)


def _translated_response(error: HttpResponseError, reference: Reference, vault: str, permission: str) -> SecretError:
    code, inner = _codes(error)
    status = error.status_code or 0
    if status in (408, 429) or status >= 500:
        return StoreUnavailableError(vault, f"it answered {status}", "It is out or throttles; it is asked again.")
    if inner == "SecretDisabled":
        return SecretUnreadableError(str(reference), "its current version is disabled; enable it or add a version")
    if status == 403:
        role = "Key Vault Secrets User" if permission in ("get", "list") else "Key Vault Secrets Officer"
        return AccessDeniedError(
            str(reference), permission, f"Assign the role '{role}' on the vault, and open its firewall."
        )
    return SecretRefusedError(str(reference), code or f"it answered {status}")


def _codes(error: HttpResponseError) -> tuple[str, str]:
    """The error code of the vault's answer and the more precise one inside it; empty when there are none."""
    inner = getattr(error.error, "innererror", None) or {}
    return getattr(error.error, "code", None) or "", inner.get("code", "")


def _not_found(reference: Reference) -> SecretNotFoundError:
    vault, _, _name = reference.location.partition("/")
    return SecretNotFoundError(str(reference), f"`az keyvault secret list --vault-name {vault}` shows what is there.")

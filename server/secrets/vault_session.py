"""A logged-in connection to OpenBao or Vault: login, renewal of the token, and errors in our own words."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import hvac
import requests
from hvac import exceptions

from server.secrets.errors import (
    AccessDeniedError,
    AuthenticationError,
    SecretConflictError,
    SecretError,
    SecretNotFoundError,
    SecretRefusedError,
    StoreNotConfiguredError,
    StoreUnavailableError,
    StoreUntrustedError,
)
from server.settings import SecretStoreSettings

T = TypeVar("T")

RENEW_AT = 2 / 3
"""The part of a lifetime after which a token or lease is renewed."""

_MISSING = "Create it with `bao kv put` or `vault kv put`, or correct the reference."
_TRANSIENT = (
    exceptions.VaultDown,
    exceptions.BadGateway,
    exceptions.InternalServerError,
    exceptions.RateLimitExceeded,
    exceptions.VaultNotInitialized,
)


class VaultSession:
    """Talks to one server as one identity. The token is renewed while it can be, and replaced by a new login after."""

    def __init__(self, settings: SecretStoreSettings) -> None:
        if settings.vault_addr is None:
            raise StoreNotConfiguredError(
                "VAULT_ADDR is not set, so vault: references lead nowhere. Set it to the address of OpenBao or Vault."
            )
        self._settings = settings
        self.name = f"The secret store at {settings.vault_addr}"
        # An empty token and explicit verification keep hvac from reading VAULT_TOKEN, ~/.vault-token and VAULT_CACERT.
        self._client = hvac.Client(
            url=settings.vault_addr,
            token="",
            verify=str(settings.vault_cacert) if settings.vault_cacert else True,
            timeout=settings.secrets_timeout_seconds,
            namespace=settings.vault_namespace,
        )
        self._login = {
            "approle": self._login_with_approle,
            "kubernetes": self._login_with_kubernetes,
            "token": self._login_with_token,
        }[settings.vault_auth_method]
        self._renew_at: float | None = None
        self._expires_at: float | None = None
        self._first_lifetime = 0.0
        self.logins = 0
        """How often this session logged in; what belonged to an earlier login is revoked with its token."""

    def renewal_due_seconds(self) -> float | None:
        """Seconds until the token should be renewed; None when it does not expire."""
        return None if self._renew_at is None else max(0.0, self._renew_at - time.monotonic())

    def call(self, request: Callable[[hvac.Client], T], subject: str, action: str, capability: str) -> T:
        """Send a request as the logged-in identity; a token that ended meanwhile is replaced once.

        Args:
            request: makes the request with the client.
            subject: what it is about, for messages.
            action: what it does to the subject, for messages: "read", "write".
            capability: the policy it needs, for messages.

        Raises:
            SecretError: it failed; the subclass says why.
        """
        self._ensure_token()
        try:
            return self._send(request, subject, action, capability)
        except AccessDeniedError:
            # The server answers a token that ended and a policy that forbids with the same status.
            if self._token_is_valid():
                raise
        self._log_in()
        return self._send(request, subject, action, capability)

    def close(self) -> None:
        """Revoke the token of this process, and with it every lease it obtained; a given token is left alone."""
        if self._client.token and self._settings.vault_auth_method != "token":
            # When the server is out, the token ends by itself.
            with contextlib.suppress(exceptions.VaultError, requests.RequestException):
                self._client.auth.token.revoke_self()
        self._client.token = ""
        self._client.adapter.close()

    def _ensure_token(self) -> None:
        now = time.monotonic()
        ended = not self._client.token or (self._expires_at is not None and now >= self._expires_at)
        renewable = self._renew_at is not None and now >= self._renew_at
        if ended or (renewable and not self._renew()):
            self._log_in()

    def _renew(self) -> bool:
        """Whether the token may be used on. Near its greatest lifetime the server renews it to less and less."""
        try:
            answer = self._send(
                lambda client: client.auth.token.renew_self(), "the token", "renew", "auth/token/renew-self"
            )
        except SecretError:
            # Past the greatest lifetime the server answers with an internal error; one that is out shows at the login.
            return False
        self._remember(answer["auth"])
        return answer["auth"]["lease_duration"] >= self._first_lifetime / 2

    def _token_is_valid(self) -> bool:
        try:
            self._send(lambda client: client.auth.token.lookup_self(), "the token", "look up", "auth/token/lookup-self")
        except (AccessDeniedError, AuthenticationError):
            return False
        return True

    def _log_in(self) -> None:
        # Until that succeeds, the token there is stays in use: it may outlive what keeps the login from working.
        self._login()
        self._first_lifetime = 0.0 if self._expires_at is None else self._expires_at - time.monotonic()
        self.logins += 1

    def _login_with_approle(self) -> None:
        role_id = self._file("VAULT_ROLE_ID_FILE", self._settings.vault_role_id_file)
        secret_id = self._file("VAULT_SECRET_ID_FILE", self._settings.vault_secret_id_file)
        mount = self._settings.vault_auth_mount or "approle"
        self._accept_login(
            lambda client: client.auth.approle.login(role_id, secret_id, mount_point=mount),
            f"the AppRole on auth/{mount}",
            "Write a new secret id to VAULT_SECRET_ID_FILE; the one there may have expired or have been used up.",
        )

    def _login_with_kubernetes(self) -> None:
        role = self._settings.vault_kubernetes_role
        if role is None:
            raise StoreNotConfiguredError(
                "VAULT_KUBERNETES_ROLE is not set. Set it to the role of this service account."
            )
        token = self._file("VAULT_KUBERNETES_TOKEN_FILE", self._settings.vault_kubernetes_token_file)
        mount = self._settings.vault_auth_mount or "kubernetes"
        self._accept_login(
            lambda client: client.auth.kubernetes.login(role, token, mount_point=mount),
            f"the Kubernetes role {role} on auth/{mount}",
            "Check that the role is bound to this service account and namespace.",
        )

    def _login_with_token(self) -> None:
        # A root token has no lifetime; asking also finds out now whether the token is any good.
        before, self._client.token = self._client.token, self._file("VAULT_TOKEN_FILE", self._settings.vault_token_file)
        try:
            remedy = "Write a valid token to VAULT_TOKEN_FILE."
            answer = self._login_request(lambda client: client.auth.token.lookup_self(), "the token", remedy)
        except SecretError:
            self._client.token = before
            raise
        data = answer["data"]
        self._remember({"lease_duration": data["ttl"], "renewable": data.get("renewable", False)})

    def _accept_login(self, request: Callable[[hvac.Client], Any], identity: str, remedy: str) -> None:
        self._remember(self._login_request(request, identity, remedy)["auth"])

    def _login_request(self, request: Callable[[hvac.Client], Any], identity: str, remedy: str) -> Any:  # noqa: ANN401 - the server's JSON
        refusal: str | None = None
        try:
            return self._send(request, identity, "log in as", "login")
        except (AccessDeniedError, AuthenticationError, SecretRefusedError, SecretNotFoundError) as error:
            refusal = f"{error.reason} ({error.said})" if error.said else error.reason
        raise AuthenticationError(self.name, f"{identity} was {refusal}", remedy)

    def _remember(self, auth: dict[str, Any]) -> None:
        seconds = float(auth["lease_duration"])
        now = time.monotonic()
        self._expires_at = now + seconds if seconds else None
        renewable = bool(auth.get("renewable"))
        self._renew_at = now + seconds * (RENEW_AT if renewable else 1.0) if seconds else None

    @staticmethod
    def _file(variable: str, path: Path | None) -> str:
        if path is None:
            raise StoreNotConfiguredError(f"{variable} is not set. Set it to the file that holds this credential.")
        try:
            content = path.expanduser().read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            cause = error.strerror if isinstance(error, OSError) else "it is not text"
            raise StoreNotConfiguredError(f"{variable} names {path}, which cannot be read: {cause}.") from None
        if not content:
            raise StoreNotConfiguredError(f"{variable} names {path}, which is empty.")
        return content

    def _send(self, request: Callable[[hvac.Client], T], subject: str, action: str, capability: str) -> T:
        """Send a request; clients' exceptions become ours and are dropped, since they may hold the request."""
        failure: SecretError
        try:
            answer = request(self._client)
            if not isinstance(answer, requests.Response):
                return answer
            # The client gives what is no JSON as it came, or fails on it.
            failure = self._no_store()
        except (KeyError, TypeError):
            failure = self._no_store()
        except exceptions.VaultError as error:
            failure = self._translated(error, subject, action, capability)
            failure.said = "; ".join(error.errors or [])
        except requests.exceptions.SSLError:
            failure = StoreUntrustedError(self.name, "Set VAULT_CACERT to the certificate (PEM) of its authority.")
        except (requests.RequestException, OSError) as error:
            remedy = "Check VAULT_ADDR and that the server runs and can be reached."
            failure = StoreUnavailableError(self.name, f"no answer ({type(error).__name__})", remedy)
        raise failure

    def _no_store(self) -> SecretError:
        remedy = "Set VAULT_ADDR to the address of the server itself."
        return StoreUnavailableError(self.name, "it does not answer like OpenBao or Vault", remedy)

    def _translated(self, error: exceptions.VaultError, subject: str, action: str, capability: str) -> SecretError:
        said = "; ".join(error.errors) if isinstance(error.errors, list) else ""
        if isinstance(error, _TRANSIENT):
            sealed = "sealed" in f"{said} {error.text}"
            remedy = "Unseal it: `bao operator unseal`." if sealed else "Look at the server's own log."
            return StoreUnavailableError(self.name, "it is sealed" if sealed else f"{type(error).__name__}", remedy)
        if isinstance(error, exceptions.Forbidden):
            return AccessDeniedError(subject, action, f"Add this to the policy of its role: {capability}.")
        if isinstance(error, exceptions.Unauthorized):
            return AuthenticationError(self.name, "the token is not valid", "Log in again.")
        if isinstance(error, exceptions.InvalidPath):
            return SecretNotFoundError(subject, _MISSING)
        if "check-and-set" in said:
            return SecretConflictError(subject)
        return SecretRefusedError(subject, said or f"the server answered {type(error).__name__}")

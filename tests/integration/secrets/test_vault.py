"""Logging in to a real OpenBao, keeping the token, and what is said when it does not work."""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Generator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import hvac
import pytest
from hvac import exceptions
from pydantic import SecretStr

from infra.local.certificates import Authority
from server.secrets.errors import (
    AccessDeniedError,
    AuthenticationError,
    SecretKeyNotFoundError,
    SecretNotFoundError,
    StoreNotConfiguredError,
    StoreUnavailableError,
    StoreUntrustedError,
)
from server.secrets.references import Reference, parse_reference
from server.secrets.vault import VaultStore
from server.secrets.vault_session import VaultSession
from server.settings import SecretStoreSettings
from tests.integration.secrets.services import ROOT_TOKEN, OpenBao
from tests.integration.secrets.token_review import ACCOUNT, NAMESPACE, service_account_token, token_review_api

VALUE = "canary-vault-51c7e0d3"


@pytest.fixture
def reference(openbao: OpenBao) -> Reference:
    """A secret the application may read."""
    path = f"syndic/{secrets.token_hex(4)}"
    openbao.root.secrets.kv.v2.create_or_update_secret(path, {"password": VALUE})
    return parse_reference(f"vault:{path}#password")


@pytest.fixture
def own_openbao(tmp_path: Path) -> Generator[OpenBao]:
    """A server that the test may kill."""
    server = OpenBao(tmp_path)
    try:
        server.start()
        yield server
    finally:
        server.service.kill()


def opened(settings: SecretStoreSettings) -> tuple[VaultStore, VaultSession]:
    session = VaultSession(settings)
    return VaultStore(session, settings.vault_kv_mount), session


def value_of(store: VaultStore, reference: Reference) -> str:
    return store.get(reference).value.get_secret_value()


@contextmanager
def serving_html() -> Generator[str]:
    class Handler(BaseHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            pass

        def do_POST(self) -> None:
            self.send_response(200)
            self.send_header("Content-Length", "6")
            self.end_headers()
            self.wfile.write(b"<html>")

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def client_of(session: VaultSession) -> hvac.Client:
    return session.call(lambda client: client, "the client", "use", "")


def test_a_token_is_used_for_development(openbao: OpenBao, reference: Reference, tmp_path: Path) -> None:
    file = tmp_path / "token"
    file.write_text(ROOT_TOKEN)
    store, session = opened(openbao.settings(vault_auth_method="token", vault_token_file=file))
    assert value_of(store, reference) == VALUE
    session.close()
    assert openbao.root.is_authenticated(), "a token that was given is not revoked"


def test_a_service_account_of_kubernetes_logs_in(openbao: OpenBao, reference: Reference, tmp_path: Path) -> None:
    root, token, file = openbao.root, service_account_token(), tmp_path / "token"
    authority = Authority(tmp_path)
    with token_review_api(token, authority) as address:
        root.sys.enable_auth_method("kubernetes", path="cluster")
        root.auth.kubernetes.configure(
            address,
            token_reviewer_jwt=token,
            kubernetes_ca_cert=authority.ca_file.read_text(),
            disable_local_ca_jwt=True,
            mount_point="cluster",
        )
        root.auth.kubernetes.create_role(
            "api", [ACCOUNT], [NAMESPACE], policies=["application"], ttl="1h", mount_point="cluster"
        )
        settings = openbao.settings(
            vault_auth_method="kubernetes",
            vault_auth_mount="cluster",
            vault_kubernetes_role="api",
            vault_kubernetes_token_file=file,
        )
        file.write_text(token)
        assert value_of(opened(settings)[0], reference) == VALUE
        file.write_text(token[:-4] + "AAAA")
        with pytest.raises(AuthenticationError, match="Kubernetes role api on auth/cluster"):
            value_of(opened(settings)[0], reference)


def test_one_login_serves_a_single_use_secret_id(openbao: OpenBao, reference: Reference) -> None:
    openbao.role("single", secret_id_num_uses=1, token_ttl="1h")
    store, session = opened(openbao.settings("single"))
    assert value_of(store, reference) == value_of(store, reference) == VALUE
    assert session.logins == 1


def test_a_wrong_secret_id_is_refused_with_the_remedy(openbao: OpenBao, reference: Reference) -> None:
    settings = openbao.settings()
    assert settings.vault_secret_id_file
    settings.vault_secret_id_file.write_text("4a4d3f1e-0000-4000-8000-000000000000")
    with pytest.raises(AuthenticationError, match="VAULT_SECRET_ID_FILE"):
        value_of(opened(settings)[0], reference)


@pytest.mark.parametrize("content", [None, ""])
def test_a_credential_file_that_is_missing_or_empty_is_named(
    openbao: OpenBao, reference: Reference, tmp_path: Path, content: str | None
) -> None:
    file = tmp_path / "role-id"
    if content is not None:
        file.write_text(content)
    with pytest.raises(StoreNotConfiguredError, match=f"VAULT_ROLE_ID_FILE names {file}"):
        value_of(opened(openbao.settings(vault_role_id_file=file))[0], reference)


def test_a_path_outside_the_policy_is_refused_with_the_line_to_add(openbao: OpenBao) -> None:
    store, session = opened(openbao.settings())
    with pytest.raises(AccessDeniedError) as caught:
        value_of(store, parse_reference("vault:other/app#password"))
    assert 'path "secret/data/other/app" { capabilities = ["read"] }' in str(caught.value)
    assert session.logins == 1, "a policy that forbids is no reason to log in again"


def test_a_wrong_key_names_the_keys_there_are(openbao: OpenBao, reference: Reference) -> None:
    store, _ = opened(openbao.settings())
    with pytest.raises(SecretKeyNotFoundError, match=r"#passwort.*has: password\.$"):
        value_of(store, Reference(reference.scheme, reference.location, "passwort"))


def test_a_deleted_secret_is_gone_and_can_be_made_again(openbao: OpenBao, reference: Reference) -> None:
    store, _ = opened(openbao.settings())
    openbao.root.secrets.kv.v2.delete_latest_version_of_secret(reference.location)
    with pytest.raises(SecretNotFoundError):
        value_of(store, reference)
    assert store.put(reference, SecretStr("again")) == "2"
    assert value_of(store, reference) == "again"
    assert [version.version for version in store.versions(reference)] == ["2"]


def test_a_sealed_store_is_unavailable_until_it_is_unsealed(openbao: OpenBao, reference: Reference) -> None:
    store, _ = opened(openbao.settings())
    assert value_of(store, reference) == VALUE
    openbao.seal()
    try:
        with pytest.raises(StoreUnavailableError, match="it is sealed"):
            value_of(store, reference)
    finally:
        openbao.unseal()
    assert value_of(store, reference) == VALUE


def test_a_certificate_of_an_unknown_authority_is_not_accepted(openbao: OpenBao, reference: Reference) -> None:
    with pytest.raises(StoreUntrustedError, match="VAULT_CACERT"):
        value_of(opened(openbao.settings(vault_cacert=None))[0], reference)


def test_a_revoked_token_is_replaced_by_a_new_login(openbao: OpenBao, reference: Reference) -> None:
    store, session = opened(openbao.settings())
    assert value_of(store, reference) == VALUE
    openbao.root.auth.token.revoke(client_of(session).token)
    assert value_of(store, reference) == VALUE
    assert session.logins == 2


def test_a_token_is_renewed_beyond_its_lifetime(openbao: OpenBao, reference: Reference) -> None:
    openbao.role("periodic", token_period="2s")
    store, session = opened(openbao.settings("periodic"))
    ends = time.monotonic() + 5
    while time.monotonic() < ends:
        assert value_of(store, reference) == VALUE
    assert session.logins == 1


def test_a_token_that_cannot_be_renewed_further_is_replaced_in_time(openbao: OpenBao, reference: Reference) -> None:
    openbao.role("brief", token_ttl="3s", token_max_ttl="4s")
    store, session = opened(openbao.settings("brief"))
    deadline = time.monotonic() + 30
    while session.logins < 3:
        assert value_of(store, reference) == VALUE
        assert time.monotonic() < deadline
    due = session.renewal_due_seconds()
    assert due is not None
    assert due <= 3


def test_closing_revokes_the_token(openbao: OpenBao, reference: Reference) -> None:
    store, session = opened(openbao.settings())
    value_of(store, reference)
    token = client_of(session).token
    openbao.root.auth.token.lookup(token)
    session.close()
    with pytest.raises(exceptions.VaultError):
        openbao.root.auth.token.lookup(token)


def test_a_killed_store_is_unavailable_and_used_again_when_it_is_back(own_openbao: OpenBao) -> None:
    reference = parse_reference("vault:syndic/app#password")
    own_openbao.root.secrets.kv.v2.create_or_update_secret("syndic/app", {"password": VALUE})
    store, _ = opened(own_openbao.settings())
    assert value_of(store, reference) == VALUE
    own_openbao.service.kill()
    with pytest.raises(StoreUnavailableError, match=r"no answer .*Check VAULT_ADDR"):
        value_of(store, reference)
    own_openbao.start()  # in memory: what it held is gone, the identity too
    own_openbao.settings()  # as an agent would, writes the new role id and secret id
    own_openbao.root.secrets.kv.v2.create_or_update_secret("syndic/app", {"password": "back"})
    assert value_of(store, reference) == "back"


def test_another_server_at_the_address_is_not_taken_for_a_store(openbao: OpenBao) -> None:
    with serving_html() as address, pytest.raises(StoreUnavailableError, match="does not answer like OpenBao or Vault"):
        value_of(opened(openbao.settings(vault_addr=address))[0], parse_reference("vault:syndic/app#password"))


def test_errors_of_the_client_are_not_carried_along(openbao: OpenBao) -> None:
    with pytest.raises(AccessDeniedError) as caught:
        value_of(opened(openbao.settings())[0], parse_reference("vault:other/app#password"))
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None

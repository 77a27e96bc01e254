"""Faults of Azure Key Vault, as its documented contract has them; the SDK and the login through it are real."""

from __future__ import annotations

import logging

import pytest
from pydantic import SecretStr

from server.secrets.azure import AzureStore
from server.secrets.errors import (
    AccessDeniedError,
    AuthenticationError,
    SecretUnreadableError,
    StoreUnavailableError,
    StoreUntrustedError,
)
from server.secrets.references import Reference, parse_reference
from server.settings import SecretStoreSettings
from tests.integration.secrets.recorded_contract_key_vault import ACCESS_TOKEN, CLIENT_SECRET, RecordedContractKeyVault

VALUE = "canary-azure-2e8d41b6"


@pytest.fixture
def reference(azure_store: AzureStore) -> Reference:
    reference = parse_reference("azure:syndic-test/database-password")
    azure_store.put(reference, SecretStr(VALUE))
    return reference


def value_of(store: AzureStore, reference: Reference) -> str:
    return store.get(reference).value.get_secret_value()


def test_neither_the_login_nor_the_value_is_in_a_log(azure_store: AzureStore, caplog: pytest.LogCaptureFixture) -> None:
    reference = parse_reference("azure:syndic-test/logged")
    with caplog.at_level(logging.DEBUG):
        azure_store.put(reference, SecretStr(VALUE))
        assert value_of(azure_store, reference) == VALUE
    assert "logged" in caplog.text
    assert not any(secret in caplog.text for secret in (VALUE, CLIENT_SECRET, ACCESS_TOKEN))


def test_vaults_are_told_apart(azure_store: AzureStore) -> None:
    first, second = parse_reference("azure:first/name"), parse_reference("azure:second/name")
    azure_store.put(first, SecretStr("of the first"))
    azure_store.put(second, SecretStr("of the second"))
    assert (value_of(azure_store, first), value_of(azure_store, second)) == ("of the first", "of the second")


def test_a_missing_role_is_named(
    key_vault: RecordedContractKeyVault, azure_store: AzureStore, reference: Reference
) -> None:
    key_vault.forbidden = True
    with pytest.raises(AccessDeniedError, match="'Key Vault Secrets User'"):
        value_of(azure_store, reference)
    with pytest.raises(AccessDeniedError, match="'Key Vault Secrets Officer'"):
        azure_store.put(reference, SecretStr("other"))


def test_a_disabled_secret_is_unreadable(
    key_vault: RecordedContractKeyVault, azure_store: AzureStore, reference: Reference
) -> None:
    key_vault.disable("syndic-test", "database-password")
    with pytest.raises(SecretUnreadableError, match="disabled"):
        value_of(azure_store, reference)


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_vault_that_is_out_or_throttles_is_unavailable(
    key_vault: RecordedContractKeyVault, azure_store: AzureStore, reference: Reference, status: int
) -> None:
    key_vault.failing_status = status
    with pytest.raises(StoreUnavailableError, match=f"answered {status}"):
        value_of(azure_store, reference)
    key_vault.failing_status = None
    assert value_of(azure_store, reference) == VALUE


def test_a_wrong_client_secret_is_refused_without_showing_it(
    key_vault: RecordedContractKeyVault, azure_identity: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AZURE_CLIENT_SECRET", VALUE)
    store = AzureStore(SecretStoreSettings(), key_vault.transport())
    with pytest.raises(AuthenticationError, match="managed or workload identity") as caught:
        value_of(store, parse_reference("azure:syndic-test/database-password"))
    assert VALUE not in str(caught.value)
    assert caught.value.__context__ is None


def test_a_certificate_of_an_unknown_authority_is_not_accepted(
    key_vault: RecordedContractKeyVault, azure_identity: None
) -> None:
    store = AzureStore(SecretStoreSettings(), key_vault.transport(trusted=False))
    with pytest.raises(StoreUntrustedError, match="REQUESTS_CA_BUNDLE"):
        value_of(store, parse_reference("azure:syndic-test/database-password"))


def test_a_vault_that_cannot_be_reached_is_unavailable(
    key_vault: RecordedContractKeyVault, azure_identity: None
) -> None:
    store = AzureStore(SecretStoreSettings(), key_vault.transport())
    key_vault.stop()
    with pytest.raises(StoreUnavailableError, match="no answer"):
        value_of(store, parse_reference("azure:syndic-test/database-password"))

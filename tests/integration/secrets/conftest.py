"""The stores, started when the first test asks for them."""

from __future__ import annotations

from collections.abc import Generator

import pytest

from server.secrets.azure import AzureStore
from server.settings import SecretStoreSettings
from tests.integration.secrets.recorded_contract_key_vault import (
    CLIENT,
    CLIENT_SECRET,
    TENANT,
    RecordedContractKeyVault,
)
from tests.integration.secrets.services import Aws, OpenBao


@pytest.fixture(scope="session")
def openbao(tmp_path_factory: pytest.TempPathFactory) -> Generator[OpenBao]:
    server = OpenBao(tmp_path_factory.mktemp("openbao"))
    try:
        server.start()
        yield server
    finally:
        server.service.kill()


@pytest.fixture(scope="session")
def aws(tmp_path_factory: pytest.TempPathFactory) -> Generator[Aws]:
    server = Aws(tmp_path_factory.mktemp("aws"))
    try:
        server.start()
        yield server
    finally:
        server.service.kill()


@pytest.fixture
def aws_identity(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "testing")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "testing")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")


@pytest.fixture
def key_vault(tmp_path_factory: pytest.TempPathFactory) -> Generator[RecordedContractKeyVault]:
    server = RecordedContractKeyVault(tmp_path_factory.mktemp("key-vault"))
    server.start()
    yield server
    server.stop()


@pytest.fixture
def azure_identity(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AZURE_TENANT_ID", TENANT)
    monkeypatch.setenv("AZURE_CLIENT_ID", CLIENT)
    monkeypatch.setenv("AZURE_CLIENT_SECRET", CLIENT_SECRET)


@pytest.fixture
def azure_store(key_vault: RecordedContractKeyVault, azure_identity: None) -> Generator[AzureStore]:
    store = AzureStore(SecretStoreSettings(), key_vault.transport())
    yield store
    store.close()

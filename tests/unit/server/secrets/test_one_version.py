"""A dotenv file that is replaced while it is read: never a user of one version with the password of another."""

from __future__ import annotations

from pathlib import Path

import pytest

from server.secrets.environment import EnvironmentStore
from server.secrets.file import replace_file
from server.secrets.references import Reference
from server.secrets.resolution import resolve
from server.secrets.store import StoredSecret
from server.secrets.stores import SecretStores
from server.settings import SecretStoreSettings


def test_variables_of_one_file_are_of_one_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / ".env"
    file.write_text("TURN_USER=first\nTURN_PASSWORD=first-password\n")
    monkeypatch.setenv("SYNDIC_ENV_FILE", str(file))
    read, reads = EnvironmentStore.read, 0

    def read_and_replace(store: EnvironmentStore, reference: Reference) -> StoredSecret:
        nonlocal reads
        found = read(store, reference)
        reads += 1
        if reads == 1:
            replace_file(file, "TURN_USER=second\nTURN_PASSWORD=second-password\n")
        return found

    monkeypatch.setattr(EnvironmentStore, "read", read_and_replace)

    held = {"database_url": "postgresql://{env:TURN_USER}:{env:TURN_PASSWORD}@localhost/syndic"}
    resolution = resolve(held, SecretStores(SecretStoreSettings()))

    assert resolution.failures == {}
    assert resolution.values["database_url"].get_secret_value() == (
        "postgresql://second:second-password@localhost/syndic"
    )

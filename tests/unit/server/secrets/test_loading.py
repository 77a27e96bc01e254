"""Settings with references: what is replaced, what is refused, and what loading them costs."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from pydantic import SecretStr

from server.secrets.loading import held_values, may_be_reference, secret_settings
from server.settings import (
    SETTINGS,
    ApiSettings,
    InvalidSettingsError,
    MigrateSettings,
    SecretStoreSettings,
    SettingsError,
    UnresolvedSettingsError,
    declared,
    load_settings,
)

CANARY = "canary-" + "5f0e2c" * 6


@pytest.fixture
def env_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in declared():
        monkeypatch.delenv(name, raising=False)
    file = tmp_path / ".env"
    file.write_text(
        "DATABASE_URL=postgresql://app:plain@localhost/syndic\n"
        "OBJECT_STORE_URL=s3://syndic\n"
        f"""SESSION_SIGNING_KEYS='[{{"id": "first", "key": "{CANARY}"}}]'\n"""
    )
    monkeypatch.setenv("SYNDIC_ENV_FILE", str(file))
    return file


@pytest.fixture
def secret_file(tmp_path: Path) -> Path:
    file = tmp_path / "secret"
    file.write_text(CANARY + "\n")
    return file


def test_plain_values_stay_as_they_are(env_file: Path) -> None:
    settings = load_settings(ApiSettings)
    assert settings.database_url.get_secret_value() == "postgresql://app:plain@localhost/syndic"
    assert settings.session_signing_keys[0].key.get_secret_value() == CANARY


def test_the_environment_outweighs_the_file(env_file: Path, secret_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", f"postgresql://app:{{file:{secret_file}}}@db/syndic")
    assert load_settings(ApiSettings).database_url.get_secret_value() == f"postgresql://app:{CANARY}@db/syndic"


def test_a_whole_structure_may_come_from_a_store(
    env_file: Path, secret_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret_file.write_text(json.dumps([{"id": "second", "key": CANARY}]))
    monkeypatch.setenv("SESSION_SIGNING_KEYS", f"file:{secret_file}")
    keys = load_settings(ApiSettings).session_signing_keys
    assert [(key.id, key.key.get_secret_value()) for key in keys] == [("second", CANARY)]


def test_a_part_of_a_structure_may_come_from_a_store(
    env_file: Path, secret_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SESSION_SIGNING_KEYS", json.dumps([{"id": "second", "key": f"file:{secret_file}"}]))
    assert load_settings(ApiSettings).session_signing_keys[0].key.get_secret_value() == CANARY


def test_an_access_key_id_may_come_from_a_store_and_is_not_shown(
    env_file: Path, secret_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OBJECT_STORE_ACCESS_KEY_ID", f"file:{secret_file}")
    settings = load_settings(ApiSettings)
    assert settings.object_store_access_key_id == CANARY
    assert CANARY not in f"{settings} {settings!r}"


def test_a_value_from_a_store_that_looks_like_a_reference_is_a_value(
    env_file: Path, secret_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret_file.write_text("file:/etc/hostname")
    monkeypatch.setenv("OBJECT_STORE_SECRET_ACCESS_KEY", f"file:{secret_file}")
    assert load_settings(ApiSettings).object_store_secret_access_key == SecretStr("file:/etc/hostname")


def test_settings_that_are_not_secret_hold_no_references(env_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OBJECT_STORE_REGION", "env:HOME")
    assert load_settings(ApiSettings).object_store_region == "env:HOME"


def test_every_failure_is_in_one_message(env_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "file:/none/a")
    monkeypatch.setenv("DATABASE_REPLICA_URL", "file:/none/a")
    monkeypatch.setenv("SESSION_SIGNING_KEYS", "vault:path")
    with pytest.raises(UnresolvedSettingsError) as caught:
        load_settings(ApiSettings)
    assert str(caught.value) == (
        "Settings are not usable. DATABASE_URL, DATABASE_REPLICA_URL: There is no secret file:/none/a. Write the value "
        "to that file, mode 0600. SESSION_SIGNING_KEYS: The vault reference does not name a key after '#'. "
        "Accepted: vault:path#key."
    )


@pytest.mark.parametrize(
    ("reference", "expected"),
    [("vault:a#b", "VAULT_ADDR is not set"), ("vault-database:a#password", "VAULT_ADDR is not set")],
)
def test_a_store_that_is_not_configured_is_named(
    env_file: Path, monkeypatch: pytest.MonkeyPatch, reference: str, expected: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", reference)
    with pytest.raises(SettingsError, match=expected):
        load_settings(ApiSettings)


@pytest.mark.parametrize("text", [CANARY, f'["{CANARY}"', f'[{{"id": "first", "key": 1, "{CANARY}": 2}}]'])
def test_a_structure_that_is_not_valid_is_refused_without_showing_it(
    env_file: Path, secret_file: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    secret_file.write_text(text)
    monkeypatch.setenv("SESSION_SIGNING_KEYS", f"file:{secret_file}")
    with pytest.raises(InvalidSettingsError, match="SESSION_SIGNING_KEYS") as caught:
        load_settings(ApiSettings)
    assert caught.value.__context__ is None
    assert CANARY.upper() not in str(caught.value).upper()


def test_a_store_over_plain_http_is_accepted_on_this_machine_only(
    env_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VAULT_ADDR", "http://vault.example.org:8200")
    with pytest.raises(InvalidSettingsError, match=r"VAULT_ADDR: .*https://"):
        load_settings(ApiSettings)
    monkeypatch.setenv("VAULT_ADDR", "http://127.0.0.1:8200/")
    assert load_settings(ApiSettings).vault_addr == "http://127.0.0.1:8200"


def test_each_secret_setting_of_each_process_may_hold_a_reference() -> None:
    secret = {name for settings in SETTINGS.values() for name in secret_settings(settings)}
    assert secret == {
        "database_url",
        "database_replica_url",
        "database_owner_url",
        "object_store_access_key_id",
        "object_store_secret_access_key",
        "session_signing_keys",
    }
    assert all(may_be_reference(declared()[name.upper()][0]) for name in secret)


def test_the_settings_of_stores_are_declared_for_every_process_and_hold_no_secret() -> None:
    stores = {name.upper() for name in SecretStoreSettings.model_fields}
    assert all(declared()[name][1] == frozenset(SETTINGS) for name in stores)
    assert secret_settings(SecretStoreSettings) == []


def test_what_is_held_is_text_also_where_it_looks_like_json(env_file: Path) -> None:
    assert all(isinstance(value, str) for value in held_values(ApiSettings).values())


@pytest.mark.parametrize(
    ("reference", "loaded"),
    [
        ("postgresql://app:plain@localhost/syndic", set()),
        ("env:HOME", set()),
        ("vault:syndic/app#password", {"hvac"}),
        ("aws:syndic/app", {"boto3"}),
        ("azure:syndic-app/name", {"azure.identity"}),
    ],
)
def test_only_the_client_of_a_store_in_use_is_imported(reference: str, loaded: set[str]) -> None:
    code = (
        "import sys\nfrom server.settings import *\n"
        "try: load_settings(MigrateSettings)\nexcept SettingsError: pass\n"
        "print(*({'hvac', 'boto3', 'azure.identity'} & sys.modules.keys()))"
    )
    environment = {
        "HOME": "/nonexistent",
        "DATABASE_OWNER_URL": reference,
        "VAULT_ADDR": "http://127.0.0.1:9",
        "SECRETS_START_TIMEOUT_SECONDS": "0",
        "SECRETS_TIMEOUT_SECONDS": "0.2",
        "AWS_EC2_METADATA_DISABLED": "true",
        "AZURE_KEY_VAULT_DOMAIN": "invalid",
    }
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert set(done.stdout.split()) == loaded


def test_settings_made_by_hand_have_no_stores_to_close() -> None:
    assert MigrateSettings(database_owner_url=SecretStr("postgresql://a:b@c/d")).loaded_secrets is None

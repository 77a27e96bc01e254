"""What the checks know about the settings."""

from __future__ import annotations

import pytest

from infra.environments import declarations, documentation, references
from infra.environments.policies import CREDENTIAL_OF_SECRET, Rotation
from server.settings import Process


@pytest.mark.parametrize(
    ("name", "secret"),
    [
        ("DATABASE_URL", True),
        ("DATABASE_REPLICA_URL", True),
        ("SESSION_SIGNING_KEYS", True),
        ("OBJECT_STORE_SECRET_ACCESS_KEY", True),
        ("OBJECT_STORE_ACCESS_KEY_ID", False),
        ("PUBLIC_URL", False),
        ("NO_SUCH_SETTING", False),
    ],
)
def test_secrets_are_told_by_their_type_however_deep(name: str, secret: bool) -> None:
    assert declarations.is_secret(name) is secret


def test_every_secret_has_a_kind_of_rotation() -> None:
    secrets = {name for name in declarations.settings() if declarations.is_secret(name)}
    assert secrets <= set(CREDENTIAL_OF_SECRET)
    assert set(CREDENTIAL_OF_SECRET.values()) <= set(Rotation.model_fields)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("WORKER_CONCURRENCY", 4),
        ("WORKER_CONCURRENCY", "4"),
        ("LOG_LEVEL", "info"),
        ("VAULT_ADDR", "http://localhost:8200"),
        ("OBJECT_STORE_CA_FILE", "/etc/ca.pem"),
    ],
)
def test_a_value_that_fits_has_no_problem(name: str, value: object) -> None:
    assert declarations.problem(name, value) is None


@pytest.mark.parametrize(
    ("name", "value", "clause"),
    [
        ("WORKER_CONCURRENCY", 0, "greater than or equal to 1"),
        ("WORKER_CONCURRENCY", 1.5, "valid integer"),
        ("WORKER_CONCURRENCY", True, "valid integer"),
        ("LOG_LEVEL", "loud", "'debug', 'info', 'warning' or 'error'"),
        ("VAULT_ADDR", "http://vault.example.com", "must start with https://"),
    ],
)
def test_a_value_that_does_not_fit_says_what_would(name: str, value: object, clause: str) -> None:
    assert clause in str(declarations.problem(name, value))


def test_the_settings_a_process_does_not_start_without() -> None:
    assert set(declarations.required(Process.MIGRATE)) == {"DATABASE_OWNER_URL"}
    assert set(declarations.required(Process.WORKER)) == {"DATABASE_URL", "OBJECT_STORE_URL"}


@pytest.mark.parametrize(
    "value",
    [
        "vault:syndic/production#url",
        "aws:syndic/production/database#url",
        "azure:acme-production/session-keys",
        "env:DATABASE_URL",
        "postgresql://{aws:a/b#username}:{aws:a/b#password}@host/db",
        "postgresql://app:{aws:a/b#password}@host/db",
    ],
)
def test_references_are_recognised(value: str) -> None:
    assert references.parse(value)


@pytest.mark.parametrize(
    "value",
    [
        None,
        5,
        "",
        "word",
        "vault:path",
        "gcp:a#b",
        "postgresql://app@host/db",
        "postgresql://{aws:a/b#user}:word@host/db",
    ],
)
def test_what_is_no_reference_or_holds_a_password_is_not(value: object) -> None:
    assert references.parse(value) == []


def test_the_page_has_every_setting_once_and_no_secret_has_a_default() -> None:
    page = documentation.render()
    for name, (field, _) in declarations.settings().items():
        (row,) = [line for line in page.splitlines() if line.startswith(f"| `{name}` |")]
        assert str(field.description).replace("|", "\\|") in row
        if declarations.is_secret(name):
            assert "| secret |" in row or "| secret, " in row

"""How references are written, and what is said of those that are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.secrets.errors import InvalidReferenceError
from server.secrets.references import Reference, Scheme, accepted_forms, fill, parse_reference, references_in

CANARY = "canary-0b7e"


@pytest.mark.parametrize(
    ("text", "scheme", "location", "key"),
    [
        ("vault:syndic/production/database#password", Scheme.VAULT, "syndic/production/database", "password"),
        ("vault-database:app#username", Scheme.VAULT_DATABASE, "app", "username"),
        ("vault-database:static-creds/app#password", Scheme.VAULT_DATABASE, "static-creds/app", "password"),
        ("aws:syndic/production/signing-keys", Scheme.AWS, "syndic/production/signing-keys", None),
        (
            "aws:arn:aws:secretsmanager:eu-central-1:123456789012:secret:syndic-AbCdEf#password",
            Scheme.AWS,
            "arn:aws:secretsmanager:eu-central-1:123456789012:secret:syndic-AbCdEf",
            "password",
        ),
        ("azure:syndic-production/database-password", Scheme.AZURE, "syndic-production/database-password", None),
        ("azure:syndic-production/database#password", Scheme.AZURE, "syndic-production/database", "password"),
        ("env:DATABASE_PASSWORD", Scheme.ENVIRONMENT, "DATABASE_PASSWORD", None),
        ("file:/run/secrets/database password", Scheme.FILE, "/run/secrets/database password", None),
        ("file:/run/secrets/a#b", Scheme.FILE, "/run/secrets/a#b", None),
    ],
)
def test_references_are_read_and_printed_alike(text: str, scheme: Scheme, location: str, key: str | None) -> None:
    reference = parse_reference(text)
    assert reference == Reference(scheme, location, key)
    assert str(reference) == text


@pytest.mark.parametrize(
    ("text", "accepted"),
    [
        (f"vault:{CANARY}", "vault:path#key"),
        (f"vault:{CANARY}#", "vault:path#key"),
        (f"vault:#{CANARY}", "vault:path#key"),
        (f"vault:a/../{CANARY}#key", "vault:path#key"),
        (f"vault:a/./{CANARY}#key", "vault:path#key"),
        (f"vault:..#{CANARY}", "vault:path#key"),
        (f"vault://{CANARY}/a#b", "vault:path#key"),
        (f"vault:a/{CANARY}?version=1#key", "vault:path#key"),
        (f"vault-database:{CANARY}", "vault-database:role#username"),
        (f"vault-database:{CANARY}#host", "vault-database:role#password"),
        (f"vault-database:config/{CANARY}#password", "vault-database:role#password"),
        (f"aws:{CANARY}#", "aws:name#key"),
        ("aws:", "aws:name"),
        (f"azure:{CANARY}", "azure:vault/name"),
        (f"azure:vault/under_{CANARY}", "azure:vault/name"),
        (f"azure:{CANARY}.example.org/name", "azure:vault/name"),
        (f"env:{CANARY}", "env:NAME"),
        (f"file:{CANARY}", "file:/absolute/path"),
        (f"file:///{CANARY}", "file:/absolute/path"),
        ("file:/", "file:/absolute/path"),
        (f"valt:{CANARY}#key", "vault:path#key"),
        (CANARY, "vault:path#key"),
        ("", "vault:path#key"),
    ],
)
def test_a_wrong_reference_says_what_is_accepted_and_repeats_nothing(text: str, accepted: str) -> None:
    with pytest.raises(InvalidReferenceError) as caught:
        parse_reference(text)
    assert accepted in str(caught.value)
    assert CANARY not in str(caught.value)


def test_every_scheme_is_in_the_accepted_forms() -> None:
    assert all(f"{scheme}:" in accepted_forms() for scheme in Scheme)


@pytest.mark.parametrize(
    "value",
    [
        "postgresql://user:password@host/database",
        "a plain value",
        "id:value",
        "valt:path#key",
        "${HOME}",
        "{vault:path#key}",
        "",
        "https://example.org/#vault:a",
    ],
)
def test_other_values_are_left_alone(value: str) -> None:
    assert references_in(value) == []
    assert fill(value, lambda _: CANARY) == value


def test_a_url_is_filled_percent_encoded() -> None:
    url = "postgresql://{vault-database:app#username}:{vault-database:app#password}@db:5432/syndic"
    secrets = {"username": "v-app-1", "password": "p@ss/w:rd {ü}%"}
    filled = fill(url, lambda reference: secrets[reference.key or ""])
    assert filled == "postgresql://v-app-1:p%40ss%2Fw%3Ard%20%7B%C3%BC%7D%25@db:5432/syndic"


def test_a_reference_alone_is_replaced_as_it_is() -> None:
    assert fill("aws:name", lambda _: "p@ss word") == "p@ss word"


def test_braces_in_a_url_that_hold_no_reference_are_refused() -> None:
    with pytest.raises(InvalidReferenceError, match="not a reference"):
        references_in("postgresql://user:{valt:app#password}@host/database")


@given(st.text())
def test_any_text_is_a_value_a_reference_or_refused(text: str) -> None:
    for candidate in (text, *(f"{scheme}:{text}" for scheme in Scheme), f"postgresql://{{{text}}}@host"):
        try:
            found = references_in(candidate)
        except InvalidReferenceError:
            continue
        assert all(parse_reference(str(reference)) == reference for reference in found)

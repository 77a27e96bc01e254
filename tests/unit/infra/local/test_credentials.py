from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

import pytest
from dotenv import dotenv_values
from hypothesis import given
from hypothesis import strategies as st

from infra.local import credentials
from infra.local.errors import MissingCredentialError


def test_every_secret_is_generated_once_and_never_changed(tmp_path: Path) -> None:
    first = credentials.ensure(tmp_path / ".env")
    second = credentials.ensure(tmp_path / ".env")

    assert set(credentials.GENERATORS) <= set(first.values)
    assert second.values == first.values


def test_the_file_is_closed_to_others_from_the_first_and_again_at_every_start(tmp_path: Path) -> None:
    path = tmp_path / ".env"
    credentials.ensure(path)
    assert path.stat().st_mode & 0o777 == 0o600

    path.chmod(0o644)
    credentials.ensure(path)
    assert path.stat().st_mode & 0o777 == 0o600


def test_missing_secrets_are_added_and_what_the_user_wrote_stays(tmp_path: Path) -> None:
    path = tmp_path / ".env"
    path.write_text("# mine\nLOG_LEVEL=debug\nSYNDIC_DATABASE_APP_PASSWORD=chosen")

    found = credentials.ensure(path)

    assert path.read_text().startswith("# mine\nLOG_LEVEL=debug\nSYNDIC_DATABASE_APP_PASSWORD=chosen\n")
    assert found[credentials.APP_PASSWORD] == "chosen"
    assert found.values["LOG_LEVEL"] == "debug"
    assert len(found[credentials.OWNER_PASSWORD]) >= 40


def test_two_environments_share_no_secret(tmp_path: Path) -> None:
    one, other = (credentials.ensure(tmp_path / name).values for name in ("one", "other"))

    assert not set(one.values()) & set(other.values())


def test_the_signing_key_set_is_one_the_server_accepts(tmp_path: Path) -> None:
    [key] = json.loads(credentials.ensure(tmp_path / ".env")[credentials.SIGNING_KEYS])

    assert set(key) == {"id", "key"}
    assert len(key["key"]) >= 32


def test_the_token_is_replaced_and_removed_without_touching_other_lines(tmp_path: Path) -> None:
    path = tmp_path / ".env"
    credentials.ensure(path)
    before = path.read_text()

    credentials.set_token(path, "syn_one")
    credentials.set_token(path, "syn_two")
    assert credentials.read(path).token == "syn_two"
    assert path.read_text() == before + "SYNDIC_API_TOKEN='syn_two'\n"

    credentials.set_token(path, None)
    assert credentials.read(path).token is None
    assert path.read_text() == before


def test_a_secret_that_was_deleted_is_named_with_the_way_out(tmp_path: Path) -> None:
    with pytest.raises(MissingCredentialError, match=r"SYNDIC_DATABASE_APP_PASSWORD is missing in .*Run `syndic up`"):
        credentials.read(tmp_path / ".env")[credentials.APP_PASSWORD]


@given(st.text(st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="\u2028\u2029\x85")))
def test_any_value_survives_the_file(value: str) -> None:
    text = credentials.render({"NAME": value})

    assert dotenv_values(stream=StringIO(text), interpolate=False) == {"NAME": value}

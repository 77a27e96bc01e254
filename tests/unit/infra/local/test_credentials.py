from __future__ import annotations

import json
import os
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from dotenv import dotenv_values
from hypothesis import given
from hypothesis import strategies as st

from infra.local import credentials
from infra.local.credentials import DatabaseNames, KeyNames
from infra.local.errors import MissingCredentialError
from infra.local.object_store_configuration import AccessKey
from infra.local.postgresql import Role
from server.secrets.environment import EnvironmentStore
from server.settings import Reference, Scheme


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
    path.write_text("# mine\nLOG_LEVEL=debug\nSYNDIC_DATABASE_API_PASSWORD=chosen")

    found = credentials.ensure(path)

    assert path.read_text().startswith("# mine\nLOG_LEVEL=debug\nSYNDIC_DATABASE_API_PASSWORD=chosen\n")
    assert found[DatabaseNames(Role.API).password] == "chosen"
    assert found.values["LOG_LEVEL"] == "debug"
    assert len(found[DatabaseNames(Role.OWNER).password]) >= 40


def test_two_environments_share_no_secret(tmp_path: Path) -> None:
    one, other = (
        {value for key, value in credentials.ensure(tmp_path / name).values.items() if key in credentials.GENERATORS}
        for name in ("one", "other")
    )

    assert not one & other


def test_the_signing_key_set_is_one_the_server_accepts(tmp_path: Path) -> None:
    [key] = json.loads(credentials.ensure(tmp_path / ".env")[credentials.SIGNING_KEYS])

    assert set(key) == {"id", "key"}
    assert len(key["key"]) >= 32


def undated(path: Path) -> str:
    """The file without the line of dates."""
    return "".join(line for line in path.read_text().splitlines(keepends=True) if credentials.CHANGED not in line)


def test_the_token_is_replaced_and_removed_without_touching_other_lines(tmp_path: Path) -> None:
    path = tmp_path / ".env"
    credentials.ensure(path)
    before = undated(path)

    credentials.set_token(path, "syn_one")
    credentials.set_token(path, "syn_two")
    assert credentials.read(path).token == "syn_two"
    assert undated(path) == before + "SYNDIC_API_TOKEN='syn_two'\n"
    assert credentials.TOKEN in json.loads(credentials.read(path)[credentials.CHANGED])

    credentials.set_token(path, None)
    assert credentials.read(path).token is None
    assert undated(path) == before
    assert credentials.TOKEN not in json.loads(credentials.read(path)[credentials.CHANGED])


def test_values_are_replaced_in_one_step_wherever_they_stand(tmp_path: Path) -> None:
    path = tmp_path / ".env"
    path.write_text("export ONE=1\nOTHER=kept\nONE_MORE=kept\nTWO = 'two'\n")

    credentials.replace(path, {"ONE": "it's new", "TWO": None})

    values = dict(credentials.read(path).values)
    assert list(json.loads(values.pop(credentials.CHANGED))) == ["ONE"]
    assert values == {"OTHER": "kept", "ONE_MORE": "kept", "ONE": "it's new"}
    assert path.stat().st_mode & 0o777 == 0o600


def test_the_previous_key_of_the_object_store_is_valid_while_it_is_kept(tmp_path: Path) -> None:
    path = tmp_path / ".env"
    [current] = credentials.ensure(path).keys("worker")
    previous = KeyNames("worker", previous=True)

    credentials.replace(path, {previous.key_id: "OLD", previous.secret: "old"})
    assert credentials.read(path).keys("worker") == (current, AccessKey("OLD", "old"))

    credentials.replace(path, {previous.key_id: None, previous.secret: None})
    assert credentials.read(path).keys("worker") == (current,)


def test_a_secret_that_was_deleted_is_named_with_the_way_out(tmp_path: Path) -> None:
    with pytest.raises(MissingCredentialError, match=r"SYNDIC_DATABASE_API_PASSWORD is missing in .*Run `syndic up`"):
        credentials.read(tmp_path / ".env")[DatabaseNames(Role.API).password]


@given(st.text(st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="\u2028\u2029\x85")))
def test_any_value_survives_the_file(value: str) -> None:
    text = credentials.render({"NAME": value})

    assert dotenv_values(stream=StringIO(text), interpolate=False) == {"NAME": value}


def test_every_secret_has_the_date_of_its_value_and_the_platform_reads_it(tmp_path: Path) -> None:
    path = tmp_path / ".env"
    credentials.ensure(path)
    changed = credentials.read(path)[credentials.CHANGED]
    name, other = list(credentials.GENERATORS)[:2]
    assert set(credentials.GENERATORS) <= set(json.loads(changed))
    long_ago = {**json.loads(changed), name: "2020-01-01T00:00:00+00:00", other: "2020-01-01T00:00:00+00:00"}
    path.write_text(path.read_text().replace(changed, json.dumps(long_ago)))

    credentials.replace(path, {name: "another"})

    store = EnvironmentStore(path)
    ages = {each: store.describe(Reference(Scheme.ENVIRONMENT, each)).age() for each in (name, other)}
    assert (ages[name] or timedelta.max) < timedelta(minutes=5)
    assert (ages[other] or timedelta()) > timedelta(days=1000)


def test_secrets_from_before_dates_were_kept_are_dated_by_the_file(tmp_path: Path) -> None:
    path = tmp_path / ".env"
    credentials.ensure(path)
    path.write_text(undated(path))
    os.utime(path, (1_600_000_000, 1_600_000_000))

    credentials.ensure(path)

    dates = json.loads(credentials.read(path)[credentials.CHANGED])
    assert set(dates) == set(credentials.GENERATORS)
    assert set(dates.values()) == {"2020-09-13T12:26:40+00:00"}

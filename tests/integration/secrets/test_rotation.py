"""Rotations away from this machine: credentials are kept in a real store, the database and the process are real too."""

from __future__ import annotations

import json
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest
from pydantic import SecretStr
from typer.testing import CliRunner

from infra.environments import reading
from infra.environments.environment import Environment as Declared
from infra.environments.environment import Section
from infra.environments.policies import RotationPolicy
from infra.local.postgresql import SUPERUSER, Role
from infra.local.postgresql_roles import ensure_member, set_password
from infra.output import Progress as Display
from infra.scripts.rotate import remote, rotations
from infra.scripts.rotate.commands import app
from infra.scripts.rotate.database_memory import DatabaseMemory
from infra.scripts.rotate.database_role import Administrator, DatabaseRole
from infra.scripts.rotate.engine import Rotation
from infra.scripts.rotate.errors import (
    AlreadyRotatingError,
    ForeignKeyError,
    NotConfiguredError,
    PlaceRefusedError,
    RotatedElsewhereError,
    SeparatelyKeptError,
)
from infra.scripts.rotate.fleet import Fleet
from infra.scripts.rotate.iam_access_key import IamAccessKey
from infra.scripts.rotate.place import KEY_ID, PASSWORD, SECRET, URL, USER, StorePlace, UrlPlace
from infra.scripts.rotate.progress import Progress
from infra.scripts.rotate.rotations import Rotations
from infra.tree import Tree, checkout
from server.secrets.azure import AzureStore
from server.secrets.stores import SecretStores
from server.settings import ApiSettings, Reference, Scheme, SecretStoreSettings, references_in
from tests.integration.environment import Database
from tests.integration.processes import ServingProcess, serving, variables
from tests.integration.secrets.services import Aws, OpenBao

Write = Callable[[str, dict[str, str]], None]
NAME = "database-api"
FIRST, SECOND = "syndic_api_a", "syndic_api_b"


@pytest.fixture
def old_password(database: Database) -> str:
    """The password of the login role that is in use at first."""
    with database.superuser() as connection:
        for name in (FIRST, SECOND):
            ensure_member(connection, name, Role.API, Role.OWNER)
        set_password(connection, FIRST, "password-of-before")
    return "password-of-before"


@pytest.fixture(params=["openbao", "aws"])
def store(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, aws_identity: None
) -> tuple[str, Write, dict[str, str]]:
    """A store that can be written to: how its references begin, how to write, and the variables to reach it."""
    if request.param == "aws":
        aws: Aws = request.getfixturevalue("aws")
        given = {
            "AWS_REGION": aws.REGION,
            "AWS_ENDPOINT_URL_SECRETS_MANAGER": aws.address,
            "AWS_ENDPOINT_URL": aws.address,
            "AWS_ACCESS_KEY_ID": "testing",
            "AWS_SECRET_ACCESS_KEY": "testing",
        }

        def write(name: str, keys: dict[str, str]) -> None:
            manager = aws.client("secretsmanager")
            manager.create_secret(Name=name, SecretString=json.dumps(keys))

    else:
        bao: OpenBao = request.getfixturevalue("openbao")
        given_settings = bao.settings()
        given = {
            name.upper(): str(value)
            for name, value in given_settings.model_dump(include=given_settings.model_fields_set).items()
        }

        def write(name: str, keys: dict[str, str]) -> None:
            bao.root.secrets.kv.v2.create_or_update_secret(name, keys)

    for name, value in given.items():
        monkeypatch.setenv(name, value)
    return ("aws" if request.param == "aws" else "vault"), write, given


@contextmanager
def platform(
    declared: dict[str, str], given: dict[str, str], settings: ApiSettings, directory: Path
) -> Generator[ServingProcess]:
    held = {**variables(settings), **given, **declared, "SECRETS_REFRESH_SECONDS": "0.3"}
    with serving("api", held, directory) as process:
        yield process


def staging(api: dict[str, Any]) -> Declared:
    """Staging as it is declared, with other secrets, and no overlap to wait for."""
    declared = reading.read(Tree.of_checkout(checkout()), "staging").environment
    at_once = RotationPolicy(maximum_age_days=30, overlap_hours=0)
    policies = declared.rotation.model_copy(
        update={"database_roles": at_once, "session_signing_keys": at_once, "object_store_key": at_once}
    )
    return declared.model_copy(update={"secrets": Section(api=api), "rotation": policies})


def rotate(found: Rotations, name: str) -> str:
    [outcome] = found.run(found.choose(name, every=False), Display(quiet=True), keep_overlap=False, patience_seconds=60)
    return outcome.state


def refused(database: Database, user: str, password: str) -> bool:
    port = database.environment.postgresql.port
    try:
        psycopg.connect(host="127.0.0.1", port=port, dbname=database.name, user=user, password=password).close()
    except psycopg.OperationalError:
        return True
    return False


def test_logins_and_signing_keys_of_a_serving_process_are_rotated_in_a_store(
    store: tuple[str, Write, dict[str, str]],
    settings: ApiSettings,
    database: Database,
    old_password: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    scheme, write, given = store
    write("syndic/rotated", {"username": FIRST, "password": old_password, "unrelated": "kept"})
    write("syndic/signing", {"keys": json.dumps([{"id": "first", "key": "k" * 40}])})
    port = database.environment.postgresql.port
    api = {
        "DATABASE_URL": f"postgresql://{{{scheme}:syndic/rotated#username}}:{{{scheme}:syndic/rotated#password}}"
        f"@127.0.0.1:{port}/{database.name}?sslmode=disable",
        "SESSION_SIGNING_KEYS": f"{scheme}:syndic/signing#keys",
    }
    administrator = database.environment.postgresql.url(SUPERUSER, database.name)
    monkeypatch.setenv(remote.ADMINISTRATOR_URL, administrator)
    with platform(api, given, settings, tmp_path) as process:
        monkeypatch.setenv(remote.METRICS_ADDRESSES, f"api={process.internal_url}")
        found = rotations._remote(staging(api))
        assert [credential.name for credential in found.credentials] == ["database-api", "session-signing-keys"]
        pid = process.process.pid

        assert rotate(found, "database-api") == "rotated"
        assert rotate(found, "session-signing-keys") == "rotated"

        assert httpx.get(f"{process.internal_url}/readyz").status_code == httpx.codes.OK
        assert process.process.pid == pid
        with database.superuser() as connection:
            users = (
                "SELECT DISTINCT usename FROM pg_stat_activity WHERE datname = %s AND application_name = 'syndic-api'"
            )
            assert connection.execute(users, (database.name,)).fetchall() == [(SECOND,)]

    stores = SecretStores(SecretStoreSettings())
    kept = {
        key: stores.of(reference).get(reference).value.get_secret_value()
        for key in ("username", "password", "unrelated")
        for reference in references_in(f"{scheme}:syndic/rotated#{key}")
    }
    assert (kept["username"], kept["unrelated"]) == (SECOND, "kept")
    assert refused(database, FIRST, old_password)
    assert not refused(database, SECOND, kept["password"])
    standings = {standing.name: standing for standing in found.standings()}
    assert standings["database-api"].rotated_at is not None
    assert standings["database-api"].state == "current"
    remembered = found.memory.read().model_dump_json()
    assert kept["password"] not in remembered


def test_a_url_that_a_store_keeps_as_a_whole_gets_the_new_login(
    openbao: OpenBao, database: Database, old_password: str
) -> None:
    port = database.environment.postgresql.port
    url = f"postgresql://{FIRST}:{old_password}@127.0.0.1:{port}/{database.name}?sslmode=disable"
    openbao.root.secrets.kv.v2.create_or_update_secret("syndic/whole", {"url": url})
    [reference] = references_in("vault:syndic/whole#url")
    place = UrlPlace(StorePlace(SecretStores(openbao.settings()), {URL: reference}))

    place.replace({USER: "another", PASSWORD: "p@ss/word"})

    held = place.read()
    assert (held[USER], held[PASSWORD]) == ("another", "p@ss/word")
    assert held[URL] == f"postgresql://another:p%40ss%2Fword@127.0.0.1:{port}/{database.name}?sslmode=disable"


def test_a_database_role_is_rotated_in_a_key_vault(
    azure_store: AzureStore, database: Database, old_password: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The vault is the recorded-contract fake, behind the official SDK; the database is real."""
    stores = SecretStores(SecretStoreSettings())
    monkeypatch.setattr(stores, "of", lambda _reference: azure_store)
    whole = Reference(Scheme.AZURE, "acme-staging/database-api")
    azure_store.write(whole, SecretStr(json.dumps({"username": FIRST, "password": old_password})), None)
    user, password = references_in(
        "postgresql://{azure:acme-staging/database-api#username}:{azure:acme-staging/database-api#password}@db/x"
    )
    cluster = database.environment.postgresql
    administrator = Administrator(cluster.url(SUPERUSER, database.name))
    address = f"postgresql://127.0.0.1:{cluster.port}/{database.name}"
    place = StorePlace(stores, {USER: user, PASSWORD: password})
    role = DatabaseRole(Role.API, place, administrator, lambda: address, Fleet(dict))
    found = fixed(role, administrator)

    assert rotate(found, "database-api") == "rotated"

    assert place.read()[USER] == SECOND
    assert not refused(database, SECOND, place.read()[PASSWORD])
    assert refused(database, FIRST, old_password)


def fixed(credential: Any, administrator: Administrator) -> Rotations:  # noqa: ANN401 - any credential
    """The rotation of one credential, remembered in the database."""
    memory = DatabaseMemory(administrator, credential.name)
    policies = staging({}).rotation
    return Rotations(policies, [credential], memory, memory.alone, lambda _credential, _progress: None, (), 0.1)


@pytest.mark.parametrize("lost", ["new", "stored_at", "revoked_at"])
def test_a_run_that_ends_before_it_remembers_a_step_is_finished_by_the_next(
    openbao: OpenBao, database: Database, old_password: str, monkeypatch: pytest.MonkeyPatch, lost: str
) -> None:
    kept = {"username": FIRST, "password": old_password}
    openbao.root.secrets.kv.v2.create_or_update_secret("syndic/interrupted", kept)
    user, password = references_in(
        "postgresql://{vault:syndic/interrupted#username}:{vault:syndic/interrupted#password}@db/x"
    )
    cluster = database.environment.postgresql
    administrator = Administrator(cluster.url(SUPERUSER, database.name))
    address = f"postgresql://127.0.0.1:{cluster.port}/{database.name}"

    def run() -> StorePlace:
        # Everything anew, as another process has it.
        place = StorePlace(SecretStores(openbao.settings()), {USER: user, PASSWORD: password})
        rotate(fixed(DatabaseRole(Role.API, place, administrator, lambda: address, Fleet(dict)), administrator), NAME)
        return place

    def ended(_self: Rotation, **changes: Any) -> Progress:  # noqa: ANN401 - the engine's
        if lost in changes:
            raise KeyboardInterrupt
        return update(_self, **changes)

    update = Rotation._update
    monkeypatch.setattr(Rotation, "_update", ended)
    with pytest.raises(KeyboardInterrupt):
        run()
    monkeypatch.undo()
    place = run()

    held = place.read()
    assert held[USER] == SECOND
    assert not refused(database, SECOND, held[PASSWORD])
    assert refused(database, FIRST, old_password)


@pytest.fixture
def iam_user(aws: Aws, aws_identity: None, monkeypatch: pytest.MonkeyPatch) -> Generator[dict[str, str]]:
    """A user of moto's IAM with one key, which Secrets Manager keeps."""
    monkeypatch.setenv("AWS_ENDPOINT_URL", aws.address)
    iam, manager = aws.client("iam"), aws.client("secretsmanager")
    iam.create_user(UserName="syndic-cron")
    key = iam.create_access_key(UserName="syndic-cron")["AccessKey"]
    document = {"id": key["AccessKeyId"], "secret": key["SecretAccessKey"]}
    manager.create_secret(Name="syndic/store-key", SecretString=json.dumps(document))
    yield document
    for left in iam.list_access_keys(UserName="syndic-cron")["AccessKeyMetadata"]:
        iam.delete_access_key(UserName="syndic-cron", AccessKeyId=left["AccessKeyId"])
    iam.delete_user(UserName="syndic-cron")
    manager.delete_secret(SecretId="syndic/store-key", ForceDeleteWithoutRecovery=True)


def iam_key(aws: Aws) -> tuple[IamAccessKey, StorePlace]:
    references = {KEY_ID: "aws:syndic/store-key#id", SECRET: "aws:syndic/store-key#secret"}
    parsed = {meaning: references_in(text)[0] for meaning, text in references.items()}
    place = StorePlace(SecretStores(aws.settings()), parsed)
    return IamAccessKey("cron", place, Fleet(dict)), place


def test_an_access_key_of_iam_is_rotated(
    aws: Aws, iam_user: dict[str, str], database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("infra.scripts.rotate.iam_access_key.LONGEST_REQUEST", 0 * rotations.timedelta(1))
    credential, place = iam_key(aws)
    administrator = Administrator(database.environment.postgresql.url(SUPERUSER, database.name))

    assert rotate(fixed(credential, administrator), "object-store-cron") == "rotated"

    keys = aws.client("iam").list_access_keys(UserName="syndic-cron")["AccessKeyMetadata"]
    assert [key["AccessKeyId"] for key in keys] == [place.read()[KEY_ID]]
    assert place.read()[KEY_ID] != iam_user["id"]


def test_a_second_key_that_no_rotation_made_is_left_alone(aws: Aws, iam_user: dict[str, str]) -> None:
    other = aws.client("iam").create_access_key(UserName="syndic-cron")["AccessKey"]["AccessKeyId"]
    credential, _ = iam_key(aws)
    later = rotations.datetime.now(rotations.UTC) + rotations.timedelta(minutes=1)

    with pytest.raises(ForeignKeyError, match=other):
        credential.create(Progress(id="one", began_at=later, old=iam_user["id"]))

    keys = aws.client("iam").list_access_keys(UserName="syndic-cron")["AccessKeyMetadata"]
    assert {key["AccessKeyId"] for key in keys} == {iam_user["id"], other}


def test_user_and_password_in_two_secrets_are_refused(openbao: OpenBao) -> None:
    references = references_in("postgresql://{vault:syndic/one#user}:{vault:syndic/two#password}@db/x")
    with pytest.raises(SeparatelyKeptError, match="keys of one secret"):
        StorePlace(SecretStores(openbao.settings()), dict(zip((USER, PASSWORD), references, strict=True)))


def test_a_writer_that_was_faster_is_not_overwritten(openbao: OpenBao, monkeypatch: pytest.MonkeyPatch) -> None:
    kv = openbao.root.secrets.kv.v2
    kv.create_or_update_secret("syndic/contended", {"user": "one", "password": "one"})
    references = references_in("postgresql://{vault:syndic/contended#user}:{vault:syndic/contended#password}@db/x")
    place = StorePlace(SecretStores(openbao.settings()), dict(zip((USER, PASSWORD), references, strict=True)))
    read = place._stored

    def read_then_lose() -> Any:  # noqa: ANN401 - what it wraps
        stored = read()
        kv.create_or_update_secret("syndic/contended", {"user": "other", "password": "other"})
        return stored

    monkeypatch.setattr(place, "_stored", read_then_lose)
    with pytest.raises(PlaceRefusedError, match="changed"):
        place.replace({USER: "two", PASSWORD: "two"})
    monkeypatch.undo()
    assert place.read() == {USER: "other", PASSWORD: "other"}


def test_two_rotators_exclude_each_other(database: Database) -> None:
    administrator = Administrator(database.environment.postgresql.url(SUPERUSER, database.name))
    one, two = (DatabaseMemory(administrator, "staging") for _ in range(2))
    with one.alone(), pytest.raises(AlreadyRotatingError), two.alone():
        pass
    with two.alone():
        pass


def test_what_is_missing_or_rotated_elsewhere_is_said(
    openbao: OpenBao, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(remote.ADMINISTRATOR_URL, raising=False)
    with pytest.raises(NotConfiguredError, match=f"{remote.ADMINISTRATOR_URL} is not set"):
        rotations.open_rotations("staging", None)
    done = CliRunner().invoke(app, ["status", "-e", "staging"])
    assert done.exit_code != 0

    monkeypatch.setenv(remote.ADMINISTRATOR_URL, database.environment.postgresql.url(SUPERUSER, database.name))
    with pytest.raises(NotConfiguredError, match="no address of api"):
        rotations.open_rotations("staging", None)

    monkeypatch.setenv(
        remote.METRICS_ADDRESSES, "api=http://localhost:1,worker=http://localhost:1,cron=http://localhost:1"
    )
    found = rotations.open_rotations("staging", None)
    assert {credential.name for credential in found.credentials} == {
        "database-owner",
        "database-api",
        "database-worker",
        "database-cron",
        "database-retention",
        "session-signing-keys",
    }
    with pytest.raises(RotatedElsewhereError, match="cert-manager renews"):
        found.choose("tls-proxy", every=False)
    shown = CliRunner().invoke(app, ["status", "-e", "staging"])
    assert shown.exit_code == 0, shown.output
    assert "database-worker" in shown.output
    assert "workload identity" in shown.output

"""Database credentials made by a real OpenBao in a real PostgreSQL."""

from __future__ import annotations

import time
from collections.abc import Generator

import psycopg
import pytest
from pydantic import SecretStr

from infra.local.postgresql import SUPERUSER, Cluster, running_postgresql
from server.secrets.errors import SecretNotFoundError, SecretRefusedError, UnsupportedOperationError
from server.secrets.references import parse_reference
from server.secrets.resolution import resolve
from server.secrets.stores import SecretStores
from tests.integration.secrets.services import OpenBao, free_port, wait_until

CREATE = [
    """CREATE ROLE "{{name}}" LOGIN PASSWORD '{{password}}' VALID UNTIL '{{expiration}}' IN ROLE syndic_app INHERIT""",
]
URL = "postgresql://{{vault-database:{role}#username}}:{{vault-database:{role}#password}}@127.0.0.1:{port}/syndic"


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Generator[Cluster]:
    with running_postgresql(tmp_path_factory.mktemp("postgresql"), free_port()) as running:
        yield running


@pytest.fixture(scope="module")
def engine(openbao: OpenBao, cluster: Cluster) -> OpenBao:
    """OpenBao with two roles in the cluster and a static one."""
    database = openbao.root.secrets.database
    with psycopg.connect(cluster.url(SUPERUSER, "postgres"), autocommit=True) as connection:
        connection.execute("CREATE ROLE reporting LOGIN PASSWORD 'first' IN ROLE syndic_app")
    database.configure(
        "syndic",
        plugin_name="postgresql-database-plugin",
        allowed_roles=["application", "short", "reporting"],
        connection_url=f"postgresql://{{{{username}}}}:{{{{password}}}}@127.0.0.1:{cluster.port}/postgres?sslmode=disable",
        username=SUPERUSER,
        password=cluster.superuser_password,
    )
    database.create_role("application", "syndic", CREATE, default_ttl="1h", max_ttl="24h")
    database.create_role("short", "syndic", CREATE, default_ttl="3s", max_ttl="5s")
    database.create_static_role("reporting", "syndic", "reporting", [], rotation_period="24h")
    return openbao


@pytest.fixture
def stores(engine: OpenBao) -> Generator[SecretStores]:
    opened = SecretStores(engine.settings())
    yield opened
    opened.close()


def url(stores: SecretStores, cluster: Cluster, role: str = "application") -> str:
    resolution = resolve({"database_url": URL.format(role=role, port=cluster.port)}, stores)
    assert resolution.failures == {}
    return resolution.values["database_url"].get_secret_value()


def user_at(address: str) -> str:
    with psycopg.connect(address) as connection:
        row = connection.execute("SELECT current_user").fetchone()
        assert row
        return row[0]


def refused(address: str) -> bool:
    try:
        user_at(address)
    except psycopg.OperationalError as error:
        return "authentication failed" in str(error)
    except psycopg.errors.UndefinedObject:
        # It signed in a moment before its role was dropped.
        return True
    return False


def test_a_url_is_filled_from_one_lease_and_works(stores: SecretStores, cluster: Cluster) -> None:
    address = url(stores, cluster)
    assert user_at(address).startswith("v-")
    assert url(stores, cluster) == address, "the same credentials while they are good"


def test_every_process_has_credentials_of_its_own(engine: OpenBao, stores: SecretStores, cluster: Cluster) -> None:
    other = SecretStores(engine.settings())
    assert url(other, cluster) != url(stores, cluster)
    other.close()


def test_new_credentials_come_before_the_old_ones_end(stores: SecretStores, cluster: Cluster) -> None:
    first = url(stores, cluster, "short")
    deadline = time.monotonic() + 30
    while (address := url(stores, cluster, "short")) == first:
        assert user_at(first), "the credentials handed out work"
        assert time.monotonic() < deadline
        due = stores.renewal_due_seconds()
        assert due is not None
        time.sleep(min(due, 0.1))
    assert user_at(address)
    assert user_at(first), "the old ones still work while a process moves over"


def test_credentials_end_with_the_process(stores: SecretStores, cluster: Cluster) -> None:
    address = url(stores, cluster)
    assert user_at(address)
    stores.close()
    # The server revokes what belonged to the token right after it has answered.
    wait_until(lambda: refused(address), "the revocation")


def test_credentials_of_a_revoked_token_are_replaced(engine: OpenBao, stores: SecretStores, cluster: Cluster) -> None:
    first = url(stores, cluster)
    token = stores._vault_session()._client.token
    engine.root.auth.token.revoke(token)
    # The next reading of anything finds the token gone and logs in again.
    resolve({"other": "vault:syndic/none#key"}, stores)
    second = url(stores, cluster)
    assert second != first
    assert user_at(second)


def test_a_static_role_keeps_its_name_and_gets_new_passwords(
    engine: OpenBao, stores: SecretStores, cluster: Cluster
) -> None:
    first = url(stores, cluster, "static-creds/reporting")
    assert user_at(first) == "reporting"
    engine.root.secrets.database.rotate_static_role_credentials("reporting")
    second = url(stores, cluster, "static-creds/reporting")
    assert second != first
    assert user_at(second) == "reporting"
    described = stores.of(reference := parse_reference("vault-database:static-creds/reporting#password")).describe(
        reference
    )
    age = described.age()
    assert age is not None
    assert age.total_seconds() < 60


def test_credentials_cannot_be_set(stores: SecretStores) -> None:
    reference = parse_reference("vault-database:application#password")
    with pytest.raises(UnsupportedOperationError, match="cannot be set"):
        stores.of(reference).put(reference, SecretStr("mine"))


def test_a_role_that_is_not_there_is_named(engine: OpenBao) -> None:
    stores = SecretStores(engine.settings())
    reference = parse_reference("vault-database:short#password")
    engine.root.secrets.database.delete_role("short")
    with pytest.raises((SecretNotFoundError, SecretRefusedError), match="vault-database:short"):
        stores.of(reference).get(reference)

"""The platform's processes with their secrets in a real store: at the start, while it is out, and what they show."""

from __future__ import annotations

import json
import secrets
import subprocess
import threading
from collections.abc import Generator
from pathlib import Path

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families
from psycopg import sql
from pydantic import SecretStr

from infra.local.postgresql import Role
from server.settings import ApiSettings, MigrateSettings, SecretStoreSettings, UnresolvedSettingsError, load_settings
from tests.integration.environment import Database, Environment
from tests.integration.processes import ServingProcess, run_command, serving, variables
from tests.integration.secrets.services import OpenBao, wait_until


def store_variables(settings: SecretStoreSettings) -> dict[str, str]:
    given = settings.model_dump(include=settings.model_fields_set)
    return {name.upper(): str(value) for name, value in given.items()}


@pytest.fixture
def own_openbao(tmp_path: Path) -> Generator[OpenBao]:
    """A server that the test may start late and kill."""
    server = OpenBao(tmp_path)
    yield server
    server.service.kill()


@pytest.fixture
def in_the_store(openbao: OpenBao, settings: ApiSettings) -> dict[str, str]:
    """The variables of an API with nothing secret in them; every secret is in OpenBao."""
    held = variables(settings)
    keys = {
        "database": held["DATABASE_URL"],
        "key_id": held["OBJECT_STORE_ACCESS_KEY_ID"],
        "key": held["OBJECT_STORE_SECRET_ACCESS_KEY"],
        "signing": f"canary-signing-{secrets.token_hex(24)}",
    }
    openbao.root.secrets.kv.v2.create_or_update_secret("syndic/api", keys)
    return {
        **held,
        **store_variables(openbao.settings()),
        "DATABASE_URL": "vault:syndic/api#database",
        "OBJECT_STORE_ACCESS_KEY_ID": "vault:syndic/api#key_id",
        "OBJECT_STORE_SECRET_ACCESS_KEY": "vault:syndic/api#key",
        "SESSION_SIGNING_KEYS": json.dumps([{"id": "first", "key": "vault:syndic/api#signing"}]),
        "SECRETS_REFRESH_SECONDS": "1",
        "LOG_LEVEL": "debug",
    }


def metric(process: ServingProcess, sample_name: str, **labels: str) -> float | None:
    text = httpx.get(f"{process.internal_url}/metrics").text
    samples = [sample for family in text_string_to_metric_families(text) for sample in family.samples]
    return next((sample.value for sample in samples if sample.name == sample_name and sample.labels == labels), None)


def test_a_store_that_stays_down_ends_the_start_with_one_sentence(own_openbao: OpenBao) -> None:
    done = run_command(
        ["migrate", "--check"],
        {
            "DATABASE_OWNER_URL": "postgresql://{vault:syndic/db#user}:{vault:syndic/db#password}@localhost/syndic",
            "VAULT_ADDR": own_openbao.address,
            "VAULT_ROLE_ID_FILE": __file__,
            "VAULT_SECRET_ID_FILE": __file__,
            "SECRETS_START_TIMEOUT_SECONDS": "5",
        },
    )
    assert done.returncode == 1
    *waiting, last = done.stderr.splitlines()
    assert last == (
        "ERROR: Settings are not usable. DATABASE_OWNER_URL: The secret store at "
        f"{own_openbao.address} cannot be used: no answer (ConnectionError). "
        "Check VAULT_ADDR and that the server runs and can be reached."
    )
    assert len(waiting) == 1
    assert waiting[0].startswith("Secret store unavailable, trying again for up to 5 seconds: ")


@pytest.mark.parametrize(
    ("reference", "sentence"),
    [
        ("vault:other/db#password", 'Add this to the policy of its role: path "secret/data/other/db"'),
        ("vault:syndic/none#password", "There is no secret vault:syndic/none#password."),
        ("vault:syndic/none", "Accepted: vault:path#key."),
    ],
)
def test_what_waiting_cannot_mend_ends_the_start_at_once(openbao: OpenBao, reference: str, sentence: str) -> None:
    done = run_command(["migrate", "--check"], {**store_variables(openbao.settings()), "DATABASE_OWNER_URL": reference})
    assert done.returncode == 1
    assert done.stderr.startswith("ERROR: Settings are not usable. DATABASE_OWNER_URL: ")
    assert sentence in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_command_revokes_its_token_at_the_end_also_when_it_fails(openbao: OpenBao) -> None:
    openbao.root.secrets.kv.v2.create_or_update_secret("syndic/db", {"password": "canary-of-a-command"})
    environment = store_variables(openbao.settings())
    environment["DATABASE_OWNER_URL"] = "postgresql://app:{vault:syndic/db#password}@127.0.0.1:1/syndic"

    def tokens() -> int:
        return len(openbao.root.auth.token.list_accessors()["data"]["keys"])

    before = tokens()
    done = run_command(["migrate", "--check"], environment)
    assert done.returncode == 1
    assert done.stderr.startswith("ERROR: The database does not answer at DATABASE_OWNER_URL")
    assert "canary" not in done.stderr
    assert tokens() == before


def test_a_start_waits_for_a_store_that_comes_up(own_openbao: OpenBao, monkeypatch: pytest.MonkeyPatch) -> None:
    token = own_openbao.directory / "token"
    token.write_text("root-token-of-the-tests")
    monkeypatch.delenv("SYNDIC_ENV_FILE", raising=False)
    for name, value in {
        "DATABASE_OWNER_URL": "vault:syndic/db#url",
        "VAULT_ADDR": own_openbao.address,
        "VAULT_CACERT": str(own_openbao.ca_file),
        "VAULT_AUTH_METHOD": "token",
        "VAULT_TOKEN_FILE": str(token),
    }.items():
        monkeypatch.setenv(name, value)
    loaded: list[MigrateSettings] = []
    # The secret is not there at first either: with the server it would be an error that waiting cannot mend.
    own_openbao.service.launch()
    wait_until(own_openbao._ready, "OpenBao")
    own_openbao.root.secrets.kv.v2.create_or_update_secret("syndic/db", {"url": "postgresql://a:b@c/d"})
    own_openbao.seal()
    thread = threading.Thread(target=lambda: loaded.append(load_settings(MigrateSettings)))
    thread.start()
    own_openbao.unseal()
    thread.join(60)
    assert [settings.database_owner_url for settings in loaded] == [SecretStr("postgresql://a:b@c/d")]


def test_a_sealed_store_is_named_at_the_start(openbao: OpenBao, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {**store_variables(openbao.settings()), "DATABASE_OWNER_URL": "vault:syndic/db#url"}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("SECRETS_START_TIMEOUT_SECONDS", "0")
    openbao.seal()
    try:
        with pytest.raises(UnresolvedSettingsError, match="it is sealed"):
            load_settings(MigrateSettings)
    finally:
        openbao.unseal()


def test_a_running_process_outlives_its_store_and_shows_no_secret(
    openbao: OpenBao, in_the_store: dict[str, str], settings: ApiSettings, tmp_path: Path
) -> None:
    with serving("api", in_the_store, tmp_path) as api:
        age = metric(api, "secret_age_seconds", name="DATABASE_URL")
        assert age is not None
        assert 0 <= age < 600
        assert metric(api, "secret_store_failures_total", store="vault") == 0
        openbao.seal()
        try:
            wait_until(lambda: (metric(api, "secret_store_failures_total", store="vault") or 0) > 0, "a failure")
            assert httpx.get(f"{api.internal_url}/readyz").status_code == httpx.codes.OK
            assert httpx.get(f"{api.url}/api/session", headers={"Cookie": "x=y"}).status_code < 500
        finally:
            openbao.unseal()
        failed = metric(api, "secret_refresh_timestamp_seconds") or 0
        wait_until(lambda: (metric(api, "secret_refresh_timestamp_seconds") or 0) > failed, "the next refresh")
        openbao.root.secrets.kv.v2.patch("syndic/api", {"signing": f"canary-signing-{secrets.token_hex(24)}"})
        wait_until(lambda: "Secrets changed: SESSION_SIGNING_KEYS" in api.log.read_text(), "the change")
        shown = [
            api.log.read_text(),
            httpx.get(f"{api.internal_url}/metrics").text,
            httpx.get(f"{api.internal_url}/readyz").text,
            httpx.get(f"{api.url}/api/session").text,
            subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True).stdout,
            Path(f"/proc/{api.process.pid}/environ").read_text(),
        ]
    shown.append(api.log.read_text())
    assert any("it is sealed" in text for text in shown)
    for secret in (
        settings.database_url.get_secret_value(),
        settings.database_url.get_secret_value().split("@")[0].rpartition(":")[2],
        (settings.object_store_secret_access_key or SecretStr("")).get_secret_value(),
        "canary-signing-",
    ):
        assert not any(secret in text for text in shown)


def test_credentials_the_store_makes_serve_a_process_and_end_with_it(
    openbao: OpenBao, environment: Environment, database: Database, in_the_store: dict[str, str], tmp_path: Path
) -> None:
    cluster, engine = environment.postgresql, openbao.root.secrets.database
    name = f"vault_{secrets.token_hex(4)}"
    with environment.superuser() as connection:
        connection.execute(sql.SQL("CREATE ROLE {} LOGIN SUPERUSER PASSWORD 'engine'").format(sql.Identifier(name)))
    engine.configure(
        "api",
        plugin_name="postgresql-database-plugin",
        allowed_roles=["application"],
        connection_url=f"postgresql://{{{{username}}}}:{{{{password}}}}@127.0.0.1:{cluster.port}/postgres?sslmode=disable",
        username=name,
        password="engine",
    )
    create = f"""CREATE ROLE "{{{{name}}}}" LOGIN PASSWORD '{{{{password}}}}' IN ROLE {Role.APP} INHERIT"""
    engine.create_role("application", "api", [create], default_ttl="1h", max_ttl="24h")
    references = "{vault-database:application#username}:{vault-database:application#password}"
    url = f"postgresql://{references}@127.0.0.1:{cluster.port}/{database.name}"

    def made() -> int:
        with environment.superuser() as connection:
            row = connection.execute("SELECT count(*) FROM pg_roles WHERE rolname LIKE 'v-approle-%'").fetchone()
            assert row
            return row[0]

    before = made()
    with serving("cron", {**in_the_store, "DATABASE_URL": url}, tmp_path):
        assert made() == before + 1
    wait_until(lambda: made() == before, "the revocation")

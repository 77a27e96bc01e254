"""The job that rotates every week, line by line: secrets in moto's store, database and processes that are real."""

from __future__ import annotations

import json
from collections.abc import Generator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import boto3
import httpx
import psycopg
import pytest
import yaml

from infra.local.postgresql import SUPERUSER, Role
from infra.local.postgresql_roles import ensure_member, pair_of, set_password
from infra.scripts.rotate.database_memory import DatabaseMemory
from infra.scripts.rotate.database_role import Administrator
from server.settings import ApiSettings
from tests.integration.client import Client
from tests.integration.environment import Database
from tests.integration.pipeline.recorded_contract_code_hosts import REPOSITORY
from tests.integration.processes import ServingProcess, serving, variables
from tests.integration.release.versions import Versions
from tests.integration.secrets.services import Aws
from tests.jobs import clones
from tests.jobs.artifacts import Artifacts
from tests.jobs.claims import runs
from tests.jobs.runner import Runner, inherited

ROLE = "arn:aws:iam::111111111111:role/syndic-staging-workload-operations"
OLD = timedelta(days=40)
ROLES = {"owner": Role.OWNER, "api": Role.API, "worker": Role.WORKER, "cron": Role.CRON}
NAMES = {"session-signing-keys", *(f"database-{name}" for name in ROLES)}
OVERLAP_OF_ROLES = {"maximum_age_days": 30, "overlap_hours": 0}


@dataclass
class Staging:
    """Staging as its file declares it, but for where its database is, and for logins, which do not overlap."""

    database: Database
    aws: Aws
    signed_in: Mapping[str, str]
    """What signing in as the scheduled jobs leaves."""

    @property
    def address(self) -> str:
        """The database, without user and password."""
        return f"@127.0.0.1:{self.database.environment.postgresql.port}/{self.database.name}?sslmode=disable"

    def client(self) -> Any:  # noqa: ANN401 - boto3 makes its clients at run time
        """The store, in the account of the role."""
        session = boto3.Session(
            self.signed_in["AWS_ACCESS_KEY_ID"],
            self.signed_in["AWS_SECRET_ACCESS_KEY"],
            self.signed_in["AWS_SESSION_TOKEN"],
        )
        return session.client("secretsmanager", region_name=self.aws.REGION, endpoint_url=self.aws.address)

    def held(self, name: str) -> dict[str, str]:
        """What the store has under a name."""
        location = f"syndic/staging/{name}"
        return json.loads(self.client().get_secret_value(SecretId=location, VersionStage="AWSCURRENT")["SecretString"])

    @property
    def secrets(self) -> dict[str, dict[str, str]]:
        """What the processes refer to."""
        login = "{aws:syndic/staging/database-api#username}:{aws:syndic/staging/database-api#password}"
        return {
            "api": {
                "DATABASE_URL": f"postgresql://{login}{self.address}",
                "SESSION_SIGNING_KEYS": "aws:syndic/staging/sessions#signing_keys",
            },
            "worker": {"DATABASE_URL": "aws:syndic/staging/database-worker#url"},
            "cron": {"DATABASE_URL": "aws:syndic/staging/database-cron#url"},
            "migrate": {"DATABASE_OWNER_URL": "aws:syndic/staging/database-owner#url"},
        }

    def declare(self, clone: Path) -> None:
        """Write its file in a clone."""
        file = clone / "infra" / "environments" / "staging.yaml"
        document = yaml.safe_load(file.read_text())
        document["secrets"] = self.secrets
        document["rotation"]["database_roles"] = OVERLAP_OF_ROLES
        file.write_text(yaml.safe_dump(document))

    def fill(self) -> None:
        """Put a login of each role, the administrator's and a signing key in the store."""
        kept: dict[str, dict[str, str]] = {
            "sessions": {"signing_keys": json.dumps([{"id": "first", "key": "k" * 40}])},
            "database-administrator": {"url": self.database.environment.postgresql.url(SUPERUSER, self.database.name)},
        }
        with self.database.superuser() as connection:
            for name, role in ROLES.items():
                login, password = pair_of(role)[0], f"password-of-{name}-before"
                for one in pair_of(role):
                    ensure_member(connection, one, role, Role.OWNER)
                set_password(connection, login, password)
                url = {"url": f"postgresql://{login}:{password}{self.address}"}
                kept[f"database-{name}"] = {"username": login, "password": password} if name == "api" else url
        for name, keys in kept.items():
            self.client().create_secret(Name=f"syndic/staging/{name}", SecretString=json.dumps(keys))

    def grow_old(self) -> None:
        """Have every secret be as old as the policy allows, and older."""
        administrator = Administrator(self.database.environment.postgresql.url(SUPERUSER, self.database.name))
        memory = DatabaseMemory(administrator, "staging")
        for name in NAMES:
            memory.see(name, datetime.now(UTC) - OLD)


@pytest.fixture
def staging(aws: Aws, database: Database) -> Staging:
    sts = boto3.client(
        "sts",
        region_name=aws.REGION,
        endpoint_url=aws.address,
        aws_access_key_id="testing",
        aws_secret_access_key="testing",
    )
    given = sts.assume_role(RoleArn=ROLE, RoleSessionName="rotation")["Credentials"]
    signed_in = {
        "AWS_ACCESS_KEY_ID": given["AccessKeyId"],
        "AWS_SECRET_ACCESS_KEY": given["SecretAccessKey"],
        "AWS_SESSION_TOKEN": given["SessionToken"],
        "AWS_REGION": aws.REGION,
        "AWS_ENDPOINT_URL": aws.address,
        "AWS_ENDPOINT_URL_SECRETS_MANAGER": aws.address,
    }
    found = Staging(database, aws, signed_in)
    found.fill()
    found.grow_old()
    return found


@pytest.fixture
def processes(staging: Staging, settings: ApiSettings, tmp_path: Path) -> Generator[dict[str, ServingProcess]]:
    """The processes, told what the file tells them."""
    # Their object store is not moto's, and would ask what this is.
    signed_in = {name: value for name, value in staging.signed_in.items() if name != "AWS_SESSION_TOKEN"}
    common = {**variables(settings), **signed_in, "SECRETS_REFRESH_SECONDS": "0.3"}
    with ExitStack() as stack:

        def served(name: str) -> ServingProcess:
            return stack.enter_context(serving(name, {**common, **staging.secrets[name]}, tmp_path))

        yield {name: served(name) for name in ("api", "worker", "cron")}


@pytest.fixture
async def token(admin: Client) -> str:
    """Of the job, for the platform that keeps its records."""
    body = {"name": "rotation", "role": "engineer", "expires_in_days": 1}
    return (await admin.post("/api/tokens", json=body)).raise_for_status().json()["token"]


@runs("rotation.yaml", "rotate")
def test_the_job_replaces_what_is_due_while_the_processes_serve(
    staging: Staging, processes: dict[str, ServingProcess], token: str, tmp_path: Path
) -> None:
    versions = Versions(tmp_path)
    staging.declare(versions.clone)
    clones.install(versions.clone)
    runner = Runner(versions.clone, Artifacts(tmp_path / "artifacts"), {"repository": REPOSITORY}, inherited())
    before = {name: staging.held(f"database-{name}") for name in ROLES}
    addresses = ",".join(f"{name}={one.internal_url}" for name, one in processes.items())

    ended = runner.run(
        "rotation.yaml",
        "rotate",
        given=staging.signed_in,
        matrix={"environment": "staging"},
        vars={
            "CLOUD": "aws",
            "AWS_REGION": staging.aws.REGION,
            "AWS_OPERATIONS_ROLE": ROLE,
            "SYNDIC_URL": processes["api"].url,
            "SYNDIC_ADMINISTRATOR_DATABASE_URL": "aws:syndic/staging/database-administrator#url",
            "SYNDIC_METRICS_ADDRESSES": addresses,
        },
        secrets={"SYNDIC_API_TOKEN": token},
    )

    assert ended.failure is None, ended.failure
    for name, process in processes.items():
        assert httpx.get(f"{process.internal_url}/readyz").status_code == httpx.codes.OK, name
    for name, old in before.items():
        assert staging.held(f"database-{name}") != old, name
    port = staging.database.environment.postgresql.port
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(
            host="127.0.0.1",
            port=port,
            dbname=staging.database.name,
            user=before["api"]["username"],
            password=before["api"]["password"],
        )
    listed = httpx.get(
        f"{processes['api'].url}/api/operations",
        params={"kind": "rotation"},
        headers={"Authorization": f"Bearer {token}"},
    ).raise_for_status()
    assert len(listed.json()["items"]) == len(ROLES)
    # Who signed in before stays so for a day: the next run of the job retires the old key.
    assert len(json.loads(staging.held("sessions")["signing_keys"])) == 2
    (record,) = (runner.artifacts.directory / "records-rotation-staging").glob("*.json")
    body = json.loads(record.read_text())
    assert (body["details"]["stage"], body["environment"], body["outcome"]) == ("rotation", "staging", "succeeded")

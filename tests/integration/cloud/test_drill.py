"""A drill in an environment that is not this machine's: names and objects of moto, databases of real PostgreSQL."""

from __future__ import annotations

import dataclasses
import json
import os
from collections.abc import Generator
from pathlib import Path

import psycopg
import pytest
import yaml

from infra.backups.failover import Procedure
from infra.environments.environment import Kind
from infra.local.layout import Layout
from infra.local.postgresql import SUPERUSER, Role
from infra.output import Progress
from infra.scripts.dr.cloud import CloudRecovery
from infra.scripts.dr.scenarios import Scenario
from infra.scripts.errors import InjectionNotPossibleError
from infra.tree import checkout
from tests.integration.cloud import outside
from tests.integration.cloud.amazon import AWAY, HOME, Amazon
from tests.integration.cloud.data_plane import DataPlane, data_plane
from tests.integration.permission.issuer import Issuer
from tests.integration.pipeline.recorded_contract_code_hosts import REPOSITORY
from tests.integration.release.versions import Versions
from tests.jobs import clones
from tests.jobs.artifacts import Artifacts
from tests.jobs.claims import runs
from tests.jobs.runner import Runner, inherited

# These servers speak no TLS (test_certificates.py has some that do), so the whole URL is theirs.
OWNER = {"DATABASE_OWNER_URL": "aws:syndic/staging/database-owner#url"}
SETTINGS = {"CLOUD": "aws", "DRILL_STAGING": "true", "AWS_OPERATIONS_ROLE": "operations", "AWS_REGION": HOME}


@pytest.fixture
def servers(aws: Amazon, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Generator[DataPlane]:
    with data_plane(tmp_path / "servers", monkeypatch) as found:
        found.start(HOME, standby=False)
        found.start(AWAY, standby=True)
        yield found


@pytest.fixture
def databases(aws: Amazon, servers: DataPlane) -> dict[str, outside.Server]:
    """Where the databases are; the owner's address is in the stores of both regions."""
    secret = json.dumps({"url": servers.cluster(HOME).url(Role.OWNER)})
    for region in (HOME, AWAY):
        aws.client("secretsmanager", region).create_secret(Name="syndic/staging/database-owner", SecretString=secret)
    return {
        region: outside.Server(found.port, found.url(SUPERUSER, "postgres"), found.url(Role.OWNER))
        for region in (HOME, AWAY)
        for found in (servers.cluster(region),)
    }


@pytest.fixture
def recovery(aws: Amazon, databases: dict[str, outside.Server], tmp_path: Path) -> CloudRecovery:
    layout = Layout(checkout(), tmp_path / "operator")
    found = aws.environment()
    declared = found.model_copy(update={"secrets": found.secrets.model_copy(update={"migrate": OWNER})})
    return outside.recovery(declared, databases, layout, Progress(quiet=True))


@pytest.fixture
def machine(aws: Amazon, databases: dict[str, outside.Server], tmp_path: Path) -> Generator[Runner]:
    """What the scheduled jobs run on; staging knows them by what the code host says."""
    issuer = Issuer({"repository": REPOSITORY})
    issuer.start()
    clones.in_environment(issuer, "staging-operations")
    versions = Versions(tmp_path)
    clones.believe(versions.clone, issuer, "staging")
    file = versions.clone / "infra" / "environments" / "staging.yaml"
    document = yaml.safe_load(file.read_text())
    document["secrets"]["migrate"] = OWNER
    file.write_text(yaml.safe_dump(document, sort_keys=False))
    clones.install(versions.clone, f"from {outside.__name__} import main; main()")
    stated = json.dumps({region: dataclasses.asdict(found) for region, found in databases.items()})
    yield Runner(
        versions.clone,
        Artifacts(tmp_path / "artifacts"),
        {"repository": REPOSITORY},
        {**inherited(), outside.SERVERS: stated},
        issuer.job,
        state=tmp_path / "operator",
        not_here={"Reach the clusters": "there are no clusters: worker and cron are kept in memory"},
    )
    issuer.stop()


@runs("drill.yaml", "staging")
def test_the_job_loses_the_live_region_and_no_acknowledged_row(
    machine: Runner, aws: Amazon, recovery: CloudRecovery, servers: DataPlane
) -> None:
    with servers.superuser(HOME) as connection:
        connection.execute("CREATE TABLE before_the_loss AS SELECT 1 AS row")
    signed_in = {name: value for name, value in os.environ.items() if name.startswith("AWS_")}
    ended = machine.run(
        "drill.yaml",
        "staging",
        given={**signed_in, "SYNDIC_STATE_DIR": str(machine.state)},
        vars={**SETTINGS, "SYNDIC_URL": "https://nowhere.invalid"},
        secrets={"SYNDIC_API_TOKEN": "none"},
    )
    assert ended.failure is None, ended.failure
    report = recovery.standing().last_drill
    assert report is not None
    assert (report.lost_region, report.live_region) == (HOME, AWAY)
    assert report.acknowledged_rows > 100
    assert report.lost_rows == 0
    assert 0 < report.database_recovery_seconds < float("inf")
    assert [phase.name for phase in report.phases].index("fence") < [p.name for p in report.phases].index("promote")
    assert list((machine.artifacts.directory / "drill-staging").glob(f"*-{report.id}.md"))
    (record,) = (machine.artifacts.directory / "records-drill-staging").glob("*.json")
    assert json.loads(record.read_text())["outcome"] == "succeeded"
    # The lost region was copied anew and follows; what it alone had is kept apart by RDS.
    with servers.superuser(HOME) as connection:
        assert connection.execute("SELECT pg_is_in_recovery()").fetchone() == (True,)
        assert connection.execute("SELECT count(*) FROM before_the_loss").fetchone() == (1,)
    standing = recovery.standing()
    assert (standing.regions.live, standing.regions.fenced, standing.following) == (AWAY, (), True)

    # And back: the standby has all of the log before it takes writes.
    with servers.superuser(AWAY) as connection:
        connection.execute("CREATE TABLE before_the_return AS SELECT 1 AS row")
    done = recovery.failback()
    assert [one.procedure for one in done] == [Procedure.SWITCHOVER, Procedure.REJOIN]
    with servers.superuser(HOME) as connection:
        assert connection.execute("SELECT pg_is_in_recovery()").fetchone() == (False,)
        assert connection.execute("SELECT count(*) FROM before_the_return").fetchone() == (1,)


def test_a_fenced_primary_acknowledges_nothing_whoever_is_still_connected(
    recovery: CloudRecovery, servers: DataPlane
) -> None:
    """A client that was connected before the region was given up, and goes on writing to it."""
    url = servers.cluster(HOME).url(Role.OWNER)
    with psycopg.connect(url, autocommit=True) as client:
        client.execute("CREATE TABLE split (number int)")
        client.execute("INSERT INTO split VALUES (1)")
        recovery.failover(force=True)
        with pytest.raises(psycopg.OperationalError):
            client.execute("INSERT INTO split VALUES (2)")
    with pytest.raises(psycopg.OperationalError, match="pg_hba"):
        psycopg.connect(url)
    with servers.superuser(AWAY) as connection:
        connection.execute("SELECT 1")
    with psycopg.connect(servers.cluster(AWAY).url(Role.OWNER)) as connection:
        assert connection.execute("SELECT number FROM split").fetchall() == [(1,)]


def test_a_drill_that_would_cut_users_of_production_off_is_refused(recovery: CloudRecovery) -> None:
    with pytest.raises(InjectionNotPossibleError, match="-e development"):
        recovery.drill(Scenario.PARTITION)
    recovery._declared = recovery._declared.model_copy(update={"kind": Kind.PRODUCTION})
    with pytest.raises(InjectionNotPossibleError, match="syndic dr failback"):
        recovery.drill(Scenario.REGION_LOSS)

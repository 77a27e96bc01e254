"""A drill in an environment that is not this machine's: names and objects of moto, databases of real PostgreSQL."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from infra.backups.cloud.ports import Address
from infra.backups.cloud.waiting import Patience
from infra.backups.failover import Procedure
from infra.environments.environment import Kind
from infra.local.layout import Layout
from infra.local.postgresql import SUPERUSER, Role
from infra.output import Progress
from infra.scripts.dr.cloud import CloudRecovery, parts_of
from infra.scripts.dr.scenarios import Scenario
from infra.scripts.errors import InjectionNotPossibleError
from infra.tree import checkout
from tests.integration.cloud.amazon import AWAY, HOME, Amazon
from tests.integration.cloud.data_plane import DataPlane, data_plane
from tests.integration.cloud.outside import OutsideInMemory

IMPATIENT = Patience(seconds=30, copy_seconds=60, pause_seconds=0.05)


@pytest.fixture
def servers(aws: Amazon, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Generator[DataPlane]:
    with data_plane(tmp_path / "servers", monkeypatch) as found:
        found.start(HOME, standby=False)
        found.start(AWAY, standby=True)
        yield found


@pytest.fixture
def recovery(aws: Amazon, servers: DataPlane, tmp_path: Path) -> CloudRecovery:
    owner = servers.cluster(HOME).url(Role.OWNER)
    secret = json.dumps({"url": owner})
    # These servers speak no TLS (test_certificates.py has some that do), so the whole URL is theirs.
    migrate = {"DATABASE_OWNER_URL": "aws:syndic/staging/database-owner#url"}
    found = aws.environment()
    declared = found.model_copy(update={"secrets": found.secrets.model_copy(update={"migrate": migrate})})
    aws.client("secretsmanager", AWAY).create_secret(Name="syndic/staging/database-owner", SecretString=secret)
    aws.client("secretsmanager", HOME).create_secret(Name="syndic/staging/database-owner", SecretString=secret)

    @contextmanager
    def connect(address: Address) -> Generator[psycopg.Connection]:
        found = next(one for region in (HOME, AWAY) if (one := servers.cluster(region)).port == address.port)
        with psycopg.connect(found.url(SUPERUSER, "postgres"), autocommit=True) as connection:
            yield connection

    def serves(host: str, region: str) -> bool:
        """As the platform would: its role signs in, and may write."""
        assert region in host
        try:
            with psycopg.connect(servers.cluster(region).url(Role.OWNER), connect_timeout=2) as connection:
                return connection.execute("SELECT pg_is_in_recovery()").fetchone() == (False,)
        except psycopg.OperationalError:
            return False

    outside = OutsideInMemory(lambda _address: True, working={HOME})
    parts = dataclasses.replace(parts_of(declared, IMPATIENT, connect), workloads=outside, serves=serves)
    return CloudRecovery(declared, parts, Layout(checkout(), tmp_path / "operator"), Progress(quiet=True))


def test_a_drill_loses_the_live_region_and_no_acknowledged_row(recovery: CloudRecovery, servers: DataPlane) -> None:
    with servers.superuser(HOME) as connection:
        connection.execute("CREATE TABLE before_the_loss AS SELECT 1 AS row")
    report = recovery.drill(Scenario.REGION_LOSS)
    assert (report.lost_region, report.live_region) == (HOME, AWAY)
    assert report.acknowledged_rows > 100
    assert report.lost_rows == 0
    assert 0 < report.database_recovery_seconds < float("inf")
    assert [phase.name for phase in report.phases].index("fence") < [p.name for p in report.phases].index("promote")
    # The lost region was copied anew and follows; what it alone had is kept apart by RDS.
    with servers.superuser(HOME) as connection:
        assert connection.execute("SELECT pg_is_in_recovery()").fetchone() == (True,)
        assert connection.execute("SELECT count(*) FROM before_the_loss").fetchone() == (1,)
    standing = recovery.standing()
    assert (standing.regions.live, standing.regions.fenced, standing.following) == (AWAY, (), True)
    assert standing.last_drill is not None
    assert standing.last_drill.id == report.id

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

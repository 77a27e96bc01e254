"""The databases behind moto's instances: two real PostgreSQL servers, which do what RDS is told.

Promoting an instance promotes its server, making a replica copies a server anew, and an instance that is restarted
drops its connections. Security groups are no network here: a server in quarantine lets nobody in but its superuser, who
is the operator.
"""

from __future__ import annotations

import shutil
from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import psycopg
import pytest
from moto.rds.models import DBInstance, RDSBackend

from infra.local import postgresql
from infra.local.postgresql import SUPERUSER, Cluster, Role
from infra.local.programs import running
from infra.local.replication import Peer
from tests.integration.cloud.amazon import AWAY, HOME, INSTANCE
from tests.integration.environment import free_port

SECONDS = 60.0
PASSWORD = "replication-of-the-tests"
QUARANTINE = f"""\
host all {SUPERUSER} 127.0.0.1/32 scram-sha-256
host replication all 127.0.0.1/32 scram-sha-256
"""
NAMES = {HOME: "home", AWAY: "away"}
"""Names of slots, which allow no hyphens."""


@dataclass
class Server:
    """The server of a region, and what ends it."""

    cluster: Cluster
    running: ExitStack


class DataPlane:
    """The servers."""

    def __init__(self, directory: Path) -> None:
        ports = {HOME: free_port(), AWAY: free_port()}
        passwords = {Role.OWNER: "owner-of-the-tests", Role.APP: "app-of-the-tests"}
        other = {HOME: AWAY, AWAY: HOME}
        self._servers = {
            region: Server(
                Cluster(
                    directory / NAMES[region],
                    ports[region],
                    passwords,
                    peer=Peer(
                        NAMES[region], NAMES[other[region]], ports[other[region]], directory / NAMES[other[region]],
                        PASSWORD,
                    ),
                ),
                ExitStack(),
            )
            for region in (HOME, AWAY)
        }  # fmt: skip
        for server in self._servers.values():
            server.cluster.directory.mkdir(parents=True)

    def cluster(self, region: str) -> Cluster:
        return self._servers[region].cluster

    def start(self, region: str, *, standby: bool) -> None:
        """Run a region's server; one that follows is copied from the other's."""
        server = self._servers[region]
        server.cluster = replace(server.cluster, standby=standby)
        postgresql.prepare(server.cluster)
        log = server.cluster.directory / "log"
        program = postgresql.configure(server.cluster)
        server.running.enter_context(running(program, log, lambda: postgresql.unready_reason(server.cluster), SECONDS))
        postgresql.align(server.cluster)

    def stop(self, region: str) -> None:
        self._servers[region].running.close()

    def copy_anew(self, region: str) -> None:
        self.stop(region)
        shutil.rmtree(self.cluster(region).data)
        self.start(region, standby=True)

    def promote(self, region: str) -> None:
        with self.superuser(region) as connection:
            connection.execute("SELECT pg_promote()")
        server = self._servers[region]
        server.cluster = replace(server.cluster, standby=False)
        postgresql.align(server.cluster)

    def quarantine(self, region: str) -> None:
        """Let nobody sign in but the superuser and whoever follows; those that are signed in stay."""
        (self.cluster(region).data / "pg_hba.conf").write_text(QUARANTINE)
        with self.superuser(region) as connection:
            connection.execute("SELECT pg_reload_conf()")

    def drop_connections(self, region: str) -> None:
        with self.superuser(region) as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
            )

    def superuser(self, region: str) -> psycopg.Connection[Any]:
        return psycopg.connect(self.cluster(region).url(SUPERUSER, "postgres"), autocommit=True)


@contextmanager
def data_plane(directory: Path, patched: pytest.MonkeyPatch) -> Generator[DataPlane]:
    """Servers that do what moto is told while the block runs; its endpoints lead to them."""
    found = DataPlane(directory)
    promote, modify, reboot, follow = (
        RDSBackend.promote_read_replica,
        RDSBackend.modify_db_instance,
        RDSBackend.reboot_db_instance,
        RDSBackend.create_db_instance_read_replica,
    )

    def promoted(self: RDSBackend, db_kwargs: dict[str, Any]) -> DBInstance:
        found.promote(self.region_name)
        return promote(self, db_kwargs)

    def modified(self: RDSBackend, db_instance_identifier: str, db_kwargs: dict[str, Any]) -> DBInstance:
        if db_kwargs.get("vpc_security_group_ids"):
            found.quarantine(self.region_name)
        return modify(self, db_instance_identifier, db_kwargs)

    def rebooted(self: RDSBackend, db_instance_identifier: str) -> DBInstance:
        found.drop_connections(self.region_name)
        return reboot(self, db_instance_identifier)

    def followed(self: RDSBackend, db_kwargs: dict[str, Any]) -> DBInstance:
        found.copy_anew(self.region_name)
        return follow(self, db_kwargs)

    def endpoint(self: DBInstance) -> dict[str, Any]:
        # What was put aside has no server of its own here.
        ours = self.db_instance_identifier == INSTANCE
        return {"Address": "127.0.0.1", "Port": found.cluster(self.region).port if ours else 1}

    patched.setattr(RDSBackend, "promote_read_replica", promoted)
    patched.setattr(RDSBackend, "modify_db_instance", modified)
    patched.setattr(RDSBackend, "reboot_db_instance", rebooted)
    patched.setattr(RDSBackend, "create_db_instance_read_replica", followed)
    patched.setattr(DBInstance, "endpoint", property(endpoint))
    try:
        yield found
    finally:
        for region in (HOME, AWAY):
            found.stop(region)

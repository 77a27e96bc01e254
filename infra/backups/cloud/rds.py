"""Two database instances of Amazon RDS, of which one is the read replica of the other in another region.

What fences an instance is its security groups: those it has are written down as a tag, and the quarantine group, which
lets nobody in but the operator, takes their place; then it is restarted, because connections that stand outlive a
change of groups. Replication goes on through RDS's own network. The groups are a property that RDS keeps: an instance
that comes back, however and whenever, comes back fenced.

RDS cannot make a primary follow again. One that was given up is renamed and stays, fenced, with what it alone has; a
replica of the live one is made under its name, with its shape.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import psycopg

from infra.backups.cloud.aws import refusals
from infra.backups.cloud.ports import Address, Connect
from infra.backups.cloud.waiting import Patience
from infra.backups.errors.regions import CloudRefusedError, NoDatabaseError

GROUPS_TAG = "syndic:groups"
"""Security groups that an instance had before it was fenced, joined by blanks: a tag allows no commas."""

FENCED_TAG = "syndic:fenced"
"""When the connections of a fenced instance were cut."""

LEAST_DAYS = 7
"""How long backups are kept where nothing says so."""

DAYS_TAG = "syndic:backup-days"
"""How long the backups of RDS are kept once a replica takes writes: it cannot be made with that."""

SAME = (
    "DBInstanceClass",
    "StorageType",
    "MultiAZ",
    "PubliclyAccessible",
    "CACertificateIdentifier",
    "MonitoringInterval",
    "MonitoringRoleArn",
    "KmsKeyId",
    "MaxAllocatedStorage",
    "CopyTagsToSnapshot",
    "DeletionProtection",
    "PerformanceInsightsKMSKeyId",
    "PerformanceInsightsRetentionPeriod",
)
RENAMED = {
    "EnabledCloudwatchLogsExports": "EnableCloudwatchLogsExports",
    "IAMDatabaseAuthenticationEnabled": "EnableIAMDatabaseAuthentication",
    "PerformanceInsightsEnabled": "EnablePerformanceInsights",
}
CARRIED = {name: name for name in SAME} | RENAMED
"""Properties of an instance that its successor is made with, by what a request calls them."""

Instance = Mapping[str, Any]


class RdsPair:
    """The instances."""

    def __init__(
        self,
        clients: Mapping[str, Any],
        instances: Mapping[str, str],
        quarantine: Mapping[str, str],
        connect: Connect,
        patience: Patience,
    ) -> None:
        """Prepare to use them; nothing is asked of AWS.

        Args:
            clients: boto3's client of RDS, by region.
            instances: their identifiers, by region.
            quarantine: security group that fences, by region.
            connect: signs in to a database.
            patience: how long changes are waited for.
        """
        self._clients = clients
        self._instances = instances
        self._quarantine = quarantine
        self._connect = connect
        self._patience = patience

    def address(self, region: str) -> Address:
        """Its endpoint."""
        endpoint = self._require(region)["Endpoint"]
        return Address(host=endpoint["Address"], port=endpoint["Port"])

    def role(self, region: str) -> str:
        """Its status, whom it follows, and whether it is fenced."""
        found = self._find(region)
        if found is None:
            return "there is no instance"
        follows = "follows another one" if _source(found) else "takes writes"
        fenced = ", fenced" if self._is_fenced(region, found) else ""
        return f"{found['DBInstanceStatus']}, {follows}{fenced}"

    def require_fenceable(self, region: str) -> None:
        """See that RDS answers for the region."""
        self._find(region)

    def fence(self, region: str) -> str:
        """Put it into quarantine, then cut the connections that stand."""
        found = self._find(region)
        if found is None:
            return "there is no instance any more"
        if self._is_fenced(region, found) and FENCED_TAG in _tags(found):
            return "it is in quarantine already"
        client, name = self._clients[region], self._instances[region]
        with refusals(f"fence {name}", region):
            if not self._is_fenced(region, found):
                self._tag(region, found, GROUPS_TAG, " ".join(_groups(found)))
                client.modify_db_instance(
                    DBInstanceIdentifier=name,
                    VpcSecurityGroupIds=[self._quarantine[region]],
                    ApplyImmediately=True,
                )
            self._patience.await_true(lambda: self._quarantined(region), f"{name} is not in quarantine")
            client.reboot_db_instance(DBInstanceIdentifier=name)
            self._tag(region, self._require(region), FENCED_TAG, f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}")
        return f"{name} lets nobody in but the operator, and its connections were cut"

    def catch_up(self, region: str, other: str) -> str:
        """Compare the log's end in the one with what the other has replayed."""
        with self._connect(self.address(region)) as connection:
            end = _value(connection, "SELECT pg_current_wal_lsn()")
        follower = self.address(other)

        def has_all() -> bool:
            with self._connect(follower) as connection:
                return _value(connection, f"SELECT pg_last_wal_replay_lsn() >= '{end}'") == "True"

        self._patience.await_true(has_all, f"{self._instances[other]} has not replayed the log up to {end}")
        return f"it has the log up to {end}"

    def promote(self, region: str, *, planned: bool) -> str:  # noqa: ARG002 - the same either way
        """Promote the replica, and wait until it takes writes."""
        name = self._instances[region]
        found = self._require(region)
        if _source(found):
            days = int(_tags(found).get(DAYS_TAG) or found.get("BackupRetentionPeriod") or LEAST_DAYS)
            with refusals(f"promote {name}", region):
                self._clients[region].promote_read_replica(DBInstanceIdentifier=name, BackupRetentionPeriod=days)
        self._patience.await_true(lambda: self._takes_writes(region), f"{name} does not take writes")
        return f"{name} was promoted"

    def follow(self, region: str, other: str) -> str:
        """Put aside what is there, and have a replica made in its place."""
        name, found = self._instances[region], self._find(region)
        source = self._require(other)["DBInstanceArn"]
        if found is not None and _source(found) == source:
            return f"{name} follows already"
        retired = None
        if found is not None:
            self.fence(region)
            retired = self._retire(region)
        shape = self._shape(region)
        with refusals(f"make a replica named {name}", region):
            self._clients[region].create_db_instance_read_replica(
                DBInstanceIdentifier=name,
                SourceDBInstanceIdentifier=source,
                SourceRegion=other,
                **shape,
            )
        kept = f"; {retired} holds what it alone has, and costs until somebody deletes it" if retired else ""
        return f"{name} is made anew as a replica{kept}"

    def following(self, region: str) -> str | None:
        """What RDS says about its replication."""
        found = self._find(region)
        if found is None:
            return "there is no instance"
        if not _source(found):
            return "it takes writes itself"
        for info in found.get("StatusInfos", ()):
            if info.get("StatusType") == "read replication" and not info.get("Normal", True):
                return f"its replication is {info.get('Status')}: {info.get('Message', 'RDS does not say why')}"
        return None if found["DBInstanceStatus"] == "available" else f"it is {found['DBInstanceStatus']}"

    def _retire(self, region: str) -> str:
        """Rename what is in the way; a name that RDS gives only once tells when."""
        name = self._instances[region]
        retired = f"{name[:40]}-lost-{datetime.now(UTC):%Y%m%d%H%M%S}"
        with refusals(f"rename {name}", region):
            self._clients[region].modify_db_instance(
                DBInstanceIdentifier=name, NewDBInstanceIdentifier=retired, ApplyImmediately=True
            )
        self._patience.await_true(lambda: self._find(region) is None, f"{name} is not renamed")
        return retired

    def _shape(self, region: str) -> dict[str, Any]:
        """What the newest instance that was put aside in a region had, for its successor.

        Raises:
            NoDatabaseError: there is none to take it from.
        """
        prefix = f"{self._instances[region][:40]}-lost-"
        with refusals("read the instances", region):
            pages = self._clients[region].get_paginator("describe_db_instances").paginate()
            retired = [one for page in pages for one in page["DBInstances"]]
        kept = sorted(
            (one for one in retired if one["DBInstanceIdentifier"].startswith(prefix)),
            key=lambda one: one["DBInstanceIdentifier"],
        )
        if not kept:
            raise NoDatabaseError(self._instances[region], region)
        last = kept[-1]
        shape = {asked: last[told] for told, asked in CARRIED.items() if last.get(told) not in (None, "", [])}
        groups = _tags(last).get(GROUPS_TAG, "").split()
        subnets = last.get("DBSubnetGroup", {}).get("DBSubnetGroupName")
        parameters = [one["DBParameterGroupName"] for one in last.get("DBParameterGroups", ())]
        return {
            **shape,
            "VpcSecurityGroupIds": groups,
            **({"DBSubnetGroupName": subnets} if subnets else {}),
            **({"DBParameterGroupName": parameters[0]} if parameters else {}),
            "Tags": [
                {"Key": DAYS_TAG, "Value": str(last.get("BackupRetentionPeriod") or LEAST_DAYS)},
                *(
                    {"Key": key, "Value": value}
                    for key, value in _tags(last).items()
                    if key not in (GROUPS_TAG, FENCED_TAG, DAYS_TAG) and not key.startswith("aws:")
                ),
            ],
        }

    def _is_fenced(self, region: str, found: Instance) -> bool:
        return set(_groups(found)) == {self._quarantine[region]}

    def _quarantined(self, region: str) -> bool:
        """Whether its groups are changed, and it can be restarted."""
        found = self._require(region)
        active = all(group.get("Status") == "active" for group in found["VpcSecurityGroups"])
        return self._is_fenced(region, found) and active and found["DBInstanceStatus"] == "available"

    def _takes_writes(self, region: str) -> bool:
        found = self._require(region)
        return not _source(found) and found["DBInstanceStatus"] == "available"

    def _tag(self, region: str, found: Instance, key: str, value: str) -> None:
        tags = [{"Key": key, "Value": value}]
        self._clients[region].add_tags_to_resource(ResourceName=found["DBInstanceArn"], Tags=tags)

    def _require(self, region: str) -> Instance:
        found = self._find(region)
        if found is None:
            raise NoDatabaseError(self._instances[region], region)
        return found

    def _find(self, region: str) -> Instance | None:
        """The instance; None when there is none of its name."""
        name = self._instances[region]
        try:
            with refusals(f"read {name}", region):
                return self._clients[region].describe_db_instances(DBInstanceIdentifier=name)["DBInstances"][0]
        except CloudRefusedError as error:
            if error.code == "DBInstanceNotFound":
                return None
            raise


def _source(found: Instance) -> str | None:
    return found.get("ReadReplicaSourceDBInstanceIdentifier") or None


def _groups(found: Instance) -> list[str]:
    return [group["VpcSecurityGroupId"] for group in found["VpcSecurityGroups"]]


def _tags(found: Instance) -> dict[str, str]:
    return {tag["Key"]: tag.get("Value", "") for tag in found.get("TagList", ())}


def _value(connection: psycopg.Connection, query: str) -> str:
    row = connection.execute(query).fetchone()  # ty: ignore[no-matching-overload]
    return str(row[0]) if row else ""

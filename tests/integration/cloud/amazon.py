"""AWS as moto's server plays it, with what a failover of the environment staging turns there.

moto keeps what it is told and runs nothing. In two places it is made to keep to what AWS documents: a replica that was
promoted does not name its source any more, and an instance that follows another one cannot be promoted twice.
"""

from __future__ import annotations

import functools
import os
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import boto3
from botocore.exceptions import EndpointConnectionError
from moto.rds.models import DBInstance, RDSBackend
from moto.route53.models import route53_backends

from infra.backups.cloud import aws
from infra.environments import reading
from infra.environments.environment import Environment
from infra.environments.recovery import RdsInstances
from infra.tree import Tree, checkout
from tests.moto_server import moto_server, wipe

HOME, AWAY = "eu-central-1", "eu-west-1"
"""The region that is live at the beginning, and the one that stands by."""

INSTANCE = "syndic-staging"
GROUPS = {HOME: "sg-0000000000000000a", AWAY: "sg-0000000000000000b"}
"""Security groups that let the processes in."""

Hook = Callable[[str], None]


@dataclass
class Amazon:
    """The services, and every call that changed something, in its order."""

    address: str
    calls: list[str] = field(default_factory=list)
    after_call: Hook | None = None
    """Told the name of every call when it was answered."""

    zone: str = "Z0STAGING0EXAMPLE"
    """Id of the hosted zone, as staging declares it."""
    unreachable: set[str] = field(default_factory=set)
    """Regions in which RDS does not answer operators."""

    _clients: dict[tuple[str, str], Any] = field(default_factory=dict)

    def client(self, service: str, region: str = HOME) -> Any:  # noqa: ANN401 - boto3 makes its clients at run time
        """A client of the test's own, whose calls are not counted."""
        if (service, region) not in self._clients:
            self._clients[service, region] = boto3.Session().client(service, region_name=region)
        return self._clients[service, region]

    def forget_clients(self) -> None:
        """Sign in anew: the account is that of the credentials."""
        self._clients.clear()

    def reset(self) -> None:
        """An account in which all is well, and nothing else."""
        self.wipe()
        self.furnish()

    def wipe(self) -> None:
        """Accounts that hold nothing."""
        wipe(self.address)
        self.after_call = None
        self.unreachable.clear()

    def furnish(self) -> None:
        """A primary, its replica, names that lead to it, objects that are copied."""
        self._databases()
        self._names()
        self._buckets()
        self.calls.clear()

    def instance(self, region: str, name: str = INSTANCE) -> dict[str, Any]:
        return self.client("rds", region).describe_db_instances(DBInstanceIdentifier=name)["DBInstances"][0]

    def instances(self, region: str) -> list[str]:
        found = self.client("rds", region).describe_db_instances()["DBInstances"]
        return sorted(one["DBInstanceIdentifier"] for one in found)

    def leads(self) -> dict[str, str]:
        """Where names lead: region of the primary record."""
        records = self.client("route53").list_resource_record_sets(HostedZoneId=self.zone)["ResourceRecordSets"]
        return {one["Name"].rstrip("."): one["SetIdentifier"] for one in records if one.get("Failover") == "PRIMARY"}

    def copies_to(self, region: str) -> str | None:
        client = self.client("s3", region)
        try:
            found = client.get_bucket_replication(Bucket=bucket(region))["ReplicationConfiguration"]
        except client.exceptions.ClientError:
            return None
        return found["Rules"][0]["Destination"]["Bucket"].rpartition(":")[2]

    def _databases(self) -> None:
        shape = {"DBInstanceClass": "db.m7g.large", "BackupRetentionPeriod": 35, "MultiAZ": True}
        source = self.client("rds", HOME).create_db_instance(
            DBInstanceIdentifier=INSTANCE,
            Engine="postgres",
            MasterUsername="administrator",
            MasterUserPassword="not-looked-at",
            AllocatedStorage=100,
            StorageEncrypted=True,
            VpcSecurityGroupIds=[GROUPS[HOME]],
            Tags=[{"Key": "owner", "Value": "platform"}],
            **shape,
        )["DBInstance"]["DBInstanceArn"]
        self.client("rds", AWAY).create_db_instance_read_replica(
            DBInstanceIdentifier=INSTANCE,
            SourceDBInstanceIdentifier=source,
            SourceRegion=HOME,
            VpcSecurityGroupIds=[GROUPS[AWAY]],
        )

    def _names(self) -> None:
        client = self.client("route53")
        zone = client.create_hosted_zone(Name="example.com", CallerReference="tests")["HostedZone"]["Id"]
        self._call_zone(zone.rpartition("/")[2])
        zone = self.zone
        regions = {HOME: "PRIMARY", AWAY: "SECONDARY"}
        users = [
            {
                "Name": "syndic.staging.example.com",
                "Type": "A",
                "SetIdentifier": region,
                "Failover": role,
                "AliasTarget": {
                    "HostedZoneId": "Z35SXDOTRQ7X7K",
                    "DNSName": f"balancer.{region}.elb.amazonaws.com",
                    "EvaluateTargetHealth": True,
                },
            }
            for region, role in regions.items()
        ]
        changes = [{"Action": "CREATE", "ResourceRecordSet": record} for record in users]
        client.change_resource_record_sets(HostedZoneId=zone, ChangeBatch={"Changes": changes})

    def _buckets(self) -> None:
        for region in (HOME, AWAY):
            client = self.client("s3", region)
            location = {"LocationConstraint": region}
            client.create_bucket(Bucket=bucket(region), CreateBucketConfiguration=location)
            client.put_bucket_versioning(Bucket=bucket(region), VersioningConfiguration={"Status": "Enabled"})
        rule = {
            "ID": "everything",
            "Priority": 0,
            "Status": "Enabled",
            "Filter": {"Prefix": ""},
            "DeleteMarkerReplication": {"Status": "Disabled"},
            "Destination": {"Bucket": f"arn:aws:s3:::{bucket(AWAY)}"},
        }
        configuration = {"Role": f"arn:aws:iam::111111111111:role/copies-{HOME}", "Rules": [rule]}
        self.client("s3", HOME).put_bucket_replication(Bucket=bucket(HOME), ReplicationConfiguration=configuration)

    def _call_zone(self, given: str) -> None:
        """Have a zone found by the id that staging declares: Route 53 chooses ids, and moto does so by chance."""
        for backends in route53_backends.values():
            zones = backends["aws"].zones
            if given in zones:
                zones[self.zone] = zones.pop(given)

    def host(self, region: str) -> str:
        return self.instance(region)["Endpoint"]["Address"]

    def environment(self) -> Environment:
        """The declaration of staging, with the endpoints that moto gave the instances."""
        declared = reading.read(Tree.of_checkout(checkout()), "staging").environment
        regions = [one.model_copy(update={"database": self.host(one.name)}) for one in declared.regions]
        return declared.model_copy(update={"regions": regions})


def bucket(region: str) -> str:
    return f"syndic-staging-{region}"


def quarantine(declared: Environment, region: str) -> str:
    assert declared.recovery is not None
    assert isinstance(declared.recovery.database, RdsInstances)
    return declared.recovery.database.quarantine_groups[region]


@contextmanager
def amazon() -> Generator[Amazon]:
    """The services while the block runs; whoever makes a client in it reaches them, and is counted."""
    with moto_server() as address, _signed_in(Amazon(address)) as found:
        yield found


@contextmanager
def _signed_in(found: Amazon) -> Generator[Amazon]:
    promote = RDSBackend.promote_read_replica
    ours = {
        "AWS_ENDPOINT_URL": found.address,
        "AWS_ACCESS_KEY_ID": "operator",
        "AWS_SECRET_ACCESS_KEY": "not-looked-at",
    }

    def promoted(self: RDSBackend, db_kwargs: dict[str, Any]) -> DBInstance:
        instance = promote(self, db_kwargs)
        instance.source_db_instance_identifier = None
        return instance

    def answered(model: Any, **_: Any) -> None:  # noqa: ANN401 - botocore's
        found.calls.append(model.name)
        if found.after_call is not None:
            found.after_call(model.name)

    def sending(request: Any, **_: Any) -> None:  # noqa: ANN401 - botocore's
        signed = request.headers["Authorization"].decode()
        region = next((one for one in found.unreachable if f"/{one}/rds/" in signed), None)
        if region is not None:
            raise EndpointConnectionError(endpoint_url=f"https://rds.{region}.amazonaws.com")

    before = {name: os.environ.get(name) for name in ours}
    os.environ.update(ours)
    RDSBackend.promote_read_replica = promoted
    # Clients take longer to make than to use, and keep nothing.
    made = functools.cache(aws.client)
    aws.client, client = made, aws.client  # ty: ignore[invalid-assignment]
    boto3.setup_default_session()
    assert boto3.DEFAULT_SESSION is not None
    boto3.DEFAULT_SESSION.events.register("after-call", answered)
    boto3.DEFAULT_SESSION.events.register("before-send.rds", sending)
    try:
        yield found
    finally:
        boto3.DEFAULT_SESSION = None
        aws.client = client
        RDSBackend.promote_read_replica = promote
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value

"""What Terraform lets the operator's identities do on AWS is what their commands ask for, and nothing less will do.

The policies are those that Terraform applied, with stand-ins for the provider; every request of the commands is judged
by them (rights.py).
"""

from __future__ import annotations

import base64
import json
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import obstore
import pytest
from moto.rds.models import rds_backends
from obstore.exceptions import BaseError

from infra.backups import manifest, objects
from infra.backups.errors.backups import StorageError
from infra.backups.errors.regions import CloudRefusedError, UnreadableStandingError
from infra.backups.kinds import Kind
from infra.local.layout import Layout
from infra.output import Progress
from infra.scripts.backup import declared
from infra.scripts.backup.service import Backups, open_backups
from infra.tree import checkout
from tests.integration.cloud.amazon import AWAY, HOME, INSTANCE, Amazon, bucket
from tests.integration.cloud.rights import ACCOUNT, Asked, Rights
from tests.integration.cloud.test_aws import Scene
from tests.integration.terraform import running
from tests.terraform_mirror import Terraform

CODE = checkout() / "infra" / "terraform"
STANDBY = {
    "region": AWAY,
    "zones": [f"{AWAY}{zone}" for zone in "abc"],
    "address_space": "10.11.0.0/16",
    "buckets": {"evidence": f"syndic-staging-{AWAY}", "backups": f"syndic-staging-backups-{AWAY}"},
    "log_bucket_name": f"syndic-staging-access-{AWAY}",
}
NOT_ASKED_OF_MOTO = {
    "eks:DescribeCluster": "asked for by the cloud's own command, in `syndic kubernetes connect`",
    "kms:Decrypt": "asked for by S3 and the secret store on the caller's behalf",
    "kms:GenerateDataKey": "the same",
    "s3:AbortMultipartUpload": "asked for when an upload of a large object is cut off",
    "secretsmanager:DescribeSecret": "signing in to databases is not moto's",
    "secretsmanager:GetSecretValue": "the same",
}
PROCEDURES = (
    "iam:PassRole",
    "kms:CreateGrant",
    "kms:DescribeKey",
    "rds:AddTagsToResource",
    "rds:CreateDBInstanceReadReplica",
    "rds:DescribeDBInstances",
    "rds:ModifyDBInstance",
    "rds:PromoteReadReplica",
    "rds:RebootDBInstance",
    "route53:ChangeResourceRecordSets",
    "route53:GetChange",
    "route53:ListResourceRecordSets",
    "s3:DeleteObject",
    "s3:GetObject",
    "s3:GetReplicationConfiguration",
    "s3:ListBucket",
    "s3:PutObject",
    "s3:PutReplicationConfiguration",
)


@dataclass(frozen=True)
class Made:
    """What Terraform made."""

    resources: list[dict[str, Any]]

    def policy(self, kind: str, name: str, index: object) -> str:
        """A policy's document."""
        [found] = [one for one in self.resources if (one["type"], one["name"], one.get("index")) == (kind, name, index)]
        return found["values"]["policy"]

    def arn(self, module: str, kind: str, name: str, index: object = None) -> str:
        """ARN of a resource of one region's module."""
        [found] = [
            one
            for one in self.resources
            if (one["type"], one["name"], one.get("index")) == (kind, name, index)
            and one["address"].startswith((f"module.{module}.", f"module.{module}["))
        ]
        return found["values"]["arn"]


@pytest.fixture(scope="module")
def made(terraform: Terraform, tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Who operates staging, with two regions as a drill wants it."""
    root = tmp_path_factory.mktemp("rights") / "terraform"
    shutil.copytree(CODE, root, ignore=shutil.ignore_patterns(".terraform*", "*.tfstate*", "*.py", "__pycache__"))
    stack = root / "stacks" / "aws"
    terraform.run(stack, "init", "-backend=false", "-input=false", "-no-color")
    # Two regions, of which staging's variables have one.
    given = [
        "-input=false",
        "-no-color",
        "-var-file=environments/staging.tfvars.json",
        f"-var=standby={json.dumps(STANDBY)}",
    ]
    terraform.run(stack, "apply", "-auto-approve", "-target=module.identity", *given)
    state = json.loads(terraform.run(stack, "show", "-json").stdout)
    return Made(list(running.resources(state["values"]["root_module"])))


@pytest.fixture
def recovery(made: Made) -> Rights:
    return Rights(made.policy("aws_iam_policy", "recovery", 0))


@pytest.fixture
def scene(aws: Amazon, made: Made, tmp_path: Path) -> Scene:
    """An environment that names what Terraform made, and databases of the shape that it gives them."""
    found = Scene(aws, tmp_path)
    roles, keys = {}, {}
    for region, suffix in ((HOME, ""), (AWAY, "_standby")):
        roles[region] = made.arn(f"object_storage{suffix}", "aws_iam_role", "replication", 0)
        keys[region] = made.arn(f"secrets{suffix}", "aws_kms_key", "this", "data")
        client = aws.client("rds", region)
        client.create_db_parameter_group(
            DBParameterGroupName=f"{INSTANCE}-2026", DBParameterGroupFamily="postgres17", Description="Parameters."
        )
        database = rds_backends[ACCOUNT][region].databases[INSTANCE]
        database.kms_key_id = keys[region]
        database.monitoring_interval = 30
        database.monitoring_role_arn = made.arn(f"database{suffix}", "aws_iam_role", "monitoring")
        database.db_parameter_group_name = f"{INSTANCE}-2026"
        subnets = [one["SubnetId"] for one in aws.client("ec2", region).describe_subnets()["Subnets"]]
        client.create_db_subnet_group(
            DBSubnetGroupName=INSTANCE, DBSubnetGroupDescription="Subnets.", SubnetIds=subnets
        )
        database.db_subnet_group_name = INSTANCE
    recovers = found.declared.recovery
    assert recovers is not None
    assert recovers.objects is not None
    copied = recovers.objects.model_copy(update={"roles": roles, "keys": keys})
    recovering = recovers.model_copy(update={"objects": copied})
    found.declared = found.declared.model_copy(update={"recovery": recovering})
    return found


def procedures(scene: Scene) -> None:
    """A failover, the return of what was lost, the failback, and what a drill takes away afterwards."""
    scene.lose()
    scene.operator().failover(force=False)
    scene.outside.down = set()
    scene.operator().rejoin()
    scene.operator().failback()
    scene.operator().standing()
    store = scene.stores[HOME]
    obstore.put(store, "drills/tests/1", b"1")
    obstore.delete(store, ["drills/tests/1"])


def test_a_failover_and_its_way_back_need_nothing_that_terraform_does_not_grant(scene: Scene, recovery: Rights) -> None:
    scene.put_object(HOME, "not copied before the loss")
    with recovery.enforced():
        procedures(scene)
    assert recovery.refused == set()
    assert scene.standings().read().live == HOME
    assert recovery.used == set(PROCEDURES)
    assert recovery.actions - recovery.used == set(NOT_ASKED_OF_MOTO)


@pytest.mark.parametrize("action", PROCEDURES)
def test_without_one_of_its_rights_it_does_not_end(scene: Scene, recovery: Rights, action: str) -> None:
    scene.put_object(HOME, "not copied before the loss")
    refusals = (CloudRefusedError, UnreadableStandingError, StorageError, PermissionError, BaseError)
    with recovery.without(action).enforced() as less, pytest.raises(refusals):
        procedures(scene)
    assert less.refused == {action}


@pytest.mark.parametrize(
    "asked",
    [
        Asked("rds:DeleteDBInstance", f"arn:aws:rds:{HOME}:{ACCOUNT}:db:{INSTANCE}"),
        Asked("rds:ModifyDBInstance", f"arn:aws:rds:{HOME}:{ACCOUNT}:db:another"),
        Asked("rds:ModifyDBInstance", f"arn:aws:rds:{HOME}:{ACCOUNT}:db:{INSTANCE}-lost-20261101000000"),
        Asked("s3:DeleteObject", f"arn:aws:s3:::{bucket(HOME)}/evidence"),
        Asked("s3:DeleteObjectVersion", f"arn:aws:s3:::{bucket(HOME)}/drills/tests/1"),
        Asked("iam:PassRole", f"arn:aws:iam::{ACCOUNT}:role/administrator"),
        Asked(
            "route53:ChangeResourceRecordSets",
            "arn:aws:route53:::hostedzone/Z0STAGING0EXAMPLE",
            {"route53:ChangeResourceRecordSetsNormalizedRecordNames": ["www.example.com"]},
        ),
    ],
    ids=lambda asked: f"{asked.action} {asked.resource.rpartition(':')[2]}",
)
def test_what_a_failover_does_not_do_is_refused(recovery: Rights, asked: Asked) -> None:
    assert not recovery.allow(asked)


@pytest.fixture
def backups(aws: Amazon, tmp_path: Path) -> Backups:
    """Backups of staging: one that was cut off two days ago, and the copy of an object that retention deleted."""
    key = json.dumps([{"id": "tests", "key": base64.b64encode(bytes(32)).decode()}])
    for region in (HOME, AWAY):
        secrets = aws.client("secretsmanager", region)
        secrets.create_secret(Name="syndic/staging/backups", SecretString=json.dumps({"encryption_key": key}))
        client, name = aws.client("s3", region), backups_in(region)
        location = {"LocationConstraint": region}
        # Without a default retention: moto would refuse what AWS takes, a checksum that no SDK announces.
        client.create_bucket(Bucket=name, CreateBucketConfiguration=location, ObjectLockEnabledForBucket=True)
    now = datetime.now(UTC)
    put(aws, HOME, bucket(HOME), f"audit/deletions/gone/000000000001-{now + timedelta(days=1):%Y%m%dT%H%M%SZ}.json")
    put(aws, AWAY, backups_in(AWAY), "objects/staging/gone")
    put(aws, AWAY, backups_in(AWAY), f"staging/{cut_off(now)}/chunks/dump/000000")
    return open_backups("staging", tmp_path / "state", Progress(quiet=True))


def backups_in(region: str) -> str:
    return f"syndic-staging-backups-{region}"


def cut_off(now: datetime) -> str:
    return manifest.new_identifier(Kind.LOGICAL, now - timedelta(days=2))


def put(aws: Amazon, region: str, name: str, key: str) -> None:
    aws.client("s3", region).put_object(Bucket=name, Key=key, Body=b"{}")


def kept(aws: Amazon) -> list[str]:
    found = aws.client("s3", AWAY).list_objects_v2(Bucket=backups_in(AWAY)).get("Contents", [])
    return [one["Key"] for one in found]


@pytest.fixture
def job(made: Made) -> Rights:
    """Those of the account that the CronJobs run as."""
    return Rights(made.policy("aws_iam_role_policy", "rights", "workload/operations"))


def test_the_job_removes_backups_and_copies_and_no_version_of_either(
    aws: Amazon, backups: Backups, job: Rights
) -> None:
    assert len(kept(aws)) == 2
    with job.enforced():
        backups.prune(dry_run=False)
    assert kept(aws) == []
    assert job.refused == set()
    assert {"s3:DeleteObject", "s3:GetObjectRetention", "s3:ListBucket"} <= job.used
    versions = aws.client("s3", AWAY).list_object_versions(Bucket=backups_in(AWAY))["Versions"]
    assert len(versions) == 2


@pytest.mark.parametrize("action", ["s3:DeleteObject", "s3:GetObjectRetention", "s3:ListBucket"])
def test_without_one_of_its_rights_the_job_fails(aws: Amazon, backups: Backups, job: Rights, action: str) -> None:
    with job.without(action).enforced() as less, pytest.raises(StorageError):
        backups.prune(dry_run=False)
    assert less.refused == {action}
    assert kept(aws) != []


def test_the_workflow_writes_backups_and_sees_their_locks_and_removes_none(
    aws: Amazon, backups: Backups, made: Made, tmp_path: Path
) -> None:
    workflow = Rights(made.policy("aws_iam_role_policy", "rights", "pipeline/operations"))
    parts = declared.open_parts(aws.environment(), None, Layout(checkout(), tmp_path / "workflow"))
    repository, name = parts.repository(), manifest.new_identifier(Kind.CONFIG, datetime.now(UTC))
    put(aws, HOME, bucket(HOME), "evidence")
    with workflow.enforced():
        objects.complete(parts.copies())
        repository.write_manifest(name, b"manifest")
        assert repository.manifest(name) == b"manifest"
        # moto knows no lock of an object: that the question is let through is all that can be seen.
        with pytest.raises(StorageError, match="500"):
            repository.locked_until(name)
    assert workflow.refused == set()
    assert workflow.used == {"s3:GetObject", "s3:GetObjectRetention", "s3:ListBucket", "s3:PutObject"}
    assert "objects/staging/evidence" in kept(aws)
    with workflow.enforced(), pytest.raises(StorageError):
        repository.remove(name)
    assert workflow.refused == {"s3:DeleteObject"}

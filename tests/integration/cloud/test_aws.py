"""Failover, return and failback of an environment on AWS: RDS, Route 53 and S3 as moto plays them.

Every procedure is killed after its requests, one after the other, and repeated by an operator who knows nothing of the
first one.
"""

from __future__ import annotations

import dataclasses
import os
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import obstore
import pytest
from obstore.store import MemoryStore

from infra.backups.cloud.rds import FENCED_TAG, GROUPS_TAG
from infra.backups.cloud.standings import Standings
from infra.backups.cloud.waiting import Patience
from infra.backups.errors.regions import (
    AnotherOperatorError,
    AnotherProcedureUnderWayError,
    CloudRefusedError,
    NoDatabaseError,
    NoFailoverRecordsError,
    NoStandbyError,
    NothingToFailBackError,
    RegionAnswersError,
    RegionCannotBeFencedError,
)
from infra.backups.failover import Procedure
from infra.backups.objects import Copies
from infra.environments.environment import Environment
from infra.environments.resolution import resolve
from infra.local.layout import Layout
from infra.output import Progress
from infra.scripts import reaching
from infra.scripts.dr.cloud import CloudRecovery, parts_of
from infra.tree import checkout
from server.settings import Process
from tests.integration.cloud.amazon import AWAY, GROUPS, HOME, INSTANCE, Amazon, bucket, quarantine
from tests.integration.cloud.outside import Killed, OutsideInMemory, survived

if TYPE_CHECKING:
    from obstore.store import ObjectStore

IMPATIENT = Patience(seconds=5, copy_seconds=5, pause_seconds=0.01)
READING = re.compile(r"(Describe|List|Get|Head)")
MOST_REQUESTS = 200
EVERY_STEP = "SYNDIC_TEST_EVERY_STEP"
"""Variable that has runs killed after every single request, which takes 2 minutes."""

PACE = 7
"""Otherwise after every so many."""


class Scene:
    """An environment on AWS, and operators who come one after the other."""

    def __init__(self, aws: Amazon, directory: Path, *, in_memory: bool = False) -> None:
        self.aws = aws
        self._stores: Mapping[str, ObjectStore] | None = (
            {HOME: MemoryStore(), AWAY: MemoryStore()} if in_memory else None
        )
        """The object stores, where a test does not look into those of S3."""
        self.declared: Environment = aws.environment()
        self.outside = OutsideInMemory(self._takes_writes, working={HOME})
        self._directory = directory
        self._operators = 0

    def operator(self) -> CloudRecovery:
        """Somebody who never worked here, on a machine of their own."""
        self._operators += 1
        layout = Layout(checkout(), self._directory / f"operator-{self._operators}")
        found = parts_of(self.declared, IMPATIENT, self.outside.connect)
        parts = dataclasses.replace(
            found,
            workloads=self.outside,
            serves=self.outside.serves,
            standings=self.standings(),
            copies=lambda one, two: Copies(self.stores[one], self.stores[two], one, two),
        )
        return CloudRecovery(self.declared, parts, layout, Progress(quiet=True))

    def lose(self, region: str = HOME) -> None:
        self.outside.down = {region}

    @property
    def stores(self) -> Mapping[str, ObjectStore]:
        if self._stores is None:
            regions = {region.name: region for region in self.declared.regions}
            self._stores = {name: reaching.evidence(self.declared, region) for name, region in regions.items()}
        return self._stores

    def standings(self) -> Standings:
        """As somebody who comes now reads them."""
        return Standings(self.stores, HOME)

    def put_object(self, region: str, name: str) -> None:
        obstore.put(self.stores[region], name, name.encode())

    def objects(self, region: str) -> set[str]:
        listed = self.aws.client("s3", region).list_objects_v2(Bucket=bucket(region)).get("Contents", [])
        return {one["Key"] for one in listed if not one["Key"].startswith("recovery/")}

    def _takes_writes(self, address: object) -> bool:
        for region in (HOME, AWAY):
            if region in str(address):
                return "ReadReplicaSourceDBInstanceIdentifier" not in self.aws.instance(region)
        return False


@pytest.fixture
def scene(aws: Amazon, tmp_path: Path) -> Scene:
    return Scene(aws, tmp_path)


def groups_of(instance: dict) -> list[str]:
    return [group["VpcSecurityGroupId"] for group in instance["VpcSecurityGroups"]]


def tags_of(instance: dict) -> dict[str, str]:
    return {tag["Key"]: tag["Value"] for tag in instance["TagList"]}


def assert_processes_know_their_database(scene: Scene) -> None:
    """What processes are told is what is there, in either region, whoever is live: nothing of it is turned."""
    for region in scene.declared.regions:
        told = resolve(scene.declared, region, Process.API)["DATABASE_URL"].value
        assert f"@{scene.aws.host(region.name)}/" in told


def assert_failed_over(scene: Scene) -> None:
    """The old primary is fenced, the other region has everything that leads to it, and nothing is under way."""
    aws = scene.aws
    old, new = aws.instance(HOME), aws.instance(AWAY)
    assert groups_of(old) == [quarantine(scene.declared, HOME)]
    assert tags_of(old)[GROUPS_TAG] == GROUPS[HOME]
    assert FENCED_TAG in tags_of(old)
    assert "ReadReplicaSourceDBInstanceIdentifier" not in new
    assert groups_of(new) == [GROUPS[AWAY]]
    assert aws.leads() == {"syndic.staging.example.com": AWAY}
    assert_processes_know_their_database(scene)
    assert aws.copies_to(HOME) is None
    assert scene.outside.working == {AWAY}
    standing = scene.standings().read()
    assert (standing.live, standing.fenced, standing.unfenced) == (AWAY, (HOME,), ())
    assert standing.under_way is None


def assert_follows(scene: Scene, live: str, standby: str) -> None:
    """One region takes writes, the other one follows with the shape it had, and objects are copied to it."""
    aws = scene.aws
    primary, replica = aws.instance(live), aws.instance(standby)
    assert replica["ReadReplicaSourceDBInstanceIdentifier"] == primary["DBInstanceArn"]
    assert groups_of(replica) == [GROUPS[standby]]
    assert replica["DBInstanceClass"] == "db.m7g.large"
    assert aws.leads() == {"syndic.staging.example.com": live}
    assert_processes_know_their_database(scene)
    assert (aws.copies_to(live), aws.copies_to(standby)) == (bucket(standby), None)
    assert scene.outside.working == {live}
    standing = scene.standings().read()
    assert (standing.live, standing.fenced, standing.unfenced) == (live, (), ())
    assert standing.under_way is None


def assert_fenced_first(calls: list[str]) -> None:
    """Nobody was promoted twice, nor before the old primary was kept from writing."""
    if "PromoteReadReplica" in calls:
        assert calls.count("PromoteReadReplica") == 1
        promoted = calls.index("PromoteReadReplica")
        assert "ModifyDBInstance" in calls[:promoted]
        assert "RebootDBInstance" in calls[:promoted]


def test_a_lost_region_is_fenced_before_the_other_one_takes_writes(scene: Scene) -> None:
    scene.lose()
    done = scene.operator().failover(force=False)
    assert done.procedure is Procedure.FAILOVER
    assert_failed_over(scene)
    assert_fenced_first(scene.aws.calls)
    assert scene.aws.calls.count("PromoteReadReplica") == 1
    # Who comes next, on another machine, sees it.
    shown = scene.operator().standing()
    assert (shown.regions.live, shown.regions.fenced, shown.following) == (AWAY, (HOME,), False)
    assert "users are led here" in shown.details[AWAY]
    with pytest.raises(NoStandbyError, match="is fenced"):
        scene.operator().failover(force=False)


def test_a_region_comes_back_with_its_objects_and_what_it_alone_has_is_kept_apart(scene: Scene) -> None:
    scene.put_object(HOME, "not copied before the loss")
    scene.lose()
    scene.operator().failover(force=False)
    scene.put_object(AWAY, "written after the loss")
    scene.outside.down = set()
    done = scene.operator().rejoin()
    assert_follows(scene, AWAY, HOME)
    assert scene.objects(HOME) == scene.objects(AWAY) == {"not copied before the loss", "written after the loss"}
    [retired] = [name for name in scene.aws.instances(HOME) if name != INSTANCE]
    assert retired.startswith(f"{INSTANCE}-lost-")
    assert groups_of(scene.aws.instance(HOME, retired)) == [quarantine(scene.declared, HOME)]
    assert retired in done.steps[0].detail
    assert tags_of(scene.aws.instance(HOME)) == {"owner": "platform", "syndic:backup-days": "35"}


def test_regions_change_places_without_a_loss(scene: Scene) -> None:
    done = scene.operator().failback()
    assert [one.procedure for one in done] == [Procedure.SWITCHOVER, Procedure.REJOIN]
    caught_up = next(step for step in done[0].steps if step.name == "catch-up")
    assert "0/5000060" in caught_up.detail
    assert_follows(scene, AWAY, HOME)
    assert_fenced_first(scene.aws.calls)
    # And back: the same command, from where it stands.
    scene.operator().failback()
    assert_follows(scene, HOME, AWAY)


def prepare_failover(scene: Scene) -> None:
    scene.lose()


def prepare_return(scene: Scene) -> None:
    scene.lose()
    scene.operator().failover(force=False)
    scene.outside.down = set()


def fail_over(operator: CloudRecovery) -> None:
    try:
        operator.failover(force=False)
    except NoStandbyError:
        # It had ended when it was killed.
        assert operator.standing().under_way is None


def rejoin(operator: CloudRecovery) -> None:
    try:
        operator.rejoin()
    except NothingToFailBackError:
        assert operator.standing().under_way is None


def change_places(operator: CloudRecovery) -> None:
    if operator.standing().regions.live == HOME or operator.standing().under_way is not None:
        operator.failback()


@pytest.mark.parametrize(
    ("prepare", "run", "check"),
    [
        (prepare_failover, fail_over, assert_failed_over),
        (prepare_return, rejoin, lambda scene: assert_follows(scene, AWAY, HOME)),
        (lambda _scene: None, change_places, lambda scene: assert_follows(scene, AWAY, HOME)),
    ],
    ids=["failover", "rejoin", "failback"],
)
def test_killed_after_any_request_and_repeated_it_ends_right(
    aws: Amazon,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    prepare: Callable[[Scene], None],
    run: Callable[[CloudRecovery], None],
    check: Callable[[Scene], None],
) -> None:
    put = obstore.put
    left = [0]

    def count() -> None:
        left[0] -= 1
        if left[0] == 0:
            raise Killed

    def counted(*arguments: object, **options: object) -> object:
        done = put(*arguments, **options)  # ty: ignore[invalid-argument-type]
        count()
        return done

    def after(name: str) -> None:
        if not READING.match(name):
            count()

    for kills in range(1, MOST_REQUESTS, 1 if os.environ.get(EVERY_STEP) else PACE):
        aws.reset()
        scene = Scene(aws, tmp_path / str(kills), in_memory=True)
        prepare(scene)
        aws.calls.clear()
        left[0], aws.after_call = kills, after
        with monkeypatch.context() as patched:
            patched.setattr(obstore, "put", counted)
            ended = survived(lambda scene=scene: run(scene.operator()))
        aws.after_call = None
        run(scene.operator())
        check(scene)
        assert_fenced_first(aws.calls)
        if ended:
            break
    assert kills > PACE, "it changed less than a procedure does"


def test_a_region_that_answers_is_not_given_up(scene: Scene) -> None:
    with pytest.raises(RegionAnswersError, match="users are served"):
        scene.operator().failover(force=False)
    assert scene.standings().read().under_way is None
    assert groups_of(scene.aws.instance(HOME)) == [GROUPS[HOME]]
    assert "PromoteReadReplica" not in scene.aws.calls


def test_a_primary_that_cannot_be_fenced_is_given_up_by_a_person_only(scene: Scene) -> None:
    scene.lose()
    scene.aws.unreachable.add(HOME)
    with pytest.raises(RegionCannotBeFencedError, match="may go on acknowledging"):
        scene.operator().failover(force=False)
    assert "PromoteReadReplica" not in scene.aws.calls
    done = scene.operator().failover(force=True)
    assert "cannot be reached" in next(step for step in done.steps if step.name == "fence").detail
    assert scene.standings().read().unfenced == (HOME,)
    assert "NOT FENCED" in scene.operator().standing().details[HOME]
    # The region is back: whatever comes next fences it first.
    scene.aws.unreachable.clear()
    scene.outside.down = set()
    assert groups_of(scene.aws.instance(HOME)) == [GROUPS[HOME]]
    scene.aws.calls.clear()
    scene.operator().rejoin()
    assert scene.aws.calls.index("RebootDBInstance") < scene.aws.calls.index("CreateDBInstanceReadReplica")
    assert_follows(scene, AWAY, HOME)


def test_of_two_operators_who_begin_at_once_one_is_refused(scene: Scene) -> None:
    first, second = scene.standings(), scene.standings()
    seen = second.read()
    first.change(first.read(), live=AWAY, fenced=(HOME,))
    with pytest.raises(AnotherOperatorError, match="Somebody else"):
        second.change(seen, live=AWAY, fenced=(HOME,))


def test_what_is_under_way_is_gone_on_with_before_anything_else(scene: Scene) -> None:
    scene.lose()
    scene.aws.after_call = lambda name: _kill(name, "PromoteReadReplica")
    with pytest.raises(Killed):
        scene.operator().failover(force=False)
    scene.aws.after_call = None
    with pytest.raises(AnotherProcedureUnderWayError, match="syndic dr failover"):
        scene.operator().failback()
    [plan] = scene.operator().plan_failover()
    assert (plan.procedure, plan.region, plan.other) == (Procedure.FAILOVER, HOME, AWAY)


def test_a_database_that_is_not_there_is_named_and_a_repeated_run_goes_on(scene: Scene) -> None:
    client = scene.aws.client("rds", AWAY)
    client.modify_db_instance(DBInstanceIdentifier=INSTANCE, NewDBInstanceIdentifier="renamed")
    scene.lose()
    with pytest.raises(NoDatabaseError, match=f"There is no database {INSTANCE} in {AWAY}"):
        scene.operator().failover(force=False)
    client.modify_db_instance(DBInstanceIdentifier="renamed", NewDBInstanceIdentifier=INSTANCE)
    scene.operator().failover(force=False)
    assert_failed_over(scene)


def test_names_that_do_not_fail_over_are_refused(scene: Scene) -> None:
    client = scene.aws.client("route53")
    records = client.list_resource_record_sets(HostedZoneId=scene.aws.zone)["ResourceRecordSets"]
    gone = [{"Action": "DELETE", "ResourceRecordSet": one} for one in records if "Failover" in one]
    client.change_resource_record_sets(HostedZoneId=scene.aws.zone, ChangeBatch={"Changes": gone})
    scene.lose()
    with pytest.raises(NoFailoverRecordsError, match="no failover record or origin of eu-west-1"):
        scene.operator().failover(force=False)


def test_processes_that_are_told_another_database_are_named(scene: Scene) -> None:
    assert "BUT" not in scene.operator().standing().details[AWAY]
    scene.aws.client("rds", AWAY).modify_db_instance(DBInstanceIdentifier=INSTANCE, NewDBInstanceIdentifier="renamed")
    assert scene.operator().standing().details[AWAY] == "there is no instance"
    scene.aws.client("rds", AWAY).modify_db_instance(DBInstanceIdentifier="renamed", NewDBInstanceIdentifier=INSTANCE)
    regions = [one.model_copy(update={"database": f"another.{one.name}.example.com"}) for one in scene.declared.regions]
    scene.declared = scene.declared.model_copy(update={"regions": regions})
    shown = scene.operator().standing().details[AWAY]
    assert f"BUT it is {scene.aws.host(AWAY)}" in shown
    assert f"processes look for another.{AWAY}.example.com" in shown


def test_what_aws_refuses_is_said_with_its_code(scene: Scene) -> None:
    scene.lose()
    client = scene.aws.client("s3", HOME)
    assert scene.declared.recovery is not None
    traffic = scene.declared.recovery.traffic.model_copy(update={"zone": "Z0UNKNOWN"})
    recovery = scene.declared.recovery.model_copy(update={"traffic": traffic})
    right, scene.declared = scene.declared, scene.declared.model_copy(update={"recovery": recovery})
    with pytest.raises(CloudRefusedError, match=r"refuses to read the records of .*: NoSuchHostedZone"):
        scene.operator().failover(force=False)
    # What was done stays done, and whoever corrects the declaration goes on.
    assert client.get_bucket_replication(Bucket=bucket(HOME))
    scene.declared = right
    scene.operator().failover(force=False)
    assert_failed_over(scene)


def _kill(name: str, at: str) -> None:
    if name == at:
        raise Killed

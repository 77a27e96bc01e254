"""Failover, return and failback of an environment on Azure, against a recorded contract of its management interface."""

from __future__ import annotations

from collections.abc import Callable, Generator

import pytest
from azure.mgmt.cdn import CdnManagementClient
from azure.mgmt.postgresqlflexibleservers import PostgreSQLManagementClient
from obstore.store import MemoryStore

from infra.backups.cloud.flexible_server import READ_ONLY, FlexiblePair
from infra.backups.cloud.front_door import FrontDoor
from infra.backups.cloud.standings import SharedProgress, Standings
from infra.backups.cloud.target import CloudTarget, Parts
from infra.backups.cloud.waiting import Patience
from infra.backups.errors.regions import (
    CloudRefusedError,
    NoFailoverRecordsError,
    NotDemotedError,
    NoVirtualEndpointError,
    RegionAnswersError,
)
from infra.backups.failover import Engine, Procedure, UnderWay
from infra.backups.objects import Copies
from infra.output import Progress
from tests.integration.cloud.outside import Killed, OutsideInMemory, survived
from tests.integration.cloud.recorded_contract_azure import (
    AWAY,
    HOME,
    ORIGINS,
    SERVERS,
    SUBSCRIPTION,
    USERS,
    RecordedContractAzure,
    Signed,
)

IMPATIENT = Patience(seconds=5, copy_seconds=5, pause_seconds=0.01)
MOST_REQUESTS = 50


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Generator[RecordedContractAzure]:
    found = RecordedContractAzure(tmp_path_factory.mktemp("azure"))
    found.start()
    yield found
    found.stop()


class Scene:
    """An environment on Azure, and operators who come one after the other."""

    def __init__(self, azure: RecordedContractAzure) -> None:
        azure.reset()
        self.azure = azure
        self.outside = OutsideInMemory(self._takes_writes, working={HOME})
        self.stores = {HOME: MemoryStore(), AWAY: MemoryStore()}
        self._databases = PostgreSQLManagementClient(
            Signed(), SUBSCRIPTION, transport=azure.transport(), polling_interval=0
        )
        self._front_door = CdnManagementClient(Signed(), SUBSCRIPTION, transport=azure.transport(), polling_interval=0)

    def operator(self) -> Engine:
        standings = Standings(self.stores, HOME)
        servers = {region: f"{SERVERS}/syndic-{region}" for region in (HOME, AWAY)}
        parts = Parts(
            databases=FlexiblePair(self._databases, servers, IMPATIENT),
            traffic=FrontDoor(self._front_door, ORIGINS, USERS, {HOME: HOME, AWAY: AWAY}),
            replication=None,
            workloads=self.outside,
            standings=standings,
            copies=lambda one, two: Copies(self.stores[one], self.stores[two], one, two),
            connect=self.outside.connect,
            serves=self.serves,
            patience=IMPATIENT,
        )
        return Engine(CloudTarget(parts), SharedProgress(standings), lambda _done: None, Progress(quiet=True))

    def fail_over(self, *, forced: bool = False) -> UnderWay:
        return self.operator().run(Procedure.FAILOVER, HOME, AWAY, forced=forced)[0]

    def rejoin(self) -> UnderWay:
        return self.operator().run(Procedure.REJOIN, HOME, AWAY)[0]

    def change_places(self) -> list[UnderWay]:
        return self.operator().run(Procedure.SWITCHOVER, HOME, AWAY, then=(Procedure.REJOIN,))

    def lose(self) -> None:
        self.azure.lose(HOME)
        self.outside.down = {HOME}

    def bring_back(self) -> None:
        self.azure.bring_back(HOME)
        self.outside.down = set()

    def serves(self, host: str, region: str) -> bool:
        """Whether a user is answered by a region: Front Door leads to those that say that they take writes."""
        assert host == USERS
        healthy = {
            one.region
            for one in self.azure.servers.values()
            if one.role == "Primary"
            and one.configurations.get(READ_ONLY) != "on"
            and one.region not in self.outside.down
        }
        return self.azure.front_door_leads(healthy) == region

    def roles(self) -> dict[str, str]:
        return {server.region: server.role for server in self.azure.servers.values()}

    def _takes_writes(self, address: object) -> bool:
        return any(
            one.role == "Primary" and one.configurations.get(READ_ONLY) != "on" and name in str(address)
            for name, one in self.azure.servers.items()
        )


@pytest.fixture
def scene(server: RecordedContractAzure) -> Scene:
    return Scene(server)


def assert_one_takes_writes(scene: Scene, live: str) -> None:
    other = AWAY if live == HOME else HOME
    assert scene.roles() == {live: "Primary", other: "GeoAsyncReplica"}
    assert all(server.configurations.get(READ_ONLY, "off") == "off" for server in scene.azure.servers.values())
    assert scene.azure.priorities[live] < scene.azure.priorities[other]
    assert scene.outside.working == {live}
    standing = Standings(scene.stores, HOME).read()
    assert (standing.live, standing.fenced, standing.under_way) == (live, (), None)


def test_a_lost_region_is_replaced_and_made_a_replica_when_it_comes_back(scene: Scene) -> None:
    scene.lose()
    done = scene.fail_over()
    assert "Azure makes it a replica" in next(step for step in done.steps if step.name == "fence").detail
    assert scene.roles()[AWAY] == "Primary"
    # One request changes the order: no two regions have the same number at any moment.
    assert scene.azure.changes == [f"promote syndic-{AWAY} Forced", f"order of {HOME}"]
    assert scene.azure.priorities == {AWAY: 2, HOME: 3}
    scene.bring_back()
    scene.rejoin()
    assert_one_takes_writes(scene, AWAY)


def test_a_primary_that_can_be_told_begins_read_only_before_the_other_one_is_promoted(scene: Scene) -> None:
    scene.outside.down = {HOME}
    scene.fail_over()
    assert scene.azure.changes[:2] == [f"{READ_ONLY} of syndic-{HOME} on", f"promote syndic-{AWAY} Forced"]
    scene.outside.down = set()
    scene.rejoin()
    assert_one_takes_writes(scene, AWAY)


def test_regions_change_places_after_the_standby_has_everything(scene: Scene) -> None:
    scene.change_places()
    assert f"promote syndic-{AWAY} Planned" in scene.azure.changes
    assert_one_takes_writes(scene, AWAY)


@pytest.mark.parametrize(
    ("lost", "run"),
    [(True, Scene.fail_over), (False, Scene.fail_over), (False, Scene.change_places)],
    ids=["failover out of reach", "failover", "failback"],
)
def test_killed_after_any_request_and_repeated_it_ends_right(
    server: RecordedContractAzure, monkeypatch: pytest.MonkeyPatch, lost: bool, run: Callable[[Scene], object]
) -> None:
    left = [0]

    def count() -> None:
        left[0] -= 1
        if left[0] == 0:
            raise Killed

    def keep(self: SharedProgress, value: UnderWay) -> UnderWay:
        kept = original(self, value)
        count()
        return kept

    original = SharedProgress.keep
    monkeypatch.setattr(SharedProgress, "keep", keep)
    for kills in range(1, MOST_REQUESTS):
        scene = Scene(server)
        if lost:
            scene.lose()
        elif run is Scene.fail_over:
            scene.outside.down = {HOME}
        left[0], server.after_change = kills, count
        ended = survived(lambda scene=scene: run(scene))
        server.after_change, left[0] = None, 0
        # What Azure had accepted goes on without whoever asked for it.
        server.finish()
        scene.operator().resume()
        if run is Scene.fail_over:
            scene.bring_back()
            scene.rejoin()
        assert_one_takes_writes(scene, AWAY)
        assert sum(change.startswith("promote") for change in server.changes) == 1
        if ended:
            break
    assert kills > len("failover")


def test_servers_that_could_both_take_writes_are_refused(scene: Scene) -> None:
    scene.azure.members.clear()
    scene.lose()
    with pytest.raises(NoVirtualEndpointError, match="there would be two that take writes"):
        scene.fail_over()
    assert scene.azure.changes == []


def test_an_old_primary_that_was_not_made_a_replica_is_named(scene: Scene) -> None:
    scene.outside.down = {HOME}
    scene.azure.demotes = False
    scene.fail_over()
    assert scene.roles() == {HOME: "Primary", AWAY: "Primary"}
    # Both have the role, and the old one was told: it begins no transaction that writes.
    assert scene.azure.servers[f"syndic-{HOME}"].configurations[READ_ONLY] == "on"
    scene.outside.down = set()
    with pytest.raises(NotDemotedError, match="delete the server"):
        scene.rejoin()


def test_what_azure_refuses_is_said_with_its_code(scene: Scene) -> None:
    scene.lose()
    with pytest.raises(CloudRefusedError, match="PrimaryNotReachable"):
        scene.operator().run(Procedure.SWITCHOVER, HOME, AWAY)


def test_a_region_that_answers_is_not_given_up(scene: Scene) -> None:
    with pytest.raises(RegionAnswersError, match="users are served"):
        scene.fail_over()
    assert scene.azure.changes == []


def test_a_group_without_the_region_is_refused(scene: Scene) -> None:
    del scene.azure.priorities[AWAY]
    scene.lose()
    with pytest.raises(NoFailoverRecordsError, match="no failover record or origin of northeurope"):
        scene.fail_over()


def test_users_follow_the_promotion_while_front_door_takes_no_change(scene: Scene) -> None:
    scene.azure.frozen = True
    scene.lose()
    done = scene.fail_over()
    assert "its order could not be changed" in next(step for step in done.steps if step.name == "route").detail
    assert scene.azure.priorities == {HOME: 1, AWAY: 2}
    assert scene.serves(USERS, AWAY)
    # The lost region is back as a replica, goes first by its number, and says that it takes no writes.
    scene.bring_back()
    scene.rejoin()
    assert scene.serves(USERS, AWAY)


def test_of_two_that_say_that_they_take_writes_users_come_to_the_one_that_was_promoted(scene: Scene) -> None:
    scene.azure.lose(HOME)
    scene.azure.demotes = False
    scene.fail_over(forced=True)
    assert scene.roles() == {HOME: "Primary", AWAY: "Primary"}
    assert scene.serves(USERS, AWAY)


def test_an_origin_that_was_switched_off_is_switched_on(scene: Scene) -> None:
    scene.azure.disabled.add(AWAY)
    scene.lose()
    scene.fail_over()
    assert scene.azure.disabled == set()
    assert scene.serves(USERS, AWAY)

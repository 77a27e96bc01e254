"""Failovers, returns and drills of an environment in a cloud, wired from what its file declares."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from urllib.parse import urlsplit

import httpx
import psycopg

from infra import locks, shell
from infra.backups.cloud import aws, azure
from infra.backups.cloud.flexible_server import FlexiblePair
from infra.backups.cloud.front_door import FrontDoor
from infra.backups.cloud.ports import Address, Connect, Databases, Replication, Traffic
from infra.backups.cloud.rds import RdsPair
from infra.backups.cloud.route53 import Route53
from infra.backups.cloud.s3_replication import S3Replication
from infra.backups.cloud.standings import SharedProgress, Standings
from infra.backups.cloud.target import CloudTarget, Parts
from infra.backups.cloud.waiting import Patience
from infra.backups.cloud.workloads import KubernetesWorkloads
from infra.backups.drill import Drill, Report
from infra.backups.errors.regions import NoDatabaseError
from infra.backups.objects import Copies
from infra.backups.prober import Way
from infra.environments import recovery as declarations
from infra.environments.environment import Environment, Kind
from infra.environments.recovery import FlexibleServers, FrontDoorOrigins, RdsInstances, Route53Records
from infra.errors import OperatorError, PlatformUnreachableError
from infra.local.connection import connect_by_environment
from infra.local.files import make_private_directory
from infra.local.layout import Layout
from infra.local.regions import Regions
from infra.output import Progress
from infra.platform import Platform
from infra.scripts import reaching
from infra.scripts.dr.recovery import Recovery, Standing
from infra.scripts.dr.scenarios import Scenario
from infra.scripts.errors import InjectionNotPossibleError, NoRecoveryDeclaredError, SwitchNotPossibleError
from infra.scripts.outbox import Outbox
from server.settings import Process

QUESTION = "/api/health"
"""What the edges ask a region (infra/terraform/modules)."""

ANYWHERE = "us-east-1"
"""Route 53 is the same in every region; its client wants one."""

COMMAND_SECONDS = 60.0
CONNECT_SECONDS = 5
ANSWER_SECONDS = 5.0


def open_cloud_recovery(declared: Environment, layout: Layout, display: Progress) -> CloudRecovery:
    """The recovery of an environment in a cloud.

    Raises:
        NoRecoveryDeclaredError: it does not say how one region takes the other's place.
    """
    return CloudRecovery(declared, parts_of(declared), layout, display)


def parts_of(declared: Environment, patience: Patience | None = None, connect: Connect | None = None) -> Parts:
    """What the environment's file names.

    Args:
        declared: the environment.
        patience: how long its cloud is waited for; as long as clouds take when absent.
        connect: signs in to its databases; by the declared secret of their owner when absent.

    Raises:
        NoRecoveryDeclaredError: it names nothing.
    """
    recovery, waits = declared.recovery, patience or Patience()
    if recovery is None:
        raise NoRecoveryDeclaredError(declared.name)
    names = [region.name for region in declared.regions]
    primary = next(region.name for region in declared.regions if region.role == "primary")
    stores = {name: reaching.evidence(declared, reaching.region_of(declared, name)) for name in names}

    def copies(store: str, copy: str) -> Copies:
        return Copies(stores[store], stores[copy], f"region {store}", f"region {copy}")

    sign_in = connect or _connect(declared)
    return Parts(
        databases=_databases(recovery.database, names, sign_in, waits),
        traffic=_traffic(recovery.traffic, waits),
        replication=_replication(recovery.objects, declared),
        workloads=_workloads(declared, recovery.clusters),
        standings=Standings(stores, primary),
        copies=copies,
        connect=sign_in,
        serves=_serves,
        patience=waits,
    )


class CloudRecovery(Recovery):
    """Two regions of a cloud."""

    def __init__(self, declared: Environment, parts: Parts, layout: Layout, display: Progress) -> None:
        self._place = layout.common / "environments" / declared.name
        outbox = Outbox(self._place / "records", _platform)
        memory = SharedProgress(parts.standings)
        super().__init__(declared.name, self._place / "drills", CloudTarget(parts), memory, outbox, display)
        self._declared = declared
        self._parts = parts

    def standing(self) -> Standing:
        """Which region is live, what the databases say of themselves, and when that was last practised."""
        found = self._regions()
        following = found.standby is not None and self._said(found.standby, self._parts.databases.following) == ""
        details = {region: self._said(region, self._of_database) for region in found.names}
        for region in self._parts.standings.read().unfenced:
            details[region] += ", NOT FENCED: `syndic dr rejoin` fences it"
        led_to = self._said("", lambda _region: self._parts.traffic.led_to())
        if led_to in details:
            details[led_to] += ", users are led here"
        return Standing(found, self._memory.read(), following, None, self._last_drill(), details)

    def set_synchronous(self, *, synchronous: bool) -> Regions:  # noqa: ARG002 - neither is possible
        """Managed databases have one way of following."""
        raise SwitchNotPossibleError(self._environment)

    def drill(self, scenario: Scenario) -> Report:
        """Cut the live database and its workers off, and go on in the other region."""
        if scenario is not Scenario.REGION_LOSS:
            reason = "in a cloud a drill loses a region as a whole; practise the others with `-e development`"
            raise InjectionNotPossibleError(scenario, reason)
        if self._declared.kind is Kind.PRODUCTION:
            reason = "users of production would be cut off; `syndic dr failback` changes places without a loss"
            raise InjectionNotPossibleError(scenario, reason)
        with self._alone("syndic dr drill"):
            self._refuse_under_way()
            standing = self._regions()
            self._require_standby(standing)
            loss = CutOff(self._parts, standing.live)
            drill = Drill(self._environment, self._way(loss), self._display, synchronous=False)
            # The operator is let in to a database that is cut off, so looking would find that it answers.
            report = drill.run(scenario, loss, lambda: self._failover(force=True))
            self._keep(report)
            self._rejoin()
            return report

    def _regions(self) -> Regions:
        standing = self._parts.standings.read()
        names = self._parts.standings.regions
        return Regions(names=names, live=standing.live, synchronous=False, fenced=standing.fenced)

    def _of_database(self, region: str) -> str:
        """What the database of a region is, and whether the region's processes are told another one."""
        role, told = self._parts.databases.role(region), reaching.region_of(self._declared, region).database
        with suppress(NoDatabaseError):
            host = self._parts.databases.address(region).host
            if told is not None and told != host:
                return f"{role}, BUT it is {host}, and the environment's file has its processes look for {told}"
        return role

    def _alone(self, purpose: str) -> AbstractContextManager[None]:
        # On this machine; operators on others are told apart by the number of what they write.
        make_private_directory(self._place)
        return locks.hold(self._place / "recovery.lock", purpose)

    def _said(self, region: str, ask: Callable[[str], str | None]) -> str:
        try:
            return ask(region) or ""
        except OperatorError as error:
            return str(error)

    def _way(self, loss: CutOff) -> Way:
        """Everything asked anew, because the live region changes during a drill."""
        declared, parts = self._declared, self._parts

        def live() -> str:
            region = parts.standings.read().live
            if region == loss.lost:
                # The operator would be let in, and users are not.
                raise ConnectionRefusedError(f"{region} is cut off")
            return region

        def database() -> str:
            try:
                region = live()
            except ConnectionRefusedError as error:
                raise psycopg.OperationalError(str(error)) from error
            url = reaching.owner_url(declared, reaching.region_of(declared, region))
            return reaching.at_address(url, parts.databases.address(region))

        def serves() -> bool:
            try:
                region = live()
            except ConnectionRefusedError:
                return False
            return parts.serves(parts.traffic.host(region), region)

        return Way(
            database=database,
            # A cloud copies objects in its own time, and nobody waits for that.
            stores=lambda: (reaching.evidence(declared, reaching.region_of(declared, live()), impatient=True), None),
            serves=serves,
        )


class CutOff:
    """The loss of a drill: the live region's database lets nobody in, and nothing of it works."""

    def __init__(self, parts: Parts, region: str) -> None:
        self._parts = parts
        self._region = region
        self.lost: str | None = None
        """The region, once it is lost."""

    def inject(self, drill: str) -> None:  # noqa: ARG002 - the same for every drill
        """Cut it off, by what would fence it."""
        self.lost = self._region
        self._parts.databases.fence(self._region)

    def end(self) -> Sequence[int]:
        """Its return mends it."""
        return ()


def _databases(
    stated: RdsInstances | FlexibleServers, regions: Sequence[str], connect: Connect, patience: Patience
) -> Databases:
    match stated:
        case RdsInstances():
            clients = {region: aws.client("rds", region) for region in regions}
            return RdsPair(clients, stated.instances, stated.quarantine_groups, connect, patience)
        case FlexibleServers():
            from azure.mgmt.postgresqlflexibleservers import PostgreSQLManagementClient

            subscription = azure.Resource.of(next(iter(stated.servers.values()))).subscription
            client = PostgreSQLManagementClient(azure.credential(), subscription)
            return FlexiblePair(client, stated.servers, patience)


def _traffic(stated: Route53Records | FrontDoorOrigins, patience: Patience) -> Traffic:
    match stated:
        case Route53Records():
            return Route53(aws.client("route53", ANYWHERE), stated.zone, stated.users, patience)
        case FrontDoorOrigins():
            from azure.mgmt.cdn import CdnManagementClient

            client = CdnManagementClient(azure.credential(), azure.Resource.of(stated.group).subscription)
            return FrontDoor(client, stated.group, stated.users, stated.origins)


def _replication(stated: declarations.S3Replication | None, declared: Environment) -> Replication | None:
    if stated is None:
        return None
    regions = {region.name: region for region in declared.regions}
    buckets = {
        name: urlsplit(reaching.stated(declared, region, Process.API)["OBJECT_STORE_URL"]).netloc
        for name, region in regions.items()
    }
    return S3Replication({name: aws.client("s3", name) for name in regions}, buckets, stated.roles, stated.keys)


def _workloads(declared: Environment, contexts: Mapping[str, str]) -> KubernetesWorkloads:
    replicas = {"worker": declared.processes.worker.replicas, "cron": declared.processes.cron.replicas}
    return KubernetesWorkloads(str(shell.find_program("kubectl")), contexts, replicas, _run_kubectl)


def _run_kubectl(argv: Sequence[str]) -> tuple[int, str, str]:
    variables = {name: os.environ[name] for name in os.environ if name == "KUBECONFIG" or name.startswith("AWS_")}
    environment = {**shell.base_environment(), **variables}
    done = shell.run(argv, environment=environment, timeout_seconds=COMMAND_SECONDS, check=False)
    return done.code, done.stdout, done.stderr


def _connect(declared: Environment) -> Connect:
    """Sign in as the role that owns the platform's database, by the secret that any region's store has."""

    @contextmanager
    def connect(address: Address) -> Generator[psycopg.Connection]:
        url = reaching.at_address(_owner_url(declared), address)
        with psycopg.connect(url, autocommit=True, connect_timeout=CONNECT_SECONDS) as connection:
            yield connection

    return connect


def _owner_url(declared: Environment) -> str:
    """Read from the first region whose store answers: the other one may be lost."""
    failure: OperatorError | None = None
    for region in sorted(declared.regions, key=lambda region: region.role != "standby"):
        try:
            return reaching.owner_url(declared, region)
        except OperatorError as error:
            failure = error
    assert failure is not None  # noqa: S101 - an environment has a region
    raise failure


def _serves(host: str, region: str) -> bool:
    """Whether a host answers, out of that region: where all regions share a host, the answer says whose it is."""
    try:
        answer = httpx.get(f"https://{host}{QUESTION}", timeout=ANSWER_SECONDS)
        return answer.status_code == httpx.codes.OK and answer.json().get("region", region) == region
    except (httpx.HTTPError, ValueError, AttributeError):
        return False


@contextmanager
def _platform() -> Generator[Platform]:
    with connect_by_environment() as platform:
        if platform is None:
            raise PlatformUnreachableError("the platform", "SYNDIC_URL and SYNDIC_API_TOKEN say where and as whom")
        yield platform

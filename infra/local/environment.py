"""Brings the embedded environment up. It can be repeated, and never leaves the environment half started."""

from __future__ import annotations

import signal
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import FrameType

from infra import locks
from infra.errors import OperatorError
from infra.local import client, credentials, deployment, discovery, first_use, leftovers, memory, ports, processes
from infra.local import supervisor_configuration as configuration
from infra.local.certificates import Authority
from infra.local.composition import Composition, compose
from infra.local.errors import ReleaseMissingError
from infra.local.first_use import Administrator
from infra.local.layout import Layout
from infra.local.plan import Action, Decision, Running, decide, decide_removals
from infra.local.programs import Program
from infra.local.readiness import Deadline, await_ready
from infra.local.releases import CHECKOUT, Release
from infra.local.room import disk_full_explained, require_room
from infra.local.services import Service
from infra.local.supervisor import Supervisor
from infra.local.teardown import stop_in_order
from infra.output import Progress
from server.settings import Process


@dataclass
class Outcome:
    """What `up` did."""

    url: str
    changes: list[str] = field(default_factory=list)
    """One sentence per change; empty when everything was as it should be."""
    release: Release | None = None
    """What users reach, once something else than the checkout was deployed."""
    administrator: Administrator | None = None
    """The first administrator, the first time only."""
    has_token: bool = False


def up(
    layout: Layout,
    proxy_port: int | None,
    timeout_seconds: float,
    progress: Progress,
    *,
    established: bool = False,
    stores_only: bool = False,
) -> Outcome:
    """Make the environment run as the checkout says, and wait until it can be used.

    What runs as it should is left alone. When anything fails, what this call started is stopped again.

    Args:
        layout: where everything is kept.
        proxy_port: the port to open; the remembered or preferred one when absent.
        timeout_seconds: longest wait for everything to be ready.
        progress: is told every step.
        established: the data is that of an environment that ran, in this region or the other, so its schema and its
            first administrator are there.
        stores_only: start what keeps data, and leave the rest as it is.

    Raises:
        OperatorError: with the one sentence that says why.
    """
    layout.make()
    _require_releases(layout)
    with locks.hold(layout.lock, "syndic up"), _termination_as_interrupt(), disk_full_explained(layout.state):
        run = _Run(layout, Supervisor(layout), Deadline(timeout_seconds), progress)
        with progress.step("Checked what runs, ports and secrets"):
            composition = run.prepare(proxy_port)
            programs = {service.name: service.configure() for service in composition.services}
        with run.undone_on_failure():
            outcome = run.bring_up(composition, programs, established=established, stores_only=stores_only)
        run.reservations.release()
        discovery.refresh(layout)
        return outcome


@dataclass(frozen=True)
class _Planned:
    """A service, how it should be run, and what is done about that."""

    service: Service
    program: Program
    decision: Decision

    @property
    def name(self) -> str:
        return self.service.name


class _Run:
    """One run of `up`."""

    def __init__(self, layout: Layout, supervisor: Supervisor, deadline: Deadline, progress: Progress) -> None:
        self.layout = layout
        self.supervisor = supervisor
        self.deadline = deadline
        self.progress = progress
        self.changes: list[str] = []
        self.started: list[str] = []
        self.supervised = supervisor.is_running()
        self.reservations = ports.Reservations()

    def prepare(self, proxy_port: int | None) -> Composition:
        """Decide ports and secrets, and refuse what cannot work, before anything is started."""
        if not self.supervised:
            self.changes += leftovers.stop_all(self.layout)
            require_room(self.layout.state)
        remembered = ports.read(self.layout.ports_file)
        chosen = ports.choose(
            remembered,
            seed=str(self.layout.state),
            proxy=proxy_port,
            free=lambda port: ports.is_free(port) and self.reservations.take(port, self.layout.ports_file),
        )
        for port in remembered.values():
            # They may have been remembered before the machine started anew, which forgets whose ports are.
            self.reservations.take(port, self.layout.ports_file)
        secrets = credentials.ensure(self.layout.env_file)
        Authority(self.layout.certificates).keep_key(secrets[credentials.AUTHORITY_KEY])
        memory.remove_from_disk(self.layout)
        composition = compose(self.layout, chosen, secrets)
        held = self._held_ports(composition, remembered) if self.supervised else set()
        wanted = {name: port for name, port in chosen.items() if port not in held}
        if composition.site.other is not None:
            # The entry of the environment listens there, whichever region is live.
            wanted.pop(ports.PROXY, None)
        ports.refuse_taken(wanted, self.layout.ports_file)
        ports.write(self.layout.ports_file, chosen)
        return composition

    def bring_up(
        self, composition: Composition, programs: Mapping[str, Program], *, established: bool, stores_only: bool
    ) -> Outcome:
        """Start what does not run as it should, in order, each tier ready before the next."""
        if not self.supervised:
            self.supervisor.start()
        running = self._running()
        for decision in decide_removals([service.name for service in composition.services], running):
            self.supervisor.remove(decision.name)
            self.changes.append(decision.reason)
        plan = [self._plan(service, programs[service.name], running) for service in composition.services]
        self._tier(plan, composition.stores, "PostgreSQL and the object store are ready")
        if stores_only:
            return Outcome(composition.url, self.changes)
        ours = [planned for planned in plan if planned.name in composition.process_names]
        established = established or composition.site.standby
        if not established and any(planned.decision.action is not Action.KEEP for planned in ours):
            with self.progress.step("The schema is current"):
                _migrate(composition)
        self._tier(plan, composition.workloads, "Servers, worker, cron and console are ready")
        self._tier(plan, composition.entrance, "The proxy is ready")
        administrator, has_token = None, True
        if not established:
            with self.progress.step("An administrator exists"):
                administrator, has_token = first_use.ensure(composition)
        live = composition.platform.release
        deployed = None if live.version == CHECKOUT else live
        return Outcome(composition.url, self.changes, deployed, administrator, has_token)

    @contextmanager
    def undone_on_failure(self) -> Generator[None]:
        """Stop what this run started when the block fails or is interrupted; what ran before goes on."""
        try:
            yield
        except BaseException:
            self.progress.say("  Stopping what was started")
            try:
                self._undo()
            except (OperatorError, OSError) as error:
                # What went wrong first is what the reader must know; this comes beside it.
                self.progress.say(f"  That failed ({error}); `syndic down` stops the rest")
            raise

    def _undo(self) -> None:
        if self.supervised:
            self.supervisor.remove(*self.started)
            return
        if self.supervisor.is_running():
            stop_in_order(self.supervisor)
        leftovers.stop_all(self.layout)

    def _plan(self, service: Service, program: Program, running: Mapping[str, Running]) -> _Planned:
        desired = configuration.program_text(program, self.layout)
        return _Planned(service, program, decide(service.name, desired, running.get(service.name)))

    def _tier(self, plan: Sequence[_Planned], services: Sequence[Service], sentence: str) -> None:
        with self.progress.step(sentence) as step:
            for planned in plan:
                if planned.service in services and planned.decision.action is not Action.KEEP:
                    self._start(planned)
            await_ready(services, self.supervisor.processes, self.layout.log, self.deadline, step.update)
            for service in services:
                self.changes += service.when_ready()

    def _start(self, planned: _Planned) -> None:
        self.supervisor.remove(planned.name)
        planned.service.before_start()
        self.started.append(planned.name)
        self.supervisor.add(planned.program)
        self.changes.append(planned.decision.reason)

    def _running(self) -> dict[str, Running]:
        states = self.supervisor.processes()
        texts = {name: self.supervisor.text(name) for name in states}
        return {name: Running(texts[name] or "", state.meant_to_run) for name, state in states.items()}

    def _held_ports(self, composition: Composition, remembered: dict[str, int]) -> set[int]:
        """The ports our own running services listen on now."""
        states = self.supervisor.processes()
        names = [
            name
            for service in composition.services
            if service.name in states and states[service.name].meant_to_run
            for name in service.ports
        ]
        return {remembered[name] for name in names if name in remembered}


def _require_releases(layout: Layout) -> None:
    """Refuse to start what is not there."""
    for colour, slot in deployment.read(layout).slots.items():
        release = slot.release
        if release.version == CHECKOUT:
            client.require_built(release.console)
        elif not (release.python.exists() and (release.console / "index.html").is_file()):
            raise ReleaseMissingError(release.version, colour, release.source, deployment.path(layout))


def _migrate(composition: Composition) -> None:
    """Bring the schema to the live release. What only takes away is left to `syndic migrate` once one was deployed."""
    expand = () if composition.platform.release.version == CHECKOUT else ("--expand",)
    processes.run_command(composition.platform, Process.MIGRATE, "migrate", *expand)


@contextmanager
def _termination_as_interrupt() -> Generator[None]:
    """Let SIGTERM undo a run as Ctrl-C does."""

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    previous = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, previous)

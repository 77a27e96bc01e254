"""The environment on this machine as the target of a release."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Mapping

import httpx

from infra.errors import PlatformError
from infra.local import client, colours, deployment, memory, processes, proxy
from infra.local.connection import connect
from infra.local.deployment import Colour, Slot
from infra.local.layout import Layout
from infra.local.releases import Release
from infra.local.supervisor import Supervisor
from infra.scripts.release import measurements, smoke
from infra.scripts.release.analysis import Measured, Sample
from infra.scripts.release.errors import NotDrainedError
from infra.scripts.release.installation import Installation
from infra.scripts.release.plan import Plan, Sides
from infra.scripts.release.progress import FileStore, Memory
from server.settings import Process

START_SECONDS = 120.0
DRAIN_SECONDS = 60.0
RECORD_SECONDS = 30.0
QUIET_SECONDS = 1.0
"""A colour that answered nothing for so long after it lost its traffic has no request left."""

POLL_SECONDS = 0.1

_ANSWERED = re.compile(r"^http_request_duration_seconds_count\{[^}]*\} (\S+)$", re.M)


class LocalTarget:
    """Two colours of supervised processes behind one proxy."""

    def __init__(self, layout: Layout, installation: Installation) -> None:
        self._layout = layout
        self._installation = installation

    @property
    def memory(self) -> Memory:
        """What is remembered of its releases."""
        return Memory(FileStore(self._layout.common / "release.json"))

    def migrate(self, plan: Plan) -> None:
        """Run the new release's own migrations; they may take nothing from the old one."""
        release = self._release(plan.new.version)
        colour = Colour(plan.new.colour)
        self._put(colour, Slot(release=release, serves=False, works=False))
        platform = colours.composed(self._layout).platforms[colour]
        processes.run_command(platform, Process.MIGRATE, "migrate", "--expand")

    def prove_old(self, plan: Plan) -> None:
        """Run the old release's smoke tests against its own servers."""
        self._smoke(Colour(plan.old.colour))

    def start_new(self, plan: Plan) -> None:
        """Start the servers and the console."""
        slot = Slot(release=self._release(plan.new.version), serves=True, works=False)
        self._put(Colour(plan.new.colour), slot)

    def smoke(self, plan: Plan) -> None:
        """Run the new release's smoke tests against each of its servers."""
        self._smoke(Colour(plan.new.colour))

    def shift(self, plan: Plan, percent: int) -> None:
        """Change the weights of the proxy."""
        colours.share(self._layout, Colour(plan.new.colour), percent)

    def sample(self, sides: Sides) -> Sample:
        """Read the proxy's metrics, and what the supervisor knows."""
        port = colours.composed(self._layout).ports[f"{proxy.NAME}-internal"]
        metrics = httpx.get(f"http://127.0.0.1:{port}/metrics", timeout=5).text
        new, old = Colour(sides.new.colour), Colour(sides.old.colour)
        return Sample(_measured(metrics, old), _measured(metrics, new), self._started(new))

    def hand_over(self, plan: Plan, *, back: bool) -> None:
        """Start the worker and cron of one colour, then stop those of the other; jobs that run are finished first."""
        new, old = Colour(plan.new.colour), Colour(plan.old.colour)
        taking, leaving = (old, new) if back else (new, old)
        slots = deployment.read(self._layout).slots
        self._put(taking, slots[taking].model_copy(update={"works": True}))
        if leaving in slots:
            self._put(leaving, slots[leaving].model_copy(update={"works": False}))

    def stop(self, plan: Plan, *, new: bool) -> None:
        """Wait until the servers of a colour answer nothing any more, and remove all of it."""
        colour = Colour(plan.new.colour if new else plan.old.colour)
        if deployment.read(self._layout).weights.get(colour, 0) == 0:
            self._await_quiet(colour)
        colours.remove(self._layout, colour)

    def record(self, body: dict[str, object], *, key: str) -> None:
        """Record through the entrance that users take; on a busy machine it may have no server for a moment."""
        deadline = time.monotonic() + RECORD_SECONDS
        while True:
            try:
                with connect(self._layout) as platform:
                    platform.request("POST", "/api/operations", json=body, headers={"Idempotency-Key": key})
                return
            except PlatformError as error:
                if not error.passing or time.monotonic() > deadline:
                    raise
            time.sleep(POLL_SECONDS)

    def _release(self, version: str) -> Release:
        return self._installation.find(version)

    def _put(self, colour: Colour, slot: Slot) -> None:
        colours.put(self._layout, colour, slot, START_SECONDS)

    def _smoke(self, colour: Colour) -> None:
        composition = colours.composed(self._layout)
        platform = composition.platforms[colour]
        console = f"http://127.0.0.1:{composition.ports[client.name(colour)]}"
        token_file = memory.ensure(self._layout.common) / "smoke.token"
        with connect(self._layout) as operator, smoke.short_lived_token(operator, token_file):
            for name in processes.servers(colour):
                smoke.run(
                    platform.release.source,
                    f"https://localhost:{composition.ports[name]}",
                    console,
                    platform.authority.ca_file,
                    token_file,
                    self._layout.log("smoke"),
                )

    def _started(self, colour: Colour) -> dict[str, float | None]:
        known = Supervisor(self._layout).processes()
        ours = {name: known.get(name) for name in processes.servers(colour)}
        return {name: state.started_at if state and state.pid else None for name, state in ours.items()}

    def _await_quiet(self, colour: Colour) -> None:
        composition = colours.composed(self._layout)
        ports = [composition.ports[f"{name}-internal"] for name in processes.servers(colour)]
        deadline = time.monotonic() + DRAIN_SECONDS
        answered, since = _answered(ports), time.monotonic()
        while time.monotonic() - since < QUIET_SECONDS:
            if time.monotonic() > deadline:
                raise NotDrainedError(colour, DRAIN_SECONDS)
            time.sleep(POLL_SECONDS)
            now = _answered(ports)
            if now != answered:
                answered, since = now, time.monotonic()


def _measured(metrics: str, colour: Colour) -> Measured:
    return measurements.read(metrics, [*processes.servers(colour), client.name(colour)])


def _answered(ports: Iterable[int]) -> Mapping[int, float | None]:
    """How many requests each process has answered; None when it does not say."""
    return {port: _answered_by(port) for port in ports}


def _answered_by(port: int) -> float | None:
    try:
        metrics = httpx.get(f"http://127.0.0.1:{port}/metrics", timeout=3).text
    except httpx.HTTPError:
        return None
    return sum(float(count) for count in _ANSWERED.findall(metrics))

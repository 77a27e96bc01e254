"""The environment on this machine as the target of a release."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import httpx

from infra import plain_http
from infra.local import client, colours, deployment, memory, processes, proxy
from infra.local.connection import connect
from infra.local.deployment import Colour, Slot
from infra.local.layout import Layout
from infra.local.releases import Release
from infra.local.supervisor import Supervisor
from infra.scripts.release import draining, measurements, recording, smoke
from infra.scripts.release.analysis import Measured, Sample
from infra.scripts.release.installation import Installation
from infra.scripts.release.plan import Plan, Sides
from infra.scripts.release.progress import FileStore, Memory
from server.settings import Process

START_SECONDS = 120.0


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
        metrics = plain_http.ask(port, "/metrics", 5).text
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
        """Record through the entrance that users take."""
        recording.record(lambda: connect(self._layout), body, key)

    def _release(self, version: str) -> Release:
        return self._installation.find(version)

    def _put(self, colour: Colour, slot: Slot) -> None:
        colours.put(self._layout, colour, slot, START_SECONDS)

    def _smoke(self, colour: Colour) -> None:
        composition = colours.composed(self._layout)
        platform = composition.platforms[colour]
        console = f"http://127.0.0.1:{composition.ports[client.name(colour)]}"
        token_file = memory.ensure(self._layout.common) / "smoke.token"

        def prove(name: str) -> None:
            smoke.run(
                platform.release.source,
                f"https://localhost:{composition.ports[name]}",
                console,
                platform.authority.ca_file,
                token_file,
                self._layout.log(f"smoke-{name}"),
            )

        names = processes.servers(colour)
        with (
            connect(self._layout) as operator,
            smoke.short_lived_token(operator, token_file),
            ThreadPoolExecutor(len(names)) as together,
        ):
            list(together.map(prove, names))

    def _started(self, colour: Colour) -> dict[str, float | None]:
        known = Supervisor(self._layout).processes()
        ours = {name: known.get(name) for name in processes.servers(colour)}
        return {name: state.started_at if state and state.pid else None for name, state in ours.items()}

    def _await_quiet(self, colour: Colour) -> None:
        composition = colours.composed(self._layout)
        ports = {name: composition.ports[f"{name}-internal"] for name in processes.servers(colour)}
        draining.await_quiet(lambda: {name: _answered(port) for name, port in ports.items()}, colour)


def _measured(metrics: str, colour: Colour) -> Measured:
    wanted = {f"{name}@file" for name in (*processes.servers(colour), client.name(colour))}
    return measurements.read(metrics, wanted.__contains__)


def _answered(port: int) -> float | None:
    """How many requests a process has answered; None when it does not say."""
    try:
        return draining.answered(plain_http.ask(port, "/metrics", 3).text)
    except httpx.HTTPError:
        return None

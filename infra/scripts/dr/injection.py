"""The losses a drill injects, for real."""

from __future__ import annotations

import signal
from collections.abc import Callable, Mapping
from contextlib import suppress

import psutil

from infra.local import leftovers
from infra.local.layout import Layout
from infra.scripts.dr.local_target import kill_region
from infra.scripts.dr.scenarios import Scenario


def inject(scenario: Scenario, layout: Layout) -> None:
    """Inject a loss into a region."""
    _INJECTIONS[scenario](layout)


def _lose(layout: Layout) -> None:
    """Everything is gone at once, as with the power."""
    kill_region(layout)


def _freeze(layout: Layout) -> None:
    """Everything stands still and keeps its connections, as on a host whose storage hangs."""
    for process in (
        *leftovers.marked_processes(layout.state),
        *leftovers.processes_in(layout.postgresql / "data", "postgres"),
    ):
        with suppress(psutil.NoSuchProcess):
            process.send_signal(signal.SIGSTOP)


_INJECTIONS: Mapping[Scenario, Callable[[Layout], None]] = {
    Scenario.REGION_LOSS: _lose,
    Scenario.REGION_FROZEN: _freeze,
}

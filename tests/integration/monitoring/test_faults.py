"""Every fault is told by its alert, and by nothing that is not about it; after the repair, that is told too."""

from __future__ import annotations

import sys
import time

import pytest

from tests.integration.local.waiting import until
from tests.integration.monitoring.faults import FAULTS, Fault
from tests.integration.monitoring.scene import Scene

LASTING = {"ErrorBudgetBurnsSlowly"}
"""Its windows are hours and days, so it outlasts what caused it by minutes also when they are scaled."""


def other_disks(scene: Scene) -> set[str]:
    """A disk of the machine that runs the tests may be nearly full indeed."""
    full = scene.query('ALERTS{alertname="DiskNearlyFull",device!="syndic-test"}')
    return {"DiskNearlyFull"} if full else set()


@pytest.fixture(scope="module", autouse=True)
def calm(scene: Scene) -> None:
    """Nothing is wrong when the tests begin: what fires while an environment starts has resolved."""
    until(lambda: not scene.firing() - LASTING - other_disks(scene), "nothing to fire")


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_fault_is_told_and_so_is_its_repair(scene: Scene, fault: Fault) -> None:
    position, started = len(scene.receiver.received), time.monotonic()
    with fault.inject(scene):
        scene.receiver.expect(fault.alert, fault.labels, position, firing=True)
        told = time.monotonic()
        for name in fault.told_too:
            scene.receiver.expect(name, {}, position, firing=True)

    scene.receiver.expect(fault.alert, fault.labels, position, firing=False)
    until(lambda: not scene.firing() - LASTING - other_disks(scene), f"nothing to fire: {scene.firing()}")
    named = {each.name for each in scene.receiver.since(position) if each.firing}
    # Kept for whoever runs it with -s or reads the report: how long each took, and who was told what.
    line = f"{fault.name}: told after {told - started:.0f} s, over after {time.monotonic() - started:.0f} s"
    sys.stdout.write(f"{line}: {', '.join(sorted(named - {'Watchdog'}))}\n")
    assert named - LASTING - other_disks(scene) - {"Watchdog"} <= {fault.alert} | fault.companions | fault.told_too

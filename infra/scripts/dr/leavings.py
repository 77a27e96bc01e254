"""What a drill that was killed leaves behind: a line that is cut, a disk that is full. The next command takes it away.

Before a loss is injected it is written down, and forgotten once it was undone. Whoever finds it written down holds the
lock that the drill held, so nobody is drilling any more.
"""

from __future__ import annotations

import json

from infra.local import regions
from infra.local.files import write_atomically
from infra.local.layout import Layout
from infra.output import Progress
from infra.scripts.dr import full_disk, partition
from infra.scripts.dr.scenarios import Scenario

FILE = "drill.json"


def note(main: Layout, scenario: Scenario, region: str) -> None:
    """Write down what is about to be injected, and into which region."""
    write_atomically(main.common / FILE, json.dumps({"scenario": scenario, "region": region}))


def forget(main: Layout) -> None:
    """Write down that it was undone."""
    (main.common / FILE).unlink(missing_ok=True)


def exist(main: Layout) -> bool:
    """Whether a drill was killed, or is going on."""
    return (main.common / FILE).is_file()


def clear(main: Layout, display: Progress) -> None:
    """Undo what a drill that was killed injected; nothing when none was."""
    if not exist(main):
        return
    with display.step("Undid what a drill left behind that was cut off"):
        for name in regions.read(main).names:
            layout = main.of_region(name)
            if partition.is_cut_off(layout):
                partition.heal(layout)
            full_disk.give_room(layout)
        forget(main)

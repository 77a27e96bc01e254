"""Takes the embedded environment down, and deletes it when asked."""

from __future__ import annotations

import shutil
from contextlib import suppress

from infra import locks
from infra.local import client, credentials, leftovers, memory, object_store, ports, postgresql, processes
from infra.local.deployment import Colour
from infra.local.errors import SupervisorError
from infra.local.layout import Layout
from infra.local.supervisor import Supervisor
from infra.output import Progress

STOP_ORDER = (
    (ports.PROXY,),
    tuple(name for colour in Colour for name in (client.name(colour), *processes.names(colour))),
    (object_store.NAME, postgresql.NAME),
)
"""What is stopped together, and before what."""


def down(layout: Layout, progress: Progress, *, purge: bool = False) -> list[str]:
    """Stop everything, also what a crash left behind; with `purge`, delete all data too.

    Returns:
        One sentence per thing that was stopped or deleted; empty when nothing ran.
    """
    if not layout.state.is_dir():
        return []
    sentences: list[str] = []
    with locks.hold(layout.lock, "syndic down"), progress.step("Stopped everything"):
        supervisor = Supervisor(layout)
        # A supervisor that ends or hangs meanwhile hinders nothing: what it leaves is found and stopped.
        with suppress(SupervisorError):
            if supervisor.is_running():
                sentences += stop_in_order(supervisor)
        sentences += leftovers.stop_all(layout)
        if purge:
            _delete_data(layout)
            sentences.append(f"Deleted all data in {layout.state}.")
    return sentences


def stop_in_order(supervisor: Supervisor) -> list[str]:
    """Stop what uses before what is used, then the supervisor.

    Returns:
        One sentence per service.
    """
    present = list(supervisor.processes())
    known = {name for tier in STOP_ORDER for name in tier}
    for tier in ([name for name in present if name not in known], *STOP_ORDER):
        supervisor.remove(*tier)
    supervisor.shut_down()
    return [f"Stopped {name}." for name in present]


def _delete_data(layout: Layout) -> None:
    # The token belongs to the database. Other secrets, and what the user wrote, are good for the next one.
    credentials.set_token(layout.env_file, None)
    memory.remove_of(layout)
    # The lock goes last, so that no other run starts in a directory that is being deleted.
    for entry in layout.state.iterdir():
        if entry in {layout.lock, layout.env_file}:
            continue
        if entry.is_dir():
            shutil.rmtree(entry)
        else:
            entry.unlink()
    layout.lock.unlink()

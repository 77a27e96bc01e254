"""What Prometheus scrapes: written anew whenever what should run changes, so that a release's new colour is measured.

A target is what is meant to run, not what does: what is meant to run and does not answer is what alerts are about.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from infra.local import deployment, object_store, ports, processes, proxy, regions
from infra.local.deployment import Deployment
from infra.local.files import write_atomically
from infra.local.layout import FIRST_REGION, MONITORING, Layout
from infra.local.regions import BOTH
from server.settings import Process

PROMETHEUS = "prometheus"
ENVIRONMENT = "development"

Target = dict[str, Any]


def layout_of(layout: Layout) -> Layout:
    """Where monitoring keeps its files, and its own supervisor: apart from the regions, whose loss it has to see."""
    return Layout(layout.checkout, layout.common / MONITORING, MONITORING, layout.common)


def folder(layout: Layout) -> Path:
    """The folder of the files of targets, one for a region."""
    return layout_of(layout).state / "prometheus" / "targets"


def told(process: Process, layout: Layout, ca_file: Path) -> dict[str, str]:
    """What a process is told about what watches over it: the servers show how promises are kept."""
    port = ports.read(layout_of(layout).ports_file, ports.MONITORING_NAMES).get(PROMETHEUS)
    if process is not Process.API or port is None:
        return {}
    return {"PROMETHEUS_URL": f"https://localhost:{port}", "PROMETHEUS_CA_FILE": str(ca_file)}


def refresh(layout: Layout) -> None:
    """Write the targets of every region that is not fenced; nothing where monitoring was never set up."""
    if not folder(layout).is_dir():
        return
    main = layout.of_region(FIRST_REGION)
    standing, meant = regions.read(main), deployment.read(main)
    for name in BOTH:
        path = folder(layout) / f"{name}.yaml"
        if name not in standing.names or name in standing.fenced:
            path.unlink(missing_ok=True)
            continue
        chosen = ports.read(main.of_region(name).ports_file)
        found = list(targets(name, meant, chosen, standby=name != standing.live))
        write_atomically(path, yaml.safe_dump(found, sort_keys=False))


def targets(region: str, meant: Deployment, chosen: Mapping[str, int], *, standby: bool) -> Iterator[Target]:
    """The targets of a region.

    Args:
        region: its name.
        meant: what runs at each colour.
        chosen: the region's ports.
        standby: whether it stands by; then its servers are warm, and nothing works on its own account.
    """
    yield _target(chosen["proxy-internal"], region, proxy.NAME, proxy.NAME)
    yield _target(chosen["object-store-metrics"], region, object_store.NAME, object_store.NAME)
    for colour, slot in meant.slots.items():
        named = {"colour": str(colour), "release": slot.release.label}
        if slot.serves:
            for name in processes.servers(colour):
                yield _target(chosen[f"{name}-internal"], region, "api", name, named)
        if slot.works and not standby:
            for process, name in (("worker", processes.worker(colour)), ("cron", processes.cron(colour))):
                yield _target(chosen[f"{name}-internal"], region, process, name, named)


def _target(port: int, region: str, process: str, service: str, more: Mapping[str, str] | None = None) -> Target:
    labels = {"environment": ENVIRONMENT, "region": region, "process": process, "instance": service}
    return {"targets": [f"127.0.0.1:{port}"], "labels": {**labels, **(more or {})}}

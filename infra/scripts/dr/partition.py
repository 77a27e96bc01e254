"""Cuts a region off from everything outside it, while all of it goes on running and reaches itself.

The kernel drops the packets (nftables), so that connections hang as they do when a line is cut: nobody is told. Who is
inside is known by a control group that the region's processes are put into; connections that are older than that are
known by their two ports. Needs root and control groups of version 2, wherever those are mounted.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import psutil

from infra import shell
from infra.local import leftovers, ports
from infra.local.layout import Layout
from infra.scripts.errors import InjectionNotPossibleError

PROGRAM = "nft"
MOUNTS = Path("/proc/self/mounts")
SECONDS = 20.0
INSIDE = 1
"""Mark of connections that were opened inside."""

# The program looks for control groups below one path only, where some machines mount those of version 1.
_AT_ITS_PATH = 'mount --bind "$1" /sys/fs/cgroup && exec nft -f -'


def require(scenario: str) -> None:
    """Refuse where the kernel cannot be told.

    Raises:
        InjectionNotPossibleError: this user or machine cannot.
    """
    if os.geteuid() != 0:
        raise InjectionNotPossibleError(scenario, "only root may change what the kernel lets through")
    if shutil.which(PROGRAM) is None:
        raise InjectionNotPossibleError(scenario, "the program nft is missing; Debian's package is nftables")
    if _control_groups() is None:
        raise InjectionNotPossibleError(scenario, "control groups of version 2 are not mounted")


def cut(layout: Layout, other: Layout, companions: Iterable[int]) -> None:
    """Drop every packet between a region and all else from now on.

    Args:
        layout: the region.
        other: of the other region.
        companions: pids of further processes that are inside.
    """
    group = _group(layout)
    group.mkdir(exist_ok=True)
    inside = {process.pid for process in leftovers.processes_of(layout)} | set(companions)
    for pid in inside:
        _move(pid, group)
    own, outside = _ports(layout), _ports(other) | {_entry_port(layout)}
    within, crossing = _connections(inside, own, outside)
    _load(layout, _rules(layout, own, outside, within, crossing))


def heal(layout: Layout) -> None:
    """Let everything through again; nothing happens to a region that is not cut off."""
    if not is_cut_off(layout):
        return
    group = _group(layout)
    shell.run(["nft", "delete", "table", "inet", _name(layout)], timeout_seconds=SECONDS, check=False)
    deadline = time.monotonic() + SECONDS
    while group.is_dir() and time.monotonic() < deadline:
        for pid in (group / "cgroup.procs").read_text().split():
            _move(int(pid), group.parent)
        with suppress(OSError):
            group.rmdir()


def is_cut_off(layout: Layout) -> bool:
    """Whether a region is cut off now."""
    return _control_groups() is not None and _group(layout).is_dir()


def _rules(
    layout: Layout, own: set[int], outside: set[int], within: set[tuple[int, int]], crossing: set[tuple[int, int]]
) -> str:
    group = f'socket cgroupv2 level 1 "{_name(layout)}"'
    return f"""\
table inet {_name(layout)} {{
  set own {{ type inet_service; elements = {{ {_elements(own)} }} }}
  set outside {{ type inet_service; elements = {{ {_elements(outside)} }} }}
  chain output {{
    type filter hook output priority 0; policy accept;
    {_pairs("drop", crossing)}
    {_pairs("accept", within)}
    ct mark {INSIDE} accept
    {group} tcp dport @own ct mark set {INSIDE} accept
    {group} tcp dport @outside drop
    tcp dport @own drop
    tcp sport @own drop
  }}
}}
"""


def _pairs(verdict: str, pairs: set[tuple[int, int]]) -> str:
    if not pairs:
        return ""
    both = pairs | {(there, here) for here, there in pairs}
    return f"tcp sport . tcp dport {{ {', '.join(f'{here} . {there}' for here, there in sorted(both))} }} {verdict}"


def _elements(chosen: set[int]) -> str:
    return ", ".join(str(port) for port in sorted(chosen))


def _connections(
    inside: set[int], own: set[int], outside: set[int]
) -> tuple[set[tuple[int, int]], set[tuple[int, int]]]:
    """The connections that exist, as pairs of ports: those with both ends inside, and those with one."""
    ends: dict[tuple[int, int], bool] = {}
    for found in psutil.net_connections("tcp"):
        if found.raddr:
            ends[found.laddr.port, found.raddr.port] = found.pid in inside
    here = {pair for pair, ours in ends.items() if ours}
    both = {pair for pair in here if ends.get((pair[1], pair[0]))}
    within = {pair for pair in both if own & set(pair)}
    crossing = {pair for pair in here - both if outside & set(pair)}
    return within, crossing


def _load(layout: Layout, rules: str) -> None:
    groups = _control_groups()
    shell.run(
        ["unshare", "--mount", "sh", "-c", _AT_ITS_PATH, "nft", str(groups)],
        stdin=rules,
        directory=layout.state,
        timeout_seconds=SECONDS,
    )


def _move(pid: int, group: Path) -> None:
    # One that has ended in the meantime needs no place.
    with suppress(ProcessLookupError):
        (group / "cgroup.procs").write_text(str(pid))


def _control_groups() -> Path | None:
    for line in MOUNTS.read_text().splitlines():
        _, place, kind, *_ = line.split()
        if kind == "cgroup2":
            return Path(place)
    return None


def _group(layout: Layout) -> Path:
    found = _control_groups()
    assert found is not None  # noqa: S101 - asked for where there are control groups only
    return found / _name(layout)


def _name(layout: Layout) -> str:
    return f"syndic_{hashlib.sha256(bytes(layout.state)).hexdigest()[:12]}"


def _ports(layout: Layout) -> set[int]:
    """The ports of a region, without the one that belongs to the entry."""
    return {port for name, port in ports.read(layout.ports_file).items() if name != ports.PROXY}


def _entry_port(layout: Layout) -> int:
    return ports.read(layout.common / "ports.json")[ports.PROXY]

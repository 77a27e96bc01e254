"""How results of the local environment look."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from infra import output
from infra.errors import UsageError
from infra.local.certificates import Authority, trust_advice
from infra.local.environment import Outcome
from infra.local.layout import Layout
from infra.local.monitoring import Watching
from infra.local.status import EnvironmentStatus, ServiceStatus
from infra.output import Column

NEXT_COMMANDS = (
    ("demo", "load the example systems and execute every framework on them"),
    ("status", "show what runs"),
    ("logs", "follow the logs"),
)
CONFIRMATION = "purge"
PROGRAM = "syndic"


def print_up(outcome: Outcome, found: EnvironmentStatus, watching: Watching, layout: Layout, *, as_json: bool) -> None:
    """Print what `up` did: the address, the credentials the first time, the services, what to do next."""
    ca_file = Authority(layout.certificates).ca_file
    if as_json:
        administrator = asdict(outcome.administrator) if outcome.administrator else None
        services = [asdict(service) for service in found.services]
        output.print_json(
            {
                "url": outcome.url,
                "ca_file": str(ca_file),
                "administrator": administrator,
                "changes": outcome.changes,
                "release": outcome.release.version if outcome.release else None,
                "services": services,
                "monitoring": asdict(watching),
            }
        )
        return
    output.print_text(f"\nSyndic runs at {outcome.url}\n")
    if outcome.release:
        output.print_text(
            f"  {outcome.release.version} is live. The sources of this checkout run after `syndic release deploy "
            "checkout`.\n"
        )
    if outcome.administrator:
        output.print_text(f"  Sign in as   {outcome.administrator.email}")
        output.print_text(f"  Password     {outcome.administrator.password}")
        output.print_text("  The password is shown only now. Change it after signing in.\n")
        for line in trust_advice(ca_file):
            output.print_text(f"  {line}")
        output.print_text()
    if not outcome.has_token:
        output.print_text(
            f"  The command line has no valid API token. Create one for an administrator (POST /api/tokens) and put it "
            f"into {layout.env_file} as SYNDIC_API_TOKEN; `syndic demo` and `syndic audit verify` need it.\n"
        )
    if watching.url:
        output.print_text(f"  Prometheus   {watching.url}")
    for note in watching.notes:
        output.print_text(f"  {note}")
    if watching.url or watching.notes:
        output.print_text()
    _print_services([*found.services, *watching.services])
    output.print_text("\nNext:")
    program = program_name(sys.argv[0], Path.cwd(), shutil.which(PROGRAM))
    width = max(len(command) for command, _ in NEXT_COMMANDS)
    for command, purpose in NEXT_COMMANDS:
        output.print_text(f"  {program} {command:<{width}}   {purpose}")


def print_down(sentences: list[str], *, as_json: bool) -> None:
    """Print what was stopped and deleted."""
    if as_json:
        output.print_json({"changes": sentences})
        return
    for sentence in sentences or ["Nothing ran."]:
        output.print_text(sentence)


def print_status(found: EnvironmentStatus, watching: Watching, *, as_json: bool) -> None:
    """Print the services."""
    if as_json:
        services = [asdict(service) for service in found.services]
        watched = {"url": watching.url, "services": [asdict(service) for service in watching.services]}
        output.print_json({"url": found.url, "ready": found.ready, "services": services, "monitoring": watched})
        return
    if not found.services:
        output.print_text("Nothing is set up here. Start it with `syndic up`.")
        return
    shown = [*found.services, *watching.services]
    _print_services(shown)
    for service in shown:
        if service.reason and service.state != "stopped":
            output.print_text(f"{service.service}: {service.reason}")


def confirm_purge(layout: Layout) -> None:
    """Ask before all data is deleted.

    Raises:
        UsageError: there is nobody to ask, or the answer was no.
    """
    if not sys.stdin.isatty():
        raise UsageError("--purge deletes all data and nobody can be asked here. Add --yes to confirm.")
    output.print_error(f"This deletes all data in {layout.state}: database, evidence, certificates and logs.")
    output.print_error(f"Type {CONFIRMATION} to go on: ")
    if sys.stdin.readline().strip() != CONFIRMATION:
        raise UsageError("Nothing was deleted, because the purge was not confirmed.")


def program_name(called: str, directory: Path, on_path: str | None) -> str:
    """What a user must type to call this program again.

    Args:
        called: how the program was called.
        directory: where the user is.
        on_path: the program of that name that the shell would find; None when there is none.
    """
    path = Path(called).resolve()
    if path.name != PROGRAM or (on_path is not None and Path(on_path).resolve() == path):
        return PROGRAM
    return str(path.relative_to(directory)) if path.is_relative_to(directory) else str(path)


def _print_services(services: Sequence[ServiceStatus]) -> None:
    columns = ["SERVICE", "STATE", Column("PID", numeric=True), Column("UPTIME", numeric=True)]
    columns += [Column("PORT", numeric=True), "VERSION"]
    rows = [
        (service.service, service.state, service.pid, duration(service.uptime_seconds), service.port, service.version)
        for service in services
    ]
    output.print_table(columns, rows)


def duration(seconds: int | None) -> str:
    """A duration in its two largest units: 45s, 3m 20s, 5h 2m, 2d 4h."""
    if seconds is None:
        return ""
    minutes, second = divmod(seconds, 60)
    hours, minute = divmod(minutes, 60)
    days, hour = divmod(hours, 24)
    if days:
        return f"{days}d {hour}h"
    if hours:
        return f"{hours}h {minute}m"
    return f"{minutes}m {second}s" if minutes else f"{second}s"

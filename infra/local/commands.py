"""The commands of the local environment. What they need is imported when they run, so that help is instant."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from infra.options import Json

StateDirectory = Annotated[
    Path | None,
    typer.Option(
        "--state-dir",
        envvar="SYNDIC_STATE_DIR",
        help="Keep the environment here instead of in .syndic/ of the checkout.",
        file_okay=False,
    ),
]


def up(
    state_dir: StateDirectory = None,
    port: Annotated[int | None, typer.Option(min=1, max=65535, help="Port to open; 8443 or the next free one.")] = None,
    regions: Annotated[
        int | None, typer.Option(min=1, max=2, help="How many regions; as many as there are when not given.")
    ] = None,
    timeout: Annotated[float, typer.Option(min=1, help="Longest wait until all is ready, in seconds.")] = 180,
    json: Json = False,
) -> None:
    """Start the platform on this machine, and wait until it can be used.

    Can be repeated: what runs as it should is left alone.

    Example: syndic up --regions 2
    """
    from infra.local import first_use, monitoring, printing, two_regions
    from infra.local.layout import find_main_layout
    from infra.output import Progress

    layout = find_main_layout(state_dir)
    monitoring.choose_ports(layout)
    outcome = two_regions.up(layout, port, timeout, Progress(quiet=json), regions)
    watching = monitoring.up(layout, Progress(quiet=json))
    printing.print_up(outcome, two_regions.status(layout), watching, layout, as_json=json)
    first_use.administrator_shown(layout)


def down(
    state_dir: StateDirectory = None,
    purge: Annotated[bool, typer.Option("--purge", help="Also delete all data, after asking.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    json: Json = False,
) -> None:
    """Stop the platform; its data stays unless --purge is given.

    Example: syndic down --purge
    """
    from infra.local import monitoring, printing, two_regions
    from infra.local.layout import find_main_layout
    from infra.output import Progress

    layout = find_main_layout(state_dir)
    if purge and not yes:
        printing.confirm_purge(layout)
    watched = monitoring.down(layout, Progress(quiet=True))
    printing.print_down([*watched, *two_regions.down(layout, Progress(quiet=json), purge=purge)], as_json=json)


def status(state_dir: StateDirectory = None, json: Json = False) -> None:
    """Show every service: state, pid, uptime, port, version. Exit code 1 unless all that users need are ready.

    Example: syndic status --json
    """
    from infra.local import monitoring, printing, two_regions
    from infra.local.layout import find_main_layout

    layout = find_main_layout(state_dir)
    found = two_regions.status(layout)
    printing.print_status(found, monitoring.status(layout), as_json=json)
    if not found.ready:
        raise typer.Exit(1)


def logs(
    services: Annotated[list[str] | None, typer.Argument(help="Only these services; all when none is given.")] = None,
    state_dir: StateDirectory = None,
    follow: Annotated[
        bool | None,
        typer.Option("--follow/--no-follow", "-f", help="Go on with new lines; so by default on a terminal."),
    ] = None,
    lines: Annotated[int, typer.Option("--lines", "-n", min=0, help="Lines to begin with.")] = 100,
    since: Annotated[str | None, typer.Option(help="Only newer lines: 30s, 10m, 2h, 1d, or a time (RFC 3339).")] = None,
    level: Annotated[
        str | None, typer.Option(help="Only lines of this level or above: debug, info, warning, error.")
    ] = None,
    grep: Annotated[str | None, typer.Option(help="Only lines that contain this text.")] = None,
    json: Json = False,
) -> None:
    """Show the logs of the services, merged by time.

    Example: syndic logs worker --since 10m --level warning
    """
    import sys

    from infra.local import logs as reading
    from infra.local.layout import find_layout

    selection = reading.Selection.parse(services or [], since, level, grep)
    going_on = sys.stdout.isatty() and not json if follow is None else follow
    reading.print_logs(find_layout(state_dir), selection, lines, follow=going_on, as_json=json)


def demo(state_dir: StateDirectory = None, json: Json = False) -> None:
    """Load the example systems, execute every framework on them, and show where they stand.

    Can be repeated: what is loaded is not loaded again, and the frameworks are executed once more. It goes to the
    platform at SYNDIC_URL when that and SYNDIC_API_TOKEN are set.

    Example: syndic demo
    """
    from infra.local import demo as showing
    from infra.local.connection import connect_to_named_or
    from infra.local.layout import find_layout
    from infra.output import Progress

    layout = find_layout(state_dir)
    with connect_to_named_or(layout) as platform:
        shown = showing.run(platform, layout.examples, Progress(quiet=json))
    showing.print_posture(shown, as_json=json)
    if shown.failed:
        raise typer.Exit(1)


audit = typer.Typer(help="The tamper-evident audit log.", no_args_is_help=True)


@audit.callback()
def audit_group() -> None:
    """The tamper-evident audit log."""


@audit.command("verify")
def audit_verify(
    state_dir: StateDirectory = None,
    objects: Annotated[
        bool, typer.Option("--objects/--no-objects", help="Also read every evidence file and execution document.")
    ] = True,
    json: Json = False,
) -> None:
    """Verify the audit chain and everything it vouches for. Exit code 1 when it is not intact.

    Example: syndic audit verify --json
    """
    from infra.local import audit as verification
    from infra.local.connection import connect
    from infra.local.layout import find_layout
    from infra.output import Progress

    with connect(find_layout(state_dir)) as platform, Progress(quiet=json).step("Verified the audit chain"):
        found = verification.verify(platform, objects=objects)
    verification.print_verification(found, as_json=json)
    if not found.intact:
        raise typer.Exit(1)

"""The commands about releases. What they need is imported when they run, so that help is instant."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from infra.options import Context, DryRun, Environment, Json, StateDirectory
from infra.scripts.release.target_name import TargetName

if TYPE_CHECKING:
    from infra.scripts.release.opening import Where
    from infra.scripts.release.service import Options

app = typer.Typer(help="Releases: blue-green, without a failed request, and back again.", no_args_is_help=True)

On = Annotated[
    TargetName | None,
    typer.Option("--target", help="What it runs on. Without it, this machine for development, else Kubernetes."),
]
Region = Annotated[str | None, typer.Option("--region", help="One region; without it, all of them in turn.")]
Manifest = Annotated[
    Path | None,
    typer.Option("--release", help="Release manifest with the images, for Kubernetes.", dir_okay=False, exists=True),
]
ProxyMetrics = Annotated[
    list[str] | None,
    typer.Option("--proxy-metrics", help="Metrics of a proxy that is no pod of the namespace, as a URL."),
]
Steps = Annotated[str, typer.Option("--steps", help="Shares of the traffic of the new colour, in percent.")]
Watch = Annotated[float, typer.Option("--watch", min=0, help="How long each share is watched, in seconds.")]
Hold = Annotated[float, typer.Option("--hold", min=0, help="How long the old colour stays ready, in seconds.")]
RegionHold = Annotated[
    float,
    typer.Option("--region-hold", min=0, help="How long a region is watched before the next one, in seconds."),
]
TakeBack = Annotated[
    bool, typer.Option("--take-back", help="When a region fails, let those before it return to what they had.")
]
AcceptBlocking = Annotated[
    bool, typer.Option("--accept-blocking", help="Apply revisions of the schema that keep users waiting.")
]


@app.command()
def deploy(
    version: Annotated[str, typer.Argument(help="A tag, branch or commit; `checkout` for the working tree.")],
    environment: Environment = "development",
    target: On = None,
    region: Region = None,
    state_dir: StateDirectory = None,
    release: Manifest = None,
    context: Context = None,
    proxy_metrics: ProxyMetrics = None,
    steps: Steps = "5,25,100",
    watch: Watch = 20,
    hold: Hold = 30,
    region_hold: RegionHold = 300,
    take_back: TakeBack = False,
    accept_blocking: AcceptBlocking = False,
    dry_run: DryRun = False,
    json: Json = False,
) -> None:
    """Replace the live release while users are on it; repeat it to go on with one that was interrupted.

    Example: syndic release deploy v1.4.0 -e development
    """
    from infra.output import Progress
    from infra.permission import Operation, require
    from infra.scripts.notify.service import announced
    from infra.scripts.release import printing
    from infra.scripts.release.opening import open_releases
    from infra.scripts.release.trains import Trains, Wishes

    options = _options(steps, watch, hold, accept_blocking=accept_blocking)
    display = Progress(quiet=json)
    where = _where(target, region, state_dir, context, proxy_metrics, release)
    releases = open_releases(environment, where, display)
    if dry_run:
        planned = releases.dry_run(version, options)
        printing.print_plans(planned if isinstance(planned, list) else [planned], as_json=json)
        return
    governing = where.governed_by(environment)
    require(governing, Operation.RELEASE_DEPLOY)
    subject, wishes = f"release of {version}", Wishes(region_hold, take_back)
    if isinstance(releases, Trains):
        trains = releases
        journey = announced(governing, subject, lambda: trains.deploy(version, options, wishes), display)
        printing.print_journey(journey, trains, as_json=json)
        return
    place = releases
    printing.print_ended(announced(governing, subject, lambda: place.deploy(version, options), display), as_json=json)


@app.command()
def rollback(
    environment: Environment = "development",
    target: On = None,
    region: Region = None,
    state_dir: StateDirectory = None,
    release: Manifest = None,
    context: Context = None,
    proxy_metrics: ProxyMetrics = None,
    steps: Steps = "100",
    watch: Watch = 10,
    hold: Hold = 10,
    region_hold: RegionHold = 60,
    dry_run: DryRun = False,
    json: Json = False,
) -> None:
    """Go back to the release that the live one replaced.

    Example: syndic release rollback -e development
    """
    from infra.output import Progress
    from infra.permission import Operation, require
    from infra.scripts.notify.service import announced
    from infra.scripts.release import printing
    from infra.scripts.release.opening import open_releases
    from infra.scripts.release.trains import Trains, Wishes

    options = _options(steps, watch, hold, accept_blocking=False)
    display = Progress(quiet=json)
    where = _where(target, region, state_dir, context, proxy_metrics, release)
    releases = open_releases(environment, where, display)
    if dry_run:
        planned = releases.dry_run(None, options)
        printing.print_plans(planned if isinstance(planned, list) else [planned], as_json=json)
        return
    governing = where.governed_by(environment)
    require(governing, Operation.RELEASE_ROLLBACK)
    if isinstance(releases, Trains):
        trains = releases
        journey = announced(governing, "rollback", lambda: trains.rollback(options, Wishes(region_hold)), display)
        printing.print_journey(journey, trains, as_json=json)
        return
    place = releases
    printing.print_ended(announced(governing, "rollback", lambda: place.rollback(options), display), as_json=json)


@app.command()
def abort(
    environment: Environment = "development",
    target: On = None,
    region: Region = None,
    state_dir: StateDirectory = None,
    context: Context = None,
    proxy_metrics: ProxyMetrics = None,
    json: Json = False,
) -> None:
    """Take back the release that is under way, as after its operator's machine was lost.

    Example: syndic release abort -e development
    """
    from infra.output import Progress, print_json, print_text
    from infra.permission import Operation, require
    from infra.scripts.release.opening import open_releases

    where = _where(target, region, state_dir, context, proxy_metrics)
    require(where.governed_by(environment), Operation.RELEASE_ROLLBACK)
    reason = open_releases(environment, where, Progress(quiet=json)).abort()
    if json:
        print_json({"aborted": True, "reason": reason})
    else:
        print_text(reason)


@app.command()
def status(
    environment: Environment = "development",
    target: On = None,
    region: Region = None,
    state_dir: StateDirectory = None,
    context: Context = None,
    json: Json = False,
) -> None:
    """Show which release runs at which colour, its share of the traffic, and what is under way.

    Example: syndic release status -e development
    """
    from infra.output import Progress
    from infra.scripts.release import printing
    from infra.scripts.release.opening import open_releases

    printing.print_status(
        open_releases(environment, _where(target, region, state_dir, context), Progress(quiet=json)), as_json=json
    )


@app.command()
def history(
    environment: Environment = "development",
    target: On = None,
    region: Region = None,
    state_dir: StateDirectory = None,
    context: Context = None,
    json: Json = False,
) -> None:
    """Show the releases so far, the newest first.

    Example: syndic release history -e development
    """
    from infra.output import Progress
    from infra.scripts.release import printing
    from infra.scripts.release.opening import open_releases

    printing.print_history(
        open_releases(environment, _where(target, region, state_dir, context), Progress(quiet=json)), as_json=json
    )


def _where(
    target: TargetName | None,
    region: str | None,
    state_directory: Path | None,
    context: str | None,
    proxy_metrics: list[str] | None = None,
    release_manifest: Path | None = None,
) -> Where:
    from infra.scripts.release.opening import Where

    return Where(target, region, state_directory, release_manifest, context, tuple(proxy_metrics or ()))


@app.command()
def smoke(state_dir: StateDirectory = None, json: Json = False) -> None:
    """Run the smoke tests against what users reach: the platform at SYNDIC_URL, else the one on this machine.

    Example: syndic release smoke
    """
    from infra.local.connection import connect_to_named_or, entrance
    from infra.local.layout import find_layout
    from infra.output import Progress, print_json, print_text
    from infra.scripts.release import smoke as tests
    from infra.tree import checkout

    layout = find_layout(state_dir)
    url, ca_file = entrance(layout)
    layout.make()
    with (
        connect_to_named_or(layout) as platform,
        tests.short_lived_token(platform, layout.common / "smoke.token") as token,
        Progress(quiet=json).step(f"Ran the smoke tests against {url}"),
    ):
        tests.run(checkout(), url, url, ca_file, token, layout.log("smoke"))
    print_json({"url": url, "passed": True}) if json else print_text(f"{url} passes the smoke tests.")


def _options(steps: str, watch: float, hold: float, *, accept_blocking: bool) -> Options:
    from infra.scripts.release.errors import WrongSharesError
    from infra.scripts.release.plan import Pace, shares
    from infra.scripts.release.service import Options

    try:
        pace = Pace(shares=shares(steps), watch_seconds=watch, hold_seconds=hold)
    except ValueError as error:
        raise WrongSharesError(steps) from error
    return Options(pace, accept_blocking=accept_blocking)

"""The commands about releases. What they need is imported when they run, so that help is instant."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from infra.options import Json

if TYPE_CHECKING:
    from infra.scripts.release.service import Options

app = typer.Typer(help="Releases: blue-green, without a failed request, and back again.", no_args_is_help=True)

Environment = Annotated[str, typer.Option("--environment", "-e", help="The environment.")]
StateDirectory = Annotated[
    Path | None,
    typer.Option("--state-dir", envvar="SYNDIC_STATE_DIR", help="Where the environment is kept.", file_okay=False),
]
Steps = Annotated[str, typer.Option("--steps", help="Shares of the traffic of the new colour, in percent.")]
Watch = Annotated[float, typer.Option("--watch", min=0, help="How long each share is watched, in seconds.")]
Hold = Annotated[float, typer.Option("--hold", min=0, help="How long the old colour stays ready, in seconds.")]
AcceptBlocking = Annotated[
    bool, typer.Option("--accept-blocking", help="Apply revisions of the schema that keep users waiting.")
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would be done, and do nothing.")]


@app.command()
def deploy(
    version: Annotated[str, typer.Argument(help="A tag, branch or commit; `checkout` for the working tree.")],
    environment: Environment = "development",
    state_dir: StateDirectory = None,
    steps: Steps = "5,25,100",
    watch: Watch = 20,
    hold: Hold = 30,
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
    from infra.scripts.release.service import open_releases

    options = _options(steps, watch, hold, accept_blocking=accept_blocking)
    display = Progress(quiet=json)
    releases = open_releases(environment, state_dir, display)
    if dry_run:
        printing.print_plan(*releases.dry_run(version, options), as_json=json)
        return
    require(environment, Operation.RELEASE_DEPLOY)
    ended = announced(environment, f"release of {version}", lambda: releases.deploy(version, options), display)
    printing.print_ended(ended, as_json=json)


@app.command()
def rollback(
    environment: Environment = "development",
    state_dir: StateDirectory = None,
    steps: Steps = "100",
    watch: Watch = 10,
    hold: Hold = 10,
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
    from infra.scripts.release.service import open_releases

    options = _options(steps, watch, hold, accept_blocking=False)
    display = Progress(quiet=json)
    releases = open_releases(environment, state_dir, display)
    if dry_run:
        printing.print_plan(*releases.dry_run(None, options), as_json=json)
        return
    require(environment, Operation.RELEASE_ROLLBACK)
    ended = announced(environment, "rollback", lambda: releases.rollback(options), display)
    printing.print_ended(ended, as_json=json)


@app.command()
def abort(environment: Environment = "development", state_dir: StateDirectory = None, json: Json = False) -> None:
    """Take back the release that is under way, as after its operator's machine was lost.

    Example: syndic release abort -e development
    """
    from infra.output import Progress, print_json, print_text
    from infra.permission import Operation, require
    from infra.scripts.release.errors import ReleaseAbortedError
    from infra.scripts.release.service import open_releases

    require(environment, Operation.RELEASE_ROLLBACK)
    try:
        open_releases(environment, state_dir, Progress(quiet=json)).abort()
    except ReleaseAbortedError as taken_back:
        # That is what was asked for.
        if json:
            print_json({"aborted": True, "reason": str(taken_back)})
        else:
            print_text(str(taken_back))


@app.command()
def status(environment: Environment = "development", state_dir: StateDirectory = None, json: Json = False) -> None:
    """Show which release runs at which colour, its share of the traffic, and what is under way.

    Example: syndic release status -e development
    """
    from infra.output import Progress
    from infra.scripts.release import printing
    from infra.scripts.release.service import open_releases

    releases = open_releases(environment, state_dir, Progress(quiet=json))
    printing.print_status(releases.composition(), releases.book(), as_json=json)


@app.command()
def history(environment: Environment = "development", state_dir: StateDirectory = None, json: Json = False) -> None:
    """Show the releases so far, the newest first.

    Example: syndic release history -e development
    """
    from infra.output import Progress
    from infra.scripts.release import printing
    from infra.scripts.release.service import open_releases

    releases = open_releases(environment, state_dir, Progress(quiet=json))
    printing.print_history(releases.book().ended, as_json=json)


def _options(steps: str, watch: float, hold: float, *, accept_blocking: bool) -> Options:
    from infra.scripts.release.errors import WrongSharesError
    from infra.scripts.release.plan import Pace, shares
    from infra.scripts.release.service import Options

    try:
        pace = Pace(shares=shares(steps), watch_seconds=watch, hold_seconds=hold)
    except ValueError as error:
        raise WrongSharesError(steps) from error
    return Options(pace, accept_blocking=accept_blocking)

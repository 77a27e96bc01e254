"""The commands about secrets. What they need is imported when they run, so that help is instant."""

from __future__ import annotations

from typing import Annotated

import typer

from infra.options import DryRun, Environment, Json, StateDirectory

app = typer.Typer(help="Secrets: how old they are, and replacing them while the platform serves.", no_args_is_help=True)


@app.callback()
def secrets() -> None:
    """Secrets: how old they are, and replacing them while the platform serves."""


@app.command()
def status(environment: Environment = "development", state_dir: StateDirectory = None, json: Json = False) -> None:
    """Show the age of every secret, its policy, and when it is due. Exit code 1 when one is overdue.

    Example: syndic secrets status -e development
    """
    from infra.scripts.rotate import printing
    from infra.scripts.rotate.rotations import open_rotations

    rotations = open_rotations(environment, state_dir)
    standings = rotations.standings()
    printing.print_standings(standings, rotations.elsewhere, as_json=json)
    if any(standing.attention for standing in standings):
        raise typer.Exit(1)


@app.command()
def rotate(
    name: Annotated[str | None, typer.Argument(help="The secret; all that are due when none is given.")] = None,
    environment: Environment = "development",
    state_dir: StateDirectory = None,
    every: Annotated[bool, typer.Option("--all", help="Rotate every secret, due or not.")] = False,
    no_overlap: Annotated[
        bool,
        typer.Option(
            "--no-overlap", help="Revoke the old credential as soon as nothing uses it, as after it became known."
        ),
    ] = False,
    dry_run: DryRun = False,
    patience: Annotated[
        float, typer.Option(min=1, help="Longest wait for processes to take a secret over, in seconds.")
    ] = 180,
    json: Json = False,
) -> None:
    """Replace a secret while the platform serves; repeat it to go on with a rotation that was interrupted.

    Example: syndic secrets rotate database-api -e development
    """
    from infra.output import Progress
    from infra.permission import Operation, require
    from infra.scripts.rotate import printing
    from infra.scripts.rotate.rotations import open_rotations

    rotations = open_rotations(environment, state_dir)
    chosen = rotations.choose(name, every=every)
    if dry_run:
        printing.print_plan(rotations.plan(chosen, keep_overlap=not no_overlap), as_json=json)
        return
    require(environment, Operation.SECRETS_ROTATE)
    outcomes = rotations.run(chosen, Progress(quiet=json), keep_overlap=not no_overlap, patience_seconds=patience)
    printing.print_outcomes(outcomes, as_json=json)

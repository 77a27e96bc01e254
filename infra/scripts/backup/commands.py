"""The commands about backups. What they need is imported when they run, so that help is instant."""

from __future__ import annotations

from typing import Annotated

import typer

from infra.backups.kinds import Kind
from infra.options import DryRun, Environment, Json, StateDirectory

app = typer.Typer(help="Backups: made, proved by restoring them, and brought back.", no_args_is_help=True)

Jobs = Annotated[int, typer.Option("--jobs", min=1, max=64, help="Tables that are worked on at the same time.")]
Keeper = Annotated[
    str | None,
    typer.Option("--region", help="Region whose bucket holds the backups; the one that is not live when absent."),
]
MEGABYTE = 1_000_000


@app.command()
def create(
    kind: Annotated[list[Kind] | None, typer.Option("--kind", help="What to back up; everything when absent.")] = None,
    environment: Environment = "development",
    state_dir: StateDirectory = None,
    region: Keeper = None,
    jobs: Jobs = 2,
    rate: Annotated[
        float | None, typer.Option("--rate", min=0.01, help="Most that is uploaded in a second, in megabytes.")
    ] = None,
    verify: Annotated[bool, typer.Option("--verify", help="Prove the database's backup afterwards.")] = False,
    json: Json = False,
) -> None:
    """Back the environment up; repeat it to go on with a backup that was cut off.

    Example: syndic backup create -e staging --verify
    """
    from infra.output import Progress
    from infra.permission import Operation, require
    from infra.scripts.backup import printing
    from infra.scripts.backup.service import Options, open_backups

    backups = open_backups(environment, state_dir, Progress(quiet=json), region)
    require(environment, Operation.BACKUP_CREATE)
    options = Options(jobs=jobs, bytes_per_second=rate * MEGABYTE if rate else None)
    kinds = kind or backups.usual_kinds()
    made = backups.create(kinds, options)
    if not verify:
        printing.print_made(made, as_json=json)
        return
    require(environment, Operation.BACKUP_VERIFY)
    physical = Kind.PHYSICAL in kinds and Kind.LOGICAL not in kinds
    result = backups.verify(None, options, kind=Kind.PHYSICAL if physical else Kind.LOGICAL)
    printing.print_verification(result, as_json=json)
    if result.outcome == "failed":
        raise typer.Exit(1)


@app.command("list")
def list_backups(
    environment: Environment = "development",
    state_dir: StateDirectory = None,
    region: Keeper = None,
    json: Json = False,
) -> None:
    """Show every backup, the oldest first, and whether it was proved to restore.

    Example: syndic backup list -e development
    """
    from infra.output import Progress
    from infra.scripts.backup import printing
    from infra.scripts.backup.service import open_backups

    printing.print_list(open_backups(environment, state_dir, Progress(quiet=json), region).all(), as_json=json)


@app.command()
def verify(
    backup: Annotated[str | None, typer.Argument(help="The backup; the newest of the database when absent.")] = None,
    environment: Environment = "development",
    state_dir: StateDirectory = None,
    region: Keeper = None,
    kind: Annotated[Kind, typer.Option("--kind", help="Of which kind, when no backup is named.")] = Kind.LOGICAL,
    older: Annotated[bool, typer.Option("--older", help="One of the older ones, chosen by chance.")] = False,
    jobs: Jobs = 2,
    json: Json = False,
) -> None:
    """Restore a backup into a scratch database and prove it. Exit code 1 when it is not what was backed up.

    Example: syndic backup verify -e development
    """
    from infra.output import Progress
    from infra.permission import Operation, require
    from infra.scripts.backup import printing
    from infra.scripts.backup.service import Options, open_backups

    backups = open_backups(environment, state_dir, Progress(quiet=json), region)
    require(environment, Operation.BACKUP_VERIFY)
    result = backups.verify(backup, Options(jobs=jobs), kind=kind, any_older=older)
    printing.print_verification(result, as_json=json)
    if result.outcome == "failed":
        raise typer.Exit(1)


@app.command()
def restore(
    backup: Annotated[str | None, typer.Argument(help="The backup; the newest of the database when absent.")] = None,
    environment: Environment = "development",
    state_dir: StateDirectory = None,
    region: Keeper = None,
    to_time: Annotated[
        str | None, typer.Option("--to-time", help="As it was at a time with its offset: 2026-11-24T09:30:00+01:00.")
    ] = None,
    to_transaction: Annotated[
        int | None, typer.Option("--to-transaction", min=3, help="As it was right before a transaction was committed.")
    ] = None,
    inclusive: Annotated[bool, typer.Option("--inclusive", help="Right after that transaction, instead.")] = False,
    table: Annotated[
        list[str] | None,
        typer.Option("--table", help="Bring back the rows that this table lacks, instead; repeatable."),
    ] = None,
    framework: Annotated[
        str | None, typer.Option("--framework", help="Bring back what a framework's evidence lacks, instead.")
    ] = None,
    objects: Annotated[bool, typer.Option("--objects", help="Bring back objects that were lost, instead.")] = False,
    jobs: Jobs = 2,
    dry_run: DryRun = False,
    json: Json = False,
) -> None:
    """Restore the database beside the live one, prove it, and put it in its place; repeat it to go on.

    Example: syndic backup restore -e development --to-time 2026-11-24T09:30:00Z --dry-run
    """
    from infra.output import Progress
    from infra.permission import Operation, require
    from infra.scripts.backup import printing, wishes
    from infra.scripts.backup.service import Options, open_backups

    moment = wishes.moment(backup, to_time, to_transaction, inclusive=inclusive, objects=objects)
    rows = wishes.rows(table or [], framework, objects=objects, dry_run=dry_run)
    backups = open_backups(environment, state_dir, Progress(quiet=json), region)
    if rows is not None:
        require(environment, Operation.BACKUP_RESTORE)
        printing.print_rows(backups.restore_rows(backup, moment, rows, Options(jobs=jobs)), as_json=json)
        return
    if dry_run:
        printing.print_plan(backups.plan(backup, moment), "the live database", moment, as_json=json)
        return
    require(environment, Operation.BACKUP_RESTORE)
    if objects:
        printing.print_objects(backups.restore_objects(), as_json=json)
        return
    options = Options(jobs=jobs)
    state = backups.restore(backup, options) if moment is None else backups.restore_moment(moment, options)
    printing.print_restored(state, as_json=json)


@app.command()
def confirm(environment: Environment = "development", state_dir: StateDirectory = None, json: Json = False) -> None:
    """Drop the database that a restore replaced. There is no way back after it.

    Example: syndic backup confirm -e development
    """
    from infra.output import Progress
    from infra.permission import Operation, require
    from infra.scripts.backup import printing
    from infra.scripts.backup.service import open_backups

    backups = open_backups(environment, state_dir, Progress(quiet=json))
    require(environment, Operation.BACKUP_RESTORE)
    state = backups.confirm()
    sentence = f"{state.kept} was dropped." if state.replaces else "The restore is confirmed; nothing was there before."
    printing.print_ended(sentence, state, as_json=json)


@app.command()
def discard(environment: Environment = "development", state_dir: StateDirectory = None, json: Json = False) -> None:
    """Give up what was restored; the database that it replaced comes back.

    Example: syndic backup discard -e development
    """
    from infra.output import Progress
    from infra.permission import Operation, require
    from infra.scripts.backup import printing
    from infra.scripts.backup.service import open_backups

    backups = open_backups(environment, state_dir, Progress(quiet=json))
    require(environment, Operation.BACKUP_RESTORE)
    state = backups.discard()
    printing.print_ended(f"What was restored from {state.backup} was dropped.", state, as_json=json)


@app.command()
def prune(
    environment: Environment = "development",
    state_dir: StateDirectory = None,
    region: Keeper = None,
    dry_run: DryRun = False,
    json: Json = False,
) -> None:
    """Remove the backups that the environment's retention does not ask for.

    Example: syndic backup prune -e staging --dry-run
    """
    from infra.output import Progress
    from infra.permission import Operation, require
    from infra.scripts.backup import printing
    from infra.scripts.backup.service import open_backups

    backups = open_backups(environment, state_dir, Progress(quiet=json), region)
    if not dry_run:
        require(environment, Operation.BACKUP_PRUNE)
    printing.print_pruned(backups.prune(dry_run=dry_run), dry_run=dry_run, as_json=json)

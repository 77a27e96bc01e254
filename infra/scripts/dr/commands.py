"""The commands about disaster recovery. What they need is imported when they run, so that help is instant."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from infra.options import DryRun, Environment, Json, StateDirectory
from infra.scripts.dr.scenarios import Scenario

app = typer.Typer(help="Disaster recovery: two regions, failing over, coming back, drills.", no_args_is_help=True)

DRILL_DAYS = 31


class Mode(StrEnum):
    """When a write is acknowledged."""

    SYNCHRONOUS = "synchronous"
    ASYNCHRONOUS = "asynchronous"


@app.command()
def status(environment: Environment = "development", state_dir: StateDirectory = None, json: Json = False) -> None:
    """Show which region is live, whether the other follows, and the last drill. Exit code 1 when none follows.

    Example: syndic dr status -e staging
    """
    from infra.output import Progress
    from infra.scripts.dr import printing
    from infra.scripts.dr.recovery import overdue
    from infra.scripts.dr.service import open_recovery

    standing = open_recovery(environment, state_dir, Progress(quiet=json)).standing()
    due = standing.regions.other is not None and overdue(standing.last_drill, DRILL_DAYS)
    printing.print_standing(standing, due=due, as_json=json)
    if standing.regions.other is not None and not standing.following:
        raise typer.Exit(1)


@app.command()
def failover(
    environment: Environment = "development",
    state_dir: StateDirectory = None,
    force: Annotated[bool, typer.Option("--force", help="The region is given up although it answers.")] = False,
    dry_run: DryRun = False,
    json: Json = False,
) -> None:
    """Go on in the other region, because the live one is lost; repeat it to go on with one that was cut off.

    Example: syndic dr failover -e staging --dry-run
    """
    from infra.output import Progress
    from infra.permission import Operation, require
    from infra.scripts.dr import printing
    from infra.scripts.dr.service import open_recovery

    if dry_run:
        recovery = open_recovery(environment, state_dir, Progress(quiet=json))
        printing.print_plan(recovery.plan_failover(), as_json=json)
        return
    require(environment, Operation.DR_FAILOVER)
    recovery = open_recovery(environment, state_dir, Progress(quiet=json))
    printing.print_done([recovery.failover(force=force)], as_json=json)


@app.command()
def rejoin(environment: Environment = "development", state_dir: StateDirectory = None, json: Json = False) -> None:
    """Make the region that was lost follow the live one again.

    Example: syndic dr rejoin -e development
    """
    from infra.output import Progress
    from infra.permission import Operation, require
    from infra.scripts.dr import printing
    from infra.scripts.dr.service import open_recovery

    require(environment, Operation.DR_FAILBACK)
    printing.print_done([open_recovery(environment, state_dir, Progress(quiet=json)).rejoin()], as_json=json)


@app.command()
def failback(
    environment: Environment = "development",
    state_dir: StateDirectory = None,
    dry_run: DryRun = False,
    json: Json = False,
) -> None:
    """Change places: the other region becomes live without a loss, and this one follows it.

    Example: syndic dr failback -e development
    """
    from infra.output import Progress
    from infra.permission import Operation, require
    from infra.scripts.dr import printing
    from infra.scripts.dr.service import open_recovery

    if dry_run:
        recovery = open_recovery(environment, state_dir, Progress(quiet=json))
        printing.print_plan(recovery.plan_failback(), as_json=json)
        return
    require(environment, Operation.DR_FAILBACK)
    printing.print_done(open_recovery(environment, state_dir, Progress(quiet=json)).failback(), as_json=json)


@app.command()
def mode(
    when: Annotated[Mode, typer.Argument(help="When a write is acknowledged.")],
    environment: Environment = "development",
    state_dir: StateDirectory = None,
    json: Json = False,
) -> None:
    """Have writes wait for the standby (nothing is lost with a region), or not (it may be out without harm).

    Example: syndic dr mode asynchronous -e development
    """
    from infra.output import Progress, print_json, print_text
    from infra.permission import Operation, require
    from infra.scripts.dr.service import open_recovery

    require(environment, Operation.DR_FAILOVER)
    recovery = open_recovery(environment, state_dir, Progress(quiet=json))
    found = recovery.set_synchronous(synchronous=when is Mode.SYNCHRONOUS)
    if json:
        print_json(found.model_dump(mode="json"))
    else:
        print_text(f"Writes are {when} now.")


@app.command()
def drill(
    scenario: Annotated[Scenario, typer.Option("--scenario", help="What is lost.")] = Scenario.REGION_LOSS,
    environment: Environment = "development",
    state_dir: StateDirectory = None,
    json: Json = False,
) -> None:
    """Lose the live region on purpose, recover, and count what it cost. Exit code 1 when something was lost.

    Example: syndic dr drill --scenario region-loss -e development
    """
    from infra.output import Progress
    from infra.permission import Operation, require
    from infra.scripts.dr import printing
    from infra.scripts.dr.service import open_recovery

    require(environment, Operation.DR_DRILL)
    report = open_recovery(environment, state_dir, Progress(quiet=json)).drill(scenario)
    printing.print_report(report, as_json=json)
    if not report.passed:
        raise typer.Exit(1)

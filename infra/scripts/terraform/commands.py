"""`syndic terraform`. What its commands need is imported when they run, so that help is instant."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from infra.options import Json
from infra.terraform.commands import app
from infra.terraform.stacks import Stack

__all__ = ["app"]


class Cloud(StrEnum):
    """Whose resources are made."""

    AWS = "aws"
    AZURE = "azure"


Environment = Annotated[str, typer.Option("--environment", "-e", help="staging or production.")]
OnCloud = Annotated[Cloud, typer.Option("--cloud", help="Whose resources are made.")]
OfStack = Annotated[Stack, typer.Option("--stack", help="bootstrap, once and first, or platform.")]
Backend = Annotated[
    str, typer.Option(help="Where the state is kept: hcp, local (bootstrap only) or a file; the environment's own.")
]
StateDirectory = Annotated[
    Path | None,
    typer.Option("--state-dir", envvar="SYNDIC_STATE_DIR", help="Where plans and records wait.", file_okay=False),
]
LONGEST_HOURS = 24


@app.command()
def plan(
    environment: Environment,
    cloud: OnCloud,
    stack: OfStack = Stack.PLATFORM,
    backend: Backend = "",
    migrate_state: Annotated[
        bool, typer.Option("--migrate-state", help="Move a state that is kept elsewhere to this backend.")
    ] = False,
    expect_no_changes: Annotated[
        bool, typer.Option("--expect-no-changes", help="End with 1 when the plan changes anything: to look for drift.")
    ] = False,
    state_dir: StateDirectory = None,
    json: Json = False,
) -> None:
    """Plan the infrastructure, have the policy gate judge the plan, and keep it; ends with 1 when the gate is shut.

    Example: syndic terraform plan -e staging --cloud aws
    """
    from infra import job_outputs
    from infra.output import Progress
    from infra.scripts.terraform import printing
    from infra.scripts.terraform.service import open_infrastructure

    infrastructure = open_infrastructure(environment, cloud, stack, backend, state_dir, Progress(quiet=json))
    if expect_no_changes and (standing := infrastructure.moved()):
        printing.print_no_drift(standing, as_json=json)
        raise typer.Exit(0)
    saved = infrastructure.plan(migrate=migrate_state)
    printing.print_plan(saved, as_json=json)
    job_outputs.tell("fingerprint", saved.fingerprint)
    unexpected = expect_no_changes and bool(saved.summary.changes or saved.summary.drifted)
    raise typer.Exit(0 if saved.verdict.passed and not unexpected else 1)


@app.command()
def approve(
    fingerprint: Annotated[str, typer.Argument(help="Fingerprint of the plan you looked at, in full.")],
    environment: Environment,
    file: Annotated[Path, typer.Option(help="Where the approval is written.", dir_okay=False)],
    hours: Annotated[int, typer.Option(help="How long it counts.", min=1, max=LONGEST_HOURS)] = 4,
    json: Json = False,
) -> None:
    """Approve a plan that somebody else made: write down that you looked at it, and until when that counts.

    Example: syndic terraform approve FINGERPRINT -e production --file approval.json
    """
    from datetime import UTC, datetime, timedelta

    from infra.local.files import write_atomically
    from infra.output import print_json, print_text
    from infra.permission import Operation, require
    from infra.terraform.approval import approve as approved

    approver = require(environment, Operation.TERRAFORM_PLAN)
    approval = approved(environment, fingerprint, approver.name, datetime.now(UTC), timedelta(hours=hours))
    write_atomically(file, approval.model_dump_json(indent=2) + "\n")
    if json:
        print_json(approval.model_dump(mode="json"))
    else:
        print_text(f"{approval.approver} approved {fingerprint} until {approval.expires_at:%Y-%m-%d %H:%M} UTC.")


@app.command()
def apply(
    environment: Environment,
    cloud: OnCloud,
    stack: OfStack = Stack.PLATFORM,
    backend: Backend = "",
    approval: Annotated[
        Path | None, typer.Option(help="Somebody else's approval of the plan, which production needs.", dir_okay=False)
    ] = None,
    state_dir: StateDirectory = None,
    json: Json = False,
) -> None:
    """Apply the plan that waits, if it passed the gate and nothing changed since; production needs an approval too.

    Example: syndic terraform apply -e production --cloud aws --approval approval.json
    """
    from infra.output import Progress, print_json, print_text
    from infra.scripts.terraform.service import approval_needed, open_infrastructure

    needed = approval_needed(environment)
    infrastructure = open_infrastructure(environment, cloud, stack, backend, state_dir, Progress(quiet=json))
    saved = infrastructure.apply(approval, approval_needed=needed)
    if json:
        print_json({"fingerprint": saved.fingerprint, "applied": saved.summary.sentence})
    else:
        print_text(f"Applied: {saved.summary.sentence}")


@app.command()
def variables(json: Json = False) -> None:
    """Write the variables and backends of the stacks from the environments' files and provisioning.yaml.

    Example: syndic terraform variables
    """
    from infra.output import print_written
    from infra.scripts.terraform import variables as generated
    from infra.tree import Tree, checkout

    root = checkout()
    print_written(generated.write(root, Tree.of_checkout(root)), "Variables and backends are current.", as_json=json)

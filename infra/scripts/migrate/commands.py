"""The command about the schema. What it needs is imported when it runs, so that help is instant."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from infra.options import Environment, Json, StateDirectory

if TYPE_CHECKING:
    from infra.scripts.migrate.cluster_service import ClusterSchema
    from infra.scripts.migrate.service import Schema


def migrate(
    environment: Environment = "development",
    state_dir: StateDirectory = None,
    context: Annotated[str | None, typer.Option("--context", help="Context of the kubeconfig, for Kubernetes.")] = None,
    check: Annotated[bool, typer.Option("--check", help="Change nothing; exit 1 when something is pending.")] = False,
    classify: Annotated[
        bool, typer.Option("--classify", help="Write down what every revision of this checkout does to older releases.")
    ] = False,
    json: Json = False,
) -> None:
    """Apply what the live release still lacks of the schema: what a release leaves to you because it takes away.

    Example: syndic migrate --check -e development
    """
    if classify:
        _classify(as_json=json)
    elif check:
        _check(environment, context, state_dir, as_json=json)
    else:
        _migrate(environment, context, state_dir, as_json=json)


def _classify(*, as_json: bool) -> None:
    from infra.output import print_file_written
    from infra.scripts.migrate import classification
    from infra.tree import checkout

    print_file_written(classification.FILE, changed=classification.write(checkout()), as_json=as_json)


def _check(environment: str, context: str | None, state_dir: Path | None, *, as_json: bool) -> None:
    from infra.output import print_json, print_table, print_text

    standing = _open(environment, context, state_dir).standing()
    if as_json:
        print_json(standing.model_dump(mode="json"))
    elif standing.pending:
        rows = [[one.revision, one.kind, one.title, "; ".join(one.breaks) or "nothing"] for one in standing.pending]
        print_table(["Revision", "Kind", "What it does", "What older releases lose"], rows)
    else:
        print_text(f"The schema is at revision {standing.current}; the live release lacks nothing.")
    raise typer.Exit(1 if standing.pending else 0)


def _migrate(environment: str, context: str | None, state_dir: Path | None, *, as_json: bool) -> None:
    from infra.output import Progress, print_json, print_text
    from infra.permission import Operation, require

    schema = _open(environment, context, state_dir)
    require(environment, Operation.MIGRATE)
    with Progress(quiet=as_json).step("The schema is current"):
        said = schema.migrate()
    if as_json:
        print_json({"done": said.strip().splitlines()})
    else:
        print_text(said.strip())


def _open(environment: str, context: str | None, state_dir: Path | None) -> Schema | ClusterSchema:
    """The schema of this machine for development, and that of a cluster for every other environment."""
    from infra.local.layout import find_main_layout
    from infra.scripts.errors import ON_THIS_MACHINE
    from infra.scripts.migrate.cluster_service import schema_of
    from infra.scripts.migrate.service import Schema

    if environment == ON_THIS_MACHINE:
        return Schema(environment, state_dir)
    return schema_of(environment, context, find_main_layout(state_dir).state)

"""The command about the schema. What it needs is imported when it runs, so that help is instant."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from infra.options import Json


def migrate(
    environment: Annotated[str, typer.Option("--environment", "-e", help="The environment.")] = "development",
    state_dir: Annotated[
        Path | None,
        typer.Option("--state-dir", envvar="SYNDIC_STATE_DIR", help="Where the environment is kept.", file_okay=False),
    ] = None,
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
        _check(environment, state_dir, as_json=json)
    else:
        _migrate(environment, state_dir, as_json=json)


def _classify(*, as_json: bool) -> None:
    from infra.output import print_json, print_text
    from infra.scripts.migrate import classification
    from infra.tree import checkout

    changed = classification.write(checkout())
    if as_json:
        print_json({"file": classification.FILE, "changed": changed})
    else:
        print_text(f"{classification.FILE} {'was written' if changed else 'is current'}.")


def _check(environment: str, state_dir: Path | None, *, as_json: bool) -> None:
    from infra.output import print_json, print_table, print_text
    from infra.scripts.migrate.service import Schema

    standing = Schema(environment, state_dir).standing()
    if as_json:
        print_json(standing.model_dump(mode="json"))
    elif standing.pending:
        rows = [[one.revision, one.kind, one.title, "; ".join(one.breaks) or "nothing"] for one in standing.pending]
        print_table(["Revision", "Kind", "What it does", "What older releases lose"], rows)
    else:
        print_text(f"The schema is at revision {standing.current}; the live release lacks nothing.")
    raise typer.Exit(1 if standing.pending else 0)


def _migrate(environment: str, state_dir: Path | None, *, as_json: bool) -> None:
    from infra.output import Progress, print_json, print_text
    from infra.permission import Operation, require
    from infra.scripts.migrate.service import Schema

    schema = Schema(environment, state_dir)
    require(environment, Operation.MIGRATE)
    with Progress(quiet=as_json).step("The schema is current"):
        said = schema.migrate()
    if as_json:
        print_json({"done": said.strip().splitlines()})
    else:
        print_text(said.strip())

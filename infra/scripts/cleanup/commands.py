"""The command that cleans up. What it needs is imported when it runs, so that help is instant."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from infra.options import Json

MEBIBYTE = 1024 * 1024
NOTHING = "There is nothing that is not needed."


def cleanup(
    environment: Annotated[str, typer.Option("--environment", "-e", help="The environment.")] = "development",
    region: Annotated[str | None, typer.Option("--region", help="One region of it; all of them when absent.")] = None,
    context: Annotated[str | None, typer.Option("--context", help="Context of the kubeconfig, for one region.")] = None,
    state_dir: Annotated[
        Path | None,
        typer.Option("--state-dir", envvar="SYNDIC_STATE_DIR", help="Where the environment is kept.", file_okay=False),
    ] = None,
    keep: Annotated[int, typer.Option(min=0, help="Old releases that are kept beside those that are needed.")] = 2,
    remove: Annotated[bool, typer.Option("--remove", help="Remove it; otherwise it is only shown.")] = False,
    json: Json = False,
) -> None:
    """Show, and with --remove remove, what releases left behind and nothing needs any more.

    On this machine these are installed releases; on a cluster finished jobs, what remembers old releases, and settings
    that nothing names.

    Example: syndic cleanup -e development --remove
    """
    from infra.permission import Operation, require
    from infra.scripts.errors import ON_THIS_MACHINE

    if remove:
        require(environment, Operation.CLEANUP)
    if environment == ON_THIS_MACHINE:
        _this_machine(environment, state_dir, keep, remove=remove, json=json)
    else:
        _clusters(environment, region, context, state_dir, keep, remove=remove, json=json)


def _this_machine(environment: str, state_dir: Path | None, keep: int, *, remove: bool, json: bool) -> None:
    from infra.output import print_json, print_table, print_text
    from infra.scripts.cleanup.service import Cleanup, total

    found_by = Cleanup(environment, state_dir)
    found = found_by.remove(keep) if remove else found_by.find(keep)
    rows = [{"directory": str(one.removal.directory), "reason": one.removal.reason, "bytes": one.size} for one in found]
    if json:
        print_json({"removed": remove, "bytes": total(found), "found": rows})
        return
    if not found:
        print_text(NOTHING)
        return
    shown = [[str(one.removal.directory), one.removal.reason, f"{one.size / MEBIBYTE:.0f} MiB"] for one in found]
    print_table(["Directory", "Why", "Frees"], shown)
    done = "was freed" if remove else "would be freed; repeat with --remove"
    print_text(f"{total(found) / MEBIBYTE:.0f} MiB {done}.")


def _clusters(
    environment: str,
    region: str | None,
    context: str | None,
    state_dir: Path | None,
    keep: int,
    *,
    remove: bool,
    json: bool,
) -> None:
    from infra.local.layout import find_main_layout
    from infra.output import print_json, print_table, print_text
    from infra.scripts.cleanup.cluster_service import regions_of

    found = [
        (one.region, removable)
        for one in regions_of(environment, region, context, find_main_layout(state_dir).state)
        for removable in (one.remove(keep) if remove else one.find(keep))
    ]
    if json:
        rows = [{"region": at, "kind": one.kind.kind, "name": one.name, "reason": one.reason} for at, one in found]
        print_json({"removed": remove, "found": rows})
        return
    if not found:
        print_text(NOTHING)
        return
    print_table(["Region", "Kind", "Name", "Why"], [[at, one.kind.kind, one.name, one.reason] for at, one in found])
    print_text("They were removed." if remove else "Repeat with --remove to remove them.")

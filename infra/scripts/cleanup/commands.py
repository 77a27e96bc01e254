"""The command that cleans up. What it needs is imported when it runs, so that help is instant."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from infra.options import Json

MEBIBYTE = 1024 * 1024


def cleanup(
    environment: Annotated[str, typer.Option("--environment", "-e", help="The environment.")] = "development",
    state_dir: Annotated[
        Path | None,
        typer.Option("--state-dir", envvar="SYNDIC_STATE_DIR", help="Where the environment is kept.", file_okay=False),
    ] = None,
    keep: Annotated[int, typer.Option(min=0, help="Old releases that are kept beside those that are needed.")] = 2,
    remove: Annotated[bool, typer.Option("--remove", help="Remove it; otherwise it is only shown.")] = False,
    json: Json = False,
) -> None:
    """Show, and with --remove remove, installed releases that neither run nor would be rolled back to.

    Example: syndic cleanup -e development --remove
    """
    from infra.output import print_json, print_table, print_text
    from infra.permission import Operation, require
    from infra.scripts.cleanup.service import Cleanup, total

    found_by = Cleanup(environment, state_dir)
    if remove:
        require(environment, Operation.CLEANUP)
    found = found_by.remove(keep) if remove else found_by.find(keep)
    rows = [{"directory": str(one.removal.directory), "reason": one.removal.reason, "bytes": one.size} for one in found]
    if json:
        print_json({"removed": remove, "bytes": total(found), "found": rows})
        return
    if not found:
        print_text("There is nothing that is not needed.")
        return
    shown = [[str(one.removal.directory), one.removal.reason, f"{one.size / MEBIBYTE:.0f} MiB"] for one in found]
    print_table(["Directory", "Why", "Frees"], shown)
    done = "was freed" if remove else "would be freed; repeat with --remove"
    print_text(f"{total(found) / MEBIBYTE:.0f} MiB {done}.")

"""The command that cleans up. What it needs is imported when it runs, so that help is instant."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from infra.options import Context, Docker, Environment, Json, StateDirectory

if TYPE_CHECKING:
    from infra.scripts.cleanup.waste import Report

MEBIBYTE = 1024 * 1024
NOTHING = "There is nothing that is not needed."


def cleanup(
    environment: Environment = "development",
    region: Annotated[str | None, typer.Option("--region", help="One region of it; all of them when absent.")] = None,
    context: Context = None,
    state_dir: StateDirectory = None,
    keep: Annotated[int, typer.Option(min=0, help="Old releases that are kept beside those that are needed.")] = 2,
    docker: Docker = "docker",
    yes: Annotated[bool, typer.Option("--yes", help="Remove it; otherwise it is only shown.")] = False,
    json: Json = False,
) -> None:
    """Show, and with --yes remove, what nothing needs any more.

    Evidence whose retention has ended, objects that no record refers to, and images on this machine; of this machine's
    environment also installed releases, of a cluster finished jobs, what remembers old releases, and settings that
    nothing names. Ends with 1 when a part could not be looked through.

    Example: syndic cleanup -e development --yes
    """
    from infra.output import Progress
    from infra.permission import Operation, require
    from infra.scripts.cleanup.running import Wish, clean_up

    if yes:
        require(environment, Operation.CLEANUP)
    wish = Wish(environment, region, context, state_dir, keep, docker, remove=yes)
    report = clean_up(wish, Progress(quiet=json))
    _print(report, as_json=json)
    if report.problems:
        raise typer.Exit(1)


def _print(report: Report, *, as_json: bool) -> None:
    from infra.output import print_json, print_table, print_text

    if as_json:
        print_json(report.details())
        return
    if report.found:
        rows = [[one.region or "", one.kind, one.name, one.reason, _size(one.bytes)] for one in report.found]
        print_table(["Region", "Kind", "What", "Why", "Frees"], rows)
        done = "was freed" if report.removed else "would be freed; repeat with --yes to remove it"
        print_text(f"{_size(report.bytes)} {done}.")
    elif not report.problems:
        print_text(NOTHING)
    for problem in report.problems:
        print_text(f"Not looked through: {problem}")


def _size(size: int | None) -> str:
    if size is None:
        return ""
    return f"{size / MEBIBYTE:.0f} MiB" if size >= MEBIBYTE else f"{size / 1024:.0f} KiB"

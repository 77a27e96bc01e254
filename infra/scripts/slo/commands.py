"""The command that shows how promises are kept. What it needs is imported when it runs, so that help is instant."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from infra.options import Environment, Json, StateDirectory


def slo(
    environment: Environment = "development",
    window: Annotated[
        str | None, typer.Option(help="Over which time: 30m, 6h, 28d. The environment's own when not given.")
    ] = None,
    prometheus: Annotated[
        str | None,
        typer.Option(envvar="SYNDIC_PROMETHEUS_URL", help="Address of its Prometheus; the embedded one by default."),
    ] = None,
    ca_file: Annotated[
        Path | None,
        typer.Option(envvar="SYNDIC_PROMETHEUS_CA_FILE", help="Who signed its certificate.", dir_okay=False),
    ] = None,
    state_dir: StateDirectory = None,
    record: Annotated[
        bool, typer.Option("--record", help="Record it in the platform, as evidence that promises are kept.")
    ] = False,
    json: Json = False,
) -> None:
    """Show every objective, what was achieved, and what is left of its error budget; ends with 1 when one is broken.

    Example: syndic slo -e development --window 6h
    """
    from infra.monitoring import objectives, standing
    from infra.output import Progress, print_json
    from infra.scripts.slo import printing, recording, service
    from infra.tree import Tree, checkout

    promised = objectives.read(Tree.of_checkout(checkout()))
    chosen = window or standing.default_window(promised, environment)
    standing.window_of(chosen)
    found = standing.read(service.find(environment, state_dir, prometheus, ca_file), promised, environment, chosen)
    if record:
        recording.record(found, environment, chosen, state_dir, Progress(quiet=json))
    if json:
        print_json({"environment": environment, "window": chosen, "objectives": printing.documents(found)})
    else:
        printing.print_standings(found, environment, chosen)
    if any(each.broken for each in found):
        raise typer.Exit(1)

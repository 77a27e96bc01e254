"""`syndic operations`. What its commands need is imported when they run, so that help is instant."""

from __future__ import annotations

import typer

from infra.options import Environment, Json, StateDirectory

app = typer.Typer(help="Judge how the platform itself is run, by its operation records.", no_args_is_help=True)


@app.command()
def register(environment: Environment = "development", state_dir: StateDirectory = None, json: Json = False) -> None:
    """Put the platform of an environment into the register, with what its declaration promises; repeat it at will.

    Example: syndic operations register -e production
    """
    from infra.local.connection import connect_to_named_or
    from infra.local.layout import find_main_layout
    from infra.output import print_json, print_text
    from infra.scripts.operations import service

    with connect_to_named_or(find_main_layout(state_dir)) as platform:
        system, changed = service.register(platform, environment)
    if json:
        print_json({"id": system.id, "name": system.name, "changed": changed})
        return
    print_text(f"{system.name} is in the register{', as declared' if changed else '; nothing had changed'}.")


@app.command()
def judge(environment: Environment = "development", state_dir: StateDirectory = None, json: Json = False) -> None:
    """Execute the framework `operations` on the platform of an environment; ends with 1 when a control fails.

    Example: syndic operations judge -e production
    """
    from dataclasses import asdict

    from infra.local.connection import connect_to_named_or
    from infra.local.layout import find_main_layout
    from infra.output import Progress, print_json, print_table
    from infra.scripts.operations import service

    with connect_to_named_or(find_main_layout(state_dir)) as platform:
        found = service.judge(platform, environment, Progress(quiet=json))
    if json:
        print_json({**asdict(found), "results": [result.model_dump() for result in found.results]})
    else:
        rows = [(one.label, one.title, one.outcome.replace("_", " "), " ".join(one.reasons)) for one in found.results]
        print_table(["CONTROL", "TITLE", "OUTCOME", "WHY"], rows, title=f"{environment}, execution {found.execution}")
    if found.failed:
        raise typer.Exit(1)

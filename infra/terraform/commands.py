"""The commands about infrastructure. What they need is imported when they run, so that help is instant."""

from __future__ import annotations

import typer

from infra.options import Json

app = typer.Typer(help="Infrastructure on AWS and Azure.", no_args_is_help=True)


@app.callback()
def infrastructure() -> None:
    """Infrastructure on AWS and Azure."""


@app.command()
def docs(json: Json = False) -> None:
    """Write the README of each module from its variables and outputs.

    Example: syndic terraform docs
    """
    from infra.output import print_written
    from infra.terraform import documentation
    from infra.tree import checkout

    print_written(documentation.write(checkout()), "Every README is current.", as_json=json)

"""Options that several commands have, each said once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Json = Annotated[bool, typer.Option("--json", help="Print JSON on standard output, and no progress.")]
Environment = Annotated[str, typer.Option("--environment", "-e", help="The environment.")]
StateDirectory = Annotated[
    Path | None,
    typer.Option("--state-dir", envvar="SYNDIC_STATE_DIR", help="Where the environment is kept.", file_okay=False),
]
Context = Annotated[str | None, typer.Option("--context", help="Context of the kubeconfig, for one region.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would be done, and do nothing.")]
Docker = Annotated[str, typer.Option(envvar="SYNDIC_DOCKER", help="The Docker client.")]

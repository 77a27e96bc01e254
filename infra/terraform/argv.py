"""The commands of Terraform, as plain values. None holds a value of a variable: those stand in files."""

from __future__ import annotations

from pathlib import Path

LOCK_PATIENCE = "120s"
"""How long Terraform waits for another run to let the state go."""


def init(program: str, *, cloud: bool, migrate: bool, chosen: bool = False) -> list[str]:
    """Prepare a root module: modules, providers, backend.

    Args:
        program: where Terraform is.
        cloud: whether the state is kept by HCP Terraform, which takes no options about backends.
        migrate: whether a state that is kept elsewhere moves to this backend.
        chosen: whether providers have to be those that were chosen before.
    """
    change = ["-migrate-state", "-force-copy"] if migrate else ["-reconfigure"]
    kept = ["-lockfile=readonly"] if chosen else []
    return [program, "init", "-input=false", "-no-color", *([] if cloud else change), *kept]


def validate(program: str) -> list[str]:
    """Judge the configuration by the schemas of its providers."""
    return [program, "validate", "-no-color"]


def plan(program: str, variables: str, saved: Path) -> list[str]:
    """Make a plan and keep it."""
    options = ["-input=false", "-no-color", f"-lock-timeout={LOCK_PATIENCE}", f"-var-file={variables}", f"-out={saved}"]
    return [program, "plan", *options]


def show(program: str, saved: Path) -> list[str]:
    """Print a plan as JSON."""
    return [program, "show", "-json", "-no-color", str(saved)]


def state(program: str) -> list[str]:
    """Print the state as it is kept now; nothing when there is none."""
    return [program, "state", "pull"]


def apply(program: str, saved: Path) -> list[str]:
    """Do what a plan says, and nothing else."""
    return [program, "apply", "-input=false", "-no-color", f"-lock-timeout={LOCK_PATIENCE}", str(saved)]

"""A clone that jobs run in, with the command of what is tested and without an installation of its own."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.integration.permission.issuer import Issuer
from tests.integration.pipeline.recorded_contract_code_hosts import REPOSITORY
from tests.integration.release.versions import COMMAND

GITHUB_ISSUER = "https://token.actions.githubusercontent.com"


def install(clone: Path, program: str = COMMAND) -> None:
    """Make what `make install` makes, from what this test runs on: the command of the clone by the same packages.

    Args:
        clone: where.
        program: what the command is, in Python.
    """
    own, made = Path(sys.prefix) / "bin", clone / ".venv" / "bin"
    made.mkdir(parents=True)
    for found in own.iterdir():
        if found.name not in ("syndic", "uv"):
            (made / found.name).symlink_to(found)
    script(made / "syndic", f'exec env PYTHONPATH="{clone}" "{sys.executable}" -c \'{program}\' "$@"')
    script(made / "uv", f'exec "{own / "uv"}" "$@"')
    for stamp in (".runtime", ".development"):
        (clone / ".venv" / stamp).touch()


def believe(clone: Path, issuer: Issuer, *environments: str) -> None:
    """Have environments believe the issuer of a test, as they would believe that of the code host."""
    for name in environments:
        file = clone / "infra" / "environments" / f"{name}.yaml"
        text = file.read_text()
        assert GITHUB_ISSUER in text
        file.write_text(text.replace(GITHUB_ISSUER, issuer.url))


def in_environment(issuer: Issuer, name: str | None) -> None:
    """What the code host states of a job: the environment it let it into."""
    issuer.claims = {key: value for key, value in issuer.claims.items() if key != "environment"}
    if name:
        issuer.claims |= {"environment": name, "sub": f"repo:{REPOSITORY}:environment:{name}"}


def script(file: Path, line: str) -> None:
    """Write a program of one line."""
    file.write_text(f"#!/bin/sh\n{line}\n")
    file.chmod(0o755)

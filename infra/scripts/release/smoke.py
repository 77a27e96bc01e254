"""Runs the smoke tests of a release against an address, with a token that lives as long as they do."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from infra import shell
from infra.local.files import write_atomically
from infra.platform import Platform
from infra.scripts.release.errors import SmokeTestsFailedError, SmokeTestsMissingError
from infra.tree import checkout

SUITE = Path("tests") / "smoke"
SECONDS = 180.0
TOKEN_NAME = "smoke tests of a release"  # noqa: S105 - what the token is called
TOKEN_ROLE = "engineer"  # noqa: S105 - a role
SHOWN = 3
LONGEST = 160
"""Characters of a reason that an error shows."""

_FAILED = re.compile(r"^(?:FAILED|ERROR) \S+?::(\S+)(?: - (.*))?$", re.M)


def run(
    source: Path,
    api_url: str,
    console_url: str,
    ca_file: Path,
    token_file: Path,
    log: Path,
    server_name: str | None = None,
) -> None:
    """Run a release's own smoke tests; those of this checkout where the release has none.

    Args:
        source: the release's files.
        api_url: address of a server.
        console_url: address of the console.
        ca_file: whom to believe.
        token_file: holds the token of somebody who may write.
        log: what the tests said is kept there.
        server_name: the name that certificates have to be for, when it is not that of the address.

    Raises:
        SmokeTestsFailedError: naming what failed.
        SmokeTestsMissingError: there are none to run.
    """
    suite = source / SUITE if (source / SUITE).is_dir() else checkout() / SUITE
    if not suite.is_dir():
        raise SmokeTestsMissingError(suite)
    options = ["-q", "-rfE", "-c", os.devnull, "--rootdir", str(suite), "--confcutdir", str(suite)]
    done = shell.run(
        [sys.executable, "-m", "pytest", *options, "--import-mode=importlib", "-p", "no:cacheprovider", str(suite)],
        environment={
            **shell.base_environment(),
            "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
            "PYTHONDONTWRITEBYTECODE": "1",
            "COLUMNS": "400",
            "SMOKE_API_URL": api_url,
            "SMOKE_CONSOLE_URL": console_url,
            "SMOKE_CA_FILE": str(ca_file),
            "SMOKE_TOKEN_FILE": str(token_file),
            **({"SMOKE_SERVER_NAME": server_name} if server_name else {}),
        },
        directory=suite,
        timeout_seconds=SECONDS,
        check=False,
    )
    write_atomically(log, done.stdout + done.stderr)
    if done.code != 0:
        found = [f"{name} ({reason[:LONGEST] or 'see its output'})" for name, reason in _FAILED.findall(done.stdout)]
        raise SmokeTestsFailedError(api_url, found[:SHOWN] or [f"they ended with code {done.code}"], log)


@contextmanager
def short_lived_token(platform: Platform, file: Path) -> Generator[Path]:
    """A token in a file that only its owner can read, revoked when the block ends; it would expire within a day."""
    body = {"name": TOKEN_NAME, "role": TOKEN_ROLE, "expires_in_days": 1}
    made = platform.request("POST", "/api/tokens", json=body)
    try:
        write_atomically(file, made["token"])
        yield file
    finally:
        file.unlink(missing_ok=True)
        platform.request("DELETE", f"/api/tokens/{made['id']}")

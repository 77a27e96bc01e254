"""What a process loads before it begins: of what serves the API nothing, unless it does."""

from __future__ import annotations

import subprocess
import sys

import pytest


@pytest.mark.parametrize(
    ("module", "serving"),
    [
        ("server.commands", {"fastapi", "starlette", "uvicorn"}),
        # They serve their health and metrics, and no API.
        ("server.worker", {"fastapi"}),
        ("server.cron", {"fastapi"}),
    ],
)
def test_a_process_that_serves_no_api_does_not_load_what_serves_one(module: str, serving: set[str]) -> None:
    program = f"import sys, {module}; print(sorted({serving} & sys.modules.keys()))"

    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert found.stdout == "[]\n"

"""`make dev`: the embedded environment, and both halves of the platform reload as their files change.

The console runs under Vite with hot module reload. A change below server/ calls `up` again: it restarts exactly the
processes whose source is older, applies new migrations, and waits until they are ready.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from watchfiles import PythonFilter, watch

from infra.errors import OperatorError
from infra.local import environment
from infra.local.layout import Layout, find_layout
from infra.local.ports import PROXY, read
from infra.output import Progress, print_error, print_text
from infra.shell import find_program

TIMEOUT_SECONDS = 180.0


class SourceFilter(PythonFilter):
    """Python source and the files of frameworks."""

    def __init__(self) -> None:
        super().__init__(extra_extensions=(".rego", ".json", ".sql"))


def develop(layout: Layout) -> None:
    """Serve and reload until interrupted.

    Raises:
        OperatorError: the environment cannot be started at first. A later failure, such as a syntax error in what was
            just saved, is shown, and the next change tries again.
    """
    progress = Progress()
    environment.up(layout, None, TIMEOUT_SECONDS, progress)
    with _console(layout):
        for _changes in watch(layout.checkout / "server", watch_filter=SourceFilter(), raise_interrupt=False):
            _reload(layout, progress)


def _reload(layout: Layout, progress: Progress) -> None:
    try:
        outcome = environment.up(layout, None, TIMEOUT_SECONDS, progress)
    except OperatorError as error:
        print_error(f"ERROR: {error}")
        return
    print_text(" ".join(outcome.changes) or "Nothing to restart.")


@contextmanager
def _console(layout: Layout) -> Generator[None]:
    """Vite's development server, which passes /api on to the proxy."""
    url = f"https://localhost:{read(layout.ports_file)[PROXY]}"
    print_text(
        f"The console reloads below; the API is at {url}/api. Ctrl-C stops reloading, `syndic down` the platform."
    )
    with subprocess.Popen(
        [str(find_program("npm")), "run", "dev"],
        cwd=layout.checkout / "client",
        env={**os.environ, "SYNDIC_URL": url},
    ) as vite:
        try:
            yield
        finally:
            vite.terminate()


def main() -> None:
    """Serve and reload the environment of this checkout."""
    chosen = os.environ.get("SYNDIC_STATE_DIR")
    develop(find_layout(Path(chosen) if chosen else None))


if __name__ == "__main__":
    main()

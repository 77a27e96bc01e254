"""The process that archives the log of the region it is started for, until it is told to stop.

Whatever it meets it tries again, with what the environment says then: credentials are rotated, the object store is
restarted. `syndic status` shows why it does not work, and `syndic logs wal-archiver` what it did.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
import threading
import time
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType

from infra.backups.archiving import Archiver
from infra.errors import OperatorError
from infra.local import leftovers, wal_archive
from infra.local.layout import Layout, find_main_layout
from infra.local.programs import SUPERVISED_STATE
from infra.scripts.backup.embedded import find_parts

AGAIN_SECONDS = 2.0
REPORT_SECONDS = 2.0
RECEIVER = "pg_receivewal"


def main() -> None:
    """Archive until SIGTERM."""
    parser = argparse.ArgumentParser(description="Archives PostgreSQL's log; `syndic up` starts it.")
    parser.add_argument("--state-dir", type=Path, required=True, help="where the environment is kept")
    parser.add_argument("--region", required=True, help="the region whose database takes writes")
    given = parser.parse_args()
    layout = find_main_layout(given.state_dir).of_region(given.region)
    stopping = threading.Event()

    def stop(_number: int, _frame: FrameType | None) -> None:
        stopping.set()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    while not stopping.is_set():
        try:
            _archive(layout, stopping)
        except (OperatorError, OSError) as error:
            _say(str(error))
            wal_archive.report(layout, str(error))
            stopping.wait(AGAIN_SECONDS)


def _archive(layout: Layout, stopping: threading.Event) -> None:
    spool = wal_archive.spool(layout)
    # A receiver whose archiver was killed would write where the next one does.
    leftovers.end(leftovers.processes_in(spool, RECEIVER), signal.SIGTERM)
    read_at = layout.env_file.stat().st_mtime_ns
    parts = find_parts(layout, "development")
    marks = {name: os.environ[name] for name in (SUPERVISED_STATE,) if name in os.environ}
    archiver = Archiver(parts.maintenance(), parts.repository(), parts.keyring(), spool, marks, _say)
    reported = 0.0

    def beat() -> None:
        nonlocal reported
        if time.monotonic() - reported > REPORT_SECONDS:
            wal_archive.report(layout, "")
            reported = time.monotonic()

    def ends() -> bool:
        # A credential that was rotated is read again, so that the one before can be revoked.
        return stopping.is_set() or layout.env_file.stat().st_mtime_ns != read_at

    archiver.run(ends, beat)


def _say(sentence: str) -> None:
    sys.stdout.write(f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%S.%fZ} {sentence}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()

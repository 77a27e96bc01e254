"""What holds for every test."""

from __future__ import annotations

import signal


def pytest_configure() -> None:
    """Start programs as a terminal does, with Ctrl-C heard: a shell starts its background jobs with SIGINT ignored."""
    if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)

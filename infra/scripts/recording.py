"""Finds the platform that keeps the records of operations."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from infra.local.connection import connect, connect_by_environment
from infra.local.layout import find_main_layout
from infra.platform import Platform


@contextmanager
def keeping_platform(state_directory: Path | None) -> Generator[Platform]:
    """The platform at SYNDIC_URL when that and SYNDIC_API_TOKEN are set, else the one on this machine.

    Args:
        state_directory: where the one on this machine keeps its state, when that is not `.syndic`.

    Raises:
        NotSetUpError: there is none on this machine.
        MissingCredentialError: it has no token.
    """
    with connect_by_environment() as named:
        if named is not None:
            yield named
            return
    with connect(find_main_layout(state_directory)) as own:
        yield own

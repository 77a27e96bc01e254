"""Waiting until services can be used."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from infra.local.errors import NotReadyError, ServiceEndedError
from infra.local.files import last_lines
from infra.local.services import Service
from infra.local.supervisor import ProcessState

POLL_SECONDS = 0.1
STARTS = 4
"""A service that was started this often without becoming ready will not become ready."""


class Deadline:
    """A moment that several waits share."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._ends = time.monotonic() + seconds

    def passed(self) -> bool:
        """Whether it is over."""
        return time.monotonic() >= self._ends


def await_ready(
    services: Sequence[Service],
    states: Callable[[], Mapping[str, ProcessState]],
    log: Callable[[str], Path],
    deadline: Deadline,
    show: Callable[[str], None] = lambda _text: None,
) -> None:
    """Wait until every service can be used.

    Args:
        services: which.
        states: what the supervisor knows now.
        log: the log of a service.
        deadline: when to give up.
        show: told the names of those that are waited for.

    Raises:
        NotReadyError: naming the first service that was not ready in time, why, and its last lines.
        ServiceEndedError: a service was started again and again and always ended.
    """
    waiting = list(services)
    starts: dict[str, set[float]] = defaultdict(set)
    while True:
        reasons = {service.name: service.unready() for service in waiting}
        waiting = [service for service in waiting if reasons[service.name] is not None]
        if not waiting:
            return
        show(", ".join(service.name for service in waiting))
        known = states()
        for service in waiting:
            if (state := known.get(service.name)) is not None:
                starts[service.name].add(state.started_at)
            if len(starts[service.name]) >= STARTS:
                raise ServiceEndedError(service.name, log(service.name), last_lines(log(service.name)))
        if deadline.passed():
            first = waiting[0]
            reason = reasons[first.name] or "unknown"
            raise NotReadyError(first.name, deadline.seconds, reason, log(first.name), last_lines(log(first.name)))
        time.sleep(POLL_SECONDS)

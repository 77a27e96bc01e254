"""What the readers yield: containers and jobs, and the variables they are given."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from server.settings import Process

# A container is called as its process; the API's is also called server.
NAMES = {**{process.value: process for process in Process}, "server": Process.API}

_CALLED = re.compile(rf"(syndic-)?(?P<process>{'|'.join(NAMES)})(-(\d+|blue|green))?")


@dataclass(frozen=True)
class Variable:
    """One variable that is passed, where it is passed."""

    file: str
    line: int
    name: str
    value: str | None
    """The value as it is written; None when it comes from elsewhere at run time."""


@dataclass(frozen=True)
class Consumer:
    """A container, or a job of a workflow, that is given variables."""

    file: str
    line: int
    name: str
    process: Process | None
    """The process of the platform that runs in it; None for everything else."""

    variables: tuple[Variable, ...]
    complete: bool
    """Whether every variable is known; not so when some come from a file or an object outside the checkout."""


def process_of(command: Iterable[object], *names: str) -> Process | None:
    """The process a container runs: by its command, else by one of its names."""
    words = [word for part in command for word in re.split(r"\s+", str(part))]
    for position, word in enumerate(words):
        if word in list(Process) and (position == 0 or words[position - 1] == "server"):
            return Process(word)
    called = (_CALLED.fullmatch(name) for name in names)
    return next((NAMES[match["process"]] for match in called if match), None)


def words_of(command: object) -> list[object]:
    """A command as a list, whether it was written as one or as text."""
    if command is None:
        return []
    return list(command) if isinstance(command, list) else [command]

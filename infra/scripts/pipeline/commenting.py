"""Puts what a command printed on the change it judged, where its reviewers look."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Mapping, Sequence

from infra.errors import MissingCommandError
from infra.scripts.pipeline.code_host import CodeHost
from infra.scripts.pipeline.errors import CodeHostRefusedError
from infra.scripts.pipeline.stage import without_secrets

LONGEST = 60_000
"""Characters of a comment that code hosts take, with room for what stands around them."""


def run(host: CodeHost, title: str, command: Sequence[str], environment: Mapping[str, str]) -> int:
    """Run a command, show its output as it comes, and comment with it.

    A comment that cannot be made is told of and fails nothing: the output is in the job's log as well.

    Returns:
        The exit code of the command.

    Raises:
        MissingCommandError: there is no such program.
    """
    printed = []
    try:
        running = subprocess.Popen(list(command), stdout=subprocess.PIPE, text=True, errors="replace")
    except FileNotFoundError as error:
        raise MissingCommandError(command[0], "It is what was to be run; look at how it is written.") from error
    with running:
        for line in running.stdout or ():
            sys.stderr.write(line)
            printed.append(line)
    marker = marker_of(title)
    text = comment(title, "".join(printed), running.returncode, environment)
    try:
        host.tell_change(marker, text)
    except CodeHostRefusedError as error:
        sys.stderr.write(f"No comment was made: {error}\n")
    return running.returncode


def marker_of(title: str) -> str:
    """What tells a comment from others; it is not shown."""
    return f"<!-- syndic: {title} -->"


def comment(title: str, printed: str, code: int, environment: Mapping[str, str]) -> str:
    """The comment: what was printed, without secrets; the end of it when it is long."""
    scrubbed = str(without_secrets(printed, environment)).strip()
    shown = scrubbed if len(scrubbed) <= LONGEST else f"…\n{scrubbed[-LONGEST:]}"
    # A fence that nothing inside can close.
    fence = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", shown)), default=0))
    ended = "" if code == 0 else f" ended with code {code}"
    return f"{marker_of(title)}\n### {title}{ended}\n\n{fence}\n{shown}\n{fence}\n"

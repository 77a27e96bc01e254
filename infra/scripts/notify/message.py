"""What people are told about an operation."""

from __future__ import annotations

import getpass
import os
from dataclasses import dataclass
from enum import StrEnum

VARIABLE = "SYNDIC_NOTIFICATIONS"
"""Holds the addresses for what concerns this machine or a pipeline, as the declaration of development says."""

LONGEST_LINE = 400
"""A reason may quote a log; chats cut what is longer in their own way."""


class Event(StrEnum):
    """What happened."""

    STARTED = "started"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    TAKEN_BACK = "taken-back"
    APPROVAL_NEEDED = "approval-needed"


@dataclass(frozen=True)
class Message:
    """One message."""

    event: Event
    environment: str
    subject: str
    """What the operation is, such as `release of v1.4.0`."""
    changes: str = ""
    """What it changes, or why it ended so."""
    actor: str = ""
    seconds: float | None = None
    link: str = ""

    @property
    def title(self) -> str:
        """One line."""
        return _line(f"{self.environment}: {self.subject} {_WORDS[self.event]}")

    @property
    def body(self) -> str:
        """The rest, a line each."""
        lines = [
            self.changes,
            f"by {self.actor}" if self.actor else "",
            f"after {_duration(self.seconds)}" if self.seconds is not None else "",
            self.link,
        ]
        # Services refuse a message that has a title only.
        return "\n".join(_line(line) for line in lines if line) or self.title


_WORDS = {
    Event.STARTED: "has started",
    Event.SUCCEEDED: "has succeeded",
    Event.FAILED: "has failed",
    Event.TAKEN_BACK: "was taken back",
    Event.APPROVAL_NEEDED: "waits for an approval",
}


def whoever_runs_this() -> str:
    """Who runs the command: whom the pipeline names, or the user of this machine."""
    return os.environ.get("GITHUB_ACTOR") or os.environ.get("GITLAB_USER_LOGIN") or getpass.getuser()


def run_of_pipeline() -> str:
    """The address of the pipeline's run; empty outside one."""
    known = os.environ.get
    if known("GITHUB_RUN_ID"):
        return f"{known('GITHUB_SERVER_URL')}/{known('GITHUB_REPOSITORY')}/actions/runs/{known('GITHUB_RUN_ID')}"
    return known("CI_PIPELINE_URL", "")


def _line(text: str) -> str:
    return " ".join(text.split())[:LONGEST_LINE]


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"

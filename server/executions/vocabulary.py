"""The closed lists of executions and schedules."""

from __future__ import annotations

from enum import StrEnum


class ExecutionStatus(StrEnum):
    """Where an execution is: it waits, runs, and ends completed or failed, once and for good."""

    QUEUED = "queued"
    RUNNING = "running"
    COMPLETED = "completed"
    FAILED = "failed"


UNFINISHED = (ExecutionStatus.QUEUED, ExecutionStatus.RUNNING)


class Trigger(StrEnum):
    """What asked for an execution."""

    MANUAL = "manual"
    SCHEDULE = "schedule"


class Frequency(StrEnum):
    """How often a schedule executes a framework."""

    HOURLY = "hourly"
    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"

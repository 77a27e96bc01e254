"""What can go wrong with executions and schedules."""

from __future__ import annotations

from uuid import UUID

from server.errors import Conflict, NotFound


class ExecutionNotFound(NotFound):
    """There is no such execution."""

    def __init__(self, execution_id: UUID) -> None:
        super().__init__(f"There is no execution {execution_id}.")


class DocumentNotReady(Conflict):
    """The execution has no document, because it is not completed."""

    slug = "document-not-ready"

    def __init__(self, execution_id: UUID, status: str) -> None:
        super().__init__(f"Execution {execution_id} is {status}; it has a document once it is completed.")


class ScheduleNotFound(NotFound):
    """The framework is not scheduled on the system."""

    def __init__(self, system_id: UUID, framework_id: str) -> None:
        super().__init__(f"Framework {framework_id} is not scheduled on system {system_id}.")


class RetryLater(Exception):  # noqa: N818 - tells the queue what to do, nothing is wrong with the execution
    """The execution could not be finished now and is to be tried again."""

    def __init__(self, seconds: float, reason: str) -> None:
        super().__init__(f"To be tried again in {seconds:.1f} seconds: {reason}")
        self.seconds = seconds

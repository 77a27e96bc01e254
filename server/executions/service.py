"""What can be done with executions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from server.audit.service import append
from server.executions.errors import ExecutionNotFound
from server.executions.models import Execution
from server.executions.queue import enqueue
from server.executions.vocabulary import Trigger
from server.frameworks.models import FrameworkVersion
from server.frameworks.service import current_version
from server.systems.service import hold_system


@dataclass(frozen=True, slots=True)
class ExecutionRequest:
    """What is to be executed, and who or what asks for it."""

    system_id: UUID
    framework_id: str
    trigger: Trigger
    requested_by: str
    due_at: datetime | None = None


async def request_execution(session: AsyncSession, request: ExecutionRequest) -> Execution:
    """Queue the current version of a framework for a system.

    Raises:
        SystemNotFound, FrameworkNotFound: there is no such system or framework.
    """
    await hold_system(session, request.system_id)
    (execution,) = await queue_executions(session, [request])
    return execution


async def queue_executions(session: AsyncSession, requests: Iterable[ExecutionRequest]) -> list[Execution]:
    """Add executions with their jobs and audit entries. The systems must exist.

    Raises:
        FrameworkNotFound: a framework was never published.
    """
    executions = []
    versions: dict[str, FrameworkVersion] = {}
    for request in requests:
        if request.framework_id not in versions:
            versions[request.framework_id] = await current_version(session, request.framework_id)
        version = versions[request.framework_id]
        execution = Execution(
            system_id=request.system_id,
            framework_id=request.framework_id,
            framework_digest=version.digest,
            trigger=request.trigger,
            requested_by=request.requested_by,
            due_at=request.due_at,
            total=version.control_count,
        )
        session.add(execution)
        executions.append(execution)
    await enqueue(session, await _ids(session, executions))
    for execution in executions:
        append(
            session,
            actor=execution.requested_by,
            action="execution.queued",
            subject_type="execution",
            subject_id=execution.id,
            details={
                "system_id": str(execution.system_id),
                "framework_id": execution.framework_id,
                "framework_digest": execution.framework_digest,
                "trigger": execution.trigger,
            },
        )
    return executions


async def get_execution(session: AsyncSession, execution_id: UUID) -> Execution:
    """An execution.

    Raises:
        ExecutionNotFound: there is none.
    """
    execution = await session.get(Execution, execution_id)
    if execution is None:
        raise ExecutionNotFound(execution_id)
    return execution


def document_key(sha256: str) -> str:
    """The key of the document of an execution."""
    return f"executions/sha256/{sha256[:2]}/{sha256}"


async def _ids(session: AsyncSession, executions: list[Execution]) -> list[UUID]:
    """The ids of new executions, which they have once they are flushed."""
    await session.flush()
    return [execution.id for execution in executions]

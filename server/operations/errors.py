"""What can go wrong with operation records."""

from __future__ import annotations

from uuid import UUID

from server.errors import NotFound


class OperationNotFound(NotFound):
    """There is no such operation."""

    def __init__(self, operation_id: UUID) -> None:
        super().__init__(f"There is no operation {operation_id}.")

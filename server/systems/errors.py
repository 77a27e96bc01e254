"""What can go wrong in the register of AI systems."""

from __future__ import annotations

from uuid import UUID

from server.errors import Conflict, FieldProblem, NotFound


class SystemNotFound(NotFound):
    """There is no such system."""

    def __init__(self, system_id: UUID) -> None:
        super().__init__(f"There is no system {system_id}.")


class SystemNameTaken(Conflict):
    """Another system has the name."""

    slug = "system-name-taken"

    def __init__(self, name: str) -> None:
        super().__init__(
            f"There is already a system named {name!r}; case does not count.",
            errors=[FieldProblem(field="body.name", message="Taken by another system.")],
        )


class SystemInUse(Conflict):
    """The system has evidence, attestations or executions, which must not vanish with it."""

    slug = "system-in-use"

    def __init__(self, system_id: UUID) -> None:
        super().__init__(
            f"System {system_id} has executions, evidence or attestations, which must not vanish. "
            "Set its lifecycle to retired instead."
        )

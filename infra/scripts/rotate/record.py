"""The record a rotation leaves in the platform."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from infra import records
from infra.platform import Platform
from infra.scripts.rotate.credential import Credential
from infra.scripts.rotate.progress import Progress


def operation(credential: Credential, progress: Progress, environment: str) -> dict[str, Any]:
    """The operation record; identifiers only, no value of a secret."""
    return records.record(
        "rotation",
        environment,
        (progress.began_at, datetime.now(UTC)),
        "succeeded",
        f"Rotated {credential.name} while the platform was serving; the old credential is refused.",
        steps=records.steps(progress.steps),
        details={
            "secret": credential.name,
            "kind": str(credential.kind),
            "old": progress.old,
            "new": progress.new,
        },
    )


def send(platform: Platform, credential: Credential, progress: Progress, environment: str) -> None:
    """Record a rotation, once: a rotation that was recorded before is passed over.

    Raises:
        PlatformError: the platform does not take it.
    """
    if not any(_is_of(record, progress) for record in _recent(platform, environment)):
        body = operation(credential, progress, environment)
        platform.request("POST", "/api/operations", json=body)


def _recent(platform: Platform, environment: str) -> list[dict[str, Any]]:
    parameters = {"kind": "rotation", "environment": environment, "limit": 200}
    return platform.request("GET", "/api/operations", params=parameters)["items"]


def _is_of(record: dict[str, Any], progress: Progress) -> bool:
    # A rotation is under way once at a time, so the moment it began is its own.
    return datetime.fromisoformat(record["started_at"]) == progress.began_at

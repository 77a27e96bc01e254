"""What an environment's declaration says about how the platform is run there, as facts of the register."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from infra.environments.environment import Environment, Kind

FRAMEWORK = "operations"
OF_COMMITS = "ci"
"""Where pipelines record what they do to a commit, before it is in any environment."""

_LIFECYCLES = {Kind.DEVELOPMENT: "development", Kind.STAGING: "testing", Kind.PRODUCTION: "deployed"}


def name_of(environment: str) -> str:
    """What the platform of an environment is called in the register."""
    return f"Syndic, {environment}"


def registration(environment: Environment, everywhere: Sequence[Environment]) -> dict[str, Any]:
    """How the platform of an environment is registered.

    Args:
        environment: which.
        everywhere: every environment; those that mirror this one are where changes are tried before.
    """
    return {
        "name": name_of(environment.name),
        "purpose": f"Governs AI systems. {environment.description}",
        "owner": "Platform engineering",
        "risk_tier": "minimal",
        "lifecycle": _LIFECYCLES[environment.kind],
        "facts": {FRAMEWORK: _facts(environment, everywhere)},
    }


def _facts(environment: Environment, everywhere: Sequence[Environment]) -> dict[str, Any]:
    backups, rotation = environment.backups, environment.rotation
    mirrors = sorted(one.name for one in everywhere if one.mirror and one.mirror.of == environment.name)
    promised = {
        "environments": [environment.name],
        "tried_in": [OF_COMMITS, *mirrors],
        "backup_interval_hours": backups.interval_hours if backups.enabled else None,
        "backup_verification_hours": backups.verification_interval_hours if backups.enabled else None,
        "drill_interval_days": backups.drill_interval_days,
        "recovery_point_seconds": backups.recovery_point_seconds,
        "recovery_time_seconds": backups.recovery_time_seconds,
        "availability_percent": environment.objectives.availability_percent,
    }
    ages = {f"{kind}_days": policy.maximum_age_days if policy else None for kind, policy in rotation}
    return {**promised, **ages}

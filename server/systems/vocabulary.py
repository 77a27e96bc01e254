"""The closed lists of the register: risk tiers of the EU AI Act and stages of a system's life."""

from __future__ import annotations

from enum import StrEnum


class RiskTier(StrEnum):
    """How the EU AI Act classes the system."""

    PROHIBITED = "prohibited"
    HIGH = "high"
    LIMITED = "limited"
    MINIMAL = "minimal"


class Lifecycle(StrEnum):
    """Where the system is in its life."""

    DESIGN = "design"
    DEVELOPMENT = "development"
    TESTING = "testing"
    DEPLOYED = "deployed"
    RETIRED = "retired"

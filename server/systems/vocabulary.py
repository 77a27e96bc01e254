"""The closed lists of the register: risk tiers of the EU AI Act and stages of a system's life."""

from __future__ import annotations

from typing import Literal, get_args

RiskTier = Literal["prohibited", "high", "limited", "minimal"]
RISK_TIERS: tuple[str, ...] = get_args(RiskTier)

Lifecycle = Literal["design", "development", "testing", "deployed", "retired"]
LIFECYCLES: tuple[str, ...] = get_args(Lifecycle)

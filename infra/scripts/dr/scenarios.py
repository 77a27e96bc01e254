"""What a drill can lose."""

from __future__ import annotations

from enum import StrEnum


class Scenario(StrEnum):
    """What is lost."""

    REGION_LOSS = "region-loss"
    REGION_FROZEN = "region-frozen"

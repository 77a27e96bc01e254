"""What kinds of backups there are."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """What a backup holds."""

    LOGICAL = "logical"
    PHYSICAL = "physical"
    OBJECTS = "objects"
    CONFIG = "config"

"""The names of what an environment runs on; apart from the rest, so that help is instant."""

from __future__ import annotations

from enum import StrEnum


class TargetName(StrEnum):
    """What an environment runs on."""

    LOCAL = "local"
    KUBERNETES = "kubernetes"

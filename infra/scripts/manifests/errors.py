"""What the commands about manifests refuse. Each exception composes its own message."""

from __future__ import annotations

from collections.abc import Iterable

from infra.errors import UsageError


class RegionMissingError(UsageError):
    """An environment has several regions, and nobody said which."""

    def __init__(self, environment: str, regions: Iterable[str]) -> None:
        super().__init__(f"{environment} has several regions. Add --region with one of {', '.join(regions)}.")

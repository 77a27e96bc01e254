"""What a drill can lose."""

from __future__ import annotations

from enum import StrEnum


class Scenario(StrEnum):
    """What is lost."""

    REGION_LOSS = "region-loss"
    REGION_FROZEN = "region-frozen"
    PARTITION = "partition"
    DISK_FULL = "disk-full"
    CORRUPT_PAGE = "corrupt-page"
    DELETED_BUCKET = "deleted-bucket"
    WRONG_DELETE = "wrong-delete"

    @property
    def of_region(self) -> bool:
        """Whether the other region takes over; what was destroyed in both comes back from a backup."""
        return self not in (Scenario.DELETED_BUCKET, Scenario.WRONG_DELETE)

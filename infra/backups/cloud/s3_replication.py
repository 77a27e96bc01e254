"""Replication between two buckets of S3, in one direction at a time: from the live region to the other.

A deletion is not copied, so that a mistake in one region leaves the other's objects.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from infra.backups.cloud.aws import refusals
from infra.backups.errors.regions import CloudRefusedError, CloudUnreachableError

RULE = "everything"
MINUTES = 15
"""What S3 promises for nearly all objects; later ones are counted by its metrics."""


class S3Replication:
    """The buckets of two regions."""

    def __init__(
        self,
        clients: Mapping[str, Any],
        buckets: Mapping[str, str],
        roles: Mapping[str, str],
        keys: Mapping[str, str],
    ) -> None:
        """Prepare to use them.

        Args:
            clients: boto3's client of S3, by region.
            buckets: their names, by region.
            roles: role that copies out of a region's bucket.
            keys: key that copies in a region's bucket are encrypted with.
        """
        self._clients = clients
        self._buckets = buckets
        self._roles = roles
        self._keys = keys

    def stop(self, region: str) -> str:
        """Take the bucket's configuration away."""
        bucket = self._buckets[region]
        try:
            if self._copies_to(region) is None:
                return f"{bucket} copies nothing"
            with refusals(f"stop the replication of {bucket}", region):
                self._clients[region].delete_bucket_replication(Bucket=bucket)
        except CloudUnreachableError:
            # Objects are written once under their hash, so what it goes on copying does no harm.
            return f"{bucket} cannot be reached; `syndic dr rejoin` stops its copying"
        return f"{bucket} copies nothing any more"

    def start(self, region: str, other: str) -> str:
        """Turn the direction: the other one first, so that both never copy to each other."""
        bucket, copy = self._buckets[region], self._buckets[other]
        self.stop(other)
        wanted = f"arn:aws:s3:::{copy}"
        if self._copies_to(region) != wanted:
            with refusals(f"replicate {bucket} to {copy}", region):
                self._clients[region].put_bucket_replication(
                    Bucket=bucket,
                    ReplicationConfiguration=configuration(self._roles[region], wanted, self._keys[other]),
                )
        return f"{bucket} copies to {copy}"

    def _copies_to(self, region: str) -> str | None:
        """ARN of the bucket that is copied to; None when nothing is copied."""
        bucket = self._buckets[region]
        try:
            with refusals(f"read the replication of {bucket}", region):
                found = self._clients[region].get_bucket_replication(Bucket=bucket)["ReplicationConfiguration"]
        except CloudRefusedError as error:
            if error.code == "ReplicationConfigurationNotFoundError":
                return None
            raise
        enabled = [rule for rule in found["Rules"] if rule["Status"] == "Enabled"]
        return enabled[0]["Destination"]["Bucket"] if enabled else None


def configuration(role: str, bucket: str, key: str) -> dict[str, Any]:
    """What infra/terraform/modules/aws/object_storage states of a bucket that is copied."""
    return {
        "Role": role,
        "Rules": [
            {
                "ID": RULE,
                "Priority": 0,
                "Status": "Enabled",
                "Filter": {"Prefix": ""},
                "DeleteMarkerReplication": {"Status": "Disabled"},
                "SourceSelectionCriteria": {"SseKmsEncryptedObjects": {"Status": "Enabled"}},
                "Destination": {
                    "Bucket": bucket,
                    "EncryptionConfiguration": {"ReplicaKmsKeyID": key},
                    "ReplicationTime": {"Status": "Enabled", "Time": {"Minutes": MINUTES}},
                    "Metrics": {"Status": "Enabled", "EventThreshold": {"Minutes": MINUTES}},
                },
            }
        ],
    }

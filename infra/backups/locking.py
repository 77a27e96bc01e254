"""The lock of a bucket, by which nobody deletes a backup before its time: object lock of S3.

The bucket locks by itself whatever is written to it (its default retention), so that no writer can forget it. Here is
only read until when: what is locked is kept by `prune`, and a backup that is not locked although it should be is said.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from infra.backups.errors.backups import StorageError

NOT_LOCKED = frozenset({"NoSuchObjectLockConfiguration", "ObjectLockConfigurationNotFoundError", "InvalidRequest"})
"""What stores answer for an object without a lock, or in a bucket that has none."""


class BucketLock:
    """The lock of one bucket."""

    def __init__(self, client: Any, bucket: str) -> None:  # noqa: ANN401 - boto3 makes its clients at run time
        self._client = client
        self._bucket = bucket

    def until(self, key: str) -> datetime | None:
        """Until when nobody can delete an object; None when anybody with the right can.

        Raises:
            StorageError: the store does not answer.
        """
        from botocore.exceptions import BotoCoreError, ClientError

        try:
            found = self._client.get_object_retention(Bucket=self._bucket, Key=key)["Retention"]
        except ClientError as error:
            if error.response["Error"]["Code"] in NOT_LOCKED | {"NoSuchKey", "404"}:
                return None
            raise StorageError(f"s3://{self._bucket}", str(error)) from error
        except BotoCoreError as error:
            raise StorageError(f"s3://{self._bucket}", str(error)) from error
        return found.get("RetainUntilDate")

"""The bucket of the platform, through the S3 interface."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from infra.local.object_store_configuration import AccessKey


def client(endpoint: str, region: str, ca_file: Path, key: AccessKey) -> Any:  # noqa: ANN401 - boto3 makes its clients at run time
    """An S3 client that trusts the local authority and gives up quickly."""
    # Imported here because it takes as long as everything else together, and most commands do not need it.
    import boto3
    from botocore.config import Config

    return boto3.client(
        "s3",
        endpoint_url=endpoint,
        region_name=region,
        aws_access_key_id=key.access_key_id,
        aws_secret_access_key=key.secret_access_key,
        verify=str(ca_file),
        config=Config(
            s3={"addressing_style": "path"},
            retries={"max_attempts": 1},
            connect_timeout=2,
            read_timeout=10,
        ),
    )


def unusable_reason(s3: Any) -> str | None:  # noqa: ANN401
    """Why the S3 interface does not answer a signed request, as a clause; None when it does."""
    from botocore.exceptions import BotoCoreError, ClientError

    try:
        s3.list_buckets()
    except (BotoCoreError, ClientError) as error:
        return f"its S3 interface does not answer ({error})"
    return None


def align(s3: Any, bucket: str) -> list[str]:  # noqa: ANN401
    """Make the bucket when it is missing and switch versioning on when it is off.

    Returns:
        One sentence per change; empty when everything was as it should be.
    """
    changes = []
    if bucket not in {found["Name"] for found in s3.list_buckets()["Buckets"]}:
        s3.create_bucket(Bucket=bucket, ObjectLockEnabledForBucket=True)
        changes.append(f"Made the bucket {bucket}.")
    if s3.get_bucket_versioning(Bucket=bucket).get("Status") != "Enabled":
        s3.put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": "Enabled"})
        changes.append(f"Switched versioning of the bucket {bucket} on.")
    return changes

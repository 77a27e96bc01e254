"""The bucket of the platform, through the S3 interface."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

from obstore.exceptions import BaseError
from obstore.store import S3Store

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


def unusable_reason(endpoint: str, region: str, ca_file: Path, key: AccessKey, bucket: str) -> str | None:
    """Why the S3 interface does not answer a signed request, as a clause; None when it does.

    The bucket need not exist yet. This asks through another library than the rest, because asking is what `status`
    does all the time and boto3 takes long to load.
    """
    try:
        store = S3Store(
            bucket,
            **_access(endpoint, region, key),
            client_options={"root_certificate": ca_file.read_bytes(), "timeout": "5s"},
            retry_config={"max_retries": 0, "retry_timeout": timedelta(0)},
        )
        store.head("readiness")
    except FileNotFoundError:
        # Neither an object of that name nor the bucket is needed for an answer.
        return None if ca_file.is_file() else f"{ca_file} is missing"
    except BaseError as error:
        return f"its S3 interface does not answer ({str(error).splitlines()[0]})"
    return None


def reached(
    endpoint: str,
    region: str,
    ca_file: Path,
    key: AccessKey,
    bucket: str,
    prefix: str | None = None,
    *,
    impatient: bool = False,
) -> S3Store:
    """A bucket, or what lies under a prefix of it.

    Args:
        endpoint: of the store.
        region: of the store.
        ca_file: the authority that is trusted.
        key: of the client.
        bucket: its name.
        prefix: of what is seen; everything when absent.
        impatient: give up at once, to measure; otherwise work that takes long tries again when the store is busy.
    """
    patience, retries = (timedelta(seconds=3), 0) if impatient else (timedelta(seconds=120), 5)
    return S3Store(
        bucket,
        **_access(endpoint, region, key),
        prefix=prefix,
        client_options={"root_certificate": ca_file.read_bytes(), "timeout": patience, "connect_timeout": patience / 2},
        retry_config={"max_retries": retries, "retry_timeout": patience / 2},
    )


def _access(endpoint: str, region: str, key: AccessKey) -> dict[str, Any]:
    return {
        "region": region,
        "virtual_hosted_style_request": False,
        "config": {
            "endpoint": endpoint,
            "access_key_id": key.access_key_id,
            "secret_access_key": key.secret_access_key,
        },
    }


def align(s3: Any, bucket: str) -> list[str]:  # noqa: ANN401
    """Make the bucket when it is missing and switch versioning on when it is off.

    Returns:
        One sentence per change; empty when everything was as it should be.
    """
    changes = []
    if bucket not in {found["Name"] for found in s3.list_buckets()["Buckets"]}:
        # What copies another region's store may make it at the same moment.
        with suppress(s3.exceptions.BucketAlreadyOwnedByYou):
            s3.create_bucket(Bucket=bucket, ObjectLockEnabledForBucket=True)
        changes.append(f"Made the bucket {bucket}.")
    if s3.get_bucket_versioning(Bucket=bucket).get("Status") != "Enabled":
        s3.put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": "Enabled"})
        changes.append(f"Switched versioning of the bucket {bucket} on.")
    return changes


def may_list(s3: Any, bucket: str) -> bool:  # noqa: ANN401
    """Whether the store knows the key of a client, and lets it list the bucket."""
    from botocore.exceptions import BotoCoreError, ClientError

    try:
        s3.list_objects_v2(Bucket=bucket, MaxKeys=1)
    except (BotoCoreError, ClientError):
        return False
    return True

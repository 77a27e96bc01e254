"""Clients of AWS that give up on a region that is lost, and what AWS refuses as errors for the reader."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from typing import Any

from infra.backups.errors.regions import CloudRefusedError, CloudUnreachableError

CONNECT_SECONDS = 5
READ_SECONDS = 20


def client(service: str, region_name: str, **options: Any) -> Any:  # noqa: ANN401 - boto3 makes its clients at run time
    """A client with the caller's own credentials; options are those of boto3."""
    # Imported here because it takes longer than most commands.
    import boto3
    from botocore.config import Config

    limits = Config(
        connect_timeout=CONNECT_SECONDS,
        read_timeout=READ_SECONDS,
        retries={"total_max_attempts": 2, "mode": "standard"},
        # Tests and installations behind gateways name endpoints of their own; buckets are then no host names.
        s3={"addressing_style": "auto"},
    )
    return boto3.client(service, region_name=region_name, config=limits, **options)


@contextmanager
def refusals(what: str, region: str) -> Generator[None]:
    """Turn what AWS says into errors.

    Raises:
        CloudUnreachableError: the region's interface does not answer.
        CloudRefusedError: it refuses; the error has its code.
    """
    from botocore.exceptions import BotoCoreError, ClientError

    try:
        yield
    except ClientError as error:
        said = error.response.get("Error", {})
        raise CloudRefusedError(what, region, said.get("Code", ""), said.get("Message", str(error))) from error
    except BotoCoreError as error:
        raise CloudUnreachableError(region, str(error)) from error

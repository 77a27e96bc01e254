"""The identity of whoever holds credentials of AWS, as its Security Token Service states it."""

from __future__ import annotations

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from infra.permission.decision import Caller
from infra.permission.errors import IdentityNotProvenError

ANY_REGION = "us-east-1"
"""STS answers who somebody is in every region alike; used when the caller has none configured."""


def caller() -> Caller:
    """Who the credentials belong to that the AWS SDK finds. The call needs no permission of its own.

    Raises:
        IdentityNotProvenError: there are none, or AWS does not accept them.
    """
    session = boto3.Session()
    limits = Config(connect_timeout=5, read_timeout=10, retries={"total_max_attempts": 3})
    try:
        client = session.client("sts", region_name=session.region_name or ANY_REGION, config=limits)
        arn = client.get_caller_identity()["Arn"]
    except ClientError as error:
        raise IdentityNotProvenError(
            f"AWS does not accept the credentials: {error.response['Error']['Code']}"
        ) from None
    except BotoCoreError as error:
        raise IdentityNotProvenError(f"there is no AWS identity: {error}") from None
    return Caller(f"AWS identity {arn}", {"arn": arn})

"""Rotates the access key of an IAM user: AWS lets a user have two for as long as they overlap."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, TypeVar

import boto3
from botocore.exceptions import BotoCoreError, ClientError

from infra.scripts.rotate.credential import Credential, Kind
from infra.scripts.rotate.errors import CredentialRefusedError, ForeignKeyError
from infra.scripts.rotate.fleet import Fleet
from infra.scripts.rotate.object_store_key import LONGEST_REQUEST
from infra.scripts.rotate.place import KEY_ID, SECRET, Place
from infra.scripts.rotate.progress import Progress

REGION = "us-east-1"
"""IAM is one for all regions and is called here."""

T = TypeVar("T")


class IamAccessKey(Credential):
    """The access key that one process signs in to its object store with."""

    kind = Kind.OBJECT_STORE_KEY

    def __init__(self, process: str, place: Place, fleet: Fleet) -> None:
        """Prepare to rotate, with the identity that the AWS SDK finds.

        Args:
            process: whose key.
            place: keeps id and secret.
            fleet: the processes that use it.
        """
        self.name = f"object-store-{process}"
        self._place = place
        self._fleet = fleet
        self._iam: Any = boto3.client("iam", region_name=REGION)
        self._candidate: tuple[str, str] | None = None

    def current(self) -> str:
        """Id of the key in use."""
        return self._place.read()[KEY_ID]

    def create(self, progress: Progress) -> str:
        """Give the user another key. One that an interrupted run made is deleted first.

        Raises:
            ForeignKeyError: the user has a second key that this rotation cannot have made.
        """
        user = self._user(progress.old)
        for key in self._keys(user):
            if key["AccessKeyId"] == progress.old:
                continue
            if not self._left_behind(key, progress):
                raise ForeignKeyError(user, key["AccessKeyId"])
            self._delete(user, key["AccessKeyId"])
        made = _called("iam:CreateAccessKey", lambda: self._iam.create_access_key(UserName=user))["AccessKey"]
        self._candidate = (made["AccessKeyId"], made["SecretAccessKey"])
        return made["AccessKeyId"]

    def holds(self, new: str) -> bool:
        """Whether this run made the key."""
        return self._candidate is not None and self._candidate[0] == new

    def not_accepted(self, progress: Progress) -> str | None:
        """Ask AWS who it belongs to; a new key is known everywhere after some seconds."""
        assert self._candidate is not None  # noqa: S101 - `holds` was asked before
        key_id, secret = self._candidate
        sts = boto3.client("sts", region_name=REGION, aws_access_key_id=key_id, aws_secret_access_key=secret)
        try:
            sts.get_caller_identity()
        except ClientError:
            return "AWS does not know it yet"
        return None

    def store(self, progress: Progress) -> None:
        """Write id and secret, in one step."""
        assert self._candidate is not None  # noqa: S101 - `holds` was asked before
        self._place.replace(dict(zip((KEY_ID, SECRET), self._candidate, strict=True)))

    def not_in_use(self, progress: Progress) -> str | None:
        """Ask the processes."""
        return self._fleet.behind(progress.stored_at)

    def still_used(self, progress: Progress) -> str | None:
        """AWS tells hours late; requests that were under way when the last process changed are given time."""
        if progress.used_at is None or datetime.now(UTC) < progress.used_at + LONGEST_REQUEST:
            return "requests that were signed with it may be under way"
        return None

    def revoke(self, progress: Progress) -> None:
        """Delete it."""
        self._delete(self._user(str(progress.new)), progress.old)

    def not_refused(self, progress: Progress) -> str | None:
        """Look which keys the user has."""
        keys = self._keys(self._user(str(progress.new)))
        return "the user still has it" if progress.old in {key["AccessKeyId"] for key in keys} else None

    def _user(self, key_id: str) -> str:
        answer = _called("iam:GetAccessKeyLastUsed", lambda: self._iam.get_access_key_last_used(AccessKeyId=key_id))
        return answer["UserName"]

    def _keys(self, user: str) -> list[dict[str, Any]]:
        return _called("iam:ListAccessKeys", lambda: self._iam.list_access_keys(UserName=user))["AccessKeyMetadata"]

    def _left_behind(self, key: dict[str, Any], progress: Progress) -> bool:
        # A key is made after its rotation began; the clocks of AWS and of this machine may differ by a second.
        made_since = key["CreateDate"].timestamp() >= progress.began_at.timestamp() - 1
        return made_since or key["AccessKeyId"] == progress.new

    def _delete(self, user: str, key_id: str) -> None:
        def delete() -> None:
            try:
                self._iam.delete_access_key(UserName=user, AccessKeyId=key_id)
            except self._iam.exceptions.NoSuchEntityException:
                return

        _called("iam:DeleteAccessKey", delete)


def _called(permission: str, request: Callable[[], T]) -> T:
    try:
        return request()
    except ClientError as error:
        reason = f"{error.response['Error']['Code']}; the rotator needs {permission}"
    except BotoCoreError as error:
        reason = str(error)
    raise CredentialRefusedError("A request to AWS IAM", reason)

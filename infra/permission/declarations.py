"""The part of an environment's file that says who may do what there: every field typed, bounded and described."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

EVERY = "*"

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})

OWNER_CLAIMS = frozenset({"sub", "repository", "repository_id", "project_path", "project_id"})
"""Claims that say whose workload a token belongs to. Without one, anybody's job at the same code host would fit."""

_FIXED_ACCOUNT_AND_ROLE = re.compile(
    r"arn:aws[a-z-]*:(?:iam::\d{12}:user/[^*]+|sts::\d{12}:(?:assumed-role|federated-user)/[^*/]+(?:/(?:\*|[^*]+))?)"
)
_IDENTIFIER = r"^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$"


class Operation(StrEnum):
    """What the command line does that changes something."""

    SECRETS_ROTATE = "secrets.rotate"
    MIGRATE = "migrate"
    RELEASE_DEPLOY = "release.deploy"
    RELEASE_ROLLBACK = "release.rollback"
    BACKUP_CREATE = "backup.create"
    BACKUP_VERIFY = "backup.verify"
    BACKUP_RESTORE = "backup.restore"
    BACKUP_PRUNE = "backup.prune"
    DR_FAILOVER = "dr.failover"
    DR_FAILBACK = "dr.failback"
    DR_DRILL = "dr.drill"
    TERRAFORM_PLAN = "terraform.plan"
    TERRAFORM_APPLY = "terraform.apply"
    KUBERNETES_APPLY = "kubernetes.apply"
    CLEANUP = "cleanup"


class _Declared(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class SystemUser(_Declared):
    """A user of the operating system. It proves nothing beyond the machine, so it is for development."""

    kind: Literal["system-user"]
    names: list[str] = Field(min_length=1, description="Names of users; `*` stands for every user of the machine.")


class OidcToken(_Declared):
    """A token that a code host gives to a job, signed by the issuer."""

    kind: Literal["oidc"]
    issuer: str = Field(description="Address of the issuer; its keys are read from its discovery document.")
    audience: str = Field(min_length=1, description="Whom the token is for; differs by environment.")
    claims: dict[str, str] = Field(
        min_length=1, description="Claims the token must have, with exactly these values; one says whose job it is."
    )

    @field_validator("issuer")
    @classmethod
    def _is_https(cls, value: str) -> str:
        parts = urlsplit(value)
        if parts.hostname and (parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)):
            return value.rstrip("/")
        raise ValueError("an issuer is an https:// address")

    @model_validator(mode="after")
    def _says_whose_job(self) -> Self:
        if not OWNER_CLAIMS & self.claims.keys():
            raise ValueError(f"claims name none of {', '.join(sorted(OWNER_CLAIMS))}, so the job of anybody would fit")
        return self


class AwsIdentity(_Declared):
    """An identity of AWS, as STS states it."""

    kind: Literal["aws"]
    arn: str = Field(description="ARN of a user or an assumed role; `/*` at its end stands for every session.")

    @field_validator("arn")
    @classmethod
    def _fixes_account_and_role(cls, value: str) -> str:
        if not _FIXED_ACCOUNT_AND_ROLE.fullmatch(value):
            raise ValueError("an ARN names one account and one role or user; `*` may stand for the session only")
        return value


class AzureIdentity(_Declared):
    """An identity of Microsoft Entra, by its object or a group it is a member of."""

    kind: Literal["azure"]
    tenant: str = Field(pattern=_IDENTIFIER, description="Id of the tenant.")
    object_id: str | None = Field(default=None, pattern=_IDENTIFIER, description="Object id of a user or an identity.")
    group_id: str | None = Field(default=None, pattern=_IDENTIFIER, description="Object id of a group.")

    @model_validator(mode="after")
    def _names_one(self) -> Self:
        if (self.object_id is None) == (self.group_id is None):
            raise ValueError("exactly one of object_id and group_id is stated")
        return self


Identity = Annotated[SystemUser | OidcToken | AwsIdentity | AzureIdentity, Field(discriminator="kind")]


class Grant(_Declared):
    """What one kind of caller may do."""

    who: str = Field(min_length=3, max_length=80, description="Who that is, in a few words.")
    identity: Identity = Field(description="How the caller proves it: system-user, oidc, aws or azure.")
    may: list[str] = Field(min_length=1, description="Operations, such as secrets.rotate; `*` stands for every one.")
    obtain: str = Field(min_length=15, max_length=300, description="How somebody becomes that, as a sentence.")

    @field_validator("may")
    @classmethod
    def _are_operations(cls, value: list[str]) -> list[str]:
        if unknown := sorted(set(value) - set(Operation) - {EVERY}):
            raise ValueError(f"{', '.join(unknown)} is no operation; there are {', '.join(Operation)}")
        return value

    def covers(self, operation: Operation) -> bool:
        """Whether the grant is about an operation."""
        return EVERY in self.may or operation in self.may

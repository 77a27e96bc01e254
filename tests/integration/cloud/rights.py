"""IAM, as far as it decides what an identity may do: every request to moto's server is judged by policy documents.

moto judges by itself too, but asks for the resource `*` with every service but S3, so that a right on one database
would refuse all; and it calls the replication and the lock of a bucket by other actions than AWS does. So what a
request asks for is read from the request here, as AWS's service authorization reference has it: each action with its
resource, and those that depend on it, such as the roles that are passed on. Patterns of resources and conditions are
judged likewise.

What nobody asks moto for cannot be seen here: keys of objects and of secrets, the commands of EKS.
"""

from __future__ import annotations

import json
import re
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Any
from unittest.mock import patch
from urllib.parse import parse_qs, unquote, urlsplit

from moto.core.authorization import ActionAuthenticatorMixin
from moto.core.exceptions import AccessDeniedError
from moto.s3.exceptions import BucketAccessDeniedError

ACCOUNT = "123456789012"
"""moto's, and that of the offline providers."""

Context = Mapping[str, Sequence[str]]

SUBRESOURCES = {
    ("GET", "replication"): "GetReplicationConfiguration",
    ("PUT", "replication"): "PutReplicationConfiguration",
    ("DELETE", "replication"): "PutReplicationConfiguration",
    ("GET", "retention"): "GetObjectRetention",
}
"""Actions of S3 by the method and the part of a bucket or an object, where moto calls them otherwise."""


@dataclass(frozen=True)
class Asked:
    """A right that a request needs."""

    action: str
    resource: str
    context: Context = field(default_factory=dict)


class Rights:
    """What an identity may do."""

    def __init__(self, *policies: str) -> None:
        """Read the documents.

        Args:
            policies: as JSON; they allow, and deny nothing.
        """
        self._statements = [statement for policy in policies for statement in _listed(json.loads(policy)["Statement"])]
        assert all(statement["Effect"] == "Allow" for statement in self._statements)
        self.used: set[str] = set()
        """Actions that were asked for and allowed."""
        self.refused: set[str] = set()

    @property
    def actions(self) -> set[str]:
        """All that are allowed on anything."""
        return {action for statement in self._statements for action in _listed(statement["Action"])}

    def without(self, action: str) -> Rights:
        """The same but for one action."""
        kept = [
            {**statement, "Action": left}
            for statement in self._statements
            if (left := [one for one in _listed(statement["Action"]) if one != action])
        ]
        return Rights(json.dumps({"Statement": kept}))

    def allow(self, asked: Asked) -> bool:
        """Whether a right is among these; remembered."""
        allowed = any(_grants(statement, asked) for statement in self._statements)
        (self.used if allowed else self.refused).add(asked.action)
        return allowed

    @contextmanager
    def enforced(self) -> Generator[Rights]:
        """Within the block, whoever calls moto's server in this process has these rights."""

        def decide(request: Any, iam_request_cls: type, resource: str = "*") -> None:  # noqa: ANN401 - moto's
            for asked in asked_by(request, resource):
                if not self.allow(asked):
                    if asked.action.startswith("s3:"):
                        raise BucketAccessDeniedError(bucket=asked.resource)
                    raise AccessDeniedError("the identity of the test", asked.action)

        with patch.object(ActionAuthenticatorMixin, "_authenticate_and_authorize_action", decide):
            yield self


def asked_by(request: Any, resource: str) -> list[Asked]:  # noqa: ANN401 - a response class of moto
    """The rights that a request needs; resource is what moto says of S3."""
    service = request.headers["Authorization"].partition("Credential=")[2].split("/")[3]
    match service:
        case "s3":
            return list(_by_s3(request, resource))
        case "rds":
            return list(_by_rds(request._get_action(), request.querystring, request.region))
        case "route53":
            return list(_by_route53(request._get_action(), urlsplit(request.uri).path, _text(request)))
    raise AssertionError(f"nobody said what a request to {service} needs")


def _by_s3(request: Any, resource: str) -> Iterator[Asked]:  # noqa: ANN401 - a response class of moto
    parts = parse_qs(urlsplit(request.uri).query, keep_blank_values=True)
    special = next(
        (
            action
            for (method, part), action in SUBRESOURCES.items()
            if (method, part) in {(request.method, one) for one in parts}
        ),
        None,
    )
    if request.method == "POST" and "delete" in parts:
        for key in re.findall(r"<Key>([^<]*)</Key>", _text(request)):
            yield Asked("s3:DeleteObject", f"{resource}/{key}")
        return
    yield Asked(f"s3:{special or request._get_action()}", unquote(resource))
    if request.method == "PUT" and special:
        for role in re.findall(r"<Role>([^<]*)</Role>", _text(request)):
            yield Asked("iam:PassRole", role)


def _by_rds(action: str, stated: Mapping[str, Sequence[str]], region: str) -> Iterator[Asked]:
    def arn(kind: str, name: str) -> str:
        return f"arn:aws:rds:{region}:{ACCOUNT}:{kind}:{name}"

    given = {name: values[0] for name, values in stated.items()}
    instance = given.get("ResourceName") or arn("db", given.get("DBInstanceIdentifier", "*"))
    yield Asked(f"rds:{action}", instance)
    if action != "CreateDBInstanceReadReplica":
        return
    yield Asked(f"rds:{action}", given["SourceDBInstanceIdentifier"])
    yield Asked(f"rds:{action}", arn("og", "default:postgres-17"))
    yield Asked(f"rds:{action}", arn("pg", given["DBParameterGroupName"]))
    yield Asked(f"rds:{action}", arn("subgrp", given["DBSubnetGroupName"]))
    yield Asked("rds:AddTagsToResource", instance)
    yield Asked("iam:PassRole", given["MonitoringRoleArn"])
    for needed in ("kms:CreateGrant", "kms:DescribeKey"):
        yield Asked(needed, given["KmsKeyId"], {"kms:ViaService": [f"rds.{region}.amazonaws.com"]})


def _by_route53(action: str, path: str, body: str) -> Iterator[Asked]:
    name = path.rstrip("/").split("/")
    if action == "GetChange":
        yield Asked("route53:GetChange", f"arn:aws:route53:::change/{name[-1]}")
        return
    context = {
        f"route53:ChangeResourceRecordSets{key}": [
            one.rstrip(".") for one in re.findall(rf"<{tag}>([^<]*)</{tag}>", body)
        ]
        for key, tag in (("NormalizedRecordNames", "Name"), ("RecordTypes", "Type"), ("Actions", "Action"))
    }
    yield Asked(f"route53:{action}", f"arn:aws:route53:::hostedzone/{name[name.index('hostedzone') + 1]}", context)


def _grants(statement: Mapping[str, Any], asked: Asked) -> bool:
    return (
        asked.action in _listed(statement["Action"])
        and any(fnmatchcase(asked.resource, pattern) for pattern in _listed(statement["Resource"]))
        and all(
            _holds(operator, _listed(wanted), asked.context.get(key, ()))
            for operator, compared in statement.get("Condition", {}).items()
            for key, wanted in compared.items()
        )
    )


def _holds(operator: str, wanted: Sequence[str], given: Sequence[str]) -> bool:
    match operator:
        case "ForAllValues:StringEquals":
            return all(one in wanted for one in given)
        case "StringLike":
            return any(fnmatchcase(one, pattern) for one in given for pattern in wanted)
    raise AssertionError(f"nobody said how {operator} compares")


def _listed(value: Any) -> list[Any]:  # noqa: ANN401 - of a policy
    return value if isinstance(value, list) else [value]


def _text(request: Any) -> str:  # noqa: ANN401 - a response class of moto
    body = request.body
    return body.decode() if isinstance(body, bytes) else str(body)

"""Decides whether a caller is the one a grant names. Nothing here looks anything up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Any

from infra.permission.declarations import AwsIdentity, AzureIdentity, Identity, OidcToken, SystemUser


@dataclass(frozen=True)
class Caller:
    """Who calls, as something that can be believed says."""

    name: str
    """For people and records, such as `operating-system user ada`."""

    claims: Mapping[str, Any] = field(default_factory=dict)
    """What was proven: claims of a token, `arn` of AWS, `user` of the operating system."""


def matches(identity: Identity, caller: Caller) -> bool:
    """Whether a caller, found the way the identity asks for, is the one it names."""
    match identity:
        case SystemUser():
            return "*" in identity.names or caller.claims["user"] in identity.names
        case OidcToken():
            return all(str(caller.claims.get(name)) == value for name, value in identity.claims.items())
        case AwsIdentity():
            return fnmatchcase(caller.claims["arn"], _only_last_star(identity.arn))
        case AzureIdentity():
            if str(caller.claims.get("tid", "")).lower() != identity.tenant.lower():
                return False
            if identity.object_id is not None:
                return str(caller.claims.get("oid", "")).lower() == identity.object_id.lower()
            groups = caller.claims.get("groups") or []
            return str(identity.group_id).lower() in {str(group).lower() for group in groups}


def _only_last_star(arn: str) -> str:
    """The pattern in which only `*` at the end means anything: names of roles may hold brackets of patterns."""
    fixed, star = (arn[:-1], "*") if arn.endswith("*") else (arn, "")
    return "".join(f"[{letter}]" if letter in "*?[" else letter for letter in fixed) + star


def describe(identity: Identity) -> str:
    """An identity in words, for those it does not fit."""
    match identity:
        case SystemUser():
            names = "any user" if "*" in identity.names else ", ".join(identity.names)
            return f"{names} of this machine"
        case OidcToken():
            claims = ", ".join(f"{name} {value}" for name, value in identity.claims.items())
            return f"a token of {identity.issuer} with {claims}"
        case AwsIdentity():
            return f"AWS identity {identity.arn}"
        case AzureIdentity():
            who = f"identity {identity.object_id}" if identity.object_id else f"members of group {identity.group_id}"
            return f"{who} of Azure tenant {identity.tenant}"

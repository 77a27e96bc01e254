"""Finds out who runs this process: the ways there are, by the kind of identity that is asked for.

The libraries of clouds and tokens are imported when they are needed, since they take longer than most commands.
"""

from __future__ import annotations

import os
import pwd

from infra.permission.decision import Caller
from infra.permission.declarations import AwsIdentity, AzureIdentity, Identity, OidcToken, SystemUser


def find(identity: Identity) -> Caller:
    """The caller, proven the way an identity asks for; whether it is the one named there is not looked at.

    Raises:
        IdentityNotProvenError: it cannot be proven that way here.
    """
    match identity:
        case SystemUser():
            return system_user()
        case OidcToken():
            from infra.permission import oidc

            return oidc.caller(identity.issuer, identity.audience, os.environ)
        case AwsIdentity():
            from infra.permission import aws

            return aws.caller()
        case AzureIdentity():
            from infra.permission import azure

            return azure.caller()


def system_user() -> Caller:
    """The user of the operating system; the kernel's word, not that of a variable."""
    user_id = os.getuid()
    try:
        name = pwd.getpwuid(user_id).pw_name
    except KeyError:
        name = str(user_id)
    return Caller(f"operating-system user {name}", {"user": name})

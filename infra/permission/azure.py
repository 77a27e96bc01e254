"""The identity of whoever is signed in to Azure, from the claims of a token for its management API.

The token comes straight from the issuer to this process, through Azure's own library and over TLS; nobody in between
could have written it. So its claims are read and its signature, which is for the management API, is not.
"""

from __future__ import annotations

import jwt
from azure.core.exceptions import AzureError
from azure.identity import DefaultAzureCredential

from infra.permission.decision import Caller
from infra.permission.errors import IdentityNotProvenError

MANAGEMENT = "https://management.azure.com/.default"


def caller() -> Caller:
    """Who Azure's library is signed in as: workload or managed identity, environment, `az login`.

    Raises:
        IdentityNotProvenError: nobody is.
    """
    try:
        with DefaultAzureCredential(exclude_interactive_browser_credential=True) as credential:
            token = credential.get_token(MANAGEMENT).token
        claims = jwt.decode(token, options={"verify_signature": False, "verify_exp": True})
    except AzureError as error:
        raise IdentityNotProvenError(f"there is no Azure identity: {str(error).splitlines()[0]}") from None
    except jwt.PyJWTError as error:
        raise IdentityNotProvenError(f"the token of Azure cannot be read: {error}") from None
    name = claims.get("upn") or claims.get("appid") or claims.get("oid")
    return Caller(f"Azure identity {name} of tenant {claims.get('tid')}", claims)

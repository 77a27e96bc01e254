"""The identity of a CI job: a token its code host signs, verified against the issuer's published keys."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import httpx
import jwt

from infra.permission.decision import Caller
from infra.permission.errors import IdentityNotProvenError

REQUEST_URL = "ACTIONS_ID_TOKEN_REQUEST_URL"
REQUEST_TOKEN = "ACTIONS_ID_TOKEN_REQUEST_TOKEN"  # noqa: S105 - name of a variable
GIVEN_TOKEN = "SYNDIC_ID_TOKEN"  # noqa: S105 - name of a variable
"""Where code hosts that hand tokens out as variables, such as GitLab by `id_tokens`, are told to put it."""

ALGORITHMS = ["RS256", "ES256", "PS256"]
"""Asymmetric ones only: with a symmetric one whoever verifies could sign."""

TIMEOUT_SECONDS = 10.0
LEEWAY_SECONDS = 30


def caller(issuer: str, audience: str, environment: Mapping[str, str]) -> Caller:
    """Who this job is, as the issuer says.

    Raises:
        IdentityNotProvenError: there is no token, or it cannot be believed.
    """
    claims = verify(_token(audience, environment), issuer, audience)
    return Caller(f"{claims['sub']} of {issuer}", claims)


def verify(token: str, issuer: str, audience: str) -> dict[str, Any]:
    """The claims of a token whose signature, issuer, audience and time were checked.

    Raises:
        IdentityNotProvenError: one of these does not hold, or the issuer's keys cannot be read.
    """
    try:
        key_id = jwt.get_unverified_header(token).get("kid")
        key = next((key for key in _keys(issuer) if key.key_id == key_id), None)
        if key is None:
            raise IdentityNotProvenError(f"the token is signed with a key that {issuer} does not publish")
        return jwt.decode(
            token,
            key=key,
            algorithms=ALGORITHMS,
            issuer=issuer,
            audience=audience,
            leeway=LEEWAY_SECONDS,
            options={"require": ["exp", "iat", "iss", "aud", "sub"]},
        )
    except jwt.PyJWTError as error:
        raise IdentityNotProvenError(f"the token is not accepted: {error}") from None


def _keys(issuer: str) -> list[jwt.PyJWK]:
    discovery = _json(f"{issuer}/.well-known/openid-configuration")
    if discovery.get("issuer", "").rstrip("/") != issuer:
        raise IdentityNotProvenError(f"the discovery document of {issuer} names another issuer")
    return jwt.PyJWKSet.from_dict(_json(str(discovery.get("jwks_uri", "")))).keys


def _token(audience: str, environment: Mapping[str, str]) -> str:
    if given := environment.get(GIVEN_TOKEN):
        return given
    url, bearer = environment.get(REQUEST_URL), environment.get(REQUEST_TOKEN)
    if not url or not bearer:
        raise IdentityNotProvenError(
            f"there is no OIDC token: neither {REQUEST_URL} (in GitHub Actions the permission `id-token: write`) nor "
            f"{GIVEN_TOKEN} is set"
        )
    request = httpx.URL(url).copy_merge_params({"audience": audience})
    return str(_json(str(request), {"Authorization": f"Bearer {bearer}"}).get("value", ""))


def _json(url: str, headers: Mapping[str, str] | None = None) -> dict[str, Any]:
    host = url.split("?")[0]
    try:
        answer = httpx.get(url, headers=headers, timeout=TIMEOUT_SECONDS)
        value = answer.raise_for_status().json()
    except httpx.HTTPStatusError as error:
        raise IdentityNotProvenError(f"{host} answered with {error.response.status_code}") from None
    except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
        raise IdentityNotProvenError(f"{host or 'an empty address'} gives no JSON ({type(error).__name__})") from None
    if not isinstance(value, dict):
        raise IdentityNotProvenError(f"{host} gives no JSON object")
    return value

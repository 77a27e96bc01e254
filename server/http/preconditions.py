"""ETag and If-Match: an update says which version it is based on, so nobody overwrites what they have not seen."""

from __future__ import annotations

import re
from typing import Annotated

from fastapi import Depends, Header, Request
from fastapi.responses import Response

from server.errors import BadRequest, FieldProblem, PreconditionRequired
from server.preconditions import Precondition, etag

_ENTITY_TAG = re.compile(r'(W/)?"([\x21\x23-\x7e]*)"')
_LIST = re.compile(rf"\s*{_ENTITY_TAG.pattern}\s*(?:,\s*{_ENTITY_TAG.pattern}\s*)*")


def set_etag(response: Response, version: int) -> None:
    """Send the version of the resource with the response."""
    response.headers["ETag"] = etag(version)


async def require_if_match(
    request: Request,
    _if_match: Annotated[
        str | None,
        Header(
            alias="If-Match",
            description='The ETag of the resource as last read, such as `"3"`; `*` takes any version.',
            examples=['"1"'],
        ),
    ] = None,
) -> Precondition:
    """The precondition of an update.

    Raises:
        PreconditionRequired: there is none.
        BadRequest: the header is not a list of entity tags.
    """
    header = ",".join(request.headers.getlist("if-match")).strip()
    if not header:
        raise PreconditionRequired
    if header == "*":
        return Precondition(None)
    if len(header) > 1000 or not _LIST.fullmatch(header):
        message = 'Must be an entity tag in double quotes, such as "3".'
        raise BadRequest(f"If-Match: {message}", errors=[FieldProblem(field="header.If-Match", message=message)])
    # A weak tag never matches here (RFC 9110, 13.1.1), so only strong ones are kept.
    return Precondition(frozenset(f'"{tag}"' for weak, tag in _ENTITY_TAG.findall(header) if not weak))


IfMatch = Annotated[Precondition, Depends(require_if_match)]
"""Parameter type of a route that changes a versioned resource."""

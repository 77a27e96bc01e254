"""What the API refuses, as one tree of exceptions; each renders as an RFC 9457 problem.

A problem's detail is written for the person who sent the request: what was wrong, where, and what would be accepted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from pydantic import BaseModel, ConfigDict, Field

PROBLEM_TYPE_BASE = "https://syndic.example/problems/"
PROBLEM_MEDIA_TYPE = "application/problem+json"


class FieldProblem(BaseModel):
    """What is wrong with one field of a request."""

    field: str = Field(description="Dotted path of the field, starting with body, query, path or header.")
    message: str = Field(description="What is wrong with it.")


class ProblemDocument(BaseModel):
    """An error as RFC 9457 problem details."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "type": f"{PROBLEM_TYPE_BASE}not-found",
                "title": "Not found",
                "status": 404,
                "detail": "There is no system 019a3f52-8c0e-7c3b-9d0a-4be1f0c2a911.",
                "instance": "/api/systems/019a3f52-8c0e-7c3b-9d0a-4be1f0c2a911",
                "request_id": "3f1c9a52-7d0b-4b7e-8a3e-0d7f6f1f2c10",
            }
        }
    )

    type: str = Field(description="Identifies the kind of problem.")
    title: str = Field(description="The kind of problem in words.")
    status: int = Field(description="The HTTP status of the response.")
    detail: str = Field(description="What was wrong with this request, and what would be accepted.")
    instance: str = Field(description="The path that was requested.")
    request_id: str = Field(description="Identifies the request in the logs.")
    errors: list[FieldProblem] | None = Field(default=None, description="The fields that are wrong.")


class Problem(Exception):  # noqa: N818 - the standard's word for it
    """A request that is answered with problem details. Subclasses say which kind."""

    status: ClassVar[int] = 500
    slug: ClassVar[str] = "internal"
    title: ClassVar[str] = "Internal error"

    def __init__(
        self, detail: str, *, errors: Sequence[FieldProblem] = (), headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(detail)
        self.detail = detail
        self.errors = list(errors)
        self.headers = dict(headers or {})

    def document(self, *, instance: str, request_id: str) -> dict[str, object]:
        """The JSON object of the response."""
        document: dict[str, object] = {
            "type": PROBLEM_TYPE_BASE + self.slug,
            "title": self.title,
            "status": self.status,
            "detail": self.detail,
            "instance": instance,
            "request_id": request_id,
        }
        if self.errors:
            document["errors"] = [error.model_dump() for error in self.errors]
        return document


class BadRequest(Problem):
    """The request cannot be read: broken JSON, broken UTF-8, a header that is not what it must be."""

    status = 400
    slug = "bad-request"
    title = "Bad request"


class InvalidCursor(BadRequest):
    """The cursor of a list was not issued for that list."""

    slug = "invalid-cursor"
    title = "Invalid cursor"

    def __init__(self) -> None:
        super().__init__(
            "The cursor is not one that this list returned. Leave it out to start at the first page.",
            errors=[FieldProblem(field="query.cursor", message="Not a cursor of this list.")],
        )


class Unauthenticated(Problem):
    """Nobody is signed in, or the credentials are wrong."""

    status = 401
    slug = "unauthenticated"
    title = "Sign-in required"

    def __init__(self, detail: str = "Sign in, or send an API token as 'Authorization: Bearer syn_…'.") -> None:
        super().__init__(detail, headers={"WWW-Authenticate": 'Bearer realm="syndic"'})


class Forbidden(Problem):
    """The caller is known and may not do this."""

    status = 403
    slug = "forbidden"
    title = "Not permitted"


class InvalidCsrfToken(Forbidden):
    """A change with a session cookie did not carry the session's CSRF token."""

    slug = "invalid-csrf-token"
    title = "CSRF token missing or wrong"

    def __init__(self) -> None:
        super().__init__("Send the csrf_token of GET /api/auth/session in the header X-CSRF-Token.")


class NotFound(Problem):
    """What was asked for does not exist."""

    status = 404
    slug = "not-found"
    title = "Not found"


class MethodNotAllowed(Problem):
    """The path exists and does not support the method."""

    status = 405
    slug = "method-not-allowed"
    title = "Method not allowed"


class NotAcceptable(Problem):
    """No representation that the client accepts exists."""

    status = 406
    slug = "not-acceptable"
    title = "Not acceptable"


class RequestTimedOut(Problem):
    """The body of the request did not arrive in time."""

    status = 408
    slug = "request-timed-out"
    title = "Request timed out"


class Conflict(Problem):
    """The request is right in itself and contradicts what exists."""

    status = 409
    slug = "conflict"
    title = "Conflict"


class PreconditionFailed(Problem):
    """The resource changed since the caller read it."""

    status = 412
    slug = "precondition-failed"
    title = "Changed in the meantime"


class ContentTooLarge(Problem):
    """The body exceeds what is accepted."""

    status = 413
    slug = "content-too-large"
    title = "Content too large"


class UnsupportedMediaType(Problem):
    """The body is not of a type that the route reads."""

    status = 415
    slug = "unsupported-media-type"
    title = "Unsupported media type"


class Unprocessable(Problem):
    """The request can be read and its content is not valid."""

    status = 422
    slug = "validation"
    title = "Not valid"


class IdempotencyKeyReused(Unprocessable):
    """An idempotency key came back with another request."""

    slug = "idempotency-key-reused"
    title = "Idempotency key reused"

    def __init__(self) -> None:
        super().__init__(
            "This Idempotency-Key was used for another request. Use a new key for a new request.",
            errors=[FieldProblem(field="header.Idempotency-Key", message="Already used for another request.")],
        )


class PreconditionRequired(Problem):
    """A change must say which version it is based on."""

    status = 428
    slug = "precondition-required"
    title = "If-Match required"

    def __init__(self) -> None:
        super().__init__("Send the ETag of the resource as you last read it in the header If-Match.")


class TooManyRequests(Problem):
    """The caller must wait."""

    status = 429
    slug = "too-many-requests"
    title = "Too many requests"

    def __init__(self, detail: str, *, retry_after_seconds: int) -> None:
        super().__init__(detail, headers={"Retry-After": str(max(1, retry_after_seconds))})


class InternalError(Problem):
    """A fault of the platform. The log entry with the same request id holds the cause."""

    def __init__(self) -> None:
        super().__init__("The platform failed to answer this request. Report the request id to your operator.")


class ServiceUnavailable(Problem):
    """A part the platform depends on does not answer. Trying again later may succeed."""

    status = 503
    slug = "service-unavailable"
    title = "Temporarily unavailable"

    def __init__(self, detail: str, *, retry_after_seconds: int = 5) -> None:
        super().__init__(detail, headers={"Retry-After": str(retry_after_seconds)})


PROBLEMS_BY_STATUS: dict[int, type[Problem]] = {
    problem.status: problem
    for problem in (
        BadRequest,
        Unauthenticated,
        Forbidden,
        NotFound,
        MethodNotAllowed,
        NotAcceptable,
        RequestTimedOut,
        Conflict,
        PreconditionFailed,
        ContentTooLarge,
        UnsupportedMediaType,
        Unprocessable,
        PreconditionRequired,
        TooManyRequests,
        InternalError,
        ServiceUnavailable,
    )
}

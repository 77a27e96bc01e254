"""Turns whatever ends a request into problem details."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import orjson
import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from fastapi.routing import APIRoute, iter_route_contexts
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from starlette.exceptions import HTTPException
from starlette.types import Scope

from server.errors import (
    PROBLEM_MEDIA_TYPE,
    PROBLEMS_BY_STATUS,
    BadRequest,
    FieldProblem,
    InternalError,
    MethodNotAllowed,
    NotFound,
    Problem,
    ServiceUnavailable,
    Unprocessable,
)
from server.storage import StoreUnavailable

MAX_FIELDS = 50
"""Most fields a problem names."""

_MAX_FIELD_LENGTH = 200
_CONNECTION_LOST = ("08", "57P0", "53300", "25006")  # SQLSTATE: connection, shutdown, too many clients, read-only

log = structlog.get_logger(__name__)

Handler = Callable[[Request, Exception], Awaitable[Response]]


def problem_response(problem: Problem, scope: Scope) -> Response:
    """The response that a problem is."""
    request_id = scope.get("state", {}).get("request_id", "")
    document = problem.document(instance=scope["path"].replace("\x00", ""), request_id=request_id)
    return Response(
        content=orjson.dumps(document),
        status_code=problem.status,
        media_type=PROBLEM_MEDIA_TYPE,
        headers={**problem.headers, "Cache-Control": "no-store"},
    )


def problem_of(error: Exception) -> Problem:
    """The problem an exception stands for; what nobody expected is an internal error."""
    if isinstance(error, Problem):
        return error
    if isinstance(error, StoreUnavailable):
        return ServiceUnavailable("The object store does not answer. Try again shortly.")
    if isinstance(error, PoolTimeoutError):
        return ServiceUnavailable("All connections to the database are busy. Try again shortly.")
    if isinstance(error, DBAPIError) and _unreachable(error):
        return ServiceUnavailable("The database does not answer. Try again shortly.")
    return InternalError()


def log_problem(problem: Problem, error: Exception) -> None:
    """Log what the operator must know; what the caller did wrong is in the access log."""
    if isinstance(problem, InternalError):
        log.error("request_failed", exc_info=error)
    elif problem.status >= 500:
        log.warning("dependency_unavailable", reason=str(error).splitlines()[0][:300])


def install(app: FastAPI) -> None:
    """Answer every kind of failure inside the application with problem details."""
    handlers: dict[type[Exception], Handler] = {
        Problem: _on_error,
        StoreUnavailable: _on_error,
        DBAPIError: _on_error,
        PoolTimeoutError: _on_error,
        RequestValidationError: _on_validation_error,
        HTTPException: _on_http_exception,
    }
    for kind, handler in handlers.items():
        app.add_exception_handler(kind, handler)


async def _on_error(request: Request, error: Exception) -> Response:
    problem = problem_of(error)
    log_problem(problem, error)
    return problem_response(problem, request.scope)


async def _on_validation_error(request: Request, error: Exception) -> Response:
    fields = validation_fields(error.errors()) if isinstance(error, RequestValidationError) else []
    first = f"{fields[0].field}: {fields[0].message}" if fields else "The request is not valid."
    more = f" ({len(fields) - 1} more)" if len(fields) > 1 else ""
    return problem_response(Unprocessable(first + more, errors=fields[:MAX_FIELDS]), request.scope)


async def _on_http_exception(request: Request, error: Exception) -> Response:
    """What the framework itself refuses."""
    if not isinstance(error, HTTPException):
        return await _on_error(request, error)
    headers = dict(error.headers or {})
    if error.status_code == NotFound.status:
        problem: Problem = NotFound(f"There is nothing at {request.url.path}.", headers=headers)
    elif error.status_code == MethodNotAllowed.status:
        allowed = ", ".join(sorted(_methods_at(request)))
        detail = f"{request.method} is not supported here; use {allowed}."
        problem = MethodNotAllowed(detail, headers={**headers, "Allow": allowed})
    else:
        kind = PROBLEMS_BY_STATUS.get(error.status_code, BadRequest)
        problem = Problem.__new__(kind)
        Problem.__init__(problem, str(error.detail), headers=headers)
    return problem_response(problem, request.scope)


def _methods_at(request: Request) -> set[str]:
    """Every method of the path; the framework itself names those of the first route only."""
    routes = (context.original_route for context in iter_route_contexts(request.app.routes))
    matching = (route for route in routes if isinstance(route, APIRoute) and route.path_regex.match(request.url.path))
    return {method for route in matching for method in route.methods or ()}


def validation_fields(errors: Sequence[Any]) -> list[FieldProblem]:
    """Each error of a validation with the dotted path of its field. Values are left out: they may be secret."""
    return [FieldProblem(field=_path(error["loc"]), message=_message(error)) for error in errors]


def _path(location: Sequence[str | int]) -> str:
    path = ".".join(str(part) for part in location)
    return path if len(path) <= _MAX_FIELD_LENGTH else path[: _MAX_FIELD_LENGTH - 1] + "…"


def _message(error: dict[str, Any]) -> str:
    if error["type"] == "extra_forbidden":
        return "There is no such field."
    if error["type"] == "missing":
        return "Is required."
    message = str(error["msg"]).removeprefix("Value error, ")
    return message[:1].upper() + message[1:] + ("" if message.endswith(".") else ".")


def _unreachable(error: DBAPIError) -> bool:
    state = getattr(error.orig, "sqlstate", None)
    return error.connection_invalidated or state is None or state.startswith(_CONNECTION_LOST)

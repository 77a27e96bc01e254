"""Completes the OpenAPI document: the problems each route can answer with follow from what it declares."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from server.auth.authentication import CSRF_HEADER, SESSION_COOKIE
from server.errors import PROBLEM_MEDIA_TYPE, PROBLEMS_BY_STATUS, ProblemDocument
from server.http.idempotency import REPLAYED_HEADER, IdempotencyMarker
from server.http.preconditions import require_if_match
from server.http.router import ApiRoute, Router

_PROBLEM_SCHEMA = "ProblemDocument"
_GENERATED_SCHEMAS = ("HTTPValidationError", "ValidationError")
_REFERENCE = "#/components/schemas/"

DESCRIPTION = """
AI governance platform: a register of AI systems, governance frameworks as code, executions with evidence, and an
audit log that cannot be changed unnoticed.

Sign in with a session cookie (changes then need the CSRF token) or send an API token. Errors are problem details
(RFC 9457). Lists are paginated by cursor. Updates of versioned resources need `If-Match`.
""".strip()


SECURITY_SCHEMES = {
    "session": {
        "type": "apiKey",
        "in": "cookie",
        "name": SESSION_COOKIE,
        "description": "The cookie of POST /api/auth/sessions.",
    },
    "csrf": {
        "type": "apiKey",
        "in": "header",
        "name": CSRF_HEADER,
        "description": "With the session cookie, every change needs the csrf_token of the session.",
    },
    "token": {
        "type": "http",
        "scheme": "bearer",
        "bearerFormat": "syn_…",
        "description": "An API token of POST /api/tokens.",
    },
}


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The `responses` of a route that answers with these problems besides those that follow from its declaration."""
    return {
        status: {
            "description": PROBLEMS_BY_STATUS[status].title,
            "content": {PROBLEM_MEDIA_TYPE: {"schema": {"$ref": _REFERENCE + _PROBLEM_SCHEMA}}},
        }
        for status in statuses
    }


def document(app: FastAPI, routers: Iterable[Router], version: str) -> dict[str, Any]:
    """The OpenAPI document of the API."""
    content = get_openapi(title="Syndic", version=version, description=DESCRIPTION, routes=app.routes)
    schemas = content["components"]["schemas"]
    for name in _GENERATED_SCHEMAS:
        schemas.pop(name, None)
    schemas[_PROBLEM_SCHEMA], nested = _problem_schemas()
    schemas.update(nested)
    content["components"] = {"schemas": dict(sorted(schemas.items())), "securitySchemes": SECURITY_SCHEMES}
    for router in routers:
        for route in router.api_routes():
            for method in route.verbs:
                _complete(content["paths"][route.path_format][method.lower()], route)
    return content


def _problem_schemas() -> tuple[dict[str, Any], dict[str, Any]]:
    schema = ProblemDocument.model_json_schema(ref_template=_REFERENCE + "{model}")
    return schema, schema.pop("$defs", {})


def _complete(operation: dict[str, Any], route: ApiRoute) -> None:
    responses: dict[str, Any] = operation["responses"]
    for status, response in problems(*_statuses(route)).items():
        responses[str(status)] = response
    operation["responses"] = dict(sorted(responses.items()))
    operation["security"] = _security(route)
    if route.permission is not None:
        operation["x-permission"] = str(route.permission)
    for parameter in operation.get("parameters", []):
        if parameter["name"] == "If-Match":
            parameter["required"] = True
            parameter["schema"] = {"type": "string", "pattern": r'^(\*|"[0-9]+")$'}
    if route.has_dependency(IdempotencyMarker):
        for response in (responses[status] for status in responses if status.startswith("2")):
            response.setdefault("headers", {})[REPLAYED_HEADER] = {
                "description": "`true` when the answer is one that was given before under the same key.",
                "schema": {"type": "string"},
            }


def _statuses(route: ApiRoute) -> Iterator[int]:
    """The problems that follow from what a route declares."""
    dependant = route.dependant
    if route.permission is not None:
        yield from (401, 403)
    if dependant.path_params:
        yield 404
    if route.takes_json:
        yield from (400, 408, 413, 415)
    # Any parameter can be invalid, and a NUL character is refused even in parameters that no route knows.
    yield 422
    if any(parameter.name == "cursor" for parameter in _query_parameters(route)):
        yield 400
    if route.has_dependency(require_if_match):
        yield from (400, 412, 428)
    yield from (500, 503)


def _query_parameters(route: ApiRoute) -> Iterator[Any]:
    yield from route.dependant.query_params
    for dependency in route.dependant.dependencies:
        yield from dependency.query_params


def _security(route: ApiRoute) -> list[dict[str, list[str]]]:
    if route.permission is None:
        return []
    session: dict[str, list[str]] = {"session": []}
    if not route.verbs <= {"GET", "HEAD"}:
        session["csrf"] = []
    return [session, {"token": []}]

"""Every request gets an id, an entry in the log and a place in the metrics."""

from __future__ import annotations

import re
import time
import uuid

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from server.http.problems import log_problem, problem_of, problem_response
from server.observability.context import bind_request
from server.observability.metrics import REQUEST_DURATION

REQUEST_ID_HEADER = "X-Request-Id"

_REQUEST_ID = re.compile(r"^[A-Za-z0-9-]{8,64}$")
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_UNMATCHED = "unmatched"
_OTHER = "other"

log = structlog.get_logger(__name__)


class RequestObserver:
    """The outermost layer: request id, access log, metrics, and an answer when everything inside failed."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request_id = _request_id(scope)
        scope.setdefault("state", {})["request_id"] = request_id
        bind_request(request_id)
        started, status = time.perf_counter(), 0

        async def observed(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = MutableHeaders(scope=message)
                headers[REQUEST_ID_HEADER] = request_id
                headers.setdefault("Cache-Control", "no-store")
                headers.setdefault("X-Content-Type-Options", "nosniff")
            await send(message)

        try:
            await self._app(scope, receive, observed)
        except Exception as error:  # noqa: BLE001 - the last resort: whoever asked gets an answer
            problem = problem_of(error)
            log_problem(problem, error)
            if status == 0:
                await problem_response(problem, scope)(scope, receive, observed)
        finally:
            _record(scope, status, time.perf_counter() - started)


def _request_id(scope: Scope) -> str:
    sent = Headers(scope=scope).get(REQUEST_ID_HEADER, "")
    return sent if _REQUEST_ID.fullmatch(sent) else str(uuid.uuid4())


def _record(scope: Scope, status: int, seconds: float) -> None:
    route = getattr(scope.get("route"), "path", _UNMATCHED)
    method = scope["method"] if scope["method"] in _METHODS else _OTHER
    REQUEST_DURATION.labels(method, route, str(status)).observe(seconds)
    client = scope.get("client")
    log.info(
        "request",
        method=method,
        path=scope["path"],
        route=route,
        status=status,
        duration_ms=round(seconds * 1000, 2),
        client=client[0] if client else None,
    )

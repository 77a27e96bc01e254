"""Reads request bodies within limits, and refuses what is not text and JSON as the platform keeps it."""

from __future__ import annotations

import asyncio
import email.message
from collections.abc import Iterator
from typing import Any

import orjson
from fastapi import Request

from server.errors import (
    BadRequest,
    ContentTooLarge,
    FieldProblem,
    RequestTimedOut,
    Unprocessable,
    UnsupportedMediaType,
)

BODY_TIMEOUT_SECONDS = 30.0
"""Longest time the whole of a JSON body may take to arrive."""

MAX_DEPTH = 64
"""Deepest nesting of arrays and objects in a JSON body."""

NUL = "\x00"


class JsonRequest(Request):
    """A request whose body is JSON of a bounded size."""

    def limit(self, max_bytes: int) -> JsonRequest:
        """Set the largest body that is read, in bytes."""
        self._max_bytes = max_bytes
        return self

    async def body(self) -> bytes:
        """The body.

        Raises:
            ContentTooLarge: it exceeds the limit; no more than that was read.
            RequestTimedOut: it did not arrive in time.
        """
        if not hasattr(self, "_body"):
            self._refuse_announced_size()
            try:
                async with asyncio.timeout(BODY_TIMEOUT_SECONDS):
                    self._body = await self._read()
            except TimeoutError as error:
                raise RequestTimedOut(f"The body did not arrive within {BODY_TIMEOUT_SECONDS:g} seconds.") from error
        return self._body

    async def json(self) -> Any:  # noqa: ANN401 - JSON
        """The JSON value of the body.

        Raises:
            UnsupportedMediaType: the body is not declared to be JSON.
            BadRequest: it is not JSON in UTF-8.
            Unprocessable: it holds NUL characters or is nested too deeply.
        """
        if not hasattr(self, "_json"):
            self._json = parse_json(await self.body())
        return self._json

    def require_json(self) -> None:
        """Check the declared type of the body before anything is read.

        Raises:
            UnsupportedMediaType: the body is not declared to be JSON.
        """
        declared = self.headers.get("content-type", "")
        message = email.message.Message()
        message["content-type"] = declared
        if message.get_content_type() != "application/json":
            raise UnsupportedMediaType(
                f"The body must be application/json; it was sent as {declared or 'no type at all'}."
            )
        charset = message.get_content_charset("utf-8")
        if charset not in {"utf-8", "utf8"}:
            raise UnsupportedMediaType(f"JSON must be in UTF-8; it was sent as {charset}.")
        if self.headers.get("content-encoding", "identity").lower() != "identity":
            raise UnsupportedMediaType("The body must be sent without a content encoding.")

    def _refuse_announced_size(self) -> None:
        announced = self.headers.get("content-length", "")
        if announced.isdecimal() and int(announced) > self._max_bytes:
            raise self._too_large()

    async def _read(self) -> bytes:
        body = bytearray()
        async for chunk in self.stream():
            body += chunk
            if len(body) > self._max_bytes:
                raise self._too_large()
        return bytes(body)

    def _too_large(self) -> ContentTooLarge:
        return ContentTooLarge(f"The body is larger than the {self._max_bytes} bytes that are accepted here.")


def parse_json(body: bytes) -> Any:  # noqa: ANN401 - JSON
    """The JSON value in a body.

    Raises:
        BadRequest: it is not JSON in UTF-8.
        Unprocessable: it holds NUL characters or is nested too deeply.
    """
    try:
        value = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise BadRequest(
            f"The body is not JSON in UTF-8: {error.msg} at line {error.lineno}, column {error.colno}.",
            errors=[FieldProblem(field="body", message=f"Not JSON: {error.msg}.")],
        ) from error
    problems = list(_problems(value))
    if problems:
        raise Unprocessable(f"{problems[0].field}: {problems[0].message}", errors=problems[:50])
    return value


def refuse_nul(request: Request) -> None:
    """Refuse NUL characters, which PostgreSQL cannot store as text, in the path and the query.

    Raises:
        Unprocessable: naming the parameter.
    """
    problems = [
        FieldProblem(field=f"query.{name.replace(NUL, '')}", message="Contains a NUL character.")
        for name, value in request.query_params.multi_items()
        if NUL in name or NUL in value
    ]
    if NUL in request.scope["path"]:
        problems.append(FieldProblem(field="path", message="Contains a NUL character."))
    if problems:
        raise Unprocessable(f"{problems[0].field}: {problems[0].message}", errors=problems)


def _problems(value: object) -> Iterator[FieldProblem]:
    """What the platform does not keep, found without recursion so that depth cannot exhaust the stack."""
    waiting: list[tuple[str, object, int]] = [("body", value, 0)]
    while waiting:
        path, current, depth = waiting.pop()
        if isinstance(current, str):
            if NUL in current:
                yield FieldProblem(field=path, message="Contains a NUL character.")
        elif isinstance(current, dict | list):
            if depth >= MAX_DEPTH:
                yield FieldProblem(field=path, message=f"Nested deeper than {MAX_DEPTH} levels.")
                return
            if isinstance(current, dict):
                if any(NUL in key for key in current):
                    yield FieldProblem(field=path, message="Contains a NUL character in a name.")
                waiting.extend((f"{path}.{key}", item, depth + 1) for key, item in current.items())
            else:
                waiting.extend((f"{path}.{index}", item, depth + 1) for index, item in enumerate(current))

"""Idempotency keys: a POST that is sent again under the same key is answered again, not done again.

The key is claimed in the transaction of the request. A duplicate that arrives meanwhile waits at the unique index
until that transaction ends, and then either replays the stored answer or, when the first one failed, does the work.
"""

from __future__ import annotations

import hashlib
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import Depends, Header, Request
from fastapi.responses import Response
from sqlalchemy import delete, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from server.auth.principal import Principal
from server.database import Database
from server.errors import FieldProblem, IdempotencyKeyReused, Unprocessable
from server.http.expiry import LIFETIME
from server.http.models import IdempotencyKey

KEY_HEADER = "Idempotency-Key"
REPLAYED_HEADER = "Idempotency-Replayed"

_MAX_KEY_LENGTH = 128
_KEPT_HEADERS = ("content-type", "etag", "location")

Handler = Callable[[Request], Awaitable[Response]]


class IdempotencyMarker:
    """Declares the header of a route that honours idempotency keys; server/http/router.py does the rest."""

    async def __call__(
        self,
        _key: Annotated[
            str | None,
            Header(
                alias=KEY_HEADER,
                min_length=1,
                max_length=_MAX_KEY_LENGTH,
                json_schema_extra={"format": "idempotency-key"},
                description=(
                    "Printable ASCII without spaces, chosen by the caller for one request. "
                    "Sent again, the request is answered again and done once."
                ),
            ),
        ] = None,
    ) -> None:
        """Let the request pass; the header was validated."""


def idempotent() -> Any:  # noqa: ANN401 - FastAPI's own declaration of what Depends returns
    """Declares that a POST honours idempotency keys: `dependencies=[idempotent()]`."""
    return Depends(IdempotencyMarker())


def sent_key(request: Request) -> str | None:
    """The key of a request, None when it has none.

    Raises:
        Unprocessable: it is not 1 to 128 printable characters.
    """
    key = request.headers.get(KEY_HEADER)
    if key is not None and not (1 <= len(key) <= _MAX_KEY_LENGTH and all("\x21" <= char <= "\x7e" for char in key)):
        message = f"Must be 1 to {_MAX_KEY_LENGTH} printable ASCII characters without spaces."
        raise Unprocessable(
            f"{KEY_HEADER}: {message}", errors=[FieldProblem(field=f"header.{KEY_HEADER}", message=message)]
        )
    return key


async def run_once(request: Request, principal: Principal, key: str, body: bytes, handle: Handler) -> Response:
    """Handle a request unless it was handled under its key before.

    Args:
        request: The request.
        principal: Its caller; keys of different accounts are different.
        key: Its idempotency key.
        body: Its body, empty for a route that streams it.
        handle: Does the work on the session this puts into the state of the request.

    Raises:
        IdempotencyKeyReused: the key was used for another request.
    """
    database: Database = request.app.state.database
    async with database.transaction() as session:
        stored = await _claim(session, principal, key, _request_hash(request, body))
        if stored is not None:
            return _replay(stored)
        request.state.session = session
        response = await handle(request)
        await _keep(session, principal, key, response)
        return response


def _request_hash(request: Request, body: bytes) -> bytes:
    digest = hashlib.sha256()
    described = (request.method, request.url.path, request.url.query, request.headers.get("content-digest", ""))
    for part in described:
        digest.update(part.encode() + b"\n")
    digest.update(body)
    return digest.digest()


async def _claim(session: AsyncSession, principal: Principal, key: str, request_hash: bytes) -> IdempotencyKey | None:
    """Claim the key for this transaction, or return the answer that is stored under it."""
    now = datetime.now(UTC)
    mine = (IdempotencyKey.account_id == principal.account_id, IdempotencyKey.key == key)
    values = {
        "account_id": principal.account_id,
        "key": key,
        "request_hash": request_hash,
        "created_at": now,
    }
    claim = insert(IdempotencyKey).values(values).on_conflict_do_nothing().returning(IdempotencyKey.key)
    while (await session.execute(claim)).first() is None:
        stored = await session.scalar(select(IdempotencyKey).where(*mine))
        if stored is None:
            continue  # it expired and was purged in between
        if stored.created_at >= now - LIFETIME:
            if stored.request_hash != request_hash:
                raise IdempotencyKeyReused
            return stored
        session.expunge(stored)
        await session.execute(delete(IdempotencyKey).where(*mine, IdempotencyKey.created_at == stored.created_at))
    return None


async def _keep(session: AsyncSession, principal: Principal, key: str, response: Response) -> None:
    headers = {name: response.headers[name] for name in _KEPT_HEADERS if name in response.headers}
    await session.execute(
        update(IdempotencyKey)
        .where(IdempotencyKey.account_id == principal.account_id, IdempotencyKey.key == key)
        .values(status=response.status_code, headers=headers, body=bytes(response.body))
        .execution_options(synchronize_session=False)
    )


def _replay(stored: IdempotencyKey) -> Response:
    headers = {**(stored.headers or {}), REPLAYED_HEADER: "true"}
    return Response(content=stored.body, status_code=stored.status or 200, headers=headers)

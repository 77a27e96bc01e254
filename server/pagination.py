"""Lists by keyset: a cursor names the last row seen, so pages stay right while rows come and go."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Generic, TypeVar
from uuid import UUID

from pydantic import BaseModel, Field
from sqlalchemy import ColumnElement, Select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from server.errors import InvalidCursor

DEFAULT_LIMIT = 50

T = TypeVar("T")


class Page(BaseModel, Generic[T]):
    """One page of a list."""

    items: list[T]
    next_cursor: str | None = Field(description="Send it as `cursor` for the next page; null on the last page.")


def encode_cursor(values: Sequence[object]) -> str:
    """An opaque cursor that holds the sort key of the last row of a page."""
    plain = [value.isoformat() if isinstance(value, datetime) else value for value in values]
    text = json.dumps(plain, separators=(",", ":"), default=str, ensure_ascii=False)
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def decode_cursor(cursor: str, types: Sequence[type]) -> list[Any]:
    """The sort key in a cursor.

    Raises:
        InvalidCursor: the text is not a cursor with values of these types.
    """
    try:
        padded = cursor.encode("ascii") + b"=" * (-len(cursor) % 4)
        values = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
        if not isinstance(values, list) or len(values) != len(types):
            raise InvalidCursor
        return [_typed(value, expected) for value, expected in zip(values, types, strict=True)]
    except (binascii.Error, ValueError, TypeError, OverflowError, RecursionError) as error:
        raise InvalidCursor from error


def _typed(value: object, expected: type) -> object:
    if expected is int:
        if not isinstance(value, int) or isinstance(value, bool) or not -(2**63) <= value < 2**63:
            raise InvalidCursor
        return value
    if not isinstance(value, str) or "\x00" in value:
        raise InvalidCursor
    value.encode()  # lone surrogates are no text the database takes
    if expected is UUID:
        return UUID(value)
    if expected is datetime:
        moment = datetime.fromisoformat(value)
        if moment.tzinfo is None:
            raise InvalidCursor
        return moment
    return value


async def paginate(
    session: AsyncSession,
    query: Select[*tuple[Any, ...]],
    *,
    key: Sequence[InstrumentedAttribute[Any] | ColumnElement[Any]],
    types: Sequence[type],
    limit: int,
    cursor: str | None,
    descending: bool = True,
) -> tuple[list[Any], str | None]:
    """Run a query for one page.

    The key's columns order the list and must be unique together. Rows are returned as the query yields them: entities
    when it selects one entity or column, rows otherwise; the columns of the key come at the end of the rows.

    Raises:
        InvalidCursor: the cursor is not one of this list.
    """
    if cursor is not None:
        position = tuple_(*decode_cursor(cursor, types))
        query = query.where(tuple_(*key) < position if descending else tuple_(*key) > position)
    width = len(query.column_descriptions)
    order = [column.desc() if descending else column.asc() for column in key]
    rows = (await session.execute(query.add_columns(*key).order_by(*order).limit(limit + 1))).all()
    page = rows[:limit]
    next_cursor = encode_cursor(page[-1][width:]) if len(rows) > limit else None
    return [row[0] if width == 1 else row for row in page], next_cursor

"""Parameters of every route that lists something."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query

MAX_LIMIT = 200
MAX_CURSOR_LENGTH = 1000

Limit = Annotated[int, Query(ge=1, le=MAX_LIMIT, description="Longest page returned.")]
Cursor = Annotated[
    str | None,
    Query(max_length=MAX_CURSOR_LENGTH, description="The `next_cursor` of the page before; absent for the first."),
]

"""What is refused in a JSON body before any model sees it."""

from __future__ import annotations

import contextlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.errors import BadRequest, Unprocessable
from server.http.body import MAX_DEPTH, parse_json


@given(st.binary())
def test_any_bytes_are_json_or_refused(body: bytes) -> None:
    with contextlib.suppress(BadRequest, Unprocessable):
        json.dumps(parse_json(body), allow_nan=False).encode()


@pytest.mark.parametrize(
    ("body", "field"),
    [
        (b'"\\u0000"', "body"),
        (b'{"a": ["x", "\\u0000"]}', "body.a.1"),
        (b'{"a": {"b": {"c": "x\\u0000y"}}}', "body.a.b.c"),
        (b'{"a": {"\\u0000": 1}}', "body.a"),
    ],
)
def test_nul_characters_are_refused_where_they_are(body: bytes, field: str) -> None:
    with pytest.raises(Unprocessable) as refused:
        parse_json(body)
    assert [error.field for error in refused.value.errors] == [field]


def test_nesting_is_bounded() -> None:
    deepest = b"[" * MAX_DEPTH + b"]" * MAX_DEPTH
    parse_json(deepest)
    with pytest.raises(Unprocessable, match="deeper than 64"):
        parse_json(b"[" + deepest + b"]")
    with pytest.raises(BadRequest):
        parse_json(b"[" * 1_000_000)

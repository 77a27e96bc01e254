"""Canonical JSON: one byte sequence for one value."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.canonical import canonical_json

JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


def test_keys_are_sorted_and_nothing_is_escaped_or_padded() -> None:
    assert canonical_json({"b": [1, 2.5, None], "a": "Grüße ☃"}) == '{"a":"Grüße ☃","b":[1,2.5,null]}'.encode()


@given(JSON_VALUES)
def test_a_value_that_was_stored_as_text_has_the_same_form_again(value: object) -> None:
    form = canonical_json(value)
    assert canonical_json(json.loads(form)) == form


@pytest.mark.parametrize("value", [float("nan"), float("inf"), {"a": float("-inf")}])
def test_numbers_that_json_has_not_are_refused(value: object) -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        canonical_json(value)


def test_text_that_is_no_unicode_is_refused() -> None:
    with pytest.raises(UnicodeEncodeError):
        canonical_json("\ud800")

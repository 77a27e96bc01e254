"""Session cookies: signed by any key of the set, verified by the key they name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr

from server.auth.secrets import new_session_secret, verify_session_cookie
from server.settings import SigningKey

FIRST = SigningKey(id="first", key=SecretStr("1" * 32))
SECOND = SigningKey(id="second", key=SecretStr("2" * 32))


def test_the_first_key_signs_and_every_key_verifies() -> None:
    made = new_session_secret([SECOND, FIRST])
    assert made.cookie.startswith("second.")
    for keys in ([SECOND], [FIRST, SECOND]):
        assert verify_session_cookie(made.cookie, keys) == made
    assert verify_session_cookie(made.cookie, [FIRST]) is None


def test_a_key_of_the_same_name_and_another_value_does_not_verify() -> None:
    made = new_session_secret([FIRST])
    renamed = SigningKey(id="first", key=SecretStr("3" * 32))
    assert verify_session_cookie(made.cookie, [renamed]) is None


def test_sessions_have_different_tokens_and_the_csrf_token_is_not_the_cookie() -> None:
    one, other = new_session_secret([FIRST]), new_session_secret([FIRST])
    assert one.token_hash != other.token_hash
    assert one.csrf_token != other.csrf_token
    assert one.csrf_token not in one.cookie


@given(st.text())
def test_no_text_is_a_session_by_chance(cookie: str) -> None:
    assert verify_session_cookie(cookie, [FIRST, SECOND]) is None


@pytest.mark.parametrize("part", [0, 1, 2])
def test_every_part_of_the_cookie_counts(part: int) -> None:
    parts = new_session_secret([FIRST, SECOND]).cookie.split(".")
    changed = parts.copy()
    changed[part] = changed[part][::-1]
    assert verify_session_cookie(".".join(changed), [FIRST, SECOND]) is None

"""Keys are refused with a reason that never holds a part of them."""

from __future__ import annotations

import base64
import json

import pytest

from infra.backups import keys
from infra.backups.errors.backups import KeyringError

GOOD = base64.b64encode(b"k" * 32).decode()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("no json", "the whole"),
        ("[]", "there is none"),
        (json.dumps([{"id": "a", "key": GOOD}, {"id": "a", "key": GOOD}]), "two have the same id"),
        (json.dumps([{"id": "a", "key": "c2hvcnQ="}]), "has 5 bytes, not 32"),
        (json.dumps([{"id": "a", "key": "!!"}]), "no base64"),
        (json.dumps([{"id": "a b", "key": GOOD}]), "0.id"),
        (json.dumps([{"id": "a"}]), "0.key"),
        (json.dumps([{"id": "a", "key": GOOD, "more": 1}]), "0.more"),
    ],
)
def test_what_is_no_keyring_is_refused(text: str, reason: str) -> None:
    with pytest.raises(KeyringError) as refused:
        keys.parse(text)
    assert reason in str(refused.value)
    assert GOOD not in str(refused.value)


def test_the_first_key_encrypts_and_every_key_is_found() -> None:
    ring = keys.parse(json.dumps([{"id": "new", "key": GOOD}, {"id": "old", "key": GOOD}]))
    assert ring.current.id == "new"
    assert ring.find("old") is not None
    assert ring.find("other") is None
    assert GOOD not in repr(ring)
    assert "kkkk" not in repr(ring)

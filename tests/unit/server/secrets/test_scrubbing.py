"""Known secrets do not reach the logs, in whatever shape they arrive."""

from __future__ import annotations

import json
import logging

import pytest
import structlog
from pydantic import BaseModel, SecretStr

from server.observability.logs import configure_logs
from server.secrets.scrubbing import KNOWN, REPLACEMENT, KnownSecrets, scrub_secrets
from server.settings import ProcessSettings

CANARY = "canary/3c9d'17aa\nbéta\\tail"


@pytest.fixture
def known() -> KnownSecrets:
    known = KnownSecrets()
    known.remember(CANARY)
    return known


@pytest.mark.parametrize(
    "text",
    [
        CANARY,
        f"before {CANARY} after",
        repr(CANARY),
        json.dumps({"value": CANARY}),
        "https://host/canary%2F3c9d%2717aa%0Ab%C3%A9ta%5Ctail",
    ],
)
def test_a_value_is_found_in_each_way_of_writing_it(known: KnownSecrets, text: str) -> None:
    assert "3c9d" not in known.scrub(text)
    assert REPLACEMENT in known.scrub(text)


def test_the_password_of_a_url_is_a_secret_of_its_own() -> None:
    known = KnownSecrets()
    known.remember("postgresql://user:p%40ssword-3c9d@host/database")
    assert (
        known.scrub('user "user" failed with p@ssword-3c9d on host') == f'user "user" failed with {REPLACEMENT} on host'
    )


def test_lines_of_a_key_are_secrets_of_their_own() -> None:
    known = KnownSecrets()
    known.remember("-----BEGIN KEY-----\nMIIEvQIBADANBgkqhkiG9w0B\n-----END KEY-----\n")
    assert known.scrub("at line MIIEvQIBADANBgkqhkiG9w0B") == f"at line {REPLACEMENT}"


def test_short_values_do_not_black_out_logs() -> None:
    known = KnownSecrets()
    known.remember("admin")
    assert known.scrub("administrator") == "administrator"


def test_a_longer_secret_that_starts_with_a_shorter_one_is_hidden_whole() -> None:
    known = KnownSecrets()
    known.remember("12345678")
    known.remember("12345678-and-more")
    assert known.scrub("12345678-and-more") == REPLACEMENT


def test_entries_are_scrubbed_to_the_bottom_and_keep_their_shape(known: KnownSecrets) -> None:
    class Holder:
        def __str__(self) -> str:
            return f"Holder({CANARY})"

    entry = {
        "a": [{"b": (CANARY, 1, None, 2.5, True)}],
        "error": ValueError(CANARY),
        "o": Holder(),
        "raw": CANARY.encode(),
    }
    assert known.scrub_entry(entry) == {
        "a": [{"b": [REPLACEMENT, 1, None, 2.5, True]}],
        "error": REPLACEMENT,
        "o": f"Holder({REPLACEMENT})",
        "raw": REPLACEMENT,
    }


def test_secrets_of_a_model_are_known_however_deep() -> None:
    class Inner(BaseModel):
        key: SecretStr

    class Outer(BaseModel):
        keys: list[Inner]
        name: str = "not-secret-at-all"

    known = KnownSecrets()
    known.remember_all(Outer(keys=[Inner(key=SecretStr("canary-5be1"))]))
    assert known.scrub("canary-5be1 not-secret-at-all") == f"{REPLACEMENT} not-secret-at-all"


def test_what_a_formatter_of_the_standard_library_needs_stays() -> None:
    record = logging.makeLogRecord({"msg": "x"})
    assert scrub_secrets(None, "info", {"_record": record, "event": "x"})["_record"] is record


def test_no_log_entry_of_a_process_shows_a_known_secret(capsys: pytest.CaptureFixture[str]) -> None:
    KNOWN.remember("canary-of-a-process-77d1")
    root = logging.getLogger()
    before = root.handlers, root.level
    try:
        configure_logs(ProcessSettings(), process="test")
        try:
            raise RuntimeError("connecting with canary-of-a-process-77d1 failed")
        except RuntimeError:
            logging.getLogger("library").exception(
                "failed with %s", "canary-of-a-process-77d1", extra={"more": ["canary-of-a-process-77d1"]}
            )
            structlog.get_logger("own").exception("canary-of-a-process-77d1", value={"canary-of-a-process-77d1": 1})
    finally:
        root.handlers, root.level = before
        structlog.reset_defaults()
    entries = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert len(entries) == 2
    assert all(REPLACEMENT in entry["event"] and REPLACEMENT in entry["exception"] for entry in entries)
    assert "77d1" not in json.dumps(entries)

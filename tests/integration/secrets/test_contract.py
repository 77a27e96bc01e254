"""What every store promises, shown on each of them."""

from __future__ import annotations

import contextlib
import logging
import secrets
import traceback
from collections.abc import Callable, Generator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr

from server.secrets.errors import (
    SecretConflictError,
    SecretKeyNotFoundError,
    SecretNotFoundError,
    SecretRefusedError,
    UnsupportedOperationError,
)
from server.secrets.references import Reference, Scheme, parse_reference
from server.secrets.store import ABSENT, SecretStore
from server.secrets.stores import SecretStores
from server.settings import SecretStoreSettings
from tests.integration.secrets.recorded_contract_key_vault import LARGEST_VALUE

CANARY = "canary-7f3d2a9c41"


@dataclass(frozen=True)
class Adapter:
    """A store under test and how its references are written; `{}` is a fresh name."""

    store: SecretStore
    template: str
    keys: bool = True
    versions: bool = True
    largest_bytes: int = 64 * 1024

    def fresh(self, key: str | None = "password") -> Reference:
        name = f"TEST{secrets.token_hex(4)}"
        return parse_reference(self.template.format(name) + (f"#{key}" if self.keys and key else ""))


def _vault(request: pytest.FixtureRequest) -> Generator[Adapter]:
    template = "vault:syndic/{}"
    stores = SecretStores(request.getfixturevalue("openbao").settings())
    yield Adapter(stores.of(parse_reference("vault:a#b")), template)
    stores.close()


def _aws(request: pytest.FixtureRequest) -> Generator[Adapter]:
    request.getfixturevalue("aws_identity")
    stores = SecretStores(request.getfixturevalue("aws").settings())
    yield Adapter(stores.of(parse_reference("aws:a")), "aws:syndic/{}", largest_bytes=64 * 1024 - 100)
    stores.close()


def _azure(request: pytest.FixtureRequest) -> Generator[Adapter]:
    yield Adapter(request.getfixturevalue("azure_store"), "azure:syndic-test/{}", largest_bytes=LARGEST_VALUE - 100)


def _file(request: pytest.FixtureRequest) -> Generator[Adapter]:
    directory: Path = request.getfixturevalue("tmp_path")
    store = SecretStores(SecretStoreSettings()).of(parse_reference("file:/a"))
    yield Adapter(store, f"file:{directory}/{{}}", keys=False, versions=False)


def _environment(request: pytest.FixtureRequest) -> Generator[Adapter]:
    file = request.getfixturevalue("tmp_path") / ".env"
    file.write_text("# first line\nOTHER=kept\n")
    request.getfixturevalue("monkeypatch").setenv("SYNDIC_ENV_FILE", str(file))
    store = SecretStores(SecretStoreSettings()).of(parse_reference("env:A"))
    yield Adapter(store, "env:{}", keys=False, versions=False)
    assert file.read_text().startswith("# first line\nOTHER=kept\n")


ADAPTERS: dict[str, Callable[[pytest.FixtureRequest], Generator[Adapter]]] = {
    "vault": _vault,
    "aws": _aws,
    "azure": _azure,
    "file": _file,
    "environment": _environment,
}


@pytest.fixture(params=ADAPTERS)
def adapter(request: pytest.FixtureRequest) -> Generator[Adapter]:
    with contextlib.contextmanager(ADAPTERS[request.param])(request) as made:
        yield made


def test_what_was_put_is_got_with_its_version(adapter: Adapter) -> None:
    reference = adapter.fresh()
    version = adapter.store.put(reference, SecretStr(CANARY))
    got = adapter.store.get(reference)
    assert (got.value.get_secret_value(), got.version) == (CANARY, version)


def test_each_put_makes_another_version_current(adapter: Adapter) -> None:
    reference = adapter.fresh()
    first = adapter.store.put(reference, SecretStr("first"))
    second = adapter.store.put(reference, SecretStr("second"), expected_version=first)
    assert first != second
    assert adapter.store.get(reference).value.get_secret_value() == "second"
    assert adapter.store.describe(reference).version == second


@pytest.mark.parametrize(
    "value",
    [
        "line one\nline two\n",
        "\n",
        "carriage\r\nreturn",
        " spaces around ",
        "it's \"quoted\" \\ back\\'slash ${HOME} $x #no comment",
        "пароль-密碼-🔑-é",
        '{"looks": "like JSON"}',
    ],
)
def test_values_come_back_exactly(adapter: Adapter, value: str) -> None:
    reference = adapter.fresh()
    adapter.store.put(reference, SecretStr(value))
    assert adapter.store.get(reference).value.get_secret_value() == value


def test_a_value_of_64_kib_comes_back_or_is_refused_where_the_store_takes_less(adapter: Adapter) -> None:
    reference, value = adapter.fresh(), "k" * adapter.largest_bytes
    adapter.store.put(reference, SecretStr(value))
    assert adapter.store.get(reference).value.get_secret_value() == value
    if adapter.largest_bytes < LARGEST_VALUE:
        with pytest.raises(SecretRefusedError, match="BadParameter"):
            adapter.store.put(reference, SecretStr("k" * 64 * 1024))
        assert adapter.store.get(reference).value.get_secret_value() == value


def test_a_missing_secret_is_named(adapter: Adapter) -> None:
    reference = adapter.fresh()
    with pytest.raises(SecretNotFoundError) as caught:
        adapter.store.get(reference)
    assert str(reference) in str(caught.value)
    if reference.scheme is not Scheme.AWS:  # moto answers 500 where AWS has ResourceNotFoundException
        with pytest.raises(SecretNotFoundError):
            adapter.store.describe(reference)


def test_a_write_based_on_an_old_version_is_refused_and_changes_nothing(adapter: Adapter) -> None:
    reference = adapter.fresh()
    old = adapter.store.put(reference, SecretStr("first"))
    adapter.store.put(reference, SecretStr("second"))
    with pytest.raises(SecretConflictError, match="changed by someone else") as caught:
        adapter.store.put(reference, SecretStr(CANARY), expected_version=old)
    assert CANARY not in "".join(traceback.format_exception(caught.value))
    assert adapter.store.get(reference).value.get_secret_value() == "second"


def test_a_secret_that_must_be_new_is_made_once(adapter: Adapter) -> None:
    reference = adapter.fresh()
    adapter.store.put(reference, SecretStr("first"), expected_version=ABSENT)
    with pytest.raises(SecretConflictError):
        adapter.store.put(reference, SecretStr("second"), expected_version=ABSENT)
    assert adapter.store.get(reference).value.get_secret_value() == "first"


def test_the_current_version_is_described_with_its_age(adapter: Adapter) -> None:
    reference = adapter.fresh()
    version = adapter.store.put(reference, SecretStr(CANARY))
    described = adapter.store.describe(reference)
    assert (described.version, described.current) == (version, True)
    age = described.age()
    assert age is None or timedelta(seconds=-2) < age < timedelta(minutes=5)
    assert (age is None) == adapter.template.startswith("env:")


def test_versions_are_listed_newest_first_where_the_store_keeps_them(adapter: Adapter) -> None:
    reference = adapter.fresh()
    first = adapter.store.put(reference, SecretStr("first"))
    second = adapter.store.put(reference, SecretStr("second"))
    if not adapter.versions:
        with pytest.raises(UnsupportedOperationError, match="no versions"):
            adapter.store.versions(reference)
        return
    versions = adapter.store.versions(reference)
    assert [(version.version, version.current) for version in versions] == [(second, True), (first, False)]


def test_keys_of_one_secret_change_apart_from_each_other(adapter: Adapter) -> None:
    if not adapter.keys:
        pytest.skip("this kind of reference has no keys")
    password = adapter.fresh("password")
    username = Reference(password.scheme, password.location, "username")
    adapter.store.put(password, SecretStr("first"))
    adapter.store.put(username, SecretStr("someone"))
    adapter.store.put(password, SecretStr("second"))
    assert adapter.store.get(username).value.get_secret_value() == "someone"
    assert adapter.store.get(password).value.get_secret_value() == "second"
    with pytest.raises(SecretKeyNotFoundError, match="The secret has: password, username"):
        adapter.store.get(Reference(password.scheme, password.location, "passwort"))


def test_a_value_is_in_no_log_also_not_in_those_of_the_clients(
    adapter: Adapter, caplog: pytest.LogCaptureFixture
) -> None:
    reference = adapter.fresh()
    with caplog.at_level(logging.DEBUG):
        version = adapter.store.put(reference, SecretStr(CANARY))
        adapter.store.put(reference, SecretStr(f"{CANARY}-second"), expected_version=version)
        assert adapter.store.get(reference).value.get_secret_value() == f"{CANARY}-second"
        with contextlib.suppress(SecretRefusedError):
            adapter.store.put(reference, SecretStr(CANARY * 4096))
        with contextlib.suppress(UnsupportedOperationError):
            adapter.store.versions(reference)
        adapter.store.close()
    assert CANARY not in caplog.text


def test_a_value_is_in_no_repr(adapter: Adapter) -> None:
    reference = adapter.fresh()
    adapter.store.put(reference, SecretStr(CANARY))
    got = adapter.store.get(reference)
    assert CANARY not in f"{got} {got!r} {adapter.store!r} {reference!r}"

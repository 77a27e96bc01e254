"""From the values of settings to the secrets they name."""

from __future__ import annotations

import json
import logging
import random
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from pydantic import SecretStr

from server.secrets.environment import FROM_ENVIRONMENT
from server.secrets.errors import SecretError, StoreUnavailableError
from server.secrets.metrics import STORE_FAILURES
from server.secrets.references import Reference, Scheme, fill
from server.secrets.scrubbing import KNOWN
from server.secrets.store import StoredSecret, select
from server.secrets.stores import SecretStores

log = logging.getLogger(__name__)

_FIRST_WAIT_SECONDS = 0.25
_LONGEST_WAIT_SECONDS = 5.0
_MOST_PASSES = 5


@dataclass
class Resolution:
    """What became of the values of settings; each setting is either in `values` or in `failures`."""

    values: dict[str, SecretStr] = field(default_factory=dict)
    failures: dict[str, SecretError] = field(default_factory=dict)
    created_at: dict[str, datetime] = field(default_factory=dict)
    """Time of the oldest secret in a setting's value, where the store knows it."""


def resolve(held: Mapping[str, str], stores: SecretStores) -> Resolution:
    """Read every secret the values name. A secret is read once, so that its keys are of one version.

    The same holds for the variables of a dotenv file: when it was replaced meanwhile, all of them are read again.

    Args:
        held: what the environment holds, by name of the setting.
        stores: where the secrets are.
    """
    for _ in range(_MOST_PASSES - 1):
        result, reads = _resolve_once(held, stores)
        if reads.of_one_version():
            return result
    return _resolve_once(held, stores)[0]


def _resolve_once(held: Mapping[str, str], stores: SecretStores) -> tuple[Resolution, _Reads]:
    result, read = Resolution(), _Reads(stores)
    for name, text in held.items():
        times: list[datetime] = []
        try:
            result.values[name] = SecretStr(_fill_text(text, read, times))
        except SecretError as error:
            result.failures[name] = error
        if times:
            result.created_at[name] = min(times)
    return result, read


def resolve_patiently(held: Mapping[str, str], stores: SecretStores, timeout_seconds: float) -> Resolution:
    """Like `resolve`, and while nothing but a store that is out stands in the way, again until the time is over."""
    deadline = time.monotonic() + timeout_seconds
    wait, told = _FIRST_WAIT_SECONDS, set[str]()
    while True:
        result = resolve(held, stores)
        transient = all(isinstance(error, StoreUnavailableError) for error in result.failures.values())
        pause = wait * random.uniform(0.5, 1.0)  # noqa: S311 - spreads processes, nothing secret
        if not result.failures or not transient or time.monotonic() + pause > deadline:
            return result
        causes = {str(error) for error in result.failures.values()}
        for cause in sorted(causes - told):
            log.warning("Secret store unavailable, trying again for up to %g seconds: %s", timeout_seconds, cause)
        told |= causes
        time.sleep(pause)
        wait = min(wait * 2, _LONGEST_WAIT_SECONDS)


class _Reads:
    """The secrets read in one pass, and the stores that failed in it: each is asked once."""

    def __init__(self, stores: SecretStores) -> None:
        self._stores = stores
        self._read: dict[tuple[Scheme, str], StoredSecret | SecretError] = {}
        self._out: dict[Scheme, StoreUnavailableError] = {}

    def get(self, reference: Reference) -> StoredSecret:
        """The value a reference names."""
        place = (reference.scheme, reference.location)
        if place not in self._read:
            self._read[place] = self._ask(reference)
        read = self._read[place]
        if isinstance(read, SecretError):
            raise read
        return select(read, reference)

    def of_one_version(self) -> bool:
        """Whether the variables that came from the dotenv file came from one version of it."""
        read = [found for (scheme, _), found in self._read.items() if scheme is Scheme.ENVIRONMENT]
        versions = {found.version for found in read if isinstance(found, StoredSecret)} - {FROM_ENVIRONMENT}
        return len(versions) <= 1

    def _ask(self, reference: Reference) -> StoredSecret | SecretError:
        if reference.scheme in self._out:
            return self._out[reference.scheme]
        try:
            return self._stores.of(reference).read(reference)
        except SecretError as error:
            STORE_FAILURES.labels(store=reference.scheme).inc()
            # One that timed out is not waited for again in this pass; a vault that is out says nothing of others.
            if isinstance(error, StoreUnavailableError) and reference.scheme in (Scheme.VAULT, Scheme.VAULT_DATABASE):
                self._out = dict.fromkeys((Scheme.VAULT, Scheme.VAULT_DATABASE), error)
            return error


def _fill_text(text: str, reads: _Reads, times: list[datetime]) -> str:
    def lookup(reference: Reference) -> str:
        stored = reads.get(reference)
        if stored.created_at:
            times.append(stored.created_at)
        value = stored.value.get_secret_value()
        # The user's name of database credentials is no secret, and logs are hard to read without it.
        if reference.key != "username":
            KNOWN.remember(value)
        return value

    if text.startswith(("[", "{")):
        try:
            document = json.loads(text)
        except ValueError:
            return text
        return json.dumps(_fill_document(document, lookup))
    return fill(text, lookup)


def _fill_document(document: Any, lookup: Any) -> Any:  # noqa: ANN401 - JSON
    if isinstance(document, str):
        return fill(document, lookup)
    if isinstance(document, list):
        return [_fill_document(item, lookup) for item in document]
    if isinstance(document, dict):
        return {key: _fill_document(item, lookup) for key, item in document.items()}
    return document

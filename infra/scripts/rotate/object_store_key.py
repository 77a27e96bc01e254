"""Rotates the key of a process for the object store: an identity may have two keys for as long as they overlap."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from infra.local import credentials, object_store, object_store_bucket
from infra.local.credentials import KeyNames
from infra.local.object_store import ObjectStore
from infra.local.object_store_configuration import AccessKey
from infra.scripts.rotate.credential import Credential, Kind
from infra.scripts.rotate.fleet import Fleet
from infra.scripts.rotate.progress import Progress

LONGEST_REQUEST = timedelta(seconds=10)
"""How long a request that was signed with the old key is given at least; the policy's overlap gives uploads longer."""


class ObjectStoreKey(Credential):
    """The key of one process."""

    kind = Kind.OBJECT_STORE_KEY

    def __init__(self, process: str, env_file: Path, stores: Callable[[], Sequence[ObjectStore]], fleet: Fleet) -> None:
        """Prepare to rotate.

        Args:
            process: whose key.
            env_file: where it is kept.
            stores: the object stores of the regions with the keys as the file has them now, that of the live one first.
            fleet: the processes that use it.
        """
        self.name = f"object-store-{process}"
        self._process = process
        self._names = KeyNames(process)
        self._previous = KeyNames(process, previous=True)
        self._env_file = env_file
        self._stores = stores
        self._fleet = fleet
        self._candidate: AccessKey | None = None

    def current(self) -> str:
        """Id of the key in use."""
        return credentials.read(self._env_file)[self._names.key_id]

    def create(self, progress: Progress) -> str:
        """Give the identity another key. One that an interrupted run made is forgotten by this."""
        self._candidate = AccessKey.generate()
        self._publish(self._candidate)
        return self._candidate.access_key_id

    def holds(self, new: str) -> bool:
        """Whether this run made the key."""
        return self._candidate is not None and self._candidate.access_key_id == new

    def not_accepted(self, progress: Progress) -> str | None:
        """Send a request that is signed with it."""
        assert self._candidate is not None  # noqa: S101 - `holds` was asked before
        return None if self._works(self._candidate) else "the object store does not know it"

    def store(self, progress: Progress) -> None:
        """Make it the current key, and the current one the previous, in one step."""
        assert self._candidate is not None  # noqa: S101 - `holds` was asked before
        old = credentials.read(self._env_file).keys(self._process)[0]
        credentials.replace(
            self._env_file,
            {
                self._names.key_id: self._candidate.access_key_id,
                self._names.secret: self._candidate.secret_access_key,
                self._previous.key_id: old.access_key_id,
                self._previous.secret: old.secret_access_key,
            },
        )

    def not_in_use(self, progress: Progress) -> str | None:
        """Ask the processes."""
        return self._fleet.behind(progress.stored_at)

    def still_used(self, progress: Progress) -> str | None:
        """The store does not tell; requests that were under way when the last process changed are given time."""
        if progress.used_at is None or datetime.now(UTC) < progress.used_at + LONGEST_REQUEST:
            return "requests that were signed with it may be under way"
        return None

    def revoke(self, progress: Progress) -> None:
        """Take it from the identity."""
        credentials.replace(self._env_file, {self._previous.key_id: None, self._previous.secret: None})
        self._publish()

    def not_refused(self, progress: Progress) -> str | None:
        """Look who has it. Its secret is gone, so no request can be signed with it any more."""
        valid = [key.access_key_id for identity in self._stores()[0].identities for key in identity.keys]
        if progress.old in valid:
            return "the object store's configuration has it"
        # The store reads the keys one and all, so once the current one works the others are as written too.
        return None if self._works(credentials.read(self._env_file).keys(self._process)[0]) else "it does not answer"

    def _publish(self, *more: AccessKey) -> None:
        for store in self._stores():
            identities = tuple(
                replace(identity, keys=(*identity.keys, *more)) if identity.name == self._process else identity
                for identity in store.identities
            )
            object_store.write_identities(replace(store, identities=identities))
            object_store.reload(store)

    def _works(self, key: AccessKey) -> bool:
        """Whether every store lets it in; one that stands still reads the keys when it starts."""
        live, *others = self._stores()
        return all(_lets_in(store, key) for store in (live, *filter(object_store.is_running, others)))


def _lets_in(store: ObjectStore, key: AccessKey) -> bool:
    client = object_store_bucket.client(store.endpoint, store.region, store.ca_file, key)
    return object_store_bucket.may_list(client, store.bucket)

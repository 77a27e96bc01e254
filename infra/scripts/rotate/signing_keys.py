"""Rotates the set of keys that sign sessions: a new key verifies everywhere before it signs anywhere.

Two servers share the sessions. So the new key is first added behind the old one; only when every server knows it, it
moves to the front and signs; and the old one stays until every session it signed has ended.
"""

from __future__ import annotations

import json
import secrets

from infra.scripts.rotate.credential import Credential, Kind
from infra.scripts.rotate.database_role import Administrator
from infra.scripts.rotate.errors import NotAsRememberedError
from infra.scripts.rotate.fleet import Fleet
from infra.scripts.rotate.place import KEYS, Place
from infra.scripts.rotate.progress import Progress

SESSIONS = "SELECT count(*) FROM sessions WHERE created_at <= %s AND expires_at > now()"

Key = dict[str, str]


class SigningKeys(Credential):
    """The signing key set of the API."""

    kind = Kind.SIGNING_KEYS
    name = "session-signing-keys"

    def __init__(self, place: Place, administrator: Administrator, fleet: Fleet) -> None:
        self._place = place
        self._administrator = administrator
        self._fleet = fleet

    def current(self) -> str:
        """Id of the key that signs."""
        return self._keys()[0]["id"]

    def create(self, progress: Progress) -> str:
        """Add a key that verifies. One that an interrupted run added is taken out again; it signed nothing.

        Raises:
            NotAsRememberedError: another key signs, which would be taken out.
        """
        if (current := self.current()) != progress.old:
            raise NotAsRememberedError(self.name, progress.old, current)
        added = {"id": f"key-{secrets.token_hex(4)}", "key": secrets.token_urlsafe(48)}
        self._write([self._of(progress.old), added])
        return added["id"]

    def holds(self, new: str) -> bool:
        """Whether the set has it."""
        return any(key["id"] == new for key in self._keys())

    def not_accepted(self, progress: Progress) -> str | None:
        """Ask the servers."""
        return self._fleet.behind(progress.created_at)

    def store(self, progress: Progress) -> None:
        """Let it sign."""
        assert progress.new is not None  # noqa: S101 - it was created before
        self._write([self._of(progress.new), self._of(progress.old)])

    def not_in_use(self, progress: Progress) -> str | None:
        """Ask the servers."""
        return self._fleet.behind(progress.stored_at)

    def still_used(self, progress: Progress) -> str | None:
        """Count sessions that were signed before every server used the new key."""
        with self._administrator.connect() as connection:
            row = connection.execute(SESSIONS, (progress.used_at,)).fetchone()
        count = row[0] if row else 0
        return f"sessions that were signed with it and have not ended: {count}" if count else None

    def revoke(self, progress: Progress) -> None:
        """Take the old key out of the set."""
        assert progress.new is not None  # noqa: S101 - it was created before
        self._write([self._of(progress.new)])

    def not_refused(self, progress: Progress) -> str | None:
        """Ask the servers."""
        return self._fleet.behind(progress.revoked_at)

    def _keys(self) -> list[Key]:
        return json.loads(self._place.read()[KEYS])

    def _of(self, key_id: str) -> Key:
        return next(key for key in self._keys() if key["id"] == key_id)

    def _write(self, keys: list[Key]) -> None:
        self._place.replace({KEYS: json.dumps(keys)})

"""What backups there are, and which of them are removed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from infra.backups import manifest as manifests
from infra.backups import moments, wal_pruning
from infra.backups.base_backup import facts_of
from infra.backups.errors.backups import DamagedBackupError, NoBackupError, UnknownKeyError, WrongKeyError
from infra.backups.keys import Keyring
from infra.backups.kinds import Kind
from infra.backups.manifest import Manifest
from infra.backups.moments import Base, Time, Transaction
from infra.backups.repository import Entry, Repository
from infra.backups.retention import Candidate, Judgement, Retention, judge
from infra.backups.verification import Verification, latest_result


@dataclass(frozen=True)
class Listed:
    """A backup as the list shows it."""

    id: str
    kind: Kind
    made_at: datetime
    complete: bool
    manifest: Manifest | None
    """None when the backup is not complete, or its manifest cannot be proved."""
    problem: str
    """Why there is no manifest; empty when there is one."""
    verification: Verification | None

    @property
    def verified(self) -> bool:
        """Whether its latest verification proved it."""
        return self.verification is not None and self.verification.outcome == "succeeded"


class Catalog:
    """The backups of an environment."""

    def __init__(self, repository: Repository, keyring: Keyring) -> None:
        self._repository = repository
        self._keyring = keyring

    def all(self) -> list[Listed]:
        """Every backup, the oldest first."""
        return [self._listed(entry) for entry in self._repository.entries()]

    def newest(self, kind: Kind) -> Listed:
        """The newest complete backup of a kind.

        Raises:
            NoBackupError: there is none.
        """
        found = [listed for listed in self.all() if listed.kind == kind and listed.complete]
        if not found:
            raise NoBackupError(kind, self._repository.place)
        return found[-1]

    def prune(self, retention: Retention, now: datetime, *, dry_run: bool) -> list[Judgement]:
        """Remove what retention does not ask for; returns what was decided about every backup, and about the log."""
        listed = self.all()
        judged = judge(
            [
                Candidate(
                    found.id,
                    found.kind,
                    found.made_at,
                    found.complete,
                    found.verified,
                    self._repository.locked_until(found.id),
                )
                for found in listed
            ],
            retention,
            now,
        )
        for judgement in judged:
            if not judgement.keep and not dry_run:
                self._repository.remove(judgement.id)
        spans = {
            found.id: facts_of(found.manifest).span if found.manifest else None
            for found in listed
            if found.kind is Kind.PHYSICAL and found.complete
        }
        return [*judged, *wal_pruning.prune(self._repository, spans, judged, dry_run=dry_run)]

    def base_for(self, moment: Time | Transaction, now: datetime) -> Listed:
        """The base backup from which a moment can be reached.

        Raises:
            MomentAheadError: it is yet to come.
            NoBaseError: there is none.
        """
        found = {one.id: one for one in self.all() if one.kind is Kind.PHYSICAL and one.manifest}
        bases = [Base(one.id, facts_of(one.manifest)) for one in found.values() if one.manifest]
        return found[moments.choose(bases, moment, now).id]

    def _listed(self, entry: Entry) -> Listed:
        manifest, problem = None, "not complete"
        if entry.complete:
            try:
                manifest, _ = manifests.read(self._repository.manifest(entry.id), entry.id, self._keyring)
                problem = ""
            except (DamagedBackupError, UnknownKeyError, WrongKeyError) as error:
                problem = str(error)
        kind, made_at = Kind(entry.id.split("-")[1]), manifests.made_at(entry.id)
        result = latest_result(self._repository, entry.id, self._keyring) if entry.verified else None
        return Listed(entry.id, kind, made_at, entry.complete, manifest, problem, result)

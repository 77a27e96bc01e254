"""Backups in a directory, made by the code that makes them everywhere."""

from __future__ import annotations

import base64
import json
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from obstore.store import LocalStore

from infra.backups import download, keys
from infra.backups import manifest as manifests
from infra.backups.creation import Creation, Place
from infra.backups.keys import Keyring
from infra.backups.manifest import Manifest
from infra.backups.memory import Making
from infra.backups.production import Configuration, Producer
from infra.backups.repository import Repository
from infra.output import Progress


def new_key(name: str) -> dict[str, str]:
    return {"id": name, "key": base64.b64encode(secrets.token_bytes(32)).decode()}


def keyring(*entries: Mapping[str, str]) -> Keyring:
    return keys.parse(json.dumps(entries))


@dataclass
class Kept:
    """A repository in a directory, and the keys of it."""

    directory: Path
    keyring: Keyring
    recorded: list[str] = field(default_factory=list)

    @property
    def repository(self) -> Repository:
        return Repository(LocalStore(self.directory / "kept", mkdir=True), "the directory", "test")

    def creation(self, parts: Mapping[str, str], record: Callable[[Manifest, Making], None] | None = None) -> Creation:
        return self.creation_of(Configuration(parts, {}), record)

    def creation_of(self, producer: Producer, record: Callable[[Manifest, Making], None] | None = None) -> Creation:
        place = Place("test", "here", "0.0.0", self.directory / "work")
        taken = record or (lambda manifest, _making: self.recorded.append(manifest.id))
        return Creation(producer, self.repository, self.keyring, place, taken, Progress(quiet=True))

    def make(self, parts: Mapping[str, str]) -> Manifest:
        return self.creation(parts).run()

    def fetch(self, backup: str, with_keys: Keyring | None = None) -> dict[str, str]:
        """Everything in a backup, proved."""
        manifest, seal = manifests.read(self.repository.manifest(backup), backup, with_keys or self.keyring)
        target = self.directory / "fetched"
        download.fetch(self.repository, manifest, seal, target, lambda _text: None)
        return {file.name: (target / file.name).read_text() for file in manifest.files}

    def objects(self, backup: str) -> list[Path]:
        return sorted(path for path in (self.directory / "kept" / "test" / backup).rglob("*") if path.is_file())

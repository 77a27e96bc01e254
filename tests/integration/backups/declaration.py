"""An environment that is not this machine's: the platform of these tests, declared as one.

Its database is reached by a reference, its objects are kept in the other region's bucket, which locks what is written,
and the operator signs in to the store as itself.
"""

from __future__ import annotations

import base64
import json
import os
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from infra.backups.retention import Retention
from infra.environments import reading
from infra.environments.environment import Environment
from infra.local import credentials, object_store, object_store_bucket, ports
from infra.local.certificates import Authority
from infra.local.layout import Layout
from infra.local.postgresql import DATABASE, SUPERUSER, Role
from infra.output import Progress
from infra.scripts.backup import declared
from infra.scripts.backup.service import Backups
from infra.tree import Tree, checkout
from tests.integration.backups.scene import Scene

LOCKED, UNLOCKED = "declared-locked", "declared-unlocked"
DAYS = 3
ONE_OF_EACH = Retention(hourly=0, daily=1, weekly=0, monthly=0, yearly=0)


def key(name: str) -> dict[str, str]:
    return {"id": name, "key": base64.b64encode(os.urandom(32)).decode()}


class Declared:
    """The environment, and operators who come one after the other."""

    def __init__(self, scene: Scene, directory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self._scene = scene
        self.layout = Layout(checkout(), directory)
        parts = scene.parts
        store = parts.composition.store
        login = parts.secrets.login(Role.OWNER)
        owner = f"postgresql://{login.name}:{quote(login.password, safe='')}@127.0.0.1"
        self.s3: Any = object_store_bucket.client(store.endpoint, store.region, store.ca_file, store.administrator)
        self.told = {
            "AWS_ACCESS_KEY_ID": store.administrator.access_key_id,
            "AWS_SECRET_ACCESS_KEY": store.administrator.secret_access_key,
            "AWS_CA_BUNDLE": str(store.ca_file),
            "TESTS_OWNER_URL": f"{owner}:{parts.composition.cluster.port}/{DATABASE}",
            "TESTS_BACKUP_KEYS": json.dumps([key("tests-1")]),
            declared.ADMINISTRATOR_URL: parts.composition.cluster.url(SUPERUSER, "postgres"),
            "SYNDIC_URL": f"https://localhost:{ports.read(scene.syndic.layout.ports_file)[ports.PROXY]}",
            "SYNDIC_API_TOKEN": str(credentials.read(scene.syndic.layout.env_file).token),
            "SYNDIC_CA_FILE": str(Authority(scene.syndic.layout.certificates).ca_file),
        }
        for name, value in self.told.items():
            monkeypatch.setenv(name, value)
        self.environment = self._declare(store.endpoint, store.region, str(store.ca_file))

    def kept_in(self, bucket: str) -> Environment:
        """The environment with its backups in a bucket."""
        kept = self.environment.backups.model_copy(update={"repositories": {"eu-west-1": f"s3://{bucket}"}})
        return self.environment.model_copy(update={"backups": kept})

    def backups(self, *, bucket: str = LOCKED, retention: Retention = ONE_OF_EACH) -> Backups:
        """As somebody who comes now opens them."""
        parts = declared.open_parts(self.kept_in(bucket), None, self.layout)
        return Backups(parts, retention, parts.home.name, "name: staging\n", Progress(quiet=True))

    def make_bucket(self, name: str, *, locks: bool) -> None:
        if name in {found["Name"] for found in self.s3.list_buckets()["Buckets"]}:
            return
        self.s3.create_bucket(Bucket=name, ObjectLockEnabledForBucket=True)
        if locks:
            rule = {"DefaultRetention": {"Mode": "COMPLIANCE", "Days": DAYS}}
            configuration = {"ObjectLockEnabled": "Enabled", "Rule": rule}
            self.s3.put_object_lock_configuration(Bucket=name, ObjectLockConfiguration=configuration)

    def versions(self, prefix: str) -> list[dict[str, Any]]:
        return self.s3.list_object_versions(Bucket=LOCKED, Prefix=prefix).get("Versions", [])

    def _declare(self, endpoint: str, region: str, ca_file: str) -> Environment:
        read = reading.read(Tree.of_checkout(checkout()), "staging").environment
        store = {
            "OBJECT_STORE_URL": f"s3://{object_store.BUCKET}",
            "OBJECT_STORE_REGION": region,
            "OBJECT_STORE_ENDPOINT": endpoint,
            "OBJECT_STORE_CA_FILE": ca_file,
        }
        regions = [one.model_copy(update={"settings": store}) for one in read.regions]
        migrate = {"DATABASE_OWNER_URL": "env:TESTS_OWNER_URL"}
        secrets = read.secrets.model_copy(update={"migrate": migrate, "api": {}, "worker": {}, "cron": {}})
        settings = read.settings.model_copy(update={"api": {}, "worker": {}, "all": {}})
        backups = read.backups.model_copy(update={"encryption_key": "env:TESTS_BACKUP_KEYS", "lock_days": DAYS})
        return read.model_copy(
            update={"regions": regions, "secrets": secrets, "settings": settings, "backups": backups}
        )

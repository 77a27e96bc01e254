"""An environment in two regions, and what is done to it."""

from __future__ import annotations

import json
from typing import Any

import psycopg

from infra.local import regions, two_regions
from infra.local.composition import Composition
from infra.local.layout import Layout, find_main_layout
from infra.local.postgresql import SUPERUSER
from infra.local.regions import Regions
from infra.scripts.dr.local_target import kill_region
from tests.integration.local.scene import PlatformScene


class Scene(PlatformScene):
    """One environment."""

    @property
    def main(self) -> Layout:
        return find_main_layout(self.syndic.state)

    @property
    def regions(self) -> Regions:
        return regions.read(self.main)

    @property
    def live(self) -> Layout:
        return self.main.of_region(self.regions.live)

    def composed(self, region: str) -> Composition:
        """A region as if none were fenced."""
        return two_regions.composed(self.main.of_region(region), self.regions.rejoined())

    def lose(self) -> None:
        """Kill all of the live region."""
        kill_region(self.live)

    def standing(self) -> dict[str, Any]:
        completed = self.syndic.run("dr", "status", "--json")
        assert completed.stdout, completed.stderr
        return json.loads(completed.stdout)

    def operation(self, identifier: str) -> dict[str, Any]:
        with self.syndic.connect() as platform:
            return platform.request("GET", f"/api/operations/{identifier}")

    def database(self, region: str) -> psycopg.Connection:
        url = self.composed(region).cluster.url(SUPERUSER, "postgres")
        return psycopg.connect(url, autocommit=True, connect_timeout=5)


def assert_whole(scene: Scene) -> None:
    """Both regions run, one of them live, the other following it, and every write in both."""
    standing = scene.standing()
    assert standing["following"]
    assert standing["fenced"] == []
    assert standing["under_way"] is None
    assert scene.verification().intact
    with scene.database(scene.regions.live) as connection:
        assert connection.execute("SELECT sync_state FROM pg_stat_replication").fetchall() == [("sync",)]

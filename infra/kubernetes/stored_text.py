"""A text that is kept in a ConfigMap, and written only in the place of the one that was read."""

from __future__ import annotations

from infra.errors import ChangedByAnotherError
from infra.kubernetes.cluster import CONFIG_MAP, Cluster
from infra.kubernetes.errors import ObjectChangedError
from infra.kubernetes.manifests import Manifest

KEY = "state.json"


class StoredText:
    """One text, by the name of its ConfigMap."""

    def __init__(self, cluster: Cluster, config_map: str) -> None:
        self._cluster = cluster
        self._config_map = config_map
        self._seen: Manifest | None = None
        self._watched = False

    @property
    def name(self) -> str:
        """Where it is, for messages."""
        return f"ConfigMap {self._cluster.namespace}/{self._config_map} of {self._cluster.where}"

    def begin(self) -> None:
        """From now on, everybody else who changes it is noticed: the lock is held."""
        self._seen, self._watched = None, False

    def read(self) -> str | None:
        """The text; None when none was ever written.

        Raises:
            ChangedByAnotherError: it is not what this run left there.
        """
        found = self._cluster.get(CONFIG_MAP, self._config_map)
        if self._watched and _version(found) != _version(self._seen):
            raise ChangedByAnotherError(self.name)
        self._seen, self._watched = found, True
        return None if found is None else str(found.get("data", {}).get(KEY, ""))

    def write(self, text: str) -> None:
        """Put a text in the place of the one that was read.

        Raises:
            ChangedByAnotherError: somebody else did so in the meantime.
        """
        wanted: Manifest = {
            "apiVersion": CONFIG_MAP.api_version,
            "kind": CONFIG_MAP.kind,
            "metadata": {"name": self._config_map, "namespace": self._cluster.namespace},
            "data": {KEY: text},
        }
        try:
            if self._seen is None:
                self._seen = self._cluster.create(wanted)
            else:
                wanted["metadata"] = {**self._seen["metadata"], **wanted["metadata"]}
                self._seen = self._cluster.replace(wanted)
        except ObjectChangedError as error:
            # An answer that was lost on its way: the API server took what is repeated here.
            found = self._cluster.get(CONFIG_MAP, self._config_map)
            if found is None or found.get("data", {}).get(KEY) != text:
                raise ChangedByAnotherError(self.name) from error
            self._seen = found
        self._watched = True


def _version(manifest: Manifest | None) -> str | None:
    return None if manifest is None else str(manifest["metadata"]["resourceVersion"])

"""The images that make up a version: from a file, from what the cluster remembers, or from what was built here."""

from __future__ import annotations

import json
from pathlib import Path

from infra.containers import release_manifest
from infra.kubernetes.cluster import CONFIG_MAP, CRON_JOB, DEPLOYMENT, JOB, Cluster
from infra.kubernetes.errors import ObjectChangedError
from infra.kubernetes.injection import MIGRATION, RELEASED, REVISION, Release, image_name, object_name, read_release
from infra.kubernetes.manifests import Manifest, containers
from infra.kubernetes.overlays import JOBS
from infra.scripts.release.errors import OtherImagesError, UnknownReleaseError, WrongReleaseManifestError
from infra.tree import checkout
from infra.version import Version

LABEL = "syndic/release"
KEY = "release.json"
PROCESSES = ("server", "client", "worker", "cron")


class Images:
    """The versions that can be released into a cluster."""

    def __init__(self, cluster: Cluster, file: Path | None) -> None:
        self._cluster = cluster
        self._file = file

    def find(self, version: str) -> Release:
        """The images of a version.

        Raises:
            UnknownReleaseError: nobody said which they are.
            WrongReleaseManifestError: the file that was given describes another version.
            OtherImagesError: the version was released here before with other images.
        """
        kept, stated = self._kept(version), self._stated(version)
        if kept is not None and stated is not None:
            # What was found running names no image that does not run, such as that of a migration long past.
            both = stated.images.keys() & kept.images.keys()
            others = [name for name in both if stated.images[name] != kept.images[name]]
            if others:
                raise OtherImagesError(version, sorted(others))
        found = stated or kept
        if found is None:
            raise UnknownReleaseError(version, [self._name(version), str(self._built(version))])
        return found

    def keep(self, release: Release) -> None:
        """Remember them in the cluster for the way back, where nothing can change them."""
        if self._kept(release.version) is not None:
            return
        document = {"version": release.version, "revision": release.revision, "images": dict(release.images)}
        config_map: Manifest = {
            "apiVersion": CONFIG_MAP.api_version,
            "kind": CONFIG_MAP.kind,
            "metadata": {
                "name": self._name(release.version),
                "namespace": self._cluster.namespace,
                "labels": {"app.kubernetes.io/name": "syndic", LABEL: "true"},
            },
            "immutable": True,
            "data": {KEY: json.dumps(document, indent=2)},
        }
        try:
            self._cluster.create(config_map)
        except ObjectChangedError:
            # Another try of this run made it, and its answer was lost.
            self.find(release.version)

    def keep_running(self, version: str, colour: str) -> None:
        """Remember the images of a release that runs though it never came by this way, such as the very first one."""
        if self._kept(version) is not None:
            return
        named = [self._cluster.get(DEPLOYMENT, f"{process}-{colour}") for process in PROCESSES]
        named.append(self._cluster.get(JOB, f"{MIGRATION}-{object_name(version)}"))
        named += [one for name in JOBS if _released(one := self._cluster.get(CRON_JOB, name)) == version]
        manifests = [one for one in named if one is not None]
        images = {image_name(one["image"]): one["image"] for manifest in manifests for one in containers(manifest)}
        revisions = {one["metadata"].get("annotations", {}).get(REVISION, "") for one in manifests}
        self.keep(Release(version, images, next(iter(revisions - {""}), "")))

    def _kept(self, version: str) -> Release | None:
        found = self._cluster.get(CONFIG_MAP, self._name(version))
        if found is None:
            return None
        document = json.loads(found["data"][KEY])
        return Release(document["version"], document["images"], document["revision"])

    def _stated(self, version: str) -> Release | None:
        if self._file is not None:
            described = read_release(self._file)
            if described.version != version:
                raise WrongReleaseManifestError(self._file, described.version, version)
            return described
        built = self._built(version)
        return read_release(built) if built.is_file() else None

    @staticmethod
    def _built(version: str) -> Path:
        """Where a push of images writes the manifest of a version."""
        return release_manifest.directory(checkout(), Version(version, "")) / release_manifest.FILE

    @staticmethod
    def _name(version: str) -> str:
        return f"release-{object_name(version)}"


def _released(manifest: Manifest | None) -> str:
    """The version that an object was applied with; empty where nobody said."""
    return "" if manifest is None else str(manifest["metadata"].get("annotations", {}).get(RELEASED, ""))

"""Finds an object among rendered ones."""

from __future__ import annotations

from infra.kubernetes.manifests import Manifest, identity


def find(manifests: list[Manifest], wanted: str) -> Manifest:
    """The object with this kind and name, as in Deployment/server-blue."""
    return next(manifest for manifest in manifests if identity(manifest) == wanted)

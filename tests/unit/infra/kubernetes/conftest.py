"""The overlay of one region as Kustomize renders it, once for all tests of this folder."""

from __future__ import annotations

import copy

import pytest

from infra.kubernetes import manifests
from infra.kubernetes.manifests import Manifest, Overlay
from infra.tree import checkout

PRODUCTION = Overlay("production", "eu-central-1")


@pytest.fixture(scope="session")
def rendered_once() -> list[Manifest]:
    return manifests.render(checkout(), PRODUCTION)


@pytest.fixture
def rendered(rendered_once: list[Manifest]) -> list[Manifest]:
    return copy.deepcopy(rendered_once)

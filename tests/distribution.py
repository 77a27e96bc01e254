"""How the tests are spread over the worker processes of a run: what shares an expensive fixture stays together."""

from __future__ import annotations

from xdist.scheduler import LoadScopeScheduling

SHARED = ("tests/e2e", "tests/integration/containers", "tests/integration/rotate")
"""Folders whose tests share what takes longer to make than a test takes: images, or a platform of their own."""


class Together(LoadScopeScheduling):
    """Hands out the tests file by file, those of the SHARED folders folder by folder, in the order of collection."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return next((folder for folder in SHARED if file.startswith(f"{folder}/")), file)

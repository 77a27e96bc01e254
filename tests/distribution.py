"""How the tests are spread over the worker processes of a run: what cannot be apart stays together."""

from __future__ import annotations

from xdist.scheduler import LoadScopeScheduling

UNITS = {
    # A browser gives up what it loads when a network interface comes or goes, as the interfaces of containers do.
    "tests/e2e": "browser and containers",
    "tests/integration/containers": "browser and containers",
    # A platform of its own takes longer to make than a test takes.
    "tests/integration/rotate": "rotations",
    "tests/integration/release": "releases",
    "tests/integration/backups": "backups",
    "tests/integration/recovery": "recovery",
}
"""The unit of folders whose tests run one after the other, in one process."""


class Together(LoadScopeScheduling):
    """Hands out the tests file by file, those of UNITS as units, in the order of collection."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return next((unit for folder, unit in UNITS.items() if file.startswith(f"{folder}/")), file)

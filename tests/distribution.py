"""How the tests are spread over the worker processes of a run: what cannot be apart stays together."""

from __future__ import annotations

from xdist.scheduler import LoadScopeScheduling

UNITS = {
    # A platform of its own takes longer to make than a test takes.
    "tests/integration/release": "releases",
    # A browser gives up what it loads when a network interface comes or goes, as the interfaces of containers do.
    "tests/integration/containers": "browser and containers",
    "tests/e2e": "browser and containers",
    "tests/integration/recovery": "recovery",
    "tests/integration/monitoring": "monitoring",
    "tests/integration/local": "",
    "tests/integration/backups": "backups",
    "tests/integration/rotate": "rotations",
}
"""The unit of folders whose tests run one after the other, in one process; those that take longest first. The files of
a folder without a unit are units of their own."""


def unit(nodeid: str) -> str:
    """The unit that a test belongs to."""
    file = nodeid.partition("::")[0]
    return next((name for folder, name in UNITS.items() if name and file.startswith(f"{folder}/")), file)


def turn(nodeid: str) -> int:
    """When a test has its turn: the folders of UNITS first, in their order."""
    return next((place for place, folder in enumerate(UNITS) if nodeid.startswith(f"{folder}/")), len(UNITS))


class Together(LoadScopeScheduling):
    """Hands out the tests unit by unit, in the order of collection."""

    def _split_scope(self, nodeid: str) -> str:
        return unit(nodeid)

"""How the tests are spread over the worker processes of a run: what cannot be apart stays together."""

from __future__ import annotations

from xdist.scheduler import LoadScopeScheduling

UNITS = {
    # A platform of its own takes longer to make than a test takes.
    "tests/integration/release/test_release.py": "releases",
    # A browser gives up what it loads when a network interface comes or goes, as the interfaces of containers do.
    "tests/integration/containers": "browser and containers",
    "tests/e2e": "browser and containers",
    "tests/integration/recovery": "recovery",
    "tests/integration/monitoring": "monitoring",
    "tests/integration/local": "local",
    "tests/integration/backups": "backups",
    "tests/integration/rotate": "rotations",
    # As late as can be: its users and those of the other releases would be too many for one machine at once.
    "tests/integration/release/test_interruptions.py": "interrupted releases",
}
"""The unit of folders and files whose tests run one after the other, in one process; those that take longest first.
Other files are units of their own."""


def unit(nodeid: str) -> str:
    """The unit that a test belongs to."""
    file = nodeid.partition("::")[0]
    return next((name for place, name in UNITS.items() if name and _within(file, place)), file)


def turn(nodeid: str) -> int:
    """When a test has its turn: what is in UNITS first, in that order."""
    file = nodeid.partition("::")[0]
    return next((turn for turn, place in enumerate(UNITS) if _within(file, place)), len(UNITS))


def _within(file: str, place: str) -> bool:
    return file == place or file.startswith(f"{place}/")


class Together(LoadScopeScheduling):
    """Hands out the tests unit by unit, in the order of collection."""

    def _split_scope(self, nodeid: str) -> str:
        return unit(nodeid)

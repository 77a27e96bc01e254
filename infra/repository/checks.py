"""The checks of the repository, for the registry of static checks."""

from __future__ import annotations

from infra.checks import Check
from infra.repository import addresses, links, locks

CHECKS = (
    Check("links of pages", links.RULES, links.check),
    Check("lock files", locks.RULES, locks.check),
    Check("ports and health paths", addresses.RULES, addresses.check),
)

"""The checks of what crosses areas, for the registry of static checks."""

from __future__ import annotations

from infra.checks import Check
from infra.scripts.manifests import declaring
from infra.scripts.migrate import classification
from infra.scripts.terraform import variables

CHECKS = (
    Check("revisions of the schema", classification.RULES, classification.check),
    Check("overlays of the manifests", declaring.RULES, declaring.check),
    Check("variables of the stacks", variables.RULES, variables.check),
)

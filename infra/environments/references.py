"""References to secrets in an environment's file: where a value is kept, never the value."""

from __future__ import annotations

import re

from server.settings import InvalidReferenceError, Reference, Scheme, references_in

FORMS = "vault:path#key, aws:name#key, azure:vault/name"
"""The forms that fit every environment, for messages; docs/guides/secrets.md has all of them."""

DATABASE = "{database}"
"""Stands in a URL for the host of a region's own database: in braces like a reference, and none."""

OF_ONE_MACHINE = frozenset({Scheme.ENVIRONMENT, Scheme.FILE})
"""Schemes whose references lead to the machine a process runs on, so equal ones lead to different secrets."""

_WRITTEN_PASSWORD = re.compile(r"[a-z][a-z0-9+.-]*://(?:\{[^}]*\}|[^:@/{}]*):[^@/{}]+@")


def parse(value: object) -> list[Reference]:
    """The references a value holds: one, or those in a URL; none when it holds a secret or anything else."""
    if not isinstance(value, str) or _WRITTEN_PASSWORD.match(value):
        return []
    try:
        return references_in(value.replace(DATABASE, "database"))
    except InvalidReferenceError:
        return []


def words(reference: Reference) -> frozenset[str]:
    """The words of a reference, lower case: what its name says about whom the secret belongs to."""
    return frozenset(re.split(r"[^a-z0-9]+", f"{reference.location}/{reference.key or ''}".lower()))

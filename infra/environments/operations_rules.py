"""Rules for the operator's jobs in the clusters of an environment."""

from __future__ import annotations

from collections.abc import Iterator

from infra.environments import references
from infra.environments.environment import Kind
from infra.environments.operations import Operations
from infra.environments.reading import EnvironmentFile
from infra.findings import Finding

RULES = {
    "operations-undeclared": "The clusters of production back up, prove and rotate by themselves.",
    "operations-reference": f"What the operator's jobs sign in with is stated as references: {references.FORMS}.",
    "operations-database": "The jobs of each region sign in to its own database, as its processes do.",
    "operations-drill": "A job loses a region only where another one takes over, and never in production.",
}


def check(file: EnvironmentFile) -> Iterator[Finding]:
    """What breaks one of RULES in an environment."""
    operations = file.environment.operations
    if operations is None:
        if file.environment.kind is Kind.PRODUCTION:
            why = "Nobody's cluster would make a backup, prove one or replace a credential."
            fix = "State operations: api_token and administrator_database_url."
            yield file.finding("operations-undeclared", (), why, fix)
        return
    yield from _references(file, operations)
    if any(region.database for region in file.environment.regions):
        yield from _database(file, operations)
    if operations.drills:
        yield from _drills(file)


def _references(file: EnvironmentFile, operations: Operations) -> Iterator[Finding]:
    for name in ("api_token", "administrator_database_url"):
        if not references.parse(getattr(operations, name)):
            why = f"{name} would stand in a ConfigMap of the cluster, for everybody to read who may look."
            fix = f"Keep it in a store and state the reference: {references.FORMS}."
            yield file.finding("operations-reference", ("operations", name), why, fix)


def _database(file: EnvironmentFile, operations: Operations) -> Iterator[Finding]:
    if references.DATABASE not in operations.administrator_database_url:
        why = "Every region's jobs would be led to one host, whose certificate may be for another name."
        fix = f"State a URL with references for user and password, and {references.DATABASE} for the host."
        yield file.finding("operations-database", ("operations", "administrator_database_url"), why, fix)


def _drills(file: EnvironmentFile) -> Iterator[Finding]:
    path = ("operations", "drills")
    if file.environment.kind is Kind.PRODUCTION:
        why = "Users of production would be cut off every month; the command refuses it there."
        yield file.finding("operations-drill", path, why, "Set drills to false; staging practises.")
    elif file.environment.recovery is None:
        why = "Nothing says how another region takes over, so the region would be lost and stay lost."
        yield file.finding("operations-drill", path, why, "State recovery, or set drills to false.")

"""The recorded ages that alerts compare with are those that the environments promise."""

from __future__ import annotations

import re
from collections.abc import Iterator

from infra.errors import UnreadableYamlError
from infra.findings import Finding
from infra.located_yaml import mapping_of
from infra.monitoring.rules import FOLDER, Rule
from infra.tree import Tree

RECORD = "secret:maximum_age_seconds"
FILE = f"{FOLDER}/secrets.yaml"
RULES = {"alert-secret-age": "The age at which an alert fires is the age that the environment's policy states."}

KINDS = {
    "DATABASE_URL": "database_roles",
    "DATABASE_REPLICA_URL": "database_roles",
    "OBJECT_STORE_ACCESS_KEY_ID": "object_store_key",
    "OBJECT_STORE_SECRET_ACCESS_KEY": "object_store_key",
    "SESSION_SIGNING_KEYS": "session_signing_keys",
}
"""The policy of `rotation` that a secret setting of a serving process is under."""

_ENVIRONMENTS = re.compile(r"infra/environments/([a-z0-9-]+)\.yaml")
_DAYS = re.compile(r"vector\((\d+) \* 86400\)")


def check(tree: Tree, rules: list[Rule]) -> Iterator[Finding]:
    """Policies without their recorded age, and recorded ages that no policy states."""
    recorded = {
        (rule.labels.get("environment", ""), rule.labels.get("name", "")): rule
        for rule in rules
        if rule.record == RECORD
    }
    promised = _promised(tree)
    if not recorded and FILE not in tree.names:
        return
    for place, days in promised.items():
        rule = recorded.get(place)
        if rule is None:
            why = f"No age is recorded for {place[1]} of {place[0]}, so nothing is noticed when it is older."
            yield Finding(FILE, 1, "alert-secret-age", why, f"Record {RECORD} for it as vector({days} * 86400).")
        elif (stated := _DAYS.fullmatch(rule.expression.strip())) is None or int(stated[1]) != days:
            why = f"The policy of {place[0]} states {days} days for {place[1]}; the alert uses {rule.expression}."
            fix = f"Write vector({days} * 86400)."
            yield Finding(rule.file, rule.expression_line, "alert-secret-age", why, fix)
    for place, rule in recorded.items():
        if place not in promised:
            why = f"No environment states a policy for {place[1] or 'a nameless secret'} of {place[0] or 'nowhere'}."
            yield Finding(rule.file, rule.line, "alert-secret-age", why, "Remove the rule, or state the policy.")


def _promised(tree: Tree) -> dict[tuple[str, str], int]:
    """Days by environment and setting. What is wrong with an environment's file is found by its own check."""
    found: dict[tuple[str, str], int] = {}
    for file in tree.files:
        name = _ENVIRONMENTS.fullmatch(file)
        if name is None or file.endswith("/secret_patterns.yaml"):
            continue
        try:
            documents = tree.documents(file)
        except UnreadableYamlError:
            continue
        policies = mapping_of(mapping_of(documents[0].data).get("rotation")) if documents else {}
        for setting, kind in KINDS.items():
            days = mapping_of(policies.get(kind)).get("maximum_age_days")
            if isinstance(days, int):
                found[name[1], setting] = days
    return found

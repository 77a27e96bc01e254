"""Small catalogs and rules for tests."""

from __future__ import annotations

from typing import Any

from server.frameworks.catalog import NAMESPACE


def control(control_id: str, **changes: object) -> dict[str, Any]:
    """A control of an OSCAL catalog, complete as far as Syndic reads it."""
    return {
        "id": control_id,
        "title": f"Title of {control_id}",
        "props": [{"name": "label", "value": control_id.upper()}],
        "parts": [{"name": "statement", "prose": f"Do {control_id}."}],
        **changes,
    }


def attested(control_id: str, *kinds: str) -> dict[str, Any]:
    """A control that only an attestation decides."""
    props = [
        {"name": "label", "value": control_id.upper()},
        {"name": "decision", "ns": NAMESPACE, "value": "attestation"},
        *({"name": "evidence-kind", "ns": NAMESPACE, "value": kind} for kind in kinds),
    ]
    return control(control_id, props=props)


def catalog(*controls: dict[str, Any], **changes: object) -> dict[str, Any]:
    """A catalog with one group."""
    return {
        "uuid": "0d8c8a3e-8d3b-4b71-9c55-0f6b6a3f3f00",
        "metadata": {
            "title": "Sample framework",
            "last-modified": "2026-01-01T00:00:00Z",
            "version": "1.0",
            "oscal-version": "1.1.3",
        },
        "groups": [{"id": "g1", "title": "First group", "controls": list(controls)}],
        **changes,
    }


def rule(control_id: str, body: str, framework_id: str = "sample") -> str:
    """The text of a rule."""
    return (
        f"package syndic.frameworks.{framework_id}.{control_id}\n\n"
        f"import data.syndic.finding\nimport rego.v1\n\n{body}\n"
    )


def fact_rule(control_id: str, fact: str = "risk.process_documented", framework_id: str = "sample") -> str:
    """A rule that one fact decides."""
    return rule(
        control_id, f'result := finding.decide(set(), {{finding.require_fact("{fact}", "Duty 1")}})', framework_id
    )

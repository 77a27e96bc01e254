"""GitHub workflows as rules see them.

    {"triggers": {NAME: SETTINGS}, "permissions", "env", "concurrency",
     "jobs": [{"id", "path", "job", "steps": [{"path", "step"}]}]}

Permissions and concurrency that are not stated are null.
"""

from __future__ import annotations

from typing import Any

from infra.located_yaml import Document, items_of, mapping_of
from infra.policies.judged import Judged, Path, Place, without_nulls

WHOLE = "workflow"
"""What findings about no job in particular are about."""


def is_workflow(data: object) -> bool:
    """Whether a YAML document is a GitHub workflow."""
    return isinstance(data, dict) and "on" in data and isinstance(data.get("jobs"), dict)


def read_workflow(file: str, document: Document) -> Judged:
    """A workflow as the rules see it."""
    workflow = mapping_of(without_nulls(document.data))
    jobs = [_job(name, mapping_of(job)) for name, job in mapping_of(workflow.get("jobs")).items()]
    data = {
        "triggers": _triggers(mapping_of(document.data).get("on")),
        "permissions": workflow.get("permissions"),
        "env": mapping_of(workflow.get("env")),
        "concurrency": workflow.get("concurrency"),
        "jobs": jobs,
    }

    def locate(_job: str, path: Path) -> Place:
        return file, document.line(path)

    return Judged("pipelines", file, data, locate, len(jobs))


def _triggers(value: object) -> dict[str, Any]:
    if isinstance(value, str):
        return {value: {}}
    if isinstance(value, list):
        return {str(name): {} for name in value}
    return {name: mapping_of(settings) for name, settings in mapping_of(value).items()}


def _job(name: str, job: dict[str, Any]) -> dict[str, Any]:
    steps = [
        {"path": ["jobs", name, "steps", position], "step": mapping_of(step)}
        for position, step in enumerate(items_of(job.get("steps")))
    ]
    return {"id": f"job {name}", "path": ["jobs", name], "job": job, "steps": steps}

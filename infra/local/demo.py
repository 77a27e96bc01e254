"""`syndic demo`: loads the example systems through the API and executes every framework on them.

Safe to repeat: a system, file, value or schedule that is there is left as it is, so whatever was changed by hand stays.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from infra import output
from infra.errors import PlatformRefusedError
from infra.local.errors import ExampleError
from infra.local.examples import Example, read_examples
from infra.output import Column
from infra.platform import Evidence, Execution, Framework, Metric, Platform, Posture, Summary, System

POLL_SECONDS = 0.3
EXECUTION_SECONDS = 600.0
"""Longest wait for all executions; they go on when it is over."""


@dataclass(frozen=True)
class Shown:
    """What the demonstration ended with."""

    posture: Posture
    executions: list[Execution]

    @property
    def failed(self) -> bool:
        """Whether any execution did not complete."""
        return any(execution.status != "completed" for execution in self.executions)


def run(platform: Platform, directory: Path, progress: output.Progress) -> Shown:
    """Load the examples of a directory, execute every framework on each, and wait for the results.

    Raises:
        ExampleError: a file cannot be used.
        PlatformError: the platform cannot be reached, or refuses something.
    """
    examples = read_examples(directory)
    if not examples:
        raise ExampleError(directory, "the directory", "it holds no example")
    _require_frameworks(platform, directory, examples)
    existing = {system.name.casefold(): system for system in platform.list(System, "/api/systems")}
    loaded: list[tuple[System, Example]] = []
    for example in examples:
        with progress.step(f"Loaded {example.name}") as step:
            known = existing.get(example.name.casefold())
            loaded.append((_load(platform, directory, example, known), example))
            if known:
                step.outcome = f"Found {example.name}, loaded before"
    queued = [_execute(platform, system, framework) for system, example in loaded for framework in example.frameworks]
    executions = _await_end(platform, queued, progress)
    for system, example in loaded:
        _schedule(platform, system, example)
    return Shown(platform.get(Posture, "/api/posture"), executions)


def print_posture(shown: Shown, *, as_json: bool) -> None:
    """Print where every system stands: a score per framework, and how its controls ended."""
    if as_json:
        output.print_json(
            {
                "posture": shown.posture.model_dump(mode="json", by_alias=True),
                "executions": [execution.model_dump(mode="json", by_alias=True) for execution in shown.executions],
            }
        )
        return
    titles = {framework.id: framework.title for framework in shown.posture.frameworks}
    counts = ("PASS", "FAIL", "NEEDS EVIDENCE", "NOT APPLICABLE", "ERROR")
    columns = ["SYSTEM", "RISK", "FRAMEWORK", *(Column(name, numeric=True) for name in ("SCORE", *counts))]
    rows = [
        (
            system.name if position == 0 else "",
            system.risk_tier if position == 0 else "",
            titles.get(framework.framework_id, framework.framework_id),
            percentage(framework.score),
            *_counts(framework.summary),
        )
        for system in shown.posture.systems
        for position, framework in enumerate(system.frameworks)
    ]
    output.print_table(columns, rows)
    for execution in shown.executions:
        if execution.status != "completed":
            reason = execution.failure or "it has not ended yet"
            output.print_text(f"{execution.framework_id} on {execution.system_name} is {execution.status}: {reason}")


def percentage(score: float | None) -> str:
    """A score between 0 and 1 in percent; a hyphen when no control counted."""
    return "-" if score is None else f"{score * 100:.0f} %"


def _counts(summary: Summary | None) -> tuple[int | str, ...]:
    if summary is None:
        return ("", "", "", "", "")
    return (summary.passed, summary.fail, summary.needs_evidence, summary.not_applicable, summary.error)


def _require_frameworks(platform: Platform, directory: Path, examples: Sequence[Example]) -> None:
    known = {framework.id for framework in platform.list(Framework, "/api/frameworks")}
    for example in examples:
        if missing := sorted(set(example.frameworks) - known):
            raise ExampleError(directory, example.name, f"the platform has no framework {', '.join(missing)}")


def _load(platform: Platform, directory: Path, example: Example, known: System | None) -> System:
    system = known or platform.post(System, "/api/systems", example.registration())
    _load_evidence(platform, directory, example, system)
    _load_metrics(platform, example, system)
    return system


def _load_evidence(platform: Platform, directory: Path, example: Example, system: System) -> None:
    path = f"/api/systems/{system.id}/evidence"
    present = {(item.kind, item.title, item.sha256) for item in platform.list(Evidence, path)}
    for item in example.evidence:
        if (item.kind, item.title, item.sha256(directory)) not in present:
            content, media_type = item.content(directory)
            platform.upload(Evidence, path, content, media_type, {"kind": item.kind, "title": item.title})


def _load_metrics(platform: Platform, example: Example, system: System) -> None:
    path = f"/api/systems/{system.id}/metrics"
    present = {(metric.name, metric.reported_at) for metric in platform.list(Metric, path)}
    for name, metric in example.metrics.items():
        if (name, datetime.fromisoformat(metric.reported_at)) not in present:
            body = {"name": name, "value": metric.value, "reported_at": metric.reported_at}
            platform.post(Metric, path, body)


def _execute(platform: Platform, system: System, framework_id: str) -> Execution:
    return platform.post(Execution, "/api/executions", {"system_id": system.id, "framework_id": framework_id})


def _schedule(platform: Platform, system: System, example: Example) -> None:
    for framework_id in example.frameworks:
        path = f"/api/systems/{system.id}/schedules/{framework_id}"
        try:
            platform.request("GET", path)
        except PlatformRefusedError as error:
            if error.status != 404:
                raise
            platform.request("PUT", path, json={"frequency": example.frequency})


def _await_end(platform: Platform, queued: Sequence[Execution], progress: output.Progress) -> list[Execution]:
    """Watch executions until all have ended, or for as long as it is reasonable."""
    current = {execution.id: execution for execution in queued}
    deadline = time.monotonic() + EXECUTION_SECONDS
    with progress.step(f"Executed {len(queued)} frameworks") as step:
        while time.monotonic() < deadline:
            open_ones = [execution for execution in current.values() if not execution.ended]
            if not open_ones:
                break
            step.update(_progress_text(list(current.values())))
            for execution in open_ones:
                found = platform.get(Execution, f"/api/executions/{execution.id}")
                current[execution.id] = found
                if found.ended:
                    progress.say(f"    {found.system_name}: {found.framework_id} {found.status}")
            time.sleep(POLL_SECONDS)
    return list(current.values())


def _progress_text(executions: Sequence[Execution]) -> str:
    ended = sum(execution.ended for execution in executions)
    steps = [execution.progress for execution in executions if execution.progress is not None]
    decided, total = sum(step.decided for step in steps), sum(step.total for step in steps)
    return f"{ended} of {len(executions)} ended, {decided} of {total} controls decided"

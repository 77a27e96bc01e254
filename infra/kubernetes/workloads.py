"""Reads from objects of a cluster how workloads fare. Nothing here asks the cluster."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from enum import StrEnum

from infra.kubernetes.manifests import Manifest, name_of

HOPELESS = frozenset({"ImagePullBackOff", "InvalidImageName", "ErrImageNeverPull", "CreateContainerConfigError"})
"""What a container waits for that does not come by waiting: the image was asked for more than once."""

ENDS_ALLOWED = 1
"""How often a container may end while it starts; a second time it would end for ever."""

_DIGEST = re.compile(r"@(sha256:[0-9a-f]{64})$")


class JobState(StrEnum):
    """How far a Job is."""

    RUNNING = "running"
    COMPLETE = "complete"
    FAILED = "failed"


def job_state(job: Manifest) -> JobState:
    """How far a Job is."""
    conditions = _conditions(job)
    if conditions.get("Complete") == "True":
        return JobState.COMPLETE
    return JobState.FAILED if conditions.get("Failed") == "True" else JobState.RUNNING


def ready_endpoints(slices: Iterable[Manifest]) -> set[str]:
    """The pods behind a Service that get requests."""
    return {
        endpoint.get("targetRef", {}).get("name") or endpoint["addresses"][0]
        for one in slices
        for endpoint in one.get("endpoints") or []
        # A condition that is not stated means that it holds.
        if endpoint.get("conditions", {}).get("ready") is not False
    }


def ready_replicas(deployment: Manifest) -> int:
    """How many pods of a Deployment are ready, by what its controller saw last of what is wanted now."""
    status = deployment.get("status", {})
    if status.get("observedGeneration", 0) < deployment["metadata"].get("generation", 0):
        return 0
    return int(status.get("readyReplicas", 0))


def is_rolled_out(deployment: Manifest) -> bool:
    """Whether all pods of a Deployment are of its present template; one of an earlier template may be ready as well."""
    status = deployment.get("status", {})
    seen = status.get("observedGeneration", 0) >= deployment["metadata"].get("generation", 0)
    total = int(status.get("replicas", 0))
    return seen and total == int(status.get("updatedReplicas", 0)) == int(deployment["spec"].get("replicas", 0))


def is_ready(pod: Manifest) -> bool:
    """Whether a pod gets requests."""
    return _conditions(pod).get("Ready") == "True" and not is_leaving(pod)


def is_leaving(pod: Manifest) -> bool:
    """Whether a pod was told to end, or has ended."""
    return "deletionTimestamp" in pod["metadata"] or pod.get("status", {}).get("phase") in ("Succeeded", "Failed")


def hopeless(pod: Manifest) -> str | None:
    """Why a pod will not become ready, as a sentence; None while it may."""
    for status in _containers(pod):
        waiting = status.get("state", {}).get("waiting", {})
        if waiting.get("reason") in HOPELESS:
            detail = " ".join(str(waiting.get("message", "")).split())[:300]
            return (
                f"{name_of(pod)} waits in vain: {waiting['reason']} of {status.get('image', 'its image')} ({detail})."
            )
        if int(status.get("restartCount", 0)) > ENDS_ALLOWED:
            return f"{name_of(pod)} ended while it was starting, again and again: {_end(status)}."
    if pod.get("status", {}).get("phase") == "Failed":
        return f"{name_of(pod)} failed: {pod['status'].get('message') or pod['status'].get('reason') or 'no reason'}."
    return None


def waits_for(pod: Manifest) -> str:
    """What a pod that is not ready waits for."""
    for condition in pod.get("status", {}).get("conditions", []):
        if condition["type"] == "PodScheduled" and condition["status"] != "True":
            return f"{name_of(pod)} has no node: {condition.get('message', 'none was found')}"
    for status in _containers(pod):
        waiting = status.get("state", {}).get("waiting", {})
        if waiting:
            return f"{name_of(pod)}: {waiting.get('reason', 'its container waits')}"
    return f"{name_of(pod)} is not ready"


def other_digest(pod: Manifest) -> str | None:
    """What a container of a pod runs in place of the image it names by digest, as a sentence; None when nothing.

    Where a node names what it runs by another kind of name, nothing is known and nothing said.
    """
    wanted = {one["name"]: _DIGEST.search(one["image"]) for one in pod["spec"]["containers"]}
    for status in _containers(pod):
        asked, got = wanted.get(status["name"]), _DIGEST.search(status.get("imageID", ""))
        if asked and got and asked[1] != got[1]:
            return f"{name_of(pod)} runs {got[1]} where {asked[1]} is named."
    return None


def started(pod: Manifest) -> float | None:
    """When the container of a pod was started, in seconds since 1970; None while it does not run."""
    moments = [status.get("state", {}).get("running", {}).get("startedAt") for status in _containers(pod)]
    if not moments or not all(moments):
        return None
    return max(datetime.fromisoformat(str(moment)).timestamp() for moment in moments)


def restarts(pod: Manifest) -> int:
    """How often containers of a pod were started again."""
    return sum(int(status.get("restartCount", 0)) for status in _containers(pod))


def _containers(pod: Manifest) -> Iterator[Manifest]:
    yield from pod.get("status", {}).get("containerStatuses") or []


def _conditions(manifest: Manifest) -> dict[str, str]:
    return {one["type"]: one["status"] for one in manifest.get("status", {}).get("conditions") or []}


def _end(status: Manifest) -> str:
    ended = status.get("lastState", {}).get("terminated", {})
    return f"{ended.get('reason', 'it ended')}, code {ended.get('exitCode', 'unknown')}"

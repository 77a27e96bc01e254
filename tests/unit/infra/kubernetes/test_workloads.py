"""What objects of a cluster say about how workloads fare."""

from __future__ import annotations

from typing import Any

import pytest

from infra.kubernetes.manifests import Manifest
from infra.kubernetes.workloads import (
    JobState,
    hopeless,
    is_ready,
    is_rolled_out,
    job_state,
    other_digest,
    ready_endpoints,
    ready_replicas,
    started,
    waits_for,
)

KILLED = {"reason": "OOMKilled", "exitCode": 137}
DIGEST, OTHER = "sha256:" + "a" * 64, "sha256:" + "b" * 64


def pod(status: dict[str, Any] | None = None, **container: object) -> Manifest:
    image = f"registry.example.com/server@{DIGEST}"
    one = {"name": "server", "image": image, "restartCount": 0, **container}
    return {
        "kind": "Pod",
        "metadata": {"name": "server-1"},
        "spec": {"containers": [{"name": "server", "image": image}]},
        "status": {"phase": "Running", "containerStatuses": [one], **(status or {})},
    }


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (pod(state={"waiting": {"reason": "ImagePullBackOff", "message": "manifest unknown"}}), "manifest unknown"),
        (
            pod(restartCount=2, lastState={"terminated": {"reason": "OOMKilled", "exitCode": 137}}),
            "OOMKilled, code 137",
        ),
        (pod({"phase": "Failed", "reason": "Evicted", "message": "low on memory"}), "low on memory"),
    ],
)
def test_what_does_not_come_by_waiting_is_told(found: Manifest, said: str) -> None:
    reason = hopeless(found)
    assert reason is not None
    assert said in reason


@pytest.mark.parametrize(
    "found",
    [
        pod(),
        pod(restartCount=1),
        pod(state={"waiting": {"reason": "ContainerCreating"}}),
        {"kind": "Pod", "status": {}},
    ],
)
def test_what_may_come_by_waiting_is_waited_for(found: Manifest) -> None:
    assert hopeless(found) is None


def test_a_pod_without_a_node_says_why() -> None:
    condition = {"type": "PodScheduled", "status": "False", "message": "0/3 nodes have enough memory"}
    assert waits_for(pod({"conditions": [condition]})) == "server-1 has no node: 0/3 nodes have enough memory"


def test_another_digest_is_told_and_another_kind_of_name_is_not() -> None:
    assert other_digest(pod(imageID=f"registry.example.com/server@{DIGEST}")) is None
    assert other_digest(pod(imageID=OTHER)) is None
    assert other_digest(pod(imageID=f"x@{OTHER}")) == f"server-1 runs {OTHER} where {DIGEST} is named."


def test_a_pod_that_was_told_to_end_is_not_ready() -> None:
    found = pod({"conditions": [{"type": "Ready", "status": "True"}]})
    assert is_ready(found)
    found["metadata"]["deletionTimestamp"] = "2026-11-27T10:00:00Z"
    assert not is_ready(found)


def test_a_start_is_a_moment_and_none_while_it_does_not_run() -> None:
    assert started(pod(state={"running": {"startedAt": "2026-11-27T10:00:00Z"}})) == 1795773600.0
    assert started(pod(state={"terminated": {}})) is None


def test_endpoints_without_a_condition_are_ready_and_terminating_ones_are_not() -> None:
    endpoints = [
        {"addresses": ["10.0.0.1"], "targetRef": {"name": "one"}},
        {"addresses": ["10.0.0.2"], "targetRef": {"name": "two"}, "conditions": {"ready": False}},
        {"addresses": ["10.0.0.3"], "conditions": {"ready": True}},
    ]
    assert ready_endpoints([{"endpoints": endpoints}, {"endpoints": None}]) == {"one", "10.0.0.3"}


def test_what_a_controller_has_not_seen_yet_is_not_ready() -> None:
    deployment = {"metadata": {"generation": 2}, "status": {"observedGeneration": 1, "readyReplicas": 3}}
    assert ready_replicas(deployment) == 0
    deployment["status"]["observedGeneration"] = 2
    assert ready_replicas(deployment) == 3


@pytest.mark.parametrize(
    ("status", "rolled_out"),
    [
        ({"observedGeneration": 2, "replicas": 2, "updatedReplicas": 2}, True),
        ({"observedGeneration": 1, "replicas": 2, "updatedReplicas": 2}, False),
        ({"observedGeneration": 2, "replicas": 3, "updatedReplicas": 2}, False),
        ({"observedGeneration": 2, "replicas": 1, "updatedReplicas": 1}, False),
    ],
)
def test_a_colour_is_new_when_no_pod_of_an_earlier_template_is_left(status: dict[str, int], rolled_out: bool) -> None:
    deployment = {"metadata": {"generation": 2}, "spec": {"replicas": 2}, "status": status}
    assert is_rolled_out(deployment) is rolled_out


@pytest.mark.parametrize(
    ("conditions", "state"),
    [
        ([], JobState.RUNNING),
        ([{"type": "Complete", "status": "True"}], JobState.COMPLETE),
        ([{"type": "FailureTarget", "status": "True"}], JobState.RUNNING),
        ([{"type": "Failed", "status": "True"}], JobState.FAILED),
    ],
)
def test_a_job_has_ended_when_it_says_so(conditions: list[dict[str, str]], state: JobState) -> None:
    assert job_state({"status": {"conditions": conditions}}) is state

"""Worker and cron of a region on Kubernetes: exactly what kubectl is told, and what it says when it cannot."""

from __future__ import annotations

import json
from collections.abc import Sequence

import pytest

from infra.backups.cloud.workloads import JOBS, KubernetesWorkloads, jobs_argv, live_colour, route_argv, scale_argv
from infra.backups.errors.regions import CloudRefusedError, CloudUnreachableError
from infra.kubernetes import overlays

BASE = ["kubectl", "--context=two", "--namespace=syndic", "--request-timeout=15s"]


def route(blue: int, green: int) -> dict:
    servers = [{"name": "server-blue", "weight": blue}, {"name": "server-green", "weight": green}]
    clients = [{"name": "client-blue", "weight": green}, {"name": "client-green", "weight": blue}]
    return {"spec": {"rules": [{"backendRefs": servers}, {"backendRefs": clients}]}}


class Kubectl:
    """Answers the questions for the route and for the operator's jobs, and notes everything else."""

    def __init__(self, code: int = 0, errors: str = "") -> None:
        self.told: list[list[str]] = []
        self._answer = (code, json.dumps(route(0, 100)), errors)

    def __call__(self, argv: Sequence[str]) -> tuple[int, str, str]:
        if "get" not in argv:
            self.told.append(list(argv))
        code, route_of_users, errors = self._answer
        return code, "cronjob.batch/backup\ncronjob.batch/rotate\n" if "cronjobs" in argv else route_of_users, errors


def workloads(kubectl: Kubectl) -> KubernetesWorkloads:
    return KubernetesWorkloads("kubectl", {"west": "two"}, {"worker": 3, "cron": 2}, kubectl)


def test_worker_cron_and_jobs_of_the_colour_that_users_follow_are_started() -> None:
    kubectl = Kubectl()
    assert workloads(kubectl).start("west") == "worker and cron of green run in west"
    assert kubectl.told == [
        [*BASE, "scale", "deployment", "worker-green", "--replicas=3"],
        [*BASE, "scale", "deployment", "cron-green", "--replicas=2"],
        [*BASE, "annotate", "scaledobject", "worker-green", "autoscaling.keda.sh/paused=false", "--overwrite"],
        [*BASE, "patch", "cronjob.batch/backup", "--type=merge", '--patch={"spec": {"suspend": false}}'],
        [*BASE, "patch", "cronjob.batch/rotate", "--type=merge", '--patch={"spec": {"suspend": false}}'],
    ]


def test_jobs_are_suspended_and_scaling_by_the_queue_is_paused_before_they_are_stopped() -> None:
    kubectl = Kubectl()
    workloads(kubectl).stop("west")
    assert [argv[4] for argv in kubectl.told] == ["patch", "patch", "annotate", "scale", "scale"]
    assert [argv[-1] for argv in kubectl.told[3:]] == ["--replicas=0", "--replicas=0"]
    assert {argv[-1] for argv in kubectl.told[:2]} == {'--patch={"spec": {"suspend": true}}'}


def test_the_jobs_that_follow_the_region_are_those_of_the_manifests() -> None:
    assert overlays.JOBS == JOBS
    selector = (
        "--selector=app.kubernetes.io/name=syndic,app.kubernetes.io/component in (backup,verify,prune,rotate,drill)"
    )
    assert jobs_argv("kubectl", "two") == [*BASE, "get", "cronjobs", selector, "--output=name"]


def test_the_colour_is_the_one_with_the_weight() -> None:
    assert live_colour(route(100, 0)) == "blue"
    assert live_colour(route(25, 75)) == "green"
    assert route_argv("kubectl", "two") == [*BASE, "get", "httproute", "syndic", "--output=json"]
    assert scale_argv("kubectl", "two", "blue", {}, paused=True)[0][-2] == "autoscaling.keda.sh/paused=true"


def test_a_cluster_that_is_lost_is_told_from_one_that_refuses() -> None:
    with pytest.raises(CloudUnreachableError, match="in west does not answer: Unable to connect"):
        workloads(Kubectl(1, "Unable to connect to the server: dial tcp: no such host")).start("west")
    with pytest.raises(CloudRefusedError, match="context"):
        workloads(Kubectl(1, 'error: context "two" does not exist')).start("west")

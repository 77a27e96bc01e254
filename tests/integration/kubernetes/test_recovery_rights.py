"""What those who fail over may do in a cluster, and nothing else, by the decision of a real API server.

The one in memory decides nothing, so KUBECONFIG names a cluster, and somebody there who may speak for others.
"""

from __future__ import annotations

import os
import subprocess
import uuid
from collections.abc import Iterator, Sequence

import pytest

from infra import shell
from infra.backups.cloud.workloads import CRON, PAUSED, WORKER, KubernetesWorkloads
from infra.kubernetes import manifests
from infra.kubernetes.cluster import CRON_JOB, DEPLOYMENT, NAMESPACE, SCALED_OBJECT, Cluster
from infra.kubernetes.connecting import connect
from infra.kubernetes.errors import UnknownKindError
from infra.tree import checkout
from tests.integration.kubernetes.scene import OVERLAY

pytestmark = pytest.mark.kubernetes

REGION = OVERLAY.region
REPLICAS = {WORKER: 2, CRON: 1}
TURNED = {"CronJob", "Deployment", "HTTPRoute", "Role", "RoleBinding", "ScaledObject"}
"""Kinds of what is turned, and of who may turn it."""


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    """A namespace that holds what staging's region has of these kinds. Nothing in it has to run."""
    if "KUBECONFIG" not in os.environ:
        pytest.skip("KUBECONFIG names no cluster that could decide")
    name = f"syndic-tests-{uuid.uuid4().hex[:8]}"
    found = connect(name, None, "")
    found.apply({"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": name}})
    try:
        for manifest in manifests.render(checkout(), OVERLAY):
            if manifest["kind"] in TURNED:
                found.apply({**manifest, "metadata": {**manifest["metadata"], "namespace": name}})
        yield found
    except UnknownKindError as error:
        pytest.skip(f"the cluster lacks what the platform is made of: {error}")
    finally:
        found.delete(NAMESPACE, name)


def as_operator(cluster: Cluster, argv: Sequence[str]) -> tuple[int, str, str]:
    """Run kubectl as somebody who is in the group and has no other right."""
    said = [word for word in argv if not word.startswith(("--context=", "--namespace="))]
    who = (f"--namespace={cluster.namespace}", "--as=somebody", "--as-group=syndic:operations")
    done = subprocess.run([*said, *who], capture_output=True, text=True, check=False, timeout=60)
    return done.returncode, done.stdout, done.stderr


def standing(cluster: Cluster, colour: str) -> tuple[list[int], str, set[bool]]:
    """How many of worker and cron are wanted, whether scaling is paused, and whether jobs are suspended."""
    deployments = [cluster.get(DEPLOYMENT, f"{process}-{colour}") for process in REPLICAS]
    scaled = cluster.get(SCALED_OBJECT, f"{WORKER}-{colour}")
    jobs = [cluster.get(CRON_JOB, name) for name in ("backup", "verify", "prune", "rotate")]
    assert scaled is not None
    return (
        [one["spec"]["replicas"] for one in deployments if one],
        scaled["metadata"]["annotations"][PAUSED],
        {one["spec"]["suspend"] for one in jobs if one},
    )


def test_they_stop_what_works_and_start_it_again(cluster: Cluster) -> None:
    kubectl = str(shell.find_program("kubectl"))
    workloads = KubernetesWorkloads(kubectl, {REGION: ""}, REPLICAS, lambda argv: as_operator(cluster, argv))
    assert workloads.stop(REGION) == f"worker and cron do not run in {REGION}"
    assert standing(cluster, "blue") == ([0, 0], "true", {True})
    assert workloads.start(REGION) == f"worker and cron of blue run in {REGION}"
    assert standing(cluster, "blue") == ([2, 1], "false", {False})


@pytest.mark.parametrize(
    "words",
    [
        ("get", "secrets"),
        ("get", "pods"),
        ("delete", "deployment", "worker-blue"),
        ("scale", "deployment", "server-blue", "--replicas=0"),
        ("set", "image", "deployment/worker-blue", "*=anything"),
        ("patch", "httproute", "syndic", "--type=merge", "--patch={}"),
        ("patch", "cronjob", "retention", "--type=merge", '--patch={"spec": {"suspend": true}}'),
        ("create", "job", "another", "--from=cronjob/backup"),
    ],
    ids=" ".join,
)
def test_they_may_do_nothing_else(cluster: Cluster, words: tuple[str, ...]) -> None:
    code, _, said = as_operator(cluster, [str(shell.find_program("kubectl")), *words])
    assert code != 0
    assert 'User "somebody" cannot' in said

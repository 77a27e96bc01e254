"""Worker, cron and the operator's jobs of a region, on Kubernetes: only the region that takes writes has them.

The colour that users are led to in the region is the one that works; the route says which that is.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from infra.backups.errors.regions import CloudRefusedError, CloudUnreachableError

NAMESPACE = "syndic"
ROUTE = "syndic"
SERVER = "server-"
WORKER, CRON = "worker", "cron"
PAUSED = "autoscaling.keda.sh/paused"
JOBS = ("backup", "verify", "prune", "rotate", "drill")
"""The operator's jobs that follow the region that takes writes. Others that are suspended stay so."""
UNREACHABLE = ("Unable to connect", "connection refused", "timeout", "no such host", "deadline exceeded")

Run = Callable[[Sequence[str]], tuple[int, str, str]]
"""Runs a command; returns its code, what it wrote and its errors."""


class KubernetesWorkloads:
    """Worker, cron and the operator's jobs in the clusters of the regions."""

    def __init__(self, kubectl: str, contexts: Mapping[str, str], replicas: Mapping[str, int], run: Run) -> None:
        """Prepare to reach them.

        Args:
            kubectl: the program.
            contexts: its context, by region.
            replicas: how many of `worker` and of `cron` run in the live region.
            run: runs it.
        """
        self._kubectl = kubectl
        self._contexts = contexts
        self._replicas = replicas
        self._run = run

    def start(self, region: str) -> str:
        """Have them run, and worker scaled by its queue."""
        colour = self._colour(region)
        self._scale(region, colour, self._replicas, paused=False)
        self._suspend(region, suspended=False)
        return f"{WORKER} and {CRON} of {colour} run in {region}"

    def stop(self, region: str) -> str:
        """Have them not run; scaling is paused first, or it would start them again. A job that runs goes on."""
        colour = self._colour(region)
        self._suspend(region, suspended=True)
        self._scale(region, colour, {WORKER: 0, CRON: 0}, paused=True)
        return f"{WORKER} and {CRON} do not run in {region}"

    def _scale(self, region: str, colour: str, replicas: Mapping[str, int], *, paused: bool) -> None:
        for argv in scale_argv(self._kubectl, self._contexts[region], colour, replicas, paused=paused):
            self._call(region, argv)

    def _suspend(self, region: str, *, suspended: bool) -> None:
        listed = self._call(region, jobs_argv(self._kubectl, self._contexts[region]))
        for job in listed.split():
            self._call(region, suspend_argv(self._kubectl, self._contexts[region], job, suspended=suspended))

    def _colour(self, region: str) -> str:
        found = json.loads(self._call(region, route_argv(self._kubectl, self._contexts[region])))
        return live_colour(found)

    def _call(self, region: str, argv: Sequence[str]) -> str:
        code, output, errors = self._run(argv)
        if code != 0:
            reason = " ".join(errors.split()) or f"kubectl ended with {code}"
            if any(sign in reason for sign in UNREACHABLE):
                raise CloudUnreachableError(region, reason)
            raise CloudRefusedError("scale worker and cron", region, "kubectl", reason)
        return output


def route_argv(kubectl: str, context: str) -> list[str]:
    """Read the route that users follow."""
    return [*_kubectl(kubectl, context), "get", "httproute", ROUTE, "--output=json"]


def scale_argv(
    kubectl: str, context: str, colour: str, replicas: Mapping[str, int], *, paused: bool
) -> list[list[str]]:
    """Set how many of each run; the scaling of worker by its queue goes on last, and is paused first."""
    base = _kubectl(kubectl, context)
    annotate = [
        *base, "annotate", "scaledobject", f"{WORKER}-{colour}", f"{PAUSED}={str(paused).lower()}", "--overwrite"
    ]  # fmt: skip
    scale = [
        [*base, "scale", "deployment", f"{process}-{colour}", f"--replicas={count}"]
        for process, count in replicas.items()
    ]
    return [annotate, *scale] if paused else [*scale, annotate]


def jobs_argv(kubectl: str, context: str) -> list[str]:
    """List the operator's jobs that the region has."""
    ours = f"app.kubernetes.io/name=syndic,app.kubernetes.io/component in ({','.join(JOBS)})"
    return [*_kubectl(kubectl, context), "get", "cronjobs", f"--selector={ours}", "--output=name"]


def suspend_argv(kubectl: str, context: str, job: str, *, suspended: bool) -> list[str]:
    """Have a job start no more, or start again when it is its time."""
    patch = json.dumps({"spec": {"suspend": suspended}})
    return [*_kubectl(kubectl, context), "patch", job, "--type=merge", f"--patch={patch}"]


def live_colour(route: Mapping[str, Any]) -> str:
    """The colour with the largest weight."""
    backends = [
        backend
        for rule in route["spec"]["rules"]
        for backend in rule.get("backendRefs", ())
        if backend["name"].startswith(SERVER)
    ]
    chosen = max(backends, key=lambda backend: backend.get("weight", 1))
    return str(chosen["name"].removeprefix(SERVER))


def _kubectl(kubectl: str, context: str) -> list[str]:
    return [kubectl, f"--context={context}", f"--namespace={NAMESPACE}", "--request-timeout=15s"]

"""Jobs that run once, are waited for, and never ended from here."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterable

from infra.kubernetes.cluster import JOB, POD, Cluster
from infra.kubernetes.errors import JobFailedError, JobNotStartedError, ObjectChangedError
from infra.kubernetes.injection import NAMED_BY_PODS
from infra.kubernetes.manifests import Manifest, name_of, pod_template
from infra.kubernetes.workloads import JobState, hopeless, job_state, started, waits_for

OF_A_JOB = "batch.kubernetes.io/job-name"


class Jobs:
    """The jobs of a namespace."""

    def __init__(self, cluster: Cluster, start_seconds: float, poll_seconds: float) -> None:
        self._cluster = cluster
        self._start_seconds = start_seconds
        self._poll_seconds = poll_seconds

    def run(self, rendered: Iterable[Manifest], job: Manifest) -> str:
        """Run a job, or go on waiting for one of that name that runs or has run.

        Args:
            rendered: objects among which are the settings and accounts that the job names.
            job: what is run.

        Returns:
            What it wrote.

        Raises:
            JobFailedError: it failed; the message has its last words.
            JobNotStartedError: its pod cannot be started.
        """
        name = name_of(job)
        if self._cluster.get(JOB, name) is None:
            for manifest in _named(rendered, job):
                self._cluster.apply(manifest)
            # When there is one by now, an earlier try of this very call made it and its answer was lost.
            with contextlib.suppress(ObjectChangedError):
                self._cluster.create(job)
        self._await(name)
        return self._output(name)

    def delete(self, name: str) -> None:
        """Remove a job and its pods."""
        self._cluster.delete(JOB, name)

    def _await(self, name: str) -> None:
        deadline = time.monotonic() + self._start_seconds
        while True:
            found = self._cluster.get(JOB, name)
            state = job_state(found) if found else JobState.FAILED
            if state is JobState.COMPLETE:
                return
            if state is JobState.FAILED:
                raise JobFailedError(name, self._output(name))
            pods = self._pods(name)
            reason = next(filter(None, map(hopeless, pods)), None)
            if reason is not None:
                raise JobNotStartedError(name, reason)
            if time.monotonic() > deadline and not any(started(pod) for pod in pods):
                waits = "; ".join(waits_for(pod) for pod in pods) or "it has no pod"
                raise JobNotStartedError(name, f"after {self._start_seconds:g} seconds {waits}.")
            time.sleep(self._poll_seconds)

    def _output(self, name: str) -> str:
        return "\n".join(self._cluster.logs(name_of(pod)) for pod in self._pods(name)).strip()

    def _pods(self, name: str) -> list[Manifest]:
        return self._cluster.select(POD, {OF_A_JOB: name})


def _named(rendered: Iterable[Manifest], job: Manifest) -> list[Manifest]:
    """The settings and the account that the pods of a job name."""
    template = pod_template(job) or {}
    spec = template["spec"]
    names = {("ServiceAccount", spec.get("serviceAccountName"))}
    for container in spec["containers"]:
        for source in container.get("envFrom", []):
            names.add(("ConfigMap", source.get("configMapRef", {}).get("name")))
    return [one for one in rendered if one["kind"] in NAMED_BY_PODS and (one["kind"], name_of(one)) in names]

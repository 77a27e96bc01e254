"""Stands in for the controllers, the scheduler and the node of a cluster: Deployments and Jobs get pods that run.

A pod runs the stand-ins of the platform's servers; whether it comes up, and how, is said by its version's behaviour.
Pods of Deployments are not replaced one by one: a changed template is taken over by pods that are made from then on.
"""

from __future__ import annotations

import json
import threading
import time
from collections import defaultdict
from datetime import UTC, datetime
from typing import Any

from infra.kubernetes.injection import VERSION
from tests.integration.kubernetes.api_server_in_memory import ApiServerInMemory, Manifest
from tests.integration.kubernetes.gateway import NAMESPACE, Certificate
from tests.integration.kubernetes.platform_in_memory import Behaviour, Pod, Register

COMPONENT = "app.kubernetes.io/component"
TICK_SECONDS = 0.05
PORTS = {"server": ("https", 8000), "client": ("http", 8080)}


class ControllersInMemory:
    """Moves what is in an API server towards what is wanted."""

    def __init__(self, api: ApiServerInMemory, tls: Certificate) -> None:
        self.api = api
        self.register = Register()
        self.behaviours: dict[str, Behaviour] = defaultdict(Behaviour)
        """By the version as labels have it."""

        self.running: dict[str, Pod] = {}
        """What runs, by the name of its pod."""

        self.started: list[str] = []
        """Names of all pods that ever were, in order."""

        self._tls = tls
        self._wake = threading.Event()
        self._ended = threading.Event()
        self._numbers = 0
        api.changed.append(self._wake.set)
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Move nothing any more."""
        self._ended.set()
        self._thread.join()
        for pod in self.running.values():
            pod.stop()

    def pods(self, **labels: str) -> list[Manifest]:
        """The pods with these labels."""
        return [one for one in self.api.of_kind("Pod") if labels.items() <= one["metadata"]["labels"].items()]

    def _run(self) -> None:
        while not self._ended.is_set():
            self._wake.wait(TICK_SECONDS)
            self._wake.clear()
            with self.api.lock:
                for deployment in self.api.of_kind("Deployment"):
                    self._deploy(deployment)
                for job in self.api.of_kind("Job"):
                    self._work(job)
                for pod in self.api.of_kind("Pod"):
                    self._live(pod)
                for service in self.api.of_kind("Service"):
                    self._publish(service)

    def _deploy(self, deployment: Manifest) -> None:
        name, spec = deployment["metadata"]["name"], deployment["spec"]
        pods = [one for one in self.api.of_kind("Pod") if one["metadata"].get("owner") == name]
        staying = [one for one in pods if "deletionTimestamp" not in one["metadata"]]
        for _ in range(spec["replicas"] - len(staying)):
            self._make(name, spec["template"])
        for pod in staying[spec["replicas"] :]:
            marked = {**pod, "metadata": {**pod["metadata"], "deletionTimestamp": _now()}}
            self.api.put(marked)
        ready = sum(_is_ready(one) for one in staying[: spec["replicas"]])
        status = {
            "observedGeneration": deployment["metadata"]["generation"],
            "replicas": len(staying),
            "updatedReplicas": len(staying),
            "readyReplicas": ready,
        }
        if deployment.get("status") != status:
            self.api.put({**deployment, "metadata": dict(deployment["metadata"]), "status": status})

    def _work(self, job: Manifest) -> None:
        name = job["metadata"]["name"]
        if job.get("status") or name == "migrate":
            return
        labels = {**job["spec"]["template"]["metadata"]["labels"], "batch.kubernetes.io/job-name": name}
        behaviour = self.behaviours[labels.get(VERSION, "")]
        pods = self.pods(**{"batch.kubernetes.io/job-name": name})
        if not pods:
            template = {**job["spec"]["template"], "metadata": {"labels": labels}}
            self._make(name, template)
            return
        arguments = job["spec"]["template"]["spec"]["containers"][0]["args"]
        failed = arguments[0] == "migrate" and behaviour.migration == "fails"
        answers = {"schema": json.dumps(behaviour.schema), "retention": json.dumps(behaviour.retention)}
        said = answers.get(arguments[0], "Revision 0002 was applied.")
        self.api.logs[pods[0]["metadata"]["name"]] = "A revision failed: division by zero." if failed else said
        condition = {"type": "Failed" if failed else "Complete", "status": "True"}
        self.api.put({**job, "metadata": dict(job["metadata"]), "status": {"conditions": [condition]}})

    def _make(self, owner: str, template: Manifest) -> None:
        self._numbers += 1
        name = f"{owner}-{self._numbers}"
        metadata = {"name": name, "namespace": NAMESPACE, "owner": owner, "labels": template["metadata"]["labels"]}
        self.started.append(name)
        self.api.put({"apiVersion": "v1", "kind": "Pod", "metadata": metadata, "spec": template["spec"], "status": {}})

    def _live(self, pod: Manifest) -> None:
        name, labels = pod["metadata"]["name"], pod["metadata"]["labels"]
        component = labels.get(COMPONENT, "")
        if component == "proxy":
            return
        owners = {one["metadata"]["name"] for kind in ("Deployment", "Job") for one in self.api.of_kind(kind)}
        if "deletionTimestamp" in pod["metadata"] or pod["metadata"]["owner"] not in owners:
            self._bury(name)
            return
        behaviour = self.behaviours[labels.get(VERSION, "")]
        if not pod["status"]:
            self._begin(pod, component, behaviour)
        elif name in self.running and self.running[name].died:
            self.running[name].died = False
            behaviour.dies_after = None
            self._say(pod, _status(pod, restarts=1))

    def _begin(self, pod: Manifest, component: str, behaviour: Behaviour) -> None:
        name = pod["metadata"]["name"]
        image = behaviour.image if component == "api" else "present"
        if image == "missing":
            waiting = {"reason": "ImagePullBackOff", "message": "manifest unknown"}
            self._say(pod, _status(pod, waiting=waiting))
        elif behaviour.crashes:
            self.api.logs[name] = "Traceback\nRuntimeError: broken"
            self._say(pod, _status(pod, waiting={"reason": "CrashLoopBackOff"}, restarts=3))
        else:
            running = self.running[name] = Pod(component, behaviour, self.register, self._tls)
            self.api.ports.update({(name, port): where for port, where in running.ports.items()})
            self._say(pod, _status(pod, image=image))

    def _bury(self, name: str) -> None:
        """A pod that was told to end is out of the endpoints first, then answers nobody any more."""
        ended = self.running.pop(name, None)
        self.api.remove("Pod", name)
        for service in self.api.of_kind("Service"):
            self._publish(service)
        if ended is not None:
            threading.Timer(1.0, ended.stop).start()

    def _publish(self, service: Manifest) -> None:
        """A slice for every pod: on this machine each has a port of its own."""
        name = service["metadata"]["name"]
        process = name.rpartition("-")[0]
        if process not in PORTS:
            return
        port_name, port = PORTS[process]
        wanted = {}
        for pod in self.pods(**service["spec"]["selector"]):
            where = self.api.ports.get((pod["metadata"]["name"], port))
            if where is not None and _is_ready(pod):
                wanted[f"{name}-{where}"] = _slice(name, pod["metadata"]["name"], port_name, where)
        for known in self.api.of_kind("EndpointSlice"):
            mine = known["metadata"]["labels"]["kubernetes.io/service-name"] == name
            if mine and known["metadata"]["name"] not in wanted:
                self.api.remove("EndpointSlice", known["metadata"]["name"])
        for manifest in wanted.values():
            self.api.put(manifest)

    def _say(self, pod: Manifest, status: Manifest) -> None:
        self.api.put({**pod, "metadata": dict(pod["metadata"]), "status": status})


def _slice(service: str, pod: str, port_name: str, port: int) -> Manifest:
    labels = {"kubernetes.io/service-name": service}
    conditions = {"ready": True, "serving": True}
    endpoint = {"addresses": ["127.0.0.1"], "conditions": conditions, "targetRef": {"kind": "Pod", "name": pod}}
    return {
        "apiVersion": "discovery.k8s.io/v1",
        "kind": "EndpointSlice",
        "metadata": {"name": f"{service}-{port}", "namespace": NAMESPACE, "labels": labels},
        "addressType": "IPv4",
        "ports": [{"name": port_name, "port": port, "protocol": "TCP"}],
        "endpoints": [endpoint],
    }


def _status(pod: Manifest, *, waiting: Any = None, restarts: int = 0, image: str = "present") -> Manifest:  # noqa: ANN401 - JSON
    container = pod["spec"]["containers"][0]
    reference = container["image"]
    if image == "other":
        reference = reference.partition("@")[0] + "@sha256:" + "f" * 64
    state = {"waiting": waiting} if waiting else {"running": {"startedAt": _now()}}
    one = {
        "name": container["name"],
        "image": container["image"],
        "imageID": "" if waiting else reference,
        "state": state,
        "restartCount": restarts,
    }
    if restarts:
        one["lastState"] = {"terminated": {"reason": "OOMKilled", "exitCode": 137}}
    ready = "False" if waiting else "True"
    return {
        "phase": "Pending" if waiting else "Running",
        "conditions": [{"type": "Ready", "status": ready}],
        "containerStatuses": [one],
    }


def _is_ready(pod: Manifest) -> bool:
    return "deletionTimestamp" not in pod["metadata"] and any(
        one["type"] == "Ready" and one["status"] == "True" for one in pod["status"].get("conditions", [])
    )


def _now() -> str:
    return datetime.fromtimestamp(time.time(), UTC).isoformat()

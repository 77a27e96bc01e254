"""The API of a cluster, by plain objects as Kustomize renders them.

Objects stay dictionaries on the way: a typed model would leave out what it does not know, and what is applied has to be
what was judged. Reading and repeatable writing go on through a short absence of the API server.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import httpx2

from infra.kubernetes.errors import (
    ClusterRefusedError,
    ClusterUnreachableError,
    ObjectChangedError,
    UnknownKindError,
)
from infra.kubernetes.manifests import Manifest, name_of

MANAGER = "syndic"
"""Owner of the fields that are applied."""

PATIENCE_SECONDS = 30.0
"""How long the API server may be away."""

FIRST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS = 0.2, 2.0
PASSING = frozenset({429, 500, 502, 503, 504})
NOT_FOUND, CONFLICT = 404, 409
APPLY, MERGE, JSON = "application/apply-patch+yaml", "application/merge-patch+json", "application/json"


@dataclass(frozen=True)
class Kind:
    """A kind of objects."""

    api_version: str
    kind: str


CONFIG_MAP = Kind("v1", "ConfigMap")
NAMESPACE = Kind("v1", "Namespace")
POD = Kind("v1", "Pod")
DEPLOYMENT = Kind("apps/v1", "Deployment")
CRON_JOB = Kind("batch/v1", "CronJob")
JOB = Kind("batch/v1", "Job")
LEASE = Kind("coordination.k8s.io/v1", "Lease")
ENDPOINT_SLICE = Kind("discovery.k8s.io/v1", "EndpointSlice")
HTTP_ROUTE = Kind("gateway.networking.k8s.io/v1", "HTTPRoute")
SCALED_OBJECT = Kind("keda.sh/v1alpha1", "ScaledObject")


def kind_of(manifest: Manifest) -> Kind:
    """The kind of an object."""
    return Kind(str(manifest["apiVersion"]), str(manifest["kind"]))


class Cluster:
    """One cluster, and one namespace of it."""

    def __init__(
        self,
        client: httpx2.Client,
        open_async_client: Callable[[], httpx2.AsyncClient],
        namespace: str,
        where: str,
        patience_seconds: float = PATIENCE_SECONDS,
    ) -> None:
        self.client = client
        self.open_async_client = open_async_client
        """Makes a client for an event loop, as tunnels need one."""

        self.namespace = namespace
        self.where = where
        """Address of its API server, for messages."""

        self.before_writing: Callable[[], None] = lambda: None
        """Called before every change; raises when this run may change nothing any more."""

        self._patience_seconds = patience_seconds
        self._resources: dict[str, dict[str, tuple[str, bool]]] = {}

    def unguarded(self, patience_seconds: float) -> Cluster:
        """The same cluster for whoever may change it without a lock, as the lock itself has to."""
        return Cluster(self.client, self.open_async_client, self.namespace, self.where, patience_seconds)

    def get(self, kind: Kind, name: str) -> Manifest | None:
        """An object; None when there is none of that name."""
        try:
            return self._json("GET", self.path(kind, name))
        except ClusterRefusedError as error:
            if error.status == NOT_FOUND:
                return None
            raise

    def select(self, kind: Kind, labels: Mapping[str, str] | None = None) -> list[Manifest]:
        """The objects of a kind that carry labels."""
        selector = ",".join(f"{name}={value}" for name, value in (labels or {}).items())
        found = self._json("GET", self.path(kind), params={"labelSelector": selector} if selector else {})
        return [{"apiVersion": kind.api_version, "kind": kind.kind, **item} for item in found["items"]]

    def apply(self, manifest: Manifest, *, dry_run: bool = False) -> Manifest:
        """Make an object what the manifest says, and leave fields alone that it does not name.

        Raises:
            ClusterRefusedError: the API server finds something wrong with it.
        """
        if not dry_run:
            self.before_writing()
        parameters = {"fieldManager": MANAGER, "force": "true", "fieldValidation": "Strict"}
        if dry_run:
            parameters["dryRun"] = "All"
        path = self.path(kind_of(manifest), name_of(manifest))
        # JSON is YAML, and what this media type is called.
        return self._json("PATCH", path, params=parameters, body=manifest, media_type=APPLY)

    def merge(self, kind: Kind, name: str, change: Manifest, part: str = "") -> Manifest:
        """Change some fields of an object, or of a part of it such as `scale`."""
        self.before_writing()
        path = self.path(kind, name) + (f"/{part}" if part else "")
        return self._json("PATCH", path, params={"fieldManager": MANAGER}, body=change, media_type=MERGE)

    def create(self, manifest: Manifest) -> Manifest:
        """Make an object.

        Raises:
            ObjectChangedError: there is one of that name.
        """
        self.before_writing()
        path = self.path(kind_of(manifest))
        return self._json("POST", path, params={"fieldManager": MANAGER}, body=manifest, media_type=JSON)

    def replace(self, manifest: Manifest) -> Manifest:
        """Put a changed object in the place of the one that was read.

        Raises:
            ObjectChangedError: it changed since it was read.
        """
        self.before_writing()
        path = self.path(kind_of(manifest), name_of(manifest))
        return self._json("PUT", path, params={"fieldManager": MANAGER}, body=manifest, media_type=JSON)

    def delete(self, kind: Kind, name: str) -> None:
        """Remove an object and what belongs to it; one that is not there is removed already."""
        self.before_writing()
        try:
            self._json("DELETE", self.path(kind, name), params={"propagationPolicy": "Background"})
        except ClusterRefusedError as error:
            if error.status != NOT_FOUND:
                raise

    def scale(self, deployment: str, replicas: int) -> None:
        """Say how many pods a Deployment has."""
        self.merge(DEPLOYMENT, deployment, {"spec": {"replicas": replicas}}, part="scale")

    def logs(self, pod: str, lines: int = 200) -> str:
        """The last lines that a pod wrote; the empty text when it wrote none or is gone."""
        try:
            return self._request("GET", f"{self.path(POD, pod)}/log", params={"tailLines": str(lines)}).text
        except ClusterRefusedError:
            return ""

    def version(self) -> str:
        """The version of Kubernetes."""
        return str(self._json("GET", "/version")["gitVersion"])

    def path(self, kind: Kind, name: str = "") -> str:
        """Where objects of a kind are, or one of them.

        Raises:
            UnknownKindError: the cluster knows no such kind.
        """
        plural, namespaced = self._resource(kind)
        root = f"/api/{kind.api_version}" if "/" not in kind.api_version else f"/apis/{kind.api_version}"
        inside = f"/namespaces/{self.namespace}" if namespaced else ""
        return f"{root}{inside}/{plural}" + (f"/{name}" if name else "")

    def _resource(self, kind: Kind) -> tuple[str, bool]:
        """What a kind is called in addresses, and whether its objects belong to a namespace."""
        if kind.api_version not in self._resources:
            root = "/api" if "/" not in kind.api_version else "/apis"
            try:
                listed = self._json("GET", f"{root}/{kind.api_version}")["resources"]
            except ClusterRefusedError as error:
                if error.status != NOT_FOUND:
                    raise
                raise UnknownKindError(kind.api_version, kind.kind, self.where) from error
            self._resources[kind.api_version] = {
                one["kind"]: (one["name"], one["namespaced"]) for one in listed if "/" not in one["name"]
            }
        known = self._resources[kind.api_version]
        if kind.kind not in known:
            raise UnknownKindError(kind.api_version, kind.kind, self.where)
        return known[kind.kind]

    def _json(
        self,
        method: str,
        path: str,
        *,
        params: Mapping[str, str] | None = None,
        body: Manifest | None = None,
        media_type: str = JSON,
    ) -> Any:  # noqa: ANN401 - JSON
        return self._request(method, path, params=params, body=body, media_type=media_type).json()

    def _request(
        self,
        method: str,
        path: str,
        *,
        params: Mapping[str, str] | None = None,
        body: Manifest | None = None,
        media_type: str = JSON,
    ) -> httpx2.Response:
        """Ask until an answer comes that is not about the server itself. Every call here can be repeated."""
        deadline = time.monotonic() + self._patience_seconds
        pause = FIRST_PAUSE_SECONDS
        content = None if body is None else json.dumps(body).encode()
        headers = {} if body is None else {"Content-Type": media_type}
        while True:
            try:
                answer = self.client.request(method, path, params=params, content=content, headers=headers)
                if answer.status_code not in PASSING:
                    return self._judged(answer, method, path)
                reason = f"it answers {answer.status_code}: {_message(answer)}"
            except httpx2.TransportError as error:
                reason = str(error) or type(error).__name__
            if time.monotonic() > deadline:
                raise ClusterUnreachableError(self.where, reason)
            time.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE_SECONDS)

    def _judged(self, answer: httpx2.Response, method: str, path: str) -> httpx2.Response:
        if answer.is_success:
            return answer
        message = _message(answer)
        if answer.status_code == CONFLICT:
            raise ObjectChangedError(path, message)
        raise ClusterRefusedError(self.where, f"{method} {path}", answer.status_code, message)


def _message(answer: httpx2.Response) -> str:
    try:
        return str(answer.json()["message"])
    except (ValueError, KeyError, TypeError):
        return answer.text.strip()[:300] or answer.reason_phrase

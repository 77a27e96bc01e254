"""Stands in for the API server of a cluster, where none can run: objects in memory, watched and replaced.

It grants what the Roles among its objects grant and nothing else, and keeps what a controller writes as a status. It
sets no defaults, runs no controller and validates nothing.
"""

from __future__ import annotations

import json
import queue
import threading
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlparse

Manifest = dict[str, Any]

KINDS = {
    "backendtlspolicies": "BackendTLSPolicy",
    "configmaps": "ConfigMap",
    "endpointslices": "EndpointSlice",
    "gatewayclasses": "GatewayClass",
    "gateways": "Gateway",
    "grpcroutes": "GRPCRoute",
    "httproutes": "HTTPRoute",
    "namespaces": "Namespace",
    "referencegrants": "ReferenceGrant",
    "secrets": "Secret",
    "services": "Service",
    "tlsroutes": "TLSRoute",
}


class ApiServerInMemory:
    """The objects, who watches them, and what was refused."""

    def __init__(self, objects: list[Manifest]) -> None:
        self.objects = objects
        self.statuses: dict[str, Manifest] = {}
        """The last status written, by plural and name."""

        self.refused: list[str] = []
        """Requests that no Role allows."""

        self.port = 0
        self._watchers: list[tuple[str, str | None, queue.Queue[Manifest]]] = []
        self._version = 1
        for number, manifest in enumerate(objects):
            manifest["metadata"].update(uid=f"uid-{number}", resourceVersion="1", generation=1)

    def replace(self, manifest: Manifest) -> None:
        """Tell everybody who watches that an object changed."""
        self._version += 1
        manifest["metadata"].update(resourceVersion=str(self._version), generation=self._version)
        for resource, namespace, events in self._watchers:
            if self._matches(manifest, resource, namespace):
                events.put({"type": "MODIFIED", "object": manifest})

    def allowed(self, verb: str, resource: str, namespace: str | None) -> bool:
        """Whether a Role grants it: one of the namespace inside of it, a ClusterRole anywhere."""
        kinds = ("Role", "ClusterRole") if namespace else ("ClusterRole",)
        roles = [one for one in self.objects if one["kind"] in kinds]
        return any(verb in rule["verbs"] and resource in rule["resources"] for role in roles for rule in role["rules"])

    def watch(self, resource: str, namespace: str | None) -> Iterator[Manifest]:
        """Every object, the mark that these were all, and then what changes."""
        events: queue.Queue[Manifest] = queue.Queue()
        self._watchers.append((resource, namespace, events))
        matching = [one for one in self.objects if self._matches(one, resource, namespace)]
        yield from ({"type": "ADDED", "object": one} for one in matching)
        metadata = {"resourceVersion": str(self._version), "annotations": {"k8s.io/initial-events-end": "true"}}
        version = "v1beta1" if resource == "referencegrants" else "v1"
        group = "" if resource in ("configmaps", "namespaces", "secrets", "services") else "gateway.networking.k8s.io/"
        if resource == "endpointslices":
            group = "discovery.k8s.io/"
        mark = {"kind": KINDS[resource], "apiVersion": group + version, "metadata": metadata}
        yield {"type": "BOOKMARK", "object": mark}
        while True:
            yield events.get()

    @contextmanager
    def serving(self) -> Generator[None]:
        """Answer requests on a free port of the loopback interface."""
        server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"api": self}))
        server.daemon_threads = True
        self.port = server.server_port
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield
        finally:
            server.shutdown()
            server.server_close()

    def _matches(self, manifest: Manifest, resource: str, namespace: str | None) -> bool:
        inside = namespace is None or manifest["metadata"].get("namespace") == namespace
        return manifest["kind"] == KINDS.get(resource) and inside


class _Handler(BaseHTTPRequestHandler):
    api: ApiServerInMemory
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name the library calls it by
        """Say nothing."""

    def do_GET(self) -> None:
        url = urlparse(self.path)
        parts = url.path.strip("/").split("/")
        namespace = parts[parts.index("namespaces") + 1] if "namespaces" in parts[:-1] else None
        if not self._granted("watch", parts[-1], namespace):
            return
        # A client that asks for a plain list is told to watch, which all clients of today can.
        if "sendInitialEvents" not in parse_qs(url.query):
            self._answer(400, {"kind": "Status", "status": "Failure", "code": 400})
            return
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        try:
            for event in self.api.watch(parts[-1], namespace):
                line = json.dumps(event).encode() + b"\n"
                self.wfile.write(b"%x\r\n%s\r\n" % (len(line), line))
                self.wfile.flush()
        except OSError:
            self.close_connection = True

    def do_PUT(self) -> None:
        parts = urlparse(self.path).path.strip("/").split("/")
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        namespace = parts[parts.index("namespaces") + 1] if "namespaces" in parts else None
        if self._granted("update", f"{parts[-3]}/{parts[-1]}", namespace):
            self.api.statuses[f"{parts[-3]}/{parts[-2]}"] = body["status"]
            self._answer(200, body)

    def _granted(self, verb: str, resource: str, namespace: str | None) -> bool:
        if self.api.allowed(verb, resource, namespace):
            return True
        self.api.refused.append(f"{verb} {resource} in {namespace or 'the cluster'}")
        self._answer(403, {"kind": "Status", "status": "Failure", "reason": "Forbidden", "code": 403})
        return False

    def _answer(self, code: int, document: Manifest) -> None:
        body = json.dumps(document).encode()
        self.send_response(code)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

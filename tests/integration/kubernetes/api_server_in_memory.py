"""Stands in for the API server of a cluster, where none can run: objects in memory, listed, watched and changed.

What it does as a real one: versions of objects that a writer has to name rightly, generations that follow the spec,
server-side apply that takes away what an owner does not name any more, merge patches, the scale of a Deployment, dry
runs, labels that select, logs and port-forwarding of pods, and Roles for whoever is not the operator.

What it does not: it sets no defaults, validates nothing, and replaces lists as a whole when they are applied.
"""

from __future__ import annotations

import base64
import copy
import hashlib
import json
import queue
import socket
import threading
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple
from urllib.parse import parse_qs, urlparse

import wsproto.connection
import wsproto.events
import wsproto.utilities

Manifest = dict[str, Any]

OPERATOR = "Bearer operator"
"""Who may do everything; others may do what a Role says."""

APPLY = "application/apply-patch+yaml"
MAGIC = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"


class Resource(NamedTuple):
    """What the objects of a plural are."""

    api_version: str
    kind: str
    namespaced: bool = True


GATEWAY = "gateway.networking.k8s.io/v1"
RESOURCES = {
    "backendtlspolicies": Resource(GATEWAY, "BackendTLSPolicy"),
    "configmaps": Resource("v1", "ConfigMap"),
    "cronjobs": Resource("batch/v1", "CronJob"),
    "deployments": Resource("apps/v1", "Deployment"),
    "endpointslices": Resource("discovery.k8s.io/v1", "EndpointSlice"),
    "gatewayclasses": Resource(GATEWAY, "GatewayClass", namespaced=False),
    "gateways": Resource(GATEWAY, "Gateway"),
    "grpcroutes": Resource(GATEWAY, "GRPCRoute"),
    "horizontalpodautoscalers": Resource("autoscaling/v2", "HorizontalPodAutoscaler"),
    "httproutes": Resource(GATEWAY, "HTTPRoute"),
    "jobs": Resource("batch/v1", "Job"),
    "leases": Resource("coordination.k8s.io/v1", "Lease"),
    "namespaces": Resource("v1", "Namespace", namespaced=False),
    "poddisruptionbudgets": Resource("policy/v1", "PodDisruptionBudget"),
    "pods": Resource("v1", "Pod"),
    "referencegrants": Resource("gateway.networking.k8s.io/v1beta1", "ReferenceGrant"),
    "scaledobjects": Resource("keda.sh/v1alpha1", "ScaledObject"),
    "secrets": Resource("v1", "Secret"),
    "serviceaccounts": Resource("v1", "ServiceAccount"),
    "services": Resource("v1", "Service"),
    "tlsroutes": Resource(GATEWAY, "TLSRoute"),
    "verticalpodautoscalers": Resource("autoscaling.k8s.io/v1", "VerticalPodAutoscaler"),
}
PARTS = ("status", "scale", "log", "portforward")


class RefusedError(Exception):
    """A request is refused."""

    def __init__(self, code: int, reason: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.reason = reason


@dataclass(frozen=True)
class Address:
    """Where a request goes."""

    resource: str
    namespace: str | None
    name: str | None
    part: str | None


class ApiServerInMemory:
    """The objects, who watches them, and what was refused."""

    def __init__(self, objects: list[Manifest]) -> None:
        self.objects = objects
        self.statuses: dict[str, Manifest] = {}
        """The last status written, by plural and name."""

        self.refused: list[str] = []
        """Requests that no Role allows."""

        self.refuses: Callable[[str, Manifest], str | None] = lambda _verb, _manifest: None
        """Why a change is not admitted, as an admission webhook may say; asked before every change."""

        self.is_down = False
        """Whether it hangs up on everybody but watchers."""

        self.logs: dict[str, str] = {}
        """What pods wrote, by name."""

        self.ports: dict[tuple[str, int], int] = {}
        """Where the ports of pods are on this machine, by name and port."""

        self.changed: list[Callable[[], None]] = []
        """Called after every change."""

        self.lock = threading.RLock()
        self.port = 0
        self._applied: dict[tuple[str, str, str], Manifest] = {}
        """What an owner applied last, by owner, kind and name."""

        self._watchers: list[tuple[str, str | None, queue.Queue[Manifest]]] = []
        self._version = 1
        for number, manifest in enumerate(objects):
            manifest["metadata"].update(uid=f"uid-{number}", resourceVersion="1", generation=1)

    def replace(self, manifest: Manifest) -> None:
        """Tell everybody who watches that an object changed."""
        self._version += 1
        manifest["metadata"].update(resourceVersion=str(self._version), generation=self._version)
        self._tell("MODIFIED", manifest)

    def find(self, kind: str, name: str) -> Manifest | None:
        """An object."""
        return next((one for one in self.of_kind(kind) if one["metadata"]["name"] == name), None)

    def of_kind(self, kind: str) -> list[Manifest]:
        """All objects of a kind."""
        with self.lock:
            return [one for one in self.objects if one["kind"] == kind]

    def put(self, manifest: Manifest) -> Manifest:
        """Store an object, and tell everybody who watches when that changes anything."""
        with self.lock:
            metadata = manifest["metadata"]
            known = self.find(manifest["kind"], metadata["name"])
            if known is not None and _content(known) == _content(manifest):
                return known
            self._version += 1
            before = known["metadata"] if known else {"generation": 0}
            same = known is not None and known.get("spec") == manifest.get("spec")
            metadata["uid"] = before.get("uid", f"uid-{self._version}")
            metadata["generation"] = before["generation"] + (0 if same else 1)
            metadata["resourceVersion"] = str(self._version)
            if known is not None:
                self.objects.remove(known)
            self.objects.append(manifest)
            self._tell("ADDED" if known is None else "MODIFIED", manifest)
        return manifest

    def remove(self, kind: str, name: str) -> None:
        """Forget an object."""
        with self.lock:
            known = self.find(kind, name)
            if known is not None:
                self.objects.remove(known)
                self._version += 1
                self._tell("DELETED", known)

    def allowed(self, verb: str, resource: str, namespace: str | None) -> bool:
        """Whether a Role grants it: one of the namespace inside of it, a ClusterRole anywhere."""
        kinds = ("Role", "ClusterRole") if namespace else ("ClusterRole",)
        roles = [one for one in self.objects if one["kind"] in kinds]
        return any(verb in rule["verbs"] and resource in rule["resources"] for role in roles for rule in role["rules"])

    def watch(self, resource: str, namespace: str | None) -> Iterator[Manifest]:
        """Every object, the mark that these were all, and then what changes."""
        events: queue.Queue[Manifest] = queue.Queue()
        with self.lock:
            self._watchers.append((resource, namespace, events))
            matching = [one for one in self.objects if self._matches(one, resource, namespace)]
            version = str(self._version)
        yield from ({"type": "ADDED", "object": one} for one in matching)
        metadata = {"resourceVersion": version, "annotations": {"k8s.io/initial-events-end": "true"}}
        known = RESOURCES[resource]
        yield {
            "type": "BOOKMARK",
            "object": {"kind": known.kind, "apiVersion": known.api_version, "metadata": metadata},
        }
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

    def create(self, address: Address, manifest: Manifest) -> Manifest:
        """Store a new object."""
        with self.lock:
            name = manifest["metadata"]["name"]
            if self.find(RESOURCES[address.resource].kind, name):
                raise RefusedError(409, "AlreadyExists", f'{address.resource} "{name}" already exists')
            return self.put(manifest)

    def update(self, known: Manifest, manifest: Manifest) -> Manifest:
        """Store an object in the place of the one that was read."""
        with self.lock:
            wanted = manifest["metadata"].get("resourceVersion")
            if wanted and wanted != known["metadata"]["resourceVersion"]:
                raise RefusedError(409, "Conflict", "the object has been modified; please apply your changes to it")
            return self.put(manifest)

    def apply(self, owner: str, manifest: Manifest, *, store: bool) -> Manifest:
        """Make an object what its owner says, without the fields that the owner named before and does not any more."""
        with self.lock:
            kind, name = manifest["kind"], manifest["metadata"]["name"]
            known = copy.deepcopy(self.find(kind, name)) or {"metadata": {}}
            before = self._applied.get((owner, kind, name), {})
            result = _merged(_without(known, before, manifest), manifest)
            if not store:
                return result
            self._applied[owner, kind, name] = copy.deepcopy(manifest)
            return self.put(result)

    def _tell(self, event: str, manifest: Manifest) -> None:
        for resource, namespace, events in self._watchers:
            if self._matches(manifest, resource, namespace):
                events.put({"type": event, "object": copy.deepcopy(manifest)})
        for changed in self.changed:
            changed()

    def _matches(self, manifest: Manifest, resource: str, namespace: str | None) -> bool:
        inside = namespace is None or manifest["metadata"].get("namespace") == namespace
        return resource in RESOURCES and manifest["kind"] == RESOURCES[resource].kind and inside


def _content(manifest: Manifest) -> Manifest:
    """An object without what the server itself writes."""
    own = {"uid", "generation", "resourceVersion"}
    metadata = {key: value for key, value in manifest["metadata"].items() if key not in own}
    return {**manifest, "metadata": metadata}


def _merged(known: Any, change: Any) -> Any:  # noqa: ANN401 - JSON
    if not isinstance(known, dict) or not isinstance(change, dict):
        return copy.deepcopy(change)
    result = dict(known)
    for key, value in change.items():
        result[key] = _merged(known.get(key), value)
    return result


def _without(known: Any, before: Any, now: Any) -> Any:  # noqa: ANN401 - JSON
    """An object without the fields that were applied before and are not now."""
    if not isinstance(known, dict) or not isinstance(before, dict) or not isinstance(now, dict):
        return known
    result = {}
    for key, value in known.items():
        if key in before and key not in now:
            continue
        result[key] = _without(value, before.get(key), now.get(key)) if key in before else value
    return result


def _patched(known: Any, change: Any) -> Any:  # noqa: ANN401 - JSON
    """A JSON merge patch: null takes away."""
    if not isinstance(known, dict) or not isinstance(change, dict):
        return copy.deepcopy(change)
    result = dict(known)
    for key, value in change.items():
        if value is None:
            result.pop(key, None)
        else:
            result[key] = _patched(known.get(key), value)
    return result


class _Handler(BaseHTTPRequestHandler):
    api: ApiServerInMemory
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name the library calls it by
        """Say nothing."""

    def do_GET(self) -> None:
        self._dispatch(self._get)

    def do_POST(self) -> None:
        self._dispatch(lambda address, _query: self._changed(201, self.api.create(address, self._admitted("create"))))

    def do_PUT(self) -> None:
        self._dispatch(self._put)

    def do_PATCH(self) -> None:
        self._dispatch(self._patch)

    def do_DELETE(self) -> None:
        self._dispatch(self._delete)

    def _dispatch(self, answer: Callable[[Address, dict[str, list[str]]], None]) -> None:
        url = urlparse(self.path)
        parts = url.path.strip("/").split("/")
        if self.api.is_down:
            self.close_connection = True
            return
        try:
            if url.path == "/version":
                self._answer(200, {"gitVersion": "v1.36.0-in-memory"})
            elif (len(parts) == 2 and parts[0] == "api") or (len(parts) == 3 and parts[0] == "apis"):
                self._answer(200, _discovery("/".join(parts[1:])))
            else:
                answer(_address(parts), parse_qs(url.query))
        except RefusedError as error:
            body = {"kind": "Status", "status": "Failure", "reason": error.reason, "message": str(error)}
            self._answer(error.code, {**body, "code": error.code})

    def _get(self, address: Address, query: dict[str, list[str]]) -> None:
        if not self._is_operator or "watch" in query:
            self._watch(address, query)
        elif address.name is None:
            self._list(address, query)
        elif address.part == "log":
            self._text(self.api.logs.get(address.name, ""))
        elif address.part == "portforward":
            self._forward(address.name, int(query["ports"][0]))
        else:
            self._answer(200, self._known(address))

    def _list(self, address: Address, query: dict[str, list[str]]) -> None:
        selector = query.get("labelSelector", [""])[0]
        wanted = dict(part.split("=", 1) for part in selector.split(",") if part)
        items = [
            one
            for one in self.api.of_kind(RESOURCES[address.resource].kind)
            if wanted.items() <= one["metadata"].get("labels", {}).items()
        ]
        self._answer(200, {"kind": "List", "items": items})

    def _watch(self, address: Address, query: dict[str, list[str]]) -> None:
        if not self._granted("watch", address.resource, address.namespace):
            return
        # A client that asks for a plain list is told to watch, which all clients of today can.
        if "sendInitialEvents" not in query:
            raise RefusedError(400, "BadRequest", "watch it")
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        try:
            for event in self.api.watch(address.resource, address.namespace):
                line = json.dumps(event).encode() + b"\n"
                self.wfile.write(b"%x\r\n%s\r\n" % (len(line), line))
                self.wfile.flush()
        except OSError:
            self.close_connection = True

    def _put(self, address: Address, _query: dict[str, list[str]]) -> None:
        if address.part == "status":
            if self._granted("update", f"{address.resource}/status", address.namespace):
                body = self._body()
                self.api.statuses[f"{address.resource}/{address.name}"] = body["status"]
                self._answer(200, body)
            return
        self._require_operator()
        self._changed(200, self.api.update(self._known(address), self._admitted("update")))

    def _patch(self, address: Address, query: dict[str, list[str]]) -> None:
        self._require_operator()
        if self.headers["Content-Type"] == APPLY:
            stored = "dryRun" not in query
            self._changed(200, self.api.apply(query["fieldManager"][0], self._admitted("apply"), store=stored))
            return
        change = self._body()
        with self.api.lock:
            # The scale of a Deployment is a part of its spec under the same name.
            self._changed(200, self.api.put(_patched(copy.deepcopy(self._known(address)), change)))

    def _delete(self, address: Address, _query: dict[str, list[str]]) -> None:
        self._require_operator()
        self.api.remove(RESOURCES[address.resource].kind, str(self._known(address)["metadata"]["name"]))
        self._answer(200, {"kind": "Status", "status": "Success"})

    def _known(self, address: Address) -> Manifest:
        found = self.api.find(RESOURCES[address.resource].kind, address.name or "")
        if found is None:
            raise RefusedError(404, "NotFound", f'{address.resource} "{address.name}" not found')
        return found

    def _body(self) -> Manifest:
        return json.loads(self.rfile.read(int(self.headers["Content-Length"])))

    def _admitted(self, verb: str) -> Manifest:
        self._require_operator()
        manifest = self._body()
        reason = self.api.refuses(verb, manifest)
        if reason:
            raise RefusedError(403, "Forbidden", f"admission webhook denied the request: {reason}")
        return manifest

    def _forward(self, pod: str, port: int) -> None:
        """Carry one connection to a pod, as the port-forward protocol over WebSocket says."""
        key = self.headers["Sec-WebSocket-Key"].encode()
        self.send_response(101)
        self.send_header("Upgrade", "websocket")
        self.send_header("Connection", "Upgrade")
        self.send_header("Sec-WebSocket-Accept", base64.b64encode(hashlib.sha1(key + MAGIC).digest()).decode())  # noqa: S324 - the protocol's
        self.send_header("Sec-WebSocket-Protocol", "v4.channel.k8s.io")
        self.end_headers()
        self.close_connection = True
        session = _Session(self.connection)
        for channel in (0, 1):
            session.send(bytes([channel]) + port.to_bytes(2, "little"))
        where = self.api.ports.get((pod, port))
        try:
            if where is None:
                raise ConnectionRefusedError(f"nothing listens on port {port} inside the pod")
            with socket.create_connection(("127.0.0.1", where)) as upstream:
                session.exchange(upstream)
        except OSError as error:
            with suppress(OSError):
                session.send(b"\x01" + str(error).encode())
        with suppress(OSError):
            session.close()

    @property
    def _is_operator(self) -> bool:
        return self.headers.get("Authorization") == OPERATOR

    def _require_operator(self) -> None:
        if not self._is_operator:
            raise RefusedError(403, "Forbidden", f"{self.command} {self.path} is granted to nobody but the operator")

    def _granted(self, verb: str, resource: str, namespace: str | None) -> bool:
        if self._is_operator or self.api.allowed(verb, resource, namespace):
            return True
        self.api.refused.append(f"{verb} {resource} in {namespace or 'the cluster'}")
        raise RefusedError(403, "Forbidden", "no Role grants it")

    def _changed(self, code: int, manifest: Manifest) -> None:
        self._answer(code, manifest)

    def _text(self, text: str) -> None:
        self._send(200, "text/plain", text.encode())

    def _answer(self, code: int, document: Manifest) -> None:
        self._send(code, "application/json", json.dumps(document).encode())

    def _send(self, code: int, media_type: str, body: bytes) -> None:
        self.send_response(code)
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


class _Session:
    """The server's side of a WebSocket, once it is open."""

    def __init__(self, connection: socket.socket) -> None:
        self._socket = connection
        self._frames = wsproto.connection.Connection(wsproto.connection.ConnectionType.SERVER)
        self._lock = threading.Lock()

    def send(self, data: bytes) -> None:
        self._send(wsproto.events.BytesMessage(data))

    def close(self) -> None:
        """Say goodbye, or answer the other side's."""
        with suppress(wsproto.utilities.LocalProtocolError):
            self._send(wsproto.events.CloseConnection(1000))

    def exchange(self, upstream: socket.socket) -> None:
        """Carry bytes both ways until either side has ended."""

        def back() -> None:
            with suppress(OSError, wsproto.utilities.LocalProtocolError):
                while data := upstream.recv(65536):
                    self.send(b"\x00" + data)
            with suppress(OSError):
                self.close()
                # Wakes up whoever waits for the client's next bytes; nothing is closed under anybody's feet.
                self._socket.shutdown(socket.SHUT_RD)

        thread = threading.Thread(target=back, daemon=True)
        thread.start()
        self._outward(upstream)
        with suppress(OSError):
            upstream.shutdown(socket.SHUT_RDWR)
        thread.join()

    def _outward(self, upstream: socket.socket) -> None:
        with suppress(OSError):
            while received := self._socket.recv(65536):
                self._frames.receive_data(received)
                for event in self._frames.events():
                    if isinstance(event, wsproto.events.BytesMessage):
                        upstream.sendall(bytes(event.data)[1:])
                    elif isinstance(event, wsproto.events.CloseConnection):
                        return

    def _send(self, event: wsproto.events.Event) -> None:
        with self._lock:
            self._socket.sendall(self._frames.send(event))


def _address(parts: list[str]) -> Address:
    """What the path of a request names: /api/v1/namespaces/NS/RESOURCE/NAME/PART, or without a namespace."""
    inner = parts[2:] if parts[0] == "api" else parts[3:]
    namespace = None
    if inner[:1] == ["namespaces"] and len(inner) > 2 and inner[2] not in PARTS:
        namespace, inner = inner[1], inner[2:]
    resource, name, part = (*inner, None, None)[:3]
    return Address(str(resource), namespace, name, part)


def _discovery(api_version: str) -> Manifest:
    found = [
        {"name": plural, "kind": known.kind, "namespaced": known.namespaced}
        for plural, known in RESOURCES.items()
        if known.api_version == api_version
    ]
    if not found:
        raise RefusedError(404, "NotFound", "the server could not find the requested resource")
    return {"kind": "APIResourceList", "groupVersion": api_version, "resources": found}

"""Traefik serves by the rendered Gateway, with the rights of its Roles, and follows the weights of the route."""

from __future__ import annotations

import copy
import ssl
import threading
from collections.abc import Generator, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import pytest

from infra.kubernetes import injection, manifests
from infra.kubernetes.manifests import Manifest, Overlay
from infra.tree import checkout
from tests.integration.kubernetes.api_server_in_memory import ApiServerInMemory
from tests.integration.kubernetes.gateway import (
    NAMESPACE,
    Certificate,
    certificate,
    eventually,
    free_port,
    proxy,
    secret,
)

BACKENDS = ("server-blue", "server-green", "client-blue", "client-green")


@dataclass
class Cluster:
    """What the tests look at."""

    api: ApiServerInMemory
    route: Manifest
    client: httpx.Client
    authority: Manifest
    """The ConfigMap with the authority that the API's certificates must be of."""


@contextmanager
def backend(name: str, tls: Certificate | None) -> Generator[int]:
    """A server that answers with its name, on a free port."""

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name the library calls it by
            """Say nothing."""

        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(name.encode())

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    if tls:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(tls.certificate, tls.key)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()


def endpoints(objects: list[Manifest], service: str, port: int) -> Manifest:
    found = next(one for one in objects if manifests.identity(one) == f"Service/{service}")
    labels = {"kubernetes.io/service-name": service}
    return {
        "apiVersion": "discovery.k8s.io/v1",
        "kind": "EndpointSlice",
        "metadata": {"name": f"{service}-1", "namespace": NAMESPACE, "labels": labels},
        "addressType": "IPv4",
        "ports": [{"name": found["spec"]["ports"][0]["name"], "port": port, "protocol": "TCP"}],
        "endpoints": [{"addresses": ["127.0.0.1"], "conditions": {"ready": True, "serving": True}}],
    }


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    folder = tmp_path_factory.mktemp("gateway")
    objects = manifests.render(checkout(), Overlay("production", "eu-central-1"))
    objects = copy.deepcopy(injection.with_live(objects, "blue"))
    internal, public = certificate(folder, "server.syndic.svc"), certificate(folder, "localhost")
    with ExitStack() as stack:
        for name in BACKENDS:
            tls = internal if name.startswith("server") else None
            objects.append(endpoints(objects, name, stack.enter_context(backend(name, tls))))
        objects.append(secret("gateway-tls", public))
        authority = {"ca.crt": internal.certificate.read_text()}
        metadata = {"name": "internal-authority", "namespace": NAMESPACE}
        trusted: Manifest = {"apiVersion": "v1", "kind": "ConfigMap", "metadata": metadata, "data": authority}
        objects.append(trusted)
        port, internal_port = free_port(), free_port()
        gateway = next(one for one in objects if one["kind"] == "Gateway")
        gateway["spec"]["listeners"][0]["port"] = port
        api = ApiServerInMemory(objects)
        stack.enter_context(api.serving())
        addresses = {":8443": f"127.0.0.1:{port}", ":9000": f"127.0.0.1:{internal_port}"}
        stack.enter_context(proxy(objects, api.port, addresses, folder))
        trust = ssl.create_default_context(cafile=str(public.certificate))
        client = stack.enter_context(httpx.Client(base_url=f"https://localhost:{port}", verify=trust, trust_env=False))
        route = next(one for one in objects if one["kind"] == "HTTPRoute")
        eventually(lambda: "httproutes/syndic" in api.statuses, "Traefik looked at the route")
        yield Cluster(api, route, client, trusted)


def answers(cluster: Cluster, path: str) -> str:
    try:
        return cluster.client.get(path).text
    except httpx.TransportError as error:
        return str(error)


def conditions(cluster: Cluster, where: str) -> dict[str, str]:
    status = cluster.api.statuses.get(where, {})
    owner = next(iter(status.get("parents", status.get("ancestors", []))), status)
    return {one["type"]: one["status"] for one in owner.get("conditions", [])}


def test_the_route_leads_api_and_console_to_the_live_colour(cluster: Cluster) -> None:
    eventually(lambda: answers(cluster, "/api/systems") == "server-blue", "the API answers")
    assert answers(cluster, "/") == "client-blue"
    assert answers(cluster, "/systems/1") == "client-blue"


def test_what_traefik_says_about_the_objects_is_that_it_accepts_them(cluster: Cluster) -> None:
    for where in ("gateways/syndic", "httproutes/syndic", "backendtlspolicies/server"):
        eventually(lambda where=where: conditions(cluster, where).get("Accepted") == "True", f"{where} is accepted")
    assert conditions(cluster, "gateways/syndic")["Programmed"] == "True"
    assert conditions(cluster, "httproutes/syndic")["ResolvedRefs"] == "True"


def test_the_roles_grant_what_traefik_asks_for(cluster: Cluster) -> None:
    eventually(lambda: conditions(cluster, "gateways/syndic") != {}, "Traefik wrote a status")
    assert cluster.api.refused == []


def test_answers_carry_the_headers_of_the_other_environments(cluster: Cluster) -> None:
    eventually(lambda: answers(cluster, "/api/systems").startswith("server"), "the API answers")
    headers = cluster.client.get("/api/systems").headers
    assert headers["content-security-policy"] == "default-src 'none'; frame-ancestors 'none'"
    assert headers["x-frame-options"] == "DENY"
    assert "server" not in headers
    assert "script-src" not in cluster.client.get("/").headers["content-security-policy"]


def test_the_weights_switch_api_and_console_and_back(cluster: Cluster) -> None:
    for live in ("green", "blue"):
        switched = next(one for one in injection.with_live([cluster.route], live))
        cluster.route["spec"] = switched["spec"]
        cluster.api.replace(cluster.route)
        eventually(lambda live=live: answers(cluster, "/api/systems") == f"server-{live}", f"the API is {live}")
        eventually(lambda live=live: answers(cluster, "/") == f"client-{live}", f"the console is {live}")


def test_a_server_of_another_authority_gets_no_request(cluster: Cluster, tmp_path: Path) -> None:
    right = cluster.authority["data"]
    try:
        wrong = certificate(tmp_path, "another.syndic.svc").certificate.read_text()
        cluster.authority["data"] = {"ca.crt": wrong}
        cluster.api.replace(cluster.authority)
        eventually(lambda: cluster.client.get("/api/systems").status_code >= 500, "the server is refused")
        assert answers(cluster, "/") == "client-blue"
    finally:
        cluster.authority["data"] = right
        cluster.api.replace(cluster.authority)
    eventually(lambda: answers(cluster, "/api/systems") == "server-blue", "the server is trusted again")

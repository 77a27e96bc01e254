"""The proxy of the containers treats requests as the one that `syndic up` starts."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from infra.local import proxy_configuration
from infra.local.certificates import KeyPair
from infra.local.proxy_configuration import Backend, Listeners, Share
from infra.tree import checkout

PROXY = checkout() / "infra" / "containers" / "proxy"


def embedded_routes() -> dict[str, Any]:
    backend = Backend("client", "http://127.0.0.1:1", "/", 1)
    pair = KeyPair(Path("/a.pem"), Path("/a.key"))
    return proxy_configuration.routes([Share((backend,), backend, 100)], pair, Path("/authority.pem"))


def routes(*, console_is_built: bool) -> dict[str, Any]:
    """The file as Traefik reads it: what stands between its conditions is kept or left out."""
    text = (PROXY / "routes" / "routes.yaml").read_text()
    condition = re.compile(r'\{\{ if eq \(env "CONSOLE_IS_BUILT"\) "true" \}\}(.*?)\{\{ end \}\}', re.DOTALL)
    return yaml.safe_load(condition.sub(r"\1" if console_is_built else "", text))


def test_answers_carry_the_same_headers() -> None:
    assert routes(console_is_built=True)["http"]["middlewares"] == embedded_routes()["http"]["middlewares"]


@pytest.mark.parametrize("router", ["api", "console"])
def test_requests_take_the_same_way(router: str) -> None:
    assert routes(console_is_built=True)["http"]["routers"][router] == embedded_routes()["http"]["routers"][router]


def test_sources_are_served_without_the_policy_of_the_built_console_and_without_a_certificate() -> None:
    development = routes(console_is_built=False)

    assert development["http"]["routers"]["console"]["middlewares"] == ["common-headers", "retry"]
    assert "stores" not in development["tls"]
    assert development["tls"]["options"] == embedded_routes()["tls"]["options"]


def test_the_rest_of_the_configuration_is_the_same() -> None:
    here = yaml.safe_load((PROXY / "traefik.yaml").read_text())
    there = proxy_configuration.static(Listeners(8443, 9000, ipv6=False), Path("/etc/traefik/routes"))

    there["entryPoints"]["public"]["address"] = ":8443"
    there["entryPoints"]["internal"]["address"] = ":9000"
    assert here == there

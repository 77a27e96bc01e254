"""The configuration files of the services, as values."""

from __future__ import annotations

import json
import subprocess
import tomllib
from pathlib import Path

import pytest

from infra.local import object_store_configuration, postgresql, proxy_configuration
from infra.local.certificates import KeyPair
from infra.local.client import Client, program, require_built
from infra.local.deployment import Colour
from infra.local.errors import ClientNotBuiltError
from infra.local.layout import find_layout
from infra.local.object_store_configuration import AccessKey
from infra.local.postgresql import Cluster
from infra.local.proxy_configuration import Backend, Listeners, Share
from infra.local.releases import of_checkout
from infra.shell import find_program

PAIR = KeyPair(Path("/certificates/a.pem"), Path("/certificates/a.key"))
CA = Path("/certificates/authority.pem")


def test_postgresql_listens_on_loopback_with_scram_and_keeps_passwords_out_of_its_log() -> None:
    lines = postgresql.configuration(Cluster(Path("/state"), 5001, {})).splitlines()

    assert {
        "listen_addresses = '127.0.0.1'",
        "port = 5001",
        "unix_socket_directories = ''",
        "password_encryption = 'scram-sha-256'",
        "log_parameter_max_length = 0",
    } <= set(lines)
    assert not any(line.startswith(("fsync", "full_page_writes", "synchronous_commit")) for line in lines)


def test_the_address_of_a_database_survives_any_password() -> None:
    cluster = Cluster(Path("/state"), 5001, {postgresql.Role.APP: "a/b@c:d%e?"})

    assert cluster.url("syndic_app") == "postgresql://syndic_app:a%2Fb%40c%3Ad%25e%3F@127.0.0.1:5001/syndic"


def test_the_platforms_key_reaches_one_bucket_and_cannot_administrate() -> None:
    platform = object_store_configuration.bucket_identity("platform", "syndic", AccessKey("P", "p"))

    found = object_store_configuration.identities(AccessKey("A", "a"), [platform])

    assert found == {
        "identities": [
            {"name": "administrator", "credentials": [{"accessKey": "A", "secretKey": "a"}], "actions": ["Admin"]},
            {
                "name": "platform",
                "credentials": [{"accessKey": "P", "secretKey": "p"}],
                "actions": ["Read:syndic", "Write:syndic", "List:syndic", "Tagging:syndic"],
            },
        ]
    }


@pytest.mark.parametrize(("process", "prefix"), [("api", "evidence"), ("worker", "executions"), ("cron", "audit")])
def test_each_process_writes_its_own_objects_and_no_others(process: str, prefix: str) -> None:
    keys = (AccessKey("new", "n"), AccessKey("old", "o"))

    identity = object_store_configuration.process_identity(process, "syndic", keys)

    assert [action for action in identity.actions if action.startswith(("Write", "Admin"))] == [
        f"Write:syndic/{prefix}/*"
    ]
    assert ("Read:syndic" in identity.actions) is (process == "api")
    assert identity.keys == keys


def test_every_inner_connection_of_the_store_asks_for_a_certificate() -> None:
    keys = {name: f"key of {name}" for name in object_store_configuration.KEYS}

    read = tomllib.loads(object_store_configuration.security_toml(CA, PAIR, keys))

    assert read["grpc"]["ca"] == str(CA)
    for part in ("master", "volume", "filer"):
        assert read["grpc"][part] == {"cert": "/certificates/a.pem", "key": "/certificates/a.key"}
        assert read["https"][part] == {"cert": "/certificates/a.pem", "key": "/certificates/a.key", "ca": str(CA)}
    assert read["https"]["client"]["enabled"] is True
    assert read["jwt"]["filer_signing"]["read"]["key"] == "key of jwt.filer_signing.read"


def test_the_proxy_listens_on_loopback_only_and_sends_nothing_home() -> None:
    static = proxy_configuration.static(Listeners(8443, 5002, ipv6=True), Path("/state/routes"))

    addresses = [entry["address"] for entry in static["entryPoints"].values()]
    assert addresses == ["127.0.0.1:8443", "[::1]:8443", "127.0.0.1:5002"]
    assert static["global"] == {"checkNewVersion": False, "sendAnonymousUsage": False}
    assert static["ping"] == {"entryPoint": "internal"}
    assert static["metrics"]["prometheus"]["entryPoint"] == "internal"


def test_the_proxy_leaves_out_ipv6_where_the_machine_has_none() -> None:
    static = proxy_configuration.static(Listeners(8443, 5002, ipv6=False), Path("/state/routes"))

    assert list(static["entryPoints"]) == ["public", "internal"]


def test_metrics_of_the_proxy_are_not_reachable_from_outside_of_it() -> None:
    static = proxy_configuration.static(Listeners(8443, 5002, ipv6=True), Path("/state/routes"))

    assert "asDefault" not in static["entryPoints"]["internal"]
    assert static["entryPoints"]["public"]["asDefault"] is True


def test_the_access_log_keeps_the_request_id_and_no_credential() -> None:
    headers = proxy_configuration.static(Listeners(1, 2, ipv6=False), Path("/r"))["accessLog"]["fields"]["headers"]

    assert headers == {"defaultMode": "drop", "names": {"X-Request-Id": "keep", "User-Agent": "keep"}}


def test_traffic_goes_to_healthy_servers_over_tls_with_equal_weights() -> None:
    servers = (
        Backend("server-1-blue", "https://localhost:7001", "/readyz", 7101),
        Backend("server-2-blue", "https://localhost:7002", "/readyz", 7102),
    )
    blue = Share(servers, Backend("client-blue", "http://127.0.0.1:7003", "/", 7003), 95)
    green = Share((Backend("server-1-green", "", "/", 1),), Backend("client-green", "", "/", 1), 5)

    routes = proxy_configuration.routes([blue, green], PAIR, CA)

    services = routes["http"]["services"]
    assert services["server"]["weighted"]["services"] == [
        {"name": "server-1-blue", "weight": 95},
        {"name": "server-2-blue", "weight": 95},
        {"name": "server-1-green", "weight": 5},
    ]
    assert services["client"]["weighted"]["services"] == [
        {"name": "client-blue", "weight": 95},
        {"name": "client-green", "weight": 5},
    ]
    assert "healthCheck" in services["server"]["weighted"]
    balancer = services["server-2-blue"]["loadBalancer"]
    assert balancer["servers"] == [{"url": "https://localhost:7002"}]
    assert (balancer["healthCheck"]["port"], balancer["healthCheck"]["path"]) == (7102, "/readyz")
    assert routes["http"]["serversTransports"]["local"] == {"rootCAs": [str(CA)], "maxIdleConnsPerHost": 200}
    assert routes["tls"]["options"]["default"]["minVersion"] == "VersionTLS12"


def test_a_colour_without_traffic_has_no_route() -> None:
    colours = [Share((), Backend(f"client-{name}", "", "/", 1), weight) for name, weight in (("a", 100), ("b", 0))]

    services = proxy_configuration.routes(colours, PAIR, CA)["http"]["services"]

    assert set(services) == {"server", "client", "client-a"}


def test_both_routes_carry_security_headers_and_the_console_a_policy_without_foreign_scripts() -> None:
    http = proxy_configuration.routes([], PAIR, CA)["http"]

    assert all("common-headers" in router["middlewares"] for router in http["routers"].values())
    common = http["middlewares"]["common-headers"]["headers"]
    assert common["contentTypeNosniff"] is True
    assert common["frameDeny"] is True
    assert common["referrerPolicy"] == "same-origin"
    assert "stsSeconds" not in common
    policy = dict(
        part.strip().split(" ", 1)
        for part in http["middlewares"]["console-headers"]["headers"]["contentSecurityPolicy"].split(";")
    )
    assert policy["default-src"] == "'self'"
    assert "script-src" not in policy
    assert policy["frame-ancestors"] == "'none'"


def test_the_console_is_served_on_loopback_without_an_administration_port() -> None:
    served = Client(Colour.BLUE, Path("/state/client"), of_checkout(find_layout(None)), 7003)
    adapt = [str(find_program("caddy")), "adapt", "--adapter=caddyfile", f"--config={served.release.caddyfile}"]
    adapted = subprocess.run(adapt, env=dict(program(served).environment), capture_output=True, check=True)

    configuration = json.loads(adapted.stdout)
    assert configuration["admin"] == {"disabled": True, "config": {"persist": False}}
    (server,) = configuration["apps"]["http"]["servers"].values()
    assert server["listen"] == ["127.0.0.1:7003"]
    assert str(served.release.console) in json.dumps(server)


def test_a_console_that_is_not_built_is_refused_with_the_command_that_builds_it(tmp_path: Path) -> None:
    with pytest.raises(ClientNotBuiltError, match=r"`make client/dist/index\.html`"):
        require_built(tmp_path)

"""The proxy's configuration files, as values."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from infra.local.certificates import KeyPair

UPLOAD_SECONDS = 3600
"""Longest time a request body may take: a gibibyte of evidence over a slow line."""

HEALTH_INTERVAL_SECONDS = 2
HEALTH_TIMEOUT_SECONDS = 6
"""How often the proxy asks a server whether it is ready, and how long it waits. A server that is gone refuses at once,
one that is slow answers within the five seconds that it gives its own checks. Waiting less takes every server of a busy
machine out at the same time, and leaves users nobody who answers.
"""

CONSOLE_POLICY = (
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
API_POLICY = "default-src 'none'; frame-ancestors 'none'"


@dataclass(frozen=True)
class Listeners:
    """Where the proxy listens, on loopback only."""

    public: int
    internal: int
    """Metrics and health of the proxy itself."""
    ipv6: bool
    """Whether it also listens on ::1, which browsers try first for localhost."""


@dataclass(frozen=True)
class Backend:
    """A process the proxy leads to."""

    name: str
    url: str
    health_path: str
    health_port: int


@dataclass(frozen=True)
class Share:
    """The backends of one colour, and its share of the traffic."""

    servers: tuple[Backend, ...]
    client: Backend
    weight: int


CONSOLE_COOKIE = {"name": "syndic_console", "secure": True, "httpOnly": True, "sameSite": "lax"}
"""Keeps a browser at the colour whose page it has loaded: the files that page names are not at the other one."""

IDLE_CONNECTIONS = 200
"""Connections to a server that are kept for the next request: what Traefik keeps where it is told nothing at all. Of a
transport of our own it would keep two, and make a TLS handshake for most requests of users who come at once."""

LATENCY_BUCKETS = [0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0]
"""Bounds of the proxy's histogram, in seconds; the objectives for latency are among them."""


def static(listeners: Listeners, routes_directory: Path) -> dict[str, Any]:
    """What needs a restart to change: listeners, logs, metrics, and where routes are found."""
    public: dict[str, Any] = {
        # X_Request_Id and the like are no headers of ours, but some programs read them as if they were.
        "http": {"tls": {}, "aliasHeadersStrategy": "delete"},
        "transport": {
            "respondingTimeouts": {"readTimeout": UPLOAD_SECONDS, "idleTimeout": 180},
            "lifeCycle": {"requestAcceptGraceTimeout": 0, "graceTimeOut": 10},
        },
    }
    entry_points = {"public": {"address": f"127.0.0.1:{listeners.public}", "asDefault": True, **public}}
    if listeners.ipv6:
        entry_points["public6"] = {"address": f"[::1]:{listeners.public}", "asDefault": True, **public}
    entry_points["internal"] = {
        "address": f"127.0.0.1:{listeners.internal}",
        "http": {"aliasHeadersStrategy": "delete"},
    }
    return {
        "global": {"checkNewVersion": False, "sendAnonymousUsage": False},
        "entryPoints": entry_points,
        "providers": {
            "file": {"directory": str(routes_directory), "watch": True},
            "providersThrottleDuration": "100ms",
        },
        "ping": {"entryPoint": "internal"},
        "metrics": {"prometheus": {"entryPoint": "internal", "addRoutersLabels": True, "buckets": LATENCY_BUCKETS}},
        "log": {"level": "INFO", "format": "json"},
        "accessLog": {
            "format": "json",
            "fields": {"headers": {"defaultMode": "drop", "names": {"X-Request-Id": "keep", "User-Agent": "keep"}}},
        },
    }


def routes(shares: Sequence[Share], certificate: KeyPair, ca_file: Path) -> dict[str, Any]:
    """What can change at any time: routes, backends with their weights, headers and the certificate.

    Every backend is a service of its own below one weighted service, so that traffic is shifted between colours by
    their weights alone. A colour without traffic has no route at all.
    """
    reached = [share for share in shares if share.weight > 0]
    backends = [backend for share in reached for backend in (*share.servers, share.client)]
    return {
        "http": {
            "routers": {
                "api": {
                    "rule": "PathPrefix(`/api`)",
                    "service": "server",
                    "middlewares": ["common-headers", "api-headers", "retry"],
                },
                "console": {
                    "rule": "PathPrefix(`/`)",
                    "service": "client",
                    "middlewares": ["common-headers", "console-headers", "retry"],
                },
            },
            "services": {
                "server": {
                    "weighted": {
                        "healthCheck": {},
                        "services": [
                            {"name": server.name, "weight": share.weight}
                            for share in reached
                            for server in share.servers
                        ],
                    }
                },
                "client": {
                    "weighted": {
                        "healthCheck": {},
                        "services": [{"name": share.client.name, "weight": share.weight} for share in reached],
                        "sticky": {"cookie": CONSOLE_COOKIE},
                    }
                },
                **{backend.name: _load_balancer(backend) for backend in backends},
            },
            "middlewares": _middlewares(),
            "serversTransports": {"local": {"rootCAs": [str(ca_file)], "maxIdleConnsPerHost": IDLE_CONNECTIONS}},
        },
        "tls": {
            "stores": {"default": {"defaultCertificate": _files(certificate)}},
            "options": {"default": {"minVersion": "VersionTLS12", "sniStrict": False}},
        },
    }


def fingerprint(certificate: KeyPair) -> str:
    """A short digest of a certificate."""
    return hashlib.sha256(certificate.certificate_file.read_bytes()).hexdigest()[:16]


def _load_balancer(backend: Backend) -> dict[str, Any]:
    return {
        "loadBalancer": {
            "servers": [{"url": backend.url}],
            "serversTransport": "local",
            "healthCheck": {
                "scheme": "http",
                "hostname": "127.0.0.1",
                "port": backend.health_port,
                "path": backend.health_path,
                "interval": f"{HEALTH_INTERVAL_SECONDS}s",
                "timeout": f"{HEALTH_TIMEOUT_SECONDS}s",
            },
        }
    }


def _middlewares() -> dict[str, Any]:
    return {
        "common-headers": {
            "headers": {
                "contentTypeNosniff": True,
                "frameDeny": True,
                "referrerPolicy": "same-origin",
                "permissionsPolicy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
                "customResponseHeaders": {"Cross-Origin-Opener-Policy": "same-origin", "Server": ""},
            }
        },
        # No Strict-Transport-Security: it would bind every program of this machine that serves localhost.
        "console-headers": {"headers": {"contentSecurityPolicy": CONSOLE_POLICY}},
        "api-headers": {"headers": {"contentSecurityPolicy": API_POLICY}},
        # Only a request no server has received is sent again, to the next one.
        "retry": {"retry": {"attempts": 3, "initialInterval": "50ms"}},
    }


def _files(certificate: KeyPair) -> dict[str, str]:
    return {"certFile": str(certificate.certificate_file), "keyFile": str(certificate.key_file)}

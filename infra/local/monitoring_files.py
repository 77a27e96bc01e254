"""The configuration of what watches over the environment, as values: that of infra/monitoring, with local TLS."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from infra.local.certificates import KeyPair
from infra.local.discovery import ENVIRONMENT


def prometheus(shared: str, ca_file: Path) -> str:
    """The configuration of Prometheus.

    Args:
        shared: that of every environment.
        ca_file: who signed what the exporters and Alertmanager show.
    """
    made = yaml.safe_load(shared)
    trusted = {"ca_file": str(ca_file)}
    for scraped in made["scrape_configs"]:
        # The processes' internal ports speak plain HTTP on loopback; a target that speaks TLS says so in its labels.
        scraped["tls_config"] = trusted
    for notified in made["alerting"]["alertmanagers"]:
        notified["scheme"], notified["tls_config"] = "https", trusted
    return yaml.safe_dump(made, sort_keys=False)


def web(certificate: KeyPair) -> str:
    """How Prometheus, Alertmanager and the exporters are reached: over TLS."""
    files = {"cert_file": str(certificate.certificate_file), "key_file": str(certificate.key_file)}
    return yaml.safe_dump({"tls_server_config": {**files, "min_version": "TLS12"}}, sort_keys=False)


def own_targets(listening: Mapping[str, tuple[int, str]]) -> str:
    """The targets that watch: they are watched too.

    Args:
        listening: port and region by service; an empty region when it belongs to none.
    """
    return yaml.safe_dump([_own(name, *where) for name, where in listening.items()], sort_keys=False)


def alertmanagers(port: int) -> str:
    """Where Prometheus sends alerts."""
    return yaml.safe_dump([{"targets": [f"127.0.0.1:{port}"]}])


def _own(name: str, port: int, region: str) -> dict[str, Any]:
    process = name.removesuffix(f"-{region}") if region else name
    labels = {"environment": ENVIRONMENT, "process": process, "instance": name, "__scheme__": "https"}
    return {"targets": [f"127.0.0.1:{port}"], "labels": {**labels, **({"region": region} if region else {})}}

"""Ports and health paths that pages, manifests and scripts name are the ones the platform has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from infra.findings import Finding
from infra.tree import Tree
from server.settings import ApiSettings

RULES = {
    "health-path": "A health or metrics path that is named is one the processes serve.",
    "documented-port": "Pages name the port that users open by default.",
}

_ROUTE = re.compile(r"Route\(\s*\"(?P<path>/[\w/-]+)\"")
_HEALTH = re.compile(
    r"(?:^|[\s\"'`(=]|:\d+|[}>])(?P<path>/(?:health|healthz|ready|readyz|live|livez|metrics|metricz))(?![\w/.-])"
)
_LOCAL = re.compile(r"https://localhost:(?P<port>\d+)")

_NAMING = (
    "README.md",
    "docs/*.md",
    "compose*.y*ml",
    "infra/kubernetes/*.y*ml",
    "infra/monitoring/*.y*ml",
    "*Dockerfile",
)


def check(tree: Tree) -> Iterator[Finding]:
    """What breaks one of RULES in a tree."""
    served = {path for file in tree.matching("server/*.py") for path in _ROUTE.findall(tree.text(file))}
    port = urlsplit(str(ApiSettings.model_fields["public_url"].default)).port
    for file in tree.matching(*_NAMING):
        for number, line in enumerate(tree.lines(file), start=1):
            for found in _HEALTH.finditer(line):
                if found["path"] not in served:
                    why = f"No process serves {found['path']}."
                    yield Finding(file, number, "health-path", why, f"Use one of {', '.join(sorted(served))}.")
            for found in _LOCAL.finditer(line) if file.endswith(".md") else ():
                if int(found["port"]) != port:
                    why = f"Users open port {port}; nothing answers on {found['port']} unless it was asked for."
                    yield Finding(file, number, "documented-port", why, f"Write https://localhost:{port}.")

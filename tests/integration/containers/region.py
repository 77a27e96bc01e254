"""The live region of staging without a cluster: the pods that its rendered manifests describe, run by a Docker engine.

Image, command, variables, user, limits and volumes are read from the manifests and nothing is left out; what a cluster
and a cloud add of their own is put in by hand. The secret store and the service that says who somebody is are moto's,
the object store is SeaweedFS, and the database a PostgreSQL behind TLS, all under the names and ports that staging
declares.
"""

from __future__ import annotations

import json
import re
import ssl
import subprocess
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from infra.environments import reading
from infra.kubernetes import manifests
from infra.kubernetes.injection import image_name
from infra.kubernetes.manifests import Manifest, Overlay, name_of, pod_template
from infra.tree import Tree, checkout
from tests.integration.containers.conftest import Images
from tests.integration.containers.engine import Docker

HOME, AWAY = "eu-central-1", "eu-west-1"
ACCOUNT = "111111111111"
ROLE = f"arn:aws:iam::{ACCOUNT}:role/syndic-staging-workload-operations"
"""Whom staging lets back up, prove, rotate and drill."""

USERS = "syndic.staging.example.com"
STAGING = reading.read(Tree.of_checkout(checkout()), "staging").environment
DATABASE = next(str(region.database) for region in STAGING.regions if region.name == HOME)
AUTHORITIES = "/etc/syndic/authorities"
NANO = 1_000_000_000


@dataclass
class Region:
    """The region, and how its pods are run."""

    docker: Docker
    images: Images
    authorities: Path
    """What the ConfigMap `authorities` holds."""
    cloud: Mapping[str, str]
    """Variables by which the cloud lets a pod sign in, and where its services are played."""
    hosts: dict[str, str]
    """Names and the addresses they lead to."""
    rendered: list[Manifest] = field(default_factory=lambda: manifests.render(checkout(), Overlay("staging", HOME)))
    started: list[str] = field(default_factory=list)

    def run(self, job: str, *more: str) -> subprocess.CompletedProcess[str]:
        """Run the pod of a CronJob to its end.

        Args:
            job: its name.
            more: arguments after its own.
        """
        return self._run(job, lambda words: [*words, *more])

    def look(self, job: str, program: str) -> subprocess.CompletedProcess[str]:
        """Run a program of Python in the pod of a CronJob, in the place of its command."""
        return self._run(job, lambda _words: ["-c", program], "--entrypoint=python3")

    def _run(
        self, job: str, command: Callable[[list[str]], list[str]], *options: str
    ) -> subprocess.CompletedProcess[str]:
        template = pod_template(self.object("CronJob", job))
        return self.docker.run("run", "--rm", *options, *self._arguments(template, {}, command), check=False)

    def start(self, deployment: str, variables: Mapping[str, str], volumes: Mapping[str, Path], *more: str) -> str:
        """Start a pod of a Deployment; its container."""
        template = pod_template(self.object("Deployment", deployment))
        mounted = self._arguments(template, variables, list, volumes)
        container = self.docker.run("run", "--detach", *more, *mounted).stdout.strip()
        self.started.append(container)
        return container

    def stop(self) -> None:
        """Remove what was started."""
        if self.started:
            self.docker.run("rm", "--force", *self.started)

    def object(self, kind: str, name: str) -> Manifest:
        """One of the objects."""
        return next(one for one in self.rendered if (one["kind"], name_of(one)) == (kind, name))

    def _arguments(
        self,
        template: Any,  # noqa: ANN401 - a pod
        more: Mapping[str, str],
        command: Callable[[list[str]], list[str]],
        volumes: Mapping[str, Path] | None = None,
    ) -> list[str]:
        (container,), pod = template["spec"]["containers"], template["spec"]["securityContext"]
        context, limits = container["securityContext"], container["resources"]["limits"]
        variables = {**self._variables(container), **self.cloud, **more}
        expanded = [_expanded(argument, variables) for argument in container.get("args", [])]
        return [
            f"--user={pod['runAsUser']}:{pod['runAsGroup']}",
            *(["--read-only"] if context["readOnlyRootFilesystem"] else []),
            *(f"--cap-drop={name}" for name in context["capabilities"]["drop"]),
            *([] if context["allowPrivilegeEscalation"] else ["--security-opt=no-new-privileges"]),
            f"--memory={_bytes(limits['memory'])}",
            f"--cpus={limits['cpu']}",
            *(f"--add-host={name}:{address}" for name, address in self.hosts.items()),
            *(f"--env={name}={value}" for name, value in variables.items()),
            *self._mounts(container, template["spec"]["volumes"], pod, volumes or {}),
            self.images.reference(image_name(container["image"])),
            *command(expanded),
        ]

    def _variables(self, container: Any) -> dict[str, str]:  # noqa: ANN401 - a container
        maps = {name_of(one): one["data"] for one in self.rendered if one["kind"] == "ConfigMap"}
        found: dict[str, str] = {}
        for source in container.get("envFrom", []):
            found |= maps[source["configMapRef"]["name"]]
        return found | {one["name"]: one["value"] for one in container.get("env", []) if "value" in one}

    def _mounts(self, container: Any, declared: Any, pod: Any, given: Mapping[str, Path]) -> Iterator[str]:  # noqa: ANN401
        volumes = {one["name"]: one for one in declared}
        for mount in container["volumeMounts"]:
            volume, path = volumes[mount["name"]], mount["mountPath"]
            if "emptyDir" in volume:
                size = _bytes(volume["emptyDir"]["sizeLimit"])
                yield f"--tmpfs={path}:size={size},mode=2770,uid={pod['runAsUser']},gid={pod['fsGroup']}"
            elif mount["name"] == "authorities":
                yield f"--volume={self.authorities}:{path}:ro"
            elif mount["name"] in given:
                yield f"--volume={given[mount['name']]}:{path}:ro"
            else:
                assert volume["configMap"]["optional"], f"nothing is given for {mount['name']}"


@dataclass(frozen=True)
class Administrator:
    """Somebody at the console of the platform in the region."""

    client: httpx.Client

    @classmethod
    def of(cls, docker: Docker, server: str, port: int, authority: Path) -> Administrator:
        """Make the first administrator, and sign in.

        Args:
            docker: the engine.
            server: container of a server.
            port: of loopback, that leads to it.
            authority: whom to believe.
        """
        command = ["python3", "-m", "server", "create-admin", "--email=admin@example.org"]
        password = json.loads(docker.run("exec", server, *command).stdout)["password"]
        context = ssl.create_default_context(cafile=authority)
        client = httpx.Client(base_url=f"https://127.0.0.1:{port}", verify=context, timeout=60)
        client.event_hooks["request"].append(lambda request: request.extensions.update(sni_hostname=USERS))
        signed = client.post("/api/auth/sessions", json={"email": "admin@example.org", "password": password})
        assert signed.status_code == httpx.codes.CREATED, signed.text
        client.headers["X-CSRF-Token"] = signed.json()["csrf_token"]
        return cls(client)

    def token(self) -> str:
        """A token of the role that operators have."""
        body = {"name": "operations", "role": "engineer", "expires_in_days": 1}
        made = self.client.post("/api/tokens", json=body)
        assert made.status_code == httpx.codes.CREATED, made.text
        return made.json()["token"]

    def records(self, kind: str) -> list[dict[str, Any]]:
        """The records of a kind of operation, the newest first."""
        return self.client.get("/api/operations", params={"kind": kind, "limit": 50}).json()["items"]


def _expanded(text: str, variables: Mapping[str, str]) -> str:
    """As the kubelet expands it."""
    return re.sub(r"\$\((\w+)\)", lambda found: variables[found[1]], text)


def _bytes(quantity: str) -> int:
    number, unit = int(quantity[:-2]), quantity[-2:]
    return number * 1024 ** ("Ki", "Mi", "Gi").index(unit) * 1024

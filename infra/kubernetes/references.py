"""Whether what objects name is there: by kind and name, by labels, and by the names of ports."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from infra.kubernetes.manifests import Manifest, containers, identity, name_of, pod_template

FROM_OUTSIDE: Mapping[tuple[str, str], str] = {
    ("ConfigMap", "kube-root-ca.crt"): "Kubernetes puts it into every namespace.",
    ("ConfigMap", "internal-authority"): "Made once from the Secret of that name: docs/guides/kubernetes.md.",
    ("ConfigMap", "authorities"): "Yours, where no public authority signs for your stores: docs/guides/kubernetes.md.",
    ("ConfigMap", "clusters"): "Yours, where a job practises losing a region: docs/guides/kubernetes.md.",
    ("ClusterIssuer", "public"): "It belongs to the cluster: docs/guides/kubernetes.md.",
}
"""What the cluster has before these manifests are applied, and where it comes from."""


@dataclass(frozen=True, order=True)
class Dangling:
    """A name that leads nowhere."""

    object: str
    where: str
    missing: str


class Objects:
    """The objects that are applied together."""

    def __init__(self, manifests: Sequence[Manifest]) -> None:
        self.manifests = manifests
        self.names = {(manifest["kind"], name_of(manifest)) for manifest in manifests} | set(FROM_OUTSIDE)
        # A controller makes these Secrets from objects that are here.
        for manifest in manifests:
            if manifest["kind"] == "Certificate":
                self.names.add(("Secret", manifest["spec"]["secretName"]))
            elif manifest["kind"] == "ExternalSecret":
                target = manifest["spec"].get("target", {}).get("name", name_of(manifest))
                self.names.add(("Secret", target))
        self.workloads = [(manifest, pod) for manifest in manifests if (pod := pod_template(manifest)) is not None]

    def selected(self, labels: Mapping[str, str]) -> list[Manifest]:
        """The objects whose pods carry these labels."""
        return [
            manifest
            for manifest, pod in self.workloads
            if labels.items() <= pod.get("metadata", {}).get("labels", {}).items()
        ]


Reference = tuple[str, str, str]
"""Where a name stands, and the kind and name it stands for."""


def dangling(manifests: Sequence[Manifest]) -> list[Dangling]:
    """Every name that leads nowhere."""
    objects = Objects(manifests)
    found: set[Dangling] = set()
    for manifest in manifests:
        for where, kind, name in [*_of_pods(manifest), *_named(manifest)]:
            if (kind, name) not in objects.names:
                found.add(Dangling(identity(manifest), where, f"{kind}/{name}"))
        for check in (_probe_ports, _selected, _route_ports):
            found.update(check(manifest, objects))
    return sorted(found)


def _of_pods(manifest: Manifest) -> Iterator[Reference]:
    template = pod_template(manifest)
    if template is None:
        return
    spec = template["spec"]
    yield "serviceAccountName", "ServiceAccount", spec["serviceAccountName"]
    if "priorityClassName" in spec:
        yield "priorityClassName", "PriorityClass", spec["priorityClassName"]
    for volume in spec.get("volumes", []):
        for source in (volume, *volume.get("projected", {}).get("sources", [])):
            if "configMap" in source:
                yield f"volumes.{volume['name']}", "ConfigMap", source["configMap"]["name"]
            if "secret" in source:
                secret = source["secret"]
                yield f"volumes.{volume['name']}", "Secret", secret.get("secretName") or secret["name"]
    volumes = {volume["name"] for volume in spec.get("volumes", [])}
    for container in containers(manifest):
        yield from _of_container(container, volumes)


def _of_container(container: Manifest, volumes: set[str]) -> Iterator[Reference]:
    for mount in container.get("volumeMounts", []):
        if mount["name"] not in volumes:
            yield f"{container['name']}.volumeMounts", "volume", mount["name"]
    sources = [*container.get("envFrom", []), *(entry.get("valueFrom", {}) for entry in container.get("env", []))]
    for source in sources:
        for key, kind in (
            ("configMapRef", "ConfigMap"),
            ("configMapKeyRef", "ConfigMap"),
            ("secretRef", "Secret"),
            ("secretKeyRef", "Secret"),
        ):
            if key in source:
                yield f"{container['name']}.env", kind, source[key]["name"]


def _named(manifest: Manifest) -> Iterator[Reference]:
    """Names in objects that make no pods."""
    spec = manifest.get("spec", {})
    for key in ("scaleTargetRef", "targetRef", "issuerRef"):
        if key in spec:
            yield key, spec[key]["kind"], spec[key]["name"]
    match manifest["kind"]:
        case "Gateway" | "HTTPRoute" | "BackendTLSPolicy":
            yield from _of_traffic(manifest["kind"], spec)
        case "Issuer" if "ca" in spec:
            yield "ca", "Secret", spec["ca"]["secretName"]
        case "RoleBinding" | "ClusterRoleBinding":
            yield "roleRef", manifest["roleRef"]["kind"], manifest["roleRef"]["name"]
            # Users and groups are of whoever signs in to the cluster, and no objects in it.
            for subject in (one for one in manifest["subjects"] if one["kind"] == "ServiceAccount"):
                yield "subjects", subject["kind"], subject["name"]


def _of_traffic(kind: str, spec: Manifest) -> Iterator[Reference]:
    if kind == "Gateway":
        yield "gatewayClassName", "GatewayClass", spec["gatewayClassName"]
        for listener in spec["listeners"]:
            for reference in listener.get("tls", {}).get("certificateRefs", []):
                yield f"listeners.{listener['name']}", "Secret", reference["name"]
    elif kind == "HTTPRoute":
        for parent in spec["parentRefs"]:
            yield "parentRefs", "Gateway", parent["name"]
    else:
        for target in spec["targetRefs"]:
            yield "targetRefs", target["kind"], target["name"]
        for reference in spec["validation"].get("caCertificateRefs", []):
            yield "caCertificateRefs", reference["kind"], reference["name"]


def _ports(manifest: Manifest) -> set[str | int]:
    ports = [port for container in containers(manifest) for port in container.get("ports", [])]
    return {port["name"] for port in ports} | {port["containerPort"] for port in ports}


def _probe_ports(manifest: Manifest, _objects: Objects) -> Iterator[Dangling]:
    for container in containers(manifest):
        for probe in ("startupProbe", "livenessProbe", "readinessProbe"):
            port = container.get(probe, {}).get("httpGet", {}).get("port")
            if port is not None and port not in _ports(manifest):
                yield Dangling(identity(manifest), f"{container['name']}.{probe}", f"port {port}")


def _selected(manifest: Manifest, objects: Objects) -> Iterator[Dangling]:
    """Services and budgets that are about no pod, and ports that the pods behind a Service do not have."""
    spec = manifest.get("spec", {})
    if manifest["kind"] not in ("Service", "PodDisruptionBudget"):
        return
    labels = spec["selector"] if manifest["kind"] == "Service" else spec["selector"]["matchLabels"]
    pods = objects.selected(labels)
    if not pods:
        yield Dangling(identity(manifest), "selector", "a pod with its labels")
    for port in spec.get("ports", []) if manifest["kind"] == "Service" else []:
        target = port.get("targetPort", port["port"])
        if any(target not in _ports(pod) for pod in pods):
            yield Dangling(identity(manifest), f"ports.{port['name']}", f"port {target}")


def _route_ports(manifest: Manifest, objects: Objects) -> Iterator[Dangling]:
    if manifest["kind"] != "HTTPRoute":
        return
    services = {name_of(one): one for one in objects.manifests if one["kind"] == "Service"}
    for backend in (backend for rule in manifest["spec"]["rules"] for backend in rule.get("backendRefs", [])):
        service = services.get(backend["name"])
        if service is None:
            yield Dangling(identity(manifest), "backendRefs", f"Service/{backend['name']}")
        elif backend["port"] not in {port["port"] for port in service["spec"]["ports"]}:
            yield Dangling(identity(manifest), "backendRefs", f"port {backend['port']} of Service/{backend['name']}")

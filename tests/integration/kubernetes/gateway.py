"""Traefik as the rendered Gateway says, from outside of a cluster, and what it needs."""

from __future__ import annotations

import base64
import subprocess
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from socket import socket

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from infra import shell
from infra.kubernetes import manifests
from infra.kubernetes.manifests import Manifest

NAMESPACE = "syndic"
PATIENCE_SECONDS = 60.0


@dataclass(frozen=True)
class Certificate:
    """A certificate that signs itself, and its key, as files."""

    certificate: Path
    key: Path


def certificate(folder: Path, name: str) -> Certificate:
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    files = Certificate(folder / f"{name}.crt", folder / f"{name}.key")
    files.certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    form = serialization.PrivateFormat.PKCS8
    files.key.write_bytes(key.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption()))
    return files


def free_port() -> int:
    with socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def secret(name: str, files: Certificate) -> Manifest:
    data = {"tls.crt": files.certificate, "tls.key": files.key}
    return {
        "apiVersion": "v1",
        "kind": "Secret",
        "type": "kubernetes.io/tls",
        "metadata": {"name": name, "namespace": NAMESPACE},
        "data": {key: base64.b64encode(file.read_bytes()).decode() for key, file in data.items()},
    }


def eventually(holds: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not holds():
        assert time.monotonic() < deadline, f"never: {what}"
        time.sleep(0.1)


@contextmanager
def proxy(objects: list[Manifest], api_port: int, addresses: dict[str, str], folder: Path) -> Generator[None]:
    """Traefik with the arguments of its Deployment, but for the addresses and the way to the cluster."""
    deployment = next(one for one in objects if manifests.identity(one) == "Deployment/proxy")
    arguments = list(next(manifests.containers(deployment))["args"])
    for old, new in addresses.items():
        arguments = [one.removesuffix(old) + new if one.endswith(f"={old}") else one for one in arguments]
    arguments += [
        f"--providers.kubernetesGateway.endpoint=http://127.0.0.1:{api_port}",
        "--providers.kubernetesGateway.token=unused",
    ]
    with (folder / "traefik.log").open("wb") as log:
        running = subprocess.Popen([str(shell.find_program("traefik")), *arguments], stdout=log, stderr=log)
        try:
            yield
        finally:
            # Told to end, it would go on to serve for a while; nobody is left to be served.
            running.kill()
            running.wait(PATIENCE_SECONDS)

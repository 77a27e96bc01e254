"""Which services make up the environment, and what they are told about each other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields

from infra.local import client, credentials, deployment, object_store, ports, postgresql, processes, proxy
from infra.local.certificates import Authority, KeyPair
from infra.local.client import Client
from infra.local.credentials import Credentials, DatabaseNames, KeyNames
from infra.local.deployment import Colour, Deployment
from infra.local.layout import Layout
from infra.local.object_store import ObjectStore, StorePorts
from infra.local.object_store_configuration import AccessKey, backup_identity, process_identity
from infra.local.postgresql import Cluster, Role
from infra.local.processes import Platform
from infra.local.proxy import Proxy
from infra.local.proxy_configuration import Backend, Listeners, Share
from infra.local.services import Service
from server.settings import Process, declared

ROLES = {
    Process.API: Role.API,
    Process.WORKER: Role.WORKER,
    Process.CRON: Role.CRON,
    Process.MIGRATE: Role.OWNER,
}
"""As whom each process signs in to the database."""

DATABASE_SETTING = {role: "DATABASE_OWNER_URL" if role is Role.OWNER else "DATABASE_URL" for role in ROLES.values()}

REFRESH_SECONDS = "2"
"""How often the processes read their secrets again; it takes a file on this machine no longer."""

INNER_STORE_PORTS = tuple(field.name for field in fields(StorePorts) if field.name != "s3")


@dataclass(frozen=True)
class Composition:
    """The whole environment. To compose it touches nothing."""

    layout: Layout
    ports: Mapping[str, int]
    cluster: Cluster
    store: ObjectStore
    proxy: Proxy
    deployment: Deployment
    platforms: Mapping[Colour, Platform]
    """The processes of every colour that has a release."""
    stores: tuple[Service, ...]
    """What keeps data; ready before the schema is migrated."""
    workloads: tuple[Service, ...]
    """What uses the data; ready before the proxy leads users to it."""
    entrance: tuple[Service, ...]
    url: str

    @property
    def services(self) -> tuple[Service, ...]:
        """All services, in the order they are started."""
        return (*self.stores, *self.workloads, *self.entrance)

    @property
    def platform(self) -> Platform:
        """The processes that users reach."""
        return self.platforms[self.deployment.live]

    @property
    def process_names(self) -> frozenset[str]:
        """The names of all processes of the platform."""
        return frozenset(name for colour in self.platforms for name in processes.names(colour))


def compose(
    layout: Layout, chosen: Mapping[str, int], secrets: Credentials, meant: Deployment | None = None
) -> Composition:
    """The environment of a state directory.

    Args:
        layout: where everything is kept.
        chosen: the port of every name.
        secrets: what `.env` holds.
        meant: which release runs at which colour; what was written down when absent.

    Raises:
        UnreadableDeploymentError: what was written down is damaged.
    """
    meant = meant or deployment.read(layout)
    authority = Authority(layout.certificates)
    cluster = _cluster(layout, chosen, secrets)
    store = _store(layout, chosen, secrets, authority)
    consoles = {
        colour: Client(colour, layout.client / colour, slot.release, chosen[client.name(colour)])
        for colour, slot in meant.slots.items()
    }
    entrance = Proxy(
        layout.proxy,
        Listeners(chosen[ports.PROXY], chosen["proxy-internal"], ipv6=ports.has_ipv6_loopback()),
        authority,
        tuple(
            Share(
                processes.backends(colour, chosen),
                Backend(console.name, console.url, "/", console.port),
                meant.weights.get(colour, 0),
            )
            for colour, console in consoles.items()
        ),
    )
    certificate = authority.files_of(processes.CERTIFICATE)
    settings = {process: process_settings(process, cluster, store, entrance.url, certificate) for process in Process}
    platforms = {
        colour: Platform(
            slot.release,
            colour,
            layout.logs,
            layout.env_file,
            settings,
            own_settings(secrets),
            secrets.values.get(credentials.MADE, ""),
            authority,
            chosen,
        )
        for colour, slot in meant.slots.items()
    }
    return Composition(
        layout=layout,
        ports=chosen,
        cluster=cluster,
        store=store,
        proxy=entrance,
        deployment=meant,
        platforms=platforms,
        stores=(postgresql.service(cluster), object_store.service(store)),
        workloads=tuple(
            service
            for colour, slot in meant.slots.items()
            for service in (
                *processes.services(platforms[colour], slot),
                *((client.service(consoles[colour]),) if slot.serves else ()),
            )
        ),
        entrance=(proxy.service(entrance),),
        url=entrance.url,
    )


def process_settings(
    process: Process, cluster: Cluster, store: ObjectStore, url: str, certificate: KeyPair
) -> dict[str, str]:
    """What a process is told about the environment. Secrets are references to `.env`, the one place that has values."""
    role = ROLES[process]
    names, key = DatabaseNames(role), KeyNames(process)
    address = f"127.0.0.1:{cluster.port}/{postgresql.DATABASE}"
    told = {
        DATABASE_SETTING[role]: f"postgresql://{{env:{names.user}}}:{{env:{names.password}}}@{address}",
        "OBJECT_STORE_URL": f"s3://{store.bucket}",
        "OBJECT_STORE_ENDPOINT": store.endpoint,
        "OBJECT_STORE_REGION": store.region,
        "OBJECT_STORE_CA_FILE": str(store.ca_file),
        "OBJECT_STORE_ACCESS_KEY_ID": f"env:{key.key_id}",
        "OBJECT_STORE_SECRET_ACCESS_KEY": f"env:{key.secret}",
        "PUBLIC_URL": url,
        "SERVER_TLS_CERT_FILE": str(certificate.certificate_file),
        "SERVER_TLS_KEY_FILE": str(certificate.key_file),
        "SECRETS_REFRESH_SECONDS": REFRESH_SECONDS,
    }
    return {name: value for name, value in told.items() if process in declared()[name][1]}


def own_settings(secrets: Credentials) -> dict[str, str]:
    """The settings that the user wrote into `.env`; they win over what follows from the environment."""
    known = set(declared()) - set(credentials.GENERATORS)
    return {name: value for name, value in secrets.values.items() if name in known and value}


def _cluster(layout: Layout, chosen: Mapping[str, int], secrets: Credentials) -> Cluster:
    logins = tuple(secrets.login(role) for role in credentials.ROLES)
    return Cluster(layout.postgresql, chosen[postgresql.NAME], {}, logins)


def _store(layout: Layout, chosen: Mapping[str, int], secrets: Credentials, authority: Authority) -> ObjectStore:
    inner = {field: chosen[f"{object_store.NAME}-{field.replace('_', '-')}"] for field in INNER_STORE_PORTS}
    return ObjectStore(
        layout.object_store,
        StorePorts(s3=chosen[object_store.NAME], **inner),
        authority,
        administrator=AccessKey(
            secrets[credentials.ADMINISTRATOR_KEY_ID], secrets[credentials.ADMINISTRATOR_KEY_SECRET]
        ),
        identities=tuple(
            backup_identity(object_store.BUCKET, object_store.BACKUPS, secrets.keys(name))
            if name == "backup"
            else process_identity(name, object_store.BUCKET, secrets.keys(name))
            for name in credentials.STORE_PROCESSES
        ),
    )

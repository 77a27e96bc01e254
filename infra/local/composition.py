"""Which services make up the environment, and what they are told about each other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields

from infra.local import (
    client,
    credentials,
    deployment,
    discovery,
    object_store,
    ports,
    postgresql,
    processes,
    proxy,
    regions,
    wal_archive,
)
from infra.local.certificates import Authority, KeyPair
from infra.local.client import Client
from infra.local.credentials import Credentials, DatabaseNames, KeyNames
from infra.local.deployment import Colour, Deployment, Slot
from infra.local.layout import FIRST_REGION, Layout
from infra.local.object_store import ObjectStore, StorePorts
from infra.local.object_store_configuration import AccessKey, backup_identity, process_identity
from infra.local.postgresql import Cluster, Role
from infra.local.processes import Platform
from infra.local.proxy import Proxy
from infra.local.proxy_configuration import Backend, Listeners, Share
from infra.local.regions import Regions, Site
from infra.local.replication import Peer
from infra.local.services import Service
from server.settings import Process, declared

ROLES = {
    Process.API: Role.API,
    Process.WORKER: Role.WORKER,
    Process.CRON: Role.CRON,
    Process.MIGRATE: Role.OWNER,
    Process.RETENTION: Role.RETENTION,
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
    site: Site
    """What the region is among the others."""

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
    layout: Layout,
    chosen: Mapping[str, int],
    secrets: Credentials,
    meant: Deployment | None = None,
    standing: Regions | None = None,
) -> Composition:
    """The environment of a state directory.

    Args:
        layout: where everything is kept.
        chosen: the port of every name.
        secrets: what `.env` holds.
        meant: which release runs at which colour; what was written down when absent.
        standing: which region is live; what was written down when absent.

    Raises:
        UnreadableDeploymentError: what was written down is damaged.
    """
    meant = meant or deployment.read(layout)
    authority = Authority(layout.certificates)
    site = regions.site_of(layout, standing)
    cluster = _cluster(layout, chosen, secrets, site)
    store = _store(layout, chosen, secrets, authority)
    entrance_port = ports.PROXY_OF_REGION if site.other else ports.PROXY
    url = f"https://localhost:{site.public_port(layout, chosen)}"
    consoles = {
        colour: Client(colour, layout.client / colour, slot.release, chosen[client.name(colour)])
        for colour, slot in meant.slots.items()
    }
    entrance = Proxy(
        layout.proxy,
        Listeners(chosen[entrance_port], chosen["proxy-internal"], ipv6=ports.has_ipv6_loopback()),
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
    settings = {
        process: {
            **process_settings(process, cluster, store, url, certificate),
            **_replica(process, site),
            **_copy(process, site),
            **discovery.told(process, layout, authority.ca_file),
        }
        for process in Process
    }
    platforms = {
        colour: Platform(
            slot.release,
            colour,
            layout.region,
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
        stores=(postgresql.service(cluster), object_store.service(store), *_follower(store, site)),
        workloads=tuple(
            service
            for colour, slot in meant.slots.items()
            for service in (
                *processes.services(platforms[colour], _scaled(slot, site)),
                *((client.service(consoles[colour]),) if slot.serves else ()),
            )
        )
        + _archiver(layout, cluster, site),
        entrance=(proxy.service(entrance, entrance_port),),
        url=url,
        site=site,
    )


def _replica(process: Process, site: Site) -> dict[str, str]:
    """Where reads that may be stale go: the other region's database, while it follows."""
    if process is not Process.API or site.other is None:
        return {}
    names = DatabaseNames(Role.API)
    address = f"127.0.0.1:{site.other_ports[postgresql.NAME]}/{postgresql.DATABASE}"
    return {"DATABASE_REPLICA_URL": f"postgresql://{{env:{names.user}}}:{{env:{names.password}}}@{address}"}


def _copy(process: Process, site: Site) -> dict[str, str]:
    """The other region's store, which objects are written to as well while commits wait for the other region."""
    if site.other is None:
        return {}
    told = {
        "OBJECT_STORE_COPY_URL": f"s3://{object_store.BUCKET}",
        "OBJECT_STORE_COPY_ENDPOINT": _store_ports(site.other_ports).endpoint,
    }
    return {name: value for name, value in told.items() if process in declared()[name][1]}


def _scaled(slot: Slot, site: Site) -> Slot:
    """A region that stands by has its servers warm, and nothing that works on its own account."""
    return slot.model_copy(update={"works": False}) if site.standby else slot


def _follower(store: ObjectStore, site: Site) -> tuple[Service, ...]:
    """What copies the live region's objects here, in a region that stands by."""
    return (object_store.follower_service(store, _store_ports(site.other_ports)),) if site.standby else ()


def _archiver(layout: Layout, cluster: Cluster, site: Site) -> tuple[Service, ...]:
    """What archives the log of the database that takes writes, when somebody asked for that."""
    on = wal_archive.is_on(layout) and not site.standby
    return (wal_archive.service(layout, cluster),) if on else ()


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


def _cluster(layout: Layout, chosen: Mapping[str, int], secrets: Credentials, site: Site) -> Cluster:
    logins = tuple(secrets.login(role) for role in credentials.ROLES)
    peer = None
    if site.other is not None:
        port = site.other_ports[postgresql.NAME]
        other, password = site.other, secrets[credentials.REPLICATION]
        peer = Peer(layout.region, other.region, port, other.postgresql, password)
    return Cluster(layout.postgresql, chosen[postgresql.NAME], {}, logins, peer, site.standby)


def _store_ports(chosen: Mapping[str, int]) -> StorePorts:
    inner = {field: chosen[f"{object_store.NAME}-{field.replace('_', '-')}"] for field in INNER_STORE_PORTS}
    return StorePorts(s3=chosen[object_store.NAME], **inner)


def _store(layout: Layout, chosen: Mapping[str, int], secrets: Credentials, authority: Authority) -> ObjectStore:
    return ObjectStore(
        layout.object_store,
        _store_ports(chosen),
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
        keys_from=layout.of_region(FIRST_REGION).object_store,
    )

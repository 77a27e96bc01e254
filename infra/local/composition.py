"""Which services make up the environment, and what they are told about each other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields

from infra.local import client, credentials, object_store, ports, postgresql, processes, proxy
from infra.local.certificates import Authority, KeyPair
from infra.local.client import Client
from infra.local.credentials import Credentials
from infra.local.layout import Layout
from infra.local.object_store import ObjectStore, StorePorts
from infra.local.object_store_configuration import AccessKey
from infra.local.postgresql import Cluster, Role
from infra.local.processes import Platform
from infra.local.proxy import Proxy
from infra.local.proxy_configuration import Backend, Listeners
from infra.local.services import Service
from server.settings import declared

INNER_STORE_PORTS = tuple(field.name for field in fields(StorePorts) if field.name != "s3")


@dataclass(frozen=True)
class Composition:
    """The whole environment. To compose it touches nothing."""

    layout: Layout
    ports: Mapping[str, int]
    platform: Platform
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


def compose(layout: Layout, chosen: Mapping[str, int], secrets: Credentials) -> Composition:
    """The environment of a state directory.

    Args:
        layout: where everything is kept.
        chosen: the port of every name.
        secrets: what `.env` holds.
    """
    authority = Authority(layout.certificates)
    cluster = _cluster(layout, chosen, secrets)
    store = _store(layout, chosen, secrets, authority)
    console = Client(layout.client, layout.client_files, chosen[client.NAME])
    entrance = Proxy(
        layout.proxy,
        Listeners(chosen[ports.PROXY], chosen["proxy-internal"], ipv6=ports.has_ipv6_loopback()),
        authority,
        processes.backends(chosen),
        Backend(client.NAME, console.url, "/", console.port),
    )
    certificate = authority.files_of(processes.CERTIFICATE)
    settings = process_settings(cluster, store, entrance.url, certificate, secrets)
    platform = Platform(layout.checkout, layout.settings, layout.logs, settings, authority, chosen)
    return Composition(
        layout=layout,
        ports=chosen,
        platform=platform,
        stores=(postgresql.service(cluster), object_store.service(store)),
        workloads=(*processes.services(platform), client.service(console)),
        entrance=(proxy.service(entrance),),
        url=entrance.url,
    )


def process_settings(
    cluster: Cluster, store: ObjectStore, url: str, certificate: KeyPair, secrets: Credentials
) -> dict[str, str]:
    """Every setting of the platform's processes: what follows from the environment, and what `.env` says instead."""
    derived = {
        "DATABASE_URL": cluster.url(Role.APP),
        "DATABASE_OWNER_URL": cluster.url(Role.OWNER),
        "OBJECT_STORE_URL": f"s3://{store.bucket}",
        "OBJECT_STORE_ENDPOINT": store.endpoint,
        "OBJECT_STORE_REGION": store.region,
        "OBJECT_STORE_CA_FILE": str(store.ca_file),
        "PUBLIC_URL": url,
        "SERVER_TLS_CERT_FILE": str(certificate.certificate_file),
        "SERVER_TLS_KEY_FILE": str(certificate.key_file),
    }
    own = {name: value for name, value in secrets.values.items() if name in declared() and value}
    return {**derived, **own}


def _cluster(layout: Layout, chosen: Mapping[str, int], secrets: Credentials) -> Cluster:
    passwords = {Role.OWNER: secrets[credentials.OWNER_PASSWORD], Role.APP: secrets[credentials.APP_PASSWORD]}
    return Cluster(layout.postgresql, chosen[postgresql.NAME], passwords)


def _store(layout: Layout, chosen: Mapping[str, int], secrets: Credentials, authority: Authority) -> ObjectStore:
    inner = {field: chosen[f"{object_store.NAME}-{field.replace('_', '-')}"] for field in INNER_STORE_PORTS}
    return ObjectStore(
        layout.object_store,
        StorePorts(s3=chosen[object_store.NAME], **inner),
        authority,
        administrator=AccessKey(
            secrets[credentials.ADMINISTRATOR_KEY_ID], secrets[credentials.ADMINISTRATOR_KEY_SECRET]
        ),
        platform=AccessKey(secrets[credentials.PLATFORM_KEY_ID], secrets[credentials.PLATFORM_KEY_SECRET]),
    )

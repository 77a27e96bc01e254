"""Every credential of the embedded environment that is rotated, with the parts of the environment it needs."""

from __future__ import annotations

from infra.local import credentials, ports, processes, proxy, regions
from infra.local.certificates import Authority
from infra.local.composition import compose
from infra.local.credentials import DatabaseNames
from infra.local.deployment import Deployment
from infra.local.errors import NotSetUpError
from infra.local.layout import Layout
from infra.local.object_store import ObjectStore
from infra.local.postgresql import DATABASE, SUPERUSER, Role
from infra.scripts.rotate.api_token import ApiToken
from infra.scripts.rotate.credential import Credential
from infra.scripts.rotate.database_role import Administrator, DatabaseRole
from infra.scripts.rotate.fleet import Fleet
from infra.scripts.rotate.object_store_key import ObjectStoreKey
from infra.scripts.rotate.place import KEYS, PASSWORD, USER, DotenvPlace
from infra.scripts.rotate.signing_keys import SigningKeys
from infra.scripts.rotate.tls_certificate import TlsCertificate


def find_credentials(layout: Layout) -> list[Credential]:
    """Every credential of an environment that is rotated, in the order it is done.

    Raises:
        NotSetUpError: the environment was never up.
    """
    chosen = ports.read(layout.ports_file)
    if set(chosen) != set(ports.NAMES):
        raise NotSetUpError(layout.state)

    def stores() -> list[ObjectStore]:
        secrets = credentials.read(layout.env_file)
        other = regions.read(layout).standby
        places = (layout, *((layout.of_region(other),) if other else ()))
        return [compose(place, ports.read(place.ports_file), secrets).store for place in places]

    composition = compose(layout, chosen, credentials.read(layout.env_file))
    users = _users(composition.deployment)

    def fleet(identity: str) -> Fleet:
        found = {name: f"http://127.0.0.1:{chosen[f'{name}-internal']}/metrics" for name in users[identity]}
        return Fleet(lambda: found)

    cluster, env_file, authority = composition.cluster, layout.env_file, Authority(layout.certificates)

    def show_certificate() -> None:
        proxy.write_routes(composition.proxy, authority.files_of(proxy.NAME))

    administrator = Administrator(cluster.url(SUPERUSER))

    def database_role(identity: str, role: Role) -> DatabaseRole:
        names = DatabaseNames(role)
        place = DotenvPlace(env_file, {USER: names.user, PASSWORD: names.password})
        address = f"postgresql://127.0.0.1:{cluster.port}/{DATABASE}"
        return DatabaseRole(role, place, administrator, lambda: address, fleet(identity))

    roles = {
        "owner": Role.OWNER,
        "api": Role.API,
        "worker": Role.WORKER,
        "cron": Role.CRON,
        "retention": Role.RETENTION,
        "backup": Role.BACKUP,
    }
    return [
        *(database_role(identity, role) for identity, role in roles.items()),
        *(ObjectStoreKey(name, env_file, stores, fleet(name)) for name in credentials.STORE_PROCESSES),
        SigningKeys(DotenvPlace(env_file, {KEYS: credentials.SIGNING_KEYS}), administrator, fleet("api")),
        ApiToken(env_file, composition.url, authority.ca_file),
        TlsCertificate(processes.CERTIFICATE, authority, {name: chosen[name] for name in users["api"]}),
        TlsCertificate(proxy.NAME, authority, {proxy.NAME: chosen[ports.PROXY]}, show_certificate),
    ]


def _users(meant: Deployment) -> dict[str, tuple[str, ...]]:
    """The services that use what belongs to an identity; migrations, retention and backups sign in anew."""
    serving = [colour for colour, slot in meant.slots.items() if slot.serves]
    working = [colour for colour, slot in meant.slots.items() if slot.works]
    return {
        "owner": (),
        "backup": (),
        "retention": (),
        "api": tuple(name for colour in serving for name in processes.servers(colour)),
        "worker": tuple(processes.worker(colour) for colour in working),
        "cron": tuple(processes.cron(colour) for colour in working),
    }

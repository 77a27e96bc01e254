"""Rules that hold for production, and for staging where users of it would be hurt as well."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from infra.environments import references
from infra.environments.environment import Kind, Region
from infra.environments.policies import DatabaseEncryption, Rotation
from infra.environments.reading import EnvironmentFile
from infra.environments.resolution import Stated, resolve
from infra.findings import Finding
from infra.permission.declarations import EVERY, SystemUser
from server.settings import Process, Scheme

RULES = {
    "production-regions": "Production runs in at least two regions.",
    "production-replicas": "The API and the worker of production survive the loss of a machine in each region.",
    "production-tls": "Every connection outside development is encrypted and verified.",
    "production-backups": "Production makes backups, restores to any moment, and proves its backups weekly.",
    "production-backup-copies": "Losing a region of production leaves a backup in another.",
    "production-backup-repository": "Backups of production are kept in buckets of their own, one in each region.",
    "production-backup-lock": "Backups of production cannot be deleted before retention would have them deleted.",
    "production-backup-encryption": "Backups of production are encrypted with a key that is kept in a store.",
    "production-rotation": "Every credential of production is rotated at least yearly.",
    "production-debug": "Production does not log for debugging.",
    "production-sandbox": "Production reports to the real services, and to all of them.",
    "production-address": "Users open a public address outside development.",
    "production-object-store": "Evidence is kept in an object store outside development.",
    "permission-identity": "Outside development a caller is believed by a token or a cloud, not by the machine.",
    "permission-everything": "Nobody may do everything in production; each operation is granted by its name.",
    "integration-address": f"The address of an integration is a reference: {references.FORMS}.",
}

MINIMUM_REGIONS = 2
MINIMUM_REPLICAS = 2
VERIFICATION_HOURS = 168
MAXIMUM_AGE_DAYS = 365
# A process without an access key signs in to the store as itself, so there is no key to rotate.
WITHOUT_WORKLOAD_IDENTITY = "object_store_key"
PLAIN_TEXT = {
    "OBJECT_STORE_ENDPOINT": "Evidence and the store's credentials",
    "VAULT_ADDR": "Every secret",
    "AWS_ENDPOINT_URL_SECRETS_MANAGER": "Every secret",
}
LOCAL_HOSTS = frozenset({"localhost", "127.0.0.1", "::1"})


def check(file: EnvironmentFile) -> Iterator[Finding]:
    """What breaks one of RULES in an environment."""
    yield from _integration_addresses(file)
    if file.environment.kind is not Kind.DEVELOPMENT:
        yield from _tls(file)
        yield from _transport_of_processes(file)
        yield from _permissions(file)
    if file.environment.kind is Kind.PRODUCTION:
        yield from _shape(file)
        yield from _backups(file)
        yield from _repositories(file)
        yield from _rotation(file)
        yield from _sandbox(file)


def _tls(file: EnvironmentFile) -> Iterator[Finding]:
    tls = file.environment.tls
    if tls.database is not DatabaseEncryption.VERIFIED:
        why = f"sslmode {tls.database} lets someone between a process and the database read or change what is sent."
        yield file.finding("production-tls", ("tls", "database"), why, "Set tls.database to verify-full.")
    if not tls.verify_certificates:
        why = "Certificates are not verified, so any machine can pose as the database, the store or the API."
        yield file.finding(
            "production-tls", ("tls", "verify_certificates"), why, "Set tls.verify_certificates to true."
        )


def _transport_of_processes(file: EnvironmentFile) -> Iterator[Finding]:
    for region in file.environment.regions:
        for process in Process:
            stated = resolve(file.environment, region, process)
            yield from _object_store(file, stated)
            yield from _sslmode(file, stated)
            if process is Process.API:
                yield from _listener(file, region, stated)
            if (
                file.environment.kind is Kind.PRODUCTION
                and (level := stated.get("LOG_LEVEL"))
                and level.value == "debug"
            ):
                why = f"{process} would log for debugging, with details of requests and at a cost."
                yield file.finding("production-debug", level.path, why, "Set LOG_LEVEL to info, warning or error.")


def _permissions(file: EnvironmentFile) -> Iterator[Finding]:
    for position, grant in enumerate(file.environment.permissions):
        path = ("permissions", position)
        if isinstance(grant.identity, SystemUser):
            why = f"{grant.who}: whoever administers any machine could become a user of that name."
            fix = "State an identity of kind oidc, aws or azure."
            yield file.finding("permission-identity", (*path, "identity"), why, fix)
        if EVERY in grant.may and file.environment.kind is Kind.PRODUCTION:
            why = f"{grant.who} may do everything, also what is added later."
            yield file.finding("permission-everything", (*path, "may"), why, "List the operations.")


def _sslmode(file: EnvironmentFile, stated: dict[str, Stated]) -> Iterator[Finding]:
    """A database URL with references in it shows its sslmode; one that is a secret as a whole does not."""
    for setting in stated.values():
        if setting.source != "secrets" or not setting.value.startswith("postgresql://"):
            continue
        if f"sslmode={DatabaseEncryption.VERIFIED}" not in setting.value:
            why = f"{setting.name} does not ask for a verified connection, so libpq would not check the certificate."
            fix = f"Add sslmode={DatabaseEncryption.VERIFIED} to the URL's query."
            yield file.finding("production-tls", setting.path, why, fix)
        elif "sslrootcert=" not in setting.value:
            why = f"{setting.name} names no authority, so libpq wants a file in the home directory and refuses."
            fix = "Add sslrootcert=FILE to the URL's query, or sslrootcert=system where a public authority signs."
            yield file.finding("production-tls", setting.path, why, fix)


def _object_store(file: EnvironmentFile, stated: dict[str, Stated]) -> Iterator[Finding]:
    for name, what in PLAIN_TEXT.items():
        if name in stated and stated[name].value.startswith("http://"):
            why = f"{what} would cross the network in plain text."
            yield file.finding("production-tls", stated[name].path, why, f"State {name} as an https:// address.")
    url = stated.get("OBJECT_STORE_URL")
    if url and url.value.startswith("file:"):
        why = "Evidence would be kept on the disk of one machine, and lost with it."
        yield file.finding("production-object-store", url.path, why, "State s3://bucket or az://container.")


def _listener(file: EnvironmentFile, region: Region, stated: dict[str, Stated]) -> Iterator[Finding]:
    if "SERVER_TLS_CERT_FILE" not in stated:
        why = f"The API in {region.name} would answer in plain HTTP behind the edge."
        fix = "State SERVER_TLS_CERT_FILE and SERVER_TLS_KEY_FILE under settings.api."
        yield file.finding("production-tls", ("settings", "api"), why, fix)
    address = stated.get("PUBLIC_URL")
    if address and urlsplit(address.value).hostname in LOCAL_HOSTS:
        why = f"PUBLIC_URL is {address.value}: cookies and links would point at the machine of whoever opens them."
        yield file.finding(
            "production-address", address.path or ("settings", "api"), why, "State the public https:// address."
        )


def _shape(file: EnvironmentFile) -> Iterator[Finding]:
    environment = file.environment
    if len(environment.regions) < MINIMUM_REGIONS:
        why = "With one region, its loss is the loss of the service."
        yield file.finding("production-regions", ("regions",), why, "Add a region with the role standby.")
    for process in ("api", "worker"):
        if getattr(environment.processes, process).replicas < MINIMUM_REPLICAS:
            why = f"With one replica, {process} is down whenever its machine is replaced."
            path = ("processes", process, "replicas")
            yield file.finding("production-replicas", path, why, f"Set replicas to {MINIMUM_REPLICAS} or more.")


def _backups(file: EnvironmentFile) -> Iterator[Finding]:
    backups = file.environment.backups
    if not backups.enabled:
        why = "No backups are made."
        yield file.finding("production-backups", ("backups", "enabled"), why, "Set backups.enabled to true.")
    if not backups.point_in_time:
        why = "A mistaken change could only be undone by losing everything since the last backup."
        yield file.finding(
            "production-backups", ("backups", "point_in_time"), why, "Set backups.point_in_time to true."
        )
    if backups.verification_interval_hours > VERIFICATION_HOURS:
        why = "A backup that cannot be restored would go unnoticed for more than a week."
        path = ("backups", "verification_interval_hours")
        yield file.finding("production-backups", path, why, f"Set it to {VERIFICATION_HOURS} or less.")
    if len(set(backups.copies_in_regions)) < MINIMUM_REGIONS:
        why = "All backups are in one region and would be lost with it."
        yield file.finding("production-backup-copies", ("backups", "copies_in_regions"), why, "Name a second region.")
    keys = references.parse(backups.encryption_key)
    if not keys or any(key.scheme is Scheme.ENVIRONMENT for key in keys):
        why = "Whoever reads the place backups are kept in reads all data."
        fix = "Refer to a key in a store: vault:path#key, aws:name#key or azure:vault/name."
        yield file.finding("production-backup-encryption", ("backups", "encryption_key"), why, fix)


def _repositories(file: EnvironmentFile) -> Iterator[Finding]:
    environment, backups = file.environment, file.environment.backups
    evidence = {str(region.settings.get("OBJECT_STORE_URL")) for region in environment.regions}
    path = ("backups", "repositories")
    for region in environment.regions:
        if region.name not in backups.repositories:
            why = f"While {region.name} stands by there is no place in it that backups could be kept in."
            yield file.finding("production-backup-repository", path, why, f"State a bucket of {region.name}.")
        elif backups.repositories[region.name] in evidence:
            why = "Whoever may write evidence there could write over backups, and both would be lost together."
            fix = "State a bucket that holds nothing but backups."
            yield file.finding("production-backup-repository", (*path, region.name), why, fix)
    if backups.lock_days is None:
        why = "Whoever gets hold of the operator's credentials could delete every backup."
        fix = "State backups.lock_days, and the same as the default retention of the buckets."
        yield file.finding("production-backup-lock", ("backups",), why, fix)
    elif backups.lock_days > backups.retention.daily:
        why = f"A backup is locked for {backups.lock_days} days and not wanted after {backups.retention.daily}."
        fix = f"Set lock_days to {backups.retention.daily} or less, or keep more daily backups."
        yield file.finding("production-backup-lock", ("backups", "lock_days"), why, fix)


def _rotation(file: EnvironmentFile) -> Iterator[Finding]:
    for name in Rotation.model_fields:
        policy = getattr(file.environment.rotation, name)
        if policy is None and name != WITHOUT_WORKLOAD_IDENTITY:
            why = f"{name} would never be replaced."
            fix = f"State rotation.{name} with maximum_age_days and overlap_hours."
            yield file.finding("production-rotation", ("rotation",), why, fix)
        elif policy is not None and policy.maximum_age_days > MAXIMUM_AGE_DAYS:
            why = f"{name} would be used for {policy.maximum_age_days} days."
            path = ("rotation", name, "maximum_age_days")
            yield file.finding("production-rotation", path, why, f"Set maximum_age_days to {MAXIMUM_AGE_DAYS} or less.")


def _sandbox(file: EnvironmentFile) -> Iterator[Finding]:
    integrations = file.environment.integrations
    for name in type(integrations).model_fields:
        integration = getattr(integrations, name)
        if integration is None:
            why = f"Nothing receives {name}, so failures would go unseen."
            yield file.finding("production-sandbox", ("integrations",), why, f"State integrations.{name}.")
        elif integration.sandbox:
            why = f"{name} goes to a trial account, so failures would go unseen."
            yield file.finding("production-sandbox", ("integrations", name, "sandbox"), why, "Set sandbox to false.")


def _integration_addresses(file: EnvironmentFile) -> Iterator[Finding]:
    integrations = file.environment.integrations
    for name in type(integrations).model_fields:
        integration = getattr(integrations, name)
        if integration is not None and not references.parse(integration.address):
            why = f"The address of {name} grants the right to send to it, and is written down."
            fix = f"Keep it in a store and state the reference: {references.FORMS}."
            yield file.finding("integration-address", ("integrations", name, "address"), why, fix)

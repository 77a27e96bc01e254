"""Rules for the settings and secrets of every environment, held against server/settings.py."""

from __future__ import annotations

from collections.abc import Iterator

from infra.environments import declarations, references
from infra.environments.environment import EVERY_PROCESS, Kind, Region
from infra.environments.policies import CREDENTIAL_OF_SECRET
from infra.environments.reading import EnvironmentFile
from infra.environments.resolution import Entry, Stated, entries, resolve
from infra.findings import Finding
from server.settings import Process, Scheme

RULES = {
    "setting-undeclared": "Every setting of an environment is declared in server/settings.py.",
    "setting-not-read": "A process is given only the settings it reads.",
    "setting-set-by-deployment": "No file states what the deployment derives.",
    "setting-invalid": "Every value has the type and the bounds its setting declares.",
    "setting-missing": "Every process gets each setting it does not start without, in each region.",
    "setting-incomplete-pair": "Settings that only work together are stated together.",
    "setting-stalled-before-heartbeat": "A worker counts as dead only after several heartbeats were missed.",
    "setting-chosen-at-start": "Only development leaves settings for `syndic up` to choose.",
    "secret-plain": "No secret is written down; a reference says where it is kept.",
    "secret-reference": f"Every secret is stated as a reference: {references.FORMS}.",
    "secret-not-accepted": "A reference stands only where the process looks for one.",
    "secret-store-unreachable": "The store a reference leads to is configured.",
    "secret-store-token": "Processes log in to OpenBao or Vault by their own identity outside development.",
    "secret-development-only": "Environment variables hold secrets in development only.",
    "secret-without-policy": "Every credential that is held has a rotation policy.",
    "secret-session-overlap": "Signing keys overlap for longer than a session lasts.",
}

PAIRS = (
    ("OBJECT_STORE_ACCESS_KEY_ID", "OBJECT_STORE_SECRET_ACCESS_KEY"),
    ("SERVER_TLS_CERT_FILE", "SERVER_TLS_KEY_FILE"),
)
ADDRESS_OF_STORE = {Scheme.VAULT: "VAULT_ADDR", Scheme.VAULT_DATABASE: "VAULT_ADDR", Scheme.AWS: "AWS_REGION"}
HEARTBEATS_BEFORE_STALLED = 3


def check(file: EnvironmentFile) -> Iterator[Finding]:
    """What breaks one of RULES in an environment."""
    for entry in entries(file.environment):
        yield from _name(file, entry)
        yield from _secret(file, entry) if entry.secret else _value(file, entry)
    for region in file.environment.regions:
        for process in Process:
            yield from _process(file, region, process)
    yield from _chosen_at_start(file)
    yield from _policies(file)


def _chosen_at_start(file: EnvironmentFile) -> Iterator[Finding]:
    for position, name in enumerate(file.environment.chosen_at_start):
        path = ("chosen_at_start", position)
        if name not in declarations.settings():
            yield from _name(file, Entry(name, None, EVERY_PROCESS, secret=False, path=path))
        elif file.environment.kind is not Kind.DEVELOPMENT:
            why = f"Nothing chooses {name} when a {file.environment.kind} process starts."
            yield file.finding("setting-chosen-at-start", path, why, f"State {name} under settings or secrets.")


def _name(file: EnvironmentFile, entry: Entry) -> Iterator[Finding]:
    known = declarations.settings()
    if entry.name not in known:
        closest = declarations.closest(entry.name)
        fix = f"Call it {closest}." if closest else "Remove it, or declare it in server/settings.py."
        why = f"{entry.name} is not declared in server/settings.py, so no process would read it."
        yield file.finding("setting-undeclared", entry.path, why, fix)
    elif entry.name in declarations.SET_BY_DEPLOYMENT:
        why = f"{entry.name} is {declarations.SET_BY_DEPLOYMENT[entry.name]}; stated here it could contradict it."
        yield file.finding("setting-set-by-deployment", entry.path, why, "Remove it.")
    elif not entry.processes & known[entry.name][1]:
        readers = ", ".join(sorted(known[entry.name][1]))
        why = f"{entry.block} does not read {entry.name}."
        yield file.finding("setting-not-read", entry.path, why, f"Move it to a process that reads it: {readers}.")


def _value(file: EnvironmentFile, entry: Entry) -> Iterator[Finding]:
    if entry.name not in declarations.settings():
        return
    if declarations.is_secret(entry.name):
        why = f"{entry.name} is a secret, and its value stands in a tracked file."
        fix = f"Replace the credential, keep the new one in a store, and state under secrets where: {references.FORMS}."
        yield file.finding("secret-plain", entry.path, why, fix)
    elif problem := declarations.problem(entry.name, entry.value):
        meaning = declarations.settings()[entry.name][0].description
        yield file.finding("setting-invalid", entry.path, f"{entry.name}: {problem}.", f"Correct it. {meaning}")


def _secret(file: EnvironmentFile, entry: Entry) -> Iterator[Finding]:
    if entry.name in declarations.settings() and not declarations.may_be_reference(entry.name):
        why = f"{entry.name} is not a secret, and a process does not look up a reference in it."
        yield file.finding("secret-not-accepted", entry.path, why, "State its value under settings.")
        return
    found = references.parse(entry.value)
    if not found:
        why = f"{entry.name} is not a reference to a secret."
        fix = f"State where it is kept: {references.FORMS}. If this was the value itself, replace the credential."
        yield file.finding("secret-reference", entry.path, why, fix)
    elif any(part.scheme is Scheme.ENVIRONMENT for part in found) and file.environment.kind is not Kind.DEVELOPMENT:
        why = f"{entry.name} would stand in the environment of a {file.environment.kind} machine, for others to read."
        fix = f"Keep it in a store: {references.FORMS}."
        yield file.finding("secret-development-only", entry.path, why, fix)


def _process(file: EnvironmentFile, region: Region, process: Process) -> Iterator[Finding]:
    stated = resolve(file.environment, region, process)
    for name in declarations.required(process):
        if name not in stated:
            section = "secrets" if declarations.is_secret(name) else "settings"
            why = f"{process} in {region.name} would not start: {name} is stated nowhere."
            meaning = declarations.settings()[name][0].description
            fix = f"State it under {section}.{process} or {section}.all. {meaning}"
            yield file.finding("setting-missing", (section, process.value), why, fix)
    for first, second in PAIRS:
        yield from _pair(file, process, stated, first, second)
    yield from _stores(file, process, stated)
    yield from _heartbeat(file, stated)


def _stores(file: EnvironmentFile, process: Process, stated: dict[str, Stated]) -> Iterator[Finding]:
    for setting in stated.values():
        if setting.source != "secrets":
            continue
        for address in {ADDRESS_OF_STORE.get(part.scheme) for part in references.parse(setting.value)} - {None}:
            if address not in stated:
                why = f"{process} would not know where to look {setting.name} up: {address} is stated nowhere."
                yield file.finding(
                    "secret-store-unreachable", setting.path, why, f"State {address} under settings.all."
                )
    method = stated.get("VAULT_AUTH_METHOD")
    if method and method.value == "token" and file.environment.kind is not Kind.DEVELOPMENT:
        why = "A token of a person would open the store for every process, and would expire with no one to renew it."
        fix = "Set VAULT_AUTH_METHOD to kubernetes or approle."
        yield file.finding("secret-store-token", method.path, why, fix)


def _pair(
    file: EnvironmentFile, process: Process, stated: dict[str, Stated], first: str, second: str
) -> Iterator[Finding]:
    for present, absent in ((first, second), (second, first)):
        if present in stated and absent not in stated:
            why = f"{process} gets {present} without {absent}; neither has an effect alone."
            fix = f"State {absent} too, or remove both."
            yield file.finding("setting-incomplete-pair", stated[present].path, why, fix)


def _heartbeat(file: EnvironmentFile, stated: dict[str, Stated]) -> Iterator[Finding]:
    heartbeat, stalled = _number(stated, "WORKER_HEARTBEAT_SECONDS"), _number(stated, "WORKER_STALLED_SECONDS")
    if heartbeat is None or stalled is None or stalled >= HEARTBEATS_BEFORE_STALLED * heartbeat:
        return
    why = (
        f"A worker reports every {heartbeat:g} s and counts as dead after {stalled:g} s: a live one would be replaced."
    )
    fix = f"Set WORKER_STALLED_SECONDS to {HEARTBEATS_BEFORE_STALLED * heartbeat:g} or more, or report more often."
    path = stated["WORKER_STALLED_SECONDS"].path or stated["WORKER_HEARTBEAT_SECONDS"].path
    yield file.finding("setting-stalled-before-heartbeat", path, why, fix)


def _number(stated: dict[str, Stated], name: str) -> float | None:
    """The value of a number setting; None when it is absent or not a number, which is a finding of its own."""
    setting = stated.get(name)
    return float(setting.value) if setting and declarations.problem(name, setting.value) is None else None


def _policies(file: EnvironmentFile) -> Iterator[Finding]:
    rotation = file.environment.rotation
    for entry in entries(file.environment):
        if not entry.secret or not declarations.is_secret(entry.name):
            continue
        credential = CREDENTIAL_OF_SECRET.get(entry.name)
        if credential is None:
            why = f"No kind of rotation covers {entry.name}."
            fix = "Name the one that does in CREDENTIAL_OF_SECRET (infra/environments/policies.py)."
            yield file.finding("secret-without-policy", entry.path, why, fix)
        elif getattr(rotation, credential) is None:
            why = f"{entry.name} is held, but nothing says when it is replaced."
            fix = f"State rotation.{credential} with maximum_age_days and overlap_hours."
            yield file.finding("secret-without-policy", ("rotation",), why, fix)
    yield from _session_overlap(file)


def _session_overlap(file: EnvironmentFile) -> Iterator[Finding]:
    policy = file.environment.rotation.session_signing_keys
    stated = resolve(file.environment, file.environment.regions[0], Process.API)
    lifetime = _number(stated, "SESSION_LIFETIME_HOURS")
    if policy is None or lifetime is None or policy.overlap_hours >= lifetime:
        return
    why = f"A signing key ends {policy.overlap_hours} h after rotation, before the {lifetime:g} h of a session do."
    path = ("rotation", "session_signing_keys", "overlap_hours")
    yield file.finding("secret-session-overlap", path, why, f"Set overlap_hours to {lifetime:g} or more.")

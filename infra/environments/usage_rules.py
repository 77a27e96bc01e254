"""Rules for what passes variables to processes: compose files, manifests, workflows and dotenv files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from infra.environments import declarations, references
from infra.environments.readers import compose, dotenv, manifests, workflows
from infra.environments.readers.consumer import Consumer, Variable
from infra.errors import UnreadableYamlError
from infra.findings import Finding
from infra.tree import Tree
from server.settings import Process

RULES = {
    "variable-undeclared": "Every variable a process is given is declared in server/settings.py.",
    "variable-secret-not-read": "No process is given a secret it does not read.",
    "variable-missing": "Every process is given each setting it does not start without.",
    "variable-invalid": "Every value that is written down has the type and the bounds its setting declares.",
    "variable-plain-secret": "No secret's value is written in a compose file, manifest or workflow.",
    "variable-written-secret": "Kubernetes Secrets are made from a store, never from a tracked file.",
    "variable-example-incomplete": ".env.example names each setting a process does not start without.",
    "env-file-tracked": "No .env is tracked.",
    "variables-unreadable": "Every file that passes variables is YAML.",
}

EXAMPLE = ".env.example"

# Read by Python, the C library or TLS libraries of every process, never by the platform itself.
RUNTIME = re.compile(r"PYTHON\w+|LANG|LC_\w+|TZ|PATH|HOME|TMPDIR|SSL_CERT_(FILE|DIR)|MALLOC_\w+|PG\w+|SYNDIC_ENV_FILE")

_OPERATOR_NAME = re.compile(r"[\"'](SYNDIC_[A-Z_]+)[\"']")


def check(tree: Tree) -> Iterator[Finding]:
    """What breaks one of RULES in a tree."""
    yield from _tracked_env_files(tree)
    yield from _example(tree)
    for read in (_compose, _manifests, _workflows):
        try:
            yield from list(read(tree))
        except UnreadableYamlError as error:
            yield Finding(error.name, error.line, "variables-unreadable", f"Not YAML: {error.problem}.", "Correct it.")


def _tracked_env_files(tree: Tree) -> Iterator[Finding]:
    for file in tree.matching(".env", "*/.env"):
        why = "A .env holds the secrets of one machine, and this one is tracked."
        yield Finding(file, 1, "env-file-tracked", why, "Remove it from git and replace every credential it held.")


def _example(tree: Tree) -> Iterator[Finding]:
    if EXAMPLE not in tree.names:
        return
    variables = dotenv.read(tree, EXAMPLE)
    operator = _read_by_operator(tree)
    for variable in variables:
        if variable.name not in declarations.settings() and variable.name not in operator:
            yield _undeclared(variable)
        elif variable.value and not declarations.is_secret(variable.name) and variable.name not in operator:
            yield from _invalid(variable)
    named = {variable.name for variable in variables}
    for name in sorted({name for process in Process for name in declarations.required(process)} - named):
        why = f"Who copies {EXAMPLE} would miss {name}, without which a process does not start."
        fix = f"Add {name}= with a placeholder. {declarations.settings()[name][0].description}"
        yield Finding(EXAMPLE, 1, "variable-example-incomplete", why, fix)


def _compose(tree: Tree) -> Iterator[Finding]:
    for service in compose.read(tree):
        yield from _consumer(tree, service)
        if service.process and service.complete:
            given = {variable.name for variable in service.variables}
            yield from _missing(service, service.process, given)


def _manifests(tree: Tree) -> Iterator[Finding]:
    found = manifests.read(tree)
    for container in found.consumers:
        yield from _consumer(tree, container)
    for variable in found.written_secrets:
        why = f"The value of {variable.name} stands in a tracked file; encoding it does not hide it."
        fix = "Replace the credential, keep the new one in a store, and make the Secret by an ExternalSecret."
        yield Finding(variable.file, variable.line, "variable-written-secret", why, fix)
    for process in Process:
        # A base and its overlays state a container in parts, so what a process is given is judged over all of them.
        parts = [container for container in found.consumers if container.process is process]
        if parts and all(part.complete for part in parts):
            given = {variable.name for part in parts for variable in part.variables}
            yield from _missing(parts[0], process, given)


def _workflows(tree: Tree) -> Iterator[Finding]:
    for job in workflows.read(tree):
        yield from _consumer(tree, job)


def _consumer(tree: Tree, consumer: Consumer) -> Iterator[Finding]:
    for variable in consumer.variables:
        if variable.name not in declarations.settings():
            if _is_meant_for_the_platform(tree, consumer, variable.name):
                yield _undeclared(variable)
            continue
        if declarations.is_secret(variable.name):
            yield from _secret(consumer, variable)
        elif variable.value is not None:
            yield from _invalid(variable)


def _is_meant_for_the_platform(tree: Tree, consumer: Consumer, name: str) -> bool:
    if consumer.process:
        return not RUNTIME.fullmatch(name)
    # A job of a workflow has variables of its own; only a name like a setting's can be a mistaken one.
    is_workflow = consumer.file.startswith(".github/")
    return is_workflow and declarations.looks_declared(name) and name not in _read_by_operator(tree)


def _read_by_operator(tree: Tree) -> set[str]:
    """Variables that the command line itself reads: its modules name them."""
    return {name for file in tree.matching("infra/*.py") for name in _OPERATOR_NAME.findall(tree.text(file))}


def _secret(consumer: Consumer, variable: Variable) -> Iterator[Finding]:
    readers = declarations.settings()[variable.name][1]
    if consumer.process and consumer.process not in readers:
        why = f"{consumer.name} runs {consumer.process}, which does not read {variable.name} but could leak it."
        fix = f"Remove it here; it is read by {', '.join(sorted(readers))}."
        yield Finding(variable.file, variable.line, "variable-secret-not-read", why, fix)
    if variable.value and not references.parse(variable.value):
        why = f"{variable.name} is a secret, and its value stands in a tracked file."
        fix = "Replace the credential, and pass the new one from a store or from the environment at run time."
        yield Finding(variable.file, variable.line, "variable-plain-secret", why, fix)


def _invalid(variable: Variable) -> Iterator[Finding]:
    if problem := declarations.problem(variable.name, variable.value):
        meaning = declarations.settings()[variable.name][0].description
        why = f"{variable.name}: {problem}."
        yield Finding(variable.file, variable.line, "variable-invalid", why, f"Correct it. {meaning}")


def _undeclared(variable: Variable) -> Finding:
    closest = declarations.closest(variable.name)
    why = f"{variable.name} is not declared in server/settings.py, so no process would read it."
    fix = f"Call it {closest}." if closest else "Remove it, or declare it in server/settings.py."
    return Finding(variable.file, variable.line, "variable-undeclared", why, fix)


def _missing(consumer: Consumer, process: Process, given: Iterable[str]) -> Iterator[Finding]:
    for name in sorted(set(declarations.required(process)) - set(given)):
        why = f"{consumer.name} runs {process}, which does not start without {name}."
        fix = f"Pass {name}. {declarations.settings()[name][0].description}"
        yield Finding(consumer.file, consumer.line, "variable-missing", why, fix)

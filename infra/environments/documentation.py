"""Generates docs/configuration.md from the settings, so that the two cannot differ."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from infra import generated_files
from infra.environments import declarations
from infra.findings import Finding
from infra.tree import Tree
from server import __version__
from server.settings import Process

FILE = "docs/configuration.md"
RULES = {"configuration-docs-drift": f"{FILE} says what server/settings.py declares."}

HEADING = f"""\
# Configuration

<!-- Generated from server/settings.py by `syndic config docs`. Change the settings, then generate again. -->

Every setting of the platform's processes is an environment variable. A process reads its environment first, then the
dotenv file that `SYNDIC_ENV_FILE` names, and refuses to start with one sentence when a setting is missing or wrong.
What each environment sets is declared in `infra/environments/`: [Environments](guides/environments.md).

A secret is never written down; an environment's file holds a reference to it.
{", ".join(f"`{name}`" for name in declarations.SET_BY_DEPLOYMENT)} are set by the deployment.
"""
READERS = {
    Process.API: "The API",
    Process.WORKER: "The worker",
    Process.CRON: "Cron",
    Process.MIGRATE: "The migration job",
    Process.RETENTION: "The retention job",
}
BOUNDS = {"ge": "≥ {}", "gt": "> {}", "le": "≤ {}", "lt": "< {}"}


def check(tree: Tree) -> Iterator[Finding]:
    """What breaks one of RULES in a tree."""
    line = generated_files.first_difference(tree, FILE, render())
    if line is not None:
        why = "The page differs from what the settings declare, so readers would configure what does not exist."
        yield Finding(FILE, line, "configuration-docs-drift", why, "Run `syndic config docs`.")


def write(root: Path) -> bool:
    """Write the page; whether anything changed."""
    return bool(generated_files.write(root, {FILE: render()}))


def render() -> str:
    """The whole page."""
    sections = [HEADING]
    for readers in _groups():
        sections.append(f"## {_title(readers)}\n")
        sections.append("| variable | what | type | default |\n| --- | --- | --- | --- |")
        rows = [_row(name, field) for name, field, read_by in _settings() if read_by == readers]
        sections.append("\n".join(rows) + "\n")
    return "\n".join(sections).rstrip() + "\n"


def _settings() -> list[tuple[str, FieldInfo, frozenset[Process]]]:
    return [(name, field, readers) for name, (field, readers) in declarations.settings().items()]


def _groups() -> list[frozenset[Process]]:
    """The sets of processes that share settings: the widest first, then in the order of the processes."""
    order = list(Process)
    groups = {readers for _, _, readers in _settings()}
    return sorted(groups, key=lambda readers: (-len(readers), [order.index(process) for process in sorted(readers)]))


def _title(readers: frozenset[Process]) -> str:
    if readers == frozenset(Process):
        return "Every process"
    names = [READERS[process] for process in Process if process in readers]
    text = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
    return text[0] + text[1:].replace("The ", "the ").replace("Cron", "cron") if len(names) > 1 else text


def _row(name: str, field: FieldInfo) -> str:
    what = (field.description or "").replace("|", "\\|")
    return f"| `{name}` | {what} | {_type(name, field)} | {_default(field)} |"


def _type(name: str, field: FieldInfo) -> str:
    kind = "secret" if declarations.is_secret(name) else _type_name(field.annotation)
    bounds = [
        text.format(_number(getattr(part, bound)))
        for part in field.metadata
        for bound, text in BOUNDS.items()
        if getattr(part, bound, None) is not None
    ]
    return ", ".join([kind, *bounds])


def _type_name(annotation: Any) -> str:  # noqa: ANN401 - any annotation
    if get_origin(annotation) is Literal:
        return " or ".join(f"`{value}`" for value in get_args(annotation))
    if get_origin(annotation) is list or (isinstance(annotation, type) and issubclass(annotation, BaseModel)):
        return "JSON"
    inner = [argument for argument in get_args(annotation) if argument is not type(None)]
    if inner:
        return _type_name(inner[0])
    return {int: "whole number", float: "number", bool: "true or false", Path: "path"}.get(annotation, "text")


def _number(value: float) -> str:
    return f"{value:,}".replace(",", " ") if isinstance(value, int) else f"{value:g}"


def _default(field: FieldInfo) -> str:
    if field.is_required():
        return "**required**"
    if field.default is None:
        return "none"
    if field.default == __version__:
        return "the version of the code"
    return f"`{declarations.as_text(field.default)}`"

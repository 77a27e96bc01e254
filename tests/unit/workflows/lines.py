"""What pipelines run, of GitHub and of GitLab, as lines that can be looked at one by one."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import typer
import yaml

from infra.cli import app
from infra.tree import checkout

FOLDER = checkout() / ".github" / "workflows"
FILES = sorted(FOLDER.glob("*.yaml"))
ACTIONS = sorted((checkout() / ".github" / "actions").glob("*/action.yaml"))
GITLAB = checkout() / ".gitlab-ci.yml"
NO_JOBS = frozenset({"default", "variables", "stages", "workflow", "include"})
SYNDIC = ".venv/bin/syndic"
WRAPPERS = (("pipeline", "run"), ("pipeline", "comment"))
"""Commands that run another one, which stands after `--`."""


@dataclass(frozen=True)
class Line:
    """One step that runs something."""

    file: str
    job: str
    name: str
    text: str
    variables: Mapping[str, str]
    condition: str = ""
    """When it runs; when nothing failed before, where nothing is said."""

    @property
    def place(self) -> str:
        """Where it is, for people."""
        return f"{self.file}: {self.job}: {self.name}"

    @property
    def words(self) -> list[str]:
        """The words, with variables put in."""
        text = self.text
        for name in sorted(self.variables, key=len, reverse=True):
            text = text.replace(f"${name}", self.variables[name])
        return shlex.split(text)

    @property
    def commands(self) -> list[list[str]]:
        """The command, and those it runs: that of a stage stands after the stage."""
        return list(unwrapped(self.words))


def unwrapped(words: Sequence[str]) -> Iterator[list[str]]:
    """A command and the one it runs."""
    whole = list(words)
    yield whole
    if whole[0] == SYNDIC and tuple(whole[1:3]) in WRAPPERS and "--" in whole:
        yield from unwrapped(whole[whole.index("--") + 1 :])


def workflow(name: str) -> dict[str, Any]:
    return yaml.safe_load((FOLDER / name).read_text())


def github() -> Iterator[Line]:
    """Every step of every workflow, and of the actions of the repository."""
    for file in FILES:
        for job, body in workflow(file.name)["jobs"].items():
            matrix = body.get("strategy", {}).get("matrix", {})
            for step in body.get("steps", ()):
                if "run" in step:
                    stated = {**body.get("env", {}), **step.get("env", {})}
                    named = {name: first_of(str(value), matrix) for name, value in stated.items()}
                    yield Line(file.name, job, step["name"], step["run"], named, step.get("if", ""))
    for file in ACTIONS:
        for step in yaml.safe_load(file.read_text())["runs"]["steps"]:
            if "run" in step:
                yield Line(f"actions/{file.parent.name}", "", step["name"], step["run"], {})


def gitlab() -> Iterator[Line]:
    """Every line of every job of GitLab's pipeline."""
    whole = yaml.safe_load(GITLAB.read_text())
    default = whole["default"]["before_script"]
    for job, body in whole.items():
        if job in NO_JOBS or job.startswith("."):
            continue
        matrix = {name: values[0] for name, values in body.get("parallel", {"matrix": [{}]})["matrix"][0].items()}
        stated = {**whole["variables"], **body.get("variables", {}), **matrix, "version": "1.4.0", "fingerprint": "0f"}
        named = {name: str(value) for name, value in stated.items()}
        for at, text in enumerate([*body.get("before_script", default), *body["script"]]):
            yield Line(GITLAB.name, job, str(at), text, named)


def first_of(value: str, matrix: Mapping[str, list[str]]) -> str:
    """A value that names a dimension of the matrix, as it is in the first job; another expression as some text."""
    found = re.sub(r"\$\{\{ matrix\.(\w+) \}\}", lambda one: matrix[one[1]][0], value)
    if "vars.CLOUD" in found:
        return "aws"
    return re.sub(r"\$\{\{.*?\}\}", "something", found)


def declared_targets() -> set[str]:
    return set(re.findall(r"^([a-z]+):", (checkout() / "Makefile").read_text(), re.MULTILINE))


def parse(words: Sequence[str]) -> None:
    """Have the command line parse the words, as far as it goes without running anything."""
    command: Any = typer.main.get_command(app)
    context, rest = None, list(words)
    while hasattr(command, "resolve_command"):
        context = command.make_context(command.name, rest[:1], parent=context, resilient_parsing=True)
        _, command, rest = command.resolve_command(context, rest)
    command.make_context(command.name, rest)

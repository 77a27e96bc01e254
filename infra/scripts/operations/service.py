"""Registers the platform of an environment as a system, and has it judged by its operation records."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

from pydantic import Field

from infra.environments import reading
from infra.environments.environment import Environment
from infra.errors import PlatformRefusedError
from infra.output import Progress
from infra.platform import Answer, Execution, Platform
from infra.scripts.operations.errors import NotJudgedError, NotRegisteredError
from infra.scripts.operations.facts import FRAMEWORK, name_of, registration
from infra.tree import Tree, checkout

JUDGED_SECONDS = 300.0
POLL_SECONDS = 0.3
GONE_ON = 409
"""What the platform answers when somebody else registered the same name a moment before."""


class RegisteredSystem(Answer):
    """A system with what is stated about how it is run."""

    id: str
    name: str
    lifecycle: str
    version: int
    facts: dict[str, dict[str, Any]] = Field(default_factory=dict)


class Result(Answer):
    """What a control came to."""

    control_id: str
    label: str
    title: str
    outcome: str
    reasons: list[str]
    needs: list[str]


@dataclass(frozen=True)
class Judgement:
    """What every control came to, in the order of the catalog."""

    environment: str
    execution: str
    results: list[Result]

    @property
    def failed(self) -> bool:
        """Whether any control failed, or its rule did."""
        return any(result.outcome in {"fail", "error"} for result in self.results)


def register(platform: Platform, environment: str) -> tuple[RegisteredSystem, bool]:
    """Register the platform of an environment, or bring what is registered in line with the declaration.

    Returns:
        The system, and whether anything was changed.

    Raises:
        UnknownEnvironmentError: it is not declared.
        PlatformError: the register cannot be read or written.
    """
    wanted = _wanted(environment)
    known = _find(platform, wanted["name"])
    if known is None:
        stated = {name: value for name, value in wanted["facts"][FRAMEWORK].items() if value is not None}
        body = {**wanted, "facts": {FRAMEWORK: stated}}
        try:
            return platform.post(RegisteredSystem, "/api/systems", body), True
        except PlatformRefusedError as error:
            known = _find(platform, wanted["name"]) if error.status == GONE_ON else None
            if known is None:
                raise
    if not _differs(known, wanted):
        return known, False
    patch = {"lifecycle": wanted["lifecycle"], "facts": wanted["facts"]}
    headers = {"If-Match": f'"{known.version}"'}
    answer = platform.request("PATCH", f"/api/systems/{known.id}", json=patch, headers=headers)
    return RegisteredSystem.model_validate(answer), True


def judge(platform: Platform, environment: str, progress: Progress) -> Judgement:
    """Execute the framework `operations` on the platform of an environment.

    Raises:
        NotRegisteredError: it is not in the register.
        NotJudgedError: the execution did not complete.
        PlatformError: the platform refuses or cannot be reached.
    """
    known = _find(platform, name_of(environment))
    if known is None:
        raise NotRegisteredError(environment)
    body = {"system_id": known.id, "framework_id": FRAMEWORK}
    execution = platform.post(Execution, "/api/executions", body)
    with progress.step(f"Judged {known.name} by its operation records"):
        deadline = time.monotonic() + JUDGED_SECONDS
        while not execution.ended:
            if time.monotonic() > deadline:
                raise NotJudgedError(execution.id, f"it is {execution.status} after {JUDGED_SECONDS:.0f} seconds")
            time.sleep(POLL_SECONDS)
            execution = platform.get(Execution, f"/api/executions/{execution.id}")
    if execution.status != "completed":
        raise NotJudgedError(execution.id, execution.failure or "it failed")
    results = list(platform.list(Result, f"/api/executions/{execution.id}/results"))
    return Judgement(environment, execution.id, results)


def _wanted(environment: str) -> dict[str, Any]:
    tree = Tree.of_checkout(checkout())
    declared: Environment = reading.read(tree, environment).environment
    everywhere, _findings = reading.read_all(tree)
    return registration(declared, [file.environment for file in everywhere])


def _find(platform: Platform, name: str) -> RegisteredSystem | None:
    listed = platform.list(RegisteredSystem, "/api/systems")
    found = next((system for system in listed if system.name.casefold() == name.casefold()), None)
    # Lists leave the facts out.
    return None if found is None else platform.get(RegisteredSystem, f"/api/systems/{found.id}")


def _differs(known: RegisteredSystem, wanted: dict[str, Any]) -> bool:
    stated = known.facts.get(FRAMEWORK, {})
    facts = wanted["facts"][FRAMEWORK]
    return known.lifecycle != wanted["lifecycle"] or any(stated.get(name) != value for name, value in facts.items())

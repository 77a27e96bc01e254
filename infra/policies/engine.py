"""Evaluates all rules about a subject together; they are compiled once and serve every input."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import orjson
import regorus

from infra.policies import rules
from infra.policies.errors import RuleBrokenError
from infra.policies.rules import PACKAGE, Rule

_JOINED = f"{PACKAGE}.joined"
_BACKTRACE = re.compile(r"\n\nStack backtrace:.*", re.DOTALL)


@dataclass(frozen=True, order=True)
class Found:
    """What a rule found: something that breaks it, or a value that decides it and is unknown until apply."""

    rule: str
    subject: str
    """What it is about: the address of a resource, the kind and name of an object, a stage, a job."""

    problem: str
    path: tuple[str | int, ...]
    """Leads from the subject to the value in question."""

    unknown: bool


class Engine:
    """The compiled rules of one subject."""

    def __init__(self, given: Sequence[Rule], library: Mapping[str, str]) -> None:
        self._rules = {rule.id: rule for rule in given}
        self._engine = regorus.Engine()
        for name, source in library.items():
            self._add("of the library", name, source)
        for rule in given:
            self._add(rule.id, rule.file, rule.source)
        lines = [f'results["{rule.id}"] := data.{rule.package}.findings' for rule in given]
        self._engine.add_policy("joined.rego", "\n".join([f"package {_JOINED}", "import rego.v1", *lines]))

    def evaluate(self, name: str, data: Mapping[str, object]) -> dict[str, list[Found]]:
        """What every rule found in an input, by the rule's id; of a rule that found nothing an empty list.

        Args:
            name: what to call the input in a message.
            data: the input.

        Raises:
            RuleBrokenError: a rule cannot be evaluated on it.
        """
        self._engine.set_input_json(orjson.dumps(data).decode())
        try:
            answer: dict[str, list[dict[str, Any]]] = orjson.loads(
                self._engine.eval_rule_as_json(f"data.{_JOINED}.results")
            )
        except RuntimeError:
            answer = {rule.id: self._evaluate_alone(rule, name) for rule in self._rules.values()}
        return {rule: sorted({found(rule, entry) for entry in entries}, key=str) for rule, entries in answer.items()}

    def _evaluate_alone(self, rule: Rule, name: str) -> list[dict[str, Any]]:
        try:
            return orjson.loads(self._engine.eval_rule_as_json(f"data.{rule.package}.findings"))
        except RuntimeError as error:
            raise RuleBrokenError(rule.id, name, _sentence(error)) from error

    def _add(self, rule: str, name: str, source: str) -> None:
        try:
            self._engine.add_policy(name, source)
        except RuntimeError as error:
            raise RuleBrokenError(rule, name, _sentence(error)) from error


@cache
def engine_of(subject: str) -> Engine:
    """The engine with the rules about a subject, compiled when it is first needed."""
    return Engine(rules.rules(subject), rules.library())


def found(rule: str, entry: Mapping[str, Any]) -> Found:
    """What a rule stated as a finding."""
    unknown = entry["outcome"] == "unknown"
    return Found(rule, entry["subject"], entry["problem"], tuple(entry["path"]), unknown)


def _sentence(error: RuntimeError) -> str:
    return " ".join(_BACKTRACE.sub("", str(error)).split())[:1000]

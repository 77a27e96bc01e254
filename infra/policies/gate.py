"""The gate: judges inputs by all rules about their subject, and does not pass by accident.

Before anything is judged, each subject proves itself: at least FEWEST rules are evaluated, and every one of them finds
the mistake that the built-in bad examples of the subject hold for it. A value that is unknown until apply is a finding
of its own, which blocks where the rule says so.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import orjson

from infra.policies import rules
from infra.policies.engine import Engine, Found, engine_of
from infra.policies.errors import KnownBadPassedError, TooFewRulesError
from infra.policies.judged import Judged
from infra.policies.rules import FOLDER, Rule
from infra.policies.waivers import Waiver, Waivers

FEWEST: Mapping[str, int] = {"terraform": 111, "kubernetes": 33, "containers": 17, "pipelines": 16}
"""How many rules about each subject must be evaluated. It is raised with every rule that is added."""

Outcome = Literal["violation", "unknown", "waived"]


@dataclass(frozen=True)
class Verdict:
    """One finding with all that decides what it does."""

    rule: Rule
    found: Found
    file: str
    line: int
    waiver: Waiver | None
    """The waiver that is about it, expired or not."""

    expired: bool

    @property
    def outcome(self) -> Outcome:
        """What it is: a waiver that has expired does not count any more."""
        if self.waiver is not None and not self.expired:
            return "waived"
        return "unknown" if self.found.unknown else "violation"

    @property
    def blocks(self) -> bool:
        """Whether the gate stays shut because of it."""
        if self.outcome == "unknown":
            return self.rule.metadata.custom.unknown == "block"
        return self.outcome == "violation"


@dataclass(frozen=True)
class Report:
    """What the gate decided."""

    verdicts: tuple[Verdict, ...]
    """Ordered by severity, file and line."""

    evaluated: Mapping[str, int]
    """Rules evaluated, by subject."""

    inputs: Mapping[str, int]
    """Inputs judged, by subject."""

    parts: int
    """Resources, objects, stages and jobs in them."""

    unused: tuple[Waiver, ...]
    """Waivers of rules that were evaluated, and that nothing needed."""

    @property
    def passed(self) -> bool:
        """Whether nothing blocks."""
        return not any(verdict.blocks for verdict in self.verdicts)


def judge(inputs: Sequence[Judged], waivers: Waivers, today: datetime.date) -> Report:
    """Judge inputs by every rule about their subject.

    Raises:
        GateDefectError: the rules do not find what they must find, so their silence would mean nothing.
        RuleBrokenError: a rule cannot be evaluated.
    """
    subjects = sorted({judged.subject for judged in inputs})
    evaluated = {subject: prove(subject, rules.rules(subject), engine_of(subject)) for subject in subjects}
    by_id = {rule.id: rule for subject in subjects for rule in rules.rules(subject)}
    verdicts: list[Verdict] = []
    for judged in inputs:
        results = engine_of(judged.subject).evaluate(judged.file, judged.data)
        for found in (found for entries in results.values() for found in entries):
            file, line = judged.locate(found.subject, found.path)
            waiver = waivers.of(found, file)
            expired = waiver is not None and waiver.expired(today)
            verdicts.append(Verdict(by_id[found.rule], found, file, line, waiver, expired))
    used = {verdict.waiver for verdict in verdicts}
    return Report(
        tuple(sorted(verdicts, key=_order)),
        evaluated,
        Counter(judged.subject for judged in inputs),
        sum(judged.parts for judged in inputs),
        tuple(waiver for waiver in waivers.waivers if waiver.rule in by_id and waiver not in used),
    )


def prove(subject: str, given: Sequence[Rule], engine: Engine) -> int:
    """Have the rules about a subject find what is known to be bad.

    Returns:
        How many rules were evaluated.

    Raises:
        TooFewRulesError: fewer than FEWEST were.
        KnownBadPassedError: one of them found nothing.
    """
    examples = [engine.evaluate(f"the bad example about {subject}", example) for example in known_bad(subject)]
    evaluated = [rule.id for rule in given if all(rule.id in results for results in examples)]
    if len(evaluated) < max(FEWEST[subject], len(given)):
        raise TooFewRulesError(subject, len(evaluated), max(FEWEST[subject], len(given)))
    silent = [rule for rule in evaluated if not any(results[rule] for results in examples)]
    if silent:
        raise KnownBadPassedError(subject, silent)
    return len(evaluated)


def known_bad(subject: str) -> list[dict[str, object]]:
    """The inputs that break every rule about a subject between them."""
    return orjson.loads((FOLDER / "known_bad" / f"{subject}.json").read_bytes())


def _order(verdict: Verdict) -> tuple[int, int, str, int, str, str]:
    severity = ("critical", "high", "medium", "low").index(verdict.rule.metadata.custom.severity)
    outcome = ("violation", "unknown", "waived").index(verdict.outcome)
    return outcome, severity, verdict.file, verdict.line, verdict.rule.id, verdict.found.subject

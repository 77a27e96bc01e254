"""How a control is decided, from what its rule came to and what an auditor attested. No input, no output."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from server.frameworks.evaluation import RuleResult


class Outcome(StrEnum):
    """What can be said about a control."""

    PASS = "pass"  # noqa: S105 - not a password
    FAIL = "fail"
    NOT_APPLICABLE = "not_applicable"
    NEEDS_EVIDENCE = "needs_evidence"
    ERROR = "error"


class DecidedBy(StrEnum):
    """What the outcome rests on: the rule, an auditor's attestation, or only the catalog, which asks for evidence."""

    RULE = "rule"
    ATTESTATION = "attestation"
    CATALOG = "catalog"


ATTESTATION_NEED = "attestation"
"""The need of a control that only an auditor can decide."""


@dataclass(frozen=True, slots=True)
class ControlFacts:
    """What the catalog says about a control, as far as deciding it goes."""

    id: str
    label: str
    title: str
    evidence_kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AttestationFacts:
    """What an auditor attested about a control."""

    id: str
    control_id: str
    outcome: str
    statement: str
    attested_by: str
    attested_at: datetime
    valid_until: date


@dataclass(frozen=True, slots=True)
class ControlDecision:
    """The decided control. Reasons are sentences; needs name what would decide it, such as `evidence:policy`."""

    control: ControlFacts
    outcome: Outcome
    reasons: tuple[str, ...]
    needs: tuple[str, ...]
    decided_by: DecidedBy
    attestation_id: str | None = None


def decide(
    control: ControlFacts, rule: RuleResult | None, attestations: Sequence[AttestationFacts], now: datetime
) -> ControlDecision:
    """Decide one control.

    A rule decides alone, whatever was attested, unless it needs evidence. Then, or where there is no rule, the
    newest attestation that is still valid decides. A rule's fail or error is never overridden by a statement.

    Args:
        control: The control.
        rule: What its rule came to; None when the catalog leaves it to an auditor.
        attestations: All that was attested about this control of this system.
        now: The moment of the execution. An attestation is valid through the whole of its last day, in UTC.
    """
    if rule is not None and rule.outcome != "needs_evidence":
        return ControlDecision(control, Outcome(rule.outcome), rule.reasons, rule.needs, DecidedBy.RULE)
    newest = max(attestations, key=lambda attestation: (attestation.attested_at, attestation.id), default=None)
    valid = [attestation for attestation in attestations if attestation.valid_until >= now.date()]
    if valid:
        return _attested(control, max(valid, key=lambda attestation: (attestation.attested_at, attestation.id)))
    reasons, needs, decided_by = _undecided(control, rule)
    if newest is not None:
        reasons = (*reasons, f"The attestation of {newest.attested_at:%Y-%m-%d} expired on {newest.valid_until}.")
    return ControlDecision(control, Outcome.NEEDS_EVIDENCE, reasons, needs, decided_by)


def summarise(decisions: Iterable[ControlDecision]) -> dict[Outcome, int]:
    """How many controls came to each outcome, every outcome named."""
    counted = Counter(decision.outcome for decision in decisions)
    return {outcome: counted[outcome] for outcome in Outcome}


def score(summary: dict[Outcome, int]) -> float | None:
    """The share of applicable controls that pass, from 0 to 1; None when no control applies."""
    applicable = sum(summary.values()) - summary[Outcome.NOT_APPLICABLE]
    return round(summary[Outcome.PASS] / applicable, 4) if applicable else None


def _attested(control: ControlFacts, attestation: AttestationFacts) -> ControlDecision:
    reason = (
        f"Attested by {attestation.attested_by} on {attestation.attested_at:%Y-%m-%d}, "
        f"valid until {attestation.valid_until}: {attestation.statement}"
    )
    return ControlDecision(
        control, Outcome(attestation.outcome), (reason,), (), DecidedBy.ATTESTATION, attestation_id=attestation.id
    )


def _undecided(control: ControlFacts, rule: RuleResult | None) -> tuple[tuple[str, ...], tuple[str, ...], DecidedBy]:
    if rule is not None:
        return rule.reasons, rule.needs, DecidedBy.RULE
    kinds = ", ".join(kind.replace("_", " ") for kind in control.evidence_kinds)
    look_at = f" An auditor looks at: {kinds}." if kinds else ""
    reason = f"{control.label}: no machine can decide this; an auditor's attestation does.{look_at}"
    needs = (ATTESTATION_NEED, *(f"evidence:{kind}" for kind in control.evidence_kinds))
    return (reason,), needs, DecidedBy.CATALOG

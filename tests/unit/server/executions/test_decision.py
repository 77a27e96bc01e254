"""Who decides a control: its rule, an attestation, or nobody yet."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import product

import pytest

from server.executions.decision import (
    AttestationFacts,
    ControlDecision,
    ControlFacts,
    DecidedBy,
    Outcome,
    decide,
    score,
    summarise,
)
from server.frameworks.evaluation import RuleOutcome, RuleResult

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
CONTROL = ControlFacts("art_9", "Article 9", "Risk management", ("risk_management_file", "policy"))


def attestation(outcome: str = "pass", *, number: int = 1, valid_until: date = date(2026, 12, 31)) -> AttestationFacts:
    return AttestationFacts(
        id=f"a{number}",
        control_id="art_9",
        outcome=outcome,
        statement="Seen on site.",
        attested_by="auditor@example.org",
        attested_at=datetime(2026, 1, number, tzinfo=UTC),
        valid_until=valid_until,
    )


def rule(outcome: RuleOutcome) -> RuleResult:
    return RuleResult(outcome, (f"Because {outcome}.",), ("fact:risk.x",) if outcome == "needs_evidence" else ())


@pytest.mark.parametrize(
    ("outcome", "attested"),
    list(product(("pass", "fail", "not_applicable", "error"), ("pass", "fail", "not_applicable"))),
)
def test_what_a_rule_decided_no_statement_overrides(outcome: RuleOutcome, attested: str) -> None:
    decision = decide(CONTROL, rule(outcome), [attestation(attested)], NOW)
    assert (decision.outcome, decision.decided_by) == (outcome, DecidedBy.RULE)
    assert decision.reasons == (f"Because {outcome}.",)
    assert decision.attestation_id is None


@pytest.mark.parametrize("attested", ["pass", "fail", "not_applicable"])
@pytest.mark.parametrize("result", [rule("needs_evidence"), None])
def test_a_valid_attestation_decides_what_needs_evidence(result: RuleResult | None, attested: str) -> None:
    decision = decide(CONTROL, result, [attestation(attested)], NOW)
    assert (decision.outcome, decision.decided_by, decision.attestation_id) == (attested, DecidedBy.ATTESTATION, "a1")
    assert decision.needs == ()
    assert decision.reasons == ("Attested by auditor@example.org on 2026-01-01, valid until 2026-12-31: Seen on site.",)


def test_the_newest_valid_attestation_decides() -> None:
    attestations = [attestation("fail", number=2), attestation("pass", number=1)]
    assert decide(CONTROL, None, attestations, NOW).attestation_id == "a2"
    assert decide(CONTROL, None, attestations[::-1], NOW).attestation_id == "a2"


def test_an_attestation_is_valid_through_its_last_day_and_not_longer() -> None:
    last_day = [attestation(valid_until=date(2026, 6, 1))]
    assert decide(CONTROL, None, last_day, NOW).outcome is Outcome.PASS
    next_day = datetime(2026, 6, 2, tzinfo=UTC)
    assert decide(CONTROL, None, last_day, next_day).outcome is Outcome.NEEDS_EVIDENCE


def test_an_expired_newer_attestation_does_not_hide_a_valid_older_one() -> None:
    attestations = [attestation("fail", number=2, valid_until=date(2026, 5, 31)), attestation("pass", number=1)]
    assert decide(CONTROL, None, attestations, NOW).attestation_id == "a1"


def test_an_expired_attestation_is_named_to_the_reader() -> None:
    decision = decide(CONTROL, rule("needs_evidence"), [attestation(valid_until=date(2026, 5, 31))], NOW)
    assert decision.outcome is Outcome.NEEDS_EVIDENCE
    assert decision.reasons == (
        "Because needs_evidence.",
        "The attestation of 2026-01-01 expired on 2026-05-31.",
    )
    assert decision.needs == ("fact:risk.x",)


def test_a_control_without_a_rule_says_what_an_auditor_needs() -> None:
    decision = decide(CONTROL, None, [], NOW)
    assert (decision.outcome, decision.decided_by) == (Outcome.NEEDS_EVIDENCE, DecidedBy.CATALOG)
    assert decision.needs == ("attestation", "evidence:risk_management_file", "evidence:policy")
    (reason,) = decision.reasons
    assert reason.startswith("Article 9: no machine can decide this; an auditor's attestation does.")
    assert reason.endswith("An auditor looks at: risk management file, policy.")


def decisions(*outcomes: Outcome) -> list[ControlDecision]:
    return [ControlDecision(CONTROL, outcome, (), (), DecidedBy.RULE) for outcome in outcomes]


def test_the_summary_names_every_outcome() -> None:
    assert summarise([]) == dict.fromkeys(Outcome, 0)
    assert summarise(decisions(Outcome.PASS, Outcome.PASS, Outcome.ERROR))[Outcome.PASS] == 2


@pytest.mark.parametrize(
    ("outcomes", "expected"),
    [
        ((), None),
        ((Outcome.NOT_APPLICABLE,), None),
        ((Outcome.PASS, Outcome.NOT_APPLICABLE), 1.0),
        ((Outcome.PASS, Outcome.FAIL, Outcome.NEEDS_EVIDENCE), 0.3333),
        ((Outcome.ERROR,), 0.0),
    ],
)
def test_the_score_is_the_share_of_applicable_controls_that_pass(
    outcomes: tuple[Outcome, ...], expected: float | None
) -> None:
    assert score(summarise(decisions(*outcomes))) == expected

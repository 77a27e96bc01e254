"""The gate: what opens it, what shuts it, and that it does not open by accident."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from infra.policies import gate, reporting, rules, waivers
from infra.policies.engine import Engine, engine_of
from infra.policies.errors import InvalidWaiversError, KnownBadPassedError, RuleBrokenError, TooFewRulesError
from infra.policies.judged import Judged
from infra.policies.plans import read_plan
from infra.policies.rules import Rule, read_rule
from infra.policies.waivers import Waiver, Waivers

TODAY = datetime.date(2026, 11, 23)


def plan(**values: object) -> Judged:
    """A plan with one database whose other values are good enough for the rule about public addresses only."""
    unknown = {name: True for name, value in values.items() if value == "unknown"}
    after = {name: value for name, value in values.items() if value != "unknown"}
    change = {
        "address": "aws_db_instance.main",
        "mode": "managed",
        "type": "aws_db_instance",
        "name": "main",
        "change": {"actions": ["create"], "after": after, "after_unknown": unknown},
    }
    return read_plan("plan.json", {"format_version": "1.2", "resource_changes": [change]}, None)


def verdicts(report: gate.Report, rule: str) -> list[gate.Verdict]:
    return [verdict for verdict in report.verdicts if verdict.rule.id == rule]


def waiver(**changes: object) -> Waiver:
    stated = {
        "rule": "aws-database-not-public",
        "subject": "aws_db_instance.main",
        "owner": "platform@example.org",
        "reason": "A migration of one week, behind a firewall.",
        "expires": TODAY,
    }
    return Waiver.model_validate({**stated, **changes})


def test_a_violation_shuts_the_gate() -> None:
    report = gate.judge([plan(publicly_accessible=True)], Waivers(), TODAY)
    (verdict,) = verdicts(report, "aws-database-not-public")
    assert (verdict.outcome, verdict.blocks, report.passed) == ("violation", True, False)
    assert reporting.summary(report).startswith("111 rules on 1 inputs with 1 parts")


def test_what_is_unknown_until_apply_is_neither_kept_nor_broken() -> None:
    report = gate.judge([plan(publicly_accessible="unknown", deletion_protection="unknown")], Waivers(), TODAY)
    (blocking,) = verdicts(report, "aws-database-not-public")
    assert (blocking.outcome, blocking.blocks) == ("unknown", True)
    (shown,) = verdicts(report, "aws-database-deletion-protection")
    assert (shown.outcome, shown.blocks) == ("unknown", False)


def test_a_waiver_counts_until_its_last_day() -> None:
    accepted = Waivers(waivers=(waiver(),))
    on_the_day = gate.judge([plan(publicly_accessible=True)], accepted, TODAY)
    assert verdicts(on_the_day, "aws-database-not-public")[0].outcome == "waived"
    after_it = gate.judge([plan(publicly_accessible=True)], accepted, TODAY + datetime.timedelta(days=1))
    (verdict,) = verdicts(after_it, "aws-database-not-public")
    assert (verdict.outcome, verdict.expired, verdict.blocks) == ("violation", True, True)


def test_a_waiver_covers_no_other_resource() -> None:
    accepted = Waivers(waivers=(waiver(subject="aws_db_instance.other"),))
    report = gate.judge([plan(publicly_accessible=True)], accepted, TODAY)
    assert verdicts(report, "aws-database-not-public")[0].outcome == "violation"
    assert report.unused == accepted.waivers


def test_brackets_of_an_address_are_text_in_a_waiver() -> None:
    indexed = waiver(subject='module.data["a"].aws_db_instance.main[0]')
    finding = engine_of("terraform").evaluate("p", plan(publicly_accessible=True).data)["aws-database-not-public"][0]
    found = type(finding)(finding.rule, 'module.data["a"].aws_db_instance.main[0]', finding.problem, (), unknown=False)
    assert indexed.covers(found, "plan.json")
    assert waiver(subject="module.*.aws_db_instance.*").covers(found, "plan.json")


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"rule": "no-such-rule"}, "there is no rule no-such-rule"),
        ({"expires": TODAY + datetime.timedelta(days=400)}, "lasts more than"),
        ({"reason": "because"}, "reason"),
        ({"owner": "somebody"}, "owner"),
    ],
)
def test_a_waiver_without_what_it_needs_is_refused(tmp_path: Path, changes: dict[str, object], reason: str) -> None:
    stated = {**waiver().model_dump(mode="json"), **{name: str(value) for name, value in changes.items()}}
    lines = "\n".join(f"    {name}: '{value}'" for name, value in stated.items())
    (tmp_path / "waivers.yaml").write_text(f"waivers:\n  -\n{lines}\n")
    with pytest.raises(InvalidWaiversError, match=reason):
        waivers.read(tmp_path / "waivers.yaml", TODAY, frozenset({"aws-database-not-public"}))


def test_the_gate_does_not_judge_with_fewer_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    fewer = rules.rules("containers")[1:]
    with pytest.raises(TooFewRulesError, match="Only 16 rules about containers"):
        gate.prove("containers", fewer, Engine(fewer, rules.library()))


def test_the_gate_does_not_judge_with_a_rule_that_finds_nothing() -> None:
    silenced = [_silenced(rule) if rule.id == "no-sudo" else rule for rule in rules.rules("containers")]
    with pytest.raises(KnownBadPassedError, match="no-sudo"):
        gate.prove("containers", silenced, Engine(silenced, rules.library()))


def test_a_rule_that_cannot_be_evaluated_is_named() -> None:
    broken = [_changed(rule, "to_number(stage.base)") for rule in rules.rules("containers") if rule.id == "no-sudo"]
    with pytest.raises(RuleBrokenError, match="no-sudo"):
        Engine(broken, rules.library()).evaluate("Dockerfile", gate.known_bad("containers")[0])


def test_an_input_without_rules_about_its_values_passes() -> None:
    report = gate.judge(
        [read_plan("plan.json", {"format_version": "1.2", "resource_changes": []}, None)], Waivers(), TODAY
    )
    assert report.passed
    assert report.evaluated == {"terraform": 111}


def _silenced(rule: Rule) -> Rule:
    return _changed(rule, "false")


def _changed(rule: Rule, condition: str) -> Rule:
    source = rule.source.replace("some stage in input.stages\n", f"some stage in input.stages\n\t{condition}\n", 1)
    return read_rule(rule.subject, rule.file, source)

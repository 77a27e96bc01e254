"""The policy gate, as plans of infrastructure are judged by it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from infra.policies import gate, reporting, rules, waivers
from infra.policies.hcl_sources import Sources
from infra.policies.plans import read_plan
from infra.terraform.saved_plan import Verdict


def judge(plan: dict[str, Any], root: Path, checkout: Path, today: date) -> Verdict:
    """What the gate says of a plan.

    Args:
        plan: what `terraform show -json` printed.
        root: the root module in the checkout, whose lines findings name.
        checkout: what those are shown from.
        today: decides which waivers count.

    Raises:
        GateDefectError: the rules do not find what they must find.
        InvalidWaiversError: the file of waivers cannot be used.
    """
    known = frozenset(rule.id for rule in rules.all_rules())
    accepted = waivers.read(waivers.FILE, today, known)
    report = gate.judge([read_plan("the plan", plan, Sources(root, checkout))], accepted, today)
    blocking = tuple(
        f"{verdict.file}:{verdict.line} {verdict.rule.id} {verdict.found.subject}: {verdict.found.problem}. "
        f"{verdict.rule.metadata.custom.fix}"
        for verdict in report.verdicts
        if verdict.blocks
    )
    return Verdict(passed=report.passed, sentence=reporting.summary(report), blocking=blocking)

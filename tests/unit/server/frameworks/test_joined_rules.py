"""Rules that cannot see each other are evaluated together, and come to what each comes to on its own."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import yaml

from server.frameworks.content import FrameworkContent, shared_library, shipped_frameworks
from server.frameworks.evaluation import Evaluator, Limits, RuleResult, RuleSet
from server.frameworks.sandbox_child import Framework, reads_only
from tests.unit.server.frameworks.samples import fact_rule, rule

pytestmark = pytest.mark.anyio

EXAMPLES = sorted((Path(__file__).parents[4] / "examples").glob("*.yaml"))
ON_DEMAND = 'finding.fact("risk.owner_assigned") == true'
LOOP = "count([1 | some i in numbers.range(1, 100000); some j in numbers.range(1, 100000); i * j < 0])"


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
async def evaluator() -> AsyncIterator[Evaluator]:
    async with Evaluator(Limits(seconds=2, megabytes=128)) as running:
        yield running


def given(**facts: object) -> str:
    """The input of an evaluation, with these facts on risk."""
    system = {"id": "s", "name": "S", "risk_tier": "high", "lifecycle": "deployed"}
    return json.dumps(
        {"now": "2026-06-01T00:00:00Z", "system": system, "facts": {"risk": facts}, "evidence": [], "metrics": {}}
    )


def framework(**rules: str) -> Framework:
    """A framework whose rules were each evaluated once, as a child joins them after an evaluation."""
    loaded = Framework("sample", shared_library(), rules)
    loaded.compile_library()
    for control in rules:
        loaded.evaluate(control, given())
    loaded.join()
    return loaded


@pytest.mark.parametrize("content", shipped_frameworks(), ids=lambda content: content.id)
def test_every_shipped_rule_is_joined_and_decides_the_examples_as_on_its_own(content: FrameworkContent) -> None:
    loaded = Framework(content.id, dict(content.library), dict(content.rules))
    loaded.compile_library()
    for example in EXAMPLES:
        described = yaml.safe_load(example.read_text(encoding="utf-8"))
        text = json.dumps({**json.loads(given()), "system": {**described}, "facts": described["facts"]}, default=str)
        alone = {control: loaded.evaluate(control, text) for control in content.rules}
        loaded.join()
        assert loaded.evaluate_together(text) == alone


def test_nothing_is_decided_together_before_every_rule_proved_sound() -> None:
    loaded = Framework("sample", shared_library(), {"a": fact_rule("a"), "b": fact_rule("b")})
    loaded.compile_library()
    loaded.evaluate("a", given())
    loaded.join()
    assert loaded.evaluate_together(given()) == {}
    loaded.evaluate("b", given())
    loaded.join()
    assert set(loaded.evaluate_together(given())) == {"a", "b"}


def test_a_rule_that_reads_another_one_stays_alone() -> None:
    reader = rule(
        "reader", 'result := {"outcome": "pass", "reasons": [], "needs": []} if not data.syndic.frameworks.sample.a'
    )
    loaded = framework(a=fact_rule("a"), reader=reader)
    assert set(loaded.evaluate_together(given())) == {"a"}


@pytest.mark.parametrize(
    "module",
    [
        "import data.syndic.finding\n",
        "import data.syndic.finding as f\n",
        'x := finding.fact("data.provenance_recorded")\n',
        'x := "a \\" data.other" # data.other\n',
        "x := `data.other`\n",
    ],
)
def test_what_stands_in_texts_and_comments_is_no_reference(module: str) -> None:
    assert reads_only(["data.syndic.finding"], module)


@pytest.mark.parametrize(
    "module",
    [
        "x := data\n",
        "x := data.syndic\n",
        "x := data.syndic.findings\n",
        'x := data["syndic"]\n',
        "import data.syndic.frameworks.sample.a\n",
        'x := concat("#", ["a"]) + data.other\n',
        "x := 1 with data.other as 2\n",
    ],
)
def test_every_other_use_of_data_is_one(module: str) -> None:
    assert not reads_only(["data.syndic.finding"], module)


async def twice(evaluator: Evaluator, bad: str) -> dict[str, RuleResult]:
    """The results on an input that triggers the rule, after one that did not and let the rules be joined."""
    rules = RuleSet(
        bad, "sample", shared_library(), {"first": fact_rule("first"), "bad": bad, "last": fact_rule("last")}
    )
    before = await evaluator.evaluate(rules, given(owner_assigned=False, process_documented=True))
    assert [result.outcome for result in before.values()] == ["pass", "error", "pass"]
    assert before["bad"].reasons == ("The rule came to no result: none of its findings applied.",)
    return await evaluator.evaluate(rules, given(owner_assigned=True, process_documented=True))


async def test_a_joined_rule_that_loops_on_some_input_is_the_only_one_stopped(evaluator: Evaluator) -> None:
    results = await twice(evaluator, rule("bad", f"result := {LOOP} if {ON_DEMAND}"))
    assert [result.outcome for result in results.values()] == ["pass", "error", "pass"]
    assert results["bad"].reasons == ("The rule was stopped after 2 seconds.",)


async def test_a_joined_rule_that_fails_on_some_input_is_the_only_one_in_error(evaluator: Evaluator) -> None:
    results = await twice(evaluator, rule("bad", f'result := to_number("x") if {ON_DEMAND}'))
    assert [result.outcome for result in results.values()] == ["pass", "error", "pass"]
    assert "rules/bad.rego" in results["bad"].reasons[0]


async def test_results_come_in_the_order_of_the_rules(evaluator: Evaluator) -> None:
    texts = {name: fact_rule(name) for name in ("c", "a", "b")}
    rules = RuleSet("order", "sample", shared_library(), texts)
    assert [list(await evaluator.evaluate(rules, given())) for _ in range(2)] == [["c", "a", "b"]] * 2

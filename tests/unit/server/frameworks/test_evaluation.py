"""Rules run in a process of their own: whatever one of them does, the others are decided."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import psutil
import pytest

from server.frameworks.content import FrameworkContent, shared_library, shipped_frameworks
from server.frameworks.evaluation import Evaluator, Limits, RuleSet
from server.frameworks.sandbox import FRAMEWORKS_KEPT
from tests.unit.server.frameworks.samples import fact_rule, rule

pytestmark = pytest.mark.anyio

INPUT = json.dumps(
    {
        "now": "2026-06-01T00:00:00Z",
        "system": {"id": "s", "name": "S", "risk_tier": "high", "lifecycle": "deployed"},
        "facts": {"risk": {"process_documented": True, "owner_assigned": False}},
        "evidence": [],
        "metrics": {},
    }
)
LIMITS = Limits(seconds=4, megabytes=128)
LOOP = "result := count([1 | some i in numbers.range(1, 100000); some j in numbers.range(1, 100000); i * j < 0])"
MEMORY = 'result := {"outcome": "pass", "reasons": [sprintf("%v", [numbers.range(1, 100000000)])], "needs": []}'
RECURSION = "f(x) := f(x + 1)\n\nresult := f(1)"


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
async def evaluator() -> AsyncIterator[Evaluator]:
    async with Evaluator(LIMITS) as running:
        yield running


def rules(**texts: str) -> RuleSet:
    """A rule set with a good rule before and one after the given ones."""
    every = {"first": fact_rule("first"), **texts, "last": fact_rule("last", "risk.owner_assigned")}
    return RuleSet(str(hash(tuple(every.items()))), "sample", shared_library(), every)


async def reason_of(evaluator: Evaluator, text: str) -> str:
    """Why the rule `bad` is an error; its neighbours must be decided all the same."""
    results = await evaluator.evaluate(rules(bad=text), INPUT)
    assert (results["first"].outcome, results["last"].outcome) == ("pass", "fail")
    assert results["bad"].outcome == "error"
    (reason,) = results["bad"].reasons
    return reason


async def test_a_rule_sees_its_input_and_says_why(evaluator: Evaluator) -> None:
    results = await evaluator.evaluate(rules(), INPUT)
    assert results["first"].outcome == "pass"
    assert results["first"].reasons == ("Duty 1: risk.process_documented is true",)
    assert results["last"].outcome == "fail"


async def test_nothing_is_left_over_from_one_evaluation_to_the_next(evaluator: Evaluator) -> None:
    other = json.dumps({**json.loads(INPUT), "facts": {"risk": {"process_documented": False}}})
    before = await evaluator.evaluate(rules(), INPUT)
    between = await evaluator.evaluate(rules(), other)
    assert (between["first"].outcome, between["last"].outcome) == ("fail", "needs_evidence")
    assert between["last"].needs == ("fact:risk.owner_assigned",)
    assert await evaluator.evaluate(rules(), INPUT) == before


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (rule("bad", "result := }"), "rules/bad.rego, line 6, column 11: expecting expression."),
        (
            rule("bad", "result := x if { y }"),
            "rules/bad.rego, line 6, column 18: use of undefined variable `y` is unsafe.",
        ),
        (
            rule("bad", "result := nowhere(1)"),
            "rules/bad.rego, line 6, column 18: could not find function nowhere.",
        ),
        (rule("bad", "other := 1"), "The rule defines no result."),
        ("", "rules/bad.rego, line 1, column 1: expecting `package` Missing package declaration."),
        (
            fact_rule("elsewhere"),
            "The rule declares package syndic.frameworks.sample.elsewhere, not syndic.frameworks.sample.bad.",
        ),
        (rule("bad", "result := 1 if false"), "The rule came to no result: none of its findings applied."),
        (rule("bad", "result := 1"), "The rule's result must be an object with outcome, reasons and needs."),
        (
            rule("bad", 'result := {"outcome": "great", "reasons": [], "needs": []}'),
            "The rule came to the outcome 'great', which is none of pass, fail, not_applicable, needs_evidence.",
        ),
        (
            rule("bad", 'result := {"outcome": "error", "reasons": [], "needs": []}'),
            "The rule came to the outcome 'error', which is none of pass, fail, not_applicable, needs_evidence.",
        ),
        (
            rule("bad", 'result := {"outcome": "pass", "reasons": [1], "needs": []}'),
            "The rule's reasons and needs must be lists of at most 200 texts.",
        ),
        (
            rule(
                "bad",
                'result := {"outcome": "pass", "reasons": [sprintf("%d", [n]) | some n in numbers.range(1, 90000)], '
                '"needs": []}',
            ),
            "The result of the rule is longer than 262144 characters.",
        ),
        (rule("bad", RECURSION), "The rule ended the process that evaluated it (SIGSEGV)."),
        (rule("bad", MEMORY), "The rule was stopped because it needed more than 128 MiB of memory."),
        (rule("bad", LOOP), "The rule was stopped after 4 seconds."),
    ],
)
async def test_what_a_bad_rule_does_is_an_error_of_its_control_alone(
    evaluator: Evaluator, text: str, reason: str
) -> None:
    assert await reason_of(evaluator, text) == reason


async def test_a_rule_that_cannot_be_parsed_in_time_is_stopped(evaluator: Evaluator) -> None:
    deep = rule("bad", "result := " + "[" * 60 + "]" * 60)
    assert await reason_of(evaluator, deep) == "The rule was stopped after 4 seconds."


async def test_a_rule_cannot_replace_the_library_for_others(evaluator: Evaluator) -> None:
    hostile = 'package syndic.finding\n\nimport rego.v1\n\ndecide(a, b) := {"outcome": "pass"}\n'
    assert "The rule declares package syndic.finding" in await reason_of(evaluator, hostile)


async def test_a_rule_reaches_neither_the_network_nor_the_environment(
    evaluator: Evaluator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://secret")
    text = rule(
        "curious",
        'result := {"outcome": "pass", "reasons": [json.marshal(opa.runtime())], "needs": []} if '
        'not http.send({"method": "get", "url": "http://127.0.0.1:1"})',
    )
    results = await evaluator.evaluate(rules(curious=text), INPUT)
    assert results["curious"].outcome == "pass"
    assert "secret" not in results["curious"].reasons[0]
    (child,) = evaluator.pids
    assert psutil.Process(child).environ() == {"LC_ALL": "C.UTF-8"}


async def test_nul_characters_in_reasons_are_replaced(evaluator: Evaluator) -> None:
    text = rule("nul", r'result := {"outcome": "pass", "reasons": ["a\u0000b"], "needs": []}')
    results = await evaluator.evaluate(rules(nul=text), INPUT)
    assert results["nul"].reasons == ("a\N{REPLACEMENT CHARACTER}b",)


async def test_a_library_that_does_not_compile_is_an_error_of_every_control(evaluator: Evaluator) -> None:
    broken = RuleSet(
        "broken", "sample", {**shared_library(), "scope": "package x\ny :="}, {"first": fact_rule("first")}
    )
    results = await evaluator.evaluate(broken, INPUT)
    assert results["first"].reasons[0].startswith("The library of the framework does not compile: library/scope.rego")


async def test_compiling_finds_what_does_not_compile_and_runs_nothing(evaluator: Evaluator) -> None:
    errors = await evaluator.compile(rules(bad=rule("bad", "result := }"), loop=rule("loop", LOOP)))
    assert errors == {"bad": "rules/bad.rego, line 6, column 11: expecting expression."}


async def test_progress_counts_every_decided_control(evaluator: Evaluator) -> None:
    seen: list[int] = []

    await evaluator.evaluate(rules(middle=fact_rule("middle")), INPUT, seen.append)
    assert seen == [1, 2, 3]


async def test_more_frameworks_than_a_child_keeps_are_all_evaluated(evaluator: Evaluator) -> None:
    sets = [rules(**{f"extra_{number}": fact_rule(f"extra_{number}")}) for number in range(FRAMEWORKS_KEPT + 2)]
    for rule_set in [*sets, *sets]:
        results = await evaluator.evaluate(rule_set, INPUT)
        assert {result.outcome for result in results.values()} == {"pass", "fail"}
    assert len(evaluator.pids) == 1


async def test_evaluations_at_once_share_the_children(evaluator: Evaluator) -> None:
    async with Evaluator(LIMITS, processes=2) as pool:
        every = await asyncio.gather(*(pool.evaluate(rules(), INPUT) for _ in range(10)))
        assert all(results == every[0] for results in every)
        assert len(pool.pids) <= 2


async def test_an_interrupted_evaluation_leaves_no_half_answered_child(evaluator: Evaluator) -> None:
    decided = asyncio.Event()

    task = asyncio.create_task(evaluator.evaluate(rules(bad=rule("bad", LOOP)), INPUT, lambda _: decided.set()))
    await decided.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert evaluator.pids == []
    assert (await evaluator.evaluate(rules(), INPUT))["first"].outcome == "pass"


async def test_a_child_that_was_killed_between_evaluations_is_replaced(evaluator: Evaluator) -> None:
    await evaluator.evaluate(rules(), INPUT)
    (child,) = evaluator.pids
    os.kill(child, signal.SIGKILL)
    with contextlib.suppress(psutil.NoSuchProcess):  # The evaluator may have collected it by now.
        await asyncio.to_thread(psutil.Process(child).wait, 10)
    results = await evaluator.evaluate(rules(), INPUT)
    assert (results["first"].outcome, results["last"].outcome) == ("pass", "fail")


async def test_a_machine_that_stalls_is_not_taken_for_a_rule_that_loops() -> None:
    async with Evaluator(Limits(seconds=0.5)) as evaluator:
        await evaluator.evaluate(rules(), INPUT)
        (child,) = evaluator.pids
        os.kill(child, signal.SIGSTOP)
        evaluation = asyncio.create_task(evaluator.evaluate(rules(), INPUT))
        await asyncio.sleep(1.1)  # the stall itself: longer than the limit, twice
        os.kill(child, signal.SIGCONT)
        results = await evaluation
        assert (results["first"].outcome, results["last"].outcome) == ("pass", "fail")
        assert evaluator.pids == [child]


def test_no_child_outlives_a_parent_that_is_killed_while_a_rule_loops() -> None:
    script = """
import asyncio, sys
from server.frameworks.evaluation import Evaluator, Limits
from tests.unit.server.frameworks.test_evaluation import INPUT, LOOP, rules
from tests.unit.server.frameworks.samples import rule

async def main():
    evaluator = Evaluator(Limits(seconds=60))
    await evaluator.evaluate(rules(bad=rule("bad", LOOP)), INPUT, lambda _: print(*evaluator.pids, flush=True))

asyncio.run(main())
"""
    root = Path(__file__).parents[4]
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, cwd=root) as parent:
        assert parent.stdout is not None
        child = psutil.Process(int(parent.stdout.readline()))
        parent.kill()
    psutil.wait_procs([child], 10)
    assert not child.is_running()


@pytest.mark.parametrize("framework", shipped_frameworks(), ids=lambda framework: framework.id)
async def test_every_shipped_rule_decides_a_system_of_which_nothing_is_known(framework: FrameworkContent) -> None:
    empty = json.dumps({**json.loads(INPUT), "facts": {}})
    rule_set = RuleSet(framework.digest, framework.id, framework.library, framework.rules)
    async with Evaluator(Limits(seconds=20)) as evaluator:
        results = await evaluator.evaluate(rule_set, empty)
    assert set(results) == set(framework.rules)
    wrong = {name: result.reasons for name, result in results.items() if result.outcome in ("error", "pass")}
    assert not wrong

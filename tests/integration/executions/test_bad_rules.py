"""Rules that do not compile, loop or exhaust memory are errors of their control; the execution completes."""

from __future__ import annotations

import psutil
import pytest

from tests.integration.client import Client
from tests.integration.executions.conftest import StartProcess
from tests.integration.executions.scenes import (
    completed,
    create_system,
    eventually,
    execute,
    finished,
    publish,
    results,
)
from tests.unit.server.frameworks.samples import control, fact_rule, rule
from tests.unit.server.frameworks.test_evaluation import LOOP, MEMORY, RECURSION

pytestmark = pytest.mark.anyio

FRAMEWORK = "hostile"
CONTROLS = ("first", "broken", "loop", "memory", "recursion", "last")
RULES = {
    "first": fact_rule("first", framework_id=FRAMEWORK),
    "broken": rule("broken", "result := }", FRAMEWORK),
    "loop": rule("loop", LOOP, FRAMEWORK),
    "memory": rule("memory", MEMORY, FRAMEWORK),
    "recursion": rule("recursion", RECURSION, FRAMEWORK),
    "last": fact_rule("last", framework_id=FRAMEWORK),
}
REASONS = {
    "broken": "rules/broken.rego, line 6, column 11: expecting expression.",
    "loop": "The rule was stopped after 3 seconds.",
    "memory": "The rule was stopped because it needed more than 128 MiB of memory.",
    "recursion": "The rule ended the process that evaluated it (SIGSEGV).",
}


async def test_publishing_names_the_rule_that_does_not_compile_and_takes_the_rest(admin: Client) -> None:
    published = await publish(admin, FRAMEWORK, [control(name) for name in CONTROLS], RULES)
    assert published["rule_errors"] == [{"control_id": "broken", "message": REASONS["broken"]}]


async def test_every_other_control_is_decided(admin: Client, start: StartProcess) -> None:
    await publish(admin, FRAMEWORK, [control(name) for name in CONTROLS], RULES)
    system = await create_system(admin, facts={"risk": {"process_documented": True}})
    worker = start("worker", RULE_TIMEOUT_SECONDS="3", RULE_MEMORY_MEGABYTES="128")
    execution = await completed(admin, system, FRAMEWORK)
    found = await results(admin, execution["id"])
    assert {name: found[name]["reasons"] for name in REASONS} == {name: [text] for name, text in REASONS.items()}
    assert {name: found[name]["outcome"] for name in CONTROLS} == {
        **dict.fromkeys(REASONS, "error"),
        "first": "pass",
        "last": "pass",
    }
    assert execution["summary"] == {"pass": 2, "fail": 0, "not_applicable": 0, "needs_evidence": 0, "error": 4}
    assert execution["score"] == 0.3333
    children = psutil.Process(worker.process.pid).children(recursive=True)
    assert len(children) <= 2, "children that were stopped are gone"
    assert not [child for child in children if child.status() == psutil.STATUS_ZOMBIE]


async def test_no_child_outlives_a_worker_that_is_killed(admin: Client, start: StartProcess) -> None:
    worker = start("worker")
    await completed(admin, await create_system(admin), "eu_ai_act")
    children = psutil.Process(worker.process.pid).children(recursive=True)
    assert children
    worker.process.kill()
    _gone, alive = psutil.wait_procs(children, timeout=10)
    assert not alive


async def test_progress_is_seen_while_a_rule_takes_its_time(admin: Client, start: StartProcess) -> None:
    names = [f"a_{number}" for number in range(9)]
    rules = {name: fact_rule(name, framework_id="slow") for name in names}
    rules["z_loop"] = rule("z_loop", LOOP, "slow")
    await publish(admin, "slow", [control(name) for name in rules], rules)
    start("worker", RULE_TIMEOUT_SECONDS="5")
    execution = await execute(admin, await create_system(admin), "slow")

    async def under_way() -> bool:
        seen = (await admin.get(f"/api/executions/{execution}")).json()
        return seen["status"] == "running" and seen["progress"] == {"decided": 9, "total": 10}

    await eventually(under_way, "nine of ten controls decided")
    ended = await finished(admin, execution)
    assert ended["progress"] == {"decided": 10, "total": 10}
    assert ended["summary"] == {"pass": 0, "fail": 0, "not_applicable": 0, "needs_evidence": 9, "error": 1}

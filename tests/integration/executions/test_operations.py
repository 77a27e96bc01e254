"""What the operator recorded reaches the rules: a platform is judged by how its own environments are run."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from server.operations.service import NEWEST
from tests.integration.client import Client
from tests.integration.executions.scenes import completed, create_system, publish, results
from tests.unit.server.frameworks.samples import control

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("worker")]

COMMIT = "4f2d8a17c05b93e6"
RULE = """package syndic.frameworks.seen.a

import rego.v1

seen := [sprintf("%s %v", [one.environment, one.details.number]) | some one in input.operations]

result := {"outcome": "pass", "reasons": [concat("; ", seen)], "needs": []}
"""


async def record(admin: Client, kind: str, environment: str, minutes_ago: float, **changes: object) -> None:
    moment = (datetime.now(UTC) - timedelta(minutes=minutes_ago)).isoformat()
    body = {
        "kind": kind,
        "environment": environment,
        "started_at": moment,
        "finished_at": moment,
        "outcome": "succeeded",
        "summary": f"{kind} in {environment}",
        "details": {},
        **changes,
    }
    answer = await admin.post("/api/operations", json=body)
    assert answer.status_code == 201, answer.text


async def stage(admin: Client, name: str, environment: str, minutes_ago: float, **details: object) -> None:
    stated = {"stage": name, "revision": COMMIT, **details}
    await record(admin, "pipeline-stage", environment, minutes_ago, details=stated)


async def release(admin: Client, environment: str, minutes_ago: float) -> None:
    new = {"version": "1.4.0", "revision": COMMIT, "colour": "green"}
    await record(admin, "release", environment, minutes_ago, details={"kind": "deploy", "new": new})


async def test_a_change_is_judged_by_what_was_recorded_of_it(admin: Client) -> None:
    facts = {"operations": {"environments": ["prod-1"], "tried_in": ["ci", "stage-1"]}}
    system = await create_system(admin, facts=facts)
    artifacts = [{"name": "syndic-server", "digest": "sha256:11"}]
    await stage(admin, "check", "ci", 60)
    await stage(admin, "test", "ci", 50)
    await stage(admin, "verify-signatures", "stage-1", 45, artifacts=artifacts)
    await release(admin, "stage-1", 40)
    await stage(admin, "smoke", "stage-1", 35)
    await stage(admin, "integration", "stage-1", 30)
    await stage(admin, "verify-signatures", "prod-1", 15, artifacts=artifacts)
    await release(admin, "prod-1", 10)

    found = await results(admin, (await completed(admin, system, "operations"))["id"])
    outcomes = {name: found[name]["outcome"] for name in ("change_approved", "tested_before", "artifacts_signed")}
    assert outcomes == {"change_approved": "fail", "tested_before": "pass", "artifacts_signed": "pass"}
    assert found["backups_made"]["needs"] == ["fact:operations.backup_interval_hours", "operation:backup"]

    approved = {"revision": COMMIT, "approvers": ["grace"], "author": "ada", "requested_by": "ada"}
    await record(admin, "approval", "prod-1", 20, details=approved)
    found = await results(admin, (await completed(admin, system, "operations"))["id"])
    assert (found["change_approved"]["outcome"], found["duties_separated"]["outcome"]) == ("pass", "pass")


async def test_rules_see_the_newest_of_each_sort_of_the_environments_that_were_named(admin: Client) -> None:
    await publish(admin, "seen", [control("a")], {"a": RULE})
    for number in range(NEWEST + 2):
        await record(admin, "backup", "here", 1000 - number, details={"kind": "logical", "number": number})
    await record(admin, "backup", "here", 2000, details={"kind": "objects", "number": "old, of another kind"})
    await record(admin, "backup", "here", 600_000, details={"kind": "config", "number": "of a year ago and more"})
    await record(admin, "backup", "elsewhere", 1, details={"kind": "logical", "number": "elsewhere"})

    named = await create_system(admin, facts={"operations": {"environments": ["here"]}})
    found = await results(admin, (await completed(admin, named, "seen"))["id"])
    expected = ["old, of another kind", *range(2, NEWEST + 2)]
    assert found["a"]["reasons"] == ["; ".join(f"here {one}" for one in expected)]

    nowhere = await create_system(admin)
    found = await results(admin, (await completed(admin, nowhere, "seen"))["id"])
    assert found["a"]["reasons"] == [""]

"""An execution from its request to its document, by a real worker."""

from __future__ import annotations

import hashlib
import re
from uuid import UUID

import httpx
import pytest
from trestle.oscal.assessment_results import AssessmentResults

from server.auth.permissions import Role
from server.executions.oscal import outcomes
from server.storage import ObjectStore
from tests.integration.client import Accounts, Client
from tests.integration.executions.conftest import StartProcess
from tests.integration.executions.scenes import completed, create_system, execute, finished, publish, results
from tests.unit.server.frameworks.samples import control, fact_rule

pytestmark = pytest.mark.anyio

FACTS = {
    "scope": {"eu_market": True, "roles": ["deployer"], "annex_iii_areas": ["employment"], "personal_data": True},
    "oversight": {"overseers_assigned": True},
}


async def test_every_shipped_framework_executes_to_an_oscal_document(
    admin: Client, start: StartProcess, frameworks: list[str], store: ObjectStore
) -> None:
    worker = start("worker")
    system = await create_system(admin, facts=FACTS)
    for framework in frameworks:
        execution = await completed(admin, system, framework)
        published = (await admin.get(f"/api/frameworks/{framework}")).json()
        found = await results(admin, execution["id"])
        assert len(found) == published["controls"] == execution["progress"]["total"] == execution["progress"]["decided"]
        assert sum(execution["summary"].values()) == len(found)
        assert execution["summary"]["error"] == 0, [item for item in found.values() if item["outcome"] == "error"]
        assert execution["framework_digest"] == published["digest"]

        answer = await admin.get(f"/api/executions/{execution['id']}/document")
        assert hashlib.sha256(answer.content).hexdigest() == execution["document_sha256"]
        AssessmentResults.model_validate(answer.json()["assessment-results"])
        assert outcomes(answer.json()) == {name: item["outcome"] for name, item in found.items()}
        key = f"executions/sha256/{execution['document_sha256'][:2]}/{execution['document_sha256']}"
        assert await store.get(key) == answer.content
    async with httpx.AsyncClient() as client:
        metrics = (await client.get(f"{worker.internal_url}/metrics")).text
    for framework in frameworks:
        assert f'framework_executions_total{{framework="{framework}",outcome="completed"}} 1.0' in metrics
        assert f'framework_execution_duration_seconds_count{{framework="{framework}"}} 1.0' in metrics
    assert re.search(r'compliance_checks_total\{framework="eu_ai_act",outcome="needs_evidence"\} \d', metrics)


async def test_an_execution_keeps_the_version_it_was_queued_with(admin: Client, start: StartProcess) -> None:
    system = await create_system(admin, facts={"risk": {"process_documented": True}})
    first = await publish(admin, "versions", [control("a")], {"a": fact_rule("a", framework_id="versions")})
    execution = await execute(admin, system, "versions")
    second = await publish(admin, "versions", [control("a"), control("b")], {})
    assert first["digest"] != second["digest"]
    start("worker")
    old = await finished(admin, execution)
    assert (old["framework_digest"], old["summary"]["pass"]) == (first["digest"], 1)
    new = await completed(admin, system, "versions")
    assert (new["framework_digest"], new["summary"]["needs_evidence"]) == (second["digest"], 2)


async def test_a_new_execution_waits_in_the_queue_and_says_so(admin: Client) -> None:
    system = await create_system(admin)
    answer = await admin.post("/api/executions", json={"system_id": system, "framework_id": "eu_ai_act"})
    body = answer.json()
    assert answer.status_code == 202
    assert answer.headers["location"] == f"/api/executions/{body['id']}"
    assert answer.headers["etag"] == '"1"'
    assert body["status"] == "queued"
    assert body["progress"]["decided"] == 0
    assert body["summary"] is body["score"] is body["document_sha256"] is body["started_at"] is None
    document = await admin.get(f"/api/executions/{body['id']}/document")
    assert document.status_code == 409
    assert (await admin.get(f"/api/executions/{body['id']}/results")).json()["items"] == []


async def test_the_same_idempotency_key_queues_once(admin: Client) -> None:
    system = await create_system(admin)
    body = {"system_id": system, "framework_id": "eu_ai_act"}
    answers = [await admin.post("/api/executions", json=body, headers={"Idempotency-Key": "once"}) for _ in range(2)]
    assert answers[0].json() == answers[1].json()
    listed = (await admin.get("/api/executions", params={"system_id": system})).json()["items"]
    assert len(listed) == 1


@pytest.mark.parametrize(
    ("body", "status", "field"),
    [
        ({"system_id": "0" * 32, "framework_id": "nothing_here"}, 404, None),
        ({"framework_id": "eu_ai_act"}, 422, "body.system_id"),
        ({"system_id": "x", "framework_id": "eu_ai_act"}, 422, "body.system_id"),
        ({"system_id": "0" * 32, "framework_id": "EU"}, 422, "body.framework_id"),
        ({"system_id": "0" * 32, "framework_id": "eu_ai_act", "extra": 1}, 422, "body.extra"),
    ],
)
async def test_what_cannot_be_executed_is_refused(admin: Client, body: dict, status: int, field: str | None) -> None:
    answer = await admin.post("/api/executions", json=body)
    assert answer.status_code == status
    if field:
        assert answer.json()["errors"][0]["field"] == field


async def test_executions_are_listed_newest_first_and_filtered(admin: Client) -> None:
    system = await create_system(admin)
    made = [await execute(admin, system, framework) for framework in ("eu_ai_act", "iso_42001", "eu_ai_act")]
    listed = (await admin.get("/api/executions", params={"system_id": system})).json()["items"]
    assert [item["id"] for item in listed] == made[::-1]
    filtered = await admin.get("/api/executions", params={"system_id": system, "framework_id": "iso_42001"})
    assert [item["id"] for item in filtered.json()["items"]] == [made[1]]
    none = await admin.get("/api/executions", params={"system_id": system, "status": "completed"})
    assert none.json()["items"] == []
    assert (await admin.get(f"/api/executions/{UUID(int=0)}")).status_code == 404


@pytest.mark.parametrize(("role", "status"), [(Role.ENGINEER, 202), (Role.AUDITOR, 403), (Role.VIEWER, 403)])
async def test_who_may_execute(accounts: Accounts, admin: Client, role: Role, status: int) -> None:
    body = {"system_id": await create_system(admin), "framework_id": "eu_ai_act"}
    assert (await accounts.clients[role].post("/api/executions", json=body)).status_code == status


async def test_a_system_with_executions_cannot_vanish(admin: Client) -> None:
    system = await create_system(admin)
    await execute(admin, system, "eu_ai_act")
    answer = await admin.delete(f"/api/systems/{system}", headers={"If-Match": "*"})
    assert answer.status_code == 409

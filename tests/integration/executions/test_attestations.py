"""What auditors attest decides what needs evidence, and nothing else."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from server.auth.permissions import Role
from tests.integration.client import Accounts, Client
from tests.integration.executions.scenes import completed, create_system, publish, results
from tests.integration.processes import ServingProcess
from tests.unit.server.frameworks.samples import attested, control, fact_rule

pytestmark = pytest.mark.anyio

FRAMEWORK = "audited"
RULES = {
    "known": fact_rule("known", framework_id=FRAMEWORK),
    "unknown": fact_rule("unknown", "risk.reviewed", framework_id=FRAMEWORK),
}


def day(offset: int) -> str:
    return (datetime.now(UTC).date() + timedelta(days=offset)).isoformat()


def statement(system: str, control_id: str, outcome: str = "pass", **changes: object) -> dict[str, object]:
    return {
        "system_id": system,
        "framework_id": FRAMEWORK,
        "control_id": control_id,
        "outcome": outcome,
        "statement": "Seen on site and confirmed by two people.",
        "valid_until": day(30),
        **changes,
    }


@pytest.fixture
async def system(admin: Client) -> str:
    controls = [control("known"), control("unknown"), attested("manual", "policy")]
    await publish(admin, FRAMEWORK, controls, RULES)
    return await create_system(admin, facts={"risk": {"process_documented": False}})


async def test_it_decides_what_needs_evidence_and_never_a_failing_rule(
    admin: Client, accounts: Accounts, worker: ServingProcess, system: str
) -> None:
    auditor = accounts.clients[Role.AUDITOR]
    before = await results(admin, (await completed(admin, system, FRAMEWORK))["id"])
    assert {name: found["outcome"] for name, found in before.items()} == {
        "known": "fail",
        "unknown": "needs_evidence",
        "manual": "needs_evidence",
    }
    assert before["manual"]["decided_by"] == "catalog"
    assert before["manual"]["needs"] == ["attestation", "evidence:policy"]
    ids = {}
    for name in before:
        answer = await auditor.post("/api/attestations", json=statement(system, name))
        assert answer.status_code == 201, answer.text
        ids[name] = answer.json()["id"]
    after = await results(admin, (await completed(admin, system, FRAMEWORK))["id"])
    assert (after["known"]["outcome"], after["known"]["decided_by"]) == ("fail", "rule")
    for name in ("unknown", "manual"):
        assert (after[name]["outcome"], after[name]["decided_by"]) == ("pass", "attestation")
        assert after[name]["attestation_id"] == ids[name]
        assert after[name]["needs"] == []
        assert "Seen on site" in after[name]["reasons"][0]


async def test_the_newest_statement_counts(admin: Client, worker: ServingProcess, system: str) -> None:
    for outcome in ("pass", "not_applicable"):
        await admin.post("/api/attestations", json=statement(system, "manual", outcome))
    found = await results(admin, (await completed(admin, system, FRAMEWORK))["id"])
    assert found["manual"]["outcome"] == "not_applicable"


async def test_statements_read_back_and_are_listed_by_system(admin: Client, system: str) -> None:
    made = (await admin.post("/api/attestations", json=statement(system, "manual"))).json()
    assert (await admin.get(f"/api/attestations/{made['id']}")).json() == made
    listed = await admin.get("/api/attestations", params={"system_id": system, "framework_id": FRAMEWORK})
    assert listed.json()["items"] == [made]


@pytest.mark.parametrize(
    ("changes", "status", "field"),
    [
        ({"control_id": "nothing"}, 422, "body.control_id"),
        ({"framework_id": "nothing_here"}, 404, None),
        ({"system_id": "00000000-0000-0000-0000-000000000000"}, 404, None),
        ({"valid_until": "2020-01-01"}, 422, "body.valid_until"),
        ({"valid_until": 20200101}, 422, "body.valid_until"),
        ({"statement": "short"}, 422, "body.statement"),
        ({"statement": " " * 30}, 422, "body.statement"),
        ({"outcome": "error"}, 422, "body.outcome"),
        ({"evidence_ids": ["00000000-0000-0000-0000-000000000000"]}, 422, "body.evidence_ids"),
    ],
)
async def test_what_cannot_be_attested_is_refused(
    admin: Client, system: str, changes: dict[str, object], status: int, field: str | None
) -> None:
    answer = await admin.post("/api/attestations", json={**statement(system, "manual"), **changes})
    assert answer.status_code == status, answer.text
    if field:
        assert answer.json()["errors"][0]["field"] == field


@pytest.mark.parametrize(("role", "status"), [(Role.AUDITOR, 201), (Role.ENGINEER, 403), (Role.VIEWER, 403)])
async def test_who_may_attest(accounts: Accounts, system: str, role: Role, status: int) -> None:
    answer = await accounts.clients[role].post("/api/attestations", json=statement(system, "manual"))
    assert answer.status_code == status

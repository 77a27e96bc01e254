"""Frameworks are published as code, named by their content, and read back."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from server.auth.permissions import Role
from server.frameworks.content import shipped_frameworks
from server.frameworks.shipping import publish_shipped_frameworks, unpublished_frameworks
from tests.integration.client import Accounts, Client
from tests.integration.environment import Database
from tests.integration.executions.scenes import publish
from tests.unit.server.frameworks.samples import attested, catalog, control, fact_rule, rule

pytestmark = pytest.mark.anyio


def body(framework_id: str, **changes: Any) -> dict[str, Any]:  # noqa: ANN401 - any field
    return {
        "id": framework_id,
        "catalog": catalog(control("a"), attested("b", "policy")),
        "rules": {"a": fact_rule("a", framework_id=framework_id)},
        **changes,
    }


async def test_shipped_frameworks_are_published_once_and_complete(
    admin: Client, database: Database, frameworks: list[str]
) -> None:
    sentences: list[str] = []
    assert await asyncio.to_thread(publish_shipped_frameworks, database.owner_url, sentences.append) == []
    assert await asyncio.to_thread(unpublished_frameworks, database.owner_url) == []
    assert sentences == []
    listed = {item["id"]: item for item in (await admin.get("/api/frameworks")).json()["items"]}
    for content in shipped_frameworks():
        assert listed[content.id]["digest"] == content.digest
        read = (await admin.get(f"/api/frameworks/{content.id}")).json()
        assert read["rule_errors"] == []
        assert sum(count(group) for group in read["groups"]) == read["controls"] == len(content.catalog.controls())
        assert read["rules"] == len(content.rules)


def count(group: dict[str, Any]) -> int:
    return len(group["controls"]) + sum(count(inner) for inner in group["groups"])


async def test_a_framework_reads_back_as_published(admin: Client) -> None:
    answer = await admin.post("/api/frameworks", json=body("house"))
    assert answer.status_code == 201, answer.text
    assert answer.headers["location"] == "/api/frameworks/house"
    read = (await admin.get("/api/frameworks/house")).json()
    assert read == answer.json()
    assert (read["title"], read["version"], read["controls"], read["rules"]) == ("Sample framework", "1.0", 2, 1)
    first, second = read["groups"][0]["controls"]
    assert (first["decision"], second["decision"]) == ("rule", "attestation")
    assert second["evidence_kinds"] == ["policy"]
    assert first["statement"] == "Do a."


async def test_the_same_content_again_is_the_same_version(admin: Client) -> None:
    first = await admin.post("/api/frameworks", json=body("again"))
    second = await admin.post("/api/frameworks", json=body("again", catalog={"catalog": body("again")["catalog"]}))
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json() == second.json()
    entries = await admin.get("/api/audit/entries", params={"subject_type": "framework", "subject_id": "again"})
    assert len(entries.json()["items"]) == 1


async def test_an_older_content_published_again_is_current_again(admin: Client) -> None:
    old = await publish(admin, "back", [control("a")], {})
    new = await publish(admin, "back", [control("a"), control("b")], {})
    assert old["digest"] != new["digest"]
    assert (await admin.get("/api/frameworks/back")).json()["digest"] == new["digest"]
    again = await publish(admin, "back", [control("a")], {})
    assert again["digest"] == old["digest"]
    assert (await admin.get("/api/frameworks/back")).json()["digest"] == old["digest"]


async def test_migrating_again_does_not_undo_what_an_administrator_published(admin: Client, database: Database) -> None:
    own = await publish(admin, "nist_ai_rmf", [control("a")], {})
    await asyncio.to_thread(publish_shipped_frameworks, database.owner_url, lambda _sentence: None)
    assert (await admin.get("/api/frameworks/nist_ai_rmf")).json()["digest"] == own["digest"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"id": "Bad"}, "body.id"),
        ({"catalog": {}}, "catalog.metadata"),
        ({"catalog": catalog(control("a"), control("a")), "rules": {}}, "catalog.groups.0.controls.1.id"),
        ({"rules": {"z": "package x"}}, "rules.z"),
        ({"rules": {"a": 7}}, "body.rules.a"),
        ({"library": {"finding": "package x"}}, "library.finding"),
        ({"surprise": True}, "body.surprise"),
    ],
)
async def test_what_is_wrong_is_named(admin: Client, changes: dict[str, Any], field: str) -> None:
    answer = await admin.post("/api/frameworks", json=body("wrong", **changes))
    assert answer.status_code == 422
    assert field in {error["field"] for error in answer.json()["errors"]}
    assert (await admin.get("/api/frameworks/wrong")).status_code == 404


async def test_a_library_that_does_not_compile_is_a_warning_of_every_rule(admin: Client) -> None:
    library = {"scope": "package syndic.frameworks.warned.scope\n\nx :="}
    published = (await admin.post("/api/frameworks", json=body("warned", library=library))).json()
    assert [error["control_id"] for error in published["rule_errors"]] == ["a"]
    assert "library/scope.rego" in published["rule_errors"][0]["message"]


async def test_a_rule_may_use_the_library_of_its_framework(admin: Client) -> None:
    library = {"scope": 'package syndic.frameworks.layered.scope\n\nimport rego.v1\n\nduty := "Duty 7"\n'}
    text = rule(
        "a", "result := finding.decide(set(), {finding.passed(data.syndic.frameworks.layered.scope.duty)})", "layered"
    )
    answer = await admin.post("/api/frameworks", json=body("layered", rules={"a": text}, library=library))
    assert answer.json()["rule_errors"] == []


@pytest.mark.parametrize("role", [Role.ENGINEER, Role.AUDITOR, Role.VIEWER])
async def test_only_administrators_publish(accounts: Accounts, role: Role) -> None:
    assert (await accounts.clients[role].post("/api/frameworks", json=body("mine"))).status_code == 403
    assert (await accounts.clients[role].get("/api/frameworks/eu_ai_act")).status_code == 200

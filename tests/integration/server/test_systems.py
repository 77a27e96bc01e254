"""The register of AI systems through the API."""

from __future__ import annotations

import anyio
import pytest

from server.auth.permissions import Role
from tests.integration.client import Accounts, Client

pytestmark = pytest.mark.anyio


def body(name: str, **changes: object) -> dict[str, object]:
    return {
        "name": name,
        "purpose": "Decides on something.",
        "owner": "Somebody",
        "risk_tier": "high",
        "lifecycle": "deployed",
        **changes,
    }


async def created(client: Client, name: str, **changes: object) -> dict:
    answer = await client.post("/api/systems", json=body(name, **changes))
    assert answer.status_code == 201, answer.text
    return answer.json()


async def test_a_created_system_reads_back_with_its_version_as_etag(admin: Client) -> None:
    facts = {"scope": {"eu_market": True, "roles": ["provider"]}, "risk": {"reviewed_on": "2026-03-01"}}
    answer = await admin.post("/api/systems", json=body("  Reads back ", facts=facts))
    assert answer.status_code == 201
    read = await admin.get(answer.headers["location"])
    assert read.headers["etag"] == '"1"'
    assert read.json() == answer.json()
    assert read.json()["name"] == "Reads back"
    assert read.json()["facts"] == facts
    assert read.json()["facts_stated"] == 3


async def test_names_are_unique_whatever_their_case(admin: Client) -> None:
    await created(admin, "Grüße")
    answer = await admin.post("/api/systems", json=body("GRÜSSE".replace("SS", "ß")))
    assert answer.status_code == 409
    assert answer.json()["errors"][0]["field"] == "body.name"


async def test_null_removes_a_fact_and_what_is_left_out_stays(admin: Client) -> None:
    facts = {"risk": {"prioritised": True, "reviewed_on": "2026-03-01"}, "data": {"representative": False}}
    system = await created(admin, "Merge", facts=facts)
    patch = {"facts": {"risk": {"prioritised": None, "measures_adopted": True}, "data": {"representative": None}}}
    answer = await admin.patch(f"/api/systems/{system['id']}", json=patch, headers={"If-Match": '"1"'})
    assert answer.json()["facts"] == {"risk": {"reviewed_on": "2026-03-01", "measures_adopted": True}}
    assert answer.json()["facts_stated"] == 2
    assert answer.headers["etag"] == '"2"'


async def test_an_update_without_the_version_it_is_based_on_is_refused(admin: Client) -> None:
    path = f"/api/systems/{(await created(admin, 'Versions'))['id']}"
    change = {"owner": "Someone else"}
    assert (await admin.patch(path, json=change)).status_code == 428
    assert (await admin.patch(path, json=change, headers={"If-Match": '"7"'})).status_code == 412
    assert (await admin.patch(path, json=change, headers={"If-Match": 'W/"1"'})).status_code == 412
    assert (await admin.patch(path, json=change, headers={"If-Match": "1"})).status_code == 400
    assert (await admin.patch(path, json=change, headers={"If-Match": '"0", "1"'})).status_code == 200
    assert (await admin.patch(path, json=change, headers={"If-Match": "*"})).json()["version"] == 3


async def test_of_many_updates_based_on_one_version_exactly_one_is_made(admin: Client) -> None:
    path = f"/api/systems/{(await created(admin, 'Race'))['id']}"
    statuses: list[int] = []

    async def update(owner: str) -> None:
        answer = await admin.patch(path, json={"owner": owner}, headers={"If-Match": '"1"'})
        statuses.append(answer.status_code)

    async with anyio.create_task_group() as group:
        for number in range(12):
            group.start_soon(update, f"Owner {number}")
    assert sorted(statuses) == [200] + [412] * 11
    assert (await admin.get(path)).json()["version"] == 2


async def test_a_system_is_deleted_with_its_metrics(admin: Client) -> None:
    path = f"/api/systems/{(await created(admin, 'Short-lived'))['id']}"
    await admin.post(f"{path}/metrics", json={"name": "drift", "value": 0.1})
    assert (await admin.delete(path)).status_code == 428
    assert (await admin.delete(path, headers={"If-Match": '"1"'})).status_code == 204
    assert (await admin.get(path)).status_code == 404


async def test_lists_page_through_every_system_once_in_the_order_of_names(admin: Client) -> None:
    names = [f"Paging {number:02}" for number in range(11)]
    for name in reversed(names):
        await created(admin, name, risk_tier="limited")
    seen: list[str] = []
    cursor: str | None = None
    while True:
        query = {"limit": "3", "risk_tier": "limited", "search": "paging"} | ({"cursor": cursor} if cursor else {})
        page = (await admin.get("/api/systems", params=query)).json()
        assert len(page["items"]) <= 3
        seen += [item["name"] for item in page["items"]]
        cursor = page["next_cursor"]
        if cursor is None:
            break
    assert seen == names


async def test_a_search_takes_its_text_literally(admin: Client) -> None:
    await created(admin, "100% automatic_decision")
    for text, found in {"100%": 1, "automatic_d": 1, "automaticXd": 0, "%%": 0, "\\": 0}.items():
        page = (await admin.get("/api/systems", params={"search": text})).json()
        assert len(page["items"]) == found, text


async def test_lists_leave_out_facts_and_sources(admin: Client) -> None:
    await created(admin, "Summarised", facts={"scope": {"eu_market": True}})
    page = (await admin.get("/api/systems", params={"search": "summarised"})).json()
    assert page["items"][0]["facts_stated"] == 1
    assert not {"facts", "sources"} & set(page["items"][0])


async def test_metrics_show_the_latest_value_and_the_history(admin: Client) -> None:
    path = f"/api/systems/{(await created(admin, 'Measured'))['id']}/metrics"
    values = [("accuracy", 0.9, "2026-01-01T00:00:00Z"), ("accuracy", 0.8, "2026-03-01T00:00:00+01:00")]
    for name, value, moment in [*values, ("drift", 0.2, "2026-02-01T00:00:00Z")]:
        answer = await admin.post(path, json={"name": name, "value": value, "reported_at": moment})
        assert answer.status_code == 201, answer.text
    reported = (await admin.get(path)).json()
    assert [(metric["name"], metric["value"]) for metric in reported["latest"]] == [("accuracy", 0.8), ("drift", 0.2)]
    assert [metric["value"] for metric in reported["items"]] == [0.8, 0.2, 0.9]
    assert reported["items"][0]["reported_at"] == "2026-02-28T23:00:00Z"
    first = (await admin.get(path, params={"name": "accuracy", "limit": 1})).json()
    second = (await admin.get(path, params={"name": "accuracy", "limit": 1, "cursor": first["next_cursor"]})).json()
    assert [page["items"][0]["value"] for page in (first, second)] == [0.8, 0.9]
    assert second["next_cursor"] is None


async def test_the_vocabulary_describes_every_kind_of_fact(accounts: Accounts) -> None:
    sections = (await accounts.clients[Role.VIEWER].get("/api/facts/vocabulary")).json()
    facts = {f"{section['section']}.{fact['name']}": fact for section in sections for fact in section["facts"]}
    assert facts["scope.eu_market"]["type"] == "boolean"
    assert facts["risk.reviewed_on"]["type"] == "date"
    assert facts["people.literacy_coverage_percent"]["type"] == "number"
    assert facts["scope.decision_effect"] | {"description": ""} == {
        "name": "decision_effect",
        "description": "",
        "type": "enum",
        "values": ["none", "advisory", "automated"],
    }
    assert facts["scope.roles"]["type"] == "list"
    assert "provider" in facts["scope.roles"]["values"]
    assert facts["scope.affected_groups"]["values"] is None
    assert all(fact["description"] for fact in facts.values())

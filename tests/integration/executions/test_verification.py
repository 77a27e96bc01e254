"""Tampering with evidence, documents, results or rules is detected and named."""

from __future__ import annotations

import hashlib
import os
from typing import Any

import httpx
import pytest

from infra.local import object_store_bucket
from server.evidence.service import object_key
from server.executions.service import document_key
from tests.integration.client import Client
from tests.integration.environment import Database, Environment
from tests.integration.executions.conftest import StartProcess
from tests.integration.executions.scenes import add_evidence, completed, create_system
from tests.integration.processes import ServingProcess

pytestmark = pytest.mark.anyio


class Store:
    """The bucket as its administrator reaches it, below the prefix of the test's API."""

    def __init__(self, environment: Environment, database: Database) -> None:
        store = environment.object_store
        self._client: Any = object_store_bucket.client(store.endpoint, store.region, store.ca_file, store.administrator)
        self._bucket, self._prefix = store.bucket, database.name

    def overwrite(self, key: str, content: bytes) -> None:
        self._client.put_object(Bucket=self._bucket, Key=f"{self._prefix}/{key}", Body=content)

    def delete(self, key: str) -> None:
        self._client.delete_object(Bucket=self._bucket, Key=f"{self._prefix}/{key}")


@pytest.fixture
def bucket(environment: Environment, database: Database) -> Store:
    return Store(environment, database)


async def verify(client: Client, *, objects: bool = True) -> dict[str, Any]:
    answer = await client.post("/api/audit/verifications", json={"objects": objects})
    assert answer.status_code == 200, answer.text
    return answer.json()


async def findings(client: Client) -> set[tuple[str, str]]:
    verification = await verify(client)
    assert verification["intact"] is (not verification["findings"])
    return {(finding["kind"], finding["subject"]) for finding in verification["findings"]}


async def test_altered_and_missing_evidence_is_named_and_not_handed_out(
    admin: Client, bucket: Store, start: StartProcess
) -> None:
    system = await create_system(admin)
    contents = [os.urandom(500) for _ in range(3)]
    altered, missing, intact = [await add_evidence(admin, system, content) for content in contents]
    keys = [object_key(hashlib.sha256(content).hexdigest()) for content in contents]
    assert await findings(admin) == set()
    bucket.overwrite(keys[0], contents[0][:-1] + bytes([contents[0][-1] ^ 1]))
    bucket.delete(keys[1])
    assert await findings(admin) == {
        ("altered_object", f"evidence {altered}"),
        ("missing_object", f"evidence {missing}"),
    }
    assert (await verify(admin, objects=False))["intact"]
    assert (await admin.get(f"/api/evidence/{missing}/content")).status_code == 503
    token = await admin.post("/api/tokens", json={"name": "reader", "role": "viewer", "expires_in_days": 1})
    headers = {"Authorization": f"Bearer {token.json()['token']}"}
    async with httpx.AsyncClient(base_url=start("api").url, headers=headers) as client:
        with pytest.raises(httpx.RemoteProtocolError):
            await client.get(f"/api/evidence/{altered}/content")
    assert (await admin.get(f"/api/evidence/{intact}/content")).content == contents[2]
    for key, content in zip(keys, contents, strict=True):
        bucket.overwrite(key, content)
    assert await findings(admin) == set()


async def test_an_altered_document_is_named_and_not_handed_out(
    admin: Client, worker: ServingProcess, bucket: Store
) -> None:
    execution = await completed(admin, await create_system(admin), "eu_ai_act")
    path = f"/api/executions/{execution['id']}/document"
    document = (await admin.get(path)).content
    key = document_key(execution["document_sha256"])
    bucket.overwrite(key, document.replace(b"not-satisfied", b"satisfied", 1))
    assert await findings(admin) == {("altered_object", f"execution {execution['id']}")}
    refused = await admin.get(path)
    assert refused.status_code == 503
    assert refused.json()["type"].endswith("/object-altered")
    bucket.overwrite(key, document)


@pytest.mark.parametrize(
    ("statement", "kind"),
    [
        ("UPDATE control_results SET outcome = 'pass' WHERE execution_id = %(id)s", "altered_record"),
        ("UPDATE control_results SET reasons = '[\"Trust me.\"]' WHERE execution_id = %(id)s", "altered_record"),
        (
            "DELETE FROM control_results WHERE execution_id = %(id)s AND position = 3",
            "missing_result",
        ),
        ("UPDATE executions SET summary = summary || '{\"pass\": 64}' WHERE id = %(id)s", "altered_record"),
        ("UPDATE executions SET status = 'failed' WHERE id = %(id)s", "altered_record"),
    ],
)
async def test_results_changed_behind_the_platform_are_named(
    admin: Client, worker: ServingProcess, database: Database, statement: str, kind: str
) -> None:
    execution = await completed(admin, await create_system(admin), "eu_ai_act")
    known = await findings(admin)
    with database.superuser() as connection:
        connection.execute(statement.encode(), {"id": execution["id"]})
    assert await findings(admin) - known == {(kind, f"execution {execution['id']}")}


async def test_a_deleted_or_redirected_evidence_record_is_named(admin: Client, database: Database) -> None:
    system = await create_system(admin)
    deleted, redirected, other = [await add_evidence(admin, system, os.urandom(100)) for _ in range(3)]
    known = await findings(admin)
    with database.superuser() as connection:
        connection.execute("DELETE FROM evidence_items WHERE id = %s", [deleted])
        connection.execute(
            "UPDATE evidence_items SET sha256 = (SELECT sha256 FROM evidence_items WHERE id = %s) WHERE id = %s",
            [other, redirected],
        )
    assert await findings(admin) - known == {
        ("missing_record", f"evidence {deleted}"),
        ("altered_record", f"evidence {redirected}"),
    }


async def test_a_rule_changed_behind_the_platform_is_named(admin: Client, database: Database) -> None:
    digest = (await admin.get("/api/frameworks/iso_42001")).json()["digest"]
    known = await findings(admin)
    with database.superuser() as connection:
        connection.execute(
            "UPDATE framework_versions SET rules = replace(rules::text, 'require_fact', 'passed')::json "
            "WHERE digest = %s",
            [digest],
        )
    assert await findings(admin) - known == {("altered_record", f"framework iso_42001 version {digest}")}

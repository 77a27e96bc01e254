"""Executions per second, beside pgbench writing the same rows into copies of the same tables."""

from __future__ import annotations

import os
import subprocess
import tempfile
from datetime import datetime
from itertools import cycle, islice

from bench.platform import Platform, await_condition
from bench.report import BenchError, Figure, find
from infra.local.postgresql import binary

# What one execution leaves in the database, in the two transactions it takes: started, then decided. The tables are
# copies without foreign keys, so this is a little more than the machine can really give.
TABLES = ("executions", "control_results", "audit_entries", "postures")

PREPARE = """
DROP SCHEMA IF EXISTS bench CASCADE;
CREATE SCHEMA bench;
{copies}
CREATE SEQUENCE bench.entry;
"""

LIMIT = """
SELECT gen_random_uuid() AS id \\gset
BEGIN;
INSERT INTO bench.executions SELECT (template).* FROM
  (SELECT jsonb_populate_record(e, jsonb_build_object('id', ':id', 'due_at', null)) AS template
   FROM public.executions e ORDER BY id LIMIT 1) AS copied;
COMMIT;
BEGIN;
INSERT INTO bench.control_results
  SELECT ':id'::uuid, control_id, position, outcome, reasons, needs, decided_by, attestation_id
  FROM public.control_results WHERE execution_id = (SELECT id FROM public.executions
  WHERE framework_id = (ARRAY['eu_ai_act', 'nist_ai_rmf', 'iso_42001'])[1 + (random() * 2.999)::int % 3]
  AND status = 'completed' ORDER BY id LIMIT 1);
UPDATE bench.executions SET status = 'completed', decided = total WHERE id = ':id'::uuid;
SELECT pg_advisory_xact_lock(42);
INSERT INTO bench.audit_entries SELECT (template).* FROM
  (SELECT jsonb_populate_record(a, jsonb_build_object('sequence', nextval('bench.entry'),
   'hash', encode(sha256(':id'::bytea), 'hex'))) AS template
   FROM public.audit_entries a ORDER BY sequence LIMIT 1) AS copied;
COMMIT;
"""


def measure(platform: Platform, count: int, limit_seconds: int) -> list[Figure]:
    """Queue `count` executions over all example systems and frameworks, and wait until all are completed."""
    rate, controls = _executions(platform, count)
    limit = _limit(platform, limit_seconds)
    return [
        Figure("executions per second (2 at once, 1 worker)", rate, "1/s", f"{count} executions"),
        Figure("controls decided per second", controls, "1/s", "the same executions"),
        Figure("limit: pgbench, the same rows (2 clients)", limit, "1/s", f"{limit_seconds} s"),
        Figure("ratio to the limit", rate / limit, "", "executions / pgbench"),
    ]


def _executions(platform: Platform, count: int) -> tuple[float, float]:
    systems = [item["id"] for item in platform.items("/api/systems")]
    frameworks = [item["id"] for item in platform.items("/api/frameworks")]
    pairs = [(system, framework) for framework in frameworks for system in systems]
    queued = [_queue(platform, system, framework) for system, framework in islice(cycle(pairs), count)]

    def all_finished() -> bool:
        unfinished = ("queued", "running")
        return not any(platform.get("/api/executions", status=status, limit=1)["items"] for status in unfinished)

    await_condition(all_finished, 600, "executions are still queued or running")
    done = [platform.get(f"/api/executions/{execution}") for execution in queued]
    if failed := [execution["failure"] for execution in done if execution["status"] != "completed"]:
        raise BenchError(f"{len(failed)} executions failed: {failed[0]}")
    started = min(datetime.fromisoformat(execution["started_at"]) for execution in done)
    finished = max(datetime.fromisoformat(execution["finished_at"]) for execution in done)
    seconds = (finished - started).total_seconds()
    return count / seconds, sum(execution["progress"]["total"] for execution in done) / seconds


def _queue(platform: Platform, system: str, framework: str) -> str:
    response = platform.client.post("/api/executions", json={"system_id": system, "framework_id": framework})
    response.raise_for_status()
    return response.json()["id"]


def _limit(platform: Platform, seconds: int) -> float:
    environment = {
        **os.environ,
        "PGHOST": "127.0.0.1",
        "PGPORT": str(platform.postgresql_port),
        "PGUSER": platform.owner.name,
        "PGDATABASE": "syndic",
        "PGPASSWORD": platform.owner.password,
    }
    copies = "\n".join(f"CREATE TABLE bench.{name} (LIKE public.{name} INCLUDING ALL);" for name in TABLES)
    with tempfile.NamedTemporaryFile("w", suffix=".sql") as script:
        script.write(LIMIT)
        script.flush()
        _psql(PREPARE.format(copies=copies), environment)
        command = [binary("pgbench"), "-n", "-c", "2", "-j", "2", "-T", str(seconds), "-f", script.name]
        ended = subprocess.run(command, env=environment, check=False, capture_output=True, text=True)
        printed = ended.stdout + ended.stderr
        _psql("DROP SCHEMA bench CASCADE", environment)
    return float(find(r"tps = ([\d.]+)", printed)[0])


def _psql(statements: str, environment: dict[str, str]) -> None:
    command = [binary("psql"), "-q", "-v", "ON_ERROR_STOP=1", "-f", "-"]
    subprocess.run(command, env=environment, check=True, input=statements, text=True, stdout=subprocess.DEVNULL)

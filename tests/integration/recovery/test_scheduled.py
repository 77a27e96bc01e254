"""The job that drills every month, line by line, in the two regions of these tests."""

from __future__ import annotations

import json
from pathlib import Path

from infra.tree import checkout
from tests.integration.recovery.scene import Scene
from tests.jobs.artifacts import Artifacts
from tests.jobs.claims import runs
from tests.jobs.runner import Runner, inherited


@runs("drill.yaml", "drill")
def test_a_loss_is_drilled_and_its_records_outlive_the_runner(scene: Scene, tmp_path: Path) -> None:
    """One of the losses; test_recovery.py has the others."""
    before, state = scene.regions.live, scene.main.common
    earlier = {file.name for file in (state / "drills").glob("*")}
    runner = Runner(checkout(), Artifacts(tmp_path), {}, {**inherited(), "SYNDIC_STATE_DIR": str(state)}, state=state)
    ended = runner.run("drill.yaml", "drill", matrix={"scenario": "region-loss"})
    assert ended.failure is None, ended.failure
    assert scene.regions.live != before
    kept = {file for file in (tmp_path / "drill-region-loss").glob("*") if file.name not in earlier}
    assert {file.suffix for file in kept} == {".json", ".md"}
    (report,) = (json.loads(file.read_text()) for file in kept if file.suffix == ".json")
    assert report["acknowledged_rows"] > 100
    assert (report["lost_region"], report["lost_rows"], report["lost_objects"]) == (before, 0, 0)
    records = [json.loads(file.read_text()) for file in (tmp_path / "records-drill-region-loss").glob("*.json")]
    assert {one["kind"] for one in records} == {"pipeline-stage", "drill", "failover"}
    assert {one["environment"] for one in records} == {"ci"}

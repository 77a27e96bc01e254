"""The jobs that back up every day, line by line: of a platform on the runner, and of an environment in a cloud."""

from __future__ import annotations

import json
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest
import yaml

from infra.tree import checkout
from tests.integration.backups.declaration import LOCKED, Declared
from tests.integration.backups.scene import Scene
from tests.integration.permission.issuer import Issuer
from tests.integration.pipeline.recorded_contract_code_hosts import REPOSITORY
from tests.integration.release.versions import Versions
from tests.jobs import clones
from tests.jobs.artifacts import Artifacts
from tests.jobs.claims import runs
from tests.jobs.runner import Runner, inherited

FILE = "backups.yaml"


@pytest.fixture
def issuer() -> Generator[Issuer]:
    """Says that a job is of the environment staging-operations."""
    found = Issuer({"repository": REPOSITORY})
    clones.in_environment(found, "staging-operations")
    found.start()
    yield found
    found.stop()


def records(runner: Runner, artifact: str) -> list[dict[str, Any]]:
    """What a job keeps for the platform that has the evidence."""
    return [json.loads(file.read_text()) for file in (runner.artifacts.directory / artifact).glob("*.json")]


@runs(FILE, "verify")
def test_a_platform_on_the_runner_is_backed_up_and_its_records_outlive_it(scene: Scene, tmp_path: Path) -> None:
    runner = Runner(
        checkout(),
        Artifacts(tmp_path),
        {},
        {**inherited(), "SYNDIC_STATE_DIR": str(scene.syndic.state)},
        state=scene.syndic.state,
    )
    ended = runner.run(FILE, "verify")
    assert ended.failure is None, ended.failure
    kept = records(runner, "records-backups")
    assert {one["environment"] for one in kept} == {"ci"}
    assert {one["details"].get("stage", one["kind"]) for one in kept} == {"backup", "backup-verification"}
    assert {one["kind"] for one in kept} == {"pipeline-stage", "backup", "backup-verification"}


@runs(FILE, "environments")
def test_an_environment_is_backed_up_and_proved(
    scene: Scene, issuer: Issuer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    declared = Declared(scene, tmp_path, monkeypatch)
    declared.make_bucket(LOCKED, locks=True)
    versions = Versions(tmp_path)
    document = declared.kept_in(LOCKED).model_dump(mode="json", exclude_unset=True)
    (versions.clone / "infra" / "environments" / "staging.yaml").write_text(yaml.safe_dump(document))
    clones.believe(versions.clone, issuer, "staging")
    clones.install(versions.clone)
    runner = Runner(
        versions.clone, Artifacts(tmp_path / "artifacts"), {"repository": REPOSITORY}, inherited(), issuer.job
    )
    before = {made.id for made in declared.backups().all()}
    signed_in = {name: value for name, value in declared.told.items() if name.startswith(("AWS_", "TESTS_"))}

    ended = runner.run(
        FILE,
        "environments",
        given={**signed_in, "SYNDIC_CA_FILE": declared.told["SYNDIC_CA_FILE"]},
        matrix={"environment": "staging"},
        vars={
            "CLOUD": "aws",
            "AWS_OPERATIONS_ROLE": "operations",
            "AWS_REGION": "eu-central-1",
            "SYNDIC_URL": declared.told["SYNDIC_URL"],
        },
        secrets={"SYNDIC_API_TOKEN": declared.told["SYNDIC_API_TOKEN"]},
    )
    assert ended.failure is None, ended.failure
    made = {one.id: one for one in declared.backups().all() if one.id not in before}
    assert {one.partition("-")[2].partition("-")[0] for one in made} == {"logical", "objects", "config"}
    stages = {(one["environment"], one["details"]["stage"]) for one in records(runner, "records-backups-staging")}
    assert stages == {("staging", "backup"), ("staging", "backup-verification")}
    proved = scene.operations("backup-verification")
    assert any(one in operation["summary"] for operation in proved for one in made)

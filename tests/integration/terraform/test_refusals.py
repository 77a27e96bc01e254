"""A plan is refused when the code, the state or its file changed, or the gate is shut; failures are recorded."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from infra.terraform import errors
from infra.terraform.running import Terraform as Runner
from tests.integration.terraform import running
from tests.terraform_mirror import Terraform

STACK = "infra/terraform/stacks/bootstrap/aws"
OPEN_BUCKET = """
resource "aws_s3_bucket" "open" {
  bucket = "syndic-open"
}
"""
FAILING = """
resource "terraform_data" "failing" {
  provisioner "local-exec" {
    command = "exit 3"
  }
}
"""


@pytest.fixture
def checkout(terraform: Terraform, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    running.pass_on(terraform, monkeypatch)
    return running.copy_code(tmp_path)


@pytest.fixture
def backend(tmp_path: Path) -> Path:
    return running.keep_state_in(tmp_path)


def test_a_plan_of_other_code_and_another_plan_are_refused(checkout: Path, backend: Path, tmp_path: Path) -> None:
    infrastructure = running.bootstrap(checkout, tmp_path / "place", backend)
    infrastructure.plan()
    for file in (
        f"{STACK}/main.tf",
        f"{STACK}/environments/staging.tfvars.json",
        "infra/terraform/modules/aws/object_storage/main.tf",
    ):
        before = (checkout / file).read_text()
        (checkout / file).write_text(before + "\n")
        with pytest.raises(errors.StaleCodeError):
            infrastructure.apply(None, approval_needed=False)
        (checkout / file).write_text(before)
    other = json.loads(backend.read_text())
    backend.write_text(json.dumps(other, indent=2))
    with pytest.raises(errors.StaleCodeError):
        infrastructure.apply(None, approval_needed=False)
    (tmp_path / "place" / "plan").write_bytes(b"another")
    with pytest.raises(errors.PlanChangedError):
        infrastructure.apply(None, approval_needed=False)


def test_a_plan_is_refused_when_another_was_applied_since(checkout: Path, backend: Path, tmp_path: Path) -> None:
    early, late = (running.bootstrap(checkout, tmp_path / name, backend) for name in ("early", "late"))
    early.plan()
    late.plan()
    late.apply(None, approval_needed=False)
    with pytest.raises(errors.StaleStateError, match="no state yet"):
        early.apply(None, approval_needed=False)


def test_a_plan_that_the_gate_stops_is_kept_and_refused(checkout: Path, backend: Path, tmp_path: Path) -> None:
    main = checkout / STACK / "main.tf"
    main.write_text(main.read_text() + OPEN_BUCKET)
    infrastructure = running.bootstrap(checkout, tmp_path / "place", backend)
    saved = infrastructure.plan()
    assert not saved.verdict.passed
    [finding] = [line for line in saved.verdict.blocking if "aws-bucket-public-access-blocked" in line]
    assert finding.startswith(f"{STACK}/main.tf:")
    with pytest.raises(errors.GateShutError, match="aws-bucket-public-access-blocked"):
        infrastructure.apply(None, approval_needed=False)


def test_nothing_is_applied_that_was_not_planned(checkout: Path, backend: Path, tmp_path: Path) -> None:
    with pytest.raises(errors.NoSavedPlanError):
        running.bootstrap(checkout, tmp_path / "place", backend).apply(None, approval_needed=False)


def test_an_apply_that_fails_is_recorded_and_its_plan_is_spent(checkout: Path, backend: Path, tmp_path: Path) -> None:
    (checkout / STACK / "failing.tf").write_text(FAILING)
    infrastructure = running.bootstrap(checkout, tmp_path / "place", backend)
    infrastructure.plan()
    with pytest.raises(errors.TerraformFailedError, match="exit status 3"):
        infrastructure.apply(None, approval_needed=False)
    [waiting] = (tmp_path / "place" / "records").glob("*.json")
    record = json.loads(waiting.read_text())
    assert record["outcome"] == "failed"
    assert "exit status 3" in record["steps"][-1]["detail"]
    assert record["details"]["state_after"]["serial"] > 0
    with pytest.raises(errors.AlreadyAppliedError):
        infrastructure.apply(None, approval_needed=False)


def test_an_interrupted_apply_is_finished_by_terraform_and_recorded(
    checkout: Path, backend: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    infrastructure = running.bootstrap(checkout, tmp_path / "place", backend)
    infrastructure.plan()

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Runner, "apply", interrupt)
    with pytest.raises(KeyboardInterrupt):
        infrastructure.apply(None, approval_needed=False)
    [waiting] = (tmp_path / "place" / "records").glob("*.json")
    assert "interrupted" in json.loads(waiting.read_text())["summary"]


def test_a_configuration_that_is_wrong_is_told_in_a_few_lines(checkout: Path, backend: Path, tmp_path: Path) -> None:
    (checkout / STACK / "wrong.tf").write_text('output "wrong" {\n  value = aws_s3_bucket.nowhere\n}\n')
    with pytest.raises(errors.TerraformFailedError, match="Reference to undeclared resource"):
        running.bootstrap(checkout, tmp_path / "place", backend).plan()

"""Variables and backends of the stacks say what the environments declare; the mistakes planted here are found."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from infra import checks
from infra.scripts.checks import CHECKS
from infra.scripts.terraform import variables
from infra.terraform import provisioning
from infra.terraform.stacks import FOLDER
from infra.tree import Tree, checkout

CHECK = [check for check in CHECKS if check.run is variables.check]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The files that are read, and what is made of them."""
    for name in ("infra/environments", FOLDER):
        shutil.copytree(checkout() / name, tmp_path / name, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    shutil.copy(checkout() / provisioning.FILE, tmp_path / provisioning.FILE)
    return tmp_path


def found(root: Path) -> list[tuple[str, str]]:
    return [(finding.rule, finding.file) for finding in checks.run(CHECK, Tree.of_directory(root))]


def change(file: Path, before: str, after: str) -> None:
    text = file.read_text()
    assert before in text
    file.write_text(text.replace(before, after))


def made(root: Path, path: str) -> dict[str, Any]:
    return json.loads(variables.expected(Tree.of_directory(root))[f"{FOLDER}/{path}"])


def test_what_is_in_the_checkout_is_current(root: Path) -> None:
    assert found(root) == []
    assert variables.write(root, Tree.of_directory(root)) == []


def test_an_environment_that_changed_is_found_and_written(root: Path) -> None:
    change(root / "infra/environments/staging.yaml", "lock_days: 7", "lock_days: 6")
    outdated = [f"{FOLDER}/{cloud}/environments/staging.tfvars.json" for cloud in ("aws", "azure")]
    assert found(root) == [("terraform-variables-outdated", file) for file in outdated]
    assert sorted(variables.write(root, Tree.of_directory(root))) == outdated
    assert found(root) == []


def test_variables_of_no_environment_are_found(root: Path) -> None:
    left = f"{FOLDER}/aws/environments/trial.tfvars.json"
    (root / left).write_text("{}\n")
    assert found(root) == [("terraform-variables-left-over", left)]


def test_a_setting_that_names_another_region_is_found(root: Path) -> None:
    change(root / "infra/environments/production.yaml", "AWS_REGION: eu-west-1", "AWS_REGION: eu-west-2")
    assert found(root) == [("terraform-region", "infra/environments/production.yaml")]


def test_an_environment_that_is_not_provisioned_is_found(root: Path) -> None:
    change(root / provisioning.FILE, "\n  staging:", "\n  trial:")
    assert found(root) == [("terraform-provisioning", provisioning.FILE)]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("regions: 1", "regions: 3"),
        ("10.10.0.0/16", "10.10.0.1/16"),
        ("owner: platform", "owner: platform\nowners: platform"),
        ("eu-central-1: westeurope", "eu-central-9: westeurope"),
        ("nodes: {minimum: 3, maximum: 6}", "nodes: {minimum: 1, maximum: 6}"),
        ("role/syndic-staging-platform", "role/*"),
        ("repo:example/syndic:environment:staging", "repo:example/*"),
    ],
)
def test_provisioning_that_cannot_be_used_is_found(root: Path, before: str, after: str) -> None:
    change(root / provisioning.FILE, before, after)
    assert found(root) == [("terraform-provisioning", provisioning.FILE)]


def test_a_tree_without_stacks_has_no_findings(tmp_path: Path) -> None:
    assert found(tmp_path) == []


def test_production_has_two_regions_and_staging_one(root: Path) -> None:
    for cloud, name in (("aws", "region"), ("azure", "location")):
        production = made(root, f"{cloud}/environments/production.tfvars.json")
        assert production["primary"][name] != production["standby"][name]
        staging = made(root, f"{cloud}/environments/staging.tfvars.json")
        assert staging["standby"] is None
        assert staging["primary"].keys() == production["standby"].keys() == production["primary"].keys()


def test_buckets_and_secrets_are_those_the_environment_names(root: Path) -> None:
    aws = made(root, "aws/environments/staging.tfvars.json")
    assert aws["primary"]["buckets"]["evidence"] == "syndic-staging-eu-central-1"
    assert {"syndic/staging/database-owner", "syndic/staging/backups", "syndic/staging/integrations"} <= set(
        aws["secret_names"]
    )
    azure = made(root, "azure/environments/staging.tfvars.json")
    assert azure["secret_names"] == [name.removeprefix("syndic/staging/") for name in aws["secret_names"]]


def test_each_process_reads_its_own_secrets_and_operations_all(root: Path) -> None:
    aws = made(root, "aws/environments/production.tfvars.json")
    read = aws["process_secrets"]
    assert read["server"] == ["syndic/production/database-api", "syndic/production/sessions"]
    assert read["worker"] == ["syndic/production/database-worker"]
    assert read["operations"] == aws["secret_names"]


def test_what_a_failover_turns_is_what_is_made(root: Path) -> None:
    aws = made(root, "aws/environments/production.tfvars.json")
    assert aws["public_zone_id"] == "Z0PRODUCTION0EXAMPLE"
    assert "database_names" not in aws
    assert aws["lock_days"]["backups"] == 7


def test_users_arrive_where_the_environment_says(root: Path) -> None:
    for cloud in ("aws", "azure"):
        assert made(root, f"{cloud}/environments/staging.tfvars.json")["host_name"] == "syndic.staging.example.com"


def test_state_is_encrypted_and_locked_wherever_it_is_kept(root: Path) -> None:
    s3 = made(root, "aws/backends/production.tf.json")["terraform"]["backend"]["s3"]
    assert s3["encrypt"]
    assert s3["use_lockfile"]
    state = made(root, "bootstrap/aws/environments/production.tfvars.json")["state_bucket_name"]
    assert s3["bucket"] == state
    azurerm = made(root, "azure/backends/production.tf.json")["terraform"]["backend"]["azurerm"]
    assert azurerm["use_azuread_auth"]
    assert (
        azurerm["storage_account_name"]
        == made(root, "bootstrap/azure/environments/production.tfvars.json")["account_name"]
    )
    hcp = made(root, "azure/backends/production.hcp.tf.json")["terraform"]["cloud"]
    assert hcp == {"workspaces": {"name": "syndic-production-azure-platform"}}

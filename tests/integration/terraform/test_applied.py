"""Staging and production on both clouds, planned, judged, summarised and applied by the jobs, with real Terraform.

What is written holds no value of a secret, and has what the environment's file names.
"""

from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml

from infra.environments import reading, references
from infra.environments.recovery import FlexibleServers, RdsInstances, S3Replication
from infra.environments.resolution import entries
from infra.terraform import provisioning
from infra.tree import Tree
from tests.integration.terraform import running
from tests.integration.terraform.pipeline import Pipeline, running_pipeline
from tests.jobs.claims import runs
from tests.terraform_mirror import Terraform

CANARIES = {
    "AWS_SECRET_ACCESS_KEY": "canary-of-aws-7f3b",
    "ARM_CLIENT_SECRET": "canary-of-azure-91cc",
    "DATABASE_OWNER_URL": "postgresql://owner:canary-of-database-55aa@localhost/syndic",
    "SYNDIC_API_TOKEN": "canary-of-platform-d00d",  # kingfisher:ignore
    "TF_VAR_secret_names": '["canary-of-variables-1234"]',
}
"""Beside them the password of the database's administrator, which the store gives back (terraform_answers.json)."""

DISABLED = {
    "aws_kms_grant": "AWS fills in a token of use to the grantee alone, for minutes.",
    "azurerm_kubernetes_cluster": "Azure fills in a kubeconfig, which signs nobody in: local_account_disabled is true.",
    "azurerm_container_registry": "Azure fills in a password, which opens nothing: admin_enabled is false.",
    "azurerm_storage_account": "Azure fills in shared keys, which open nothing: shared_access_key_enabled is false.",
    "azurerm_log_analytics_workspace": "Azure fills in keys of its agents, which none of ours uses.",
}
"""Types whose sensitive values a cloud fills in by itself, and why that is no secret of ours."""


MODULES = {"cluster", "database", "edge", "identity", "monitoring", "network", "object_storage", "registry"}
"""Modules that both clouds call for every region or for all, backups of two regions aside."""


def marked(value: Any, marks: Any, path: str = "") -> Iterator[tuple[str, Any]]:  # noqa: ANN401 - any JSON value
    """The values that are marked as sensitive, with their paths."""
    if marks is True:
        yield path, value
    elif isinstance(marks, dict) and isinstance(value, dict):
        for name, part in marks.items():
            yield from marked(value.get(name), part, f"{path}.{name}")
    elif isinstance(marks, list) and isinstance(value, list):
        for number, (item, part) in enumerate(zip(value, marks, strict=False)):
            yield from marked(item, part, f"{path}[{number}]")


@dataclass(frozen=True)
class Applied:
    """An environment on one cloud, after Terraform applied it."""

    environment: str
    cloud: str
    told: str
    """What `syndic terraform plan` printed."""

    plan: dict[str, Any]
    state: dict[str, Any]
    directory: Path
    """Everything that was written, the plan unpacked."""

    @property
    def outputs(self) -> dict[str, Any]:
        """What the stack says of itself."""
        return {name: output["value"] for name, output in self.state["values"]["outputs"].items()}


@pytest.fixture(scope="module")
def pipeline(terraform: Terraform, tmp_path_factory: pytest.TempPathFactory) -> Generator[Pipeline]:
    """The jobs of the workflow, on a machine whose environment is full of secrets."""
    with running_pipeline(terraform, tmp_path_factory.mktemp("infrastructure"), CANARIES) as found:
        yield found


@pytest.fixture(
    scope="module",
    params=[(environment, cloud) for environment in ("staging", "production") for cloud in ("aws", "azure")],
    ids="-".join,
)
def applied(
    request: pytest.FixtureRequest, terraform: Terraform, pipeline: Pipeline, tmp_path_factory: pytest.TempPathFactory
) -> Applied:
    """An environment, planned and applied by the jobs."""
    environment, cloud = request.param
    told = pipeline.apply_staging(cloud) if environment == "staging" else pipeline.apply_production(cloud)
    where = pipeline.workspace(environment, cloud)
    inside = Terraform(terraform.program, {**terraform.environment, "TF_DATA_DIR": str(where.data)}, terraform.offline)
    plan = json.loads(inside.run(where.root, "show", "-json", str(where.plan_file)).stdout)
    state = json.loads(inside.run(where.root, "show", "-json").stdout)
    # Jobs that come after begin on a new machine.
    place = tmp_path_factory.mktemp(f"{environment}-{cloud}")
    shutil.copytree(pipeline.runner.place(".syndic"), place / "left", symlinks=True)
    with zipfile.ZipFile(where.plan_file) as packed:
        packed.extractall(place / "unpacked")
    return Applied(environment, cloud, told, plan, state, place)


def test_the_plan_is_gated_and_summarised(applied: Applied) -> None:
    lines = applied.told.splitlines()
    first = next(number for number, line in enumerate(lines) if line.startswith("Module"))
    noteworthy, modules = lines[:first], [line.split()[0] for line in lines[first:] if line]
    assert any(line.startswith("data ") for line in noteworthy)
    assert set(modules) >= MODULES
    assert ("cluster_standby" in modules) == (applied.environment == "production")
    assert " to create." in applied.told
    assert "0 violations" in applied.told
    assert "0 waived" in applied.told
    assert "The gate passes." in applied.told


def test_no_secret_is_stated_in_the_plan(applied: Applied) -> None:
    stated = [
        f"{change['address']}{path}"
        for change in applied.plan["resource_changes"]
        for path, value in marked(change["change"]["after"], change["change"]["after_sensitive"])
        if value is not None
    ]
    assert stated == []
    outputs = applied.plan["planned_values"]["outputs"]
    assert [name for name, output in outputs.items() if output["sensitive"]] == []


def test_the_state_holds_no_secret_of_ours(applied: Applied) -> None:
    kept = {
        resource["type"]
        for resource in running.resources(applied.state["values"]["root_module"])
        for _, value in marked(resource["values"], resource["sensitive_values"])
        if value not in (None, "", [])
    }
    assert kept <= set(DISABLED)


def test_no_secret_of_the_caller_or_of_the_store_is_written_anywhere(applied: Applied) -> None:
    files = [file for file in applied.directory.rglob("*") if file.is_file() and "data" not in file.parts]
    [plan] = [file for file in files if file.name == "plan"]
    assert plan.stat().st_mode & 0o077 == 0
    assert len(files) > 10
    for file in files:
        assert "canary" not in file.read_text(errors="replace"), file


def test_the_outputs_are_what_the_environment_names(applied: Applied) -> None:
    outputs = applied.outputs
    tree = Tree.of_checkout(running.CHECKOUT)
    environment = reading.read(tree, applied.environment).environment
    stated = provisioning.read(tree)
    made = environment.regions[: stated.environments[environment.name].regions]
    on_azure = applied.cloud == "azure"
    assert outputs["regions"] == {region.role: stated.region(region.name, on_azure=on_azure) for region in made}
    assert set(outputs["object_store_urls"]) == set(outputs["regions"].values())
    if environment.cloud == applied.cloud:
        assert outputs["object_store_urls"] == {
            region.name: str(region.settings["OBJECT_STORE_URL"]) for region in made
        }
        named = {
            f"{reference.scheme}:{reference.location}"
            for entry in entries(environment)
            for reference in references.parse(entry.value)
        }
        assert named
        assert named <= set(outputs["secret_references"].values())


def test_every_region_has_a_cluster_images_and_an_entrance(applied: Applied) -> None:
    outputs = applied.outputs
    for name in ("cluster_names", "registry_addresses", "database_hosts", "host_names", "entrance_addresses"):
        assert set(outputs[name]) == set(outputs["regions"].values()), name
    environment = reading.read(Tree.of_checkout(running.CHECKOUT), applied.environment).environment
    hosts = {urlsplit(str(environment.settings.api["PUBLIC_URL"])).hostname}
    assert {names[0] for names in outputs["host_names"].values()} == hosts


def test_processes_are_the_accounts_of_the_manifests_and_the_callers_of_the_environment(applied: Applied) -> None:
    identities = applied.outputs["workload_identity_ids"]
    base = running.CHECKOUT / "infra" / "kubernetes" / "base" / "service-accounts.yaml"
    accounts = {document["metadata"]["name"] for document in yaml.safe_load_all(base.read_text())}
    # What is served from files, and what routes to it, read no secret and no object.
    assert set(identities) == accounts - {"client", "proxy"}
    environment = reading.read(Tree.of_checkout(running.CHECKOUT), applied.environment).environment
    if applied.cloud == "aws":
        role = identities["operations"].rsplit("/", 1)[-1]
        callers = [permission.identity for permission in environment.permissions]
        assert any(f":assumed-role/{role}/*" in getattr(identity, "arn", "") for identity in callers)


def test_only_the_rotation_reads_who_may_make_roles(applied: Applied) -> None:
    made = list(running.resources(applied.state["values"]["root_module"]))
    if applied.cloud == "azure":
        rights = [one for one in made if one["type"] == "azurerm_role_assignment"]
        granted = {one["index"] for one in rights if one["values"]["scope"].endswith("/secrets/database-administrator")}
        assert granted == {"operations/secret/administrator", "operations/administrator"}
        return
    [secret] = [one for one in made if (one["type"], one["name"]) == ("aws_secretsmanager_secret", "administrator")]
    policies = {
        one["index"]: one["values"]["policy"]
        for one in made
        if (one["type"], one["name"]) == ("aws_iam_role_policy", "rights")
    }
    reading = {bearer for bearer, policy in policies.items() if secret["values"]["arn"] in policy}
    assert reading == {"workload/operations", "pipeline/operations"}


def test_a_failover_is_told_what_there_is(applied: Applied) -> None:
    made = applied.outputs["recovery"]
    stated = reading.read(Tree.of_checkout(running.CHECKOUT), applied.environment).environment.recovery
    if applied.cloud == "azure":
        servers = FlexibleServers(kind="flexible-server", servers=made["servers"])
        assert set(servers.servers) == set(applied.outputs["regions"].values())
        # The offline provider makes an id of its own form, so only its end is looked at.
        assert made["group"].endswith("/regions")
        assert made["origins"] == {region: region for region in servers.servers}
        return
    databases = RdsInstances(kind="rds", instances=made["instances"], quarantine_groups=made["quarantine_groups"])
    copies = S3Replication(kind="s3", roles=made["roles"], keys=made["keys"])
    assert stated is not None
    assert isinstance(stated.database, RdsInstances)
    assert databases.instances.items() <= stated.database.instances.items()
    assert stated.objects is not None
    names = {region: role.rpartition("/")[2] for region, role in stated.objects.roles.items()}
    assert {region: role.rpartition("/")[2] for region, role in copies.roles.items()}.items() <= names.items()


@runs("drift.yaml", "plan")
def test_what_was_applied_has_not_drifted(pipeline: Pipeline) -> None:
    """By the tests before."""
    assert "Nothing would change." in pipeline.look_for_drift("staging", "aws")


@runs("infrastructure.yaml", "propose")
def test_a_plan_is_a_comment_on_the_change_that_makes_it(pipeline: Pipeline) -> None:
    told = pipeline.propose("staging", "aws")
    assert told.startswith("<!-- syndic: Plan of staging -->")
    assert "The gate passes." in told
    assert "canary" not in told


@runs("infrastructure.yaml", "staging")
@runs("infrastructure.yaml", "plan")
@runs("infrastructure.yaml", "production")
def test_jobs_keep_what_they_recorded_where_the_evidence_is_sent_from(pipeline: Pipeline) -> None:
    """Of the tests before: what was applied is recorded beside the stages, and no artifact holds a secret."""
    artifacts = pipeline.runner.artifacts.directory
    kept = {
        job: [json.loads(file.read_text()) for file in (artifacts / f"records-infrastructure-{job}").glob("*.json")]
        for job in ("staging", "plan", "production")
    }
    stages = {job: {one["details"].get("stage", one["kind"]) for one in records} for job, records in kept.items()}
    assert stages == {
        "staging": {"plan", "apply", "infrastructure"},
        "plan": {"plan"},
        "production": {"apply", "infrastructure", "approval"},
    }
    assert {one["outcome"] for records in kept.values() for one in records} == {"succeeded"}
    for file in artifacts.rglob("*"):
        assert file.is_dir() or "canary" not in file.read_text(errors="replace"), file

"""Production as it is planned and applied: it holds no value of a secret, and has what the environment's file names."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from infra.environments import reading, references
from infra.environments.resolution import entries
from infra.output import Progress
from infra.permission import Caller
from infra.scripts.terraform.service import Infrastructure
from infra.terraform import provisioning
from infra.terraform.running import Terraform as Runner
from infra.terraform.stacks import Stack
from infra.terraform.workspace import Workspace
from infra.tree import Tree
from tests.integration.terraform import running
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
    "azurerm_storage_account": "Azure fills in shared keys, which open nothing: shared_access_key_enabled is false.",
    "azurerm_log_analytics_workspace": "Azure fills in keys of its agents, which none of ours uses.",
}
"""Types whose sensitive values a cloud fills in by itself, and why that is no secret of ours."""


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


def resources(module: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The resources of a state, of every module."""
    yield from module.get("resources", [])
    for child in module.get("child_modules", []):
        yield from resources(child)


@dataclass(frozen=True)
class Applied:
    """Production on one cloud, after Terraform applied it."""

    cloud: str
    plan: dict[str, Any]
    state: dict[str, Any]
    directory: Path
    """Everything that was written, the plan unpacked."""


@pytest.fixture(scope="module", params=["aws", "azure"])
def applied(request: pytest.FixtureRequest, terraform: Terraform, tmp_path_factory: pytest.TempPathFactory) -> Applied:
    """Production, planned and applied while the caller's environment is full of secrets."""
    cloud, place = request.param, tmp_path_factory.mktemp(request.param)
    backend = running.keep_state_in(place)
    workspace = Workspace(running.CHECKOUT, place / "work", "production", cloud, Stack.PLATFORM, str(backend))
    with pytest.MonkeyPatch.context() as patched:
        running.pass_on(terraform, patched)
        for name, canary in CANARIES.items():
            patched.setenv(name, canary)
        infrastructure = Infrastructure(
            workspace, place / "records", Progress(quiet=True), permit=lambda *_: Caller("ada"), connect=running.nowhere
        )
        infrastructure.plan()
        runner = Runner(workspace.root, workspace.data)
        plan = json.loads(terraform.run(workspace.root, "show", "-json", str(workspace.plan_file)).stdout)
        infrastructure.apply(None, approval_needed=False)
        data = {**terraform.environment, "TF_DATA_DIR": str(workspace.data)}
        state = json.loads(
            Terraform(terraform.program, data, terraform.offline).run(workspace.root, "show", "-json").stdout
        )
        assert runner.state().serial
    with zipfile.ZipFile(workspace.plan_file) as packed:
        packed.extractall(place / "unpacked")
    return Applied(cloud, plan, state, place)


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
        for resource in resources(applied.state["values"]["root_module"])
        for _, value in marked(resource["values"], resource["sensitive_values"])
        if value not in (None, "", [])
    }
    assert kept <= set(DISABLED)


def test_no_secret_of_the_caller_or_of_the_store_is_written_anywhere(applied: Applied) -> None:
    data = applied.directory / "work" / "data"
    files = [file for file in applied.directory.rglob("*") if file.is_file() and data not in file.parents]
    assert len(files) > 10
    for file in files:
        assert "canary" not in file.read_text(errors="replace"), file


def test_the_outputs_are_what_the_environment_names(applied: Applied) -> None:
    outputs = {name: output["value"] for name, output in applied.state["values"]["outputs"].items()}
    tree = Tree.of_checkout(running.CHECKOUT)
    environment = reading.read(tree, "production").environment
    stated = provisioning.read(tree)
    on_azure = applied.cloud == "azure"
    assert outputs["regions"] == {
        region.role: stated.region(region.name, on_azure=on_azure) for region in environment.regions
    }
    if environment.cloud == applied.cloud:
        assert outputs["object_store_urls"] == {
            region.name: str(region.settings["OBJECT_STORE_URL"]) for region in environment.regions
        }
        named = {
            f"{reference.scheme}:{reference.location}"
            for entry in entries(environment)
            for reference in references.parse(entry.value)
        }
        assert named
        assert named <= set(outputs["secret_references"].values())
    else:
        assert set(outputs["object_store_urls"]) == set(outputs["regions"].values())

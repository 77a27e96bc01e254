"""No value of a secret is in a plan or a state: none is configured, and none of the caller's gets in."""

from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.integration.terraform import running
from tests.terraform_mirror import Terraform

CANARIES = {
    "AWS_SECRET_ACCESS_KEY": "canary-of-aws-7f3b",
    "ARM_CLIENT_SECRET": "canary-of-azure-91cc",
    "DATABASE_OWNER_URL": "postgresql://owner:canary-of-database-55aa@localhost/syndic",
    "SYNDIC_API_TOKEN": "canary-of-platform-d00d",  # kingfisher:ignore
    "TF_VAR_secret_names": '["canary-of-variables-1234"]',
}

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


@pytest.mark.parametrize("cloud", ["aws", "azure"])
def test_neither_plan_nor_state_holds_a_secret(
    terraform: Terraform,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    cloud: str,
) -> None:
    running.pass_on(terraform, monkeypatch)
    running.become("ada", "production", monkeypatch)
    for name, canary in CANARIES.items():
        monkeypatch.setenv(name, canary)
    commands = running.Commands(tmp_path, capsys)
    commands.plan("production", cloud)
    place = commands.workspace("production", cloud)
    root = place / "code" / "infra" / "terraform" / "stacks" / cloud
    plan = json.loads(terraform.run(root, "show", "-json", str(place / "plan")).stdout)
    stated = [
        f"{change['address']}{path}"
        for change in plan["resource_changes"]
        for path, value in marked(change["change"]["after"], change["change"]["after_sensitive"])
        if value is not None
    ]
    assert stated == []
    assert [name for name, output in plan["planned_values"]["outputs"].items() if output["sensitive"]] == []

    data = {"TF_DATA_DIR": str(place / "data")}
    applying = Terraform(terraform.program, {**terraform.environment, **data}, terraform.offline)
    applying.run(root, "apply", "-input=false", "-no-color", str(place / "plan"))
    state = json.loads(applying.run(root, "show", "-json").stdout)
    kept = {
        resource["type"]
        for resource in resources(state["values"]["root_module"])
        for _, value in marked(resource["values"], resource["sensitive_values"])
        if value not in (None, "", [])
    }
    assert kept <= set(DISABLED)

    with zipfile.ZipFile(place / "plan") as packed:
        packed.extractall(tmp_path / "unpacked")
    shutil.copytree(place / "code", tmp_path / "unpacked" / "code")
    shutil.copy(tmp_path / "terraform.tfstate", tmp_path / "unpacked")
    files = [file for file in (*place.glob("plan.*"), *(tmp_path / "unpacked").rglob("*")) if file.is_file()]
    assert len(files) > 10
    for file in files:
        text = file.read_text(errors="replace")
        assert "canary" not in text, file

"""Every module is formatted, valid and passes its own tests; the gate lets its example pass without a waiver."""

from __future__ import annotations

import datetime
import re
import shutil
from pathlib import Path

import pytest

from infra.policies import gate
from infra.policies.hcl_sources import Sources
from infra.policies.plans import read_plan
from infra.policies.waivers import Waivers
from tests.terraform_mirror import Terraform

CHECKOUT = Path(__file__).resolve().parents[3]
MODULES = CHECKOUT / "infra" / "terraform" / "modules"
NAMES = sorted(path.parent.relative_to(MODULES).as_posix() for path in MODULES.glob("*/*/versions.tf"))
UNKNOWN_OFFLINE = {"aws/web_firewall": "aws_wafv2_web_acl"}
"""Resources of modules that the offline providers have no schema of. The registry's provider has it."""


@pytest.fixture(scope="module")
def modules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the modules, so that nothing Terraform writes lands in the checkout."""
    copy = tmp_path_factory.mktemp("modules") / "modules"
    shutil.copytree(MODULES, copy, ignore=shutil.ignore_patterns(".terraform*", "*.tfstate*"))
    return copy


def test_the_modules_are_formatted(terraform: Terraform) -> None:
    terraform.run(MODULES, "fmt", "-check", "-diff", "-recursive")


def test_both_clouds_have_the_same_modules() -> None:
    aws, azure = ({name.split("/")[1] for name in NAMES if name.startswith(f"{cloud}/")} for cloud in ("aws", "azure"))
    assert aws - {"web_firewall"} == azure != set()  # on Azure a part of the edge


@pytest.mark.parametrize("name", NAMES)
def test_a_module_keeps_what_its_tests_state(terraform: Terraform, modules: Path, name: str) -> None:
    _require_schemas(terraform, name)
    terraform.run(modules / name, "init", "-backend=false", "-input=false", "-no-color")
    terraform.run(modules / name, "validate", "-no-color")
    done = terraform.run(modules / name, "test", "-no-color")
    assert re.search(r"^Success! [1-9]\d* passed, 0 failed\.$", done.stdout, re.MULTILINE), done.stdout


@pytest.mark.parametrize("name", NAMES)
def test_the_gate_lets_the_example_of_a_module_pass(terraform: Terraform, modules: Path, name: str) -> None:
    _require_schemas(terraform, name)
    root = modules / name / "examples" / "complete"
    judged = read_plan("plan.json", terraform.plan(root), Sources(root, modules))
    report = gate.judge([judged], Waivers(), datetime.datetime.now(datetime.UTC).date())
    assert report.passed, "\n".join(
        f"{verdict.rule.id} {verdict.found.subject}: {verdict.found.problem}"
        for verdict in report.verdicts
        if verdict.blocks
    )
    assert report.parts > 0


def _require_schemas(terraform: Terraform, name: str) -> None:
    if terraform.offline and name in UNKNOWN_OFFLINE:
        pytest.skip(
            f"{name} uses {UNKNOWN_OFFLINE[name]}, of which the offline providers have no schema. It is tested where"
            f" Terraform reaches the registry: terraform init && terraform test in infra/terraform/modules/{name}"
        )

"""Every stack is valid with the variables of every environment, passes its own tests, and the gate without a waiver."""

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

TERRAFORM = Path(__file__).resolve().parents[3] / "infra" / "terraform"
VARIABLES = sorted(
    (path.parents[1].relative_to(TERRAFORM).as_posix(), path.name)
    for path in (TERRAFORM / "stacks").rglob("environments/*.tfvars.json")
)


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of modules and stacks, so that nothing Terraform writes lands in the checkout."""
    copy = tmp_path_factory.mktemp("terraform") / "terraform"
    shutil.copytree(TERRAFORM, copy, ignore=shutil.ignore_patterns(".terraform*", "*.tfstate*", "*.py", "__pycache__"))
    return copy


def test_the_stacks_are_formatted(terraform: Terraform) -> None:
    terraform.run(TERRAFORM / "stacks", "fmt", "-check", "-diff", "-recursive")


def test_staging_and_production_have_every_stack_on_both_clouds() -> None:
    stacks = {"stacks/aws", "stacks/azure", "stacks/bootstrap/aws", "stacks/bootstrap/azure"}
    assert set(VARIABLES) == {(stack, f"{name}.tfvars.json") for stack in stacks for name in ("staging", "production")}


@pytest.mark.parametrize(
    ("stack", "variables"), [given for given in VARIABLES if given[0].startswith("stacks/bootstrap")]
)
def test_a_bootstrap_stack_is_valid_and_the_gate_lets_it_pass(
    terraform: Terraform, copied: Path, stack: str, variables: str
) -> None:
    # `syndic terraform plan` does the same with the platform's stacks, in test_plan_and_apply.py.
    root = copied / stack
    plan = terraform.plan(root, f"-var-file=environments/{variables}")
    terraform.run(root, "validate", "-no-color")
    report = gate.judge(
        [read_plan("plan.json", plan, Sources(root, copied))], Waivers(), datetime.datetime.now(datetime.UTC).date()
    )
    assert report.passed, "\n".join(
        f"{verdict.rule.id} {verdict.found.subject}: {verdict.found.problem}"
        for verdict in report.verdicts
        if verdict.blocks
    )
    assert report.parts > 0


@pytest.mark.parametrize("stack", sorted({stack for stack, _ in VARIABLES}))
def test_a_stack_keeps_what_its_tests_state(terraform: Terraform, copied: Path, stack: str) -> None:
    # Staging's variables have one region; a run of the stack's own adds the second.
    terraform.run(copied / stack, "init", "-backend=false", "-input=false", "-no-color")
    _test(terraform, copied / stack, "-filter=tests/stack.tftest.hcl")


@pytest.mark.parametrize("stack", ["stacks/aws", "stacks/azure"])
def test_the_variables_of_a_stack_refuse_what_their_tests_state(
    terraform: Terraform, copied: Path, tmp_path: Path, stack: str
) -> None:
    # Without the resources, which need not be planned anew for every value that is refused.
    for name in ("variables.tf", "tests/variables.tftest.hcl", "environments/staging.tfvars.json"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(copied / stack / name, tmp_path / name)
    _test(terraform, tmp_path)


def _test(terraform: Terraform, root: Path, *arguments: str) -> None:
    done = terraform.run(root, "test", "-no-color", "-var-file=environments/staging.tfvars.json", *arguments)
    assert re.search(r"^Success! [1-9]\d* passed, 0 failed\.$", done.stdout, re.MULTILINE), done.stdout

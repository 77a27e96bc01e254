"""The checks of the Terraform modules find the mistakes planted here, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from infra import checks
from infra.terraform import documentation
from infra.terraform.checks import CHECKS
from infra.terraform.declarations import MODULES, modules
from infra.terraform.stacks import FOLDER as STACKS
from infra.tree import Tree, checkout

VARIABLES = """\
variable "name" {
  description = "Prefix of all names."
  type        = string

  validation {
    condition     = length(var.name) > 2
    error_message = "The name is longer."
  }
}

variable "places" {
  description = "Places | by name."
  type = map(object({
    zone  = string
    ports = list(number)
  }))
  default = {}

  validation {
    condition     = length(var.places) < 9
    error_message = "There are fewer."
  }
}

variable "wide" {
  description = "Whether it is wide."
  type        = bool
  default     = true
}
"""
OUTPUTS = 'output "id" {\n  description = "What it is called by."\n  value       = var.name\n}\n'
TESTS = "".join(f'run "{name}" {{\n  expect_failures = [var.{name}]\n}}\n' for name in ("name", "places"))

PARTS = {
    "versions.tf": "terraform {\n}\n",
    "variables.tf": VARIABLES,
    "outputs.tf": OUTPUTS,
    "tests/one.tftest.hcl": TESTS,
    "examples/complete/main.tf": 'module "one" {\n}\n',
}
CLEAN = {f"{MODULES}/{cloud}/one/{part}": text for cloud in ("aws", "azure") for part, text in PARTS.items()}
AWS = f"{MODULES}/aws/one"


def lay_out(root: Path, changes: dict[str, str | None]) -> None:
    for name, text in {**CLEAN, **changes}.items():
        if text is not None:
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(text)


def found(root: Path) -> list[tuple[str, str, int]]:
    findings = checks.run(CHECKS, Tree.of_directory(root))
    assert all(finding.why and finding.fix for finding in findings)
    return [(finding.rule, finding.file, finding.line) for finding in findings]


def test_clean_modules_have_no_findings(tmp_path: Path) -> None:
    lay_out(tmp_path, {})
    documentation.write(tmp_path)
    assert found(tmp_path) == []


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            {f"{AWS}/outputs.tf": OUTPUTS + OUTPUTS.replace('"id"', '"url"')},
            ("module-outputs", f"{MODULES}/azure/one/outputs.tf", 1),
        ),
        (
            {f"{AWS}/variables.tf": VARIABLES.replace('"Prefix of all names."', '""')},
            ("module-described", f"{AWS}/variables.tf", 1),
        ),
        (
            {f"{AWS}/variables.tf": VARIABLES.replace("type        = bool", "type        = string")},
            ("module-validated", f"{AWS}/variables.tf", 25),
        ),
        (
            {f"{AWS}/tests/one.tftest.hcl": TESTS.replace("[var.places]", "[]")},
            ("module-tested", f"{AWS}/variables.tf", 11),
        ),
        ({f"{AWS}/examples/complete/main.tf": None}, ("module-example", f"{AWS}/versions.tf", 1)),
        (
            {f"{MODULES}/azure/one/{part}": None for part in PARTS},
            ("module-on-both-clouds", f"{AWS}/versions.tf", 1),
        ),
    ],
)
def test_a_planted_mistake_is_found(
    tmp_path: Path, changes: dict[str, str | None], expected: tuple[str, str, int]
) -> None:
    lay_out(tmp_path, changes)
    documentation.write(tmp_path)
    assert found(tmp_path) == [expected]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        (
            {"azure/outputs.tf": OUTPUTS.replace('"id"', '"url"')},
            [("stack-outputs", f"{STACKS}/aws/outputs.tf", 1), ("stack-outputs", f"{STACKS}/azure/outputs.tf", 1)],
        ),
        (
            {"aws/variables.tf": VARIABLES.replace('"Prefix of all names."', '""')},
            [("module-described", f"{STACKS}/aws/variables.tf", 1)],
        ),
        ({"aws/tests/one.tftest.hcl": ""}, [("module-tested", f"{STACKS}/aws/variables.tf", line) for line in (1, 11)]),
    ],
)
def test_a_mistake_planted_in_a_stack_is_found(
    tmp_path: Path, changes: dict[str, str], expected: list[tuple[str, str, int]]
) -> None:
    stacks = {
        f"{cloud}/{part}": text for cloud in ("aws", "azure") for part, text in PARTS.items() if "examples" not in part
    }
    lay_out(tmp_path, {f"{STACKS}/{name}": text for name, text in {**stacks, **changes}.items()})
    documentation.write(tmp_path)
    assert found(tmp_path) == expected


@pytest.mark.parametrize("text", [None, "# one\n"])
def test_a_readme_that_is_not_current_is_found(tmp_path: Path, text: str | None) -> None:
    lay_out(tmp_path, {})
    documentation.write(tmp_path)
    (tmp_path / AWS / "README.md").unlink()
    if text:
        (tmp_path / AWS / "README.md").write_text(text)
    assert found(tmp_path) == [("module-readme", f"{AWS}/README.md", 1)]
    assert documentation.write(tmp_path) == [f"{AWS}/README.md"]
    assert found(tmp_path) == []


def test_a_readme_shows_types_and_defaults_on_one_line(tmp_path: Path) -> None:
    lay_out(tmp_path, {})
    [module, _] = modules(Tree.of_directory(tmp_path))
    rows = documentation.render(module).splitlines()
    assert "| `name` | `string` | required | Prefix of all names. |" in rows
    row = "| `places` | `map(object({ zone = string, ports = list(number) }))` | `{}` | Places \\| by name. |"
    assert row in rows


def test_a_readme_begins_with_what_its_module_begins_with(tmp_path: Path) -> None:
    comment = "# One thing, and\n# no other.\n#\n# It is small.\n"
    lay_out(tmp_path, {f"{AWS}/main.tf": f'{comment}resource "one" "this" {{\n}}\n'})
    [module, _] = modules(Tree.of_directory(tmp_path))
    assert documentation.render(module).splitlines()[2:5] == ["One thing, and no other.", "", "It is small."]


def test_a_store_with_the_interface_of_one_has_the_outputs_of_its_name(tmp_path: Path) -> None:
    store = f"{MODULES}/s3_compatible/one"
    parts: dict[str, str | None] = {f"{store}/{part}": text for part, text in PARTS.items()}
    lay_out(tmp_path, parts)
    documentation.write(tmp_path)
    assert found(tmp_path) == []
    lay_out(tmp_path, {**parts, f"{store}/outputs.tf": ""})
    documentation.write(tmp_path)
    assert found(tmp_path) == [("module-outputs", f"{store}/outputs.tf", 1)]


def test_the_modules_of_this_checkout_are_read() -> None:
    assert {"network", "secrets", "object_storage"} <= {
        module.name for module in modules(Tree.of_directory(checkout()))
    }

"""Real configurations to judge: in `planted` each breaks the rule it is called after, in `clean` none breaks any."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from infra.policies.hcl_sources import Sources
from infra.policies.judged import Judged
from infra.policies.plans import read_plan
from infra.policies.reading import Reader
from infra.policies.waivers import Waivers
from tests.terraform_mirror import Terraform

HERE = Path(__file__).resolve().parent
CHECKOUT = HERE.parents[2]

# A module from elsewhere cannot be fetched here, so it comes from another place of the file system.
FLOATING_MODULE = 'module "modules_pinned" {{\n  source = "{source}"\n}}\n'


def plan(terraform: Terraform, kind: str, scratch: Path) -> dict[str, Any]:
    """Plan the configuration of a kind, in a copy; the planted one against a state that holds more."""
    root = scratch / "root"
    shutil.copytree(HERE / kind / "terraform", root)
    if kind == "planted":
        (root / "state.json").rename(root / "terraform.tfstate")
        (scratch / "elsewhere").mkdir()
        (scratch / "elsewhere" / "main.tf").touch()
        (root / "module.tf").write_text(FLOATING_MODULE.format(source=scratch / "elsewhere"))
    return terraform.plan(root)


def judged_plan(found: dict[str, Any], kind: str) -> Judged:
    """A plan as the rules see it, with the lines of its configuration."""
    return read_plan("plan.json", found, Sources(HERE / kind / "terraform", CHECKOUT))


def judged_files(kind: str, subject: str) -> list[Judged]:
    """The manifests, Dockerfiles or workflows of a kind as the rules see them."""
    return Reader(CHECKOUT, Waivers()).read([str(HERE / kind / subject)]).judged

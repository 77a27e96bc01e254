"""Where one stack of one environment is planned: a copy of the code, so that a plan is of what was copied."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from infra.terraform import saved_plan, stacks
from infra.terraform.errors import NoSavedPlanError, UnknownBackendError, UnknownStackError
from infra.terraform.saved_plan import SavedPlan
from infra.terraform.stacks import Stack

CODE = "infra/terraform"
BACKEND = "backend.tf.json"
LOCAL = "local"
HCP = "hcp"
LOCKED_PROVIDERS = ".terraform.lock.hcl"
NOT_CODE = ("tests", "examples", "README.md", "environments", "backends", ".terraform", ".terraform.lock.hcl")


@dataclass(frozen=True)
class Workspace:
    """The workspace of one stack of one environment on one cloud."""

    checkout: Path
    place: Path
    """Directory of its own, which only its owner can enter."""

    environment: str
    cloud: str
    stack: Stack
    backend: str = ""
    """hcp, local or a file; empty for what the environment has."""

    @property
    def source(self) -> Path:
        """The root module in the checkout."""
        return self.checkout / stacks.folder(self.stack, self.cloud)

    @property
    def root(self) -> Path:
        """The root module in the copy."""
        return self.place / "code" / stacks.folder(self.stack, self.cloud)

    @property
    def data(self) -> Path:
        """Where Terraform keeps modules and providers."""
        return self.place / "data"

    @property
    def plan_file(self) -> Path:
        """The plan. It may hold values that nobody should read."""
        return self.place / "plan"

    @property
    def log_file(self) -> Path:
        """What Terraform printed while it applied."""
        return self.place / "apply.log"

    @property
    def variables(self) -> str:
        """The file of the environment's variables, from the root module."""
        return f"environments/{self.environment}.tfvars.json"

    def require_variables(self) -> None:
        """Make sure that the environment has the stack.

        Raises:
            UnknownStackError: it has no variables of it.
        """
        if not (self.source / self.variables).is_file():
            known = sorted(path.name.split(".")[0] for path in self.source.glob("environments/*.tfvars.json"))
            raise UnknownStackError(self.environment, f"{self.stack} on {self.cloud}", known)

    def backend_text(self) -> str:
        """The configuration of where the state is kept.

        Raises:
            UnknownBackendError: there is no such file, or the state of the platform would stay on one disk.
        """
        own = self.source / "backends" / f"{self.environment}.tf.json"
        if self.backend == LOCAL and self.stack is Stack.BOOTSTRAP:
            path = {"path": str(self.place / "terraform.tfstate")}
            return json.dumps({"terraform": {"backend": {"local": path}}})
        files = {"": own, HCP: own.with_name(f"{self.environment}.{HCP}.tf.json")}
        chosen = files.get(self.backend, Path(self.backend))
        if not chosen.is_file():
            raise UnknownBackendError(self.backend, own.relative_to(self.checkout).as_posix())
        return chosen.read_text(encoding="utf-8")

    def in_cloud(self) -> bool:
        """Whether HCP Terraform keeps the state."""
        document: Any = json.loads(self.backend_text())
        return "cloud" in document["terraform"]

    def digest(self) -> str:
        """SHA-256 of all that a plan is made from in the checkout."""
        folders = (self.checkout / CODE / "modules" / self.cloud, self.source)
        files = [path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file()]
        kept = [file for file in files if not set(file.relative_to(self.checkout / CODE).parts) & set(NOT_CODE)]
        return saved_plan.digest_of_files(self.checkout, [*kept, self.source / self.variables], self.backend_text())

    def prepare(self) -> None:
        """Copy the code of the checkout; what Terraform chose of providers stays."""
        locked = self.root / LOCKED_PROVIDERS
        chosen = locked.read_bytes() if locked.is_file() else None
        shutil.rmtree(self.place / "code", ignore_errors=True)
        ignored = shutil.ignore_patterns("tests", "examples", ".terraform*", "*.py", "__pycache__")
        for name in ("modules", "stacks"):
            shutil.copytree(self.checkout / CODE / name, self.place / "code" / CODE / name, ignore=ignored)
        if chosen is not None:
            locked.write_bytes(chosen)
        (self.root / BACKEND).write_text(self.backend_text(), encoding="utf-8")

    def keep(self, saved: SavedPlan) -> None:
        """Keep what was said of the plan beside it."""
        record = self.place / "plan.json"
        record.touch(mode=0o600)
        record.write_text(saved.model_dump_json(indent=2), encoding="utf-8")

    def take_over(self) -> None:
        """Keep a plan that was handed on from other readers: what carried it may have forgotten who may read it."""
        for file in (self.place / "plan.json", self.plan_file):
            if file.is_file():
                file.chmod(0o600)

    def forget(self) -> None:
        """Throw an earlier plan away."""
        for file in (self.place / "plan.json", self.plan_file):
            file.unlink(missing_ok=True)

    def saved(self) -> SavedPlan:
        """The plan that waits.

        Raises:
            NoSavedPlanError: none does.
        """
        try:
            return SavedPlan.model_validate_json((self.place / "plan.json").read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise NoSavedPlanError(self.environment, self.cloud, self.stack) from error

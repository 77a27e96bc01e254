"""Runs Terraform in the root module of a workspace."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from infra import shell
from infra.errors import CommandFailedError
from infra.terraform import argv
from infra.terraform.errors import TerraformFailedError, TerraformMissingError
from infra.terraform.saved_plan import State

PLAN_SECONDS = 1800
CREDENTIALS = re.compile(r"^(AWS_|ARM_|AZURE_|ACTIONS_ID_TOKEN_REQUEST_|TF_TOKEN_|TF_CLOUD_|TF_OFFLINE_)")
"""How the caller signs in to clouds and to the state."""

PLACES = frozenset({"TF_CLI_CONFIG_FILE", "TF_PLUGIN_CACHE_DIR", "TF_REATTACH_PROVIDERS", "HTTPS_PROXY", "NO_PROXY"})
"""Where providers come from. TF_VAR_… and TF_CLI_ARGS are not among them: a plan comes from files alone."""


class Terraform:
    """Terraform in one root module."""

    def __init__(self, root: Path, data: Path, environ: Mapping[str, str] = os.environ) -> None:
        """Find it.

        Args:
            root: the root module.
            data: where Terraform keeps modules, providers, and which backend it uses.
            environ: variables of the caller; those about clouds and providers are passed on.

        Raises:
            TerraformMissingError: it is not installed.
        """
        program = shutil.which("terraform")
        if program is None:
            raise TerraformMissingError
        self._program = program
        self._root = root
        passed = {name: text for name, text in environ.items() if name in PLACES or CREDENTIALS.match(name)}
        own = {"TF_DATA_DIR": str(data), "TF_IN_AUTOMATION": "1", "CHECKPOINT_DISABLE": "1"}
        self._environment = {**shell.base_environment(), **passed, **own}

    def init(self, *, cloud: bool, migrate: bool, chosen: bool = False) -> None:
        """Prepare the root module, and find the configuration right.

        Args:
            cloud: whether HCP Terraform keeps the state.
            migrate: whether a state that is kept elsewhere moves to this backend.
            chosen: whether the versions of providers stay the ones of a plan that was made.

        Raises:
            TerraformFailedError: it cannot be prepared, or is wrong.
        """
        self._run("init", argv.init(self._program, cloud=cloud, migrate=migrate, chosen=chosen))
        self._run("validate", argv.validate(self._program))

    def plan(self, variables: str, saved: Path) -> dict[str, Any]:
        """Make a plan.

        Returns:
            The plan as `terraform show -json` prints it.

        Raises:
            TerraformFailedError: none can be made.
        """
        self._run("plan", argv.plan(self._program, variables, saved))
        saved.chmod(0o600)
        return json.loads(self._run("show", argv.show(self._program, saved)))

    def state(self) -> State:
        """Which state is kept now.

        Raises:
            TerraformFailedError: it cannot be read.
        """
        text = self._run("state pull", argv.state(self._program)).strip()
        kept = json.loads(text) if text else {}
        return State(lineage=kept.get("lineage") or None, serial=kept.get("serial") if kept.get("lineage") else None)

    def apply(self, saved: Path, log: Path) -> None:
        """Do what a plan says. Ctrl-C lets Terraform finish the resources it is at, and write its state.

        Raises:
            TerraformFailedError: something could not be done; what was done is in the state.
        """
        with log.open("wb") as output:
            log.chmod(0o600)
            command = argv.apply(self._program, saved)
            process = shell.start(command, environment=self._environment, directory=self._root, output=output)
            try:
                code = process.wait()
            except KeyboardInterrupt:
                process.send_signal(signal.SIGINT)
                process.wait()
                raise
        if code != 0:
            raise TerraformFailedError("apply", problem(log.read_text(errors="replace")))

    def _run(self, step: str, command: Sequence[str]) -> str:
        try:
            return shell.run(
                command, environment=self._environment, directory=self._root, timeout_seconds=PLAN_SECONDS
            ).stdout
        except CommandFailedError as error:
            raise TerraformFailedError(step, problem(error.output)) from error


def problem(output: str) -> str:
    """What Terraform says is wrong: from its first error on, without its frames, on a few lines."""
    lines = [line.strip("│╷╵ \t") for line in output.splitlines()]
    start = next((number for number, line in enumerate(lines) if line.startswith("Error")), 0)
    return "\n".join(line for line in lines[start:] if line)[:2000]

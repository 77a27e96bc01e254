"""Writes the contexts of an environment's clusters into the kubeconfig, with the cloud's own command."""

from __future__ import annotations

import os

from infra import shell
from infra.environments.environment import Environment
from infra.kubernetes.connecting import context_of

CONNECT_SECONDS = 120.0
CREDENTIALS = ("AWS_", "AZURE_", "ARM_", "KUBECONFIG")


def connect_argv(cloud: str, environment: str, region: str) -> list[str]:
    """The command that writes the context of a region's cluster, by the names that the stacks give."""
    name, context = f"syndic-{environment}", context_of(environment, region)
    if cloud == "aws":
        return ["aws", "eks", "update-kubeconfig", "--region", region, "--name", name, "--alias", context]
    group = f"{name}-{region}"
    return ["az", "aks", "get-credentials", "--resource-group", group, "--name", name, "--context", context]


def connect(cloud: str, declared: Environment, regions: list[str]) -> list[str]:
    """Write the context of every region.

    Returns:
        Their names.

    Raises:
        CommandFailedError: the cloud refused.
        MissingCommandError: its command is not installed.
    """
    given = {name: value for name, value in os.environ.items() if name.startswith(CREDENTIALS)}
    for region in regions:
        shell.run(
            connect_argv(cloud, declared.name, region),
            environment={**shell.base_environment(), **given},
            timeout_seconds=CONNECT_SECONDS,
        )
    return [context_of(declared.name, region) for region in regions]

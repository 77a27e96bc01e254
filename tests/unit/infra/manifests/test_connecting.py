"""Clusters are reached under the contexts that releases look for, by the names that the stacks give."""

from __future__ import annotations

from infra.kubernetes.connecting import context_of
from infra.scripts.manifests.connecting import connect_argv


def test_the_clouds_own_command_writes_the_context() -> None:
    assert context_of("production", "eu-west-1") == "syndic-production-eu-west-1"
    assert connect_argv("aws", "production", "eu-west-1") == [
        "aws",
        "eks",
        "update-kubeconfig",
        "--region",
        "eu-west-1",
        "--name",
        "syndic-production",
        "--alias",
        "syndic-production-eu-west-1",
    ]
    assert connect_argv("azure", "staging", "westeurope") == [
        "az",
        "aks",
        "get-credentials",
        "--resource-group",
        "syndic-staging-westeurope",
        "--name",
        "syndic-staging",
        "--context",
        "syndic-staging-westeurope",
    ]

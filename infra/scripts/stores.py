"""The secret stores of an environment, as its own processes are told to reach them."""

from __future__ import annotations

import os
from typing import Any

from infra.environments.environment import Environment, Region
from infra.environments.resolution import resolve
from server.secrets.stores import SecretStores
from server.settings import Process, SecretStoreSettings

FROM_DECLARATION = ("vault_addr", "vault_namespace", "vault_kv_mount", "aws_region", "azure_key_vault_domain")
"""Settings of stores that are the same for the operator and for the processes; how it signs in is its own."""

OF_PROCESSES = frozenset(name.upper() for name in SecretStoreSettings.model_fields if name not in FROM_DECLARATION)
"""The other ones, by which a process signs in and which are not the operator's."""


def open_stores(environment: Environment, region: Region | None = None) -> SecretStores:
    """The stores of an environment; a store is connected to when something is read from it.

    Args:
        environment: whose secrets.
        region: whose stores are asked, where regions have their own; the primary's when absent.
    """
    chosen = region or next(region for region in environment.regions if region.role == "primary")
    stated = {name: found.value for name, found in resolve(environment, chosen, Process.API).items()}
    given: dict[str, Any] = {
        name: stated[name.upper()]
        for name in FROM_DECLARATION
        if name.upper() in stated and name.upper() not in os.environ
    }
    return SecretStores(SecretStoreSettings(**given))

"""Opens the recovery of an environment, wherever it runs."""

from __future__ import annotations

from pathlib import Path

from infra.environments import reading
from infra.local.layout import find_main_layout
from infra.output import Progress
from infra.scripts.dr.recovery import Recovery
from infra.scripts.errors import ON_THIS_MACHINE
from infra.tree import Tree, checkout


def open_recovery(environment: str, state_directory: Path | None, display: Progress) -> Recovery:
    """The recovery of an environment.

    Raises:
        UnknownEnvironmentError: it is not declared.
        NoRecoveryDeclaredError: it does not say how one region takes the other's place.
    """
    if environment == ON_THIS_MACHINE:
        from infra.scripts.dr.local_recovery import LocalRecovery

        return LocalRecovery(environment, find_main_layout(state_directory), display)
    # Clients of clouds take longer to load than most commands.
    from infra.scripts.dr import cloud

    declared = reading.read(Tree.of_checkout(checkout()), environment).environment
    return cloud.open_cloud_recovery(declared, find_main_layout(state_directory), display)

"""The part of an environment's file that says what the operator's jobs in its clusters sign in with."""

from __future__ import annotations

from pydantic import Field

from infra.environments.policies import Declared


class Operations(Declared):
    """The operator's jobs. How often each runs follows from `backups` and `rotation`."""

    api_token: str = Field(
        description="Reference to a token of the platform, role engineer, by which jobs record what they did."
    )
    administrator_database_url: str = Field(
        description="Address of the database as a role that makes login roles; what is secret of it as references."
    )
    vault_kubernetes_role: str | None = Field(
        default=None, description="Role of the jobs' service account, where they sign in to OpenBao or Vault by it."
    )
    drills: bool = Field(
        default=False,
        description="Whether a job loses the live region every backups.drill_interval_days; never in production.",
    )

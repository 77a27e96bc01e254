"""Whether what was lost could be brought back."""

from __future__ import annotations

from infra.monitoring.dashboards.panels import HERE, Dashboard, Panel, Query

DASHBOARD = Dashboard(
    "recovery",
    "Syndic: backups and recovery",
    "How old backups and their proofs are, how far replicas follow, and what the newest drill cost.",
    (
        Panel(
            "Age of the newest backup",
            "How long ago the newest backup of each kind ended.",
            "s",
            (Query(f"time() - max by (kind) (backup_last_success_timestamp_seconds{{{HERE}}})", "{{kind}}"),),
        ),
        Panel(
            "Age of the newest proof",
            "How long ago a backup of each kind was last restored and proved.",
            "s",
            (Query(f"time() - max by (kind) (backup_last_verified_timestamp_seconds{{{HERE}}})", "{{kind}}"),),
        ),
        Panel(
            "Replicas",
            "How far replicas are behind; infinite when one does not answer.",
            "s",
            (Query(f"max by (kind) (replication_lag_seconds{{{HERE}}})", "{{kind}}"),),
        ),
        Panel(
            "Newest drill: outage",
            "How long users waited in the newest drill.",
            "s",
            (Query(f"max(dr_drill_recovery_seconds{{{HERE}}})"),),
            number=True,
        ),
        Panel(
            "Newest drill: lost writes",
            "How many acknowledged writes the newest drill lost.",
            "short",
            (Query(f"max(dr_drill_lost_writes{{{HERE}}})"),),
            number=True,
        ),
        Panel(
            "Age of secrets",
            "How old each secret is; its policy stands in the environment's file.",
            "s",
            (Query(f"max by (name) (secret_age_seconds{{{HERE}}})", "{{name}}"),),
        ),
    ),
)

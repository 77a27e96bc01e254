"""How PostgreSQL does."""

from __future__ import annotations

from infra.monitoring.dashboards.panels import HERE, INTERVAL, Dashboard, Panel, Query, quantile

_OURS = f'{HERE}, datname="syndic"'
_HIT, _READ = (f"pg_stat_database_blks_{what}{{{_OURS}}}" for what in ("hit", "read"))

DASHBOARD = Dashboard(
    "database",
    "Syndic: database",
    "How PostgreSQL does: sessions, transactions, locks, cache, size and replicas.",
    (
        Panel(
            "Answers",
            "Whether each PostgreSQL answers.",
            "short",
            (Query(f"pg_up{{{HERE}}}", "{{region}}"),),
            number=True,
        ),
        Panel(
            "Sessions",
            "Sessions by what they do.",
            "short",
            (Query(f"sum by (region, state) (pg_stat_activity_count{{{_OURS}}}) > 0", "{{region}} {{state}}"),),
        ),
        Panel(
            "Transactions",
            "Transactions that were committed and that were rolled back.",
            "ops",
            (
                Query(
                    f"sum by (region) (rate(pg_stat_database_xact_commit{{{_OURS}}}[{INTERVAL}]))",
                    "{{region}} committed",
                ),
                Query(
                    f"sum by (region) (rate(pg_stat_database_xact_rollback{{{_OURS}}}[{INTERVAL}]))",
                    "{{region}} rolled back",
                ),
            ),
        ),
        Panel(
            "Time of a statement",
            "How long the slowest twentieth takes, as the platform's processes see it.",
            "s",
            (Query(quantile(0.95, "db_query_duration_seconds", "operation"), "{{operation}}"),),
        ),
        Panel(
            "Longest transaction",
            "How long the oldest open transaction has been open.",
            "s",
            (Query(f"max by (region) (pg_stat_activity_max_tx_duration{{{_OURS}}})", "{{region}}"),),
        ),
        Panel(
            "Locks",
            "Locks that are held or waited for, by mode.",
            "short",
            (Query(f"sum by (region, mode) (pg_locks_count{{{_OURS}}})", "{{region}} {{mode}}"),),
        ),
        Panel(
            "Read from memory",
            "The share of blocks that were in PostgreSQL's own memory.",
            "percentunit",
            (
                Query(
                    f"sum by (region) ({_HIT}) / (sum by (region) ({_HIT}) + sum by (region) ({_READ}))",
                    "{{region}}",
                ),
            ),
        ),
        Panel("Size", "Size of the database.", "bytes", (Query(f"pg_database_size_bytes{{{_OURS}}}", "{{region}}"),)),
    ),
)

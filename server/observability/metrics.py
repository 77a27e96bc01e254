"""The metrics every process exports. Names are part of the platform's contract with its alerts and dashboards."""

from __future__ import annotations

from prometheus_client import Counter, Gauge, Histogram

REQUEST_DURATION = Histogram(
    "http_request_duration_seconds",
    "Time to answer a request, in seconds.",
    ["method", "route", "status"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0),
)
QUERY_DURATION = Histogram(
    "db_query_duration_seconds",
    "Time of a database statement, in seconds.",
    ["operation"],
    buckets=(0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0),
)
POOL_CONNECTIONS = Gauge("db_pool_connections", "Connections of the pool by state.", ["state"])
POOL_WAIT = Histogram(
    "db_pool_wait_seconds",
    "Wait for a database connection, in seconds.",
    buckets=(0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1.0, 5.0, 10.0),
)
EXECUTIONS = Counter("framework_executions_total", "Finished executions.", ["framework", "outcome"])
EXECUTION_DURATION = Histogram(
    "framework_execution_duration_seconds",
    "Time from the start of an execution to its end, in seconds.",
    ["framework"],
    buckets=(0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 300.0),
)
COMPLIANCE_CHECKS = Counter("compliance_checks_total", "Controls decided by executions.", ["framework", "outcome"])
COMPLIANCE_CHECK_AGE = Gauge(
    "compliance_check_age_seconds", "Age of the oldest latest execution of a framework, in seconds.", ["framework"]
)
QUEUE_JOBS = Gauge("queue_jobs", "Jobs of the queue by status.", ["queue", "status"])
QUEUE_OLDEST_JOB_AGE = Gauge(
    "queue_oldest_job_age_seconds", "Age of the oldest job that waits to start, in seconds.", ["queue"]
)
REPLICATION_LAG = Gauge(
    "replication_lag_seconds",
    "How far a replica is behind, in seconds; infinite when it does not answer. Of two regions one has the number.",
    ["kind"],
)
BACKUP_LAST_SUCCESS = Gauge(
    "backup_last_success_timestamp_seconds", "When the newest backup of a kind ended, in seconds since 1970.", ["kind"]
)
BACKUP_LAST_VERIFIED = Gauge(
    "backup_last_verified_timestamp_seconds",
    "When a backup of a kind was last proved by restoring it, in seconds since 1970.",
    ["kind"],
)
WAL_ARCHIVE_LAG = Gauge(
    "wal_archive_lag_bytes",
    "Log that the archive does not have; infinite when the server has given some of it up. Absent without an archive.",
    ["slot"],
)
LOG_ENTRIES = Counter("log_entries_total", "Entries of the log that somebody should look at.", ["level"])
DRILL_RECOVERY = Gauge("dr_drill_recovery_seconds", "Outage that users saw in the newest drill, in seconds.")
DRILL_LOST_WRITES = Gauge("dr_drill_lost_writes", "Acknowledged rows and objects that the newest drill lost.")
RELEASE_INFO = Gauge("release_info", "The release this process runs; always 1.", ["version", "colour"])

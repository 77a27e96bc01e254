"""Mistakes in the environments' own files."""

from __future__ import annotations

from tests.unit.infra.environments.planting import CHECKOUT, Mistake

DEVELOPMENT = "infra/environments/development.yaml"
STAGING = "infra/environments/staging.yaml"
PRODUCTION = "infra/environments/production.yaml"

STANDBY = """\
  - name: eu-west-1
    role: standby
    database: syndic-production.c0example000.eu-west-1.rds.amazonaws.com
    settings:
      OBJECT_STORE_URL: s3://syndic-production-eu-west-1
      OBJECT_STORE_REGION: eu-west-1
      AWS_REGION: eu-west-1
"""

_TEXT = (CHECKOUT / PRODUCTION).read_text()
_BEFORE_MIGRATE = _TEXT[: _TEXT.index("\n  migrate:\n    DATABASE_OWNER_URL")]
CRON = _BEFORE_MIGRATE[_BEFORE_MIGRATE.rindex("DATABASE_URL: ") :].partition(" ")[2]
"""What cron's DATABASE_URL is in production."""

RECOVERY_OF_PRODUCTION = _TEXT[_TEXT.index("recovery:\n") : _TEXT.index("rotation:\n")]
OPERATIONS_OF_PRODUCTION = _TEXT[_TEXT.index("operations:\n") :]
_OF_STAGING = (CHECKOUT / STAGING).read_text()
RECOVERY_OF_STAGING = _OF_STAGING[_OF_STAGING.index("recovery:\n") : _OF_STAGING.index("rotation:\n")]

STRUCTURE = (
    Mistake("not YAML", PRODUCTION, "name: production", "name: [production", "environment-unreadable", "description:",
            "Correct"),
    Mistake("two documents", PRODUCTION, "regions:", "---\nregions:", "environment-unreadable", "", "one document"),
    Mistake("stated twice", PRODUCTION, "    LOG_LEVEL: info", "    LOG_LEVEL: info\n    LOG_LEVEL: debug",
            "environment-duplicate", "LOG_LEVEL: debug", "Keep one"),
    Mistake("wrong name", DEVELOPMENT, "name: development", "name: laptop", "environment-name", "name: laptop",
            "name: development"),
    Mistake("part missing", DEVELOPMENT, "integrations: {}\n", "", "environment-model", "", "State integrations"),
    Mistake("unknown key", PRODUCTION, "cloud: aws", "cloud: aws\nclowd: aws", "environment-model", "clowd",
            "Known here"),
    Mistake("unknown cloud", PRODUCTION, "cloud: aws", "cloud: gcp", "environment-model", "cloud: gcp",
            "local, aws or azure"),
    Mistake("number as text", PRODUCTION, "interval_hours: 6", 'interval_hours: "6"', "environment-model", '"6"',
            "in hours"),
    Mistake("availability out of bounds", PRODUCTION, "availability_percent: 99.9", "availability_percent: 100",
            "environment-model", "availability_percent: 100", "in percent"),
    Mistake("two primaries", PRODUCTION, "role: standby", "role: primary", "environment-model", "", "Correct"),
    Mistake("scaling upside down", PRODUCTION, "minimum: 3, maximum: 12", "minimum: 12, maximum: 3",
            "environment-model", "scaling: {minimum: 12", "Automatic scaling"),
    Mistake("overlap longer than the age", PRODUCTION, "{maximum_age_days: 60, overlap_hours: 24}",
            "{maximum_age_days: 1, overlap_hours: 24}", "environment-model", "tls_certificate", "Certificate"),
    Mistake("difference without a reason", STAGING, "reason: Testers open an address of their own.",
            "reason: why not", "environment-model", "why not", "as a sentence"),
    Mistake("nobody may do anything", STAGING, "may: [secrets.rotate, backup.create, backup.verify, backup.prune, "
            "cleanup]", "may: []", "environment-model", "may: []", "Operations"),
    Mistake("unknown operation", PRODUCTION, "      - dr.failover\n", "      - dr.fail\n", "environment-model",
            "may:\n      - secrets.rotate", "Operations"),
    Mistake("role in every account", PRODUCTION, "arn:aws:sts::222222222222:assumed-role/syndic-production-on-call/*",
            "arn:aws:sts::*:assumed-role/syndic-production-on-call/*", "environment-model", "identity: {kind: aws, "
            'arn: "arn:aws:sts::*', "Correct"),
    Mistake("job of anybody", PRODUCTION, "claims: {repository: example/syndic, environment: production}",
            "claims: {environment: production}", "environment-model", "identity:\n      kind: oidc", "Correct"),
)  # fmt: skip

SETTINGS = (
    Mistake("undeclared setting", PRODUCTION, "    LOG_LEVEL: info", "    LOG_LEVEL: info\n    DEBUG: true",
            "setting-undeclared", "DEBUG: true", "Remove it"),
    Mistake("misspelt setting", PRODUCTION, "DATABASE_POOL_SIZE:", "DATABASE_POOLSIZE:", "setting-undeclared",
            "DATABASE_POOLSIZE", "Call it DATABASE_POOL_SIZE"),
    Mistake("misspelt setting left open", DEVELOPMENT, "  - PUBLIC_URL", "  - PUBLIC_URLS", "setting-undeclared",
            "PUBLIC_URLS", "Call it PUBLIC_URL"),
    Mistake("setting of another process", PRODUCTION, "WORKER_CONCURRENCY: 4", "CRON_INTERVAL_SECONDS: 4",
            "setting-not-read", "CRON_INTERVAL_SECONDS", "cron"),
    Mistake("secret of another process", PRODUCTION, "  worker:\n    DATABASE_URL:",
            "  worker:\n    DATABASE_OWNER_URL: aws:syndic/production/database-worker#owner\n    DATABASE_URL:",
            "setting-not-read", "database-worker#owner", "migrate"),
    Mistake("setting the deployment derives", PRODUCTION, "    LOG_LEVEL: info", "    SYNDIC_REGION: eu-central-1",
            "setting-set-by-deployment", "SYNDIC_REGION", "Remove it"),
    Mistake("mistyped setting", PRODUCTION, "WORKER_CONCURRENCY: 4", "WORKER_CONCURRENCY: four", "setting-invalid",
            "WORKER_CONCURRENCY", "Executions a worker runs at once"),
    Mistake("setting out of bounds", PRODUCTION, "WORKER_CONCURRENCY: 4", "WORKER_CONCURRENCY: 65", "setting-invalid",
            "WORKER_CONCURRENCY: 65", "Correct it"),
    Mistake("setting with an unknown value", PRODUCTION, "LOG_LEVEL: info", "LOG_LEVEL: verbose", "setting-invalid",
            "LOG_LEVEL: verbose", "Lowest level"),
    Mistake("public address without TLS", PRODUCTION, "PUBLIC_URL: https", "PUBLIC_URL: http", "setting-invalid",
            "PUBLIC_URL", "Address users open"),
    Mistake("secrets over plain HTTP", PRODUCTION, "    LOG_LEVEL: info",
            "    LOG_LEVEL: info\n    VAULT_ADDR: http://vault.example.com", "setting-invalid", "VAULT_ADDR", "Vault"),
    Mistake("required setting missing", PRODUCTION, "      OBJECT_STORE_URL: s3://syndic-production-eu-west-1\n", "",
            "setting-missing", "worker:\n    WORKER_CONCURRENCY", "settings.worker"),
    Mistake("required secret missing", PRODUCTION,
            "    SESSION_SIGNING_KEYS: aws:syndic/production/sessions#signing_keys\n", "", "setting-missing",
            "api:\n    DATABASE_URL", "State it under secrets.api"),
    Mistake("half a pair", PRODUCTION, "    SERVER_TLS_KEY_FILE: /etc/syndic/tls/tls.key\n", "",
            "setting-incomplete-pair", "SERVER_TLS_CERT_FILE", "SERVER_TLS_KEY_FILE"),
    Mistake("stalled before the heartbeat", PRODUCTION, "WORKER_CONCURRENCY: 4", "WORKER_HEARTBEAT_SECONDS: 30",
            "setting-stalled-before-heartbeat", "WORKER_HEARTBEAT_SECONDS", "90 or more"),
    Mistake("left open in production", PRODUCTION, "settings:\n  all",
            "chosen_at_start: [STORE_ATTEMPTS]\nsettings:\n  all", "setting-chosen-at-start", "STORE_ATTEMPTS",
            "State STORE_ATTEMPTS"),
)  # fmt: skip

SECRETS = (
    Mistake("plain secret", PRODUCTION, "  worker:\n    WORKER_CONCURRENCY",
            "  worker:\n    DATABASE_URL: postgresql://a@b/c\n    WORKER_CONCURRENCY", "secret-plain",
            "postgresql://a@b/c", "keep the new one in a store"),
    Mistake("value instead of a reference", PRODUCTION, CRON,
            "postgresql://a@b/c", "secret-reference", "postgresql://a@b/c", "State where it is kept"),
    Mistake("reference without a key", PRODUCTION, CRON, "vault:syndic/cron",
            "secret-reference", "vault:syndic/cron", "vault:path#key"),
    Mistake("reference in a plain setting", PRODUCTION, CRON,
            f"{CRON}\n    LOG_LEVEL: aws:syndic/production/level#x", "secret-not-accepted", "level#x",
            "State its value under settings"),
    Mistake("machine's variable in production", PRODUCTION, CRON,
            "env:DATABASE_URL", "secret-development-only", "env:DATABASE_URL", "Keep it in a store"),
    Mistake("store without an address", PRODUCTION, CRON,
            "vault:syndic/production/cron#url", "secret-store-unreachable", "vault:syndic", "State VAULT_ADDR"),
    Mistake("token of a person", PRODUCTION, "    LOG_LEVEL: info",
            "    LOG_LEVEL: info\n    VAULT_AUTH_METHOD: token", "secret-store-token", "VAULT_AUTH_METHOD",
            "kubernetes or approle"),
    Mistake("held without a policy", DEVELOPMENT, "  object_store_key: {maximum_age_days: 365, overlap_hours: 1}\n",
            "", "secret-without-policy", "rotation:", "rotation.object_store_key"),
    Mistake("rotation logs users out", PRODUCTION, "session_signing_keys: {maximum_age_days: 30, overlap_hours: 24}",
            "session_signing_keys: {maximum_age_days: 30, overlap_hours: 8}", "secret-session-overlap",
            "session_signing_keys", "overlap_hours to 12"),
    Mistake("credential of staging in production", PRODUCTION, CRON,
            "aws:syndic/staging/database-migrate#url", "secret-foreign", "database-migrate",
            "of its own for production"),
    Mistake("credential of development in production", PRODUCTION, "aws:syndic/production/sessions#signing_keys",
            "azure:syndic/development", "secret-foreign", "azure:syndic/development", "of its own for production"),
)  # fmt: skip

PRODUCTION_RULES = (
    Mistake("one region", PRODUCTION, STANDBY, "", "production-regions", "regions:", "role standby"),
    Mistake("one replica", PRODUCTION, "replicas: 3\n    scaling: {minimum: 3",
            "replicas: 1\n    scaling: {minimum: 1", "production-replicas", "replicas: 1", "2 or more"),
    Mistake("database without verification", PRODUCTION, "database: verify-full", "database: require",
            "production-tls", "database: require", "verify-full"),
    Mistake("certificates not verified", PRODUCTION, "verify_certificates: true", "verify_certificates: false",
            "production-tls", "verify_certificates", "to true"),
    Mistake("database URL without verification", PRODUCTION,
            "@{database}/syndic?sslmode=verify-full",
            "@{database}/syndic?sslmode=require", "production-tls", "DATABASE_URL",
            "sslmode=verify-full"),
    Mistake("database URL without an authority", PRODUCTION,
            "@{database}/syndic?sslmode=verify-full&sslrootcert=",
            "@{database}/syndic?sslmode=verify-full&application_name=", "production-tls",
            "DATABASE_URL", "sslrootcert=system"),
    Mistake("store over plain HTTP", PRODUCTION, "    LOG_LEVEL: info",
            "    LOG_LEVEL: info\n    OBJECT_STORE_ENDPOINT: http://store.example.com", "production-tls",
            "OBJECT_STORE_ENDPOINT", "https://"),
    Mistake("API over plain HTTP", PRODUCTION, "    SERVER_TLS_CERT_FILE: /etc/syndic/tls/tls.crt\n"
            "    SERVER_TLS_KEY_FILE: /etc/syndic/tls/tls.key\n", "", "production-tls", "api:\n    PUBLIC_URL",
            "SERVER_TLS_CERT_FILE"),
    Mistake("no backups", PRODUCTION, "enabled: true", "enabled: false", "production-backups", "enabled: false",
            "to true"),
    Mistake("no point in time", PRODUCTION, "point_in_time: true", "point_in_time: false", "production-backups",
            "point_in_time: false", "to true"),
    Mistake("backups rarely proven", PRODUCTION, "verification_interval_hours: 24",
            "verification_interval_hours: 700", "production-backups", "verification_interval_hours", "168 or less"),
    Mistake("backups in one region", PRODUCTION, "copies_in_regions: [eu-central-1, eu-west-1]",
            "copies_in_regions: [eu-central-1]", "production-backup-copies", "copies_in_regions", "second region"),
    Mistake("backups in plain text", PRODUCTION, "  encryption_key: aws:syndic/production/backups#encryption_key\n",
            "", "production-backup-encryption", "backups:", "key in a store"),
    Mistake("never rotated", PRODUCTION, "  api_tokens: {maximum_age_days: 90, overlap_hours: 72}\n", "",
            "production-rotation", "rotation:", "rotation.api_tokens"),
    Mistake("rarely rotated", PRODUCTION, "maximum_age_days: 90", "maximum_age_days: 400", "production-rotation",
            "maximum_age_days: 400", "365 or less"),
    Mistake("debugging in production", PRODUCTION, "LOG_LEVEL: info", "LOG_LEVEL: debug", "production-debug",
            "LOG_LEVEL: debug", "info, warning or error"),
    Mistake("sandbox in production", PRODUCTION, "sandbox: false", "sandbox: true", "production-sandbox",
            "sandbox: true", "to false"),
    Mistake("nobody is paged", PRODUCTION,
            "  paging:\n    sandbox: false\n    address: aws:syndic/production/integrations#paging\n", "",
            "production-sandbox", "integrations:", "integrations.paging"),
    Mistake("address of an integration written down", PRODUCTION, "aws:syndic/production/integrations#paging",
            "https://events.example.com/v2", "integration-address", "events.example.com", "state the reference"),
    Mistake("address of one machine", PRODUCTION, "PUBLIC_URL: https://syndic.example.com",
            "PUBLIC_URL: https://localhost", "production-address", "PUBLIC_URL", "public https:// address"),
    Mistake("evidence on a disk", PRODUCTION, "s3://syndic-production-eu-west-1", "file:///var/evidence",
            "production-object-store", "file:///var/evidence", "s3://bucket"),
    Mistake("identity of a machine", PRODUCTION,
            '{kind: aws, arn: "arn:aws:sts::222222222222:assumed-role/syndic-production-operations/*"}',
            "{kind: system-user, names: [root]}", "permission-identity", "    identity: {kind: system-user",
            "oidc, aws or azure"),
    Mistake("everything granted", PRODUCTION,
            "may: [secrets.rotate, backup.create, backup.verify, backup.prune, cleanup]", 'may: ["*"]',
            "permission-everything", 'may: ["*"]', "List the operations"),
)  # fmt: skip

DATABASES = (
    Mistake("database that is not stated", PRODUCTION,
            "    database: syndic-production.c0example000.eu-west-1.rds.amazonaws.com\n", "", "database-undeclared",
            "  - name: eu-west-1", "output database_hosts"),
    Mistake("a name of ours before the database", PRODUCTION, "@{database}/", "@database.syndic.example.com/",
            "database-of-region", "DATABASE_URL", "{database} for the host"),
    Mistake("one host in every region", PRODUCTION, CRON, "aws:syndic/production/database-cron#url",
            "database-of-region", "DATABASE_URL: aws:syndic/production/database-cron#url", "{database} for the host"),
    Mistake("endpoint of another instance", PRODUCTION, "database: syndic-production.c0example000.eu-central-1",
            "database: syndic-other.c0example000.eu-central-1", "database-endpoint", "    database: syndic-other",
            "output database_hosts"),
    Mistake("endpoint in another region", PRODUCTION, "database: syndic-production.c0example000.eu-west-1",
            "database: syndic-production.c0example000.eu-west-2", "database-endpoint",
            "    database: syndic-production.c0example000.eu-west-2", "output database_hosts"),
    Mistake("database of no host", PRODUCTION, "database: syndic-production.c0example000.eu-west-1.rds.amazonaws.com",
            'database: "10.0.0.4"', "environment-model", '    database: "10.0.0.4"', "Host of the region's own"),
)  # fmt: skip

RECOVERY = (
    Mistake("recovery not declared", PRODUCTION, RECOVERY_OF_PRODUCTION, "", "recovery-undeclared", "",
            "State recovery"),
    Mistake("no way to fail over", PRODUCTION, "clusters: {eu-central-1: syndic-production-eu-central-1, "
            "eu-west-1: syndic-production-eu-west-1}", "clusters: {}", "recovery-regions", "  clusters: {}",
            "State eu-central-1"),
    Mistake("region that is none", PRODUCTION, "instances: {eu-central-1: syndic-production, eu-west-1:",
            "instances: {eu-central-1: syndic-production, eu-west-2:", "recovery-regions", "    instances:",
            "Name one of: eu-central-1, eu-west-1"),
    Mistake("names of another cloud", PRODUCTION, "cloud: aws", "cloud: azure", "recovery-cloud", "    kind: route53",
            "flexible-server, front-door"),
    Mistake("address that users do not open", PRODUCTION, "    users: syndic.example.com",
            "    users: www.example.com", "recovery-name", "    users: www.example.com", "State syndic.example.com"),
    Mistake("role of another kind", PRODUCTION, "arn:aws:iam::222222222222:role/syndic-production-copies-eu-west-1",
            "arn:aws:iam::222222222222:user/somebody", "environment-model",
            "eu-west-1: arn:aws:iam::222222222222:user/somebody", "Role that copies"),
    Mistake("backups among evidence", PRODUCTION, "eu-west-1: s3://syndic-production-backups-eu-west-1",
            "eu-west-1: s3://syndic-production-eu-west-1", "production-backup-repository",
            "    eu-west-1: s3://syndic-production-eu-west-1", "nothing but backups"),
    Mistake("no place for backups", PRODUCTION, "    eu-west-1: s3://syndic-production-backups-eu-west-1\n", "",
            "production-backup-repository", "  repositories:", "State a bucket of eu-west-1"),
    Mistake("backups that can be deleted", PRODUCTION, "  lock_days: 7\n", "", "production-backup-lock", "backups:",
            "default retention"),
    Mistake("locked for longer than wanted", PRODUCTION, "lock_days: 7", "lock_days: 70", "production-backup-lock",
            "  lock_days: 70", "keep more daily backups"),
)  # fmt: skip

OPERATIONS = (
    Mistake("jobs that sign in with nothing", PRODUCTION, OPERATIONS_OF_PRODUCTION, "", "operations-undeclared", "",
            "api_token and administrator_database_url"),
    Mistake("token written down", PRODUCTION, "aws:syndic/production/integrations#platform_token", "syn_written",
            "operations-reference", "api_token: syn_written", "Keep it in a store"),
    Mistake("jobs that are led elsewhere", PRODUCTION, "database-administrator#password}@{database}",
            "database-administrator#password}@database.example.com", "operations-database",
            "  administrator_database_url", "for the host"),
    Mistake("drills in production", PRODUCTION, "  api_token: aws", "  drills: true\n  api_token: aws",
            "operations-drill", "  drills: true", "staging practises"),
    Mistake("drills without a way back", STAGING, RECOVERY_OF_STAGING, "", "operations-drill", "  drills: true",
            "State recovery"),
)  # fmt: skip

COMPARISON = (
    Mistake("shared credential", STAGING, "aws:syndic/staging/sessions#signing_keys",
            "aws:syndic/production/sessions#signing_keys", "secret-shared", "aws:syndic/production/sessions",
            "of its own for staging"),
    Mistake("undeclared difference", STAGING, "cloud: aws", "cloud: azure", "mirror-undeclared", "cloud: azure",
            "mirror.differences"),
    Mistake("difference that is none", STAGING, "- path: backups.retention", "- path: backups.interval_hours",
            "mirror-unused", "backups.interval_hours", "Remove the declaration"),
    Mistake("mirrors nothing", STAGING, "of: production", "of: live", "mirror-unknown", "of: live", "production"),
    Mistake("shared bucket", STAGING, "s3://syndic-staging-eu-west-1", "s3://syndic-production-eu-west-1",
            "environment-shared", "s3://syndic-production-eu-west-1", "its own"),
)  # fmt: skip

MISTAKES = (*STRUCTURE, *SETTINGS, *SECRETS, *PRODUCTION_RULES, *DATABASES, *RECOVERY, *OPERATIONS, *COMPARISON)

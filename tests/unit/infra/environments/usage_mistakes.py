"""Mistakes in what passes variables to processes, in secrets and in pages."""

from __future__ import annotations

import random
import string

from tests.unit.infra.environments.planting import Mistake

COMPOSE = "compose.yaml"
API = "infra/kubernetes/api.yaml"
KUSTOMIZATION = "infra/kubernetes/kustomization.yaml"
WORKFLOW = ".github/workflows/check.yaml"
EXAMPLE = ".env.example"


def _random(length: int, alphabet: str = string.ascii_letters + string.digits) -> str:
    """A value that looks like a secret, made here so that no file holds one."""
    return "".join(random.Random(length).choices(alphabet, k=length))


KEY_ID = "AKIA" + _random(16, string.ascii_uppercase + "234567")

VARIABLES = (
    Mistake("undeclared in compose", COMPOSE, "DATABASE_POOL_SIZE: 10", "DATABASE_POOL: 10", "variable-undeclared",
            "DATABASE_POOL: 10", "Call it DATABASE_POOL_SIZE"),
    Mistake("undeclared in a shared block", COMPOSE, 'PYTHONUNBUFFERED: "1"', "FEATURE_X: 1", "variable-undeclared",
            "FEATURE_X", "Remove it"),
    Mistake("undeclared in a list", COMPOSE, "WORKER_CONCURRENCY=2", "WORKER_CONCURENCY=2", "variable-undeclared",
            "WORKER_CONCURENCY", "Call it WORKER_CONCURRENCY"),
    Mistake("undeclared in a file compose reads", "cron.env", "CRON_INTERVAL_SECONDS", "CRON_INTERVAL",
            "variable-undeclared", "CRON_INTERVAL", "Remove it"),
    Mistake("invalid in compose", COMPOSE, "DATABASE_POOL_SIZE: 10", "DATABASE_POOL_SIZE: 1000", "variable-invalid",
            "DATABASE_POOL_SIZE", "Connections a process keeps open"),
    Mistake("invalid default in compose", COMPOSE, "${LOG_LEVEL:-info}", "${LOG_LEVEL:-loud}", "variable-invalid",
            "loud", "Lowest level"),
    Mistake("secret in compose", COMPOSE, "DATABASE_URL: ${DATABASE_URL}", "DATABASE_URL: postgresql://a@b/c",
            "variable-plain-secret", "postgresql://a@b/c", "at run time"),
    Mistake("secret as a default in compose", COMPOSE, "${SESSION_SIGNING_KEYS:?run syndic up first}",
            "${SESSION_SIGNING_KEYS:-not random}", "variable-plain-secret", "not random", "at run time"),
    Mistake("secret of another process in compose", COMPOSE, "      - DATABASE_URL\n",
            "      - DATABASE_URL\n      - DATABASE_OWNER_URL\n", "variable-secret-not-read", "- DATABASE_OWNER_URL",
            "it is read by migrate"),
    Mistake("missing in compose", COMPOSE, "      - OBJECT_STORE_URL=s3://syndic\n", "", "variable-missing",
            "  worker:", "Pass OBJECT_STORE_URL"),
    Mistake("compose is not YAML", COMPOSE, "services:", "services: [", "variables-unreadable", "image:", "Correct"),
    Mistake("undeclared in a container", API, "- name: LOG_LEVEL", "- name: LOGLEVEL", "variable-undeclared",
            "LOGLEVEL", "Call it LOG_LEVEL"),
    Mistake("undeclared in a ConfigMap", API, '  DATABASE_POOL_SIZE: "10"', '  POOL: "10"', "variable-undeclared",
            "POOL:", "Remove it"),
    Mistake("undeclared in an ExternalSecret", API, "secretKey: DATABASE_URL", "secretKey: DATABASE_URLS",
            "variable-undeclared", "secretKey", "Call it DATABASE_URL"),
    Mistake("undeclared in a generator", KUSTOMIZATION, "WORKER_CONCURRENCY=2", "CONCURRENCY=2",
            "variable-undeclared", "CONCURRENCY=2", "Remove it"),
    Mistake("undeclared in a patch", KUSTOMIZATION, "STORE_ATTEMPTS", "STORE_ATTEMPT", "variable-undeclared",
            "- name: STORE_ATTEMPT", "Call it STORE_ATTEMPTS"),
    Mistake("invalid in a patch", KUSTOMIZATION, '"12"', '"twelve"', "variable-invalid", "- name: STORE_ATTEMPTS",
            "Correct it"),
    Mistake("invalid in a ConfigMap", API, '  DATABASE_POOL_SIZE: "10"', '  DATABASE_POOL_SIZE: "ten"',
            "variable-invalid", '"ten"', "Connections"),
    Mistake("secret in a container", API, "aws:syndic/production/sessions#signing_keys", "not random",
            "variable-plain-secret", "- name: SESSION_SIGNING_KEYS", "at run time"),
    Mistake("secret of another process in a container", API, "secretKey: DATABASE_URL",
            "secretKey: DATABASE_URL\n    - secretKey: DATABASE_OWNER_URL", "variable-secret-not-read",
            "secretKey: DATABASE_OWNER_URL", "migrate"),
    Mistake("missing in manifests", API, "  OBJECT_STORE_URL: s3://syndic\n", "", "variable-missing", "- name: api",
            "Pass OBJECT_STORE_URL"),
    Mistake("written Secret", "infra/kubernetes/secret.yaml", "", "apiVersion: v1\n"
            "kind: Secret\nmetadata:\n  name: api\nstringData:\n  DATABASE_URL: postgresql://a@b/c\n",
            "variable-written-secret", "DATABASE_URL", "ExternalSecret"),
    Mistake("generated Secret", KUSTOMIZATION, "configMapGenerator:", "secretGenerator:\n"
            "  - name: made\n    literals:\n      - DATABASE_URL=postgresql://a@b/c\nconfigMapGenerator:",
            "variable-written-secret", "DATABASE_URL", "ExternalSecret"),
    Mistake("undeclared in a workflow", WORKFLOW, "  LOG_LEVEL: warning", "  LOG_LEVELS: warning",
            "variable-undeclared", "LOG_LEVELS", "Call it LOG_LEVEL"),
    Mistake("invalid in a workflow", WORKFLOW, "  LOG_LEVEL: warning", "  LOG_LEVEL: warn", "variable-invalid",
            "warn", "Lowest level"),
    Mistake("secret in a workflow", WORKFLOW, "${{ secrets.DATABASE_URL }}", "postgresql://a@b/c",
            "variable-plain-secret", "postgresql://a@b/c", "at run time"),
    Mistake("undeclared in the example", EXAMPLE, "LOG_LEVEL=", "LOG_LEVL=", "variable-undeclared", "LOG_LEVL",
            "LOG_LEVEL"),
    Mistake("invalid in the example", EXAMPLE, "LOG_LEVEL=info", "LOG_LEVEL=warn", "variable-invalid", "warn",
            "Correct"),
    Mistake("incomplete example", EXAMPLE, "OBJECT_STORE_URL=s3://syndic\n", "", "variable-example-incomplete", "",
            "Add OBJECT_STORE_URL="),
    Mistake("tracked .env", ".env", "", "LOG_LEVEL=info\n", "env-file-tracked", "", "replace every credential"),
)  # fmt: skip

SECRETS = (
    Mistake("token of the platform", "notes.txt", "", f"try\nsyn_{_random(43)}\n", "secret-in-file", "syn_",
            "replace"),
    Mistake("access key", "notes.txt", "", f"id = {KEY_ID}\nsecret = {_random(40)}\n", "secret-in-file", "id =",
            "replace"),
    Mistake("password in a URL", "notes.txt", "", f"postgresql://app:{_random(20)}@db.internal/x\n", "secret-in-file",
            "postgresql", "replace"),
    Mistake("password in a test", "tests/test_it.py", "", f"URL = 'postgresql://app:{_random(9)}@db.acme.net/x'\n",
            "secret-in-file", "URL", "replace"),
    Mistake("random value", "notes.yaml", "", f"a: 1\nvalue: '{_random(44)}'\n", "secret-in-file", "value",
            "kingfisher:ignore"),
    Mistake("assigned password", "notes.py", "", f'PASSWORD = "{_random(20)}"\n', "secret-in-file", "PASSWORD",
            "replace"),
    Mistake("token of a code host", "notes.md", "", f"Use ghp_{_random(36)} there.\n", "secret-in-file", "ghp_",
            "replace"),
)  # fmt: skip

PAGES = (
    Mistake("page of settings out of date", "docs/configuration.md", "`LOG_LEVEL`", "`LOG`",
            "configuration-docs-drift", "`LOG`", "syndic config docs"),
    Mistake("broken link", "README.md", "(docs/page.md)", "(docs/pages.md)", "link-broken", "docs/pages.md",
            "Correct the path"),
    Mistake("broken anchor", "README.md", "#second-part", "#third-part", "link-anchor", "#third-part", "lower case"),
    Mistake("address in a lock", "requirements/runtime.lock", "--hash",
            "# from https://packages.example.com\n    --hash", "lock-address", "https://", "make lock"),
    Mistake("another port", "README.md", "localhost:8443", "localhost:9443", "documented-port", "9443",
            "localhost:8443"),
    Mistake("health path nobody serves", API, "path: /readyz", "path: /ready", "health-path", "path: /ready",
            "/readyz"),
    Mistake("health path in a page", "docs/page.md", "`/healthz`", "`/health`", "health-path", "/health", "/healthz"),
    Mistake("health path in compose", COMPOSE, ":8001/readyz", ":8001/livez", "health-path", "/livez", "/readyz"),
)  # fmt: skip

MISTAKES = (*VARIABLES, *SECRETS, *PAGES)

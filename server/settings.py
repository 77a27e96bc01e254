"""Every setting of the platform's processes, declared once.

Each field is one environment variable (its upper-case name). Values come from the environment first, then from the
dotenv file that SYNDIC_ENV_FILE names. Compose files, manifests, Terraform outputs and the documentation are checked
against this list, so nothing about a setting is written down anywhere else.
"""

from __future__ import annotations

import os
from enum import StrEnum
from pathlib import Path
from typing import Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, field_validator
from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings, SettingsConfigDict

from server import __version__

MEBIBYTE = 1024 * 1024

S = TypeVar("S", bound="ProcessSettings")


class Process(StrEnum):
    """The processes that read settings."""

    API = "api"
    WORKER = "worker"
    CRON = "cron"
    MIGRATE = "migrate"


class SigningKey(BaseModel):
    """One key of the session signing set. The first key signs; all of them verify, so keys can overlap."""

    model_config = ConfigDict(extra="forbid")

    id: str = Field(min_length=1, max_length=40, pattern=r"^[A-Za-z0-9_-]+$")
    key: SecretStr = Field(min_length=32)


class ProcessSettings(BaseSettings):
    """What every process reads: where it runs and as what."""

    model_config = SettingsConfigDict(extra="ignore", env_ignore_empty=True, hide_input_in_errors=True)

    syndic_environment: str = Field(
        default="development", pattern=r"^[a-z][a-z0-9-]{0,40}$", description="Name of the environment."
    )
    syndic_region: str = Field(default="local", description="Region this process runs in.")
    syndic_release: str = Field(default=__version__, description="Release of this process.")
    syndic_colour: Literal["blue", "green"] = Field(default="blue", description="Release colour of this process.")
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        default="info", description="Lowest level that is logged."
    )


class DatabaseSettings(ProcessSettings):
    """How a serving process reaches PostgreSQL."""

    database_url: SecretStr = Field(
        description="PostgreSQL URL of the application role, postgresql://user:password@host:port/database."
    )
    database_pool_size: int = Field(default=10, ge=1, le=200, description="Connections a process keeps open.")
    database_pool_timeout_seconds: float = Field(
        default=10.0, gt=0, le=120, description="Longest wait for a free connection, in seconds."
    )


class StoreSettings(ProcessSettings):
    """How a serving process reaches the object store."""

    object_store_url: str = Field(
        pattern=r"^(s3|az|file)://",
        description="Bucket or directory for evidence: s3://bucket, az://container, file:///path.",
    )
    object_store_endpoint: str | None = Field(
        default=None,
        pattern=r"^https?://",
        description="Endpoint of an S3-compatible store; the cloud's own when absent.",
    )
    object_store_region: str = Field(
        default="us-east-1", description="Region the requests to the store are signed for."
    )
    object_store_access_key_id: str | None = Field(
        default=None, description="Access key id; the workload identity is used when absent."
    )
    object_store_secret_access_key: SecretStr | None = Field(default=None, description="Secret of the access key.")
    object_store_ca_file: Path | None = Field(
        default=None, description="Certificate authority (PEM) that signs the store's certificate."
    )

    @field_validator("object_store_endpoint")
    @classmethod
    def _no_trailing_slash(cls, value: str | None) -> str | None:
        return value.rstrip("/") if value else value


class ApiSettings(DatabaseSettings, StoreSettings):
    """The API."""

    database_replica_url: SecretStr | None = Field(
        default=None, description="PostgreSQL URL of a read replica for reads that may be stale."
    )
    database_replica_max_lag_seconds: float = Field(
        default=5.0, gt=0, le=3600, description="Replica lag in seconds above which reads go to the primary."
    )
    session_signing_keys: list[SigningKey] = Field(
        min_length=1, max_length=5, description='Signing key set, JSON: [{"id": "…", "key": "…"}]; the first one signs.'
    )
    session_lifetime_hours: float = Field(default=12.0, gt=0, le=720, description="How long a session lasts, in hours.")
    public_url: str = Field(default="https://localhost:8443", pattern=r"^https://", description="Address users open.")
    server_tls_cert_file: Path | None = Field(
        default=None, description="Certificate (PEM) of the API's listener; plain HTTP when absent."
    )
    server_tls_key_file: Path | None = Field(default=None, description="Private key (PEM) of the API's listener.")
    max_json_bytes: int = Field(
        default=10 * MEBIBYTE, ge=1024, le=100 * MEBIBYTE, description="Largest JSON body accepted, in bytes."
    )
    max_evidence_bytes: int = Field(
        default=1024 * MEBIBYTE, ge=1024, le=10240 * MEBIBYTE, description="Largest evidence file accepted, in bytes."
    )


class WorkerSettings(DatabaseSettings, StoreSettings):
    """The worker."""

    worker_concurrency: int = Field(default=2, ge=1, le=64, description="Executions a worker runs at once.")
    worker_heartbeat_seconds: float = Field(
        default=2.0, gt=0, le=60, description="Interval of a worker's heartbeat, in seconds."
    )
    worker_stalled_seconds: float = Field(
        default=10.0, gt=0, le=600, description="Silence after which a worker counts as dead, in seconds."
    )
    rule_timeout_seconds: float = Field(
        default=2.0, gt=0, le=60, description="Longest evaluation of one control, in seconds."
    )
    rule_memory_megabytes: int = Field(
        default=512, ge=64, le=8192, description="Memory the evaluation of a control may use, in MiB."
    )
    store_attempts: int = Field(
        default=8, ge=1, le=50, description="Attempts of an execution while the object store is out, with backoff."
    )


class CronSettings(DatabaseSettings, StoreSettings):
    """Cron."""

    cron_interval_seconds: float = Field(
        default=5.0, gt=0, le=3600, description="How often cron looks for due executions, in seconds."
    )
    checkpoint_interval_seconds: float = Field(
        default=60.0, gt=0, le=86400, description="How often the head of the audit chain is anchored, in seconds."
    )


class MigrateSettings(ProcessSettings):
    """The migration job, the only process that may change the schema."""

    database_owner_url: SecretStr = Field(description="PostgreSQL URL of the role that owns the schema.")


SETTINGS: dict[Process, type[ProcessSettings]] = {
    Process.API: ApiSettings,
    Process.WORKER: WorkerSettings,
    Process.CRON: CronSettings,
    Process.MIGRATE: MigrateSettings,
}


class SettingsError(Exception):
    """The settings of a process are incomplete or wrong; the message names each variable, never a value."""

    def __init__(self, error: ValidationError) -> None:
        problems = [
            f"{'.'.join(str(part) for part in problem['loc']).upper()}: {problem['msg']}"
            for problem in error.errors(include_input=False, include_url=False)
        ]
        super().__init__("Settings are not usable. " + "; ".join(problems))


def load_settings(settings: type[S]) -> S:
    """The settings of a process, from its environment and the file SYNDIC_ENV_FILE names.

    Raises:
        SettingsError: a variable is missing, mistyped or out of bounds.
    """
    try:
        return settings(_env_file=os.environ.get("SYNDIC_ENV_FILE"))
    except ValidationError as error:
        raise SettingsError(error) from error


def declared() -> dict[str, tuple[FieldInfo, frozenset[Process]]]:
    """Every environment variable by name: its declaration and the processes that read it."""
    found: dict[str, tuple[FieldInfo, frozenset[Process]]] = {}
    for process, settings in SETTINGS.items():
        for name, field in settings.model_fields.items():
            _, readers = found.get(name.upper(), (field, frozenset()))
            found[name.upper()] = (field, readers | {process})
    return found

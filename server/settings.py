"""Every setting of the platform's processes, declared once.

Each field is one environment variable (its upper-case name). Values come from the environment first, then from the
dotenv file that SYNDIC_ENV_FILE names. A secret may be a reference to a secret store instead of the value
(docs/guides/secrets.md); `load_settings` reads it from there. Compose files, manifests, Terraform outputs and the
documentation are checked against this list, so nothing about a setting is written down anywhere else.
"""

from __future__ import annotations

import contextlib
import json
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar
from urllib.parse import urlsplit

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PrivateAttr,
    SecretStr,
    field_validator,
)
from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from server import __version__

# What a setting may hold instead of a secret's value. The operator knows references from here.
from server.secrets.errors import InvalidReferenceError as InvalidReferenceError
from server.secrets.references import Reference as Reference
from server.secrets.references import Scheme as Scheme
from server.secrets.references import accepted_forms as accepted_forms
from server.secrets.references import references_in as references_in
from server.settings_errors import InvalidSettingsError as InvalidSettingsError
from server.settings_errors import SettingsError as SettingsError
from server.settings_errors import UnresolvedSettingsError as UnresolvedSettingsError

if TYPE_CHECKING:
    from server.secrets.stores import LoadedSecrets

MEBIBYTE = 1024 * 1024

S = TypeVar("S", bound="ProcessSettings")


class Process(StrEnum):
    """The processes that read settings."""

    API = "api"
    WORKER = "worker"
    CRON = "cron"
    MIGRATE = "migrate"
    RETENTION = "retention"


class SigningKey(BaseModel):
    """One key of the session signing set. The first key signs; all of them verify, so keys can overlap."""

    model_config = ConfigDict(extra="forbid")

    id: str = Field(min_length=1, max_length=40, pattern=r"^[A-Za-z0-9_-]+$")
    key: SecretStr = Field(min_length=32)


@dataclass(frozen=True)
class MayBeReference:
    """Marks a setting that is no secret by its type and may hold a reference to a secret store all the same."""


def _from_json(value: Any) -> Any:  # noqa: ANN401 - whatever was given
    """JSON of the environment as Python values. Decoded here and not by pydantic-settings: a reference is no JSON."""
    if not isinstance(value, str):
        return value
    with contextlib.suppress(ValueError):  # Refused outside, because the exception holds the text.
        return json.loads(value)
    raise ValueError("must be JSON, or a reference to a secret that is JSON")


class SecretStoreSettings(BaseSettings):
    """How a process reaches the stores its references name. What is not used need not be set."""

    model_config = SettingsConfigDict(extra="ignore", env_ignore_empty=True, hide_input_in_errors=True)

    secrets_refresh_seconds: float = Field(
        default=60.0, ge=0.1, le=86400, description="How often a process reads its secrets again, in seconds."
    )
    secrets_start_timeout_seconds: float = Field(
        default=60.0,
        ge=0,
        le=3600,
        description="How long a starting process waits for a secret store that is out, in seconds.",
    )
    secrets_timeout_seconds: float = Field(
        default=5.0, gt=0, le=60, description="Longest wait for one answer of a secret store, in seconds."
    )
    vault_addr: str | None = Field(
        default=None,
        pattern=r"^https?://",
        description="Address of OpenBao or Vault; https, and http on this machine only.",
    )
    vault_cacert: Path | None = Field(
        default=None, description="Certificate authority (PEM) of OpenBao or Vault; the system's when absent."
    )
    vault_namespace: str | None = Field(default=None, description="Namespace of OpenBao or Vault.")
    vault_auth_method: Literal["approle", "kubernetes", "token"] = Field(
        default="approle", description="How a process logs in to OpenBao or Vault; token is for development."
    )
    vault_auth_mount: str | None = Field(
        default=None, description="Mount of the login method; its usual name when absent."
    )
    vault_role_id_file: Path | None = Field(default=None, description="File with the AppRole's role id.")
    vault_secret_id_file: Path | None = Field(default=None, description="File with a secret id of the AppRole.")
    vault_kubernetes_role: str | None = Field(default=None, description="Role of the service account.")
    vault_kubernetes_token_file: Path = Field(
        default=Path("/var/run/secrets/kubernetes.io/serviceaccount/token"),
        description="File with the token of the service account.",
    )
    vault_token_file: Path = Field(
        default=Path("~/.vault-token"), description="File with a token, as `bao login` and `vault login` write it."
    )
    vault_kv_mount: str = Field(
        default="secret", min_length=1, description="Mount of the key-value engine, version 2, for vault: references."
    )
    vault_database_mount: str = Field(
        default="database", min_length=1, description="Mount of the database engine for vault-database: references."
    )
    aws_region: str | None = Field(default=None, description="Region of the secrets for aws: references.")
    aws_endpoint_url_secrets_manager: str | None = Field(
        default=None, pattern=r"^https?://", description="Endpoint of AWS Secrets Manager; the region's when absent."
    )
    azure_key_vault_domain: str = Field(
        default="vault.azure.net",
        pattern=r"^[a-z0-9.-]+$",
        description="Domain of the vaults of azure: references; another one in sovereign clouds.",
    )
    azure_authority_host: str | None = Field(
        default=None, description="Login address of the Azure cloud; the public cloud's when absent."
    )
    azure_client_id: str | None = Field(
        default=None, description="Client id of the managed or workload identity; the system-assigned when absent."
    )
    azure_tenant_id: str | None = Field(default=None, description="Tenant of the workload identity.")

    @field_validator("vault_addr")
    @classmethod
    def _encrypted_or_local(cls, value: str | None) -> str | None:
        if value and value.startswith("http://") and urlsplit(value).hostname not in ("localhost", "127.0.0.1", "::1"):
            raise ValueError("must start with https:// unless the store is on this machine")
        return value.rstrip("/") if value else value


class ProcessSettings(SecretStoreSettings):
    """What every process reads: where it runs and as what."""

    _loaded_secrets: LoadedSecrets | None = PrivateAttr(default=None)

    syndic_environment: str = Field(
        default="development", pattern=r"^[a-z][a-z0-9-]{0,40}$", description="Name of the environment."
    )
    syndic_region: str = Field(default="local", description="Region this process runs in.")
    syndic_release: str = Field(default=__version__, description="Release of this process.")
    syndic_colour: Literal["blue", "green"] = Field(default="blue", description="Release colour of this process.")
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        default="info", description="Lowest level that is logged."
    )

    @property
    def loaded_secrets(self) -> LoadedSecrets | None:
        """What the secrets were loaded with, for refreshing them; None when `load_settings` did not make these."""
        return self._loaded_secrets

    def close(self) -> None:
        """Give back what secret stores handed out for this process. For commands; a serving process refreshes."""
        if self._loaded_secrets is not None:
            self._loaded_secrets.stores.close()

    def keep_secrets(self, loaded: LoadedSecrets) -> None:
        """Remember what the secrets were loaded with."""
        self._loaded_secrets = loaded


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
    object_store_access_key_id: Annotated[str | None, MayBeReference()] = Field(
        default=None, repr=False, description="Access key id; the workload identity is used when absent."
    )
    object_store_secret_access_key: SecretStr | None = Field(default=None, description="Secret of the access key.")
    object_store_ca_file: Path | None = Field(
        default=None, description="Certificate authority (PEM) that signs the store's certificate."
    )
    object_store_copy_url: str | None = Field(
        default=None,
        pattern=r"^s3://",
        description="Bucket of the other region, which objects are written to as well, and first, while commits wait "
        "for a standby.",
    )
    object_store_copy_endpoint: str | None = Field(
        default=None,
        pattern=r"^https?://",
        description="Endpoint of the store with the copies; the cloud's own when absent.",
    )
    object_store_copy_region: str | None = Field(
        default=None, description="Region of the copies; that of the store itself when absent."
    )

    @field_validator("object_store_endpoint", "object_store_copy_endpoint")
    @classmethod
    def _no_trailing_slash(cls, value: str | None) -> str | None:
        return value.rstrip("/") if value else value


class VerificationSettings(DatabaseSettings, StoreSettings):
    """What it takes to verify a database and the objects it refers to; part of what the API reads."""


class ApiSettings(DatabaseSettings, StoreSettings):
    """The API."""

    database_replica_url: SecretStr | None = Field(
        default=None, description="PostgreSQL URL of a read replica for reads that may be stale."
    )
    database_replica_max_lag_seconds: float = Field(
        default=5.0, gt=0, le=3600, description="Replica lag in seconds above which reads go to the primary."
    )
    session_signing_keys: Annotated[list[SigningKey], NoDecode, BeforeValidator(_from_json)] = Field(
        min_length=1, max_length=5, description='Signing key set, JSON: [{"id": "…", "key": "…"}]; the first one signs.'
    )
    session_lifetime_hours: float = Field(default=12.0, gt=0, le=720, description="How long a session lasts, in hours.")
    public_url: str = Field(default="https://localhost:8443", pattern=r"^https://", description="Address users open.")
    prometheus_url: str | None = Field(
        default=None,
        pattern=r"^https?://",
        description="Address of the Prometheus that measures the objectives; they are not shown when absent.",
    )
    prometheus_ca_file: Path | None = Field(
        default=None, description="Certificate authority (PEM) of that Prometheus; the system's when absent."
    )
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


class RetentionSettings(DatabaseSettings, StoreSettings):
    """The retention job, the only process that may delete evidence.

    Regulation (EU) 2024/1689 has providers of high-risk AI systems keep their documentation for ten years after the
    system was placed on the market (article 18), and logs be kept for at least six months (articles 19 and 26(6)). The
    default is the longer one; nothing below the shorter one is accepted.
    """

    evidence_retention_days: int = Field(
        default=3653, ge=184, le=36525, description="How long evidence is kept after it expired, in days."
    )
    orphan_grace_hours: float = Field(
        default=24.0,
        ge=1,
        le=8760,
        description="Age from which an object that no record refers to is deleted, in hours.",
    )


SETTINGS: dict[Process, type[ProcessSettings]] = {
    Process.API: ApiSettings,
    Process.WORKER: WorkerSettings,
    Process.CRON: CronSettings,
    Process.MIGRATE: MigrateSettings,
    Process.RETENTION: RetentionSettings,
}


def load_settings(settings: type[S]) -> S:
    """The settings of a process, from its environment and the file SYNDIC_ENV_FILE names, secrets included.

    A secret store that is out is waited for, for at most SECRETS_START_TIMEOUT_SECONDS.

    Raises:
        SettingsError: a variable is missing, mistyped or out of bounds, or its secret cannot be read.
    """
    from server.secrets.loading import load  # it reads settings itself

    return load(settings)


def declared() -> dict[str, tuple[FieldInfo, frozenset[Process]]]:
    """Every environment variable by name: its declaration and the processes that read it."""
    found: dict[str, tuple[FieldInfo, frozenset[Process]]] = {}
    for process, settings in SETTINGS.items():
        for name, field in settings.model_fields.items():
            _, readers = found.get(name.upper(), (field, frozenset()))
            found[name.upper()] = (field, readers | {process})
    return found

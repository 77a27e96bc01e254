"""What an environment promises and keeps to: sizes, objectives, backups, rotation, integrations."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

HOURS_PER_DAY = 24


class Declared(BaseModel):
    """A part of an environment's file: nothing unknown, no number for text, nothing changed after it was read."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Scaling(Declared):
    """How far a process may be scaled, and by what. Exactly one measure is stated."""

    minimum: int = Field(ge=1, le=500, description="Fewest replicas per region.")
    maximum: int = Field(ge=1, le=500, description="Most replicas per region.")
    cpu_percent: int | None = Field(
        default=None,
        ge=10,
        le=95,
        description="Average use of the requested CPU that replicas are added above, in percent.",
    )
    queued_jobs_per_replica: int | None = Field(
        default=None, ge=1, le=10_000, description="Queued jobs per replica that replicas are added above."
    )

    @model_validator(mode="after")
    def _is_a_range_with_one_measure(self) -> Self:
        if self.minimum > self.maximum:
            raise ValueError("minimum is larger than maximum")
        if (self.cpu_percent is None) == (self.queued_jobs_per_replica is None):
            raise ValueError("exactly one of cpu_percent and queued_jobs_per_replica is stated")
        return self


class Size(Declared):
    """How many replicas of a process run."""

    replicas: int = Field(ge=1, le=500, description="Replicas per region while nothing scales them.")
    scaling: Scaling | None = Field(default=None, description="Automatic scaling; none when absent.")

    @model_validator(mode="after")
    def _starts_inside_its_range(self) -> Self:
        if self.scaling and not self.scaling.minimum <= self.replicas <= self.scaling.maximum:
            raise ValueError("replicas lies outside scaling's minimum and maximum")
        return self


class Sizes(Declared):
    """The processes that run all the time. The migration job runs once per release and has no size."""

    api: Size = Field(description="The API.")
    worker: Size = Field(description="The worker, which executes frameworks.")
    cron: Size = Field(description="Cron. More than one replica is safe: one ticks at a time.")


class Objectives(Declared):
    """Service level objectives, judged over a rolling window."""

    window_days: int = Field(ge=1, le=90, description="Length of the window, in days.")
    availability_percent: float = Field(
        ge=90, lt=100, description="Share of requests that the edge answers without a server error, in percent."
    )
    latency_seconds: float = Field(gt=0, le=30, description="Bound an answer of the API has to keep, in seconds.")
    latency_percent: float = Field(ge=50, lt=100, description="Share of answers that keep the bound, in percent.")
    execution_start_seconds: float = Field(
        gt=0, le=3600, description="Longest time a framework execution waits in the queue, in seconds."
    )


class Retention(Declared):
    """How many backups of each age are kept."""

    hourly: int = Field(default=0, ge=0, le=744, description="Hourly backups kept.")
    daily: int = Field(ge=1, le=366, description="Daily backups kept.")
    weekly: int = Field(ge=0, le=520, description="Weekly backups kept.")
    monthly: int = Field(ge=0, le=240, description="Monthly backups kept.")
    yearly: int = Field(ge=0, le=30, description="Yearly backups kept.")


class Backups(Declared):
    """How data is kept from loss, and how fast it comes back."""

    enabled: bool = Field(description="Whether backups are made.")
    interval_hours: int = Field(ge=1, le=168, description="Time between two logical backups, in hours.")
    point_in_time: bool = Field(description="Whether the database can be restored to any moment (physical backups).")
    verification_interval_hours: int = Field(
        ge=1, le=744, description="Time between two restores into a scratch database that prove the backup, in hours."
    )
    drill_interval_days: int = Field(
        default=31, ge=1, le=366, description="Time between two drills that practise recovery, in days."
    )
    retention: Retention = Field(description="How many backups are kept.")
    copies_in_regions: list[str] = Field(
        min_length=1, description="Regions that hold a copy; losing any one region must leave one."
    )
    encryption_key: str | None = Field(
        default=None, description="Reference to the key backups are encrypted with before they leave the machine."
    )
    repositories: dict[str, Annotated[str, Field(pattern=r"^(s3|az)://[^/]+$")]] = Field(
        default_factory=dict,
        description="Bucket that holds backups, by region; they are written to the one of the region that stands by.",
    )
    lock_days: int | None = Field(
        default=None, ge=1, le=3650, description="How long nobody can delete a backup, in days; the bucket's lock."
    )
    recovery_point_seconds: int = Field(ge=0, le=604_800, description="Most data that may be lost, in seconds.")
    recovery_time_seconds: int = Field(
        ge=1, le=604_800, description="Longest outage until service is back, in seconds."
    )


class RotationPolicy(Declared):
    """When one credential is replaced."""

    maximum_age_days: int = Field(ge=1, le=730, description="Age at which the credential is due for rotation, in days.")
    overlap_hours: int = Field(
        ge=0, le=720, description="How long the old credential stays valid beside the new one, in hours."
    )

    @model_validator(mode="after")
    def _overlap_ends_before_the_next_rotation(self) -> Self:
        if self.overlap_hours >= self.maximum_age_days * HOURS_PER_DAY:
            raise ValueError("overlap_hours is not shorter than maximum_age_days, so old credentials would never end")
        return self


class Rotation(Declared):
    """The rotation policy of each credential; one that is absent is never rotated."""

    database_roles: RotationPolicy | None = Field(
        default=None, description="Login roles of the processes; each has two, of which one is in use."
    )
    object_store_key: RotationPolicy | None = Field(
        default=None, description="Access key of the object store; absent where workload identity is used."
    )
    session_signing_keys: RotationPolicy | None = Field(
        default=None, description="Keys that sign sessions; the overlap is at least the lifetime of a session."
    )
    api_tokens: RotationPolicy | None = Field(default=None, description="API tokens of automation.")
    tls_certificate: RotationPolicy | None = Field(
        default=None, description="Certificate of the API's listener and its private key."
    )


CREDENTIAL_OF_SECRET = {
    "DATABASE_URL": "database_roles",
    "DATABASE_REPLICA_URL": "database_roles",
    "DATABASE_OWNER_URL": "database_roles",
    "OBJECT_STORE_SECRET_ACCESS_KEY": "object_store_key",
    "SESSION_SIGNING_KEYS": "session_signing_keys",
}
"""Which rotation policy covers a secret setting. A secret setting that is missing here is a finding."""


class DatabaseEncryption(StrEnum):
    """How connections to PostgreSQL are protected; libpq's sslmode."""

    NONE = "disable"
    UNVERIFIED = "require"
    VERIFIED = "verify-full"


class Tls(Declared):
    """How connections are protected."""

    database: DatabaseEncryption = Field(
        strict=False,
        description="sslmode that database URLs are made with; verify-full checks certificate and host name.",
    )
    verify_certificates: bool = Field(
        description="Whether operators and processes verify the certificate of everything they connect to."
    )


class Integration(Declared):
    """One outside service."""

    sandbox: bool = Field(
        description="Whether a trial account receives what is sent, so that nobody is paged for a test."
    )
    address: str = Field(description="Reference to the service's address or key, which is a secret.")


class Integrations(Declared):
    """The outside services that the environment talks to."""

    notifications: Integration | None = Field(
        default=None, description="Chat or e-mail that operations are reported to."
    )
    paging: Integration | None = Field(default=None, description="Service that wakes the person on call.")

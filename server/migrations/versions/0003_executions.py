"""Frameworks, evidence, attestations, executions, schedules and posture.

Revision ID: 0003
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

OUTCOMES = "('pass', 'fail', 'not_applicable', 'needs_evidence', 'error')"
EVIDENCE_KINDS = (
    "'policy', 'training_record', 'risk_management_file', 'impact_assessment', 'data_governance_record', "
    "'technical_documentation', 'model_card', 'instructions_for_use', 'transparency_notice', "
    "'human_oversight_procedure', 'test_report', 'security_test_report', 'monitoring_report', 'log_sample', "
    "'conformity_declaration', 'registration_record', 'post_market_plan', 'incident_procedure', 'incident_report', "
    "'supplier_contract', 'audit_report', 'meeting_minutes', 'legal_opinion', 'other'"
)


def upgrade() -> None:
    """Create the tables of what the platform judges, and of what it came to."""
    _frameworks()
    _evidence()
    _executions()
    _schedules()
    _posture()


def _frameworks() -> None:
    op.create_table(
        "framework_versions",
        sa.Column("digest", sa.CHAR(64), nullable=False),
        sa.Column("framework_id", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("catalog", sa.JSON(), nullable=False),
        sa.Column("rules", sa.JSON(), nullable=False),
        sa.Column("library", sa.JSON(), nullable=False),
        sa.Column("rule_errors", postgresql.JSONB(), nullable=False),
        sa.Column("control_count", sa.Integer(), nullable=False),
        sa.Column("rule_count", sa.Integer(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_by", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_framework_versions")),
    )
    op.create_index(
        op.f("ix_framework_versions_framework_id_published_at"), "framework_versions", ["framework_id", "published_at"]
    )
    op.create_table(
        "frameworks",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("digest", sa.CHAR(64), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["digest"], ["framework_versions.digest"], name=op.f("fk_frameworks_digest_framework_versions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_frameworks")),
    )


def _evidence() -> None:
    op.create_table(
        "evidence_items",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("system_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("sha256", sa.CHAR(64), nullable=False),
        sa.Column("size_bytes", sa.BigInteger(), nullable=False),
        sa.Column("controls", postgresql.JSONB(), nullable=False),
        sa.Column("collected_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_by", sa.Text(), nullable=False),
        sa.CheckConstraint(f"kind IN ({EVIDENCE_KINDS})", name=op.f("ck_evidence_items_kind")),
        sa.ForeignKeyConstraint(["system_id"], ["systems.id"], name=op.f("fk_evidence_items_system_id_systems")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence_items")),
    )
    op.create_index(op.f("ix_evidence_items_system_id_id"), "evidence_items", ["system_id", "id"])
    op.create_index(op.f("ix_evidence_items_sha256"), "evidence_items", ["sha256"])
    op.create_table(
        "attestations",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("system_id", sa.Uuid(), nullable=False),
        sa.Column("framework_id", sa.Text(), nullable=False),
        sa.Column("control_id", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("statement", sa.Text(), nullable=False),
        sa.Column("evidence_ids", postgresql.JSONB(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=False),
        sa.Column("attested_by", sa.Text(), nullable=False),
        sa.Column("attested_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("outcome IN ('pass', 'fail', 'not_applicable')", name=op.f("ck_attestations_outcome")),
        sa.ForeignKeyConstraint(["system_id"], ["systems.id"], name=op.f("fk_attestations_system_id_systems")),
        sa.ForeignKeyConstraint(
            ["framework_id"], ["frameworks.id"], name=op.f("fk_attestations_framework_id_frameworks")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attestations")),
    )
    op.create_index(
        op.f("ix_attestations_system_id_framework_id_id"), "attestations", ["system_id", "framework_id", "id"]
    )


def _executions() -> None:
    op.create_table(
        "executions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("system_id", sa.Uuid(), nullable=False),
        sa.Column("framework_id", sa.Text(), nullable=False),
        sa.Column("framework_digest", sa.CHAR(64), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("trigger", sa.Text(), nullable=False),
        sa.Column("requested_by", sa.Text(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("queued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("failed_attempts", sa.SmallInteger(), nullable=False),
        sa.Column("snapshot", sa.Text(), nullable=True),
        sa.Column("summary", postgresql.JSONB(), nullable=True),
        sa.Column("score", sa.Double(), nullable=True),
        sa.Column("document_sha256", sa.CHAR(64), nullable=True),
        sa.Column("failure", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("status IN ('queued', 'running', 'completed', 'failed')", name=op.f("ck_executions_status")),
        sa.CheckConstraint("trigger IN ('manual', 'schedule')", name=op.f("ck_executions_trigger")),
        sa.ForeignKeyConstraint(["system_id"], ["systems.id"], name=op.f("fk_executions_system_id_systems")),
        sa.ForeignKeyConstraint(
            ["framework_id"], ["frameworks.id"], name=op.f("fk_executions_framework_id_frameworks")
        ),
        sa.ForeignKeyConstraint(
            ["framework_digest"],
            ["framework_versions.digest"],
            name=op.f("fk_executions_framework_digest_framework_versions"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_executions")),
    )
    op.create_index(op.f("ix_executions_system_id_id"), "executions", ["system_id", "id"])
    op.create_index(op.f("ix_executions_framework_id_id"), "executions", ["framework_id", "id"])
    op.create_index(
        "ix_executions_unfinished", "executions", ["id"], postgresql_where=sa.text("status IN ('queued', 'running')")
    )
    op.create_index(
        "ix_executions_not_completed",
        "executions",
        ["system_id", "framework_id", "id"],
        postgresql_where=sa.text("status <> 'completed'"),
    )
    op.create_index(
        "uq_executions_due",
        "executions",
        ["system_id", "framework_id", "due_at"],
        unique=True,
        postgresql_where=sa.text("due_at IS NOT NULL"),
    )
    op.create_table(
        "control_results",
        sa.Column("execution_id", sa.Uuid(), nullable=False),
        sa.Column("control_id", sa.Text(), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("reasons", postgresql.JSONB(), nullable=False),
        sa.Column("needs", postgresql.JSONB(), nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("attestation_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint(f"outcome IN {OUTCOMES}", name=op.f("ck_control_results_outcome")),
        sa.CheckConstraint(
            "decided_by IN ('rule', 'attestation', 'catalog')", name=op.f("ck_control_results_decided_by")
        ),
        sa.ForeignKeyConstraint(
            ["execution_id"], ["executions.id"], name=op.f("fk_control_results_execution_id_executions")
        ),
        sa.PrimaryKeyConstraint("execution_id", "control_id", name=op.f("pk_control_results")),
    )


def _schedules() -> None:
    op.create_table(
        "schedules",
        sa.Column("system_id", sa.Uuid(), nullable=False),
        sa.Column("framework_id", sa.Text(), nullable=False),
        sa.Column("frequency", sa.Text(), nullable=False),
        sa.Column("anchor_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("next_due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("set_by", sa.Text(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "frequency IN ('hourly', 'daily', 'weekly', 'monthly')", name=op.f("ck_schedules_frequency")
        ),
        sa.ForeignKeyConstraint(
            ["system_id"], ["systems.id"], name=op.f("fk_schedules_system_id_systems"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["framework_id"], ["frameworks.id"], name=op.f("fk_schedules_framework_id_frameworks")),
        sa.PrimaryKeyConstraint("system_id", "framework_id", name=op.f("pk_schedules")),
    )
    op.create_index(op.f("ix_schedules_next_due_at"), "schedules", ["next_due_at"])


def _posture() -> None:
    _posture_table("postures")
    _posture_table("posture_days", sa.Column("day", sa.Date(), nullable=False))


def _posture_table(name: str, *key: sa.Column) -> None:
    op.create_table(
        name,
        sa.Column("system_id", sa.Uuid(), nullable=False),
        sa.Column("framework_id", sa.Text(), nullable=False),
        *key,
        sa.Column("execution_id", sa.Uuid(), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("passed", sa.Integer(), nullable=False),
        sa.Column("failed", sa.Integer(), nullable=False),
        sa.Column("not_applicable", sa.Integer(), nullable=False),
        sa.Column("needs_evidence", sa.Integer(), nullable=False),
        sa.Column("errors", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["system_id"], ["systems.id"], name=op.f(f"fk_{name}_system_id_systems")),
        sa.ForeignKeyConstraint(["framework_id"], ["frameworks.id"], name=op.f(f"fk_{name}_framework_id_frameworks")),
        sa.ForeignKeyConstraint(["execution_id"], ["executions.id"], name=op.f(f"fk_{name}_execution_id_executions")),
        sa.PrimaryKeyConstraint("system_id", "framework_id", *(column.name for column in key), name=op.f(f"pk_{name}")),
    )

"""The closed list of evidence kinds: frameworks ask for them, evidence items carry them."""

from typing import Literal, get_args

EvidenceKind = Literal[
    "policy",
    "training_record",
    "risk_management_file",
    "impact_assessment",
    "data_governance_record",
    "technical_documentation",
    "model_card",
    "instructions_for_use",
    "transparency_notice",
    "human_oversight_procedure",
    "test_report",
    "security_test_report",
    "monitoring_report",
    "log_sample",
    "conformity_declaration",
    "registration_record",
    "post_market_plan",
    "incident_procedure",
    "incident_report",
    "supplier_contract",
    "audit_report",
    "meeting_minutes",
    "legal_opinion",
    "other",
]

EVIDENCE_KINDS: tuple[str, ...] = get_args(EvidenceKind)

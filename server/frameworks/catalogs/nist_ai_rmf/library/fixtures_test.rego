# METADATA
# title: Fixtures of the NIST AI RMF
# description: A deployed high-risk system for which every rule passes, and the changes that tests make to it.
package syndic.frameworks.nist_ai_rmf.fixtures_test

import rego.v1

system := {
	"now": "2026-11-22T12:00:00Z",
	"system": {
		"id": "0b9f6a52-6f0e-4d0c-8f3f-0d5f0a3c7a11",
		"name": "Credit assessment",
		"purpose": "Assesses applications for credit",
		"owner": "Risk department",
		"risk_tier": "high",
		"lifecycle": "deployed",
	},
	"facts": facts,
	"evidence": evidence,
	"metrics": metrics,
}

facts := {
	"scope": {
		"affected_groups": ["applicants"],
		"decision_effect": "automated",
		"human_subject_evaluation": true,
		"interacts_with_people": true,
		"personal_data": true,
		"pretrained_models": true,
		"roles": ["provider"],
		"special_category_data": true,
		"third_party_components": true,
	},
	"governance": {
		"accountable_executive": true,
		"concerns_channel": true,
		"decommissioning_process": true,
		"diverse_team": true,
		"external_feedback_process": true,
		"inventory_maintained": true,
		"legal_requirements_identified": true,
		"management_reviewed_on": "2026-10-01",
		"monitoring_roles_defined": true,
		"policy_approved": true,
		"policy_reviewed_on": "2026-10-01",
		"risk_tolerance_defined": true,
		"roles_assigned": true,
		"safety_culture": true,
		"third_party_contingency": true,
		"third_party_policy": true,
	},
	"people": {
		"competences_documented": true,
		"literacy_coverage_percent": 98,
		"literacy_programme": true,
		"literacy_trained_on": "2026-10-01",
		"operator_proficiency_defined": true,
	},
	"risk": {
		"alternatives_considered": true,
		"benefits_documented": true,
		"costs_documented": true,
		"emergent_risks_tracked": true,
		"go_decision_recorded": true,
		"impact_assessment_on": "2026-10-01",
		"impact_likelihood_estimated": true,
		"measures_adopted": true,
		"misuse_considered": true,
		"prioritised": true,
		"process_documented": true,
		"residual_risk_accepted": true,
		"responses_planned": true,
		"reviewed_on": "2026-10-01",
		"risks_identified": true,
		"societal_impact_assessed": true,
		"unmeasurable_risks_documented": true,
		"vulnerable_groups_considered": true,
	},
	"data": {
		"acquisition_documented": true,
		"bias_examined": true,
		"bias_mitigated": true,
		"intellectual_property_assessed": true,
		"privacy_risk_assessed": true,
		"provenance_recorded": true,
		"representative": true,
		"special_category_safeguards": true,
	},
	"documentation": {
		"computing_resources": true,
		"design": true,
		"explanation": true,
		"instructions_for_use": true,
		"intended_purpose": true,
		"limitations": true,
		"requirements": true,
		"resources": true,
		"tasks_and_methods": true,
	},
	"logging": {
		"traceable": true,
	},
	"transparency": {
		"affected_persons_informed": true,
		"appeal_process": true,
		"explanation_available": true,
		"impact_reporting_channel": true,
		"incident_communication_plan": true,
		"interested_parties_informed": true,
		"users_informed_of_ai": true,
	},
	"oversight": {
		"automation_bias_addressed": true,
		"override_possible": true,
		"overseers_assigned": true,
		"processes_defined": true,
		"stop_control": true,
	},
	"performance": {
		"adversarial_testing_on": "2026-10-01",
		"cybersecurity_tested": true,
		"deployment_like_conditions": true,
		"environmental_impact_assessed": true,
		"evaluated_on": "2026-10-01",
		"evaluation_documented": true,
		"expert_feedback_collected": true,
		"fail_safe": true,
		"fairness_evaluated_on": "2026-10-01",
		"generalisation_limits_documented": true,
		"human_subject_protection": true,
		"independent_evaluation": true,
		"metrics_reviewed_on": "2026-10-01",
		"metrics_selected": true,
		"robustness_tested": true,
	},
	"lifecycle": {
		"change_management": true,
		"experts_consulted": true,
		"intended_use_monitored": true,
		"operation_plan": true,
		"verification_plan": true,
	},
	"monitoring": {
		"deactivation_possible": true,
		"feedback_collected": true,
		"improvements_tracked": true,
		"incident_response_plan": true,
		"incidents_shared": true,
		"pretrained_models_monitored": true,
		"production_monitored": true,
		"reviewed_on": "2026-10-01",
		"unknown_risk_response": true,
		"value_sustained": true,
	},
	"suppliers": {
		"component_risks_mapped": true,
		"risks_monitored": true,
		"supplier_process": true,
	},
}

evidence := [item |
	some kind in evidence_kinds
	item := {
		"id": sprintf("evidence of kind %s", [kind]),
		"kind": kind,
		"title": kind,
		"sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
		"collected_at": "2026-10-01T09:00:00Z",
		"expires_at": null,
		"controls": [],
	}
]

evidence_kinds := [
	"audit_report",
	"impact_assessment",
	"incident_procedure",
	"incident_report",
	"legal_opinion",
	"meeting_minutes",
	"model_card",
	"monitoring_report",
	"policy",
	"post_market_plan",
	"risk_management_file",
	"security_test_report",
	"supplier_contract",
	"technical_documentation",
	"test_report",
	"training_record",
]

metrics := {name: {"value": value, "reported_at": "2026-11-20T09:00:00Z"} |
	some name, value in {
		"accuracy": 0.95,
		"error_rate": 0.05,
		"fairness_gap": 0.04,
		"drift": 0.02,
		"incidents_open": 0,
		"feedback_count": 12,
	}
}

# One change each; `system_with` applies a list of them.
fact(path, value) := {"facts": {split(path, ".")[0]: {split(path, ".")[1]: value}}}

lifecycle(stage) := {"system": {"lifecycle": stage}}

risk_tier(tier) := {"system": {"risk_tier": tier}}

metric(name, value) := {"metrics": {name: {"value": value}}}

metric_reported_at(name, moment) := {"metrics": {name: {"reported_at": moment}}}

system_with(changes) := object.union_n(array.concat([system], changes))

system_without_fact(path) := json.remove(system, [sprintf("facts/%s", [replace(path, ".", "/")])])

system_without_metric(name) := json.remove(system, [sprintf("metrics/%s", [name])])

system_without_evidence(kinds) := object.union(system, {"evidence": [item |
	some item in evidence
	not item.kind in kinds
]})

# A system that conforms to every control, and the ways in which tests vary it.
package syndic.frameworks.iso_42001.fixtures_test

import rego.v1

conforming := {
	"now": "2026-11-20T12:00:00Z",
	"system": {
		"id": "4c0f4b4e-6d5c-4d0b-9f0e-2f7f0b7e9a11",
		"name": "Intake adviser",
		"purpose": "Advises caseworkers on the order of applications.",
		"owner": "Casework",
		"risk_tier": "high",
		"lifecycle": "deployed",
	},
	"facts": {
		"scope": {
			"roles": ["provider", "deployer"],
			"interacts_with_people": true,
			"general_purpose_model": true,
			"workplace_use": true,
			"decision_effect": "advisory",
			"personal_data": true,
			"special_category_data": true,
			"third_party_components": true,
			"pretrained_models": true,
			"affected_groups": ["applicants"],
		},
		"governance": {
			"policy_approved": true,
			"policy_reviewed_on": "2026-03-01",
			"policy_aligned_with_other_policies": true,
			"roles_assigned": true,
			"accountable_executive": true,
			"concerns_channel": true,
			"monitoring_roles_defined": true,
		},
		"people": {"competences_documented": true, "operator_proficiency_defined": true},
		"risk": {
			"go_decision_recorded": true,
			"impact_assessment_on": "2026-02-10",
			"impact_likelihood_estimated": true,
			"societal_impact_assessed": true,
			"vulnerable_groups_considered": true,
		},
		"data": {
			"acquisition_documented": true,
			"bias_examined": true,
			"bias_mitigated": true,
			"governance_documented": true,
			"input_controlled": true,
			"input_relevance_checked": true,
			"intellectual_property_assessed": true,
			"preparation_documented": true,
			"privacy_risk_assessed": true,
			"provenance_recorded": true,
			"quality_criteria_defined": true,
			"special_category_safeguards": true,
		},
		"documentation": {
			"computing_resources": true,
			"data_resources": true,
			"design": true,
			"instructions_for_use": true,
			"intended_purpose": true,
			"limitations": true,
			"requirements": true,
			"resources": true,
			"retention_years": 10,
			"tasks_and_methods": true,
			"technical_documentation": true,
			"technical_documentation_updated_on": "2026-06-01",
			"tooling_resources": true,
		},
		"logging": {"automatic": true, "traceable": true, "retention_days": 400},
		"transparency": {
			"affected_persons_informed": true,
			"impact_reporting_channel": true,
			"incident_communication_plan": true,
			"interested_parties_informed": true,
			"users_informed_of_ai": true,
			"workers_informed": true,
		},
		"oversight": {"designed_in": true, "instructions_followed": true, "processes_defined": true},
		"performance": {
			"continues_learning": true,
			"environmental_impact_assessed": true,
			"evaluated_on": "2026-05-05",
			"evaluation_documented": true,
		},
		"lifecycle": {
			"change_management": true,
			"deployment_plan": true,
			"development_process": true,
			"intended_use_monitored": true,
			"objectives_defined": true,
			"operation_plan": true,
			"responsible_use_objectives": true,
			"responsible_use_process": true,
			"verification_plan": true,
		},
		"monitoring": {
			"feedback_collected": true,
			"incident_response_plan": true,
			"incidents_shared": true,
			"pretrained_models_monitored": true,
			"production_monitored": true,
			"reviewed_on": "2026-10-01",
		},
		"suppliers": {
			"component_risks_mapped": true,
			"customer_expectations": true,
			"responsibilities_allocated": true,
			"risks_monitored": true,
			"supplier_process": true,
		},
	},
	"evidence": [evidence_of(kind) |
		some kind in [
			"policy",
			"impact_assessment",
			"data_governance_record",
			"technical_documentation",
			"human_oversight_procedure",
			"test_report",
			"log_sample",
			"incident_procedure",
			"supplier_contract",
		]
	],
	"metrics": {
		"accuracy": {"value": 0.93, "reported_at": "2026-11-01T00:00:00Z"},
		"drift": {"value": 0.02, "reported_at": "2026-11-01T00:00:00Z"},
		"incidents_open": {"value": 0, "reported_at": "2026-11-01T00:00:00Z"},
	},
}

evidence_of(kind) := {
	"id": kind,
	"kind": kind,
	"title": kind,
	"sha256": "0000000000000000000000000000000000000000000000000000000000000000",
	"collected_at": "2026-01-15T00:00:00Z",
	"expires_at": null,
	"controls": [],
}

# The conforming system with some facts stated differently: {section: {fact: value}}.
stating(changes) := object.union(conforming, {"facts": changes})

# The conforming system with one fact that nobody has stated.
not_stating(section, fact) := object.union(
	object.remove(conforming, ["facts"]),
	{"facts": object.union(
		object.remove(conforming.facts, [section]),
		{section: object.remove(conforming.facts[section], [fact])},
	)},
)

# The conforming system in another stage of its life, another risk tier, or both.
system(changes) := object.union(conforming, {"system": changes})

# The conforming system without evidence of one kind.
without_evidence(kind) := object.union(
	object.remove(conforming, ["evidence"]),
	{"evidence": [item | some item in conforming.evidence; item.kind != kind]},
)

# The conforming system whose only evidence of one kind has expired.
expired_evidence(kind) := object.union(
	object.remove(conforming, ["evidence"]),
	{"evidence": [object.union(evidence_of(kind), {"expires_at": "2026-11-19T00:00:00Z"})]},
)

# The conforming system with exactly these metrics.
reporting(metrics) := object.union(object.remove(conforming, ["metrics"]), {"metrics": metrics})

retired := system({"lifecycle": "retired"})

no_role := stating({"scope": {"roles": []}})

deployer_only := stating({"scope": {"roles": ["deployer"]}})

provider_only := stating({"scope": {"roles": ["provider"]}})

roles_not_stated := not_stating("scope", "roles")

# METADATA
# title: Fixtures
# description: Inputs the tests of this framework start from, and the ways they vary them.
package syndic.frameworks.eu_ai_act.fixtures_test

import rego.v1

# A recruitment system in use, provided and deployed by the same organisation, with every duty met.
compliant := {
	"now": "2026-06-01T12:00:00Z",
	"system": {
		"id": "0b8e7c52-7c0f-4d6e-9a39-2f6f0a1f7d11",
		"name": "Applicant ranking",
		"purpose": "Ranks applications for vacancies",
		"owner": "People department",
		"provider": "Example Ltd",
		"risk_tier": "high",
		"lifecycle": "deployed",
	},
	"facts": facts,
	"evidence": [evidence_item(kind, []) | some kind in evidence_kinds],
	"metrics": {"accuracy": {"value": 0.93, "reported_at": "2026-05-20T08:00:00Z"}},
}

facts := {
	"scope": {
		"eu_market": true,
		"roles": ["provider", "deployer"],
		"annex_iii_areas": ["employment"],
		"annex_i_product": false,
		"annex_iii_exemption": "none",
		"profiles_people": true,
		"prohibited_practices": [],
		"prohibited_practices_screened_on": "2026-03-01",
		"interacts_with_people": true,
		"generates_content": false,
		"deep_fakes": false,
		"emotion_recognition": false,
		"biometric_categorisation": false,
		"remote_biometric_identification": false,
		"public_service_deployer": false,
		"public_authority_deployer": false,
		"workplace_use": true,
		"decision_effect": "advisory",
		"personal_data": true,
		"special_category_data": false,
		"third_party_components": true,
		"affected_groups": ["applicants"],
	},
	"governance": {
		"quality_management_system": true,
		"legal_requirements_identified": true,
		"roles_assigned": true,
	},
	"people": {
		"literacy_programme": true,
		"literacy_trained_on": "2026-01-15",
		"literacy_coverage_percent": 95,
		"operator_proficiency_defined": true,
	},
	"risk": {
		"process_documented": true,
		"reviewed_on": "2026-02-01",
		"risks_identified": true,
		"impact_likelihood_estimated": true,
		"misuse_considered": true,
		"vulnerable_groups_considered": true,
		"measures_adopted": true,
		"residual_risk_accepted": true,
		"emergent_risks_tracked": true,
		"fundamental_rights_assessment_on": "2025-12-01",
		"fundamental_rights_authority_notified": true,
	},
	"data": {
		"governance_documented": true,
		"acquisition_documented": true,
		"provenance_recorded": true,
		"preparation_documented": true,
		"quality_criteria_defined": true,
		"representative": true,
		"bias_examined": true,
		"bias_mitigated": true,
		"gaps_addressed": true,
		"special_category_safeguards": true,
		"privacy_risk_assessed": true,
		"input_controlled": true,
		"input_relevance_checked": true,
	},
	"documentation": {
		"technical_documentation": true,
		"technical_documentation_updated_on": "2026-02-01",
		"intended_purpose": true,
		"instructions_for_use": true,
		"limitations": true,
		"requirements": true,
		"design": true,
		"explanation": true,
		"computing_resources": true,
		"retention_years": 10,
		"conformity_assessed": true,
		"declaration_of_conformity": true,
		"ce_marking": true,
		"registered_in_eu_database": true,
	},
	"logging": {
		"automatic": true,
		"traceable": true,
		"controlled": true,
		"retention_days": 365,
	},
	"transparency": {
		"users_informed_of_ai": true,
		"synthetic_content_marked": true,
		"deep_fakes_disclosed": true,
		"biometrics_disclosed": true,
		"affected_persons_informed": true,
		"workers_informed": true,
		"explanation_available": true,
		"appeal_process": true,
	},
	"oversight": {
		"designed_in": true,
		"override_possible": true,
		"stop_control": true,
		"automation_bias_addressed": true,
		"overseers_assigned": true,
		"two_person_verification": true,
		"instructions_followed": true,
		"processes_defined": true,
	},
	"performance": {
		"metrics_selected": true,
		"accuracy_declared": true,
		"evaluated_on": "2026-02-01",
		"deployment_like_conditions": true,
		"robustness_tested": true,
		"fail_safe": true,
		"feedback_loops_addressed": true,
		"continues_learning": false,
		"cybersecurity_tested": true,
		"adversarial_testing_on": "2026-02-01",
	},
	"lifecycle": {
		"development_process": true,
		"verification_plan": true,
		"change_management": true,
		"intended_use_monitored": true,
	},
	"monitoring": {
		"post_market_plan": true,
		"reviewed_on": "2026-04-01",
		"production_monitored": true,
		"serious_incident_procedure": true,
		"serious_incidents_unreported": 0,
		"deactivation_possible": true,
	},
	"suppliers": {"responsibilities_allocated": true},
}

# Everything but a legal opinion, which documents an exception and is added where a test is about one.
evidence_kinds := [
	"audit_report",
	"conformity_declaration",
	"data_governance_record",
	"human_oversight_procedure",
	"impact_assessment",
	"incident_procedure",
	"instructions_for_use",
	"log_sample",
	"monitoring_report",
	"policy",
	"post_market_plan",
	"registration_record",
	"risk_management_file",
	"security_test_report",
	"supplier_contract",
	"technical_documentation",
	"test_report",
	"training_record",
	"transparency_notice",
]

evidence_item(kind, controls) := {
	"id": sprintf("evidence-%s", [kind]),
	"kind": kind,
	"title": kind,
	"sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
	"collected_at": "2026-02-01T00:00:00Z",
	"expires_at": null,
	"controls": controls,
}

stated(changes) := object.union(compliant, {"facts": changes})

system(changes) := object.union(compliant, {"system": changes})

changed(system_changes, fact_changes) := object.union(system(system_changes), {"facts": fact_changes})

without_evidence(base, kind) := object.union(base, {"evidence": [item | some item in base.evidence; item.kind != kind]})

with_opinion(base, controls) := object.union(
	base,
	{"evidence": array.concat(base.evidence, [evidence_item("legal_opinion", controls)])},
)

# The variations by which most duties cease or become uncertain.
outside_union := stated({"scope": {"eu_market": false}})

retired := system({"lifecycle": "retired"})

in_testing := system({"lifecycle": "testing"})

deployer_only := stated({"scope": {"roles": ["deployer"]}})

provider_only := stated({"scope": {"roles": ["provider"]}})

importer_only := stated({"scope": {"roles": ["importer"]}})

# A chatbot in no area of Annex III.
not_high_risk := changed({"risk_tier": "limited"}, {"scope": {"annex_iii_areas": [], "profiles_people": false}})

high_risk_unknown := changed({"risk_tier": "limited"}, {"scope": {"annex_iii_areas": null}})

# High-risk as a product under Annex I, not by an area of Annex III.
product := stated({"scope": {"annex_i_product": true, "annex_iii_areas": [], "profiles_people": false}})

# A listed system that Article 6(3) takes out of the high-risk class.
derogated := changed(
	{"risk_tier": "minimal"},
	{"scope": {
		"annex_iii_exemption": "narrow_procedural_task",
		"annex_iii_exemption_documented": true,
		"profiles_people": false,
	}},
)

critical_infrastructure := stated({"scope": {"annex_iii_areas": ["critical_infrastructure"]}})

gives_reason(result, text) if {
	some reason in result.reasons
	contains(reason, text)
}

# METADATA
# title: Scope of the NIST AI RMF
# description: >-
#   When a subcategory does not apply to a system, how far the system has come, and how often its reviews are due.
#   Every function that says why something does not apply is undefined while the condition is unknown: a rule then
#   states with `undecided` which fact would tell.
package syndic.frameworks.nist_ai_rmf.scope

import data.syndic.finding
import rego.v1

# Why a subcategory does not apply, as one sentence.
retired(citation) := sprintf("%s: the system is retired", [citation]) if input.system.lifecycle == "retired"

only_designed(citation) := sprintf("%s: the system is only designed, there is nothing to evaluate yet", [citation]) if {
	input.system.lifecycle == "design"
}

before_testing(citation) := sprintf("%s: the system has not reached testing (lifecycle: %s)", [citation, input.system.lifecycle]) if {
	input.system.lifecycle in {"design", "development"}
}

not_deployed(citation) := sprintf("%s: the system is not in production (lifecycle: %s)", [citation, input.system.lifecycle]) if {
	input.system.lifecycle in {"design", "development", "testing"}
}

without_third_parties(citation) := sprintf("%s: the system uses no third-party data, models or services", [citation]) if {
	finding.fact("scope.third_party_components") == false
}

without_pretrained_models(citation) := sprintf("%s: no pre-trained model is used", [citation]) if {
	finding.fact("scope.pretrained_models") == false
}

without_personal_data(citation) := sprintf("%s: the system processes no personal data", [citation]) if {
	finding.fact("scope.personal_data") == false
}

without_human_subjects(citation) := sprintf("%s: no evaluation involves human subjects", [citation]) if {
	finding.fact("scope.human_subject_evaluation") == false
}

affects_nobody(citation) := sprintf("%s: the system has no effect on persons and no affected groups", [citation]) if {
	finding.fact("scope.decision_effect") == "none"
	finding.fact("scope.affected_groups") == []
}

# Whether a duty applies hangs on a fact that nobody has stated.
undecided(path, citation) := finding.needs(
	sprintf("%s: whether this applies depends on %s, which is not known", [citation, path]),
	[sprintf("fact:%s", [path])],
) if {
	finding.fact(path) == null
}

# What is known about the system.
third_parties if finding.fact("scope.third_party_components") == true

pretrained_models if finding.fact("scope.pretrained_models") == true

personal_data if finding.fact("scope.personal_data") == true

special_category_data if finding.fact("scope.special_category_data") == true

human_subjects if finding.fact("scope.human_subject_evaluation") == true

interacts_with_people if finding.fact("scope.interacts_with_people") == true

affects_people if finding.fact("scope.decision_effect") in {"advisory", "automated"}

decides_alone if finding.fact("scope.decision_effect") == "automated"

reaches_people if affects_people

reaches_people if count(affected_groups) > 0

affected_groups := groups if {
	groups := finding.fact("scope.affected_groups")
	is_array(groups)
}

# Somebody else acquires the system from the organisation.
supplies_others if {
	roles := finding.fact("scope.roles")
	is_array(roles)
	some role in roles
	role in {"provider", "importer", "distributor"}
}

evaluable if input.system.lifecycle in {"testing", "deployed"}

deployed if input.system.lifecycle == "deployed"

high_risk if input.system.risk_tier in {"high", "prohibited"}

# The framework asks for regular review and leaves the frequency to the risk (GOVERN 1.3 and 1.5): twice a year for
# high risk, otherwise yearly.
default review_days := 365

review_days := 180 if high_risk

# A metric that speaks for the present is at most a quarter old.
metric_days := 90

# METADATA
# title: Data fit for purpose
# description: >-
#   Developers define data quality, look for bias and mitigate it where decisions are affected; users check the input
#   they control.
# related_resources:
# - description: ISO/IEC 42001:2023, Annex A, control A.7.4
package syndic.frameworks.iso_42001.a_7_4

import data.syndic.finding
import data.syndic.frameworks.iso_42001.scope
import rego.v1

not_applicable contains reason if some reason in scope.outside

not_applicable contains sprintf(
	"The organisation neither develops nor uses the system: scope.roles is %s",
	[concat(", ", scope.roles)],
) if {
	count(scope.roles) > 0
	not scope.develops
	not scope.uses
}

not_applicable contains "The organisation neither develops the system nor controls its input" if {
	scope.uses
	not scope.develops
	finding.fact("data.input_controlled") == false
}

findings contains scope.roles_unknown("A.7.4")

findings contains finding.require_fact("data.quality_criteria_defined", "A.7.4") if scope.develops

findings contains finding.require_fact("data.bias_examined", "A.7.4") if scope.develops

findings contains scope.undecided("scope.decision_effect", "A.7.4") if scope.develops

findings contains finding.require_fact("data.bias_mitigated", "A.7.4 (affects decisions)") if {
	scope.develops
	scope.affects_decisions
}

findings contains scope.undecided("data.input_controlled", "A.7.4") if scope.uses

findings contains finding.require_fact("data.input_relevance_checked", "A.7.4 (controls the input)") if {
	scope.uses
	finding.fact("data.input_controlled") == true
}

result := finding.decide(not_applicable, findings)

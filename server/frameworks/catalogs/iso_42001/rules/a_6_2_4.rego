# METADATA
# title: Proof that the system meets its requirements
# description: >-
#   Measures with criteria exist from the start, results from testing on, and a recent evaluation while the system
#   runs.
# related_resources:
# - description: ISO/IEC 42001:2023, Annex A, control A.6.2.4
package syndic.frameworks.iso_42001.a_6_2_4

import data.syndic.finding
import data.syndic.frameworks.iso_42001.scope
import rego.v1

not_applicable contains reason if some reason in scope.outside_development

findings contains scope.roles_unknown("A.6.2.4")

findings contains finding.require_fact("lifecycle.verification_plan", "A.6.2.4") if scope.develops

findings contains finding.require_fact("performance.evaluation_documented", "A.6.2.4 (from testing on)") if {
	scope.develops
	not scope.before_testing
}

findings contains finding.require_evidence("test_report", "A.6.2.4 (from testing on)") if {
	scope.develops
	not scope.before_testing
}

findings contains finding.require_within(
	"performance.evaluated_on",
	scope.assessment_days,
	"A.6.2.4 (in operation)",
) if {
	scope.develops
	scope.operating
}

result := finding.decide(not_applicable, findings)

# METADATA
# title: Performance in deployment-like conditions
# description: >-
#   Applies from testing on. Checks that performance was shown in such conditions, that the evaluation is recent and
#   documented, and that a result exists: accuracy reported within 90 days or a test report on record.
# related_resources:
# - description: NIST AI 100-1, MEASURE 2.3
#   ref: https://doi.org/10.6028/NIST.AI.100-1
package syndic.frameworks.nist_ai_rmf.measure_2_3

import data.syndic.finding
import data.syndic.frameworks.nist_ai_rmf.checks
import data.syndic.frameworks.nist_ai_rmf.scope
import rego.v1

not_applicable contains scope.retired("MEASURE 2.3")

not_applicable contains scope.before_testing("MEASURE 2.3")

findings contains finding.require_fact("performance.deployment_like_conditions", "MEASURE 2.3: conditions resemble deployment")

findings contains finding.require_fact("performance.evaluation_documented", "MEASURE 2.3: measures are documented")

findings contains finding.require_within("performance.evaluated_on", scope.review_days, "MEASURE 2.3: the demonstration is recent")

findings contains finding.require_evidence("test_report", "MEASURE 2.3: results are on record") if {
	not checks.reported_within("accuracy", scope.metric_days)
}

result := finding.decide(not_applicable, findings)

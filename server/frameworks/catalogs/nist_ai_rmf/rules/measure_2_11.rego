# METADATA
# title: Fairness and bias
# description: >-
#   Applies once something is built that affects persons. Checks that data were examined and biases mitigated; from
#   testing on, that fairness was evaluated recently; in production, that the fairness gap was reported within 90
#   days and is at most 0.1.
# related_resources:
# - description: NIST AI 100-1, MEASURE 2.11
#   ref: https://doi.org/10.6028/NIST.AI.100-1
package syndic.frameworks.nist_ai_rmf.measure_2_11

import data.syndic.finding
import data.syndic.frameworks.nist_ai_rmf.checks
import data.syndic.frameworks.nist_ai_rmf.scope
import rego.v1

not_applicable contains scope.retired("MEASURE 2.11")

not_applicable contains scope.only_designed("MEASURE 2.11")

not_applicable contains scope.affects_nobody("MEASURE 2.11")

# Whether persons are affected hangs on facts that nobody has stated.
findings contains finding.needs("MEASURE 2.11: whether the system affects persons is not known", unknown_reach) if {
	not scope.reaches_people
	count(unknown_reach) > 0
}

findings contains finding.require_fact("data.bias_examined", "MEASURE 2.11: data are examined for bias") if scope.reaches_people

findings contains finding.require_fact("data.bias_mitigated", "MEASURE 2.11: biases found are mitigated") if scope.reaches_people

findings contains finding.require_within("performance.fairness_evaluated_on", scope.review_days, "MEASURE 2.11: fairness is evaluated regularly") if {
	scope.reaches_people
	scope.evaluable
}

findings contains checks.require_metric_at_most("fairness_gap", maximum_fairness_gap, scope.metric_days, "MEASURE 2.11: outcomes are fair") if {
	scope.reaches_people
	scope.deployed
}

# The customary bound on the difference of favourable outcomes between groups.
maximum_fairness_gap := 0.1

unknown_reach := [sprintf("fact:%s", [path]) |
	some path in ["scope.affected_groups", "scope.decision_effect"]
	not finding.known(path)
]

result := finding.decide(not_applicable, findings)
